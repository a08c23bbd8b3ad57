"""Buttons that a member was shown last, so that the words on them can be typed instead of tapped."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint, bindparam, delete, insert
from sqlmodel import Session, select

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


# These run for nearly every update, so they are made once.
_table: Any = ShownButtons.__table__  # type: ignore[attr-defined]
_THEIRS = (_table.c.timebank_id == bindparam("bank")) & (_table.c.member_id == bindparam("whose"))
_MESSAGES = select(_table.c.id, _table.c.message_id).where(_THEIRS)
_LATEST = select(ShownButtons).where(_THEIRS).order_by(_table.c.message_id.desc())
_FORGET = delete(_table).where(_THEIRS, _table.c.id == bindparam("row"))


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
    connection = session.connection()
    bank_and_member = {"bank": member.timebank_id, "whose": member.id}
    known = connection.execute(_MESSAGES, bank_and_member).all()
    counts = bool(options) or talk_id is not None
    newest = sorted((shown for _, shown in known if shown != message_id), reverse=True)
    newest = sorted([message_id, *newest], reverse=True)[:KEPT] if counts else newest[:KEPT]
    if gone := [row_id for row_id, shown in known if shown not in newest or shown == message_id]:
        connection.execute(_FORGET, [{**bank_and_member, "row": row_id} for row_id in gone])
    if counts and message_id in newest:
        connection.execute(
            insert(_table),
            {
                "timebank_id": member.timebank_id,
                "member_id": member.id,
                "message_id": message_id,
                "talk_id": talk_id,
                "options": [list(option) for option in options],
                "at": now,
            },
        )


def latest(session: Session, member: Member) -> list[ShownButtons]:
    """Returns the buttons of the last few messages, the newest message first."""
    whose = {"bank": member.timebank_id, "whose": member.id}
    return list(session.execute(_LATEST, whose).scalars())


def forget(session: Session, member: Member, message_id: int) -> None:
    """Forgets the buttons of a message that no longer has any."""
    for row in latest(session, member):
        if row.message_id == message_id:
            session.delete(row)
