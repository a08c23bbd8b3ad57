# Concerns, calls for help, roles, and members who are paused by somebody else.

command-concern = Tell us of a worry, in confidence
command-unsafe = I feel unsafe: call somebody now

## Typed at any time. "unsafe" is understood in every language.

typed-concern = concern, a concern, i have a concern, raise a concern, worry, a worry, i have a worry, worried, i am worried, im worried, report somebody, complaint, i want to complain
typed-unsafe = unsafe, i feel unsafe, i do not feel safe, i dont feel safe, i am not safe, im not safe, i am in danger, im in danger, danger, emergency, i am afraid, im afraid, i am scared, im scared

## I feel unsafe. The emergency number comes first, and nothing is asked.

button-unsafe = I feel unsafe
button-say-more = Tell us more
unsafe-danger = If you are in danger, ring <b>{ $number }</b> now.
unsafe-told =
    { $count ->
        [one] We are telling 1 person who looks after the time bank.
       *[other] We are telling { $count } people who look after the time bank.
    } We tell them again every 5 minutes, until one of them has it.
unsafe-nobody = Nobody else looks after this time bank, so we could not tell anybody. Please ring somebody you trust, too.
unsafe-stranger = You are not a member here, so please also tell somebody near you. What worries you can be told to us at any time.
# To whoever raised the alarm and would stop it: a word of theirs does not end it.
alarm-stays = You felt unsafe, so we have called the organisers. They stay called until one of them sees to it. If all is well again, you can tell them.
alarm-heard = { CAPITAL($name) } knows that you feel unsafe, and sees to it now.

## To those who look after the bank

alarm =
    Urgent: <b>{ $name } feels unsafe</b>.
    Since { $when }.
alarm-visit = A visit is on: { $helper } and { $asker }, { $kind }, { $when }.
alarm-place = Where: { $place }.
alarm-no-visit = We know of no visit now. They live here, roughly: { $place }.
alarm-quiet = This was a quiet call. Please do not write to them about it: somebody may be beside them.
alarm-now = Please get in touch at once. Go there, or send somebody, if you can.
alarm-danger = If somebody is in danger, ring { $number } first.
alarm-yours = You have it: <b>{ $name } feels unsafe</b>. Nobody else is called any more.
alarm-taken = { CAPITAL($by) } has it: { $name } felt unsafe. You do not need to do anything, unless they ask you.
button-alarm-take = I have it
toast-alarm-taken = Thank you!
queue-alarm = Urgent: { $name } feels unsafe, since { $when }.
button-task-alarm = Unsafe: { $name }

## A quiet word

button-change-quietword = A word that calls help
quiet-word-what = You can choose a word that only you know. Whenever you write it here, we call for help. We then answer as if you had said hello, so nobody beside you notices.
quiet-word-ask = Take something harmless that you never write otherwise, like a plant and a colour. Which word or words would you like?
button-no-quiet-word = No such word
quiet-word-line = A word that calls help
kept-quiet-word = Your word is kept. We never show it again, and it works from now on.
kept-quiet-word-chat = Please delete your message with the word now. Then nobody finds it in this chat.
kept-no-quiet-word = From now on no word calls for help. You can choose one at any time.
unclear-quiet-word-taken = This already means something here. Please take other words, like a plant and a colour.
unclear-quiet-word = Please write the word as text.
unclear-again-quiet-word = A word is letters that you type, like a plant and a colour. Nothing else works here.
refusal-word-out-of-range = The word can have { $least } to { $most } letters. Please choose another one.

## Raising a concern

button-concern = I have a worry
button-concern-keeper = An organiser or lead
button-concern-other = Something else
concern-danger = If somebody is in danger now, ring <b>{ $number }</b> first.
concern-no-secret = You need not be sure. We cannot promise secrecy: whoever sees to it may have to tell others, to keep somebody safe. Whoever it is about cannot read it here.
concern-about = About whom or what is it?
concern-which = Whom is it about?
concern-of-visit =
    It is about your help with { $name }.
    What: { $kind }.
    When: { $when }, about { $length }.
