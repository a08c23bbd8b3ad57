"""Proves that the ledger and a few lines of plain Python agree on every balance, whatever
is done in what order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from in_memory import OPENED_AT, StreetInMemory
from sqlmodel import Session, select

from models import correction, gift, ledger
from models.audit import audit
from models.availability import Part
from models.confirmation import OwnCase
from models.correction import NothingToCorrect
from models.exchange import Exchange
from models.exchange import State as ExchangeState
from models.gift import NotEnoughToGive
from models.ledger import Account, AlreadyAnswered, Cause, DeedMismatch, NotEnoughHours, Transfer
from models.member import Member
from models.request import Request

MINUTES = st.integers(1, 500)
CEILING_MINUTES = 400


@dataclass
class Reservation:
    """What plain Python knows of one reservation: who promised whom how much, and the key
    that answered it.
    """

    row: Transfer
    giver: int
    receiver: int
    minutes: int
    answered_by: str | None = None
    posted_minutes: int | None = None


@dataclass
class PlainBooks:
    """The ledger as a few dictionaries."""

    balances: dict[int, int] = field(default_factory=dict)
    floors: dict[int, int | None] = field(default_factory=dict)
    ceilings: dict[int, int] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    says: dict[int, int] = field(default_factory=dict)
    reservations: list[Reservation] = field(default_factory=list)

    def reserved(self, account: int) -> int:
        """Adds up what that account has promised and not kept or taken back."""
        return sum(
            one.minutes for one in self.reservations if one.giver == account and one.answered_by is None
        )

    def can_promise(self, account: int, minutes: int) -> bool:
        """Says whether that account stays above its floor with so many minutes less."""
        floor = None if account in self.closed else self.floors[account]
        return floor is None or minutes <= self.balances[account] - self.reserved(account) - floor

    def move(self, giver: int, receiver: int, minutes: int) -> None:
        """Moves minutes."""
        self.balances[giver] -= minutes
        self.balances[receiver] += minutes

    def empty(self, account: int) -> None:
        """Leaves nothing in an account but what it has promised, if it is closed."""
        bank, chest = sorted(self.floors)[:2]
        if account not in self.closed:
            return
        if self.balances[account] < 0:
            owed = -self.balances[account]
            from_chest = min(owed, self.balances[chest])
            self.move(chest, account, from_chest)
            self.move(bank, account, owed - from_chest)
        else:
            self.move(account, chest, max(0, self.balances[account] - self.reserved(account)))

    def earn(self, giver: int, receiver: int, minutes: int) -> None:
        """Moves minutes that were earned, and what is too much for the one who earned them to the chest."""
        chest, ceiling = sorted(self.floors)[1], self.ceilings.get(receiver)
        self.move(giver, receiver, minutes)
        self.empty(receiver)
        self.empty(giver)
        if ceiling is not None and receiver not in self.closed:
            self.move(receiver, chest, min(minutes, max(0, self.balances[receiver] - ceiling)))


class LedgerMachine(RuleBasedStateMachine):
    """Does deeds of every kind in any order, repeats them, and repeats them wrongly."""

    transfers = Bundle("transfers")
    open_ones = Bundle("open_ones")
    answered_ones = Bundle("answered_ones")

    def __init__(self) -> None:
        super().__init__()
        self.street = StreetInMemory()
        self.bank_id = self.street.bank.id
        self.deeds = 0
        self.plain = PlainBooks()

    def key(self) -> str:
        """Names the next deed."""
        self.deeds += 1
        return f"deed:{self.deeds}"

    def write(self, work: Callable[[Session], Transfer]) -> Transfer:
        """Does a deed in a transaction of its own."""
        return self.street.write(work)

    @initialize()
    def read_the_street(self) -> None:
        """Begins with the accounts as the street left them."""

        def work(session: Session) -> dict[int, int | None]:
            accounts = session.exec(select(Account)).all()
            for account in accounts:
                if account.member_id is not None:
                    account.ceiling_minutes = CEILING_MINUTES
            return {account.id: account.floor_minutes for account in accounts}

        self.plain.floors = self.street.write(work)
        self.plain.ceilings = dict.fromkeys(sorted(self.plain.floors)[2:], CEILING_MINUTES)
        # The bank's account comes first and gave two hours to each of the five; the chest comes second.
        self.plain.balances = dict(
            zip(sorted(self.plain.floors), [-600, 0, 120, 120, 120, 120, 120], strict=True)
        )

    def accounts(self, giver: int, receiver: int) -> tuple[int, int]:
        """Picks two different accounts by two numbers."""
        ids = sorted(self.plain.floors)
        first = ids.pop(giver % len(ids))
        return first, ids[receiver % len(ids)]

    def give(self, session: Session, key: str, giver: int, receiver: int, minutes: int) -> Transfer:
        """Moves minutes at once."""
        return ledger.transfer(
            session,
            deed_key=key,
            cause=Cause.GIFT,
            giver=session.get_one(Account, giver),
            receiver=session.get_one(Account, receiver),
            minutes=minutes,
            now=OPENED_AT,
        )

    @rule(target=transfers, giver=st.integers(0, 6), receiver=st.integers(0, 5), minutes=MINUTES)
    def transfer(self, giver: int, receiver: int, minutes: int) -> object:
        """Gives minutes, which succeeds exactly where the giver stays above their floor."""
        one, other = self.accounts(giver, receiver)
        key = self.key()
        if one in self.plain.closed:
            return multiple()
        if not self.plain.can_promise(one, minutes):
            with pytest.raises(NotEnoughHours):
                self.write(lambda session: self.give(session, key, one, other, minutes))
            return multiple()
        row = self.write(lambda session: self.give(session, key, one, other, minutes))
        self.plain.earn(one, other, minutes)
        self.plain.says[row.id] = minutes
        return row

    def account_of(self, who: Member) -> int:
        """Returns the account of one of the people; they follow the bank's two, in the order of joining."""
        return sorted(self.plain.floors)[2:][self.street.people.index(who)]

    @rule(target=transfers, giver=st.integers(0, 4), receiver=st.integers(0, 4), minutes=MINUTES)
    def gift(self, giver: int, receiver: int, minutes: int) -> object:
        """Gives what one has to a neighbour, or to the chest instead of oneself; never on credit."""
        one, other = self.street.people[giver], None if giver == receiver else self.street.people[receiver]
        from_id = self.account_of(one)
        to_id = sorted(self.plain.floors)[1] if other is None else self.account_of(other)
        key = self.key()

        def work(session: Session) -> Transfer:
            return gift.give(session, one, receiver=other, minutes=minutes, deed_key=key, now=OPENED_AT)

        if from_id in self.plain.closed or to_id in self.plain.closed:
            return multiple()
        if minutes > self.plain.balances[from_id] - self.plain.reserved(from_id):
            with pytest.raises(NotEnoughToGive):
                self.write(work)
            return multiple()
        row = self.write(work)
        self.plain.earn(from_id, to_id, minutes)
        self.plain.says[row.id] = minutes
        return row

    @rule(row=transfers, minutes=st.integers(0, 900))
    def correct(self, row: Transfer, minutes: int) -> None:
        """Olga puts a line right, unless it is about her own hours or says so already."""
        olga = self.street.people[0]
        work = partial(
            correction.correct,
            organiser=olga,
            transfer_id=row.id,
            minutes=minutes,
            reason="So they said.",
            deed_key=self.key(),
            now=OPENED_AT,
        )
        if self.account_of(olga) in (row.from_account_id, row.to_account_id):
            with pytest.raises(OwnCase):
                self.write(work)
            return
        more = minutes - self.plain.says[row.id]
        if more == 0:
            with pytest.raises(NothingToCorrect):
                self.write(work)
            return
        assert self.write(work).corrects_id == row.id
        self.plain.says[row.id] = minutes
        giver, receiver = row.from_account_id, row.to_account_id
        if more < 0:
            giver, receiver = receiver, giver
        self.plain.move(giver, receiver, abs(more))
        self.plain.empty(receiver)
        self.plain.empty(giver)

    @rule(who=st.integers(0, 4))
    def leave_or_come_back(self, who: int) -> None:
        """Closes an account, whatever is in it, or opens it again."""
        one = self.street.people[who]
        account_id, key = self.account_of(one), self.key()

        def close(session: Session) -> None:
            account = ledger.account_of(session, self.bank_id, one.id)
            ledger.close(session, account, deed_key=key, now=OPENED_AT)

        def come_back(session: Session) -> None:
            ledger.open_account(session, timebank_id=self.bank_id, member_id=one.id, floor_minutes=0)

        if account_id in self.plain.closed:
            self.street.write(come_back)
            self.plain.closed.remove(account_id)
        else:
            self.street.write(close)
            self.plain.closed.add(account_id)
            self.plain.empty(account_id)

    @rule(row=transfers)
    def repeat(self, row: Transfer) -> None:
        """The same deed again is the same row."""
        again = self.write(
            lambda session: self.give(
                session, row.deed_key, row.from_account_id, row.to_account_id, row.minutes
            )
        )
        assert again.id == row.id

    @rule(row=transfers, more=MINUTES)
    def repeat_wrongly(self, row: Transfer, more: int) -> None:
        """The same key with another amount is no deed."""
        with pytest.raises(DeedMismatch):
            self.write(
                lambda session: self.give(
                    session, row.deed_key, row.from_account_id, row.to_account_id, row.minutes + more
                )
            )

    @rule(target=open_ones, giver=st.integers(0, 4), receiver=st.integers(0, 3), minutes=MINUTES)
    def reserve(self, giver: int, receiver: int, minutes: int) -> object:
        """Agrees on help between two members, which succeeds where the asker's hours reach."""
        people = list(self.street.people)
        asker = people.pop(giver)
        helper = people[receiver]
        key = self.key()

        def work(session: Session) -> Transfer:
            agreed = self.new_exchange(session, asker.id, helper.id, minutes, key)
            return ledger.reserve(
                session,
                deed_key=key,
                giver=ledger.account_of(session, self.bank_id, asker.id),
                receiver=ledger.account_of(session, self.bank_id, helper.id),
                minutes=minutes,
                now=OPENED_AT,
                exchange_id=agreed.id,
            )

        one, other = self.account_of(asker), self.account_of(helper)
        if one in self.plain.closed:
            return multiple()
        if not self.plain.can_promise(one, minutes):
            with pytest.raises(NotEnoughHours):
                self.write(work)
            return multiple()
        made = Reservation(self.write(work), one, other, minutes)
        self.plain.reservations.append(made)
        return made

    def new_exchange(
        self, session: Session, asker_id: int, helper_id: int, minutes: int, key: str
    ) -> Exchange:
        """Writes the rows that a reservation of an exchange points at."""
        later = OPENED_AT + timedelta(days=1)
        facts: dict[str, Any] = {
            "timebank_id": self.bank_id,
            "asker_id": asker_id,
            "minutes": minutes,
            "zone": "UTC",
        }
        wanted = Request(
            **facts,
            deed_key=key,
            kind="company",
            part=Part.ANY,
            slots=1,
            earliest_at=later,
            latest_at=later,
            asked_at=OPENED_AT,
            at_risk_at=later,
        )
        session.add(wanted)
        session.flush()
        agreed = Exchange(
            **facts,
            request_id=wanted.id,
            helper_id=helper_id,
            kind="company",
            starts_at=later,
            agreed_at=OPENED_AT,
        )
        session.add(agreed)
        session.flush()
        return agreed

    def answer(self, session: Session, one: Reservation, key: str, minutes: int | None) -> Transfer:
        """Posts that many minutes, or releases with None, and ends the exchange to match."""
        reserved = session.get_one(Transfer, one.row.id)
        agreed = session.get_one(Exchange, reserved.exchange_id)
        if minutes is None:
            agreed.state = ExchangeState.CANCELLED
            return ledger.release(session, deed_key=key, reserved=reserved, now=OPENED_AT)
        agreed.state = ExchangeState.BANKED
        return ledger.post(session, deed_key=key, reserved=reserved, minutes=minutes, now=OPENED_AT)

    @rule(target=answered_ones, one=consumes(open_ones), beyond=st.integers(-300, 300))
    def post(self, one: Reservation, beyond: int) -> object:
        """Banks less, as much or more; what cannot be borne for want of hours is released instead."""
        minutes = max(1, one.minutes + beyond)
        one_key = self.key()
        if not self.plain.can_promise(one.giver, max(0, minutes - one.minutes)):
            with pytest.raises(NotEnoughHours):
                self.write(lambda session: self.answer(session, one, one_key, minutes))
            return self.let_go(one)
        self.write(lambda session: self.answer(session, one, one_key, minutes))
        one.answered_by, one.posted_minutes = one_key, minutes
        self.plain.earn(one.giver, one.receiver, minutes)
        return one

    @rule(target=answered_ones, one=consumes(open_ones))
    def release(self, one: Reservation) -> Reservation:
        """Frees what was promised."""
        return self.let_go(one)

    def let_go(self, one: Reservation) -> Reservation:
        """Releases a reservation under a new key."""
        one_key = self.key()
        self.write(lambda session: self.answer(session, one, one_key, None))
        one.answered_by = one_key
        self.plain.empty(one.receiver)
        self.plain.empty(one.giver)
        return one

    @rule(one=answered_ones)
    def answer_again(self, one: Reservation) -> None:
        """The same answer with the same key is harmless; with another key it is too late."""
        key = str(one.answered_by)
        again = self.write(lambda session: self.answer(session, one, key, one.posted_minutes))
        assert again.reserved_id == one.row.id
        for minutes in (None, one.minutes):
            with pytest.raises(AlreadyAnswered):
                self.write(partial(self.answer, one=one, key=self.key(), minutes=minutes))

    @rule(one=answered_ones, more=MINUTES)
    def answer_again_wrongly(self, one: Reservation, more: int) -> None:
        """The same key with another answer is no deed."""
        other = more if one.posted_minutes is None else one.posted_minutes + more
        with pytest.raises(DeedMismatch):
            self.write(lambda session: self.answer(session, one, str(one.answered_by), other))

    @precondition(lambda self: self.plain.balances)
    @invariant()
    def the_books_agree(self) -> None:
        """All balances are those of plain Python, and I1 to I4 hold."""
        books = self.street.write(lambda session: audit(session, self.bank_id))
        assert books.wrong == []
        assert {key: books.balances[key] for key in self.plain.balances} == self.plain.balances
        assert {key: books.reserved[key] for key in self.plain.balances} == {
            key: self.plain.reserved(key) for key in self.plain.balances
        }


def test_the_ledger_agrees_with_plain_python_whatever_is_done() -> None:
    """After any sequence of deeds, repeats and wrong repeats, every balance is right and
    the audit is clean.
    """
    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
