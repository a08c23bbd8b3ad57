"""A talk: several questions in a row between Goodturn and one member, kept as one row.

Because the row says which question is open and what was answered so far, a talk survives restarts, can be
picked up after a week, and can be served by any process.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, Session, col, select

from models.columns import BigId, Row, document, moment, reference
from models.member import Member
from models.timebank import TimeBank


class Conversation(Row, table=True):
    """The talk that is open with one member. A talk that has ended has no row.

    Attributes:
        flow: which talk it is.
        step: which question is open.
        answers: what was answered so far, by step.
        subject_id: the row it is about, if any: an invitation, an exchange.
        misses: how often the open question was answered in a way we did not understand.
        last_update_id: the last of Telegram's updates that changed it, so that the same one is not taken as
            the answer to the next question.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id")
    flow: str = Field(max_length=32)
    step: str = Field(max_length=32)
    answers: dict[str, Any] = document(default={})
    subject_id: int | None = Field(default=None, sa_type=BigId)
    misses: int = 0
    last_update_id: int | None = Field(default=None, sa_type=BigId)
    started_at: datetime = moment()
    touched_at: datetime = moment()


# These run for nearly every update, so they are made once.
_CURRENT = select(Conversation).where(
    Conversation.timebank_id == bindparam("bank"), Conversation.member_id == bindparam("whose")
)
_WITH = (
    select(TimeBank, Member, Conversation)
    .outerjoin(
        Member,
        (col(Member.timebank_id) == TimeBank.id) & (col(Member.telegram_user_id) == bindparam("account")),
    )
    .outerjoin(
        Conversation,
        (col(Conversation.timebank_id) == TimeBank.id) & (col(Conversation.member_id) == Member.id),
    )
    .where(col(TimeBank.id) == bindparam("bank"))
)


def current(session: Session, member: Member) -> Conversation | None:
    """Returns the talk that is open with that member, if any."""
    whose = {"bank": member.timebank_id, "whose": member.id}
    return session.execute(_CURRENT, whose).scalar_one_or_none()


def with_account(
    session: Session, timebank_id: int, telegram_user_id: int
) -> tuple[TimeBank, Member | None, Conversation | None]:
    """Returns all that is needed to answer whoever writes from that account, asked for at once: the bank, the
    member, or None for somebody who is not known there, and the talk that is open with them, if any."""
    whose = {"bank": timebank_id, "account": telegram_user_id}
    bank, known, talk = session.execute(_WITH, whose).one()
    return bank, known, talk


def start(
    session: Session,
    member: Member,
    *,
    flow: str,
    step: str,
    now: datetime,
    answers: dict[str, Any] | None = None,
    subject_id: int | None = None,
) -> Conversation:
    """Opens a talk, in place of the one that was open, and returns it."""
    end(session, member)
    opened = Conversation(
        timebank_id=member.timebank_id,
        member_id=member.id,
        flow=flow,
        step=step,
        answers=dict(answers or {}),
        subject_id=subject_id,
        started_at=now,
        touched_at=now,
    )
    session.add(opened)
    session.flush()
    return opened


def move(
    session: Session,
    talk: Conversation,
    *,
    step: str,
    answers: dict[str, Any],
    update_id: int | None,
    now: datetime,
) -> None:
    """Notes an answer and opens the next question."""
    talk.answers = dict(answers)
    talk.misses = 0 if step != talk.step else talk.misses
    talk.step = step
    talk.last_update_id = update_id
    talk.touched_at = now
    session.add(talk)


def miss(session: Session, talk: Conversation, *, update_id: int | None, now: datetime) -> int:
    """Notes that an answer was not understood, and returns how often that has happened at this question."""
    talk.misses += 1
    talk.last_update_id = update_id
    talk.touched_at = now
    session.add(talk)
    return talk.misses


def end(session: Session, member: Member) -> None:
    """Ends the talk that is open with that member, if any."""
    open_talk = current(session, member)
    if open_talk is not None:
        session.delete(open_talk)
        session.flush()
