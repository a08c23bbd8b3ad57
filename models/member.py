"""A member: somebody who gives and gets help in a time bank, and what the matching may know of them.

    joining --> waiting --> active <--> paused --> left --> joining
        \\___________________^                 (left is reached from every state)

    active or paused --> held --> active        see `models.holding`

`joining` is still answering the first questions, `waiting` has answered them and waits for an organiser
where the bank asks for that; see `models.admission`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Index, UniqueConstraint, and_, func, text
from sqlmodel import Field, Session, col, select

from models import journal, ledger, notification, timebank
from models.columns import Row, big_number, choice, moment
from models.journal import JournalEntry
from models.ledger import Cause, Holder
from models.notification import Notice
from models.place import Point, snap
from models.refusals import Refusal
from models.timebank import Joining

MOVES_AT_MOST = 3
MOVES_COUNT_FOR = timedelta(days=1)


class NotAMember(Refusal):
    """Only members whose joining is complete may do that."""

    message = "refusal-not-a-member"


class WaitingForOrganiser(Refusal):
    """The member has joined, and an organiser has not said yes so far."""

    message = "refusal-waiting-for-organiser"


class OnHold(Refusal):
    """An organiser or a safeguarding lead has paused the membership, and the member cannot end that."""

    message = "refusal-on-hold"


class NotFound(Refusal):
    """There is no such thing, or it is none of the asker's business; both sound the same."""

    message = "refusal-not-found"


class MovedOften(Refusal):
    """The member moved as often as one may within a day. Facts: `limit`."""

    message = "refusal-moved-often"


class State(StrEnum):
    """Where a member stands; see the drawing at the top."""

    JOINING = "joining"
    WAITING = "waiting"
    ACTIVE = "active"
    PAUSED = "paused"
    HELD = "held"
    LEFT = "left"


class Gender(StrEnum):
    """What somebody says of themself, where they say it."""

    WOMAN = "woman"
    MAN = "man"


