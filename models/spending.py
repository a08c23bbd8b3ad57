"""Spending: what a helper pays in a shop for the one they help: the most agreed first, the sum noted by both.

    wished --> agreed ----> noted --> right              the asker says that it is, and paid back
      |  \\---> declined      |  \\---> differs --> noted   the helper has corrected a slip
      |            \\         |           \\-----> closed  an organiser has looked at it
      '------------ '-------> noted, over what was agreed: an organiser looks at it, whatever the asker says

The asker says the most that may be spent, and the helper agrees to it before anything is bought. Whoever asks
for more than was agreed needs another yes, and until then the old sum holds. Afterwards the helper notes what
it was, and the asker says whether that is right. What only one of the two has said is no agreement: see
`models.unsettled` for what becomes of silence.

No money passes through here, and none of it is in the ledger, which knows minutes alone. Sums are whole minor
units (pence, cents) of one currency. The first half is in `models.spending_cap`, the second in
`models.noted_sum`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, Session, col, select

from models import exchange, kind, member, notification, timebank
from models.attendance import EARLY
from models.columns import Row, choice, moment, reference
from models.exchange import Exchange
from models.kind import Paying
from models.member import Member
from models.notification import Notice
from models.refusals import Refusal

# After so long silence goes to an organiser.
HAND_OVER_AFTER = timedelta(days=3)
# So long after a visit a sum can still be noted.
NOTABLE_FOR = timedelta(days=30)
# No helper pays more than that for a neighbour; it is a slip of the finger.
LARGEST_MINOR = 1_000_000
LONGEST_RECEIPT = 255
WITH_HELP = (exchange.State.AGREED, exchange.State.DIFFERING, exchange.State.BANKED)


class NoMoneyHere(Refusal):
    """Nothing is paid for anybody in that kind of help, or in this time bank."""

    message = "refusal-no-money-here"


class TooMuch(Refusal):
    """It is more than the time bank allows, or than anybody pays."""

    message = "refusal-too-much-money"


class State(StrEnum):
    """Where it stands; see the drawing at the top."""

    WISHED = "wished"
    DECLINED = "declined"
    AGREED = "agreed"
    NOTED = "noted"
    RIGHT = "right"
    DIFFERS = "differs"
    CLOSED = "closed"


BEFORE = (State.WISHED, State.DECLINED, State.AGREED)
SETTLED = (State.RIGHT, State.CLOSED)


class Spending(Row, table=True):
    """What was spent in one exchange, or may be.

    Attributes:
        asker_id, helper_id: the two, as in the exchange.
        currency: of all its sums, as ISO 4217 has it; empty where the country of the bank is not known.
        most_minor: the most that the asker has said; None while they have said nothing.
        agreed_minor: the most that the helper has agreed to; None while they have agreed to nothing.
        agreed_at: when.
        spent_minor: what the helper has noted; None while they have not.
        noted_at: when, the last time.
        notes: how often.
        round: counts what was said, so that each of it is told once.
        receipt: the messenger's name for a photo of the receipt, which is passed on and never fetched; empty
            for none, and after a while.
        paid_later_at: when the asker said that the sum is right and not paid back so far.
        theirs_minor: what it was, as the asker says; None where they say no other sum.
        answered_at: when the asker said that it is right, or not.
        due_at: when silence goes to an organiser; None while nobody is waited for.
        look_since: since when it waits for an organiser; None where it does not.
        closed_at, closed_by_id: when and by which organiser it was closed.
        settled_minor: what it was, as the organiser has said; None where they named no sum.
    """

    __tablename__ = "spending"
    __table_args__ = (
        UniqueConstraint("timebank_id", "exchange_id"),
        CheckConstraint("asker_id <> helper_id", name="two_people"),
        CheckConstraint("most_minor IS NULL OR most_minor >= 0", name="most_minor"),
        CheckConstraint("agreed_minor IS NULL OR agreed_minor >= 0", name="agreed_minor"),
        CheckConstraint("spent_minor IS NULL OR spent_minor >= 0", name="spent_minor"),
        CheckConstraint("theirs_minor IS NULL OR theirs_minor >= 0", name="theirs_minor"),
        CheckConstraint("settled_minor IS NULL OR settled_minor >= 0", name="settled_minor"),
        # Each holds those that somebody waits for and nothing else.
        Index(
            "ix_spending_due",
            "timebank_id",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        Index(
            "ix_spending_look",
            "timebank_id",
            "look_since",
            sqlite_where=text("look_since IS NOT NULL AND closed_at IS NULL"),
            postgresql_where=text("look_since IS NOT NULL AND closed_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    exchange_id: int = reference("exchange.id", index=True)
    asker_id: int = reference("member.id", index=True)
    helper_id: int = reference("member.id", index=True)
    currency: str = Field(default="", max_length=3)
    state: State = choice(State, default=State.WISHED)
    began_at: datetime = moment()
    most_minor: int | None = None
    agreed_minor: int | None = None
    agreed_at: datetime | None = moment(default=None, nullable=True)
    spent_minor: int | None = None
    noted_at: datetime | None = moment(default=None, nullable=True)
    notes: int = 0
    round: int = 0
    receipt: str = Field(default="", max_length=LONGEST_RECEIPT)
    paid_later_at: datetime | None = moment(default=None, nullable=True)
    theirs_minor: int | None = None
    answered_at: datetime | None = moment(default=None, nullable=True)
    due_at: datetime | None = moment(default=None, nullable=True)
    look_since: datetime | None = moment(default=None, nullable=True)
    closed_at: datetime | None = moment(default=None, nullable=True)
    closed_by_id: int | None = reference("member.id", default=None, nullable=True)
    settled_minor: int | None = None

    @property
    def limit_minor(self) -> int:
        """The most that both have agreed to; 0 where they have agreed to nothing."""
        return self.agreed_minor or 0

    @property
    def is_over(self) -> bool:
        """Whether more was spent than both had agreed to."""
        return self.spent_minor is not None and self.spent_minor > self.limit_minor

    @property
    def waits(self) -> bool:
        """Whether it waits for an organiser."""
        return self.look_since is not None and self.closed_at is None


def of(session: Session, standing: Exchange) -> Spending | None:
    """Returns what is said of money in an exchange; None where nothing is. The caller has asked who reads."""
    return session.exec(
        select(Spending).where(
            Spending.timebank_id == standing.timebank_id, Spending.exchange_id == standing.id
        )
    ).one_or_none()


def may_involve(session: Session, standing: Exchange) -> bool:
    """Says whether anything may be paid for in that exchange: its kind of help allows it, and so does the
    time bank."""
    bank = timebank.get(session, standing.timebank_id)
    return kind.named(standing.kind).paying is not Paying.NEVER and bank.spending_cap_minor > 0


def may_note(standing: Exchange, now: datetime) -> bool:
    """Says whether a helper may note now what they have spent: from a little before the visit on, because
    some shop on the way, until long after it."""
    in_time = standing.starts_at - EARLY <= now <= standing.ends_at + NOTABLE_FOR
    return standing.state in WITH_HELP and in_time


def held(session: Session, standing: Exchange) -> Spending | None:
    """Returns the row, and lets everybody else who wants it wait until this transaction has ended."""
    return session.exec(
        select(Spending)
        .where(Spending.timebank_id == standing.timebank_id, Spending.exchange_id == standing.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def held_or_begun(session: Session, standing: Exchange, now: datetime, currency: str) -> Spending:
    """Returns the row as `held` does, or a new one that is not added so far.

    Args:
        currency: of the bank's country, as ISO 4217 has it; empty where that is not known.
    """
    row = held(session, standing)
    if row is None:
        # Of two who begin at once, the second one finds what the first has begun.
        session.exec(
            select(Exchange)
            .where(Exchange.timebank_id == standing.timebank_id, Exchange.id == standing.id)
            .with_for_update()
        ).one()
        row = held(session, standing)
    return row or Spending(
        timebank_id=standing.timebank_id,
        exchange_id=standing.id,
        asker_id=standing.asker_id,
        helper_id=standing.helper_id,
        currency=currency,
        began_at=now,
    )


def call(session: Session, row: Spending, now: datetime) -> None:
    """Lets it wait for an organiser from now on, and tells all who may look at it."""
    if row.look_since is None:
        row.look_since = now
        session.add(row)
        for organiser in told_of(session, row):
            notification.queue(
                session,
                Notice.TASK_MONEY,
                subject_id=row.exchange_id,
                recipient=organiser,
                send_after=now,
                round=row.round,
            )


def told_of(session: Session, row: Spending) -> list[Member]:
    """Returns the organisers who may look at it: all but the two whose money it is."""
    both = (row.asker_id, row.helper_id)
    return [one for one in member.organisers(session, row.timebank_id) if one.id not in both]


def tell_both(session: Session, row: Spending, now: datetime) -> None:
    """Tells both of the two how it stands."""
    for recipient_id in (row.asker_id, row.helper_id):
        tell(session, row, Notice.MONEY_STANDS, recipient_id, now, None)


def unsay(session: Session, row: Spending, now: datetime, *kinds: Notice) -> None:
    """Lets what would still be said of it go unsaid."""
    notification.lapse(session, timebank_id=row.timebank_id, subject_id=row.exchange_id, kinds=kinds, now=now)


def to_note(session: Session, by: Member, now: datetime) -> list[tuple[Spending, Exchange]]:
    """Returns what that helper may note a sum or a receipt for now, the visit nearest to now first."""
    found = session.exec(
        select(Spending, Exchange)
        .join(Exchange, col(Exchange.id) == Spending.exchange_id)
        .where(
            Spending.timebank_id == by.timebank_id,
            Spending.helper_id == by.id,
            col(Spending.state).not_in((*SETTLED, State.DIFFERS)),
            Exchange.timebank_id == by.timebank_id,
            col(Exchange.state).in_(WITH_HELP),
            col(Exchange.starts_at) <= now + EARLY,
            col(Exchange.starts_at) > now - NOTABLE_FOR,
        )
    ).all()
    return sorted(found, key=lambda pair: (abs(pair[1].starts_at - now), pair[1].id))


def tell(
    session: Session,
    row: Spending,
    notice: Notice,
    recipient_id: int,
    at: datetime,
    useless_after: datetime | None,
) -> None:
    """Tells one of the two, unless they have left the time bank and hear from it no more."""
    recipient = member.get(session, row.timebank_id, recipient_id)
    if recipient.state is not member.State.LEFT:
        notification.queue(
            session,
            notice,
            subject_id=row.exchange_id,
            recipient=recipient,
            send_after=at,
            useless_after=useless_after,
            round=row.round,
            again=True,
        )
