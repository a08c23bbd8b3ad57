"""What came in: every update of the messenger, kept before anything is done about it.

    waiting --> answered --> handled
        \\          \\-----> handled     the answer could not be told again and again; the log says so
         \\----> dead                   it could not be read, or handling it failed again and again

An update is committed here before the messenger is told that we have it, so a crash loses none. A process
claims the first in each line with a lease, so that any number of processes serve one inbox and each line is
served in order. What an update brings about is committed together with its mark `answered`, so that it
happens once; what is said about it follows, and where a crash came between, another process tells the person
how things stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CursorResult,
    Index,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    text,
    update,
)
from sqlmodel import Field, Session, col, select

from models.columns import Row, big_number, choice, moment


class State(StrEnum):
    """Where an update is; see the drawing at the top."""

    WAITING = "waiting"
    ANSWERED = "answered"
    HANDLED = "handled"
    DEAD = "dead"


UNFINISHED = (State.WAITING, State.ANSWERED)

WINDOW = timedelta(days=2)

# No claim is ever made for longer. One that seems to be was made before the clock was set back, and is over.
LONGEST_CLAIM = timedelta(minutes=10)


class TakenOver(Exception):
    """Another process has taken this update over, because our lease ran out."""


class ReceivedUpdate(Row, table=True):
    """One update, word for word as it came.

    Attributes:
        update_id: the messenger's number, which may start anywhere after a quiet week.
        sender_id: whose line it stands in: the account or, failing that, the chat it came from; 0 for none,
            and once it has been handled.
        body: the JSON text; emptied when it has been handled, because people write private things.
        reference: what the person was told to quote, where it failed.
        holder: the process that has claimed it, if any.
        lease_until: how long the claim holds.
        attempts: how often telling the answer was put off.
    """

    __tablename__ = "received_update"
    __table_args__ = (
        UniqueConstraint("timebank_id", "update_id"),
        Index("ix_received_update_line", "timebank_id", "state", "sender_id", "id"),
        {"sqlite_autoincrement": True},
    )

    update_id: int = big_number()
    sender_id: int = big_number()
    body: str = Field(sa_type=Text)
    state: State = choice(State, default=State.WAITING)
    reference: str | None = Field(default=None, max_length=16)
    holder: str | None = Field(default=None, max_length=96)
    lease_until: datetime | None = moment(default=None, nullable=True)
    attempts: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    received_at: datetime = moment()
    finished_at: datetime | None = moment(default=None, nullable=True)


@dataclass(frozen=True)
class Claimed:
    """An update that this process has claimed; attributes as for `ReceivedUpdate`."""

    id: int
    update_id: int
    sender_id: int
    body: str
    state: State
    attempts: int
    received_at: datetime


# These run several times for each update, so they are made once.
_table: Any = ReceivedUpdate.__table__  # type: ignore[attr-defined]
_HEADS = (
    select(func.min(_table.c.id))
    .where(_table.c.timebank_id == bindparam("bank"), _table.c.state.in_(UNFINISHED))
    .group_by(_table.c.sender_id)
)
_FIRST_IN_LINE = (
    select(*(_table.c[name] for name in Claimed.__dataclass_fields__))
    .where(
        _table.c.timebank_id == bindparam("bank"),
        _table.c.id.in_(_HEADS),
        _table.c.lease_until.is_(None)
        | (_table.c.lease_until <= bindparam("now"))
        | (_table.c.lease_until > bindparam("beyond")),
    )
    .order_by(_table.c.id)
    .limit(bindparam("most"))
)
_ONE = (_table.c.timebank_id == bindparam("bank")) & (_table.c.id == bindparam("row"))
_CLAIM = update(_table).where(_ONE).values(holder=bindparam("by"), lease_until=bindparam("until"))
_ANSWERED = (
    update(_table)
    .where(
        _table.c.timebank_id == bindparam("bank"),
        _table.c.update_id == bindparam("number"),
        _table.c.state == State.WAITING,
        _table.c.holder == bindparam("claimed_by"),
    )
    .values(state=State.ANSWERED)
)
_END = (
    update(_table)
    .where(_ONE)
    .values(
        state=bindparam("ends"),
        reference=bindparam("told"),
        finished_at=bindparam("at"),
        holder=None,
        lease_until=None,
    )
)
_FORGETFUL_END = _END.values(body="", sender_id=0)


def keep(session: Session, timebank_id: int, updates: Iterable[tuple[int, int, str]], now: datetime) -> int:
    """Keeps updates that are new and returns how many were.

    Args:
        updates: update id, sender id and JSON text of each.
    """
    by_id = {update_id: (sender_id, body) for update_id, sender_id, body in updates}
    known = set(
        session.exec(
            select(ReceivedUpdate.update_id).where(
                ReceivedUpdate.timebank_id == timebank_id, col(ReceivedUpdate.update_id).in_(by_id)
            )
        )
    )
    fresh = [
        {
            "timebank_id": timebank_id,
            "update_id": update_id,
            "sender_id": sender_id,
            "body": body,
            "state": State.WAITING,
            "attempts": 0,
            "received_at": now,
        }
        for update_id, (sender_id, body) in by_id.items()
        if update_id not in known
    ]
    if fresh:
        session.connection().execute(insert(_table), fresh)
    return len(fresh)


def claim(
    session: Session, timebank_id: int, *, holder: str, now: datetime, lease: timedelta, limit: int
) -> list[Claimed]:
    """Claims the first in each line that nobody serves, the oldest first, and returns them.

    So one sender's flood never holds up another, and each one's updates are handled in order.

    Args:
        holder: the name of this process.
        lease: how long the claim holds unless it is renewed.
        limit: the most to claim.
    """
    heads = _heads(session, timebank_id, now, limit)
    claimed = [Claimed(**head) for head in heads.mappings()]
    if claimed:
        until = now + lease
        session.connection().execute(
            _CLAIM, [{"bank": timebank_id, "row": one.id, "by": holder, "until": until} for one in claimed]
        )
    return claimed


def any_waiting(session: Session, timebank_id: int, now: datetime) -> bool:
    """Says whether there is anything to claim, without taking the write lock."""
    return _heads(session, timebank_id, now, 1).first() is not None


def _heads(session: Session, timebank_id: int, now: datetime, limit: int) -> CursorResult[Any]:
    bound = {"bank": timebank_id, "now": now, "beyond": now + LONGEST_CLAIM, "most": limit}
    return session.connection().execute(_FIRST_IN_LINE, bound)


def renew(
    session: Session, timebank_id: int, received_ids: Sequence[int], *, holder: str, until: datetime
) -> None:
    """Makes this process's claims on those updates hold until then."""
    session.execute(
        update(ReceivedUpdate)
        .where(
            col(ReceivedUpdate.timebank_id) == timebank_id,
            col(ReceivedUpdate.id).in_(received_ids),
            col(ReceivedUpdate.holder) == holder,
        )
        .values(lease_until=until)
        .execution_options(synchronize_session=False)
    )


