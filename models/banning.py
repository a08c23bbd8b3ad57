"""Banning: a kind of help that a time bank does not arrange, from one moment on.

Nobody can ask for it any more, nobody is asked for it, and nobody can say yes to it. What is agreed already
stays as it is. Requests that still look for somebody go to an organiser at once, so that those who asked hear
from a person.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from models import demand, invitation, member, timebank
from models.demand import KindDemand
from models.member import Member
from models.request import Request, State


def set_banned(session: Session, code: str, by: Member, now: datetime, *, banned: bool) -> KindDemand:
    """Bans a kind of help, or lets it be arranged again, and returns how it stands. Twice is once.

    Raises:
        NotFound: `by` is no organiser.
        UnknownKind: there is no such kind of help.
    """
    member.require_organiser(by)
    as_it_is = demand.shown(session, timebank.get(session, by.timebank_id), code)
    found = demand.set_for(
        session,
        code,
        by,
        now,
        least_check=as_it_is.least_check,
        reference_count=as_it_is.reference_count,
        accompanied=as_it_is.accompanied,
        banned=banned,
    )
    if banned:
        for wanted in _open(session, by.timebank_id, code):
            # Whoever has not read the invitation never will, and nobody says yes in vain.
            invitation.close(session, wanted, now)
            wanted.at_risk_at = min(wanted.at_risk_at, now)
            session.add(wanted)
    return found


def open_requests(session: Session, by: Member, code: str) -> int:
    """Returns how many requests for a kind of help still look for somebody; raises NotFound to all but
    organisers."""
    member.require_organiser(by)
    return len(_open(session, by.timebank_id, code))


def _open(session: Session, timebank_id: int, code: str) -> list[Request]:
    return list(
        session.exec(
            select(Request)
            .where(Request.timebank_id == timebank_id, Request.kind == code, Request.state == State.OPEN)
            .order_by(col(Request.id))
        )
    )
