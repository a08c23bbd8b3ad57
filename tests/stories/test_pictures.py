"""Pictures: an organiser chooses one; it is drawn elsewhere meanwhile and comes with its figures in words."""

from __future__ import annotations

import struct

import pytest
from sqlmodel import Session

from models import drawing, timebank
from models.drawing import Drawing, What
from models.journal import JournalEntry
from tests.security.test_organisers_only import UNKNOWN, resigns
from tests.stories.busy import people_move_in, weeks_pass
from tests.stories.neighbours import Neighbour, Street

PICTURES = {
    "Hours each week": "Hours given each week",
    "Requests each week": "Requests each week",
    "Waits": "How long people waited",
    "Balances": "How many hours members hold",
    "Who takes part": "Who takes part",
    "Map of need and help": "Where help is needed",
}


async def busy_weeks(street: Street, *, weeks: int = 5, people: int = 24) -> None:
    """Lets people move in and help one another for some weeks, through the rules."""

    def fill(session: Session) -> None:
        bank = timebank.get(session, street.timebank_id)
        weeks_pass(
            session, people_move_in(session, bank, people, street.now()), street.now(), weeks=weeks, a_week=8
        )

    await street.store.write(fill)
    # They have no phones on this street, so nothing can be sent to them.
    street.refusals_allowed = True
    street.dead_allowed = True


async def gets(who: Neighbour, label: str) -> None:
    """Asks for a picture, and waits until it is there."""
    await who.says("/pictures")
    await who.taps(label)
    await who.hears("We are drawing it")
    await who.street.later(minutes=1)


def size_of(png: bytes) -> tuple[int, int]:
    """The width and height of a PNG, in pixels."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


async def test_each_picture_comes_with_its_figures_in_words(street: Street) -> None:
    """All six pictures come as photos of a good size for a phone, each with at least three figures in the
    words below it and what was counted; and each is in the journal."""
    await busy_weeks(street)
    olga = await street.neighbour("Olga", organiser=True)
    for label, heading in PICTURES.items():
        await gets(olga, label)
        message = await olga.hears(heading)
        assert message.photo is not None, label
        assert size_of(message.photo.bytes) == (1_200, 800)
        _, told, meaning = message.text.split("\n\n")
        assert sum(sign.isdecimal() for sign in told) >= 3, told
        assert len(told.split("\n")) >= 2 and meaning
        assert message.labels == ["Another picture"]
    acts = [row for row in await street.rows(JournalEntry) if row.act == "picture.draw"]
    assert [row.detail["what"] for row in acts] == [what.value for what in drawing.PICTURES]


async def test_the_words_say_what_the_books_say(street: Street) -> None:
    """The hours in the caption are those of the ledger: what was banked in the weeks that are shown."""
    await busy_weeks(street)
    olga = await street.neighbour("Olga", organiser=True)
    await gets(olga, "Hours each week")
    message = await olga.hears("In all:")
    banked = sum(one.banked_minutes or 0 for one in await street.exchanges())
    hours, minutes = divmod(banked, 60)
    assert f"In all: {hours} hours{f' {minutes} minutes' if minutes else ''}." in message.text


@pytest.mark.parametrize("label", list(PICTURES))
async def test_an_empty_bank_gets_kind_words(street: Street, label: str) -> None:
    """Where fewer than five people are there, nothing is drawn; it says what will appear and how to begin."""
    olga = await street.neighbour("Olga", organiser=True)
    await gets(olga, label)
    message = await olga.hears("There is nothing to draw so far", "when there are more")
    assert message.photo is None
    assert message.labels == ["Invite new members", "Another picture"]
    await olga.taps("Invite new members")
    await olga.hears("With this link")


async def test_in_spanish_all_of_it_is_spanish(street: Street) -> None:
    """An organiser who reads Spanish gets the words, and the labels in the picture, in Spanish."""
    await busy_weeks(street)
    olga = await street.neighbour("Olga", organiser=True, language="es")
    await olga.says("/pictures")
    await olga.taps("Horas por semana")
    await olga.hears("Lo estamos dibujando")
    await street.later(minutes=1)
    message = await olga.hears("Horas de ayuda por semana", "En total:", "De media por semana:")
    assert message.photo is not None


async def test_a_double_tap_draws_once(street: Street) -> None:
    """Who taps twice reads that it is being drawn, and gets it once; later they can have it anew."""
    await busy_weeks(street, weeks=2)
    olga = await street.neighbour("Olga", organiser=True)
    await olga.says("/pictures")
    olga.look_away()
    olga.person.taps("Who takes part")
    olga.person.taps("Who takes part")
    await street.settle()
    await olga.hears("We are drawing it")
    await olga.hears("It is being drawn. It comes in a moment.")
    await street.later(minutes=1)
    assert len([message for message in olga.person.heard if message.photo is not None]) == 1
    assert len(await street.rows(Drawing)) == 1
    await olga.taps("Another picture")
    await olga.taps("Who takes part")
    await street.later(minutes=1)
    assert len([message for message in olga.person.heard if message.photo is not None]) == 2


async def test_others_hear_of_nothing(street: Street) -> None:
    """To members, strangers and former organisers pictures and reports do not exist, by command or button."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await olga.says("/pictures")
    await resigns(street, olga)
    for who in (ada, olga):
        for typed in ("/pictures", "/report"):
            await who.says(typed)
            await who.hears(UNKNOWN)
        for data in ("picture:hours", "picture:map", "go:pictures", "go:report"):
            await who.taps_data(data)
            await who.hears(UNKNOWN)
    nora = street.newcomer("Nora")
    await nora.says("/pictures")
    await nora.hears_nothing_of("picture")
    assert await street.rows(Drawing) == []


async def test_what_an_organiser_asked_for_is_not_sent_once_they_are_none(street: Street) -> None:
    """Between asking and sending an organiser may have stepped back: then nothing is sent."""
    olga = await street.neighbour("Olga", organiser=True)

    def ask(session: Session) -> None:
        today = timebank.today(timebank.get(session, street.timebank_id), street.now())
        drawing.ask(session, olga.row(session), What.MEMBERS, drawing.of_picture(today), street.now())

    await street.store.write(ask)
    await resigns(street, olga)
    await street.later(minutes=1)
    assert [row.state for row in await street.rows(Drawing)] == [drawing.State.EMPTY]
    await olga.hears_nothing_of("draw")


async def test_buttons_that_nobody_made_do_nothing(street: Street) -> None:
    """A picture that does not exist, or a report where a picture belongs, is an unknown button."""
    olga = await street.neighbour("Olga", organiser=True)
    for data in ("picture:", "picture", "picture:sunset", "picture:workbook"):
        await olga.taps_data(data)
        await olga.hears("This button no longer works")
    assert await street.rows(Drawing) == []
