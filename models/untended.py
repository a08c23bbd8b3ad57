"""Overdue: what waits for a human and nobody sees to is told again, to every organiser, in each time limit.

    waits --- the bank's limit --> told again --- the limit --> told again ...
                                      '-- somebody takes it: they have as long again

Every morning organisers read which visits of the day are at risk, where there are any.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models import care, member, notification, request, task, timebank
from models.care import TaskCare
from models.notification import Notice
from models.request import Request
from models.task import NEVER_TOLD_AGAIN, PATIENT, URGENT, Task, TaskKind
from models.timebank import TimeBank

PATIENCE = 7
# Who starts Goodturn later in the day need not be told what the morning brought.
MORNING_LASTS_HOURS = 2
AHEAD = timedelta(hours=24)


def limit_of(bank: TimeBank, kind: TaskKind) -> timedelta | None:
    """Returns after how long organisers are told again of a task of that kind; None for never."""
    if kind in NEVER_TOLD_AGAIN:
        return None
    minutes = bank.urgent_task_minutes if kind in URGENT else bank.task_minutes
    return timedelta(minutes=minutes * (PATIENCE if kind in PATIENT else 1))


def tell_again(session: Session, timebank_id: int, now: datetime) -> int:
    """Tells every organiser, in one message, that tasks have waited for too long; returns how many tasks.

    Who has taken one gets as long again; then the others hear of it, too.
    """
    bank = timebank.get(session, timebank_id)
    late = []
    for one, wanted in task.everything(session, timebank_id, now):
        limit = limit_of(bank, one.kind)
        if limit is None or one.proposed or one.since > now - limit:
            continue
        row = care.of(session, timebank_id, one.kind.value, one.subject_id, one.since)
        _follow(session, row, wanted, now)
        last = max(moment for moment in (row.since, row.taken_at, row.told_at) if moment is not None)
        if last <= now - limit:
            row.told_at = now
            session.add(row)
            late.append(one)
    if late:
        for organiser in member.organisers(session, timebank_id):
            notification.queue(
                session,
                Notice.TASK_WAITS,
                subject_id=timebank_id,
                recipient=organiser,
                send_after=now,
                useless_after=now + timedelta(minutes=bank.task_minutes),
                round=int(now.timestamp()) // 60,
            )
    return len(late)


def tell_in_the_morning(session: Session, timebank_id: int, now: datetime) -> int:
    """Tells every organiser, once in a morning, what is at risk in the next day; returns how much it is."""
    bank = timebank.get(session, timebank_id)
    local = now.astimezone(ZoneInfo(bank.zone))
    if not bank.morning_hour <= local.hour < bank.morning_hour + MORNING_LASTS_HOURS:
        return 0
    found = at_risk_today(session, timebank_id, now)
    for organiser in member.organisers(session, timebank_id) if found else ():
        notification.queue(
            session,
            Notice.TASK_TODAY,
            subject_id=timebank_id,
            recipient=organiser,
            send_after=now,
            useless_after=now + timedelta(hours=MORNING_LASTS_HOURS),
            round=local.date().toordinal(),
        )
    return len(found)


def at_risk_today(session: Session, timebank_id: int, now: datetime) -> list[Task]:
    """Returns a bank's urgent tasks about what should happen within a day, also what somebody sees to."""
    return [
        one
        for one, wanted in task.everything(session, timebank_id, now)
        if one.kind in URGENT and (wanted is None or wanted.latest_at <= now + AHEAD)
    ]


def _follow(session: Session, row: TaskCare, wanted: Request | None, now: datetime) -> None:
    """Notes that a request is looked after, which stands in the request itself."""
    if wanted is None or wanted.state is not request.State.OPEN:
        return
    if row.taken_by_id != wanted.looked_after_by_id:
        row.taken_by_id = wanted.looked_after_by_id
        row.taken_at = None if wanted.looked_after_by_id is None else now
        session.add(row)
