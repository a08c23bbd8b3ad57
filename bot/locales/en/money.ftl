# Money that one neighbour pays for another: the most agreed first, the sum noted by both. We never move any.

## The buttons of a visit, and what is said below an agreement

button-money = Money for this visit
button-money-most = Say the most to spend
button-money-note = Note what I spent
money-say-first = If { $name } pays for something, say first how much at most.
money-waits-helper = { CAPITAL($name) } asks you to pay for something, up to { $most }. Please say if that is all right.
money-line = Money: { $kind }, { $when } ✓
money-sum = { $sum }
money-nothing = nothing

## The most, for whoever is helped

paying-most = In this time bank it is { $most } at most. How much may { $name } spend for you?
about-capping = to say how much may be spent for you
button-money-up-to = Up to { $sum }
button-money-nothing = Nothing
button-money-change = Say another sum
money-none-asker = Nothing is said of money so far. If { $name } pays for something, say first how much at most.
money-wished-asker = You said: at most { $most }. { CAPITAL($name) } has not answered so far. We'll tell you the answer.
money-until-then = Until then you both agree on { $most } at most.
money-declined-asker = { CAPITAL($name) } would rather not pay for anything, and that is fine. Write to each other about another way.
money-agreed-asker = It is agreed: { $name } may spend <b>{ $most }</b> for you at most. You can write what to buy.
money-nothing-asker = You said that { $name } buys nothing for you.
money-rules = Pay it back yourselves, with the receipt in hand. Never give anybody a card or a PIN. Tips and gifts are not needed.
unclear-over-cap = In this time bank it is { $most } at most. Please write a sum up to that.

## The most, for the helper

money-rules-helper = Please keep the receipt. Never take a card or a PIN, and no tips or gifts.
money-wished-helper = { CAPITAL($name) } asks you to pay for something, <b>{ $most }</b> at most, and pays you back. Is that all right?
button-money-yes = Yes, up to { $sum }
button-money-no = No, I'd rather not pay
money-none-helper = { CAPITAL($name) } has not asked you to pay for anything so far. You can write to each other.
money-declined-helper = You said that you would rather not pay for anything. We have told { $name }.
money-agreed-helper = It is agreed: you spend { $most } for { $name } at most. Please keep the receipt.
money-nothing-helper = { CAPITAL($name) } says that you need not buy anything.

## What was spent, noted by the helper

money-how-much = You agreed with { $name } on { $most } at most. How much did you spend?
paying-sum = Write the sum, like “{ $example }”. How much did you spend for { $name }?
about-spent = to note what you spent for a neighbour
button-money-spent-nothing = I spent nothing
unclear-sum = We did not understand that sum. Please write it in figures, or tap a button.
unclear-sum-like = We did not understand that sum. Please write it like “{ $example }”.
unclear-again-sum = Only figures, please. Put a point or a comma before the smaller coins.
paying-receipt = { CAPITAL($name) } gets your photo. An organiser can see it only if the sum is in doubt. Would you like to send a photo of the receipt?
paying-receipt-line = A photo of the receipt
button-money-no-photo = No photo
unclear-receipt = That is no photo. Please send a photo, or tap “{ button-money-no-photo }”.
unclear-again-receipt = Only a photo will do here. Without one, tap “{ button-money-no-photo }”.
money-noted-helper = You noted: { $sum }. We have asked { $name } if that is right.
money-later-helper = { CAPITAL($name) } says that the sum is right: { $sum }. They pay you back later.
money-right-helper = { CAPITAL($name) } says that this is right and paid back: { $sum }. Thank you!
money-differs-helper = You noted: { $sum }. { CAPITAL($name) } remembers it differently. That can happen.
money-theirs-helper = { CAPITAL($name) } noted: { $sum }. If yours was a slip, you can correct it.
button-money-correct = Correct the sum
money-receipt-passed-on = Thank you. We pass the photo of the receipt on to { $name }.

## What whoever was helped says to it

