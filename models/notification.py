"""Notifications: what is to be said to somebody later, as a kind and an id, never as a sentence.

    pending --> sending --> sent
       |           |  \\---> uncertain   it may have arrived, and reading it twice could mislead
       |           |   \\--> dead        it cannot arrive, and trying again was given up
       |           \\------> pending     try again later
       \\--> lapsed                      by now it would be wrong or useless to say

    uncertain --> pending               the member has written to us: what is still so is said once more

A row is claimed with a lease before it is sent. When a process dies, its lease ends and another takes over
what does no harm when it is read twice; whatever else it held may have arrived, and becomes uncertain.
Nothing is said once more a second time, so that nobody reads it thrice, except alerts, which had better come
too often than not at all. The words are chosen at delivery, after reading how things stand then.

What is for somebody who cannot be reached stays pending. It is looked at once a day, so that it lapses in its
time, and is due as soon as they can be written to again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, case, delete, func, or_, text, update
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
    SUGGESTED = "suggested"  # explanation
    AGREED = "agreed"  # exchange
    REMINDER_DAY = "reminder_day"  # exchange
    REMINDER_SOON = "reminder_soon"  # exchange
    TIME_STAYS = "time_stays"  # exchange
    ON_THE_WAY = "on_the_way"  # exchange
    AT_THE_DOOR = "at_the_door"  # exchange
    HAVE_THEY_COME = "have_they_come"  # exchange
    AWAITED = "awaited"  # exchange
    NOT_AWAITED = "not_awaited"  # exchange
    HAS_LEFT = "has_left"  # exchange
    STILL_THERE = "still_there"  # exchange
    HAVE_THEY_LEFT = "have_they_left"  # exchange
    BUDDY_WORRIES = "buddy_worries"  # exchange
    NOBODY_REACHED = "nobody_reached"  # exchange
    BUDDY_WANTED = "buddy_wanted"  # buddy
    BUDDY_ANSWERED = "buddy_answered"  # buddy
    HOW_LONG = "how_long"  # exchange
    HOW_LONG_AGAIN = "how_long_again"  # exchange
    MOST_WISHED = "most_wished"  # exchange
    MOST_ANSWERED = "most_answered"  # exchange
    HOW_MUCH = "how_much"  # exchange
    HOW_MUCH_AGAIN = "how_much_again"  # exchange
    SPENT = "spent"  # exchange
    SPENT_AGAIN = "spent_again"  # exchange
    MONEY_STANDS = "money_stands"  # exchange
    HOURS_BANKED = "hours_banked"  # exchange
    THANKED = "thanked"  # thanks
    DIFFERING = "differing"  # exchange
    DID_NOT_HAPPEN = "did_not_happen"  # exchange
    CALLED_OFF = "called_off"  # exchange
    DROPPED_OUT = "dropped_out"  # exchange
    APPROVED = "approved"  # member
    NOT_APPROVED = "not_approved"  # member
    RELAYED = "relayed"  # relayed message
    GIVEN = "given"  # transfer
    CORRECTED = "corrected"  # transfer
    GRANTED = "granted"  # grant
    BREAK_OVER = "break_over"  # member
    VISIT_OFF = "visit_off"  # exchange
    HOLD = "hold"  # member
    ROLES = "roles"  # member
    CONCERN_HEARD = "concern_heard"  # concern
    CONCERN_CLOSED = "concern_closed"  # concern
    ALARM_HEARD = "alarm_heard"  # alarm
    ALARM = "alarm"  # alarm
    ALARM_TAKEN = "alarm_taken"  # alarm
    TASK_CONCERN = "task_concern"  # concern
    TASK_CONCERN_ENDING = "task_concern_ending"  # concern
    READINGS = "readings"  # time bank
    CHECK_LAPSES = "check_lapses"  # attestation
    NUDGE = "nudge"  # member
    SAME_PERSON = "same_person"  # same person
    DONE_FOR_YOU = "done_for_you"  # what was done on behalf of somebody
    WELLBEING = "wellbeing"  # member
    TASK_APPROVAL = "task_approval"  # member
    TASK_HOURS = "task_hours"  # exchange
    TASK_MONEY = "task_money"  # exchange
    TASK_AT_RISK = "task_at_risk"  # request
    TASK_PERSON_WANTED = "task_person_wanted"  # raised hand
    TASK_HOURS_WANTED = "task_hours_wanted"  # hours wanted
    TASK_WORRIED = "task_worried"  # impression
    TASK_UNREACHABLE = "task_unreachable"  # exchange
    TASK_UNDELIVERED = "task_undelivered"  # time bank
    TASK_OVERDUE = "task_overdue"  # overdue visit
    TASK_OVERDUE_TAKEN = "task_overdue_taken"  # overdue visit
    TASK_OVERDUE_YOURS = "task_overdue_yours"  # overdue visit
    TASK_OVERDUE_OVER = "task_overdue_over"  # overdue visit
    TASK_CALL = "task_call"  # member
    TASK_LAPSING = "task_lapsing"  # attestation
    TASK_WAITS = "task_waits"  # time bank
    TASK_TODAY = "task_today"  # time bank
    EXPLAINED = "explained"  # explanation
    ANNOUNCED = "announced"  # announcement
    ANNOUNCEMENT_DONE = "announcement_done"  # announcement
    POLL_RESULT = "poll_result"  # announcement
    INTAKE = "intake"  # intake
    DRAWN = "drawn"  # drawing


class State(StrEnum):
    """Where a notification is; see the drawing at the top."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    LAPSED = "lapsed"
    DEAD = "dead"


