"""The books in sum: what everybody may see of the bank's hours without seeing anybody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col

from models import exchange, member, small_numbers
from models.exchange import Exchange
from models.ledger import MOVING, Account, Cause, Holder, Transfer
from models.member import Member
from models.period import Period
from models.request import Request
from models.small_numbers import FEWEST

LARGEST_SHOWN = 3
# Those who belong to the bank: let in, and not gone. Who takes a break belongs to it, too.
BELONGING = (member.State.ACTIVE, member.State.PAUSED)


@dataclass(frozen=True)
class Books:
    """How the time bank stands, in minutes.

    Attributes:
        period: what the figures of a span of time are about.
        members: how many people belong to it now; None where these are fewer than five.
        given_minutes: help that was banked in the period, as it stands after corrections; what one gave
            another got, so it is the help received as well. None where fewer than five people took part.
        active_members: how many of the members gave or got some of it; None where that would tell of fewer
            than five people, on either side.
        chest_minutes: what the community chest holds now.
        members_minutes: what all members together hold now; None where there are fewer than five.
        bank_minutes: what the bank's own account holds now, usually below zero: starting hours came from it.
            None as for `members_minutes`, since with the chest the three make zero.
        largest_minutes: the largest balances of members above zero, without names, the largest first; none
            where there are fewer than five members.
    """

    period: Period
    members: int | None
    given_minutes: int | None
    active_members: int | None
    chest_minutes: int
    members_minutes: int | None
    bank_minutes: int | None
    largest_minutes: tuple[int, ...]


@dataclass(frozen=True)
class Banked:
    """Help that was given and is in the ledger.

    Attributes:
        minutes: how long it took, as the books say after all corrections.
        ended_at: when it was banked; None for help that was banked before that was kept.
    """

    asker_id: int
    helper_id: int
    minutes: int
    kind: str
    ended_at: datetime | None


def for_member(session: Session, by: Member, period: Period) -> Books:
    """Returns the books in sum, to everybody who belongs to the time bank.

    Raises:
        NotAMember, WaitingForOrganiser: they do not, so far.
    """
    member.require_active(by)
    return books(session, by.timebank_id, period)


def books(session: Session, timebank_id: int, period: Period) -> Books:
    """Returns the books in sum; the caller checks who asks."""
    members = belonging(session, timebank_id)
    given = list(banked(session, timebank_id, period.holds(Exchange.ended_at)))
    took_part = {who for one in given for who in (one.asker_id, one.helper_id)}
    balances = dict.fromkeys(Holder, 0)
    of_members: list[int] = []
    for holder, member_id, minutes in each_balance(session, timebank_id):
        balances[holder] += minutes
        if member_id in members:
            of_members.append(minutes)
    enough = len(members) >= FEWEST
    largest = sorted((minutes for minutes in of_members if minutes > 0), reverse=True)[:LARGEST_SHOWN]
    return Books(
        period=period,
        members=len(members) if enough else None,
        given_minutes=sum(one.minutes for one in given) if len(took_part) >= FEWEST else None,
        active_members=small_numbers.part_of(len(members), len(took_part & members)),
        chest_minutes=balances[Holder.CHEST],
        members_minutes=balances[Holder.MEMBER] if enough else None,
        bank_minutes=balances[Holder.BANK] if enough else None,
        largest_minutes=tuple(largest) if enough else (),
    )


def belonging(session: Session, timebank_id: int) -> set[int]:
    """Returns the numbers of those who belong to the bank."""
    found = session.execute(
        select(col(Member.id)).where(col(Member.timebank_id) == timebank_id, col(Member.state).in_(BELONGING))
    )
    return set(found.scalars())


def banked(session: Session, timebank_id: int, which: ColumnElement[bool]) -> Iterator[Banked]:
    """Yields help that is in the ledger, each with its minutes after all corrections.

    Args:
        which: a condition on exchanges, or on the requests that they came from.
    """
    corrected = _corrected(session, timebank_id)
    found = session.execute(
        select(
            col(Exchange.id),
            col(Exchange.asker_id),
            col(Exchange.helper_id),
            col(Exchange.banked_minutes),
            col(Exchange.kind),
            col(Exchange.ended_at),
        )
        .join(
            Request,
            and_(
                col(Request.timebank_id) == col(Exchange.timebank_id),
                col(Request.id) == col(Exchange.request_id),
            ),
        )
        .where(col(Exchange.timebank_id) == timebank_id, col(Exchange.state) == exchange.State.BANKED, which)
        .order_by(col(Exchange.id))
    )
    for exchange_id, asker_id, helper_id, minutes, kind, ended_at in found:
        after = (minutes or 0) + corrected.get(exchange_id, 0)
        yield Banked(asker_id, helper_id, after, kind, ended_at)


def _corrected(session: Session, timebank_id: int) -> dict[int, int]:
    """Returns by how many minutes the lines of exchanges were put right, by the exchange."""
    line, minutes_moved = aliased(Transfer), col(Transfer.minutes)
    same_way = col(Transfer.from_account_id) == col(line.from_account_id)
    found: dict[int, int] = {}
    rows = session.execute(
        select(col(line.exchange_id), case((same_way, minutes_moved), else_=-minutes_moved))
        .join(
            line,
            and_(
                col(line.timebank_id) == col(Transfer.timebank_id),
                col(line.id) == col(Transfer.corrects_id),
            ),
        )
        .where(col(Transfer.timebank_id) == timebank_id, col(line.cause) == Cause.EXCHANGE)
    )
    for exchange_id, minutes in rows:
        assert exchange_id is not None, "a line of that cause names its exchange"
        found[exchange_id] = found.get(exchange_id, 0) + minutes
    return found


def each_balance(session: Session, timebank_id: int) -> Iterator[tuple[Holder, int | None, int]]:
    """Yields whose each account is, its member, and what it holds, added up from the rows alone."""
    sides = (col(Transfer.to_account_id), col(Transfer.from_account_id))
    came, went = (_moved(session, timebank_id, side) for side in sides)
    for account_id, holder, member_id in session.execute(
        select(col(Account.id), col(Account.holder), col(Account.member_id)).where(
            col(Account.timebank_id) == timebank_id
        )
    ):
        yield holder, member_id, came.get(account_id, 0) - went.get(account_id, 0)


def _moved(session: Session, timebank_id: int, side: Mapped[int]) -> dict[int, int]:
    """Adds up what moved into accounts, or out of them, by the column that names that side."""
    rows = session.execute(
        select(side, func.sum(col(Transfer.minutes)))
        .where(col(Transfer.timebank_id) == timebank_id, col(Transfer.phase).in_(MOVING))
        .group_by(side)
    )
    return {account_id: int(minutes) for account_id, minutes in rows}
