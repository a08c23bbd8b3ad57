"""Attendance: who is on the way to a visit, who is there, who has left, and the words said at the door.

    expected --> on the way --> here --> left
        |  \\________________^  ^  |       |  \\--> here     the helper says that they are still there
        |           |          /   |
        |           \\--> not come |                 the asker says so; the helper is told and may still come
        |                  \\--> given up           one of the two no longer waits for the other
        \\--> closed <_____________/                the clock no longer looks

A row is made when a visit in person is agreed; help by phone has none. The helper says that they are on the
way, or that they stay longer; both can say that the helper is here, or has left. Each of it counts once. A
helper who says how long it took is out, and so is one of whom the asker says it after the end.

A visit is watched where the helper has said that they are on the way or here, or where the time bank
demands it: then nobody forgets them, see `models.overdue`. The asker's word alone calls nobody, because a tap
out of kindness at the door should not wake an organiser at night. Where nobody taps anything, the asker is
asked once, a quarter of an hour after the beginning, whether they came; and nothing else is said.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, Session, select

from models import doorstep, exchange, invitation, member, notification, request
from models.access import AFTER_VISIT, BEFORE_VISIT
from models.columns import Row, choice, moment, reference
from models.exchange import Exchange, OverAlready
from models.member import Member, NotFound
from models.notification import Notice
from models.refusals import Refusal
from models.request import Request
from models.timebank import TimeBank

# Before this nobody is on the way.
EARLY = timedelta(hours=3)
# So long after the beginning the asker is asked whether they came.
LATE = timedelta(minutes=15)
# So long after its end the clock stops looking at a visit of which nobody has said anything.
QUIET_AFTER = timedelta(hours=3)
# A tap that somebody only reads of after so long tells them nothing any more.
NEWS_FOR = timedelta(hours=1)
STEP_MINUTES = 5
# Somebody who leaves the time bank leaves the hours to an organiser, and the helper may still be there.
LIVE = (exchange.State.AGREED, exchange.State.DIFFERING)
# Whoever says that they stay is asked again after so long; saying it twice so soon is saying it once.
STAY, AGAIN = timedelta(minutes=30), timedelta(minutes=5)

# What is said about a visit while it is attended to, and goes unsaid once that is over.
WHILE_OPEN = (
    Notice.ON_THE_WAY,
    Notice.AT_THE_DOOR,
    Notice.HAVE_THEY_COME,
    Notice.AWAITED,
    Notice.STILL_THERE,
    Notice.HAVE_THEY_LEFT,
    Notice.BUDDY_WORRIES,
    Notice.NOBODY_REACHED,
)


class TooEarly(Refusal):
    """The visit is too far ahead for that. Facts: `from_at`, `starts_at`."""

    message = "refusal-too-early"


class ComeAlready(Refusal):
    """The helper is there, or was."""

    message = "refusal-come-already"


class Side(StrEnum):
    """Which of the two said it."""

    ASKER = "asker"
    HELPER = "helper"


class Attendance(Row, table=True):
    """The attendance of one visit.

    Attributes:
        asker_id, helper_id: the two, as in the exchange.
        language: in which both read the doorstep words.
        first_word, second_word: their codes.
        on_way_at, here_at, left_at: when each was said.
        here_by, left_by: by whom.
        stays_until: until when the helper said that they stay; None while they did not.
        round: counts how often they said so, since after each the clock begins anew.
        seen_at: when the asker last said that the helper was still there.
        came_asked_at: when the asker was asked whether the helper came.
        not_come_at: when the asker said that they had not.
        look_at: when the clock looks at it next.
        closed_at: since when it no longer does.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("timebank_id", "exchange_id"),
        # It holds those that the clock still looks at and nothing else.
        Index(
            "ix_attendance_look",
            "timebank_id",
            "look_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    exchange_id: int = reference("exchange.id", index=True)
    asker_id: int = reference("member.id", index=True)
    helper_id: int = reference("member.id", index=True)
    language: str = Field(max_length=8)
    first_word: str = Field(max_length=16)
    second_word: str = Field(max_length=16)
    on_way_at: datetime | None = moment(default=None, nullable=True)
    here_at: datetime | None = moment(default=None, nullable=True)
    here_by: Side | None = choice(Side, default=None, nullable=True)
    left_at: datetime | None = moment(default=None, nullable=True)
    left_by: Side | None = choice(Side, default=None, nullable=True)
    stays_until: datetime | None = moment(default=None, nullable=True)
    round: int = 1
    seen_at: datetime | None = moment(default=None, nullable=True)
    came_asked_at: datetime | None = moment(default=None, nullable=True)
    not_come_at: datetime | None = moment(default=None, nullable=True)
    look_at: datetime = moment()
    closed_at: datetime | None = moment(default=None, nullable=True)

    @property
    def is_there(self) -> bool:
        """Whether the helper is at the door, or behind it, as far as anybody has said."""
        return self.here_at is not None and self.left_at is None


def expect(session: Session, standing: Exchange, wanted: Request, asker: Member) -> None:
    """Expects a visit that has just been agreed, and chooses its words; help by phone needs none."""
    if wanted.point is None:
        return
    first, second = doorstep.pair()
    session.add(
        Attendance(
            timebank_id=standing.timebank_id,
            exchange_id=standing.id,
            asker_id=standing.asker_id,
            helper_id=standing.helper_id,
            language=asker.language,
            first_word=first,
            second_word=second,
            # The first look is before anything is due, so that a visit that moves takes it along.
            look_at=standing.starts_at - EARLY,
        )
    )
    session.flush()


def of(session: Session, standing: Exchange) -> Attendance | None:
    """Returns the attendance of an exchange; None for help by phone."""
    return session.exec(
        select(Attendance).where(
            Attendance.timebank_id == standing.timebank_id, Attendance.exchange_id == standing.id
        )
    ).one_or_none()


def is_near(standing: Exchange, now: datetime) -> bool:
    """Says whether the words and the way to the door may be told: from a day before on, as a day is counted
    on the wall clock of the visit, until the time has come to forget them."""
    day_before = exchange.remind_at(standing, Notice.REMINDER_DAY)
    return min(day_before, standing.starts_at - BEFORE_VISIT) <= now < standing.ends_at + AFTER_VISIT


def may_tap(standing: Exchange, now: datetime) -> bool:
    """Says whether it is late enough to say that somebody is on the way, or here."""
    return standing.state in LIVE and standing.starts_at - EARLY <= now


def expected_end(row: Attendance, standing: Exchange) -> datetime:
    """Returns when the helper should be out: whoever comes late stays as long as was agreed, and whoever says
    that they stay longer does."""
    ends = [standing.ends_at]
    if row.here_at is not None:
        ends.append(row.here_at + timedelta(minutes=standing.minutes))
    if row.stays_until is not None:
        ends.append(row.stays_until)
    return max(ends)


def is_watched(row: Attendance, bank: TimeBank) -> bool:
    """Says whether anybody is called when nobody says that the helper has left; see the top."""
    return bank.checkins_required or row.on_way_at is not None or row.here_by is Side.HELPER


def measured_minutes(row: Attendance | None) -> int | None:
    """Returns how long the helper was there by what was tapped, to five minutes; None where that cannot be
    said, or would be no length of help."""
    if row is None or row.here_at is None or row.left_at is None:
        return None
    minutes = round((row.left_at - row.here_at) / timedelta(minutes=STEP_MINUTES)) * STEP_MINUTES
    return minutes if request.SHORTEST_MINUTES <= minutes <= request.LONGEST_MINUTES else None


def set_out(session: Session, exchange_id: int, by: Member, now: datetime) -> Attendance:
    """The helper says that they are on the way; the asker is told. Twice is once.

    Raises:
        NotFound: they are not the helper, or nobody has to come.
        TooEarly: it is long before the beginning.
        OverAlready: it was called off, or they are out.
    """
    standing, row = _open(session, exchange_id, by, now)
    if by.id != standing.helper_id:
        raise NotFound()
    if row.on_way_at is None and row.here_at is None:
        row.on_way_at, row.look_at = now, now
        session.add(row)
        _tell(session, Notice.ON_THE_WAY, standing, standing.asker_id, now, now + NEWS_FOR)
    return row


def arrive(session: Session, exchange_id: int, by: Member, now: datetime) -> Attendance:
    """One of the two says that the helper is here; the asker is told where it was the helper. Twice is once.

    Raises:
        NotFound, TooEarly, OverAlready: as for `set_out`.
    """
    standing, row = _open(session, exchange_id, by, now)
    side, before = _side(standing, by), row.here_by
    if row.here_at is None:
        row.here_at, row.here_by = now, side
    elif side is Side.HELPER:
        row.here_by = side
    if side is Side.ASKER:
        row.seen_at = now
    if row.here_by is not before:
        row.look_at = now
        if side is Side.HELPER and before is None:
            _tell(session, Notice.AT_THE_DOOR, standing, standing.asker_id, now, now + NEWS_FOR)
        _unsay(session, standing, now, Notice.ON_THE_WAY, Notice.HAVE_THEY_COME, Notice.AWAITED)
    session.add(row)
    return row


def stay(session: Session, exchange_id: int, by: Member, now: datetime) -> Attendance:
    """The helper says that they are still there and all is well; they are asked again half an hour later.

    Also where the asker has said that they left. Twice within a few minutes is once.

    Raises:
        NotFound, TooEarly, OverAlready: as for `set_out`.
    """
    standing = exchange.mine(session, by, exchange_id)
    row = _held(session, standing)
    if row is None or by.id != standing.helper_id:
        raise NotFound()
    mistaken = row.left_by is Side.ASKER and standing.helper_minutes is None
    if standing.state in LIVE and mistaken:
        row.left_at = row.left_by = row.closed_at = None
    standing, row = _open(session, exchange_id, by, now)
    if now < standing.starts_at and row.here_at is None:
        raise TooEarly(from_at=standing.starts_at, starts_at=standing.starts_at)
    until = now + STAY
    if not mistaken and row.stays_until is not None and until - row.stays_until < AGAIN:
        return row
    if row.here_at is None:
        row.here_at = now
    row.here_by, row.stays_until, row.round, row.look_at = Side.HELPER, until, row.round + 1, now
    session.add(row)
    _unsay(session, standing, now, *WHILE_OPEN)
    return row


def leave(session: Session, exchange_id: int, by: Member, now: datetime) -> Attendance:
    """One of the two says that the helper has left; the other one is told, and both are asked how long it
    took. Twice is once.

    Raises:
        NotFound, OverAlready: as for `set_out`.
        TooEarly: it has not begun, and nobody has said that the helper is here.
    """
    standing = exchange.mine(session, by, exchange_id)
    known = _held(session, standing)
    if known is not None and known.left_at is not None and standing.state in LIVE:
        return known
    standing, row = _open(session, exchange_id, by, now)
    if row.here_at is None and now < standing.starts_at:
        raise TooEarly(from_at=standing.starts_at, starts_at=standing.starts_at)
    row.left_at, row.left_by = now, _side(standing, by)
    close(session, row, now)
    _tell(session, Notice.HAS_LEFT, standing, standing.other(by), now, None)
    asked_at = max(now, standing.ends_at + timedelta(minutes=exchange.ASK_AFTER_MINUTES))
    for who in _both(session, standing):
        # Whoever was not asked while the helper was there is asked now.
        notification.queue(
            session,
            Notice.HOW_LONG,
            subject_id=standing.id,
            recipient=who,
            send_after=asked_at,
            useless_after=asked_at + exchange.ASK_AGAIN_AFTER,
            again=True,
        )
    return row


def not_come(session: Session, exchange_id: int, by: Member, now: datetime) -> Attendance:
    """The asker says that the helper has not come so far; the helper is told. Twice is once.

    Raises:
        NotFound: they are not the asker, or nobody has to come.
        TooEarly: it has not begun.
        ComeAlready: they themself have said that the helper is here.
        OverAlready: it was called off, or the helper is out.
    """
    standing, row = _open(session, exchange_id, by, now)
    if by.id != standing.asker_id:
        raise NotFound()
    if now < standing.starts_at:
        raise TooEarly(from_at=standing.starts_at, starts_at=standing.starts_at)
    if row.seen_at is not None:
        raise ComeAlready()
    if row.not_come_at is None:
        row.not_come_at = now
        session.add(row)
        _tell(session, Notice.AWAITED, standing, standing.helper_id, now, standing.ends_at + QUIET_AFTER)
    return row


def give_up(session: Session, exchange_id: int, by: Member, now: datetime) -> Exchange:
    """One of the two no longer waits: the asker looks for somebody else, or the helper cannot come after all.

    It ends like a drop-out: the hours are free again, and where there is time somebody else is searched for.
    Twice is once.

    Raises:
        NotFound: they are not one of the two, or nobody has to come.
        TooEarly: it has not begun; until then it is called off as usual.
        ComeAlready: somebody has said that the helper is here.
        OverAlready: it has ended.
    """
    standing = exchange.mine(session, by, exchange_id)
    if standing.state is exchange.State.DROPPED:
        return standing
    standing, row = _open(session, exchange_id, by, now)
    if standing.state is not exchange.State.AGREED:
        raise OverAlready()
    if now < standing.starts_at:
        raise TooEarly(from_at=standing.starts_at, starts_at=standing.starts_at)
    if row.here_at is not None:
        raise ComeAlready()
    wanted = request.get(session, by.timebank_id, standing.request_id)
    exchange.end(session, standing, exchange.State.DROPPED, now)
    exchange.release_hours(session, standing, now)
    for chosen in invitation.of(session, wanted, [invitation.State.CHOSEN]):
        chosen.state = invitation.State.DROPPED
        session.add(chosen)
    request.reopen(session, wanted, now)
    close(session, row, now)
    told = Notice.DROPPED_OUT if by.id == standing.helper_id else Notice.NOT_AWAITED
    _tell(session, told, standing, standing.other(by), now, None)
    return standing


def figure_given(session: Session, standing: Exchange, by: Member, minutes: int, now: datetime) -> None:
    """Notes that one of the two has said how long it took, which tells that the helper is out: always where
    the helper says so, and where the asker does once the time is over and it did happen."""
    row = _held(session, standing)
    if row is None or row.closed_at is not None:
        return
    if by.id == standing.helper_id or (minutes > 0 and now >= standing.ends_at):
        close(session, row, now)


def close(session: Session, row: Attendance, now: datetime) -> None:
    """Lets the clock look no more, and everything that would still be said of it go unsaid."""
    if row.closed_at is None:
        row.closed_at = now
    session.add(row)
    notification.lapse(
        session, timebank_id=row.timebank_id, subject_id=row.exchange_id, kinds=WHILE_OPEN, now=now
    )


def ask_whether_come(session: Session, row: Attendance, standing: Exchange, now: datetime) -> None:
    """Asks the asker, once, whether the helper came."""
    row.came_asked_at = now
    session.add(row)
    _tell(session, Notice.HAVE_THEY_COME, standing, standing.asker_id, now, standing.ends_at)


def _open(session: Session, exchange_id: int, by: Member, now: datetime) -> tuple[Exchange, Attendance]:
    """Returns a visit that one of the two may say something about now, holding its row."""
    standing = exchange.mine(session, by, exchange_id)
    row = _held(session, standing)
    if row is None:
        raise NotFound()
    if standing.state not in LIVE or row.closed_at is not None:
        raise OverAlready()
    if now < standing.starts_at - EARLY:
        raise TooEarly(from_at=standing.starts_at - EARLY, starts_at=standing.starts_at)
    return standing, row


def _held(session: Session, standing: Exchange) -> Attendance | None:
    """Returns the row, and lets everybody else who wants it wait until this transaction has ended."""
    return session.exec(
        select(Attendance)
        .where(Attendance.timebank_id == standing.timebank_id, Attendance.exchange_id == standing.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def _side(standing: Exchange, by: Member) -> Side:
    return Side.HELPER if by.id == standing.helper_id else Side.ASKER


def _both(session: Session, standing: Exchange) -> list[Member]:
    people = [
        member.get(session, standing.timebank_id, who) for who in (standing.asker_id, standing.helper_id)
    ]
    return [one for one in people if one.state is not member.State.LEFT]


def _tell(
    session: Session,
    notice: Notice,
    standing: Exchange,
    recipient_id: int,
    now: datetime,
    useless_after: datetime | None,
) -> None:
    """Tells one of the two, unless they have left the time bank and hear from it no more."""
    recipient = member.get(session, standing.timebank_id, recipient_id)
    if recipient.state is not member.State.LEFT:
        notification.queue(
            session,
            notice,
            subject_id=standing.id,
            recipient=recipient,
            send_after=now,
            useless_after=useless_after,
            again=True,
        )


def _unsay(session: Session, standing: Exchange, now: datetime, *kinds: Notice) -> None:
    notification.lapse(
        session, timebank_id=standing.timebank_id, subject_id=standing.id, kinds=kinds, now=now
    )
