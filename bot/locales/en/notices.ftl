# What we say by ourselves: invitations, agreements, reminders, hours. All of it is worded as how things stand.

## Asking somebody to help

invitation =
    { $name } would like { $kind }.
    When: <b>{ $when }</b>.
invitation-note = { $name } adds: “{ $note }”
invitation-why = We ask you because { $reasons }.
invitation-ask = Could you help?
invitation-yes-line = Your answer: yes. { $kind }, { $when }
invitation-no-line = Your answer: no. { $kind }, { $when }
invitation-no-thanks = Thank you for telling us. We go on looking for somebody.

# After "because". They are short, since two of them share a sentence.
reasons-two = { $first } and { $second }
reason-met = you two have met
reason-near = you live near
reason-by-phone = it works by phone
reason-kind = you offer this
reason-free = you are free then
reason-rested = nobody asked you lately
reason-newcomer = you are new here
reason-skilled = you have done this before
reason-named = { $name } asked for you by name

filled = A neighbour is helping already: { $kind }, { $when }. You do not need to do anything. Thank you for being there!
filled-not-needed = We no longer look for { $kind }, { $when }. You do not need to do anything. Thank you for being there!

## To those who asked

candidate =
    { $name } says yes.
    What: { $kind }.
    When: <b>{ $when }</b>.
candidate-ask = Would you like { $name } to help?
picked-line = You chose { $name }, { $when }
still-looking =
    We are still looking for { $kind }. { $asked ->
        [0] There was nobody to ask so far.
        [one] We asked 1 neighbour so far.
       *[other] We asked { $asked } neighbours so far.
    } We'll tell you by { $by } either way.
at-risk = Nobody has said yes so far: { $kind }, { $when }. We are telling the organisers, so that a person looks for help, too. We go on asking.
looked-after = { $name } is an organiser and now looks for help for you. You asked for { $kind }, { $when }.
unmet = We are sorry, nobody could help: { $kind }, { $when }. You can ask again for another day. Or ask a person for help.

## Agreed

agreed-you-help =
    It is agreed: you help { $name }.
    What: { $kind }.
    When: <b>{ $when }</b>, about { $length }.
agreed-helps-you =
    It is agreed: { $name } helps you.
    What: { $kind }.
    When: <b>{ $when }</b>, about { $length }.
agreed-directions = How to find them: “{ $directions }”
agreed-next = Open the file to put this in your calendar. Afterwards we ask both of you how long it took.
reminder-you-help =
    A reminder: you help { $name }.
    What: { $kind }.
    When: <b>{ $when }</b>, about { $length }.
reminder-helps-you =
    A reminder: { $name } helps you.
    What: { $kind }.
    When: <b>{ $when }</b>, about { $length }.
time-stays = The rules for summer time have changed. What you agreed with { $name } stays at <b>{ $when }</b>: { $kind }. Please open this new file, so that your calendar knows.
called-off = { CAPITAL($name) } no longer needs this: { $kind }, { $when }. You do not need to do anything. Thank you for being ready to help!
dropped-out = { CAPITAL($name) } cannot help after all: { $kind }, { $when }. We are looking for somebody else now. We'll tell you as soon as somebody says yes.
dropped-out-over = { CAPITAL($name) } cannot help after all: { $kind }, { $when }. There is no time left to find somebody else, and we are sorry. You can ask again for another day.
relayed = { $name } writes: “{ $text }”

## Afterwards

how-long-you-helped = You agreed to help { $name }: { $when }. How long did it take?
how-long-helped-you = { $name } agreed to help you: { $when }. How long did it take?
banked-you-helped = You helped { $name }: { $length }. Your balance is <b>{ $hours }</b> now. Thank you!
banked-helped-you = { CAPITAL($name) } helped you: { $length }. Your balance is <b>{ $hours }</b> now.
banked-middle = You said { $mine }, { $name } said { $theirs }. We took the middle.
differing = An organiser will look at the hours with { $name }, { $when }. Nobody did anything wrong, and nothing is lost. We'll tell you both.
did-not-happen = You and { $name }: { $when }. It did not happen, so no hours were moved. You can ask or offer again at any time.

## Joining

not-approved = Thank you for wanting to join. The organisers could not say yes this time. Please talk to one of them if you wonder why.

said-once-more = Perhaps you have read this already.
