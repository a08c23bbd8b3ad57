# How lonely somebody feels: asked by consent, told in sum only.
# The questions and answers are those of the UK's Office for National Statistics (2018): leave every word as it is.

wellbeing-invite = We would like to know whether time banks help against loneliness. There are 4 short questions, and you can leave out any of them.
wellbeing-invite-again = 3 months have passed. If you like, tell us again how you feel, in 4 short questions.
button-wellbeing-start = Answer 4 questions
button-wellbeing-never = Never ask me that
button-wellbeing-later = Not now
button-wellbeing-yes = Yes, ask me

wellbeing-why = 4 short questions ask how lonely you feel. We ask again every 3 months, to see whether things get better.
wellbeing-private = No person reads your answers. We only count them together with those of 10 people or more. With /wellbeing you can delete them at any time.
wellbeing-consent = Would you like us to ask you?
wellbeing-later = That is fine. You can answer at any time with /wellbeing.
wellbeing-never = That is fine. We will not ask you again.

wellbeing-companionship = How often do you feel that you lack companionship?
wellbeing-left_out = How often do you feel left out?
wellbeing-isolated = How often do you feel isolated from others?
wellbeing-direct = How often do you feel lonely?
button-item-hardly-ever = Hardly ever or never
button-item-some-of-the-time = Some of the time
button-item-often = Often
button-direct-often = Often/always
button-direct-some-of-the-time = Some of the time
button-direct-occasionally = Occasionally
button-direct-hardly-ever = Hardly ever
button-direct-never = Never

# These stand in the chat where a question was answered, and do not say what.
wellbeing-line = Answered
wellbeing-line-rather-not = Not said
wellbeing-nothing = That is fine. We have kept nothing.
wellbeing-thanks = Thank you for telling us. Your answers are kept, and no person reads them.
wellbeing-often = Thank you for telling us. Many people feel like that, and it is nobody's fault.
wellbeing-turn = A person from the time bank would gladly talk with you. You can also ask a neighbour for a visit or a chat. If you feel in danger, ring { $number } now.
about-feeling = to tell us how you feel
refusal-not-asked-now = We do not ask this any more. Nothing of it was kept.

## /wellbeing

wellbeing-about = Here we ask how lonely people feel. No person reads anybody's answers: we only count them together.
wellbeing-agreed = You said yes to being asked. You can delete all your answers, and then we never ask you again.
wellbeing-not-agreed = We have no answers of yours.
button-wellbeing-delete = Delete my answers
wellbeing-delete-ask = All your answers go, and we never ask you again. Are you sure?
button-wellbeing-delete-sure = Yes, delete them
wellbeing-deleted = Done. Your answers are deleted, and we will not ask you again.

## For organisers

wellbeing-on = For organisers: we ask members how lonely they feel, if they say yes to it. We do so at joining and every 3 months.
wellbeing-off = For organisers: nobody is asked how lonely they feel. Turn it on if you want to see whether the time bank helps.
button-wellbeing-turn-on = Start to ask members
button-wellbeing-turn-off = Stop asking members
wellbeing-too-few = You see what all answers say together as soon as { $fewest } people have answered. Answers count from the month after.
wellbeing-people = { $people } people have answered before { $day }.
wellbeing-lonely = Of every 100 of them, { $percent } feel lonely often or always.
wellbeing-mean = How lonely they feel on the whole: { $figure }. Here 0 is hardly ever, and 100 is often.
wellbeing-change = { $people } people have answered more than once. At first they were at { $first } of 100, and now at { $latest }.
wellbeing-no-change = Whether it gets better shows later. For that, { $fewest } people have to answer 2 months apart.
