"""Admission: where a bank asks an organiser about each newcomer, they are let in or kindly turned away."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from models import journal, meeting, member, notification, timebank
from models.member import Member
from models.notification import Notice
from models.timebank import Joining


def approve(session: Session, member_id: int, by: Member, now: datetime) -> Member:
    """Lets somebody who waits in. Approving twice changes nothing the second time.

    Raises:
        NotFound: `by` is no organiser, or there is no such member.
        NotMet: their bank asks that newcomers are met in person first.
    """
    member.require_organiser(by)
    newcomer = member.get(session, by.timebank_id, member_id)
    if newcomer.state is member.State.WAITING:
        meeting.require(session, newcomer)
        member.welcome(session, newcomer, now)
        notification.queue(
            session, Notice.APPROVED, subject_id=newcomer.id, recipient=newcomer, send_after=now
        )
        journal.note(session, by=by, act="member.approve", subject_id=newcomer.id, now=now)
    return newcomer


def decline(session: Session, member_id: int, by: Member, now: datetime) -> Member:
    """Turns somebody who waits away, and tells them kindly.

    Raises:
        NotFound: `by` is no organiser, or there is no such member.
    """
    member.require_organiser(by)
    newcomer = member.get(session, by.timebank_id, member_id)
    if newcomer.state is member.State.WAITING:
        newcomer.state = member.State.LEFT
        session.add(newcomer)
        notification.queue(
            session,
            Notice.NOT_APPROVED,
            subject_id=newcomer.id,
            recipient=newcomer,
            send_after=now,
            round=member.applications(session, newcomer),
        )
        journal.note(session, by=by, act="member.decline", subject_id=newcomer.id, now=now)
    return newcomer


def decide_joining(session: Session, by: Member, joining: Joining, now: datetime) -> None:
    """An organiser opens joining to everybody, or wants to be asked about each newcomer.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    timebank.set_joining(session, by.timebank_id, joining)
    journal.note(
        session, by=by, act="timebank.set_joining", subject_id=by.timebank_id, now=now, to=joining.value
    )
