"""Notifications: what is to be said to somebody later, as a kind and an id, never as a sentence.

    pending --> sending --> sent
       |           |  \\---> uncertain   it may have arrived, and reading it twice could mislead
       |           |   \\--> dead        it cannot arrive
       |           \\------> pending     try again later
       \\--> lapsed                      by now it would be wrong or useless to say

A row is claimed with a lease before it is sent, so that a process that dies loses nothing: when the lease
ends, another takes over. The words are chosen at delivery, after reading how things stand then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, func, or_
from sqlmodel import Field, Session, col, select

from models.columns import BigId, Row, choice, moment, reference

if TYPE_CHECKING:
    from models.member import Member


class Notice(StrEnum):
    """The kinds of notification; what each one's `subject_id` points at stands behind it."""

    INVITATION = "invitation"  # invitation
    FILLED = "filled"  # invitation
    CANDIDATE = "candidate"  # invitation
    STILL_LOOKING = "still_looking"  # request
    AT_RISK = "at_risk"  # request
    LOOKED_AFTER = "looked_after"  # request
    UNMET = "unmet"  # request
    AGREED = "agreed"  # exchange
    REMINDER_DAY = "reminder_day"  # exchange
    REMINDER_SOON = "reminder_soon"  # exchange
    HOW_LONG = "how_long"  # exchange
    HOW_LONG_AGAIN = "how_long_again"  # exchange
    HOURS_BANKED = "hours_banked"  # exchange
    DIFFERING = "differing"  # exchange
    DID_NOT_HAPPEN = "did_not_happen"  # exchange
    CALLED_OFF = "called_off"  # exchange
    DROPPED_OUT = "dropped_out"  # exchange
    APPROVED = "approved"  # member
    NOT_APPROVED = "not_approved"  # member
    RELAYED = "relayed"  # relayed message
    TASK_APPROVAL = "task_approval"  # member
    TASK_HOURS = "task_hours"  # exchange
    TASK_AT_RISK = "task_at_risk"  # request
    TASK_PERSON_WANTED = "task_person_wanted"  # raised hand
    TASK_UNREACHABLE = "task_unreachable"  # exchange


class State(StrEnum):
    """Where a notification is; see the drawing at the top."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    LAPSED = "lapsed"
    DEAD = "dead"


UNFINISHED = (State.PENDING, State.SENDING)


class Notification(Row, table=True):
    """One thing to be said to one member.

    Attributes:
        kind: what it is about.
        subject_id: the id of the row it is about.
        round: which search for a helper it belongs to, so that after a drop-out it may be said once more.
        send_after: the earliest moment to say it.
        useless_after: from then on it is better left unsaid; None when it never goes stale.
        lease_until: while another process may be sending it.
        attempts: how often sending was tried.
        message_id: Telegram's number of what was sent.
    """

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("timebank_id", "kind", "subject_id", "recipient_id", "round"),
        CheckConstraint("attempts >= 0", name="attempts"),
        Index("ix_notification_due", "state", "send_after"),
        {"sqlite_autoincrement": True},
    )

    kind: Notice = choice(Notice)
    subject_id: int = Field(sa_type=BigId)
    recipient_id: int = reference("member.id", index=True)
    round: int = 1
    state: State = choice(State, default=State.PENDING)
    send_after: datetime = moment()
    useless_after: datetime | None = moment(default=None, nullable=True)
    lease_until: datetime | None = moment(default=None, nullable=True)
    attempts: int = 0
    message_id: int | None = Field(default=None, sa_type=BigId)
    finished_at: datetime | None = moment(default=None, nullable=True)


def queue(
    session: Session,
    kind: Notice,
    *,
    subject_id: int,
    recipient: Member,
    send_after: datetime,
    useless_after: datetime | None = None,
    round: int = 1,
    again: bool = False,
) -> None:
    """Queues one thing to be said, unless the very same was queued before.

    When it was queued and is not said yet, it moves to the new time; so a visit that moves takes its
    reminders along.

    Args:
        again: what was let go unsaid before may be said after all, because it is so once more.
    """
    known = session.exec(
        select(Notification).where(
            Notification.timebank_id == recipient.timebank_id,
            Notification.kind == kind,
            Notification.subject_id == subject_id,
            Notification.recipient_id == recipient.id,
            Notification.round == round,
        )
    ).one_or_none()
    if known is not None:
        if known.state is State.LAPSED and again:
            known.state, known.attempts, known.finished_at = State.PENDING, 0, None
        # One that is being tried again keeps the pause that was set for it.
        if known.state is State.PENDING and known.attempts == 0:
            known.send_after, known.useless_after = send_after, useless_after
            session.add(known)
        return
    session.add(
        Notification(
            timebank_id=recipient.timebank_id,
            kind=kind,
            subject_id=subject_id,
            recipient_id=recipient.id,
            round=round,
            send_after=send_after,
            useless_after=useless_after,
        )
    )
    session.flush()


def lapse(
    session: Session, *, timebank_id: int, subject_id: int, kinds: Iterable[Notice], now: datetime
) -> None:
    """Lets everything of those kinds about that row go unsaid, if it has not been said."""
    for row in session.exec(
        select(Notification).where(
            Notification.timebank_id == timebank_id,
            Notification.subject_id == subject_id,
            col(Notification.kind).in_(list(kinds)),
            Notification.state == State.PENDING,
        )
    ):
        finish(session, row, State.LAPSED, now)


def claim(session: Session, *, now: datetime, lease: timedelta, limit: int) -> list[Notification]:
    """Takes the notifications that are due, so that no other process sends them while the lease lasts.

    Those whose lease ran out are taken over: whoever had them is gone. The oldest promise comes first.
    """
    due = session.exec(
        select(Notification)
        .where(_due(now))
        .order_by(col(Notification.send_after), col(Notification.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in due:
        row.state, row.lease_until, row.attempts = State.SENDING, now + lease, row.attempts + 1
        session.add(row)
    return list(due)


def any_due(session: Session, now: datetime) -> bool:
    """Says whether there is anything to claim, without taking the write lock."""
    return session.exec(select(Notification.id).where(_due(now)).limit(1)).first() is not None


def next_due_at(session: Session) -> datetime | None:
    """Returns when the next thing is to be said, or None when nothing waits."""
    return session.exec(
        select(func.min(Notification.send_after)).where(Notification.state == State.PENDING)
    ).one()


def finish(
    session: Session, row: Notification, state: State, now: datetime, message_id: int | None = None
) -> None:
    """Ends a notification in one of its last states."""
    row.state, row.lease_until, row.finished_at = state, None, now
    if message_id is not None:
        row.message_id = message_id
    session.add(row)


def retry(session: Session, row: Notification, send_after: datetime) -> None:
    """Puts a notification back in the line, to be sent no earlier than that."""
    row.state, row.lease_until, row.send_after = State.PENDING, None, send_after
    session.add(row)


def _due(now: datetime) -> Any:
    waiting = (col(Notification.state) == State.PENDING) & (col(Notification.send_after) <= now)
    abandoned = (col(Notification.state) == State.SENDING) & (col(Notification.lease_until) <= now)
    return or_(waiting, abandoned)
