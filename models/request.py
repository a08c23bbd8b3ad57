"""A request: a member asks for help, and in the end it has a named outcome.

    open <--> agreed --> helped
      |          \\-----> withdrawn
      |---> withdrawn
      \\---> unmet          its time passed and nobody could come

An agreed request opens again when the helper drops out. An ended request sends nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, Session, col, select

from models import demand, hours_wanted, invitation, ledger, member, notification, timebank
from models import kind as kinds
from models.availability import Part
from models.caution import KindBanned
from models.columns import Row, choice, moment, reference
from models.invitation import AlreadyFilled, Invitation
from models.member import Gender, Member, NotFound
from models.notification import Notice
from models.place import Point, snap
from models.refusals import Refusal
from models.timebank import TimeBank
from models.window import When, Window, window

OPEN_AT_MOST = 5
SHORTEST_MINUTES = 5
LONGEST_MINUTES = 12 * 60
NOTE_LENGTH = 500
# However near the time is, neighbours get a few minutes to answer before an organiser is called.
SHORTEST_SEARCH_MINUTES = 5
LONGEST_SEARCH = timedelta(days=2)


class TooManyOpen(Refusal):
    """The member has as many open requests as one may have. Facts: `limit`."""

    message = "refusal-too-many-open"


class LengthOutOfRange(Refusal):
    """Help takes between a few minutes and half a day. Facts: `shortest_minutes` and `longest_minutes`."""

    message = "refusal-length-out-of-range"


class OwnRequest(Refusal):
    """Nobody helps themself and banks the hours."""

    message = "refusal-own-request"


class State(StrEnum):
    """Where a request stands; see the drawing at the top."""

    OPEN = "open"
    AGREED = "agreed"
    HELPED = "helped"
    WITHDRAWN = "withdrawn"
    UNMET = "unmet"


class Choosing(StrEnum):
    """Who decides which helper comes: the first yes, or the asker among those who say yes."""

    FIRST = "first"
    CHOOSE = "choose"


class Request(Row, table=True):
    """One wish for help.

    Attributes:
        deed_key: names the asking, so that sending it twice is asking once.
        note: what the asker adds, for those who are asked.
        directions: how to find the door, only for the helper who comes.
        latitude, longitude: where, as coarse as members' places are; None when it is done from home.
        day, part, at: what the asker said, on the wall clock of `zone`; see `models.window`. `at` is None
            where no time was set.
        slots: the bits of the weekly grid that it touches.
        earliest_at, latest_at: when it may begin.
        minutes: how long it should take.
        round: counts the searches for a helper; a drop-out begins the next.
        unchanged_since_round: in which round it came to be as it is now; a no before that was to something
            else.
        at_risk_at: from then on an organiser looks after it, if nobody has said yes.
        called_at: when organisers were told so, in this round.
        looked_after_by_id: the organiser who sees to it that somebody comes, in this round.
        ended_because: why it ended, as a code.
        hurdles: what there is that not everybody can manage, as bits of `models.hurdle`.
        comes: who should come; None for anybody.
        any_language: whether somebody may come who shares no language with the asker.
        hindrance: why nobody could be asked the last time it was tried, as a code; None where somebody could.
        hope_percent: how likely it was then that somebody says yes in time.
    """

    __tablename__ = "request"
    __table_args__ = (
        UniqueConstraint("timebank_id", "deed_key"),
        CheckConstraint("minutes > 0", name="minutes"),
        Index("ix_request_state", "timebank_id", "state", "latest_at"),
        {"sqlite_autoincrement": True},
    )

    deed_key: str = Field(max_length=64)
    asker_id: int = reference("member.id", index=True)
    kind: str = Field(max_length=32)
    note: str = Field(default="", max_length=NOTE_LENGTH)
    directions: str = Field(default="", max_length=NOTE_LENGTH)
    latitude: float | None = None
    longitude: float | None = None
    place_name: str = Field(default="", max_length=128)
    day: date | None = None
    part: Part = choice(Part)
    at: time | None = None
    slots: int
    zone: str = Field(max_length=64)
    earliest_at: datetime = moment()
    latest_at: datetime = moment()
    minutes: int
    choosing: Choosing = choice(Choosing, default=Choosing.FIRST)
    state: State = choice(State, default=State.OPEN)
    round: int = 1
    unchanged_since_round: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    asked_at: datetime = moment()
    at_risk_at: datetime = moment()
    called_at: datetime | None = moment(default=None, nullable=True)
    looked_after_by_id: int | None = reference("member.id", default=None, nullable=True)
    ended_at: datetime | None = moment(default=None, nullable=True)
    ended_because: str | None = Field(default=None, max_length=32)
    hurdles: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    comes: Gender | None = choice(Gender, default=None, nullable=True)
    any_language: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    hindrance: str | None = Field(default=None, max_length=32)
    hope_percent: int | None = None

    @property
    def point(self) -> Point | None:
        """Where help is wanted, coarsely; None when it is done from home."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)

    @property
    def window(self) -> Window:
        """When it may begin."""
        return Window(self.earliest_at, self.latest_at)


