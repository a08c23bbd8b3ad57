# The books for everybody: how the time bank stands, and how fairly asks and help are spread. Nobody is named.

button-books-asks = How fairly asks are spread
button-books-help = How fairly help is spread
button-books-meaning = What the figures mean
button-books-table = As a table
button-back-to-books = Back to the books

## How the time bank stands

books = <b>{ $bank }</b>: the last { $days } days.
books-given = Neighbours gave each other { $given } of help.
books-active = Of { $members } members { $active } gave or got some of it.
books-too-few-took-part = Fewer than 5 people gave or got help. Figures appear when there are more.
books-filled = { $people } people asked for help { $asked } times. Requests that found help: { $filled }.
books-chest = In the community chest: { $balance }.
books-largest = The largest balances: { $balances }.
# Goes with a file.
books-table = Here are the figures of the last { $days } days as a table. Each has its meaning beside it. Any spreadsheet can open it.

## How asks are spread

books-asks = <b>How fairly asks are spread</b>, in the last { $days } days.
books-too-few-could-be-asked = Fewer than 5 people could be asked. Figures appear when there are more.
books-could-be-asked = { $people } people could be asked to help.
books-were-asked = { $people } people could be asked to help, and { $asked } of them were.
books-usual =
    { $count ->
        [one] Half of those who were asked got 1 ask.
       *[other] Half of those who were asked got { $count } asks or fewer.
    }
books-most-asked = The { $people } people asked most got { $percent } of every 100 asks.
books-uneven = Unevenness: { $percent }. At 0 all are asked alike. At 100 one person gets every ask.
books-asks-by =
    Asks for every 10 people, by place: { $area }.
    By language: { $language }.
    By phone: { $channel }.

## How help is spread

books-help = <b>How fairly help is spread</b>, in the last { $days } days.
books-too-few-asked = Fewer than 5 people asked for help. Figures appear when there are more.
books-wishes = Of { $asked } requests { $filled } found help and { $unmet } did not. Still open: { $unfinished }. Taken back: { $back }.
books-wait = Usual wait until help was found: { $length } or less.
books-most-helped = The { $people } people who got most had { $percent } of every 100 hours.
# A group, how many of every 100 requests found help, and in brackets how long half of those waited at most.
books-help-by =
    Help found, of every 100 requests, and the usual wait:
    By place: { $area }.
    By language: { $language }.
books-help-by-home =
    By home: { $hurdle }.
    By phone: { $channel }.
books-ends = Why requests ended without help: { $list }.

## Groups of people, in a list

books-group = { $group } { $count }
books-group-wait = { $group } { $count } ({ $length })
books-group-nothing = { $group } none so far
books-more = { $count } more
books-hidden = smaller groups ({ $people } people)
books-nothing = nothing to show so far
books-group-no-place = places shared on the map
books-group-forgotten = people who were forgotten
books-group-hurdle = stairs, pets or the like
books-group-no-hurdle = none of that told
books-group-app = with the app
books-group-no-app = without the app

## Why a request ended without help, in a list

books-ended-nobody-offers = nobody offers it
books-ended-nobody-near = nobody lives near
books-ended-no-time = nobody is free then
books-ended-no-language = nobody speaks the language
books-ended-no-check = nobody has the check for it
books-ended-no-preference = wishes about who comes did not fit
books-ended-no-hurdle = nobody can manage what is at the home
books-ended-no-hours = those who could have done enough for now
books-ended-all-said-no = everybody said no
books-ended-silence = no answer
books-ended-nobody-chosen = nobody was chosen
books-ended-dropped-out = the helper could not come
books-ended-did-not-happen = it was agreed and did not happen
books-ended-asker = taken back
books-ended-organiser = an organiser ended it
books-ended-other = another reason

## What the figures mean, one definition each

