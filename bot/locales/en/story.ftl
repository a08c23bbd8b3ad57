# Each member's own story, for their eyes alone.

typed-story = story, my story, what have i done, who have i met, who have i helped
command-story = What you gave and got, and whom you met
story-since = Your story at { $bank }, since { $day }.
story-given =
    { $times ->
        [one] You helped 1 time: { $length }.
       *[other] You helped { $times } times: { $length }.
    }
story-given-kinds = What you gave most: { $kinds }.
story-received =
    { $times ->
        [one] Neighbours helped you 1 time: { $length }.
       *[other] Neighbours helped you { $times } times: { $length }.
    }
story-received-kinds = What they did for you most: { $kinds }.
story-neighbours =
    { $count ->
        [one] By this you met 1 neighbour.
       *[other] By this you met { $count } neighbours.
    }
story-thanked =
    { $times ->
        [one] Somebody said thank you to you 1 time.
       *[other] People said thank you to you { $times } times.
    }
story-empty = What you give and get will appear here, and how many neighbours you met. Asking is a good beginning: it lets somebody help.
story-only-received = By asking you let neighbours do good, and that counts. Everybody can give something, also from a chair. A phone call, a recipe, or a few words in your language: all of it is welcome.
story-only-given = You have given a lot. You may ask, too: neighbours are glad to help you.
button-ways-to-give = See ways to give
