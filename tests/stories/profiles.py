"""How people in stories come to change their profile, so that a story can start at what they change."""

from __future__ import annotations

from models.member import Member
from tests.stories.neighbours import Neighbour


async def row_of(who: Neighbour) -> Member:
    """The member's row."""
    return await who.street.store.read(who.row)


async def opens(who: Neighbour, topic: str, what: str) -> None:
    """Goes from the command to the question about one thing."""
    await who.says("/profile")
    await who.taps_each(topic, what)
