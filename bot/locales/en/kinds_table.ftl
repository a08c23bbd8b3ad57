# What each kind of help had better demand, for organisers to read and confirm; and what nobody may do at all.

kinds-cautious = These are the cautious defaults. Read them all, and change what you like. When you have confirmed them, members can ask for help.
kinds-cautious-open = These are the cautious defaults. Where you have decided nothing so far, they only count once you confirm them.
kinds-line = { $kind }: { $demand }. Think of: { $risks }.
kinds-line-banned = { $kind }: not arranged here.
risk-home = somebody's home
risk-transport = driving
risk-money = money
risk-care = care
risk-child = being alone with a child
button-kinds-table = The cautious defaults
button-kinds-read = I have read them all
button-kinds-confirm = Yes, I confirm them
kinds-nation-ask = The law on checks differs from place to place. Where is your time bank?
kinds-left-out =
    { $count ->
        [0] Nobody who offers help lacks anything of it.
        [one] 1 member who offers help lacks something of it. We will not ask them for that so far.
       *[other] { $count } members who offer help lack something of it. We will not ask them for that so far.
    }
kinds-sure = This counts from now on, and is written down with your name. Do you confirm what each kind of help demands?
kinds-opened = Thank you! { $bank } is open now, and members can ask for help.
kinds-confirmed = Thank you! All of this counts from now on.
kinds-confirmed-before = This is confirmed already. Thank you!
queue-kinds = Your time bank is not open yet. First read what help demands.
button-task-kinds = Open the time bank
refusal-not-open-yet = This time bank opens soon. An organiser is getting it ready. Until then you can say what you like to offer, and ask again in a few days.
refusal-table-changed = This has changed since you read it. Please read it once more.

## A kind of help that is not arranged here

demanded-banned = it is not arranged here
demand-banned = This is not arranged here, so nobody can ask for it: <b>{ $kind }</b>.
button-demand-ban = Do not arrange this
button-demand-unban = Arrange this again
button-demand-ban-sure = Yes, do not arrange it
demand-ban-open =
    { $count ->
        [0] Nobody is waiting for this help just now.
        [one] 1 person is waiting for this help. Their request will come to you.
       *[other] { $count } people are waiting for this help. Their requests will come to you.
    }
demand-ban-ask = Nobody can ask for this any more, and we ask nobody for it: { $kind }. Are you sure?
offer-line-banned = { $kind }. This time bank does not arrange this now.
offer-banned = This time bank does not arrange this now. So we ask you for nothing here.
refusal-kind-banned = This time bank does not arrange this kind of help. Please ask a person where else to turn.

## What nobody may do through a time bank, and where to turn instead

refusal-nobody-may =
    { $reason }
    { $instead }
never-banned = This time bank does not arrange this: { $kind }.
never-personal_care = Sorry, neighbours may not wash, dress or feed anybody, or help on the toilet. That needs somebody trained.
never-medicines = Sorry, neighbours may not give medicines or look after wounds. That needs somebody trained.
never-lifting = Sorry, neighbours may not lift anybody. Both of you could get hurt.
never-cards = Sorry, neighbours may not use anybody's bank card, PIN or bank account. That keeps both of you safe.
never-attorney = Sorry, neighbours may not sign, lend money, or decide about money for anybody. That keeps both of you safe.
never-overnight = Sorry, neighbours may not stay overnight. That needs somebody who is paid and insured for it.
instead-own = { $text }
instead-england_wales = Please ask adult social care at your local council, or your doctor.
instead-scotland = Please ask social work at your local council, or your doctor.
instead-northern_ireland = Please ask your Health and Social Care Trust, or your doctor.
instead-other = Please ask the social services where you live, or your doctor.

## Words people type for it: “…” stands for up to 4 other words, and “*” for any ending. Only what is meant
## without doubt: “a lift, my mother cannot walk” and “fetch my tablets from the chemist” are fine.

typed-never-personal_care = personal care, intimate care, wash me, washing me, wash myself, washing myself, bathe me, bathe my mum, bathe my mother, bathe my dad, bathe my father, bathe my wife, bathe my husband, give … mum … bath, give … mother … bath, give … father … bath, give me … bath, have a bath, having a bath, have a shower, take a shower, having a shower, give me … shower, shower me, showering me, get dressed, getting dressed, dress me, dressing me, undress*, on the toilet, to the toilet, use the toilet, using the toilet, toileting, change … pads, incontinen*, catheter, stoma, commode, nappy, feed me, help me eat, spoon feed*, cut my toenails, toenail*
typed-never-medicines = give … tablets, give … pills, give … medicine, give … medicines, give … medication, give … insulin, take my tablets, take my pills, take my medicine, take my medicines, take my medication, take his tablets, take her tablets, take his pills, take her pills, sort … pills, sort … tablets, fill … pill box, pill organiser, dosette, inject*, jab, eye drops, ear drops, change … bandage, change … dressing, dress … wound, clean … wound, wound care, nebuliser, nebulizer
typed-never-lifting = lift me out, lift me up, lift me into, lift me off, lift me onto, lift him, lift her out, lift her up, lift her into, lift her off, lift her onto, lift … out of bed, lift … into bed, lift … off the floor, lift … wheelchair, get me out of bed, get me into bed, get him out of bed, get her out of bed, get him into bed, get her into bed, help me out of bed, help me into bed, out of the bath, into the bath, hoist, carry me
typed-never-cards = bank card, debit card, credit card, cash card, pin number, pin code for … card, my pin, cash machine, cashpoint, atm, withdraw … money, withdraw … cash, take out … money, take out … cash, get … cash out, take … money out, online banking, bank password, banking password, my bank account
typed-never-attorney = power of attorney, sign for me, sign … on my behalf, sign on my behalf, make a will, write my will, write a will, witness my will, witness a will, manage my money, manage my finances, look after my money, lend me, lend … money, borrow … money, a loan
typed-never-overnight = overnight, over night, stay the night, staying the night, spend the night, spending the night, sleep over, sleepover, night sitter, night sitting, sit … through the night, stay … through the night, sleep here, sleep at my, stay … at night

## What checks are called in each nation: inside a sentence, and on a button

check-england_wales-basic = a basic DBS check
check-england_wales-enhanced = an enhanced DBS check
check-england_wales-enhanced_barred = an enhanced DBS with barred list
check-scotland-basic = a Level 1 disclosure
check-scotland-enhanced = a Level 2 disclosure
check-scotland-enhanced_barred = membership of the PVG scheme
check-northern_ireland-basic = a basic AccessNI check
check-northern_ireland-enhanced = an enhanced AccessNI check
check-northern_ireland-enhanced_barred = an enhanced AccessNI with barred list
button-check-england_wales-basic = A basic DBS check
button-check-england_wales-enhanced = An enhanced DBS check
button-check-england_wales-enhanced_barred = Enhanced DBS, barred list
button-check-scotland-basic = A Level 1 disclosure
button-check-scotland-enhanced = A Level 2 disclosure
button-check-scotland-enhanced_barred = PVG scheme membership
button-check-northern_ireland-basic = A basic AccessNI check
button-check-northern_ireland-enhanced = An enhanced AccessNI check
button-check-northern_ireland-enhanced_barred = AccessNI with barred list
