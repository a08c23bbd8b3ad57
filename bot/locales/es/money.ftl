# Dinero que alguien paga por otra persona: antes se acuerda el máximo, y las dos partes anotan lo gastado. Nunca lo movemos.

## Palabras que se escriben junto a una cantidad

typed-about-sum = fue, fueron, era, eran, es, son, unos, unas, como, mucho, máximo, hasta, de, el, la, lo, los, en, total, gasté, pagué, costó, he, han, sido, gastado, pagado, cerca, más, menos, o, por, favor, gracias, solo, casi, todo
typed-minor-units = penique, peniques, céntimo, céntimos, centavo, centavos, cent, p
typed-currencies = libra = GBP, libras = GBP, euro = EUR, euros = EUR, pavos = EUR, dólar = USD AUD CAD NZD, dólares = USD AUD CAD NZD, franco = CHF, francos = CHF, peso = MXN ARS COP CLP UYU, pesos = MXN ARS COP CLP UYU
