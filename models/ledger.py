"""The ledger: who holds how many minutes, as rows that are only ever added to.

A transfer takes whole minutes from one account and gives them to another, so all accounts together always
hold zero. Nothing is edited. Hours are reserved by one row, and one later row answers it:

    reserve ---+---> post       the minutes change hands (perhaps fewer, or more, than were reserved)
               |
               +---> release    the minutes are free again

    single                      the minutes change hands at once

The design follows TigerBeetle's two-phase transfers (https://docs.tigerbeetle.com/coding/two-phase-transfers/):
a deed key makes every step harmless to repeat, and at most one row may answer a reservation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, case, func, or_, text
from sqlmodel import Field, Session, col, select

from models.columns import Row, choice, moment, reference
from models.refusals import Refusal


class NotEnoughHours(Refusal):
    """The account would fall below its floor. Facts: `available_minutes` and `needed_minutes`."""

    message = "refusal-not-enough-hours"


class DeedMismatch(Exception):
    """The same deed key came with other content, which no repeated tap can explain."""


class AlreadyAnswered(Exception):
    """The reservation was answered otherwise before: what was posted cannot be released, nor the reverse."""


class Holder(StrEnum):
    """Whose account it is."""

    BANK = "bank"
    CHEST = "chest"
    MEMBER = "member"


class Phase(StrEnum):
    """What a row does; see the drawing at the top."""

    SINGLE = "single"
    RESERVE = "reserve"
    POST = "post"
    RELEASE = "release"


class Cause(StrEnum):
    """Why minutes move."""

    STARTING = "starting"
    EXCHANGE = "exchange"
    COVER = "cover"
    GIFT = "gift"
    CORRECTION = "correction"
    CLOSING = "closing"


class Account(Row, table=True):
    """Somebody's hours. What is in it is what the transfers say, so no balance is kept here.

    Attributes:
        member_id: whose it is; None for the time bank's own account and for the chest.
        floor_minutes: the balance may not fall below this; None for the time bank's own account, from which
            starting hours come in everybody's sight.
    """

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id"),
        Index(
            "uq_account_own",
            "timebank_id",
            "holder",
            unique=True,
            sqlite_where=text("member_id IS NULL"),
            postgresql_where=text("member_id IS NULL"),
        ),
        CheckConstraint("(holder = 'member') = (member_id IS NOT NULL)", name="holder"),
        {"sqlite_autoincrement": True},
    )

    holder: Holder = choice(Holder)
    member_id: int | None = reference("member.id", default=None, nullable=True)
    floor_minutes: int | None = Field(default=None)


class Transfer(Row, table=True):
    """One line of the ledger. Triggers forbid changing or deleting it.

    Attributes:
        deed_key: names the deed, so that doing it twice is doing it once.
        from_account_id: who gives the minutes: the one who was helped.
        to_account_id: who gets them: the one who helped.
        minutes: how many; above zero, but zero where a row releases.
        reserved_id: the reservation that a post or a release answers.
        exchange_id: the exchange it comes from, if any.
    """

    __tablename__ = "transfer"
    __table_args__ = (
        UniqueConstraint("timebank_id", "deed_key"),
        UniqueConstraint("reserved_id"),
        CheckConstraint("minutes > 0 OR (minutes = 0 AND phase = 'release')", name="minutes"),
        CheckConstraint("from_account_id <> to_account_id", name="two_accounts"),
        CheckConstraint("(phase IN ('post', 'release')) = (reserved_id IS NOT NULL)", name="answers"),
        Index("ix_transfer_from", "timebank_id", "from_account_id"),
        Index("ix_transfer_to", "timebank_id", "to_account_id"),
        {"sqlite_autoincrement": True},
    )

    deed_key: str = Field(max_length=96)
    phase: Phase = choice(Phase)
    cause: Cause = choice(Cause)
    from_account_id: int = reference("account.id")
    to_account_id: int = reference("account.id")
    minutes: int
    reserved_id: int | None = reference("transfer.id", default=None, nullable=True)
    exchange_id: int | None = reference("exchange.id", default=None, nullable=True, index=True)
    made_at: datetime = moment()


@dataclass(frozen=True)
class Standing:
    """How an account stands, in minutes.

    Attributes:
        balance_minutes: what it holds.
        reserved_minutes: what is promised for help that was agreed and is not yet confirmed.
    """

    balance_minutes: int
    reserved_minutes: int

    @property
    def available_minutes(self) -> int:
        """What may still be promised, before the floor is looked at."""
        return self.balance_minutes - self.reserved_minutes


# These phases move minutes; a reservation alone does not.
_MOVING = (Phase.SINGLE, Phase.POST)


def open_bank_accounts(session: Session, timebank_id: int) -> None:
    """Opens the time bank's own account, which has no floor, and its chest, which may not go below zero."""
    session.add(Account(timebank_id=timebank_id, holder=Holder.BANK, floor_minutes=None))
    session.add(Account(timebank_id=timebank_id, holder=Holder.CHEST, floor_minutes=0))
    session.flush()


