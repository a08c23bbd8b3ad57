"""Tasks: what needs a human, worked out from how things stand, so that nothing is forgotten or goes stale.

Most leave the queue by themselves when they are dealt with. Where nothing else shows that somebody has seen
to one, an organiser says so, and `models.care` keeps it; there it also stands who has taken one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from models import (
    alarm,
    calls,
    care,
    concern,
    confirmation,
    exchange,
    hours_wanted,
    impression,
    keeping,
    lapsing,
    member,
    overdue,
    raised_hand,
    request,
    safeguarding,
    timebank,
    unsettled,
    visit,
)
from models import unfinished as joinings
from models.care import Known, TaskCare
from models.exchange import Exchange
from models.member import Member, NotFound
from models.request import Request


class TaskKind(StrEnum):
    """What is to be done, the most urgent first."""

    ALARM = "alarm"
    OVERDUE = "overdue"
    CONCERN = "concern"
    KINDS = "kinds"
    AT_RISK = "at_risk"
    UNREACHABLE = "unreachable"
    CALL = "call"
    PERSON_WANTED = "person_wanted"
    WORRIED = "worried"
    HOURS = "hours"
    MONEY = "money"
    HOURS_WANTED = "hours_wanted"
    APPROVAL = "approval"
    LAPSING = "lapsing"
    UNFINISHED = "unfinished"
    CONCERN_ENDING = "concern_ending"


# These cannot wait for a day; and these have weeks, so that they wait seven times as long as others.
URGENT = frozenset({TaskKind.AT_RISK, TaskKind.UNREACHABLE})
PATIENT = frozenset({TaskKind.LAPSING, TaskKind.KINDS})
# A joining that was broken off is nobody's hurry.
NEVER_TOLD_AGAIN = frozenset({TaskKind.UNFINISHED})
# Where nothing else shows that somebody has seen to one of these, an organiser says so.
DONE_BY_WORD = frozenset({TaskKind.UNREACHABLE, TaskKind.LAPSING, TaskKind.UNFINISHED})
# Somebody may be in danger, so that these come first, whoever sees to them.
ALWAYS_FIRST = frozenset({TaskKind.ALARM, TaskKind.OVERDUE})


@dataclass(frozen=True)
class Task:
    """One thing that needs a human.

    Attributes:
        kind: what is to be done.
        subject_id: the alarm, overdue visit, concern, bank, request, raised hand, impression, exchange,
            wish for hours, attestation or member that it is about.
        since: from when on it has been waiting.
        about: the members whom it is about, where that is nothing for themselves to see to.
        with_id: who sees to it, where that stands in the row that it is about.
        proposed: whether nobody asked for it and nothing is amiss: it comes last, and nobody is reminded.
    """

    kind: TaskKind
    subject_id: int
    since: datetime
    about: tuple[int, ...] = field(default=(), compare=False)
    with_id: int | None = field(default=None, compare=False)
    proposed: bool = field(default=False, compare=False)


def waiting(session: Session, by: Member, now: datetime) -> list[Task]:
    """Returns what needs a human in that organiser's bank, most urgent kind first and oldest first within it.

    What nobody sees to comes before what somebody does, so that what the reader has taken does not hide the
    rest; only where somebody may be in danger that comes first at any rate. What is only proposed comes last.

    Left out is what others see to alone, unless it has waited for too long with them, and what is about the
    organiser and therefore for another one. A safeguarding lead who is no organiser finds alarms and
    concerns, and at the end concerns whose words are about to be deleted.

    Raises:
        NotFound: `by` is neither organiser nor lead.
    """
    safeguarding.require_keeper(by)
    tasks = [Task(TaskKind.ALARM, row.id, row.raised_at) for row in alarm.open_for(session, by)]
    if by.is_organiser:
        tasks += [Task(TaskKind.OVERDUE, late.id, late.due_at) for late in overdue.waiting(session, by)]
    tasks += [
        Task(TaskKind.CONCERN, row.id, row.raised_at, with_id=row.heard_by_id)
        for row in concern.unfinished(session, by)
        # What one lead has stays in the list of that one alone.
        if row.heard_by_id in (None, by.id)
    ]
    tasks += _for_organiser(session, by, now) if by.is_organiser else []
    tasks += [
        Task(TaskKind.CONCERN_ENDING, row.id, row.words_told_at)
        for row in keeping.ending(session, by, now)
        if row.words_told_at is not None
    ]
    known = care.known(session, by.timebank_id)
    return sorted(tasks, key=lambda one: _place(session, one, by, known))


def taker(session: Session, timebank_id: int, one: Task, known: Known) -> Member | None:
    """Returns who sees to a task, as its own row says or else what was done about tasks; None for nobody."""
    if one.kind in (TaskKind.AT_RISK, TaskKind.CONCERN):
        return None if one.with_id is None else member.get(session, timebank_id, one.with_id)
    return care.taker(session, known.get((one.kind.value, one.subject_id, one.since)))


def _place(session: Session, one: Task, by: Member, known: Known) -> int:
    """Returns how far behind a task stands, within which its kind decides."""
    if one.kind in ALWAYS_FIRST:
        return 0
    if one.proposed:
        return 3
    who = taker(session, by.timebank_id, one, known)
    if who is None:
        return 1
    # What has waited for too long with somebody else is as good as nobody's.
    late = care.waits_too_long(known.get((one.kind.value, one.subject_id, one.since)))
    return 1 if who.id != by.id and late else 2


def _for_organiser(session: Session, by: Member, now: datetime) -> list[Task]:
    """Returns what needs that organiser, or another one as well."""
    known = care.known(session, by.timebank_id)
    return [
        task
        for task, wanted in _all(session, by.timebank_id, now)
        # What one organiser sees to stays in sight for that one alone.
        if (
            wanted is None
            or wanted.looked_after_by_id in (None, by.id)
            or care.waits_too_long(known.get((task.kind.value, task.subject_id, task.since)))
        )
        and by.id not in task.about
    ]


def everything(session: Session, timebank_id: int, now: datetime) -> list[tuple[Task, Request | None]]:
    """Returns every task of a bank, also what somebody sees to, with the request where it is at risk."""
    return list(_all(session, timebank_id, now))


def care_of(session: Session, by: Member, kind: TaskKind, subject_id: int, now: datetime) -> TaskCare:
    """Returns the row that says who sees to a task which waits.

    Raises:
        NotFound: `by` is no organiser, or nothing like that waits for them.
    """
    for task in waiting(session, by, now):
        if (task.kind, task.subject_id) == (kind, subject_id):
            return care.of(session, by.timebank_id, kind.value, subject_id, task.since)
    raise NotFound()


def _all(session: Session, timebank_id: int, now: datetime) -> Iterator[tuple[Task, Request | None]]:
    known = care.known(session, timebank_id)
    for task, wanted in _standing(session, timebank_id, now):
        if task.kind not in DONE_BY_WORD or not _is_done(known, task):
            yield task, wanted


def _standing(session: Session, timebank_id: int, now: datetime) -> Iterator[tuple[Task, Request | None]]:
    """Yields what stands in a way that needs an organiser, the most urgent kind first."""
    bank = timebank.get(session, timebank_id)
    if bank.kinds_confirmed_at is None:
        yield Task(TaskKind.KINDS, bank.id, bank.opened_at), None
    at_risk = session.exec(
        select(Request)
        .where(
            Request.timebank_id == timebank_id,
            Request.state == request.State.OPEN,
            col(Request.at_risk_at) <= now,
            col(Request.latest_at) > now,
        )
        .order_by(col(Request.latest_at))
    )
    for row in at_risk:
        yield Task(TaskKind.AT_RISK, row.id, row.at_risk_at, with_id=row.looked_after_by_id), row
    for standing, silent_since in visit.with_silent_people(session, timebank_id, now):
        yield Task(TaskKind.UNREACHABLE, standing.id, silent_since), None
    for member_id, since in calls.waiting(session, timebank_id, now):
        yield Task(TaskKind.CALL, member_id, since), None
    for hand in raised_hand.up(session, timebank_id):
        yield Task(TaskKind.PERSON_WANTED, hand.id, hand.raised_at), None
    for worry in impression.open_in(session, timebank_id):
        yield Task(TaskKind.WORRIED, worry.id, worry.said_at, (worry.about_id,)), None
    in_doubt = session.exec(
        select(Exchange)
        .where(
            Exchange.timebank_id == timebank_id,
            col(Exchange.state).in_([exchange.State.DIFFERING, exchange.State.AGREED]),
            col(Exchange.starts_at) <= now,
        )
        .order_by(col(Exchange.starts_at))
    )
    for settled in in_doubt:
        if settled.state is exchange.State.DIFFERING or settled.ends_at <= now - confirmation.HAND_OVER_AFTER:
            yield Task(TaskKind.HOURS, settled.id, settled.ends_at), None
    for money in unsettled.open_in(session, timebank_id):
        since, both = money.look_since or now, (money.asker_id, money.helper_id)
        yield Task(TaskKind.MONEY, money.exchange_id, since, both), None
    for wish in hours_wanted.open_in(session, timebank_id, now):
        about, only_low = (wish.member_id,), not wish.asked
        yield Task(TaskKind.HOURS_WANTED, wish.id, wish.wanted_at, about, proposed=only_low), None
    newcomers = session.exec(
        select(Member)
        .where(Member.timebank_id == timebank_id, Member.state == member.State.WAITING)
        .order_by(col(Member.id))
    )
    for newcomer in newcomers:
        yield Task(TaskKind.APPROVAL, newcomer.id, newcomer.first_seen_at), None
    for seen in lapsing.soon(session, timebank_id, now):
        yield Task(TaskKind.LAPSING, seen.id, lapsing.noticed_at(bank, seen), (seen.member_id,)), None
    for silent, silent_since in joinings.waiting(session, timebank_id, now):
        yield Task(TaskKind.UNFINISHED, silent.id, silent_since), None


def _is_done(known: Known, task: Task) -> bool:
    row = known.get((task.kind.value, task.subject_id, task.since))
    return row is not None and row.done_at is not None
