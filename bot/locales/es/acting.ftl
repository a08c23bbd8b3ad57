# La organización actúa por alguien, y añade a quien no tiene la app.

## Lo que lee quien actúa

acting-for = Por <b>{ $name }</b>:
acting-still = Sigues actuando por { $name }. Esta parte es tuya.
acting-begun = Ahora actúas por <b>{ $name }</b>. Todo lo que pidas, ofrezcas o anotes aquí es suyo.
acting-ended = Ya no actúas por { $name }.
acting-over = Ya no actúas por { $name }, porque pasó un rato sin uso. Lo último no se ha hecho.
acting-nobody = Ahora no actúas por nadie.
acting-who = Escribe el nombre, o una parte. ¿Por quién quieres actuar?
acting-which = Varias personas se llaman así. ¿Por quién quieres actuar?
about-acting = actuar por alguien
button-end-acting = Dejar de actuar
button-their-things = Sus cosas
button-their-hours = Sus horas

## Añadir a alguien sin la app

adding-name = ¿Cómo quiere que le llamemos?
adding-language = ¿Qué idioma habla mejor { $name }?
adding-adult = ¿{ $name } tiene 18 años o más?
button-they-are-adult = Sí, 18 o más
button-they-are-not-adult = No, menos de 18
adding-too-young = Aquí se participa desde los 18 años, así que no podemos. No hemos guardado nada.
adding-consent =
    Cuéntale esto: guardamos su nombre, su zona, y lo que pide y ofrece.
    La organización actúa por esa persona, y todo queda anotado. Puede dejarlo cuando quiera.
adding-consent-ask = ¿Cómo ha dicho que sí { $name }?
button-consent-in_person = En persona
button-consent-by_phone = Por teléfono
button-consent-in_writing = Por escrito
button-consent-none = Todavía no ha dicho que sí
adding-no-consent = Entonces no hemos guardado nada de { $name }. Puedes volver a empezar cuando quieras.
adding-place = Escribe una población o un código postal, o comparte un lugar en el mapa. ¿Dónde vive?
adding-phone = Solo lo lee la organización, y cada vez queda anotado. ¿A qué número se puede llamar a { $name }?
adding-phone-line = Un número de teléfono
button-no-phone = No tiene teléfono
unclear-phone = Escribe el número con cifras, como «912 345 678».
unclear-again-phone = Bastan cifras y espacios. También vale un signo más delante.
adding-done = { $name } ya participa. Lo que le diríamos te llegará como llamada por hacer.
adding-waits = { $name } queda en la lista. Podrá entrar cuando alguien de la organización le conozca en persona.
about-adding = añadir a alguien sin la app

## Lo que leen los demás

asked-on-behalf = { CAPITAL($organiser) }, de la organización, lo escribió por { $name }.
told-on-behalf = Una de las dos cosas la dijo { $organiser }. Actuó por esa persona.
other-has-no-app = { CAPITAL($name) } no tiene la app. Lo que escribas le llega por una llamada de la organización.
done-for-you-post = { CAPITAL($organiser) }, de la organización, ha pedido esto por ti: { $kind }.
done-for-you-withdraw = { CAPITAL($organiser) }, de la organización, ha retirado esto por ti: { $kind }.
done-for-you-rearrange = { CAPITAL($organiser) }, de la organización, ha cambiado por ti lo que pediste: { $kind }.
done-for-you-agree =
    { CAPITAL($organiser) }, de la organización, ha dicho que sí por ti.
    Con { $name }: { $kind }, { $when }.
done-for-you-confirm =
    { CAPITAL($organiser) }, de la organización, nos ha dicho por ti cuánto duró.
    Con { $name }: { $kind }, { $when }.
done-for-you-cancel =
    { CAPITAL($organiser) }, de la organización, ha anulado esto por ti.
    Con { $name }: { $kind }, { $when }.
done-for-you-offer = { CAPITAL($organiser) }, de la organización, ha cambiado por ti lo que ofreces.
button-nobody-acts = Que nadie actúe por mí
button-somebody-may-act = Permitirlo otra vez
acts-alone-noted = Desde ahora nadie actúa por ti. Puedes cambiarlo cuando quieras.
acts-alone-over = La organización puede actuar por ti otra vez.

## Cuando una regla dice que no

refusal-acting-over = Ya no actúas por esa persona, así que no se ha hecho. Escribe «menú» para ver qué puedes hacer.
refusal-acting-for-organiser = Solo se actúa por la gente. Esta persona es de la organización.
refusal-acts-alone = { $name } prefiere que nadie actúe en su lugar. Habla con esa persona.
refusal-helps-them = Tú y { $name } tenéis una ayuda acordada. Otra persona de la organización puede actuar.
refusal-asked-for-them = ¡Gracias! Quien actúa por alguien no va como su ayuda. Déjaselo a otra persona.
refusal-not-while-acting = Esto no se hace por { $name }. Escribe «parar» para volver a lo tuyo.
