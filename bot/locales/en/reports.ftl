# Reports for funders and councils, which only organisers ask for, and the words inside of them.

button-report = Report for funders
button-another-report = Another report
button-last-month = Last month
button-last-quarter = Last quarter
button-last-year = Last year
button-other-days = Other days
button-workbook = For a spreadsheet (XLSX)
button-csv = As a table (CSV)
button-page = One page to print
about-reporting = to draw up a report
reporting-ask = A report has figures only, and no names. Which time should it tell of?
reporting-first = Like “1 March 2026”. Which is the first day?
reporting-final = Like “31 May 2026”. Which is the last day?
reporting-form = How would you like to have it?
reporting-days = { $first } to { $final }
reporting-drawing = We are drawing it up. It comes in a moment.
refusal-period-ahead = Those days are not over. Please choose days up to today.
refusal-period-backwards = The last day comes before the first one. Please choose a later day.
refusal-period-long = A report tells of { $years } years at most. Please choose fewer days.
unclear-report-day = We did not understand that day. Please write it like “1 March 2026”.
unclear-again-report-day = We need a day that was, with month and year. Write it like “1 March 2026”.
report-empty = From { $first } to { $final } fewer than 5 people gave, got or asked for help. So there is nothing to tell. A longer time may have more.
report-ready = <b>Report</b>, from { $first } to { $final }.
report-told =
    Hours given: { $given }.
    Requests: { $asked }.
    Found help: { $filled }.
report-told-asked =
    Requests: { $asked }.
    Found help: { $filled }.
    Fewer than 5 people gave or got help.
report-told-given = Hours given: { $given }. Fewer than 5 people asked for help.
report-of-workbook = Each figure has its meaning beside it. Any spreadsheet opens it, with a chart in it.
report-of-table = Each figure has its meaning beside it. Any spreadsheet opens it.
report-of-page = One page for paper or a screen. Open it, then choose to print.

## What figures mean that only a report has

report-means-exchanges = Times help was given, as booked in this time.
report-means-gave = Members now who gave some of this help.
report-means-got = Members now who got some of this help.
report-means-week = A week begins on Monday. The first and the last one may be cut by the time that was chosen.
report-means-small = Figures about fewer than 5 people are never told. Where one could be worked out, the next smallest is left out, too.
report-means-periods = Reports on times that overlap tell more together than alone. Please publish times that follow each other.

## In the files

document-report-title = Time bank report
document-report-page-title = { $bank }: what neighbours did
document-report-page-days = { $first } to { $final }
document-report-file = report
document-report-text = { $text }
document-report-summary = Summary
document-report-by-week = By week
document-report-by-kind = By kind
document-report-fairness = Fairness
document-report-unmet = Unmet
document-report-definitions = Definitions
document-report-week = Week from
document-report-kind = Kind of help
document-report-given = Hours given
document-report-exchanges = Times help was given
document-report-gave = People who gave help
document-report-got = People who got help
document-report-chest-hours = Community chest, in hours
document-report-compared = Compared by
document-report-reason = Why it ended
document-report-share = Of every 100 told here
document-report-area = Place
document-report-language = Language
document-report-hurdle = At home
document-report-channel = Phone
document-report-small-groups = small groups together
document-report-other-reasons = other reasons
document-report-small = Small numbers
document-report-periods = Other periods
document-report-wait = Usual wait
document-report-wait-length = { $length }
document-report-made = Made on { $day } with Goodturn, from the books of the time bank. How every figure is counted stands beside it.
document-report-chart = On average { $hours } hours a week. Most, { $most } hours, in the week from { $week }. Hatched: too few people to tell. Dashed line: the average.
document-report-untold-sign = not told
document-report-fair-short = Was it alike for everybody?
document-report-group = Group
document-report-unmet-short = Why help was not found
document-report-asked-short = Requests
document-report-rate-short = Helped, of 100
document-report-given-short = Hours given
document-report-wait-short = Usual wait
document-report-count-short = Requests
