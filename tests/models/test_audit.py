"""Proves that the audit finds every kind of damage, once the database's own guards have been taken away."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select
from street import Street

from models import confirmation, correction, gift, ledger, timebank
from models.audit import audit
from models.immutable import allow_changes
from models.ledger import Holder, Transfer
from models.store import Store


async def busy(street: Street) -> None:
    """Lets the street do one of everything: help that is banked, help above a ceiling, help that is promised,
    a gift, a correction and a closing.
    """

    def lower(session: Session) -> None:
        ledger.account_of(session, street.bank.id, street.ben.id).ceiling_minutes = 150

    def close(session: Session) -> None:
        account = ledger.account_of(session, street.bank.id, street.olga.id)
        ledger.close(session, account, deed_key="leaving", now=street.now)

    await street.do(lower)
    agreed = await street.agree()
    for one in (street.amina, street.ben):
        await street.do(confirmation.confirm, agreed.id, one, 60, agreed.ends_at)
    await street.agree(key="another")
    given = await street.do(
        gift.give, street.carla, receiver=street.amina, minutes=30, deed_key="gift", now=street.now
    )
    await street.do(
        correction.correct,
        street.olga,
        transfer_id=given.id,
        minutes=20,
        reason="Twenty were meant.",
        deed_key="correct",
        now=street.now,
    )
    await street.do(close)


def change_sqlite(store: Store, statement: str) -> None:
    """Changes a file without its constraints and triggers, which a bare copy of the table does not have."""
    with closing(sqlite3.connect(str(store.engine.url.database))) as connection:
        connection.execute("CREATE TABLE bare AS SELECT * FROM transfer")
        connection.execute("DROP TABLE transfer")
        connection.execute("ALTER TABLE bare RENAME TO transfer")
        connection.execute(statement)
        connection.commit()


def change_postgresql(store: Store, statement: str) -> None:
    """Changes a database from whose ledger the constraints and triggers were taken away."""
    with store.engine.begin() as connection:
        for undoing in allow_changes("transfer", "postgresql"):
            connection.execute(text(undoing))
        constraints = connection.execute(
            text(
                "SELECT conname FROM pg_constraint "
                "WHERE conrelid = 'transfer'::regclass AND contype IN ('c', 'f', 'u', 'p')"
            )
        )
        for name in constraints.scalars().all():
            connection.execute(text(f'ALTER TABLE transfer DROP CONSTRAINT IF EXISTS "{name}" CASCADE'))
        connection.execute(text(statement))


async def tamper(street: Street, statement: str) -> None:
    """Changes rows as somebody with the keys to the database could, past every guard.

    `{post}` and the like stand for the number of the last row of that cause or phase.
    """

    def places(session: Session) -> dict[str, int]:
        found = {"carla": ledger.account_of(session, street.bank.id, street.carla.id).id}
        rows = session.exec(
            select(Transfer).where(Transfer.timebank_id == street.bank.id).order_by(col(Transfer.id))
        )
        for row in rows:
            found[row.cause.value] = found[row.phase.value] = row.id
        return found

    change = change_sqlite if street.store.on_sqlite else change_postgresql
    filled = statement.format(**await street.see(places))
    await asyncio.to_thread(change, street.store, filled)


DAMAGE = [
    (
        "UPDATE transfer SET minutes = 5 WHERE id = {closing}",
        r"I1 account \d+ is closed and holds",
    ),
    (
        "UPDATE transfer SET from_account_id = to_account_id WHERE id = {gift}",
        r"I2 transfer \d+ does not have two accounts of this time bank",
    ),
    ("UPDATE transfer SET minutes = -30 WHERE id = {gift}", r"I2 transfer \d+ moves -30 minutes"),
    (
        "UPDATE transfer SET minutes = 31 WHERE id = {gift}",
        r"I2 transfer \d+ corrects transfer \d+ to 21 minutes, and should to 20",
    ),
    (
        "UPDATE transfer SET corrects_id = NULL WHERE id = {correction}",
        r"I2 transfer \d+ is a correction of nothing",
    ),
    (
        "UPDATE transfer SET corrects_id = {post} WHERE id = {correction}",
        r"I2 transfer \d+ does not fit transfer \d+, which it corrects",
    ),
    (
        "UPDATE transfer SET from_account_id = {carla} WHERE id = {ceiling}",
        r"I2 transfer \d+ passes on hours that no transfer before it has earned",
    ),
    ("DELETE FROM correction", r"I2 transfer \d+ corrects transfer \d+ and nobody wrote down why"),
    (
        "UPDATE transfer SET minutes = 500 WHERE id = {reserve}",
        r"I3 account \d+ fell to -\d+ minutes at transfer",
    ),
    ("DELETE FROM transfer WHERE id = {ceiling}", r"I3 account \d+ earned up to 180 minutes at transfer"),
    (
        "DELETE FROM transfer WHERE id = {reserve}",
        r"I4 exchange \d+ is agreed and its hours are not reserved",
    ),
    (
        "UPDATE transfer SET minutes = 61 WHERE id = {post}",
        r"I4 exchange \d+ banked 60 minutes and the ledger says 61",
    ),
    (
        "UPDATE exchange SET state = 'cancelled' WHERE state = 'agreed'",
        r"I4 exchange \d+ is cancelled and its hours are still reserved",
    ),
    (
        "UPDATE exchange SET state = 'missed', banked_minutes = NULL WHERE state = 'banked'",
        r"I4 exchange \d+ is missed and its hours were posted",
    ),
    (
        "UPDATE transfer SET reserved_id = {reserve}, from_account_id = {carla} WHERE id = {post}",
        r"I4 transfer \d+ answers reservation \d+, which is not open",
    ),
]


async def test_the_books_of_a_busy_street_are_right(street: Street) -> None:
    """One of everything leaves nothing wrong, and every line was read."""
    await busy(street)
    books = await street.see(audit, street.bank.id)
    assert (books.transfers, books.wrong) == (11, [])
    assert sum(books.balances.values()) == 0


@pytest.mark.parametrize(("statement", "named"), DAMAGE, ids=[named for _, named in DAMAGE])
async def test_each_kind_of_damage_is_named(street: Street, statement: str, named: str) -> None:
    """Whatever somebody changes behind the ledger's back, the audit says what is wrong, and where."""
    await busy(street)
    await tamper(street, statement)
    wrong = await street.wrongs()
    assert any(re.search(named, line) for line in wrong), wrong


async def test_a_row_that_is_written_twice_is_named(street: Street) -> None:
    """A second row with the key of the first is one deed too many."""
    await busy(street)
    await tamper(street, "UPDATE transfer SET deed_key = 'gift' WHERE id = {closing}")
    assert any("once more" in line for line in await street.wrongs())


async def test_hours_out_of_nowhere_are_named(street: Street) -> None:
    """A row whose giver belongs to no account of this time bank gives hours out of nowhere."""
    await busy(street)

    def another(session: Session) -> int:
        bank = timebank.open_bank(session, name="Leyton", zone="UTC", language="en", now=street.now)
        return ledger.own_account(session, bank.id, Holder.BANK).id

    elsewhere = await street.do(another)
    await tamper(street, f"UPDATE transfer SET from_account_id = {elsewhere} WHERE id = {{gift}}")
    assert any("does not have two accounts of this time bank" in line for line in await street.wrongs())
