"""News for the organisers' group: what stands in a bank, held against what its group was told; see
`models.group_post`.

Nothing is private in it. What is about an organiser or a lead is not in it at all: they may read along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models import (
    alarm,
    care,
    concern,
    exchange,
    group_post,
    organiser_group,
    safeguarding,
    task,
    timebank,
)
from models.alarm import Alarm
from models.availability import local_moment
from models.concern import Concern
from models.group_post import WEEK, GroupPost, Stage
from models.organiser_group import OrganiserGroup, Topic
from models.overdue import OverdueVisit
from models.task import Task, TaskKind

TOPICS: dict[TaskKind, Topic] = {
    TaskKind.ALARM: Topic.URGENT,
    TaskKind.OVERDUE: Topic.URGENT,
    TaskKind.AT_RISK: Topic.URGENT,
    TaskKind.UNREACHABLE: Topic.URGENT,
    TaskKind.CONCERN: Topic.SAFEGUARDING,
    TaskKind.WORRIED: Topic.SAFEGUARDING,
    TaskKind.KINDS: Topic.NEW,
    TaskKind.CALL: Topic.NEW,
    TaskKind.PERSON_WANTED: Topic.NEW,
    TaskKind.HOURS: Topic.NEW,
    TaskKind.MONEY: Topic.NEW,
    TaskKind.HOURS_WANTED: Topic.NEW,
    TaskKind.APPROVAL: Topic.NEW,
    TaskKind.LAPSING: Topic.NEW,
}
# A joining that was broken off is nobody's hurry, and would drown the rest. That the words of a concern go is
# for those alone who may read them.
LEFT_OUT = frozenset({TaskKind.UNFINISHED, TaskKind.CONCERN_ENDING})
WEEK_TOLD_AT = time(9)
WEEK_TOLD_FOR = timedelta(days=3)
WEEK_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Standing:
    """A task that a group may hear of, and who sees to it."""

    task: Task
    taken_by_id: int | None


def any_news(session: Session, timebank_id: int, now: datetime) -> bool:
    """Says whether `look` would note anything; it reads alone, so that nobody waits for it."""
    group = organiser_group.of(session, timebank_id)
    if group is None:
        return False
    changed, begun, week = _news(session, group, now)
    return bool(changed or begun or week)


def look(session: Session, timebank_id: int, now: datetime) -> None:
    """Notes what the group is to be told: new tasks, those taken, those dealt with, and how the week was.

    Of what waited before the group was linked only the urgent is told: the rest stands in the queue.
    """
    group = organiser_group.of(session, timebank_id)
    if group is None:
        return
    changed, begun, week = _news(session, group, now)
    for row, stage, taken_by_id in changed:
        group_post.stand(session, row, stage, taken_by_id, now)
    for one in begun:
        kind, since = one.task.kind, one.task.since
        group_post.begin(
            session, group, kind.value, one.task.subject_id, since, TOPICS[kind], one.taken_by_id, now
        )
    if week is not None:
        number, told_at = week
        group_post.begin(session, group, WEEK, number, told_at, Topic.REPORTS, None, now)


def waiting(session: Session, timebank_id: int, now: datetime) -> int:
    """Returns how many things wait that a group may hear of, whether somebody sees to them or not."""
    return sum(1 for _ in _standing(session, timebank_id, now))


def _standing(session: Session, timebank_id: int, now: datetime) -> Iterator[Standing]:
    """Yields what a group may hear of."""
    yield from _alarms(session, timebank_id)
    yield from _overdue(session, timebank_id)
    yield from _concerns(session, timebank_id)
    known = care.known(session, timebank_id)
    keepers = {one.id for one in safeguarding.keepers(session, timebank_id)}
    for one, _ in task.everything(session, timebank_id, now):
        # What is only proposed is nobody's hurry either.
        if one.kind in LEFT_OUT or one.proposed or not keepers.isdisjoint(one.about):
            continue
        taker = task.taker(session, timebank_id, one, known)
        yield Standing(one, None if taker is None else taker.id)


def _alarms(session: Session, timebank_id: int) -> Iterator[Standing]:
    """Those for which every lead and organiser is called, besides whoever raised it."""
    keepers = {one.id for one in safeguarding.keepers(session, timebank_id)}
    for row in session.exec(
        select(Alarm)
        .where(Alarm.timebank_id == timebank_id, col(Alarm.taken_at).is_(None))
        .order_by(col(Alarm.id))
    ):
        if keepers - {one.id for one in alarm.called(session, row)} <= {row.member_id}:
            yield Standing(Task(TaskKind.ALARM, row.id, row.raised_at), None)


def _overdue(session: Session, timebank_id: int) -> Iterator[Standing]:
    for row in session.exec(
        select(OverdueVisit)
        .where(
            OverdueVisit.timebank_id == timebank_id,
            col(OverdueVisit.ended_at).is_(None),
            col(OverdueVisit.called_at).is_not(None),
        )
        .order_by(col(OverdueVisit.due_at), col(OverdueVisit.id))
    ):
        yield Standing(Task(TaskKind.OVERDUE, row.id, row.due_at), row.taken_by_id)


def _concerns(session: Session, timebank_id: int) -> Iterator[Standing]:
    """Those that are about nobody who looks after the bank. Who has one is for leads alone."""
    keepers = {one.id for one in safeguarding.keepers(session, timebank_id)}
    for row in session.exec(
        select(Concern)
        .where(Concern.timebank_id == timebank_id, Concern.state == concern.State.RAISED)
        .order_by(col(Concern.id))
    ):
        about = {row.subject_id}
        if row.exchange_id is not None:
            visit = exchange.get(session, timebank_id, row.exchange_id)
            about |= {visit.asker_id, visit.helper_id} - {row.reporter_id}
        if not about & keepers:
            yield Standing(Task(TaskKind.CONCERN, row.id, row.raised_at), None)


Changed = list[tuple[GroupPost, Stage, int | None]]


def _news(
    session: Session, group: OrganiserGroup, now: datetime
) -> tuple[Changed, list[Standing], tuple[int, datetime] | None]:
    """Returns posts whose task stands otherwise now, tasks without a post, and the week to report, if any."""
    assert group.linked_at is not None, "it is linked"
    standing = {
        (one.task.kind.value, one.task.subject_id, one.task.since): one
        for one in _standing(session, group.timebank_id, now)
    }
    known = {
        (row.kind, row.subject_id, row.since): row
        for row in session.exec(
            select(GroupPost).where(
                GroupPost.timebank_id == group.timebank_id,
                col(GroupPost.stage) != Stage.OVER,
                GroupPost.kind != WEEK,
            )
        )
    }
    changed: Changed = []
    for key, row in known.items():
        one = standing.get(key)
        taken_by_id = None if one is None else one.taken_by_id
        stage = Stage.OVER if one is None else Stage.OPEN if taken_by_id is None else Stage.TAKEN
        if (row.stage, row.taken_by_id) != (stage, taken_by_id):
            changed.append((row, stage, taken_by_id))
    begun: list[Standing] = []
    for key, one in standing.items():
        if key in known:
            continue
        earlier = group_post.find(session, group.timebank_id, *key)
        if earlier is not None:
            stage = Stage.OPEN if one.taken_by_id is None else Stage.TAKEN
            changed.append((earlier, stage, one.taken_by_id))
        elif one.task.since >= group.linked_at or TOPICS[one.task.kind] is Topic.URGENT:
            begun.append(one)
    return changed, begun, _week(session, group, now)


def _week(session: Session, group: OrganiserGroup, now: datetime) -> tuple[int, datetime] | None:
    """Returns the number of the week that is over, and when it is told of, where that is to be done now."""
    bank = timebank.get(session, group.timebank_id)
    local = now.astimezone(ZoneInfo(bank.zone))
    monday = local.date() - timedelta(days=local.weekday())
    told_at = local_moment(monday, WEEK_TOLD_AT, bank.zone)
    assert group.linked_at is not None, "it is linked"
    if not told_at <= now < told_at + WEEK_TOLD_FOR or group.linked_at >= told_at:
        return None
    year, week, _ = (monday - WEEK_LASTS).isocalendar()
    number = year * 100 + week
    begun = session.exec(
        select(GroupPost.id).where(
            GroupPost.timebank_id == bank.id, GroupPost.kind == WEEK, GroupPost.subject_id == number
        )
    ).first()
    return None if begun is not None else (number, told_at)
