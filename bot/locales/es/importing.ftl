# Traer personas de una tabla, y los enlaces personales con los que llegan.

## Para la organización: cómo se hace

about-importing = traer personas de una tabla
about-linking = buscar el enlace de alguien
importing-how = Puedes traer personas, lo que ofrecen y sus horas desde una tabla. Toma una de estas, rellénala y envíala aquí.
importing-how-safe = La miramos entera antes de cambiar nada. Después te decimos qué hemos encontrado.
importing-template = Aquí tienes la tabla. Tus filas van debajo del ejemplo.
importing-file = Envía ahora tu tabla: toca el clip y luego el archivo. ¿Qué archivo es?
importing-file-line = { $name }
importing-file-line-unnamed = Tu archivo
importing-received = Estamos leyendo tu tabla. Te diremos qué hemos encontrado.
importing-under-way =
    { $count ->
        [one] Estamos trayendo a 1 persona. Te avisamos al acabar.
       *[other] Estamos trayendo a { $count } personas. Te avisamos al acabar.
    }
importing-so-far = Anotadas hasta ahora: { $number } de { $count }.
importing-dropped = No se ha traído a nadie. De esa tabla no guardamos nada.
unclear-file = Eso no es un archivo. Toca el clip junto a donde escribes y elige tu tabla.
unclear-again-file = Una foto de una tabla no nos sirve. Envía el archivo, por favor.
button-import-xlsx = Tabla para Excel
button-import-csv = Tabla sencilla (CSV)
button-import-links = Enlaces sin usar
button-import-link = El enlace de alguien
button-import-drop = No traer a nadie
button-import-again = Enviar otra tabla
button-import-confirm = Sí, traer a { $count }

## Qué hemos encontrado

importing-read =
    { $count ->
        [one] Puede entrar <b>1 persona</b>. Todavía no ha cambiado nada.
       *[other] Pueden entrar <b>{ $count } personas</b>. Todavía no ha cambiado nada.
    }
importing-read-offers =
    { $count ->
        [one] Ofrecen 1 tipo de ayuda.
       *[other] Lo que ofrecen: { $count } en total.
    }
importing-read-hours =
    { $count ->
        [one] 1 trae horas: { $length }.
       *[other] { $count } traen horas, en total { $length }.
    }
importing-read-starting =
    { $count ->
        [one] 1 recibe las horas de siempre para empezar.
       *[other] { $count } reciben las horas de siempre para empezar.
    }
importing-read-ask = Esas personas deben saber que las traes. ¿Lo hacemos?
importing-faulty =
    { $count ->
        [one] <b>1 cosa</b> no está bien todavía, así que no ha entrado nadie.
       *[other] <b>{ $count } cosas</b> no están bien todavía, así que no ha entrado nadie.
    }
importing-faulty-more =
    { $count ->
        [one] Hay 1 más en el archivo.
       *[other] Hay { $count } más en el archivo.
    }
importing-faulty-next = Corrígelo en tu tabla y envíala otra vez entera.
importing-problem = Fila { $number }, { $column }: { $trouble }
importing-done =
    { $count ->
        [one] <b>Ya está: ha entrado 1 persona.</b>
       *[other] <b>Ya está: han entrado { $count } personas.</b>
    }
importing-done-links = En el archivo hay un enlace personal para cada una. Envía a cada cual solo el suyo.
importing-links = Estas personas no han llegado todavía. Envía a cada cual solo su enlace.
importing-no-links = Han llegado todas las personas que trajiste. Aquí saldrán los enlaces sin usar.

## Por qué no se puede leer un archivo

importing-refused-too-large = Este archivo es demasiado grande. Envía una tabla de 20 MB como mucho.
importing-refused-not-fetched = No hemos podido recoger el archivo, lo sentimos. Envíalo otra vez.
importing-refused-wrong-type = Esta no es una tabla que podamos leer. Guárdala como Excel (XLSX) o como CSV y envíala otra vez.
importing-refused-old-type = Este archivo es de un tipo antiguo o tiene contraseña. Guárdalo como Excel (XLSX) o como CSV y envíalo otra vez.
importing-refused-macros = En este archivo hay pequeños programas, así que no lo hemos abierto. Guárdalo sin macros, como XLSX o CSV.
importing-refused-packed = En este archivo hay mucho más de lo que necesita una tabla así. Guárdalo como CSV y envíalo otra vez.
importing-refused-unreadable = No hemos podido leer este archivo; puede estar dañado. Guárdalo otra vez, como XLSX o CSV.
importing-refused-empty = En esta tabla no hay nadie. Escribe al menos una persona debajo del ejemplo.
importing-refused-no-headings = En esta tabla no encontramos los títulos. Usa los nuestros: tienen que estar «Nombre» y «18 o más».
importing-refused-too-many-rows = Esta tabla es muy larga. Envía { $most } personas cada vez.
importing-refused-known = Esta misma tabla ya se trajo antes. No hemos hecho nada.

## Qué está mal en una fila, y cómo estaría bien

