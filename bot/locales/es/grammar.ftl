# Cómo dice el español las duraciones, las distancias, las listas y las fechas, y cómo entiende lo escrito.
# El sentido de cada grupo está en el archivo inglés del mismo nombre.

language-name = Español

number = { $number }

## Duraciones

length-hours =
    { $hours ->
        [one] { $hours } hora
       *[other] { $hours } horas
    }
length-minutes =
    { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    }
length-hours-and-minutes = { length-hours } y { length-minutes }
length-minus = menos { $length }

## Distancias

distance-less-than-1 = menos de 1 km
distance-1-to-3 = de 1 a 3 km
distance-3-to-5 = de 3 a 5 km
distance-more-than-5 = más de 5 km

## Listas: "Juan e Inés", pero "agua y hielo".

list-next = { $before }, { $after }
list-last =
    { $beginning ->
        [ia] { $before } y { $after }
        [ie] { $before } y { $after }
        [io] { $before } y { $after }
        [hia] { $before } y { $after }
        [hie] { $before } y { $after }
        [hio] { $before } y { $after }
        [i] { $before } e { $after }
        [hi] { $before } e { $after }
       *[other] { $before } y { $after }
    }

## Fechas y horas. La hora lleva su artículo, y la preposición va en la frase: "a las 14:00", "antes de la 1:00".

date-day = { $weekday } { $day } de { $month }
date-day-of-year = { $weekday } { $day } de { $month } de { $year }
date-hour =
    { $hour24 ->
        [1] la { $hour24 }:00
       *[other] las { $hour24 }:00
    }
date-hour-and-minute =
    { $hour24 ->
        [1] la { $hour24 }:{ $minute }
       *[other] las { $hour24 }:{ $minute }
    }
date-midday = las 12:00
date-midnight = medianoche
date-moment = { $day }, a { $hour }
date-span = { $day }, de { $start } a { $end }
date-span-of-days = del { $start }, al { $end }

## Palabras que se escriben en cualquier momento

typed-stop = para, parar, alto, basta, cancela, cancelar, salir, terminar, terminar esto, dejalo, déjalo, olvidalo, olvídalo
typed-help = ayuda, ayudame, ayúdame, como funciona, cómo funciona, que puedo hacer, no entiendo, no lo entiendo
typed-menu = menú, inicio, empezar, principal, menú principal, hola
typed-ask = pedir, pedir ayuda, necesito ayuda, necesito algo, nueva petición
typed-offer = ofrecer, ofrecer ayuda, ofrezco, puedo ayudar, quiero ayudar, nueva oferta
typed-hours = horas, mis horas, saldo, mi saldo, cuántas horas
typed-things = cosas, mis cosas, mis peticiones, mis visitas, mis ofertas
typed-browse = mirar, buscar, ofertas, cerca de mí, ofertas cerca, quién puede ayudar
typed-language = idioma, idiomas, lengua, cambiar idioma, cambiar de idioma
typed-admin = admin, organizador, organizadora, organización
typed-back = atrás, volver, regresar, anterior
typed-person = persona, una persona, una persona por favor, hablar con una persona, puedo hablar con una persona, quiero hablar con una persona, alguien de verdad
typed-give = regalar, regalar horas, regalar una hora, quiero regalar una hora, quiero regalar horas, regalar tiempo, dar horas, donar, donar horas, un regalo, regalo
typed-pause = pausa, descanso, un descanso, necesito un descanso, vacaciones, de vacaciones, estoy de vacaciones, me voy de vacaciones, estoy fuera
typed-resume = reanudar, terminar el descanso, he vuelto, ya he vuelto, volví, ya volví, estoy de vuelta
typed-mydata = mis datos, exportar mis datos, mi información, qué sabéis de mí, qué saben de mí, qué guardáis de mí, qué guardan de mí
typed-leave = irme, me voy, quiero irme, dejar el banco del tiempo, darme de baja, quiero darme de baja, olvidadme, olvídame, bórrame, borrarme, borrar todo, borrar mis datos, borrar mi cuenta
typed-skip = saltar, omitir, pasar, paso, ahora no, más tarde, luego
typed-courtesy = por favor, gracias, muchas gracias, perdón, perdona

