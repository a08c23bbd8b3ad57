# Informes para quienes financian y para ayuntamientos, que solo piden quienes organizan, y las palabras de dentro.

button-report = Informe para otros
button-another-report = Otro informe
button-last-month = El mes pasado
button-last-quarter = El trimestre pasado
button-last-year = El año pasado
button-other-days = Otros días
button-workbook = Hoja de cálculo (XLSX)
button-csv = Tabla sencilla (CSV)
button-page = Una página para imprimir
about-reporting = hacer un informe
reporting-ask = Un informe solo lleva cifras y ningún nombre. ¿De qué tiempo quieres que hable?
reporting-first = Por ejemplo, “1 de marzo de 2026”. ¿Cuál es el primer día?
reporting-final = Por ejemplo, “31 de mayo de 2026”. ¿Cuál es el último día?
reporting-form = ¿Cómo lo quieres?
reporting-days = del { $first } al { $final }
reporting-drawing = Lo estamos preparando. Llega enseguida.
refusal-period-ahead = Esos días no han terminado. Elige días hasta hoy, por favor.
refusal-period-backwards = El último día viene antes que el primero. Escribe otro que venga después, por favor.
refusal-period-long = Un informe habla de { $years } años como mucho. Elige menos días, por favor.
unclear-report-day = No hemos entendido ese día. Escríbelo así, por favor: “1 de marzo de 2026”.
unclear-again-report-day = Hace falta el día, que ya haya pasado, con mes y año. Por ejemplo: “1 de marzo de 2026”.
report-empty = Del { $first } al { $final } menos de 5 personas dieron, recibieron o pidieron ayuda. Así que no hay nada que contar. Con más tiempo puede haber más.
report-ready = <b>Informe</b> del { $first } al { $final }.
report-told =
    Horas de ayuda: { $given }.
    Peticiones: { $asked }.
    Encontraron ayuda: { $filled }.
report-told-asked =
    Peticiones: { $asked }.
    Encontraron ayuda: { $filled }.
    Menos de 5 personas dieron o recibieron ayuda.
report-told-given = Horas de ayuda: { $given }. Menos de 5 personas pidieron ayuda.
report-of-workbook = Cada cifra lleva al lado lo que significa. Se abre en cualquier hoja de cálculo y trae un gráfico.
report-of-table = Cada cifra lleva al lado lo que significa. Se abre en cualquier hoja de cálculo.
report-of-page = Una página para papel o pantalla. Ábrela y elige imprimir.

## What figures mean that only a report has

report-means-exchanges = Las veces que se dio ayuda, según lo apuntado en este tiempo.
report-means-gave = Miembros de ahora que dieron parte de esta ayuda.
report-means-got = Miembros de ahora que recibieron parte de esta ayuda.
report-means-week = La semana empieza el lunes. La primera y la última pueden quedar cortadas por el tiempo elegido.
report-means-small = Nunca se cuentan cifras de menos de 5 personas. Si una se pudiera calcular, se quita también la siguiente más pequeña.
report-means-periods = Los informes de tiempos que se pisan cuentan juntos más que por separado. Publica tiempos que vayan uno tras otro, por favor.

## In the files

document-report-title = Informe del banco del tiempo
document-report-page-title = { $bank }: lo que hizo el vecindario
document-report-page-days = Del { $first } al { $final }
document-report-file = informe
document-report-text = { $text }
document-report-summary = Resumen
document-report-by-week = Por semana
document-report-by-kind = Por tipo
document-report-fairness = Reparto
document-report-unmet = Sin ayuda
document-report-definitions = Definiciones
document-report-week = Semana desde
document-report-kind = Tipo de ayuda
document-report-given = Horas de ayuda
document-report-exchanges = Veces que se dio ayuda
document-report-gave = Personas que dieron ayuda
document-report-got = Personas que recibieron ayuda
document-report-chest-hours = Fondo común, en horas
document-report-compared = Según
document-report-reason = Por qué terminó
document-report-share = De cada 100 contadas aquí
document-report-area = Lugar
document-report-language = Idioma
document-report-hurdle = En casa
document-report-channel = Teléfono
document-report-small-groups = grupos pequeños juntos
document-report-other-reasons = otros motivos
document-report-small = Números pequeños
document-report-periods = Otros tiempos
document-report-wait = Espera habitual
document-report-wait-length = { $length }
document-report-made = Hecho el { $day } con Goodturn, con las cuentas del banco del tiempo. Al lado de cada cifra se explica cómo se cuenta.
document-report-chart = De media, { $hours } horas por semana. La que más, { $most } horas, fue la semana del { $week }. Rayado: demasiado pocas personas. Línea discontinua: la media.
document-report-untold-sign = no sale
document-report-fair-short = ¿Ha sido igual para todos?
document-report-group = Grupo
document-report-unmet-short = Por qué no se encontró ayuda
document-report-asked-short = Peticiones
document-report-rate-short = Con ayuda, de 100
document-report-given-short = Horas
document-report-wait-short = Espera habitual
document-report-count-short = Peticiones
