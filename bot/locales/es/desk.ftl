# Para quien organiza: todo lo que puede hacer, en cuatro cajones bajo la lista de lo que le espera.

button-desk-people-all = Personas
button-desk-safety-all = Seguridad
button-desk-rules-all = Horas y reglas
button-desk-figures-all = Cómo va
desk-people = Aquí están los miembros y lo que quieras decirles. ¿Qué quieres hacer?
desk-safety = Aquí está quién puede visitar a quién, y quien te preocupa. ¿Qué quieres hacer?
desk-rules = Aquí están las horas de los miembros y lo que decide el banco de tiempo. ¿Qué quieres hacer?
desk-figures = Aquí está cómo va el banco de tiempo y quién hizo qué. ¿Qué quieres ver?
button-desk-members = Miembros
button-desk-for = Actuar por alguien
button-desk-announce = Avisar a todos
button-desk-poll = Preguntar a todos
button-desk-import = Traer miembros
button-desk-roles = Quién hace qué
button-desk-safety = Vigilar visitas
button-desk-seemed = Cómo está la gente
button-desk-hours = Horas para alguien
button-desk-settings = Ajustes
button-desk-kinds = Qué ayudas hay
button-desk-group = Nuestro grupo
button-desk-books = Las cuentas
button-desk-wellbeing = Soledad
button-desk-journal = Qué se hizo
