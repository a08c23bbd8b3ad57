"""An intake: members, offers and hours that an organiser brings in from a spreadsheet, all of them or none.

    received --> read --> confirmed --> done
       |  \\        |          |
       |   \\       v          |
       |    \\   dropped       |
       |     \\----------------+--> faulty    some rows cannot be taken; nothing is
       \\-----------------------+--> refused   the file cannot be read, or came in before

Each step is a row that a job looks for, so that a restart goes on with it. What was read is kept until it is
brought in or dropped, and no longer than a week.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, Session, col, select

from models import bringing_in, intake_entry, journal, member, notification, timebank
from models.columns import Row, choice, document, moment, reference
from models.intake_entry import Entry, Problem
from models.member import Member, NotFound
from models.notification import Notice

# Telegram gives bots no larger ones.
LARGEST_BYTES = 20_000_000
MOST_ROWS = 5_000
MOST_PROBLEMS = 10_000
# So many are written down at a time, so that nobody else waits long.
PART = 100
KEPT_FOR = timedelta(days=7)


class State(StrEnum):
    """Where an intake is; see the drawing at the top."""

    RECEIVED = "received"
    READ = "read"
    CONFIRMED = "confirmed"
    DONE = "done"
    FAULTY = "faulty"
    REFUSED = "refused"
    DROPPED = "dropped"


class Why(StrEnum):
    """Why a file is refused as a whole."""

    TOO_LARGE = "too-large"
    NOT_FETCHED = "not-fetched"
    WRONG_TYPE = "wrong-type"
    OLD_TYPE = "old-type"
    MACROS = "macros"
    PACKED = "packed"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    NO_HEADINGS = "no-headings"
    TOO_MANY_ROWS = "too-many-rows"
    KNOWN = "known"


# These wait for the job.
DUE = (State.RECEIVED, State.CONFIRMED)


class Intake(Row, table=True):
    """One spreadsheet.

    Attributes:
        by_id: the organiser who sent it.
        file_id: by which the messenger gives it out.
        file_name: what it is called there.
        digest: of its bytes, by which the same file is known again.
        why: why it was refused.
        entries: what was read, see `intake_entry.Entry`; empty before, and once that is over.
        problems: what is wrong, see `intake_entry.Problem`.
        row_count: how many members were read.
        written_count: how many of them are written down so far.
    """

    __tablename__ = "intake"
    __table_args__ = (
        Index("ix_intake_state", "timebank_id", "state"),
        Index(
            "uq_intake_done",
            "timebank_id",
            "digest",
            unique=True,
            sqlite_where=text("state = 'done'"),
            postgresql_where=text("state = 'done'"),
        ),
        {"sqlite_autoincrement": True},
    )

    by_id: int = reference("member.id", index=True)
    file_id: str = Field(max_length=255)
    file_name: str = Field(default="", max_length=128)
    digest: str = Field(default="", max_length=64)
    state: State = choice(State, default=State.RECEIVED)
    why: Why | None = choice(Why, default=None, nullable=True)
    entries: list[dict[str, object]] = document(default=[])
    problems: list[list[object]] = document(default=[])
    row_count: int = 0
    written_count: int = 0
    received_at: datetime = moment()
    ended_at: datetime | None = moment(default=None, nullable=True)


def receive(session: Session, by: Member, file_id: str, file_name: str, now: datetime) -> Intake:
    """Takes a file in, to be read; what the organiser has sent before and not confirmed is dropped.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    for former in _unfinished_of(session, by):
        if former.state is not State.CONFIRMED:
            _end(session, former, State.DROPPED, now)
    taken = Intake(
        timebank_id=by.timebank_id,
        by_id=by.id,
        file_id=file_id,
        file_name=file_name[:128],
        received_at=now,
    )
    session.add(taken)
    session.flush()
    return taken


