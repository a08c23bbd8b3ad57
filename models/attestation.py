"""An attestation: an organiser has seen a check of a member, or spoken to somebody who knows them.

Never the paper itself: that it was seen, by whom and when, and until when it holds. What each kind of help
demands is told in `models.demand`.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Session, col, select

from models import journal, member, timebank
from models.columns import Row, choice, moment, reference
from models.member import Member, NotFound
from models.refusals import Refusal
from models.window import TimePassed


class What(StrEnum):
    """What was seen. The checks are in the order of how far they go: a further one holds for a lesser."""

    BASIC = "basic"
    ENHANCED = "enhanced"
    ENHANCED_BARRED = "enhanced_barred"
    REFERENCE = "reference"
    ACCOMPANIED = "accompanied"


CHECKS = (What.BASIC, What.ENHANCED, What.ENHANCED_BARRED)
LONGEST_YEARS = 10


class OwnAttestation(Refusal):
    """Nobody attests anything of themself."""

    message = "refusal-own-attestation"


class HoldsTooLong(Refusal):
    """No check is good for so long. Facts: `years`, how many at most."""

    message = "refusal-holds-too-long"


class Attestation(Row, table=True):
    """One thing that was seen.

    Attributes:
        seen_by_id: the organiser who saw it.
        lapses_on: the last day on which it holds; None where it does not lapse.
        withdrawn_at: since when it holds no more, because it was a mistake or has been revoked.
    """

    __tablename__ = "attestation"
    __table_args__ = (
        Index("ix_attestation_member", "timebank_id", "member_id"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id", index=True)
    what: What = choice(What)
    seen_at: datetime = moment()
    seen_by_id: int = reference("member.id")
    lapses_on: date | None = None
    withdrawn_at: datetime | None = moment(default=None, nullable=True)

    def holds(self, day: date) -> bool:
        """Says whether it holds on a day."""
        return self.withdrawn_at is None and (self.lapses_on is None or day <= self.lapses_on)


def about(session: Session, member_id: int, by: Member) -> Member:
    """Returns the member of whom an organiser would look up or attest something.

    Raises:
        NotFound: `by` is no organiser, or nobody of that number is a member of their bank, or wants to be.
        OwnAttestation: it is about themself.
    """
    member.require_organiser(by)
    whom = member.get(session, by.timebank_id, member_id)
    _require_about(whom, by)
    return whom


def record(
    session: Session, whom: Member, what: What, by: Member, now: datetime, lapses_on: date | None = None
) -> Attestation:
    """Notes that an organiser has seen it, and returns the attestation.

    Args:
        lapses_on: the last day on which it holds; None where it does not lapse.

    Raises:
        NotFound: `by` is no organiser, or the other is no member of their bank.
        OwnAttestation: it is about themself.
        TimePassed, HoldsTooLong: it would hold no more today, or for too long.
    """
    member.require_organiser(by)
    _require_about(whom, by)
    if lapses_on is not None:
        require_term(lapses_on, timebank.today(timebank.get(session, by.timebank_id), now))
    seen = Attestation(
        timebank_id=whom.timebank_id,
        member_id=whom.id,
        what=what,
        seen_at=now,
        seen_by_id=by.id,
        lapses_on=lapses_on,
    )
    session.add(seen)
    session.flush()
    journal.note(
        session, by=by, act="attestation.record", subject_id=whom.id, now=now, what=what.value, id=seen.id
    )
    return seen


def require_term(lapses_on: date, today: date) -> None:
    """Lets the last day pass on which something may hold; raises TimePassed or HoldsTooLong for others."""
    if lapses_on < today:
        raise TimePassed()
    if lapses_on > years_after(today, LONGEST_YEARS):
        raise HoldsTooLong(years=LONGEST_YEARS)


def years_after(day: date, years: int) -> date:
    """Returns the same day so many years later; of a leap day, the last one of that February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def get(session: Session, attestation_id: int, by: Member) -> Attestation:
    """Returns one thing that was seen, to an organiser.

    Raises:
        NotFound: `by` is no organiser, or there is no such attestation in their bank.
        OwnAttestation: it is about themself.
    """
    member.require_organiser(by)
    found = session.exec(
        select(Attestation).where(Attestation.timebank_id == by.timebank_id, Attestation.id == attestation_id)
    ).one_or_none()
    if found is None:
        raise NotFound()
    if found.member_id == by.id:
        raise OwnAttestation()
    return found


def withdraw(session: Session, attestation_id: int, by: Member, now: datetime) -> Attestation:
    """Notes that it holds no more, once however often it is said, and returns it; raises what `get` does."""
    found = get(session, attestation_id, by)
    if found.withdrawn_at is None:
        found.withdrawn_at = now
        session.add(found)
        journal.note(
            session, by=by, act="attestation.withdraw", subject_id=found.member_id, now=now, id=found.id
        )
    return found


def of(session: Session, whom: Member) -> list[Attestation]:
    """Returns everything that was ever attested of a member, the newest first."""
    return list(
        session.exec(
            select(Attestation)
            .where(Attestation.timebank_id == whom.timebank_id, Attestation.member_id == whom.id)
            .order_by(col(Attestation.id).desc())
        )
    )


def _require_about(whom: Member, by: Member) -> None:
    if whom.timebank_id != by.timebank_id or not whom.has_joined:
        raise NotFound()
    if whom.id == by.id:
        raise OwnAttestation()
