"""A demand: what a kind of help asks of whoever gives it, before the matching may ask them.

A bank that has said nothing demands nothing. Where a first visit must be in company, somebody who has made
one may come alone from then on, and whoever has not is not asked: an organiser brings them along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, select

from models import change, journal, kind, member, offer, timebank
from models.attestation import CHECKS, Attestation, What
from models.columns import Row, choice
from models.member import Member
from models.offer import Offer
from models.refusals import Refusal

MOST_REFERENCES = 3


class NotAllowed(Refusal):
    """A check, a reference or a first visit in company is missing that this kind of help demands."""

    message = "refusal-not-allowed"


class NotADemand(Refusal):
    """That cannot be demanded. Facts: `limit`, how many references at most."""

    message = "refusal-not-a-demand"


@dataclass(frozen=True)
class Missing:
    """What somebody lacks that a kind of help demands; of somebody of whom nothing was seen, all of it.

    Attributes:
        least_check: None where no check is missing.
        reference_count: how many references are missing.
        accompanied: whether a first visit in company is.
    """

    least_check: What | None
    reference_count: int
    accompanied: bool


@dataclass(frozen=True)
class Offered:
    """How many members offer a kind of help.

    Attributes:
        cleared: those of whom nothing is missing that it demands.
        lacking: the others.
    """

    cleared: int
    lacking: int


class KindDemand(Row, table=True):
    """What one kind of help demands in one bank.

    Attributes:
        kind: the code of the kind of help.
        least_check: None for none.
        reference_count: how many references must have been taken.
        accompanied: whether the first visit must have been in company.
    """

    __tablename__ = "kind_demand"
    __table_args__ = (
        UniqueConstraint("timebank_id", "kind"),
        {"sqlite_autoincrement": True},
    )

    kind: str = Field(max_length=32)
    least_check: What | None = choice(What, default=None, nullable=True)
    reference_count: int = 0
    accompanied: bool = False

    def missing(self, seen: Iterable[Attestation], day: date) -> Missing | None:
        """Returns what is missing on a day of somebody of whom that was seen, or None where nothing is."""
        holding = [one.what for one in seen if one.holds(day)]
        check = self.least_check
        if check is not None and any(what in CHECKS[CHECKS.index(check) :] for what in holding):
            check = None
        references = max(0, self.reference_count - holding.count(What.REFERENCE))
        accompanied = self.accompanied and What.ACCOMPANIED not in holding
        if check is None and not references and not accompanied:
            return None
        return Missing(check, references, accompanied)

    def is_met(self, seen: Iterable[Attestation], day: date) -> bool:
        """Says whether what was seen of somebody is enough on a day."""
        return self.missing(seen, day) is None


def of(session: Session, timebank_id: int) -> dict[str, KindDemand]:
    """Returns what a bank demands, by kind of help; kinds of which it demands nothing may be missing."""
    rows = session.exec(
        select(KindDemand).where(KindDemand.timebank_id == timebank_id).order_by(col(KindDemand.id))
    )
    return {row.kind: row for row in rows}


def of_kind(session: Session, timebank_id: int, code: str) -> KindDemand:
    """Returns what a bank demands of one kind of help, perhaps nothing; raises UnknownKind."""
    kind.named(code)
    return of(session, timebank_id).get(code) or KindDemand(timebank_id=timebank_id, kind=code)


def set_for(
    session: Session,
    code: str,
    by: Member,
    now: datetime,
    *,
    least_check: What | None,
    reference_count: int,
    accompanied: bool,
) -> KindDemand:
    """Says what a kind of help demands from now on, and returns it. The same said twice is said once.

    Raises:
        NotFound: `by` is no organiser.
        UnknownKind: there is no such kind of help.
        NotADemand: that is no check, or too many references.
    """
    member.require_organiser(by)
    kind.named(code)
    if (least_check is not None and least_check not in CHECKS) or not 0 <= reference_count <= MOST_REFERENCES:
        raise NotADemand(limit=MOST_REFERENCES)
    demanded = of_kind(session, by.timebank_id, code)
    wanted = (least_check, reference_count, accompanied)
    if (demanded.least_check, demanded.reference_count, demanded.accompanied) == wanted:
        return demanded
    demanded.least_check, demanded.reference_count, demanded.accompanied = wanted
    session.add(demanded)
    session.flush()
    # Nothing has changed in any row of theirs, and yet they may be asked now, or not any more.
    change.note_members(session, by.timebank_id, _offering(session, by.timebank_id, code))
    journal.note(
        session,
        by=by,
        act="demand.set",
        subject_id=demanded.id,
        now=now,
        kind=code,
        least_check=None if least_check is None else least_check.value,
        reference_count=reference_count,
        accompanied=accompanied,
    )
    return demanded


def count_offered(session: Session, by: Member, code: str, now: datetime) -> Offered:
    """Returns how many active members offer a kind of help, by whether they have today what it demands.

    Raises:
        NotFound: `by` is no organiser.
        UnknownKind: there is no such kind of help.
    """
    member.require_organiser(by)
    demanded = of_kind(session, by.timebank_id, code)
    today = timebank.today(timebank.get(session, by.timebank_id), now)
    seen: defaultdict[int, list[Attestation]] = defaultdict(list)
    for one in session.exec(
        select(Attestation)
        .join(Offer, col(Offer.member_id) == Attestation.member_id)
        .where(
            Attestation.timebank_id == by.timebank_id,
            col(Attestation.withdrawn_at).is_(None),
            Offer.timebank_id == by.timebank_id,
            Offer.kind == code,
            Offer.state == offer.State.ACTIVE,
        )
    ):
        seen[one.member_id].append(one)
    met = [demanded.is_met(seen.get(one, ()), today) for one in _offering(session, by.timebank_id, code)]
    return Offered(cleared=sum(met), lacking=len(met) - sum(met))


def missing_of(session: Session, who: Member, now: datetime) -> dict[str, Missing]:
    """Returns what is missing of somebody today, by kind of help; kinds for which nothing is are left out."""
    demands = of(session, who.timebank_id)
    if not demands:
        return {}
    today = timebank.today(timebank.get(session, who.timebank_id), now)
    seen = session.exec(
        select(Attestation).where(
            Attestation.timebank_id == who.timebank_id,
            Attestation.member_id == who.id,
            col(Attestation.withdrawn_at).is_(None),
        )
    ).all()
    found = {code: demanded.missing(seen, today) for code, demanded in demands.items()}
    return {code: missing for code, missing in found.items() if missing is not None}


def require_cleared(session: Session, who: Member, code: str, now: datetime) -> None:
    """Lets somebody pass of whom nothing is missing today that a kind of help demands.

    Raises:
        NotAllowed: something is missing.
    """
    if code in missing_of(session, who, now):
        raise NotAllowed()


def _offering(session: Session, timebank_id: int, code: str) -> list[int]:
    """Returns the numbers of the active members who offer a kind of help."""
    return list(
        session.exec(
            select(Offer.member_id)
            .join(Member, col(Member.id) == Offer.member_id)
            .where(
                Offer.timebank_id == timebank_id,
                Offer.kind == code,
                Offer.state == offer.State.ACTIVE,
                Member.timebank_id == timebank_id,
                Member.state == member.State.ACTIVE,
            )
        )
    )
