"""Limits: how far one member's hours may fall or rise, where that is not as the bank has it for everybody.

An account keeps its own two limits. They follow the bank's when these change, until an organiser has set them
for this one member. What was done under earlier limits stays as it is: the account notes up to which line of
the ledger others were in force, so that the audit does not hold yesterday to the rules of today.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from models import journal, ledger, member
from models.account import Account, Holder
from models.confirmation import OwnCase
from models.ledger import Transfer
from models.member import Member
from models.refusals import Refusal
from models.timebank import TimeBank

LOWEST_FLOOR_MINUTES = -6_000
LOWEST_CEILING_MINUTES = 60
HIGHEST_CEILING_MINUTES = 60_000


class HoursLimitOutOfRange(Refusal):
    """No such limit will do. Facts: `least_minutes` and `most_minutes`."""

    message = "refusal-limit-of-hours"


def set_for(
    session: Session,
    whom: Member,
    by: Member,
    now: datetime,
    *,
    floor_minutes: int,
    ceiling_minutes: int | None,
) -> Account:
    """Says how far one member's hours may fall and rise, and returns their account. Twice is once.

    Where both are as the bank has them, they follow the bank again. Nothing that is there already moves.

    Args:
        floor_minutes: not above zero.
        ceiling_minutes: above which what they earn goes on to the chest; None for no such end.

    Raises:
        NotFound: `by` is no organiser, or has nothing to do with that member's bank.
        OwnCase: it is about the organiser's own hours.
        HoursLimitOutOfRange: no such limit will do.
    """
    member.require_organiser(by)
    whom = member.get(session, by.timebank_id, whom.id)
    if whom.id == by.id:
        raise OwnCase()
    account = ledger.account_of(session, by.timebank_id, whom.id)
    require_floor(floor_minutes)
    require_ceiling(ceiling_minutes)
    before = (account.floor_minutes, account.ceiling_minutes)
    if before == (floor_minutes, ceiling_minutes):
        return account
    bank = session.get_one(TimeBank, by.timebank_id)
    account.floor_minutes, account.ceiling_minutes = floor_minutes, ceiling_minutes
    account.own_limits = (floor_minutes, ceiling_minutes) != (bank.floor_minutes, bank.ceiling_minutes)
    account.limits_after_id = _last_line(session, by.timebank_id)
    session.add(account)
    session.flush()
    journal.note(
        session,
        by=by,
        act="account.set_limits",
        subject_id=account.id,
        now=now,
        old_floor_minutes=before[0],
        old_ceiling_minutes=before[1],
        floor_minutes=floor_minutes,
        ceiling_minutes=ceiling_minutes,
    )
    return account


def require_floor(minutes: int) -> None:
    """Lets a floor pass that will do; raises HoursLimitOutOfRange for any other."""
    if not LOWEST_FLOOR_MINUTES <= minutes <= 0:
        raise HoursLimitOutOfRange(least_minutes=LOWEST_FLOOR_MINUTES, most_minutes=0)


def require_ceiling(minutes: int | None) -> None:
    """Lets a ceiling pass that will do, or none; raises HoursLimitOutOfRange for any other."""
    if minutes is not None and not LOWEST_CEILING_MINUTES <= minutes <= HIGHEST_CEILING_MINUTES:
        raise HoursLimitOutOfRange(least_minutes=LOWEST_CEILING_MINUTES, most_minutes=HIGHEST_CEILING_MINUTES)


def follow_bank(session: Session, bank: TimeBank, name: str, old: Any) -> None:
    """Lets the members' accounts follow a limit of their bank that has just changed.

    Args:
        name: `floor_minutes` or `ceiling_minutes`.
        old: what it was.
    """
    column = getattr(Account, name)
    session.execute(
        update(Account)
        .where(
            col(Account.timebank_id) == bank.id,
            col(Account.holder) == Holder.MEMBER,
            col(Account.own_limits).is_(False),
            column.is_(None) if old is None else column == old,
        )
        .values({name: getattr(bank, name), "limits_after_id": _last_line(session, bank.id)})
        .execution_options(synchronize_session="fetch")
    )


def _last_line(session: Session, timebank_id: int) -> int:
    """Returns the number of the newest line of a bank's ledger, 0 where there is none."""
    found = session.exec(select(func.max(Transfer.id)).where(Transfer.timebank_id == timebank_id)).one()
    return int(found or 0)
