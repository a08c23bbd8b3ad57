# How English tells lengths, distances, lists and dates, and how it reads what people type.
# The rest of the words is in the files beside this one.

language-name = English

number = { $number }

## Lengths of time: always whole hours and minutes, never "1.5 hours".

length-hours =
    { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }
length-minutes =
    { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
length-hours-and-minutes = { length-hours } { length-minutes }
length-minus = minus { $length }

## Distances: bands, so that nobody's home can be found by asking often.

distance-less-than-1 = less than 1 km
distance-1-to-3 = 1 to 3 km
distance-3-to-5 = 3 to 5 km
distance-more-than-5 = more than 5 km

## Lists. $beginning is how $after begins: a variant [i] matches every word in i, without accents.

list-next = { $before }, { $after }
list-last = { $before } and { $after }

## Dates and times. $half is am or pm; a time reads well after "at", "from", "by" and "until".

date-day = { $weekday } { $day } { $month }
date-day-of-year = { $weekday } { $day } { $month } { $year }
date-hour = { $hour12 }{ $half }
date-hour-and-minute = { $hour12 }:{ $minute }{ $half }
date-midday = midday
date-midnight = midnight
date-moment = { $day }, { $hour }
date-span = { $day }, { $start } to { $end }
date-span-of-days = { $start } to { $end }

## Words that people type. Commas part them; case, accents and signs do not matter. A pair is "words = number".
## These work at any time. "stop" and "help" are understood in every language, whichever one the member reads.

typed-stop = stop, cancel, quit, end, exit, stop it, stop this, cancel this, leave it, forget it
typed-help = help, help me, how does this work, what can i do, i am stuck, im stuck, i dont understand, info
typed-menu = menu, start, main menu, hello, hi
typed-ask = ask, ask for help, i need help, need help, i need something, new request
typed-offer = offer, offer help, give help, i can help, i want to help, new offer
typed-hours = hours, my hours, balance, my balance, statement, how many hours
typed-things = things, my things, my requests, my visits, my offers
typed-browse = browse, offers, near me, offers near me, look around, who can help
typed-language = language, languages, change language
typed-admin = admin, organiser, organisers, organizer
typed-back = back, go back, previous, undo
typed-person = person, a person, a person please, ask a person, talk to a person, can i talk to a person, i would like a person, i want a person, human, a human, real person, somebody real
typed-give = give, give hours, give an hour, i want to give an hour, i want to give hours, give my hours, give time, donate, donate hours, gift, a gift, give away hours
typed-pause = pause, take a break, a break, i need a break, holiday, on holiday, i am on holiday, i am going on holiday, im going on holiday, i am away, im away
typed-resume = resume, i am back, im back, end my break, end the break, back again
typed-mydata = my data, mydata, export my data, my information, what do you know about me, what do you keep about me
typed-leave = leave, i want to leave, i would like to leave, leave the time bank, forget me, please forget me, delete me, delete everything, delete my data, delete my account
typed-skip = skip, skip this, pass, not now, later, next question
typed-courtesy = please, thanks, thank you, thank you very much, sorry

## Yes and no.

typed-yes = yes, y, yeah, yep, yup, ok, okay, sure, of course, certainly, fine, all right, alright, correct, right, thats right, i can, i do, i will, no problem, no worries, gladly, agreed, go ahead
typed-no = no, n, nope, nah, no thank you, no thanks, i cant, i cannot, i dont, not today, not this time, wrong, no way, never
# A longer answer that begins with one of these is clear all the same ("yes I can").
typed-yes-opening = yes, yeah, yep, yup, ok, okay, sure
typed-no-opening = nope, nah
typed-unsure = i dont mind, not sure, unsure, dont know, do not know, no idea, maybe, perhaps, it depends, but
typed-not = not, no, never, cannot, cant, dont, wont, isnt, wasnt, arent, doesnt, didnt, couldnt, wouldnt, shouldnt, havent, hasnt, except, but, without, nobody, nothing, none

## Numbers and lengths of time.

typed-numbers = one = 1, two = 2, three = 3, four = 4, five = 5, six = 6, seven = 7, eight = 8, nine = 9, ten = 10, eleven = 11, twelve = 12, thirteen = 13, fourteen = 14, fifteen = 15, sixteen = 16, seventeen = 17, eighteen = 18, nineteen = 19, twenty = 20, twenty five = 25, thirty = 30, thirty five = 35, forty = 40, forty five = 45, fifty = 50, fifty five = 55, sixty = 60, ninety = 90, a couple of = 2, couple of = 2
typed-article = a, an
typed-hour-unit = hour, hours, hr, hrs, h
typed-minute-unit = minute, minutes, min, mins, m
typed-day-unit = day, days
typed-week-unit = week, weeks
typed-half = half
typed-quarter = quarter, quarters
typed-and = and
typed-about-length = please, thanks, thank you, about, around, roughly, approximately, nearly, of, for, it, took, takes, take, was, lasted, maybe, more or less, in total, the

## Times of day. typed-minus is "five less ten" (other languages), typed-to is "ten to five".

typed-past = past, after
typed-to = to, before, til
typed-minus = minus
typed-at = at
typed-o-clock = o clock, oclock, h
typed-am = am, a m
typed-pm = pm, p m
typed-noon = noon, midday, twelve noon, 12 noon, twelve midday
typed-midnight = midnight, twelve midnight, 12 midnight
typed-morning = in the morning, this morning, the morning, morning, mornings, forenoon
typed-afternoon = in the afternoon, this afternoon, the afternoon, afternoon, afternoons
typed-evening = in the evening, this evening, the evening, evening, evenings
typed-night = at night, tonight, night, nights
typed-small-hours = in the small hours, early hours
typed-any-time = any, any time, anytime, whenever, all day, any time of day, i dont mind, dont mind, no preference, either, flexible, it does not matter, doesnt matter
typed-about-time = a, an, about, around, roughly, on, the, of, in, let us say, say, maybe, sharp, exactly

## Days. A "coming" Tuesday is the first one after today, a "next" Tuesday is in the week after this one.

typed-today = today, this morning, this afternoon, this evening, tonight
typed-tomorrow = tomorrow, tmrw, tomorow, tommorow, tommorrow
typed-day-after-tomorrow = day after tomorrow, the day after tomorrow, overmorrow
typed-yesterday = yesterday
typed-coming = this, coming, this coming
typed-next = next
typed-last = last, previous
typed-in = in
typed-from-now = from now, from today
typed-the = the, on the
typed-ordinal = st, nd, rd, th
typed-bound = every, each, before, after, until, till, til, since, by, from, between, past
typed-about-day = on, of, at, about, around, please, let us say, say, maybe, by