concern-said = Please write it in your own words, or send a voice note. What worries you?
concern-voice-line = Your voice note
concern-words-line = Your words
concern-kept = Thank you for telling us. We keep your words as they are, also if you leave the time bank.
concern-next = A person looks at it within 24 hours, and we tell you when somebody has it. If it gets worse, tell us again.
concern-nobody = Nobody else looks after this time bank just now. Please also tell somebody outside whom you trust. In danger, ring { $number }.
concern-heard = { CAPITAL($name) } has what you told us on { $when }, and is seeing to it. Thank you for telling us.
concern-closed = What you told us on { $when } has been seen to. If you still worry, please tell us again.
about-concern = to tell us of a worry
unclear-concern = We can keep words and voice notes. Please write what worries you, or say it.
unclear-again-concern = This did not arrive as words or voice. Please type a few words, like “somebody asked me for money”.
refusal-too-many-concerns = You have told us { $limit } worries today, and people see to them. Please tell us more tomorrow, or ask a person.
refusal-nothing-said = There was nothing to keep. Please write a few words.

## Seeing to concerns. Only what is opened says what it is about.

concerns-read-by = Concerns are read by the safeguarding leads alone: { $names }. Whoever one is about does not see it.
concerns-stand-in = There is no safeguarding lead, so the organisers stand in. Whoever a concern is about does not see it.
concerns =
    { $count ->
        [0] No concern is open that you may read. They will appear here.
        [one] 1 concern is open.
       *[other] { $count } concerns are open.
    }
concerns-raised = Concern { $number }, since { $since }: nobody has it so far.
concerns-heard = Concern { $number }, since { $since }: { $name } has it.
concerns-closed = Concern { $number }, from { $since }: closed.
queue-concern = A concern waits: number { $number }, since { $since }.
task-concern = Somebody has told us of a worry: concern { $number }. Please say within 24 hours that you have it.
task-concern-late = Nobody has taken concern { $number } for more than 24 hours. Please look at it now.
concern-on-record = We write down who opens it, and when.
button-concerns = All concerns
button-concern-read = Open concern { $number }
button-concern-open = Concern { $number }
concern-page = Concern { $number }, raised by { $name } on { $when }.
concern-about-name = It is about: <b>{ $name }</b>.
concern-about-visit = It is about this help: { $kind }, { $when }.
concern-about-nobody = It is about nobody in particular.
concern-entry-said = They said: “{ $text }”
concern-entry-voice = { CAPITAL($name) } sent a voice note, { $when }. It follows below.
concern-entry-heard = { CAPITAL($name) } took it, { $when }.
concern-entry-passed_on = It went on to others, { $when }.
concern-entry-handed_back = { CAPITAL($name) } gave it back, { $when }.
concern-entry-note = { CAPITAL($name) } wrote, { $when }: “{ $text }”
concern-entry-held = { CAPITAL($name) } paused the member, { $when }.
concern-entry-closed = { CAPITAL($name) } closed it, { $when }: “{ $text }”
concern-voice = Voice note of concern { $number }
button-concern-have = I have it
button-concern-note = Add a note
button-concern-close = Close this
concern-yours = You have concern { $number } now. We are telling whoever raised it that a person has it, and nothing else.
concern-note-ask = Nobody can change a note later. What did you find out or do about concern { $number }?
concern-outcome-ask = This closes concern { $number }. What came of it?
concern-noted = Your note stands with concern { $number }.
concern-closed-now = Concern { $number } is closed. We are telling whoever raised it that it is closed, and nothing else.
about-concern-note = to write a note
about-concern-close = to close a concern

## Roles

