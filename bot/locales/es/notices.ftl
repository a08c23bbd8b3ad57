# Lo que decimos por iniciativa propia: preguntas, acuerdos, recordatorios, horas. Todo dice cómo están las cosas.

## Preguntar si alguien puede ayudar

invitation =
    { $name } pide { $kind }.
    Cuándo: <b>{ $when }</b>.
invitation-note = { $name } añade: «{ $note }»
invitation-why = Te preguntamos porque { $reasons }.
invitation-ask = ¿Puedes ayudar?
invitation-yes-line = Tu respuesta: sí. { $kind }, { $when }
invitation-no-line = Tu respuesta: no. { $kind }, { $when }
invitation-no-thanks = Gracias por decirlo. Seguimos buscando a alguien.

# Después de «porque». Son cortas, porque caben 2 en la misma frase.
reasons-two = { $first } y { $second }
reason-met = conoces a quien pide
reason-near = vives cerca
reason-by-phone = se puede por teléfono
reason-kind = ofreces esto
reason-free = entonces tienes tiempo
reason-rested = no te preguntamos últimamente
reason-newcomer = acabas de llegar
reason-skilled = ya lo has hecho antes
reason-named = { $name } pidió que fueras tú

filled = Ya hay quien ayude: { $kind }, { $when }. No tienes que hacer nada. ¡Gracias por estar ahí!
filled-not-needed = Ya no buscamos { $kind }, { $when }. No tienes que hacer nada. ¡Gracias por estar ahí!

## Para quien pidió

candidate =
    { $name } dice que sí.
    Qué: { $kind }.
    Cuándo: <b>{ $when }</b>.
candidate-ask = ¿Quieres que te ayude { $name }?
picked-line = Elegiste a { $name }, { $when }
still-looking =
    Seguimos buscando { $kind }. { $asked ->
        [0] Hasta ahora no hay a quién preguntar.
        [one] Hemos preguntado a 1 persona.
       *[other] Hemos preguntado a { $asked } personas.
    } Con o sin respuesta, te escribimos, como muy tarde el { $by }.
at-risk = Todavía nadie ha dicho que sí: { $kind }, { $when }. Avisamos a la organización, para que una persona busque también. Seguimos preguntando.
looked-after = { $name }, de la organización, está buscando ayuda para ti. Pediste { $kind }, { $when }.
unmet = Lo sentimos, nadie ha podido: { $kind }, { $when }. Puedes pedirlo para otro día. O habla con una persona.

## Acordado

agreed-you-help =
    Queda acordado: ayudas a { $name }.
    Qué: { $kind }.
    Cuándo: <b>{ $when }</b>, más o menos { $length }.
agreed-helps-you =
    Queda acordado: { $name } te ayuda.
    Qué: { $kind }.
    Cuándo: <b>{ $when }</b>, más o menos { $length }.
agreed-directions = Cómo llegar: «{ $directions }»
agreed-next = Abre el archivo para ponerlo en tu calendario. Después te preguntaremos cuánto duró.
reminder-you-help =
    Te recordamos que ayudas a { $name }.
    Qué: { $kind }.
    Cuándo: <b>{ $when }</b>, más o menos { $length }.
reminder-helps-you =
    Te recordamos que { $name } te ayuda.
    Qué: { $kind }.
    Cuándo: <b>{ $when }</b>, más o menos { $length }.
time-stays = Cambiaron las reglas del horario de verano. Lo acordado con { $name } sigue siendo el <b>{ $when }</b>: { $kind }. Abre este archivo nuevo para que tu calendario lo sepa.
called-off = { CAPITAL($name) } ya no necesita esto: { $kind }, { $when }. No tienes que hacer nada. ¡Gracias por tu disposición!
dropped-out = Al final { $name } no puede ayudar: { $kind }, { $when }. Estamos buscando a otra persona. Te escribimos en cuanto alguien diga que sí.
dropped-out-over = Al final { $name } no puede ayudar: { $kind }, { $when }. No queda tiempo para buscar a alguien más, y lo sentimos. Puedes pedirlo para otro día.
relayed = { $name } escribe: «{ $text }»

## Después

how-long-you-helped = Quedaste en ayudar a { $name }: { $when }. ¿Cuánto duró?
how-long-helped-you = { $name } quedó en ayudarte: { $when }. ¿Cuánto duró?
banked-you-helped = Ayudaste a { $name }: { $length }. Tu saldo es ahora de <b>{ $hours }</b>. ¡Gracias!
banked-helped-you = { CAPITAL($name) } te ayudó: { $length }. Tu saldo es ahora de <b>{ $hours }</b>.
banked-middle = Tú dijiste { $mine }, { $name } dijo { $theirs }. Tomamos el punto medio.
differing = La organización mirará las horas con { $name }, { $when }. Nadie ha hecho nada mal y no se pierde nada. Te diremos el resultado.
did-not-happen = Tú y { $name }: { $when }. No llegó a hacerse y no se movieron horas. Puedes volver a pedir u ofrecer cuando quieras.

## Entrar

not-approved = Gracias por querer entrar. Esta vez la organización no pudo decir que sí. Si quieres saber por qué, habla con ella.

said-once-more = Quizás ya leíste esto.
