"""Posts: what the organisers' group is told of each task, as it stands; see `models.organiser_group`.

    (a task appears) --> open --> taken --> over        what is so, and what the group reads follows it
                           ^        |         |
                           '--------+---------'         the very same waits once more: it is said anew

A post is one message: it is sent when a task appears and edited when somebody takes it and when it is dealt
with, so that the group reads as a list of what still waits. Of what was over before it could be sent nothing
is said. A row is claimed with a lease before the group is written to; where a process dies in the middle, the
same message may come twice, which does no harm.

What it may hear at all is for `models.group_news` to say.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, delete, or_, text
from sqlmodel import Field, Session, col, select

from models import notification, organiser_group
from models.columns import BigId, Row, big_number, choice, moment, reference
from models.organiser_group import OrganiserGroup, Topic

# The report of a week stands beside the tasks, and is about no row.
WEEK = "week"

TRIES = 5
AGAIN_AFTER, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=10)
KEPT = timedelta(days=90)


class Stage(StrEnum):
    """How a task stands, as far as a group is told."""

    OPEN = "open"
    TAKEN = "taken"
    OVER = "over"


class GroupPost(Row, table=True):
    """What the group is told of one task.

    Attributes:
        kind: of the task, as its code, or `week` for the report of a week.
        subject_id: the row that the task is about; the number of the week, as 202648, for a report.
        since: from when on the task has been waiting; another moment is another task.
        topic: where it belongs.
        stage, taken_by_id: how it stands, and with whom.
        told, told_taken_by_id: what the group reads; None before it was told.
        chat_id, message_id: the message in which it reads that.
        try_at: when to say it; None while there is nothing to say.
        tries: how often it was tried since it last came off.
        lease_until: while a process may be saying it.
    """

    __tablename__ = "group_post"
    __table_args__ = (
        UniqueConstraint("timebank_id", "kind", "subject_id", "since"),
        CheckConstraint("tries >= 0", name="tries"),
        # It holds what is still to be said and nothing else.
        Index(
            "ix_group_post_due",
            "timebank_id",
            "try_at",
            sqlite_where=text("try_at IS NOT NULL"),
            postgresql_where=text("try_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    kind: str = Field(max_length=32)
    subject_id: int = Field(sa_type=BigId)
    since: datetime = moment()
    topic: Topic = choice(Topic)
    stage: Stage = choice(Stage, default=Stage.OPEN)
    taken_by_id: int | None = reference("member.id", default=None, nullable=True, index=True)
    told: Stage | None = choice(Stage, default=None, nullable=True)
    told_taken_by_id: int | None = reference("member.id", default=None, nullable=True, index=True)
    chat_id: int | None = big_number(default=None, nullable=True)
    message_id: int | None = big_number(default=None, nullable=True)
    try_at: datetime | None = moment(default=None, nullable=True)
    tries: int = 0
    lease_until: datetime | None = moment(default=None, nullable=True)


def begin(
    session: Session,
    group: OrganiserGroup,
    kind: str,
    subject_id: int,
    since: datetime,
    topic: Topic,
    taken_by_id: int | None,
    now: datetime,
) -> None:
    """Begins a post, which is said as soon as it can be; arguments as `GroupPost` tells them."""
    session.add(
        GroupPost(
            timebank_id=group.timebank_id,
            kind=kind,
            subject_id=subject_id,
            since=since,
            topic=topic,
            stage=Stage.OPEN if taken_by_id is None else Stage.TAKEN,
            taken_by_id=taken_by_id,
            try_at=now,
        )
    )
    session.flush()


def stand(session: Session, row: GroupPost, stage: Stage, taken_by_id: int | None, now: datetime) -> None:
    """Lets a post follow how its task stands. What was over and waits once more is said anew, since nobody
    notices that an old message has changed back."""
    if row.stage is Stage.OVER:
        row.chat_id = row.message_id = row.told = row.told_taken_by_id = None
        row.tries = 0
    row.stage, row.taken_by_id = stage, taken_by_id
    if row.told is None and stage is Stage.OVER and row.tries == 0:
        # Nobody has read of it, so nobody needs to read that it is over.
        row.try_at = None
    elif row.tries == 0:
        row.try_at = now
    session.add(row)


def find(session: Session, timebank_id: int, kind: str, subject_id: int, since: datetime) -> GroupPost | None:
    """Returns the post of one task, whether it is over or not."""
    return session.exec(
        select(GroupPost).where(
            GroupPost.timebank_id == timebank_id,
            GroupPost.kind == kind,
            GroupPost.subject_id == subject_id,
            GroupPost.since == since,
        )
    ).one_or_none()


def any_due(session: Session, timebank_id: int, now: datetime) -> bool:
    """Says whether there is anything to claim, without taking the write lock."""
    return session.exec(_due(timebank_id, now).limit(1)).first() is not None


def claim(session: Session, timebank_id: int, now: datetime, lease: timedelta, limit: int) -> list[GroupPost]:
    """Takes what is to be said now, the urgent first, so that no other process says it meanwhile.

    Args:
        limit: how many at the most.
    """
    due = session.exec(
        _due(timebank_id, now)
        .order_by(col(GroupPost.topic) != Topic.URGENT, col(GroupPost.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in due:
        row.lease_until, row.tries = now + lease, row.tries + 1
        session.add(row)
    return list(due)


def told(session: Session, said: GroupPost, chat_id: int, message_id: int, now: datetime) -> None:
    """Notes what the group reads now; where things have moved on meanwhile, it is told that as well.

    Args:
        said: the post as it was worded.
        chat_id, message_id: where that stands.
    """
    row = _get(session, said)
    row.told, row.told_taken_by_id = said.stage, said.taken_by_id
    row.chat_id, row.message_id = chat_id, message_id
    row.lease_until, row.tries = None, 0
    row.try_at = None if (row.stage, row.taken_by_id) == (row.told, row.told_taken_by_id) else now
    session.add(row)


def put_off(
    session: Session,
    tried: GroupPost,
    now: datetime,
    *,
    again_at: datetime | None = None,
    passing: bool = False,
) -> None:
    """Notes that it could not be said: it is tried again, each time later.

    Args:
        again_at: when the messenger allows that; None to choose.
        passing: whether it is the messenger, or the way to it, that is away: then it is never given up.
    """
    row = _get(session, tried)
    row.lease_until = None
    row.try_at = again_at or now + min(LONGEST_PAUSE, AGAIN_AFTER * 2 ** min(row.tries, TRIES))
    if row.tries >= TRIES and again_at is None and not passing:
        give_up(session, row)
    session.add(row)


def lose_message(session: Session, tried: GroupPost, now: datetime) -> None:
    """Notes that the message of a post is out of reach, as where its group has moved: it is said anew."""
    row = _get(session, tried)
    row.chat_id = row.message_id = row.told = row.told_taken_by_id = row.lease_until = None
    row.try_at, row.tries = now, 0
    session.add(row)


def give_up(session: Session, tried: GroupPost) -> None:
    """Notes that it cannot be said; every organiser has their own queue and notices besides."""
    row = _get(session, tried)
    row.lease_until = row.try_at = None
    row.told, row.told_taken_by_id = row.stage, row.taken_by_id
    session.add(row)


def forget(session: Session, timebank_id: int, now: datetime) -> None:
    """Deletes what was over long ago, and where no group is linked any more, whatever is as old."""
    old = delete(GroupPost).where(
        col(GroupPost.timebank_id) == timebank_id, col(GroupPost.since) < now - KEPT
    )
    if organiser_group.of(session, timebank_id) is not None:
        old = old.where(
            or_(col(GroupPost.stage) == Stage.OVER, col(GroupPost.kind) == WEEK),
            col(GroupPost.try_at).is_(None),
        )
    session.execute(old)


def week_of(number: int) -> tuple[date, date]:
    """Returns the Monday and the Sunday of a week by its number, as 202648 (ISO 8601)."""
    monday = date.fromisocalendar(number // 100, number % 100, 1)
    return monday, monday + timedelta(days=6)


def _due(timebank_id: int, now: datetime) -> Any:
    # A lease that seems longer than any was taken before the clock was set back: it is over.
    longest = now + notification.LONGEST_LEASE
    return select(GroupPost).where(
        GroupPost.timebank_id == timebank_id,
        col(GroupPost.try_at) <= now,
        or_(
            col(GroupPost.lease_until).is_(None),
            col(GroupPost.lease_until) <= now,
            col(GroupPost.lease_until) > longest,
        ),
    )


def _get(session: Session, row: GroupPost) -> GroupPost:
    return session.exec(
        select(GroupPost).where(GroupPost.timebank_id == row.timebank_id, GroupPost.id == row.id)
    ).one()
