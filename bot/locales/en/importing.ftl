# Bringing members in from a spreadsheet, and the personal links by which they come.

## To organisers: how it goes

about-importing = to bring in members from a table
about-linking = to look for somebody's link
importing-how = You can bring in members, their offers and their hours from a table. Take one of these, fill it in, and send it here.
importing-how-safe = We look at all of it before anything is changed. Then we tell you what we found.
importing-template = Here is the table. Your own rows go below the example.
importing-file = Send your table now: tap the paper clip, then the file. Which file is it?
importing-file-line = { $name }
importing-file-line-unnamed = Your file
importing-received = We are reading your table. We'll tell you what we found.
importing-under-way =
    { $count ->
        [one] We are bringing in 1 member now. We'll tell you when it is done.
       *[other] We are bringing in { $count } members now. We'll tell you when it is done.
    }
importing-so-far = Written down so far: { $number } of { $count }.
importing-dropped = Nothing was brought in, and nothing of that table is kept.
unclear-file = That is no file. Tap the paper clip beside where you write, then choose your table.
unclear-again-file = A photo of a table is no table for us. Please send the file itself.
button-import-xlsx = Table for Excel
button-import-csv = Plain table (CSV)
button-import-links = Links still open
button-import-link = One person's link
button-import-drop = Do not bring them in
button-import-again = Send another table
button-import-confirm = Yes, bring in { $count }

## What we found

importing-read =
    { $count ->
        [one] <b>1 member</b> can come in. Nothing has changed so far.
       *[other] <b>{ $count } members</b> can come in. Nothing has changed so far.
    }
importing-read-offers =
    { $count ->
        [one] They offer 1 kind of help.
       *[other] Their offers: { $count } in all.
    }
importing-read-hours =
    { $count ->
        [one] 1 brings hours along: { $length }.
       *[other] { $count } bring hours along, in all { $length }.
    }
importing-read-starting =
    { $count ->
        [one] 1 gets the usual hours to begin with.
       *[other] { $count } get the usual hours to begin with.
    }
importing-read-ask = They should know that you bring them in. Shall we do it?
importing-faulty =
    { $count ->
        [one] <b>1 thing</b> is not right yet, so nobody was brought in.
       *[other] <b>{ $count } things</b> are not right yet, so nobody was brought in.
    }
importing-faulty-more =
    { $count ->
        [one] 1 more is in the file.
       *[other] { $count } more are in the file.
    }
importing-faulty-next = Please put that right in your table. Then send all of it again.
importing-problem = Row { $number }, { $column }: { $trouble }
importing-done =
    { $count ->
        [one] <b>1 member is in.</b>
       *[other] <b>{ $count } members are in.</b>
    }
importing-done-links = The file has a personal link for each. Send everybody only their own.
importing-links = These have not come so far. Send everybody only their own link.
importing-no-links = Everybody whom you brought in has come. Open links will appear here.

## Why a file cannot be read

importing-refused-too-large = This file is too large for us. Please send a table of 20 MB at most.
importing-refused-not-fetched = We could not get the file, sorry. Please send it once more.
importing-refused-wrong-type = This is no table that we can read. Please save it as Excel (XLSX) or as CSV, and send it again.
importing-refused-old-type = This file is of an old kind, or has a password. Please save it as Excel (XLSX) or as CSV, and send it again.
importing-refused-macros = There are small programs in this file, so we did not open it. Please save it without macros, as XLSX or CSV.
importing-refused-packed = There is far more in this file than a table of members needs. Please save it as CSV, and send it again.
importing-refused-unreadable = We could not read this file; it may be damaged. Please save it once more, as XLSX or CSV.
importing-refused-empty = There are no members in this table. Please write at least one below the example.
importing-refused-no-headings = We found no headings in this table. Please take ours: “Name” and “18 or over” have to be there.
importing-refused-too-many-rows = This table is very long. Please send { $most } members at a time.
importing-refused-known = This very table was brought in before, so we did nothing.

## What is wrong with a row, and what would be right

