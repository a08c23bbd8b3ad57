# Who was asked and why, for organisers; and what would help, for whoever asked.

## An organiser asks

button-why = Who was asked, and why
button-who-not = Who?
why-looking = One moment, we are looking. The answer comes here soon.
refusal-own-request-asked = You asked for this help yourself, so another organiser has to look.

## The answer

explained =
    Who was asked, and why: { $name }.
    What: { $kind }.
    When: <b>{ $when }</b>.
explained-nobody = Nobody has been asked so far.
explained-one = { CAPITAL($name) }: { $answer }.
explained-one-why = { CAPITAL($name) }: { $answer }. Why: { $why }.
explained-more =
    { $count ->
        [one] 1 more neighbour was asked.
       *[other] { $count } more neighbours were asked.
    }
explained-over = This no longer looks for anybody.
explained-left =
    { $count ->
        [0] Nobody else can be asked now.
        [one] 1 more neighbour can still be asked.
       *[other] { $count } more neighbours can still be asked.
    }

# After a name and a colon.
answer-asked = no answer so far
answer-yes = yes
answer-no = no
answer-silent = no answer in time
answer-chosen = yes, and they help
answer-thanked = no longer needed, and thanked
answer-dropped = yes at first, then they could not

# After "Why:", short, since several of them make a list.
why-all = { $reasons }
why-came-forward = came forward unasked
why-named = asked for by name
why-met = the two have met
why-skilled = has done this before
why-near = lives near
why-by-phone = works by phone
why-kind = offers this
why-free = is free then
why-language = speaks the language
why-rested = not asked lately
why-newcomer = is new here

## What keeps others from it: how many

obstacle-check =
    { $count ->
        [one] 1 neighbour has no check that this help needs.
       *[other] { $count } neighbours have no check that this help needs.
    }
obstacle-reach =
    { $count ->
        [one] 1 neighbour lives too far away.
       *[other] { $count } neighbours live too far away.
    }
obstacle-time =
    { $count ->
        [one] 1 neighbour is not free then.
       *[other] { $count } neighbours are not free then.
    }
obstacle-language =
    { $count ->
        [one] 1 neighbour speaks no language in common.
       *[other] { $count } neighbours speak no language in common.
    }
obstacle-preference =
    { $count ->
        [one] 1 neighbour is not the woman or man wished for.
       *[other] { $count } neighbours are not the woman or man wished for.
    }
obstacle-hurdle =
    { $count ->
        [one] 1 neighbour cannot manage something there, like stairs or a dog.
       *[other] { $count } neighbours cannot manage something there, like stairs or a dog.
    }
obstacle-hours =
    { $count ->
        [one] 1 neighbour gives enough hours this week already.
       *[other] { $count } neighbours give enough hours this week already.
    }
obstacle-asleep =
    { $count ->
        [one] 1 neighbour is asleep now and can be asked in the morning.
       *[other] { $count } neighbours are asleep now and can be asked in the morning.
    }
obstacle-asked_often =
    { $count ->
        [one] 1 neighbour has been asked as often as they would like.
       *[other] { $count } neighbours have been asked as often as they would like.
    }
obstacle-own =
    { $count ->
        [one] 1 neighbour asked for it.
       *[other] { $count } neighbours asked for it.
    }
obstacle-asked_before =
    { $count ->
        [one] 1 neighbour has been asked already.
       *[other] { $count } neighbours have been asked already.
    }
obstacle-said_no =
    { $count ->
        [one] 1 neighbour has said no.
       *[other] { $count } neighbours have said no.
    }
# Only ever a number: neither of the two learns of it, and nobody is named.
obstacle-apart =
    { $count ->
        [one] 1 neighbour would rather not meet.
       *[other] { $count } neighbours would rather not meet.
    }
obstacle-busy =
    { $count ->
        [one] 1 neighbour helps somebody else at that time.
       *[other] { $count } neighbours help somebody else at that time.
    }
obstacle-not_named =
    { $count ->
        [one] 1 neighbour waits until the one asked for by name has answered.
       *[other] { $count } neighbours wait until the one asked for by name has answered.
    }

