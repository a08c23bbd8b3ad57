"""Proves what organisers may note of members: never the paper, never of themselves, and how long it holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select
from street import Street, open_street

from models import attestation, change, directory, member, own_data, timebank
from models.attestation import CHECKS, Attestation, HoldsTooLong, OwnAttestation, What
from models.journal import JournalEntry
from models.member import Member, NotFound, State
from models.window import TimePassed


async def today(street: Street) -> date:
    """The day it is on the street."""
    return timebank.today(street.bank, street.now)


async def seen(street: Street, whom: Member, what: What, lapses_on: date | None = None) -> Attestation:
    """Olga notes that she has seen it."""
    return await street.do(attestation.record, whom, what, street.olga, street.now, lapses_on)


async def journal_of(street: Street) -> list[tuple[str, int | None, dict[str, Any]]]:
    """What organisers have done about attestations, in order."""

    def work(session: Session) -> list[tuple[str, int | None, dict[str, Any]]]:
        rows = session.exec(select(JournalEntry).order_by(col(JournalEntry.id)))
        return [(row.act, row.subject_id, row.detail) for row in rows if row.act.startswith("attestation.")]

    return await street.store.read(work)


async def named(street: Street, **facts: Any) -> None:
    """Changes what is known of Ben."""

    def work(session: Session, ben: Member) -> None:
        for name, value in facts.items():
            setattr(ben, name, value)
        session.add(ben)

    await street.do(work, street.ben)


async def test_what_was_seen_is_noted_with_who_saw_it_and_until_when(street: Street) -> None:
    """An organiser's word is kept with its term, newest first, and each act is in the journal by codes."""
    day = await today(street)
    first = await seen(street, street.ben, What.BASIC, day + timedelta(days=365))
    second = await seen(street, street.ben, What.REFERENCE)
    found = await street.see(attestation.of, street.ben)
    assert [(row.id, row.what, row.seen_by_id, row.seen_at) for row in found] == [
        (second.id, What.REFERENCE, street.olga.id, street.now),
        (first.id, What.BASIC, street.olga.id, street.now),
    ]
    assert [row.lapses_on for row in found] == [None, day + timedelta(days=365)]
    assert await journal_of(street) == [
        ("attestation.record", street.ben.id, {"what": "basic", "id": first.id}),
        ("attestation.record", street.ben.id, {"what": "reference", "id": second.id}),
    ]
    assert await street.see(attestation.of, street.carla) == []


async def test_it_holds_to_the_end_of_its_last_day(street: Street) -> None:
    """Until its last day, that day included, or for good, or until it is withdrawn."""
    day = await today(street)
    for_a_day = await seen(street, street.ben, What.BASIC, day)
    for_good = await seen(street, street.ben, What.ENHANCED)
    assert for_a_day.holds(day) and not for_a_day.holds(day + timedelta(days=1))
    assert for_good.holds(day + timedelta(days=36_500))
    assert not (await street.do(attestation.withdraw, for_good.id, street.olga, street.now)).holds(day)


async def test_it_is_withdrawn_once(street: Street) -> None:
    """Saying twice that it holds no more keeps the first moment, and one line in the journal."""
    noted = await seen(street, street.ben, What.BASIC)
    for hours in (1, 2):
        later = street.now + timedelta(hours=hours)
        await street.do(attestation.withdraw, noted.id, street.olga, later)
    assert (await street.again(noted)).withdrawn_at == street.now + timedelta(hours=1)
    assert [act for act, *_ in await journal_of(street)] == ["attestation.record", "attestation.withdraw"]


async def test_nobody_notes_anything_about_themself(street: Street) -> None:
    """An organiser neither looks up nor notes nor withdraws what is about them; another one does."""
    with pytest.raises(OwnAttestation):
        await seen(street, street.olga, What.BASIC)
    with pytest.raises(OwnAttestation):
        await street.see(attestation.about, street.olga.id, street.olga)
    await street.do(member.make_organiser, street.amina, street.now)
    noted = await street.do(attestation.record, street.olga, What.BASIC, street.amina, street.now)
    with pytest.raises(OwnAttestation):
        await street.do(attestation.withdraw, noted.id, street.olga, street.now)
    assert (await street.again(noted)).withdrawn_at is None


