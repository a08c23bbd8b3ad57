# Lo que más vale pedir para cada tipo de ayuda, para que la organización lo lea y lo confirme; y lo que nadie puede hacer.

kinds-cautious = Esto es lo prudente. Léelo todo, y cambia lo que quieras. Cuando lo confirmes, la gente podrá pedir ayuda.
kinds-cautious-open = Esto es lo prudente. Donde no hayas decidido nada, solo cuenta cuando lo confirmes.
kinds-line = { $kind }: { $demand }. Piensa en: { $risks }.
kinds-line-banned = { $kind }: aquí no se da.
risk-home = la casa de alguien
risk-transport = conducir
risk-money = dinero
risk-care = cuidados
risk-child = estar a solas con un menor
button-kinds-table = Lo prudente
button-kinds-read = Ya lo he leído todo
button-kinds-confirm = Sí, lo confirmo
kinds-nation-ask = La ley sobre comprobaciones cambia según el lugar. ¿Dónde está tu banco de tiempo?
kinds-left-out =
    { $count ->
        [0] A nadie que ofrece ayuda le falta nada de esto.
        [one] A 1 persona que ofrece ayuda le falta algo. Por ahora no le preguntaremos por eso.
       *[other] A { $count } personas que ofrecen ayuda les falta algo. Por ahora no les preguntaremos por eso.
    }
kinds-sure = Vale desde ahora, y queda anotado con tu nombre. ¿Confirmas lo que pide cada tipo de ayuda?
kinds-opened = ¡Gracias! { $bank } ya está abierto, y la gente puede pedir ayuda.
kinds-confirmed = ¡Gracias! Todo esto vale desde ahora.
kinds-confirmed-before = Esto ya está confirmado. ¡Gracias!
queue-kinds = Tu banco de tiempo aún no está abierto. Lee antes qué pide cada ayuda.
button-task-kinds = Abrir el banco de tiempo
refusal-not-open-yet = Este banco de tiempo abre pronto. La organización lo está preparando. Mientras, puedes decir qué ofreces, y pedir ayuda en unos días.
refusal-table-changed = Esto ha cambiado desde que lo leíste. Léelo otra vez, por favor.

## Un tipo de ayuda que aquí no se da

demanded-banned = aquí no se da
demand-banned = Esto aquí no se da, y nadie puede pedirlo: <b>{ $kind }</b>.
button-demand-ban = No dar esta ayuda
button-demand-unban = Volver a darla
button-demand-ban-sure = Sí, no darla
demand-ban-open =
    { $count ->
        [0] Ahora nadie espera esta ayuda.
        [one] 1 persona espera esta ayuda. Su petición te llegará a ti.
       *[other] { $count } personas esperan esta ayuda. Sus peticiones te llegarán a ti.
    }
demand-ban-ask = Ya nadie podrá pedir esto, y no preguntaremos a nadie: { $kind }. ¿Seguro?
offer-line-banned = { $kind }. Este banco de tiempo ahora no da esta ayuda.
offer-banned = Este banco de tiempo ahora no da esta ayuda. No te preguntaremos por ella.
refusal-kind-banned = Este banco de tiempo no da este tipo de ayuda. Pregunta a una persona adónde más acudir.

## Lo que nadie puede hacer en un banco de tiempo, y adónde acudir

refusal-nobody-may =
    { $reason }
    { $instead }
never-banned = Este banco de tiempo no da esta ayuda: { $kind }.
never-personal_care = Lo sentimos: aquí nadie puede lavar, vestir ni dar de comer a otra persona, ni ayudar en el baño. Para eso hace falta formación.
never-medicines = Lo sentimos: aquí nadie puede dar medicinas ni curar heridas. Para eso hace falta formación.
never-lifting = Lo sentimos: aquí nadie puede levantar en peso a otra persona. Las dos podrían hacerse daño.
never-cards = Lo sentimos: aquí nadie puede usar la tarjeta, la clave ni la cuenta del banco de otra persona. Así nadie corre riesgos.
never-attorney = Lo sentimos: aquí nadie puede firmar, prestar dinero ni decidir sobre el dinero de otra persona. Así nadie corre riesgos.
never-overnight = Lo sentimos: aquí nadie puede quedarse a pasar la noche. Para eso hace falta alguien con sueldo y seguro.
instead-own = { $text }
instead-england_wales = Pregunta en los servicios sociales de tu ayuntamiento. También puedes preguntar a tu médico.
instead-scotland = Pregunta en los servicios sociales de tu ayuntamiento. También puedes preguntar a tu médico.
instead-northern_ireland = Pregunta en tu «Health and Social Care Trust». También puedes preguntar a tu médico.
instead-other = Pregunta en los servicios sociales de donde vives. También puedes preguntar a tu médico.

