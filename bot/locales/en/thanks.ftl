# After help was given: thanks, and how somebody seemed.

## Thanks, passed on to the other one; no stars

button-thank = Say thank you to { $name }
button-only-thanks = Just thank you
thanking-text = We pass your words on to { $name }. What would you like to say?
thanking-done = That is kind. Thank you for telling { $name }.
about-thanking = to thank a neighbour
thanked = { $name } thanks you for this: { $kind }, { $when }.
thanked-text = { $name } writes: “{ $text }”
refusal-thanked-already = You have said thank you for this already. That is kind.

## How the one who was helped seemed, from the helper to the organisers. The one who was helped never reads it.

button-seemed-how = How { $name } seemed
seeming-ask = Only the organisers can read this, and { $name } never does. How did { $name } seem to you?
button-seemed-well = Well
button-seemed-down = A little down
button-seemed-worried = I am worried
seeming-noted =
    { $seemed ->
        [well] Good to hear that { $name } seemed well.
       *[down] Thank you for telling us that { $name } seemed a little down.
    } Only the organisers can read it.
seeming-worried-nobody = Thank you for looking out for others. Nobody else looks after this time bank just now, so nobody is told. If anybody is in danger, ring { $number }.
seeming-noted-worried = Thank you for looking out for others. We tell the organisers now, and nobody else. If anybody is in danger, ring { $number } first.
button-add-words = Add a few words
seeming-text = Only the organisers can read your words. What did you notice about { $name }?
seeming-done = Thank you. Only the organisers can read what you wrote about { $name }.
about-seeming = to tell the organisers how somebody seemed

## For organisers

queue-worried = A helper is worried about { $name }.
button-task-worried = Worried about { $name }
task-worried-told = { $helper } helped { $name } and is worried. { $name } does not know. That you read it is written down.
button-read-worry = Read it
button-worry-done = I have seen to it
seemed-empty = Here you will see how people seemed to those who helped them. Nobody has said anything so far.
seemed =
    How people seemed to their helpers in the last { $days } days:
    well { $well }, a little down { $down }, worried about { $worried }.
seemed-read = Open one only when you need to. That you read it is written down.
seemed-well = { $name } seemed well to { $helper }, { $when }.
seemed-down = { $name } seemed a little down to { $helper }, { $when }.
seemed-worried = { $helper } is worried about { $name }, { $when }.
seemed-text = { $helper } writes: “{ $text }”
seemed-on-record = { $name } does not know of this. Please be gentle.
