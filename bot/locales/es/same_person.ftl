# Alguien sin la app que ahora llega por teléfono: un enlace, o dos fichas que pasan a ser una.

## Un enlace para alguien que añadió la organización

button-link-for = Enlace a su teléfono
link-once = Enséñale la imagen o manda el enlace. Si ya entró por su cuenta, toca en su página «{ button-same-person }».
act-claim-give = hizo un enlace para { $target }

## Dos que son una persona

button-same-person = Ya entró por teléfono
about-same-person = unir dos fichas
same-person-who = Puede que { $name } haya entrado otra vez por teléfono. Escribe el nombre que usa allí. ¿Quién es?
same-person-which = Varias personas se llaman así. ¿Cuál de ellas es { $name }?
same-person-how = Esto queda en el diario. ¿Cómo lo sabes?
button-know-met = Nos hemos visto
button-know-by_phone = Hablamos por teléfono
button-know-family = Me lo dijo su familia
same-person-two = <b>{ $kept }</b> y { $other } pasan a ser una ficha. Lee qué significa, por favor.
same-person-no-app = { CAPITAL($name) }, sin app: { $hours }.
same-person-phone = { CAPITAL($name) }, por teléfono: { $hours }.
same-person-counts = Visitas: { $visits }. Peticiones: { $requests }. Comprobaciones: { $checks }.
same-person-back = Vuelven al banco del tiempo: { $hours }. Se dieron dos veces para empezar.
same-person-total = Después { $name } tiene { $hours }, y todo lo de arriba.
same-person-left = Quedan aparte para visitas acordadas: { $hours }.
same-person-sure = El nombre y la historia de { $name } se quedan, y reciben el teléfono. Nadie puede deshacerlo. ¿Es la misma persona?
button-sure-same-person = Sí, la misma persona
same-person-done = { CAPITAL($name) } tiene ya una sola ficha. Lee la bienvenida en su teléfono.
same-person-welcome = ¡Te damos la bienvenida, { $name }! Ya te conocíamos. Aquí está ahora todo lo que teníamos anotado antes.
same-person-welcome-hours = Tienes { $hours }.
same-person-go-on = Habías empezado algo aquí. No se ha perdido nada.
act-member-same-person = unió dos fichas de { $target }
entry-same_person =
    { $gained ->
        [yes] De tu segunda ficha aquí: { $length }. { CAPITAL($day) }.
       *[no] Para tu segunda ficha aquí: { $length }. { CAPITAL($day) }.
    }

## Por qué no

refusal-own-record = Una de las dos fichas es tuya. Lo decide otra persona de la organización.
refusal-both-have-phones = { CAPITAL($name) } ya tiene un teléfono aquí. Las dos fichas lo tienen, y se quedan así.
refusal-no-phone = { CAPITAL($name) } tampoco tiene teléfono aquí, así que no hay ninguno que pasar.
refusal-not-let-in = { CAPITAL($name) } espera todavía a entrar. Déjale entrar primero.
refusal-one-is-held = { CAPITAL($name) } está en pausa para proteger a alguien. Resuelve eso primero.
refusal-one-has-role = { CAPITAL($name) } cuida del banco del tiempo. Quítale primero ese papel.
refusal-helped-each-other = { CAPITAL($name) } y { $other } acordaron ayuda entre sí una vez. Así que son dos personas.
refusal-one-is-unsafe = { CAPITAL($name) } ha pedido auxilio. Atiende eso primero.
