"""How newcomers in stories usually join, so that a story can start where it becomes interesting."""

from __future__ import annotations

from sqlmodel import Session

from models.member import Member
from tests.stories.neighbours import Neighbour


async def until_place(nora: Neighbour) -> None:
    """Joins as far as the question where."""
    await nora.says("/start")
    await nora.taps_each("English", "No other language", f"Call me {nora.name}", "Yes, I am 18 or over")
    await nora.taps("Yes, that is fine")
    await nora.hears("Where do you live?")


async def the_rest(nora: Neighbour) -> None:
    """Answers what comes after the place."""
    await nora.taps_each("Shopping", "Dog walking", "Done", "3 km at most", "Weekday mornings", "Done")


async def joins(nora: Neighbour) -> None:
    """Answers every question of joining."""
    await until_place(nora)
    await nora.shares_location()
    await the_rest(nora)


async def row_of(nora: Neighbour) -> Member:
    """The newcomer's row."""
    return await nora.street.store.read(nora.row)


async def is_called(who: Neighbour, name: str) -> None:
    """Gives somebody who has joined another name, which others may have, too."""

    def rename(session: Session) -> None:
        who.row(session).name = name

    await who.street.store.write(rename)