books-means-from = The first day that counts.
books-means-until = The last day that counts.
books-means-members = Members: those who belong here now, also during a break.
books-means-active = Took part: members who gave or got some of this help.
books-means-given = Help given: what was booked in this time, after corrections. What one gives another gets.
books-means-chest = Community chest: what it holds now, for people in need.
books-means-together = Members together: what all of them hold now, added up.
books-means-own = The bank's own hours: first hours of new members come from here. So it is usually below zero.
books-means-largest = Largest balances: the highest ones now, without names.
books-means-askers = People: how many different members asked for help.
books-means-asked = Requests: how often they asked.
books-means-filled = Found help: help was agreed or given.
books-means-unmet = Without help: the request ended, and nobody helped.
books-means-unfinished = Still open: we are looking for somebody. It counts neither way.
books-means-back = Taken back: the person who asked needs it no more. It counts neither way.
books-means-rate = Of every 100 requests: those that found help, among all with or without. Open ones and those taken back do not count.
books-means-wait = Usual wait: from asking until the agreement that stood. Half of those that found help waited so long or less.
books-means-could = Could be asked: members who may be asked now. Those who were asked in this time count, too.
books-means-invitations = Asks: how often we asked somebody to help. Coming forward unasked does not count.
books-means-were = Were asked: those who were asked at least once.
books-means-never = Never asked: out of every 100 people who could be asked.
books-means-most-people = Those with most: a tenth of the people, but at least 5.
books-means-most = Asked most: a tenth of the people, but at least 5. The figure is their part of every 100 asks.
books-means-usual = Usual: half of those who were asked got so many or fewer.
books-means-gini = Unevenness: 0 when all are asked alike, towards 100 when one gets every ask. It is the Gini coefficient, times 100.
books-means-load = Asks for every 10 people: the asks of a group for its size. So small and large groups can be compared.
books-means-received = Help received: what these requests have led to, after corrections.
books-means-most-helped = Got most: a tenth of those who asked, but at least 5. The figure is their part of every 100 hours.
books-means-ended = Why: the reason we noted. Those taken back are here, too.
books-means-hidden = Small groups: below 5 people a group is not shown. The next smallest may go with it, so that nobody can be made out.

## The table

document-books-file = books
document-books-column-part = Part
document-books-column-group = Who
document-books-column-figure = Figure
document-books-column-value = How much
document-books-column-meaning = What it means
document-books-part-period = Period
document-books-part-books = The books
document-books-part-requests = Requests
document-books-part-asks = Asks
document-books-part-help = Help received
document-books-part-ends = Requests without help
document-books-everybody = everybody
document-books-not-shown = too few to tell
books-of-area = Place: { $group }
books-of-language = Language: { $group }
books-of-hurdle = At home: { $group }
books-of-channel = Phone: { $group }
books-compared-area = Place: small groups
books-compared-language = Language: small groups
books-compared-hurdle = At home: small groups
books-compared-channel = Phone: small groups
document-books-from = From
document-books-until = Until
document-books-members = Members
document-books-active = Members who took part
document-books-given = Help given, in minutes
document-books-chest = Community chest, in minutes
document-books-together = Members together, in minutes
document-books-own = The bank's own hours, in minutes
document-books-largest = One of the largest balances, in minutes
document-books-askers = People who asked
document-books-asked = Requests
document-books-filled = Found help
document-books-unmet = Without help
document-books-unfinished = Still open
document-books-back = Taken back
document-books-rate = Found help, of every 100
document-books-wait = Usual wait, in minutes
document-books-could = People who could be asked
document-books-invitations = Asks
document-books-were = People who were asked
document-books-never = Never asked, of every 100
document-books-most-people = People with most
document-books-most = Asks to those asked most, of every 100
document-books-usual = Usual number of asks
document-books-gini = Unevenness, from 0 to 100
document-books-load = Asks for every 10 people
document-books-received = Help received, in minutes
document-books-most-helped = Hours of those who got most, of every 100
document-books-ended = Requests
document-books-hidden = People who are not shown
