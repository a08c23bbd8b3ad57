# A member without the app who is reached by phone now: a link, or two entries that become one.

## A link for somebody who was added by hand

button-link-for = A link for their phone
link-once = Show them the picture, or send the link. If they have joined by themselves already, tap “{ button-same-person }” on their page instead.
act-claim-give = made a link for { $target }

## Two that are one

button-same-person = Already here by phone
about-same-person = to make one member of two
same-person-who = { CAPITAL($name) } may have joined a second time by phone. Please write the name they have there. Who is it?
same-person-which = Several people are called like that. Who of them is { $name }?
same-person-how = This stands in the journal. How do you know?
button-know-met = We met
button-know-by_phone = We spoke by phone
button-know-family = Their family told me
same-person-two = <b>{ $kept }</b> and { $other } become one member. Please read what that means.
same-person-no-app = { CAPITAL($name) }, no app: { $hours }.
same-person-phone = { CAPITAL($name) }, by phone: { $hours }.
same-person-counts = Visits: { $visits }. Requests: { $requests }. Checks: { $checks }.
same-person-back = { $hours } go back to the time bank. They were given twice to begin with.
same-person-total = { CAPITAL($name) } then has { $hours }, and everything above.
same-person-left = { $hours } more are set aside for visits that are agreed.
same-person-sure = The name and the history of { $name } stay, and get the phone. Nobody can undo this. Is it the same person?
button-sure-same-person = Yes, the same person
same-person-done = { CAPITAL($name) } is one member now, and reads a welcome on their phone.
same-person-welcome = Welcome, { $name }! We know you already. Everything that was noted for you before is here now.
same-person-welcome-hours = You have { $hours }.
same-person-go-on = You had begun something here. Nothing of it is lost.
act-member-same-person = made one of two entries of { $target }
entry-same_person =
    { $gained ->
        [yes] From your second entry here: { $length }. { $day }.
       *[no] For your second entry here: { $length }. { $day }.
    }

## Why not

refusal-own-record = One of the two is you. Another organiser has to decide this.
refusal-both-have-phones = { CAPITAL($name) } has a phone here already. So both have one, and stay two.
refusal-no-phone = { CAPITAL($name) } has no phone here either. So there is none to take over.
refusal-not-let-in = { CAPITAL($name) } still waits to be let in. Please let them in first.
refusal-one-is-held = { CAPITAL($name) } is paused to keep people safe. Please settle that first.
refusal-one-has-role = { CAPITAL($name) } looks after the time bank. Please take the role away first.
refusal-helped-each-other = { CAPITAL($name) } and { $other } agreed on help with each other once. So they stay two.
refusal-one-is-unsafe = { CAPITAL($name) } has called for help. Please see to that first.
