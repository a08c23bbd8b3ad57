# What the messenger's own menu says beside each command: short, without markup.

command-ask = Ask a neighbour for help
command-offer = See or change what you offer
command-things = Your requests and agreed help
command-hours = Your hours and where they came from
command-browse = See who needs help near you
command-language = Change the language
command-help = What you can do here
command-cancel = Stop the question that is open
