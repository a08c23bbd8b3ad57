# Settings of the time bank, which only organisers see and change.

settings = These are the rules of your time bank. Every change is written down with your name. What would you like to see?
button-settings-hours = Hours
button-settings-asking = Asking for help
button-settings-bank = The time bank
button-settings-suits = Who suits whom
button-settings-distance = What distance counts
button-settings-care = Looking after people
button-settings-time = What time counts
settings-hours = How many hours people begin with, and how far they may go. Tap one to read or change it.
settings-asking = How neighbours are asked, and when you are called. Tap one to read or change it.
settings-bank = What the time bank is called, where it is, and who joins. Tap one to read or change it.
settings-suits = What counts for how much when we choose whom to ask. Tap one to read or change it.
settings-distance = What distance counts when we choose whom to ask. Tap one to read or change it.
settings-care = How visits are watched, and when you are called again. Tap one to read or change it.
settings-time = What time counts when we choose whom to ask. Tap one to read or change it.
setting-line = { $label }: { $value }
setting-now = <b>{ $label }</b>: { $value }
setting-usual = Usually it is: { $value }
setting-by-host = Whoever hosts the time bank has set this. It cannot be changed here.
setting-last-change = { CAPITAL($name) } changed this last, on { $when }.
setting-bounds = It can be from { $least } to { $most }.
setting-bounds-text = It can have { $number } letters and signs at most.
button-setting-change = Change it
setting-ask = “{ $label }” is set to { $value } now. Tap a value or write one. What should it be?
setting-read-back =
    { $label }
    It will be <b>{ $value }</b> instead of { $before }.
setting-check = Shall we change it?
button-setting-sure = Yes, change it
setting-changed = This is changed now, and written down with your name.
about-setting = to change a setting
unclear-setting = We did not understand that. Please tap a value, or write one.
unclear-again-setting = Please write just the value, like the one it has now. You can also tap one below.
unclear-setting-same = It is { $value } already. Please choose another value, or stop.
refusal-changed-meanwhile = Somebody else has just changed this. Nothing of yours was changed; here you see how it stands.
refusal-out-of-bounds = That value will not do here. Please choose another one.
refusal-set-by-host = Whoever hosts the time bank sets this. Please ask them to change it.

## Values

setting-value-minutes = { $length }
setting-value-clock = { $hour }
setting-value-text = “{ $text }”
setting-value-people =
    { $count ->
        [one] 1 person
       *[other] { $count } people
    }
setting-value-invitations =
    { $count ->
        [one] 1 invitation
       *[other] { $count } invitations
    }
setting-value-percent = { $count } of 100
setting-value-points =
    { $count ->
        [one] 1 point
       *[other] { $count } points
    }
setting-value-metres =
    { $count ->
        [one] 1 metre
       *[other] { $count } metres
    }
setting-value-hours =
    { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }
setting-value-times =
    { $count ->
        [one] 1 time
       *[other] { $count } times
    }
setting-none-ceiling_minutes = no end
setting-none-refer_to = the usual words
setting-none-country = not set
button-setting-none-ceiling_minutes = No end
button-setting-none-refer_to = The usual words
setting-joining-open = anybody with the link
setting-joining-approved = an organiser is asked
setting-nation-england_wales = England and Wales
setting-nation-scotland = Scotland
setting-nation-northern_ireland = Northern Ireland
setting-nation-other = Somewhere else

## What each one is called, and what it means and changes

