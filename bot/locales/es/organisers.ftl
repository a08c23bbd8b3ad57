# Lo que solo lee la organización: quién la forma, quién quiere entrar, y la lista de lo que espera a una persona.

organiser-hello = Ahora formas parte de la organización de { $bank }. Primero entra, con unas preguntas. Después escribe /admin cuando quieras.
organiser-welcome = Ahora formas parte de la organización, { $name }. Escribe /admin para ver qué hace falta.

## Gente nueva

invite-link =
    Con este enlace o código, gente nueva entra en { $bank }. Vale hasta el { $until }.
    { $link }
joining-rule-open = La gente nueva entra enseguida, sin que se pregunte a nadie.
joining-rule-approved = Cuando alguien quiere entrar, se pregunta a la organización.

## La lista

queue =
    { $count ->
        [one] 1 cosa espera a una persona.
       *[other] { $count } cosas esperan a una persona. Lo más urgente va primero.
    }
queue-more =
    { $count ->
        [one] Y 1 cosa más.
       *[other] Y { $count } cosas más.
    }
queue-empty = Ahora nada te espera. Aquí aparecerán la gente nueva, las horas dudosas y las peticiones sin ayuda.
queue-approval = Alguien quiere entrar: { $name }.
queue-hours = Horas por decidir: { $helper } y { $asker }.
queue-at-risk = Sin ayuda todavía: { $name }, { $when }.
queue-person-wanted = Alguien quiere hablar con una persona: { $name }.
member-name = { $name }
member-unnamed = una persona nueva

## Una cosa de la lista

task-approval = Alguien quiere entrar: <b>{ $name }</b>.
task-approval-enjoys = Ofrece: { $kinds }.
task-hours =
    { CAPITAL($helper) } quedó en ayudar a { $asker }: { $kind }, { $when }.
    Previsto: { $planned }.
task-hours-figures =
    { CAPITAL($helper) } dice: { $helpersays }.
    { CAPITAL($asker) } dice: { $askersays }.
    ¿Qué es lo correcto?
figure = { $length }
figure-silent = nada por ahora
figure-never = no llegó a hacerse
task-at-risk =
    Todavía nadie dijo que sí a { $name }, que pide { $kind }.
    Cuándo: <b>{ $when }</b>.
task-at-risk-tried = Preguntamos a: { $asked }. Dijeron que no: { $refused }. Sin respuesta: { $silent }.
task-note = Añade: «{ $note }»
task-person-wanted =
    Alguien quiere hablar con una persona: <b>{ $name }</b>.
    Desde el { $since }.
task-unreachable = Nuestros mensajes ya no llegan a { $silent }. Tiene esto acordado con { $name }: { $kind }, { $when }. Busca otra forma de avisar, por favor.
task-undelivered =
    { $count ->
        [one] En el último día no se pudo enviar 1 mensaje. Era para { $names }.
       *[other] En el último día no se pudieron enviar { $count } mensajes. Eran para { $names }.
    }
    Busca otra forma de avisar, por favor.
task-yours = Dijiste que buscas a alguien.
decline-ask = Le diremos a { $name } que por ahora no puede entrar. ¿Seguro?
did-not-happen-ask = { CAPITAL($helper) } y { $asker }: { $kind }, { $when }. No se mueven horas, y después no se puede corregir. ¿Seguro que no llegó a hacerse?
unmet-ask = Le diremos a { $name } que nadie puede ir. Se trata de { $kind }, { $when }. ¿Seguro?

## Cómo se llega a la puerta de alguien: se lee solo cuando hace falta, y queda anotado

door-ask = Anotamos quién lee cómo se llega a la puerta de { $name }, y cuándo. ¿Quieres leerlo?
door-shown = Para llegar a { $name }: «{ $directions }»
door-none = { $name } no nos ha dicho cómo se llega a su puerta.

task-done-before = Alguien ya se ocupó de esto. ¡Gracias!
