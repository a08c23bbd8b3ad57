# Pictures of the time bank, which only organisers ask for.

pictures = Pictures of the last { $weeks } weeks, for you to show to others. Nobody can be made out in them. Which one would you like?
button-pictures = Pictures
button-picture-hours = Hours each week
button-picture-requests = Requests each week
button-picture-waits = Waits
button-picture-balances = Balances
button-picture-members = Who takes part
button-picture-map = Map of need and help
button-another-picture = Another picture
button-draw-again = Try again
picture-drawing = We are drawing it. It comes in a moment.
refusal-being-drawn = It is being drawn. It comes in a moment.
picture-empty = There is nothing to draw so far: fewer than 5 people took part. The picture comes when there are more.
picture-empty-map = There is nothing to draw so far: no place has 5 people or more. The map comes when there are more.
picture-failed = Sorry, we could not draw that. Would you like to try again?

## What goes with a picture: what it is, and its most important figures

picture-hours = <b>Hours given each week</b>, from { $first } to { $final }.
picture-requests = <b>Requests each week</b>, from { $first } to { $final }.
picture-waits = <b>How long people waited for help</b>, from { $first } to { $final }.
picture-balances = <b>How many hours members hold</b>, as it is now.
picture-members = <b>Who takes part</b>, from { $first } to { $final }.
picture-map = <b>Where help is needed, and where helpers live</b>, from { $first } to { $final }.
picture-told-hours =
    In all: { $given }.
    Each week on average: { $usual }.
    In the busiest week: { $most }.
picture-told-requests =
    Asked: { $asked }.
    Found help: { $filled }.
    Ended without help: { $unmet }.
picture-told-waits =
    { $count ->
        [one] 1 request found help.
       *[other] { $count } requests found help.
    }
    Half waited { $usual } or less.
    Less than a day: { $percent } of every 100.
picture-told-waits-common =
    { $count ->
        [one] 1 request found help.
       *[other] { $count } requests found help.
    }
    Half waited { $usual } or less.
    Most often: { $commonest }.
picture-told-balances =
    Members: { $members }.
    Half hold { $middle } or less.
    Below zero: { $below }.
picture-told-balances-chest =
    Members: { $members }.
    Half hold { $middle } or less.
    In the community chest: { $chest }.
picture-told-members =
    Of { $members } members { $active } took part.
    Gave help: { $gave }.
    Got help: { $got }.
picture-told-members-few =
    Of { $members } members { $active } took part.
    Took no part: { $neither }.
picture-told-map =
    Requests on the map: { $need }.
    Helpers on the map: { $help }.
    People we leave out, as too few live there: { $hidden }.

## What is counted, in the picture and below it

picture-means-hours = What was booked in a week, after corrections. Weeks with fewer than 5 people are not told, and sometimes one more.
picture-means-requests = Each counts in the week in which it was asked. Found help: it was agreed or given. Weeks with fewer than 5 people are not told, and sometimes one more.
picture-means-waits = From asking until the agreement that stood. Only requests that found help count. Behind each bar are at least 5 people.
picture-means-balances = What members have in the books now. Behind each bar are at least 5 people.
picture-means-members = Members now. What counts is help that was booked in this time.
picture-means-map = Left: requests, by where help is wanted. Right: members who offer help now. A field with fewer than 5 people is not shown.

## Steps of a figure, as a bar is called

picture-step = { $floor } to { $ceiling }
picture-step-from-zero = 0 to { $ceiling }
picture-step-below = less than { $ceiling }
picture-step-above = { $floor } or more
picture-days =
    { $days ->
        [one] 1 day
       *[other] { $days } days
    }

## In the picture itself

document-picture-hours = Hours given each week
document-picture-hours-unit = hours
document-picture-usual = on average { $hours } hours
document-picture-hidden = too few people to tell
document-picture-requests = Requests each week
document-picture-all-asked = asked
document-picture-filled = found help
document-picture-waits = How long people waited for help
document-picture-balances = How many members hold how many hours
document-picture-members = Who takes part
document-picture-members-both = gave and got help
document-picture-members-gave = gave help only
document-picture-members-got = got help only
document-picture-members-any = gave or got help
document-picture-members-neither = took no part
document-picture-map = Where help is needed, and where helpers live
document-picture-map-need = Requests for help
document-picture-map-help = Members who offer help
document-picture-map-no-need = No field has 5 people who asked
document-picture-map-no-help = No field has 5 people who offer
document-picture-map-scale = { $count } km
document-picture-map-credit = Names of towns: { $sources }
document-day = { $day } { $month }
document-day-of-year = { $day } { $month } { $year }
document-of-days = { $bank }, { $first } to { $final }
document-of-day = { $bank }, { $day }
