"""Proves the record of who read what: written with the reading, near a visit only, never changed unseen."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select
from street import Street, hours

from models import access, exchange
from models.access import AccessEntry, DoorNotNow, Read
from models.exchange import Exchange
from models.member import NotFound

DOOR = "Blue door behind the chapel"


async def visit(street: Street, key: str = "ask") -> Exchange:
    """Ben helps Amina tomorrow at three; she has said how to find her door."""
    return await street.agree(directions=DOOR, key=key)


async def record(street: Street) -> list[AccessEntry]:
    """The record, from its beginning."""
    return await street.store.read(
        lambda session: list(session.exec(select(AccessEntry).order_by(col(AccessEntry.number))))
    )


async def test_reading_the_way_to_a_door_is_on_record(street: Street) -> None:
    """An organiser who reads a door near the visit is written down with whose it was, and when."""
    agreed = await visit(street)
    now = agreed.starts_at - hours(1)
    _, way = await street.do(access.read_door, agreed.id, street.olga, now)
    assert way == DOOR
    [entry] = await record(street)
    assert (entry.number, entry.by_id, entry.member_id) == (1, street.olga.id, street.amina.id)
    assert (entry.what, entry.subject_id, entry.at) == (Read.DOOR, agreed.id, now)
    assert await street.see(access.broken, street.bank.id) == []


async def test_a_door_is_read_only_near_the_visit_and_only_by_organisers(street: Street) -> None:
    """Earlier than a day before, later than two hours after, called off, or by others: nothing is read."""
    agreed = await visit(street)
    near = agreed.starts_at - hours(1)
    for who in (street.amina, street.ben, street.carla):
        with pytest.raises(NotFound):
            await street.do(access.read_door, agreed.id, who, near)
    early, late = agreed.starts_at - hours(24), agreed.ends_at + hours(2)
    for at in (early - timedelta(seconds=1), late + timedelta(seconds=1)):
        with pytest.raises(DoorNotNow) as no:
            await street.do(access.read_door, agreed.id, street.olga, at)
        assert no.value.facts == {"from_at": early, "until_at": late}
    assert await record(street) == []
    for at in (early, late):
        await street.do(access.read_door, agreed.id, street.olga, at)
    assert len(await record(street)) == 2
    await street.do(exchange.cancel, agreed.id, street.amina, street.now)
    with pytest.raises(NotFound):
        await street.do(access.read_door, agreed.id, street.olga, near)
    with pytest.raises(NotFound):
        await street.do(access.read_door, 999, street.olga, near)


async def test_a_reading_that_fails_leaves_no_trace_and_no_secret(street: Street) -> None:
    """The record and the reading are one transaction: what is rolled back was not read."""
    agreed = await visit(street)

    def reading(session: Session) -> None:
        access.read_door(session, agreed.id, street.olga, agreed.starts_at)
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await street.store.write(reading)
    assert await record(street) == []


async def test_many_who_read_at_once_stand_one_after_the_other(street: Street) -> None:
    """Eight readings at the same moment are eight links of one chain."""
    agreed = await visit(street)
    await asyncio.gather(
        *[street.do(access.read_door, agreed.id, street.olga, agreed.starts_at) for _ in range(8)]
    )
    assert [entry.number for entry in await record(street)] == list(range(1, 9))
    assert await street.see(access.broken, street.bank.id) == []


async def test_the_database_refuses_to_change_the_record(street: Street) -> None:
    """Neither changing nor deleting a line is possible while the triggers stand."""
    agreed = await visit(street)
    await street.do(access.read_door, agreed.id, street.olga, agreed.starts_at)
    for statement in ("UPDATE access_log SET by_id = 2", "DELETE FROM access_log"):
        with pytest.raises(Exception, match="never changed or deleted"):
            await street.store.write(run(statement))
    assert len(await record(street)) == 1


@pytest.mark.parametrize(
    ("deed", "found"),
    [
        ("UPDATE access_log SET by_id = member_id WHERE number = 2", r"access 2 was changed"),
        ("UPDATE access_log SET number = 9 WHERE number = 4", r"access 4 to 8 is missing"),
        ("DELETE FROM access_log WHERE number = 1", r"access 1 to 1 is missing"),
        ("DELETE FROM access_log WHERE number IN (2, 3)", r"access 2 to 3 is missing"),
        ("UPDATE access_log SET previous = digest WHERE number = 3", r"access 3 does not follow"),
    ],
)
async def test_tampering_past_the_triggers_shows(street: Street, deed: str, found: str) -> None:
    """Whoever takes the triggers away and changes or removes a line is found out by the chain."""
    agreed = await visit(street)
    for _ in range(4):
        await street.do(access.read_door, agreed.id, street.olga, agreed.starts_at)
    number, _ = await street.see(access.head, street.bank.id)
    assert number == 4
    for name in await triggers(street):
        await street.store.write(run(name))
    await street.store.write(run(deed))
    wrong = await street.see(access.broken, street.bank.id)
    assert any(re.match(found, line) for line in wrong), wrong


async def triggers(street: Street) -> list[str]:
    """The statements that take the triggers of the record away."""

    def names(session: Session) -> list[str]:
        if street.store.on_sqlite:
            rows = session.connection().execute(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'access_log'")
            )
            return [f"DROP TRIGGER {name}" for (name,) in rows]
        return ["ALTER TABLE access_log DISABLE TRIGGER USER"]

    return await street.store.write(names)


def run(statement: str) -> Any:
    """A piece of work that runs one statement."""
    return lambda session: session.connection().execute(text(statement)).close()
