# Hours for somebody in need: what a member says, and what organisers do about the hours of one member.

button-need-hours = I need hours
hours-wanted-noted = Thank you for telling us. An organiser will look at it and get in touch. You can ask for help meanwhile, as far as your hours go.

## In the queue

queue-hours-wanted = Somebody needs hours: { $name }.
button-task-hours-wanted = Hours for { $name }
queue-hours-low = Hours run low: { $name }.
button-task-hours-low = Few hours: { $name }
task-hours-wanted = { CAPITAL($name) } says they need hours. Their balance is { $balance }.
task-hours-low = The hours of { $name } run low, at { $balance }. A friendly word may help, or a few hours.
button-give-hours-to = Give hours to { $name }

## Giving hours, writing off, and limits for one member

about-hours-for = to look after somebody's hours
hours-for-who = Tap a name, or write one. Whose hours is it about?
hours-for-which = Several people are called like that. Whose hours is it about?
hours-for-stands =
    { CAPITAL($name) } has { $balance } now.
    They may go down to { $floor }, and up to { $ceiling }.
hours-for-what = What would you like to do?
button-hours-for-grant = Give them hours
button-hours-for-write_off = Write off what they owe
button-hours-for-floor = How far below zero
button-hours-for-ceiling = How far up
hours-for-grant = The hours come from the community chest, or else from the time bank. { CAPITAL($name) } has { $balance } now. How much would you like to give?
hours-for-write_off = The hours come from the community chest, or else from the time bank. { CAPITAL($name) } has { $balance } now. How much shall we write off?
hours-for-floor = This counts for { $name } alone, and nothing else moves. They have { $balance } now. How far may they go below zero?
hours-for-ceiling = This counts for { $name } alone, and nothing else moves. They have { $balance } now. How far may they go up?
hours-for-reason = { CAPITAL($name) } will read your words. Why do you do this?
hours-for-read-back-grant =
    We give <b>{ $length }</b> to { $name }.
    Balance: { $before } now, and then { $after }.
hours-for-read-back-write_off =
    We write off <b>{ $length }</b> of what { $name } owes.
    Balance: { $before } now, and then { $after }.
hours-for-read-back-floor =
    How far { $name } may go below zero.
    It will be <b>{ $after }</b> instead of { $before }.
hours-for-read-back-ceiling =
    How far { $name } may go up.
    It will be <b>{ $after }</b> instead of { $before }.
hours-for-check = Shall we do this?
button-hours-for-sure = Yes, do it
hours-for-done = This is done, and written down with your name.
hours-for-done-told = This is done, and written down with your name. We are telling { $name }.
hours-for-done-line = Done
refusal-grant-out-of-range = Please choose a length of time up to { $longest_minutes }.
refusal-nothing-owed = They owe { $owed_minutes } now. Please choose that much or less.
refusal-limit-of-hours = It can be from { $least_minutes } to { $most_minutes }. Please choose something between.

## To the member, and in the books

granted-grant = An organiser has given you { $length }. Your balance is { $hours } now.
granted-write_off = An organiser has written off { $length } that you owed. Your balance is { $hours } now.
entry-grant =
    { $gained ->
        [yes] An organiser gave you { $length }. { $day }.
       *[no] Given to somebody in need: { $length }. { $day }.
    }
entry-write_off =
    { $gained ->
        [yes] An organiser wrote off what you owed: { $length }. { $day }.
       *[no] Written off for somebody: { $length }. { $day }.
    }
line-grant = Hours given to { $name }, { $when }
line-write_off = What { $name } owed, written off, { $when }
