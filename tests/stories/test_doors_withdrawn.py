"""The way to a door is edited away from every message that told it, whatever happens in between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from messenger import Message
from models.told_door import ToldDoor
from tests.stories.favours import asks_for_shopping
from tests.stories.neighbours import Neighbour, Street
from tests.stories.visits import DOOR, ENDS, STARTS, is_agreed, minutes_after_end


def telling(who: Neighbour) -> list[Message]:
    """The messages in somebody's chat that tell the way to the door now, save where they told it themself."""
    return [one for one in who.person.heard if DOOR in one.text and "Shall we send this?" not in one.text]


async def test_two_hours_after_the_visit_nothing_tells_the_way(street: Street) -> None:
    """Reminders and the visit's own screen told it; two hours after the end none of them does, and their
    buttons are gone, also when the process was replaced in between and the messages are older than a day."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await street.until(STARTS - timedelta(hours=1))
    await ben.says("/things")
    await ben.taps("See plan with Ada")
    assert len(telling(ben)) == 3
    await street.restart()
    await minutes_after_end(street, 119)
    assert len(telling(ben)) == 3
    await minutes_after_end(street, 120)
    assert telling(ben) == []
    taken_out = [one for one in ben.person.heard if "taken the way to the door out" in one.text]
    assert len(taken_out) == 3
    assert not any(message.buttons for message in taken_out)
    assert all(row.withdrawn_at is not None for row in await street.rows(ToldDoor))
    assert not any("How to find them" in one.text for one in ada.person.heard)


async def test_a_visit_that_is_called_off_tells_the_way_no_longer(street: Street) -> None:
    """Called off two hours before, the way is gone at once."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await street.until(STARTS - timedelta(hours=2))
    assert len(telling(ben)) == 2
    await ada.taps_each("I need to cancel", "Yes, cancel this")
    await street.later(minutes=1)
    assert telling(ben) == []


async def test_the_way_is_taken_out_below_a_file_too(street: Street) -> None:
    """An agreement at short notice tells the way in the words below the calendar's file: these change, and
    the file stays."""
    # That a message has no text but a caption is only known once the messenger says so.
    street.refusals_allowed = True
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Today, Monday", at="3pm", directions=DOOR)
    await ben.taps("Yes, Monday 3pm")
    [agreed] = telling(ben)
    assert agreed.document is not None
    await street.later(hours=9, minutes=1)
    assert telling(ben) == []
    assert any(
        message.document is not None and "taken the way to the door out" in message.text
        for message in ben.person.heard
    )


@pytest.mark.parametrize("status", [500, 429, 403])
async def test_a_messenger_in_trouble_is_asked_again(street: Street, status: int) -> None:
    """What cannot be edited just now is edited later, after a restart as well."""
    street.refusals_allowed = True
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await minutes_after_end(street, 119)
    street.messenger.fail_next("editMessageText", status=status, chat_id=ben.person.chat_id, times=1)
    await minutes_after_end(street, 120)
    assert len(telling(ben)) == 1
    await street.restart()
    await street.later(minutes=2)
    assert telling(ben) == []
    assert {row.tries for row in await street.rows(ToldDoor)} == {1, 2}


async def test_an_organiser_who_read_the_way_loses_it_as_well(street: Street) -> None:
    """The answer that showed an organiser the door is edited like a helper's."""
    street.refusals_allowed = True
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await ben.does("blocks_bot")
    await street.until(STARTS - timedelta(hours=3))
    await olga.taps_each("Read the way there", "Yes, show it")
    assert len(telling(olga)) == 1
    await street.until(ENDS + timedelta(hours=2))
    assert telling(olga) == []
    await olga.hears("This was about Ada", "taken the way to the door out")