role-organiser = organiser
role-lead = safeguarding lead
role-facilitator = facilitator
roles-organiser = Organisers: { $names }.
roles-lead = Safeguarding leads: { $names }. They alone read concerns.
roles-facilitator = Facilitators: { $names }.
roles-stand-in = There is no safeguarding lead so far. The organisers stand in and read concerns.
button-give-organiser = Add an organiser
button-give-lead = Add a safeguarding lead
button-give-facilitator = Add a facilitator
button-take-role = Take a role away
button-holds-organiser = Organiser: { $name }
button-holds-lead = Lead: { $name }
button-holds-facilitator = Facilitator: { $name }
button-sure-take-role = Yes, take it away
roles-give-organiser = An organiser sees everything that needs a person, and can give roles. Who shall be one?
roles-give-lead = A safeguarding lead reads concerns and sees to them. Who shall be one?
roles-give-facilitator = A facilitator looks after a circle. Who shall be one?
roles-take-which = Which role shall be taken away?
roles-take-organiser = { CAPITAL($name) } will be no organiser any more. Are you sure?
roles-take-lead = { CAPITAL($name) } will be no safeguarding lead any more, and what they had goes to others. Are you sure?
roles-take-facilitator = { CAPITAL($name) } will be no facilitator any more. Are you sure?
roles-given = This is noted, and we are telling { $name }.
roles-taken = This is taken away, and we are telling { $name }.
roles-yours = You now look after the time bank as: { $roles }.
roles-yours-none = You have no role in the time bank any more, and stay a member as before. Thank you for what you did!
roles-do-organiser = Write /admin to see what needs you.
roles-do-lead = Write /concerns to see what people worry about. Please say within 24 hours that you have it.
roles-do-facilitator = Organisers will tell you which circle you look after.
about-roles = to give a role
who-which = Several people are called like that. Whom do you mean?
refusal-last-of-role =
    { $role ->
        [lead] This is the only safeguarding lead. Please add another one first.
       *[other] This is the only organiser. Please add another one first.
    }

## A member who is paused by somebody else

holds = These members are paused and cannot end it by themselves:
holds-none = Nobody is paused by others. Whoever you pause will appear here.
holds-line = { $name }, since { $since }, by { $by }.
button-hold-somebody = Pause somebody
button-hold = Pause { $name }
button-sure-hold = Yes, pause now
button-let-go = Let { $name } go on
button-sure-let-go = Yes, let them go on
hold-who = Please write the name, or part of it. Who shall be paused?
hold-what = Nobody asks { $name } for help then, and they cannot ask. Visits ahead end with neutral words to both. Roles end, too.
hold-ask = We say to nobody why, and only an organiser can end it. Shall we pause { $name } now?
hold-done = { $name } is paused. Everybody concerned hears of it in neutral words.
let-go-ask = Please talk to whoever paused { $name } first. Shall they go on as a member?
let-go-done = { $name } can go on. Roles are not given back by themselves.
hold-told = Your membership rests for now: we ask you for nothing, and you cannot ask. An organiser will talk with you.
hold-told-next = You can still talk to a person, and tell us of a worry. You can call for help, and take your data along.
hold-over = Your membership goes on as before. Welcome back!
refusal-on-hold = Your membership rests for now, so this is not possible. Write “person” to talk to an organiser.
refusal-own-hold = This is about yourself, so another organiser or lead has to decide.
visit-off = This does not take place: you and { $name }, { $kind }, { $when }. You do not need to do anything.
visit-off-searching = We are looking for somebody else now. We'll tell you as soon as somebody says yes.
about-holding = to pause a member

## The journal

