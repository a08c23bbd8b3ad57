"""The directory: members as an organiser looks for them, by name or by their last hours."""

from __future__ import annotations

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
    member.require_organiser(by)
    sought = " ".join(name.split())
    if not sought:
        return []
    found = session.exec(
        select(Member)
        .where(
            Member.timebank_id == by.timebank_id,
            col(Member.joined_at).is_not(None),
            Member.name != "",
            col(Member.name).icontains(sought, autoescape=True),
        )
        .order_by(func.length(Member.name), col(Member.name), col(Member.id))
        .limit(limit)
    )
    return list(found)


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
