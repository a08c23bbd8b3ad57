# Announcements and polls: what members read, and what organisers write, look at, send and stop.

## To members

announcement = <b>News</b> from the organisers of { $bank }:
announcement-text = { $text }
poll = The organisers of { $bank } <b>ask you</b> something. Tap an answer below, until { $day }.
poll-chosen = You chose: { $answer }. You can change it until { $day }.
button-poll-answer = { $name }
button-mute = No more announcements
button-unmute = Show announcements again
muted = You get no more announcements and polls. What is for you alone still comes. Write /announcements to change this.
not-muted = You get announcements and polls of the organisers.
poll-result = This is what came of the poll:
poll-voters =
    { $count ->
        [0] Nobody answered.
        [one] 1 member answered.
       *[other] { $count } members answered.
    }
poll-too-few = With fewer than 5 answers, we show no details.
poll-line = { $answer }: { $count }
toast-only-a-draft = This is how it will look.
refusal-poll-closed = This poll is over. We'll tell you what came of it.

## To organisers: writing it

about-announcing = to announce something
about-polling = to ask everybody something
announcing-text = Members read your words just as you write them. What would you like to tell them?
announcing-text-line = Your words
polling-question = Members read your words just as you write them. What would you like to ask them?
polling-answers-how = Write { $least } to { $most } answers, each in a line of its own.
polling-answers = What can they answer?
polling-answers-line =
    { $count ->
        [one] 1 answer
       *[other] { $count } answers
    }
polling-day = Until when can they answer?
unclear-answers = Please write one answer in each line. Like this: “Yes”, and below it “No”.
unclear-again-answers = You can also write them with commas between: “Monday, Tuesday”.
unclear-answer-long = This answer is too long: “{ $answer }”. Please use { $limit } letters at most.
refusal-answers-out-of-range = A poll needs { $least } to { $most } answers, all different. Please write them once more.
announcing-who = Who is it for?
announcing-which-language = Which language do they read?
announcing-which-place = Tap a place, or write its name. Where do they live?
announcing-which-offers = What do they offer?
button-audience-all = Everybody
button-audience-language = By language
button-audience-place = By place
button-audience-offers = By what they offer
button-audience-active = Active in 90 days
button-audience-organisers = Organisers
audience-all = everybody
audience-language = those who read { $name }
audience-place = those who live here: { $place }
audience-offers = those who offer { $kind }
audience-active = those who took part in the last 90 days
audience-organisers = the organisers

## To organisers: looking at it, and sending it

announcing-check =
    { $count ->
        [one] Above you see how it looks. It goes to <b>1 member</b>: { $whom }.
       *[other] Above you see how it looks. It goes to <b>{ $count } members</b>: { $whom }.
    }
announcing-check-muted =
    { $count ->
        [one] 1 more wants no announcements.
       *[other] { $count } more want no announcements.
    }
announcing-check-unreachable =
    { $count ->
        [one] 1 more cannot be reached here just now.
       *[other] { $count } more cannot be reached here just now.
    }
announcing-check-morning = It is night now. It goes out on { $when }.
announcing-check-ask = Shall we send it?
button-announce-send = Send it to { $count }
button-announce-drop = Do not send it
button-announce-stop = Stop sending
button-announce-look = How far is it?
button-announce-another = Write another one
toast-on-its-way = It is on its way.
toast-sent-before = This was sent before.
toast-audience-changed = It would go to another number of members now.
announcing-dropped = Nothing was sent. Your words are thrown away.
announcing-under-way = It is on its way, behind everything that is more urgent.
announcing-waits = It goes out on { $when }.
announcing-told = { $count } of { $asked } have it.
announcing-unreached = { $count } could not be reached.
announcing-done = <b>It is sent</b> to everybody who can be reached.
announcing-stopped = <b>Sending has stopped.</b> Who has it keeps it.
refusal-nobody-to-tell = There is nobody to send this to just now. Please choose other members.
refusal-audience-changed = It would go to { $count } now. Please look at it again.
