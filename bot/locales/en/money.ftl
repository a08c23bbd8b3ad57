# Money that one neighbour pays for another: the most agreed first, the sum noted by both. We never move any.

## Words that people type beside a sum

typed-about-sum = it, its, was, is, it was, about, around, roughly, of, for, at, most, up, to, more, than, the, a, i, we, paid, spent, cost, total, in, all, only, exactly, please, thanks, just, altogether, maybe, nearly
typed-minor-units = p, pence, penny, pennies, cent, cents
typed-currencies = pound = GBP, pounds = GBP, quid = GBP, sterling = GBP, euro = EUR, euros = EUR, dollar = USD AUD CAD NZD, dollars = USD AUD CAD NZD, franc = CHF, francs = CHF
