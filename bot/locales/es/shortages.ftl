# Para quien organiza: qué ofertas, horas, idiomas o comprobaciones abrirían más peticiones.

button-shortages = Qué falta
shortages = <b>Lo que más faltó</b>, en peticiones de los últimos { $days } días:
shortages-empty = En los últimos 90 días no faltó nada. Cuando una petición no encuentre a nadie, aquí verás qué ayudaría.
shortages-next = Cuenta a la gente qué buscas. Las ofertas nuevas cuentan enseguida.
shortage-line =
    { $number }. { $kind }, { $count ->
        [one] 1 petición
       *[other] { $count } peticiones
    }: { $lack }.
shortage-line-members =
    { $number }. { $kind }, { $count ->
        [one] 1 petición
       *[other] { $count } peticiones
    }: { $lack }. { $members ->
        [one] Si eso cambiara, podría venir 1 persona más.
       *[other] Si eso cambiara, podrían venir { $members } personas más.
    }
shortage-nobody-offers = nadie lo ofrece
shortage-nobody-near = nadie vive bastante cerca
shortage-no-time = nadie está libre entonces
shortage-no-time-morning = nadie está libre por la mañana
shortage-no-time-afternoon = nadie está libre por la tarde
shortage-no-time-evening = nadie está libre por la noche
shortage-no-language = ningún idioma en común
shortage-no-language-named = nadie habla { $language }
shortage-no-check =
    { $members ->
        [one] a 1 persona que lo ofrece le falta lo que se pide
       *[other] a { $members } personas que lo ofrecen les falta lo que se pide
    }
shortage-no-preference = no encajaban los deseos sobre quién viene
shortage-no-hurdle = nadie puede con lo que hay en la casa
shortage-no-hours = quienes podían ya han hecho bastante por ahora
shortage-all-said-no = todo el mundo dijo que no
shortage-silence = sin respuesta
