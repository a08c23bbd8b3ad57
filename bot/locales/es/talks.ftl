# Lo que se dice en las conversaciones: las preguntas de una en una, y cómo se recoge cada respuesta.
# La pregunta va al final de su mensaje, y es la única.

## En cualquier conversación

talk-answered = { CAPITAL($answer) } ✓
talk-back-line = De vuelta a la pregunta anterior
talk-stopped-line = Parado aquí
talk-stopped = Paramos aquí y no se ha enviado nada. Los botones de abajo muestran lo que puedes hacer.
talk-stopped-joining = Paramos aquí. Escribe «empezar» cuando quieras entrar.
talk-over = Esa pregunta ya pasó. Los botones de abajo muestran lo que puedes hacer ahora.
talk-carry-on =
    Empezaste a { $about }.
    ¿Seguimos?
talk-person-offered = Todavía no nos entendemos, perdona. Una persona puede ayudarte: toca el botón. O prueba otra vez con la pregunta de abajo.

# Después de «Empezaste a …».
about-joining = entrar
about-asking = pedir ayuda
about-offering = ofrecer ayuda
about-accepting = decir que sí a alguien
about-lasting = decirnos cuánto duró
about-writing = escribir a alguien

list-line = { $list }

## Entrar

joining-hello = ¡Hola! Esto es { $bank }, donde la gente del barrio se ayuda. Por cada hora que das puedes recibir otra.
joining-language = ¿Qué idioma prefieres?
joining-tongues = Primero preguntamos a quien habla tu idioma. ¿Qué otros idiomas hablas?
joining-name = La gente del barrio verá tu nombre. ¿Cómo te llamamos?
joining-adult = Aquí solo hay personas adultas. ¿Tienes 18 años o más?
joining-too-young = Gracias por decirlo. Hay que tener 18 años, así que todavía no puedes entrar. Una persona adulta de tu familia sí puede.
joining-privacy = Guardamos lo que nos dices: nombre, zona, ofertas y peticiones. La gente ve tu nombre y la distancia aproximada, nunca el lugar exacto. Para irte o borrar tus datos, escribe «irme».
joining-privacy-ask = ¿Te parece bien?
joining-no-privacy = De acuerdo, no has entrado. Escribe «empezar» si cambias de idea.
joining-place = Puedes compartir tu ubicación, o escribir tu código postal o tu localidad. Guardamos solo la zona. ¿Dónde vives?
joining-enjoys = Toca todo lo que te guste y luego «{ button-done }». También vale ayudar desde casa, como una llamada. ¿Qué te gustaría hacer por alguien?
joining-enjoys-nothing = Nada por ahora
joining-reach = ¿Hasta dónde irías para ayudar?
joining-free = Toca todo lo que vaya bien y luego «{ button-done }». ¿Cuándo sueles tener tiempo?
joining-waiting = Gracias, { $name }. Ahora lo mirará la organización. Te escribimos en cuanto responda.
joining-welcome = Te damos la bienvenida, { $name }. Ya formas parte, y tu saldo es de <b>{ $hours }</b>. ¿Qué quieres hacer primero?

## Dónde

place-which = ¿Cuál de estos lugares es?
place-is-it = Encontramos { $place }. ¿Es ese?
place-named = { $place }
place-shared = el lugar que compartiste
place-home = tu casa
placeholder-place = Código postal, localidad o calle

## Pedir ayuda

asking-kind = ¿Qué ayuda te vendría bien?
asking-day = ¿Qué día te va bien?
asking-day-typed = Escribe el día, por ejemplo «viernes» o «3 de diciembre». ¿Qué día será?
asking-time = ¿A qué hora te va bien?
asking-time-typed = Escribe la hora, por ejemplo «14:00» o «10:30». ¿A qué hora será?
asking-minutes = Toca una duración o escribe otra. ¿Cuánto durará, más o menos?
asking-where = ¿Dónde hace falta la ayuda?
asking-place = Puedes compartir el lugar, o escribir un código postal, una calle o una localidad. ¿Dónde hace falta la ayuda?
asking-directions = Solo lo leerá quien te ayude: calle, número, timbre. ¿Cómo se llega hasta ti?
asking-note = Lo leerán todas las personas a quienes preguntemos. ¿Qué más deben saber?
asking-choosing = Puede que varias personas digan que sí. ¿Cómo elegimos?
asking-read-back =
    Pides: { $kind }.
    Cuándo: <b>{ $when }</b>.
    Duración: más o menos { $length }.
