# Lo que alguien nos dice sobre cómo preguntarle: todo en una página, y se cambia una cosa cada vez. Y los descansos.

## La página. Tras los dos puntos va uno de los valores de más abajo.

profile = Esto es lo que sabemos de ti, { $name }.
profile-ask = ¿Qué quieres cambiar?
profile-languages-and-place =
    Hablas: { $languages }.
    Dónde vives, más o menos: { $place }.
profile-reach-and-gender =
    Hasta dónde vas: { $reach }.
    Mujer u hombre: { $gender ->
        [woman] mujer
        [man] hombre
       *[unsaid] sin decir
    }.
profile-free = Sueles tener tiempo: { $free }.
profile-no-days = Días distintos: ninguno.
profile-asks-and-hours =
    Te preguntamos por semana: { $asks }.
    Ayudas por semana: { $limit }.
profile-visits-and-comes =
    Visitas a: { $visits }.
    A tu casa vienen: { $comes }.
profile-home-and-cannot =
    En tu casa: { $hurdles }.
    No puedes con: { $cannot }.
# Va con los deseos sobre las visitas.
profile-only-decides = Esto solo decide a quién preguntamos. No se lo mostramos a nadie.
about-profile = cambiar tu perfil
button-profile = Mi perfil
button-back-to-profile = Volver a mi perfil
button-topic-me = Cambiar: sobre mí
button-topic-time = Cambiar: mi tiempo
button-topic-visits = Cambiar: las visitas
button-take-break = Tomar un descanso
button-change-break = Cambiar el descanso
button-change-tongues = Idiomas que hablo
button-change-living = Dónde vivo
button-change-reach = Hasta dónde voy
button-change-gender = Mujer u hombre
button-change-free = Cuándo suelo tener tiempo
button-change-days = Días distintos
button-change-asks = Cuántas veces preguntarme
button-change-hours = Horas por semana
button-change-visits = A quién visito
button-change-comes = Quién viene a mi casa
button-change-home = Cómo es mi casa
button-change-cannot = Con qué no puedo

## Valores tras los dos puntos

reach-home = ayudas desde casa
reach-walk = unos 10 minutos a pie
reach-km = { $km } km como mucho
free-weekday-mornings = mañanas entre semana
free-weekday-afternoons = tardes entre semana
free-weekday-evenings = noches entre semana
free-weekend-mornings = mañanas de fin de semana
free-weekend-afternoons = tardes de fin de semana
free-weekend-evenings = noches de fin de semana
free-any = en cualquier momento
free-other = algunos otros ratos
free-never = sin horas fijas
no-limit = sin límite
asks-at-most =
    { $count ->
        [one] { $count } vez como mucho
       *[other] { $count } veces como mucho
    }
hours-at-most = { $length } como mucho
whom-woman = mujeres
whom-man = hombres
whom-anybody = cualquier persona
hurdle-stairs = escaleras
hurdle-dog = un perro
hurdle-cat = un gato
hurdle-smoke = humo de tabaco
hurdle-lifting = levantar peso
hurdle-none = nada anotado

## Lo que decimos cuando un cambio queda anotado

