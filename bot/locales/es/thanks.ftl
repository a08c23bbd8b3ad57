# Después de la ayuda: dar las gracias, y cómo estaba la otra persona.

## Las gracias se le pasan a la otra persona; sin estrellas

button-thank = Dar gracias a { $name }
button-only-thanks = Solo gracias
thanking-text = Le pasamos tus palabras a { $name }. ¿Qué quieres decirle?
thanking-done = Qué amable. Gracias por decírselo a { $name }.
about-thanking = dar las gracias a alguien
thanked =
    { $name } te da las gracias.
    Por: { $kind }, { $when }.
thanked-text = { $name } escribe: «{ $text }»
refusal-thanked-already = Ya diste las gracias por esto. Qué amable.

## Cómo estaba quien recibió la ayuda, contado a la organización. Esa persona no lo lee nunca.

button-seemed-how = Cómo estaba { $name }
seeming-ask = Solo lo puede leer la organización, y { $name } no lo lee nunca. ¿Cómo te pareció que estaba { $name }?
button-seemed-well = Bien
button-seemed-down = Con poco ánimo
button-seemed-worried = Me preocupa
seeming-noted =
    { $seemed ->
        [well] Qué bien que { $name } estaba bien.
       *[down] Gracias por contarnos que { $name } estaba con poco ánimo.
    } Solo lo puede leer la organización.
seeming-worried-nobody = Gracias por cuidar de los demás. Ahora nadie más lleva este banco de tiempo, así que no se lo decimos a nadie. Si alguien está en peligro, llama al { $number }.
seeming-noted-worried = Gracias por cuidar de los demás. Se lo decimos ahora a la organización, y a nadie más. Si alguien está en peligro, llama antes al { $number }.
button-add-words = Añadir unas palabras
seeming-text = Tus palabras solo las puede leer la organización. ¿Qué notaste en { $name }?
seeming-done = Gracias. Solo la organización puede leer lo que escribiste sobre { $name }.
about-seeming = contar a la organización cómo estaba alguien

## Para la organización

queue-worried = A quien ayudó a { $name } le preocupa cómo está.
button-task-worried = Preocupa: { $name }
task-worried-told = { $helper } ayudó a { $name } y le preocupa cómo está. { $name } no lo sabe. Queda apuntado quién lo lee.
button-read-worry = Leerlo
button-worry-done = Ya me ocupé
seemed-empty = Aquí verás cómo estaba la gente según quien la ayudó. Nadie ha dicho nada todavía.
seemed =
    Cómo estaba la gente según quien la ayudó, en los últimos { $days } días:
    bien { $well }, con poco ánimo { $down }, preocupa { $worried }.
seemed-read = Abre uno solo si hace falta. Queda apuntado quién lo lee.
seemed-well = { $name } estaba bien según { $helper }, { $when }.
seemed-down = { $name } estaba con poco ánimo. Lo dijo { $helper }, { $when }.
seemed-worried = A { $helper } le preocupa { $name }, { $when }.
seemed-text = { $helper } escribe: «{ $text }»
seemed-on-record = { $name } no sabe nada de esto. Con tacto, por favor.
