"""A transfer: one row of the ledger, written in one statement, which adds up what the giver has, adds the row
where that is enough, and tells what the receiver had.

This is the hottest path of the house, so its statements are put together once, in SQLAlchemy Core. A row that
is there already, or whose reservation was answered, or for which there are too few hours, is not added; which
it was, is found out only then.
"""

from __future__ import annotations

import logging
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CheckConstraint,
    Index,
    Select,
    Table,
    UniqueConstraint,
    bindparam,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import class_mapper
from sqlmodel import Field, Session

from models.columns import Row, choice, moment, reference
from models.refusals import Refusal

_log = logging.getLogger(__name__)


class NotEnoughHours(Refusal):
    """The account would fall below its floor. Facts: `available_minutes` and `needed_minutes`."""

    message = "refusal-not-enough-hours"


class NoHoursLeft(NotEnoughHours):
    """Not even the shortest help can be promised, because the account is at its floor. Facts as above."""

    message = "refusal-no-hours-left"


class DeedMismatch(Exception):
    """The same deed key came with other content, which no repeated tap can explain."""


class AlreadyAnswered(Exception):
    """The reservation was answered otherwise before: what was posted cannot be released, nor the reverse."""


class Phase(StrEnum):
    """What a row does; see the drawing in `models.ledger`."""

    SINGLE = "single"
    RESERVE = "reserve"
    POST = "post"
    RELEASE = "release"


class Cause(StrEnum):
    """Why minutes move."""

    STARTING = "starting"
    OPENING = "opening"
    EXCHANGE = "exchange"
    COVER = "cover"
    GRANT = "grant"
    WRITE_OFF = "write_off"
    GIFT = "gift"
    CORRECTION = "correction"
    CEILING = "ceiling"
    CLOSING = "closing"
    SAME_PERSON = "same_person"


# These phases move minutes; a reservation alone does not.
MOVING = (Phase.SINGLE, Phase.POST)


