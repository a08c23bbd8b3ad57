"""A buddy: a member who knows somebody who helps, and hears of it when that one is overdue from a visit.

    asked --> agreed --> ended     either of the two ends it
      | \\-----> ended             they ask somebody else, or nobody
      \\--> declined

Somebody has one buddy at the most, whom they know from help that was given. A buddy reads that the two have
lost touch, never at whose door it was.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint, or_
from sqlmodel import Session, col, select

from models import acquaintance, apart, member, notification
from models.columns import Row, choice, moment, reference
from models.member import Member, NotFound
from models.notification import Notice


class State(StrEnum):
    """Where it stands; see the drawing at the top."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    ENDED = "ended"


LIVE = (State.ASKED, State.AGREED)


class Buddy(Row, table=True):
    """That somebody would like somebody else to be their buddy.

    Attributes:
        member_id: who helps.
        buddy_id: who is to hear when they are overdue.
        round: counts how often the one has asked the other.
    """

    __tablename__ = "buddy"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id", "buddy_id"),
        CheckConstraint("member_id <> buddy_id", name="two_people"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id", index=True)
    buddy_id: int = reference("member.id", index=True)
    state: State = choice(State, default=State.ASKED)
    round: int = 1
    asked_at: datetime = moment()
    answered_at: datetime | None = moment(default=None, nullable=True)


def possible(session: Session, who: Member) -> list[Member]:
    """Returns whom that member may ask: members they know, the last one first.

    Left out is of whom they themself have said that they would rather not meet again.
    """
    avoided = apart.said_by(session, who)
    return [
        one
        for one in acquaintance.of(session, who)
        if one.state in (member.State.ACTIVE, member.State.PAUSED) and one.id not in avoided
    ]


def of(session: Session, who: Member) -> Member | None:
    """Returns the buddy of that member, where they have one who agreed and is still here."""
    row = standing(session, who)
    if row is None or row.state is not State.AGREED:
        return None
    found = member.get(session, who.timebank_id, row.buddy_id)
    return found if found.state in (member.State.ACTIVE, member.State.PAUSED) else None


def standing(session: Session, who: Member) -> Buddy | None:
    """Returns whom that member has asked, or has as a buddy; None where they have nobody."""
    return session.exec(
        select(Buddy).where(
            Buddy.timebank_id == who.timebank_id, Buddy.member_id == who.id, col(Buddy.state).in_(LIVE)
        )
    ).first()


def whose(session: Session, who: Member) -> list[Buddy]:
    """Returns for whom that member is a buddy, or is asked to be one."""
    return list(
        session.exec(
            select(Buddy)
            .where(Buddy.timebank_id == who.timebank_id, Buddy.buddy_id == who.id, col(Buddy.state).in_(LIVE))
            .order_by(col(Buddy.id))
        )
    )


def ask(session: Session, by: Member, buddy_id: int, now: datetime) -> Buddy:
    """Asks somebody to be a buddy, in place of whoever was before. Asking the same one twice is asking once.

    Raises:
        NotFound: they do not know each other, or the other one has left.
        NotAMember, WaitingForOrganiser: the one who asks is no member so far.
    """
    before = standing(session, by)
    if before is not None and before.buddy_id == buddy_id:
        return before
    known = {one.id: one for one in possible(session, by)}
    if buddy_id not in known:
        raise NotFound()
    member.require_active(by)
    if before is not None:
        _end(session, before, State.ENDED, now)
    row = session.exec(
        select(Buddy).where(
            Buddy.timebank_id == by.timebank_id, Buddy.member_id == by.id, Buddy.buddy_id == buddy_id
        )
    ).one_or_none()
    if row is None:
        row = Buddy(timebank_id=by.timebank_id, member_id=by.id, buddy_id=buddy_id, asked_at=now)
    else:
        row.state, row.asked_at, row.answered_at, row.round = State.ASKED, now, None, row.round + 1
    session.add(row)
    session.flush()
    notification.queue(
        session,
        Notice.BUDDY_WANTED,
        subject_id=row.id,
        recipient=known[buddy_id],
        send_after=now,
        round=row.round,
    )
    return row


def answer(session: Session, row_id: int, by: Member, agrees: bool, now: datetime) -> Buddy:
    """Says yes or no to being somebody's buddy; no at any time later ends it. Twice is once.

    A no is told to the one who asked, so that they can ask somebody else.

    Raises:
        NotFound: nobody asks that member, or they ask no longer.
    """
    row = get(session, row_id, by)
    if by.id != row.buddy_id or row.state not in LIVE:
        raise NotFound()
    if agrees and row.state is State.AGREED:
        return row
    owner = member.get(session, by.timebank_id, row.member_id)
    if agrees:
        row.state, row.answered_at = State.AGREED, now
        session.add(row)
    else:
        _end(session, row, State.DECLINED, now)
    if owner.state is not member.State.LEFT:
        notification.queue(
            session,
            Notice.BUDDY_ANSWERED,
            subject_id=row.id,
            recipient=owner,
            send_after=now,
            # A yes and a later no are two answers.
            round=2 * row.round + (0 if agrees else 1),
        )
    return row


def end(session: Session, row_id: int, by: Member, now: datetime) -> Buddy:
    """Somebody no longer wants that buddy, or no longer waits for an answer. Twice is once.

    Raises:
        NotFound: they have asked nobody like that.
    """
    row = get(session, row_id, by)
    if row.member_id != by.id:
        raise NotFound()
    if row.state in LIVE:
        _end(session, row, State.ENDED, now)
    return row


def end_all(session: Session, leaver: Member, now: datetime) -> None:
    """Ends what there is between somebody who leaves and others; nobody is told, since all was voluntary."""
    mine = standing(session, leaver)
    for row in [*whose(session, leaver), *([] if mine is None else [mine])]:
        _end(session, row, State.ENDED, now)


def get(session: Session, row_id: int, by: Member) -> Buddy:
    """Returns one that is between that member and another; raises NotFound for any other."""
    found = session.exec(
        select(Buddy).where(
            Buddy.timebank_id == by.timebank_id,
            Buddy.id == row_id,
            or_(col(Buddy.member_id) == by.id, col(Buddy.buddy_id) == by.id),
        )
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def _end(session: Session, row: Buddy, state: State, now: datetime) -> None:
    row.state, row.answered_at = state, now
    session.add(row)
    session.flush()
    notification.lapse(
        session, timebank_id=row.timebank_id, subject_id=row.id, kinds=[Notice.BUDDY_WANTED], now=now
    )