asking-read-back-where = Dónde: { $where }.
asking-read-back-directions = Cómo llegar: «{ $directions }»
asking-read-back-first = Quién ayuda: la primera persona que diga que sí.
asking-read-back-choose = Quién ayuda: eliges tú entre quienes digan que sí.
asking-line = { $kind }, { $when }
asking-read-back-note = Añades: «{ $note }»
asking-check = ¿Lo enviamos?
asking-note-line = «{ $note }»
asking-sent = Has pedido { $kind }. Estamos preguntando a la gente. Con o sin respuesta, te escribimos, como muy tarde el { $by }.

## Ofrecer ayuda

offering-kind = ¿Qué te gustaría hacer por alguien?
offering-note = Puedes añadir unas palabras, como «Tengo coche». ¿Qué quieres añadir?
offering-made = ¡Gracias! Ahora ofreces esto: { $kind }. Te preguntaremos cuando alguien lo necesite.
offering-next = ¿Qué quieres hacer ahora?

## Decir que sí

accepting-day = Lo que se pidió: { $when }. ¿Qué día te va bien?
accepting-hour = ¿A qué hora empezarías?
accepting-agreed = ¡Gracias, queda acordado! Los detalles van en el mensaje siguiente.
accepting-waiting = ¡Gracias! Quien lo pidió elige ahora. Te diremos qué ha decidido.

## Cuánto duró

lasting-minutes = Escríbelo así: «50 minutos» o «1 hora». ¿Cuánto duró?
# Dentro de «Nos dijiste: …».
lasting-length = { $length }
lasting-never = no llegó a hacerse
lasting-noted = Nos dijiste: { $said }. Ahora preguntamos también a la otra persona.
lasting-noted-differing = Nos dijiste: { $said }. La organización mirará las horas y lo decidirá. Te lo diremos.
lasting-settled = Gracias, esto ya está resuelto.

## Escribir a alguien

writing-text = Pasamos tus palabras sin dar tu teléfono. ¿Qué le quieres decir a { $name }?
writing-to-organiser = Lo leerá la persona de la organización que te escribió. ¿Qué le quieres decir?
writing-passed-on = Lo estamos pasando. La respuesta llegará aquí.

## Cuando una respuesta no se entiende: primero qué hacer, con un ejemplo; luego, con otras palabras.

unclear-choice = Toca uno de los botones de abajo. También puedes escribir lo que pone en ellos.
unclear-again-choice = Cada botón es una respuesta. Basta con escribir sus primeras palabras.
unclear-name = Escribe tu nombre, por ejemplo «Rosa» o «Juan».
unclear-again-name = Aquí solo hace falta el nombre. Basta con el de pila.
unclear-name-letters = Un nombre tiene al menos una letra. Escríbelo, por ejemplo «Rosa».
unclear-name-long = Aquí el nombre puede tener hasta { $limit } letras. Escribe uno más corto, como «Rosa».
unclear-kind = Toca un tipo de ayuda o escríbelo, por ejemplo «{ kind-shopping }».
unclear-again-kind = Basta con decirlo en pocas palabras. Si nada encaja, escribe «{ kind-other }».
unclear-place-rough = Tu teléfono solo sabe más o menos dónde estás. Escribe una localidad o un código postal, por ejemplo «Toledo».
unclear-place = No encontramos ese lugar. Escribe una localidad o un código postal, por ejemplo «Toledo».
unclear-again-place = A veces solo conocemos la localidad. Escribe solo su nombre, o toca «{ button-share-place }».
unclear-day = Toca el día o escríbelo, por ejemplo «viernes» o «3 de diciembre».
unclear-again-day = Lo más claro es el día con su mes, como «3 de diciembre». No puede haber pasado.
unclear-time = Toca la hora o escríbela, por ejemplo «14:00».
unclear-again-time = Lo más claro son horas y minutos, como «9:30» o «18:00».
unclear-time-passed = Ahora es { $now }. Elige un momento que no haya pasado.
unclear-minutes = Toca una duración o escríbela, por ejemplo «45 minutos».
unclear-again-minutes = Lo más claro es un número con la palabra, como «90 minutos».
unclear-note = Escríbelo con palabras, por ejemplo «Llama a la puerta, por favor».
unclear-again-note = Todavía no podemos pasar fotos ni notas de voz. Las palabras escritas sí.
unclear-note-long = Esto tiene { $length } letras, y podemos pasar hasta { $limit }. Hazlo más corto, por favor.
