# What somebody tells us about being asked, shown as one page and changed one thing at a time; and breaks.

## The page. Behind each colon stands one of the values below.

profile = This is what we know about you, { $name }.
profile-ask = What would you like to change?
profile-languages-and-place =
    You speak: { $languages }.
    Where you live, roughly: { $place }.
profile-reach-and-gender =
    How far you go: { $reach }.
    Woman or man: { $gender ->
        [woman] a woman
        [man] a man
       *[unsaid] not said
    }.
profile-free = Usually free: { $free }.
profile-no-days = Days that differ: none.
profile-asks-and-hours =
    We ask you in a week: { $asks }.
    You help in a week: { $limit }.
profile-visits-and-comes =
    You visit: { $visits }.
    Who comes to you: { $comes }.
profile-home-and-cannot =
    At your home: { $hurdles }.
    You cannot manage: { $cannot }.
# Told with the wishes about visits.
profile-only-decides = This only decides who is asked, and nobody is shown it.
about-profile = to change your profile
button-profile = My profile
button-back-to-profile = Back to my profile
button-topic-me = Change: about me
button-topic-time = Change: my time
button-topic-visits = Change: my visits
button-take-break = Take a break
button-change-break = Change my break
button-change-tongues = Languages I speak
button-change-living = Where I live
button-change-reach = How far I go
button-change-gender = Woman or man
button-change-free = When I am usually free
button-change-days = Days that differ
button-change-asks = How often you ask me
button-change-hours = Hours in a week
button-change-visits = Whom I visit
button-change-comes = Who comes to me
button-change-home = What my home is like
button-change-cannot = What I cannot manage

## Values behind a colon

reach-home = you help from home
reach-walk = about 10 minutes' walk
reach-km = { $km } km at most
free-weekday-mornings = weekday mornings
free-weekday-afternoons = weekday afternoons
free-weekday-evenings = weekday evenings
free-weekend-mornings = weekend mornings
free-weekend-afternoons = weekend afternoons
free-weekend-evenings = weekend evenings
free-any = at any time
free-other = some other times
free-never = at no usual time
no-limit = no limit
asks-at-most =
    { $count ->
        [one] { $count } time at most
       *[other] { $count } times at most
    }
hours-at-most = { $length } at most
whom-woman = women
whom-man = men
whom-anybody = anybody
hurdle-stairs = stairs
hurdle-dog = a dog
hurdle-cat = a cat
hurdle-smoke = cigarette smoke
hurdle-lifting = heavy lifting
hurdle-none = nothing noted

## What we say when a change is noted

kept-tongues = Thank you, this is noted. You are asked first by neighbours who speak one of your languages.
kept-living = Thank you, we have noted where you live, but only roughly.
kept-living-next = From now on we look for neighbours near that place.
kept-living-stays = Nothing has changed.
kept-reach = Thank you, this is noted. From now on we ask you only as far as that.
kept-free = From now on we ask you only for these times. You can also tell us of single days that differ.
kept-asks = From now on we ask you no more often than that.
kept-asks-no-limit = From now on we may ask you whenever something suits you.
kept-hours = We keep to that from now on. It counts anew each week.
kept-hours-no-limit = There is no limit from now on. Thank you!
kept-gender = Thank you, this is noted. Nobody is shown it.
kept-gender-unsaid = That is fine, and nothing about it is noted.
kept-visits = From now on we ask you to visit only { $whom }. Whoever has not told us that is left out.
kept-visits-anybody = From now on we may ask you to visit anybody.
kept-comes = From now on we ask only { $whom } to come to you. Whoever has not told us that is left out. So there may be fewer people to ask.
kept-comes-anybody = From now on we may ask anybody to come to you.
kept-home = From now on we ask only people who can manage this.
kept-home-nothing = That is fine. There is nothing at your home that we look out for.
kept-cannot = From now on we ask you only where you can manage.
kept-cannot-nothing = That is fine. There is nothing that we keep away from you.
kept-days-away = We ask you for nothing on that time.
kept-days-free = We may ask you for that time, too.
kept-days-usual = Thank you. That is as usual again.

## How often, and how many hours

asks-ask = Tap one, or write another number. How often may we ask you in a week?
hours-ask = Tap one, or write another length. How much would you help in a week at most?
button-asks =
    { $count ->
        [one] { $count } time a week
       *[other] { $count } times a week
    }
button-no-limit = No limit

## A woman or a man

gender-ask = You need not say. It only decides who is asked, and nobody is shown it. Are you a woman or a man?
button-woman = A woman
button-man = A man
button-rather-not-say = I would rather not say

## Whom one visits, and who comes

