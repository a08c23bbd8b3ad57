# A visit: the words at the door, who is on the way, there or overdue, buddies, and what organisers decide.

## At the door

doorstep-you-say = At the door, say these words first: “{ $words }”. { CAPITAL($name) } has the same words.
doorstep-they-say = { CAPITAL($name) } says these words at your door: “{ $words }”. Never say them first. If the words are others, keep your door closed.
door-later = You can read later how to find them: { $when }.
door-withdrawn-helped = You agreed to help { $name }: { $when }. We have taken the way to the door out of this message.
door-withdrawn = This was about { $name }: { $when }. We have taken the way to the door out of this message.

## How it stands

attending-on-way-you = { CAPITAL($name) } knows that you are on the way.
attending-on-way-they = { CAPITAL($name) } is on the way to you.
attending-here-you = We have noted that you are there. Please tap again when you leave.
attending-here-they = { CAPITAL($name) } is with you.
attending-left-you = We have noted that you have left.
attending-left-they = We have noted that { $name } has left.
attending-over = This visit is over already, as far as we know.

button-on-my-way = I am on my way
button-am-here = I am here
button-have-left = I have left
button-staying = I am staying longer
button-still-there = I am still there
button-they-are-here = They are here
button-they-left = They have left
button-still-here = They are still here
button-not-come = They have not come
button-look-again = Stop waiting
button-sure-look-again = Yes, stop waiting
button-how-long = Say how long it took

## What each of the two reads

on-the-way = { CAPITAL($name) } is on the way to you.
at-the-door = { CAPITAL($name) } tells us: I am here.
have-they-come = You agreed with { $name }: { $when }. Have they come?
not-come-noted = We are telling { $name } that you are waiting. When you do not want to wait any more, tap “{ button-look-again }”.
awaited = { CAPITAL($name) } is waiting for you: { $when }. Are you coming?
look-again-ask = { CAPITAL($name) } has not come: { $when }. Shall we tell them that you no longer wait?
looking-again = We have told them, and look for somebody else now. We'll tell you as soon as somebody says yes.
looking-again-over = We have told them. That time has passed, and we are sorry. You can ask again for another time.
not-awaited = { CAPITAL($name) } waited for you and does not wait any more: { $when }. Perhaps something came up, and that is all right. You do not need to do anything.
left-noted = Thank you! We have noted that you have left.
left-noted-they = Thank you! We have noted that { $name } has left.
has-left-you = { CAPITAL($name) } tells us that you have left. If you are still there, please tap below.
has-left-they = { CAPITAL($name) } tells us: I have left.
how-long-by-taps = By what was tapped, it was about { $length }.
still-there = You agreed to help { $name }: { $when }. By now you should be finished. Have you left?
have-they-left = { CAPITAL($name) } should be finished by now: { $when }. We have had no answer from them. Have they left?
# Nobody has said that they came.
have-they-been = { CAPITAL($name) } should be finished by now: { $when }. We have had no answer from them. Have they been to you, and have they left?
ask-them-to-tap = Please ask { $name } to look at their phone and tap. If they do not, we call an organiser at about { $when }.
in-danger = If somebody may be in danger, ring { $number } at once.
nobody-reached = { CAPITAL($name) } has not told us that they have left. We cannot reach an organiser just now. Please look whether all is well.

## Buddies

