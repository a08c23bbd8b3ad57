# What the messenger's own menu says beside each command: short, without markup.

command-ask = Ask a neighbour for help
command-offer = See or change what you offer
command-things = Your requests and agreed help
command-hours = Your hours and where they came from
command-give = Give hours to a neighbour or the chest
command-browse = See who needs help near you
command-books = How the time bank stands, and how fairly
command-profile = What we know about you, to see or change
command-pause = Take a break from being asked
command-language = Change the language
command-mydata = Everything we keep about you
command-leave = Leave, or be forgotten
command-help = What you can do here
command-cancel = Stop the question that is open