trouble-unknown-heading = We don't know this heading: “{ $given }”. Take one of ours, or leave the column out.
trouble-heading-twice = The heading “{ $given }” is there twice. Leave one of them out.
trouble-name-missing = There is no name. Write what to call them.
trouble-name-odd = “{ $given }” has no letters in it. Write what to call them.
trouble-name-long = The name is too long. Write { $number } letters at most.
trouble-place-long = The place is too long. Write { $number } letters at most.
trouble-phone-odd = “{ $given }” is no phone number. Write figures, like +44 7700 900123.
trouble-language-unknown = We don't speak “{ $given }”. Write { $languages }, or nothing.
trouble-offer-unknown = We don't know the offer “{ $given }”. Take one of those that the template lists.
trouble-hours-odd = “{ $given }” is no number of hours. Write it like 3 or -2:30.
trouble-hours-below = This is below the limit of { $number }. Write that or more.
trouble-hours-above = This is above the limit of { $number }. Write that or less.
trouble-since-odd = “{ $given }” is no day. Write year, month and day, like the example.
trouble-since-ahead = This day has not come yet. Write one that is over.
trouble-adult-odd = “{ $given }” is not clear. Write “yes” for everybody who is 18 or over.
trouble-under-age = Members have to be 18 or over. Leave this row out.
trouble-same-member = “{ $given }” of the same place is in row { $number }, too. Leave one out, or write the full names.
trouble-same-phone = The same number is in row { $number }, too. Leave one out.
trouble-phone-known = “{ $given }” came with an earlier table. Leave this row out.
trouble-member-known = “{ $given }” is a member already. Leave this row out, or write the full name and place.

## The files

document-import-file = members
document-import-sheet = Members
document-import-sheet-help = What goes where
document-import-column-name = Name
document-import-column-phone = Phone
document-import-column-languages = Languages
document-import-column-place = Place
document-import-column-offers = Offers
document-import-column-hours = Hours
document-import-column-since = Member since
document-import-column-adult = 18 or over
document-import-example-name = Example: Rosa Smith
document-import-example-phone = +44 7700 900123
document-import-example-languages = English, Español
document-import-example-place = Hackney
document-import-example-offers = Shopping, Dog walking
document-import-example-adult = yes
document-import-explain-name = What neighbours call them. Needed. A row that begins with # is not read, and neither is the example.
document-import-explain-phone = Where you can reach them, to send them their link. It is deleted once they have come.
document-import-explain-languages = { $languages }, with commas between. We write to them in the first. Empty: the language of the time bank.
document-import-explain-place = Town, part of town or postcode, never the full address. Empty: we ask them when they come.
document-import-explain-offers = With commas between, any of these: { $kinds }.
document-import-explain-hours = What they have, like { $example }; with a minus before it where they owe. Empty: the usual hours to begin with.
document-import-explain-since = The day, like { $example }. Day, month, year with dots or strokes works, too. Empty: today.
document-import-explain-adult = Write “yes”. Needed: members have to be 18 or over.
document-import-problems-file = to-put-right
document-import-problems-row = Row
document-import-problems-column = Column
document-import-problems-given = It says
document-import-problems-what = What is wrong, and what would be right
document-import-links-file = personal-links
document-import-links-link = Link

## Hours that somebody brought along

entry-opening =
    { $gained ->
        [yes] Hours you brought along: { $length }. { $day }.
       *[no] Hours you owed before: { $length }. { $day }.
    }
line-opening = Hours that { $name } brought along, { $when }

## Coming by a personal link

about-claiming = to come in by your link
claiming-hello = Hello! This is { $bank }. Your link is for somebody whom we know already.
claiming-is-it-you = Are you { $name }?
button-claim-me = Yes, that is me
button-claim-not-me = No, somebody else
claiming-not-me = Thank you for telling us. The link stays good for whoever it is for. To join yourself, write “start”.
claiming-done = Welcome, { $name }! Your balance is <b>{ $hours }</b>. What would you like to do first?
claiming-offers = You offer: { $kinds }. You can change that with “{ button-my-offers }” at any time.
refusal-already-member = You are a member here already, so this link is not for you. If old hours of yours are missing, a person can help.
refusal-claim-withdrawn = This link no longer works. Please ask an organiser for another one.

## To organisers: one person's link

linking-who = Write the name, or a part of it. Whose link is it?
linking-which = Several people are called like that. Whose link is it?
link-open =
    The link for <b>{ $name }</b> has not been used so far. It works once.
    { $link }
link-opened = Somebody has opened the link for <b>{ $name }</b>. They have not answered everything so far.
link-claimed = <b>{ $name }</b> has come by their link.
link-withdrawn = There is no link for <b>{ $name }</b> that works.
link-withdraw-ask = Whoever has come by the link of { $name } is shut out, and the link works no more. Are you sure?
button-link-renew = Make a new link
button-link-withdraw = Withdraw the link
button-link-withdraw-sure = Yes, withdraw it
