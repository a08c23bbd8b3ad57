# What a kind of help demands of whoever gives it, what was seen of whom, and what is said to somebody who lacks it.

## What is demanded, or still needed. They are short, since several make a list.

demanded-nothing = nothing
demanded-basic = a basic check
demanded-enhanced = an enhanced check
demanded-enhanced_barred = an enhanced check with barred list
demanded-references =
    { $count ->
        [one] 1 reference
       *[other] { $count } references
    }
demanded-accompanied = a first visit in company

## To organisers: what help demands

button-demands = What help demands
demands = This is what each kind of help demands of whoever gives it. Tap one to change it.
demand-line = { $kind }: { $demand }.
demand =
    <b>{ $kind }</b>
    This demands: { $demand }.
demand-noted = This is noted, and counts from now on.
demand-nobody-offers = No member offers this so far.
demand-cleared =
    { $count ->
        [0] No member who offers this can be asked now.
        [one] 1 member who offers this can be asked.
       *[other] { $count } members who offer this can be asked.
    }
demand-lacking =
    { $count ->
        [0] Nobody is left out.
        [one] 1 cannot be asked so far.
       *[other] { $count } cannot be asked so far.
    }
button-demand-check = Change the check
button-demand-references = Change the references
button-demand-company = First visit in company
button-demand-alone = First visit alone is fine
demand-check-ask = A check that goes further counts, too. Which check does this demand at least: { $kind }?
button-check-none = No check
demand-references-ask = A reference is a talk with somebody who knows the member. How many does this demand: { $kind }?
button-references =
    { $count ->
        [0] No references
        [one] 1 reference
       *[other] { $count } references
    }

## To organisers: checks of a member

button-checks = Checks of a member
checks-who = Please write the name, or part of it. Whose checks are they?
checks-which = Several people are called like that. Whose checks are they?
about-checks = to look at checks
checks-of = This was seen of <b>{ $name }</b>:
checks-of-none = Nothing was seen of <b>{ $name }</b> so far. What organisers have seen will appear here.
checks-line = { $number }. { CAPITAL($what) }, seen by { $name } on { $day }.
checks-line-until = { $number }. { CAPITAL($what) }, seen by { $name } on { $day }. It holds until { $until }.
checks-line-lapsed = { $number }. { CAPITAL($what) }, seen by { $name } on { $day }. It held until { $until }.
checks-line-withdrawn = { $number }. { CAPITAL($what) }, seen by { $name } on { $day }. It no longer holds, since { $since }.
checks-more = And { $count } more.
seen-basic = a basic check
seen-enhanced = an enhanced check
seen-enhanced_barred = an enhanced check with barred list
seen-reference = a reference
seen-accompanied = a first visit in company
button-have-seen = I have seen something
button-no-longer-holds = { $number }. No longer holds
button-other-checks = Somebody else
checks-withdraw-ask = This will no longer count for { $name }: { $what }. Are you sure?
button-sure-withdraw = Yes, it no longer holds
checks-withdrawn = This is noted, and it no longer counts.

## To organisers: what they have seen

seeing-what = We note only that you saw it, and when. What have you seen of { $name }?
button-seen-basic = A basic check
button-seen-enhanced = An enhanced check
button-seen-enhanced_barred = Enhanced with barred list
button-seen-reference = A reference
button-seen-accompanied = A first visit in company
seeing-until = Tap one, or write a day. Until when does it hold?
seeing-until-typed = Please write the day with its year, like “{ $day }”. Which is the last day on which it holds?
button-holds-years =
    { $count ->
        [one] For 1 year
       *[other] For { $count } years
    }
button-does-not-lapse = It does not lapse
seeing-until-line = until { $day }
seeing-noted = Thank you, this is noted.
about-seeing = to note what you have seen
unclear-holding = Please tap one, or write a day. “3 December 2031” is fine.
unclear-again-holding = A day, a month and a year are clearest, like “3 December 2031”. It must be within 10 years.

## To members: what is still needed for what they offer

offering-noted = Thank you! You now offer this: { $kind }.
offer-line-needs = { $kind }. Still needed: { $demand }.
offer-still-needed = Still needed: { $demand }.
offer-needs-organiser = Then we can ask you. Please talk to { $name }, who is an organiser.
offer-needs-somebody = Then we can ask you. Please talk to an organiser.

## When a rule says no

refusal-own-attestation = Nobody notes anything about themself here. Another organiser can do it.
refusal-not-allowed = Thank you for wanting to help! This help needs something first, like a check. Please talk to an organiser.
refusal-cannot-come-now = This neighbour cannot come after all. Please choose somebody else, or wait for another answer.
refusal-not-a-demand = This cannot be demanded. Please tap one of the buttons, with { $limit } references at most.
refusal-holds-too-long = A check can hold for { $years } years at most. Please choose an earlier day.
