"""The directory: members as an organiser looks for them, by name or by their last hours."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, func, or_, select

from models import member
from models.account import Account
from models.ledger import Transfer
from models.member import Member


def find(session: Session, by: Member, name: str, *, limit: int) -> list[Member]:
    """Returns members of that organiser's bank whose name holds those words; a whole name comes first.

    Raises:
        NotFound: `by` is no organiser.
    """
    return _find(session, by, name, col(Member.joined_at).is_not(None), limit)


def find_here(session: Session, by: Member, name: str, *, limit: int) -> list[Member]:
    """Returns the same of those who are members now, though perhaps on a break; raises NotFound as `find`."""
    here = (member.State.ACTIVE, member.State.PAUSED)
    return _find(session, by, name, col(Member.state).in_(here), limit)


def with_last_entries(session: Session, by: Member, *, limit: int) -> list[Member]:
    """Returns the members of that organiser's bank whose hours moved last, the last first.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    touched = select(func.max(Transfer.id)).where(
        Transfer.timebank_id == by.timebank_id,
        or_(col(Transfer.from_account_id) == Account.id, col(Transfer.to_account_id) == Account.id),
    )
    rows = session.exec(
        select(Member)
        .join(Account, col(Account.member_id) == Member.id)
        .where(
            Member.timebank_id == by.timebank_id,
            Account.timebank_id == by.timebank_id,
            Member.id != by.id,
            Member.name != "",
        )
        .order_by(touched.correlate(Account).scalar_subquery().desc(), col(Member.id))
        .limit(limit)
    )
    return list(rows)


def _find(session: Session, by: Member, name: str, who: Any, limit: int) -> list[Member]:
    member.require_organiser(by)
    sought = " ".join(name.split())
    if not sought:
        return []
    found = session.exec(
        select(Member)
        .where(
            Member.timebank_id == by.timebank_id,
            who,
            Member.name != "",
            col(Member.name).icontains(sought, autoescape=True),
        )
        .order_by(func.length(Member.name), col(Member.name), col(Member.id))
        .limit(limit)
    )
    return list(found)
