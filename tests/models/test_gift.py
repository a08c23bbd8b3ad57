"""Proves that hours can be given away, but only one's own, and only those that are there."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from street import Street, open_street

from models import gift, ledger, member, timebank
from models.gift import GiftOutOfRange, NotEnoughToGive, OwnGift
from models.ledger import Cause, DeedMismatch, Holder, Transfer
from models.member import Member, NotAMember, NotFound, State


async def give(
    street: Street, giver: Member, receiver: Member | None, minutes: int, key: str = "gift", **facts: Any
) -> Transfer:
    """Lets somebody give hours to a neighbour, or to the chest."""
    return await street.do(
        gift.give, giver, receiver=receiver, minutes=minutes, deed_key=key, now=street.now, **facts
    )


async def chest(street: Street) -> int:
    """Returns how many minutes are in the chest."""
    account = await street.see(ledger.own_account, street.bank.id, Holder.CHEST)
    return (await street.see(ledger.standing, account)).balance_minutes


async def test_hours_can_be_given_to_a_neighbour_and_to_the_chest(street: Street) -> None:
    """A gift moves the hours at once, and is the same gift however often it is given."""
    given = await give(street, street.amina, street.ben, 45)
    assert (await give(street, street.amina, street.ben, 45)).id == given.id
    await give(street, street.amina, None, 15, "for all")
    assert await street.standing(street.amina) == (60, 0)
    assert await street.standing(street.ben) == (165, 0)
    assert await chest(street) == 15
    assert await street.wrongs() == []


async def test_nobody_gives_hours_that_are_promised_or_borrowed(street: Street) -> None:
    """What can be given is what is there and not promised, though help could still be asked for on credit."""
    await street.agree(minutes=90)
    with pytest.raises(NotEnoughToGive) as refused:
        await give(street, street.amina, street.ben, 31)
    assert refused.value.facts == {"available_minutes": 30, "needed_minutes": 31}
    await give(street, street.amina, street.ben, 30)
    with pytest.raises(NotEnoughToGive):
        await give(street, street.amina, None, 1, "one more")
    assert await street.standing(street.amina) == (90, 90)


@pytest.mark.parametrize("minutes", [0, -1, -(10**18), gift.LONGEST_MINUTES + 1, 10**18])
async def test_a_gift_is_a_number_of_minutes_that_somebody_may_mean(street: Street, minutes: int) -> None:
    """Nothing, less than nothing, and what only a slip of the finger writes cannot be given."""
    with pytest.raises(GiftOutOfRange):
        await give(street, street.amina, street.ben, minutes)
    assert await street.standing(street.amina) == (120, 0)


async def test_nobody_gives_hours_to_themselves(street: Street) -> None:
    """A gift to oneself is refused, and nothing is written."""
    with pytest.raises(OwnGift):
        await give(street, street.amina, street.amina, 10)


async def test_only_members_of_the_same_bank_give_and_get(street: Street) -> None:
    """Whoever has left, has not joined or belongs to another time bank neither gives nor gets anything."""
    bank, strangers = await street.do(open_street, street.now)
    assert bank.id != street.bank.id
    with pytest.raises(NotFound):
        await give(street, street.amina, strangers[0], 10)

    def change(session: Any, one: Member, state: State) -> None:
        one.state = state
        session.add(one)

    for state in (State.LEFT, State.WAITING, State.JOINING):
        await street.do(change, street.ben, state)
        with pytest.raises(NotFound):
            await give(street, street.amina, street.ben, 10)
        if state is not State.WAITING:
            with pytest.raises(NotAMember):
                await give(street, street.ben, street.amina, 10)
    await street.do(change, street.ben, State.ACTIVE)
    await street.do(member.pause, street.ben)
    await give(street, street.amina, street.ben, 10)
    assert await street.standing(street.ben) == (130, 0)


async def test_the_same_gift_with_other_content_is_an_error_and_says_nothing_private(
    street: Street, caplog: pytest.LogCaptureFixture
) -> None:
    """A known key with another amount or receiver moves nothing, and only the key is written to the log."""
    await give(street, street.amina, street.ben, 45, "gift:7")
    for receiver, minutes in ((street.ben, 46), (street.carla, 45), (None, 45)):
        with pytest.raises(DeedMismatch):
            await give(street, street.amina, receiver, minutes, "gift:7")
    assert await street.standing(street.amina) == (75, 0)
    assert "deed gift:7 of time bank" in caplog.text
    assert not {"46", "45", "Amina", "Ben", "Carla"} & set(caplog.text.replace(":", " ").split())


async def test_of_many_gifts_of_the_last_hours_only_those_that_fit_are_given(street: Street) -> None:
    """Of sixteen gifts of half an hour at once four are given, because two hours are there."""
    results = await asyncio.gather(
        *[give(street, street.amina, street.ben, 30, f"gift:{number}") for number in range(16)],
        return_exceptions=True,
    )
    assert sum(isinstance(result, Transfer) for result in results) == 4
    assert sum(isinstance(result, NotEnoughToGive) for result in results) == 12
    assert await street.standing(street.amina) == (0, 0)
    assert await street.wrongs() == []


async def test_what_somebody_gets_above_the_ceiling_goes_on_to_the_chest(street: Street) -> None:
    """Nobody with many hours is refused a gift; what is too much goes on to the chest, as a second row."""

    def lower(session: Any, one: Member) -> None:
        ledger.account_of(session, one.timebank_id, one.id).ceiling_minutes = 150

    await street.do(lower, street.ben)
    for _ in range(2):
        await give(street, street.amina, street.ben, 45)
    assert await street.standing(street.amina) == (75, 0)
    assert await street.standing(street.ben) == (150, 0)
    assert await chest(street) == 15
    await give(street, street.amina, street.ben, 20, "more")
    assert (await street.standing(street.ben), await chest(street)) == ((150, 0), 35)
    account = await street.see(ledger.account_of, street.bank.id, street.ben.id)
    rows = await street.see(ledger.entries, account, limit=4)
    assert [(row.cause, row.minutes) for row in rows] == [
        (Cause.CEILING, 20),
        (Cause.GIFT, 20),
        (Cause.CEILING, 15),
        (Cause.GIFT, 45),
    ]
    assert await street.wrongs() == []


async def test_a_time_bank_knows_whose_hours_run_low(street: Street) -> None:
    """From the soft limit on, and not before, somebody is worth a kind word."""
    assert not timebank.is_low(street.bank, -120)
    assert timebank.is_low(street.bank, -121)
