# Preocupaciones, llamadas de auxilio, funciones, y personas a quienes otra ha puesto en pausa.

command-concern = Contarnos algo que te preocupa
command-unsafe = No me siento a salvo: avisar ya

## Se puede escribir en cualquier momento. La lista «unsafe» se entiende en todos los idiomas.

typed-concern = preocupación, una preocupación, tengo una preocupación, me preocupa algo, estoy preocupado, estoy preocupada, queja, una queja, quiero quejarme, denunciar
typed-unsafe = no me siento a salvo, no me siento seguro, no me siento segura, no estoy a salvo, estoy en peligro, peligro, emergencia, tengo miedo, socorro, auxilio

## No me siento a salvo. Primero el número de emergencias, y sin preguntar nada.

button-unsafe = No me siento a salvo
button-say-more = Contar más
unsafe-danger = Si corres peligro, llama ya al <b>{ $number }</b>.
unsafe-told =
    { $count ->
        [one] Estamos avisando a 1 persona que cuida del banco del tiempo.
       *[other] Estamos avisando a { $count } personas que cuidan del banco del tiempo.
    } Avisamos otra vez cada 5 minutos, hasta que alguien se encargue.
unsafe-nobody = Nadie más cuida de este banco del tiempo, así que no hemos podido avisar a nadie. Llama también a alguien de confianza.
unsafe-stranger = No formas parte de este banco, así que avisa también a alguien que tengas cerca. Puedes contarnos cuando quieras lo que te preocupa.
# A quien dio la alarma y quiere pararla: no se acaba con una palabra suya.
alarm-stays = No te sentías a salvo y hemos avisado a la organización. Seguimos avisando hasta que alguien se ocupe. Si ya va todo bien, puedes decírselo.
alarm-heard = { CAPITAL($name) } sabe que no te sientes a salvo, y se encarga ahora.

## Para quienes cuidan del banco

alarm =
    Urgente: <b>{ $name } no se siente a salvo</b>.
    Desde: { $when }.
alarm-visit =
    Hay una visita ahora: { $helper } y { $asker }.
    { CAPITAL($kind) }, { $when }.
alarm-place = Dónde: { $place }.
alarm-no-visit = No sabemos de ninguna visita ahora. Vive más o menos aquí: { $place }.
alarm-quiet = Fue una llamada callada. No le escribas sobre esto: puede haber alguien a su lado.
alarm-now = Ponte en contacto enseguida, y ve o manda a alguien si puedes.
alarm-danger = Si alguien corre peligro, llama primero al { $number }.
alarm-yours = Te encargas: <b>{ $name } no se siente a salvo</b>. Ya no avisamos a nadie más.
alarm-taken = { CAPITAL($by) } se encarga: { $name } no se sentía a salvo. No tienes que hacer nada.
button-alarm-take = Me encargo
toast-alarm-taken = ¡Gracias!
queue-alarm = Urgente: { $name } no se siente a salvo. Desde: { $when }.
button-task-alarm = Auxilio: { $name }

## Una palabra callada

button-change-quietword = Palabra que pide auxilio
quiet-word-what = Puedes elegir una palabra que solo tú conoces. Cuando la escribas aquí, pediremos auxilio. Contestamos como a un saludo, así nadie a tu lado lo nota.
quiet-word-ask = Elige algo corriente que nunca escribas aquí, como una planta y un color. ¿Qué palabra o palabras quieres?
button-no-quiet-word = Sin palabra
quiet-word-line = Palabra que pide auxilio
kept-quiet-word = Tu palabra queda guardada. No la mostramos nunca más, y sirve desde ahora.
kept-quiet-word-chat = Borra ahora tu mensaje con la palabra. Así nadie lo encuentra en este chat.
kept-no-quiet-word = Desde ahora ninguna palabra pide auxilio. Puedes elegir una cuando quieras.
unclear-quiet-word-taken = Eso ya significa algo aquí. Elige otras palabras, como una planta y un color.
unclear-quiet-word = Escribe la palabra como texto, por favor.
unclear-again-quiet-word = Una palabra son letras que escribes, como una planta y un color. Aquí no sirve otra cosa.
refusal-word-out-of-range = La palabra puede tener de { $least } a { $most } letras. Elige otra, por favor.

## Contar una preocupación

button-concern = Algo me preocupa
button-concern-keeper = Alguien que organiza
button-concern-other = Otra cosa
concern-danger = Si alguien corre peligro ahora, llama primero al <b>{ $number }</b>.
concern-no-secret = No hace falta que estés seguro o segura. No podemos prometer secreto: a veces hay que contarlo para proteger a alguien. La persona de quien se trata no puede leerlo aquí.
concern-about = ¿De quién o de qué se trata?
concern-which = ¿De quién se trata?
concern-of-visit =
    Se trata de tu ayuda con { $name }.
    Qué: { $kind }.
    Cuándo: { $when }, más o menos { $length }.
