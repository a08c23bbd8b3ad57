"""Proves who may read why, on record, what nobody is told, and when an asker is shown what would help."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select
from street import Street, hours

from models import apart, explanation, invitation, own_data, request, suggestion
from models.availability import Part
from models.explanation import Explanation, Obstacle, OwnRequestAsked
from models.invitation import AlreadyFilled
from models.journal import JournalEntry
from models.member import Member, NotFound
from models.notification import Notice, State
from models.request import Request
from models.suggestion import BetterTime

FRIDAY = ["2026-11-27", "morning", 4]


async def shown(street: Street, wanted: Request, found: dict[str, Any]) -> Explanation:
    """Lets the matching tell the asker what would help."""

    def tell(session: Session) -> Explanation:
        told = Explanation(
            timebank_id=wanted.timebank_id,
            request_id=wanted.id,
            round=request.get(session, wanted.timebank_id, wanted.id).round,
            asked_at=street.now,
        )
        session.add(told)
        session.flush()
        explanation.answer(session, told, found, street.now)
        return told

    return await street.store.write(tell)


async def asked_and_answered(street: Street, wanted: Request, found: dict[str, Any]) -> Explanation:
    """Lets Olga ask why, and the matching answer her."""
    asked = await street.do(explanation.ask, wanted.id, street.olga, street.now)
    await street.do(explanation.answer, asked, found, street.now)
    return await street.again(asked)


async def acts(street: Street) -> list[tuple[str, int | None]]:
    """What stands in the journal about explanations."""
    rows = await street.store.read(
        lambda session: session.exec(select(JournalEntry).order_by(col(JournalEntry.id))).all()
    )
    return [(row.act, row.subject_id) for row in rows if row.act.startswith("explanation.")]


async def test_only_an_organiser_asks_why(street: Street) -> None:
    """To members, and to those who were organisers once, it does not exist; nor does a request elsewhere."""
    wanted = await street.ask()
    with pytest.raises(NotFound):
        await street.do(explanation.ask, wanted.id, street.ben, street.now)

    def retire(session: Session, who: Member) -> None:
        who.is_organiser = False

    await street.do(retire, street.olga)
    with pytest.raises(NotFound):
        await street.do(explanation.ask, wanted.id, street.olga, street.now)
    with pytest.raises(NotFound):
        await street.do(explanation.ask, 2**40, street.carla, street.now)
    assert await acts(street) == []


async def test_asking_again_while_it_is_looked_into_is_asking_once(street: Street) -> None:
    """Two taps are one question, in the journal too; once it was answered, it may be asked anew."""
    wanted = await street.ask()
    first = await street.do(explanation.ask, wanted.id, street.olga, street.now)
    assert (await street.do(explanation.ask, wanted.id, street.olga, street.now)).id == first.id
    await street.do(explanation.answer, first, {}, street.now)
    [told] = await street.notices(Notice.EXPLAINED)
    assert (told.recipient_id, told.subject_id, told.useless_after) == (
        street.olga.id,
        first.id,
        wanted.latest_at,
    )
    second = await street.do(explanation.ask, wanted.id, street.olga, street.now)
    assert second.id != first.id
    assert await acts(street) == [("explanation.ask", first.id), ("explanation.ask", second.id)]


async def test_nobody_reads_why_of_their_own_request_or_of_one_that_is_over(street: Street) -> None:
    """An organiser who asked for help leaves it to another one; what looks for nobody is not looked into."""
    own = await street.ask(asker=street.olga, key="own")
    with pytest.raises(OwnRequestAsked):
        await street.do(explanation.ask, own.id, street.olga, street.now)
    wanted = await street.ask()
    with pytest.raises(AlreadyFilled):
        await street.do(explanation.ask, wanted.id, street.olga, wanted.latest_at)
    await street.do(request.withdraw, wanted.id, street.amina, street.now)
    with pytest.raises(AlreadyFilled):
        await street.do(explanation.ask, wanted.id, street.olga, street.now)


async def test_who_would_rather_not_meet_is_a_number_and_never_a_name(street: Street) -> None:
    """An organiser reads how many; the names leave them out, and out of the data that one takes along too."""
    wanted = await street.ask()
    found = {
        "obstacles": {"apart": 1, "reach": 2, "own": 1},
        "obstacle_ids": {"apart": [street.ben.id], "reach": [street.carla.id, street.olga.id]},
    }
    told = await asked_and_answered(street, wanted, found)
    counted = await street.see(explanation.obstacles, told, street.olga)
    assert counted == {Obstacle.REACH: 2, Obstacle.APART: 1}
    named = await street.do(explanation.read_names, told.id, street.olga, street.now)
    assert {one: [who.id for who in people] for one, people in named.items()} == {
        Obstacle.REACH: [street.carla.id]
    }
    assert (await acts(street))[-1] == ("explanation.read_names", told.id)
    taken = await street.see(own_data.collect, street.olga, street.now)
    assert "found" not in taken["tables"]["explanation"][0]


async def test_an_organiser_who_is_one_of_the_two_is_not_even_told_the_number(street: Street) -> None:
    """Whoever said so: an organiser whom the asker would rather not meet reads nothing of it."""
    await street.do(apart.keep, street.amina, street.olga, street.now)
    wanted = await street.ask()
    told = await asked_and_answered(street, wanted, {"obstacles": {"apart": 1, "time": 1}})
    assert await street.see(explanation.obstacles, told, street.olga) == {Obstacle.TIME: 1}


async def test_names_are_read_by_the_one_who_asked_alone(street: Street) -> None:
    """Another member, another organiser, and whoever comes before the answer find nothing, and leave no
    trace.
    """
    wanted = await street.ask()
    asked = await street.do(explanation.ask, wanted.id, street.olga, street.now)
    before = await acts(street)
    with pytest.raises(NotFound):
        await street.do(explanation.read_names, asked.id, street.olga, street.now)
    await street.do(explanation.answer, asked, {"obstacles": {"time": 1}}, street.now)

    def promote(session: Session, who: Member) -> None:
        who.is_organiser = True

    await street.do(promote, street.carla)
    for who in (street.ben, street.carla):
        with pytest.raises(NotFound):
            await street.do(explanation.read_names, asked.id, who, street.now)
    assert await acts(street) == before


async def test_an_asker_is_told_once_in_a_round_and_only_of_what_helps(street: Street) -> None:
    """Nothing that would help is nothing to say; of two explanations the first is told; a new round may tell
    anew.
    """
    wanted = await street.ask()
    await shown(street, wanted, {"times": [], "any_language": 0, "by_phone": 0, "further": [500, 3]})
    assert await street.notices(Notice.SUGGESTED) == []
    first = await shown(street, wanted, {"times": [FRIDAY]})
    await shown(street, wanted, {"times": [FRIDAY], "any_language": 2})
    [told] = await street.notices(Notice.SUGGESTED)
    assert (told.recipient_id, told.subject_id, told.useless_after, told.state) == (
        street.amina.id,
        first.id,
        wanted.latest_at,
        State.PENDING,
    )

    def anew(session: Session, row: Request) -> None:
        request.search_anew(session, row, street.now)

    await street.do(anew, wanted)
    await shown(street, wanted, {"any_language": 1})
    assert len(await street.notices(Notice.SUGGESTED)) == 2


async def test_a_suggestion_is_what_still_could_be_changed(street: Street) -> None:
    """Times that have passed or are asked for already, a language that does not matter, and a phone where
    nobody can help by phone, are no suggestion.
    """
    found = {
        "times": [["2026-11-22", "morning", 3], ["2026-11-25", "any", 2], FRIDAY],
        "any_language": 1,
        "by_phone": 5,
    }
    visit = await street.ask(day=date(2026, 11, 25), at=None, part=Part.ANY)
    seen = suggestion.of(visit, found, street.now)
    assert seen.times == (BetterTime(date(2026, 11, 27), Part.MORNING, 4),)
    assert (seen.by_phone, seen.any_language) == (5, 1)
    assert suggestion.of(visit, found, street.now + hours(24 * 5)).times == ()
    shopping = await street.ask(kind="shopping", key="shopping")
    assert suggestion.of(shopping, found, street.now).by_phone == 0
    visit.any_language = True
    assert suggestion.of(visit, found, street.now).any_language == 0
    await street.do(request.withdraw, visit.id, street.amina, street.now)
    assert not suggestion.of(await street.again(visit), found, street.now)


async def test_everybody_who_was_asked_is_listed_once_with_the_last_answer(street: Street) -> None:
    """Whoever was asked in two rounds stands once in the list, as it is now."""
    wanted = await street.ask(at=None, part=Part.AFTERNOON)
    first = await street.invite(wanted, street.ben)
    carlas = await street.invite(wanted, street.carla)
    await street.do(invitation.decline, carlas.id, street.carla, street.now)

    def anew(session: Session, row: Request) -> None:
        request.stop_searching(session, row, street.now)
        request.search_anew(session, row, street.now)

    await street.do(anew, wanted)
    second = await street.invite(await street.again(wanted), street.ben)
    listed = await street.see(invitation.everybody_asked, wanted)
    assert {row.id for row in listed} == {second.id, carlas.id}
    assert (await street.again(first)).state is invitation.State.THANKED
