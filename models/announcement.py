"""An announcement: words of an organiser to all members or to some, sent as one wave behind everything else.

    draft --> sending --> done       everybody who can be reached has it
       |          \\-----> stopped    nobody gets it any more; who has it keeps it
       \\--> dropped

With answers it is a poll; see `models.poll`. Who it went to is in the notifications, one for each member, so
that a restart goes on where the last process stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Index, func, insert, update
from sqlmodel import Field, Session, col, select

from models import audience, journal, member, notification, timebank
from models.audience import Audience, By, Reach
from models.availability import local_moment
from models.columns import Row, choice, document, moment, reference
from models.member import Member, NotFound
from models.notification import Notice, Notification
from models.notification import State as Delivered
from models.refusals import Refusal
from models.timebank import TimeBank

LONGEST = 2_000
# Who cannot be reached for so long hears of it no more.
WORTH_SAYING_FOR = timedelta(days=7)


class NobodyToTell(Refusal):
    """There is nobody in that audience who could be written to."""

    message = "refusal-nobody-to-tell"


class AudienceChanged(Refusal):
    """It would go to another number of members than was said. Facts: `count`."""

    message = "refusal-audience-changed"


class State(StrEnum):
    """Where an announcement is; see the drawing at the top."""

    DRAFT = "draft"
    SENDING = "sending"
    DONE = "done"
    STOPPED = "stopped"
    DROPPED = "dropped"


class Announcement(Row, table=True):
    """One announcement, or one poll.

    Attributes:
        by_id: the organiser whose words they are.
        text: the words, or the question of a poll; empty once their author is forgotten.
        answers: what can be answered; none where it is no poll.
        by, value: whom it is for, see `models.audience`.
        begins_at: when the first may hear it: at once, or in the morning.
        asked_count: how many it was for when it was sent.
        unreachable_count: how many more it would have been for, could they have been reached.
        ended_at: when everybody had it, or when it was stopped.
        closes_at: until when a poll can be answered.
        closed_at: when its answers were counted.
        result: how many chose each answer; None while it is open.
    """

    __tablename__ = "announcement"
    __table_args__ = (
        CheckConstraint("asked_count >= 0", name="asked_count"),
        CheckConstraint("unreachable_count >= 0", name="unreachable_count"),
        Index("ix_announcement_state", "timebank_id", "state"),
        {"sqlite_autoincrement": True},
    )

    by_id: int = reference("member.id", index=True)
    text: str = Field(max_length=LONGEST)
    answers: list[str] = document(default=[])
    by: By = choice(By)
    value: str = Field(default="", max_length=128)
    state: State = choice(State, default=State.DRAFT)
    written_at: datetime = moment()
    begins_at: datetime | None = moment(default=None, nullable=True)
    asked_count: int = 0
    unreachable_count: int = 0
    ended_at: datetime | None = moment(default=None, nullable=True)
    closes_at: datetime | None = moment(default=None, nullable=True)
    closed_at: datetime | None = moment(default=None, nullable=True)
    result: list[int] | None = document(default=None, nullable=True)

    @property
    def audience(self) -> Audience:
        """Whom it is for."""
        return Audience(self.by, self.value)

    @property
    def is_poll(self) -> bool:
        """Whether it can be answered."""
        return bool(self.answers)


@dataclass(frozen=True)
class Progress:
    """How far a wave has come, in members.

    Attributes:
        asked: whom it was for.
        told: who has it, or to whom it is on its way.
        waiting: whose turn comes.
        unreached: who could not be reached, then or meanwhile.
    """

    asked: int
    told: int
    waiting: int
    unreached: int


def draft(
    session: Session,
    by: Member,
    text: str,
    whom: Audience,
    now: datetime,
    *,
    answers: Sequence[str] = (),
    closes_on: date | None = None,
) -> Announcement:
    """Writes an announcement down, without sending it.

    Args:
        text: at most `LONGEST` characters.
        answers: of a poll, see `models.poll`.
        closes_on: the last day of a poll, on the calendars of the bank's people.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    bank = timebank.get(session, by.timebank_id)
    closes_at = None if closes_on is None else local_moment(closes_on + timedelta(days=1), time(0), bank.zone)
    written = Announcement(
        timebank_id=by.timebank_id,
        by_id=by.id,
        text=text[:LONGEST],
        answers=list(answers),
        by=whom.by,
        value=whom.value,
        written_at=now,
        closes_at=closes_at,
    )
    session.add(written)
    session.flush()
    return written