concern-said = Escríbelo con tus palabras, o manda un mensaje de voz. ¿Qué te preocupa?
concern-voice-line = Tu mensaje de voz
concern-words-line = Tus palabras
concern-kept = Gracias por contarlo. Guardamos tus palabras tal cual, también si dejas el banco del tiempo.
concern-next = Una persona lo mira antes de 24 horas, y te avisamos cuando alguien se encargue. Si empeora, cuéntanoslo otra vez.
concern-nobody = Ahora nadie más cuida de este banco del tiempo. Cuéntaselo también a alguien de confianza de fuera. Si hay peligro, llama al { $number }.
concern-heard = { CAPITAL($name) } tiene lo que nos contaste ({ $when }) y se encarga. Gracias por contarlo.
concern-closed = Ya se ha atendido lo que nos contaste ({ $when }). Si te sigue preocupando, cuéntanoslo otra vez.
about-concern = contarnos algo que te preocupa
unclear-concern = Podemos guardar palabras y mensajes de voz. Escribe lo que te preocupa, o dilo.
unclear-again-concern = Esto no llegó como palabras ni como voz. Escribe unas palabras, como «alguien me pidió dinero».
refusal-too-many-concerns = Hoy nos has contado { $limit } cosas, y hay personas atendiéndolas. Cuéntanos más mañana, o habla con una persona.
refusal-nothing-said = No había nada que guardar. Escribe unas palabras, por favor.

## Atender preocupaciones. Solo al abrir una se ve de qué trata.

concerns-read-by = Las preocupaciones las lee solo quien se ocupa de la protección: { $names }. La persona de quien se trata no la ve.
concerns-stand-in = Nadie se ocupa aún de la protección, así que lo hace la organización. La persona de quien se trata no la ve.
concerns =
    { $count ->
        [0] No hay ninguna preocupación abierta que puedas leer. Aparecerán aquí.
        [one] Hay 1 preocupación abierta.
       *[other] Hay { $count } preocupaciones abiertas.
    }
concerns-raised = Preocupación { $number }, desde: { $since }. Nadie se encarga todavía.
concerns-heard = Preocupación { $number }, desde: { $since }. Se encarga { $name }.
concerns-closed = Preocupación { $number }, del { $since }: cerrada.
queue-concern = Espera una preocupación: número { $number }, desde: { $since }.
task-concern = Alguien nos ha contado algo que le preocupa: número { $number }. Di antes de 24 horas que te encargas.
task-concern-late = Nadie se encarga de la preocupación { $number } desde hace más de 24 horas. Mírala ahora, por favor.
concern-on-record = Queda anotado quién la abre, y cuándo.
button-concerns = Las preocupaciones
button-concern-read = Abrir el número { $number }
button-concern-open = Preocupación { $number }
concern-page = Preocupación { $number }, de { $name }, { $when }.
concern-about-name = Se trata de: <b>{ $name }</b>.
concern-about-visit = Se trata de una ayuda. { CAPITAL($kind) }, { $when }.
concern-about-nobody = No se trata de nadie en particular.
concern-entry-said = Dijo: «{ $text }»
concern-entry-voice = { CAPITAL($name) } mandó un mensaje de voz, { $when }. Va más abajo.
concern-entry-heard = { CAPITAL($name) } se encargó, { $when }.
concern-entry-passed_on = Pasó a otras personas, { $when }.
concern-entry-handed_back = { CAPITAL($name) } la devolvió, { $when }.
concern-entry-note = { CAPITAL($name) } escribió, { $when }: «{ $text }»
concern-entry-held = { CAPITAL($name) } hizo una pausa, { $when }.
concern-entry-closed = { CAPITAL($name) } la cerró, { $when }: «{ $text }»
concern-voice = Mensaje de voz de la preocupación { $number }
button-concern-have = Me encargo
button-concern-note = Añadir una nota
button-concern-close = Cerrarla
concern-yours = Te encargas de la preocupación { $number }. A quien la contó le decimos que una persona se encarga, y nada más.
concern-note-ask = Nadie puede cambiar una nota después. ¿Qué has sabido o hecho sobre la preocupación { $number }?
concern-outcome-ask = Esto cierra la preocupación { $number }. ¿En qué quedó?
concern-noted = Tu nota queda con la preocupación { $number }.
concern-closed-now = La preocupación { $number } está cerrada. A quien la contó le decimos que está cerrada, y nada más.
about-concern-note = escribir una nota
about-concern-close = cerrar una preocupación

## Funciones

