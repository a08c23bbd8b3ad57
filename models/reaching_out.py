"""Reaching out: an organiser writes to a member first, through us; what comes back goes to that organiser.

It is kept as a hand that was seen to as it was raised, so that both write as they do about any other one.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from models import journal, member
from models.member import Member, NotFound
from models.raised_hand import RaisedHand

ABOUT = "organiser"


def open_line(session: Session, member_id: int, by: Member, now: datetime) -> RaisedHand:
    """Returns what a talk with that member is kept under, begun now where there was none.

    Raises:
        NotFound: `by` is no organiser, that is themself, or nobody of that number can be written to here.
    """
    member.require_organiser(by)
    whom = member.get(session, by.timebank_id, member_id)
    if whom.id == by.id or whom.chat_id is None or not whom.has_joined:
        raise NotFound()
    known = session.exec(
        select(RaisedHand)
        .where(
            RaisedHand.timebank_id == by.timebank_id,
            RaisedHand.member_id == whom.id,
            RaisedHand.about == ABOUT,
            RaisedHand.lowered_by_id == by.id,
        )
        .order_by(col(RaisedHand.id).desc())
    ).first()
    if known is not None:
        return known
    line = RaisedHand(
        timebank_id=by.timebank_id,
        member_id=whom.id,
        about=ABOUT,
        raised_at=now,
        lowered_at=now,
        lowered_by_id=by.id,
    )
    session.add(line)
    session.flush()
    journal.note(session, by=by, act="member.reach_out", subject_id=whom.id, now=now)
    return line
