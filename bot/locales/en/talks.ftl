# What is said in talks: questions one at a time, and how each answer is taken.
# A question stands at the end of its message, and it is the only one.

## Any talk

# The one line that an answered question becomes.
talk-answered = { CAPITAL($answer) } ✓
talk-back-line = Back to the question before
talk-stopped-line = Stopped
talk-stopped = We stopped here, and nothing was sent. The buttons below show what you can do.
talk-stopped-joining = We stopped here. Write “start” whenever you would like to join.
talk-over = That question is over. The buttons below show what you can do now.
talk-carry-on =
    You started { $about }.
    Shall we carry on?
talk-person-offered = We do not understand each other yet, sorry. A person can help: tap the button. Or try the question below once more.

# After "You started …".
about-joining = to join
about-asking = to ask for help
about-offering = to offer help
about-accepting = to say yes to a neighbour
about-lasting = to tell us how long it took
about-writing = to write to a neighbour

# Several answers in one line.
list-line = { $list }

## Joining

joining-hello = Hello! This is { $bank }, where neighbours help each other. An hour you give is an hour you can get.
joining-language = Which language do you prefer?
joining-tongues = Neighbours who speak your language are asked first. Which other languages do you speak?
joining-name = Neighbours will see your name. What shall we call you?
joining-adult = Members here are adults. Are you 18 or over?
joining-too-young = Thank you for telling us. Members have to be 18, so you cannot join yet. An adult in your family is welcome to join.
# Three sentences, in this order: what we keep, who sees it, how to leave. They say only what the program does.
joining-privacy = We keep what you tell us: name, rough place, offers and requests. Neighbours see your name and roughly how far away, never your exact place. To leave, or to have it all deleted, write “leave”.
joining-privacy-ask = Is that all right for you?
joining-no-privacy = That is fine, and you have not joined. Write “start” if you change your mind.
joining-place = You can share your place, or write your postcode or town. We keep it only roughly. Where do you live?
joining-enjoys = Tap all that you like, then “{ button-done }”. Help from your chair counts too, like a phone call. What could you enjoy doing for a neighbour?
joining-enjoys-nothing = Nothing for now
joining-reach = How far would you go to help somebody?
joining-free = Tap all that fit, then “{ button-done }”. When are you usually free?
joining-waiting = Thank you, { $name }. An organiser will now look at this. We'll tell you as soon as they answer.
joining-welcome = Welcome, { $name }! You are a member now, and your balance is <b>{ $hours }</b>. What would you like to do first?

## Where

place-which = Which of these do you mean?
place-is-it = We found { $place }. Is that right?
place-named = { $place }
place-shared = the place you shared
place-home = your home
placeholder-place = Postcode, town or street

## Asking for help

asking-kind = What kind of help would you like?
asking-day = Which day suits you?
asking-day-typed = Please write the day, like “Friday” or “3 December”. Which day shall it be?
asking-time = What time of day suits you?
asking-time-typed = Please write the time, like “2pm” or “10:30”. At what time shall it be?
asking-minutes = Tap a length, or write another one. About how long will it take?
asking-where = Where is help needed?
asking-place = You can share the place, or write a postcode, street or town. Where is help needed?
asking-directions = Only the neighbour who helps will read this, like street, number and bell. How do they find you?
asking-note = Everybody we ask will read this. What else should they know?
asking-choosing = More than one neighbour may say yes. How shall we choose?
# What is read back before sending; $kind as on a button.
asking-read-back =
    You ask for: { $kind }.
    When: <b>{ $when }</b>.
    How long: about { $length }.
asking-read-back-where = Where: { $where }.
asking-read-back-directions = How to find you: “{ $directions }”
asking-read-back-first = Who helps: the first neighbour to say yes.
asking-read-back-choose = Who helps: you choose among those who say yes.
asking-line = { $kind }, { $when }
asking-read-back-note = You add: “{ $note }”
asking-check = Shall we send this?
asking-note-line = “{ $note }”
asking-sent = You asked for { $kind }. We are asking neighbours now. We'll tell you by { $by } either way.

## Offering help

offering-kind = What could you enjoy doing for a neighbour?
offering-note = You can add a few words, like “I have a car”. What would you like to add?
offering-made = Thank you! You now offer this: { $kind }. We'll ask you when a neighbour needs it.
offering-next = What would you like to do next?

## Saying yes

accepting-day = They asked for: { $when }. Which day suits you?
accepting-hour = At what time would you start?
accepting-agreed = Thank you, it is agreed! The details come in the next message.
accepting-waiting = Thank you! Your neighbour can now choose who helps. We'll tell you either way.

## How long it took

lasting-minutes = Please write it like “50 minutes” or “1 hour”. How long did it take?
# What somebody said, inside "You told us: …".
lasting-length = { $length }
lasting-never = it did not happen
lasting-noted = You told us: { $said }. Now we ask the other person, too.
lasting-noted-differing = You told us: { $said }. An organiser will look at the hours and settle them. We'll tell you both.
lasting-settled = Thank you, this is settled now.

## Writing to a neighbour

writing-text = We pass your words on without your phone number. What would you like to tell { $name }?
writing-to-organiser = The organiser who wrote to you will read this. What would you like to say?
writing-passed-on = We are passing it on. An answer will come here.

## When an answer is not understood: first what to do with an example, then in other words. The question follows.

unclear-choice = Please tap one of the buttons below. You can also write the words that stand on it.
unclear-again-choice = Each button is one answer. The first words on it are enough to write.
unclear-name = Please write your name, like “Rosa” or “Mr Khan”.
unclear-again-name = Only the name is needed here. A first name is enough.
unclear-name-letters = A name needs at least one letter. Please write it like “Rosa”.
unclear-name-long = A name can have up to { $limit } letters here. Please write a shorter one, like “Rosa”.
unclear-kind = Please tap a kind of help, or write it, like “{ kind-shopping }”.
unclear-again-kind = One or two words are enough. If nothing fits, write “{ kind-other }”.
unclear-place-rough = Your phone only knows roughly where you are. Please write your town or postcode, like “Newport, Wales”.
unclear-place = We could not find that place. Please write a town or postcode, like “Newport, Wales”.
unclear-again-place = Sometimes only the town is known to us. Please write its name alone, or tap “{ button-share-place }”.
unclear-day = Please tap a day, or write one, like “Friday” or “3 December”.
unclear-again-day = A day and a month are clearest, like “3 December”. The day must not have passed.
unclear-time = Please tap a time, or write one, like “2pm”.
unclear-again-time = Hours and minutes are clearest, like “14:00” or “9:30am”.
unclear-time-passed = It is now { $now }. Please choose a time that is still ahead.
unclear-minutes = Please tap a length, or write it. “45 minutes” and “1 hour” are fine.
unclear-again-minutes = A number and the word “minutes” are clearest, like “90 minutes”.
unclear-note = Please write it in words, like “The bell is broken, please knock”.
unclear-again-note = We cannot pass on pictures or voice notes so far. Written words are fine.
unclear-note-long = This has { $length } letters, and we can pass on up to { $limit }. Please make it shorter.