money-spent-ask = { CAPITAL($name) } spent <b>{ $sum }</b> for you. Is that right, and did you pay it back?
money-nothing-ask = { CAPITAL($name) } noted that nothing was spent for you. Is that right?
money-later-ask = { CAPITAL($name) } spent <b>{ $sum }</b> for you. You said that you pay it back later. Have you paid it back now?
button-money-right = Yes, and paid back
button-money-right-nothing = Yes, that is right
button-money-later = Right, I'll pay later
button-money-wrong = No, that's not right
paying-theirs = Thank you for telling us. You can write the sum that you know, like “{ $example }”. How much was it?
about-recalling = to say which sum is right
button-money-theirs = Say what it was
button-money-unknown = I don't know
money-later-asker = You said that this is right: { $sum }. Please pay it back soon. We ask you once more tomorrow.
money-right-asker = You said that this is right and paid back: { $sum }. Thank you!
money-differs-asker = You said that this is not right: { $sum }.
money-theirs-asker = You say that it was: { $sum }.

## More than was agreed, and different sums

money-over = More was spent than the { $most } that you both agreed on. That can happen.
money-none-agreed = You had not agreed on a sum first. That can happen.
money-organiser-looks = An organiser takes a look and talks to you both. Nobody is blamed.
money-nobody-looks = No other organiser is here just now. Please talk it over with { $name }, calmly.
money-closed = An organiser has looked at the money between you and { $name }. Thank you both for your patience.
money-settled = It was: { $sum }.

## For organisers

queue-money = Money to look at: { $helper } and { $asker }.
button-task-money = Money: { $name }
task-money = { CAPITAL($helper) } helped { $asker }: { $kind }, { $when }. It is about money that was spent.
task-money-agreed = Agreed first: { $most } at most.
task-money-none-agreed = They had agreed on no sum first.
task-money-not-noted = { CAPITAL($helper) } has not noted so far what was spent for { $asker }.
task-money-noted = { CAPITAL($helper) } noted for { $asker }: { $sum }.
task-money-silent = { CAPITAL($asker) } has not said if the sum of { $helper } is right.
task-money-later = { CAPITAL($asker) } says: the sum of { $helper } is right. It is not paid back so far.
task-money-right = { CAPITAL($asker) } says that the sum of { $helper } is right and paid back.
task-money-wrong = { CAPITAL($asker) } says that the sum of { $helper } is not right.
task-money-theirs = { CAPITAL($asker) } says that it was { $sum }, and not what { $helper } noted.
task-money-ask = Have a kind word with both first. It is mostly a slip.
button-money-was = It was { $sum }
button-money-seen-to = I have seen to it
button-money-receipt = See the receipt
money-receipt = The photo of the receipt. That you looked at it is written down.
setting-value-money = { $sum }
button-setting-spending_cap_minor = Paid for a neighbour
setting-about-spending_cap_minor = A helper may pay this much for a neighbour in a shop, and is paid back. Both agree first. At 0 nothing is paid for anybody.
act-spending-say = said something for somebody about the money of exchange { $number }
act-spending-close = settled the money of exchange { $number }
act-spending-receipt = looked at the receipt of exchange { $number }
done-for-you-money = { CAPITAL($organiser) }, an organiser, has said something for you about money.

## When it cannot be done

refusal-no-money-here = Nothing is paid for anybody in this kind of help. Please ask a person.
refusal-too-much-money = That is more than we can note. Please write a smaller sum.
refusal-noted-already = The sum is noted already. There is nothing left to agree on.
refusal-most-agreed = You both agreed on more, and your neighbour may be in the shop by now. Please write to them.
refusal-spoke-for-one = You have spoken for one of them. So another organiser closes it.
refusal-noted-often = The sum was changed several times. An organiser can help you both: please ask a person.

## Words that people type beside a sum

typed-about-sum = it, its, was, is, it was, about, around, roughly, of, for, at, most, up, to, more, than, the, a, i, we, paid, spent, cost, total, in, all, only, exactly, please, thanks, just, altogether, maybe, nearly
typed-minor-units = p, pence, penny, pennies, cent, cents
typed-currencies = pound = GBP, pounds = GBP, quid = GBP, sterling = GBP, euro = EUR, euros = EUR, dollar = USD AUD CAD NZD, dollars = USD AUD CAD NZD, franc = CHF, francs = CHF