button-setting-starting_minutes = Hours to begin with
setting-about-starting_minutes = Each new member gets this once, from the time bank's own account. Who has joined already keeps what they got.
button-setting-floor_minutes = How far below zero
setting-about-floor_minutes = Nobody can ask for help that would take their hours below this. It counts for every member. Where you have set another limit for one, that one stays.
button-setting-soft_floor_minutes = When to say a kind word
setting-about-soft_floor_minutes = Whoever asks for help and has less than this reads of ways to earn hours. Nothing is refused because of it.
button-setting-ceiling_minutes = How far up
setting-about-ceiling_minutes = What a member earns above this goes on to the community chest. It counts for every member. Where you have set another limit for one, that one stays.
button-setting-wave_size = Asked at first
setting-about-wave_size = So many neighbours are asked first about each request. If nobody says yes, more are asked each time.
button-setting-invitation_minutes = Time to answer
setting-about-invitation_minutes = Whoever is asked has this long to answer, and less when help is needed soon. Then somebody else is asked.
button-setting-asks_per_day = Asked in a day at most
setting-about-asks_per_day = Nobody is asked more often than this in a day. Many askings tire people; few leave requests waiting.
button-setting-at_risk_minutes = When you are called
setting-about-at_risk_minutes = A request that nobody has taken goes to you so long before its time. More gives you time to find somebody.
button-setting-least_hope_percent = Hope that calls you
setting-about-least_hope_percent = A request goes to you at once when help is less likely than this. At 0 you only hear of it near its time.
button-setting-quiet_from_hour = Quiet from
setting-about-quiet_from_hour = From then on we make no sound, and ask only what cannot wait. The same hour for both ends means no quiet at all.
button-setting-quiet_until_hour = Quiet until
setting-about-quiet_until_hour = Until then we make no sound in the morning. The same hour for both ends means no quiet at all.
button-setting-name = Name
setting-about-name = Members read this name when they join. It is also on the invitation you print.
button-setting-joining = Who joins
setting-about-joining = Newcomers join by themselves. Or they wait until an organiser has let them in.
button-setting-nation = Where we are
setting-about-nation = The law on checks differs from place to place. This decides what checks are called, and what is proposed for each kind of help.
button-setting-refer_to = Where else to turn
setting-about-refer_to = Some help is never arranged here, like medicines. Whoever asks for it reads your words on where to turn, or the usual ones.
button-setting-zone = Time zone
setting-about-zone = The clocks there say when it is night. They also say which day is today.
button-setting-language = First language
setting-about-language = We greet newcomers in this language. Where we speak theirs, we use that one.
button-setting-country = Country
setting-about-country = Places that members write are looked for there.
button-setting-weight_near = Living near
setting-about-weight_near = So much counts for a neighbour who lives next door, and less the further away. Compare it with the other points.
button-setting-weight_met = Knowing each other
setting-about-weight_met = Who has helped this neighbour before gets up to so many points. The same faces again are worth more than the nearest stranger.
button-setting-weight_skilled = Having done it before
setting-about-weight_skilled = Who has given this kind of help before gets up to so many points. It does not matter to whom.
button-setting-weight_rested = Not asked lately
setting-about-weight_rested = Who was not asked for a while gets up to so many points. So the asking goes round.
button-setting-weight_newcomer = Being new
setting-about-weight_newcomer = Who was never asked gets so many points, and half after the first time. Those whom nobody asks leave.
button-setting-weight_willing = Saying yes often
setting-about-weight_willing = Who often says yes gets up to so many points. It is little, since nobody should fear to say no.
button-setting-weight_gives_back = Giving back
setting-about-weight_gives_back = Who has mostly received gets up to so many points, as a chance to give. It is an offer, never a debt.
button-setting-weight_by_phone = By phone, place unknown
setting-about-weight_by_phone = For help by phone, so much of nearness counts where a home is not known. At 100 it counts as living next door.
button-setting-weight_far_call = By phone, far away
setting-about-weight_far_call = For help by phone, so much is left of the points of strangers who live far away. At 0 they are the very last.
button-setting-weight_near_half_m = Half as near
setting-about-weight_near_half_m = At this distance, nearness counts half. Where homes are far apart, more is better.
button-setting-weight_call_m = Near enough for a call
setting-about-weight_call_m = For help by phone, people up to this distance count as neighbours.
button-setting-weight_waited = Having waited
setting-about-weight_waited = A request that has waited counts up to so much more. So waiting has an end.
button-setting-weight_waited_half_hours = Half of having waited
setting-about-weight_waited_half_hours = After so long, half of the points for having waited count.
button-setting-weight_due = Being needed soon
setting-about-weight_due = A request whose time is near counts up to so much more.
button-setting-weight_due_half_hours = Half of being needed soon
setting-about-weight_due_half_hours = It is about how soon help is needed. So long before, half of those points count.
button-setting-weight_rested_half_hours = Half rested
setting-about-weight_rested_half_hours = It is about who was not asked lately. So long after an asking, half of those points are back.
button-setting-weight_skilled_half_times = Half skilled
setting-about-weight_skilled_half_times = It is about having given this kind of help before. After so often, half of those points count.
setting-checkins_required-yes = yes
setting-checkins_required-no = no
setting-must_be_met-yes = yes
setting-must_be_met-no = no
setting-asks_wellbeing-yes = yes
setting-asks_wellbeing-no = no
button-setting-checkins_required = Watch every visit
setting-about-checkins_required = You are called for every visit of which nobody says that it is over. Otherwise only where the helper has tapped something. Tell your members first.
button-setting-emergency_number = Emergency number
setting-about-emergency_number = People read this number wherever somebody may be in danger. Write its figures alone.
button-setting-must_be_met = Meet newcomers first
setting-about-must_be_met = A newcomer is let in only after an organiser has met them. Who is in already stays in.
button-setting-task_minutes = Told again after
setting-about-task_minutes = This is about what waits in your list. After this long without anybody, all organisers are told again.
button-setting-urgent_task_minutes = Told again if urgent
setting-about-urgent_task_minutes = It counts where nobody comes, or somebody is out of reach. You are told again after this long.
button-setting-morning_hour = Morning list
setting-about-morning_hour = At this hour you read which visits of the day are at risk. Where there are none, we say nothing.
button-setting-asks_wellbeing = Ask about loneliness
setting-about-asks_wellbeing = Members are invited to say how lonely they feel, 4 times a year. You only ever read sums, from 10 people on.
