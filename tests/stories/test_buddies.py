"""A buddy: asked for, answered, ended, and told when the one they know is overdue."""

from __future__ import annotations

from models.buddy import Buddy, State
from tests.stories.favours import agree, asks_for_shopping, say_how_long
from tests.stories.neighbours import Neighbour, Street
from tests.stories.visits import count, look_away


async def acquainted(street: Street) -> tuple[Neighbour, Neighbour]:
    """Ben and Cara, between whom help was given."""
    ben, cara = await street.neighbour("Ben", "shopping"), await street.neighbour("Cara")
    await agree(cara, ben)
    await say_how_long(street, (ben, "1 hour"), (cara, "1 hour"))
    return ben, cara


async def are_buddies(ben: Neighbour, cara: Neighbour) -> None:
    """Ben asks Cara, and she says yes."""
    await ben.says("/buddy")
    await ben.taps("Ask Cara")
    await cara.taps("Yes, I will")
    await ben.hears("Cara is your buddy now")


async def test_nobody_is_a_buddy_without_having_agreed(street: Street) -> None:
    """Only acquaintances can be asked; whoever is asked says yes or no, and can stop at any time, which the
    other one hears."""
    ben, cara = await acquainted(street)
    dan = await street.neighbour("Dan")
    await ben.says("/profile")
    await ben.taps("My buddy")
    assert ben.buttons() == ["Ask Cara"]
    ids = await street.store.read(lambda session: [who.row(session).id for who in (cara, dan)])
    await ben.taps_data(f"buddy:{ids[1]}")
    await ben.hears("We don't know that one")
    for _ in range(2):
        await ben.taps_data(f"buddy:{ids[0]}")
    await cara.hears("Ben would like you to be their buddy", "Would you do that?")
    assert count(cara, "Would you do that?") == 1
    [row] = await street.rows(Buddy)
    for verb in ("buddyyes", "buddyno", "buddyend"):
        await dan.taps_data(f"{verb}:{row.id}")
        await dan.hears("We don't know that one")
    await ben.taps_data(f"buddyyes:{row.id}")
    assert [one.state for one in await street.rows(Buddy)] == [State.ASKED]
    yes = cara.message_with("Yes, I will")
    for _ in range(2):
        await cara.taps_on(yes, "Yes, I will")
        await cara.hears("You are the buddy of Ben now")
    await ben.hears("Cara is your buddy now")
    assert count(ben, "is your buddy now") == 1
    await cara.says("buddy")
    await cara.taps("Stop for Ben")
    await ben.hears("Cara cannot be your buddy just now")
    await cara.taps_on(yes, "Yes, I will")
    assert [one.state for one in await street.rows(Buddy)] == [State.DECLINED]
    await ben.says("/buddy")
    await ben.taps("Ask Cara")
    await cara.hears("Would you do that?")
    await ben.taps("I want no buddy now")
    await cara.taps("Yes, I will")
    assert [one.state for one in await street.rows(Buddy)] == [State.ENDED]


async def test_a_buddy_hears_of_it_and_of_no_door(street: Street) -> None:
    """Half an hour after the end a buddy hears that the one they know is overdue, not with whom or where; the
    organisers read who the buddy is; and nobody tells a buddy who has stopped."""
    olga = await street.neighbour("Olga", organiser=True)
    ben, cara = await acquainted(street)
    ada = await street.neighbour("Ada")
    await are_buddies(ben, cara)
    await agree_for_later(street, ada, ben)
    look_away(olga, cara)
    await street.later(minutes=60 + 29)
    assert not cara.news
    await street.later(minutes=1)
    told = await cara.hears("Ben should have left a visit", "You are their buddy", "ring 112")
    assert "Ada" not in told.text and "Mill" not in told.text
    await street.later(minutes=15)
    await olga.hears("We have also told Cara, the buddy of Ben")
    await ben.taps("I have left")


async def agree_for_later(street: Street, asker: Neighbour, helper: Neighbour) -> None:
    """They agree for Thursday at two, the time comes, and the helper says that they are there."""
    await asks_for_shopping(asker, day="Thursday 26 November")
    await helper.taps("Yes, Thursday 2pm")
    [*_, agreed] = await street.exchanges()
    await street.until(agreed.starts_at)
    await helper.taps("I am here")
