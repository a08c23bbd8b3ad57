# What can be looked at at any time: the way home, help, hours, my things, offers, who needs help.

## When something is. $when stands after a colon or a comma.

when-any-day = any day soon
when-any-day-morning = any day soon, in the morning
when-any-day-afternoon = any day soon, in the afternoon
when-any-day-evening = any day soon, in the evening
when-day = { $day }
when-day-morning = { $day }, in the morning
when-day-afternoon = { $day }, in the afternoon
when-day-evening = { $day }, in the evening
when-at = { $day }, { $hour }
when-moment = { $moment }

## How far it is, after a comma.

away = { $distance } away
away-by-phone = by phone or from home

## The way home

menu = Hello, { $name }. What would you like to do?
help-sources = Places: { $sources }.
help-text = In { $bank } neighbours help each other, hour for hour. Tap a button, or write “ask”, “hours” or “stop”. You can always ask a person, too.
not-understood = We did not understand that, sorry. Please use the buttons below. Or write “help”, or “person” to talk to one.
not-understood-write = We did not understand that, sorry. Were these words for a neighbour?
not-understood-other = We can read words and places, but nothing else so far. Please use the buttons below, or write “help”.
# Somebody shared a place without being asked for one. Nothing of it is kept.
place-not-asked = Thank you. We need your place only when we ask for it. To change where you live, tap “{ button-profile }”.
write-privately = Everybody can read along here. Please write to us in a private chat.
# Somebody sent very many things within a minute, and is not answered until they pause.
slow-down = That was a lot at once, so we stopped reading for a moment. Please wait 30 seconds, then write again.
nothing-to-stop = Nothing is open just now. To cancel what you agreed, open it in “{ button-things }”.
person-asked = We are telling the organisers now. One of them will get in touch with you.
apology = Something went wrong on our side, sorry. Please try again in a minute. If it happens again, tell an organiser this: { $code }

# An answer may have got lost between doing what was asked and saying so. Nothing is done twice.
cut-off = We were cut off for a moment. What you asked for is done, and this is where we are:
# Something was said more than a day ago, while we were away, and is not done now.
has-passed = You sent this more than 1 day ago, and we could not answer then. So we have left it undone. If you still want it, please tell us again.
# Nothing can be written down just now; what somebody sent waits and is not lost.
cannot-write-down = We cannot write anything down just now. What you sent is not lost: we will answer as soon as we can.
cannot-write-down-organiser = Goodturn cannot write anything down just now: perhaps the disk is full. Please tell the person who looks after the machine. Nothing is lost, and it goes on by itself when there is room.

## Language

language-ask = Which language shall we use?
language-changed = From now on we write to you in English.

## Hours. The balance is told as it stands, so that reading it twice does no harm.

hours-balance = Your balance is <b>{ $hours }</b>.
hours-reserved = Kept for help that you agreed on: { $hours }.
hours-empty = What you give and get will appear here. Would you like to see who needs help?
# Goes with a file: a table of all entries.
statement =
    { $count ->
        [one] Here is your 1 entry as a table.
       *[other] Here are your { $count } entries as a table, the oldest first.
    } Any spreadsheet can open it.
document-statement-file = hours
document-statement-day = Day
document-statement-what = What happened
document-statement-minutes = Minutes
document-statement-balance = Balance in minutes
entry-you-helped = You helped { $name }: { $length }. { $kind }, { $day }.
entry-helped-you = { CAPITAL($name) } helped you: { $length }. { $kind }, { $day }.
entry-starting = Your starting hours: { $length }. { $day }.
# The time bank bears what the asker's own hours do not reach for. $gained says whether hours came or went.
entry-cover =
    { $gained ->
        [yes] The time bank helped out with { $length }. { $day }.
       *[no] Hours to help out: { $length }. { $day }.
    }
entry-gift =
    { $gained ->
        [yes] You were given { $length }. { $day }.
       *[no] You gave away { $length }. { $day }.
    }
entry-correction =
    { $gained ->
        [yes] An organiser put this right: { $length } more. { $day }.
       *[no] An organiser put this right: { $length } less. { $day }.
    }
# Nobody can have more hours than the time bank allows; what they earn above that goes to those in need.
entry-ceiling =
    { $gained ->
        [yes] From a neighbour with many hours: { $length }. { $day }.
       *[no] You have many hours, so this went to the community chest: { $length }. { $day }.
    }
entry-closing =
    { $gained ->
        [yes] Closing your account added { $length }. { $day }.
       *[no] Closing your account took { $length }. { $day }.
    }

## My things

