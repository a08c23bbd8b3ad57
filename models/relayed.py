"""Relayed messages: the two of an exchange write to each other through us, so that neither needs a number."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Session, select

from models import exchange, notification
from models.columns import Row, moment, reference
from models.member import Member, NotFound
from models.notification import Notice

LONGEST = 1_000


class RelayedMessage(Row, table=True):
    """One message from one of the two to the other."""

    __tablename__ = "relayed_message"

    exchange_id: int = reference("exchange.id", index=True)
    sender_id: int = reference("member.id")
    text: str = Field(max_length=LONGEST)
    written_at: datetime = moment()


def write(session: Session, exchange_id: int, by: Member, text: str, now: datetime) -> RelayedMessage:
    """Passes a message on to the other one of the two.

    Raises:
        NotFound: the writer is not one of the two.
        OverAlready: the exchange was called off or settled.
    """
    standing = exchange.mine(session, by, exchange_id)
    if standing.state not in (exchange.State.AGREED, exchange.State.DIFFERING):
        raise exchange.OverAlready()
    written = RelayedMessage(
        timebank_id=by.timebank_id,
        exchange_id=standing.id,
        sender_id=by.id,
        text=text[:LONGEST],
        written_at=now,
    )
    session.add(written)
    session.flush()
    other = session.get_one(Member, standing.other(by))
    notification.queue(session, Notice.RELAYED, subject_id=written.id, recipient=other, send_after=now)
    return written


def get(session: Session, timebank_id: int, message_id: int) -> RelayedMessage:
    """Returns that message; raises NotFound where there is none."""
    found = session.exec(
        select(RelayedMessage).where(
            RelayedMessage.timebank_id == timebank_id, RelayedMessage.id == message_id
        )
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found
