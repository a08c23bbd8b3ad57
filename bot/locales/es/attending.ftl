# Una visita: las palabras en la puerta, quién va, está o se retrasa, los contactos y lo que decide la organización.

## En la puerta

doorstep-you-say = En la puerta, di primero estas palabras: «{ $words }». { CAPITAL($name) } tiene las mismas.
doorstep-they-say = { CAPITAL($name) } dirá estas palabras en tu puerta: «{ $words }». Nunca las digas tú primero. Si dice otras, no abras.
door-later = Cómo llegar: podrás leerlo el { $when }.
door-withdrawn-helped = Quedaste en ayudar a { $name }: { $when }. De este mensaje hemos quitado cómo llegar.
door-withdrawn = Esto era sobre { $name }: { $when }. De este mensaje hemos quitado cómo llegar.

## Cómo está todo

attending-on-way-you = { CAPITAL($name) } sabe que vas de camino.
attending-on-way-they = { CAPITAL($name) } va de camino a tu casa.
attending-here-you = Tenemos anotado que estás allí. Avísanos otra vez cuando te vayas.
attending-here-they = { CAPITAL($name) } está contigo.
attending-left-you = Tenemos anotado que ya te has ido.
attending-left-they = Tenemos anotado que { $name } ya se ha ido.
attending-over = Por lo que sabemos, esta visita ya terminó.

button-on-my-way = Voy de camino
button-am-here = Ya estoy aquí
button-have-left = Ya me he ido
button-staying = Me quedo un rato más
button-still-there = Todavía estoy allí
button-they-are-here = Ya está aquí
button-they-left = Ya se ha ido
button-still-here = Todavía está aquí
button-not-come = Todavía no ha venido
button-look-again = Dejar de esperar
button-sure-look-again = Sí, dejo de esperar
button-how-long = Decir cuánto duró

## Lo que lee cada persona

on-the-way = { CAPITAL($name) } va de camino a tu casa.
at-the-door = { CAPITAL($name) } nos dice: ya estoy aquí.
have-they-come = Quedaste con { $name }: { $when }. ¿Ha llegado ya?
not-come-noted = Le decimos a { $name } que estás esperando. Cuando no quieras esperar más, pulsa «{ button-look-again }».
awaited = { CAPITAL($name) } te está esperando: { $when }. ¿Vas a ir?
look-again-ask = { CAPITAL($name) } no ha venido: { $when }. ¿Le decimos que ya no esperas?
looking-again = Ya lo sabe, y ahora buscamos a otra persona. Te escribimos en cuanto alguien diga que sí.
looking-again-over = Ya lo sabe. Esa hora ya pasó, y lo sentimos. Puedes pedirlo para otro momento.
not-awaited = { CAPITAL($name) } te esperó y ya no espera más: { $when }. Quizás te surgió algo, y no pasa nada. No tienes que hacer nada.
left-noted = ¡Gracias! Queda anotado que ya te has ido.
left-noted-they = ¡Gracias! Queda anotado que { $name } ya se ha ido.
has-left-you = { CAPITAL($name) } nos dice que ya te has ido. Si todavía estás allí, pulsa abajo.
has-left-they = { CAPITAL($name) } nos dice: ya me he ido.
how-long-by-taps = Según lo pulsado, duró unos { $length }.
still-there = Quedaste en ayudar a { $name }: { $when }. A estas horas ya deberías haber terminado. ¿Te has ido ya?
have-they-left = { CAPITAL($name) } ya debería haber terminado: { $when }. No nos ha contestado. ¿Se ha ido ya?
# Nadie ha dicho que llegara.
have-they-been = { CAPITAL($name) } ya debería haber terminado: { $when }. No nos ha contestado. ¿Ha estado contigo y ya se ha ido?
ask-them-to-tap = Pide a { $name } que mire su teléfono y pulse un botón. Si no, avisamos a la organización. Cuándo: { $when }.
in-danger = Si alguien puede estar en peligro, llama enseguida al { $number }.
nobody-reached = { CAPITAL($name) } no nos ha dicho que ya se ha ido. Ahora mismo no localizamos a nadie de la organización. Por favor, mira si todo va bien.

## Contactos de confianza

