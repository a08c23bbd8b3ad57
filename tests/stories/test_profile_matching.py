"""What a profile says, seen by the matching. All of this needs `jobs.matching_round` to honour the columns of
`models.preference` and the days of `models.changed_day`.
"""

from __future__ import annotations

from datetime import datetime

from models.invitation import Invitation
from tests.stories.favours import asks_for_shopping
from tests.stories.neighbours import Neighbour, Street
from tests.stories.profiles import opens, row_of


async def is_asked(street: Street, who: Neighbour) -> bool:
    """Whether somebody has been asked for anything."""
    row = await row_of(who)
    return any(asked.member_id == row.id for asked in await street.rows(Invitation))


async def test_matching_asks_again_after_a_break(street: Street) -> None:
    """Ben has a break until Tuesday and is not asked on Monday; on Tuesday he is."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await ben.says("/pause")
    await ben.says("until tomorrow")
    await asks_for_shopping(ada, day="Thursday 26 November")
    await street.later(hours=12)
    assert not await is_asked(street, ben)
    await street.until(datetime.fromisoformat("2026-11-24T12:00:00+00:00"))
    await ben.hears("Ada would like help with the shopping")


async def test_matching_spares_who_cannot_manage_stairs(street: Street) -> None:
    """Ada lives up four flights and Ben cannot climb them: he is not asked, and Cara is."""
    ada = await street.neighbour("Ada")
    ben, cara = await street.neighbour("Ben", "shopping"), await street.neighbour("Cara", "shopping")
    await opens(ada, "Change: my visits", "What my home is like")
    await ada.taps_each("Stairs", "Done")
    await opens(ben, "Change: my visits", "What I cannot manage")
    await ben.taps_each("Stairs", "Done")
    await asks_for_shopping(ada)
    await street.later(hours=2)
    await cara.hears("Ada would like")
    assert not await is_asked(street, ben)


async def test_matching_honours_who_shall_come(street: Street) -> None:
    """Ada would rather have a woman come: Cara is asked; Ben, and Dee who said nothing, are not."""
    ada = await street.neighbour("Ada")
    ben, cara, dee = [await street.neighbour(name, "shopping") for name in ("Ben", "Cara", "Dee")]
    for who, what in ((ben, "A man"), (cara, "A woman")):
        await opens(who, "Change: about me", "Woman or man")
        await who.taps(what)
    await opens(ada, "Change: my visits", "Who comes to me")
    await ada.taps("Women")
    await asks_for_shopping(ada)
    await street.later(hours=6)
    await cara.hears("Ada would like")
    assert not await is_asked(street, ben)
    assert not await is_asked(street, dee)


async def test_matching_honours_days_that_differ(street: Street) -> None:
    """Ben, usually free, is away on Tuesday; Cara, usually not, is free on it: she is asked and he is not."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    cara = await street.neighbour("Cara", "shopping", free_slots=0)
    await opens(ben, "Change: my time", "Days that differ")
    await ben.taps_each("I am away", "Tomorrow, Tuesday", "Only this day")
    await opens(cara, "Change: my time", "Days that differ")
    await cara.taps_each("I am free another day", "Tomorrow, Tuesday", "At any time")
    await asks_for_shopping(ada)
    await street.later(hours=6)
    await cara.hears("Ada would like")
    assert not await is_asked(street, ben)


async def test_matching_honours_how_often_and_how_much(street: Street) -> None:
    """Ben is asked once a week and Cara gives half an hour in it: he is asked for the first help alone, and
    she for none that takes an hour.
    """
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    cara = await street.neighbour("Cara", "shopping")
    await opens(ben, "Change: my time", "How often you ask me")
    await ben.taps("1 time a week")
    await opens(cara, "Change: my time", "Hours in a week")
    await cara.says("30 minutes")
    await asks_for_shopping(ada, day="Friday 27 November")
    await ben.hears("Ada would like")
    await ben.taps("No, sorry")
    await street.later(hours=6)
    await asks_for_shopping(ada, day="Saturday 28 November")
    await street.later(hours=6)
    row = await row_of(ben)
    assert [asked.member_id for asked in await street.rows(Invitation)] == [row.id]


async def test_matching_honours_how_far(street: Street) -> None:
    """Ben lives some way off and goes no further than a walk: he is not asked until he says that he does."""
    ada = await street.neighbour("Ada")
    ben = await street.neighbour("Ben", "shopping", place=(51.5650, -0.0553))
    await opens(ben, "Change: about me", "How far I go")
    await ben.taps("About 10 minutes' walk")
    await asks_for_shopping(ada, day="Thursday 26 November")
    await street.later(hours=2)
    assert not await is_asked(street, ben)
    await opens(ben, "Change: about me", "How far I go")
    await ben.taps("5 km at most")
    await street.later(hours=2)
    assert await is_asked(street, ben)
