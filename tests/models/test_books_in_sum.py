"""Proves that the books in sum say what the ledger says, and nobody's hours."""

from __future__ import annotations

from datetime import timedelta

import pytest
from crowd import person
from sqlmodel import Session
from street import Street, settle_in

from models import books, confirmation, correction, fairness, ledger, member, period
from models.books import Books
from models.ledger import Holder
from models.member import Member, NotAMember, WaitingForOrganiser
from models.period import Period
from models.transfer import Transfer


async def books_of(street: Street, span: Period | None = None) -> Books:
    """The books as they stand two days on, for the last 90 days or for that period."""
    return await street.see(books.books, street.bank.id, span or period.last(street.now + timedelta(days=2)))


async def move_in(street: Street, *names: str) -> list[Member]:
    """Lets more neighbours join, with two hours each."""
    return [
        await street.do(settle_in, street.bank, name, 50 + number, street.now)
        for number, name in enumerate(names)
    ]


async def help_once(street: Street, asker: Member, helper: Member, minutes: int, key: str) -> int:
    """One asks for an hour and another gives so many minutes, which are banked; returns the exchange."""
    standing = await street.agree(helper, asker=asker, key=key)
    for one in (asker, helper):
        await street.do(confirmation.confirm, standing.id, one, minutes, standing.ends_at)
    return standing.id


async def test_help_is_counted_as_it_stands_after_corrections(street: Street) -> None:
    """Three visits of 60, 60 and 45 minutes, of which one is put right to 30, are 135 minutes of help; six of
    the twelve members took part."""
    dana, eve, fay, *_ = await move_in(street, "Dana", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim")
    first = await help_once(street, street.amina, street.ben, 60, "one")
    await help_once(street, street.carla, dana, 60, "two")
    await help_once(street, fay, eve, 45, "three")

    def put_right(session: Session) -> Transfer:
        line = ledger.entries(session, ledger.account_of(session, street.bank.id, street.ben.id), limit=1)[0]
        return correction.correct(
            session,
            session.get_one(Member, street.olga.id),
            transfer_id=line.id,
            minutes=30,
            reason="Half an hour",
            deed_key="put-right",
            now=street.now + timedelta(days=1),
        )

    assert (await street.do(put_right)).exchange_id == first
    stands = await books_of(street)
    assert stands.given_minutes == 30 + 60 + 45
    assert (stands.members, stands.active_members) == (12, 6)
    report = await street.see(fairness.report, street.bank.id, period.last(street.now + timedelta(days=2)))
    # Three askers are too few to be told of.
    assert report.received is None
    assert await street.wrongs() == []


async def test_the_hours_of_all_make_zero(street: Street) -> None:
    """What members, the chest and the bank's own account hold together is nothing, also after a gift to the
    chest, and the largest balances come without names, the largest first."""
    await move_in(street, "Dana", "Eve")

    def give(session: Session) -> None:
        for giver, minutes in ((street.ben, 30), (street.carla, 100), (street.amina, 120)):
            ledger.transfer(
                session,
                deed_key=f"gift:{giver.id}",
                cause=ledger.Cause.GIFT,
                giver=ledger.account_of(session, street.bank.id, giver.id),
                receiver=ledger.own_account(session, street.bank.id, Holder.CHEST),
                minutes=minutes,
                now=street.now,
            )

    await street.do(give)
    stands = await books_of(street)
    assert (stands.chest_minutes, stands.members_minutes, stands.bank_minutes) == (250, 470, -720)
    assert stands.largest_minutes == (120, 120, 120)


async def test_five_members_are_needed_for_more_than_the_chest(street: Street) -> None:
    """With four members nothing is said of what members hold, alone or together, nor of who took part."""
    await help_once(street, street.amina, street.ben, 60, "one")
    stands = await books_of(street)
    assert stands == Books(
        period=period.last(street.now + timedelta(days=2)),
        members=None,
        given_minutes=None,
        active_members=None,
        chest_minutes=0,
        members_minutes=None,
        bank_minutes=None,
        largest_minutes=(),
    )


async def test_help_belongs_to_the_day_on_which_it_was_banked(street: Street) -> None:
    """What was banked before a period is not in it."""
    dana, eve, fay = await move_in(street, "Dana", "Eve", "Fay")
    for key, asker, helper in (
        ("one", street.amina, street.ben),
        ("two", street.carla, dana),
        ("three", eve, fay),
    ):
        await help_once(street, asker, helper, 60, key)
    assert (await books_of(street)).given_minutes == 180
    later = Period(street.now + timedelta(days=2), street.now + timedelta(days=90))
    stands = await books_of(street, later)
    assert (stands.given_minutes, stands.active_members) == (None, 0)


async def test_help_received_is_counted_among_askers(street: Street) -> None:
    """Of ten who asked, five were helped for an hour each, and these have all of it."""
    people = await move_in(street, *(f"Neighbour {number}" for number in range(6)))
    askers = [*people, street.amina, street.ben, street.carla, street.olga]
    for number, asker in enumerate(askers[:5]):
        await help_once(street, asker, askers[number + 5], 60, f"help {number}")
    for number, asker in enumerate(askers[5:]):
        await street.ask(asker=asker, key=f"open {number}")
    report = await street.see(fairness.report, street.bank.id, period.last(street.now))
    assert report.received is not None and report.received.most is not None
    assert (report.received.people, report.received.minutes) == (10, 300)
    assert (report.received.most.people, report.received.most.percent) == (5, 100)


async def test_only_those_who_belong_see_the_books(street: Street) -> None:
    """A member sees them; whoever has not joined, waits or has left is refused."""
    span = period.last(street.now)
    assert (await street.see(books.for_member, street.amina, span)).chest_minutes == 0
    states = ((member.State.JOINING, NotAMember), (member.State.WAITING, WaitingForOrganiser))
    for state, refusal in (*states, (member.State.LEFT, NotAMember)):
        one = await street.do(person, street.bank.id, "Ely", street.now, state=state)
        with pytest.raises(refusal):
            await street.see(books.for_member, one, span)
