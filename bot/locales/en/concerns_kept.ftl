# How long the words of a concern are kept, and keeping one longer.

## The setting

setting-value-years =
    { $count ->
        [one] 1 year
       *[other] { $count } years
    }
button-setting-concerns_kept_years = Keep concerns for
setting-about-concerns_kept_years = So long after a concern is closed its words are deleted. Leads hear of it 4 weeks before, and can keep it longer. No law names a number, so ask your insurer or council.

## Before the words go

queue-concern-ending = The words of concern { $number } go on { $day }.
button-task-concern-ending = Words of concern { $number }
concern-ending = The words of concern { $number } are deleted on <b>{ $day }</b>. It was closed long ago. If somebody may still need them, keep them longer.
concern-ending-chat = What you have read here stays in your own chat. Please delete it there, too.
button-concern-keep = Keep it longer
concern-keep-why = We keep the words of concern { $number } for a year more, and write down that you did. Why?
button-keep-authority = Police, court or council
button-keep-again = There were more worries
button-keep-wished = Somebody asked for it
button-keep-other = Another reason
concern-kept-line = { CAPITAL($name) } kept it longer, { $when }: { $why }.
concern-kept-authority = police, a court or the council may need it
concern-kept-again = there were more worries
concern-kept-wished = somebody asked for it
concern-kept-other = another reason
concern-stays-until = The words of concern { $number } stay until { $day }.
act-concern-keep = kept the words of concern { $number } longer

## When they are gone

concern-page-gone = Concern { $number }, from { $when }. Its words were deleted on { $day }, as they are after some years.
concern-entry-gone-said = Somebody told us, { $when }.
concern-entry-gone-heard = Somebody took it, { $when }.
concern-entry-gone-passed_on = It went on to others, { $when }.
concern-entry-gone-handed_back = It was given back, { $when }.
concern-entry-gone-note = A note was written, { $when }.
concern-entry-gone-held = A member was paused, { $when }.
concern-entry-gone-closed = It was closed, { $when }.
refusal-words-gone = The words of this concern were deleted long ago, so nothing is added. Please tell us of a new worry instead.
