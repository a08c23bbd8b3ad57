"""An organiser asks who was asked for a request and why, who was not, and what would help."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from models import apart, explanation, request
from models.journal import JournalEntry
from models.request import Request
from tests.stories.favours import LET_ME_CHOOSE, agree, asks_for_shopping, say_how_long
from tests.stories.neighbours import Neighbour, Street

WHY = "Who was asked, and why"
FAR = (51.6446, -0.0553)


async def answer(street: Street, olga: Neighbour, found: dict[str, Any]) -> None:
    """Lets Olga ask about the last request, and an answer come that was found elsewhere."""

    def work(session: Session) -> None:
        wanted = session.exec(select(Request).order_by(col(Request.id).desc()).limit(1)).one()
        asked = explanation.ask(session, wanted.id, olga.row(session), street.now())
        explanation.answer(session, asked, found, street.now())

    await street.store.write(work)
    olga.look_away()
    await street.later(minutes=1)


async def acts(street: Street) -> list[str]:
    """What stands in the journal about explanations."""
    return [row.act for row in await street.rows(JournalEntry) if row.act.startswith("explanation.")]


async def test_an_organiser_reads_who_was_asked_and_why(street: Street) -> None:
    """From the queue, one tap brings each answer with its reasons, who cannot come, and what would help."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    ben, cara = [await street.neighbour(name, "shopping") for name in ("Ben", "Cara")]
    await street.neighbour("Fay", "shopping", place=FAR)
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour"))
    await asks_for_shopping(ada, day="Saturday 28 November", choosing=LET_ME_CHOOSE)
    await cara.taps("No, sorry")
    await street.later(days=2, hours=20)
    await olga.says("/admin")
    await olga.taps("Find help: Ada")
    await olga.taps(WHY)
    await olga.hears("One moment, we are looking")
    told = await olga.hears("Who was asked, and why: Ada", "help with the shopping")
    for line in ("Ben: no answer in time. Why: the two have met", "Cara: no.", "lives near"):
        assert line in told.text
    assert "1 neighbour lives too far away." in told.text
    assert "Fay" not in told.text
    assert await acts(street) == ["explanation.ask"]
    await olga.taps("Who?")
    await olga.hears("We write down that you read this", "Too far away: Fay", "Said no: Cara")
    assert await acts(street) == ["explanation.ask", "explanation.read_names"]


async def test_what_would_help_is_told_in_everyday_words(street: Street) -> None:
    """Better times, a longer way, another language, the phone and a check each have their line."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await asks_for_shopping(ada)
    found = {
        "suitable": 2,
        "times": [["2026-11-27", "morning", 4]],
        "further": [1500, 2],
        "any_language": 1,
        "by_phone": 3,
        "check": 1,
        "obstacles": {"asked_often": 3, "not_named": 1},
    }
    await answer(street, olga, found)
    told = await olga.hears(
        "Nobody has been asked so far",
        "2 more neighbours can still be asked",
        "3 neighbours have been asked as often as they would like",
        "1 neighbour waits until the one asked for by name has answered",
        "What would help:",
        "4 neighbours could help at this time: Friday 27 November, in the morning",
        "2 more could come by going 1 to 3 km further",
        "1 more could help without a language in common",
        "1 more could help once you have seen their check",
    )
    # Shopping needs hands.
    assert "by phone" not in told.text
    await olga.taps("Who?")
    await olga.hears("Nobody can be named here")


async def test_who_would_rather_not_meet_stays_their_secret(street: Street) -> None:
    """The organiser reads a number and never a name, and one who is one of the two does not read even that;
    Ada and Ben hear nothing at all.
    """
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    ben = await street.neighbour("Ben", "shopping")

    def fall_out(session: Session) -> None:
        apart.keep(session, ben.row(session), ada.row(session), street.now())

    await street.store.write(fall_out)
    await asks_for_shopping(ada)
    ada.look_away()
    ids = await street.store.read(lambda session: [ben.row(session).id])
    found = {"obstacles": {"apart": 1, "reach": 1}, "obstacle_ids": {"apart": ids, "reach": ids}}
    await answer(street, olga, found)
    await olga.hears("1 neighbour would rather not meet")
    await olga.hears_nothing_of("Ben")
    await olga.taps("Who?")
    await olga.hears_nothing_of("rather not meet")
    for who in (ada, ben):
        assert not [message for message in who.person.heard if "rather not" in message.text]

    def fall_out_too(session: Session) -> None:
        apart.keep(session, ada.row(session), olga.row(session), street.now())

    await street.store.write(fall_out_too)
    await answer(street, olga, found)
    await olga.hears("1 neighbour lives too far away")
    await olga.hears_nothing_of("rather not meet")


async def test_to_everybody_else_it_is_an_unknown_command(street: Street) -> None:
    """A member, a stranger and a former organiser who press the button read the words of an unknown command;
    an answer that was on its way to somebody who is no organiser any more goes unsaid.
    """
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    ben = await street.neighbour("Ben")
    await asks_for_shopping(ada)
    [wanted] = await street.requests()
    await ben.says("/browse")
    await ben.taps(ben.buttons()[0])
    assert WHY not in ben.buttons()
    await ben.taps_data(f"why:{wanted.id}")
    await ben.hears("We don't know that one")
    nora = street.newcomer("Nora")
    await nora.says("/start")
    await nora.taps_data(f"why:{wanted.id}")
    await nora.hears("We don't know that one")

    def ask_and_retire(session: Session) -> None:
        row = olga.row(session)
        asked = explanation.ask(session, wanted.id, row, street.now())
        explanation.answer(session, asked, {"obstacles": {"reach": 1}}, street.now())
        row.is_organiser = False
        session.add(row)

    await street.store.write(ask_and_retire)
    await street.later(minutes=1)
    for data in (f"why:{wanted.id}", "whonot:1"):
        await olga.taps_data(data)
        await olga.hears("We don't know that one")
    assert not [message for message in olga.person.heard if "Who was asked" in message.text]


async def test_an_old_button_and_ones_own_request_are_answered_kindly(street: Street) -> None:
    """When help was found, there is nothing to look into; an organiser's own request is for another one."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    ben = await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await olga.taps_data("why:1")
    await olga.hears("Somebody has seen to this already")
    await asks_for_shopping(olga, day="Friday 27 November")
    await olga.taps_data("why:2")
    await olga.hears("another organiser has to look")

    def anything_kept(session: Session) -> bool:
        return explanation.latest(session, street.timebank_id, 2) is not None

    assert (await street.requests())[1].state is request.State.OPEN
    assert not await street.store.read(anything_kept)


async def test_it_is_told_in_spanish_too(street: Street) -> None:
    """An organiser who reads Spanish reads all of it in Spanish."""
    olga = await street.neighbour("Olga", organiser=True, language="es")
    ada = await street.neighbour("Ada")
    await asks_for_shopping(ada)
    found = {
        "obstacles": {"reach": 2},
        "obstacle_ids": {"reach": [2]},
        "times": [["2026-11-27", "morning", 1]],
    }
    await answer(street, olga, found)
    await olga.hears(
        "A quién se preguntó, y por qué: Ada",
        "2 personas viven demasiado lejos",
        "1 persona podría entonces: viernes 27 de noviembre, por la mañana",
    )
    await olga.taps("¿Quién?")
    await olga.hears("Demasiado lejos: Ada")
