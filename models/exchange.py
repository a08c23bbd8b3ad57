"""An exchange: help that two members agreed on, until its hours are in the ledger.

    agreed --> banked                  both figures were close, or an organiser decided
      |  \\---> differing --> banked    the figures were far apart
      |              \\-----> missed    an organiser decided that it did not happen
      |------> missed                  both say that it did not happen
      |------> cancelled               the asker no longer needs it
      \\------> dropped                 the helper cannot come; the request looks for another

Hours are reserved when it is agreed, posted when it is banked, and released in every other end. How it is
agreed is told in `models.agreement`, and how it ends up banked or missed in `models.confirmation`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, or_, text
from sqlmodel import Field, Session, col, select

from models import availability, invitation, ledger, member, notification, request
from models.columns import Row, choice, moment, reference, wall_clock
from models.member import Member, NotFound
from models.notification import Notice
from models.refusals import Refusal
from models.request import Request

ASK_AFTER_MINUTES = 15
ASK_AGAIN_AFTER = timedelta(days=1)
SOON_BEFORE = timedelta(hours=2)


class OverAlready(Refusal):
    """It has begun or ended, so it can no longer be called off."""

    message = "refusal-over-already"


class State(StrEnum):
    """Where an exchange stands; see the drawing at the top."""

    AGREED = "agreed"
    DIFFERING = "differing"
    BANKED = "banked"
    MISSED = "missed"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


class Exchange(Row, table=True):
    """One agreement between an asker and a helper.

    Attributes:
        starts_at: when it begins.
        minutes: how long it should take.
        zone: whose wall clock the two of them agreed on.
        starts_wall: what that clock shows when it begins. That is what was promised: where the rules of the
            zone change, `starts_at` follows it. None for one agreed before this was kept.
        asker_minutes, helper_minutes: how long each says it took; 0 says that it did not happen.
        banked_minutes: what went into the ledger.
        asker_glad, helper_glad: whether each would be glad to see the other again; None while they have not
            said.
        sequence: counts its changes, for calendars.
        handed_over_at: when organisers were told that nobody settles its hours.
        unreachable_told_at: when they were told that one of the two cannot be reached.
    """

    __tablename__ = "exchange"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("asker_id <> helper_id", name="two_people"),
        Index(
            "uq_exchange_live",
            "timebank_id",
            "request_id",
            unique=True,
            sqlite_where=text("state IN ('agreed', 'differing', 'banked')"),
            postgresql_where=text("state IN ('agreed', 'differing', 'banked')"),
        ),
        Index("ix_exchange_state", "timebank_id", "state", "starts_at"),
        {"sqlite_autoincrement": True},
    )

    request_id: int = reference("request.id", index=True)
    asker_id: int = reference("member.id", index=True)
    helper_id: int = reference("member.id", index=True)
    kind: str = Field(max_length=32)
    starts_at: datetime = moment()
    minutes: int
    zone: str = Field(max_length=64)
    starts_wall: datetime | None = wall_clock(default=None, nullable=True)
    state: State = choice(State, default=State.AGREED)
    asker_minutes: int | None = None
    helper_minutes: int | None = None
    banked_minutes: int | None = None
    asker_glad: bool | None = None
    helper_glad: bool | None = None
    sequence: int = 0
    agreed_at: datetime = moment()
    ended_at: datetime | None = moment(default=None, nullable=True)
    handed_over_at: datetime | None = moment(default=None, nullable=True)
    unreachable_told_at: datetime | None = moment(default=None, nullable=True)

    @property
    def ends_at(self) -> datetime:
        """When it should be over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def other(self, who: Member) -> int:
        """The id of the other one of the two."""
        return self.helper_id if who.id == self.asker_id else self.asker_id

    def figure_of(self, who: Member) -> int | None:
        """How long that one of the two says it took."""
        return self.asker_minutes if who.id == self.asker_id else self.helper_minutes


