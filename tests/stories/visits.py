"""How visits in stories go: agreed, near, begun, and what a helper or an organiser does then."""

from __future__ import annotations

from datetime import datetime, timedelta

from models.attendance import Attendance
from tests.stories.favours import asks_for_shopping
from tests.stories.neighbours import Neighbour, Street

# The shopping of these stories is on Tuesday from two to three.
STARTS = datetime.fromisoformat("2026-11-24T14:00:00+00:00")
ENDS = STARTS + timedelta(hours=1)
DOOR = "Blue door behind the chapel"


async def is_agreed(asker: Neighbour, helper: Neighbour) -> None:
    """The asker asks for the shopping, says how to find the door, and the helper says yes."""
    await asks_for_shopping(asker, directions=DOOR)
    await helper.taps("Yes, Tuesday 2pm")
    await helper.hears("It is agreed", "you help")


async def minutes_after_end(street: Street, minutes: int) -> None:
    """Lets time pass until so many minutes after the visit should be over."""
    await street.until(ENDS + timedelta(minutes=minutes))


async def is_there(street: Street, helper: Neighbour) -> None:
    """The helper comes on time and says so."""
    await street.until(STARTS)
    await helper.taps("I am here")
    await helper.hears("noted that you are there")


async def attendance_of(street: Street) -> Attendance:
    """What is known of the one visit of a story."""
    [row] = await street.rows(Attendance)
    return row


def count(who: Neighbour, words: str) -> int:
    """How often somebody has heard something since the story began."""
    return sum(words.casefold() in message.text.casefold() for message in who.person.heard)


def look_away(*people: Neighbour) -> None:
    """Everybody counts what came so far as read."""
    for who in people:
        who.look_away()