UNFINISHED = (State.PENDING, State.SENDING)

# Reading these twice could mislead; everything else tells how things stand, and is worded like that.
SAFE_TO_REPEAT = frozenset(
    kind for kind in Notice if kind not in (Notice.RELAYED, Notice.CANDIDATE, Notice.INVITATION)
)
# Somebody may stand at a door or wait for a knock on it: these go first, whatever else is due.
ALERTS = frozenset(
    {
        Notice.CALLED_OFF,
        Notice.DROPPED_OUT,
        Notice.AWAITED,
        Notice.NOT_AWAITED,
        Notice.STILL_THERE,
        Notice.HAVE_THEY_LEFT,
        Notice.BUDDY_WORRIES,
        Notice.NOBODY_REACHED,
        Notice.TASK_UNREACHABLE,
        Notice.TASK_OVERDUE,
        Notice.TASK_OVERDUE_YOURS,
        Notice.VISIT_OFF,
        Notice.ALARM,
    }
)
# These go to many at once, and everything else before them.
WAVES = frozenset({Notice.INVITATION, Notice.FILLED})
# These go to everybody, nobody waits for them, and even waves go before them.
BEHIND_ALL = frozenset({Notice.ANNOUNCED, Notice.POLL_RESULT})

# Nothing is queued about a thing so long after it was last spoken of, so that the unique key is not missed;
# where hours are still unsettled then, an organiser may well hear of them again.
KEPT = timedelta(days=180)

# No lease is ever taken for longer. One that seems to be was taken before the clock was set back: it is over.
LONGEST_LEASE = timedelta(minutes=10)


class Notification(Row, table=True):
    """One thing to be said to one member.

    Attributes:
        kind: what it is about.
        subject_id: the id of the row it is about.
        round: which search for a helper it belongs to, so that after a drop-out it may be said once more.
        send_after: the earliest moment to say it.
        useless_after: from then on it is better left unsaid; None when it never goes stale.
        first_due_at: when it was to be said at first; None while it was never put off.
        lease_until: while a process may be sending it.
        attempts: how often sending was tried. It also tells two claims apart: see `still_claimed`.
        message_id: Telegram's number of what was sent.
        retold: it may have arrived before, and is said once more, which is the last time.
    """

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("timebank_id", "kind", "subject_id", "recipient_id", "round"),
        CheckConstraint("attempts >= 0", name="attempts"),
        # It holds what is unfinished and nothing else, so that it stays small however much was said.
        Index(
            "ix_notification_due",
            "timebank_id",
            "state",
            "send_after",
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index("ix_notification_finished", "timebank_id", "finished_at"),
        {"sqlite_autoincrement": True},
    )

    kind: Notice = choice(Notice)
    subject_id: int = Field(sa_type=BigId)
    recipient_id: int = reference("member.id", index=True)
    round: int = 1
    state: State = choice(State, default=State.PENDING)
    send_after: datetime = moment()
    useless_after: datetime | None = moment(default=None, nullable=True)
    first_due_at: datetime | None = moment(default=None, nullable=True)
    lease_until: datetime | None = moment(default=None, nullable=True)
    attempts: int = 0
    message_id: int | None = Field(default=None, sa_type=BigId)
    finished_at: datetime | None = moment(default=None, nullable=True)
    retold: bool = Field(default=False, sa_column_kwargs={"server_default": text("(false)")})


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


