# One's own membership: a pause, one's own data, giving hours, leaving and being forgotten.

# Stands in place of a name.
member-former = a former member

## A pause

paused = You have a break now: we ask you for nothing. What you agreed stays as it is. The break ends when you tap the button or write “I am back”.
resumed = Welcome back! We ask you again when a neighbour needs something you offer.
button-resume = End my break

## One's own data

my-data = In this file is everything we keep about you. Programs can read it, so you can take it anywhere.
document-my-data = my-goodturn-data

## Giving hours

giving-nothing = You have no hours to give just now. Helping a neighbour brings new hours.
giving-to = You can give hours to a neighbour or to the community chest, for people in need. Who shall get them?
giving-to-chest = The community chest is for people in need. Neighbours appear here once you have helped each other. Who shall get your hours?
giving-minutes = You can give up to { $length }. How much would you like to give?
giving-read-back =
    You give: <b>{ $length }</b>.
    To: { $name }.
giving-read-back-chest =
    You give: <b>{ $length }</b>.
    To: the community chest.
giving-check = Shall we do this?
giving-line = { $length }: { $name }
given = { $name } has { $length } from you. Your balance is <b>{ $hours }</b> now. Thank you!
given-chest = The community chest has { $length } from you. Your balance is <b>{ $hours }</b> now. Thank you!
gift = You have { $length } as a gift from { $name }. Your balance is <b>{ $hours }</b> now.
about-giving = to give hours away
button-chest = The community chest
button-neighbour = { $name }
button-neighbour-kind = { $name }: { $kind }
button-neighbour-number = { $name }, number { $number }
button-give-it = Give { $length }
unclear-gift-too-long = You can give up to { $length }. Please choose a shorter time.
refusal-neighbour-gone = This neighbour has left the time bank, so nothing was given. You can give to somebody else.

## Few hours left: a kind word, never a no.

asking-few-hours = You may always ask, with few hours too. Helping a neighbour brings new ones, also from your chair.

## Leaving

leaving-ends = If you leave, your requests and offers end. What you agreed is cancelled, and we tell the others. You can come back at any time.
leaving-hours =
    { $owed ->
        [yes] You owe { $length }. The community chest takes this over.
       *[no] You have { $length }. This goes to the community chest.
    }
leaving-forgets = We can also forget you: then we delete your name, place and words. Your hours stay in the books, without a name. What stands in this chat stays on your phone.
leaving-how = What would you like to do?
leaving-sure = Shall we end your membership now?
leaving-sure-forgotten = We cannot bring any of it back. Shall we delete everything about you now?
leaving-stayed = That is fine, nothing has changed.
leaving-line = You have left
goodbye = You have left the time bank, and we write to you no more. Thank you for being with us! Write “start” if you would like to come back.
goodbye-forgotten = You are forgotten here: your name, place and words are deleted. You can delete this chat on your phone, too. Thank you for being with us!
outside = You are not a member just now. Write “start” if you would like to join.
about-leaving = to leave the time bank
button-leave = Leave
button-leave-forgotten = Leave and be forgotten
button-stay = No, I stay
button-sure-leave = Yes, leave now
button-sure-forgotten = Yes, delete it all
refusal-last-organiser = You are the only organiser here. Please find another one before you leave.
