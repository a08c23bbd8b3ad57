"""Tasks: what needs a human, worked out from how things stand, so that nothing is forgotten or goes stale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, or_, select

from models import confirmation, exchange, hours_wanted, member, overdue, raised_hand, request, timebank
from models.exchange import Exchange
from models.member import Member
from models.request import Request


class TaskKind(StrEnum):
    """What is to be done, the most urgent first."""

    OVERDUE = "overdue"
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
        subject_id: the bank, the overdue visit, the request, the raised hand, the exchange, the wish for
            hours or the member that it is about.
        since: from when on it has been waiting.
    """

    kind: TaskKind
    subject_id: int
    since: datetime


def waiting(session: Session, by: Member, now: datetime) -> list[Task]:
    """Returns what needs a human in that organiser's bank, most urgent kind first and oldest first within it.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    bank = timebank.get(session, by.timebank_id)
    opening = [] if bank.kinds_confirmed_at else [Task(TaskKind.KINDS, bank.id, bank.opened_at)]
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
    tasks = [Task(TaskKind.OVERDUE, late.id, late.due_at) for late in overdue.waiting(session, by)]
    tasks += opening
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
        .where(Member.timebank_id == by.timebank_id, Member.state == member.State.WAITING)
        .order_by(col(Member.id))
    )
    tasks += [Task(TaskKind.APPROVAL, row.id, row.first_seen_at) for row in newcomers]
    return tasks