class Transfer(Row, table=True):
    """One line of the ledger. Triggers forbid changing or deleting it.

    Attributes:
        deed_key: names the deed, so that doing it twice is doing it once.
        from_account_id: who gives the minutes: the one who was helped.
        to_account_id: who gets them: the one who helped.
        minutes: how many; above zero, but zero where a row releases.
        reserved_id: the reservation that a post or a release answers.
        exchange_id: the exchange it comes from, if any.
        corrects_id: the line that a correction puts right.
    """

    __tablename__ = "transfer"
    __table_args__ = (
        UniqueConstraint("timebank_id", "deed_key"),
        UniqueConstraint("reserved_id"),
        CheckConstraint("minutes > 0 OR (minutes = 0 AND phase = 'release')", name="minutes"),
        CheckConstraint("from_account_id <> to_account_id", name="two_accounts"),
        CheckConstraint("(phase IN ('post', 'release')) = (reserved_id IS NOT NULL)", name="answers"),
        # What an account holds is added up from these two alone, without a look at the rows.
        Index("ix_transfer_from", "timebank_id", "from_account_id", "phase", "minutes", "id"),
        Index("ix_transfer_to", "timebank_id", "to_account_id", "phase", "minutes"),
        Index(
            "ix_transfer_corrects",
            "timebank_id",
            "corrects_id",
            sqlite_where=text("corrects_id IS NOT NULL"),
            postgresql_where=text("corrects_id IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    # No index of its own: the one of the deed keys begins with it, and each index has its price for each row.
    timebank_id: int = reference("timebank.id")
    deed_key: str = Field(max_length=96)
    phase: Phase = choice(Phase)
    cause: Cause = choice(Cause)
    from_account_id: int = reference("account.id")
    to_account_id: int = reference("account.id")
    minutes: int
    reserved_id: int | None = reference("transfer.id", default=None, nullable=True)
    exchange_id: int | None = reference("exchange.id", default=None, nullable=True, index=True)
    corrects_id: int | None = reference("transfer.id", default=None, nullable=True)
    made_at: datetime = moment()


class Added(NamedTuple):
    """What came of adding a row.

    Attributes:
        row: the row, whether it was added now or before.
        is_new: whether it was added now.
        held_minutes: what the receiver held before, where that was asked for and the row is new.
    """

    row: Transfer
    is_new: bool
    held_minutes: int = 0


def append(
    session: Session,
    values: dict[str, Any],
    *,
    floor_minutes: int | None,
    needed_minutes: int,
    receiver_too: bool,
) -> Added:
    """Adds a row unless it is there, and unless the giver would have too little left.

    Args:
        values: every column of `Transfer` but the id.
        floor_minutes: what must be left to the giver; None where nothing need be.
        needed_minutes: how much less the giver has to dispose of afterwards.
        receiver_too: whether what the receiver holds is asked for, of a row that moves minutes.

    Raises:
        NotEnoughHours: less would be left.
        DeedMismatch: another deed has that key.
        AlreadyAnswered: the reservation was answered by another deed.
    """
    session.flush()
    connection = session.connection()
    adding = _adding(connection.dialect.name, floor=floor_minutes is not None, receiver=receiver_too)
    limit = {} if floor_minutes is None else {"least_minutes": floor_minutes + needed_minutes}
    added = connection.execute(adding, values | limit).one_or_none()
    if added is not None:
        return Added(_made({"id": added[0], **values}), True, int(added[1]))
    done = by_key(session, values["timebank_id"], values["deed_key"])
    if done is not None:
        if any(getattr(done, name) != values[name] for name in _CONTENT):
            raise mismatch(done.timebank_id, done.deed_key)
        return Added(done, False)
    if values["reserved_id"] is not None and _is_answered(session, values):
        raise AlreadyAnswered(values["deed_key"])
    assert floor_minutes is not None, "what is neither there nor answered was refused for want of hours"
    balance_minutes, reserved_minutes = sums(session, values["timebank_id"], values["from_account_id"])
    raise NotEnoughHours(
        available_minutes=max(0, balance_minutes - reserved_minutes - floor_minutes),
        needed_minutes=needed_minutes,
    )


def sums(session: Session, timebank_id: int, account_id: int) -> tuple[int, int]:
    """Returns what an account holds and what of it is promised, both in minutes."""
    session.flush()
    found = session.connection().execute(_SUMS, {"timebank_id": timebank_id, "account_id": account_id}).one()
    return int(found[0]), int(found[1])


def by_key(session: Session, timebank_id: int, deed_key: str) -> Transfer | None:
    """Returns the row of that deed, if it was done."""
    return session.execute(_BY_KEY, {"timebank_id": timebank_id, "deed_key": deed_key}).scalar_one_or_none()


def mismatch(timebank_id: int, deed_key: str) -> DeedMismatch:
    """Notes in the log that a deed came again with other content, and returns what is to be raised.

    A key names the deed in numbers and codes; the content stays out of the log.
    """
    _log.error("deed %s of time bank %s came again with other content", deed_key, timebank_id)
    return DeedMismatch(deed_key)


# What makes two rows the same deed; the moment does not, because a repeat comes later.
_CONTENT = (
    "phase",
    "cause",
    "from_account_id",
    "to_account_id",
    "minutes",
    "reserved_id",
    "exchange_id",
    "corrects_id",
)

_ROWS: Table = Transfer.__table__  # type: ignore[attr-defined]
_ROW_MAKER = class_mapper(Transfer).class_manager
_ADDED = [column for column in _ROWS.columns if column.name != "id"]
_NOTHING: Any = literal_column("0")
# Written into the statement, where a list of values to bind would be unrolled anew each time.
_MOVES: list[Any] = [literal_column(f"'{phase.value}'") for phase in MOVING]
_BY_KEY = select(Transfer).where(
    _ROWS.c.timebank_id == bindparam("timebank_id"), _ROWS.c.deed_key == bindparam("deed_key")
)
_ANSWER = select(_ROWS.c.id).where(
    _ROWS.c.timebank_id == bindparam("timebank_id"), _ROWS.c.reserved_id == bindparam("reserved_id")
)


def _made(values: dict[str, Any]) -> Transfer:
    """Makes the object of a row that was just added, as the ORM does when it loads one: without looking at
    values that the database has accepted.
    """
    row: Transfer = _ROW_MAKER.new_instance()
    row.__dict__.update(values)
    return row


def _is_answered(session: Session, values: dict[str, Any]) -> bool:
    bound = {"timebank_id": values["timebank_id"], "reserved_id": values["reserved_id"]}
    return session.connection().execute(_ANSWER, bound).first() is not None


def _moved(side: str, account: str) -> Any:
    """Adds up what came into an account, or went out of it, by the column that names that side."""
    moved = _ROWS.alias()
    return func.coalesce(
        select(func.sum(moved.c.minutes))
        .where(
            moved.c.timebank_id == bindparam("timebank_id"),
            moved.c[side] == bindparam(account),
            moved.c.phase.in_(_MOVES),
        )
        .scalar_subquery(),
        _NOTHING,
    )


def _holds(account: str) -> Any:
    """Adds up what an account holds."""
    return _moved("to_account_id", account) - _moved("from_account_id", account)


def _promised(account: str) -> Any:
    """Adds up what it has reserved and no row has answered."""
    promise, answer = _ROWS.alias("promise"), _ROWS.alias("answer")
    answered: Select[Any] = select(literal_column("1")).where(
        answer.c.timebank_id == bindparam("timebank_id"), answer.c.reserved_id == promise.c.id
    )
    return func.coalesce(
        select(func.sum(promise.c.minutes))
        .where(
            promise.c.timebank_id == bindparam("timebank_id"),
            promise.c.from_account_id == bindparam(account),
            promise.c.phase == literal_column(f"'{Phase.RESERVE.value}'"),
            ~answered.exists(),
        )
        .scalar_subquery(),
        _NOTHING,
    )


_SUMS: Select[Any] = select(_holds("account_id"), _promised("account_id"))


@cache
def _adding(dialect: str, *, floor: bool, receiver: bool) -> Any:
    """Puts together the statement that adds a row, or nothing where one of its keys is taken.

    Args:
        floor: whether it is only added where the giver has `least_minutes` to dispose of.
        receiver: whether it tells what the receiver held before; 0 otherwise.
    """
    row: Select[Any] = select(*(bindparam(column.name, type_=column.type) for column in _ADDED))
    if floor:
        available = _holds("from_account_id") - _promised("from_account_id")
        row = row.where(available >= bindparam("least_minutes"))
    else:
        # Without any condition SQLite would read ON CONFLICT as part of the question.
        row = row.where(literal_column("1 = 1"))
    held = _holds("to_account_id") if receiver else _NOTHING
    insert: Any = postgresql.insert
    if dialect == "sqlite":
        insert = sqlite.insert
        # SQLite counts the new row already, and PostgreSQL looks at what was there before the statement.
        held = held - bindparam("minutes") if receiver else held
    return insert(_ROWS).from_select(_ADDED, row).on_conflict_do_nothing().returning(_ROWS.c.id, held)
