"""The search for a helper as its time nears: organisers are called, and every search has a named end.

At first the scheduler asks neighbours by itself. From the request's `at_risk_at` on, an organiser hears of
it. When its time has passed, the asker is told that nobody could come; why is kept, to count unmet need.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from models import care, invitation, journal, member, notification, request
from models.care import TaskCare
from models.invitation import AT_ONCE, AlreadyFilled, Invitation
from models.member import Member
from models.notification import Notice
from models.request import Request, State


def call_for_people(
    session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE
) -> list[Request]:
    """Tells organisers and askers of that bank's open requests that nobody took as their time nears.

    Returns those of which they were told now; each is told of once in each round of its search.

    Args:
        limit: how many at the most.
    """
    found = session.exec(
        select(Request)
        .where(
            Request.timebank_id == timebank_id,
            Request.state == State.OPEN,
            col(Request.looked_after_by_id).is_(None),
            col(Request.called_at).is_(None),
            col(Request.at_risk_at) <= now,
            col(Request.latest_at) > now,
        )
        .order_by(col(Request.latest_at), col(Request.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    people = member.organisers(session, timebank_id) if found else []
    for wanted in found:
        asker = member.get(session, timebank_id, wanted.asker_id)
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
        wanted.called_at = now
        session.add(wanted)
    return list(found)


def next_turn_at(session: Session, timebank_id: int, now: datetime) -> datetime | None:
    """Returns when something next happens by itself in that bank: something is to be said, an answer is late,
    a time passes."""
    still_open = (Request.timebank_id == timebank_id, Request.state == State.OPEN)
    moments = [
        notification.next_due_at(session, timebank_id),
        session.exec(
            select(func.min(Invitation.expires_at)).where(
                Invitation.timebank_id == timebank_id,
                Invitation.state == invitation.State.ASKED,
                col(Invitation.expires_at) > now,
            )
        ).one(),
        *(
            session.exec(select(func.min(column)).where(*still_open, column > now)).one()
            for column in (col(Request.at_risk_at), col(Request.latest_at))
        ),
    ]
    return min((moment for moment in moments if moment is not None), default=None)


def look_after(session: Session, request_id: int, by: Member, now: datetime) -> Request:
    """An organiser says that they see to it; the asker hears who. The first to say so keeps it, until it has
    waited for so long that the others were told; then whoever says so next has it.

    Raises:
        NotFound: `by` is no organiser, or there is no such request.
        AlreadyFilled: it no longer looks for anybody.
    """
    member.require_organiser(by)
    wanted = request.get(session, by.timebank_id, request_id)
    if wanted.state is not State.OPEN:
        raise AlreadyFilled()
    slipped = wanted.looked_after_by_id != by.id and _has_slipped(session, wanted)
    if wanted.looked_after_by_id is None or slipped:
        wanted.looked_after_by_id = by.id
        session.add(wanted)
        care.note_taken(session, _care_of(session, wanted), by, now)
        asker = member.get(session, wanted.timebank_id, wanted.asker_id)
        notification.queue(
            session,
            Notice.LOOKED_AFTER,
            subject_id=wanted.id,
            recipient=asker,
            send_after=now,
            useless_after=wanted.latest_at,
            round=wanted.round,
            # It may have been put back before that was said to them.
            again=True,
        )
        journal.note(session, by=by, act="request.look_after", subject_id=wanted.id, now=now)
    return wanted


def put_back(session: Session, request_id: int, by: Member, now: datetime) -> Request:
    """Whoever said that they see to it lets it wait for everybody again; somebody else's stays with them.

    Raises:
        NotFound, AlreadyFilled: as `look_after` does.
    """
    member.require_organiser(by)
    wanted = request.get(session, by.timebank_id, request_id)
    if wanted.state is not State.OPEN:
        raise AlreadyFilled()
    if wanted.looked_after_by_id == by.id:
        wanted.looked_after_by_id = None
        session.add(wanted)
        care.note_let_go(session, _care_of(session, wanted))
        journal.note(session, by=by, act="request.put_back", subject_id=wanted.id, now=now)
    return wanted


def _has_slipped(session: Session, wanted: Request) -> bool:
    """Says whether the others were told that it still waits, since somebody said that they see to it."""
    return care.waits_too_long(_care_of(session, wanted))


def _care_of(session: Session, wanted: Request) -> TaskCare | None:
    """Returns what is known of who sees to it, as a task; None where nothing is so far."""
    return care.known(session, wanted.timebank_id).get(("at_risk", wanted.id, wanted.at_risk_at))


def close_unmet(session: Session, request_id: int, by: Member, now: datetime) -> Request:
    """An organiser ends the search, since nobody can come; the asker is told. Raises as `look_after` does."""
    member.require_organiser(by)
    wanted = request.get(session, by.timebank_id, request_id)
    if wanted.state is State.UNMET:
        return wanted
    if wanted.state is not State.OPEN:
        raise AlreadyFilled()
    request.end(session, wanted, State.UNMET, "organiser", now)
    asker = member.get(session, wanted.timebank_id, wanted.asker_id)
    notification.queue(session, Notice.UNMET, subject_id=wanted.id, recipient=asker, send_after=now)
    journal.note(session, by=by, act="request.close_unmet", subject_id=wanted.id, now=now)
    return wanted


def give_up(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> list[Request]:
    """Ends that bank's open requests whose time has passed, tells the askers so, and returns the requests.

    Args:
        limit: how many at the most.
    """
    found = session.exec(
        select(Request)
        .where(Request.timebank_id == timebank_id, Request.state == State.OPEN, col(Request.latest_at) <= now)
        .order_by(col(Request.latest_at), col(Request.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for wanted in found:
        tried = invitation.tally(session, wanted)
        request.end(session, wanted, State.UNMET, _reason(wanted, tried), now)
        asker = member.get(session, timebank_id, wanted.asker_id)
        notification.queue(session, Notice.UNMET, subject_id=wanted.id, recipient=asker, send_after=now)
    return list(found)


def _reason(wanted: Request, tried: dict[invitation.State, int]) -> str:
    """Says why nobody came, as a code: what kept everybody from being asked, where nobody was, and otherwise
    what became of those who were asked in all rounds."""
    if not tried:
        return wanted.hindrance or "nobody_near"
    if tried.get(invitation.State.YES):
        return "nobody_chosen"
    if tried.get(invitation.State.SILENT) or tried.get(invitation.State.ASKED):
        return "silence"
    return "dropped_out" if tried.get(invitation.State.DROPPED) else "all_said_no"
