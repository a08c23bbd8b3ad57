"""An overdue visit: the helper should be out, and nobody has said so. It is told to more people each time.

    15 minutes after the expected end   the helper: are you out?
    30 minutes                          the asker, and the helper's buddy
    45 minutes                          every organiser, again every 5 minutes until one takes it

    called --> taken --> over         the organiser says that everybody is well
      | ^        |  \\--> called       they need more help: everybody else is called
      | |        \\-----> called       they have said nothing for 40 minutes, after a question at 20
      | \\_________________________
      \\--> over                       somebody says that the helper is out, or the helper that they stay

The rows say how far it has come, and the clock does the next step that is due: after an outage the last one
at once, and those before it as well, since each of these people may know something. Each call of the
organisers is only good until the next, so that nobody finds a dozen of them afterwards. `models.attendance`
says which visits are watched. What the asker says is told to the organisers, and so is what they do not say.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Session, col, or_, select

from models import attendance, buddy, exchange, journal, member, notification, raised_hand, timebank
from models.attendance import Attendance
from models.columns import Row, choice, moment, reference
from models.exchange import Exchange
from models.invitation import AT_ONCE
from models.member import Member, NotFound
from models.notification import Notice
from models.raised_hand import RaisedHand
from models.refusals import Refusal
from models.timebank import TimeBank

NUDGE_AFTER, ASK_AFTER, CALL_AFTER = timedelta(minutes=15), timedelta(minutes=30), timedelta(minutes=45)
CALL_EVERY = timedelta(minutes=5)
# Whoever has taken it is asked how it stands after so long, and after twice that others are called again.
PATIENCE = timedelta(minutes=20)
# What organisers are told while it is open, and no more once it is over.
CALLS = (Notice.TASK_OVERDUE, Notice.TASK_OVERDUE_TAKEN, Notice.TASK_OVERDUE_YOURS)
# What a raised hand says of why an organiser wrote to somebody.
ABOUT = "overdue"


class Outcome(StrEnum):
    """How it ended: the helper is out, as one of the two says; they say that they are still there, and well;
    or an organiser says that everybody is well."""

    OUT = "out"
    STAYS = "stays"
    WELL = "well"


class TakenByAnother(Refusal):
    """Another organiser is looking after it. Facts: `name`."""

    message = "refusal-overdue-taken"


class NotYours(Refusal):
    """Only whoever looks after it can say how it ended."""

    message = "refusal-overdue-not-yours"


class OverdueVisit(Row, table=True):
    """That the helper of a visit is overdue.

    Attributes:
        exchange_id: the visit.
        round: that of its attendance, which begins anew whenever the helper says that they stay.
        due_at: when the helper should have been out.
        nudged_at, asked_at: when the helper was asked, and the asker with the buddy.
        called_at: when organisers were last called.
        calls: how often they were.
        taken_by_id, taken_at: the organiser who looks after it, since when.
        reminded_at: when they were asked how it stands.
        help_wanted_by_id: the organiser who took it and needs more help; None where nobody does.
        ended_at, outcome, ended_by_id: how it ended, as which organiser says; None where the two said it.
    """

    __tablename__ = "overdue_visit"
    __table_args__ = (
        UniqueConstraint("timebank_id", "exchange_id", "round"),
        # It holds what is open and nothing else.
        Index(
            "ix_overdue_visit_open",
            "timebank_id",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    exchange_id: int = reference("exchange.id", index=True)
    round: int
    due_at: datetime = moment()
    nudged_at: datetime | None = moment(default=None, nullable=True)
    asked_at: datetime | None = moment(default=None, nullable=True)
    called_at: datetime | None = moment(default=None, nullable=True)
    calls: int = 0
    taken_by_id: int | None = reference("member.id", default=None, nullable=True)
    taken_at: datetime | None = moment(default=None, nullable=True)
    reminded_at: datetime | None = moment(default=None, nullable=True)
    help_wanted_by_id: int | None = reference("member.id", default=None, nullable=True)
    ended_at: datetime | None = moment(default=None, nullable=True)
    outcome: Outcome | None = choice(Outcome, default=None, nullable=True)
    ended_by_id: int | None = reference("member.id", default=None, nullable=True)


def look(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Does for that bank's visits whatever the time demands, and returns how many were looked at.

    Args:
        limit: how many at the most.
    """
    due = session.exec(
        select(Attendance)
        .where(
            Attendance.timebank_id == timebank_id,
            col(Attendance.closed_at).is_(None),
            col(Attendance.look_at) <= now,
        )
        .order_by(col(Attendance.look_at), col(Attendance.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    bank = timebank.get(session, timebank_id) if due else None
    for row in due:
        assert bank is not None, "there is something to look at"
        next_at = _look_at(session, bank, row, now)
        if next_at is None:
            attendance.close(session, row, now)
        else:
            row.look_at = next_at
            session.add(row)
    return len(due)


def end_what_is_over(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Ends what is over because somebody has said that the helper is out, or the helper that they stay, and
    tells everybody who was called. Returns how many there were.

    Args:
        limit: how many at the most.
    """
    open_now = session.exec(
        select(OverdueVisit, Attendance.closed_at)
        .join(Attendance, col(Attendance.exchange_id) == col(OverdueVisit.exchange_id))
        .where(
            OverdueVisit.timebank_id == timebank_id,
            Attendance.timebank_id == timebank_id,
            col(OverdueVisit.ended_at).is_(None),
            or_(
                col(Attendance.closed_at).is_not(None),
                col(Attendance.round) != col(OverdueVisit.round),
            ),
        )
        .order_by(col(OverdueVisit.id))
        .limit(limit)
        .with_for_update(skip_locked=True, of=OverdueVisit)
    ).all()
    for late, closed_at in open_now:
        _end(session, late, Outcome.STAYS if closed_at is None else Outcome.OUT, None, now)
    return len(open_now)


def waiting(session: Session, by: Member) -> list[OverdueVisit]:
    """Returns what that organiser should look after, the oldest first: what nobody has taken, and their own.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    return list(
        session.exec(
            select(OverdueVisit)
            .where(
                OverdueVisit.timebank_id == by.timebank_id,
                col(OverdueVisit.ended_at).is_(None),
                col(OverdueVisit.called_at).is_not(None),
                or_(col(OverdueVisit.taken_by_id).is_(None), col(OverdueVisit.taken_by_id) == by.id),
            )
            .order_by(col(OverdueVisit.due_at), col(OverdueVisit.id))
        )
    )


def get(session: Session, overdue_id: int, by: Member) -> OverdueVisit:
    """Returns one that organisers were called for, to an organiser; raises NotFound to everybody else."""
    member.require_organiser(by)
    found = session.exec(
        select(OverdueVisit).where(OverdueVisit.timebank_id == by.timebank_id, OverdueVisit.id == overdue_id)
    ).one_or_none()
    if found is None or found.called_at is None:
        raise NotFound()
    return found


def is_open(session: Session, standing: Exchange) -> bool:
    """Says whether organisers are called for a visit, and nobody has said that it is over."""
    return (
        session.exec(
            select(OverdueVisit.id).where(
                OverdueVisit.timebank_id == standing.timebank_id,
                OverdueVisit.exchange_id == standing.id,
                col(OverdueVisit.called_at).is_not(None),
                col(OverdueVisit.ended_at).is_(None),
            )
        ).first()
        is not None
    )


def take(session: Session, overdue_id: int, by: Member, now: datetime) -> OverdueVisit:
    """An organiser looks after it; the others are told who. Of two at once one does; twice is once.

    What is over stays over, and is returned as it is.

    Raises:
        NotFound: `by` is no organiser, or there is no such call.
        TakenByAnother: somebody was quicker.
    """
    late = _held(session, overdue_id, by)
    if late.ended_at is not None or late.taken_by_id == by.id:
        return late
    if late.taken_by_id is not None:
        raise TakenByAnother(name=member.get(session, by.timebank_id, late.taken_by_id).name)
    late.taken_by_id, late.taken_at, late.reminded_at = by.id, now, None
    session.add(late)
    journal.note(session, by=by, act="overdue.take", subject_id=late.id, now=now)
    _unsay(session, late, now)
    for organiser in _people(session, late):
        if organiser.id != by.id:
            _tell(session, Notice.TASK_OVERDUE_TAKEN, late, organiser, now)
    _look_soon(session, late, now)
    return late


def say_all_is_well(session: Session, overdue_id: int, by: Member, now: datetime) -> OverdueVisit:
    """The organiser who looks after it says that everybody is well; the others are told. Twice is once.

    Raises:
        NotFound: `by` is no organiser, or there is no such call.
        NotYours: somebody else looks after it, or nobody.
    """
    late = _held(session, overdue_id, by)
    if late.ended_at is None:
        if late.taken_by_id != by.id:
            raise NotYours()
        row = _attendance(session, late)
        attendance.close(session, row, now)
        _end(session, late, Outcome.WELL, by, now)
        journal.note(session, by=by, act="overdue.well", subject_id=late.id, now=now)
    return late


def call_for_help(session: Session, overdue_id: int, by: Member, now: datetime) -> OverdueVisit:
    """The organiser who looks after it needs more help: all the others are called until one of them takes it.

    Raises:
        NotFound, NotYours: as for `say_all_is_well`.
    """
    late = _held(session, overdue_id, by)
    if late.ended_at is not None or late.help_wanted_by_id == by.id:
        return late
    if late.taken_by_id != by.id:
        raise NotYours()
    late.help_wanted_by_id, late.taken_by_id, late.taken_at = by.id, None, None
    session.add(late)
    journal.note(session, by=by, act="overdue.help", subject_id=late.id, now=now)
    _call(session, late, now)
    _look_soon(session, late, now + CALL_EVERY)
    return late


def hand_to_write_to(
    session: Session, overdue_id: int, by: Member, member_id: int, now: datetime
) -> RaisedHand:
    """Returns a raised hand through which an organiser can write to one of the two, and be answered.

    Raises:
        NotFound: `by` is no organiser, there is no such call, or that is none of the two.
    """
    late = get(session, overdue_id, by)
    standing = exchange.get(session, by.timebank_id, late.exchange_id)
    if member_id not in (standing.asker_id, standing.helper_id) or member_id == by.id:
        raise NotFound()
    whom = member.get(session, by.timebank_id, member_id)
    journal.note(session, by=by, act="overdue.write", subject_id=late.id, now=now, member=member_id)
    return raised_hand.reach(session, whom, by, ABOUT, now)


def _look_at(session: Session, bank: TimeBank, row: Attendance, now: datetime) -> datetime | None:
    """Does what is due for one visit, and returns when to look again; None when there is nothing more to do.

    Somebody who leaves the time bank in the middle of a visit leaves its hours to an organiser; the one who
    is still there, or on their way, is looked after all the same.
    """
    standing = exchange.get(session, row.timebank_id, row.exchange_id)
    helper = member.get(session, row.timebank_id, row.helper_id)
    if standing.state not in attendance.LIVE:
        return None
    if helper.state is member.State.LEFT:
        return None
    come_by = standing.starts_at + attendance.LATE
    if now < come_by:
        return come_by
    end_at = attendance.expected_end(row, standing)
    untold = row.here_at is None and row.not_come_at is None and row.came_asked_at is None
    if untold and now < end_at:
        attendance.ask_whether_come(session, row, standing, now)
    if now < end_at + NUDGE_AFTER:
        return end_at + NUDGE_AFTER
    if not attendance.is_watched(row, bank):
        quiet_at = end_at + attendance.QUIET_AFTER
        return quiet_at if now < quiet_at else None
    return _climb(session, row, standing, helper, end_at, now)


def _climb(
    session: Session, row: Attendance, standing: Exchange, helper: Member, end_at: datetime, now: datetime
) -> datetime:
    """Takes every step that is due, the last as soon as the first, and returns when the next one is."""
    late = _of(session, row) or OverdueVisit(
        timebank_id=row.timebank_id, exchange_id=row.exchange_id, round=row.round, due_at=end_at
    )
    session.add(late)
    session.flush()
    if late.nudged_at is None:
        late.nudged_at = now
        _tell_of_visit(session, Notice.STILL_THERE, late, helper, now)
    if now < end_at + ASK_AFTER:
        return end_at + ASK_AFTER
    if late.asked_at is None:
        late.asked_at = now
        asker = member.get(session, standing.timebank_id, standing.asker_id)
        _tell_of_visit(session, Notice.HAVE_THEY_LEFT, late, asker, now)
        friend = buddy.of(session, helper)
        if friend is not None and friend.id != asker.id:
            _tell_of_visit(session, Notice.BUDDY_WORRIES, late, friend, now)
    if now < end_at + CALL_AFTER:
        return end_at + CALL_AFTER
    if late.taken_at is not None:
        asked_at, over_at = late.taken_at + PATIENCE, late.taken_at + 2 * PATIENCE
        if now < asked_at:
            return asked_at
        if now < over_at:
            if late.reminded_at is None:
                late.reminded_at = now
                taker = member.get(session, late.timebank_id, late.taken_by_id or 0)
                _tell(session, Notice.TASK_OVERDUE_YOURS, late, taker, now)
            return over_at
        late.taken_by_id, late.taken_at = None, None
    if late.called_at is not None and now < late.called_at + CALL_EVERY:
        return late.called_at + CALL_EVERY
    _call(session, late, now)
    return now + CALL_EVERY


def _call(session: Session, late: OverdueVisit, now: datetime) -> None:
    """Calls every organiser, once more; where none can be reached, the asker and the buddy are told that."""
    first = late.called_at is None
    late.called_at, late.calls = now, late.calls + 1
    session.add(late)
    session.flush()
    called = [one for one in _people(session, late) if one.id != late.help_wanted_by_id]
    for organiser in called:
        notification.queue(
            session,
            Notice.TASK_OVERDUE,
            subject_id=late.id,
            recipient=organiser,
            send_after=now,
            useless_after=now + CALL_EVERY,
            round=late.calls,
        )
    if first and not any(one.chat_id is not None and one.unreachable_since is None for one in called):
        standing = exchange.get(session, late.timebank_id, late.exchange_id)
        helper = member.get(session, late.timebank_id, standing.helper_id)
        asker = member.get(session, late.timebank_id, standing.asker_id)
        for one in (asker, buddy.of(session, helper)):
            if one is not None:
                _tell_of_visit(session, Notice.NOBODY_REACHED, late, one, now)


def _end(session: Session, late: OverdueVisit, outcome: Outcome, by: Member | None, now: datetime) -> None:
    """Ends it, and tells every organiser who was called."""
    late.ended_at, late.outcome, late.ended_by_id = now, outcome, None if by is None else by.id
    session.add(late)
    _unsay(session, late, now)
    if late.called_at is None:
        return
    for organiser in _people(session, late):
        if by is None or organiser.id != by.id:
            _tell(session, Notice.TASK_OVERDUE_OVER, late, organiser, now)


def _people(session: Session, late: OverdueVisit) -> list[Member]:
    """Returns the organisers who can look after it: all but the helper, who is being looked for."""
    standing = exchange.get(session, late.timebank_id, late.exchange_id)
    return [one for one in member.organisers(session, late.timebank_id) if one.id != standing.helper_id]


def _tell(session: Session, notice: Notice, late: OverdueVisit, organiser: Member, now: datetime) -> None:
    notification.queue(
        session, notice, subject_id=late.id, recipient=organiser, send_after=now, round=late.calls
    )


def _tell_of_visit(
    session: Session, notice: Notice, late: OverdueVisit, recipient: Member, now: datetime
) -> None:
    if recipient.state is not member.State.LEFT:
        notification.queue(
            session,
            notice,
            subject_id=late.exchange_id,
            recipient=recipient,
            send_after=now,
            round=late.round,
        )


def _unsay(session: Session, late: OverdueVisit, now: datetime) -> None:
    notification.lapse(session, timebank_id=late.timebank_id, subject_id=late.id, kinds=CALLS, now=now)


def _look_soon(session: Session, late: OverdueVisit, at: datetime) -> None:
    """Lets the clock look again then, because it would look at another time otherwise."""
    row = _attendance(session, late)
    row.look_at = at
    session.add(row)


def _attendance(session: Session, late: OverdueVisit) -> Attendance:
    return session.exec(
        select(Attendance)
        .where(Attendance.timebank_id == late.timebank_id, Attendance.exchange_id == late.exchange_id)
        .with_for_update()
    ).one()


def _of(session: Session, row: Attendance) -> OverdueVisit | None:
    return session.exec(
        select(OverdueVisit).where(
            OverdueVisit.timebank_id == row.timebank_id,
            OverdueVisit.exchange_id == row.exchange_id,
            OverdueVisit.round == row.round,
        )
    ).one_or_none()


def _held(session: Session, overdue_id: int, by: Member) -> OverdueVisit:
    """Returns it to an organiser, and lets others who want it wait until this transaction has ended.

    The attendance is held first, as the clock does it, so that the two never wait for each other.
    """
    late = get(session, overdue_id, by)
    _attendance(session, late)
    return session.exec(
        select(OverdueVisit)
        .where(OverdueVisit.timebank_id == by.timebank_id, OverdueVisit.id == late.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
