# Tipos de ayuda.

## En un botón o en una lista, con mayúscula: 18 letras como mucho, porque delante va «Petición: …».

kind-shopping = Compras
kind-errand = Un encargo
kind-lift = Transporte
kind-company = Compañía
kind-call = Charla telefónica
kind-dog = Pasear al perro
kind-letters = Cartas y papeles
kind-computer = Móvil e internet
kind-garden = Plantas y jardín
kind-repair = Pequeños arreglos
kind-cooking = Cocinar
kind-translation = Traducir
kind-sewing = Coser
kind-other = Otra cosa

## Dentro de una frase. Siempre el mismo marco: lo que alguien pide, como complemento de un verbo o tras dos
## puntos, donde va bien un nombre con su artículo: «Ada pide …», «buscamos …», «qué: …».

forkind-shopping = ayuda con las compras
forkind-errand = ayuda con un encargo
forkind-lift = un viaje en coche
forkind-company = un rato de compañía
forkind-call = una charla por teléfono
forkind-dog = un paseo para el perro
forkind-letters = ayuda con cartas o papeles
forkind-computer = ayuda con el móvil o internet
forkind-garden = ayuda con plantas o el jardín
forkind-repair = un pequeño arreglo
forkind-cooking = ayuda para cocinar
forkind-translation = ayuda con una traducción
forkind-sewing = ayuda para coser
forkind-other = ayuda con otra cosa
