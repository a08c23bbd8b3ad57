"""The hard rules: what keeps a helper from being asked, whatever else speaks for them.

This is the one place where each rule is written. The search for candidates stops at the first that is broken;
the explanation of a request, and the question what would help, look at all of them.
"""

from __future__ import annotations

from enum import IntFlag
from typing import Any

from jobs.matching.compiled import loop


class Rule(IntFlag):
    """What a pair of a request and a helper may break, in the order in which it is looked at."""

    KIND = 1
    """Does not offer this kind of help."""
    CHECK = 2
    """A check, a reference or a first visit in company is missing that this kind of help demands."""
    REACH = 4
    """Would have to travel further than they said, or their place is not known."""
    TIME = 8
    """Is not free at any time that would do, or not for all of it."""
    LANGUAGE = 16
    """Shares no language that would do."""
    PREFERENCE = 32
    """One of the two would rather have somebody else at the door: a woman, a man."""
    ACCESS = 64
    """Something about the place or the person is more than they can manage: stairs, a dog."""
    HOURS = 128
    """Would give more hours this week than they said."""
    ASLEEP = 256
    """It is night where they are, and this can wait."""
    ASKED = 512
    """Has been asked as often as they said."""
    BARRED = 1024
    """Is never to be asked to this one; see `Bar`."""
    NOT_NAMED = 2048
    """At first only those are asked whom the asker has named."""


class Bar(IntFlag):
    """Why a link bars a helper from a request; `Requests.barred` carries these as counts."""

    SELF = 1
    """Asked for it themself."""
    ASKED_BEFORE = 2
    """Was asked in this search."""
    SAID_NO = 4
    """Said no to it, or dropped out of it."""
    APART = 8
    """One of the two would rather not meet the other again."""
    BUSY = 16
    """Is with somebody else at that time."""


# A loop knows no classes, so here are the same rules as plain numbers.
_KIND, _CHECK, _REACH, _TIME, _LANGUAGE, _PREFERENCE, _ACCESS, _HOURS, _ASLEEP, _ASKED = (
    int(rule) for rule in list(Rule)[:10]
)

# What is known of a helper, as the columns of one table of whole numbers; see `Helpers` for what each means.
OFFERS, CLEARED, SPEAKS, FREE, FREE_LATER, GENDER, VISITS, CANNOT, MINUTES_LEFT, ASLEEP, ASKS_LEFT = range(11)
HELPER_FACTS = 11
# What is known of a request, in the same way; see `Requests`.
KIND, SLOTS, SLOTS_LATER, ALL_SLOTS, LANGUAGES, COMES, ASKER_GENDER, ACCESS, MINUTES, URGENT, TRAVELS = range(
    11
)
REQUEST_FACTS = 11


@loop
def broken(
    seekers: Any,
    request: Any,
    people: Any,
    helper: Any,
    apart_squared: Any,
    reach_squared: Any,
    first_only: Any,
) -> Any:
    """Returns the rules that a pair breaks, as bits of `Rule`. Links are not looked at.

    Args:
        seekers: int64[m, REQUEST_FACTS], the facts of requests.
        request: which of them.
        people: int64[n, HELPER_FACTS], the facts of helpers.
        helper: which of them.
        apart_squared: how far apart the two are straight through the ground, in square metres; NaN where a
            place is not known.
        reach_squared: how far the helper goes, in the same way.
        first_only: whether to stop at the first.
    """
    found = 0
    if people[helper, OFFERS] & seekers[request, KIND] == 0:
        found |= _KIND
        if first_only:
            return found
    if people[helper, CLEARED] & seekers[request, KIND] == 0:
        found |= _CHECK
        if first_only:
            return found
    # Written so that a place that is not known is out of reach.
    if seekers[request, TRAVELS] != 0 and not apart_squared <= reach_squared:
        found |= _REACH
        if first_only:
            return found
    slots, later = seekers[request, SLOTS], seekers[request, SLOTS_LATER]
    free, free_later = people[helper, FREE] & slots, people[helper, FREE_LATER] & later
    if slots == 0 and later == 0:
        fits = people[helper, FREE] != 0 or people[helper, FREE_LATER] != 0
    elif seekers[request, ALL_SLOTS] != 0:
        fits = free == slots and free_later == later
    else:
        fits = free != 0 or free_later != 0
    if not fits:
        found |= _TIME
        if first_only:
            return found
    if seekers[request, LANGUAGES] != 0 and people[helper, SPEAKS] & seekers[request, LANGUAGES] == 0:
        found |= _LANGUAGE
        if first_only:
            return found
    if seekers[request, TRAVELS] != 0:
        if (seekers[request, COMES] != 0 and people[helper, GENDER] & seekers[request, COMES] == 0) or (
            people[helper, VISITS] != 0 and people[helper, VISITS] & seekers[request, ASKER_GENDER] == 0
        ):
            found |= _PREFERENCE
            if first_only:
                return found
        if people[helper, CANNOT] & seekers[request, ACCESS] != 0:
            found |= _ACCESS
            if first_only:
                return found
    if seekers[request, MINUTES] > people[helper, MINUTES_LEFT]:
        found |= _HOURS
        if first_only:
            return found
    if people[helper, ASLEEP] != 0 and seekers[request, URGENT] == 0:
        found |= _ASLEEP
        if first_only:
            return found
    if people[helper, ASKS_LEFT] <= 0:
        found |= _ASKED
    return found
