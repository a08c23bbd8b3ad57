"""Wellbeing: how lonely members feel, asked by consent, told in sum only.

    invited --> agreed --> answered --> invited again after three months
       \\          \\----> declined     takes the consent back: all answers are deleted
        \\--------------> declined     "never ask me that"; they can still begin by themselves

The questions are those that the UK's Office for National Statistics recommends for adults: the three items
of the UCLA scale and one direct question (ONS, "Measuring loneliness: guidance for use of the national
indicators on surveys", 2018). The three items go back to Hughes, Waite, Hawkley and Cacioppo, "A Short Scale
for Measuring Loneliness in Large Surveys", Research on Aging 26, 2004, 655. Each item counts 1 (hardly ever
or never), 2 (some of the time) or 3 (often); their sum runs from 3 to 9, and there is none where an item was
not answered.

What somebody answered is read by themself alone, in /mydata. Nothing is told about fewer than ten people, and
only answers from before the current month count, so that nobody can watch a figure move while one person
answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, UniqueConstraint, delete, or_
from sqlmodel import Field, Session, col, select

from models import journal, member, notification, timebank
from models.availability import local_moment
from models.columns import Row, choice, moment, reference
from models.invitation import AT_ONCE
from models.member import Member, NotFound
from models.notification import Notice

if TYPE_CHECKING:
    from models.timebank import TimeBank

# Of the questions, with the language they are asked in behind it; another wording would be another version.
VERSION = "ons-2018"
AGAIN_AFTER = timedelta(days=91)
LAPSES_AFTER = timedelta(days=14)
FEWEST = 10
# Two answers tell of a change only when so much time lies between them.
APART_AT_LEAST = timedelta(days=60)


class Mode(StrEnum):
    """How the questions were asked, which moves the answers (ONS, 2018)."""

    CHAT = "chat"


class Direct(IntEnum):
    """How often somebody feels lonely, as the direct question has it."""

    NEVER = 1
    HARDLY_EVER = 2
    OCCASIONALLY = 3
    SOME_OF_THE_TIME = 4
    OFTEN = 5


class Item(IntEnum):
    """The answer to one item of the scale."""

    HARDLY_EVER = 1
    SOME_OF_THE_TIME = 2
    OFTEN = 3


# The items, in the order in which they are asked.
ITEMS = ("companionship", "left_out", "isolated")


class WellbeingConsent(Row, table=True):
    """What a member has said to being asked.

    Attributes:
        agreed_at: since when they agree; None for those who do not, or have not said.
        declined_at: when they said no, or took it back.
        invited: how often they were invited.
        invite_at: when they are invited next; None for never.
    """

    __tablename__ = "wellbeing_consent"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id"),
        CheckConstraint("agreed_at IS NULL OR declined_at IS NULL", name="one_answer"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id", index=True)
    agreed_at: datetime | None = moment(default=None, nullable=True)
    declined_at: datetime | None = moment(default=None, nullable=True)
    invited: int = 0
    invite_at: datetime | None = moment(default=None, nullable=True)


class WellbeingAnswer(Row, table=True):
    """What a member answered once; None for a question that they would rather not answer.

    Attributes:
        version: of the questions, with the language they were asked in: `ons-2018/en`.
        companionship, left_out, isolated: the items of the scale, 1 to 3.
        direct: the direct question, 1 to 5.
    """

    __tablename__ = "wellbeing_answer"
    __table_args__: Any = (
        *(CheckConstraint(f"{item} IS NULL OR {item} BETWEEN 1 AND 3", name=item) for item in ITEMS),
        CheckConstraint("direct IS NULL OR direct BETWEEN 1 AND 5", name="direct"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id", index=True)
    answered_at: datetime = moment()
    version: str = Field(max_length=32)
    mode: Mode = choice(Mode, default=Mode.CHAT)
    companionship: int | None = None
    left_out: int | None = None
    isolated: int | None = None
    direct: int | None = None

    @property
    def score(self) -> int | None:
        """The sum of the scale, 3 to 9; None where an item was not answered."""
        items = (self.companionship, self.left_out, self.isolated)
        return sum(item for item in items if item) if None not in items else None

    @property
    def is_heavy(self) -> bool:
        """Whether any of it was answered with "often", so that a kind word and a way to a person are due."""
        items = (self.companionship, self.left_out, self.isolated)
        return Item.OFTEN in items or self.direct == Direct.OFTEN


@dataclass(frozen=True)
class Change:
    """How the scale has moved between the first and the latest answer of those who gave both.

    Attributes:
        people: how many these are, ten at least.
        first_mean, latest_mean: the means of the sums, from 3 to 9; less is less lonely.
    """

    people: int
    first_mean: float
    latest_mean: float


@dataclass(frozen=True)
class Sums:
    """What is told, and never of fewer than ten people.

    Attributes:
        until: only answers from before then count.
        people: how many have answered at all; None below ten.
        lonely_percent: of every hundred who answered the direct question last, how many feel lonely often or
            always; None where fewer than ten did.
        mean: the mean of their latest sums of the scale; None where fewer than ten have one.
        change: None where fewer than ten have a first and a later sum.
    """

    until: datetime
    people: int | None
    lonely_percent: int | None
    mean: float | None
    change: Change | None


def turn(session: Session, by: Member, on: bool, now: datetime) -> TimeBank:
    """Lets members be asked, or not any more, on record; raises NotFound to all but organisers.

    When it is turned off nobody is invited, and what was answered stays with those who answered it.
    """
    member.require_organiser(by)
    bank = timebank.get(session, by.timebank_id)
    if bank.asks_wellbeing is not on:
        bank.asks_wellbeing = on
        session.add(bank)
        journal.note(session, by=by, act="wellbeing.turn", subject_id=None, now=now, on=on)
    return bank


def of(session: Session, by: Member) -> WellbeingConsent | None:
    """Returns what that member has said to being asked; None while they were not invited."""
    return session.exec(
        select(WellbeingConsent).where(
            WellbeingConsent.timebank_id == by.timebank_id, WellbeingConsent.member_id == by.id
        )
    ).one_or_none()


def require_asked(session: Session, by: Member) -> None:
    """Lets pass whoever may answer here.

    Raises:
        NotAMember, WaitingForOrganiser: they are no member so far.
        NotFound: this time bank does not ask.
    """
    member.require_active(by)
    if not timebank.get(session, by.timebank_id).asks_wellbeing:
        raise NotFound()


def agree(session: Session, by: Member, now: datetime) -> WellbeingConsent:
    """Notes that a member agrees to being asked; raises as `require_asked`."""
    require_asked(session, by)
    row = of(session, by) or WellbeingConsent(timebank_id=by.timebank_id, member_id=by.id)
    if row.agreed_at is None:
        row.agreed_at, row.declined_at = now, None
        row.invite_at = now + AGAIN_AFTER
    session.add(row)
    return row


def decline(session: Session, by: Member, now: datetime) -> int:
    """Takes the consent back, or gives none: all answers are deleted, and nobody invites them again.

    It can be done at any time, also where the time bank has stopped asking. Returns how many answers there
    were.
    """
    row = of(session, by) or WellbeingConsent(timebank_id=by.timebank_id, member_id=by.id)
    row.agreed_at, row.invite_at = None, None
    row.declined_at = row.declined_at or now
    session.add(row)
    mine = answers(session, by)
    for answer in mine:
        session.delete(answer)
    notification.lapse(
        session, timebank_id=by.timebank_id, subject_id=by.id, kinds=[Notice.WELLBEING], now=now
    )
    session.flush()
    return len(mine)


def answer(
    session: Session,
    by: Member,
    *,
    items: dict[str, Item | None],
    direct: Direct | None,
    now: datetime,
    mode: Mode = Mode.CHAT,
) -> WellbeingAnswer | None:
    """Keeps what a member answered, and invites them again after three months.

    Args:
        items: the answers to the items of the scale, by name; None where they would rather not say.
        direct: the answer to the direct question, or None likewise.

    Returns:
        the row; None where nothing was answered, of which nothing is kept.

    Raises:
        NotFound: this time bank does not ask, or they have not agreed to it.
        NotAMember, WaitingForOrganiser: they are no member so far.
    """
    require_asked(session, by)
    consent = of(session, by)
    if consent is None or consent.agreed_at is None:
        raise NotFound()
    consent.invite_at = now + AGAIN_AFTER
    session.add(consent)
    notification.lapse(
        session, timebank_id=by.timebank_id, subject_id=by.id, kinds=[Notice.WELLBEING], now=now
    )
    if direct is None and not any(items.values()):
        return None
    row = WellbeingAnswer(
        timebank_id=by.timebank_id,
        member_id=by.id,
        answered_at=now,
        version=f"{VERSION}/{by.language}"[:32],
        mode=mode,
        companionship=items.get("companionship"),
        left_out=items.get("left_out"),
        isolated=items.get("isolated"),
        direct=direct,
    )
    session.add(row)
    session.flush()
    return row


def answers(session: Session, by: Member) -> list[WellbeingAnswer]:
    """Returns what that member has answered, the first first."""
    return list(
        session.exec(
            select(WellbeingAnswer)
            .where(WellbeingAnswer.timebank_id == by.timebank_id, WellbeingAnswer.member_id == by.id)
            .order_by(col(WellbeingAnswer.answered_at), col(WellbeingAnswer.id))
        )
    )


def invite(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Invites the members of a bank whose turn it is, where it asks: at joining, and every three months.

    Whoever takes a break is invited when it is over. Returns how many were looked at.

    Args:
        limit: how many at the most.
    """
    if not timebank.get(session, timebank_id).asks_wellbeing:
        return 0
    rows = session.exec(
        select(Member, WellbeingConsent)
        .join(
            WellbeingConsent,
            (col(WellbeingConsent.member_id) == Member.id) & (WellbeingConsent.timebank_id == timebank_id),
            isouter=True,
        )
        .where(
            Member.timebank_id == timebank_id,
            Member.state == member.State.ACTIVE,
            col(Member.chat_id).is_not(None),
            or_(col(WellbeingConsent.id).is_(None), col(WellbeingConsent.invite_at) <= now),
        )
        .order_by(col(Member.id))
        .limit(limit)
    ).all()
    for one, known in rows:
        row = known or WellbeingConsent(timebank_id=timebank_id, member_id=one.id)
        row.invited += 1
        row.invite_at = now + AGAIN_AFTER
        session.add(row)
        notification.queue(
            session,
            Notice.WELLBEING,
            subject_id=one.id,
            recipient=one,
            send_after=now,
            useless_after=now + LAPSES_AFTER,
            round=row.invited,
        )
    return len(rows)


