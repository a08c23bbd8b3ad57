# La historia de cada persona, solo para sus ojos.

typed-story = historia, mi historia, qué he hecho, a quién he conocido, a quién he ayudado
command-story = Lo que diste y recibiste, y a quién conociste
story-since = Tu historia en { $bank }, desde el { $day }.
story-given =
    { $times ->
        [one] Ayudaste 1 vez: { $length }.
       *[other] Ayudaste { $times } veces: { $length }.
    }
story-given-kinds = Lo que más diste: { $kinds }.
story-received =
    { $times ->
        [one] Te ayudaron 1 vez: { $length }.
       *[other] Te ayudaron { $times } veces: { $length }.
    }
story-received-kinds = Lo que más hicieron por ti: { $kinds }.
story-neighbours =
    { $count ->
        [one] Así conociste a 1 persona del barrio.
       *[other] Así conociste a { $count } personas del barrio.
    }
story-thanked =
    { $times ->
        [one] Te dieron las gracias 1 vez.
       *[other] Te dieron las gracias { $times } veces.
    }
story-empty = Aquí aparecerá lo que des y recibas, y a cuánta gente conociste. Pedir es un buen comienzo: así alguien puede ayudar.
story-only-received = Al pedir dejas que otras personas hagan algo bueno, y eso vale. Todo el mundo puede dar algo, también desde la silla. Una llamada, una receta o unas palabras en tu idioma ya ayudan.
story-only-given = Has dado mucho. También puedes pedir: la gente del barrio te ayuda con gusto.
button-ways-to-give = Ver qué puedo dar