def reach(session: Session, written: Announcement, now: datetime) -> Reach:
    """Looks who would get an announcement now."""
    return audience.reach(session, written.timebank_id, written.audience, now)


def send(session: Session, announcement_id: int, by: Member, now: datetime, *, expected: int) -> Announcement:
    """Lets a draft go to everybody whom it is for. Sending twice is sending once.

    At night it waits for the morning.

    Args:
        expected: how many members the organiser was told it goes to.

    Raises:
        NotFound: `by` is no organiser, or the draft is not theirs, or was dropped.
        NobodyToTell: there is nobody to send it to.
        AudienceChanged: it would go to more or fewer by now.
    """
    written = _own(session, announcement_id, by)
    if written.state is State.DROPPED:
        raise NotFound()
    if written.state is not State.DRAFT:
        return written
    whom = reach(session, written, now)
    if not whom.member_ids:
        raise NobodyToTell()
    if len(whom.member_ids) != expected:
        raise AudienceChanged(count=len(whom.member_ids))
    bank = timebank.get(session, by.timebank_id)
    written.state, written.begins_at = State.SENDING, by_day(bank, now)
    written.asked_count, written.unreachable_count = len(whom.member_ids), whom.unreachable
    session.add(written)
    session.flush()
    tell(session, written, Notice.ANNOUNCED, whom.member_ids, written.begins_at)
    journal.note(
        session,
        by=by,
        act="poll.send" if written.is_poll else "announcement.send",
        subject_id=written.id,
        now=now,
        audience=written.by.value,
        count=written.asked_count,
    )
    return written


def tell(
    session: Session, written: Announcement, kind: Notice, member_ids: Sequence[int], send_after: datetime
) -> None:
    """Queues one notification about an announcement for each of many members, in one statement."""
    rows = [
        {
            "timebank_id": written.timebank_id,
            "kind": kind,
            "subject_id": written.id,
            "recipient_id": member_id,
            "round": 1,
            "state": Delivered.PENDING,
            "send_after": send_after,
            "useless_after": send_after + WORTH_SAYING_FOR,
            "attempts": 0,
            "retold": False,
        }
        for member_id in member_ids
    ]
    if rows:
        session.connection().execute(insert(Notification), rows)


def drop(session: Session, announcement_id: int, by: Member) -> Announcement:
    """Throws a draft away; what was sent stays as it is. Raises NotFound as `send` does."""
    written = _own(session, announcement_id, by)
    if written.state is State.DRAFT:
        written.state = State.DROPPED
        session.add(written)
    return written


def stop(session: Session, announcement_id: int, by: Member, now: datetime) -> Announcement:
    """Lets nobody else get it. What has gone has gone; stopping what is over changes nothing.

    Raises:
        NotFound: `by` is no organiser, or there is no such announcement.
    """
    written = look_at(session, announcement_id, by)
    if written.state is not State.SENDING:
        return written
    session.execute(
        update(Notification)
        .where(
            col(Notification.timebank_id) == by.timebank_id,
            col(Notification.kind) == Notice.ANNOUNCED,
            col(Notification.subject_id) == written.id,
            col(Notification.state) == Delivered.PENDING,
        )
        .values(state=Delivered.LAPSED, finished_at=now)
        .execution_options(synchronize_session=False)
    )
    written.state, written.ended_at = State.STOPPED, now
    session.add(written)
    journal.note(
        session,
        by=by,
        act="announcement.stop",
        subject_id=written.id,
        now=now,
        count=progress(session, written).told,
    )
    return written


def look_at(session: Session, announcement_id: int, by: Member) -> Announcement:
    """Returns an announcement for an organiser; raises NotFound where there is none, or `by` is none."""
    member.require_organiser(by)
    found = get(session, by.timebank_id, announcement_id)
    if found.state in (State.DRAFT, State.DROPPED) and found.by_id != by.id:
        raise NotFound()
    return found


