# Las cuentas, a la vista: cómo va el banco del tiempo y si las preguntas y la ayuda se reparten bien. Sin nombres.

button-books-asks = Reparto de las preguntas
button-books-help = Reparto de la ayuda
button-books-meaning = Qué significan las cifras
button-books-table = En una tabla
button-back-to-books = Volver a las cuentas

## Cómo va el banco del tiempo

books = <b>{ $bank }</b>: los últimos { $days } días.
books-given = La gente se dio { $given } de ayuda.
books-active = De { $members } miembros, { $active } dieron o recibieron algo.
books-too-few-took-part = Menos de 5 personas dieron o recibieron ayuda. Habrá cifras cuando sean más.
books-filled = { $people } personas pidieron ayuda { $asked } veces. Peticiones con ayuda: { $filled }.
books-chest = En el fondo común: { $balance }.
books-largest = Los saldos más altos: { $balances }.
# Va con un archivo.
books-table = Aquí tienes las cifras de los últimos { $days } días en una tabla. Cada una lleva al lado lo que significa. Se abre con cualquier hoja de cálculo.

## Cómo se reparten las preguntas

books-asks = <b>Cómo se reparten las preguntas</b>, en los últimos { $days } días.
books-too-few-could-be-asked = Se podía preguntar a menos de 5 personas. Habrá cifras cuando sean más.
books-could-be-asked = Se podía pedir ayuda a { $people } personas.
books-were-asked = Se podía pedir ayuda a { $people } personas, y preguntamos a { $asked }.
books-usual =
    { $count ->
        [one] La mitad de esas personas recibió 1 pregunta.
       *[other] La mitad de esas personas recibió { $count } preguntas o menos.
    }
books-most-asked = Las { $people } personas con más preguntas recibieron { $percent } de cada 100.
books-uneven = Desigualdad: { $percent }. Con 0, todas reciben igual. Con 100, una sola lo recibe todo.
books-asks-by =
    Preguntas por cada 10 personas, por lugar: { $area }.
    Por idioma: { $language }.
    Por teléfono: { $channel }.

## Cómo se reparte la ayuda

books-help = <b>Cómo se reparte la ayuda</b>, en los últimos { $days } días.
books-too-few-asked = Menos de 5 personas pidieron ayuda. Habrá cifras cuando sean más.
books-wishes = De { $asked } peticiones, { $filled } encontraron ayuda y { $unmet } no. Abiertas: { $unfinished }. Retiradas: { $back }.
books-wait = Espera habitual hasta tener ayuda: { $length } o menos.
books-most-helped = Las { $people } personas que más recibieron tuvieron { $percent } de cada 100 horas.
# Un grupo, cuántas de cada 100 peticiones encontraron ayuda, y entre paréntesis lo que esperó la mitad como mucho.
books-help-by =
    Con ayuda, de cada 100 peticiones, y la espera habitual:
    Por lugar: { $area }.
    Por idioma: { $language }.
books-help-by-home =
    Por la casa: { $hurdle }.
    Por teléfono: { $channel }.
books-ends = Por qué terminaron sin ayuda: { $list }.

## Grupos de personas, en una lista

books-group = { $group } { $count }
books-group-wait = { $group } { $count } ({ $length })
books-group-nothing = { $group } nada por ahora
books-more = { $count } más
books-hidden = grupos pequeños ({ $people } personas)
books-nothing = nada que mostrar por ahora
books-group-no-place = lugares compartidos en el mapa
books-group-forgotten = personas ya olvidadas
books-group-hurdle = con escaleras, animales o algo así
books-group-no-hurdle = sin nada de eso
books-group-app = con la aplicación
books-group-no-app = sin la aplicación

## Por qué una petición terminó sin ayuda, en una lista

books-ended-nobody-offers = nadie lo ofrece
books-ended-nobody-near = nadie vive cerca
books-ended-no-time = nadie podía a esa hora
books-ended-no-language = nadie habla el idioma
books-ended-no-check = nadie tiene la comprobación necesaria
books-ended-no-preference = no encajaba quién debía ir
books-ended-no-hurdle = nadie puede con lo que hay en la casa
books-ended-no-hours = quienes podían ya hicieron bastante
books-ended-all-said-no = todas las personas dijeron que no
books-ended-silence = sin respuesta
books-ended-nobody-chosen = no se eligió a nadie
books-ended-dropped-out = quien ayudaba no pudo ir
books-ended-did-not-happen = se acordó y no llegó a hacerse
books-ended-asker = retirada
books-ended-organiser = la cerró la organización
books-ended-other = otro motivo

## Qué significan las cifras, una explicación para cada una