command-buddy = Quién se entera si te retrasas
button-buddy = Mi contacto
button-buddy-ask = Pedírselo a { $name }
button-buddy-yes = Sí, cuenta conmigo
button-buddy-end = Ya no quiero contacto
button-buddy-stop = Dejarlo con { $name }
buddy-none = Tu contacto se entera si te retrasas en una visita. No lee dónde estás.
buddy-ask = ¿A quién se lo pedimos?
buddy-nobody = Tu contacto se entera si te retrasas en una visita. Puedes pedírselo a alguien a quien ayudaste o que te ayudó.
buddy-yours = Tu contacto es { $name }. Se entera si te retrasas en una visita.
buddy-not-answered = Le hemos pedido a { $name } que sea tu contacto. Todavía no ha contestado.
buddy-of = Eres el contacto de { $name }.
buddy-asked-by = { CAPITAL($name) } quiere que seas su contacto.
buddy-wanted = { CAPITAL($name) } quiere que seas su contacto. Si se retrasa en una visita, te avisamos, y tú intentas hablar con esa persona.
buddy-wanted-ask = ¿Te parece bien?
buddy-yes-noted = ¡Gracias! Ahora eres el contacto de { $name }. Puedes dejarlo cuando quieras: escribe «contacto».
buddy-no-noted = No pasa nada. Se lo hemos dicho con amabilidad.
buddy-agreed = Ahora { $name } es tu contacto.
buddy-declined = Por ahora { $name } no puede ser tu contacto. Puedes pedírselo a otra persona.
buddy-worries = { CAPITAL($name) } debería haber terminado una visita: { $since }. No nos ha contestado. Eres su contacto: intenta hablar con esa persona, por favor.
typed-buddy = contacto, mi contacto, contactos

## Organización

task-overdue = { CAPITAL($helper) } no ha dicho que terminó la visita a { $asker }. Debía terminar: { $since }.
task-overdue-taken = { CAPITAL($name) } se ocupa de esto. { CAPITAL($helper) } no ha dicho que terminó la visita a { $asker }.
task-overdue-yours = ¿Cómo está ahora?
overdue-on-way = { CAPITAL($name) }: voy de camino. Lo dijo el { $when }.
overdue-here = { CAPITAL($helper) }: ya estoy aquí. Lo dijo el { $when }.
overdue-here-asker = { CAPITAL($asker) }: { $helper } está aquí. Lo dijo el { $when }.
overdue-not-come = { CAPITAL($asker) }: { $helper } no ha venido. Lo dijo el { $when }.
overdue-seen = { CAPITAL($asker) }: { $helper } sigue aquí. Lo dijo el { $when }.
overdue-nothing-said = Nadie ha dicho nada de esta visita.
overdue-asked = Hemos preguntado a { $helper } y a { $asker }.
overdue-asked-buddy = Hemos preguntado a { $helper } y a { $asker }. También lo sabe { $name }, contacto de { $helper }.
overdue-unreachable = Nuestros mensajes no llegan a { $name }.
overdue-yours = Te ocupas tú de esto.
overdue-theirs = { CAPITAL($name) } se ocupa de esto.
overdue-help-wanted = { CAPITAL($name) } se ha ocupado de esto y necesita más ayuda.
overdue-help-called = Avisamos al resto de la organización, hasta que alguien se ocupe.
overdue-over-out = Ya terminó: { $helper } se ha ido de la visita a { $asker }. ¡Gracias por estar ahí!
overdue-over-stays = { CAPITAL($helper) } sigue con { $asker } y nos dice que todo va bien. No tienes que hacer nada.
overdue-over-well = Ya terminó: { $name } dice que todo el mundo está bien. Se trataba de { $helper } y { $asker }.
queue-overdue = Se retrasa: { $helper } con { $asker }, desde { $since }.
button-number-of = Número de { $name }
button-task-overdue = Se retrasa: { $name }
button-open-overdue = Ver lo que se sabe
button-have-it = Me ocupo yo
button-all-well = Todo el mundo está bien
button-need-help = Necesito más ayuda

safety-said = Vigilamos una visita cuando quien ayuda ha dicho que va de camino o que está allí. Si no pulsa nada, nadie avisa.
safety-all = Vigilamos todas las visitas, aunque nadie pulse nada. Así avisamos más a menudo a la organización.
safety-number = En una emergencia, la gente lee que debe llamar al { $number }.
safety-which-number = ¿A qué número se debe llamar en una emergencia?
safety-number-line = Número de emergencias: { $number }
about-safety = cambiar el número de emergencias
button-watch-all = Vigilar todas las visitas
button-watch-said = Vigilar solo si se pulsa
button-emergency-number = Cambiar el número
button-ring = { $number }
unclear-number = Pulsa o escribe un número, como «112».
unclear-again-number = Solo cifras, por favor: el número de emergencias de aquí, como «112».

refusal-too-early = Es pronto. La visita empieza el { $starts_at }. Podrás pulsarlo el { $from_at }.
refusal-come-already = Ya está anotado que quien ayuda está allí. Si no es así, habla con una persona, por favor.
refusal-overdue-taken = { CAPITAL($name) } se ocupa ya de esto. ¡Gracias!
refusal-overdue-not-yours = Solo puede decirlo quien se ocupa. Si nadie se ocupa, pulsa antes «{ button-have-it }».
refusal-not-a-number = No conocemos ese número. Escribe de 2 a 12 cifras, como «112».
