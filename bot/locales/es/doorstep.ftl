# Las palabras que se dicen en la puerta. Las dos personas leen las mismas, en el idioma de quien pidió ayuda.
# Cada una es fácil de decir y de entender, no suena como ninguna otra y no molesta a nadie.

doorstep-apple = manzana
doorstep-bridge = puente
doorstep-candle = vela
doorstep-cloud = nube
doorstep-coffee = café
doorstep-dolphin = delfín
doorstep-forest = bosque
doorstep-garden = jardín
doorstep-guitar = guitarra
doorstep-kitchen = cocina
doorstep-ladder = escalera
doorstep-lantern = farol
doorstep-lemon = limón
doorstep-mirror = espejo
doorstep-olive = aceituna
doorstep-orange = naranja
doorstep-paper = papel
doorstep-parrot = loro
doorstep-pencil = lápiz
doorstep-piano = piano
doorstep-picnic = merienda
doorstep-pillow = almohada
doorstep-river = río
doorstep-rose = rosa
doorstep-sailor = marinero
doorstep-snow = nieve
doorstep-tomato = tomate
doorstep-train = tren
doorstep-trumpet = trompeta
doorstep-turtle = tortuga
doorstep-umbrella = paraguas
doorstep-valley = valle
doorstep-village = aldea
doorstep-violin = violín
doorstep-zebra = cebra
