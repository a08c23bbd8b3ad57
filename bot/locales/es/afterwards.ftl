# Después de la ayuda: si 2 personas quieren volver a coincidir, y a quién preguntar primero la próxima vez.

## Solo para quien responde; nadie más lo lee nunca

afterwards-ask = ¿Te gustaría volver a coincidir con { $name }?
afterwards-how = Está bien, y no se lo decimos a { $name }. ¿Solo prefieres a otras personas, o no quieres coincidir nunca más?
afterwards-glad = Bueno saberlo: te gustaría volver a coincidir con { $name }.
afterwards-others = La próxima vez buscaremos a otra persona, si se puede. No se lo decimos a { $name }.
afterwards-never = No haremos coincidir nunca más a { $name } contigo. No se lo decimos.
button-glad = Sí, otra vez con { $name }
button-rather-others = Mejor otra persona
button-only-prefer = Solo prefiero a otras
button-never-again = No coincidir nunca más
button-mind-changed = He cambiado de idea

## Preguntar primero a alguien que se conoce

asking-first = ¿Preguntamos primero a alguien que conoces?
asking-first-line = Primero { $name }
asking-read-back-first-asked = Primero preguntamos a { $name }.
button-fits-best = A quien mejor encaje
