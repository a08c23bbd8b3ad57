# A quién se preguntó y por qué, para la organización; y qué ayudaría, para quien pidió.

## La organización pregunta

button-why = A quién se preguntó
button-who-not = ¿Quién?
why-looking = Un momento, lo estamos mirando. La respuesta llega aquí enseguida.
refusal-own-request-asked = Esta ayuda la pediste tú. Lo mira otra persona de la organización.

## La respuesta

explained =
    A quién se preguntó, y por qué: { $name }.
    Qué: { $kind }.
    Cuándo: <b>{ $when }</b>.
explained-nobody = Todavía no se ha preguntado a nadie.
explained-one = { CAPITAL($name) }: { $answer }.
explained-one-why = { CAPITAL($name) }: { $answer }. Por qué: { $why }.
explained-more =
    { $count ->
        [one] Se preguntó a 1 persona más.
       *[other] Se preguntó a { $count } personas más.
    }
explained-over = Esto ya no busca a nadie.
explained-left =
    { $count ->
        [0] Ahora no se puede preguntar a nadie más.
        [one] Todavía se puede preguntar a 1 persona más.
       *[other] Todavía se puede preguntar a { $count } personas más.
    }

# Tras un nombre y dos puntos.
answer-asked = sin respuesta todavía
answer-yes = sí
answer-no = no
answer-silent = no respondió a tiempo
answer-chosen = sí, y ayuda
answer-thanked = ya no hacía falta
answer-dropped = sí al principio, luego no pudo

# Tras «Por qué:», cortas, porque varias forman una lista.
why-all = { $reasons }
why-came-forward = se ofreció sin que preguntáramos
why-named = se pidió por su nombre
why-met = ya se conocen
why-skilled = ya lo ha hecho antes
why-near = vive cerca
why-by-phone = se puede por teléfono
why-kind = ofrece esto
why-free = tiene tiempo entonces
why-language = habla el idioma
why-rested = hace tiempo que no se le pregunta
why-newcomer = acaba de llegar

## Qué impide preguntar a más gente: cuántas personas

obstacle-check =
    { $count ->
        [one] A 1 persona le falta la comprobación que pide esta ayuda.
       *[other] A { $count } personas les falta la comprobación que pide esta ayuda.
    }
obstacle-reach =
    { $count ->
        [one] 1 persona vive demasiado lejos.
       *[other] { $count } personas viven demasiado lejos.
    }
obstacle-time =
    { $count ->
        [one] 1 persona no tiene tiempo entonces.
       *[other] { $count } personas no tienen tiempo entonces.
    }
obstacle-language =
    { $count ->
        [one] 1 persona no habla ningún idioma en común.
       *[other] { $count } personas no hablan ningún idioma en común.
    }
obstacle-preference =
    { $count ->
        [one] 1 persona no es la mujer o el hombre que se desea.
       *[other] { $count } personas no son la mujer o el hombre que se desea.
    }
obstacle-hurdle =
    { $count ->
        [one] 1 persona no puede con algo de allí, como las escaleras.
       *[other] { $count } personas no pueden con algo de allí, como las escaleras.
    }
obstacle-hours =
    { $count ->
        [one] 1 persona ya da bastantes horas esta semana.
       *[other] { $count } personas ya dan bastantes horas esta semana.
    }
obstacle-asleep =
    { $count ->
        [one] 1 persona duerme ahora, y le podemos preguntar por la mañana.
       *[other] { $count } personas duermen ahora, y les podemos preguntar por la mañana.
    }
obstacle-asked_often =
    { $count ->
        [one] A 1 persona ya le preguntamos tantas veces como quería.
       *[other] A { $count } personas ya les preguntamos tantas veces como querían.
    }
obstacle-own =
    { $count ->
        [one] 1 persona es quien lo pide.
       *[other] { $count } personas son quienes lo piden.
    }
obstacle-asked_before =
    { $count ->
        [one] A 1 persona ya le hemos preguntado.
       *[other] A { $count } personas ya les hemos preguntado.
    }
obstacle-said_no =
    { $count ->
        [one] 1 persona ha dicho que no.
       *[other] { $count } personas han dicho que no.
    }
# Siempre solo un número: ninguna de las 2 lo sabe, y no se nombra a nadie.
obstacle-apart =
    { $count ->
        [one] 1 persona prefiere que no coincidan.
       *[other] { $count } personas prefieren que no coincidan.
    }
obstacle-busy =
    { $count ->
        [one] 1 persona ayuda a alguien más a esa hora.
       *[other] { $count } personas ayudan a alguien más a esa hora.
    }
obstacle-not_named =
    { $count ->
        [one] 1 persona espera a que responda quien se pidió por su nombre.
       *[other] { $count } personas esperan a que responda quien se pidió por su nombre.
    }

## Lo mismo, delante de los nombres

