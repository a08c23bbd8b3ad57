"""Proves what the ledger does at its limits: above the ceiling, in want of hours, when somebody leaves."""

from __future__ import annotations

import asyncio

import pytest
from sqlmodel import Session
from street import Street

from models import confirmation, exchange, ledger
from models.exchange import Exchange, State
from models.ledger import AlreadyAnswered, Cause, DeedMismatch, Holder, NotEnoughHours, Phase, Transfer
from models.member import Member
from models.store import Store


async def own(street: Street, holder: Holder) -> int:
    """Returns how many minutes the chest or the bank's own account holds."""
    account = await street.see(ledger.own_account, street.bank.id, holder)
    return (await street.see(ledger.standing, account)).balance_minutes


async def statement(street: Street, who: Member) -> list[tuple[Cause, int]]:
    """Returns what somebody's lines say, the newest first, without the starting hours."""
    account = await street.see(ledger.account_of, street.bank.id, who.id)
    rows = await street.see(ledger.entries, account, limit=20)
    return [(row.cause, row.minutes) for row in rows if row.cause is not Cause.STARTING]


async def fill(street: Street, who: Member, ceiling_minutes: int) -> None:
    """Sets how much somebody may have."""

    def work(session: Session) -> None:
        ledger.account_of(session, street.bank.id, who.id).ceiling_minutes = ceiling_minutes

    await street.do(work)


async def put_into_the_chest(street: Street, minutes: int) -> None:
    """Lets the time bank fill the chest."""

    def work(session: Session) -> None:
        ledger.transfer(
            session,
            deed_key="chest",
            cause=Cause.GIFT,
            giver=ledger.own_account(session, street.bank.id, Holder.BANK),
            receiver=ledger.own_account(session, street.bank.id, Holder.CHEST),
            minutes=minutes,
            now=street.now,
        )

    await street.do(work)


async def close(street: Street, who: Member, key: str = "leaving") -> list[Transfer]:
    """Closes somebody's account."""

    def work(session: Session) -> list[Transfer]:
        account = ledger.account_of(session, street.bank.id, who.id)
        return ledger.close(session, account, deed_key=key, now=street.now)

    return await street.do(work)


async def answer(street: Street, agreed: Exchange, minutes: int | None, key: str = "answer") -> Transfer:
    """Posts so many minutes of a reservation and says so on the exchange, or releases it with None."""

    def work(session: Session) -> Transfer:
        reserved = ledger.reservation_for(session, street.bank.id, agreed.id)
        row = session.get_one(Exchange, agreed.id)
        if minutes is None:
            row.state = State.CANCELLED
            return ledger.release(session, deed_key=key, reserved=reserved, now=street.now)
        row.state, row.banked_minutes = State.BANKED, minutes
        return ledger.post(session, deed_key=key, reserved=reserved, minutes=minutes, now=street.now)

    return await street.do(work)


async def spend(street: Street, giver: Member, minutes: int) -> None:
    """Lets somebody pass on hours, also on credit."""

    def work(session: Session) -> None:
        ledger.transfer(
            session,
            deed_key=f"spend:{giver.id}",
            cause=Cause.GIFT,
            giver=ledger.account_of(session, street.bank.id, giver.id),
            receiver=ledger.account_of(session, street.bank.id, street.olga.id),
            minutes=minutes,
            now=street.now,
        )

    await street.do(work)


@pytest.mark.parametrize(("ceiling", "kept", "passed_on"), [(200, 180, 0), (150, 150, 30), (100, 120, 60)])
async def test_help_is_never_refused_to_be_counted_and_ends_at_the_ceiling(
    street: Street, ceiling: int, kept: int, passed_on: int
) -> None:
    """What a helper earns above the ceiling goes on to the chest, and what they had before stays theirs."""
    await fill(street, street.ben, ceiling)
    agreed = await street.agree()
    for _ in range(2):
        await answer(street, agreed, 60)
    assert await street.standing(street.amina) == (60, 0)
    assert await street.standing(street.ben) == (kept, 0)
    assert await own(street, Holder.CHEST) == passed_on
    lines = [(Cause.CEILING, passed_on)] if passed_on else []
    assert await statement(street, street.ben) == [*lines, (Cause.EXCHANGE, 60)]
    assert await street.wrongs() == []


@pytest.mark.parametrize(("in_chest", "from_bank"), [(0, 45), (20, 25), (45, 0), (100, 0)])
async def test_the_chest_covers_what_hours_do_not_reach_and_the_bank_the_rest(
    street: Street, in_chest: int, from_bank: int
) -> None:
    """Help that was given is banked though the asker's hours do not reach: chest first, then the bank."""
    if in_chest:
        await put_into_the_chest(street, in_chest)
    before = await own(street, Holder.BANK)
    agreed = await street.agree(minutes=400)
    await street.do(confirmation.settle, agreed.id, street.olga, 465, agreed.ends_at)
    assert await street.standing(street.amina) == (-300, 0)
    assert await street.standing(street.ben) == (120 + 465, 0)
    assert await own(street, Holder.CHEST) == in_chest - (45 - from_bank)
    assert await own(street, Holder.BANK) == before - from_bank
    assert await street.wrongs() == []


