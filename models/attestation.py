"""An attestation: an organiser has seen a check of a member, or spoken to somebody who knows them.

Never the paper itself: that it was seen, by whom and when, and until when it holds. What each kind of help
demands is told in `models.demand`.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Session, col, select

from models import journal, member
from models.columns import Row, choice, moment, reference
from models.member import Member, NotFound
from models.refusals import Refusal


class What(StrEnum):
    """What was seen. The checks are in the order of how far they go: a further one holds for a lesser."""

    BASIC = "basic"
    ENHANCED = "enhanced"
    ENHANCED_BARRED = "enhanced_barred"
    REFERENCE = "reference"
    ACCOMPANIED = "accompanied"


CHECKS = (What.BASIC, What.ENHANCED, What.ENHANCED_BARRED)


class OwnAttestation(Refusal):
    """Nobody attests anything of themself."""

    message = "refusal-own-attestation"


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


def record(
    session: Session, whom: Member, what: What, by: Member, now: datetime, lapses_on: date | None = None
) -> Attestation:
    """Notes that an organiser has seen it, and returns the attestation.

    Raises:
        NotFound: `by` is no organiser.
        OwnAttestation: it is about themself.
    """
    member.require_organiser(by)
    if whom.id == by.id:
        raise OwnAttestation()
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


def withdraw(session: Session, attestation_id: int, by: Member, now: datetime) -> Attestation:
    """Notes that it holds no more, once however often it is said; raises NotFound as `record` does, and where
    there is no such attestation."""
    member.require_organiser(by)
    found = session.exec(
        select(Attestation).where(Attestation.timebank_id == by.timebank_id, Attestation.id == attestation_id)
    ).one_or_none()
    if found is None:
        raise NotFound()
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
