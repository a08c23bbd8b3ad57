"""Leases: what one process at a time does, or says of itself, until a moment that it keeps putting off.

    free --> held by one --> held by the same for longer --> let go, or run out --> free

A process that dies lets go of nothing, so every lease ends by itself, and another process then takes over.
A lease says who should do a thing; that it is done only once is for the rows themselves to make sure, because
a process may be stopped between looking at its lease and doing the thing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, UniqueConstraint, and_, delete, or_, update
from sqlmodel import Field, Session, col, select

from models.columns import Row, moment

# No lease is ever taken for longer. One that seems to be was taken before the clock was set back: it is over.
LONGEST = timedelta(minutes=10)


class Lease(Row, table=True):
    """One thing that one process has for itself.

    Attributes:
        name: what it is, such as "listening".
        holder: the name of the process.
        until: from then on it is free.
    """

    __tablename__ = "lease"
    __table_args__ = (UniqueConstraint("timebank_id", "name"), {"sqlite_autoincrement": True})

    name: str = Field(max_length=128)
    holder: str = Field(max_length=96)
    until: datetime = moment()


def take(
    session: Session, *, timebank_id: int, name: str, holder: str, now: datetime, length: timedelta
) -> bool:
    """Takes a lease that is free, or holds on to one's own for longer; says whether one has it now.

    Args:
        timebank_id: whose lease.
        name: what is leased.
        holder: who asks.
        now: the present moment.
        length: for how long from now, at most `LONGEST`.
    """
    mine = session.execute(
        update(Lease)
        .where(
            col(Lease.timebank_id) == timebank_id,
            col(Lease.name) == name,
            or_(col(Lease.holder) == holder, ~_runs(now)),
        )
        .values(holder=holder, until=now + length)
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", mine).rowcount:
        return True
    if find(session, timebank_id=timebank_id, name=name) is not None:
        return False
    session.add(Lease(timebank_id=timebank_id, name=name, holder=holder, until=now + length))
    session.flush()
    return True


def let_go(session: Session, *, timebank_id: int, name: str, holder: str) -> None:
    """Frees a lease, if it is still one's own."""
    session.execute(
        delete(Lease).where(
            col(Lease.timebank_id) == timebank_id, col(Lease.name) == name, col(Lease.holder) == holder
        )
    )


def find(session: Session, *, timebank_id: int, name: str) -> tuple[str, datetime] | None:
    """Returns who had a lease last and until when, whether or not it has run out; None when it was let go."""
    row = session.exec(
        select(Lease.holder, Lease.until).where(Lease.timebank_id == timebank_id, Lease.name == name)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def holder_of(session: Session, *, timebank_id: int, name: str, now: datetime) -> str | None:
    """Returns who has a lease, or None when it is free."""
    found = find(session, timebank_id=timebank_id, name=name)
    return found[0] if found is not None and now < found[1] <= now + LONGEST else None


def holders(session: Session, *, timebank_id: int, prefix: str, now: datetime) -> list[str]:
    """Returns who has the leases whose names begin like that, in the order of their names."""
    return list(
        session.exec(
            select(Lease.holder)
            .where(
                Lease.timebank_id == timebank_id,
                col(Lease.name).startswith(prefix, autoescape=True),
                _runs(now),
            )
            .order_by(col(Lease.name))
        )
    )


def forget(session: Session, *, timebank_id: int, before: datetime) -> None:
    """Deletes leases that ran out before that moment; their processes are long gone."""
    session.execute(delete(Lease).where(col(Lease.timebank_id) == timebank_id, col(Lease.until) < before))


def clear(session: Session, *, timebank_id: int) -> None:
    """Frees every lease, for whoever knows that no other process can be alive."""
    session.execute(delete(Lease).where(col(Lease.timebank_id) == timebank_id))


def _runs(now: datetime) -> ColumnElement[bool]:
    return and_(col(Lease.until) > now, col(Lease.until) <= now + LONGEST)
