"""Proves who hears of a concern and when, who never does, and that what was said stays as it was said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select
from street import Street, hours

from models import concern, erasure, holding, leaving, member, own_data, role, task
from models.access import AccessEntry, Read
from models.concern import Concern, Event, NothingSaid, State, TooManyConcerns
from models.member import Member, NotFound
from models.notification import Notice
from models.role import Role
from models.task import TaskKind

WORDS = "He asked for my bank card"


async def leads(street: Street, *people: Member) -> None:
    """Makes some of the street leads."""
    for one in people:
        await street.do(role.give, one.id, Role.LEAD, street.olga, street.now)


async def raised(street: Street, by: Member, about: Member | None = None) -> Concern:
    """Somebody raises a concern."""
    return await street.do(
        concern.raise_, by, now=street.now, text=WORDS, subject_id=None if about is None else about.id
    )


async def sees(street: Street, found: Concern, who: Member) -> bool:
    """Whether somebody may see a concern."""
    return await street.see(concern.may_see, found, who)


async def test_leads_alone_read_a_concern_and_each_reading_is_on_record(street: Street) -> None:
    """No organiser beside a lead sees it, nor who raised it; a reading does not name whom it is about."""
    await leads(street, street.carla)
    found = await raised(street, street.amina, street.ben)
    assert [await sees(street, found, one) for one in (street.olga, street.amina, street.ben)] == [False] * 3
    for one in (street.olga, street.amina, street.ben):
        with pytest.raises(NotFound):
            await street.do(concern.read, found.id, one, street.now)
    _, said = await street.do(concern.read, found.id, street.carla, street.now)
    assert [(entry.what, entry.text) for entry in said] == [(Event.SAID, WORDS)]

    def readings(session: Session) -> list[AccessEntry]:
        return list(session.exec(select(AccessEntry)))

    [reading] = await street.see(readings)
    assert (reading.by_id, reading.member_id, reading.what, reading.subject_id) == (
        street.carla.id, street.amina.id, Read.CONCERN, found.id,
    )  # fmt: skip
    assert await street.told(Notice.TASK_CONCERN) == [street.carla.id]


async def test_it_goes_on_to_the_other_leads_and_then_to_organisers_every_day(street: Street) -> None:
    """A day each for the first lead and for the others; then the organisers see it and hear of it daily."""
    await leads(street, street.ben, street.carla)
    found = await raised(street, street.amina)
    assert await street.told(Notice.TASK_CONCERN) == [street.ben.id]
    for moment, count in ((hours(24) - timedelta(seconds=1), 0), (hours(24), 1), (hours(25), 0)):
        assert await street.do(concern.pass_on, street.bank.id, street.now + moment) == count
    assert await street.told(Notice.TASK_CONCERN) == [street.ben.id, street.carla.id]
    assert not await sees(street, found, street.olga)
    await street.do(concern.pass_on, street.bank.id, street.now + hours(48))
    assert (await street.told(Notice.TASK_CONCERN)).count(street.olga.id) == 1
    assert await sees(street, await street.again(found), street.olga)
    await street.do(concern.pass_on, street.bank.id, street.now + hours(72))
    assert (await street.told(Notice.TASK_CONCERN)).count(street.olga.id) == 2
    await street.do(concern.hear, found.id, street.olga, street.now + hours(73))
    assert await street.do(concern.pass_on, street.bank.id, street.now + hours(200)) == 0
    assert await street.told(Notice.TASK_CONCERN) == []
    assert await street.told(Notice.CONCERN_HEARD) == [street.amina.id]


async def test_it_is_routed_round_whoever_it_is_about(street: Street) -> None:
    """About one of two leads the other hears of it; about the only one, the organisers stand in; about the
    only organiser nobody does, until somebody else is there.
    """
    alone = await raised(street, street.amina, street.olga)
    assert await street.told(Notice.TASK_CONCERN) == [] and not await street.see(concern.anybody_for, alone)
    await leads(street, street.ben)
    assert await sees(street, alone, street.ben) and not await sees(street, alone, street.olga)
    only = await raised(street, street.amina, street.ben)
    assert await street.told(Notice.TASK_CONCERN) == [street.olga.id]
    assert await sees(street, only, street.olga) and not await sees(street, only, street.ben)
    await leads(street, street.carla)
    again = await raised(street, street.amina, street.ben)
    assert await sees(street, again, street.carla) and not await sees(street, again, street.olga)
    await street.do(concern.pass_on, street.bank.id, street.now + hours(24))
    assert {
        row.recipient_id for row in await street.notices(Notice.TASK_CONCERN) if row.subject_id == alone.id
    } == {street.ben.id}


async def test_the_first_who_has_it_keeps_it_and_closing_twice_is_closing_once(street: Street) -> None:
    """Two leads who both say that they have it: the first one has; the outcome is written once."""
    await leads(street, street.ben, street.carla)
    found = await raised(street, street.amina)
    await street.do(concern.hear, found.id, street.carla, street.now)
    again = await street.do(concern.hear, found.id, street.ben, street.now)
    assert (again.heard_by_id, again.state) == (street.carla.id, State.HEARD)
    await street.do(concern.add_note, found.id, street.carla, "I rang her", street.now)
    with pytest.raises(NothingSaid):
        await street.do(concern.close, found.id, street.carla, " ", street.now)
    for who in (street.carla, street.ben):
        await street.do(concern.close, found.id, who, "Talked to both", street.now)
    said = await street.see(concern.entries, found)
    assert [entry.what for entry in said] == [Event.SAID, Event.HEARD, Event.NOTE, Event.CLOSED]
    assert await street.told(Notice.CONCERN_CLOSED) == [street.amina.id]
    assert await street.told(Notice.CONCERN_HEARD) == []
    assert [one.id for one in await street.see(concern.closed, street.ben)] == [found.id]


@pytest.mark.parametrize("end", ["role", "leave", "hold"])
async def test_what_a_lead_had_goes_back_when_they_are_none_any_more(street: Street, end: str) -> None:
    """A role taken away, a leaving and a hold each give the concern back, and the other leads are called."""
    await leads(street, street.ben, street.carla)
    found = await raised(street, street.amina)
    await street.do(concern.hear, found.id, street.ben, street.now)
    match end:
        case "role":
            await street.do(role.take_away, street.ben.id, Role.LEAD, street.olga, street.now)
        case "leave":
            await street.do(leaving.leave, street.ben, street.now)
        case _:
            await street.do(holding.hold, street.ben.id, street.olga, street.now)
    found = await street.again(found)
    assert (found.state, found.heard_by_id) == (State.RAISED, None)
    assert await street.told(Notice.TASK_CONCERN) == [street.carla.id]
    with pytest.raises(NotFound):
        await street.do(concern.hear, found.id, await street.again(street.ben), street.now)
    await street.do(concern.hear, found.id, street.carla, street.now)
    # Who raised it reads of the second person, too.
    assert await street.told(Notice.CONCERN_HEARD) == [street.amina.id] * 2


@pytest.mark.parametrize("change", ["UPDATE concern_entry SET text = ''", "DELETE FROM concern_entry"])
async def test_what_was_said_is_only_added_to(street: Street, change: str) -> None:
    """The database itself refuses to change or delete a line of it, also after both were forgotten."""
    found = await raised(street, street.amina, street.ben)
    for one in (street.amina, street.ben):
        await street.do(erasure.forget, one, street.now)
    with pytest.raises(DBAPIError, match="never changed or deleted"):
        await street.do(lambda session: session.execute(text(change)))
    [said] = await street.see(concern.entries, found)
    assert (said.text, said.by_id) == (WORDS, street.amina.id)


async def test_whoever_it_is_about_finds_nothing_of_it_among_their_data(street: Street) -> None:
    """Who raised it takes their own words along; whom it is about, and who sees to it, find none of it."""
    await leads(street, street.carla)
    found = await raised(street, street.amina, street.ben)
    await street.do(concern.read, found.id, street.carla, street.now)
    await street.do(concern.hear, found.id, street.carla, street.now)
    await street.do(concern.add_note, found.id, street.carla, "Amina is right", street.now)
    kept = {
        one.name: (await street.see(own_data.collect, one, street.now))["tables"]
        for one in (street.amina, street.ben, street.carla)
    }
    assert [row["text"] for row in kept["Amina"]["concern_entry"]] == [WORDS]
    assert [row["subject_id"] for row in kept["Amina"]["concern"]] == [street.ben.id]
    assert "heard_by_id" not in kept["Amina"]["concern"][0]
    for name in ("Ben", "Carla"):
        assert "concern" not in kept[name] and "concern_entry" not in kept[name]
    assert "access_log" not in kept["Ben"] and WORDS not in str(kept["Ben"])


async def test_a_concern_about_help_is_about_the_other_one(street: Street) -> None:
    """Nobody else can raise one about that help, and nothing said is nothing to keep."""
    standing = await street.agree()
    found = await street.do(
        concern.raise_, street.ben, now=street.now, voice="voice-1", exchange_id=standing.id
    )
    assert (found.subject_id, found.exchange_id) == (street.amina.id, standing.id)
    with pytest.raises(NotFound):
        await street.do(concern.raise_, street.carla, now=street.now, text=WORDS, exchange_id=standing.id)
    with pytest.raises(NothingSaid):
        await street.do(concern.raise_, street.ben, now=street.now, text="  ")
    for _ in range(concern.RAISED_AT_MOST - 1):
        await raised(street, street.ben)
    with pytest.raises(TooManyConcerns):
        await raised(street, street.ben)


async def test_concerns_are_tasks_of_leads_alone(street: Street) -> None:
    """A lead who is no organiser has a list of them and of nothing else; another's is not in it."""
    await leads(street, street.ben, street.carla)
    found = await raised(street, street.amina)
    assert await street.see(task.waiting, street.olga, street.now) == []
    for one in (street.ben, street.carla):
        [waits] = await street.see(task.waiting, one, street.now)
        assert (waits.kind, waits.subject_id, waits.since) == (TaskKind.CONCERN, found.id, street.now)
    await street.do(concern.hear, found.id, street.ben, street.now)
    assert await street.see(task.waiting, street.carla, street.now) == []
    assert len(await street.see(task.waiting, street.ben, street.now)) == 1
    assert [one.id for one in await street.see(concern.unfinished, street.carla)] == [found.id]


async def test_a_lead_on_a_break_is_called_after_the_others(street: Street) -> None:
    """The first who is called is one who is likely to read it."""
    await leads(street, street.ben, street.carla)
    await street.do(member.pause, street.ben)
    await raised(street, street.amina)
    assert await street.told(Notice.TASK_CONCERN) == [street.carla.id]
