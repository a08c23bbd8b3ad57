"""Acts: what organisers and leads have done and read, from the journal and the record of readings.

Organisers see them all, so that nobody acts unseen. Of a concern that was read they see that it was, by whom
and when, and nothing of whom it is about or who raised it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models import member, setting
from models.access import AccessEntry, Read
from models.journal import JournalEntry
from models.member import Member
from models.setting import Value

PER_PAGE = 6
PAGES_AT_MOST = 100

# Whose number an act of that noun points at, where it is a member's.
_OF_MEMBERS = ("member", "role", "attestation", "acting", "call", "claim", "hours")


@dataclass(frozen=True)
class Act:
    """One thing that was done or read.

    Attributes:
        by_id: who did it; None for the host, at the command line.
        code: what it was, as `noun.verb`; a reading is `read.door` and the like.
        member_id: whom it was about, where that may be told.
        number: of the thing it was done to, where it is no member.
        role: which role was given or taken.
        change: of a setting, its name, and what it was before and is now.
    """

    at: datetime
    by_id: int | None
    code: str
    member_id: int | None = None
    number: int | None = None
    role: str | None = None
    change: tuple[str, Value, Value] | None = None


def page(session: Session, by: Member, number: int) -> tuple[list[Act], bool]:
    """Returns one page of the acts of that organiser's bank, and whether there are older ones.

    Args:
        number: 0 for the newest.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    number = min(number, PAGES_AT_MOST)
    wanted = (number + 1) * PER_PAGE + 1
    done = session.exec(
        select(JournalEntry)
        .where(JournalEntry.timebank_id == by.timebank_id)
        .order_by(col(JournalEntry.id).desc())
        .limit(wanted)
    ).all()
    read = session.exec(
        select(AccessEntry)
        .where(AccessEntry.timebank_id == by.timebank_id)
        .order_by(col(AccessEntry.id).desc())
        .limit(wanted)
    ).all()
    acts = sorted([*map(_done, done), *map(_read, read)], key=lambda act: act.at, reverse=True)
    first = number * PER_PAGE
    return acts[first : first + PER_PAGE], len(acts) > first + PER_PAGE and number < PAGES_AT_MOST


def _done(entry: JournalEntry) -> Act:
    about_member = entry.act.partition(".")[0] in _OF_MEMBERS
    return Act(
        at=entry.at,
        by_id=entry.by_id,
        code=entry.act,
        member_id=entry.subject_id if about_member else None,
        number=None if about_member else entry.subject_id,
        role=entry.detail.get("role"),
        change=_change(entry),
    )


def _change(entry: JournalEntry) -> tuple[str, Value, Value] | None:
    detail = entry.detail
    return (detail["name"], detail["old"], detail["new"]) if entry.act == setting.ACT else None


def _read(entry: AccessEntry) -> Act:
    return Act(
        at=entry.at,
        by_id=entry.by_id,
        code=f"read.{entry.what.value}",
        member_id=entry.member_id if entry.what in (Read.DOOR, Read.PLACE, Read.PHONE) else None,
        number=entry.subject_id if entry.what is Read.CONCERN else None,
    )