def get(session: Session, timebank_id: int, exchange_id: int) -> Exchange:
    """Returns that exchange of that bank; raises NotFound where there is none."""
    found = session.exec(
        select(Exchange).where(Exchange.timebank_id == timebank_id, Exchange.id == exchange_id)
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def mine(session: Session, by: Member, exchange_id: int) -> Exchange:
    """Returns that exchange if that member is one of the two; raises NotFound where they are not."""
    found = get(session, by.timebank_id, exchange_id)
    if by.id not in (found.asker_id, found.helper_id):
        raise NotFound()
    return found


def live(session: Session, wanted: Request) -> Exchange | None:
    """Returns the exchange that a request has led to and that still stands, if any."""
    return session.exec(
        select(Exchange).where(
            Exchange.timebank_id == wanted.timebank_id,
            Exchange.request_id == wanted.id,
            col(Exchange.state).in_([State.AGREED, State.DIFFERING, State.BANKED]),
        )
    ).one_or_none()


def unfinished_of(session: Session, by: Member) -> list[Exchange]:
    """Returns the exchanges of that member whose hours are not settled, the soonest first."""
    return list(
        session.exec(
            select(Exchange)
            .where(
                Exchange.timebank_id == by.timebank_id,
                or_(col(Exchange.asker_id) == by.id, col(Exchange.helper_id) == by.id),
                col(Exchange.state).in_([State.AGREED, State.DIFFERING]),
            )
            .order_by(col(Exchange.starts_at), col(Exchange.id))
        )
    )


def cancel(session: Session, exchange_id: int, by: Member, now: datetime) -> Exchange:
    """One of the two calls it off before it begins: the asker ends the request, the helper drops out of it.

    A drop-out is searched for again at once. Twice is once.

    Raises:
        NotFound: they are not one of the two.
        OverAlready: it has begun, or has ended.
    """
    standing = mine(session, by, exchange_id)
    ended_like_this = State.CANCELLED if by.id == standing.asker_id else State.DROPPED
    if standing.state is ended_like_this:
        return standing
    if standing.state is not State.AGREED or standing.starts_at <= now:
        raise OverAlready()
    wanted = request.get(session, by.timebank_id, standing.request_id)
    end(session, standing, ended_like_this, now)
    release_hours(session, standing, now)
    other = member.get(session, by.timebank_id, standing.other(by))
    if ended_like_this is State.CANCELLED:
        request.end(session, wanted, request.State.WITHDRAWN, "asker", now)
        notification.queue(
            session, Notice.CALLED_OFF, subject_id=standing.id, recipient=other, send_after=now
        )
        return standing
    for chosen in invitation.of(session, wanted, [invitation.State.CHOSEN]):
        chosen.state = invitation.State.DROPPED
        session.add(chosen)
    request.reopen(session, wanted, now)
    notification.queue(session, Notice.DROPPED_OUT, subject_id=standing.id, recipient=other, send_after=now)
    return standing


def remind_at(standing: Exchange, notice: Notice) -> datetime:
    """Returns when to remind of a visit: at the same time of the day before, on the wall clock that was
    agreed on, also where the clocks change in between; and two hours before, as time passes."""
    if notice is Notice.REMINDER_DAY:
        wall = availability.wall_clock(standing.starts_at, standing.zone)
        return availability.local_moment(wall.date() - timedelta(days=1), wall.time(), standing.zone)
    return standing.starts_at - SOON_BEFORE


def remind(session: Session, standing: Exchange, one: Member, now: datetime) -> None:
    """Sets what will be said before and after; what has passed already is not set.

    What comes late, because nobody was there to send it, is said while it is of use: a reminder until the
    next one is due, and the question how long it took until it is asked again.
    """
    soon_at = remind_at(standing, Notice.REMINDER_SOON)
    for notice, useless_after in ((Notice.REMINDER_DAY, soon_at), (Notice.REMINDER_SOON, standing.starts_at)):
        at = remind_at(standing, notice)
        if at > now:
            notification.queue(
                session,
                notice,
                subject_id=standing.id,
                recipient=one,
                send_after=at,
                useless_after=useless_after,
            )
    asked_at = standing.ends_at + timedelta(minutes=ASK_AFTER_MINUTES)
    again_at = asked_at + ASK_AGAIN_AFTER
    for notice, at, stale_at in (
        (Notice.HOW_LONG, asked_at, again_at),
        (Notice.HOW_LONG_AGAIN, again_at, None),
    ):
        notification.queue(
            session, notice, subject_id=standing.id, recipient=one, send_after=at, useless_after=stale_at
        )


def end(session: Session, standing: Exchange, state: State, now: datetime) -> None:
    """Ends an exchange; what would still be said about it goes unsaid."""
    standing.state, standing.ended_at = state, now
    if state in (State.CANCELLED, State.DROPPED):
        standing.sequence += 1
    session.add(standing)
    notification.lapse(
        session,
        timebank_id=standing.timebank_id,
        subject_id=standing.id,
        kinds=[
            Notice.AGREED,
            Notice.REMINDER_DAY,
            Notice.REMINDER_SOON,
            Notice.TIME_STAYS,
            Notice.HOW_LONG,
            Notice.HOW_LONG_AGAIN,
            Notice.DIFFERING,
            Notice.TASK_HOURS,
            Notice.TASK_UNREACHABLE,
        ],
        now=now,
    )


def release_hours(session: Session, standing: Exchange, now: datetime) -> None:
    """Gives the asker back what was reserved for it."""
    ledger.release(
        session,
        deed_key=f"exchange:{standing.id}:release",
        reserved=ledger.reservation_for(session, standing.timebank_id, standing.id),
        now=now,
    )