kept-tongues = Gracias, queda anotado. Primero te pedirá ayuda quien hable alguno de tus idiomas.
kept-living = Gracias, hemos anotado dónde vives, pero solo la zona.
kept-living-next = Desde ahora buscamos a gente cerca de ese lugar.
kept-living-stays = No ha cambiado nada.
kept-reach = Gracias, queda anotado. Desde ahora te preguntamos solo hasta esa distancia.
kept-free = Desde ahora te preguntamos solo para esos momentos. También puedes decirnos días sueltos que son distintos.
kept-asks = Desde ahora no te preguntamos más veces que esas.
kept-asks-no-limit = Desde ahora podemos preguntarte siempre que algo te vaya bien.
kept-hours = Desde ahora no te pedimos más que eso por semana.
kept-hours-no-limit = Desde ahora tus horas por semana no tienen límite.
kept-gender = Gracias, queda anotado. No se lo mostramos a nadie.
kept-gender-unsaid = Está bien, no anotamos nada sobre eso.
kept-visits = Desde ahora te pedimos visitar solo a { $whom }. Quien no nos lo haya dicho queda fuera.
kept-visits-anybody = Desde ahora podemos pedirte que visites a cualquier persona.
kept-comes = Desde ahora a tu casa solo vienen { $whom }. Quien no nos lo haya dicho queda fuera. Así puede haber menos gente a quien preguntar.
kept-comes-anybody = Desde ahora podemos pedir a cualquier persona que vaya a tu casa.
kept-home = Desde ahora preguntamos solo a quien pueda con eso.
kept-home-nothing = Está bien. En tu casa no hay nada que debamos tener en cuenta.
kept-cannot = Desde ahora te preguntamos solo donde puedas.
kept-cannot-nothing = Está bien. No hay nada que debamos evitarte.
kept-days-away = En ese tiempo no te pedimos nada.
kept-days-free = También podemos preguntarte para ese tiempo.
kept-days-usual = Gracias. Eso vuelve a ser como siempre.

## Cuántas veces y cuántas horas

asks-ask = Toca una opción o escribe otro número. ¿Cuántas veces por semana podemos preguntarte?
hours-ask = Toca una opción o escribe otra duración. ¿Cuánto ayudarías por semana como mucho?
button-asks =
    { $count ->
        [one] { $count } vez por semana
       *[other] { $count } veces por semana
    }
button-no-limit = Sin límite

## Mujer u hombre

gender-ask = No hace falta que lo digas. Solo decide a quién preguntamos, y no se lo mostramos a nadie. ¿Eres mujer u hombre?
button-woman = Mujer
button-man = Hombre
button-rather-not-say = Prefiero no decirlo

## A quién visita cada cual, y quién viene

visits-ask = No hace falta decir por qué. Solo decide a quién preguntamos, y no se lo mostramos a nadie. ¿A quién te gustaría visitar?
comes-ask = No hace falta decir por qué. Solo decide a quién preguntamos, y no se lo mostramos a nadie. ¿Quién te gustaría que viniera a tu casa?
button-anybody = Cualquier persona
button-women = Mujeres
button-men = Hombres

## Con lo que no todo el mundo puede

home-ask = Toca todo lo que haya y luego «{ button-done }». Solo decide a quién preguntamos, y no se lo mostramos a nadie. ¿Qué hay en tu casa?
cannot-ask = Toca todo lo que sea y luego «{ button-done }». Solo decide a quién preguntamos, y no se lo mostramos a nadie. ¿Con qué no puedes cuando visitas a alguien?
button-hurdle = { CAPITAL($thing) }
button-nothing-of-it = Nada de esto

## Días distintos

days-ask = Puedes decirnos qué días no son como siempre. ¿Qué cambia?
days-first-ask = ¿Desde qué día estás fuera?
days-last-ask = ¿Cuál es el último día que estás fuera?
days-day-ask = ¿Qué día tienes libre?
days-parts-ask = Toca todo lo que vaya bien y luego «{ button-done }». ¿Cuándo tienes tiempo ese día?
days-usual-ask = Toca el primer día o escribe uno. ¿Qué días vuelven a ser como siempre?
day-away = Fuera el { $day }.
days-away = Fuera del { $first } al { $last }.
day-free = Libre el { $day }: { $parts }.
days-free = Libre del { $first } al { $last }: { $parts }.
days-more = Y { $count } más.
part-morning = por la mañana
part-afternoon = por la tarde
part-evening = por la noche
part-any = todo el día
button-away = Estoy fuera
button-free-then = Tengo tiempo otro día
button-as-usual = Como siempre otra vez
button-only-this-day = Solo este día
button-all-days = Todos estos días

## Un descanso

