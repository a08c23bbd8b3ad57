# Members as organisers see them: lists, the page of each, being met, what is read on record.

## The lists

members =
    { $count ->
        [one] { $bank } has 1 member. Tap a list, or look somebody up.
       *[other] { $bank } has { $count } members. Tap a list, or look somebody up.
    }
button-standing-waiting = Waiting: { $count }
button-standing-active = Active: { $count }
button-standing-paused = On a break: { $count }
button-standing-unreachable = Out of reach: { $count }
button-standing-unfinished = Never finished: { $count }
button-standing-left = Left: { $count }
button-by-area = By area
button-by-skill = By what they offer
button-find-member = Look somebody up
button-add-member = Add somebody with no app
button-back-to-members = Back to the lists
button-page-before = Page before
button-page-after = Next page
members-waiting =
    { $count ->
        [0] Nobody waits to be let in. Newcomers will appear here.
        [one] 1 person waits to be let in.
       *[other] { $count } people wait to be let in.
    }
members-active =
    { $count ->
        [0] There are no active members so far. They will appear here.
        [one] 1 active member.
       *[other] { $count } active members.
    }
members-paused =
    { $count ->
        [0] Nobody is on a break. Whoever takes one will appear here.
        [one] 1 member is on a break.
       *[other] { $count } members are on a break.
    }
members-unreachable =
    { $count ->
        [0] Our messages reach everybody. Whoever cannot be reached will appear here.
        [one] Our messages no longer reach 1 member.
       *[other] Our messages no longer reach { $count } members.
    }
members-unfinished =
    { $count ->
        [0] Everybody who began to join has finished. Whoever stops half-way will appear here.
        [one] 1 person began to join and has not finished.
       *[other] { $count } people began to join and have not finished.
    }
members-left =
    { $count ->
        [0] Nobody has left. Whoever leaves will appear here.
        [one] 1 person has left.
       *[other] { $count } people have left.
    }
members-areas =
    { $count ->
        [0] No member has told us where they live so far. Areas will appear here.
        [one] Members live in 1 area.
       *[other] Members live in { $count } areas.
    }
button-area = { $area }: { $count }
button-area-unnamed = No name: { $count }
members-in-area = { $area }: { $count }
members-in-no-area = Their place has no name: { $count }
members-skills = This is offered, and by how many members.
members-no-skills = No member offers anything so far. What they offer will appear here.
button-skill = { $kind }: { $count }
members-with-skill = { $kind }: { $count }
members-line = { $name }, { $area }, since { $since }.
members-line-no-area = { $name }, since { $since }.
button-somebody-new = Somebody new, { $number }

## Looking somebody up

members-who = Please write the name, or part of it. Whom are you looking for?
members-which = Several people are called like that. Whom are you looking for?
about-looking-up = to look somebody up

## The page of one member

member-page =
    <b>{ $name }</b>
    { $standing ->
        [joining] Began to join on { $since }, and has not finished.
        [waiting] Waits to be let in, since { $since }.
        [paused] A member since { $since }, on a break now.
        [left] Was a member, and has left.
       *[active] A member since { $since }.
    }
member-page-unreachable = Our messages no longer arrive, since { $since }.
member-page-no-app = Has no app. What we would say is a call to make.
member-page-where =
    Speaks: { $languages }.
    Area: { $area }.
member-page-languages = Speaks: { $languages }.
member-page-offers = Offers: { $kinds }.
member-page-no-offers = Offers nothing so far.
member-page-met = Met in person by { $name } on { $day }.
member-page-hours =
    Gave: { $given }.
    Got: { $received }.
    Has: { $balance }.
member-page-active = Last did something on { $day }.
member-page-helps = Helps { $name }: { $kind }, { $when }.
member-page-is-helped = Is helped by { $name }: { $kind }, { $when }.
member-page-asks = Asks for: { $kind }, { $when }.
member-page-more = And { $count } more.
button-open-member = See { $name }
button-checks-of = Checks
button-act-for = Act for { $name }
button-place-of = Where they live
button-phone-of = Their phone number

## Being met in person

button-met = We met in person
met-noted = Thank you, this is noted.
task-approval-meet-first = Please meet them in person before you let them in.
joining-rule-met = One of you meets newcomers in person first.
button-meet-first = Meet newcomers first
button-meet-not-first = Let in without meeting
refusal-not-met = Here somebody meets newcomers in person first. Please tap “{ button-met }” when you have.
refusal-own-meeting = You have met yourself, of course. Another organiser can note that they met you.

## What is read on record

place-ask = We write down who reads where { $name } lives, and when. Would you like to read it?
button-show-place = Yes, show it
place-shown = { CAPITAL($name) } lives here: { $place }
place-none = { CAPITAL($name) } has shared a place on the map, which has no name.
phone-ask = We write down who reads { $name }'s phone number, and when. Would you like to read it?
button-show-phone = Yes, show it
phone-shown = To ring { $name }: { $phone }
phone-none = We have no phone number of { $name }.