trouble-unknown-heading = No conocemos este título: «{ $given }». Usa uno de los nuestros o quita la columna.
trouble-heading-twice = El título «{ $given }» está dos veces. Quita uno.
trouble-name-missing = Falta el nombre. Escribe cómo se llama.
trouble-name-odd = «{ $given }» no tiene letras. Escribe cómo se llama.
trouble-name-long = El nombre es muy largo. Escribe { $number } letras como mucho.
trouble-place-long = El lugar es muy largo. Escribe { $number } letras como mucho.
trouble-phone-odd = «{ $given }» no es un teléfono. Escribe cifras, como +34 600 123 456.
trouble-language-unknown = No hablamos «{ $given }». Escribe { $languages }, o nada.
trouble-offer-unknown = No conocemos la ayuda «{ $given }». Usa una de la lista de la plantilla.
trouble-hours-odd = «{ $given }» no es un número de horas. Escribe, por ejemplo, 3 o -2:30.
trouble-hours-below = Está por debajo del límite de { $number }. Escribe eso o más.
trouble-hours-above = Está por encima del límite de { $number }. Escribe eso o menos.
trouble-since-odd = «{ $given }» no es una fecha. Escribe año, mes y día, como en el ejemplo.
trouble-since-ahead = Ese día no ha llegado todavía. Escribe uno que ya pasó.
trouble-adult-odd = «{ $given }» no está claro. Escribe «sí» si tiene 18 años o más.
trouble-under-age = Aquí hay que tener 18 años o más. Quita esta fila.
trouble-same-member = «{ $given }» del mismo lugar está también en la fila { $number }. Quita una, o escribe los nombres completos.
trouble-same-phone = El mismo teléfono está también en la fila { $number }. Quita una.
trouble-phone-known = «{ $given }» vino con otra tabla. Quita esta fila.
trouble-member-known = «{ $given }» ya participa. Quita esta fila, o escribe el nombre completo y el lugar.

## Los archivos

document-import-file = personas
document-import-sheet = Personas
document-import-sheet-help = Qué va en cada columna
document-import-column-name = Nombre
document-import-column-phone = Teléfono
document-import-column-languages = Idiomas
document-import-column-place = Lugar
document-import-column-offers = Ofrece
document-import-column-hours = Horas
document-import-column-since = Participa desde
document-import-column-adult = 18 o más
document-import-example-name = Ejemplo: Rosa García
document-import-example-phone = +34 600 123 456
document-import-example-languages = Español, English
document-import-example-place = Lavapiés
document-import-example-offers = { kind-shopping }, { kind-dog }
document-import-example-adult = sí
document-import-explain-name = Cómo la llaman sus vecinos. Hace falta. Una fila que empieza por # no se lee, y el ejemplo tampoco.
document-import-explain-phone = Dónde puedes avisarle, para enviarle su enlace. Se borra cuando ha llegado.
document-import-explain-languages = { $languages }, con comas. Le escribimos en el primero. Vacío: el idioma del banco de tiempo.
document-import-explain-place = Ciudad, barrio o código postal, nunca la dirección entera. Vacío: se lo preguntamos al llegar.
document-import-explain-offers = Con comas, cualquiera de estas: { $kinds }.
document-import-explain-hours = Las que tiene, como { $example }; con un menos delante si las debe. Vacío: las de siempre para empezar.
document-import-explain-since = El día, como { $example }. También día, mes y año con puntos o barras. Vacío: hoy.
document-import-explain-adult = Escribe «sí». Hace falta: hay que tener 18 años o más.
document-import-problems-file = por-corregir
document-import-problems-row = Fila
document-import-problems-column = Columna
document-import-problems-given = Pone
document-import-problems-what = Qué está mal y cómo estaría bien
document-import-links-file = enlaces-personales
document-import-links-link = Enlace

## Horas que alguien trajo

entry-opening =
    { $gained ->
        [yes] Horas que trajiste: { $length }. { $day }.
       *[no] Horas que debías de antes: { $length }. { $day }.
    }
line-opening = Horas que trajo { $name }, { $when }

## Llegar con un enlace personal

about-claiming = entrar con tu enlace
claiming-hello = ¡Hola! Esto es { $bank }. Tu enlace es para alguien de quien ya sabemos.
claiming-is-it-you = ¿Eres { $name }?
button-claim-me = Sí, soy yo
button-claim-not-me = No, es otra persona
claiming-not-me = Gracias por decirlo. El enlace sigue valiendo para quien es. Si quieres entrar, escribe «inicio».
claiming-done = ¡Te damos la bienvenida, { $name }! Tu saldo es de <b>{ $hours }</b>. ¿Qué quieres hacer primero?
claiming-offers = Ofreces: { $kinds }. Puedes cambiarlo cuando quieras con «{ button-my-offers }».
refusal-already-member = Ya participas aquí, así que este enlace no es para ti. Si te faltan horas de antes, una persona te ayuda.
refusal-claim-withdrawn = Este enlace ya no vale. Pide otro a la organización.

## Para la organización: el enlace de alguien

linking-who = Escribe el nombre, o una parte. ¿De quién es el enlace?
linking-which = Hay varias personas con ese nombre. ¿De quién es el enlace?
link-open =
    El enlace de <b>{ $name }</b> no se ha usado todavía. Vale una vez.
    { $link }
link-opened = Alguien ha abierto el enlace de <b>{ $name }</b>. Todavía no lo ha respondido todo.
link-claimed = <b>{ $name }</b> ya ha llegado con su enlace.
link-withdrawn = No hay ningún enlace de <b>{ $name }</b> que valga.
link-withdraw-ask = Quien haya llegado con el enlace de { $name } se queda fuera, y el enlace ya no valdrá. ¿Seguro?
button-link-renew = Hacer otro enlace
button-link-withdraw = Retirar el enlace
button-link-withdraw-sure = Sí, retirarlo