async def test_only_organisers_know_of_it(street: Street) -> None:
    """To members and former organisers, and about another bank's people, there is no such thing."""
    noted = await seen(street, street.ben, What.BASIC)
    _, strangers = await street.do(open_street, street.now)
    for who in (street.ben, street.carla, strangers[0]):
        with pytest.raises(NotFound):
            await street.do(attestation.withdraw, noted.id, who, street.now)
        with pytest.raises(NotFound):
            await street.see(attestation.about, street.amina.id, who)
    for who in (street.ben, street.carla):
        with pytest.raises(NotFound):
            await street.do(attestation.record, street.amina, What.BASIC, who, street.now)
    with pytest.raises(NotFound):
        await seen(street, strangers[1], What.BASIC)
    with pytest.raises(NotFound):
        await street.do(attestation.withdraw, 999_999, street.olga, street.now)


async def test_nothing_is_noted_of_somebody_who_is_not_there(street: Street) -> None:
    """Of those who have left, or never finished joining, nothing is kept any more."""
    for state in (State.LEFT, State.JOINING):
        await named(street, state=state)
        with pytest.raises(NotFound):
            await seen(street, street.ben, What.BASIC)
        with pytest.raises(NotFound):
            await street.see(attestation.about, street.ben.id, street.olga)
    for state in (State.WAITING, State.PAUSED):
        await named(street, state=state)
        assert (await seen(street, street.ben, What.BASIC)).id


async def test_a_term_is_neither_over_nor_endless(street: Street) -> None:
    """A day that has passed is refused, and so is one further away than ten years."""
    day = await today(street)
    with pytest.raises(TimePassed):
        await seen(street, street.ben, What.BASIC, day - timedelta(days=1))
    last = attestation.years_after(day, 10)
    with pytest.raises(HoldsTooLong) as no:
        await seen(street, street.ben, What.BASIC, last + timedelta(days=1))
    assert no.value.facts == {"years": 10}
    for good in (day, last):
        await seen(street, street.ben, What.BASIC, good)
    assert attestation.years_after(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert attestation.years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)


async def test_the_matching_looks_again_at_whom_something_was_seen_of(street: Street) -> None:
    """Noting and withdrawing are both changes of that member, and of nobody else."""
    before = await street.see(change.last_id, street.bank.id)
    noted = await seen(street, street.ben, What.BASIC)
    since = await street.see(change.since, street.bank.id, before)
    assert since.members == {street.ben.id}
    await street.do(attestation.withdraw, noted.id, street.olga, street.now)
    assert (await street.see(change.since, street.bank.id, since.last_id)).members == {street.ben.id}


async def test_the_checks_of_others_are_not_an_organisers_own_data(street: Street) -> None:
    """Ben takes along what was seen of him; Olga, who saw it, does not."""
    await seen(street, street.ben, What.BASIC)
    of_ben = await street.see(own_data.collect, street.ben, street.now)
    assert [row["what"] for row in of_ben["tables"]["attestation"]] == ["basic"]
    of_olga = await street.see(own_data.collect, street.olga, street.now)
    assert "attestation" not in of_olga["tables"]


async def test_members_are_found_by_a_part_of_their_name(street: Street) -> None:
    """Whoever is there now is found, on a break or not; who has left is not, nor do others find anybody."""

    async def find(name: str) -> list[str]:
        return [one.name for one in await street.see(directory.find_here, street.olga, name, limit=8)]

    assert await find("  bEn ") == ["Ben"]
    assert await find("a") == ["Olga", "Amina", "Carla"]
    assert await find("") == await find("%") == []
    await street.do(member.pause, street.ben)
    assert await find("ben") == ["Ben"]
    await named(street, state=State.LEFT)
    assert await find("ben") == []
    with pytest.raises(NotFound):
        await street.see(directory.find_here, street.ben, "Carla", limit=8)


def test_checks_are_in_the_order_of_how_far_they_go() -> None:
    """A further check holds for a lesser one, so their order is a promise."""
    assert CHECKS == (What.BASIC, What.ENHANCED, What.ENHANCED_BARRED)
