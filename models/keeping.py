"""Keeping: how long the words of a closed concern stay, and who hears of it before they go.

    closed --- the bank's years, but four weeks ---> whoever may read it is told --- four weeks ---> emptied
                                                            |   ^ '-- and once more in the last week
                                                 kept longer, with a reason: a year more, as often as needed

What goes is what people wrote or said, and whom and what it was about. The bare row of the concern stays,
and so do the moments at which something was said and done, so that counts and the journal go on adding up. A
concern that is open is never emptied; the database itself sees to that (`models.immutable`). Nothing is
emptied before somebody was told four weeks ago, also where the bank's years were shortened, or an older copy
of the database was put back. Whoever may read it hears of it, never whom it is about; where nobody else is
there, it stays.

Why six years, unless a bank decides otherwise. We have found no law and no guidance in the United Kingdom
that names a number for what a voluntary organisation writes down about adults at risk. This is no legal
advice:

- The Information Commissioner: nothing about people is kept for longer than it is needed, an organisation has
  to be able to say why it keeps it for so long, and has a policy with standard periods ("Principle (e):
  Storage limitation", ico.org.uk).
- The Scottish Council for Voluntary Organisations: the shortest time recommended for records is often six
  years, because a claim such as for breach of contract can generally be brought within six years ("Record
  keeping", scvo.scot). In England and Wales the six years are in the Limitation Act 1980, section 5.
- Single organisations write other periods into their policies, one of them at least 25 years
  (wartimemaritime.org/policies/data-retention). For records about children there is guidance of its own, by
  the NSPCC; here members are 18 or over.

So a bank asks its insurer, its council or whoever funds it, and sets its own number in the chat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from models import concern, journal, notification, safeguarding, timebank
from models.concern import Concern, ConcernEntry, State
from models.invitation import AT_ONCE
from models.journal import JournalEntry
from models.member import Member
from models.notification import Notice
from models.timebank import TimeBank

AHEAD = timedelta(days=28)
LAST_WEEK = timedelta(days=7)
LONGER_YEARS = 1
ACT = "concern.keep"


class Why(StrEnum):
    """Why somebody keeps a concern for longer."""

    AUTHORITY = "authority"
    AGAIN = "again"
    WISHED = "wished"
    OTHER = "other"


@dataclass(frozen=True)
class Kept:
    """That somebody has kept a concern for longer: who, when, and why."""

    by_id: int | None
    at: datetime
    why: Why


def goes_at(bank: TimeBank, found: Concern) -> datetime | None:
    """Returns when the words of a concern are deleted, as things stand; None while it is open, or where they
    are gone already."""
    if found.state is not State.CLOSED or found.closed_at is None or found.emptied_at is not None:
        return None
    due_at = _due_at(bank, found, found.closed_at)
    return due_at if found.words_told_at is None else max(due_at, found.words_told_at + AHEAD)


def is_ending(bank: TimeBank, found: Concern, now: datetime) -> bool:
    """Says whether the words of a concern are about to go, and those who may read it have been told."""
    at = goes_at(bank, found)
    return at is not None and found.words_told_at is not None and at - AHEAD <= now


def ending(session: Session, by: Member, now: datetime) -> list[Concern]:
    """Returns the concerns that somebody may see and whose words are about to go, the oldest first."""
    bank = timebank.get(session, by.timebank_id)
    told = session.exec(
        select(Concern)
        .where(
            Concern.timebank_id == by.timebank_id,
            col(Concern.words_told_at).is_not(None),
            col(Concern.emptied_at).is_(None),
        )
        .order_by(col(Concern.id))
    )
    return [one for one in told if is_ending(bank, one, now) and concern.may_see(session, one, by)]


def keep(session: Session, concern_id: int, by: Member, why: Why, now: datetime) -> Concern:
    """Keeps the words of a concern for a year longer than they would have stayed, and returns it.

    It is done while they are about to go, so that two taps are one; a year later it can be done again.

    Raises:
        NotFound: there is none that they may see.
    """
    found = concern.locked(session, concern.get(session, by, concern_id))
    bank = timebank.get(session, found.timebank_id)
    at = goes_at(bank, found)
    if at is None or not is_ending(bank, found, now):
        return found
    found.kept_until, found.words_told_at = years_later(max(at, now), LONGER_YEARS), None
    session.add(found)
    _unsay(session, found, now)
    journal.note(
        session,
        by=by,
        act=ACT,
        subject_id=found.id,
        now=now,
        why=why.value,
        until=found.kept_until.date().isoformat(),
    )
    session.flush()
    return found


def kept(session: Session, found: Concern) -> list[Kept]:
    """Returns who has kept a concern for longer, the first first. The caller has `get` it."""
    rows = session.exec(
        select(JournalEntry)
        .where(
            JournalEntry.timebank_id == found.timebank_id,
            JournalEntry.act == ACT,
            JournalEntry.subject_id == found.id,
        )
        .order_by(col(JournalEntry.id))
    )
    return [Kept(row.by_id, row.at, Why(row.detail["why"])) for row in rows]


def tell(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Tells of the concerns whose words will be gone in four weeks, to those who may read them, and returns
    of how many it told now. Where they stay longer, as the bank has decided meanwhile, it will tell anew.

    Args:
        limit: how many at the most.
    """
    bank = timebank.get(session, timebank_id)
    told = 0
    for found in _closed(session, timebank_id):
        assert found.closed_at is not None, "what is closed was closed at some time"
        is_due = _due_at(bank, found, found.closed_at) - AHEAD <= now
        if found.words_told_at is not None and not is_due:
            found.words_told_at = None
            session.add(found)
            _unsay(session, found, now)
        readers = _readers(session, found) if is_due and found.words_told_at is None else []
        if not readers or told >= limit:
            continue
        found.words_told_at = now
        session.add(found)
        _announce(session, bank, found, readers, now)
        told += 1
    return told


