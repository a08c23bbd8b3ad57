"""Tasks: what needs a human, worked out from how things stand, so that nothing is forgotten or goes stale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, or_, select

from models import (
    alarm,
    concern,
    confirmation,
    exchange,
    hours_wanted,
    overdue,
    raised_hand,
    request,
    safeguarding,
    timebank,
)
from models.exchange import Exchange
from models.member import Member, State
from models.request import Request


class TaskKind(StrEnum):
    """What is to be done, the most urgent first."""

    ALARM = "alarm"
    OVERDUE = "overdue"
    CONCERN = "concern"
    KINDS = "kinds"
    AT_RISK = "at_risk"
    PERSON_WANTED = "person_wanted"
    HOURS = "hours"
    HOURS_WANTED = "hours_wanted"
    APPROVAL = "approval"


@dataclass(frozen=True)
class Task:
    """One thing that needs a human.

    Attributes:
        kind: what is to be done.
        subject_id: the alarm, the overdue visit, the concern, the bank, the request, the raised hand, the
            exchange, the wish for hours or the member that it is about.
        since: from when on it has been waiting.
    """

    kind: TaskKind
    subject_id: int
    since: datetime


def waiting(session: Session, by: Member, now: datetime) -> list[Task]:
    """Returns what needs a human in that organiser's bank, most urgent kind first and oldest first within it.

    A safeguarding lead who is no organiser finds alarms and concerns there.

    Raises:
        NotFound: `by` is neither organiser nor lead.
    """
    safeguarding.require_keeper(by)
    tasks = [Task(TaskKind.ALARM, row.id, row.raised_at) for row in alarm.open_for(session, by)]
    if by.is_organiser:
        tasks += [Task(TaskKind.OVERDUE, late.id, late.due_at) for late in overdue.waiting(session, by)]
    tasks += [
        Task(TaskKind.CONCERN, row.id, row.raised_at)
        for row in concern.unfinished(session, by)
        # What one lead has stays in the list of that one alone.
        if row.heard_by_id in (None, by.id)
    ]
    return tasks + (_of_organisers(session, by, now) if by.is_organiser else [])


def _of_organisers(session: Session, by: Member, now: datetime) -> list[Task]:
    """Returns what needs an organiser."""
    bank = timebank.get(session, by.timebank_id)
    tasks = [] if bank.kinds_confirmed_at else [Task(TaskKind.KINDS, bank.id, bank.opened_at)]
    at_risk = session.exec(
        select(Request)
        .where(
            Request.timebank_id == by.timebank_id,
            Request.state == request.State.OPEN,
            # What one organiser sees to stays in sight for that one alone.
            or_(col(Request.looked_after_by_id).is_(None), col(Request.looked_after_by_id) == by.id),
            col(Request.at_risk_at) <= now,
            col(Request.latest_at) > now,
        )
        .order_by(col(Request.latest_at))
    )
    tasks += [Task(TaskKind.AT_RISK, row.id, row.at_risk_at) for row in at_risk]
    tasks += [
        Task(TaskKind.PERSON_WANTED, hand.id, hand.raised_at)
        for hand in raised_hand.up(session, by.timebank_id)
    ]
    unsettled = session.exec(
        select(Exchange)
        .where(
            Exchange.timebank_id == by.timebank_id,
            col(Exchange.state).in_([exchange.State.DIFFERING, exchange.State.AGREED]),
            col(Exchange.starts_at) <= now,
        )
        .order_by(col(Exchange.starts_at))
    )
    tasks += [
        Task(TaskKind.HOURS, row.id, row.ends_at)
        for row in unsettled
        if row.state is exchange.State.DIFFERING or row.ends_at <= now - confirmation.HAND_OVER_AFTER
    ]
    tasks += [Task(TaskKind.HOURS_WANTED, row.id, row.wanted_at) for row in hours_wanted.waiting(session, by)]
    newcomers = session.exec(
        select(Member)
        .where(Member.timebank_id == by.timebank_id, Member.state == State.WAITING)
        .order_by(col(Member.id))
    )
    tasks += [Task(TaskKind.APPROVAL, row.id, row.first_seen_at) for row in newcomers]
    return tasks