things = This is going on:
things-candidate = { $name } says yes and waits for your answer.
things-draft = You started { $about }, and it is not sent so far.
things-empty = Your requests and agreed help will appear here. What would you like to do first?
things-you-help = You promised { $name } { $kind }, { $when }.
things-helps-you = { $name } promised you { $kind }, { $when }.
things-request = You asked for: { $kind }, { $when }.
things-invitation = A neighbour asks you: { $kind }, { $when }.

## Offers

offers = You offer:
offers-empty = What you offer will appear here. Help from your chair counts too, like a phone call.
offer-line = { $kind }
offer-line-paused = { $kind }, paused
offer = Your offer: <b>{ $kind }</b>.
offer-paused = Your offer: <b>{ $kind }</b>. It is paused, so we do not ask you for it.
offer-note = You added: “{ $note }”

## Who needs help

browse = These neighbours would like help. Tap one to read more.
browse-empty = Neighbours near you who need help will appear here. Nobody needs it just now. We'll ask you when something suits you.
browse-line = { $number }. { $kind }, { $when }, { $away }
look =
    { $name } would like { $kind }.
    When: <b>{ $when }</b>.
look-more = How long: about { $length }. Where: { $away }.

## One's own request

request =
    You asked for: { $kind }.
    When: <b>{ $when }</b>.
    How long: about { $length }.
request-tried =
    { $asked ->
        [0] We have not found anybody to ask so far.
        [one] We asked 1 neighbour.
       *[other] We asked { $asked } neighbours.
    } { $waiting ->
        [0] We go on looking.
        [one] 1 has not answered so far.
       *[other] { $waiting } have not answered so far.
    } We'll tell you by { $by } either way.
# The moment by which we promised word has passed, and the organisers have been told.
request-yes = { $name } says yes: { $when }.
request-tried-late =
    { $asked ->
        [0] We have not found anybody to ask so far.
        [one] We asked 1 neighbour.
       *[other] We asked { $asked } neighbours.
    } Nobody has said yes so far. The organisers know of it and can look for somebody, too.
request-is-agreed = A neighbour has said yes. Open it in “{ button-things }”.
request-is-helped = This is done, and the hours are noted. You can ask again at any time.
request-is-withdrawn = You took this back. You can ask again at any time.
request-is-unmet = Nobody came this time, and we are sorry. You can ask again, or ask a person for help.
request-withdrawn = You took your request back: { $kind }. We are thanking everybody we asked.
request-withdrawn-line = Taken back: { $kind }

## Help that is agreed

visit-you-help =
    You help { $name }.
    What: { $kind }.
    When: <b>{ $when }</b>, about { $length }.
visit-helps-you =
    { $name } helps you.
    What: { $kind }.
    When: <b>{ $when }</b>, about { $length }.
visit-is-differing = You and { $name }: { $when }. An organiser is looking at the hours. We'll tell you both.
visit-is-banked = You and { $name }: { $when }. This is done, and the hours are in your balance.
visit-is-missed = You and { $name }: { $when }. It did not happen, so no hours were moved. You can ask or offer again at any time.
visit-is-cancelled = You and { $name }: { $when }. This was cancelled, because it is no longer needed. No hours were moved.
visit-is-dropped = You and { $name }: { $when }. This was cancelled, because the helper could not come. No hours were moved.
cannot-come-ask = We'll tell { $name } and look for somebody else. Shall we cancel your help for { $when }?
no-longer-needed-ask = We'll tell { $name }. Shall we cancel the help for { $when }?
cannot-come-done = Thank you for telling us. We are telling { $name } and looking for somebody else.
no-longer-needed-done = That is fine. We are telling { $name }, and your hours are free again.
called-off-line = Cancelled: { $name }, { $when }

## A word that passes over the screen after a tap

toast-thank-you = Thank you!
toast-dealt-with-before = This was dealt with before.
toast-dealt-with = Done. Here is what is left.
toast-let-in = { CAPITAL($name) } is a member now.
toast-you-see-to-it = You see to it. Here is what is left.
toast-somebody-sees-to-it = Somebody else sees to it. Here is what is left.
toast-offer-dropped = You no longer offer this.
toast-talk-over = That question is over.
toast-answered-already = You answered that already.
toast-answered-before = You answered that before. Here is the next question.

## In the calendar on somebody's phone

document-visit-you-help = You help { $name }: { $kind }
document-visit-helps-you = { $name } helps you: { $kind }
document-visit-more = Agreed in { $bank }. To change it, open the chat and tap “{ button-things }”.
document-visit-file = visit
