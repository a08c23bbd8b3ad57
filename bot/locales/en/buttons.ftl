# What stands on buttons: read aloud alone, each makes sense. About 20 letters, at most 28 with values filled in.
# A "yes" or "no" that is typed finds the one button that begins with a yes or a no.

## The home keyboard

button-home-ask = Ask for help
button-home-offer = Offer help
button-home-things = My things
button-home-help = Help

## Ways on

button-ask = Ask for help
button-offer = Offer help
button-hours = My hours
button-statement = All of it as a table
button-things = My things
button-browse = See who needs help
button-my-offers = My offers
button-ask-a-person = Ask a person
button-ask-again = Ask again
button-back = Back
button-stop = Stop
button-back-to-list = Back to the list
button-back-to-things = Back to my things
button-back-to-offers = Back to my offers
button-carry-on = Carry on
button-start-again = Start again
button-drop-it = Drop it
button-no-other-language = No other language
button-same-as-last-time = Same as last time
button-done = Done
button-more-kinds = More kinds of help
# A list of ticks: what is ticked.
button-ticked = { $what } ✓

## Joining

button-language = { $name }
button-name = Call me { $name }
button-adult = Yes, I am 18 or over
button-not-adult = No, I am under 18
button-privacy-yes = Yes, that is fine
button-privacy-no = No, stop here
button-nothing-now = Nothing for now
button-reach-home = I help from home
button-reach-walk = About 10 minutes' walk
button-reach-3km = 3 km at most
button-reach-5km = 5 km at most
button-reach-10km = 10 km at most
button-free-weekday-mornings = Weekday mornings
button-free-weekday-afternoons = Weekday afternoons
button-free-weekday-evenings = Weekday evenings
button-free-weekend-mornings = Weekend mornings
button-free-weekend-afternoons = Weekend afternoons
button-free-weekend-evenings = Weekend evenings
button-free-any = At any time

## Where

button-share-place = Share my place
button-place = { $place }
button-place-right = Yes, that is right
button-place-wrong = No, another place
button-none-of-these = None of these

## When and how long. A weekday makes a date short enough to be read; the full date stands in the message.

button-today = Today, { $weekday }
button-tomorrow = Tomorrow, { $weekday }
button-day = { $day }
button-another-day = Another day
button-any-day = Any day soon
button-morning = In the morning
button-afternoon = In the afternoon
button-evening = In the evening
button-any-time = At any time
button-set-time = At a set time
button-at = At { $hour }
button-length = { $length }
button-another-length = Another length
button-did-not-happen = It did not happen

## Asking

button-at-home = At my home
button-somewhere-else = Somewhere else
button-tell-later = I will tell them later
button-nothing-more = Nothing more
button-first-yes = First to say yes
button-let-me-choose = Let me choose
button-send = Yes, send it
button-request = Request: { $kind }
button-withdraw = Take my request back
button-choose = Choose { $name }

## Helping

button-yes-at = Yes, { $weekday } { $hour }
button-can-do = I can do this
button-no-sorry = No, sorry
button-answer = Answer: { $kind }
button-look = { $number }. { $kind }
button-visit = See plan with { $name }
button-write-to = Write to { $name }
button-change-mind = I need to cancel
button-cannot-come = I cannot come
button-no-longer-needed = I no longer need this
button-sure-cannot-come = Yes, cancel my help
button-sure-not-needed = Yes, cancel this
button-keep-it = No, keep it

## Offers

button-add-offer = Add an offer
button-open-offer = Change: { $kind }
button-pause-offer = Pause: { $kind }
button-resume-offer = Restart: { $kind }
button-drop-offer = Remove: { $kind }

## Organisers

button-back-to-queue = Back to the list
button-invite-link = Invite new members
button-joining-rule = How newcomers join
button-joining-open = Let newcomers in at once
button-give = Give hours away
button-joining-approved = Ask us about newcomers
button-approve = Let { $name } in
button-decline = Say no to { $name }
button-sure-decline = Yes, say no to { $name }
button-sure-did-not-happen = Yes, it did not happen
button-sure-nobody = Yes, nobody can come
button-read-door = Read the way there
button-show-door = Yes, show it
button-settle = Note { $length }
button-look-after = I will find somebody
button-do-it-myself = I will do it myself
button-nobody-can = Nobody can come
button-hand-done = I got in touch
button-queue-more = Show more
button-queue-first = Back to the first
button-task-approval = Newcomer: { $name }
button-task-hours = Settle hours: { $name }
button-task-at-risk = Find help: { $name }
button-task-person-wanted = Talk to { $name }
