"""An account: somebody's hours, and how far they may fall or rise. What is in it, the ledger's rows say."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from functools import cache

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, bindparam, text
from sqlmodel import Field, Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.columns import BigId, Row, choice, moment, reference


class Holder(StrEnum):
    """Whose account it is."""

    BANK = "bank"
    CHEST = "chest"
    MEMBER = "member"


class Account(Row, table=True):
    """Somebody's hours. What is in it is what the transfers say, so no balance is kept here.

    Its two limits are those of the time bank, unless an organiser has set others: see `models.limits`.

    Attributes:
        member_id: whose it is; None for the time bank's own account and for the chest.
        floor_minutes: the balance may not fall below this; None for the time bank's own account, from which
            starting hours come in everybody's sight.
        ceiling_minutes: what is earned above this goes on to the chest; None where nothing does.
        closed_at: since when its member is gone, so that nothing is left in it; None while it is open.
        own_limits: whether an organiser has set its limits, so that they do not follow the bank's.
        limits_after_id: the line of the ledger up to which other limits were in force; None where none were.
        heir_id: the account to which everything of a closed one goes on, because it turned out that both are
            one person's; None where it goes to the chest. See `models.same_person`.
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
    ceiling_minutes: int | None = Field(default=None)
    closed_at: datetime | None = moment(default=None, nullable=True)
    own_limits: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    limits_after_id: int | None = Field(default=None, sa_type=BigId)
    heir_id: int | None = Field(default=None, sa_type=BigId)


# Written once: to put a question together takes longer than to answer it.
_OF_MEMBER = select(Account).where(
    Account.timebank_id == bindparam("timebank_id"), Account.member_id == bindparam("member_id")
)
_OWN = select(Account).where(
    Account.timebank_id == bindparam("timebank_id"), Account.holder == bindparam("holder")
)


def open_bank_accounts(session: Session, timebank_id: int) -> None:
    """Opens the time bank's own account, which has no floor, and its chest, which may not go below zero."""
    session.add(Account(timebank_id=timebank_id, holder=Holder.BANK, floor_minutes=None))
    session.add(Account(timebank_id=timebank_id, holder=Holder.CHEST, floor_minutes=0))
    session.flush()


def open_account(
    session: Session,
    *,
    timebank_id: int,
    member_id: int,
    floor_minutes: int,
    ceiling_minutes: int | None = None,
) -> Account:
    """Returns that member's account, opened now if there is none, and again if it was closed.

    Args:
        floor_minutes: how far the balance of a new account may fall, a number not above zero.
        ceiling_minutes: above which what a new account earns goes on to the chest; None for no such limit.
    """
    account = accounts_of(session, timebank_id, member_id).get(member_id)
    if account is None:
        account = Account(
            timebank_id=timebank_id,
            holder=Holder.MEMBER,
            member_id=member_id,
            floor_minutes=floor_minutes,
            ceiling_minutes=ceiling_minutes,
        )
        session.add(account)
        session.flush()
    elif account.closed_at is not None:
        account.closed_at = None
        session.add(account)
    return account


def account_of(session: Session, timebank_id: int, member_id: int) -> Account:
    """Returns the account of that member, which must exist."""
    return session.exec(_OF_MEMBER, params={"timebank_id": timebank_id, "member_id": member_id}).one()


def accounts_of(session: Session, timebank_id: int, *member_ids: int) -> dict[int, Account]:
    """Returns the accounts of those members who have one, by member id."""
    bound = {f"id_{number}": member_id for number, member_id in enumerate(member_ids)}
    found = session.exec(_of_members(len(bound)), params={"timebank_id": timebank_id, **bound})
    return {account.member_id: account for account in found if account.member_id is not None}


def by_id(session: Session, timebank_id: int, account_id: int) -> Account:
    """Returns that account of that bank, which must exist."""
    return session.exec(
        select(Account).where(Account.timebank_id == timebank_id, Account.id == account_id)
    ).one()


def last_heir(session: Session, account: Account) -> Account:
    """Returns the account to which everything of that one goes on in the end; itself where nowhere."""
    while account.heir_id is not None:
        account = by_id(session, account.timebank_id, account.heir_id)
    return account


def with_former(session: Session, account: Account) -> set[int]:
    """Returns the numbers of an account and of all those whose hours go on to it."""
    found, newest = {account.id}, {account.id}
    while newest:
        newest = set(
            session.exec(
                select(Account.id).where(
                    Account.timebank_id == account.timebank_id, col(Account.heir_id).in_(newest)
                )
            )
        )
        found |= newest
    return found


def own_account(session: Session, timebank_id: int, holder: Holder) -> Account:
    """Returns the time bank's own account or its chest."""
    return session.exec(_OWN, params={"timebank_id": timebank_id, "holder": holder}).one()


@cache
def _of_members(count: int) -> SelectOfScalar[Account]:
    ids = [bindparam(f"id_{number}", type_=BigId) for number in range(count)]
    return select(Account).where(
        Account.timebank_id == bindparam("timebank_id"), col(Account.member_id).in_(ids)
    )