def get(session: Session, timebank_id: int, announcement_id: int) -> Announcement:
    """Returns that announcement of that bank; raises NotFound where there is none."""
    found = session.exec(
        select(Announcement).where(
            Announcement.timebank_id == timebank_id, Announcement.id == announcement_id
        )
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def sending(session: Session, by: Member) -> list[Announcement]:
    """Returns what is being sent now, the oldest first; raises NotFound where `by` is no organiser."""
    member.require_organiser(by)
    return list(
        session.exec(
            select(Announcement)
            .where(Announcement.timebank_id == by.timebank_id, Announcement.state == State.SENDING)
            .order_by(col(Announcement.id))
        )
    )


def was_told(session: Session, written: Announcement, who: Member) -> bool:
    """Says whether that announcement was sent to that member, or is about to be."""
    return (
        session.exec(
            select(Notification.id).where(
                Notification.timebank_id == who.timebank_id,
                Notification.kind == Notice.ANNOUNCED,
                Notification.subject_id == written.id,
                Notification.recipient_id == who.id,
            )
        ).first()
        is not None
    )


def progress(session: Session, written: Announcement) -> Progress:
    """Counts how far it has come. Who has left, paused or muted meanwhile is in none of the last three."""
    away = col(Member.unreachable_since).is_not(None)
    rows = session.exec(
        select(Notification.state, away, func.count())
        .join(Member, col(Member.id) == Notification.recipient_id)
        .where(
            Notification.timebank_id == written.timebank_id,
            Member.timebank_id == written.timebank_id,
            Notification.kind == Notice.ANNOUNCED,
            Notification.subject_id == written.id,
        )
        .group_by(col(Notification.state), away)
    ).all()
    told = waiting = unreached = 0
    for state, is_away, count in rows:
        if state in (Delivered.SENT, Delivered.SENDING):
            told += count
        elif state in (Delivered.DEAD, Delivered.UNCERTAIN) or (state is Delivered.PENDING and is_away):
            unreached += count
        elif state is Delivered.PENDING:
            waiting += count
    return Progress(written.asked_count, told, waiting, unreached + written.unreachable_count)


def finish(session: Session, timebank_id: int, now: datetime) -> int:
    """Ends every wave that has reached everybody it can, tells its organiser, and returns how many ended."""
    found = session.exec(
        select(Announcement).where(
            Announcement.timebank_id == timebank_id,
            Announcement.state == State.SENDING,
            col(Announcement.begins_at) <= now,
        )
    ).all()
    ended = [written for written in found if not _is_under_way(session, written)]
    for written in ended:
        written.state, written.ended_at = State.DONE, now
        session.add(written)
        tell_author(session, written, Notice.ANNOUNCEMENT_DONE, now)
    return len(ended)


def tell_author(session: Session, written: Announcement, kind: Notice, now: datetime) -> None:
    """Queues something for the organiser who wrote it; for all others where that one no longer is one."""
    author = member.get(session, written.timebank_id, written.by_id)
    whom = [author] if author.is_organiser else member.organisers(session, written.timebank_id)
    for organiser in whom:
        notification.queue(session, kind, subject_id=written.id, recipient=organiser, send_after=now)


def by_day(bank: TimeBank, moment: datetime) -> datetime:
    """Returns the moment itself by day, and for one in the quiet hours the moment at which these end."""
    if not timebank.is_quiet(bank, moment):
        return moment
    local = moment.astimezone(ZoneInfo(bank.zone))
    ends_today = local.hour < bank.quiet_until_hour
    day = local.date() if ends_today else local.date() + timedelta(days=1)
    return local_moment(day, time(bank.quiet_until_hour), bank.zone)


def _is_under_way(session: Session, written: Announcement) -> bool:
    """Whether it is still to be said to somebody who can be reached."""
    return (
        session.exec(
            select(Notification.id)
            .join(Member, col(Member.id) == Notification.recipient_id)
            .where(
                Notification.timebank_id == written.timebank_id,
                Member.timebank_id == written.timebank_id,
                Notification.kind == Notice.ANNOUNCED,
                Notification.subject_id == written.id,
                col(Notification.state).in_(notification.UNFINISHED),
                col(Member.unreachable_since).is_(None),
                col(Member.chat_id).is_not(None),
            )
            .limit(1)
        ).first()
        is not None
    )


def _own(session: Session, announcement_id: int, by: Member) -> Announcement:
    """Returns an announcement of that organiser's own; raises NotFound for any other."""
    found = look_at(session, announcement_id, by)
    if found.by_id != by.id:
        raise NotFound()
    return found
