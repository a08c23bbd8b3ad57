# The words that are said at a door. Both people read the same two, in the language of the one who asked.
# Each is easy to say and to understand, sounds like no other of them, and is unpleasant to nobody.

doorstep-apple = apple
doorstep-bridge = bridge
doorstep-candle = candle
doorstep-cloud = cloud
doorstep-coffee = coffee
doorstep-dolphin = dolphin
doorstep-forest = forest
doorstep-garden = garden
doorstep-guitar = guitar
doorstep-kitchen = kitchen
doorstep-ladder = ladder
doorstep-lantern = lantern
doorstep-lemon = lemon
doorstep-mirror = mirror
doorstep-olive = olive
doorstep-orange = orange
doorstep-paper = paper
doorstep-parrot = parrot
doorstep-pencil = pencil
doorstep-piano = piano
doorstep-picnic = picnic
doorstep-pillow = pillow
doorstep-river = river
doorstep-rose = rose
doorstep-sailor = sailor
doorstep-snow = snow
doorstep-tomato = tomato
doorstep-train = train
doorstep-trumpet = trumpet
doorstep-turtle = turtle
doorstep-umbrella = umbrella
doorstep-valley = valley
doorstep-village = village
doorstep-violin = violin
doorstep-zebra = zebra
