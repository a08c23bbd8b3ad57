# Cómo ve la organización a la gente: listas, la página de cada persona, conocerse, y lo que se lee con constancia.

## Las listas

members =
    { $count ->
        [one] En { $bank } hay 1 persona. Toca una lista o busca a alguien.
       *[other] En { $bank } hay { $count } personas. Toca una lista o busca a alguien.
    }
button-standing-waiting = Esperan: { $count }
button-standing-active = Participan: { $count }
button-standing-paused = En pausa: { $count }
button-standing-unreachable = Sin contacto: { $count }
button-standing-unfinished = A medio entrar: { $count }
button-standing-left = Se fueron: { $count }
button-by-area = Por zona
button-by-skill = Por lo que ofrecen
button-find-member = Buscar a alguien
button-add-member = Añadir a alguien sin app
button-back-to-members = Volver a las listas
button-page-before = Página anterior
button-page-after = Página siguiente
members-waiting =
    { $count ->
        [0] Nadie espera para entrar. La gente nueva aparecerá aquí.
        [one] 1 persona espera para entrar.
       *[other] { $count } personas esperan para entrar.
    }
members-active =
    { $count ->
        [0] Todavía no participa nadie. La gente aparecerá aquí.
        [one] Participa 1 persona.
       *[other] Participan { $count } personas.
    }
members-paused =
    { $count ->
        [0] Nadie está en pausa. Quien haga una pausa aparecerá aquí.
        [one] 1 persona está en pausa.
       *[other] { $count } personas están en pausa.
    }
members-unreachable =
    { $count ->
        [0] Nuestros mensajes llegan a todo el mundo. Quien deje de recibirlos aparecerá aquí.
        [one] Nuestros mensajes ya no llegan a 1 persona.
       *[other] Nuestros mensajes ya no llegan a { $count } personas.
    }
members-unfinished =
    { $count ->
        [0] Nadie se ha quedado a medio entrar. Quien lo deje a medias aparecerá aquí.
        [one] 1 persona empezó a entrar y no ha terminado.
       *[other] { $count } personas empezaron a entrar y no han terminado.
    }
members-left =
    { $count ->
        [0] No se ha ido nadie. Quien se vaya aparecerá aquí.
        [one] Se ha ido 1 persona.
       *[other] Se han ido { $count } personas.
    }
members-areas =
    { $count ->
        [0] Todavía nadie nos ha dicho dónde vive. Las zonas aparecerán aquí.
        [one] La gente vive en 1 zona.
       *[other] La gente vive en { $count } zonas.
    }
button-area = { $area }: { $count }
button-area-unnamed = Sin nombre: { $count }
members-in-area = { $area }: { $count }
members-in-no-area = Su lugar no tiene nombre: { $count }
members-skills = Esto se ofrece, y cuánta gente lo ofrece.
members-no-skills = Todavía nadie ofrece nada. Lo que se ofrezca aparecerá aquí.
button-skill = { $kind }: { $count }
members-with-skill = { $kind }: { $count }
members-line = { $name }, { $area }, desde el { $since }.
members-line-no-area = { $name }, desde el { $since }.
button-somebody-new = Persona nueva, { $number }

## Buscar a alguien

members-who = Escribe el nombre, o una parte. ¿A quién buscas?
members-which = Varias personas se llaman así. ¿A quién buscas?
about-looking-up = buscar a alguien

## La página de una persona

member-page =
    <b>{ $name }</b>
    { $standing ->
        [joining] Empezó a entrar el { $since } y no ha terminado.
        [waiting] Espera para entrar desde el { $since }.
        [paused] Participa desde el { $since } y ahora está en pausa.
        [left] Participó y se ha ido.
       *[active] Participa desde el { $since }.
    }
member-page-unreachable = Nuestros mensajes no le llegan desde el { $since }.
member-page-no-app = No tiene la app. Lo que le diríamos es una llamada por hacer.
member-page-where =
    Habla: { $languages }.
    Zona: { $area }.
member-page-languages = Habla: { $languages }.
member-page-offers = Ofrece: { $kinds }.
member-page-no-offers = Todavía no ofrece nada.
member-page-met = { CAPITAL($name) } le conoció en persona el { $day }.
member-page-hours =
    Dio: { $given }.
    Recibió: { $received }.
    Tiene: { $balance }.
member-page-active = Hizo algo por última vez el { $day }.
member-page-helps = Ayuda a { $name }: { $kind }, { $when }.
member-page-is-helped = Le ayuda { $name }: { $kind }, { $when }.
member-page-asks = Pide: { $kind }, { $when }.
member-page-more = Y { $count } más.
button-open-member = Ver a { $name }
button-checks-of = Comprobaciones
button-act-for = Actuar por { $name }
button-place-of = Dónde vive
button-phone-of = Su teléfono

## Conocerse en persona

button-met = Ya nos conocemos
met-noted = Gracias, queda anotado.
task-approval-meet-first = Antes de dejar entrar a esta persona, conócela en persona.
joining-rule-met = Antes de entrar, alguien de la organización conoce a la gente nueva.
button-meet-first = Conocerse antes
button-meet-not-first = Entrar sin conocerse
refusal-not-met = Aquí alguien conoce antes a la gente nueva. Cuando os hayáis visto, toca «{ button-met }».
refusal-own-meeting = A ti ya te conoces. Otra persona de la organización puede anotar que te conoce.

## Lo que se lee con constancia

place-ask = Anotamos quién lee dónde vive { $name }, y cuándo. ¿Quieres leerlo?
button-show-place = Sí, mostrarlo
place-shown = { CAPITAL($name) } vive aquí: { $place }
place-none = { CAPITAL($name) } compartió un lugar en el mapa, que no tiene nombre.
phone-ask = Anotamos quién lee el teléfono de { $name }, y cuándo. ¿Quieres leerlo?
button-show-phone = Sí, mostrarlo
phone-shown = Para llamar a { $name }: { $phone }
phone-none = No tenemos el teléfono de { $name }.