## Palabras que escribe la gente para eso: «…» vale por hasta 4 palabras, y «*» por cualquier final. Solo lo que
## no deja duda: «recoger mis pastillas en la farmacia» está bien.

typed-never-personal_care = cuidado personal, cuidados personales, aseo personal, aseo íntimo, asearme, aseo de mi madre, aseo de mi padre, bañarme, bañar a mi, bañarlo, bañarla, ducharme, duchar a mi, ducharlo, ducharla, darme … ducha, darme … baño, lavarme, lavar a mi, vestirme, vestir a mi, desvestir*, ir al baño, ir al váter, llevarme al baño, cambiar … pañal, cambiar … pañales, cambiarle … pañal, pañal*, incontinencia, sonda, darme de comer, darle de comer a mi, dar de comer a mi madre, dar de comer a mi padre, cortarme las uñas, uñas de los pies
typed-never-medicines = darme … pastillas, darme … medicinas, darme … medicación, darle … pastillas, darle … medicinas, darle … medicación, dar … pastillas, dar … medicinas, dar … medicación, tomar mis pastillas, tomarme … pastillas, tomar … medicación, preparar … pastillas, preparar … medicación, pastillero, pinchar*, inyec*, poner … insulina, ponerme … insulina, gotas en los ojos, gotas para los ojos, curar … herida, curarme … herida, cambiar … venda, cambiar … vendaje, nebulizador
typed-never-lifting = levantarme de la cama, levantarme del suelo, levantarme de la silla, levantar a mi, levantarlo, levantarla, sacarme de la cama, meterme en la cama, acostar a mi, acostarme, sacar de la cama, cogerme en brazos, llevarme en brazos, grúa para … cama, sacarme de la bañera, meterme en la bañera
typed-never-cards = tarjeta del banco, tarjeta bancaria, tarjeta de débito, tarjeta de crédito, mi tarjeta, pin de, mi pin, clave del banco, clave de la tarjeta, cajero, sacar dinero, retirar dinero, banca en línea, banca online, contraseña del banco, mi cuenta del banco, mi cuenta bancaria
typed-never-attorney = poder notarial, firmar por mí, firme por mí, firmar en mi nombre, mi testamento, hacer testamento, testigo de … testamento, llevar mis cuentas, administrar … dinero, manejar mi dinero, prestarme, préstamo, dinero prestado
typed-never-overnight = pasar la noche, quedarse a dormir, quedarte a dormir, quedarse de noche, quedarse por la noche, toda la noche, dormir en mi casa, dormir aquí, velar por la noche

## Cómo se llaman las comprobaciones en cada lugar: dentro de una frase, y en un botón

check-england_wales-basic = una comprobación básica del DBS
check-england_wales-enhanced = una comprobación ampliada del DBS
check-england_wales-enhanced_barred = comprobación ampliada DBS con lista de exclusión
check-scotland-basic = un certificado de nivel 1
check-scotland-enhanced = un certificado de nivel 2
check-scotland-enhanced_barred = pertenecer al programa PVG
check-northern_ireland-basic = una comprobación básica de AccessNI
check-northern_ireland-enhanced = una comprobación ampliada de AccessNI
check-northern_ireland-enhanced_barred = comprobación ampliada AccessNI con lista de exclusión
button-check-england_wales-basic = DBS básica
button-check-england_wales-enhanced = DBS ampliada
button-check-england_wales-enhanced_barred = DBS con lista de exclusión
button-check-scotland-basic = Certificado de nivel 1
button-check-scotland-enhanced = Certificado de nivel 2
button-check-scotland-enhanced_barred = Programa PVG
button-check-northern_ireland-basic = AccessNI básica
button-check-northern_ireland-enhanced = AccessNI ampliada
button-check-northern_ireland-enhanced_barred = AccessNI, con exclusión