def open_account(session: Session, *, timebank_id: int, member_id: int, floor_minutes: int) -> Account:
    """Returns that member's account, opened now if there is none.

    Args:
        floor_minutes: how far the balance of a new account may fall, a number not above zero.
    """
    account = session.exec(
        select(Account).where(Account.timebank_id == timebank_id, Account.member_id == member_id)
    ).one_or_none()
    if account is None:
        account = Account(
            timebank_id=timebank_id, holder=Holder.MEMBER, member_id=member_id, floor_minutes=floor_minutes
        )
        session.add(account)
        session.flush()
    return account


def account_of(session: Session, timebank_id: int, member_id: int) -> Account:
    """Returns the account of that member, which must exist."""
    return session.exec(
        select(Account).where(Account.timebank_id == timebank_id, Account.member_id == member_id)
    ).one()


def own_account(session: Session, timebank_id: int, holder: Holder) -> Account:
    """Returns the time bank's own account or its chest."""
    return session.exec(
        select(Account).where(Account.timebank_id == timebank_id, Account.holder == holder)
    ).one()


def standing(session: Session, account: Account) -> Standing:
    """Adds up how that account stands, from the rows alone."""
    mine = or_(col(Transfer.from_account_id) == account.id, col(Transfer.to_account_id) == account.id)
    gained = case((col(Transfer.to_account_id) == account.id, Transfer.minutes), else_=-col(Transfer.minutes))
    balance = session.exec(
        select(func.coalesce(func.sum(gained), 0)).where(
            Transfer.timebank_id == account.timebank_id, mine, col(Transfer.phase).in_(_MOVING)
        )
    ).one()
    reserved = session.exec(
        select(func.coalesce(func.sum(Transfer.minutes), 0)).where(
            Transfer.timebank_id == account.timebank_id,
            Transfer.from_account_id == account.id,
            Transfer.phase == Phase.RESERVE,
            col(Transfer.id).not_in(_answered(account.timebank_id)),
        )
    ).one()
    return Standing(balance_minutes=int(balance), reserved_minutes=int(reserved))


def transfer(
    session: Session,
    *,
    deed_key: str,
    cause: Cause,
    giver: Account,
    receiver: Account,
    minutes: int,
    now: datetime,
    exchange_id: int | None = None,
) -> Transfer:
    """Moves minutes at once and returns the row, the same one however often it is called.

    Args:
        deed_key: names the deed within the time bank.
        giver, receiver: the two accounts, of one time bank.
        minutes: above zero.

    Raises:
        NotEnoughHours: the giver would fall below the floor.
        DeedMismatch: another deed has that key.
    """
    return _append(
        session, deed_key, Phase.SINGLE, cause, giver, receiver, minutes, minutes, now, exchange_id
    )


def reserve(
    session: Session,
    *,
    deed_key: str,
    giver: Account,
    receiver: Account,
    minutes: int,
    now: datetime,
    exchange_id: int,
) -> Transfer:
    """Promises minutes for help that was agreed; arguments and refusals as for `transfer`."""
    return _append(
        session, deed_key, Phase.RESERVE, Cause.EXCHANGE, giver, receiver, minutes, minutes, now, exchange_id
    )


def post(session: Session, *, deed_key: str, reserved: Transfer, minutes: int, now: datetime) -> Transfer:
    """Moves the minutes that help really took, and frees what was promised beyond that.

    Args:
        reserved: the reservation it answers.
        minutes: what help took, above zero; more than was reserved only if the floor allows it.

    Raises:
        NotEnoughHours: more than was reserved, and the giver would fall below the floor.
        DeedMismatch: the same key with another number of minutes.
        AlreadyAnswered: the reservation was answered by another deed.
    """
    giver, receiver = (
        session.get_one(Account, reserved.from_account_id),
        session.get_one(Account, reserved.to_account_id),
    )
    beyond_minutes = max(0, minutes - reserved.minutes)
    return _append(
        session,
        deed_key,
        Phase.POST,
        reserved.cause,
        giver,
        receiver,
        minutes,
        beyond_minutes,
        now,
        reserved.exchange_id,
        reserved,
    )


