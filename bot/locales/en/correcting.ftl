# Putting a line of the books right: what only organisers read, and what the two concerned are told.

correcting-who = Tap a name, or write one. Whose hours are wrong?
correcting-which = Several people are called like that. Whose hours are wrong?
correcting-line = { $number }. { $line }
correcting-ask-line = Which line is wrong?
correcting-minutes = It says { $length } now. What should it say?
correcting-reason = The people concerned will read your words. Why is it wrong?
correcting-read-back =
    Now: { $line }
    From now on: <b>{ $length }</b>.
correcting-read-back-reason = Why: “{ $note }”
correcting-check = Shall we put this right?
correcting-done = This is put right now. We are telling the people concerned.
correcting-done-line = Put right
about-correcting = to put hours right
button-correct-hours = Put hours right
button-correct-it = Yes, put it right
button-line = { $number }. { $length }
button-no-time-at-all = No time at all
unclear-member = We know nobody of that name here. Please write the first name, like “Rosa”.
unclear-again-member = Part of the name is enough. You can also tap one of those below.
unclear-member-without-lines = { $name } has no line that you can put right. Please choose somebody else.

## What a line tells to others

line-with-length = { $line }: { $length }.
line-exchange = { CAPITAL($helper) } helped { $asker }, { $kind }, { $when }
line-starting = Starting hours for { $name }, { $when }
line-cover = Hours to help out { $name }, { $when }
line-gift = A gift to or from { $name }, { $when }

## To the two concerned

corrected =
    An organiser has put your hours right.
    { $line }: <b>{ $length }</b>.
corrected-hours = Your balance is { $hours } now.
corrected-reason = Why: “{ $note }”