def sums(session: Session, by: Member, now: datetime) -> Sums:
    """Returns what is told of all answers together; raises NotFound to all but organisers."""
    member.require_organiser(by)
    bank = timebank.get(session, by.timebank_id)
    until = local_moment(timebank.today(bank, now).replace(day=1), time(0), bank.zone)
    rows = session.exec(
        select(WellbeingAnswer)
        .where(WellbeingAnswer.timebank_id == bank.id, col(WellbeingAnswer.answered_at) < until)
        .order_by(col(WellbeingAnswer.answered_at), col(WellbeingAnswer.id))
    )
    by_member: dict[int, list[WellbeingAnswer]] = {}
    for row in rows:
        by_member.setdefault(row.member_id, []).append(row)
    direct = [latest for mine in by_member.values() if (latest := _latest_direct(mine)) is not None]
    scores = [scored for mine in by_member.values() if (scored := _scores(mine))]
    often = sum(one == Direct.OFTEN for one in direct)
    return Sums(
        until=until,
        people=len(by_member) if len(by_member) >= FEWEST else None,
        lonely_percent=round(100 * often / len(direct)) if len(direct) >= FEWEST else None,
        mean=_mean([mine[-1][1] for mine in scores]) if len(scores) >= FEWEST else None,
        change=_change([mine for mine in scores if mine[-1][0] - mine[0][0] >= APART_AT_LEAST]),
    )


def forget(session: Session, timebank_id: int, member_id: int) -> None:
    """Deletes everything of a member who is forgotten."""
    for table in (WellbeingAnswer, WellbeingConsent):
        session.execute(
            delete(table).where(col(table.timebank_id) == timebank_id, col(table.member_id) == member_id)
        )


def _latest_direct(mine: list[WellbeingAnswer]) -> int | None:
    return next((row.direct for row in reversed(mine) if row.direct is not None), None)


def _scores(mine: list[WellbeingAnswer]) -> list[tuple[datetime, int]]:
    return [(row.answered_at, row.score) for row in mine if row.score is not None]


def _change(scores: list[list[tuple[datetime, int]]]) -> Change | None:
    if len(scores) < FEWEST:
        return None
    return Change(
        len(scores), _mean([mine[0][1] for mine in scores]), _mean([mine[-1][1] for mine in scores])
    )


def _mean(figures: list[int]) -> float:
    return sum(figures) / len(figures)
