"""Muting: a member who would rather get no announcements and polls. Everything that is for them alone comes
all the same.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Session, col, delete, select

from models import member
from models.columns import Row, moment, reference
from models.member import Member


class Muting(Row, table=True):
    """That one member has muted announcements; who has not has no row."""

    __tablename__ = "muting"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id", index=True)
    since: datetime = moment()


def is_muted(session: Session, who: Member) -> bool:
    """Says whether that member gets no announcements."""
    return _of(session, who) is not None


def mute(session: Session, who: Member, now: datetime) -> None:
    """From now on they get no announcements. Doing it twice is doing it once.

    Raises:
        NotAMember, WaitingForOrganiser: they are no member.
    """
    member.require_active(who)
    if _of(session, who) is None:
        session.add(Muting(timebank_id=who.timebank_id, member_id=who.id, since=now))
        session.flush()


def unmute(session: Session, who: Member) -> None:
    """From now on they get announcements again; raises as `mute` does."""
    member.require_active(who)
    session.execute(
        delete(Muting).where(col(Muting.timebank_id) == who.timebank_id, col(Muting.member_id) == who.id)
    )


def _of(session: Session, who: Member) -> Muting | None:
    return session.exec(
        select(Muting).where(Muting.timebank_id == who.timebank_id, Muting.member_id == who.id)
    ).one_or_none()