def due(session: Session, timebank_id: int) -> list[tuple[int, State]]:
    """Returns the number and state of every intake that waits for the job, the oldest first."""
    rows = session.exec(
        select(Intake.id, Intake.state)
        .where(Intake.timebank_id == timebank_id, col(Intake.state).in_(DUE))
        .order_by(col(Intake.id))
    )
    return [(intake_id, State(state)) for intake_id, state in rows]


def get(session: Session, timebank_id: int, intake_id: int) -> Intake:
    """Returns that intake of that bank; raises NotFound where there is none."""
    found = session.exec(
        select(Intake).where(Intake.timebank_id == timebank_id, Intake.id == intake_id)
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def mine(session: Session, by: Member, intake_id: int) -> Intake:
    """Returns an intake of that organiser's own; raises NotFound for any other, and to everybody else."""
    member.require_organiser(by)
    found = get(session, by.timebank_id, intake_id)
    if found.by_id != by.id:
        raise NotFound()
    return found


def last_of(session: Session, by: Member) -> Intake | None:
    """Returns what that organiser sent last; raises NotFound where `by` is none."""
    member.require_organiser(by)
    return session.exec(
        select(Intake)
        .where(Intake.timebank_id == by.timebank_id, Intake.by_id == by.id)
        .order_by(col(Intake.id).desc())
        .limit(1)
    ).first()


def note_read(
    session: Session,
    timebank_id: int,
    intake_id: int,
    digest: str,
    entries: Sequence[Entry],
    problems: Sequence[Problem],
    now: datetime,
) -> None:
    """Keeps what was read from a file, looks whether it can be taken, and tells its organiser.

    Args:
        digest: of the file's bytes.
        entries: the rows that could be read.
        problems: what is wrong with others, or with parts of them.
    """
    taken = get(session, timebank_id, intake_id)
    if taken.state is not State.RECEIVED:
        return
    taken.digest, taken.row_count = digest, len(entries)
    if _came_before(session, taken):
        note_refused(session, timebank_id, intake_id, Why.KNOWN, now)
        return
    today = timebank.today(timebank.get(session, timebank_id), now)
    wrong = [*problems, *intake_entry.check(session, timebank_id, entries, today)]
    if wrong:
        _fault(session, taken, sorted(wrong, key=lambda one: one.row), now)
        return
    if not entries:
        note_refused(session, timebank_id, intake_id, Why.EMPTY, now)
        return
    taken.state, taken.entries = State.READ, [entry.to_document() for entry in entries]
    session.add(taken)
    _tell(session, taken, now, 1)


def note_refused(session: Session, timebank_id: int, intake_id: int, why: Why, now: datetime) -> None:
    """Notes that a file cannot be taken as a whole, and tells its organiser."""
    taken = get(session, timebank_id, intake_id)
    if taken.state is State.RECEIVED:
        taken.why = why
        _end(session, taken, State.REFUSED, now)
        _tell(session, taken, now, 1)


def confirm(session: Session, intake_id: int, by: Member) -> Intake:
    """An organiser says that what was read is to be brought in. Doing it twice is doing it once.

    Raises:
        NotFound: it is not theirs, or was dropped.
    """
    taken = mine(session, by, intake_id)
    if taken.state is State.READ:
        taken.state = State.CONFIRMED
        session.add(taken)
    return taken


def drop(session: Session, intake_id: int, by: Member, now: datetime) -> Intake:
    """An organiser would rather not. What is brought in already stays; raises NotFound as `confirm`."""
    taken = mine(session, by, intake_id)
    if taken.state in (State.RECEIVED, State.READ):
        _end(session, taken, State.DROPPED, now)
    return taken


def bring_in(session: Session, timebank_id: int, intake_id: int, now: datetime) -> bool:
    """Writes down the next part of a confirmed intake, and says whether there is more to write.

    Before the first part everything is looked at once more, because somebody may have joined meanwhile. After
    the last one all of them are members at once, and the organiser is told.
    """
    taken = get(session, timebank_id, intake_id)
    if taken.state is not State.CONFIRMED or (
        not taken.written_count and not _may_begin(session, taken, now)
    ):
        return False
    part = taken.entries[taken.written_count : taken.written_count + PART]
    bringing_in.write(
        session, timebank_id, taken.by_id, taken.id, [Entry.from_document(kept) for kept in part], now
    )
    taken.written_count += len(part)
    session.add(taken)
    if taken.written_count < len(taken.entries):
        return True
    bringing_in.let_in(session, timebank_id, taken.id)
    entries = [Entry.from_document(kept) for kept in taken.entries]
    _end(session, taken, State.DONE, now)
    journal.note(
        session,
        by=member.get(session, timebank_id, taken.by_id),
        act="intake.bring_in",
        subject_id=taken.id,
        now=now,
        members=len(entries),
        offers=sum(len(entry.kinds) for entry in entries),
        minutes=sum(entry.minutes or 0 for entry in entries),
    )
    _tell(session, taken, now, 2)
    return False


def _may_begin(session: Session, taken: Intake, now: datetime) -> bool:
    """Looks once more whether an intake can be taken; ends it and tells its organiser where it cannot."""
    if not member.get(session, taken.timebank_id, taken.by_id).is_organiser:
        # Whoever sent it looks after the bank no longer.
        _end(session, taken, State.DROPPED, now)
        return False
    if _came_before(session, taken):
        taken.why = Why.KNOWN
        _end(session, taken, State.REFUSED, now)
        _tell(session, taken, now, 2)
        return False
    entries = [Entry.from_document(kept) for kept in taken.entries]
    today = timebank.today(timebank.get(session, taken.timebank_id), now)
    wrong = intake_entry.check(session, taken.timebank_id, entries, today)
    if wrong:
        _fault(session, taken, wrong, now, step=2)
    return not wrong


def forget(session: Session, timebank_id: int, now: datetime) -> int:
    """Forgets what was read and never brought in, and what was wrong with it, after a while; returns how much
    that was."""
    found = session.exec(
        select(Intake).where(
            Intake.timebank_id == timebank_id,
            Intake.received_at < now - KEPT_FOR,
            col(Intake.state).in_((State.RECEIVED, State.READ, State.FAULTY)),
        )
    ).all()
    for taken in found:
        taken.problems = []
        _end(session, taken, State.DROPPED, now)
    return len(found)


def _unfinished_of(session: Session, by: Member) -> list[Intake]:
    return list(
        session.exec(
            select(Intake).where(
                Intake.timebank_id == by.timebank_id,
                Intake.by_id == by.id,
                col(Intake.state).in_((State.RECEIVED, State.READ, State.CONFIRMED)),
            )
        )
    )


def _came_before(session: Session, taken: Intake) -> bool:
    """Whether the very same file was brought in before."""
    return (
        session.exec(
            select(Intake.id).where(
                Intake.timebank_id == taken.timebank_id,
                Intake.digest == taken.digest,
                Intake.state == State.DONE,
            )
        ).first()
        is not None
    )


def _fault(session: Session, taken: Intake, wrong: Sequence[Problem], now: datetime, step: int = 1) -> None:
    taken.problems = [problem.to_document() for problem in wrong[:MOST_PROBLEMS]]
    _end(session, taken, State.FAULTY, now)
    _tell(session, taken, now, step)


def _end(session: Session, taken: Intake, state: State, now: datetime) -> None:
    """Ends an intake; what was read from it is kept no longer."""
    taken.state, taken.ended_at, taken.entries, taken.file_id = state, now, [], ""
    session.add(taken)


def _tell(session: Session, taken: Intake, now: datetime, step: int) -> None:
    by = member.get(session, taken.timebank_id, taken.by_id)
    notification.queue(session, Notice.INTAKE, subject_id=taken.id, recipient=by, send_after=now, round=step)