class Member(Row, table=True):
    """One person in one time bank.

    Attributes:
        telegram_user_id, chat_id: where the messenger reaches them; None for members without it.
        name: what they want to be called.
        languages: codes of the languages they speak, the first one for what we write to them.
        latitude, longitude: the middle of the grid cell they live in, about 500 m wide; never the exact
            place.
        place_name: how the place was found, to read it back to them.
        placed_at, moves: since when moves are counted, and how many there were.
        travel_limit_m: how far they are willing to go.
        free_slots: the weekly grid of `models.availability`.
        gender, visits, comes, cannot, hurdles, asks_per_week, minutes_per_week: see `models.preference`.
        paused_until: when a pause ends by itself; None for one that they end.
        is_organiser, is_lead, is_facilitator: the roles they have; see `models.role`.
        held_since: when they were paused by somebody else; it outlasts their leaving. See `models.holding`.
        quiet_word: a digest of the word with which they call for help unseen; see `models.quiet_word`.
        unreachable_since: the messenger has told us that they no longer want to hear from us.
        owed_since: something may not have reached them, which is said once more when they next write.
        adult_at, privacy_agreed_at: when they said so.
        acts_alone: they want no organiser to act for them; see `models.acting`.
    """

    __tablename__ = "member"
    __table_args__ = (
        UniqueConstraint("timebank_id", "telegram_user_id"),
        # It holds those whose break ends by itself and nobody else.
        Index(
            "ix_member_paused_until",
            "timebank_id",
            "paused_until",
            sqlite_where=text("paused_until IS NOT NULL"),
            postgresql_where=text("paused_until IS NOT NULL"),
        ),
        # It holds those who have no app, for whom somebody rings up, and who was forgotten.
        Index(
            "ix_member_no_app",
            "timebank_id",
            sqlite_where=text("chat_id IS NULL"),
            postgresql_where=text("chat_id IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    telegram_user_id: int | None = big_number(default=None, nullable=True, index=True)
    chat_id: int | None = big_number(default=None, nullable=True)
    state: State = choice(State, default=State.JOINING)
    is_organiser: bool = False
    is_lead: bool = Field(default=False, sa_column_kwargs={"server_default": text("(false)")})
    is_facilitator: bool = Field(default=False, sa_column_kwargs={"server_default": text("(false)")})
    name: str = Field(default="", max_length=64)
    languages: str = Field(max_length=64)
    zone: str = Field(max_length=64)
    latitude: float | None = None
    longitude: float | None = None
    place_name: str = Field(default="", max_length=128)
    placed_at: datetime | None = moment(default=None, nullable=True)
    moves: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    travel_limit_m: int = 2_000
    free_slots: int = 0
    gender: Gender | None = choice(Gender, default=None, nullable=True)
    visits: Gender | None = choice(Gender, default=None, nullable=True)
    comes: Gender | None = choice(Gender, default=None, nullable=True)
    cannot: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    hurdles: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    asks_per_week: int | None = None
    minutes_per_week: int | None = None
    paused_until: datetime | None = moment(default=None, nullable=True)
    held_since: datetime | None = moment(default=None, nullable=True)
    quiet_word: str = Field(default="", max_length=128, sa_column_kwargs={"server_default": ""})
    first_seen_at: datetime = moment()
    adult_at: datetime | None = moment(default=None, nullable=True)
    privacy_agreed_at: datetime | None = moment(default=None, nullable=True)
    joined_at: datetime | None = moment(default=None, nullable=True)
    unreachable_since: datetime | None = moment(default=None, nullable=True)
    owed_since: datetime | None = moment(default=None, nullable=True)
    acts_alone: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})

    @property
    def language(self) -> str:
        """The language we write to them in."""
        return self.languages.split(",")[0]

    @property
    def point(self) -> Point | None:
        """Where they live, coarsely, or None while we do not know."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)

    @property
    def may_be_asked(self) -> bool:
        """Whether the matching may ask them for help: grown up, let in, not away, and within reach."""
        return may_be_asked(self)

    @property
    def has_joined(self) -> bool:
        """Whether they have answered the first questions and have not left."""
        return self.state in (State.WAITING, State.ACTIVE, State.PAUSED, State.HELD)


def may_be_asked(who: Any) -> bool:
    """Says what `Member.may_be_asked` says, of a row of which only the columns are read that matter here."""
    return (
        who.state is State.ACTIVE
        and who.adult_at is not None
        and who.chat_id is not None
        and who.unreachable_since is None
    )


def that_may_be_asked() -> ColumnElement[bool]:
    """Returns the same as a condition, for the database to look at where there are very many."""
    return and_(
        col(Member.state) == State.ACTIVE,
        col(Member.adult_at).is_not(None),
        col(Member.chat_id).is_not(None),
        col(Member.unreachable_since).is_(None),
    )


def may_be_helped(who: Any) -> bool:
    """Says whether anybody may be sent to somebody's door: grown up, let in, and not gone; of a whole row, or
    of the columns that matter here."""
    return who.state in (State.ACTIVE, State.PAUSED) and who.adult_at is not None


@dataclass(frozen=True)
class Profile:
    """What somebody tells at joining.

    Attributes:
        point: where they live, as exactly as they said it; it is made coarse before it is kept.
        travel_limit_m: how far they go, in metres.
        free_slots: the weekly grid of `models.availability`.
    """

    name: str
    point: Point
    place_name: str
    travel_limit_m: int
    free_slots: int


def meet(
    session: Session, *, timebank_id: int, telegram_user_id: int, chat_id: int, language: str, now: datetime
) -> Member:
    """Returns the member who writes from that account, noted as joining when we have never met."""
    known = by_telegram(session, timebank_id, telegram_user_id)
    if known is not None:
        known.chat_id = chat_id
        return known
    return note_newcomer(
        session,
        timebank_id=timebank_id,
        telegram_user_id=telegram_user_id,
        chat_id=chat_id,
        language=language,
        now=now,
    )


def note_newcomer(
    session: Session, *, timebank_id: int, telegram_user_id: int, chat_id: int, language: str, now: datetime
) -> Member:
    """Notes somebody whom we have never met as joining, and returns their row."""
    bank = timebank.get(session, timebank_id)
    newcomer = Member(
        timebank_id=timebank_id,
        telegram_user_id=telegram_user_id,
        chat_id=chat_id,
        languages=language,
        zone=bank.zone,
        first_seen_at=now,
    )
    session.add(newcomer)
    session.flush()
    return newcomer


def by_telegram(session: Session, timebank_id: int, telegram_user_id: int) -> Member | None:
    """Returns the member of that bank who writes from that account, if any."""
    return session.exec(
        select(Member).where(Member.timebank_id == timebank_id, Member.telegram_user_id == telegram_user_id)
    ).one_or_none()


def get(session: Session, timebank_id: int, member_id: int) -> Member:
    """Returns that member of that bank.

    Raises:
        NotFound: there is none.
    """
    found = session.exec(
        select(Member).where(Member.timebank_id == timebank_id, Member.id == member_id)
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def count_active(session: Session, timebank_id: int) -> int:
    """Returns how many members of that bank are active."""
    return session.exec(
        select(func.count()).where(Member.timebank_id == timebank_id, Member.state == State.ACTIVE)
    ).one()


def organisers(session: Session, timebank_id: int) -> list[Member]:
    """Returns those who look after that bank."""
    return list(
        session.exec(
            select(Member)
            .where(Member.timebank_id == timebank_id, col(Member.is_organiser).is_(True))
            .order_by(col(Member.id))
        )
    )


def require_active(member: Member) -> None:
    """Lets active members pass.

    Raises:
        NotAMember, WaitingForOrganiser, OnHold: they are not.
    """
    if member.state is State.HELD:
        raise OnHold()
    if member.state is State.WAITING:
        raise WaitingForOrganiser()
    if member.state not in (State.ACTIVE, State.PAUSED):
        raise NotAMember()


def require_organiser(member: Member) -> None:
    """Lets organisers pass; to everybody else the thing they asked for does not exist.

    Raises:
        NotFound: they look after nothing here.
    """
    if not member.is_organiser:
        raise NotFound()


def speak(session: Session, member: Member, language: str) -> None:
    """From now on we write to that member in that language; the others they speak are kept."""
    others = [code for code in member.languages.split(",") if code and code != language]
    member.languages = ",".join([language, *others])
    session.add(member)


def know_languages(session: Session, member: Member, also: Iterable[str]) -> None:
    """Notes which languages they speak beside the one we write to them in, and no others."""
    first = member.language
    member.languages = ",".join([first, *(code for code in also if code != first)])
    session.add(member)


def say_adult(session: Session, member: Member, now: datetime) -> None:
    """Notes that they said they are 18 or over."""
    member.adult_at = now
    session.add(member)


def agree_to_privacy(session: Session, member: Member, now: datetime) -> None:
    """Notes that they have read how we treat what they tell us."""
    member.privacy_agreed_at = now
    session.add(member)


def live_at(session: Session, member: Member, point: Point, place_name: str, now: datetime) -> None:
    """Keeps where they live, made coarse on entry so that the exact place is never stored.

    Raises:
        MovedOften: they moved as often as one may within a day. Somebody who lived in many places in turn
            could find out from each how far away others are.
    """
    coarse = snap(point)
    moves = coarse != member.point and member.placed_at is not None
    if member.placed_at is None or now - member.placed_at >= MOVES_COUNT_FOR:
        member.placed_at, member.moves = now, 0
    if moves:
        if member.moves >= MOVES_AT_MOST:
            raise MovedOften(limit=MOVES_AT_MOST)
        member.moves += 1
    member.latitude, member.longitude, member.place_name = coarse.latitude, coarse.longitude, place_name[:128]
    session.add(member)


def join(session: Session, member: Member, profile: Profile, now: datetime) -> Member:
    """Ends the joining: the member is active, or waits for an organiser where the bank asks for that.

    Joining twice changes nothing the second time.

    Raises:
        NotAMember: they have not said that they are 18 or over, or not agreed to the privacy notice.
    """
    if member.adult_at is None or member.privacy_agreed_at is None:
        raise NotAMember()
    if member.has_joined:
        return member
    member.name = profile.name
    live_at(session, member, profile.point, profile.place_name, now)
    member.travel_limit_m = profile.travel_limit_m
    member.free_slots = profile.free_slots
    bank = timebank.get(session, member.timebank_id)
    if bank.joining is Joining.APPROVED and not member.is_organiser:
        member.state = State.WAITING
        session.add(member)
        for organiser in organisers(session, bank.id):
            notification.queue(
                session,
                Notice.TASK_APPROVAL,
                subject_id=member.id,
                recipient=organiser,
                send_after=now,
                round=applications(session, member),
            )
        return member
    welcome(session, member, now)
    return member


def make_organiser(session: Session, member: Member, now: datetime) -> None:
    """Gives somebody the keys. Only a one-time link made on the command line leads here.

    Somebody who waits for an organiser needs to wait no longer, since now they are one.
    """
    member.is_organiser = True
    session.add(member)
    journal.note(session, by=member, act="member.become_organiser", subject_id=member.id, now=now)
    if member.state is State.WAITING:
        welcome(session, member, now)


def pause(session: Session, member: Member) -> None:
    """Takes a member out of the matching until they come back."""
    require_active(member)
    member.state, member.paused_until = State.PAUSED, None
    session.add(member)


def resume(session: Session, member: Member) -> None:
    """Lets a paused member be asked again."""
    require_active(member)
    member.state, member.paused_until = State.ACTIVE, None
    session.add(member)


def mark_unreachable(session: Session, member: Member, now: datetime) -> None:
    """Notes that the messenger no longer lets us write to them."""
    if member.unreachable_since is None:
        member.unreachable_since = now
        session.add(member)


def mark_reachable(session: Session, member: Member) -> None:
    """Notes that they can be written to again; what could not be said meanwhile is due at once."""
    if member.unreachable_since is not None or member.owed_since is not None:
        member.unreachable_since = member.owed_since = None
        session.add(member)
        notification.resume(session, member)


def owe(member: Member, now: datetime) -> None:
    """Notes that something may not have reached them; see `mark_reachable`."""
    member.owed_since = member.owed_since or now


def applications(session: Session, member: Member) -> int:
    """Returns how many times somebody has asked to be let in, this one among them."""
    turned_away = session.exec(
        select(func.count()).where(
            JournalEntry.timebank_id == member.timebank_id,
            JournalEntry.act == "member.decline",
            JournalEntry.subject_id == member.id,
        )
    ).one()
    return turned_away + 1


def welcome(session: Session, member: Member, now: datetime) -> None:
    """Makes somebody active, opens their account and gives them their starting hours.

    Who left and comes back finds the old account, which was closed at zero; starting hours come once.
    """
    bank = timebank.get(session, member.timebank_id)
    comes_back = member.joined_at is not None
    # Whoever was held, left and comes back is held as before.
    member.state = State.ACTIVE if member.held_since is None else State.HELD
    member.joined_at = now
    session.add(member)
    account = ledger.open_account(
        session,
        timebank_id=bank.id,
        member_id=member.id,
        floor_minutes=bank.floor_minutes,
        ceiling_minutes=bank.ceiling_minutes,
    )
    if bank.starting_minutes > 0 and not comes_back:
        ledger.transfer(
            session,
            deed_key=f"starting:{member.id}",
            cause=Cause.STARTING,
            giver=ledger.own_account(session, bank.id, Holder.BANK),
            receiver=account,
            minutes=bank.starting_minutes,
            now=now,
        )
