# An organiser acts for a member, and adds members who have no app.

## What the organiser reads

acting-for = For <b>{ $name }</b>:
acting-still = You still act for { $name }. This part is your own.
acting-begun = You now act for <b>{ $name }</b>. Everything you ask, offer or note here is theirs.
acting-ended = You no longer act for { $name }.
acting-over = You no longer act for { $name }, since it was not used for a while. What you just did was not done.
acting-nobody = You act for nobody just now.
acting-who = Please write the name, or part of it. For whom would you like to act?
acting-which = Several people are called like that. For whom would you like to act?
about-acting = to act for somebody
button-end-acting = Stop acting for them
button-their-things = Their things
button-their-hours = Their hours

## Adding somebody with no app

adding-name = What would they like to be called?
adding-language = Which language does { $name } speak best?
adding-adult = Is { $name } 18 or over?
button-they-are-adult = Yes, 18 or over
button-they-are-not-adult = No, under 18
adding-too-young = Members are 18 or over, so we cannot add them. We have kept nothing.
adding-consent =
    Please tell them: we keep their name, their area, and what they ask and offer.
    Organisers act for them, and each act is written down. They can stop at any time.
adding-consent-ask = How has { $name } agreed to this?
button-consent-in_person = In person
button-consent-by_phone = By phone
button-consent-in_writing = In writing
button-consent-none = They have not agreed yet
adding-no-consent = Then we have kept nothing of { $name }. You can begin again at any time.
adding-place = Please write a town or postcode, or share a place on the map. Where do they live?
adding-phone = Only organisers can read it, and each time is written down. On which number can { $name } be rung up?
adding-phone-line = A phone number
button-no-phone = They have no phone
unclear-phone = Please write the number in digits, like “020 7946 0018”.
unclear-again-phone = Digits and spaces are enough. A plus in front is fine, too.
adding-done = { $name } is a member now. What we would say to them will come to you as a call to make.
adding-waits = { $name } is noted. They are let in once one of you has met them in person.
about-adding = to add somebody with no app

## What others read

asked-on-behalf = { CAPITAL($organiser) }, an organiser, wrote this for { $name }.
told-on-behalf = One of these was told by { $organiser }, who acted for them.
other-has-no-app = { CAPITAL($name) } has no app. What you write goes to an organiser, who rings them up.
done-for-you-post = { CAPITAL($organiser) }, an organiser, has asked for you: { $kind }.
done-for-you-withdraw = { CAPITAL($organiser) }, an organiser, has taken back for you: { $kind }.
done-for-you-rearrange = { CAPITAL($organiser) }, an organiser, has changed for you what you asked: { $kind }.
done-for-you-agree =
    { CAPITAL($organiser) }, an organiser, has said yes for you.
    With { $name }: { $kind }, { $when }.
done-for-you-confirm =
    { CAPITAL($organiser) }, an organiser, has told us for you how long it took.
    With { $name }: { $kind }, { $when }.
done-for-you-cancel =
    { CAPITAL($organiser) }, an organiser, has called this off for you.
    With { $name }: { $kind }, { $when }.
done-for-you-offer = { CAPITAL($organiser) }, an organiser, has changed for you what you offer.
button-nobody-acts = Nobody may act for me
button-somebody-may-act = Organisers may again
acts-alone-noted = From now on nobody acts for you. You can change that at any time.
acts-alone-over = Organisers may act for you again.

## When a rule says no

refusal-acting-over = You no longer act for them, so this was not done. Write “menu” to see what you can do.
refusal-acting-for-organiser = Organisers act for members. This one is an organiser, too.
refusal-acts-alone = { $name } would like nobody to act for them. Please talk to them.
refusal-helps-them = You and { $name } have agreed on help. Another organiser has to act for them.
refusal-asked-for-them = Thank you! An organiser who acts for somebody does not come as their helper. Please leave this to another neighbour.
refusal-not-while-acting = This is nothing one does for { $name }. Write “stop” to act for yourself again.
