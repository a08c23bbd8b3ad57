"""Access on record: which organiser read something about a member that was not written for them, and when.

A row is written in the same transaction that reads, so nothing is read unseen. Rows are only ever added, and
each carries a digest of itself and of the row before it, so that changing or removing one of them, even past
the triggers of the database, shows:

    digest 1 = SHA-256(64 zeros, row 1)     digest 2 = SHA-256(digest 1, row 2)     ...

Rows that were cut off at the end show only where the last digest is known from elsewhere: see `head`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, select

from models import exchange, member, request, safeguarding
from models.columns import BigId, Row, choice, moment, reference
from models.exchange import Exchange
from models.member import Member
from models.refusals import Refusal

BEGINNING = "0" * 64
# The way to a door may be read from so long before a visit until so long after it.
BEFORE_VISIT, AFTER_VISIT = timedelta(hours=24), timedelta(hours=2)


class DoorNotNow(Refusal):
    """So long before or after a visit a door is nobody's business. Facts: `from_at`, `until_at`."""

    message = "refusal-door-not-now"


class Read(StrEnum):
    """What was read: the way to a door before a visit, a concern, what was taken along as a file, where a
    member lives, or their phone number."""

    DOOR = "door"
    CONCERN = "concern"
    EXPORT = "export"
    PLACE = "place"
    PHONE = "phone"


class AccessEntry(Row, table=True):
    """One reading. Triggers forbid changing or deleting it.

    Attributes:
        number: counts the readings of a time bank from 1.
        by_id: the organiser who read.
        member_id: about whom; for a concern who raised it, for an export who took it.
        subject_id: the row it stands in: for a door the exchange, for a place or a phone the member, for an
            export the time bank.
        previous: the digest of the reading before.
        digest: the digest of `previous` and of everything above.
    """

    __tablename__ = "access_log"
    __table_args__ = (
        # Two who read at the same moment cannot both be the next one.
        UniqueConstraint("timebank_id", "number"),
        {"sqlite_autoincrement": True},
    )

    number: int = Field(sa_type=BigId)
    at: datetime = moment()
    by_id: int = reference("member.id")
    member_id: int = reference("member.id", index=True)
    what: Read = choice(Read)
    subject_id: int = Field(sa_type=BigId)
    previous: str = Field(max_length=64)
    digest: str = Field(max_length=64)


def read_door(session: Session, exchange_id: int, by: Member, now: datetime) -> tuple[Exchange, str]:
    """Lets an organiser or a lead read the way to the door of a visit, and writes down that they did.

    Returns:
        the visit, and the way; empty where the asker has not told it.

    Raises:
        NotFound: `by` is neither, or there is no such visit that still stands.
        DoorNotNow: it is too early or too late.
    """
    # An overdue visit knows of those who are on their way, and these of how near a visit is.
    from models import overdue

    standing = visit_to_look_after(session, exchange_id, by)
    from_at, until_at = standing.starts_at - BEFORE_VISIT, standing.ends_at + AFTER_VISIT
    if overdue.is_open(session, standing):
        # Somebody may have to go there, however late it is.
        until_at = max(until_at, now)
    if not from_at <= now <= until_at:
        raise DoorNotNow(from_at=from_at, until_at=until_at)
    wanted = request.get(session, by.timebank_id, standing.request_id)
    note(session, by=by, member_id=standing.asker_id, what=Read.DOOR, subject_id=standing.id, now=now)
    return standing, wanted.directions


def visit_to_look_after(session: Session, exchange_id: int, by: Member) -> Exchange:
    """Returns a visit that is agreed, or whose helper is missed, to an organiser or a lead; raises NotFound
    to all others, and for any other visit."""
    from models import overdue

    safeguarding.require_keeper(by)
    standing = exchange.get(session, by.timebank_id, exchange_id)
    if standing.state is not exchange.State.AGREED and not overdue.is_open(session, standing):
        raise member.NotFound()
    return standing


def export(session: Session, by: Member, now: datetime) -> None:
    """Writes down that an organiser takes a file about the bank along.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    note(session, by=by, member_id=by.id, what=Read.EXPORT, subject_id=by.timebank_id, now=now)


def note(
    session: Session, *, by: Member, member_id: int, what: Read, subject_id: int, now: datetime
) -> AccessEntry:
    """Writes down that an organiser reads something about a member; in the transaction that reads it.

    Args:
        by: who reads.
        member_id: about whom.
        what: what is read.
        subject_id: the row it stands in.
    """
    number, previous = head(session, by.timebank_id)
    entry = AccessEntry(
        timebank_id=by.timebank_id,
        number=number + 1,
        at=now,
        by_id=by.id,
        member_id=member_id,
        what=what,
        subject_id=subject_id,
        previous=previous,
        digest="",
    )
    entry.digest = digest_of(entry)
    session.add(entry)
    session.flush()
    return entry


def head(session: Session, timebank_id: int) -> tuple[int, str]:
    """Returns the number and the digest of the last reading of a time bank.

    Kept somewhere else, they show later whether readings were cut off at the end.
    """
    last = session.exec(
        select(AccessEntry)
        .where(AccessEntry.timebank_id == timebank_id)
        .order_by(col(AccessEntry.number).desc())
        .limit(1)
    ).first()
    return (0, BEGINNING) if last is None else (last.number, last.digest)


def broken(session: Session, timebank_id: int) -> list[str]:
    """Returns what is wrong with the record of a time bank, a sentence each; empty when it is whole."""
    return list(_faults(session, timebank_id))


def _faults(session: Session, timebank_id: int) -> Iterator[str]:
    expected, previous = 1, BEGINNING
    rows = session.exec(
        select(AccessEntry).where(AccessEntry.timebank_id == timebank_id).order_by(col(AccessEntry.number))
    )
    for entry in rows:
        if entry.number != expected:
            yield f"access {expected} to {entry.number - 1} is missing from the record"
        elif entry.previous != previous:
            yield f"access {entry.number} does not follow the one before it"
        if entry.digest != digest_of(entry):
            yield f"access {entry.number} was changed after it was written"
        expected, previous = entry.number + 1, entry.digest


def digest_of(entry: AccessEntry) -> str:
    """Returns the digest that belongs to an entry: of the one before it, and of all that it says."""
    said = [
        entry.previous,
        entry.timebank_id,
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.by_id,
        entry.member_id,
        entry.what.value,
        entry.subject_id,
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
