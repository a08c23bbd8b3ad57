# After help was given: whether two would be glad to see each other again, and whom to ask first next time.

## Only for the one who answers; nobody else ever reads it

afterwards-ask = Would you be glad to see { $name } again?
afterwards-how = That is fine, and we do not tell { $name }. Do you only prefer others, or shall we never bring you together?
afterwards-glad = Good to know: you would be glad to see { $name } again.
afterwards-others = We look for somebody else for you next time, where we can. We do not tell { $name }.
afterwards-never = We never bring you and { $name } together again. We do not tell { $name }.
button-glad = Glad to see { $name } again
button-rather-others = Rather somebody else
button-only-prefer = Only prefer others
button-never-again = Never together again
button-mind-changed = I have changed my mind

## Asking somebody one knows first

asking-first = Should we ask somebody you know first?
asking-first-line = First { $name }
asking-read-back-first-asked = We ask { $name } first.
button-fits-best = Whoever fits best
