"""An organiser puts a line of the books right, and both who are concerned hear of it."""

from __future__ import annotations

from models.correction import Correction
from models.ledger import Cause, Transfer
from models.store import Store
from tests.stories.favours import agree, asks_for_shopping, say_how_long
from tests.stories.joinings import is_called
from tests.stories.neighbours import Neighbour, Street, opened_street


async def help_once(street: Street) -> tuple[Neighbour, Neighbour, Neighbour]:
    """Ben has helped Ada for an hour, and Olga looks after the bank."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour"))
    return olga, ada, ben


async def corrections(street: Street) -> list[int]:
    """The minutes of every correcting row, in order."""
    return [row.minutes for row in await street.rows(Transfer) if row.cause is Cause.CORRECTION]


async def goes_to_the_check(olga: Neighbour, length: str = "1 hour 30 minutes") -> None:
    """Answers every question but the last one."""
    await olga.says("/correct")
    await olga.taps("Ben")
    await olga.hears("Ben helped Ada, Shopping", "1 hour")
    await olga.taps_each("1. 1 hour", length)
    await olga.says("The bus was late")
    await olga.hears("Now: Ben helped Ada", "1 hour", "Why: “The bus was late”", "Shall we put this right?")


async def test_a_length_is_put_right(street: Street) -> None:
    """Olga corrects one hour to an hour and a half; both hear how it stands and why; nothing is edited."""
    olga, ada, ben = await help_once(street)
    await goes_to_the_check(olga)
    await olga.taps("Yes, put it right")
    await olga.hears("This is put right now")
    for who, balance in ((ben, "3 hours 30 minutes"), (ada, "30 minutes")):
        told = await who.hears("An organiser has put your hours right", "1 hour 30 minutes", balance)
        assert "The bus was late" in told.text
    assert await corrections(street) == [30]
    await olga.says("/correct")
    await olga.taps("Ben")
    await olga.hears("Ben helped Ada", "1 hour 30 minutes")


async def test_a_correction_counts_once(street: Street) -> None:
    """Two taps, the same tap under a new number, typed words twice and a restart: one correction each."""
    olga, ada, ben = await help_once(street)
    await goes_to_the_check(olga)
    await street.restart()
    olga.person.taps("Yes, put it right")
    [tap] = street.taken_updates()
    await street.at_once([tap, {**tap, "update_id": tap["update_id"] + 1_000}])
    street.messenger.push_update(tap)
    street.messenger.push_update({**tap, "update_id": tap["update_id"] + 2_000})
    await street.settle()
    assert await corrections(street) == [30]
    await olga.says("/correct")
    await olga.says_each("ben", "1", "2 hours", "It was longer still")
    olga.person.says("yes")
    olga.person.says("yes")
    await street.settle()
    assert await corrections(street) == [30, 30]
    assert (await ben.balance()).balance_minutes == 240
    assert sum("put your hours right" in message.text for message in ada.person.heard) == 2


async def test_a_line_that_should_not_be_there(street: Street) -> None:
    """Help that never was is taken out past the floor, as a row that points at the old one."""
    olga, ada, ben = await help_once(street)
    await ben.says("/give")
    await ben.taps_each("Ada", "2 hours", "Give 2 hours")
    await ada.says("/give")
    await ada.taps_each("The community chest", "2 hours", "Give 2 hours")
    await asks_for_shopping(ben, length="2 hours", day="Saturday 28 November")
    await olga.says("/admin")
    await olga.taps_each("Hours and rules", "Put hours right", "Ben")
    label = next(one for one in olga.buttons() if one.endswith(". 1 hour"))
    await olga.taps_each(label, "No time at all")
    await olga.says("Ben was ill that day")
    await olga.taps("Yes, put it right")
    assert (await ben.balance()).balance_minutes == 0
    assert (await ada.balance()).balance_minutes == 120
    await ada.hears("No time at all")


async def test_what_is_not_understood_is_asked_again(street: Street) -> None:
    """An unknown name, a length it says already, an empty reason and a no change nothing."""
    olga, *_ = await help_once(street)
    await olga.says("/correct")
    await olga.says("Zacharias")
    await olga.hears("We know nobody of that name")
    await olga.says("Olga")
    await olga.hears("These are your own hours")
    await olga.says("Ben")
    await olga.says("7")
    await olga.hears("Please tap one of the buttons below")
    await olga.taps("1. 1 hour")
    await olga.says("1 hour")
    await olga.hears("This line says 1 hour already")
    for below in ("-2 hours", "−2 hours", "－2", "minus 2 hours"):
        await olga.says(below)
        await olga.hears("It says 1 hour now")
    await olga.says("90 minutes")
    await olga.does("sends_sticker")
    await olga.hears("Why is it wrong?")
    await olga.says("The bus was late")
    await olga.says("no")
    await olga.hears("nothing was sent")
    assert await corrections(street) == []


async def test_two_of_one_name_and_only_organisers(street: Street) -> None:
    """Two of one name are told apart by number; to everybody else the command does not exist."""
    olga, ada, _ = await help_once(street)
    await street.neighbour("Rosa")
    await is_called(await street.neighbour("Another"), "Rosa")
    await olga.says("/correct")
    await olga.says("rosa")
    await olga.hears("Several people are called like that")
    assert sum(label.startswith("Rosa, number") for label in olga.buttons()) == 2
    await olga.taps(olga.buttons()[0])
    await olga.hears("Starting hours for Rosa")
    await ada.says("/correct")
    await ada.hears("We don't know that one")
    await ada.taps_data("go:correct")
    await ada.hears("We don't know that one")


async def test_a_reason_is_forgotten_with_the_person(street: Street) -> None:
    """When Ada is forgotten, the reason that speaks of her goes, and the minutes stay."""
    olga, ada, ben = await help_once(street)
    await goes_to_the_check(olga)
    await olga.taps("Yes, put it right")
    await ada.says("/leave")
    await ada.taps_each("Leave and be forgotten", "Yes, delete it all")
    assert [row.reason for row in await street.rows(Correction)] == [""]
    assert await corrections(street) == [30]
    assert (await ben.balance()).balance_minutes == 210


async def test_a_name_behind_the_command(street: Street) -> None:
    """Whoever is called so is meant, without being asked; several, nobody, and oneself."""
    olga, ada, _ = await help_once(street)
    await olga.says("/correct ben")
    await olga.hears("Ben helped Ada, Shopping", "1 hour")
    await olga.taps_each("1. 1 hour", "1 hour 30 minutes")
    await olga.says("The bus was late")
    await olga.taps("Yes, put it right")
    assert await corrections(street) == [30]
    await olga.says("/correct Zoltan")
    assert "Ben" in olga.buttons()
    await olga.says("/correct Olga")
    await olga.hears("These are your own hours")
    await is_called(await street.neighbour("Dan"), "Ben")
    await olga.says("/correct Ben")
    await olga.hears("Several people are called like that")
    await ada.says("/correct Ben")
    await ada.hears("We don't know that one")


async def test_whose_name_has_no_line_is_said_so(sqlite_url: str) -> None:
    """Where Cara has no line so far, it is said, and somebody else can be chosen."""
    async with opened_street(Store(sqlite_url), starting_minutes=0) as street:
        olga = await street.neighbour("Olga", organiser=True)
        await street.neighbour("Cara")
        await olga.says("/correct Cara")
        await olga.hears("Cara has no line that you can put right")
        await olga.hears("Whose hours")
    await street.store.close()
