# Qué pide cada tipo de ayuda a quien la da, qué se ha visto de quién, y qué se dice a quien le falta algo.

## Lo que se pide, o lo que falta. Va corto, porque varias cosas forman una lista.

demanded-nothing = nada
demanded-basic = una comprobación básica
demanded-enhanced = una comprobación ampliada
demanded-enhanced_barred = una comprobación ampliada con lista de exclusión
demanded-references =
    { $count ->
        [one] 1 referencia
       *[other] { $count } referencias
    }
demanded-accompanied = primera visita en compañía

## Para la organización: qué pide cada ayuda

button-demands = Qué pide cada ayuda
demands = Esto pide cada tipo de ayuda a quien la da. Toca uno para cambiarlo.
demand-line = { $kind }: { $demand }.
demand =
    <b>{ $kind }</b>
    Esto pide: { $demand }.
demand-noted = Queda anotado, y vale desde ahora.
demand-nobody-offers = Todavía nadie ofrece esto.
demand-cleared =
    { $count ->
        [0] Ahora no se puede preguntar a nadie que ofrezca esto.
        [one] Se puede preguntar a 1 persona que ofrece esto.
       *[other] Se puede preguntar a { $count } personas que ofrecen esto.
    }
demand-lacking =
    { $count ->
        [0] Nadie queda fuera.
        [one] A 1 todavía no se le puede preguntar.
       *[other] A { $count } todavía no se les puede preguntar.
    }
button-demand-check = Cambiar la comprobación
button-demand-references = Cambiar las referencias
button-demand-company = Primera vez en compañía
button-demand-alone = Vale ir sin compañía
demand-check-ask = También vale una comprobación que llegue más lejos. ¿Cuál pide esto como mínimo: { $kind }?
button-check-none = Ninguna comprobación
demand-references-ask = Una referencia es hablar con alguien que conoce a la persona. ¿Cuántas pide esto: { $kind }?
button-references =
    { $count ->
        [0] Sin referencias
        [one] 1 referencia
       *[other] { $count } referencias
    }

## Para la organización: las comprobaciones de una persona

button-checks = Ver comprobaciones
checks-who = Escribe el nombre, o una parte. ¿De quién son las comprobaciones?
checks-which = Hay varias personas con ese nombre. ¿De quién son las comprobaciones?
about-checks = mirar unas comprobaciones
checks-of = Esto se ha visto de <b>{ $name }</b>:
checks-of-none = Todavía no se ha visto nada de <b>{ $name }</b>. Aquí aparecerá lo que vea la organización.
checks-line = { $number }. { CAPITAL($what) }. Lo vio { $name } el { $day }.
checks-line-until = { $number }. { CAPITAL($what) }. Lo vio { $name } el { $day }, y vale hasta el { $until }.
checks-line-lapsed = { $number }. { CAPITAL($what) }. Lo vio { $name } el { $day }, y valió hasta el { $until }.
checks-line-withdrawn = { $number }. { CAPITAL($what) }. Lo vio { $name } el { $day }, y ya no vale desde el { $since }.
checks-more = Y { $count } más.
seen-basic = comprobación básica
seen-enhanced = comprobación ampliada
seen-enhanced_barred = comprobación ampliada con lista de exclusión
seen-reference = una referencia
seen-accompanied = primera visita en compañía
button-have-seen = He visto algo
button-no-longer-holds = { $number }. Ya no vale
button-other-checks = Otra persona
checks-withdraw-ask = Esto dejará de contar para { $name }: { $what }. ¿Seguro?
button-sure-withdraw = Sí, ya no vale
checks-withdrawn = Queda anotado, y ya no cuenta.

## Para la organización: lo que ha visto

seeing-what = Anotamos solo que lo has visto, y cuándo. ¿Qué has visto de { $name }?
button-seen-basic = Comprobación básica
button-seen-enhanced = Comprobación ampliada
button-seen-enhanced_barred = Con lista de exclusión
button-seen-reference = Una referencia
button-seen-accompanied = Primera vez en compañía
seeing-until = Toca una opción o escribe el día. ¿Hasta cuándo vale?
seeing-until-typed = Escribe el día con su año, por ejemplo «{ $day }». ¿Cuál es el último día en que vale?
button-holds-years =
    { $count ->
        [one] Por { $count } año
       *[other] Por { $count } años
    }
button-does-not-lapse = No caduca
seeing-until-line = hasta el { $day }
seeing-noted = Gracias, queda anotado.
about-seeing = anotar lo que has visto
unclear-holding = Toca una opción o escribe el día con su año. Vale «3 de diciembre de 2031».
unclear-again-holding = Lo más claro es el día con mes y año, como «3 de diciembre de 2031». Tiene que ser antes de 10 años.

## Para quien ofrece algo: lo que falta todavía

offering-noted = ¡Gracias! Ahora ofreces esto: { $kind }.
offer-line-needs = { $kind }. Falta todavía: { $demand }.
offer-still-needed = Falta todavía: { $demand }.
offer-needs-organiser = Después ya podremos preguntarte. Habla con { $name }, de la organización.
offer-needs-somebody = Después ya podremos preguntarte. Habla con la organización.

## Cuando una regla dice que no

refusal-own-attestation = Aquí nadie anota nada sobre sí. Puede hacerlo otra persona de la organización.
refusal-not-allowed = ¡Gracias por querer ayudar! Para esto hace falta algo antes, como una comprobación. Habla con la organización, por favor.
refusal-cannot-come-now = Al final esta persona no puede ir. Elige a otra, o espera otra respuesta.
refusal-not-a-demand = Eso no se puede pedir. Toca uno de los botones, con { $limit } referencias como mucho.
refusal-holds-too-long = Una comprobación puede valer { $years } años como mucho. Elige una fecha anterior, por favor.
