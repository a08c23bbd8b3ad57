# Los ajustes del banco de tiempo, que solo ve y cambia la organización.

settings = Estas son las reglas de tu banco de tiempo. Cada cambio queda anotado con tu nombre. ¿Qué quieres ver?
button-settings-hours = Horas
button-settings-asking = Pedir ayuda
button-settings-bank = El banco de tiempo
button-settings-suits = Quién va con quién
button-settings-distance = Qué cuenta la distancia
button-settings-care = Cuidar de la gente
button-settings-time = Qué cuenta el tiempo
settings-hours = Con cuántas horas se empieza, y hasta dónde se puede llegar. Toca una para leerla o cambiarla.
settings-asking = Cómo se pregunta a la gente, y cuándo se te avisa. Toca una para leerla o cambiarla.
settings-bank = Cómo se llama el banco de tiempo, dónde está y quién entra. Toca una para leerla o cambiarla.
settings-suits = Cuánto cuenta cada cosa al elegir a quién preguntar. Toca una para leerla o cambiarla.
settings-distance = Qué cuenta la distancia al elegir a quién preguntar. Toca una para leerla o cambiarla.
settings-care = Cómo se vigilan las visitas y cuándo te avisamos otra vez. Toca una para leerla o cambiarla.
settings-time = Qué cuenta el tiempo al elegir a quién preguntar. Toca una para leerla o cambiarla.
setting-line = { $label }: { $value }
setting-now = <b>{ $label }</b>: { $value }
setting-usual = Lo normal es: { $value }
setting-by-host = Esto lo pone quien tiene el banco de tiempo en su máquina. Aquí no se puede cambiar.
setting-last-change = Lo cambió { $name }: { $when }.
setting-bounds = Puede ir de { $least } a { $most }.
setting-bounds-text = Puede tener { $number } letras y signos como mucho.
button-setting-change = Cambiarlo
setting-ask = Ahora «{ $label }» está en { $value }. Toca un valor o escríbelo. ¿Cuál debe ser?
setting-read-back =
    { $label }
    Será <b>{ $value }</b> en vez de { $before }.
setting-check = ¿Lo cambiamos?
button-setting-sure = Sí, cambiarlo
setting-changed = Ya está cambiado, y queda anotado con tu nombre.
about-setting = cambiar un ajuste
unclear-setting = No lo hemos entendido. Toca un valor, o escríbelo.
unclear-again-setting = Escribe solo el valor, como el que tiene ahora. También puedes tocar uno de los de abajo.
unclear-setting-same = Ya es { $value }. Elige otro valor, o déjalo.
refusal-changed-meanwhile = Otra persona acaba de cambiar esto. Lo tuyo no ha cambiado nada; aquí ves cómo está ahora.
refusal-out-of-bounds = Ese valor no sirve aquí. Elige otro, por favor.
refusal-set-by-host = Esto lo pone quien tiene el banco de tiempo en su máquina. Pídele que lo cambie.

## Valores

setting-value-minutes = { $length }
setting-value-clock = { $hour }
setting-value-text = «{ $text }»
setting-value-people =
    { $count ->
        [one] 1 persona
       *[other] { $count } personas
    }
setting-value-invitations =
    { $count ->
        [one] 1 invitación
       *[other] { $count } invitaciones
    }
setting-value-percent = { $count } de 100
setting-value-points =
    { $count ->
        [one] 1 punto
       *[other] { $count } puntos
    }
setting-value-metres =
    { $count ->
        [one] 1 metro
       *[other] { $count } metros
    }
setting-value-hours =
    { $count ->
        [one] 1 hora
       *[other] { $count } horas
    }
setting-value-times =
    { $count ->
        [one] 1 vez
       *[other] { $count } veces
    }
setting-none-ceiling_minutes = sin límite
setting-none-refer_to = las palabras de siempre
setting-none-country = sin poner
button-setting-none-ceiling_minutes = Sin límite
button-setting-none-refer_to = Las palabras de siempre
setting-joining-open = cualquiera con el enlace
setting-joining-approved = decide la organización
setting-nation-england_wales = Inglaterra y Gales
setting-nation-scotland = Escocia
setting-nation-northern_ireland = Irlanda del Norte
setting-nation-other = Otro lugar