## Sí y no

typed-yes = sí, si, s, claro, claro que sí, vale, de acuerdo, por supuesto, desde luego, correcto, exacto, bueno, ok, okay, puedo, perfecto, sin problema, no hay problema, ningún problema, eso es, adelante, encantado, encantada
typed-no = no, n, no puedo, no quiero, no gracias, hoy no, esta vez no, de ninguna manera, nunca, ni hablar, incorrecto
typed-yes-opening = claro, vale, de acuerdo, por supuesto
typed-no-opening = ni hablar, de ninguna manera
typed-unsure = no me importa, no importa, da igual, me da igual, no sé, no lo sé, no estoy seguro, no estoy segura, ni idea, quizá, quizás, tal vez, a lo mejor, depende, pero
typed-not = no, nunca, jamás, excepto, salvo, menos, pero, sin, nadie, nada, ninguno, ninguna, tampoco, ni

## Números y duraciones

typed-numbers = uno = 1, una = 1, dos = 2, tres = 3, cuatro = 4, cinco = 5, seis = 6, siete = 7, ocho = 8, nueve = 9, diez = 10, once = 11, doce = 12, trece = 13, catorce = 14, quince = 15, dieciséis = 16, diecisiete = 17, dieciocho = 18, diecinueve = 19, veinte = 20, veintiuno = 21, veintidós = 22, veintitrés = 23, veinticuatro = 24, veinticinco = 25, treinta = 30, treinta y cinco = 35, cuarenta = 40, cuarenta y cinco = 45, cincuenta = 50, cincuenta y cinco = 55, sesenta = 60, noventa = 90, un par de = 2
typed-article = un, una
typed-hour-unit = hora, horas, h, hr, hrs
typed-minute-unit = minuto, minutos, min, mins, m
typed-day-unit = día, días
typed-week-unit = semana, semanas
typed-half = media, medio
typed-quarter = cuarto, cuartos
typed-and = y, con
typed-about-length = por favor, gracias, más o menos, aproximadamente, unos, unas, sobre, casi, de, por, durante, fue, fueron, duró, tardé, tardamos, en total, como, alrededor de, la, el

## Horas del día

typed-past = pasadas
typed-to = para
typed-minus = menos
typed-at = a la, a las, la, las, a, desde las, sobre las
typed-o-clock = en punto, h, hora, horas
typed-am = am, a m
typed-pm = pm, p m
typed-noon = mediodía, al mediodía, a mediodía, el mediodía, del mediodía
typed-midnight = medianoche, a medianoche, a la medianoche, la medianoche
typed-morning = por la mañana, de la mañana, en la mañana, a la mañana, esta mañana, la mañana, las mañanas, por las mañanas, mañana, mañanas
typed-afternoon = por la tarde, de la tarde, en la tarde, a la tarde, esta tarde, la tarde, las tardes, por las tardes, tarde, tardes
typed-evening = al anochecer, al atardecer
typed-night = por la noche, de la noche, en la noche, a la noche, esta noche, la noche, las noches, por las noches, noche, noches
typed-small-hours = de la madrugada, por la madrugada, madrugada
typed-any-time = cualquiera, cualquier momento, en cualquier momento, a cualquier hora, cualquier hora, cuando sea, da igual, me da igual, todo el día, no importa, es igual, sin preferencia
typed-about-time = sobre, hacia, alrededor de, más o menos, el, de, por, en, digamos, quizás

## Días

typed-today = hoy, esta mañana, esta tarde, esta noche
typed-tomorrow = mañana
typed-day-after-tomorrow = pasado mañana
typed-yesterday = ayer
typed-coming = este, próximo, que viene, siguiente, el próximo
typed-next = de la semana que viene, de la próxima semana, de la semana próxima, la semana que viene, la próxima semana
typed-last = pasado, pasada, último, última
typed-in = en, dentro de
typed-from-now = a partir de hoy
typed-the = el, el día, día
typed-ordinal = ro, do, to, mo, vo
typed-bound = cada, todos los, antes del, antes de, después del, después de, hasta, hasta el, desde, desde el, entre el, entre, a partir de, a partir del
typed-about-day = el, la, los, las, de, del, a, en, para, por, sobre, digamos, quizás
