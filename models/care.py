"""Care: who sees to a task of the queue, that it was dealt with where nothing else shows it, and when
organisers were last told of it.

    waiting --> taken by an organiser --> dealt with
       |                |
       '--- told again -'      so long as it waits, once in each time limit; see `models.untended`

A task is known by its kind, the row it is about, and since when it waits. Where the same row comes to wait
once more, nobody has taken that yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint, delete
from sqlmodel import Field, Session, col, select

from models import journal, member
from models.columns import BigId, Row, moment, reference
from models.member import Member

KEPT = timedelta(days=365)


class TaskCare(Row, table=True):
    """What organisers did about one task.

    Attributes:
        kind: of task, as its code.
        subject_id: the row that the task is about.
        since: from when on it has been waiting; another moment is another task.
        taken_by_id, taken_at: the organiser who sees to it, and since when.
        done_at, done_by_id: when and by whom it was dealt with.
        told_at: when organisers were last told that it still waits.
    """

    __tablename__ = "task_care"
    __table_args__ = (
        UniqueConstraint("timebank_id", "kind", "subject_id"),
        {"sqlite_autoincrement": True},
    )

    kind: str = Field(max_length=32)
    subject_id: int = Field(sa_type=BigId)
    since: datetime = moment()
    taken_by_id: int | None = reference("member.id", default=None, nullable=True, index=True)
    taken_at: datetime | None = moment(default=None, nullable=True)
    done_by_id: int | None = reference("member.id", default=None, nullable=True, index=True)
    done_at: datetime | None = moment(default=None, nullable=True)
    told_at: datetime | None = moment(default=None, nullable=True)


Known = Mapping[tuple[str, int, datetime], TaskCare]


def known(session: Session, timebank_id: int) -> Known:
    """Returns what was done about the tasks of a bank, by kind, subject and since when it waits."""
    rows = session.exec(select(TaskCare).where(TaskCare.timebank_id == timebank_id))
    return {(row.kind, row.subject_id, row.since): row for row in rows}


def of(session: Session, timebank_id: int, kind: str, subject_id: int, since: datetime) -> TaskCare:
    """Returns the row of a task, begun anew where it is new, or waits once more."""
    found = session.exec(
        select(TaskCare).where(
            TaskCare.timebank_id == timebank_id, TaskCare.kind == kind, TaskCare.subject_id == subject_id
        )
    ).one_or_none()
    if found is None:
        found = TaskCare(timebank_id=timebank_id, kind=kind, subject_id=subject_id, since=since)
    elif found.since != since:
        found.since = since
        found.taken_by_id = found.taken_at = found.done_by_id = found.done_at = found.told_at = None
    session.add(found)
    session.flush()
    return found


def take(session: Session, care: TaskCare, by: Member, now: datetime) -> None:
    """Notes that an organiser sees to it; the first who says so keeps it while they are an organiser.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    if taker(session, care) is not None:
        return
    care.taken_by_id, care.taken_at = by.id, now
    session.add(care)
    journal.note(session, by=by, act="task.take", subject_id=care.subject_id, now=now, kind=care.kind)


def note_taken(session: Session, care: TaskCare | None, by: Member, now: datetime) -> None:
    """Notes that an organiser has said elsewhere that they see to it, where it is known as a task."""
    if care is not None:
        care.taken_by_id, care.taken_at = by.id, now
        session.add(care)


def note_let_go(session: Session, care: TaskCare | None) -> None:
    """Notes that somebody has said elsewhere that they see to it no more, where it is known as a task."""
    if care is not None:
        care.taken_by_id = care.taken_at = None
        session.add(care)


def let_go(session: Session, care: TaskCare, by: Member, now: datetime) -> None:
    """Puts a task back that this organiser has taken; somebody else's stays with them.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    if care.taken_by_id == by.id:
        care.taken_by_id = care.taken_at = None
        session.add(care)
        journal.note(session, by=by, act="task.let_go", subject_id=care.subject_id, now=now, kind=care.kind)


def finish(session: Session, care: TaskCare, by: Member, now: datetime) -> None:
    """Notes that it was dealt with, once however often it is said.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    if care.done_at is None:
        care.done_at, care.done_by_id = now, by.id
        session.add(care)
        journal.note(session, by=by, act="task.finish", subject_id=care.subject_id, now=now, kind=care.kind)


def taker(session: Session, care: TaskCare | None) -> Member | None:
    """Returns who sees to it, or None where nobody does, or whoever did is no organiser any more."""
    if care is None or care.taken_by_id is None:
        return None
    who = member.get(session, care.timebank_id, care.taken_by_id)
    return who if who.is_organiser else None


def waits_too_long(row: TaskCare | None) -> bool:
    """Says whether organisers were told again of a task, and nobody has taken it since."""
    return (
        row is not None and row.told_at is not None and (row.taken_at is None or row.taken_at < row.told_at)
    )


def forget(session: Session, timebank_id: int, now: datetime) -> None:
    """Deletes what was about tasks of long ago."""
    session.execute(
        delete(TaskCare).where(col(TaskCare.timebank_id) == timebank_id, col(TaskCare.since) < now - KEPT)
    )
