"""A drawing: a picture of the time bank, or a report about it as a file, that an organiser has asked for.

It is made away from the talk, because it takes a while, and then sent.

    asked --> drawn        there it is
      |  \\--> empty        too few people, so that there is nothing to draw
      \\-----> failed       it was tried and did not come about

What was drawn is deleted two days later; that it was asked for stays in the journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import LargeBinary, delete, or_
from sqlmodel import Field, Session, col, select

from models import journal, member, notification, period, timebank
from models.columns import Row, choice, document, moment, reference
from models.member import Member
from models.notification import LONGEST_LEASE, Notice
from models.period import Period
from models.refusals import Refusal
from models.timebank import TimeBank

# Pictures show the last half year, the week that has just begun among it.
PICTURE_WEEKS = 26
# A report is about ten years at the most.
LONGEST_DAYS = 3_660
WAITING_AT_MOST = 6
TRIED_AT_MOST = 2
LEASE = timedelta(minutes=3)
KEPT = timedelta(days=2)


class BeingDrawn(Refusal):
    """It has been asked for already and will come soon; or so much has that some must come first."""

    message = "refusal-being-drawn"


class PeriodBackwards(Refusal):
    """The last day of a period comes before its first one."""

    message = "refusal-period-backwards"


class PeriodAhead(Refusal):
    """The period has not begun, or is not over: figures are about days that were."""

    message = "refusal-period-ahead"


class PeriodLong(Refusal):
    """The period is longer than ten years. Facts: `years`."""

    message = "refusal-period-long"


class What(StrEnum):
    """What can be drawn: six pictures, and a report in three forms."""

    HOURS = "hours"
    REQUESTS = "requests"
    WAITS = "waits"
    BALANCES = "balances"
    MEMBERS = "members"
    MAP = "map"
    WORKBOOK = "workbook"
    TABLE = "table"
    PAGE = "page"


PICTURES = (What.HOURS, What.REQUESTS, What.WAITS, What.BALANCES, What.MEMBERS, What.MAP)
REPORTS = (What.WORKBOOK, What.TABLE, What.PAGE)


class State(StrEnum):
    """Where a drawing stands; see the drawing at the top."""

    ASKED = "asked"
    DRAWN = "drawn"
    EMPTY = "empty"
    FAILED = "failed"


class Drawing(Row, table=True):
    """One picture or report.

    Attributes:
        asked_by_id: the organiser who asked for it, who alone gets it.
        what: which picture, or which form of the report.
        first, final: the days that it is about, on the clock of the bank; both count.
        lease_until: while a process may be drawing it.
        attempts: how often that was begun.
        content: the file; None before it is drawn, and where there is nothing to draw.
        facts: its most important figures, for the words that go with it: numbers by their names.
    """

    __tablename__ = "drawing"

    asked_by_id: int = reference("member.id", index=True)
    what: What = choice(What)
    first: date
    final: date
    state: State = choice(State, default=State.ASKED)
    asked_at: datetime = moment()
    lease_until: datetime | None = moment(default=None, nullable=True)
    attempts: int = 0
    drawn_at: datetime | None = moment(default=None, nullable=True)
    content: bytes | None = Field(default=None, sa_type=LargeBinary, nullable=True)
    facts: dict[str, Any] = document(default={})


@dataclass(frozen=True)
class Days:
    """Days on a calendar, from the first to the last; both count."""

    first: date
    final: date


def require_days(first: date, final: date, today: date) -> None:
    """Lets days pass that a report can be about.

    Raises:
        PeriodAhead: they are not over.
        PeriodBackwards: the last one comes before the first.
        PeriodLong: they are more than ten years.
    """
    if first > today or final > today:
        raise PeriodAhead()
    if final < first:
        raise PeriodBackwards()
    if (final - first).days >= LONGEST_DAYS:
        raise PeriodLong(years=LONGEST_DAYS // 366)


def last_month(today: date) -> Days:
    """Returns the month before this one."""
    return _before(today.replace(day=1), months=1)


def last_quarter(today: date) -> Days:
    """Returns the quarter of the calendar before this one."""
    return _before(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), months=3)


def last_year(today: date) -> Days:
    """Returns the year of the calendar before this one."""
    return Days(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))


def _before(begin: date, *, months: int) -> Days:
    """Returns the whole months before the first day of one."""
    earlier = begin.year * 12 + begin.month - 1 - months
    return Days(date(earlier // 12, earlier % 12 + 1, 1), begin - timedelta(days=1))


def of_picture(today: date) -> Days:
    """Returns the days that a picture shows: whole weeks, and what there is of this one."""
    monday = today - timedelta(days=today.weekday())
    return Days(monday - timedelta(weeks=PICTURE_WEEKS - 1), today)


def period_of(days: Days | Drawing, bank: TimeBank) -> Period:
    """Returns the span of time that some days are, on the clock of the bank."""
    return period.whole_days(days.first, days.final, bank.zone)


def ask(session: Session, by: Member, what: What, days: Days, now: datetime) -> Drawing:
    """An organiser asks for a picture or a report; it is written down who took which figures along.

    Raises:
        NotFound: `by` is no organiser.
        PeriodAhead, PeriodBackwards, PeriodLong: as `require_days` has it.
        BeingDrawn: they wait for the very same already, or for many others.
    """
    member.require_organiser(by)
    bank = timebank.get(session, by.timebank_id)
    require_days(days.first, days.final, timebank.today(bank, now))
    waiting = session.exec(
        select(Drawing).where(
            Drawing.timebank_id == by.timebank_id,
            Drawing.asked_by_id == by.id,
            Drawing.state == State.ASKED,
        )
    ).all()
    same = any((one.what, one.first, one.final) == (what, days.first, days.final) for one in waiting)
    if same or len(waiting) >= WAITING_AT_MOST:
        raise BeingDrawn()
    asked = Drawing(
        timebank_id=by.timebank_id,
        asked_by_id=by.id,
        what=what,
        first=days.first,
        final=days.final,
        asked_at=now,
    )
    session.add(asked)
    session.flush()
    journal.note(
        session,
        by=by,
        act="picture.draw" if what in PICTURES else "report.export",
        subject_id=asked.id,
        now=now,
        what=what.value,
        first=days.first.isoformat(),
        final=days.final.isoformat(),
    )
    return asked


def is_any_waiting(session: Session, timebank_id: int) -> bool:
    """Says whether there is anything to draw, without taking the write lock."""
    found = session.exec(
        select(Drawing.id).where(Drawing.timebank_id == timebank_id, Drawing.state == State.ASKED).limit(1)
    )
    return found.first() is not None


def claim(session: Session, timebank_id: int, now: datetime) -> Drawing | None:
    """Takes the oldest that waits, so that no other process draws it meanwhile; None where none does.

    One that was begun twice and never came to an end has failed: it may be what ends processes.
    """
    free = or_(
        col(Drawing.lease_until).is_(None),
        col(Drawing.lease_until) <= now,
        col(Drawing.lease_until) > now + LONGEST_LEASE,
    )
    for found in session.exec(
        select(Drawing)
        .where(Drawing.timebank_id == timebank_id, Drawing.state == State.ASKED, free)
        .order_by(col(Drawing.id))
        .limit(WAITING_AT_MOST)
        .with_for_update(skip_locked=True)
    ):
        if found.attempts >= TRIED_AT_MOST:
            finish(session, timebank_id, found.id, State.FAILED, now)
            continue
        found.lease_until, found.attempts = now + LEASE, found.attempts + 1
        session.add(found)
        return found
    return None


def finish(
    session: Session,
    timebank_id: int,
    drawing_id: int,
    state: State,
    now: datetime,
    *,
    content: bytes | None = None,
    facts: dict[str, Any] | None = None,
) -> None:
    """Ends a drawing, and lets whoever asked for it be told; one that has ended already stays as it is."""
    found = find(session, timebank_id, drawing_id)
    if found is None or found.state is not State.ASKED:
        return
    found.state, found.drawn_at, found.lease_until = state, now, None
    found.content, found.facts = content, facts or {}
    session.add(found)
    notification.queue(
        session,
        Notice.DRAWN,
        subject_id=found.id,
        recipient=member.get(session, timebank_id, found.asked_by_id),
        send_after=now,
        useless_after=now + KEPT,
    )


def find(session: Session, timebank_id: int, drawing_id: int) -> Drawing | None:
    """Returns that drawing, or None where there is none any more."""
    return session.exec(
        select(Drawing).where(Drawing.timebank_id == timebank_id, Drawing.id == drawing_id)
    ).one_or_none()


def for_organiser(session: Session, by: Member, drawing_id: int) -> Drawing | None:
    """Returns a drawing to the organiser who asked for it, while they are one; None to everybody else, and
    once it is deleted."""
    found = find(session, by.timebank_id, drawing_id)
    return found if found is not None and by.is_organiser and found.asked_by_id == by.id else None


def forget(session: Session, timebank_id: int, now: datetime) -> None:
    """Deletes what was drawn, or asked for, longer ago than it is kept."""
    session.execute(
        delete(Drawing).where(col(Drawing.timebank_id) == timebank_id, col(Drawing.asked_at) < now - KEPT)
    )