obstacle-names = { CAPITAL($what) }: { $names }.
obstacle-names-noted = A quién no se puede preguntar, y por qué. Anotamos que lo has leído.
obstacle-nobody-named = Aquí no se puede nombrar a nadie. Anotamos que lo has mirado.
obstacle-of-check = falta la comprobación que pide esta ayuda
obstacle-of-reach = demasiado lejos
obstacle-of-time = sin tiempo entonces
obstacle-of-language = ningún idioma en común
obstacle-of-preference = se prefiere a una mujer o a un hombre
obstacle-of-hurdle = hay algo con lo que no pueden
obstacle-of-hours = bastantes horas esta semana
obstacle-of-asleep = durmiendo ahora
obstacle-of-asked_often = preguntamos ya bastante
obstacle-of-asked_before = preguntamos ya
obstacle-of-said_no = dijeron que no
obstacle-of-busy = ayudando a alguien más
obstacle-of-not_named = esperando a quien se pidió por su nombre

## Qué ayudaría, para la organización

would-help = Esto ayudaría:
would-help-time =
    { $count ->
        [one] 1 persona podría entonces: { $when }.
       *[other] { $count } personas podrían entonces: { $when }.
    }
would-help-further =
    { $count ->
        [one] 1 persona más podría. Iría más lejos: { $distance }.
       *[other] { $count } personas más podrían. Irían más lejos: { $distance }.
    }
would-help-language =
    { $count ->
        [one] 1 persona más podría, aunque sin idioma en común.
       *[other] { $count } personas más podrían, aunque sin idioma en común.
    }
would-help-phone =
    { $count ->
        [one] 1 persona más podría por teléfono.
       *[other] { $count } personas más podrían por teléfono.
    }
would-help-check =
    { $count ->
        [one] 1 persona más podría cuando hayas visto su comprobación.
       *[other] { $count } personas más podrían cuando hayas visto su comprobación.
    }

## Qué ayudaría, para quien pidió

suggested-nobody = Todavía nadie puede ayudar con esto: { $kind }, { $when }. Seguimos buscando.
suggested-few = Todavía pocas personas pueden ayudar con esto: { $kind }, { $when }. Seguimos buscando.
suggested-time =
    { $count ->
        [one] { $number }. 1 persona podría entonces: { $when }.
       *[other] { $number }. { $count } personas podrían entonces: { $when }.
    }
suggested-by-phone =
    { $count ->
        [one] Por teléfono podría 1 persona más.
       *[other] Por teléfono podrían { $count } personas más.
    }
suggested-any-language =
    { $count ->
        [one] 1 persona más podría, pero habla otro idioma.
       *[other] { $count } personas más podrían, pero hablan otro idioma.
    }
suggested-ask = ¿Quieres cambiarlo?
request-suggested = Esto podría traer más ayuda:
button-better-morning = { $number }. { CAPITAL($weekday) } mañana: { $count }
button-better-afternoon = { $number }. { CAPITAL($weekday) } tarde: { $count }
button-better-evening = { $number }. { CAPITAL($weekday) } noche: { $count }
button-better-any = { $number }. { CAPITAL($weekday) }: { $count }
button-by-phone = Mejor por teléfono
button-any-language = Vale otro idioma
button-leave-as-is = Dejarlo como está

## Se cambió

rearranged =
    Ahora buscamos { $kind }.
    Cuándo: <b>{ $when }</b>. Con o sin respuesta, te escribimos, como muy tarde el { $by }.
rearranged-by-phone =
    Ahora buscamos { $kind }, por teléfono.
    Cuándo: <b>{ $when }</b>. Con o sin respuesta, te escribimos, como muy tarde el { $by }.
rearranged-any-language =
    Ahora preguntamos también a quien habla otro idioma: { $kind }.
    Cuándo: <b>{ $when }</b>.
left-as-is =
    De acuerdo, no ha cambiado nada. Seguimos buscando { $kind }.
    Cuándo: <b>{ $when }</b>.
rearranged-line = { $kind }, { $when }
filled-rearranged = { CAPITAL($name) } ahora pide otra cosa: { $kind }, { $when }. Ya no hace falta que respondas a lo de antes. Quizás te preguntemos otra vez.
by-phone-instead = Esto es por teléfono, así que nadie tiene que ir.
refusal-search-over = Esto ya no busca a nadie, así que queda como está. Míralo en «{ button-things }».
refusal-somebody-said-yes = Alguien ha dicho que sí, tal como está. Elige en «{ button-things }».
refusal-rearranged = Esto ha cambiado desde que te preguntamos, así que no hay nada acordado. Toca abajo para ver quién necesita ayuda.

## La propia petición: qué viene después

request-next-look = Se puede responder hasta el { $at }. Después preguntamos a más personas.
request-organiser = Si para entonces nadie dice que sí, busca también la organización.