def claim(
    session: Session,
    *,
    timebank_id: int,
    now: datetime,
    lease: timedelta,
    limit: int,
    busy: Collection[int] = (),
) -> list[Notification]:
    """Takes the notifications that are due, so that no other process sends them while the lease lasts.

    Those whose lease ran out are taken over, because whoever had them is gone; where reading them once more
    could mislead, or would be the third time, they become uncertain instead. Alerts come first, then what is
    for one person, then waves, then announcements, and the oldest promise before others of its kind.

    Args:
        limit: how many at the most.
        busy: members who are being written to already, whose turn comes later.
    """
    due = []
    for row in session.exec(
        _abandoned(timebank_id, now, busy).limit(limit).with_for_update(skip_locked=True)
    ):
        if may_be_said_again(row):
            row.retold = True
            due.append(row)
        else:
            finish(session, row, State.UNCERTAIN, now)
    in_turn = case(
        (col(Notification.kind).in_(ALERTS), 0),
        (col(Notification.kind).in_(WAVES), 2),
        (col(Notification.kind).in_(BEHIND_ALL), 3),
        else_=1,
    )
    first_due_at = func.coalesce(Notification.first_due_at, Notification.send_after)
    due += session.exec(
        _waiting(timebank_id, now, busy)
        .order_by(in_turn, first_due_at, col(Notification.id))
        .limit(limit - len(due))
        .with_for_update(skip_locked=True)
    ).all()
    for row in due:
        row.state, row.lease_until, row.attempts = State.SENDING, now + lease, row.attempts + 1
        session.add(row)
    return due


def may_be_said_again(row: Notification) -> bool:
    """Says whether something that may have arrived is sent once more without being asked for."""
    return row.kind in ALERTS or (row.kind in SAFE_TO_REPEAT and not row.retold)


def any_due(session: Session, timebank_id: int, now: datetime, busy: Collection[int] = ()) -> bool:
    """Says whether there is anything to claim, without taking the write lock; arguments as for `claim`."""
    looks = (_waiting(timebank_id, now, busy), _abandoned(timebank_id, now, busy))
    return any(session.exec(look.limit(1)).first() is not None for look in looks)


def next_due_at(session: Session, timebank_id: int) -> datetime | None:
    """Returns when the next thing is to be said, or None when nothing waits."""
    return session.exec(
        select(func.min(Notification.send_after)).where(
            Notification.timebank_id == timebank_id,
            Notification.state == State.PENDING,
            col(Notification.finished_at).is_(None),
        )
    ).one()


def still_claimed(session: Session, claimed: Notification) -> Notification | None:
    """Returns the row as it is now, if nobody has taken it over since we claimed it.

    What was only given up as uncertain is still ours to say more about.
    """
    return session.exec(
        select(Notification).where(
            Notification.timebank_id == claimed.timebank_id,
            Notification.id == claimed.id,
            Notification.attempts == claimed.attempts,
            col(Notification.state).in_((State.SENDING, State.UNCERTAIN)),
        )
    ).one_or_none()


def finish(
    session: Session, row: Notification, state: State, now: datetime, message_id: int | None = None
) -> None:
    """Ends a notification in one of its last states; what is uncertain is owed to the member from now on."""
    row.state, row.lease_until, row.finished_at = state, None, now
    if message_id is not None:
        row.message_id = message_id
    session.add(row)
    if state is State.UNCERTAIN:
        # Members know of notifications, and these not of them, so they are met here only.
        from models import member

        member.owe(member.get(session, row.timebank_id, row.recipient_id), now)