def empty(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Deletes the words of the concerns whose time is over, with whom and what they were about, and returns
    how many concerns they were.

    Args:
        limit: how many at the most.
    """
    bank = timebank.get(session, timebank_id)
    over = [
        found
        for found in _closed(session, timebank_id)
        if found.words_told_at is not None and (at := goes_at(bank, found)) is not None and at <= now
    ][:limit]
    for found in over:
        found.emptied_at, found.subject_id, found.exchange_id = now, None, None
        session.add(found)
        # The database lets words go only where the row says that they are gone.
        session.flush()
        session.execute(
            update(ConcernEntry)
            .where(
                col(ConcernEntry.timebank_id) == timebank_id,
                col(ConcernEntry.concern_id) == found.id,
                or_(col(ConcernEntry.text) != "", col(ConcernEntry.voice) != ""),
            )
            .values(text="", voice="")
            .execution_options(synchronize_session=False)
        )
        _unsay(session, found, now)
    return len(over)


def years_later(moment: datetime, years: int) -> datetime:
    """Returns the same moment so many years later; of a 29 February, where there is none, the day after."""
    at = moment.astimezone(UTC)
    try:
        return at.replace(year=at.year + years)
    except ValueError:
        return at.replace(year=at.year + years, month=3, day=1)


def _due_at(bank: TimeBank, found: Concern, closed_at: datetime) -> datetime:
    """Returns when the words may go, whether or not anybody was told."""
    over_at = years_later(closed_at, bank.concerns_kept_years)
    return over_at if found.kept_until is None else max(over_at, found.kept_until)


def _closed(session: Session, timebank_id: int) -> Sequence[Concern]:
    """Returns the closed concerns that still have words; those that somebody is just changing come later."""
    return session.exec(
        select(Concern)
        .where(
            Concern.timebank_id == timebank_id,
            Concern.state == State.CLOSED,
            col(Concern.emptied_at).is_(None),
        )
        .order_by(col(Concern.closed_at), col(Concern.id))
        .with_for_update(skip_locked=True)
    ).all()


def _readers(session: Session, found: Concern) -> list[Member]:
    people = safeguarding.keepers(session, found.timebank_id, [found.subject_id])
    return [one for one in people if concern.may_see(session, found, one)]


def _announce(
    session: Session, bank: TimeBank, found: Concern, readers: Sequence[Member], now: datetime
) -> None:
    """Tells them now, and once more in the last week; whoever keeps it in between lets that go unsaid."""
    at = goes_at(bank, found)
    assert at is not None, "what is closed and has words has an end"
    for moment in (now, at - LAST_WEEK):
        for one in readers:
            notification.queue(
                session,
                Notice.TASK_CONCERN_ENDING,
                subject_id=found.id,
                recipient=one,
                send_after=moment,
                useless_after=at,
                # The day tells apart what is said of one concern over the years.
                round=moment.date().toordinal(),
            )


def _unsay(session: Session, found: Concern, now: datetime) -> None:
    notification.lapse(
        session,
        timebank_id=found.timebank_id,
        subject_id=found.id,
        kinds=[Notice.TASK_CONCERN_ENDING],
        now=now,
    )
