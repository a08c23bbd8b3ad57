# Cuánto tiempo se guardan las palabras de una preocupación, y guardarlas más tiempo.

## El ajuste

setting-value-years =
    { $count ->
        [one] 1 año
       *[other] { $count } años
    }
button-setting-concerns_kept_years = Guardar preocupaciones
setting-about-concerns_kept_years = Pasado este tiempo desde que se cierra, se borran sus palabras. Quien se ocupa lo sabe 4 semanas antes y puede guardarlas más. Ninguna ley fija un número: pregunta a tu seguro o ayuntamiento.

## Antes de que se borren

queue-concern-ending = Preocupación { $number }: sus palabras se borran el { $day }.
button-task-concern-ending = Palabras: número { $number }
concern-ending = Las palabras de la preocupación { $number } se borran el <b>{ $day }</b>. Se cerró hace mucho. Si alguien las puede necesitar todavía, guárdalas más tiempo.
concern-ending-chat = Lo que has leído aquí queda en tu propio chat. Bórralo también allí, por favor.
button-concern-keep = Guardarla más tiempo
concern-keep-why = Guardamos las palabras de la preocupación { $number } un año más, y queda anotado que fuiste tú. ¿Por qué?
button-keep-authority = Policía, juez o servicios
button-keep-again = Hubo más preocupaciones
button-keep-wished = Alguien lo pidió
button-keep-other = Otro motivo
concern-kept-line = { CAPITAL($name) } la guardó más tiempo, { $when }. Motivo: { $why }.
concern-kept-authority = la policía, un juez o los servicios sociales la pueden necesitar
concern-kept-again = hubo más preocupaciones
concern-kept-wished = alguien lo pidió
concern-kept-other = otro motivo
concern-stays-until = Preocupación { $number }: sus palabras quedan hasta el { $day }.
act-concern-keep = guardó más tiempo las palabras de la preocupación { $number }

## Cuando ya no están

concern-page-gone = Preocupación { $number }, del { $when }. Sus palabras se borraron el { $day }. Así es después de unos años.
concern-entry-gone-said = Alguien nos lo contó, { $when }.
concern-entry-gone-heard = Alguien se encargó, { $when }.
concern-entry-gone-passed_on = Pasó a otras personas, { $when }.
concern-entry-gone-handed_back = Volvió a quedar libre, { $when }.
concern-entry-gone-note = Se escribió una nota, { $when }.
concern-entry-gone-held = Una persona quedó en pausa, { $when }.
concern-entry-gone-closed = Se cerró, { $when }.
refusal-words-gone = Las palabras de esta preocupación se borraron hace mucho, y no se añade nada. Cuéntanos una preocupación nueva.
