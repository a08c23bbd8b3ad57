"""A raised hand: a member would like a person instead of a machine, and an organiser is told."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Session, col, select

from models import journal, member, notification
from models.columns import Row, moment, reference
from models.member import Member, NotFound
from models.notification import Notice


class RaisedHand(Row, table=True):
    """One wish for a person.

    Attributes:
        about: the talk and question at which it was raised, as codes, so that the organiser can help.
        lowered_at, lowered_by_id: when and by whom it was seen to.
    """

    __tablename__ = "raised_hand"

    member_id: int = reference("member.id", index=True)
    about: str = Field(max_length=64)
    raised_at: datetime = moment()
    lowered_at: datetime | None = moment(default=None, nullable=True)
    lowered_by_id: int | None = reference("member.id", default=None, nullable=True)


def put_up(session: Session, by: Member, about: str, now: datetime, *, tell: bool = True) -> RaisedHand:
    """Raises a member's hand, once however often they ask, and tells every organiser.

    Args:
        tell: whether organisers are told; not where they know of it already.
    """
    known = session.exec(
        select(RaisedHand).where(
            RaisedHand.timebank_id == by.timebank_id,
            RaisedHand.member_id == by.id,
            col(RaisedHand.lowered_at).is_(None),
        )
    ).first()
    if known is not None:
        return known
    hand = RaisedHand(timebank_id=by.timebank_id, member_id=by.id, about=about[:64], raised_at=now)
    session.add(hand)
    session.flush()
    for organiser in member.organisers(session, by.timebank_id) if tell else ():
        notification.queue(
            session, Notice.TASK_PERSON_WANTED, subject_id=hand.id, recipient=organiser, send_after=now
        )
    return hand


def reach(session: Session, whom: Member, by: Member, about: str, now: datetime) -> RaisedHand:
    """Returns a hand, seen to already, through which an organiser writes to somebody of their own accord.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    hand = RaisedHand(
        timebank_id=by.timebank_id,
        member_id=whom.id,
        about=about[:64],
        raised_at=now,
        lowered_at=now,
        lowered_by_id=by.id,
    )
    session.add(hand)
    session.flush()
    return hand


def lower(session: Session, hand_id: int, by: Member, now: datetime) -> RaisedHand:
    """Notes that an organiser has seen to it.

    Raises:
        NotFound: `by` is no organiser, or there is no such hand.
    """
    member.require_organiser(by)
    hand = get(session, by.timebank_id, hand_id)
    if hand.lowered_at is None:
        hand.lowered_at, hand.lowered_by_id = now, by.id
        session.add(hand)
        journal.note(session, by=by, act="hand.lower", subject_id=hand.id, now=now)
    return hand


def get(session: Session, timebank_id: int, hand_id: int) -> RaisedHand:
    """Returns that raised hand; raises NotFound where there is none."""
    found = session.exec(
        select(RaisedHand).where(RaisedHand.timebank_id == timebank_id, RaisedHand.id == hand_id)
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def up(session: Session, timebank_id: int) -> list[RaisedHand]:
    """Returns the hands that nobody has seen to, the oldest first."""
    return list(
        session.exec(
            select(RaisedHand)
            .where(RaisedHand.timebank_id == timebank_id, col(RaisedHand.lowered_at).is_(None))
            .order_by(col(RaisedHand.id))
        )
    )
