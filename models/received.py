"""What came in: every update of the messenger, kept before anything is done about it.

    waiting --> handled
          \\---> dead       it could not be read, or handling it failed again and again

An update is committed here before the messenger is told that we have it, so a crash loses none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, Text, UniqueConstraint, delete, func
from sqlmodel import Field, Session, col, select

from models.columns import Row, big_number, choice, moment


class State(StrEnum):
    """Where an update is; see the drawing at the top."""

    WAITING = "waiting"
    HANDLED = "handled"
    DEAD = "dead"


class ReceivedUpdate(Row, table=True):
    """One update, word for word as it came.

    Attributes:
        update_id: the messenger's number, which may start anywhere after a quiet week.
        sender_id: whose line it stands in: the account or, failing that, the chat it came from; 0 for none.
        body: the JSON text; emptied when it has been handled, because people write private things.
        reference: what the person was told to quote, where it failed.
    """

    __tablename__ = "received_update"
    __table_args__ = (
        UniqueConstraint("timebank_id", "update_id"),
        Index("ix_received_update_waiting", "state", "sender_id", "id"),
        {"sqlite_autoincrement": True},
    )

    update_id: int = big_number()
    sender_id: int = big_number()
    body: str = Field(sa_type=Text)
    state: State = choice(State, default=State.WAITING)
    reference: str | None = Field(default=None, max_length=16)
    received_at: datetime = moment()
    finished_at: datetime | None = moment(default=None, nullable=True)


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
        ReceivedUpdate(
            timebank_id=timebank_id, update_id=update_id, sender_id=sender_id, body=body, received_at=now
        )
        for update_id, (sender_id, body) in by_id.items()
        if update_id not in known
    ]
    session.add_all(fresh)
    return len(fresh)


def first_in_each_line(
    session: Session, timebank_id: int, *, busy: Sequence[int], limit: int
) -> list[ReceivedUpdate]:
    """Returns the oldest waiting update of each sender whose line is not being served, oldest first.

    So one sender's flood never holds up another, and each one's updates are handled in order.
    """
    oldest = (
        select(func.min(ReceivedUpdate.id))
        .where(
            ReceivedUpdate.timebank_id == timebank_id,
            ReceivedUpdate.state == State.WAITING,
            col(ReceivedUpdate.sender_id).not_in(busy),
        )
        .group_by(col(ReceivedUpdate.sender_id))
    )
    return list(
        session.exec(
            select(ReceivedUpdate)
            .where(col(ReceivedUpdate.id).in_(oldest))
            .order_by(col(ReceivedUpdate.id))
            .limit(limit)
        )
    )


def finish(
    session: Session, received_id: int, state: State, now: datetime, reference: str | None = None
) -> None:
    """Ends an update.

    What was said is forgotten, except where we could not read it and somebody must look.
    """
    row = session.get_one(ReceivedUpdate, received_id)
    row.state, row.finished_at, row.reference = state, now, reference
    if state is State.HANDLED:
        row.body = ""
    session.add(row)


def forget(session: Session, before: datetime) -> None:
    """Deletes what was handled before that moment; an update id is only compared within that window."""
    session.execute(
        delete(ReceivedUpdate).where(
            col(ReceivedUpdate.state) == State.HANDLED, col(ReceivedUpdate.finished_at) < before
        )
    )


def depth(session: Session) -> dict[str, int]:
    """Counts updates by state."""
    rows = session.exec(select(ReceivedUpdate.state, func.count()).group_by(col(ReceivedUpdate.state)))
    return {State(state).value: count for state, count in rows}


WINDOW = timedelta(days=2)
