# Cosas de la lista: quién se ocupa, llamadas por hacer, comprobaciones que caducan, entradas a medias.

## Quién se ocupa

button-take = Me ocupo yo
button-put-back = Que lo haga otra persona
task-taken-by-you = Dijiste que te ocupas de esto.
task-taken = { CAPITAL($name) } se ocupa de esto desde el { $since }.
task-looks = { CAPITAL($name) } dijo que busca a alguien, y sigue en espera. Puedes seguir tú.
queue-line-yours = { $line } Te ocupas tú.
queue-line-taken = { $line } Se ocupa { $name }.
tasks-wait =
    { $count ->
        [one] 1 cosa espera desde hace mucho y nadie se ocupa:
       *[other] { $count } cosas esperan desde hace mucho y nadie se ocupa:
    }
at-risk-today =
    { $count ->
        [one] Buenos días. Hoy 1 cosa necesita a una persona:
       *[other] Buenos días. Hoy { $count } cosas necesitan a una persona:
    }
button-open-queue = Ver lo que espera

## Llamadas por hacer

queue-call = Una llamada por hacer: { $name }.
button-task-call = Llamar a { $name }
task-call = Llama a <b>{ $name }</b>, que no tiene la app, y dile esto:
button-called = Se lo he dicho a { $name }

## Personas sin contacto antes de una visita

queue-unreachable = Sin contacto: { $name }. Tiene una visita: { $when }.
button-task-unreachable = Sin contacto: { $name }

## Comprobaciones que caducan

queue-lapsing = Caduca una comprobación: { $name }, después del { $until }.
button-task-lapsing = Comprobación: { $name }
task-lapsing =
    Caduca una comprobación de <b>{ $name }</b>: { $what }.
    Vale hasta el { $until }.
check-lapses = Algo tuyo vale hasta el { $until }: { $what }.
check-lapses-then = Después no podremos pedirte algunas ayudas. Enseña antes una nueva a la organización.

## Entradas a medias

queue-unfinished = Empezó a entrar y lo dejó: { $name }.
button-task-unfinished = A medias: { $name }
task-unfinished =
    Empezó a entrar y lo dejó: <b>{ $name }</b>.
    Desde el { $since }.
button-nudge = Mandar unas palabras
button-leave-it = Dejarlo así
nudge = ¡Hola desde { $bank }! Empezaste a entrar y faltan unas preguntas. Lo que nos contaste sigue aquí.
nudge-ask = ¿Quieres seguir?
