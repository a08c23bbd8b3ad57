# The organisers' group: what it reads, and how an organiser sees to it in private.

## In private

ourgroup-none = You organisers can have a group in this app. I tell it what waits for you, and never a name.
ourgroup-how = Make a group with the others first, then let me in with the button below. It works for you alone, for 1 hour.
ourgroup-linked = Since { $since } I tell your group what waits. { $name } let me in.
ourgroup-topics = Each kind of news has a topic of its own there.
ourgroup-no-topics = All news goes into one stream. For topics, switch on “Topics” in the group, and let me manage them.
ourgroup-end-ask = I will say nothing more in your group. You still hear everything here. Shall I stop?
button-ourgroup-choose = Choose the group
button-ourgroup-other = Choose another group
button-ourgroup-topics = Try topics again
button-ourgroup-end = Stop telling the group
button-ourgroup-end-sure = Yes, stop
toast-topics-tried = The next news makes its topic.

## In the group: everybody there can read along

group-topic-new = New
group-topic-urgent = Urgent
group-topic-safeguarding = Safeguarding
group-topic-reports = Reports
group-hello = Hello. I tell you here what waits for organisers, and never a name.
group-hello-waits =
    { $count ->
        [0] Nothing waits for you.
        [one] { $count } thing waits for you.
       *[other] { $count } things wait for you.
    }
group-task-alarm = <b>Somebody calls for help.</b> You have their name in your private chat.
group-task-overdue = <b>A helper is late coming back from a visit.</b> You have the numbers in your private chat.
group-task-at-risk = <b>A request has no helper</b>, and its time is near.
group-task-unreachable = <b>Somebody with a visit soon cannot be reached.</b>
group-task-concern = Somebody has told us about a worry. Only safeguarding leads can read it.
group-task-worried = A helper is worried about somebody they visited.
group-task-kinds = What each kind of help needs has to be checked by you.
group-task-call = Somebody without the app should get a phone call.
group-task-person-wanted = A member would like to talk to a person.
group-task-hours = The hours of a visit are not clear.
group-task-money = What somebody paid for the one they helped is not clear.
group-task-hours-wanted = A member is short of hours.
group-task-approval = Somebody new would like to join.
group-task-lapsing = Somebody's check runs out soon.
group-taken =
    { $line }
    { $name } has it.
group-over =
    { $line }
    This is done ✓
group-week = <b>The week from { $first } to { $final }</b>
button-group-open = Open it in private

act-group-link = led the bot into the organisers' group
act-group-end = let the bot say no more in the group
