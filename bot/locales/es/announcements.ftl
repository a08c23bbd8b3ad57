# Avisos y encuestas: lo que lee todo el mundo, y lo que la organización escribe, mira, envía y para.

## Para todo el mundo

announcement = <b>Aviso</b> de la organización de { $bank }:
announcement-text = { $text }
poll = La organización de { $bank } te <b>pregunta</b> algo. Toca una respuesta, hasta el { $day }.
poll-chosen = Has elegido: { $answer }. Puedes cambiarlo hasta el { $day }.
button-poll-answer = { $name }
button-mute = No quiero más avisos
button-unmute = Quiero avisos otra vez
muted = Ya no te llegan avisos ni encuestas. Lo que es solo para ti sigue llegando. Escribe /announcements para cambiarlo.
not-muted = Te llegan los avisos y las encuestas de la organización.
poll-result = Este es el resultado de la encuesta:
poll-voters =
    { $count ->
        [0] No ha respondido nadie.
        [one] Ha respondido 1 persona.
       *[other] Han respondido { $count } personas.
    }
poll-too-few = Con menos de 5 respuestas no damos detalles.
poll-line = { $answer }: { $count }
toast-only-a-draft = Así se verá.
refusal-poll-closed = Esta encuesta ha terminado. Te diremos el resultado.

## Para la organización: escribirlo

about-announcing = dar un aviso
about-polling = hacer una encuesta
announcing-text = Tus palabras se leen tal como las escribas. ¿Qué quieres decir?
announcing-text-line = Tus palabras
polling-question = Tus palabras se leen tal como las escribas. ¿Qué quieres preguntar?
polling-answers-how = Escribe de { $least } a { $most } respuestas, cada una en su línea.
polling-answers = ¿Qué se puede responder?
polling-answers-line =
    { $count ->
        [one] 1 respuesta
       *[other] { $count } respuestas
    }
polling-day = ¿Hasta qué día se puede responder?
unclear-answers = Escribe cada respuesta en su línea, por ejemplo «Sí» y debajo «No».
unclear-again-answers = También puedes separarlas con comas: «lunes, martes».
unclear-answer-long = Esta respuesta es muy larga: «{ $answer }». Usa { $limit } letras como mucho.
refusal-answers-out-of-range = Una encuesta necesita de { $least } a { $most } respuestas, todas distintas. Escríbelas otra vez.
announcing-who = ¿Para quién es?
announcing-which-language = ¿Qué idioma leen?
announcing-which-place = Toca un lugar o escribe su nombre. ¿Dónde viven?
announcing-which-offers = ¿Qué ofrecen?
button-audience-all = Para todo el mundo
button-audience-language = Por idioma
button-audience-place = Por lugar
button-audience-offers = Por lo que ofrecen
button-audience-active = Con actividad en 90 días
button-audience-organisers = La organización
audience-all = todo el mundo
audience-language = quienes leen en { $name }
audience-place = quienes viven aquí: { $place }
audience-offers = quienes ofrecen { $kind }
audience-active = quienes han participado en los últimos 90 días
audience-organisers = la organización

## Para la organización: mirarlo y enviarlo

announcing-check =
    { $count ->
        [one] Arriba ves cómo queda. Llega a <b>1 persona</b>: { $whom }.
       *[other] Arriba ves cómo queda. Llega a <b>{ $count } personas</b>: { $whom }.
    }
announcing-check-muted =
    { $count ->
        [one] 1 más no quiere avisos.
       *[other] { $count } más no quieren avisos.
    }
announcing-check-unreachable =
    { $count ->
        [one] A 1 más no podemos escribirle ahora.
       *[other] A { $count } más no podemos escribirles ahora.
    }
announcing-check-morning = Ahora es de noche. Sale el { $when }.
announcing-check-ask = ¿Lo enviamos?
button-announce-send = Enviar a { $count }
button-announce-drop = No lo envíes
button-announce-stop = Dejar de enviar
button-announce-look = ¿Cuánto falta?
button-announce-another = Escribir otro
toast-on-its-way = Ya está en camino.
toast-sent-before = Esto ya se envió.
toast-audience-changed = Ahora llegaría a otro número de personas.
announcing-dropped = No se ha enviado nada. Tus palabras se han borrado.
announcing-under-way = Está en camino, detrás de todo lo más urgente.
announcing-waits = Sale el { $when }.
announcing-told = Les ha llegado a { $count } de { $asked }.
announcing-unreached = No hemos podido escribir a { $count }.
announcing-done = <b>Ya está enviado</b> a todas las personas a las que podemos escribir.
announcing-stopped = <b>Ya no se envía a nadie más.</b> A quien le llegó, le queda.
refusal-nobody-to-tell = Ahora mismo no hay a quién enviarlo. Elige a otras personas.
refusal-audience-changed = Ahora llegaría a { $count }. Míralo otra vez.
