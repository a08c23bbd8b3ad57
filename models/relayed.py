"""Relayed messages: two people write to each other through us, so that neither needs the other's number.

They are the two of an exchange, or somebody who raised a hand and the organiser who answers.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, col, select

from models import exchange, member, notification, raised_hand
from models.columns import Row, moment, reference
from models.member import Member, NotFound, OnHold, State
from models.notification import Notice

LONGEST = 1_000


class RelayedMessage(Row, table=True):
    """One message from one person to another, about an exchange or about a raised hand."""

    __tablename__ = "relayed_message"
    __table_args__ = (
        CheckConstraint("(exchange_id IS NULL) <> (hand_id IS NULL)", name="about"),
        {"sqlite_autoincrement": True},
    )

    exchange_id: int | None = reference("exchange.id", default=None, nullable=True, index=True)
    hand_id: int | None = reference("raised_hand.id", default=None, nullable=True, index=True)
    sender_id: int = reference("member.id")
    recipient_id: int = reference("member.id")
    text: str = Field(max_length=LONGEST)
    written_at: datetime = moment()


def write(session: Session, exchange_id: int, by: Member, text: str, now: datetime) -> RelayedMessage:
    """Passes a message on to the other one of an exchange.

    Raises:
        NotFound: the writer is not one of the two.
        OnHold: the writer's membership is paused by somebody else.
        OverAlready: the exchange was called off or settled, or the other one has left the time bank, or is
            held, which nobody is told.
    """
    if by.state is State.HELD:
        raise OnHold()
    standing = exchange.mine(session, by, exchange_id)
    if standing.state not in (exchange.State.AGREED, exchange.State.DIFFERING):
        raise exchange.OverAlready()
    recipient = member.get(session, by.timebank_id, standing.other(by))
    if recipient.state is State.HELD:
        raise exchange.OverAlready()
    return _pass_on(session, by, recipient, text, now, exchange_id=standing.id)


def answer_hand(session: Session, hand_id: int, by: Member, text: str, now: datetime) -> RelayedMessage:
    """Passes a message on between an organiser and somebody who raised a hand.

    An organiser who writes has got in touch, so the hand is lowered. What the member writes goes to the
    organiser who wrote last.

    Raises:
        NotFound: the writer is neither, or nobody has written to the member so far.
    """
    hand = raised_hand.get(session, by.timebank_id, hand_id)
    if by.id != hand.member_id:
        raised_hand.lower(session, hand.id, by, now)
        owner = member.get(session, by.timebank_id, hand.member_id)
        return _pass_on(session, by, owner, text, now, hand_id=hand.id)
    organiser_id = session.exec(
        select(RelayedMessage.sender_id)
        .where(
            RelayedMessage.timebank_id == by.timebank_id,
            RelayedMessage.hand_id == hand.id,
            RelayedMessage.sender_id != by.id,
        )
        .order_by(col(RelayedMessage.id).desc())
    ).first()
    if organiser_id is None:
        raise NotFound()
    organiser = member.get(session, by.timebank_id, organiser_id)
    return _pass_on(session, by, organiser, text, now, hand_id=hand.id)


def get(session: Session, by: Member, message_id: int) -> RelayedMessage:
    """Returns a message that was written to that member; raises NotFound for any other."""
    found = session.exec(
        select(RelayedMessage).where(
            RelayedMessage.timebank_id == by.timebank_id,
            RelayedMessage.id == message_id,
            RelayedMessage.recipient_id == by.id,
        )
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def _pass_on(
    session: Session,
    by: Member,
    recipient: Member,
    text: str,
    now: datetime,
    *,
    exchange_id: int | None = None,
    hand_id: int | None = None,
) -> RelayedMessage:
    if recipient.state is State.LEFT:
        raise exchange.OverAlready()
    written = RelayedMessage(
        timebank_id=by.timebank_id,
        exchange_id=exchange_id,
        hand_id=hand_id,
        sender_id=by.id,
        recipient_id=recipient.id,
        text=text[:LONGEST],
        written_at=now,
    )
    session.add(written)
    session.flush()
    notification.queue(session, Notice.RELAYED, subject_id=written.id, recipient=recipient, send_after=now)
    return written
