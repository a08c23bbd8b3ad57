# Lo que se puede mirar en cualquier momento: el inicio, la ayuda, las horas, mis cosas, las ofertas.

## Cuándo es algo. $when va tras dos puntos o una coma.

when-any-day = cualquier día de estos
when-any-day-morning = cualquier día de estos, por la mañana
when-any-day-afternoon = cualquier día de estos, por la tarde
when-any-day-evening = cualquier día de estos, por la noche
when-day = { $day }
when-day-morning = { $day }, por la mañana
when-day-afternoon = { $day }, por la tarde
when-day-evening = { $day }, por la noche
when-at = { $day }, a { $hour }
when-moment = { $moment }

## A qué distancia, tras dos puntos o una coma.

away = { $distance } de distancia
away-by-phone = por teléfono o desde casa

## El inicio

menu = Hola, { $name }. ¿Qué quieres hacer?
help-sources = Lugares: { $sources }.
help-text = En { $bank } la gente se ayuda, hora por hora. Toca un botón, o escribe «pedir», «horas» o «parar». También puedes hablar con una persona.
not-understood = No lo hemos entendido, perdona. Usa los botones de abajo. O escribe «ayuda», o «persona» para hablar con una.
not-understood-write = No lo hemos entendido, perdona. ¿Eran palabras para otra persona?
not-understood-other = Por ahora solo leemos palabras y lugares. Usa los botones de abajo, o escribe «ayuda».
# Alguien compartió un lugar sin que se lo pidiéramos. No se guarda nada.
place-not-asked = Gracias. Solo necesitamos tu ubicación cuando te la pedimos. Para cambiar dónde vives, pulsa «{ button-profile }».
write-privately = Aquí lo lee todo el mundo. Escríbenos en un chat privado, por favor.
# Alguien mandó muchísimas cosas en un minuto, y no se le responde hasta que pare un poco.
slow-down = Llegó mucho de golpe y hemos parado de leer un momento. Espera 30 segundos y vuelve a escribir, por favor.
nothing-to-stop = Ahora no hay nada abierto. Para cancelar lo acordado, búscalo en «{ button-things }».
person-asked = Estamos avisando a la organización. Alguien se pondrá en contacto contigo.
apology = Algo ha fallado por nuestra parte, perdona. Prueba otra vez dentro de poco. Si vuelve a pasar, di esto a la organización: { $code }

# Quizá se perdió la respuesta entre hacer lo pedido y decirlo. Nada se hace dos veces.
cut-off = Se nos cortó un momento. Lo que pediste está hecho, y nos quedamos aquí:
# Algo se dijo hace más de 1 día, cuando no podíamos responder, y ahora ya no se hace.
has-passed = Lo mandaste hace más de 1 día y entonces no pudimos responder. Por eso lo hemos dejado sin hacer. Si todavía lo quieres, dínoslo otra vez, por favor.
# Ahora mismo no se puede apuntar nada; lo que alguien mandó espera y no se pierde.
cannot-write-down = Ahora mismo no podemos apuntar nada. Lo que mandaste no se pierde: te responderemos en cuanto podamos.
cannot-write-down-organiser = Goodturn no puede apuntar nada ahora mismo: quizá el disco esté lleno. Avisa, por favor, a quien cuida la máquina. Nada se pierde, y todo sigue solo cuando haya sitio.

## Idioma

language-ask = ¿En qué idioma te escribimos?
language-changed = Desde ahora te escribimos en español.

## Horas. El saldo se dice tal como está, para que leerlo dos veces no haga daño.

hours-balance = Tu saldo es de <b>{ $hours }</b>.
hours-reserved = Reservado para la ayuda que acordaste: { $hours }.
hours-empty = Lo que das y recibes aparecerá aquí. ¿Quieres ver quién necesita ayuda?
# Va con un archivo: una tabla con todas las líneas.
statement =
    { $count ->
        [one] Aquí tienes 1 línea en una tabla.
       *[other] Aquí tienes tus { $count } líneas en una tabla, la más antigua primero.
    } Se abre con cualquier hoja de cálculo.
document-statement-file = horas
document-statement-day = Día
document-statement-what = Qué pasó
document-statement-minutes = Minutos
document-statement-balance = Saldo en minutos
entry-you-helped = Ayudaste a { $name }: { $length }. { $kind }, { $day }.
entry-helped-you = { CAPITAL($name) } te ayudó: { $length }. { $kind }, { $day }.
entry-starting = Tus horas para empezar: { $length }. { CAPITAL($day) }.
# El banco pone lo que las horas de quien pidió no cubren. $gained dice si las horas entraron o salieron.
entry-cover =
    { $gained ->
        [yes] El banco del tiempo puso { $length }. { CAPITAL($day) }.
       *[no] Horas para cubrir ayuda: { $length }. { CAPITAL($day) }.
    }
entry-gift =
    { $gained ->
        [yes] Te regalaron { $length }. { CAPITAL($day) }.
       *[no] Regalaste { $length }. { CAPITAL($day) }.
    }
entry-correction =
    { $gained ->
        [yes] La organización lo corrigió: { $length } más. { CAPITAL($day) }.
       *[no] La organización lo corrigió: { $length } menos. { CAPITAL($day) }.
    }
# Nadie puede tener más horas de las que permite el banco; lo que gana por encima va a quien lo necesita.
entry-ceiling =
    { $gained ->
        [yes] De alguien con muchas horas: { $length }. { CAPITAL($day) }.
       *[no] Tienes muchas horas, así que esto pasó al fondo común: { $length }. { CAPITAL($day) }.
    }
