"""Buttons that a member was shown last, so that the words on them can be typed instead of tapped."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Session, col, select

from models.columns import Row, big_number, document, moment, reference
from models.member import Member

KEPT = 4


class ShownButtons(Row, table=True):
    """The buttons under one message.

    Attributes:
        options: pairs of label, as that member reads it, and what the button carries.
        talk_id: the talk whose question it is, so that the question can be collapsed once it is answered.
    """

    __tablename__ = "shown_buttons"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id", "message_id"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id")
    message_id: int = big_number()
    talk_id: int | None = big_number(default=None, nullable=True)
    options: list[list[str]] = document(default=[])
    at: datetime = moment()


def note(
    session: Session,
    member: Member,
    message_id: int,
    options: list[tuple[str, str]],
    now: datetime,
    talk_id: int | None = None,
) -> None:
    """Notes the buttons under a message that was sent or edited.

    All but the last few messages are forgotten.
    """
    for row in latest(session, member):
        if row.message_id == message_id:
            session.delete(row)
    session.flush()
    if not options and talk_id is None:
        return
    session.add(
        ShownButtons(
            timebank_id=member.timebank_id,
            member_id=member.id,
            message_id=message_id,
            talk_id=talk_id,
            options=[list(option) for option in options],
            at=now,
        )
    )
    session.flush()
    for row in latest(session, member)[KEPT:]:
        session.delete(row)


def latest(session: Session, member: Member) -> list[ShownButtons]:
    """Returns the buttons of the last few messages, the newest message first."""
    return list(
        session.exec(
            select(ShownButtons)
            .where(ShownButtons.timebank_id == member.timebank_id, ShownButtons.member_id == member.id)
            .order_by(col(ShownButtons.message_id).desc())
        )
    )


def forget(session: Session, member: Member, message_id: int) -> None:
    """Forgets the buttons of a message that no longer has any."""
    for row in latest(session, member):
        if row.message_id == message_id:
            session.delete(row)