def release(session: Session, *, deed_key: str, reserved: Transfer, now: datetime) -> Transfer:
    """Frees what was promised, all of it; raises as `post` does, but never for want of hours."""
    giver, receiver = (
        session.get_one(Account, reserved.from_account_id),
        session.get_one(Account, reserved.to_account_id),
    )
    return _append(
        session,
        deed_key,
        Phase.RELEASE,
        reserved.cause,
        giver,
        receiver,
        0,
        0,
        now,
        reserved.exchange_id,
        reserved,
    )


def reservation_for(session: Session, timebank_id: int, exchange_id: int) -> Transfer:
    """Returns the row that reserved the hours of that exchange, answered or not."""
    return session.exec(
        select(Transfer).where(
            Transfer.timebank_id == timebank_id,
            Transfer.exchange_id == exchange_id,
            Transfer.phase == Phase.RESERVE,
        )
    ).one()


def require(session: Session, account: Account, minutes: int) -> None:
    """Makes sure that the account can promise that many minutes more.

    The account's row is locked first, so that on PostgreSQL two spenders stand in line instead of both
    looking at once; on SQLite they stand in line anyway.

    Raises:
        NotEnoughHours: it cannot.
    """
    if account.floor_minutes is None or minutes <= 0:
        return
    session.exec(select(Account.id).where(Account.id == account.id).with_for_update()).one()
    available = standing(session, account).available_minutes - account.floor_minutes
    if minutes > available:
        raise NotEnoughHours(available_minutes=max(0, available), needed_minutes=minutes)


def entries(session: Session, account: Account, *, limit: int) -> list[Transfer]:
    """Returns the last rows that moved minutes into or out of that account, newest first."""
    found = session.exec(
        select(Transfer)
        .where(
            Transfer.timebank_id == account.timebank_id,
            or_(col(Transfer.from_account_id) == account.id, col(Transfer.to_account_id) == account.id),
            col(Transfer.phase).in_(_MOVING),
        )
        .order_by(col(Transfer.id).desc())
        .limit(limit)
    )
    return list(found)


def _answered(timebank_id: int) -> Any:
    return select(Transfer.reserved_id).where(
        Transfer.timebank_id == timebank_id, col(Transfer.reserved_id).is_not(None)
    )


def _append(
    session: Session,
    deed_key: str,
    phase: Phase,
    cause: Cause,
    giver: Account,
    receiver: Account,
    minutes: int,
    needed_minutes: int,
    now: datetime,
    exchange_id: int | None,
    reserved: Transfer | None = None,
) -> Transfer:
    if giver.timebank_id != receiver.timebank_id:
        raise ValueError("the two accounts of a transfer belong to one time bank")
    row = Transfer(
        timebank_id=giver.timebank_id,
        deed_key=deed_key,
        phase=phase,
        cause=cause,
        from_account_id=giver.id,
        to_account_id=receiver.id,
        minutes=minutes,
        reserved_id=None if reserved is None else reserved.id,
        exchange_id=exchange_id,
        made_at=now,
    )
    done = session.exec(
        select(Transfer).where(Transfer.timebank_id == giver.timebank_id, Transfer.deed_key == deed_key)
    ).one_or_none()
    if done is not None:
        if _content(done) != _content(row):
            raise DeedMismatch(deed_key)
        return done
    if reserved is not None:
        answered = session.exec(select(Transfer.id).where(Transfer.reserved_id == reserved.id)).first()
        if answered is not None:
            raise AlreadyAnswered(deed_key)
    require(session, giver, needed_minutes)
    session.add(row)
    session.flush()
    return row


def _content(row: Transfer) -> tuple[object, ...]:
    """What makes two rows the same deed; the moment does not, because a repeat comes later."""
    return (
        row.phase,
        row.cause,
        row.from_account_id,
        row.to_account_id,
        row.minutes,
        row.reserved_id,
        row.exchange_id,
    )