command-buddy = Who hears of it when you are overdue
button-buddy = My buddy
button-buddy-ask = Ask { $name }
button-buddy-yes = Yes, I will
button-buddy-end = I want no buddy now
button-buddy-stop = Stop for { $name }
buddy-none = A buddy hears of it when you are overdue from a visit. They do not read where you are.
buddy-ask = Whom shall we ask?
buddy-nobody = A buddy hears of it when you are overdue from a visit. First help a neighbour, or be helped. Then you can ask them.
buddy-yours = Your buddy is { $name }. They hear of it when you are overdue from a visit.
buddy-not-answered = We have asked { $name } to be your buddy. They have not answered so far.
buddy-of = You are the buddy of { $name }.
buddy-asked-by = { CAPITAL($name) } would like you to be their buddy.
buddy-wanted = { CAPITAL($name) } would like you to be their buddy. When they are overdue from a visit, we tell you, and you try to reach them.
buddy-wanted-ask = Would you do that?
buddy-yes-noted = Thank you! You are the buddy of { $name } now. You can stop at any time: write “buddy”.
buddy-no-noted = That is fine. We have told them kindly.
buddy-agreed = { CAPITAL($name) } is your buddy now.
buddy-declined = { CAPITAL($name) } cannot be your buddy just now. You can ask somebody else.
buddy-worries = { CAPITAL($name) } should have left a visit since { $since }, and has not answered us. You are their buddy. Please try to reach them.
typed-buddy = buddy, my buddy, buddies, a buddy

## Organisers

task-overdue = { CAPITAL($helper) } is overdue from the visit to { $asker }. They should have left at: { $since }.
task-overdue-taken = { CAPITAL($name) } looks after this: { $helper } is overdue from the visit to { $asker }.
task-overdue-yours = How does it stand now?
overdue-on-way = { CAPITAL($name) } said that they were on the way: { $when }.
overdue-here = { CAPITAL($helper) } said that they were there: { $when }.
overdue-here-asker = { CAPITAL($asker) } said that { $helper } was there: { $when }.
overdue-not-come = { CAPITAL($asker) } said that { $helper } had not come: { $when }.
overdue-seen = { CAPITAL($asker) } said that { $helper } was still there: { $when }.
overdue-nothing-said = Nobody has said anything about this visit.
overdue-asked = We have asked { $helper } and { $asker }.
overdue-asked-buddy = We have asked { $helper } and { $asker }. We have also told { $name }, the buddy of { $helper }.
overdue-unreachable = Our messages do not reach { $name }.
overdue-yours = You look after this.
overdue-theirs = { CAPITAL($name) } looks after this.
overdue-help-wanted = { CAPITAL($name) } has looked after this and needs more help.
overdue-help-called = We are calling the other organisers, until one of them has it.
overdue-over-out = It is over: { $helper } has left the visit to { $asker }. Thank you for being there!
overdue-over-stays = { CAPITAL($helper) } is still with { $asker } and tells us that all is well. You do not need to do anything.
overdue-over-well = It is over: everybody is well, says { $name }. It was about { $helper } and { $asker }.
queue-overdue = Overdue: { $helper } at { $asker }, since { $since }.
button-number-of = Number of { $name }
button-task-overdue = Overdue: { $name }
button-open-overdue = See what is known
button-have-it = I have it
button-all-well = Everybody is well
button-need-help = I need more help

safety-said = A visit is watched when the helper has tapped that they are on the way or there. Whoever taps nothing is not missed.
safety-all = Every visit is watched, also when nobody taps anything. Then organisers are called more often.
safety-number = In an emergency, people read that they should ring { $number }.
safety-which-number = Which number should people ring in an emergency?
safety-number-line = Emergency number: { $number }
about-safety = to change the emergency number
button-watch-all = Watch every visit
button-watch-said = Watch after a tap only
button-emergency-number = Change emergency number
button-ring = { $number }
unclear-number = Please tap or write a number, like “112”.
unclear-again-number = Only figures, please. It is the number for emergencies here, like “112”.

refusal-too-early = That is a little early: the visit begins { $starts_at }. You can tap it from { $from_at } on.
refusal-come-already = It is noted already that the helper is there. If that is wrong, please ask a person.
refusal-overdue-taken = { CAPITAL($name) } was quicker and has it already. Thank you!
refusal-overdue-not-yours = Only the organiser who has it can say that. If it is nobody's, tap “{ button-have-it }” first.
refusal-not-a-number = That is no number that we know. Please write 2 to 12 figures, like “112”.
