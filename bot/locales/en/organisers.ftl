# What only organisers read: becoming one, newcomers, and the queue of what needs a human.

organiser-hello = You are now an organiser of { $bank }. Please join first, with a few questions. Then write /admin at any time.
organiser-welcome = You are an organiser now, { $name }. Write /admin to see what needs you.

## Newcomers

invite-link =
    With this link or code, new members join { $bank }. It works until { $until }.
    { $link }
joining-rule-open = Newcomers become members at once, without anybody being asked.
joining-rule-approved = You and the other organisers are asked about each newcomer.

## The queue

queue =
    { $count ->
        [one] 1 thing needs a person.
       *[other] { $count } things need a person. The most urgent comes first.
    }
queue-more =
    { $count ->
        [one] And 1 more thing.
       *[other] And { $count } more things.
    }
queue-empty = Nothing needs you just now. Newcomers, unclear hours and requests without help will appear here.
queue-approval = A newcomer would like to join: { $name }.
queue-hours = Hours to settle: { $helper } and { $asker }.
queue-at-risk = Nobody has said yes so far: { $name }, { $when }.
queue-person-wanted = Somebody would like a person: { $name }.
member-name = { $name }
member-unnamed = somebody new

## One thing of the queue

task-approval = A newcomer would like to join: <b>{ $name }</b>.
task-approval-enjoys = They offer: { $kinds }.
task-hours =
    { CAPITAL($helper) } agreed to help { $asker }: { $kind }, { $when }.
    Planned: { $planned }.
task-hours-figures =
    { CAPITAL($helper) } says: { $helpersays }.
    { CAPITAL($asker) } says: { $askersays }.
    Which is right?
figure = { $length }
figure-silent = nothing so far
figure-never = it did not happen
task-at-risk =
    Nobody has said yes so far to { $name }, who would like { $kind }.
    When: <b>{ $when }</b>.
task-at-risk-tried = Asked: { $asked }. Said no: { $refused }. No answer: { $silent }.
task-note = They add: “{ $note }”
task-person-wanted =
    Somebody would like a person: <b>{ $name }</b>.
    Since { $since }.
task-unreachable = Our messages no longer reach { $silent }. They agreed on this with { $name }: { $kind }, { $when }. Please get in touch another way.
task-undelivered =
    { $count ->
        [one] 1 message could not be sent in the last day. It was for { $names }.
       *[other] { $count } messages could not be sent in the last day. They were for { $names }.
    }
    Please get in touch another way.
task-yours = You said that you look for somebody.
decline-ask = We'll tell { $name } that they cannot join for now. Are you sure?
did-not-happen-ask = { CAPITAL($helper) } and { $asker }: { $kind }, { $when }. No hours will move, and this cannot be put right later. Are you sure?
unmet-ask = We'll tell { $name } that nobody can come: { $kind }, { $when }. Are you sure?

## The way to somebody's door, which organisers read only when there is need, and on record

door-ask = We write down who reads the way to { $name }'s door, and when. Would you like to read it?
door-shown = The way to { $name }: “{ $directions }”
door-none = { $name } has not told us the way to their door.

task-done-before = Somebody has seen to this already. Thank you!