## The same, before names

obstacle-names = { CAPITAL($what) }: { $names }.
obstacle-names-noted = Who cannot be asked, and why. We write down that you read this.
obstacle-nobody-named = Nobody can be named here. We write down that you looked.
obstacle-of-check = no check that this help needs
obstacle-of-reach = too far away
obstacle-of-time = not free then
obstacle-of-language = no language in common
obstacle-of-preference = a wish for a woman or a man
obstacle-of-hurdle = something there they cannot manage
obstacle-of-hours = enough hours this week
obstacle-of-asleep = asleep now
obstacle-of-asked_often = asked often enough
obstacle-of-asked_before = asked already
obstacle-of-said_no = said no
obstacle-of-busy = with somebody else then
obstacle-of-not_named = waiting for the one asked for by name

## What would bring more, for organisers

would-help = What would help:
would-help-time =
    { $count ->
        [one] 1 neighbour could help at this time: { $when }.
       *[other] { $count } neighbours could help at this time: { $when }.
    }
would-help-further =
    { $count ->
        [one] 1 more could come by going { $distance } further.
       *[other] { $count } more could come by going { $distance } further.
    }
would-help-language =
    { $count ->
        [one] 1 more could help without a language in common.
       *[other] { $count } more could help without a language in common.
    }
would-help-phone =
    { $count ->
        [one] 1 more could help by phone.
       *[other] { $count } more could help by phone.
    }
would-help-check =
    { $count ->
        [one] 1 more could help once you have seen their check.
       *[other] { $count } more could help once you have seen their check.
    }

## What would bring more, for whoever asked

suggested-nobody = Nobody can help with this so far: { $kind }, { $when }. We go on looking.
suggested-few = Few neighbours can help with this so far: { $kind }, { $when }. We go on looking.
suggested-time =
    { $count ->
        [one] { $number }. 1 neighbour could help then: { $when }.
       *[other] { $number }. { $count } neighbours could help then: { $when }.
    }
suggested-by-phone =
    { $count ->
        [one] By phone 1 more neighbour could help.
       *[other] By phone { $count } more neighbours could help.
    }
suggested-any-language =
    { $count ->
        [one] 1 more could help, but speaks another language.
       *[other] { $count } more could help, but speak another language.
    }
suggested-ask = Would you like to change it?
request-suggested = This could bring more help:
# A weekday is short enough to be read; the full date stands beside the same number in the message.
button-better-morning = { $number }. { $weekday } morning: { $count }
button-better-afternoon = { $number }. { $weekday } afternoon: { $count }
button-better-evening = { $number }. { $weekday } evening: { $count }
button-better-any = { $number }. { $weekday }: { $count }
button-by-phone = By phone instead
button-any-language = Any language is fine
button-leave-as-is = Leave it as it is

## It was changed

rearranged =
    We now look for { $kind }.
    When: <b>{ $when }</b>. We'll tell you by { $by } either way.
rearranged-by-phone =
    We now look for { $kind }, by phone.
    When: <b>{ $when }</b>. We'll tell you by { $by } either way.
rearranged-any-language =
    Now we also ask neighbours who speak another language: { $kind }.
    When: <b>{ $when }</b>.
left-as-is =
    That is fine, and nothing has changed. We go on looking for { $kind }.
    When: <b>{ $when }</b>.
rearranged-line = { $kind }, { $when }
filled-rearranged = { CAPITAL($name) } would like something else now: { $kind }, { $when }. You need not answer what we asked before. Perhaps we ask you again.
by-phone-instead = This is by phone, so nobody has to come.
refusal-search-over = This no longer looks for anybody, so it stays as it is. Open “{ button-things }” to see it.
refusal-somebody-said-yes = Somebody has said yes to it as it is. Open “{ button-things }” to choose.
refusal-rearranged = This has changed since we asked you, so nothing is agreed. Tap below to see who needs help now.

## One's own request: what comes next

request-next-look = Time to answer: until { $at }. After that we ask more neighbours.
request-organiser = If nobody says yes by then, an organiser looks for somebody, too.