visits-ask = You need not say why. It only decides who is asked, and nobody is shown it. Whom would you like to visit?
comes-ask = You need not say why. It only decides who is asked, and nobody is shown it. Who would you like to come to you?
button-anybody = Anybody
button-women = Women
button-men = Men

## What not everybody manages

home-ask = Tap all there is, then “{ button-done }”. It only decides who is asked, and nobody is shown it. What is there at your home?
cannot-ask = Tap all that fit, then “{ button-done }”. It only decides who is asked, and nobody is shown it. What can you not manage when you visit somebody?
button-hurdle = { CAPITAL($thing) }
button-nothing-of-it = None of this

## Days that differ

days-ask = You can tell us of days that are not as usual. What is different?
days-first-ask = From which day are you away?
days-last-ask = Which is the last day that you are away?
days-day-ask = On which day are you free?
days-parts-ask = Tap all that fit, then “{ button-done }”. When are you free on that day?
days-usual-ask = Tap the first day, or write one. Which days are as usual again?
day-away = Away on { $day }.
days-away = Away from { $first } to { $last }.
day-free = Free on { $day }: { $parts }.
days-free = Free from { $first } to { $last }: { $parts }.
days-more = And { $count } more.
part-morning = in the morning
part-afternoon = in the afternoon
part-evening = in the evening
part-any = all day
button-away = I am away
button-free-then = I am free another day
button-as-usual = As usual again
button-only-this-day = Only this day
button-all-days = All of these days

## A break

pausing-ask = In a break we ask you for nothing. What you agreed stays as it is. Until when would you like a break?
pausing-ask-again = You can change this, or end your break. Until when would you like a break?
pausing-typed = Please write the day, like “Friday” or “3 December”. From which day may we ask you again?
pausing-line = we ask you again from { $day }
about-pausing = to take a break
break-open = You have a break until you end it.
break-until = You have a break. We ask you again from { $day }.
paused-until = You have a break now: we ask you for nothing. What you agreed stays as it is. We ask you again from <b>{ $day }</b>.
break-over = Your break is over, and it is good to have you back. We ask you again when a neighbour needs something you offer.
button-until-back = Until I come back
button-pause-week = For 1 week
button-pause-month = For 1 month
button-until-day = Until a set day
button-longer-break = Take a longer break

## When an answer is not understood, or a rule says no

unclear-asks = Please tap one of these, or write a number, like “4”.
unclear-again-asks = One number is enough here, like “2” or “10”.
unclear-asks-range = Please choose a number from { $least } to { $most }. To be asked nothing for a while, take a break instead.
unclear-hours = Please tap a length, or write it. “4 hours” and “90 minutes” are fine.
unclear-again-hours = A number and the word “hours” are clearest, like “6 hours”.
unclear-until = Please tap one, or write a day, like “Friday” or “3 December”.
unclear-again-until = A day and a month are clearest, like “3 December”. The day must not have passed.
unclear-day-usual = { $day } is as usual already. Please choose one of the days above.
refusal-limit-out-of-range = Please choose a number from { $least } to { $most }.
refusal-minutes-out-of-range = Please choose between { $least_minutes } and { $most_minutes } a week. Or tap “{ button-no-limit }”.
refusal-pause-out-of-range = A break can last up to { $days } days. Please choose a day after today.
refusal-days-backwards = You are away from { $first }. Please choose that day or a later one.
refusal-too-many-days = You can tell us of { $limit } days that differ. For a longer time, take a break instead.

## Words that people type. Commas part them; a pair is "words = number".

typed-profile = profile, my profile, my settings, settings, preferences, my preferences, about me, change my details, my details, i moved, i have moved, ive moved
typed-woman = woman, a woman, women, only women, female, a female, lady, i am a woman, im a woman
typed-man = man, a man, men, only men, male, a male, gentleman, i am a man, im a man
typed-anybody = anybody, anyone, everybody, everyone, either, both, whoever, all, i dont mind, dont mind, no preference, it does not matter, it doesnt matter
typed-rather-not = rather not, rather not say, i would rather not, id rather not, id rather not say, prefer not to say, i prefer not to say, no, no thanks, no thank you, neither, none, other, something else
# After a number: "4 times a week".
typed-a-week = a week, per week, each week, every week, in a week, weekly, times, time, times a week, times per week, times each week, times every week, times in a week, time a week, time per week, at most, a week at most, times a week at most
typed-often = once = 1, one time = 1, twice = 2
# Before the day on which a break ends: "until Friday", "for 2 weeks".
typed-until = until, till, til, up to, for, back on
typed-a-month = a month, 1 month, one month, for a month, for 1 month, for one month, month
