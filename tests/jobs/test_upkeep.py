"""Upkeep: what nobody needs any more is forgotten."""

from __future__ import annotations

from datetime import timedelta

from models import received
from models.received import ReceivedUpdate, State
from tests.stories.neighbours import Street


async def test_what_was_handled_is_forgotten_and_what_broke_is_kept(street: Street) -> None:
    """After the time in which numbers are compared, handled updates are gone and broken ones still there."""
    ada = await street.neighbour("Ada")
    street.messenger.push_update({"message": {"message_id": "x"}})
    await ada.says("/hours")
    assert len(await street.rows(ReceivedUpdate)) == 2
    street.clock.move(received.WINDOW - timedelta(minutes=1))
    await street.settle()
    assert len(await street.rows(ReceivedUpdate)) == 2
    street.clock.move(timedelta(minutes=2))
    await street.settle()
    assert [row.state for row in await street.rows(ReceivedUpdate)] == [State.DEAD]
    street.dead_allowed = True
