"""A door that was told: the message in which somebody read the way to another one's door, to be edited away.

    told --> due --> withdrawn      the message reads otherwise now, or is gone
              | \\-> told           it could not be edited just now, and is tried again later
              \\--> given up        it was tried for a month

A row is written together with the note that the message was sent, so that a restart forgets none. Bots cannot
delete what they said more than two days ago, but they can edit it for good. A door is due as soon as nobody
goes there any more: when the visit was called off or its hours are settled, and otherwise two hours after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Index, UniqueConstraint, or_, text
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from models import exchange, member
from models.access import AFTER_VISIT
from models.columns import Row, big_number, moment, reference
from models.exchange import Exchange
from models.member import Member

# Whoever reads it later than that, because somebody is missed, keeps it for so long.
READ_FOR = timedelta(hours=2)
# While a process edits a message, no other does.
LEASE = timedelta(minutes=2)
FIRST_PAUSE, LAST_PAUSE = timedelta(minutes=1), timedelta(days=1)
# With those pauses this is a month.
TRIES = 40
ENDED = (
    exchange.State.BANKED,
    exchange.State.MISSED,
    exchange.State.CANCELLED,
    exchange.State.DROPPED,
)


class ToldDoor(Row, table=True):
    """One message with the way to a door.

    Attributes:
        exchange_id: whose visit it was told for.
        member_id: in whose chat it stands.
        message_id: the messenger's number of it.
        withdraw_at: when it is to be edited at the latest, or tried again.
        tries: how often it was tried.
        withdrawn_at: when it was edited, or nothing was left to edit.
        given_up_at: when trying ended.
    """

    __tablename__ = "told_door"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id", "message_id"),
        # It holds what is still to be edited and nothing else.
        Index(
            "ix_told_door_due",
            "timebank_id",
            "withdraw_at",
            sqlite_where=text("withdrawn_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL AND given_up_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    exchange_id: int = reference("exchange.id", index=True)
    member_id: int = reference("member.id", index=True)
    message_id: int = big_number()
    told_at: datetime = moment()
    withdraw_at: datetime = moment()
    tries: int = 0
    withdrawn_at: datetime | None = moment(default=None, nullable=True)
    given_up_at: datetime | None = moment(default=None, nullable=True)


@dataclass(frozen=True)
class Due:
    """A message that is to be edited now, claimed for a while.

    Attributes:
        told_id: its row.
        standing: the visit.
        reader: in whose chat it stands.
        message_id: the messenger's number of it.
    """

    told_id: int
    standing: Exchange
    reader: Member
    message_id: int


def note(session: Session, reader: Member, message_id: int, exchange_id: int, now: datetime) -> None:
    """Notes that a message tells somebody the way to a door, once however often it is noted."""
    known = session.exec(
        select(ToldDoor).where(
            ToldDoor.timebank_id == reader.timebank_id,
            ToldDoor.member_id == reader.id,
            ToldDoor.message_id == message_id,
        )
    ).one_or_none()
    if known is not None:
        return
    standing = exchange.get(session, reader.timebank_id, exchange_id)
    session.add(
        ToldDoor(
            timebank_id=reader.timebank_id,
            exchange_id=standing.id,
            member_id=reader.id,
            message_id=message_id,
            told_at=now,
            withdraw_at=_until(standing, now),
        )
    )
    session.flush()


def _until(standing: Exchange, now: datetime) -> datetime:
    """Returns when a message that is told now is to be edited: two hours after the visit, or after now where
    that has passed."""
    until = standing.ends_at + AFTER_VISIT
    return until if now < until else now + READ_FOR


def any_due(session: Session, timebank_id: int, now: datetime) -> bool:
    """Says whether anything is to be edited now, without taking the write lock."""
    return session.exec(_due(timebank_id, now).limit(1)).first() is not None


def claim(session: Session, timebank_id: int, now: datetime, limit: int) -> list[Due]:
    """Takes messages that are to be edited, so that no other process does while the lease lasts.

    Args:
        limit: how many at the most.
    """
    found = session.exec(
        _due(timebank_id, now)
        .order_by(col(ToldDoor.withdraw_at), col(ToldDoor.id))
        .limit(limit)
        .with_for_update(skip_locked=True, of=ToldDoor)
    ).all()
    claimed = []
    for told, standing in found:
        told.withdraw_at, told.tries = now + LEASE, told.tries + 1
        session.add(told)
        reader = member.get(session, timebank_id, told.member_id)
        claimed.append(Due(told.id, standing, reader, told.message_id))
    return claimed


def withdrawn(session: Session, timebank_id: int, told_id: int, now: datetime) -> None:
    """Notes that a message no longer tells the way."""
    told = _get(session, timebank_id, told_id)
    told.withdrawn_at = told.withdrawn_at or now
    session.add(told)


def try_later(session: Session, timebank_id: int, told_id: int, now: datetime) -> bool:
    """Notes that a message could not be edited; says whether it will be tried again, later each time."""
    told = _get(session, timebank_id, told_id)
    if told.tries >= TRIES:
        told.given_up_at = now
    else:
        told.withdraw_at = now + min(LAST_PAUSE, FIRST_PAUSE * 2 ** min(told.tries - 1, 20))
    session.add(told)
    return told.given_up_at is None


def _due(timebank_id: int, now: datetime) -> Select[ToldDoor, Exchange]:
    # A visit that has ended does not wait for its time, but what was tried waits for its pause.
    return (
        select(ToldDoor, Exchange)
        .join(Exchange, col(Exchange.id) == col(ToldDoor.exchange_id))
        .where(
            ToldDoor.timebank_id == timebank_id,
            Exchange.timebank_id == timebank_id,
            col(ToldDoor.withdrawn_at).is_(None),
            col(ToldDoor.given_up_at).is_(None),
            or_(
                col(ToldDoor.withdraw_at) <= now,
                (col(ToldDoor.tries) == 0) & col(Exchange.state).in_(ENDED),
            ),
        )
    )


def _get(session: Session, timebank_id: int, told_id: int) -> ToldDoor:
    return session.exec(
        select(ToldDoor).where(ToldDoor.timebank_id == timebank_id, ToldDoor.id == told_id)
    ).one()
