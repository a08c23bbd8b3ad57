"""Giving hours away, to a neighbour or to the chest, and the kind word where hours run low."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from models import ledger
from models.ledger import Cause, Holder, Transfer
from models.store import Store
from tests.stories.favours import agree, asks_for_shopping, say_how_long
from tests.stories.joinings import is_called
from tests.stories.neighbours import Neighbour, Street, opened_street


async def help_once(street: Street) -> tuple[Neighbour, Neighbour]:
    """Ben has helped Ada for an hour."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour"))
    return ada, ben


async def gifts(street: Street) -> list[int]:
    """The minutes of every gift, in order."""
    return [row.minutes for row in await street.rows(Transfer) if row.cause is Cause.GIFT]


async def test_a_gift_to_a_neighbour(street: Street) -> None:
    """Ben gives Ada half an hour: it is read back, both balances say so, and Ada hears who it is from."""
    ada, ben = await help_once(street)
    await ben.says("/give")
    await ben.hears("Who shall get them?")
    await ben.taps_each("Ada", "30 minutes")
    await ben.hears("You give: 30 minutes", "To: Ada", "Shall we do this?")
    await ben.taps("Give 30 minutes")
    await ben.hears("Ada has 30 minutes from you", "2 hours 30 minutes")
    await ada.hears("You have 30 minutes as a gift from Ben", "1 hour 30 minutes")
    assert (await ada.balance()).balance_minutes == 90


async def test_a_gift_to_the_chest_typed_from_the_start(street: Street) -> None:
    """Everything can be typed; somebody who knows nobody so far may give to the chest."""
    cara = await street.neighbour("Cara")
    await cara.says("donate hours")
    await cara.hears("Neighbours appear here once you have helped each other")
    await cara.says_each("the community chest", "three quarters of an hour", "yes")
    await cara.hears("The community chest has 45 minutes from you", "1 hour 15 minutes")

    def chest(session: Session) -> int:
        account = ledger.own_account(session, street.timebank_id, Holder.CHEST)
        return ledger.standing(session, account).balance_minutes

    assert await street.store.read(chest) == 45


async def test_a_gift_counts_once(street: Street) -> None:
    """Two taps, the same tap under a new number, words typed twice and a restart: one gift each."""
    ada, ben = await help_once(street)
    await ben.says("/give")
    await ben.taps_each("Ada", "15 minutes")
    await street.restart()
    ben.person.taps("Give 15 minutes")
    [tap] = street.taken_updates()
    await street.at_once([tap, {**tap, "update_id": tap["update_id"] + 1_000}])
    street.messenger.push_update(tap)
    street.messenger.push_update({**tap, "update_id": tap["update_id"] + 2_000})
    await street.settle()
    assert await gifts(street) == [15]
    await ben.says("/give")
    await ben.says_each("Ada", "20 minutes")
    ben.person.says("yes")
    ben.person.says("yes")
    await street.settle()
    assert await gifts(street) == [15, 20]
    assert sum("as a gift from Ben" in message.text for message in ada.person.heard) == 2


async def test_nobody_gives_what_they_do_not_have(street: Street) -> None:
    """More than there is, nonsense and negative lengths are answered kindly; with nothing there is a way."""
    ada, _ = await help_once(street)
    await ada.says("/give")
    await ada.taps("Ben")
    for nonsense in (
        "5 hours",
        "minus 30 minutes",
        "-30",
        "-1",
        "−1 hour",
        "－1 hour",
        "0",
        "1:75",
        "½ a loaf",
        "10000000000000000000",
    ):
        await ada.says(nonsense)
        await ada.hears("You can give up to 1 hour")
    await ada.says("stop")
    assert await gifts(street) == []
    await ada.says("/give")
    await ada.taps_each("Ben", "1 hour", "Give 1 hour")
    await ada.says("/give")
    await ada.hears("You have no hours to give just now")
    assert "Offer help" in ada.buttons()
    assert await gifts(street) == [60]


async def test_hours_kept_for_a_visit_cannot_be_given(street: Street) -> None:
    """What is promised for help that is agreed is not there to be given, however the buttons are pressed."""
    ada, ben = await help_once(street)
    await ada.says("/give")
    await ada.taps_each("The community chest", "1 hour")
    await ada.hears("Shall we do this?")
    old = ada.message_with("Give 1 hour")
    data = ada.data_of("Give 1 hour")
    await ada.taps("Stop")
    await asks_for_shopping(ada, day="Saturday 28 November")
    await ben.taps("Yes, Saturday 2pm")
    await ada.taps_data(data, old.id)
    await ada.hears("That question is over")
    await ada.says("/give")
    await ada.hears("You have no hours to give just now")
    assert await gifts(street) == []


async def test_the_neighbour_leaves_before_the_gift_is_given(street: Street) -> None:
    """Ada leaves while Ben decides: he is told that nothing was given, and keeps his hours."""
    ada, ben = await help_once(street)
    await ben.says("/give")
    await ben.taps_each("Ada", "30 minutes")
    await ada.says("/leave")
    await ada.taps_each("Leave and be forgotten", "Yes, delete it all")
    await ben.taps("Give 30 minutes")
    await ben.hears("left the time bank, so nothing was given")
    assert await gifts(street) == []
    await ben.says("/give")
    assert "Ada" not in ben.buttons()


async def test_two_neighbours_of_one_name_are_told_apart(street: Street) -> None:
    """Where two have the same name, the last help between you tells which is meant."""
    ada = await street.neighbour("Ada")
    for name, day in (("Rosa", "Tomorrow, Tuesday"), ("Another", "Tomorrow, Thursday")):
        rosa = await street.neighbour(name, "shopping")
        await asks_for_shopping(ada, day=day)
        await rosa.taps(next(label for label in rosa.buttons() if label.startswith("Yes")))
        await street.later(days=2)
        for who in (ada, rosa):
            await who.taps("45 minutes")
        await rosa.says("/pause")
        await rosa.taps("Until I come back")
    await is_called(rosa, "Rosa")
    await ada.says("/give")
    assert ada.buttons().count("Rosa: Shopping") == 2
    await ada.says("Rosa")
    await ada.hears("Please tap one of the buttons below")
    await ada.hears_nothing_of("How much")


async def test_a_kind_word_where_hours_run_low(sqlite_url: str) -> None:
    """Who asks for more than they have is not refused, and hears kindly how to come by new hours."""
    async with opened_street(Store(sqlite_url), soft_floor_minutes=0) as street:
        ada = await street.neighbour("Ada")
        await asks_for_shopping(ada)
        await ada.hears_nothing_of("You may always ask")
        await asks_for_shopping(ada, length="2 hours", day="Saturday 28 November")
        kindly = await ada.hears("You may always ask, with few hours too")
        assert "See who needs help" in kindly.labels
        assert len(await street.requests()) == 2


@pytest.mark.parametrize("language", ["es"])
async def test_a_gift_in_spanish(street: Street, language: str) -> None:
    """All of it reads and can be typed in Spanish."""
    carmen = await street.neighbour("Carmen", language=language)
    await carmen.says("regalar horas")
    await carmen.taps("El fondo común")
    await carmen.says("media hora")
    await carmen.hears("Regalas: 30 minutos")
    await carmen.taps("Dar 30 minutos")
    await carmen.hears("El fondo común tiene 30 minutos de tu parte")