## Cómo se llama cada uno, qué significa y qué cambia

button-setting-starting_minutes = Horas para empezar
setting-about-starting_minutes = Quien entra recibe esto una vez, de la cuenta del banco de tiempo. Quien ya está dentro se queda con lo que recibió.
button-setting-floor_minutes = Hasta dónde bajo cero
setting-about-floor_minutes = Nadie puede pedir ayuda que deje sus horas por debajo de esto. Vale para todos, salvo donde hayas puesto otro límite a una persona.
button-setting-soft_floor_minutes = Cuándo decir algo amable
setting-about-soft_floor_minutes = Quien pide ayuda y tiene menos que esto lee cómo ganar horas. Por esto no se niega nada.
button-setting-ceiling_minutes = Hasta dónde arriba
setting-about-ceiling_minutes = Lo que se gana por encima pasa al fondo común. Vale para todos, salvo donde hayas puesto otro límite a una persona.
button-setting-wave_size = Preguntas al principio
setting-about-wave_size = A tantas personas se pregunta primero por cada petición. Si nadie dice que sí, cada vez se pregunta a más.
button-setting-invitation_minutes = Tiempo para responder
setting-about-invitation_minutes = Se tiene este tiempo para responder, y menos si la ayuda corre prisa. Después se pregunta a otra persona.
button-setting-asks_per_day = Preguntas al día
setting-about-asks_per_day = A nadie se le pregunta más veces al día. Muchas preguntas cansan; pocas dejan peticiones esperando.
button-setting-at_risk_minutes = Cuándo se te avisa
setting-about-at_risk_minutes = Una petición que nadie ha aceptado te llega este tiempo antes de su hora. Cuanto más, más tiempo tienes para buscar.
button-setting-least_hope_percent = Esperanza para avisarte
setting-about-least_hope_percent = Una petición te llega enseguida cuando la ayuda es menos probable que esto. Con 0 solo te llega cuando se acerca su hora.
button-setting-quiet_from_hour = Silencio desde
setting-about-quiet_from_hour = Desde entonces no hacemos ruido, y solo preguntamos lo que no puede esperar. La misma hora al empezar y al acabar significa sin silencio.
button-setting-quiet_until_hour = Silencio hasta
setting-about-quiet_until_hour = Hasta entonces no hacemos ruido por la mañana. La misma hora al empezar y al acabar significa sin silencio.
button-setting-name = Nombre
setting-about-name = La gente lee este nombre al entrar. También está en la invitación que imprimes.
button-setting-joining = Quién entra
setting-about-joining = La gente entra sin más. O espera a que la organización diga que sí.
button-setting-nation = Dónde estamos
setting-about-nation = La ley sobre comprobaciones cambia según el lugar. Esto decide cómo se llaman, y qué se propone para cada tipo de ayuda.
button-setting-refer_to = Adónde más acudir
setting-about-refer_to = Hay ayuda que aquí no se da nunca, como las medicinas. Quien la pide lee tus palabras sobre adónde acudir, o las de siempre.
button-setting-zone = Zona horaria
setting-about-zone = Los relojes de allí dicen cuándo es de noche. También dicen qué día es hoy.
button-setting-language = Primera lengua
setting-about-language = Saludamos en esta lengua a quien llega. Si hablamos la suya, usamos esa.
button-setting-country = País
setting-about-country = Los lugares que escribe la gente se buscan allí.
button-setting-weight_near = Vivir cerca
setting-about-weight_near = Tantos puntos tiene quien vive al lado, y menos cuanto más lejos. Compáralos con los otros puntos.
button-setting-weight_met = Conocerse ya
setting-about-weight_met = Quien ya ha ayudado a esta persona tiene hasta tantos puntos. Una cara conocida vale más que un extraño que vive cerca.
button-setting-weight_skilled = Haberlo hecho ya
setting-about-weight_skilled = Quien ya ha dado este tipo de ayuda tiene hasta tantos puntos. No importa a quién.
button-setting-weight_rested = Llevar tiempo sin pregunta
setting-about-weight_rested = Quien lleva tiempo sin preguntas tiene hasta tantos puntos. Así las preguntas se reparten.
button-setting-weight_newcomer = Acabar de llegar
setting-about-weight_newcomer = Quien aún no ha recibido preguntas tiene tantos puntos, y la mitad tras la primera. Si no se le pregunta, se va.
button-setting-weight_willing = Decir que sí a menudo
setting-about-weight_willing = Quien dice que sí a menudo tiene hasta tantos puntos. Son pocos, para que nadie tema decir que no.
button-setting-weight_gives_back = Devolver algo
setting-about-weight_gives_back = Quien sobre todo ha recibido tiene hasta tantos puntos, para poder dar. Es una invitación, nunca una deuda.
button-setting-weight_by_phone = Por teléfono, sin lugar
setting-about-weight_by_phone = Para ayuda por teléfono, esto cuenta la cercanía si no se sabe dónde vive. Con 100 es como vivir al lado.
button-setting-weight_far_call = Por teléfono, lejos
setting-about-weight_far_call = Para ayuda por teléfono, esto queda de los puntos de quien vive lejos y no se conoce. Con 0 se pregunta al final.
button-setting-weight_near_half_m = La mitad de cerca
setting-about-weight_near_half_m = A esta distancia, la cercanía cuenta la mitad. Si las casas están lejos unas de otras, mejor más.
button-setting-weight_call_m = Cerca para una llamada
setting-about-weight_call_m = Para ayuda por teléfono, hasta esta distancia se cuenta como del barrio.
button-setting-weight_waited = Haber esperado
setting-about-weight_waited = Una petición que ha esperado cuenta hasta tanto más. Así la espera acaba.
button-setting-weight_waited_half_hours = La mitad de la espera
setting-about-weight_waited_half_hours = Tras este tiempo cuenta la mitad de los puntos por haber esperado.
button-setting-weight_due = Correr prisa
setting-about-weight_due = Una petición cuya hora se acerca cuenta hasta tanto más.
button-setting-weight_due_half_hours = La mitad de la prisa
setting-about-weight_due_half_hours = Se trata de cuánta prisa corre. Este tiempo antes cuenta la mitad de esos puntos.
button-setting-weight_rested_half_hours = La mitad del descanso
setting-about-weight_rested_half_hours = Se trata de llevar tiempo sin preguntas. Este tiempo después vuelve la mitad de esos puntos.
button-setting-weight_skilled_half_times = La mitad de la práctica
setting-about-weight_skilled_half_times = Se trata de haber dado ya esta ayuda. Tras tantas veces cuenta la mitad de esos puntos.
setting-checkins_required-yes = sí
setting-checkins_required-no = no
setting-must_be_met-yes = sí
setting-must_be_met-no = no
setting-asks_wellbeing-yes = sí
setting-asks_wellbeing-no = no
button-setting-checkins_required = Vigilar cada visita
setting-about-checkins_required = Te avisamos de cada visita de la que nadie dice que ha terminado. Si no, solo cuando quien ayuda ha tocado algo. Díselo antes a tu gente.
button-setting-emergency_number = Número de emergencias
setting-about-emergency_number = La gente lee este número donde alguien pueda correr peligro. Escribe solo sus cifras.
button-setting-must_be_met = Conocer antes a la gente
setting-about-must_be_met = Alguien nuevo entra solo cuando la organización lo ha visto en persona. Quien ya está dentro sigue dentro.
button-setting-task_minutes = Avisar otra vez tras
setting-about-task_minutes = Es para lo que espera en tu lista. Si nadie se ocupa en este tiempo, avisamos otra vez a la organización.
button-setting-urgent_task_minutes = Avisar si es urgente
setting-about-urgent_task_minutes = Cuenta cuando nadie viene o no localizamos a alguien. Te avisamos otra vez después de este tiempo.
button-setting-morning_hour = Lista de la mañana
setting-about-morning_hour = A esta hora lees qué visitas del día están en riesgo. Si no hay ninguna, no decimos nada.
button-setting-asks_wellbeing = Preguntar por soledad
setting-about-asks_wellbeing = Invitamos a decir si alguien se siente solo, 4 veces al año. Tú solo lees sumas, a partir de 10 personas.