@dataclass(frozen=True)
class Wish:
    """What somebody asks for.

    Attributes:
        kind: the code of a kind of help.
        when: as they said it.
        minutes: how long it should take.
        point: where, or None for at their own home; it plays no part in help given from home.
        place_name: how that place was found.
        note: for those who are asked.
        directions: for the helper who comes.
    """

    kind: str
    when: When
    minutes: int
    point: Point | None = None
    place_name: str = ""
    note: str = ""
    directions: str = ""
    choosing: Choosing = Choosing.FIRST


def post(session: Session, asker: Member, wish: Wish, *, deed_key: str, now: datetime) -> Request:
    """Asks for help, and returns the request, the same one however often it is sent.

    Where it takes the asker's hours below the soft floor, an organiser finds that in the queue.

    Raises:
        NotAMember, WaitingForOrganiser: the asker may not ask so far.
        NotOpenYet: nobody can ask so far, because no organiser has confirmed what help demands.
        KindBanned: this bank does not arrange that kind of help.
        UnknownKind, LengthOutOfRange, TimePassed, TooFarAhead: something in the wish will not do.
        NotFound: somebody else's asking has that deed key.
        TooManyOpen: the asker has many open requests.
        NotEnoughHours: with this and their other open requests the asker would fall below the floor.
    """
    known = session.exec(
        select(Request).where(Request.timebank_id == asker.timebank_id, Request.deed_key == deed_key)
    ).one_or_none()
    if known is not None:
        if known.asker_id != asker.id:
            raise NotFound()
        return known
    member.require_active(asker)
    bank = timebank.get(session, asker.timebank_id)
    timebank.require_open(bank)
    from_chair = kinds.named(wish.kind).from_chair
    if wish.kind in demand.banned_kinds(session, bank.id):
        raise KindBanned()
    if not SHORTEST_MINUTES <= wish.minutes <= LONGEST_MINUTES:
        raise LengthOutOfRange(shortest_minutes=SHORTEST_MINUTES, longest_minutes=LONGEST_MINUTES)
    span = window(wish.when, asker.zone, now)
    still_open = open_of(session, asker)
    if len(still_open) >= OPEN_AT_MOST:
        raise TooManyOpen(limit=OPEN_AT_MOST)
    account = ledger.account_of(session, asker.timebank_id, asker.id)
    asked_minutes = wish.minutes + sum(other.minutes for other in still_open)
    ledger.require(session, account, asked_minutes)
    where = None if from_chair else snap(wish.point) if wish.point is not None else asker.point
    posted = Request(
        timebank_id=asker.timebank_id,
        deed_key=deed_key,
        asker_id=asker.id,
        kind=wish.kind,
        note=wish.note,
        directions=wish.directions,
        latitude=None if where is None else where.latitude,
        longitude=None if where is None else where.longitude,
        place_name=wish.place_name or asker.place_name,
        day=wish.when.day,
        part=wish.when.part,
        at=wish.when.at,
        slots=wish.when.slots,
        zone=asker.zone,
        earliest_at=span.earliest_at,
        latest_at=span.latest_at,
        minutes=wish.minutes,
        choosing=wish.choosing,
        hurdles=0 if from_chair else asker.hurdles,
        comes=None if from_chair else asker.comes,
        asked_at=now,
        at_risk_at=_at_risk_at(bank, span.latest_at, now, any_day=wish.when.day is None),
    )
    session.add(posted)
    session.flush()
    if timebank.is_low(bank, ledger.standing(session, account).available_minutes - asked_minutes):
        hours_wanted.propose(session, asker, now)
    return posted