entry-closing =
    { $gained ->
        [yes] Al cerrar tu cuenta entraron { $length }. { CAPITAL($day) }.
       *[no] Al cerrar tu cuenta salieron { $length }. { CAPITAL($day) }.
    }

## Mis cosas

things = Esto está en marcha:
things-candidate = { $name } dice que sí y espera tu respuesta.
things-draft = Empezaste a { $about }, y aún no está enviado.
things-empty = Tus peticiones y la ayuda acordada aparecerán aquí. ¿Qué quieres hacer primero?
things-you-help = Prometiste a { $name } { $kind }, { $when }.
things-helps-you = { $name } te prometió { $kind }, { $when }.
things-request = Pediste: { $kind }, { $when }.
things-invitation = Alguien te pide ayuda: { $kind }, { $when }.

## Ofertas

offers = Ofreces:
offers-empty = Lo que ofreces aparecerá aquí. También vale ayudar desde casa, como una llamada.
offer-line = { $kind }
offer-line-paused = { $kind }, en pausa
offer = Tu oferta: <b>{ $kind }</b>.
offer-paused = Tu oferta: <b>{ $kind }</b>. Está en pausa, así que no te preguntamos por ella.
offer-note = Añadiste: «{ $note }»

## Quién necesita ayuda

browse = A estas personas les vendría bien ayuda. Toca una para leer más.
browse-empty = Quien necesite ayuda cerca de ti aparecerá aquí. Ahora no hay nadie. Te preguntaremos cuando algo te vaya bien.
browse-line = { $number }. { $kind }, { $when }, { $away }
look =
    { $name } pide { $kind }.
    Cuándo: <b>{ $when }</b>.
look-more = Duración: más o menos { $length }. Dónde: { $away }.

## La propia petición

request =
    Pediste: { $kind }.
    Cuándo: <b>{ $when }</b>.
    Duración: más o menos { $length }.
request-tried =
    { $asked ->
        [0] Todavía no hay a quién preguntar.
        [one] Hemos preguntado a 1 persona.
       *[other] Hemos preguntado a { $asked } personas.
    } { $waiting ->
        [0] Seguimos buscando.
        [one] Falta 1 respuesta.
       *[other] Faltan { $waiting } respuestas.
    } Con o sin respuesta, te escribimos, como muy tarde el { $by }.
request-yes = { $name } dice que sí: { $when }.
request-tried-late =
    { $asked ->
        [0] Todavía no hay a quién preguntar.
        [one] Hemos preguntado a 1 persona.
       *[other] Hemos preguntado a { $asked } personas.
    } Todavía nadie ha dicho que sí. La organización lo sabe y también puede buscar.
request-is-agreed = Alguien ha dicho que sí. Búscalo en «{ button-things }».
request-is-helped = Esto ya está hecho, y las horas están anotadas. Puedes volver a pedir cuando quieras.
request-is-withdrawn = La retiraste. Puedes volver a pedir cuando quieras.
request-is-unmet = Esta vez no vino nadie, y lo sentimos. Puedes volver a pedir, o hablar con una persona.
request-withdrawn = Has retirado tu petición: { $kind }. Damos las gracias a todas las personas a quienes preguntamos.
request-withdrawn-line = Petición retirada: { $kind }

## Ayuda acordada

visit-you-help =
    Ayudas a { $name }.
    Qué: { $kind }.
    Cuándo: <b>{ $when }</b>, más o menos { $length }.
visit-helps-you =
    { $name } te ayuda.
    Qué: { $kind }.
    Cuándo: <b>{ $when }</b>, más o menos { $length }.
visit-is-differing = Tú y { $name }: { $when }. La organización está mirando las horas. Te diremos el resultado.
visit-is-banked = Tú y { $name }: { $when }. Ya está hecho, y las horas cuentan en tu saldo.
visit-is-missed = Tú y { $name }: { $when }. No llegó a hacerse y no se movieron horas. Puedes volver a pedir u ofrecer cuando quieras.
visit-is-cancelled = Tú y { $name }: { $when }. Se canceló porque ya no hace falta. No se movieron horas.
visit-is-dropped = Tú y { $name }: { $when }. Se canceló porque quien ayudaba no podía. No se movieron horas.
cannot-come-ask = Se lo diremos a { $name } y buscaremos a otra persona. ¿Cancelamos tu ayuda del { $when }?
no-longer-needed-ask = Se lo diremos a { $name }. ¿Cancelamos la ayuda del { $when }?
cannot-come-done = Gracias por decirlo. Se lo decimos a { $name } y buscamos a otra persona.
no-longer-needed-done = De acuerdo. Se lo decimos a { $name }, y tus horas vuelven a estar libres.
called-off-line = Cancelado: { $name }, { $when }

## Una palabra que pasa por la pantalla al tocar un botón

toast-thank-you = ¡Gracias!
toast-dealt-with-before = Esto ya estaba resuelto.
toast-dealt-with = Hecho. Esto es lo que queda.
toast-let-in = { CAPITAL($name) } ya puede participar.
toast-you-see-to-it = Te ocupas tú. Esto es lo que queda.
toast-somebody-sees-to-it = Ya se ocupa otra persona. Esto es lo que queda.
toast-offer-dropped = Ya no ofreces esto.
toast-talk-over = Esa pregunta ya pasó.
toast-answered-already = Eso ya lo respondiste.
toast-answered-before = Eso ya lo respondiste. Aquí está la pregunta siguiente.

## En el calendario del teléfono

document-visit-you-help = Ayudas a { $name }: { $kind }
document-visit-helps-you = { $name } te ayuda: { $kind }
document-visit-more = Acordado en { $bank }. Para cambiarlo, abre el chat y toca «{ button-things }».
document-visit-file = visita
