"""Apart: two members of whom one would rather not meet the other again. It is silent and holds both ways.

The matching never brings them together, and neither of them is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint, or_
from sqlmodel import Session, col, delete, select

from models.columns import Row, moment, reference
from models.member import Member


class Apart(Row, table=True):
    """That somebody would rather not meet somebody again.

    Attributes:
        member_id: who said so.
        other_id: of whom.
    """

    __tablename__ = "apart"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id", "other_id"),
        CheckConstraint("member_id <> other_id", name="two_people"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id", index=True)
    other_id: int = reference("member.id", index=True)
    said_at: datetime = moment()


def keep(session: Session, who: Member, other: Member, now: datetime) -> None:
    """Keeps two apart from now on, once however often it is said."""
    known = session.exec(
        select(Apart).where(
            Apart.timebank_id == who.timebank_id, Apart.member_id == who.id, Apart.other_id == other.id
        )
    ).one_or_none()
    if known is None:
        session.add(Apart(timebank_id=who.timebank_id, member_id=who.id, other_id=other.id, said_at=now))
        session.flush()


def relent(session: Session, who: Member, other: Member) -> None:
    """Takes back what somebody said; what the other one said stays."""
    session.execute(
        delete(Apart).where(
            col(Apart.timebank_id) == who.timebank_id,
            col(Apart.member_id) == who.id,
            col(Apart.other_id) == other.id,
        )
    )


def from_whom(session: Session, timebank_id: int, member_ids: Iterable[int]) -> dict[int, set[int]]:
    """Returns for each of some members from whom they are kept, whoever said so."""
    wanted = list(member_ids)
    found: dict[int, set[int]] = {}
    for one, other in session.exec(
        select(Apart.member_id, Apart.other_id).where(
            Apart.timebank_id == timebank_id,
            or_(col(Apart.member_id).in_(wanted), col(Apart.other_id).in_(wanted)),
        )
    ):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {member_id: found[member_id] for member_id in wanted if member_id in found}


def are(session: Session, one: Member, other_id: int) -> bool:
    """Says whether two are kept apart, whoever of them said so."""
    return other_id in from_whom(session, one.timebank_id, [one.id]).get(one.id, ())


def said_by(session: Session, who: Member) -> list[int]:
    """Returns of whom somebody said so, as numbers of members, the last first."""
    return list(
        session.exec(
            select(Apart.other_id)
            .where(Apart.timebank_id == who.timebank_id, Apart.member_id == who.id)
            .order_by(col(Apart.id).desc())
        )
    )