def get(session: Session, timebank_id: int, request_id: int) -> Request:
    """Returns that request of that bank; raises NotFound where there is none."""
    found = session.exec(
        select(Request).where(Request.timebank_id == timebank_id, Request.id == request_id)
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def hold(session: Session, wanted: Request) -> None:
    """Makes everybody else who wants to hold that request wait until this transaction has ended.

    Whoever says yes changes their own invitation and then the others'. Without one door to pass first, two of
    them on PostgreSQL would wait for each other. On SQLite they stand in line anyway.
    """
    session.exec(
        select(Request.id)
        .where(Request.timebank_id == wanted.timebank_id, Request.id == wanted.id)
        .with_for_update()
    ).one()


def mine(session: Session, by: Member, request_id: int) -> Request:
    """Returns that request if that member asked it; raises NotFound where they did not."""
    found = get(session, by.timebank_id, request_id)
    if found.asker_id != by.id:
        raise NotFound()
    return found


def open_of(session: Session, asker: Member) -> list[Request]:
    """Returns the requests of that member that still look for a helper, the soonest first."""
    return list(
        session.exec(
            select(Request)
            .where(
                Request.timebank_id == asker.timebank_id,
                Request.asker_id == asker.id,
                Request.state == State.OPEN,
            )
            .order_by(col(Request.latest_at), col(Request.id))
        )
    )


def last_directions(session: Session, asker: Member) -> str:
    """Returns how the door of that member was found the last time; empty when they never said."""
    found = session.exec(
        select(Request.directions)
        .where(
            Request.timebank_id == asker.timebank_id, Request.asker_id == asker.id, Request.directions != ""
        )
        .order_by(col(Request.id).desc())
        .limit(1)
    ).first()
    return found or ""


def candidates(session: Session, asker: Member) -> list[Invitation]:
    """Returns those who said yes to that asker's open requests and wait to be chosen, the first yes first."""
    return list(
        session.exec(
            select(Invitation)
            .join(Request, col(Request.id) == Invitation.request_id)
            .where(
                Invitation.timebank_id == asker.timebank_id,
                Request.timebank_id == asker.timebank_id,
                Request.asker_id == asker.id,
                Request.round == Invitation.round,
                Invitation.state == invitation.State.YES,
            )
            .order_by(col(Invitation.answered_at), col(Invitation.id))
        )
    )


def withdraw(session: Session, request_id: int, by: Member, now: datetime) -> Request:
    """Takes an open request back; everybody who was asked is thanked. Twice is once.

    Raises:
        NotFound: it is not this member's.
        AlreadyFilled: a helper is coming; the exchange is cancelled instead.
    """
    wanted = mine(session, by, request_id)
    if wanted.state in (State.AGREED, State.HELPED):
        raise AlreadyFilled()
    if wanted.state is State.OPEN:
        end(session, wanted, State.WITHDRAWN, "asker", now)
    return wanted


def end(session: Session, wanted: Request, outcome: State, because: str, now: datetime) -> None:
    """Gives a request its outcome, and lets everything that would still be said about it go unsaid."""
    wanted.state, wanted.ended_at, wanted.ended_because = outcome, now, because
    session.add(wanted)
    stop_searching(session, wanted, now)


def agree(session: Session, wanted: Request, now: datetime) -> None:
    """Notes that a helper was found, and thanks the others."""
    wanted.state = State.AGREED
    session.add(wanted)
    stop_searching(session, wanted, now)


def reopen(session: Session, wanted: Request, now: datetime) -> None:
    """Searches again after a drop-out, in a new round; where its time has passed, nobody could come."""
    if wanted.latest_at <= now:
        end(session, wanted, State.UNMET, "dropped_out", now)
        return
    wanted.state = State.OPEN
    search_anew(session, wanted, now)


def search_anew(session: Session, wanted: Request, now: datetime) -> None:
    """Begins the next round of a search, in which everybody may be asked again, and nobody was called."""
    bank = timebank.get(session, wanted.timebank_id)
    wanted.round += 1
    wanted.looked_after_by_id, wanted.called_at = None, None
    wanted.hope_percent, wanted.hindrance = None, None
    wanted.at_risk_at = _at_risk_at(bank, wanted.latest_at, now, any_day=wanted.day is None)
    session.add(wanted)


def stop_searching(session: Session, wanted: Request, now: datetime) -> None:
    """Thanks those who were asked, and lets everything about the search go unsaid."""
    invitation.close(session, wanted, now)
    notification.lapse(
        session,
        timebank_id=wanted.timebank_id,
        subject_id=wanted.id,
        kinds=[Notice.STILL_LOOKING, Notice.AT_RISK, Notice.LOOKED_AFTER, Notice.TASK_AT_RISK],
        now=now,
    )


def _at_risk_at(bank: TimeBank, latest_at: datetime, now: datetime, *, any_day: bool) -> datetime:
    """The moment the bank has chosen, but at least half of the time that is left is given to the search.

    Who asks for any day soon hears within two days. Where the moment would be at night, it is the evening
    before: an organiser who sleeps helps nobody.
    """
    half_way = now + (latest_at - now) / 2
    moment = max(latest_at - timedelta(minutes=bank.at_risk_minutes), half_way)
    if any_day:
        moment = min(moment, now + LONGEST_SEARCH)
    return max(timebank.evening_before(bank, moment), now + timedelta(minutes=SHORTEST_SEARCH_MINUTES))
