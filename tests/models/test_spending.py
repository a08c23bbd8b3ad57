"""Proves that money spent for somebody is agreed by two, noted by both, and in doubt seen by an organiser."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from in_memory import OPENED_AT, StreetInMemory
from sqlmodel import Session, select
from street import Street, hours

from models import (
    acting,
    agreement,
    exchange,
    invitation,
    member,
    noted_sum,
    notification,
    request,
    spending,
    spending_cap,
    task,
    unsettled,
)
from models.attendance import TooEarly
from models.availability import Part
from models.exchange import Exchange, OverAlready
from models.kind import CODES, Paying, named
from models.ledger import Transfer
from models.member import Member, NotFound
from models.noted_sum import MOST_NOTES, NotedOften, Verdict
from models.notification import Notice, Notification
from models.refusals import Refusal
from models.request import Choosing, Wish
from models.spending import NoMoneyHere, Spending, State, TooMuch
from models.spending_cap import AgreedAlready, NotedAlready
from models.task import TaskKind
from models.unsettled import SpokeForOne
from models.window import When

T = TypeVar("T")
GBP = "GBP"


async def cap(street: Street, visit: Exchange, minor: int, by: Member | None = None) -> Spending:
    """Amina, or another, says the most."""
    return await street.do(
        spending_cap.say_most, visit.id, by or street.amina, minor, street.now, currency=GBP
    )


async def agree(street: Street, visit: Exchange, minor: int, *, agrees: bool = True) -> Spending:
    """Ben says whether he would pay so much."""
    return await street.do(
        spending_cap.answer_most, visit.id, street.ben, minor, agrees=agrees, now=street.now
    )


async def note(street: Street, visit: Exchange, minor: int, receipt: str = "") -> Spending:
    """Ben notes what he has spent, right after the visit."""
    return await street.do(
        noted_sum.note, visit.id, street.ben, minor, visit.ends_at, currency=GBP, receipt=receipt
    )


async def shopping(street: Street) -> Exchange:
    """Ben goes shopping for Amina tomorrow."""
    return await street.agree(kind="shopping")


def test_bills_and_calls_are_no_help_in_which_one_pays() -> None:
    """Shopping and errands usually cost something; letters, where bills lie, and calls never do."""
    paying = {code: named(code).paying for code in CODES}
    assert {code for code, one in paying.items() if one is Paying.USUALLY} == {"shopping", "errand"}
    assert {"letters", "call", "translation", "company", "computer"} <= {
        code for code, one in paying.items() if one is Paying.NEVER
    }


async def test_only_the_asker_says_the_most_and_only_within_bounds(street: Street) -> None:
    """The helper and a stranger do not say it, and nobody more than the bank allows, or below nothing."""
    visit = await shopping(street)
    for who in (street.ben, street.carla, street.olga):
        with pytest.raises(NotFound):
            await cap(street, visit, 1_000, who)
    for minor in (-1, 3_001):
        with pytest.raises(TooMuch):
            await cap(street, visit, minor)
    assert (await cap(street, visit, 3_000)).state is State.WISHED
    await street.decide(spending_cap_minor=0)
    with pytest.raises(NoMoneyHere):
        await cap(street, visit, 0)


async def test_nothing_is_paid_in_company(street: Street) -> None:
    """In help that costs nothing neither a most nor a sum is taken."""
    visit = await street.agree()
    with pytest.raises(NoMoneyHere):
        await cap(street, visit, 100)
    with pytest.raises(NoMoneyHere):
        await note(street, visit, 100)


async def test_a_yes_counts_for_the_sum_that_was_read_alone(street: Street) -> None:
    """A yes to a sum that has changed is none; a no takes the yes back; more needs another one."""
    visit = await shopping(street)
    await cap(street, visit, 1_000)
    await cap(street, visit, 2_000)
    assert (await agree(street, visit, 1_000)).agreed_minor is None
    assert (await agree(street, visit, 2_000)).limit_minor == 2_000
    assert (await cap(street, visit, 2_500)).limit_minor == 2_000
    assert (await agree(street, visit, 2_500)).limit_minor == 2_500
    assert (await agree(street, visit, 2_500, agrees=False)).limit_minor == 0
    for who in (street.amina, street.carla):
        with pytest.raises(NotFound):
            await street.do(spending_cap.answer_most, visit.id, who, 2_500, agrees=True, now=street.now)


async def test_less_is_agreed_at_once_until_the_visit_begins(street: Street) -> None:
    """Ben may be in the shop by then, with the sum in his head that both had agreed to."""
    visit = await shopping(street)
    await cap(street, visit, 2_000)
    await agree(street, visit, 2_000)
    lower = await cap(street, visit, 1_500)
    assert (lower.state, lower.limit_minor) == (State.AGREED, 1_500)
    with pytest.raises(AgreedAlready):
        await street.do(spending_cap.say_most, visit.id, street.amina, 1_000, visit.starts_at, currency=GBP)
    await note(street, visit, 1_200)
    with pytest.raises(NotedAlready):
        await cap(street, visit, 3_000)


async def test_a_sum_is_noted_in_its_time_and_not_changed_for_ever(street: Street) -> None:
    """Not long before, not long after, not when it was called off; and after a few slips no more."""
    visit = await shopping(street)

    async def at(moment: timedelta, minor: int = 100) -> Spending:
        return await street.do(
            noted_sum.note, visit.id, street.ben, minor, visit.starts_at + moment, currency=GBP
        )

    with pytest.raises(TooEarly):
        await at(hours(-4))
    with pytest.raises(OverAlready):
        await at(timedelta(days=32))
    with pytest.raises(TooMuch):
        await at(hours(1), spending.LARGEST_MINOR + 1)
    with pytest.raises(NotFound):
        await street.do(noted_sum.note, visit.id, street.amina, 5, visit.ends_at, currency=GBP)
    for number in range(MOST_NOTES):
        await at(hours(1), 100 + number)
    with pytest.raises(NotedOften):
        await at(hours(1), 999)
    other = await street.agree(kind="errand", key="other", day=visit.starts_at.date() + timedelta(days=1))
    await street.do(exchange.cancel, other.id, street.amina, street.now)
    with pytest.raises(OverAlready):
        await street.do(noted_sum.note, other.id, street.ben, 100, other.ends_at, currency=GBP)


async def test_what_is_not_plain_waits_for_an_organiser_who_is_not_one_of_the_two(street: Street) -> None:
    """Over the sum, nothing agreed, or not right: it is in Olga's queue until she has closed it, once, and
    then it is over for all."""
    visit = await shopping(street)
    await note(street, visit, 1_200)
    [waits] = [one for one in await street.see(task.waiting, street.olga, visit.ends_at) if one.about]
    assert (waits.kind, waits.subject_id) == (TaskKind.MONEY, visit.id)
    for who in (street.amina, street.ben, street.carla):
        with pytest.raises(NotFound):
            await street.do(unsettled.close, visit.id, who, visit.ends_at, settled_minor=0)
    with pytest.raises(TooMuch):
        await street.do(unsettled.close, visit.id, street.olga, visit.ends_at, settled_minor=-1)
    assert await street.do(unsettled.close, visit.id, street.olga, visit.ends_at, settled_minor=1_200)
    assert not await street.do(unsettled.close, visit.id, street.olga, visit.ends_at, settled_minor=1)
    assert await street.see(task.waiting, street.olga, visit.ends_at) == []
    row = await street.do(noted_sum.answer, visit.id, street.amina, 1_200, Verdict.WRONG, visit.ends_at)
    assert (row.state, row.settled_minor) == (State.CLOSED, 1_200)
    assert await street.told(Notice.MONEY_STANDS) == sorted([street.amina.id, street.ben.id])
    assert await street.told(Notice.SPENT) == []


async def test_an_organiser_who_spoke_for_one_leaves_it_to_another(street: Street) -> None:
    """Where there is another one; where there is none, nobody would ever close it."""
    visit = await shopping(street)
    begun = await street.do(acting.begin, street.amina.id, street.olga, street.now)

    def speak(session: Session, olga: Member) -> None:
        amina = session.get_one(Member, street.amina.id)
        before = acting.picture(session, amina)
        spending_cap.say_most(session, visit.id, amina, 1_000, street.now, currency=GBP)
        acting.note_done(session, session.get_one(acting.Acting, begun.id), olga, before, street.now)

    await street.do(speak, street.olga)
    await note(street, visit, 1_200)

    def make(session: Session, who: Member) -> None:
        member.make_organiser(session, who, street.now)

    await street.do(make, street.carla)
    with pytest.raises(SpokeForOne):
        await street.do(unsettled.close, visit.id, street.olga, visit.ends_at, settled_minor=None)
    assert await street.do(unsettled.close, visit.id, street.carla, visit.ends_at, settled_minor=None)


async def test_silence_is_handed_over_once_and_no_sooner(street: Street) -> None:
    """Three days after the visit, or after the sum; nothing spent waits for nobody, and neither does a visit
    that was called off."""
    visit = await shopping(street)
    await cap(street, visit, 1_000)
    await agree(street, visit, 1_000)

    async def waits_at(moment: timedelta) -> bool:
        now = visit.ends_at + moment
        await street.do(unsettled.hand_over_silent, street.bank.id, now)
        row = await street.see(spending.of, visit)
        return row is not None and row.waits

    assert not await waits_at(timedelta(days=3) - timedelta(minutes=1))
    assert await waits_at(timedelta(days=3))
    assert await street.do(unsettled.hand_over_silent, street.bank.id, visit.ends_at + hours(100)) == 0
    await note(street, visit, 900)
    assert not await waits_at(timedelta(days=2))
    assert await waits_at(timedelta(days=3))
    await note(street, visit, 0)
    assert not await waits_at(timedelta(days=60))


async def test_two_who_begin_at_once_begin_one(street: Street) -> None:
    """The most and a sum that are said in the same moment are of one row."""
    visit = await shopping(street)

    async def say() -> None:
        await street.do(spending_cap.say_most, visit.id, street.amina, 500, visit.starts_at, currency=GBP)

    outcomes = await asyncio.gather(say(), note(street, visit, 400), say(), return_exceptions=True)
    assert {type(one) for one in outcomes if isinstance(one, Exception)} <= {NotedAlready}
    rows = await street.store.read(lambda session: session.exec(select(Spending)).all())
    assert [row.spent_minor for row in rows] == [400]


SUMS = st.sampled_from([0, 1, 500, 1_000, 2_000, 3_000, 3_001])
# Mostly it is whoever may, and now and then anybody else.
ASKERS = st.sampled_from([1, 1, 1, 1, 1, 0, 2, 3])
HELPERS = st.sampled_from([2, 2, 2, 2, 2, 0, 1, 3])
ORGANISERS = st.sampled_from([0, 0, 0, 1, 2, 3])
ASKER, HELPER = 1, 2
# Mostly people answer what they have read.
READ = st.sampled_from([True, True, True, False])
QUESTIONS = {Notice.SPENT, Notice.SPENT_AGAIN, Notice.HOW_MUCH, Notice.HOW_MUCH_AGAIN}


class MoneyMachine(RuleBasedStateMachine):
    """Anybody says anything about one visit's money while the clock moves."""

    def __init__(self) -> None:
        super().__init__()
        self.street = StreetInMemory()
        self.now = OPENED_AT
        self.wished: set[int] = set()
        self.answered = False

    def attempt(self, work: Callable[[Session], T]) -> T | None:
        """Does something in a transaction of its own; a refusal leaves everything as it was."""
        try:
            return self.street.write(work)
        except Refusal:
            return None

    def member(self, session: Session, who: int) -> Member:
        """Reads one of them."""
        return session.get_one(Member, self.street.people[who].id)

    def row(self, session: Session) -> Spending | None:
        """What is said of money so far."""
        return session.exec(select(Spending)).one_or_none()

    @initialize(later=st.sampled_from([0, 28, 31]))
    def a_visit_is_agreed(self, later: int) -> None:
        """Ben will go shopping for Amina, goes just now, or has been."""

        def work(session: Session) -> int:
            asker, helper = self.member(session, ASKER), self.member(session, HELPER)
            at = (self.now + hours(30)).time().replace(tzinfo=None)
            day = (self.now + hours(30)).date()
            wish = Wish(kind="shopping", when=When(day, Part.ANY, at), minutes=60, choosing=Choosing.FIRST)
            wanted = request.post(session, asker, wish, deed_key="ask", now=self.now)
            asked = invitation.ask(
                session, wanted, helper, wave=1, reasons=0, distance_m=10.0, waits_minutes=60, now=self.now
            )
            agreed = agreement.accept(session, asked.id, helper, wanted.latest_at, self.now)
            return agreed.id

        self.visit_id = self.street.write(work)
        self.lines = self.street.write(lambda session: len(session.exec(select(Transfer)).all()))
        self.now += hours(later)

    @rule(minutes=st.sampled_from([1, 60, 24 * 60, 3 * 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        """The clock moves on."""
        self.now += timedelta(minutes=minutes)

    @rule(who=ASKERS, minor=SUMS)
    def says_most(self, who: int, minor: int) -> None:
        """Somebody says the most."""
        said = self.attempt(
            lambda session: spending_cap.say_most(
                session, self.visit_id, self.member(session, who), minor, self.now, currency=GBP
            )
        )
        if said is not None:
            assert who == ASKER
            self.wished.add(minor)

    @rule(who=HELPERS, minor=SUMS, read=READ, agrees=st.booleans())
    def answers_most(self, who: int, minor: int, read: bool, agrees: bool) -> None:
        """Somebody says whether they would pay so much."""
        before = self.street.write(self.row)
        if read and before is not None and before.most_minor is not None:
            minor = before.most_minor
        after = self.attempt(
            lambda session: spending_cap.answer_most(
                session, self.visit_id, self.member(session, who), minor, agrees=agrees, now=self.now
            )
        )
        if after is not None and before is not None and after.limit_minor > before.limit_minor:
            assert who == HELPER and agrees and after.limit_minor == minor

    @rule(who=HELPERS, minor=SUMS, photo=st.sampled_from(["", "photo"]))
    def notes(self, who: int, minor: int, photo: str) -> None:
        """Somebody notes a sum."""
        before = self.street.write(self.row)
        noted = self.attempt(
            lambda session: noted_sum.note(
                session,
                self.visit_id,
                self.member(session, who),
                minor,
                self.now,
                currency=GBP,
                receipt=photo,
            )
        )
        if noted is not None:
            assert who == HELPER
            if before is None or before.notes != noted.notes:
                self.answered = False

    @rule(who=ASKERS, minor=SUMS, read=READ, verdict=st.sampled_from(list(Verdict)), theirs=st.none() | SUMS)
    def answers(self, who: int, minor: int, read: bool, verdict: Verdict, theirs: int | None) -> None:
        """Somebody says whether a sum is right."""
        before = self.street.write(self.row)
        if read and before is not None and before.spent_minor is not None:
            minor = before.spent_minor
        row = self.attempt(
            lambda session: noted_sum.answer(
                session,
                self.visit_id,
                self.member(session, who),
                minor,
                verdict,
                self.now,
                theirs_minor=theirs,
            )
        )
        if row is not None:
            assert who == ASKER
            self.answered = self.answered or (row.spent_minor == minor and verdict is not Verdict.LATER)

    @rule(most=SUMS, spent=SUMS, verdict=st.sampled_from(list(Verdict)))
    def both_say_all_of_it(self, most: int, spent: int, verdict: Verdict) -> None:
        """The two go all the way from the most to whether the sum is right."""
        self.says_most(ASKER, most)
        self.answers_most(HELPER, most, True, True)
        self.notes(HELPER, spent, "")
        self.answers(ASKER, spent, True, verdict, None)

    @rule(who=ORGANISERS, minor=st.none() | SUMS)
    def closes(self, who: int, minor: int | None) -> None:
        """Somebody closes it."""
        closed = self.attempt(
            lambda session: unsettled.close(
                session, self.visit_id, self.member(session, who), self.now, settled_minor=minor
            )
        )
        assert closed is None or who == 0

    @rule()
    def the_clock_looks(self) -> None:
        """What is silent for long is handed over."""
        self.street.write(lambda session: unsettled.hand_over_silent(session, self.street.bank.id, self.now))

    @invariant()
    def it_fits_together(self) -> None:
        """What both have agreed to both have said; what is not plain waits; nothing is asked that is over."""
        if not hasattr(self, "visit_id"):
            return

        def look(session: Session) -> None:
            assert len(session.exec(select(Transfer)).all()) == self.lines
            row = self.row(session)
            if row is None:
                return
            assert row.limit_minor in {*self.wished, 0} and row.limit_minor <= 3_000
            assert (row.spent_minor is None) == (row.state in spending.BEFORE) or row.state is State.CLOSED
            assert row.state not in (State.RIGHT, State.DIFFERS) or self.answered
            if row.closed_at is None and (row.is_over or row.state is State.DIFFERS):
                assert row.waits
            assert row.receipt == "" or row.spent_minor is not None
            pending = session.exec(
                select(Notification.kind).where(Notification.state == notification.State.PENDING)
            ).all()
            if row.state in (*spending.SETTLED, State.DIFFERS):
                assert not {Notice.SPENT, Notice.SPENT_AGAIN, Notice.HOW_MUCH, Notice.HOW_MUCH_AGAIN} & {
                    *pending
                }
            if not row.waits:
                assert Notice.TASK_MONEY not in pending

        self.street.write(look)


def test_no_order_of_things_leaves_money_in_a_muddle() -> None:
    """After any sequence of legal and illegal acts, what is kept of the money fits together."""
    run_state_machine_as_test(
        MoneyMachine,
        settings=settings(
            max_examples=120,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