def let_go(session: Session, timebank_id: int) -> None:
    """Takes everybody's claims away, for a process that knows that it is the only one."""
    session.execute(
        update(ReceivedUpdate)
        .where(
            col(ReceivedUpdate.timebank_id) == timebank_id,
            col(ReceivedUpdate.state).in_(UNFINISHED),
            col(ReceivedUpdate.holder).is_not(None),
        )
        .values(holder=None, lease_until=None)
        .execution_options(synchronize_session=False)
    )


def mark_answered(session: Session, timebank_id: int, update_id: int, holder: str) -> None:
    """Notes, in the transaction that does what an update asks for, that it is done.

    Raises:
        TakenOver: this process no longer holds it, so what it was about to do is another's to do.
    """
    marked = session.connection().execute(
        _ANSWERED, {"bank": timebank_id, "number": update_id, "claimed_by": holder}
    )
    if marked.rowcount != 1:
        raise TakenOver(update_id)


def put_off(session: Session, timebank_id: int, received_id: int, until: datetime) -> None:
    """Lets telling the answer wait until then, for whichever process comes along."""
    session.execute(
        update(ReceivedUpdate)
        .where(col(ReceivedUpdate.timebank_id) == timebank_id, col(ReceivedUpdate.id) == received_id)
        .values(lease_until=until, attempts=ReceivedUpdate.attempts + 1)
        .execution_options(synchronize_session=False)
    )


def finish(
    session: Session,
    timebank_id: int,
    received_id: int,
    state: State,
    now: datetime,
    reference: str | None = None,
) -> None:
    """Ends an update.

    What was said, and by whom, is forgotten, except where we could not read it and somebody must look.
    """
    end = _FORGETFUL_END if state is State.HANDLED else _END
    session.connection().execute(
        end, {"bank": timebank_id, "row": received_id, "ends": state, "told": reference, "at": now}
    )


def forget(session: Session, timebank_id: int, before: datetime) -> None:
    """Deletes what was handled before that moment; an update id is only compared within that window."""
    session.execute(
        delete(ReceivedUpdate).where(
            col(ReceivedUpdate.timebank_id) == timebank_id,
            col(ReceivedUpdate.state) == State.HANDLED,
            col(ReceivedUpdate.finished_at) < before,
        )
    )


def depth(session: Session, timebank_id: int) -> dict[str, int]:
    """Counts the updates of that time bank by state."""
    rows = session.exec(
        select(ReceivedUpdate.state, func.count())
        .where(ReceivedUpdate.timebank_id == timebank_id)
        .group_by(col(ReceivedUpdate.state))
    )
    return {State(state).value: count for state, count in rows}
