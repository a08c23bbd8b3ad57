# Cuando una regla dice que no: qué pasa, sin culpar a nadie, y qué se puede hacer.

refusal = Eso no ha funcionado, perdona. Prueba de otra manera, o escribe «ayuda».
refusal-already-filled = ¡Gracias! Ya ayuda otra persona, o ya no hace falta. Puede que alguien más te necesite.
refusal-answered-already = Antes dijiste que aquí no podías, y está bien. Escribe «mirar» para ver quién más necesita ayuda.
refusal-door-not-now = Eso se puede leer solo cerca de la visita. Desde: { $from_at }. Hasta: { $until_at }.
refusal-length-out-of-range = La ayuda puede durar entre { $shortest_minutes } y { $longest_minutes }. Elige una duración intermedia.
refusal-link-not-valid = Este enlace ya no funciona. Pide otro a la organización. O escribe «empezar» para seguir sin él.
refusal-link-busy = Hoy ha llegado muchísima gente con este enlace. Prueba mañana, o pregunta a la organización.
refusal-map-not-answering = El mapa no responde ahora. Prueba otra vez dentro de poco, o toca «{ button-share-place }».
refusal-moved-often = Puedes cambiar dónde vives { $limit } veces al día. Prueba otra vez mañana, por favor.
refusal-not-a-member = Esto es solo para quien ya ha entrado. Escribe «empezar» para entrar.
refusal-not-a-place =
    { $reason ->
        [null_island] Tu teléfono no nos dijo dónde estás. Escribe tu localidad o código postal, por ejemplo «Toledo».
       *[other] Hasta ese lugar no llegamos. Escribe tu localidad o código postal, por ejemplo «Toledo».
    }
refusal-asker-short = ¡Gracias! Ahora mismo esa persona no puede reservarlo, así que no hay nada acordado. Puede que alguien más te necesite.
refusal-not-enough-hours = Hacen falta { $needed_minutes }, y aún puedes pedir { $available_minutes }. Ayudar a alguien trae horas nuevas.
refusal-no-hours-left = Ahora no te quedan horas para pedir ayuda. Ayudar a alguien trae horas nuevas, y quien organiza puede darte una mano.
# También responde a una orden que no existe, o que solo existe para la organización: todo suena igual.
refusal-not-found = Eso no lo conocemos, perdona. Escribe «ayuda» para ver qué puedes hacer aquí.
refusal-not-that-time = No se pidió para esa hora. Elige una de las horas que ves.
refusal-promised-elsewhere = A esa hora ya prometiste ayudar a { $name }: { $when }. En /things puedes cambiar esa visita.
refusal-not-yet = Esto empieza más tarde: { $starts_at }. Dinos después cuánto duró.
refusal-over-already = Esto ya empezó o terminó, así que queda como está. Mira en «{ button-things }» qué puedes hacer.
refusal-own-case = Estas horas son tuyas, así que decide otra persona de la organización.
refusal-own-request = Esta petición es tuya. Estamos preguntando a otras personas.
refusal-time-passed = Ese momento ya pasó. Elige uno más tarde.
refusal-too-far-ahead = Faltan más de { $days } días para eso. Elige antes, por favor.
refusal-too-many-open = Puedes tener { $limit } peticiones abiertas a la vez. Retira alguna en «{ button-things }», o espera una respuesta.
refusal-unknown-button = Este botón ya no funciona. Escribe «mis cosas» para ver cómo está todo.
refusal-unknown-kind = No conocemos ese tipo de ayuda. Elige uno de la lista, por favor.
refusal-waiting-for-organiser = Ya respondiste a todo, y lo mirará la organización. Te escribimos en cuanto responda.
refusal-own-gift = Estas horas ya son tuyas. Puedes regalarlas a otra persona.
refusal-not-enough-to-give = Tienes { $available_minutes } para regalar, y esto son { $needed_minutes }. Elige menos tiempo, por favor.
refusal-gift-out-of-range = Puedes regalar hasta { $longest_minutes } de una vez. Elige menos tiempo, por favor.
refusal-not-correctable = Esta línea depende de otra. Corrige esa otra, por favor.
refusal-nothing-to-correct = Esta línea ya dice { $minutes }. Elige otro tiempo, por favor.
refusal-correction-out-of-range = Una línea puede decir hasta { $longest_minutes }. Elige menos tiempo, por favor.
refusal-reason-missing = Escribe por qué está mal. Lo leerán las personas a quienes toca.
