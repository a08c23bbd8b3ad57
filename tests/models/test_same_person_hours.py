"""Proves that the hours of two rows that become one are those that were told, whatever came before or comes
after, and that nothing is lost or made.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import time, timedelta

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from in_memory import OPENED_AT, StreetInMemory
from sqlmodel import Session
from street import HOME, profile

from models import (
    agreement,
    audit,
    confirmation,
    correction,
    exchange,
    gift,
    grant,
    invitation,
    joining_for,
    leaving,
    ledger,
    member,
    request,
    same_person,
    timebank,
)
from models.availability import Part
from models.contact import Consent
from models.ledger import Cause
from models.member import Member
from models.refusals import Refusal
from models.request import Choosing, Wish
from models.same_person import How
from models.window import When

PHONE = 5_000_000_777
LATER = OPENED_AT + timedelta(days=3)

STARTING = st.sampled_from([0, 30, 120])
# What is done, by which of her two rows, with which neighbour, in which direction, and for how long.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["gift", "visit", "visit", "bank", "bank", "cancel", "grant", "correct"]),
        st.booleans(),
        st.integers(0, 2),
        st.booleans(),
        st.integers(1, 400),
    ),
    max_size=10,
)
Step = tuple[str, bool, int, bool, int]


class TwoRosas:
    """The street in memory with Rosa in two rows, who never have to do with one another."""

    def __init__(self, first: int, second: int) -> None:
        self.street = StreetInMemory()
        self.olga, *self.others = (one.id for one in self.street.people)
        self.done = 0

        def come(session: Session) -> tuple[int, int]:
            bank = timebank.get(session, self.street.bank.id)
            bank.starting_minutes = first
            told = joining_for.Told("Rosa", "es", HOME, "Hackney", "", Consent.BY_PHONE)
            rosa = joining_for.add(session, session.get_one(Member, self.olga), told, OPENED_AT)
            bank.starting_minutes = second
            again = member.meet(
                session,
                timebank_id=bank.id,
                telegram_user_id=PHONE,
                chat_id=PHONE,
                language="en",
                now=OPENED_AT,
            )
            member.say_adult(session, again, OPENED_AT)
            member.agree_to_privacy(session, again, OPENED_AT)
            member.join(session, again, profile("Rosa again"), OPENED_AT)
            return rosa.id, again.id

        self.rosa, self.again = self.street.write(come)

    def does(self, step: Step, *, joined: bool = False) -> None:
        """Does one thing; a refusal is as good an outcome as any."""
        self.done += 1
        what, by_phone, number, gives, minutes = step
        mine = self.again if by_phone and not joined else self.rosa
        ids = (mine, self.others[number]) if gives else (self.others[number], mine)

        def work(session: Session) -> None:
            one, two = (session.get_one(Member, row_id) for row_id in ids)
            self._do(session, what, one, two, minutes)

        with suppress(Refusal):
            self.street.write(work)
            event(what)

    def _do(self, session: Session, what: str, one: Member, two: Member, minutes: int) -> None:
        key, olga = f"step:{self.done}", session.get_one(Member, self.olga)
        match what:
            case "gift":
                gift.give(session, one, receiver=two, minutes=minutes, deed_key=key, now=OPENED_AT)
            case "visit":
                when = When(day=OPENED_AT.date() + timedelta(days=1), part=Part.ANY, at=time(15))
                wish = Wish("company", when, min(max(minutes, 15), 240), choosing=Choosing.FIRST)
                wanted = request.post(session, one, wish, deed_key=key, now=OPENED_AT)
                asked = invitation.ask(
                    session, wanted, two, wave=1, reasons=0, distance_m=1.0, waits_minutes=60, now=OPENED_AT
                )
                agreement.accept(session, asked.id, two, wanted.latest_at, OPENED_AT)
            case "bank":
                for standing in exchange.unfinished_of(session, one)[:1]:
                    for who_id in (standing.asker_id, standing.helper_id):
                        who = session.get_one(Member, who_id)
                        confirmation.confirm(session, standing.id, who, minutes, LATER)
            case "cancel":
                for standing in exchange.unfinished_of(session, one)[:1]:
                    exchange.cancel(session, standing.id, one, OPENED_AT)
            case "grant":
                grant.give(
                    session,
                    two,
                    olga,
                    cause=Cause.GRANT,
                    minutes=minutes,
                    reason="For the shop",
                    deed_key=key,
                    now=OPENED_AT,
                )
            case _:
                own = ledger.account_of(session, one.timebank_id, one.id)
                lines = [
                    row
                    for row in ledger.entries(session, own, limit=20)
                    if row.cause in correction.CORRECTABLE
                ]
                if lines:
                    correction.correct(
                        session,
                        olga,
                        transfer_id=lines[minutes % len(lines)].id,
                        minutes=minutes,
                        reason="It was otherwise",
                        deed_key=key,
                        now=OPENED_AT,
                    )

    def balance(self, member_id: int) -> int:
        """What somebody's account holds, in minutes."""
        return self.street.write(
            lambda session: (
                ledger.standing(
                    session, ledger.account_of(session, self.street.bank.id, member_id)
                ).balance_minutes
            )
        )

    def check(self) -> None:
        """Everything that the audit looks at holds: all accounts together hold zero, and so on."""
        wrong = self.street.write(lambda session: audit.audit(session, self.street.bank.id).wrong)
        assert wrong == []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(first=STARTING, second=STARTING, before=STEPS, after=STEPS, leaves=st.booleans())
def test_the_hours_are_those_that_were_told(
    first: int, second: int, before: list[Step], after: list[Step], leaves: bool
) -> None:
    """Gifts, visits, corrections and grants of both rows come first, and more of the one afterwards: she has
    what was told, the sum is zero throughout, and the emptied row keeps only what is promised.
    """
    two = TwoRosas(first, second)
    for step in before:
        two.does(step)

    def join(session: Session) -> int:
        olga = session.get_one(Member, two.olga)
        told = same_person.look(session, two.rosa, two.again, olga, LATER)
        same_person.join(session, two.rosa, two.again, olga, How.MET, LATER)
        return told.total_minutes

    promised = two.street.write(join)
    assert two.balance(two.rosa) == promised
    two.check()
    for step in after:
        two.does(step, joined=True)
        two.check()

    def end(session: Session) -> None:
        rosa = session.get_one(Member, two.rosa)
        leaving.leave(session, rosa, LATER)
        for standing in exchange.unfinished_of(session, rosa):
            confirmation.settle(session, standing.id, session.get_one(Member, two.olga), 45, LATER)

    if leaves:
        two.street.write(end)
        assert (two.balance(two.rosa), two.balance(two.again)) == (0, 0)
        two.check()
