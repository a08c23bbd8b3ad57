# To organisers: which offers, times, languages or checks would unlock most requests.

button-shortages = What is lacking
shortages = <b>What was lacking most</b>, for requests of the last { $days } days:
shortages-empty = Nothing was lacking in the last 90 days. When requests find nobody, what would help appears here.
shortages-next = Tell people what you look for. New offers count at once.
shortage-line =
    { $number }. { $kind }, { $count ->
        [one] 1 request
       *[other] { $count } requests
    }: { $lack }.
shortage-line-members =
    { $number }. { $kind }, { $count ->
        [one] 1 request
       *[other] { $count } requests
    }: { $lack }. { $members ->
        [one] With that changed, 1 more member could come.
       *[other] With that changed, { $members } more members could come.
    }
shortage-nobody-offers = nobody offers it
shortage-nobody-near = nobody lives near enough
shortage-no-time = nobody is free then
shortage-no-time-morning = nobody is free in the morning
shortage-no-time-afternoon = nobody is free in the afternoon
shortage-no-time-evening = nobody is free in the evening
shortage-no-language = no language in common
shortage-no-language-named = nobody speaks { $language }
shortage-no-check =
    { $members ->
        [one] 1 member who offers it lacks what it demands
       *[other] { $members } members who offer it lack what it demands
    }
shortage-no-preference = wishes about who comes did not fit
shortage-no-hurdle = nobody can manage what is at the home
shortage-no-hours = those who could have done enough for now
shortage-all-said-no = everybody said no
shortage-silence = no answer