pausing-ask = En un descanso no te pedimos nada. Lo que acordaste sigue en pie. ¿Hasta cuándo quieres descansar?
pausing-ask-again = Puedes cambiarlo o terminar el descanso. ¿Hasta cuándo quieres descansar?
pausing-typed = Escribe el día, por ejemplo «viernes» o «3 de diciembre». ¿Desde qué día podemos preguntarte otra vez?
pausing-line = volvemos a preguntarte desde el { $day }
about-pausing = tomar un descanso
break-open = Tienes un descanso hasta que lo termines.
break-until = Tienes un descanso. Volvemos a preguntarte desde el { $day }.
paused-until = Ahora tienes un descanso: no te pedimos nada. Lo que acordaste sigue en pie. Volvemos a preguntarte desde el <b>{ $day }</b>.
break-over = Tu descanso ha terminado, y nos alegra que vuelvas. Te preguntaremos cuando alguien necesite algo que ofreces.
button-until-back = Hasta que vuelva
button-pause-week = Por 1 semana
button-pause-month = Por 1 mes
button-until-day = Hasta el día que diga
button-longer-break = Descansar más tiempo

## Cuando una respuesta no se entiende, o una regla dice que no

unclear-asks = Toca una de estas opciones o escribe un número, por ejemplo «4».
unclear-again-asks = Aquí basta con un número, como «2» o «10».
unclear-asks-range = Elige un número del { $least } al { $most }. Si no quieres que te preguntemos por un tiempo, toma un descanso.
unclear-hours = Toca una duración o escríbela. Valen «4 horas» y «90 minutos».
unclear-again-hours = Lo más claro es un número con la palabra, como «6 horas».
unclear-until = Toca una opción o escribe el día. Vale «viernes» o «3 de diciembre».
unclear-again-until = Lo más claro es el día con su mes, como «3 de diciembre». No puede haber pasado.
unclear-day-usual = { CAPITAL($day) } ya es como siempre. Elige uno de los días de arriba.
refusal-limit-out-of-range = Elige un número del { $least } al { $most }, por favor.
refusal-minutes-out-of-range = Elige entre { $least_minutes } y { $most_minutes } por semana. O toca «{ button-no-limit }».
refusal-pause-out-of-range = Un descanso puede durar hasta { $days } días. Elige otro día, después de hoy.
refusal-days-backwards = Estás fuera desde el { $first }. Elige ese día o uno después.
refusal-too-many-days = Puedes decirnos { $limit } días distintos. Si es más tiempo, toma un descanso.

## Palabras que la gente escribe. Van separadas por comas; un par es «palabras = número».

typed-profile = perfil, mi perfil, ajustes, mis ajustes, preferencias, mis preferencias, sobre mí, cambiar mis datos, me he mudado, me mudé
typed-woman = mujer, una mujer, mujeres, solo mujeres, femenino, señora, soy mujer, soy una mujer
typed-man = hombre, un hombre, hombres, solo hombres, masculino, señor, soy hombre, soy un hombre
typed-anybody = cualquiera, cualquier persona, cualquier, todos, todas, todo el mundo, me da igual, da igual, me es igual, no importa, ambos, las dos cosas
typed-rather-not = prefiero no, prefiero no decirlo, mejor no, no quiero decirlo, no lo digo, no, no gracias, ninguno, ninguna, otro, otra, otra cosa
# Tras un número: «4 veces por semana».
typed-a-week = a la semana, por semana, cada semana, semanales, en una semana, veces, vez, veces a la semana, veces por semana, veces cada semana, vez a la semana, vez por semana, como mucho, como máximo, por semana como mucho, a la semana como mucho
typed-often = una vez = 1, dos veces = 2
# Ante el día en que termina un descanso: «hasta el viernes», «por 2 semanas».
typed-until = hasta, hasta el, por, durante
typed-a-month = un mes, 1 mes, por un mes, por 1 mes, durante un mes, mes
