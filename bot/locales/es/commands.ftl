# Lo que el menú de la aplicación dice junto a cada orden: breve, sin formato.

command-ask = Pedir ayuda a alguien del barrio
command-offer = Ver o cambiar lo que ofreces
command-things = Tus peticiones y la ayuda acordada
command-hours = Tus horas y de dónde vienen
command-give = Regalar horas a alguien o al fondo
command-browse = Ver quién necesita ayuda cerca
command-books = Cómo va el banco del tiempo, y si es justo
command-profile = Lo que sabemos de ti, para ver o cambiar
command-pause = Descansar sin que te preguntemos
command-language = Cambiar de idioma
command-mydata = Todo lo que guardamos de ti
command-leave = Irte, o que se olvide todo
command-help = Qué puedes hacer aquí
command-cancel = Parar la pregunta abierta