role-organiser = organización
role-lead = protección
role-facilitator = acompañamiento de grupos
roles-organiser = Organización: { $names }.
roles-lead = Protección: { $names }. Solo estas personas leen las preocupaciones.
roles-facilitator = Acompañamiento de grupos: { $names }.
roles-stand-in = Nadie se ocupa aún de la protección. Lo hace la organización, que lee las preocupaciones.
button-give-organiser = Añadir a la organización
button-give-lead = Añadir a la protección
button-give-facilitator = Añadir a acompañamiento
button-take-role = Quitar una función
button-holds-organiser = Organización: { $name }
button-holds-lead = Protección: { $name }
button-holds-facilitator = Acompaña: { $name }
button-sure-take-role = Sí, quitarla
roles-give-organiser = La organización ve todo lo que espera a una persona, y reparte funciones. ¿Quién entra?
roles-give-lead = La protección lee las preocupaciones y se encarga de ellas. ¿Quién entra?
roles-give-facilitator = El acompañamiento cuida de un grupo. ¿Quién entra?
roles-take-which = ¿Qué función se quita?
roles-take-organiser = { CAPITAL($name) } dejará la organización. ¿Seguro?
roles-take-lead = { CAPITAL($name) } dejará la protección, y lo que llevaba pasa a otras personas. ¿Seguro?
roles-take-facilitator = { CAPITAL($name) } dejará el acompañamiento de grupos. ¿Seguro?
roles-given = Queda anotado, y se lo decimos a { $name }.
roles-taken = La función queda quitada, y se lo decimos a { $name }.
roles-yours = Ahora cuidas del banco del tiempo con esta función: { $roles }.
roles-yours-none = Ya no tienes ninguna función, y sigues en el banco del tiempo como antes. ¡Gracias por lo que hiciste!
roles-do-organiser = Escribe /admin para ver qué te espera.
roles-do-lead = Escribe /concerns para ver qué preocupa a la gente. Di antes de 24 horas que te encargas.
roles-do-facilitator = La organización te dirá qué grupo acompañas.
about-roles = dar una función
who-which = Hay varias personas con ese nombre. ¿A quién te refieres?
refusal-last-of-role =
    { $role ->
        [lead] Es la única persona que se ocupa de la protección. Añade antes a otra.
       *[other] Es la única persona de la organización. Añade antes a otra.
    }

## Alguien a quien otra persona pone en pausa

holds = Estas personas están en pausa y no pueden terminarla por su cuenta:
holds-none = Nadie está en pausa por decisión de otra persona. Aparecerá aquí quien pongas en pausa.
holds-line = { CAPITAL($name) }, por { $by }. Desde: { $since }.
button-hold-somebody = Poner en pausa
button-hold = Pausa para { $name }
button-sure-hold = Sí, en pausa ahora
button-let-go = Que siga { $name }
button-sure-let-go = Sí, que siga
hold-who = Escribe el nombre, o una parte. ¿A quién ponemos en pausa?
hold-what = Entonces nadie pide ayuda a { $name }, y tampoco puede pedirla. Las visitas previstas terminan con palabras neutras. Sus funciones también terminan.
hold-ask = No decimos a nadie por qué, y solo la organización puede terminarla. ¿Ponemos ahora en pausa a { $name }?
hold-done = { $name } está en pausa. La otra parte lo sabe con palabras neutras.
let-go-ask = Habla antes con quien puso en pausa a { $name }. ¿Puede seguir?
let-go-done = { $name } puede seguir. Las funciones no vuelven solas.
hold-told = Tu participación descansa por ahora: no te pedimos nada, y tampoco puedes pedir. Alguien de la organización hablará contigo.
hold-told-next = Puedes hablar con una persona, o contar algo que te preocupa. También puedes pedir auxilio y llevarte tus datos.
hold-over = Tu participación sigue como antes. ¡Hola de nuevo!
refusal-on-hold = Tu participación descansa por ahora, así que esto no se puede. Escribe «persona» para hablar con la organización.
refusal-own-hold = Esto es sobre ti, así que tiene que decidir otra persona.
visit-off = Esto no se hace: { $name } y tú, { $kind }, { $when }. No tienes que hacer nada.
visit-off-searching = Estamos buscando a otra persona. Te avisamos en cuanto alguien diga que sí.
about-holding = poner a alguien en pausa

## El diario

