# Horas para quien las necesita: lo que dice una persona, y lo que la organización hace con sus horas.

button-need-hours = Necesito horas
hours-wanted-noted = Gracias por decirlo. La organización lo mirará y hablará contigo. Mientras, puedes pedir ayuda hasta donde lleguen tus horas.

## En la lista

queue-hours-wanted = Alguien necesita horas: { $name }.
button-task-hours-wanted = Horas para { $name }
queue-hours-low = Quedan pocas horas: { $name }.
button-task-hours-low = Pocas horas: { $name }
task-hours-wanted = { CAPITAL($name) } dice que necesita horas. Su saldo es de { $balance }.
task-hours-low = A { $name } le quedan pocas horas: { $balance }. Quizá le ayude hablar un rato, o recibir unas horas.
button-give-hours-to = Dar horas a { $name }

## Dar horas, perdonar una deuda, y límites para una persona

about-hours-for = mirar las horas de alguien
hours-for-who = Toca un nombre, o escríbelo. ¿De quién son las horas?
hours-for-which = Hay varias personas con ese nombre. ¿De quién son las horas?
hours-for-stands =
    { CAPITAL($name) } tiene ahora { $balance }.
    Puede bajar hasta { $floor }, y subir hasta { $ceiling }.
hours-for-what = ¿Qué quieres hacer?
button-hours-for-grant = Darle horas
button-hours-for-write_off = Perdonar lo que debe
button-hours-for-floor = Hasta dónde bajo cero
button-hours-for-ceiling = Hasta dónde arriba
hours-for-grant = Las horas salen del fondo común, o si no, del banco de tiempo. { CAPITAL($name) } tiene ahora { $balance }. ¿Cuánto quieres dar?
hours-for-write_off = Las horas salen del fondo común, o si no, del banco de tiempo. { CAPITAL($name) } tiene ahora { $balance }. ¿Cuánto perdonamos?
hours-for-floor = Esto vale solo para { $name }, y nada más se mueve. Ahora tiene { $balance }. ¿Hasta dónde puede bajar de cero?
hours-for-ceiling = Esto vale solo para { $name }, y nada más se mueve. Ahora tiene { $balance }. ¿Hasta dónde puede subir?
hours-for-reason = { CAPITAL($name) } leerá tus palabras. ¿Por qué lo haces?
hours-for-read-back-grant =
    Damos <b>{ $length }</b> a { $name }.
    Saldo: ahora { $before }, y después { $after }.
hours-for-read-back-write_off =
    Perdonamos <b>{ $length }</b> de lo que debe { $name }.
    Saldo: ahora { $before }, y después { $after }.
hours-for-read-back-floor =
    Hasta dónde puede bajar de cero { $name }.
    Será <b>{ $after }</b> en vez de { $before }.
hours-for-read-back-ceiling =
    Hasta dónde puede subir { $name }.
    Será <b>{ $after }</b> en vez de { $before }.
hours-for-check = ¿Lo hacemos?
button-hours-for-sure = Sí, hacerlo
hours-for-done = Ya está hecho, y queda anotado con tu nombre.
hours-for-done-told = Ya está hecho, y queda anotado con tu nombre. Se lo decimos a { $name }.
hours-for-done-line = Hecho
refusal-grant-out-of-range = Elige un tiempo de { $longest_minutes } como mucho.
refusal-nothing-owed = Ahora debe { $owed_minutes }. Elige eso o menos, por favor.
refusal-limit-of-hours = Puede ir de { $least_minutes } a { $most_minutes }. Elige algo entre los dos.

## Para la persona, y en las cuentas

granted-grant = La organización te ha dado { $length }. Tu saldo es ahora de { $hours }.
granted-write_off = La organización te ha perdonado { $length } que debías. Tu saldo es ahora de { $hours }.
entry-grant =
    { $gained ->
        [yes] La organización te dio { $length }. { $day }.
       *[no] Para alguien que lo necesitaba: { $length }. { $day }.
    }
entry-write_off =
    { $gained ->
        [yes] La organización te perdonó lo que debías: { $length }. { $day }.
       *[no] Perdonado a alguien: { $length }. { $day }.
    }
line-grant = Horas dadas a { $name }, { $when }
line-write_off = Lo que debía { $name }, perdonado, { $when }
