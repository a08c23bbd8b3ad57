# El grupo de quienes organizan: lo que lee, y cómo alguien que organiza se ocupa de él en privado.

## En privado

ourgroup-none = Quienes organizáis podéis tener un grupo en esta aplicación. Ahí digo qué os espera, nunca un nombre.
ourgroup-how = Crea antes un grupo con los demás y déjame entrar con el botón de abajo. Solo te sirve a ti, durante 1 hora.
ourgroup-linked = Desde el { $since } digo a vuestro grupo qué os espera. Me dejó entrar { $name }.
ourgroup-topics = Allí cada clase de noticia tiene su propio tema.
ourgroup-no-topics = Todas las noticias van juntas. Para tener temas, activa «Temas» en el grupo y déjame gestionarlos.
ourgroup-end-ask = No diré nada más en vuestro grupo. Aquí seguirás sabiendo todo. ¿Lo dejo?
button-ourgroup-choose = Elegir el grupo
button-ourgroup-other = Elegir otro grupo
button-ourgroup-topics = Probar los temas
button-ourgroup-end = Dejar de avisar
button-ourgroup-end-sure = Sí, déjalo
toast-topics-tried = La próxima noticia abrirá su tema.

## En el grupo: allí todos lo leen

group-topic-new = Nuevo
group-topic-urgent = Urgente
group-topic-safeguarding = Protección
group-topic-reports = Informes
group-hello = Hola. Aquí digo qué espera a quienes organizan, nunca un nombre.
group-hello-waits =
    { $count ->
        [0] No hay nada pendiente.
        [one] Hay { $count } cosa pendiente.
       *[other] Hay { $count } cosas pendientes.
    }
group-task-alarm = <b>Alguien pide auxilio.</b> Tenéis su nombre en vuestro chat privado.
group-task-overdue = <b>Alguien tarda en volver de una visita.</b> Tenéis los teléfonos en vuestro chat privado.
group-task-at-risk = <b>Una petición sigue sin ayuda</b>, y queda poco tiempo.
group-task-unreachable = <b>No podemos avisar a alguien que tiene pronto una visita.</b>
group-task-concern = Alguien nos ha contado una preocupación. Solo la lee quien se ocupa de la protección.
group-task-worried = Alguien que ayudó está preocupado por la persona que visitó.
group-task-kinds = Tenéis que revisar qué necesita cada clase de ayuda.
group-task-call = Hay que llamar por teléfono a alguien sin la aplicación.
group-task-person-wanted = Un miembro quiere hablar con una persona.
group-task-hours = Las horas de una visita no están claras.
group-task-money = No está claro qué pagó alguien por otra persona.
group-task-hours-wanted = A un miembro le faltan horas.
group-task-approval = Alguien nuevo quiere entrar.
group-task-lapsing = A alguien le caduca pronto una comprobación.
group-taken =
    { $line }
    Lo lleva { $name }.
group-over =
    { $line }
    Ya está ✓
group-week = <b>La semana del { $first } al { $final }</b>
button-group-open = Abrirlo en privado

act-group-link = llevó el bot al grupo de quienes organizan
act-group-end = hizo que el bot no diga más en el grupo
