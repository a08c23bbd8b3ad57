# La propia participación: una pausa, los propios datos, regalar horas, irse y que se olvide todo.

# Va en lugar de un nombre.
member-former = alguien que se fue

## Una pausa

paused = Ahora tienes un descanso: no te pedimos nada. Lo que acordaste sigue en pie. El descanso termina cuando tocas el botón o escribes «he vuelto».
resumed = ¡Hola de nuevo! Te preguntaremos cuando alguien necesite algo que ofreces.
button-resume = Terminar el descanso

## Los propios datos

my-data = En este archivo está todo lo que guardamos de ti. Lo leen otros programas, así que puedes llevarlo a donde quieras.
document-my-data = mis-datos-goodturn

## Regalar horas

giving-nothing = Ahora no tienes horas para regalar. Ayudar a alguien trae horas nuevas.
giving-to = Puedes regalar horas a alguien, o al fondo común, para quien lo necesite. ¿Para quién son?
giving-to-chest = El fondo común es para quien lo necesite. Aquí aparecerá la gente con quien hayas compartido ayuda. ¿Para quién son tus horas?
giving-minutes = Puedes regalar hasta { $length }. ¿Cuánto quieres regalar?
giving-read-back =
    Regalas: <b>{ $length }</b>.
    Para: { $name }.
giving-read-back-chest =
    Regalas: <b>{ $length }</b>.
    Para: el fondo común.
giving-check = ¿Lo hacemos así?
giving-line = { $length }: { $name }
given = { $name } tiene { $length } de tu parte. Tu saldo es ahora de <b>{ $hours }</b>. ¡Gracias!
given-chest = El fondo común tiene { $length } de tu parte. Tu saldo es ahora de <b>{ $hours }</b>. ¡Gracias!
gift = Tienes { $length } de regalo de { $name }. Tu saldo es ahora de <b>{ $hours }</b>.
about-giving = regalar horas
button-chest = El fondo común
button-neighbour = { $name }
button-neighbour-kind = { $name }: { $kind }
button-neighbour-number = { $name }, número { $number }
button-give-it = Dar { $length }
unclear-gift-too-long = Puedes regalar hasta { $length }. Elige menos tiempo, por favor.
refusal-neighbour-gone = Esta persona se ha ido del banco del tiempo, así que no se ha regalado nada. Puedes elegir a otra.

## Quedan pocas horas: unas palabras amables, nunca un no.

asking-few-hours = Siempre puedes pedir, también con pocas horas. Ayudar a alguien trae otras nuevas, también desde casa.

## Irse

leaving-ends = Si te vas, terminan tus peticiones y ofertas. Lo acordado se cancela y avisamos a la otra parte. Puedes volver cuando quieras.
leaving-hours =
    { $owed ->
        [yes] Debes { $length }. Lo pone el fondo común.
       *[no] Tienes { $length }. Pasa al fondo común.
    }
leaving-forgets = También podemos olvidarte: borramos tu nombre, tu zona y tus palabras. Tus horas quedan en las cuentas, sin nombre. Lo que hay en este chat sigue en tu teléfono.
leaving-how = ¿Qué quieres hacer?
leaving-sure = ¿Terminamos ahora tu participación?
leaving-sure-forgotten = Después no podemos recuperar nada. ¿Borramos ahora todo lo tuyo?
leaving-stayed = De acuerdo, no ha cambiado nada.
leaving-line = Te has ido
goodbye = Te has ido del banco del tiempo, y ya no te escribimos. ¡Gracias por este tiempo! Escribe «empezar» si quieres volver.
goodbye-forgotten = Te hemos olvidado: tu nombre, tu zona y tus palabras están borrados. También puedes borrar este chat en tu teléfono. ¡Gracias por este tiempo!
outside = Ahora no formas parte del banco del tiempo. Escribe «empezar» si quieres entrar.
about-leaving = irte del banco del tiempo
button-leave = Irme
button-leave-forgotten = Irme y que me olviden
button-stay = No, me quedo
button-sure-leave = Sí, me voy
button-sure-forgotten = Sí, borrar todo
refusal-last-organiser = Eres la única persona de la organización. Busca a otra antes de irte, por favor.