acts = This is what was done and read, the newest first:
acts-none = What organisers do will appear here.
acts-line = { $when }, { $name }: { $what }
button-acts = Open the journal
button-older-acts = Older
button-newer-acts = Newer
act-host = the host
act-nobody = nobody
act-other = something else ({ $code }, number { $number })
act-read-door = read the way to the door of { $target }
act-read-concern = opened concern { $number }
act-read-export = took the books as a file
act-alarm-take = took call for help { $number }
act-role-give = made { $target } { $role }
act-role-take-away = ended a role of { $target }: { $role }
act-member-hold = paused { $target }
act-member-release = let { $target } go on
act-member-approve = let { $target } in
act-member-decline = turned { $target } away
act-member-become-organiser = became an organiser
act-attestation-record = noted a check of { $target }
act-attestation-withdraw = ended a check of { $target }
act-exchange-settle = settled the hours of exchange { $number }
act-explanation-ask = asked who was asked, number { $number }
act-explanation-read-names = read the names of who was asked, number { $number }
act-request-look-after = looks for help for request { $number }
act-request-put-back = put back request { $number }
act-request-close-unmet = ended request { $number } without help
act-timebank-set-joining = changed how newcomers join
act-timebank-weigh = changed what counts in matching
act-demand-set = changed what help demands
act-hand-lower = got in touch, number { $number }
act-transfer-correct = put hours right, line { $number }
act-organiser-invite = made a link for an organiser
act-host-restore = put a backup back
act-read-place = read where { $target } lives
act-read-phone = read the phone number of { $target }
act-account-set-limits = set one member's limits of hours, account { $number }
act-acting-begin = began to act for { $target }
act-acting-end = stopped acting for { $target }
act-announcement-send = sent announcement { $number }
act-announcement-stop = stopped announcement { $number }
act-poll-send = asked something, poll { $number }
act-call-tell = rang { $target } with what we had to say
act-claim-renew = made a new link for { $target }
act-claim-withdraw = took back the link of { $target }
act-demand-confirm = confirmed what help demands
act-hours-grant = gave hours to { $target }
act-hours-write-off = wrote off what { $target } owed
act-hours-wanted-settle = saw to a wish for hours, number { $number }
act-impression-read = read how somebody seemed, number { $number }
act-impression-see-to = saw to a worry of a helper, number { $number }
act-intake-bring-in = brought members in, table { $number }
act-member-add = added { $target }, who has no app
act-member-meet = met { $target }
act-member-nudge = sent { $target } a kind word
act-member-reach-out = wrote to { $target }
act-overdue-take = took overdue visit { $number }
act-overdue-well = said that all are well at overdue visit { $number }
act-overdue-help = asked for more help at overdue visit { $number }
act-overdue-write = wrote about overdue visit { $number }
act-picture-draw = had a picture drawn
act-report-export = took a report as a file
act-setting-change = changed “{ $setting }” from { $old } to { $new }
act-task-take = took a task, number { $number }
act-task-let-go = put back a task, number { $number }
act-task-finish = saw to a task, number { $number }
act-timebank-checkins = changed which visits are watched
act-timebank-demand-meeting = changed whether newcomers are met first
act-timebank-emergency-number = changed the emergency number
act-wellbeing-turn = changed whether members are asked how lonely they feel
act-request-post = asked for somebody, request { $number }
act-request-withdraw = took back for somebody request { $number }
act-request-rearrange = changed for somebody request { $number }
act-exchange-agree = agreed for somebody to exchange { $number }
act-exchange-confirm = said for somebody how long exchange { $number } took
act-exchange-cancel = called off for somebody exchange { $number }
act-offer-change = changed for somebody what they offer
act-member-leave = let { $target } leave, as they wished
readings = Last week these people read what is not written for them:
readings-line = { $name }: { $list }.
readings-door =
    { $count ->
        [one] 1 way to a door
       *[other] { $count } ways to a door
    }
readings-place =
    { $count ->
        [one] 1 home of a member
       *[other] { $count } homes of members
    }
readings-phone =
    { $count ->
        [one] 1 phone number
       *[other] { $count } phone numbers
    }
readings-concern =
    { $count ->
        [one] 1 opening of a concern
       *[other] { $count } openings of concerns
    }
readings-export =
    { $count ->
        [one] 1 file
       *[other] { $count } files
    }
