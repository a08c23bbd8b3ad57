# Cuánta soledad siente alguien: se pregunta con su permiso, y solo se cuenta en conjunto.
# Las preguntas siguen las de la Oficina de Estadística del Reino Unido (ONS, 2018): no cambies las palabras.

wellbeing-invite = Queremos saber si los bancos del tiempo ayudan contra la soledad. Son 4 preguntas cortas, y puedes dejar cualquiera sin responder.
wellbeing-invite-again = Han pasado 3 meses. Si quieres, dinos otra vez cómo te sientes, en 4 preguntas cortas.
button-wellbeing-start = Responder 4 preguntas
button-wellbeing-never = No me lo preguntéis nunca
button-wellbeing-later = Ahora no
button-wellbeing-yes = Sí, preguntadme

wellbeing-why = Son 4 preguntas cortas sobre cuánta soledad sientes. Las repetimos cada 3 meses, para ver si algo mejora.
wellbeing-private = Nadie lee tus respuestas. Solo las contamos junto con las de 10 personas o más. Con /wellbeing puedes borrarlas cuando quieras.
wellbeing-consent = ¿Quieres que te preguntemos?
wellbeing-later = Está bien. Puedes responder cuando quieras con /wellbeing.
wellbeing-never = Está bien. No te lo preguntaremos más.

wellbeing-companionship = ¿Con qué frecuencia sientes que te falta compañía?
wellbeing-left_out = ¿Con qué frecuencia sientes que te dejan de lado?
wellbeing-isolated = ¿Con qué frecuencia sientes aislamiento de los demás?
wellbeing-direct = ¿Con qué frecuencia sientes soledad?
button-item-hardly-ever = Casi nunca o nunca
button-item-some-of-the-time = Algunas veces
button-item-often = A menudo
button-direct-often = A menudo o siempre
button-direct-some-of-the-time = Algunas veces
button-direct-occasionally = De vez en cuando
button-direct-hardly-ever = Casi nunca
button-direct-never = Nunca

# Quedan en el chat donde se respondió una pregunta, y no dicen qué.
wellbeing-line = Respondida
wellbeing-line-rather-not = Sin decir
wellbeing-nothing = Está bien. No hemos guardado nada.
wellbeing-thanks = Gracias por contárnoslo. Guardamos tus respuestas, y nadie las lee.
wellbeing-often = Gracias por contárnoslo. A mucha gente le pasa, y no es culpa de nadie.
wellbeing-turn = Alguien del banco del tiempo hablará contigo con mucho gusto. También puedes pedir una visita o una charla. Si sientes peligro, llama ya al { $number }.
about-feeling = contarnos cómo te sientes
refusal-not-asked-now = Esto ya no lo preguntamos. No hemos guardado nada.

## /wellbeing

wellbeing-about = Aquí preguntamos cuánta soledad siente la gente. Nadie lee las respuestas de nadie: solo las contamos juntas.
wellbeing-agreed = Nos diste permiso para preguntarte. Puedes borrar todas tus respuestas, y entonces no te preguntamos más.
wellbeing-not-agreed = No tenemos ninguna respuesta tuya.
button-wellbeing-delete = Borrar mis respuestas
wellbeing-delete-ask = Se borran todas tus respuestas, y no te preguntamos más. ¿De verdad quieres borrarlas?
button-wellbeing-delete-sure = Sí, borrarlas
wellbeing-deleted = Hecho. Tus respuestas están borradas, y no te lo preguntaremos más.

## Para la organización

wellbeing-on = Para la organización: a quien da permiso le preguntamos cuánta soledad siente. Es al entrar y cada 3 meses.
wellbeing-off = Para la organización: a nadie le preguntamos cuánta soledad siente. Empieza si quieres ver si el banco del tiempo ayuda.
button-wellbeing-turn-on = Empezar a preguntar
button-wellbeing-turn-off = Dejar de preguntar
wellbeing-too-few = Verás lo que dicen todas las respuestas juntas cuando hayan respondido { $fewest } personas. Cuentan desde el mes siguiente.
wellbeing-people = Antes del { $day } han respondido { $people } personas.
wellbeing-lonely = De cada 100, { $percent } sienten soledad a menudo o siempre.
wellbeing-mean = Cuánta soledad sienten en conjunto: { $figure }. Aquí 0 es casi nunca, y 100 es a menudo.
wellbeing-change = { $people } personas han respondido más de 1 vez. Al principio estaban en { $first } de 100, y ahora en { $latest }.
wellbeing-no-change = Si algo mejora, se ve más tarde. Para eso, { $fewest } personas tienen que responder con 2 meses de diferencia.