def retry(session: Session, row: Notification, send_after: datetime, *, doubtful: bool = False) -> None:
    """Puts a notification back in the line, to be sent no earlier than that.

    Args:
        doubtful: it may have arrived; see `may_be_said_again`.
    """
    row.retold = row.retold or doubtful
    row.first_due_at = row.first_due_at or row.send_after
    row.state, row.lease_until, row.finished_at, row.send_after = State.PENDING, None, None, send_after
    session.add(row)


def put_back(session: Session, row: Notification, send_after: datetime | None) -> None:
    """Puts a notification back that was claimed and not tried; None leaves it due as it was."""
    row.attempts -= 1
    retry(session, row, send_after or row.send_after)


def resume(session: Session, recipient: Member) -> None:
    """Lets everything be due at once that could not be said to a member who can be written to again.

    What may have arrived, and could mislead when it is read twice, is said once more now that they write,
    unless it was said once more before.
    """
    of_theirs = (
        col(Notification.timebank_id) == recipient.timebank_id,
        col(Notification.recipient_id) == recipient.id,
    )
    rows = session.exec(
        select(Notification).where(*of_theirs, col(Notification.state).in_((State.PENDING, State.UNCERTAIN)))
    )
    for row in rows:
        if row.state is State.UNCERTAIN and row.retold:
            continue
        if row.state is State.UNCERTAIN:
            row.state, row.attempts, row.finished_at, row.retold = State.PENDING, 0, None, True
        if row.first_due_at is not None:
            row.send_after = row.first_due_at
        session.add(row)


def hurry(session: Session, timebank_id: int, now: datetime, due_by: datetime) -> None:
    """Lets everything be due now that was to be said by then and waits: it was put off and the messenger is
    there again, or the clock has been set back meanwhile. It keeps its order; see `claim`.

    Args:
        due_by: now, or the moment that the clock showed before it was set back.
    """
    first_due_at = func.coalesce(Notification.first_due_at, Notification.send_after)
    session.execute(
        update(Notification)
        .where(
            col(Notification.timebank_id) == timebank_id,
            col(Notification.state) == State.PENDING,
            col(Notification.finished_at).is_(None),
            col(Notification.send_after) > now,
            first_due_at <= due_by,
        )
        .values(send_after=now, first_due_at=first_due_at)
        .execution_options(synchronize_session=False)
    )


def given_up(session: Session, timebank_id: int, since: datetime) -> Sequence[Notification]:
    """Returns what could not be sent since then, the oldest first."""
    return session.exec(
        select(Notification)
        .where(
            Notification.timebank_id == timebank_id,
            Notification.state == State.DEAD,
            col(Notification.finished_at) >= since,
        )
        .order_by(col(Notification.id))
    ).all()


def forget(session: Session, timebank_id: int, now: datetime, limit: int) -> int:
    """Forgets what ended long ago, the oldest first, and returns how much it was.

    Args:
        limit: how many rows at the most, so that nobody waits long for the database.
    """
    long_ago = (
        select(Notification.id)
        .where(
            Notification.timebank_id == timebank_id,
            col(Notification.finished_at) < now - KEPT,
            col(Notification.state).not_in(UNFINISHED),
        )
        .order_by(col(Notification.finished_at))
        .limit(limit)
    )
    ids = session.exec(long_ago).all()
    session.execute(
        delete(Notification)
        .where(col(Notification.timebank_id) == timebank_id, col(Notification.id).in_(ids))
        .execution_options(synchronize_session=False)
    )
    return len(ids)


def _waiting(timebank_id: int, now: datetime, busy: Collection[int]) -> Any:
    return select(Notification).where(
        Notification.timebank_id == timebank_id,
        Notification.state == State.PENDING,
        col(Notification.finished_at).is_(None),
        col(Notification.send_after) <= now,
        col(Notification.recipient_id).not_in(busy),
    )


def _abandoned(timebank_id: int, now: datetime, busy: Collection[int]) -> Any:
    return select(Notification).where(
        Notification.timebank_id == timebank_id,
        Notification.state == State.SENDING,
        col(Notification.finished_at).is_(None),
        or_(col(Notification.lease_until) <= now, col(Notification.lease_until) > now + LONGEST_LEASE),
        col(Notification.recipient_id).not_in(busy),
    )
