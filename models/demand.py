"""A demand: what a kind of help asks of whoever gives it, before the matching may ask them.

A bank that has said nothing demands nothing. One that opens is not open for asking until an organiser has
read and confirmed a table of all kinds, which `models.caution` fills where nothing was said.

Where a first visit must be in company, somebody who has made one may come alone from then on, and whoever has
not is not asked: an organiser brings them along. A kind of help that is banned can be asked for by nobody,
and nobody is asked for it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import UniqueConstraint, text
from sqlmodel import Field, Session, col, select

from models import caution, change, journal, kind, member, offer, timebank
from models.attestation import CHECKS, Attestation, What
from models.columns import Row, choice
from models.member import Member
from models.offer import Offer
from models.refusals import Refusal
from models.timebank import TimeBank

MOST_REFERENCES = 3


class NotAllowed(Refusal):
    """A check, a reference or a first visit in company is missing that this kind of help demands."""

    message = "refusal-not-allowed"


class TableChanged(Refusal):
    """What each kind of help demands has changed since it was read."""

    message = "refusal-table-changed"


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
        banned: whether nothing would help, because this kind of help is not arranged here.
    """

    least_check: What | None
    reference_count: int
    accompanied: bool
    banned: bool = False


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
        banned: whether it is not arranged here at all.
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
    banned: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})

    def missing(self, seen: Iterable[Attestation], day: date) -> Missing | None:
        """Returns what is missing on a day of somebody of whom that was seen, or None where nothing is."""
        holding = [one.what for one in seen if one.holds(day)]
        check = self.least_check
        if check is not None and any(what in CHECKS[CHECKS.index(check) :] for what in holding):
            check = None
        references = max(0, self.reference_count - holding.count(What.REFERENCE))
        accompanied = self.accompanied and What.ACCOMPANIED not in holding
        if check is None and not references and not accompanied and not self.banned:
            return None
        return Missing(check, references, accompanied, self.banned)

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
    banned: bool | None = None,
) -> KindDemand:
    """Says what a kind of help demands from now on, and returns it. The same said twice is said once.

    Args:
        banned: whether it is not arranged here at all; None leaves that as it is. See `models.banning`.

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
    is_banned = demanded.banned if banned is None else banned
    wanted = (least_check, reference_count, accompanied, is_banned)
    # Before the table is confirmed, that a kind demands nothing is a decision that must be kept, too.
    if _as_told(demanded) == wanted and (demanded.id is not None or _is_open(session, by)):
        return demanded
    demanded.least_check, demanded.reference_count, demanded.accompanied, demanded.banned = wanted
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
        banned=is_banned,
    )
    return demanded


def proposed(session: Session, bank: TimeBank) -> dict[str, KindDemand]:
    """Returns what every kind of help demands, or would once the table is confirmed: what an organiser has
    said of it, and otherwise what caution has it demand. What is only proposed has no number."""
    said = of(session, bank.id)
    return {code: said.get(code) or _cautious(bank, code) for code in kind.CODES}


def confirm_table(session: Session, by: Member, now: datetime, *, read: str) -> TimeBank:
    """An organiser has read what each kind of help demands and confirms it; from then on the bank is open.

    What was only proposed so far is demanded from now on. Twice is once.

    Args:
        read: the table that was read, as of `fingerprint`.

    Raises:
        NotFound: `by` is no organiser.
        TableChanged: it is not this table any more.
    """
    member.require_organiser(by)
    bank = timebank.hold(session, by.timebank_id)
    if read != fingerprint(session, bank):
        raise TableChanged()
    said = of(session, bank.id)
    if bank.kinds_confirmed_by_id is not None and len(said) == len(kind.CODES):
        return bank
    added = [one for code, one in proposed(session, bank).items() if code not in said]
    session.add_all(added)
    bank.kinds_confirmed_at = bank.kinds_confirmed_at or now
    bank.kinds_confirmed_by_id = by.id
    session.add(bank)
    session.flush()
    for one in added:
        change.note_members(session, bank.id, _offering(session, bank.id, one.kind))
    journal.note(
        session,
        by=by,
        act="demand.confirm",
        subject_id=bank.id,
        now=now,
        nation=bank.nation.value,
        taken=[one.kind for one in added],
    )
    return bank


def fingerprint(session: Session, bank: TimeBank) -> str:
    """Returns a short name for the table as it stands, so that nobody confirms what they have not read."""
    table = [(code, *_as_told(one)) for code, one in proposed(session, bank).items()]
    return hashlib.sha256(repr(table).encode()).hexdigest()[:12]


def shown(session: Session, bank: TimeBank, code: str) -> KindDemand:
    """Returns what an organiser reads of one kind of help: what it demands, and before the bank is open what
    it would; raises UnknownKind."""
    kind.named(code)
    if bank.kinds_confirmed_at is None:
        return proposed(session, bank)[code]
    return of_kind(session, bank.id, code)


def count_left_out(session: Session, by: Member, now: datetime) -> int:
    """Returns how many active members offer something for which they lack what the table would demand.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    bank = timebank.get(session, by.timebank_id)
    today = timebank.today(bank, now)
    seen: defaultdict[int, list[Attestation]] = defaultdict(list)
    for one in session.exec(
        select(Attestation).where(Attestation.timebank_id == bank.id, col(Attestation.withdrawn_at).is_(None))
    ):
        seen[one.member_id].append(one)
    return len(
        {
            one
            for code, demanded in proposed(session, bank).items()
            for one in _offering(session, bank.id, code)
            if not demanded.is_met(seen.get(one, ()), today)
        }
    )


def banned_kinds(session: Session, timebank_id: int) -> frozenset[str]:
    """Returns the kinds of help that are not arranged in a bank."""
    return frozenset(
        session.exec(
            select(KindDemand.kind).where(
                KindDemand.timebank_id == timebank_id, col(KindDemand.banned).is_(True)
            )
        )
    )


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
        KindBanned: it is not arranged here at all.
        NotAllowed: something is missing.
    """
    missing = missing_of(session, who, now).get(code)
    if missing is not None and missing.banned:
        raise caution.KindBanned()
    if missing is not None:
        raise NotAllowed()


def _as_told(one: KindDemand) -> tuple[What | None, int, bool, bool]:
    return one.least_check, one.reference_count, one.accompanied, one.banned


def _cautious(bank: TimeBank, code: str) -> KindDemand:
    told = caution.of_kind(code, bank.nation)
    return KindDemand(
        timebank_id=bank.id,
        kind=code,
        least_check=told.least_check,
        reference_count=told.reference_count,
        accompanied=told.accompanied,
        banned=told.banned,
    )


def _is_open(session: Session, by: Member) -> bool:
    return timebank.get(session, by.timebank_id).kinds_confirmed_at is not None


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
