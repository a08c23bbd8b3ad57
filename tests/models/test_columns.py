"""Proves that what is written is what is read, on both databases, to the microsecond and beyond 2^31."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError
from sqlmodel import Session, col, select
from street import Street

import models
from models.columns import metadata
from models.journal import JournalEntry
from models.member import Member, State
from models.tables import MODULES

MOMENTS = [
    datetime(2026, 10, 25, 1, 30, 0, 123456, tzinfo=ZoneInfo("Europe/London")),
    datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=ZoneInfo("Europe/London")),
    datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-11))),
    datetime(2028, 2, 29, 0, 0, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    datetime(1970, 1, 1, tzinfo=UTC),
]


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_moment_comes_back_as_itself_in_utc(street: Street, moment: datetime) -> None:
    """Whatever zone a moment is given in, it is read as the same moment, in UTC, and found by it."""

    def keep(session: Session, who: Member) -> None:
        who.joined_at = moment

    await street.do(keep, street.ben)
    found = (await street.again(street.ben)).joined_at
    assert found is not None
    # Python calls no moment equal to one of a clock that shows it twice, so their numbers are compared.
    assert (found.timestamp(), found.utcoffset()) == (moment.timestamp(), timedelta(0))

    def search(session: Session) -> list[int]:
        return list(session.exec(select(Member.id).where(col(Member.joined_at) == moment)))

    assert await street.store.read(search) == [street.ben.id]


async def test_a_moment_without_a_zone_is_refused(street: Street) -> None:
    """A naive moment is an error when it is written and when it is searched for."""
    naive = datetime(2026, 11, 23, 9)

    def keep(session: Session, who: Member) -> None:
        who.joined_at = naive

    with pytest.raises(StatementError, match="without a time zone"):
        await street.do(keep, street.ben)
    with pytest.raises(StatementError, match="without a time zone"):
        await street.store.read(
            lambda session: session.exec(select(Member).where(col(Member.joined_at) < naive)).all()
        )


async def test_numbers_of_telegrams_pass_two_to_the_thirty_first(street: Street) -> None:
    """Ids up to the largest the messenger may give are kept exactly, and found by."""
    large = 2**52 - 1

    def keep(session: Session, who: Member) -> None:
        who.telegram_user_id, who.chat_id = large, -large

    await street.do(keep, street.ben)
    found = await street.again(street.ben)
    assert (found.telegram_user_id, found.chat_id) == (large, -large)


async def test_our_own_numbers_may_pass_two_to_the_thirty_first_too(street: Street) -> None:
    """A row with a large id, as after a move from elsewhere, can be written and referred to."""
    large = 2**40

    def keep(session: Session) -> None:
        facts = street.ben.model_dump() | {"id": large, "telegram_user_id": None}
        session.add(Member(**facts))

    await street.do(keep)
    newcomer = (await street.see(lambda session: session.get_one(Member, large))).id
    assert newcomer == large


async def test_a_word_comes_back_as_the_word_and_no_other_word_is_taken(street: Street) -> None:
    """A choice is stored by its value, read as its member, and refuses a word that is none of them."""
    assert (await street.again(street.ben)).state is State.ACTIVE

    def raw(session: Session) -> str:
        connection = session.connection()
        row = connection.exec_driver_sql(f"SELECT state FROM member WHERE id = {street.ben.id}").one()
        return str(row[0])

    assert await street.store.read(raw) == "active"

    def wrong(session: Session, who: Member) -> None:
        who.state = "asleep"  # type: ignore[assignment]

    with pytest.raises(StatementError, match="asleep"):
        await street.do(wrong, street.ben)


@pytest.mark.parametrize(
    "detail",
    [
        {},
        {"minutes": 10**30, "to": "Ωmega 👵🏽 \u202e", "list": [1, [None, True, 1.5]]},
        {"quote": "'\"\\;--"},
    ],
)
async def test_a_document_comes_back_as_it_was(street: Street, detail: dict[str, object]) -> None:
    """A document with any letters, long numbers and nesting is read as it was written."""

    def keep(session: Session) -> JournalEntry:
        row = JournalEntry(timebank_id=street.bank.id, at=street.now, act="test.keep", detail=detail)
        session.add(row)
        session.flush()
        return row

    row = await street.store.write(keep)
    assert (await street.again(row)).detail == detail


def test_the_list_of_tables_is_complete() -> None:
    """Every module with a table is in the list from which migrations are made."""
    modules = [
        importlib.import_module(f"models.{found.name}") for found in pkgutil.iter_modules(models.__path__)
    ]
    with_tables = [
        module
        for module in modules
        if any(
            hasattr(one, "__table__") and one.__module__ == module.__name__ for one in vars(module).values()
        )
    ]
    assert len(with_tables) >= 16
    assert set(with_tables) == set(MODULES)


def test_every_table_belongs_to_a_time_bank_and_names_all_its_constraints() -> None:
    """Each table but the bank's own carries its bank, and every key and check has a name
    that a migration can use.
    """
    for table in metadata.tables.values():
        assert table.name == "timebank" or not table.c.timebank_id.nullable
        for constraint in table.constraints:
            assert constraint.name
            # PostgreSQL cuts longer names off.
            assert len(str(constraint.name)) <= 63
        for index in table.indexes:
            assert len(str(index.name)) <= 63