acts = Esto se ha hecho y leído, lo más nuevo primero:
acts-none = Aquí aparecerá lo que hace la organización.
acts-line = { $when }, { $name }: { $what }
button-acts = Abrir el diario
button-older-acts = Más antiguo
button-newer-acts = Más nuevo
act-host = quien aloja el servicio
act-nobody = nadie
act-other = otra cosa ({ $code }, número { $number })
act-read-door = leyó cómo llegar a casa de { $target }
act-read-concern = abrió la preocupación { $number }
act-read-export = se llevó las cuentas en un archivo
act-alarm-take = se encargó de la llamada { $number }
act-role-give = dio a { $target } una función: { $role }
act-role-take-away = quitó a { $target } una función: { $role }
act-member-hold = puso en pausa a { $target }
act-member-release = dejó seguir a { $target }
act-member-approve = dejó entrar a { $target }
act-member-decline = dijo que no a { $target }
act-member-become-organiser = entró en la organización
act-attestation-record = anotó una comprobación de { $target }
act-attestation-withdraw = terminó una comprobación de { $target }
act-exchange-settle = decidió las horas de la ayuda { $number }
act-explanation-ask = preguntó a quién se preguntó, número { $number }
act-explanation-read-names = leyó los nombres de a quién se preguntó, número { $number }
act-request-look-after = busca ayuda para la petición { $number }
act-request-put-back = dejó de buscar para la petición { $number }
act-request-close-unmet = terminó sin ayuda la petición { $number }
act-timebank-set-joining = cambió cómo entra la gente nueva
act-timebank-weigh = cambió qué cuenta al buscar ayuda
act-demand-set = cambió qué pide cada ayuda
act-hand-lower = se puso en contacto, número { $number }
act-transfer-correct = corrigió horas, línea { $number }
act-organiser-invite = hizo un enlace para la organización
act-host-restore = recuperó una copia
act-read-place = leyó dónde vive { $target }
act-read-phone = leyó el teléfono de { $target }
act-account-set-limits = cambió los límites de horas de un miembro, cuenta { $number }
act-acting-begin = empezó a actuar por { $target }
act-acting-end = dejó de actuar por { $target }
act-announcement-send = envió el aviso { $number }
act-announcement-stop = paró el aviso { $number }
act-poll-send = preguntó algo, consulta { $number }
act-call-tell = llamó a { $target } con lo que había que decir
act-claim-renew = hizo un enlace nuevo para { $target }
act-claim-withdraw = retiró el enlace de { $target }
act-demand-confirm = confirmó qué pide cada ayuda
act-hours-grant = dio horas a { $target }
act-hours-write-off = perdonó lo que debía { $target }
act-hours-wanted-settle = atendió un deseo de horas, número { $number }
act-impression-read = leyó cómo estaba alguien, número { $number }
act-impression-see-to = atendió una preocupación, número { $number }
act-intake-bring-in = trajo miembros, tabla { $number }
act-member-add = añadió a { $target }, que no tiene la aplicación
act-member-meet = conoció a { $target }
act-member-nudge = mandó unas palabras amables a { $target }
act-member-reach-out = escribió a { $target }
act-overdue-take = se hizo cargo de la visita retrasada { $number }
act-overdue-well = dijo que todo va bien en la visita retrasada { $number }
act-overdue-help = pidió más ayuda en la visita retrasada { $number }
act-overdue-write = escribió por la visita retrasada { $number }
act-picture-draw = pidió un dibujo
act-report-export = se llevó un informe como archivo
act-setting-change = cambió «{ $setting }» de { $old } a { $new }
act-task-take = se ocupa de una tarea, número { $number }
act-task-let-go = dejó una tarea, número { $number }
act-task-finish = atendió una tarea, número { $number }
act-timebank-checkins = cambió qué visitas se vigilan
act-timebank-demand-meeting = cambió si se conoce antes a la gente nueva
act-timebank-emergency-number = cambió el número de emergencias
act-wellbeing-turn = cambió si se pregunta por la soledad
act-request-post = pidió por alguien la petición { $number }
act-request-withdraw = retiró por alguien la petición { $number }
act-request-rearrange = cambió por alguien la petición { $number }
act-exchange-agree = acordó por alguien el intercambio { $number }
act-exchange-confirm = dijo por alguien cuánto duró el intercambio { $number }
act-exchange-cancel = anuló por alguien el intercambio { $number }
act-offer-change = cambió por alguien lo que ofrece
act-member-leave = dio de baja a { $target }, como quería
readings = La semana pasada estas personas leyeron lo que no es para ellas:
readings-line = { $name }: { $list }.
readings-door =
    { $count ->
        [one] 1 camino a una puerta
       *[other] { $count } caminos a una puerta
    }
readings-place =
    { $count ->
        [one] 1 casa de un miembro
       *[other] { $count } casas de miembros
    }
readings-phone =
    { $count ->
        [one] 1 teléfono
       *[other] { $count } teléfonos
    }
readings-concern =
    { $count ->
        [one] 1 preocupación abierta
       *[other] { $count } preocupaciones abiertas
    }
readings-export =
    { $count ->
        [one] 1 archivo
       *[other] { $count } archivos
    }
