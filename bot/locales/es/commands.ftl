# Lo que el menú de la aplicación dice junto a cada orden: breve, sin formato.

command-ask = Pedir ayuda a alguien del barrio
command-offer = Ver o cambiar lo que ofreces
command-things = Tus peticiones y la ayuda acordada
command-hours = Tus horas y de dónde vienen
command-browse = Ver quién necesita ayuda cerca
command-language = Cambiar de idioma
command-help = Qué puedes hacer aquí
command-cancel = Parar la pregunta abierta
