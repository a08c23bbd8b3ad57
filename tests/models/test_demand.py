"""Proves what a kind of help may demand, who has it, and that nobody helps who lacks it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select
from street import Street, open_street

from models import agreement, attestation, change, demand, member, offer, timebank
from models.attestation import Attestation, What
from models.demand import KindDemand, Missing, NotADemand, NotAllowed, Offered
from models.exchange import Exchange
from models.invitation import Invitation
from models.journal import JournalEntry
from models.kind import UnknownKind
from models.member import Member, NotFound
from models.request import Choosing

DAY = date(2026, 11, 23)


async def demanded(
    street: Street,
    code: str = "company",
    *,
    check: What | None = None,
    references: int = 0,
    company: bool = False,
    by: Member | None = None,
) -> KindDemand:
    """Olga, or another, says what a kind of help demands."""
    return await street.do(
        demand.set_for,
        code,
        by or street.olga,
        street.now,
        least_check=check,
        reference_count=references,
        accompanied=company,
    )


async def seen(street: Street, whom: Member, what: What, lapses_on: date | None = None) -> Attestation:
    """Olga notes that she has seen it."""
    return await street.do(attestation.record, whom, what, street.olga, street.now, lapses_on)


def kind_demand(check: What | None = None, references: int = 0, *, company: bool = False) -> KindDemand:
    """A demand outside any bank."""
    return KindDemand(
        timebank_id=1, kind="lift", least_check=check, reference_count=references, accompanied=company
    )


def known(*whats: What, **facts: Any) -> list[Attestation]:
    """What was seen of somebody outside any bank."""
    return [
        Attestation(timebank_id=1, member_id=1, what=what, seen_at=None, seen_by_id=2, **facts)
        for what in whats
    ]


def test_a_further_check_holds_for_a_lesser_one() -> None:
    """Each check is enough for itself and those before it, and for none after it."""
    order = list(attestation.CHECKS)
    for needed in order:
        for had in order:
            assert kind_demand(needed).is_met(known(had), DAY) is (order.index(had) >= order.index(needed))
        assert not kind_demand(needed).is_met(known(What.REFERENCE, What.ACCOMPANIED), DAY)


def test_what_is_missing_is_told_one_by_one() -> None:
    """Of a check, references and a first visit in company, only what is really missing is told."""
    everything = kind_demand(What.ENHANCED, 2, company=True)
    assert everything.missing((), DAY) == Missing(What.ENHANCED, 2, True)
    assert everything.missing(known(What.BASIC, What.REFERENCE), DAY) == Missing(What.ENHANCED, 1, True)
    had = known(What.ENHANCED_BARRED, What.REFERENCE, What.REFERENCE, What.REFERENCE)
    assert everything.missing(had, DAY) == Missing(None, 0, True)
    assert everything.missing([*had, *known(What.ACCOMPANIED)], DAY) is None
    assert kind_demand().missing((), DAY) is None


def test_what_has_lapsed_or_was_withdrawn_counts_no_more() -> None:
    """A check counts to the end of its last day, and not at all once it is withdrawn."""
    check = kind_demand(What.BASIC)
    assert check.is_met(known(What.BASIC, lapses_on=DAY), DAY)
    assert not check.is_met(known(What.BASIC, lapses_on=DAY), DAY + timedelta(days=1))
    assert not check.is_met(known(What.BASIC, withdrawn_at=1), DAY)


async def test_what_a_kind_demands_is_said_and_said_anew(street: Street) -> None:
    """What was said last counts, in that bank alone; kinds of which nothing was said demand nothing."""
    assert await street.see(demand.of, street.bank.id) == {}
    await demanded(street, "lift", check=What.BASIC)
    await demanded(street, "lift", references=2, company=True)
    [(code, row)] = (await street.see(demand.of, street.bank.id)).items()
    assert (code, row.least_check, row.reference_count, row.accompanied) == ("lift", None, 2, True)
    blank = await street.see(demand.of_kind, street.bank.id, "dog")
    assert (blank.least_check, blank.reference_count, blank.accompanied) == (None, 0, False)
    other_bank, _ = await street.do(open_street, street.now)
    assert await street.see(demand.of, other_bank.id) == {}


async def test_a_demand_is_in_the_journal_once(street: Street) -> None:
    """Who demands what stands in the journal, and the same said twice is said once."""
    for _ in range(2):
        await demanded(street, "lift", check=What.ENHANCED_BARRED)
    await demanded(street, "dog")

    def lines(session: Session) -> list[JournalEntry]:
        rows = session.exec(select(JournalEntry).order_by(col(JournalEntry.id)))
        return [row for row in rows if row.act == "demand.set"]

    [line] = await street.store.read(lines)
    assert line.by_id == street.olga.id
    assert line.detail == {
        "kind": "lift",
        "least_check": "enhanced_barred",
        "reference_count": 0,
        "accompanied": False,
        "banned": False,
    }


async def test_only_organisers_demand_and_only_what_makes_sense(street: Street) -> None:
    """Others hear that there is no such thing; an unknown kind, no check, or four references are refused."""
    with pytest.raises(NotFound):
        await demanded(street, by=street.ben, check=What.BASIC)
    with pytest.raises(NotFound):
        await street.see(demand.count_offered, street.ben, "company", street.now)
    with pytest.raises(UnknownKind):
        await demanded(street, "surgery")
    for wrong in (
        {"check": What.REFERENCE},
        {"check": What.ACCOMPANIED},
        {"references": 4},
        {"references": -1},
    ):
        with pytest.raises(NotADemand) as no:
            await demanded(street, **wrong)  # type: ignore[arg-type]
        assert no.value.facts == {"limit": 3}
    assert await street.see(demand.of, street.bank.id) == {}


async def test_an_organiser_is_told_how_many_could_be_asked(street: Street) -> None:
    """Counted are active members with an active offer of that kind, by whether they have what it demands."""
    for who in (street.amina, street.ben, street.carla):
        await street.do(offer.make, who, "lift", street.now)
    await street.do(offer.make, street.olga, "dog", street.now)

    async def offered() -> Offered:
        return await street.see(demand.count_offered, street.olga, "lift", street.now)

    assert await offered() == Offered(cleared=3, lacking=0)
    await demanded(street, "lift", check=What.BASIC, references=1)
    assert await offered() == Offered(cleared=0, lacking=3)
    day = timebank.today(street.bank, street.now)
    for what in (What.ENHANCED, What.REFERENCE):
        await seen(street, street.ben, what)
    lapsing = await seen(street, street.carla, What.BASIC, day)
    await seen(street, street.carla, What.REFERENCE)
    assert await offered() == Offered(cleared=2, lacking=1)
    tomorrow = street.now + timedelta(days=1)
    assert await street.see(demand.count_offered, street.olga, "lift", tomorrow) == Offered(1, 2)
    await street.do(attestation.withdraw, lapsing.id, street.olga, street.now)
    await street.do(member.pause, street.amina)
    assert await offered() == Offered(cleared=1, lacking=1)
    [bens] = await street.see(offer.of, street.ben)
    await street.do(offer.change, street.ben, bens.id, offer.State.PAUSED)
    assert await offered() == Offered(cleared=0, lacking=1)


async def test_the_matching_looks_again_at_everybody_who_offers_it(street: Street) -> None:
    """A new demand is a change of each active member who offers that kind, though no row of theirs is."""
    await street.do(offer.make, street.ben, "lift", street.now)
    await street.do(offer.make, street.carla, "dog", street.now)
    before = await street.see(change.last_id, street.bank.id)
    await demanded(street, "lift", check=What.BASIC)
    since = await street.see(change.since, street.bank.id, before)
    assert (since.members, since.requests) == ({street.ben.id}, frozenset())
    await demanded(street, "lift", check=What.BASIC)
    assert await street.see(change.last_id, street.bank.id) == since.last_id


async def test_somebody_passes_of_whom_nothing_is_missing(street: Street) -> None:
    """What is missing is told by kind, and only who lacks nothing of a kind may pass."""
    await demanded(street, "lift", check=What.BASIC)
    await demanded(street, "company", references=1)
    await seen(street, street.ben, What.BASIC)
    assert await street.see(demand.missing_of, street.ben, street.now) == {"company": Missing(None, 1, False)}
    await street.see(demand.require_cleared, street.ben, "lift", street.now)
    await street.see(demand.require_cleared, street.ben, "dog", street.now)
    with pytest.raises(NotAllowed):
        await street.see(demand.require_cleared, street.ben, "company", street.now)
    with pytest.raises(NotAllowed):
        await street.see(demand.require_cleared, street.carla, "lift", street.now)


async def test_a_yes_does_not_count_once_a_check_is_withdrawn(street: Street) -> None:
    """Ben was asked while his check held; it is withdrawn, and his yes is refused until it is seen again."""
    await demanded(street, "company", check=What.BASIC)
    noted = await seen(street, street.ben, What.BASIC)
    wanted = await street.ask()
    asked = await street.invite(wanted, street.ben)
    await street.do(attestation.withdraw, noted.id, street.olga, street.now)
    with pytest.raises(NotAllowed):
        await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
    await seen(street, street.ben, What.BASIC)
    agreed = await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
    assert isinstance(agreed, Exchange)


async def test_nobody_is_chosen_whose_check_no_longer_holds(street: Street) -> None:
    """Ben said yes and then lost his check: Amina, who chooses, hears that he cannot come, and not why."""
    await demanded(street, "company", check=What.BASIC)
    noted = await seen(street, street.ben, What.BASIC)
    wanted = await street.ask(choosing=Choosing.CHOOSE)
    asked = await street.invite(wanted, street.ben)
    said = await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
    assert isinstance(said, Invitation)
    await street.do(attestation.withdraw, noted.id, street.olga, street.now)
    with pytest.raises(agreement.CannotComeNow) as no:
        await street.do(agreement.choose, asked.id, street.amina, street.now)
    assert no.value.facts == {}
    await seen(street, street.ben, What.ENHANCED)
    assert isinstance(await street.do(agreement.choose, asked.id, street.amina, street.now), Exchange)
