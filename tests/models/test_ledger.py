"""Proves that the ledger keeps its promises one deed at a time, many at a time, and against SQL itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, col, func, select
from street import Street

from models import audit, exchange, journal, ledger, timebank
from models.ledger import (
    Account,
    AlreadyAnswered,
    Cause,
    DeedMismatch,
    Holder,
    NotEnoughHours,
    Phase,
    Transfer,
)
from models.member import Member


def gift(
    street: Street, giver: Member, receiver: Member, minutes: int, key: str = "gift"
) -> Callable[[Session], Transfer]:
    """Returns the work of giving that many minutes."""

    def work(session: Session) -> Transfer:
        return ledger.transfer(
            session,
            deed_key=key,
            cause=Cause.GIFT,
            giver=ledger.account_of(session, giver.timebank_id, giver.id),
            receiver=ledger.account_of(session, receiver.timebank_id, receiver.id),
            minutes=minutes,
            now=street.now,
        )

    return work


async def test_a_gift_moves_whole_minutes_from_one_to_the_other(street: Street) -> None:
    """What one gives is what the other gets, and it stands in both their entries."""
    given = await street.store.write(gift(street, street.amina, street.ben, 45))
    assert await street.standing(street.amina) == (75, 0)
    assert await street.standing(street.ben) == (165, 0)

    def entries(session: Session, who: Member) -> list[int]:
        account = ledger.account_of(session, who.timebank_id, who.id)
        return [row.id for row in ledger.entries(session, account, limit=1)]

    assert await street.see(entries, street.amina) == await street.see(entries, street.ben) == [given.id]
    assert await street.wrongs() == []


async def test_the_same_deed_twice_is_one_deed(street: Street) -> None:
    """A repeated deed returns the first row and moves nothing more."""
    first = await street.store.write(gift(street, street.amina, street.ben, 45))
    second = await street.store.write(gift(street, street.amina, street.ben, 45))
    assert first.id == second.id
    assert await street.standing(street.amina) == (75, 0)


async def test_the_same_key_with_other_content_is_no_repeat(street: Street) -> None:
    """A known key with another amount or another receiver is an error, and nothing moves."""
    await street.store.write(gift(street, street.amina, street.ben, 45))
    for other in (
        gift(street, street.amina, street.ben, 46),
        gift(street, street.amina, street.carla, 45),
        gift(street, street.ben, street.amina, 45),
    ):
        with pytest.raises(DeedMismatch):
            await street.store.write(other)
    assert await street.standing(street.amina) == (75, 0)


async def test_nobody_falls_below_their_floor(street: Street) -> None:
    """The last minute above the floor can be given and the next one cannot, which is said in minutes."""
    await street.store.write(gift(street, street.amina, street.ben, 120 + 299, "most"))
    with pytest.raises(NotEnoughHours) as refused:
        await street.store.write(gift(street, street.amina, street.ben, 2, "too much"))
    assert refused.value.facts == {"available_minutes": 1, "needed_minutes": 2}
    await street.store.write(gift(street, street.amina, street.ben, 1, "last"))
    assert await street.standing(street.amina) == (-300, 0)
    assert await street.wrongs() == []


async def test_what_is_reserved_cannot_be_given_away(street: Street) -> None:
    """Minutes that are promised for agreed help are not available for anything else."""
    await street.agree(minutes=400)
    assert await street.standing(street.amina) == (120, 400)
    with pytest.raises(NotEnoughHours) as refused:
        await street.store.write(gift(street, street.amina, street.ben, 21))
    assert refused.value.facts == {"available_minutes": 20, "needed_minutes": 21}


async def test_the_banks_own_account_has_no_floor_and_the_chest_has_one_at_zero(street: Street) -> None:
    """Hours come from the bank's own account without limit, in everybody's sight, but
    never out of an empty chest.
    """

    def between(session: Session, holder: Holder, other: Holder, minutes: int) -> Transfer:
        return ledger.transfer(
            session,
            deed_key=f"{holder.value}:{minutes}",
            cause=Cause.GIFT,
            giver=ledger.own_account(session, street.bank.id, holder),
            receiver=ledger.own_account(session, street.bank.id, other),
            minutes=minutes,
            now=street.now,
        )

    with pytest.raises(NotEnoughHours):
        await street.do(between, Holder.CHEST, Holder.BANK, 1)
    await street.do(between, Holder.BANK, Holder.CHEST, 1_000_000)
    await street.do(between, Holder.CHEST, Holder.BANK, 1_000_000)
    assert await street.wrongs() == []


@pytest.mark.parametrize("minutes", [0, -1, -(10**6)])
async def test_only_whole_minutes_above_zero_move(street: Street, minutes: int) -> None:
    """The database itself refuses a transfer of nothing or of less than nothing."""
    with pytest.raises(IntegrityError):
        await street.store.write(gift(street, street.amina, street.ben, minutes))
    assert await street.standing(street.amina) == (120, 0)


async def test_minutes_never_move_between_two_time_banks(street: Street) -> None:
    """A transfer whose two accounts belong to different banks is refused as a mistake of ours."""

    def across(session: Session) -> Transfer:
        other = timebank.open_bank(
            session, name="Leyton", zone="Europe/London", language="en", now=street.now
        )
        return ledger.transfer(
            session,
            deed_key="across",
            cause=Cause.GIFT,
            giver=ledger.own_account(session, street.bank.id, Holder.BANK),
            receiver=ledger.own_account(session, other.id, Holder.BANK),
            minutes=60,
            now=street.now,
        )

    with pytest.raises(ValueError, match="one time bank"):
        await street.store.write(across)


def answer(street: Street, exchange_id: int, key: str, minutes: int | None) -> Callable[[Session], Transfer]:
    """Returns the work of posting that many minutes of a reservation, or of releasing it with None."""

    def work(session: Session) -> Transfer:
        reserved = ledger.reservation_for(session, street.bank.id, exchange_id)
        if minutes is None:
            return ledger.release(session, deed_key=key, reserved=reserved, now=street.now)
        return ledger.post(session, deed_key=key, reserved=reserved, minutes=minutes, now=street.now)

    return work


@pytest.mark.parametrize("minutes", [30, 60, 90])
async def test_posting_moves_what_help_took_and_frees_the_rest(street: Street, minutes: int) -> None:
    """Less, as much, or more than was reserved can be posted, and nothing stays reserved."""
    agreed = await street.agree()
    await street.store.write(answer(street, agreed.id, "post", minutes))
    assert await street.standing(street.amina) == (120 - minutes, 0)
    assert await street.standing(street.ben) == (120 + minutes, 0)


async def test_posting_more_than_was_reserved_needs_hours_only_for_the_rest(street: Street) -> None:
    """What was reserved is there in any case; only the minutes beyond it must stay above the floor."""
    agreed = await street.agree(minutes=400)
    with pytest.raises(NotEnoughHours) as refused:
        await street.store.write(answer(street, agreed.id, "post", 421))
    assert refused.value.facts == {"available_minutes": 20, "needed_minutes": 21}
    await street.store.write(answer(street, agreed.id, "post", 420))
    assert await street.standing(street.amina) == (-300, 0)


async def test_a_reservation_is_answered_once(street: Street) -> None:
    """After a post no other deed answers the reservation, and the same deed again is harmless."""
    agreed = await street.agree()
    posted = await street.store.write(answer(street, agreed.id, "post", 60))
    for key, minutes in (("release", None), ("another post", 60)):
        with pytest.raises(AlreadyAnswered):
            await street.store.write(answer(street, agreed.id, key, minutes))
    with pytest.raises(DeedMismatch):
        await street.store.write(answer(street, agreed.id, "post", 61))
    assert (await street.store.write(answer(street, agreed.id, "post", 60))).id == posted.id
    assert await street.standing(street.ben) == (180, 0)


async def test_eight_spends_of_the_last_hour_at_once_leave_one(street: Street) -> None:
    """Of eight spenders of the same last hour one succeeds, seven hear that it is gone,
    and no floor is broken.
    """
    await street.store.write(gift(street, street.amina, street.ben, 360, "before"))
    results = await asyncio.gather(
        *[
            street.store.write(gift(street, street.amina, street.carla, 60, f"spend:{number}"))
            for number in range(8)
        ],
        return_exceptions=True,
    )
    assert sum(isinstance(result, Transfer) for result in results) == 1
    assert sum(isinstance(result, NotEnoughHours) for result in results) == 7
    assert await street.standing(street.amina) == (-300, 0)
    assert await street.wrongs() == []


async def test_the_same_deed_eight_times_at_once_is_one_deed(street: Street) -> None:
    """A deed that arrives eight times at the same moment is written once, and all get that one row."""
    rows = await asyncio.gather(
        *[street.store.write(gift(street, street.amina, street.ben, 60)) for _ in range(8)]
    )
    assert len({row.id for row in rows}) == 1
    assert await street.standing(street.amina) == (60, 0)


async def test_of_a_post_and_a_release_at_once_exactly_one_wins(street: Street) -> None:
    """When confirming and calling off meet, one answers the reservation and the other hears of it."""
    agreed = await street.agree()
    results = await asyncio.gather(
        street.store.write(answer(street, agreed.id, "post", 60)),
        street.store.write(answer(street, agreed.id, "release", None)),
        return_exceptions=True,
    )
    won = [result for result in results if isinstance(result, Transfer)]
    assert len(won) == 1
    assert sum(isinstance(result, AlreadyAnswered) for result in results) == 1
    assert await street.standing(street.amina) == ((60, 0) if won[0].phase is Phase.POST else (120, 0))


@pytest.mark.parametrize("table", ["transfer", "journal_entry"])
async def test_the_database_refuses_to_change_or_delete_what_is_only_added_to(
    street: Street, table: str
) -> None:
    """UPDATE, DELETE and, where there is one, TRUNCATE of the ledger and the journal
    abort, whoever asks for them.
    """
    statements = [f'UPDATE "{table}" SET timebank_id = timebank_id', f'DELETE FROM "{table}"']
    if not street.store.on_sqlite:
        statements.append(f'TRUNCATE "{table}" CASCADE')

    def count(session: Session) -> int:
        return session.exec(
            select(func.count()).select_from(Transfer if table == "transfer" else journal.JournalEntry)
        ).one()

    before = await street.store.read(count)
    assert before > 0
    for statement in statements:
        with pytest.raises(DBAPIError, match="never changed or deleted"):
            await street.do(lambda session, sql: session.execute(text(sql)), statement)
    assert await street.store.read(count) == before


async def test_a_bank_has_one_own_account_and_one_chest_and_a_member_one_account(street: Street) -> None:
    """A second account of the same holder cannot be opened, and asking for one gives the first."""

    def second(session: Session, holder: Holder) -> None:
        session.add(Account(timebank_id=street.bank.id, holder=holder))
        session.flush()

    for holder in (Holder.BANK, Holder.CHEST, Holder.MEMBER):
        with pytest.raises(IntegrityError):
            await street.do(second, holder)
    one = await street.see(ledger.account_of, street.bank.id, street.ben.id)
    same = await street.do(
        ledger.open_account, timebank_id=street.bank.id, member_id=street.ben.id, floor_minutes=-1
    )
    assert (same.id, same.floor_minutes) == (one.id, -300)


async def test_the_audit_sees_a_floor_that_was_broken(street: Street) -> None:
    """A row written past the rules, which takes an account below its floor, is found as I3."""

    def past_the_rules(session: Session) -> None:
        giver = ledger.account_of(session, street.bank.id, street.amina.id)
        receiver = ledger.account_of(session, street.bank.id, street.ben.id)
        session.add(
            Transfer(
                timebank_id=street.bank.id,
                deed_key="past the rules",
                phase=Phase.SINGLE,
                cause=Cause.GIFT,
                from_account_id=giver.id,
                to_account_id=receiver.id,
                minutes=421,
                made_at=street.now,
            )
        )

    await street.do(past_the_rules)
    assert [wrong[:2] for wrong in await street.wrongs()] == ["I3"]


async def test_the_audit_sees_an_account_of_another_bank(street: Street) -> None:
    """A row that names an account of another time bank is found as I2."""

    def past_the_rules(session: Session) -> None:
        other = timebank.open_bank(
            session, name="Leyton", zone="Europe/London", language="en", now=street.now
        )
        session.add(
            Transfer(
                timebank_id=street.bank.id,
                deed_key="past the rules",
                phase=Phase.SINGLE,
                cause=Cause.GIFT,
                from_account_id=ledger.own_account(session, street.bank.id, Holder.BANK).id,
                to_account_id=ledger.own_account(session, other.id, Holder.BANK).id,
                minutes=60,
                made_at=street.now,
            )
        )

    await street.do(past_the_rules)
    assert [wrong[:2] for wrong in await street.wrongs()] == ["I2"]


async def test_the_audit_sees_hours_left_behind_and_hours_that_are_missing(street: Street) -> None:
    """A reservation that outlives its exchange, and an exchange without its reservation, are found as I4."""
    left_behind = await street.agree()
    missing = await street.agree(key="another", asker=street.carla, at=time(17))

    def past_the_rules(session: Session) -> None:
        session.get_one(exchange.Exchange, left_behind.id).state = exchange.State.CANCELLED
        reserved = ledger.reservation_for(session, street.bank.id, missing.id)
        ledger.release(session, deed_key="past the rules", reserved=reserved, now=street.now)

    await street.do(past_the_rules)
    found = await street.wrongs()
    assert sorted(found) == [
        f"I4 exchange {left_behind.id} is cancelled and its hours are still reserved",
        f"I4 exchange {missing.id} is agreed and its hours are not reserved",
    ]


async def test_the_audit_adds_up_what_the_ledger_adds_up(street: Street) -> None:
    """The audit's balances, from the first row to the last, are those that each account shows."""
    await street.store.write(gift(street, street.amina, street.ben, 45))
    await street.agree(helper=street.carla)
    books = await street.see(audit.audit, street.bank.id)
    holders = await street.see(audit.holders, street.bank.id)

    def shown(session: Session) -> dict[int, tuple[int, int]]:
        accounts = session.exec(select(Account).order_by(col(Account.id))).all()
        found = {account.id: ledger.standing(session, account) for account in accounts}
        return {key: (value.balance_minutes, value.reserved_minutes) for key, value in found.items()}

    assert {key: (books.balances[key], books.reserved[key]) for key in holders} == await street.store.read(
        shown
    )
    assert sorted(holder.value for holder in holders.values()) == ["bank", "chest", *["member"] * 4]
    assert books.transfers == 6


async def test_hours_need_a_known_account(street: Street) -> None:
    """The foreign keys are on: a transfer to an account that does not exist is refused by the database."""

    def work(session: Session) -> None:
        session.add(
            Transfer(
                timebank_id=street.bank.id,
                deed_key="nowhere",
                phase=Phase.SINGLE,
                cause=Cause.GIFT,
                from_account_id=ledger.own_account(session, street.bank.id, Holder.BANK).id,
                to_account_id=2**40,
                minutes=1,
                made_at=street.now,
            )
        )

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        await street.store.write(work)
