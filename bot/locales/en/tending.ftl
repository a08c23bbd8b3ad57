# Tasks of the queue: who sees to them, calls to make, checks about to lapse, joinings that were broken off.

## Who sees to it

button-take = I take this
button-put-back = Somebody else can do it
task-taken-by-you = You said that you see to this.
task-taken = { CAPITAL($name) } sees to this, since { $since }.
task-looks = { CAPITAL($name) } said that they look for somebody, and it still waits. You can take it over.
queue-line-yours = { $line } You see to it.
queue-line-taken = { $line } Seen to by { $name }.
tasks-wait =
    { $count ->
        [one] 1 thing has waited for long, and nobody sees to it:
       *[other] { $count } things have waited for long, and nobody sees to them:
    }
at-risk-today =
    { $count ->
        [one] Good morning. 1 thing needs a person today:
       *[other] Good morning. { $count } things need a person today:
    }
button-open-queue = See what needs a person

## Calls to make

queue-call = A call to make: { $name }.
button-task-call = Ring { $name }
task-call = Please ring <b>{ $name }</b>, who has no app, and say this:
button-called = I have told { $name }

## People out of reach before a visit

queue-unreachable = Out of reach before a visit: { $name }, { $when }.
button-task-unreachable = Out of reach: { $name }

## Checks about to lapse

queue-lapsing = A check lapses: { $name }, after { $until }.
button-task-lapsing = Check of { $name }
task-lapsing =
    A check of <b>{ $name }</b> lapses: { $what }.
    It holds until { $until }.
check-lapses = { CAPITAL($what) } of yours holds until { $until }.
check-lapses-then = After that we cannot ask you for some kinds of help. Please show an organiser a new one in time.

## Joinings that were broken off

queue-unfinished = Began to join and stopped: { $name }.
button-task-unfinished = Stopped: { $name }
task-unfinished =
    Began to join and stopped: <b>{ $name }</b>.
    Since { $since }.
button-nudge = Send a kind word
button-leave-it = Leave it at that
nudge = Hello from { $bank }! You began to join us, and a few questions are left. What you told us is still here.
nudge-ask = Would you like to carry on?
