# Dinero que alguien paga por otra persona: antes se acuerda el máximo, y las dos partes anotan lo gastado. Nunca lo movemos.

## Los botones de una visita, y lo que se dice debajo de un acuerdo

button-money = Dinero de esta visita
button-money-most = Decir cuánto como mucho
button-money-note = Anotar lo que gasté
money-say-first = Si { $name } va a pagar algo, di antes cuánto como mucho.
money-waits-helper = { CAPITAL($name) } te pide que pagues algo, hasta { $most }. Dinos, por favor, si te parece bien.
money-line = Dinero: { $kind }, { $when } ✓
money-sum = { $sum }
money-nothing = nada

## El máximo, para quien recibe la ayuda

paying-most = En este banco de tiempo son { $most } como mucho. ¿Cuánto puede gastar { $name } por ti?
about-capping = decir cuánto se puede gastar por ti
button-money-up-to = Hasta { $sum }
button-money-nothing = Nada
button-money-change = Decir otra cantidad
money-none-asker = Todavía no se ha hablado de dinero. Si { $name } va a pagar algo, di antes cuánto como mucho.
money-wished-asker = Has dicho: { $most } como mucho. { CAPITAL($name) } no ha contestado todavía. Te diremos qué contesta.
money-until-then = Mientras tanto vale lo acordado: { $most } como mucho.
money-declined-asker = { CAPITAL($name) } prefiere no pagar nada, y no pasa nada. Escribíos para buscar otra manera.
money-agreed-asker = Acordado: { $name } puede gastar por ti <b>{ $most }</b> como mucho. Puedes escribirle qué comprar.
money-nothing-asker = Has dicho que { $name } no compra nada para ti.
money-rules = Arreglad el pago entre las dos partes, con el recibo en la mano. Nunca des a nadie una tarjeta ni un PIN. No hacen falta propinas ni regalos.
unclear-over-cap = En este banco de tiempo son { $most } como mucho. Escribe una cantidad que no pase de ahí.

## El máximo, para quien ayuda

money-rules-helper = Guarda el recibo, por favor. Nunca cojas una tarjeta ni un PIN, ni propinas ni regalos.
money-wished-helper = { CAPITAL($name) } te pide que pagues algo, <b>{ $most }</b> como mucho, y te lo devuelve. ¿Te parece bien?
button-money-yes = Sí, hasta { $sum }
button-money-no = Prefiero no pagar
money-none-helper = { CAPITAL($name) } no te ha pedido que pagues nada. Podéis escribiros.
money-declined-helper = Has dicho que prefieres no pagar nada. Se lo hemos dicho a { $name }.
money-agreed-helper = Acordado: gastas por { $name } { $most } como mucho. Guarda el recibo, por favor.
money-nothing-helper = { CAPITAL($name) } dice que no hace falta comprar nada.

## Lo gastado, anotado por quien ayuda

money-how-much = Acordaste con { $name } gastar { $most } como mucho. ¿Cuánto gastaste?
paying-sum = Escribe la cantidad, como «{ $example }». ¿Cuánto gastaste por { $name }?
about-spent = anotar lo que gastaste por alguien
button-money-spent-nothing = No gasté nada
unclear-sum = No hemos entendido esa cantidad. Escríbela en cifras, o pulsa un botón.
unclear-sum-like = No hemos entendido esa cantidad. Escríbela así: «{ $example }».
unclear-again-sum = Solo cifras, por favor. Pon una coma o un punto antes de los céntimos.
paying-receipt = Tu foto la recibe { $name }. La organización solo puede verla si hay dudas con la cantidad. ¿Quieres enviar una foto del recibo?
paying-receipt-line = Una foto del recibo
button-money-no-photo = Sin foto
unclear-receipt = Eso no es una foto. Envía una foto, o pulsa «{ button-money-no-photo }».
unclear-again-receipt = Aquí solo vale una foto. Si no tienes, pulsa «{ button-money-no-photo }».
money-noted-helper = Has anotado: { $sum }. Le hemos preguntado a { $name } si es así.
money-later-helper = { CAPITAL($name) } dice que la cantidad está bien: { $sum }. Te lo devuelve más tarde.
money-right-helper = { CAPITAL($name) } dice que está bien y que ya te lo ha devuelto: { $sum }. ¡Gracias!
money-differs-helper = Has anotado: { $sum }. { CAPITAL($name) } lo recuerda de otra manera. Son cosas que pasan.
money-theirs-helper = { CAPITAL($name) } ha anotado: { $sum }. Si te equivocaste, puedes corregirlo.
button-money-correct = Corregir la cantidad
money-receipt-passed-on = Gracias. Le pasamos la foto del recibo a { $name }.

## Lo que dice quien recibió la ayuda

