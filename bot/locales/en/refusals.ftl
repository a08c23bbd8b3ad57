# When a rule says no: what is so, without blame, and what can be done instead.

refusal = That did not work, sorry. Please try it another way, or write “help”.
refusal-already-filled = Thank you! Somebody else is helping already, or help is no longer needed. Other neighbours may still need you.
refusal-answered-already = You said before that you could not help here, and that is fine. Write “browse” to see who else needs help.
refusal-door-not-now = The way to the door can be read only near the visit. From: { $from_at }. Until: { $until_at }.
refusal-length-out-of-range = Help can take between { $shortest_minutes } and { $longest_minutes }. Please choose a length in between.
refusal-link-not-valid = This link no longer works. Please ask an organiser for a new one. Or write “start” to go on without it.
refusal-link-busy = Very many people have come by this link today. Please try again tomorrow, or ask an organiser.
refusal-map-not-answering = The map does not answer just now. Please try again in a minute, or tap “{ button-share-place }”.
refusal-moved-often = You can change where you live { $limit } times a day. Please try again tomorrow.
refusal-not-a-member = Only members can do this. Write “start” to join.
refusal-not-a-place =
    { $reason ->
        [null_island] Your phone did not tell us where you are. Please write your town or postcode, like “Newport, Wales”.
       *[other] That is no place we can reach. Please write your town or postcode, like “Newport, Wales”.
    }
refusal-asker-short = Thank you! Your neighbour cannot book this just now, so nothing is agreed. Other neighbours may need you.
refusal-not-enough-hours = This needs { $needed_minutes }, and you can still ask for { $available_minutes }. Helping a neighbour brings new hours.
refusal-no-hours-left = You have no hours left to ask with just now. Helping a neighbour brings new ones, and an organiser can help out.
# Also the answer to a command that does not exist, or only exists for organisers: all must sound the same.
refusal-not-found = We don't know that one, sorry. Write “help” to see what you can do here.
refusal-not-that-time = Your neighbour did not ask for that time. Please choose one of the times shown.
refusal-promised-elsewhere = You have promised { $name } help then: { $when }. Change that visit under /things, or look for another one here.
refusal-not-yet = This begins later: { $starts_at }. Please tell us afterwards how long it took.
refusal-over-already = This has begun or ended, so it stays as it is. Open “{ button-things }” to see what you can do.
refusal-own-case = These are your own hours, so another organiser has to decide.
refusal-own-request = This is your own request. We are asking your neighbours to help you.
refusal-time-passed = That time has passed. Please choose a later one.
refusal-too-far-ahead = That is more than { $days } days away. Please choose an earlier day.
refusal-too-many-open = You can have { $limit } open requests at one time. Take one back in “{ button-things }”, or wait for an answer.
refusal-unknown-button = This button no longer works. Write “things” to see how it all stands now.
refusal-unknown-kind = We do not know that kind of help. Please choose one from the list.
refusal-waiting-for-organiser = An organiser looks at your answers first. We'll tell you as soon as they say yes.
refusal-own-gift = These hours are your own already. You can give them to somebody else.
refusal-not-enough-to-give = You have { $available_minutes } to give, and this is { $needed_minutes }. Please choose less.
refusal-gift-out-of-range = You can give up to { $longest_minutes } at one time. Please choose a shorter time.
refusal-not-correctable = This line follows from another one. Please put that one right instead.
refusal-nothing-to-correct = This line says { $minutes } already. Please choose another time.
refusal-correction-out-of-range = A line can say up to { $longest_minutes }. Please choose a shorter time.
refusal-reason-missing = Please write why it is wrong. The people concerned will read it.
