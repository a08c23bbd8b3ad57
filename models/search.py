"""The search for a helper as its time nears: organisers are called, and every search has a named end.

At first the scheduler asks neighbours by itself. From the request's `at_risk_at` on, an organiser hears of
it. When its time has passed, the asker is told that nobody could come; why is kept, to count unmet need.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from models import invitation, journal, member, notification, request
from models.invitation import AlreadyFilled, Invitation
from models.member import Member
from models.notification import Notice
from models.request import Request, State


def call_for_people(session: Session, now: datetime) -> list[Request]:
    """Tells organisers and askers of open requests that nobody took as their time nears; returns them."""
    found = session.exec(
        select(Request).where(
            Request.state == State.OPEN,
            col(Request.looked_after_by_id).is_(None),
            col(Request.at_risk_at) <= now,
            col(Request.latest_at) > now,
        )
    ).all()
    for wanted in found:
        people = member.organisers(session, wanted.timebank_id)
        asker = session.get_one(Member, wanted.asker_id)
        for notice, recipient in [(Notice.AT_RISK, asker)] + [(Notice.TASK_AT_RISK, who) for who in people]:
            notification.queue(
                session,
                notice,
                subject_id=wanted.id,
                recipient=recipient,
                send_after=now,
                useless_after=wanted.latest_at,
                round=wanted.round,
            )
    return list(found)


def next_turn_at(session: Session, now: datetime) -> datetime | None:
    """Returns when something next happens by itself: something is said, an answer is late, a time passes."""
    moments = [
        notification.next_due_at(session),
        session.exec(
            select(func.min(Invitation.expires_at)).where(
                Invitation.state == invitation.State.ASKED, col(Invitation.expires_at) > now
            )
        ).one(),
        *(
            session.exec(select(func.min(column)).where(Request.state == State.OPEN, column > now)).one()
            for column in (col(Request.at_risk_at), col(Request.latest_at))
        ),
    ]
    return min((moment for moment in moments if moment is not None), default=None)


def look_after(session: Session, request_id: int, by: Member, now: datetime) -> Request:
    """An organiser says that they see to it; the asker hears who. The first to say so keeps it.

    Raises:
        NotFound: `by` is no organiser, or there is no such request.
        AlreadyFilled: it no longer looks for anybody.
    """
    member.require_organiser(by)
    wanted = request.get(session, by.timebank_id, request_id)
    if wanted.state is not State.OPEN:
        raise AlreadyFilled()
    if wanted.looked_after_by_id is None:
        wanted.looked_after_by_id = by.id
        session.add(wanted)
        asker = session.get_one(Member, wanted.asker_id)
        notification.queue(
            session,
            Notice.LOOKED_AFTER,
            subject_id=wanted.id,
            recipient=asker,
            send_after=now,
            useless_after=wanted.latest_at,
            round=wanted.round,
        )
        journal.note(session, by=by, act="request.look_after", subject_id=wanted.id, now=now)
    return wanted


def close_unmet(session: Session, request_id: int, by: Member, now: datetime) -> Request:
    """An organiser ends the search, since nobody can come; the asker is told. Raises as `look_after` does."""
    member.require_organiser(by)
    wanted = request.get(session, by.timebank_id, request_id)
    if wanted.state is State.UNMET:
        return wanted
    if wanted.state is not State.OPEN:
        raise AlreadyFilled()
    request.end(session, wanted, State.UNMET, "organiser", now)
    asker = session.get_one(Member, wanted.asker_id)
    notification.queue(session, Notice.UNMET, subject_id=wanted.id, recipient=asker, send_after=now)
    journal.note(session, by=by, act="request.close_unmet", subject_id=wanted.id, now=now)
    return wanted


def give_up(session: Session, now: datetime) -> list[Request]:
    """Ends open requests whose time has passed, tells the askers so, and returns the requests."""
    found = session.exec(
        select(Request).where(Request.state == State.OPEN, col(Request.latest_at) <= now)
    ).all()
    for wanted in found:
        tried = invitation.tally(session, wanted)
        request.end(session, wanted, State.UNMET, _reason(tried), now)
        asker = session.get_one(Member, wanted.asker_id)
        notification.queue(session, Notice.UNMET, subject_id=wanted.id, recipient=asker, send_after=now)
    return list(found)


def _reason(tried: dict[invitation.State, int]) -> str:
    """Says why nobody came, as a code, from what became of those who were asked in all rounds."""
    if not tried:
        return "nobody_near"
    if tried.get(invitation.State.YES):
        return "nobody_chosen"
    if tried.get(invitation.State.SILENT) or tried.get(invitation.State.ASKED):
        return "silence"
    return "dropped_out" if tried.get(invitation.State.DROPPED) else "all_said_no"