money-spent-ask = { CAPITAL($name) } gastó <b>{ $sum }</b> por ti. ¿Es así, y se lo has devuelto?
money-nothing-ask = { CAPITAL($name) } ha anotado que no gastó nada por ti. ¿Es así?
money-later-ask = { CAPITAL($name) } gastó <b>{ $sum }</b> por ti. Dijiste que se lo devolvías más tarde. ¿Se lo has devuelto ya?
button-money-right = Sí, y ya lo devolví
button-money-right-nothing = Sí, es así
button-money-later = Está bien, pago luego
button-money-wrong = No, no es así
paying-theirs = Gracias por decirlo. Puedes escribir la cantidad que tú sabes, como «{ $example }». ¿Cuánto fue?
about-recalling = decir qué cantidad está bien
button-money-theirs = Decir cuánto fue
button-money-unknown = No lo sé
money-later-asker = Has dicho que está bien: { $sum }. Devuélvelo pronto, por favor. Mañana te preguntamos otra vez.
money-right-asker = Has dicho que está bien y que lo has devuelto: { $sum }. ¡Gracias!
money-differs-asker = Has dicho que esto no está bien: { $sum }.
money-theirs-asker = Según tú, fue: { $sum }.

## Más de lo acordado, y cantidades distintas

money-over = Se gastó más de los { $most } que habíais acordado. Son cosas que pasan.
money-none-agreed = No habíais acordado antes una cantidad. Son cosas que pasan.
money-organiser-looks = La organización le echa un vistazo y habla con ambas partes. No se culpa a nadie.
money-nobody-looks = Ahora no hay nadie más en la organización. Háblalo con calma con { $name }, por favor.
money-closed = La organización ha mirado lo del dinero entre { $name } y tú. Gracias por la paciencia.
money-settled = Fue: { $sum }.

## Para la organización

queue-money = Dinero por aclarar: { $helper } y { $asker }.
button-task-money = Dinero: { $name }
task-money = { CAPITAL($helper) } ayudó a { $asker }: { $kind }, { $when }. Se trata de dinero gastado.
task-money-agreed = Acordado antes: { $most } como mucho.
task-money-none-agreed = No habían acordado antes ninguna cantidad.
task-money-not-noted = { CAPITAL($helper) } todavía no ha anotado cuánto gastó por { $asker }.
task-money-noted = { CAPITAL($helper) } anotó para { $asker }: { $sum }.
task-money-silent = { CAPITAL($asker) } no ha dicho si la cantidad de { $helper } está bien.
task-money-later = { CAPITAL($asker) } dice: la cantidad de { $helper } está bien. Todavía no la ha devuelto.
task-money-right = { CAPITAL($asker) } dice: la cantidad de { $helper } está bien. Ya la ha devuelto.
task-money-wrong = { CAPITAL($asker) } dice que la cantidad de { $helper } no está bien.
task-money-theirs = Según { $asker }, el importe fue de { $sum }. No coincide con lo que anotó { $helper }.
task-money-ask = Habla antes con las dos partes, con cariño. Casi siempre es un despiste.
button-money-was = Quedó en { $sum }
button-money-seen-to = Ya me ocupé
button-money-receipt = Ver el recibo
money-receipt = La foto del recibo. Queda apuntado que la has mirado.
setting-value-money = { $sum }
button-setting-spending_cap_minor = Pagar por otra persona
setting-about-spending_cap_minor = Quien ayuda puede pagar hasta esto en una tienda, y se le devuelve. Antes se ponen de acuerdo. Con 0 nadie paga nada por nadie.
act-spending-say = dijo algo por alguien sobre el dinero del intercambio { $number }
act-spending-close = aclaró el dinero del intercambio { $number }
act-spending-receipt = miró el recibo del intercambio { $number }
done-for-you-money = { CAPITAL($organiser) }, de la organización, ha dicho algo por ti sobre dinero.

## Cuando no se puede

refusal-no-money-here = En esta clase de ayuda nadie paga nada por nadie. Habla con una persona, por favor.
refusal-too-much-money = Es más de lo que podemos anotar. Escribe una cantidad más pequeña, por favor.
refusal-noted-already = La cantidad ya está anotada. No queda nada que acordar.
refusal-most-agreed = Habíais acordado más, y puede que la otra persona ya esté en la tienda. Escríbele, por favor.
refusal-spoke-for-one = Ya hablaste por una de las partes. Lo aclara otra persona de la organización.
refusal-noted-often = La cantidad ha cambiado varias veces. La organización puede ayudaros: pide hablar con una persona.

## Palabras que se escriben junto a una cantidad

typed-about-sum = fue, fueron, era, eran, es, son, unos, unas, como, mucho, máximo, hasta, de, el, la, lo, los, en, total, gasté, pagué, costó, he, han, sido, gastado, pagado, cerca, más, menos, o, por, favor, gracias, solo, casi, todo
typed-minor-units = penique, peniques, céntimo, céntimos, centavo, centavos, cent, p
typed-currencies = libra = GBP, libras = GBP, euro = EUR, euros = EUR, pavos = EUR, dólar = USD AUD CAD NZD, dólares = USD AUD CAD NZD, franco = CHF, francos = CHF, peso = MXN ARS COP CLP UYU, pesos = MXN ARS COP CLP UYU
