"""Proves that no order of asking, answering, calling off and forgetting leaves the street in a muddle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from in_memory import OPENED_AT, StreetInMemory
from sqlmodel import Session, col, select
from street import ZONE

from models import agreement, confirmation, exchange, invitation, notification, request, search, volunteering
from models.audit import audit
from models.availability import Part
from models.columns import Row
from models.exchange import Exchange
from models.exchange import State as ExchangeState
from models.invitation import Invitation
from models.invitation import State as InvitationState
from models.member import Member, NotFound
from models.notification import Notice, Notification
from models.refusals import Refusal
from models.request import Choosing, Request, Wish
from models.request import State as RequestState
from models.window import When

T = TypeVar("T")
R = TypeVar("R", bound=Row)

# What speaks of a search, of one who is asked, or of a visit, and is wrong to say once that is over.
ABOUT_A_SEARCH = {Notice.STILL_LOOKING, Notice.AT_RISK, Notice.TASK_AT_RISK, Notice.LOOKED_AFTER}
ABOUT_AN_INVITATION = {Notice.INVITATION, Notice.CANDIDATE}
ABOUT_A_VISIT = {
    Notice.AGREED,
    Notice.REMINDER_DAY,
    Notice.REMINDER_SOON,
    Notice.HOW_LONG,
    Notice.HOW_LONG_AGAIN,
    Notice.DIFFERING,
    Notice.TASK_HOURS,
    Notice.TASK_UNREACHABLE,
}
LIVE = {ExchangeState.AGREED, ExchangeState.DIFFERING, ExchangeState.BANKED}
# The state of a request by the state of the exchange that stands, if one does.
STANDING = {
    RequestState.OPEN: set[ExchangeState](),
    RequestState.AGREED: {ExchangeState.AGREED, ExchangeState.DIFFERING},
    RequestState.HELPED: {ExchangeState.BANKED},
    RequestState.WITHDRAWN: set[ExchangeState](),
    RequestState.UNMET: set[ExchangeState](),
}

WHO = st.integers(0, 4)
FIGURES = st.sampled_from([0, 4, 30, 45, 60, 70, 300, 720])

# Which row is meant: counted back from the newest, and mostly among those with which something can be done.
WHICH = st.tuples(st.integers(0, 9), st.sampled_from([True, True, True, False]))
Which = tuple[int, bool]
UNDONE: dict[type[Row], tuple[StrEnum, ...]] = {
    Request: (RequestState.OPEN,),
    # Somebody who said no may tap yes by mistake.
    Invitation: (
        InvitationState.ASKED,
        InvitationState.SILENT,
        InvitationState.YES,
        InvitationState.NO,
    ),
    Exchange: (ExchangeState.AGREED, ExchangeState.DIFFERING),
}


class FavoursMachine(RuleBasedStateMachine):
    """Five people do anything to anything while the clock moves; most of it is refused, as it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.street = StreetInMemory()
        self.bank_id = self.street.bank.id
        self.now = OPENED_AT
        self.asked = 0
        self.said_no: set[tuple[int, int]] = set()

    def attempt(self, work: Callable[[Session], T]) -> T | None:
        """Does something in a transaction of its own; a refusal is an answer and leaves
        everything as it was.
        """
        try:
            return self.street.write(work)
        except Refusal:
            return None

    def member(self, session: Session, who: int) -> Member:
        """Reads one of the five."""
        return session.get_one(Member, self.street.people[who].id)

    def find(self, session: Session, table: type[R], which: Which) -> R:
        """Finds the row that is meant; refuses where there is none."""
        back, undone = which
        rows = session.exec(select(table).order_by(col(table.id).desc())).all()
        if undone:
            rows = [row for row in rows if row.state in UNDONE[table]]  # type: ignore[attr-defined]
        if not rows:
            raise NotFound()
        return rows[back % len(rows)]

    @initialize()
    def the_first_morning(self) -> None:
        """Ben will come to Amina, two have said yes to another wish of hers, and one no to a third."""
        self.favour(asker=1, helper=2, hour=15, choosing=Choosing.FIRST)
        self.ask(who=1, days=1, hour=17, loose=True, minutes=60, choosing=Choosing.CHOOSE)
        self.invite_everybody(which=(0, True))
        for helper in (0, 1):
            self.say_yes(which=(helper, True), half_hours=0, stranger=None)
        self.ask(who=1, days=2, hour=15, loose=False, minutes=30, choosing=Choosing.FIRST)
        self.invite_everybody(which=(0, True))
        self.say_no(which=(0, True), stranger=None)

    @rule(asker=WHO, helper=WHO, hour=st.integers(10, 20), choosing=st.sampled_from(list(Choosing)))
    def favour(self, asker: int, helper: int, hour: int, choosing: Choosing) -> None:
        """Somebody asks for help tomorrow, and somebody comes forward and is taken."""
        self.ask(who=asker, days=1, hour=hour, loose=False, minutes=60, choosing=choosing)
        self.come_forward(which=(0, True), who=helper)
        self.say_yes(which=(0, True), half_hours=0, stranger=None)
        if choosing is Choosing.CHOOSE:
            self.choose(which=(0, True), stranger=None)

    @rule(minutes=st.sampled_from([1, 20, 240, 24 * 60, 3 * 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        """The clock moves on by up to three days."""
        self.now += timedelta(minutes=minutes)

    @rule(which=WHICH)
    def the_visit_is_over(self, which: Which) -> None:
        """The clock moves to the end of a visit, if that lies ahead."""
        visit = self.attempt(lambda session: self.find(session, Exchange, which))
        if visit is not None:
            self.now = max(self.now, visit.ends_at)

    @rule(
        who=WHO,
        days=st.integers(0, 4),
        hour=st.integers(8, 20),
        loose=st.booleans(),
        minutes=st.sampled_from([30, 60, 240]),
        choosing=st.sampled_from(list(Choosing)),
    )
    def ask(self, who: int, days: int, hour: int, loose: bool, minutes: int, choosing: Choosing) -> None:
        """Somebody asks for help at a set hour, or at any hour of a day."""
        self.asked += 1
        day = self.now.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=days)
        when = When(day=day, part=Part.ANY, at=None if loose else time(hour))
        wish = Wish(kind="company", when=when, minutes=minutes, choosing=choosing)

        self.attempt(
            lambda session: request.post(
                session, self.member(session, who), wish, deed_key=f"ask:{self.asked}", now=self.now
            )
        )

    @rule(which=WHICH)
    def invite_everybody(self, which: Which) -> None:
        """The next wave: everybody is asked who may be, as the matching would ask them."""

        def wave(session: Session) -> None:
            wanted = self.find(session, Request, which)
            if wanted.state is not RequestState.OPEN or wanted.latest_at <= self.now:
                return
            before = session.exec(select(Invitation).where(Invitation.request_id == wanted.id)).all()
            never = {row.member_id for row in before if row.round == wanted.round}
            never |= {
                row.member_id for row in before if row.state in (InvitationState.NO, InvitationState.DROPPED)
            }
            for helper in session.exec(select(Member).where(Member.id != wanted.asker_id)).all():
                if helper.id not in never:
                    invitation.ask(
                        session,
                        wanted,
                        helper,
                        wave=1,
                        reasons=0,
                        distance_m=None,
                        waits_minutes=240,
                        now=self.now,
                    )

        self.attempt(wave)

    @rule(which=WHICH, who=WHO)
    def come_forward(self, which: Which, who: int) -> None:
        """Somebody comes forward for a request."""
        came = self.attempt(
            lambda session: volunteering.come_forward(
                session, self.find(session, Request, which).id, self.member(session, who), self.now
            )
        )
        if came is not None:
            # Of their own accord: an earlier no no longer counts.
            self.said_no.discard((came.request_id, came.member_id))

    @rule(which=WHICH, half_hours=st.sampled_from([0, 0, 0, -1, -3]), stranger=st.none() | WHO)
    def say_yes(self, which: Which, half_hours: int, stranger: int | None) -> None:
        """The one who was asked, or somebody else by mistake, says yes to an invitation."""

        def accept(session: Session) -> None:
            row = self.find(session, Invitation, which)
            by = (
                session.get_one(Member, row.member_id) if stranger is None else self.member(session, stranger)
            )
            latest_at = session.get_one(Request, row.request_id).latest_at
            agreement.accept(session, row.id, by, latest_at + timedelta(minutes=30 * half_hours), self.now)

        self.attempt(accept)

    @rule(which=WHICH, stranger=st.none() | WHO)
    def say_no(self, which: Which, stranger: int | None) -> None:
        """The one who was asked, or somebody else by mistake, says no to an invitation."""

        def decline(session: Session) -> Invitation:
            row = self.find(session, Invitation, which)
            by = (
                session.get_one(Member, row.member_id) if stranger is None else self.member(session, stranger)
            )
            return invitation.decline(session, row.id, by, self.now)

        said = self.attempt(decline)
        if said is not None and said.state is InvitationState.NO:
            self.said_no.add((said.request_id, said.member_id))

    @rule(which=WHICH, stranger=st.none() | WHO)
    def choose(self, which: Which, stranger: int | None) -> None:
        """The asker, or somebody else by mistake, chooses one who was asked."""

        def pick(session: Session) -> None:
            row = self.find(session, Invitation, which)
            asker_id = session.get_one(Request, row.request_id).asker_id
            by = session.get_one(Member, asker_id) if stranger is None else self.member(session, stranger)
            agreement.choose(session, row.id, by, self.now)

        self.attempt(pick)

    @rule(which=WHICH, who=WHO)
    def withdraw(self, which: Which, who: int) -> None:
        """Somebody takes a request back, which is mostly not theirs."""
        self.attempt(
            lambda session: request.withdraw(
                session, self.find(session, Request, which).id, self.member(session, who), self.now
            )
        )

    @rule(which=WHICH, as_asker=st.booleans())
    def call_off(self, which: Which, as_asker: bool) -> None:
        """One of the two calls an exchange off."""

        def cancel(session: Session) -> None:
            row = self.find(session, Exchange, which)
            by = session.get_one(Member, row.asker_id if as_asker else row.helper_id)
            exchange.cancel(session, row.id, by, self.now)

        self.attempt(cancel)

    @rule(which=WHICH, minutes=FIGURES, as_asker=st.booleans())
    def say_how_long(self, which: Which, minutes: int, as_asker: bool) -> None:
        """One of the two of an exchange says how long it took."""

        def confirm(session: Session) -> None:
            row = self.find(session, Exchange, which)
            by = session.get_one(Member, row.asker_id if as_asker else row.helper_id)
            confirmation.confirm(session, row.id, by, minutes, self.now)

        self.attempt(confirm)

    @rule(which=WHICH, asker=FIGURES, helper=FIGURES)
    def both_say_how_long(self, which: Which, asker: int, helper: int) -> None:
        """The two of an exchange say how long it took."""
        self.say_how_long(which, asker, True)
        self.say_how_long(which, helper, False)

    @rule(which=WHICH, who=st.sampled_from([0, 0, 1, 2]), minutes=FIGURES)
    def settle(self, which: Which, who: int, minutes: int) -> None:
        """The organiser, or somebody who is none, decides how long an exchange took."""
        self.attempt(
            lambda session: confirmation.settle(
                session, self.find(session, Exchange, which).id, self.member(session, who), minutes, self.now
            )
        )

    @rule(which=WHICH, close=st.booleans())
    def olga_steps_in(self, which: Which, close: bool) -> None:
        """The organiser looks after a request, or ends a search that cannot succeed."""
        verb = search.close_unmet if close else search.look_after
        self.attempt(
            lambda session: verb(
                session, self.find(session, Request, which).id, self.member(session, 0), self.now
            )
        )

    @rule()
    def the_clock_strikes(self) -> None:
        """Everything that is done by the clock is done."""
        self.attempt(lambda session: invitation.run_out(session, self.bank_id, self.now))
        self.attempt(lambda session: search.call_for_people(session, self.bank_id, self.now))
        self.attempt(lambda session: search.give_up(session, self.bank_id, self.now))
        self.attempt(lambda session: confirmation.hand_over_silent(session, self.bank_id, self.now))

    @rule(limit=st.integers(1, 5))
    def deliver(self, limit: int) -> None:
        """A few notifications that are due are said."""

        def say(session: Session) -> None:
            for row in notification.claim(
                session, timebank_id=self.bank_id, now=self.now, lease=timedelta(minutes=1), limit=limit
            ):
                notification.finish(session, row, notification.State.SENT, self.now)

        self.attempt(say)

    @invariant()
    def the_books_are_right(self) -> None:
        """Every balance sums up, no floor is broken, and hours are reserved exactly while they are needed."""
        assert self.street.write(lambda session: audit(session, self.bank_id)).wrong == []

    @invariant()
    def requests_and_exchanges_tell_one_story(self) -> None:
        """At most one exchange stands for a request, in a state that fits, by a helper who did not say no."""

        def look(session: Session) -> None:
            for wanted in session.exec(select(Request)):
                made = session.exec(select(Exchange).where(Exchange.request_id == wanted.id)).all()
                standing = [row for row in made if row.state in LIVE]
                fitting = STANDING[wanted.state]
                assert len(standing) == (1 if fitting else 0)
                assert {row.state for row in standing} <= fitting
                assert (wanted.ended_because is None) == (wanted.ended_at is None)
                for row in made:
                    assert row.helper_id != wanted.asker_id
                    assert row.minutes == wanted.minutes
                    assert wanted.earliest_at <= row.starts_at <= wanted.latest_at
                    assert (wanted.id, row.helper_id) not in self.said_no

        self.street.write(look)

    @invariant()
    def nothing_is_said_that_is_over(self) -> None:
        """No pending notification speaks of a search, an invitation or a visit that has ended."""

        def look(session: Session) -> None:
            pending = session.exec(
                select(Notification)
                .where(Notification.state == notification.State.PENDING)
                .order_by(col(Notification.id))
            )
            for row in pending:
                if row.kind in ABOUT_A_SEARCH:
                    wanted = session.get_one(Request, row.subject_id)
                    assert wanted.state is RequestState.OPEN, row
                elif row.kind in ABOUT_AN_INVITATION:
                    asked = session.get_one(Invitation, row.subject_id)
                    wanted = session.get_one(Request, asked.request_id)
                    assert wanted.state is RequestState.OPEN, row
                    assert asked.round == wanted.round, row
                    assert asked.state in (
                        {InvitationState.ASKED, InvitationState.SILENT}
                        if row.kind is Notice.INVITATION
                        else {InvitationState.YES}
                    ), row
                elif row.kind in ABOUT_A_VISIT:
                    visit = session.get_one(Exchange, row.subject_id)
                    assert visit.state in (ExchangeState.AGREED, ExchangeState.DIFFERING), row

        self.street.write(look)


def test_no_order_of_things_leaves_a_muddle() -> None:
    """After any sequence of legal and illegal acts of five people on a moving clock,
    everything still fits together.
    """
    run_state_machine_as_test(
        FavoursMachine,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
