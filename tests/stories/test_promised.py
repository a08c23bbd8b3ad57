"""Nobody is promised to two doors at once: whoever has agreed to help cannot agree to more for that time."""

from __future__ import annotations

from models.exchange import State
from tests.stories.favours import FIRST_YES, LET_ME_CHOOSE, agree, asks_for_shopping
from tests.stories.neighbours import Neighbour, Street


async def takes(street: Street, helper: Neighbour) -> None:
    """Somebody comes forward for what was asked for last."""
    await helper.says("/browse")
    newest = (await street.requests())[-1]
    await helper.taps_data(f"help:{newest.id}")


async def test_who_looks_around_is_not_promised_twice(street: Street) -> None:
    """Ben has promised Ada Tuesday at two. He comes forward for Cleo at the same time, and reads whom he has
    promised what; for Dora, who needs somebody at five, he is free.
    """
    ada, cleo, dora = [await street.neighbour(name) for name in ("Ada", "Cleo", "Dora")]
    ben = await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await asks_for_shopping(cleo, at="2:30pm")
    await asks_for_shopping(dora, at="5pm")
    await ben.says("/browse")
    at_cleo, at_dora = [label for label in ben.buttons() if "Shopping" in label][:2]
    await ben.taps_each(at_cleo, "I can do this")
    await ben.hears("You have promised Ada help then", "Tuesday 24 November, 2pm")
    assert [one.state for one in await street.exchanges()] == [State.AGREED]
    await ben.taps_on(ben.message_with(at_dora), at_dora)
    await ben.taps("I can do this")
    await ben.hears("It is agreed")
    assert len(await street.exchanges()) == 2


async def test_of_an_open_time_only_what_is_free_is_offered(street: Street) -> None:
    """Cleo needs an hour on Tuesday afternoon. Ben, who is at Ada's from two to three, is shown no time that
    lies over that, and cannot type one either.
    """
    ada, cleo = await street.neighbour("Ada"), await street.neighbour("Cleo")
    ben = await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await asks_for_shopping(cleo, at=None, part="In the afternoon")
    await ben.says("/browse")
    await ben.taps_each(ben.buttons()[0], "I can do this")
    shown = ben.buttons()
    assert "At 1pm" in shown or "At 3pm" in shown
    assert "At 2pm" not in shown
    await ben.says("2:30pm")
    assert len(await street.exchanges()) == 1
    await ben.says("4pm")
    await ben.hears("It is agreed")


async def test_where_no_time_is_left_it_is_said_at_once(street: Street) -> None:
    """All of the time that Cleo named is promised to Ada: no question is asked that has no answer."""
    ada, cleo = await street.neighbour("Ada"), await street.neighbour("Cleo")
    ben = await street.neighbour("Ben", "shopping")
    await ada.says("/ask")
    await ada.taps_each("Shopping", "Tomorrow, Tuesday", "At a set time")
    await ada.says_each("12pm", "5 hours")
    await ada.taps_each("At my home", "I will tell them later", "Nothing more", FIRST_YES, "Yes, send it")
    await takes(street, ben)
    assert len(await street.exchanges()) == 1
    await asks_for_shopping(cleo, at=None, part="In the afternoon")
    await takes(street, ben)
    await ben.hears("You have promised Ada help then")


async def test_who_was_promised_meanwhile_cannot_be_chosen_for_the_same_time(street: Street) -> None:
    """Ben says yes to Ada, who wants to choose, and then to Cleo, who takes the first. Ada reads that he
    cannot come now, and not why.
    """
    ada, cleo = await street.neighbour("Ada"), await street.neighbour("Cleo")
    ben = await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, choosing=LET_ME_CHOOSE)
    await ben.taps("Yes, Tuesday 2pm")
    await asks_for_shopping(cleo)
    await takes(street, ben)
    assert len(await street.exchanges()) == 1
    await ada.taps("Choose Ben")
    heard = await ada.hears("cannot come")
    assert "Cleo" not in heard.text
    assert len(await street.exchanges()) == 1


async def test_two_things_at_the_same_door_may_be_at_the_same_time(street: Street) -> None:
    """Ada asks Ben for the shopping and for company at the same time: he is there for both."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await asks_for_shopping(ada, at="2:30pm")
    await ben.says("/browse")
    await ben.taps_each(ben.buttons()[0], "I can do this")
    assert len(await street.exchanges()) == 2


async def test_a_spanish_helper_reads_it_in_spanish(street: Street) -> None:
    """The no is worded in the language of whoever reads it."""
    ada, cleo = await street.neighbour("Ada"), await street.neighbour("Cleo")
    ben = await street.neighbour("Ben", "shopping", language="es")
    await asks_for_shopping(ada)
    await takes(street, ben)
    await asks_for_shopping(cleo)
    await takes(street, ben)
    await ben.hears("ya prometiste ayudar a Ada")