books-means-from = El primer día que cuenta.
books-means-until = El último día que cuenta.
books-means-members = Miembros: quienes están ahora en el banco del tiempo, también si descansan.
books-means-active = Participaron: miembros que dieron o recibieron esa ayuda.
books-means-given = Ayuda dada: lo apuntado en este tiempo, ya corregido. Lo que alguien da, otra persona lo recibe.
books-means-chest = Fondo común: lo que tiene ahora, para quien lo necesite.
books-means-together = Miembros en total: lo que tienen ahora entre todos.
books-means-own = Horas del propio banco: de aquí salen las primeras horas de cada persona. Por eso suele estar bajo cero.
books-means-largest = Saldos más altos: los mayores de ahora, sin nombres.
books-means-askers = Personas: cuántos miembros distintos pidieron ayuda.
books-means-asked = Peticiones: cuántas veces pidieron.
books-means-filled = Con ayuda: la ayuda se acordó o se dio.
books-means-unmet = Sin ayuda: la petición terminó y nadie ayudó.
books-means-unfinished = Abiertas: todavía buscamos a alguien. No cuentan ni a favor ni en contra.
books-means-back = Retiradas: quien pidió ya no lo necesita. No cuentan ni a favor ni en contra.
books-means-rate = De cada 100 peticiones: las que encontraron ayuda, entre todas las terminadas. Las abiertas y las retiradas no cuentan.
books-means-wait = Espera habitual: desde pedir hasta el acuerdo que quedó en pie. La mitad de las atendidas esperó eso o menos.
books-means-could = Se podía preguntar: miembros a quienes se puede preguntar ahora. También quienes recibieron preguntas en este tiempo.
books-means-invitations = Preguntas: cuántas veces pedimos a alguien que ayude. Ofrecerse sin pregunta no cuenta.
books-means-were = Con preguntas: quienes recibieron al menos una.
books-means-never = Sin preguntas: de cada 100 personas a quienes se podía preguntar.
books-means-most-people = Quienes más tienen: la décima parte, pero al menos 5 personas.
books-means-most = Con más preguntas: la décima parte, pero al menos 5 personas. La cifra es su parte de cada 100 preguntas.
books-means-usual = Lo habitual: la mitad de quienes recibieron preguntas tuvo esas o menos.
books-means-gini = Desigualdad: 0 si todas las personas reciben igual. Se acerca a 100 si una lo recibe todo. Es el coeficiente de Gini, por 100.
books-means-load = Preguntas por cada 10 personas: las de un grupo según su tamaño. Así se comparan grupos pequeños y grandes.
books-means-received = Ayuda recibida: la que trajeron estas peticiones, ya corregida.
books-means-most-helped = Quienes más recibieron: la décima parte, pero al menos 5. La cifra es su parte de cada 100 horas.
books-means-ended = Por qué: el motivo que apuntamos. Aquí también están las retiradas.
books-means-hidden = Grupos pequeños: con menos de 5 personas no se muestran. A veces tampoco el siguiente, para que no se reconozca a nadie.

## La tabla

document-books-file = cuentas
document-books-column-part = Parte
document-books-column-group = Quién
document-books-column-figure = Cifra
document-books-column-value = Cuánto
document-books-column-meaning = Qué significa
document-books-part-period = Tiempo
document-books-part-books = Las cuentas
document-books-part-requests = Peticiones
document-books-part-asks = Preguntas
document-books-part-help = Ayuda recibida
document-books-part-ends = Peticiones sin ayuda
document-books-everybody = en total
document-books-not-shown = muy pocos para decirlo
books-of-area = Lugar: { $group }
books-of-language = Idioma: { $group }
books-of-hurdle = En casa: { $group }
books-of-channel = Teléfono: { $group }
books-compared-area = Lugar: grupos pequeños
books-compared-language = Idioma: grupos pequeños
books-compared-hurdle = En casa: grupos pequeños
books-compared-channel = Teléfono: grupos pequeños
document-books-from = Desde
document-books-until = Hasta
document-books-members = Miembros
document-books-active = Miembros que participaron
document-books-given = Ayuda dada, en minutos
document-books-chest = Fondo común, en minutos
document-books-together = Miembros en total, en minutos
document-books-own = Horas del propio banco, en minutos
document-books-largest = Uno de los saldos más altos, en minutos
document-books-askers = Personas que pidieron
document-books-asked = Peticiones
document-books-filled = Con ayuda
document-books-unmet = Sin ayuda
document-books-unfinished = Abiertas
document-books-back = Retiradas
document-books-rate = Con ayuda, de cada 100
document-books-wait = Espera habitual, en minutos
document-books-could = Personas a quienes se podía preguntar
document-books-invitations = Preguntas
document-books-were = Personas con preguntas
document-books-never = Sin preguntas, de cada 100
document-books-most-people = Personas que más tienen
document-books-most = Preguntas de quienes más recibieron, de cada 100
document-books-usual = Número habitual de preguntas
document-books-gini = Desigualdad, de 0 a 100
document-books-load = Preguntas por cada 10 personas
document-books-received = Ayuda recibida, en minutos
document-books-most-helped = Horas de quienes más recibieron, de cada 100
document-books-ended = Peticiones
document-books-hidden = Personas que no se muestran
