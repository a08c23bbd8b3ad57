"""Proves that the books are for members, and the table of them for organisers, whoever else may ask."""

from __future__ import annotations

import pytest

from models import timebank
from models.store import Store
from tests.security.test_organisers_only import UNKNOWN, resigns
from tests.stories.joinings import joins
from tests.stories.neighbours import Neighbour, Street, opened_street

FIGURES = "the last 90 days"


async def answers(who: Neighbour, typed: str) -> list[str]:
    """What somebody hears who types that."""
    await who.says(typed)
    return [message.text for message in who.news]


async def test_a_stranger_hears_what_an_unknown_command_is_answered_with(street: Street) -> None:
    """Somebody who never joined, and somebody who has left, cannot tell the command from one that does not
    exist."""
    curious, other = street.newcomer("Nora"), street.newcomer("Nora")
    assert await answers(curious, "/books") == await answers(other, "/nosuchthing") != []
    await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await ada.says("/leave")
    await ada.taps_each("Leave", "Yes, leave now")
    assert await answers(ada, "/books") == await answers(ada, "/nosuchthing") != []


@pytest.mark.parametrize("data", ["books", "books:asks", "books:help", "books:meaning", "books:table"])
async def test_no_button_opens_the_books_to_others(street: Street, data: str) -> None:
    """A button that a stranger, somebody who is joining, or somebody who has left presses shows no figure."""
    nora = Neighbour(street, street.messenger.add_person("Nora", language="en", started=True))
    tim = street.newcomer("Tim")
    await tim.says("/start")
    await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await ada.says("/leave")
    await ada.taps_each("Leave", "Yes, leave now")
    for who in (nora, tim, ada):
        await who.taps_data(data)
        assert who.news
        await who.hears_nothing_of(FIGURES)
        await who.hears_nothing_of("people")


async def test_who_waits_for_an_organiser_waits_for_the_books(sqlite_url: str) -> None:
    """A newcomer whom nobody has let in so far reads that, and no figure."""
    async with opened_street(Store(sqlite_url), joining=timebank.Joining.APPROVED) as street:
        await street.neighbour("Olga", organiser=True)
        nora = street.newcomer("Nora")
        await joins(nora)
        await nora.says("/books")
        await nora.hears("An organiser looks at your answers first")
        await nora.hears_nothing_of(FIGURES)
    await street.store.close()


async def test_only_organisers_get_the_table(street: Street) -> None:
    """To a member and to somebody who was an organiser the button for the table is an unknown one, also where
    it is still on the screen."""
    await street.neighbour("Pia", organiser=True)
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await olga.says("/books")
    table = olga.data_of("As a table")
    await resigns(street, olga)
    for who in (olga, ada):
        await who.taps_data(table)
        await who.hears(UNKNOWN)
        await who.taps_data("books:nonsense")
        await who.hears("This button no longer works")
        assert all(message.attachment is None for message in who.person.heard)
    await ada.says("/books")
    assert "As a table" not in ada.buttons()
