# Corregir una línea de las cuentas: lo que solo lee la organización, y lo que se dice a quienes toca.

correcting-who = Toca un nombre, o escríbelo. ¿De quién son las horas?
correcting-which = Hay varias personas con ese nombre. ¿De quién son las horas?
correcting-line = { $number }. { $line }
correcting-ask-line = ¿Qué línea está mal?
correcting-minutes = Ahora dice { $length }. ¿Qué debe decir?
correcting-reason = Tus palabras las leerán las personas a quienes toca. ¿Por qué está mal?
correcting-read-back =
    Ahora: { $line }
    Desde ahora: <b>{ $length }</b>.
correcting-read-back-reason = Por qué: «{ $note }»
correcting-check = ¿Lo corregimos así?
correcting-done = Ya está corregido. Se lo decimos a las personas a quienes toca.
correcting-done-line = Corregido
about-correcting = corregir unas horas
button-correct-hours = Corregir unas horas
button-correct-it = Sí, corregirlo
button-line = { $number }. { $length }
button-no-time-at-all = Nada de tiempo
unclear-member = No conocemos a nadie con ese nombre. Escribe el nombre de pila, por ejemplo «Rosa».
unclear-again-member = Basta con una parte del nombre. También puedes tocar uno de los de abajo.
unclear-member-without-lines = { $name } no tiene líneas que puedas corregir. Elige a otra persona, por favor.

## Lo que una línea dice a otras personas

line-with-length = { $line }: { $length }.
line-exchange = { CAPITAL($helper) } ayudó a { $asker }, { $kind }, { $when }
line-starting = Horas para empezar de { $name }, { $when }
line-cover = Horas para ayudar a { $name }, { $when }
line-gift = Regalo de o para { $name }, { $when }

## A quienes toca

corrected =
    La organización ha corregido tus horas.
    { $line }: <b>{ $length }</b>.
corrected-hours = Tu saldo es ahora de { $hours }.
corrected-reason = Por qué: «{ $note }»
