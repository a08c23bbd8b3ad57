# Lo que pone en los botones: leído en voz alta, cada uno se entiende solo. Unas 20 letras, 28 como mucho.
# Un «sí» o un «no» escrito encuentra el botón que empieza así.

## El teclado de inicio

button-home-ask = Pedir ayuda
button-home-offer = Ofrecer ayuda
button-home-things = Mis cosas
button-home-help = Ayuda

## Para seguir

button-ask = Pedir ayuda
button-offer = Ofrecer ayuda
button-hours = Mis horas
button-statement = Todo en una tabla
button-things = Mis cosas
button-browse = Ver quién pide ayuda
button-my-offers = Mis ofertas
button-ask-a-person = Hablar con alguien
button-ask-again = Volver a pedir
button-back = Atrás
button-stop = Parar
button-back-to-list = Volver a la lista
button-back-to-things = Volver a mis cosas
button-back-to-offers = Volver a mis ofertas
button-carry-on = Seguir
button-start-again = Empezar de nuevo
button-drop-it = Dejarlo
button-no-other-language = Ningún otro idioma
button-same-as-last-time = Igual que la otra vez
button-done = Listo
button-more-kinds = Más tipos de ayuda
button-ticked = { $what } ✓

## Entrar

button-language = { $name }
button-name = Llámame { $name }
button-adult = Sí, tengo 18 o más
button-not-adult = No, tengo menos de 18
button-privacy-yes = Sí, está bien
button-privacy-no = No, paro aquí
button-nothing-now = Nada por ahora
button-reach-home = Ayudo desde casa
button-reach-walk = Unos 10 minutos a pie
button-reach-3km = 3 km como mucho
button-reach-5km = 5 km como mucho
button-reach-10km = 10 km como mucho
button-free-weekday-mornings = Mañanas entre semana
button-free-weekday-afternoons = Tardes entre semana
button-free-weekday-evenings = Noches entre semana
button-free-weekend-mornings = Mañanas de fin de semana
button-free-weekend-afternoons = Tardes de fin de semana
button-free-weekend-evenings = Noches de fin de semana
button-free-any = En cualquier momento

## Dónde

button-share-place = Compartir mi ubicación
button-place = { $place }
button-place-right = Sí, es ese
button-place-wrong = No, es otro
button-none-of-these = Ninguno de estos

## Cuándo y cuánto. El día de la semana cabe en el botón; la fecha entera está en el mensaje.

button-today = Hoy, { $weekday }
button-tomorrow = Mañana, { $weekday }
button-day = { CAPITAL($day) }
button-another-day = Otro día
button-any-day = Cualquier día próximo
button-morning = Por la mañana
button-afternoon = Por la tarde
button-evening = Por la noche
button-any-time = A cualquier hora
button-set-time = A hora fija
button-at = A { $hour }
button-length = { $length }
button-another-length = Otra duración
button-did-not-happen = No llegó a hacerse

## Pedir

button-at-home = En mi casa
button-somewhere-else = En otro lugar
button-tell-later = Lo diré más tarde
button-nothing-more = Nada más
button-first-yes = Quien primero diga sí
button-let-me-choose = Prefiero elegir
button-send = Sí, envíalo
button-request = Petición: { $kind }
button-withdraw = Retirar mi petición
button-choose = Elegir a { $name }

## Ayudar

button-yes-at = Sí, { $weekday } a { $hour }
button-can-do = Puedo hacerlo
button-no-sorry = No, lo siento
button-answer = Responde: { $kind }
button-look = { $number }. { $kind }
button-visit = Ver plan con { $name }
button-write-to = Escribir a { $name }
button-change-mind = Necesito cancelar
button-cannot-come = No puedo ir
button-no-longer-needed = Ya no me hace falta
button-sure-cannot-come = Sí, cancela mi ayuda
button-sure-not-needed = Sí, cancela esto
button-keep-it = No, déjalo como está

## Ofertas

button-add-offer = Añadir una oferta
button-open-offer = Cambiar: { $kind }
button-pause-offer = Pausar: { $kind }
button-resume-offer = Reanudar: { $kind }
button-drop-offer = Quitar: { $kind }

## Organización

button-back-to-queue = Volver a la lista
button-invite-link = Invitar a gente nueva
button-joining-rule = Cómo entra la gente
button-joining-open = Que entren sin esperar
button-give = Regalar horas
button-joining-approved = Preguntarnos antes
button-approve = Aceptar a { $name }
button-decline = No aceptar a { $name }
button-sure-decline = Sí, no aceptar a { $name }
button-sure-did-not-happen = Sí, no llegó a hacerse
button-sure-nobody = Sí, nadie puede ir
button-read-door = Leer cómo llegar
button-show-door = Sí, quiero leerlo
button-settle = Anotar { $length }
button-look-after = Buscaré a alguien
button-do-it-myself = Lo haré yo
button-nobody-can = Nadie puede ir
button-hand-done = Ya hemos hablado
button-queue-more = Ver más
button-queue-first = Volver al principio
button-task-approval = Quiere entrar: { $name }
button-task-hours = Decidir horas: { $name }
button-task-at-risk = Buscar ayuda: { $name }
button-task-person-wanted = Hablar con { $name }
