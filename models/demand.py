"""A demand: what a kind of help asks of whoever gives it, before the matching may ask them.

A bank that has said nothing demands nothing. Where a first visit must be in company, somebody who has made
one may come alone from then on, and whoever has not is not asked: an organiser brings them along.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, select

from models import journal, kind, member
from models.attestation import CHECKS, Attestation, What
from models.columns import Row, choice
from models.member import Member
from models.refusals import Refusal

MOST_REFERENCES = 3


class NotAllowed(Refusal):
    """A check, a reference or a first visit in company is missing that this kind of help demands."""

    message = "refusal-not-allowed"


class NotADemand(Refusal):
    """That cannot be demanded. Facts: `limit`, how many references at most."""

    message = "refusal-not-a-demand"


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

    def is_met(self, seen: Iterable[Attestation], day: date) -> bool:
        """Says whether what was seen of somebody is enough on a day."""
        holding = [one.what for one in seen if one.holds(day)]
        if self.least_check is not None:
            enough = CHECKS[CHECKS.index(self.least_check) :]
            if not any(what in enough for what in holding):
                return False
        if holding.count(What.REFERENCE) < self.reference_count:
            return False
        return not self.accompanied or What.ACCOMPANIED in holding


def of(session: Session, timebank_id: int) -> dict[str, KindDemand]:
    """Returns what a bank demands, by kind of help; kinds of which it demands nothing may be missing."""
    rows = session.exec(
        select(KindDemand).where(KindDemand.timebank_id == timebank_id).order_by(col(KindDemand.id))
    )
    return {row.kind: row for row in rows}


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
    """Says what a kind of help demands from now on, and returns it.

    Raises:
        NotFound: `by` is no organiser.
        UnknownKind: there is no such kind of help.
        NotADemand: that is no check, or too many references.
    """
    member.require_organiser(by)
    kind.named(code)
    if (least_check is not None and least_check not in CHECKS) or not 0 <= reference_count <= MOST_REFERENCES:
        raise NotADemand(limit=MOST_REFERENCES)
    demanded = of(session, by.timebank_id).get(code) or KindDemand(timebank_id=by.timebank_id, kind=code)
    demanded.least_check, demanded.reference_count = least_check, reference_count
    demanded.accompanied = accompanied
    session.add(demanded)
    session.flush()
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


def require_cleared(session: Session, who: Member, code: str, day: date) -> None:
    """Lets somebody pass of whom nothing is missing that a kind of help demands.

    Raises:
        NotAllowed: something is missing.
    """
    demanded = of(session, who.timebank_id).get(code)
    if demanded is None:
        return
    seen = session.exec(
        select(Attestation).where(Attestation.timebank_id == who.timebank_id, Attestation.member_id == who.id)
    ).all()
    if not demanded.is_met(seen, day):
        raise NotAllowed()
