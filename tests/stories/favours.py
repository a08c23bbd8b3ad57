"""How favours in stories usually begin and end, so that a story can start where it becomes interesting."""

from __future__ import annotations

from tests.stories.neighbours import Neighbour, Street

FIRST_YES, LET_ME_CHOOSE = "First to say yes", "Let me choose"
FITS_BEST = "Whoever fits best"


async def asks_for_shopping(
    asker: Neighbour,
    *,
    day: str = "Tomorrow, Tuesday",
    at: str | None = "2pm",
    part: str = "At any time",
    length: str = "1 hour",
    directions: str | None = None,
    note: str | None = None,
    choosing: str = FIRST_YES,
    first: str = FITS_BEST,
) -> None:
    """Asks for help with the shopping at home, and sends it.

    Args:
        at: the time that is typed; None to tap `part` instead.
        directions, note: what is typed; None for nothing.
        first: who is asked first, where they know somebody.
    """
    await goes_to_the_check(
        asker,
        day=day,
        at=at,
        part=part,
        length=length,
        directions=directions,
        note=note,
        choosing=choosing,
        first=first,
    )
    await asker.taps("Yes, send it")
    await asker.hears("You asked for help with the shopping")


async def goes_to_the_check(
    asker: Neighbour,
    *,
    day: str = "Tomorrow, Tuesday",
    at: str | None = "2pm",
    part: str = "At any time",
    length: str = "1 hour",
    directions: str | None = None,
    note: str | None = None,
    choosing: str = FIRST_YES,
    first: str = FITS_BEST,
) -> None:
    """Answers every question but the last one; see `asks_for_shopping`."""
    await asker.says("/ask")
    await asker.taps_each("Shopping", day)
    if at is None:
        await asker.taps(part)
    else:
        await asker.taps("At a set time")
        await asker.says(at)
    await asker.taps_each(length, "At my home")
    await (asker.taps("I will tell them later") if directions is None else asker.says(directions))
    await (asker.taps("Nothing more") if note is None else asker.says(note))
    if FITS_BEST in asker.buttons():
        await asker.taps(first)
    await asker.taps(choosing)


async def agree(asker: Neighbour, helper: Neighbour) -> None:
    """One asks for the shopping on Tuesday at two, and the other says yes."""
    await asks_for_shopping(asker)
    await helper.taps("Yes, Tuesday 2pm")
    await helper.hears("It is agreed", "you help")
    await asker.hears("It is agreed", "helps you")


async def say_how_long(street: Street, *figures: tuple[Neighbour, str]) -> None:
    """The visit passes, and each of them taps how long it took."""
    await street.later(days=1, hours=8)
    for who, figure in figures:
        await who.taps(figure)