async def test_covering_twice_is_covering_once(street: Street) -> None:
    """The same cover again gives the same rows though the chest has changed; another figure is an error."""
    await put_into_the_chest(street, 20)

    def work(session: Session, minutes: int) -> list[int]:
        account = ledger.account_of(session, street.bank.id, street.ben.id)
        rows = ledger.cover(session, account, minutes=minutes, deed_key="cover", now=street.now)
        return [row.id for row in rows]

    rows = await street.do(work, 50)
    assert len(rows) == 2
    assert await street.do(work, 50) == rows
    with pytest.raises(DeedMismatch):
        await street.do(work, 51)
    assert await street.standing(street.ben) == (170, 0)


async def test_who_leaves_with_hours_leaves_them_to_the_chest(street: Street) -> None:
    """The account holds nothing afterwards, closing it again does nothing, and the books are right."""
    assert [row.minutes for row in await close(street, street.ben)] == [120]
    assert await close(street, street.ben, "again") == []
    assert await street.standing(street.ben) == (0, 0)
    assert await own(street, Holder.CHEST) == 120
    assert await street.wrongs() == []


@pytest.mark.parametrize(("in_chest", "parts"), [(0, [150]), (100, [100, 50]), (200, [150])])
async def test_the_debt_of_who_leaves_is_borne_by_the_chest_and_then_by_the_bank(
    street: Street, in_chest: int, parts: list[int]
) -> None:
    """A debt never stays with anybody: the chest gives what it has, and the bank the rest, in sight."""
    if in_chest:
        await put_into_the_chest(street, in_chest)
    await spend(street, street.ben, 270)
    assert [row.minutes for row in await close(street, street.ben)] == parts
    assert await street.standing(street.ben) == (0, 0)
    assert await own(street, Holder.CHEST) == max(0, in_chest - 150)
    assert await street.wrongs() == []


@pytest.mark.parametrize("minutes", [None, 30, 60, 500])
async def test_help_settled_after_one_has_left_leaves_nothing_in_their_account(
    street: Street, minutes: int | None
) -> None:
    """What was promised stays until it is settled; then nothing is left with asker or helper."""
    agreed = await street.agree()
    assert [row.minutes for row in await close(street, street.amina, "one")] == [60]
    assert [row.minutes for row in await close(street, street.ben, "other")] == [120]
    assert await street.standing(street.amina) == (60, 60)
    assert await street.wrongs() == []
    await answer(street, agreed, minutes)
    assert await street.standing(street.amina) == (0, 0)
    assert await street.standing(street.ben) == (0, 0)
    assert await own(street, Holder.CHEST) == 240
    assert await street.wrongs() == []


async def test_who_comes_back_finds_the_old_account_at_zero(street: Street) -> None:
    """An account that is opened again is the same one, and hours stay in it from then on."""
    await close(street, street.ben)
    opened = await street.do(
        ledger.open_account, timebank_id=street.bank.id, member_id=street.ben.id, floor_minutes=-300
    )
    assert opened.closed_at is None
    agreed = await street.agree()
    await answer(street, agreed, 60)
    assert await street.standing(street.ben) == (60, 0)
    assert await close(street, street.ben, "leaving again") != []
    assert await street.standing(street.ben) == (0, 0)
    assert await street.wrongs() == []


@pytest.mark.parametrize("at_once", [8, 32])
async def test_spenders_in_two_processes_share_one_last_hour(street: Street, at_once: int) -> None:
    """However many spend the last hour at once, through two stores on one database, one of them does."""
    await spend(street, street.amina, 360)
    beside = Store(street.store.url)

    def work(session: Session, number: int) -> Transfer:
        accounts = ledger.accounts_of(session, street.bank.id, street.amina.id, street.ben.id)
        return ledger.transfer(
            session,
            deed_key=f"last:{number}",
            cause=Cause.GIFT,
            giver=accounts[street.amina.id],
            receiver=accounts[street.ben.id],
            minutes=60,
            now=street.now,
        )

    results = await asyncio.gather(
        *[
            (street.store, beside)[number % 2].write(lambda session, number=number: work(session, number))
            for number in range(at_once)
        ],
        return_exceptions=True,
    )
    await beside.close()
    assert sum(isinstance(result, Transfer) for result in results) == 1
    assert sum(isinstance(result, NotEnoughHours) for result in results) == at_once - 1
    assert await street.standing(street.amina) == (-300, 0)
    assert await street.wrongs() == []


async def test_of_many_posts_and_releases_at_once_exactly_one_wins(street: Street) -> None:
    """Half of sixteen confirm and half call off, through two stores: one row answers, all others hear."""
    agreed = await street.agree()
    beside = Store(street.store.url)

    def work(session: Session, number: int) -> Transfer:
        reserved = ledger.reservation_for(session, street.bank.id, agreed.id)
        row = session.get_one(Exchange, agreed.id)
        if number % 4 < 2:
            row.state, row.banked_minutes = exchange.State.BANKED, 60
            return ledger.post(
                session, deed_key=f"post:{number}", reserved=reserved, minutes=60, now=street.now
            )
        row.state = exchange.State.CANCELLED
        return ledger.release(session, deed_key=f"release:{number}", reserved=reserved, now=street.now)

    results = await asyncio.gather(
        *[
            (street.store, beside)[number % 2].write(lambda session, number=number: work(session, number))
            for number in range(16)
        ],
        return_exceptions=True,
    )
    await beside.close()
    won = [result for result in results if isinstance(result, Transfer)]
    assert len(won) == 1
    assert sum(isinstance(result, AlreadyAnswered) for result in results) == 15
    assert await street.standing(street.amina) == ((60, 0) if won[0].phase is Phase.POST else (120, 0))
    assert await street.wrongs() == []
