# Gráficos del banco del tiempo, que solo piden quienes lo organizan.

pictures = Gráficos de las últimas { $weeks } semanas, para enseñar a otras personas. En ellos no se reconoce a nadie. ¿Cuál quieres ver?
button-pictures = Gráficos
button-picture-hours = Horas por semana
button-picture-requests = Peticiones por semana
button-picture-waits = Esperas
button-picture-balances = Saldos
button-picture-members = Quién participa
button-picture-map = Mapa de ayuda
button-another-picture = Otro gráfico
button-draw-again = Probar otra vez
picture-drawing = Lo estamos dibujando. Llega enseguida.
refusal-being-drawn = Ya lo estamos dibujando. Llega enseguida.
picture-empty = Todavía no hay nada que dibujar: han participado menos de 5 personas. El gráfico llega cuando haya más.
picture-empty-map = Todavía no hay nada que dibujar: en ningún lugar hay 5 personas. El mapa llega cuando haya más.
picture-failed = Lo sentimos, no hemos podido dibujarlo. ¿Quieres probar otra vez?

## What goes with a picture: what it is, and its most important figures

picture-hours = <b>Horas de ayuda por semana</b>, del { $first } al { $final }.
picture-requests = <b>Peticiones por semana</b>, del { $first } al { $final }.
picture-waits = <b>Cuánto se ha esperado la ayuda</b>, del { $first } al { $final }.
picture-balances = <b>Cuántas horas tiene cada quien</b>, tal como está ahora.
picture-members = <b>Quién participa</b>, del { $first } al { $final }.
picture-map = <b>Mapa de la ayuda</b>, del { $first } al { $final }.
picture-told-hours =
    En total: { $given }.
    De media por semana: { $usual }.
    En la semana con más: { $most }.
picture-told-requests =
    Pedidas: { $asked }.
    Encontraron ayuda: { $filled }.
    Acabaron sin ayuda: { $unmet }.
picture-told-waits =
    { $count ->
        [one] 1 petición encontró ayuda.
       *[other] { $count } peticiones encontraron ayuda.
    }
    La mitad esperó { $usual } o menos.
    Menos de 1 día: { $percent } de cada 100.
picture-told-waits-common =
    { $count ->
        [one] 1 petición encontró ayuda.
       *[other] { $count } peticiones encontraron ayuda.
    }
    La mitad esperó { $usual } o menos.
    Lo más frecuente: { $commonest }.
picture-told-balances =
    Miembros: { $members }.
    La mitad tiene { $middle } o menos.
    Por debajo de cero: { $below }.
picture-told-balances-chest =
    Miembros: { $members }.
    La mitad tiene { $middle } o menos.
    En el fondo común: { $chest }.
picture-told-members =
    De { $members } miembros han participado { $active }.
    Dieron ayuda: { $gave }.
    Recibieron ayuda: { $got }.
picture-told-members-few =
    De { $members } miembros han participado { $active }.
    No han participado: { $neither }.
picture-told-map =
    Peticiones en el mapa: { $need }.
    Quienes ayudan, en el mapa: { $help }.
    Personas que no salen porque allí viven pocas: { $hidden }.

## What is counted, in the picture and below it

picture-means-hours = Lo que se apuntó cada semana, con las correcciones. No salen las semanas con menos de 5 personas, y a veces otra más.
picture-means-requests = Cada una cuenta en la semana en que se pidió. Encontró ayuda: se acordó o se dio. No salen las semanas con menos de 5 personas, y a veces otra más.
picture-means-waits = Desde que se pide hasta el acuerdo que valió. Solo cuentan las que encontraron ayuda. Detrás de cada barra hay al menos 5 personas.
picture-means-balances = Lo que los miembros tienen ahora en las cuentas. Detrás de cada barra hay al menos 5 personas.
picture-means-members = Los miembros de ahora. Cuenta la ayuda que se apuntó en este tiempo.
picture-means-map = Izquierda: peticiones, según dónde hace falta la ayuda. Derecha: miembros que ahora ofrecen ayuda. Una zona con menos de 5 personas no sale.

## Steps of a figure, as a bar is called

picture-step = de { $floor } a { $ceiling }
picture-step-from-zero = de 0 a { $ceiling }
picture-step-below = menos de { $ceiling }
picture-step-above = { $floor } o más
picture-days =
    { $days ->
        [one] 1 día
       *[other] { $days } días
    }

## In the picture itself

document-picture-hours = Horas de ayuda por semana
document-picture-hours-unit = horas
document-picture-usual = de media { $hours } horas
document-picture-hidden = demasiado pocas personas
document-picture-requests = Peticiones por semana
document-picture-all-asked = pedidas
document-picture-filled = encontraron ayuda
document-picture-waits = Cuánto se ha esperado la ayuda
document-picture-balances = Cuántas horas tienen los miembros
document-picture-members = Quién participa
document-picture-members-both = dieron y recibieron
document-picture-members-gave = solo dieron ayuda
document-picture-members-got = solo recibieron ayuda
document-picture-members-any = dieron o recibieron
document-picture-members-neither = no participaron
document-picture-map = Dónde hace falta ayuda y dónde vive quien la da
document-picture-map-need = Peticiones de ayuda
document-picture-map-help = Miembros que ofrecen ayuda
document-picture-map-no-need = En ninguna zona pidieron 5 personas
document-picture-map-no-help = En ninguna zona ofrecen 5 personas
document-picture-map-scale = { $count } km
document-picture-map-credit = Nombres de lugares: { $sources }
document-day = { $day } de { $month }
document-day-of-year = { $day } de { $month } de { $year }
document-of-days = { $bank }, del { $first } al { $final }
document-of-day = { $bank }, { $day }
