"""Proves that hours are given and debts written off in sight, with a reason, once, and never for oneself."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select
from street import Street

from models import audit, correction, erasure, grant, hours_wanted, leaving, ledger, member, own_data, task
from models.confirmation import OwnCase
from models.correction import ReasonMissing
from models.grant import Grant, GrantOutOfRange, NothingOwed
from models.hours_wanted import HoursWanted
from models.journal import JournalEntry
from models.ledger import Cause, DeedMismatch, Holder, Standing
from models.member import Member, NotFound
from models.notification import Notice
from models.task import TaskKind

WHY = "The winter was hard."


async def give(
    street: Street,
    whom: Member,
    minutes: int,
    *,
    cause: Cause = Cause.GRANT,
    by: Member | None = None,
    reason: str = WHY,
    key: str = "give",
) -> Grant:
    """Olga, or another, gives somebody hours, or writes off what they owe."""
    return await street.do(
        grant.give, whom, by or street.olga, cause=cause, minutes=minutes, reason=reason, deed_key=key,
        now=street.now,
    )  # fmt: skip


async def moves(street: Street, giver: Member | Holder, receiver: Member | Holder, minutes: int) -> None:
    """Lets hours change hands, past all talk."""

    def move(session: Session) -> None:
        one, other = (
            ledger.own_account(session, street.bank.id, who)
            if isinstance(who, Holder)
            else ledger.account_of(session, street.bank.id, who.id)
            for who in (giver, receiver)
        )
        ledger.transfer(
            session, deed_key=f"move:{minutes}:{one.id}", cause=Cause.GIFT, giver=one, receiver=other,
            minutes=minutes, now=street.now,
        )  # fmt: skip

    await street.store.write(move)


async def stands(street: Street, who: Member | Holder) -> int:
    """What somebody's account holds, in minutes."""

    def look(session: Session) -> Standing:
        if isinstance(who, Holder):
            return ledger.standing(session, ledger.own_account(session, street.bank.id, who))
        return ledger.standing(session, ledger.account_of(session, street.bank.id, who.id))

    return (await street.store.read(look)).balance_minutes


async def rows(street: Street, table: type[Any]) -> list[Any]:
    """All rows of a table in this bank."""
    return await street.store.read(
        lambda session: list(session.exec(select(table).where(table.timebank_id == street.bank.id)))
    )


async def test_hours_come_from_the_chest_first_and_then_from_the_bank(street: Street) -> None:
    """Amina gets three hours, two of which the chest has; it is told, written down, and the books hold."""
    await moves(street, street.ben, Holder.CHEST, 120)
    bank_before = await stands(street, Holder.BANK)
    for _ in range(2):
        granted = await give(street, street.amina, 180)
    assert await stands(street, street.amina) == 300
    assert (await stands(street, Holder.CHEST), await stands(street, Holder.BANK)) == (0, bank_before - 60)
    assert (granted.by_id, granted.member_id, granted.reason) == (street.olga.id, street.amina.id, WHY)
    [entry] = [row for row in await rows(street, JournalEntry) if row.act == "hours.grant"]
    assert (entry.by_id, entry.subject_id, entry.detail["minutes"]) == (street.olga.id, street.amina.id, 180)
    assert WHY not in str(entry.detail)
    assert [row.recipient_id for row in await street.notices(Notice.GRANTED)] == [street.amina.id]
    assert not (await street.see(audit.audit, street.bank.id)).wrong


async def test_a_debt_is_written_off(street: Street) -> None:
    """What Amina owes is taken over as far as Olga says, and never more than is owed."""
    await moves(street, street.amina, street.ben, 300)
    with pytest.raises(NothingOwed) as no:
        await give(street, street.amina, 181, cause=Cause.WRITE_OFF)
    assert no.value.facts == {"owed_minutes": 180}
    await give(street, street.amina, 60, cause=Cause.WRITE_OFF, key="some")
    await give(street, street.amina, 120, cause=Cause.WRITE_OFF, key="rest")
    assert await stands(street, street.amina) == 0
    with pytest.raises(NothingOwed):
        await give(street, street.amina, 1, cause=Cause.WRITE_OFF, key="more")
    assert not (await street.see(audit.audit, street.bank.id)).wrong


async def test_two_organisers_write_off_the_same_debt_at_once(street: Street) -> None:
    """It is written off once; the other one hears that nothing is owed any more."""
    await moves(street, street.amina, street.ben, 300)
    await street.do(member.make_organiser, street.carla, street.now)
    done = await asyncio.gather(
        *(
            give(street, street.amina, 180, cause=Cause.WRITE_OFF, by=by, key=f"off:{by.id}")
            for by in (street.olga, street.carla)
        ),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in done) == ["Grant", "NothingOwed"]
    assert await stands(street, street.amina) == 0


async def test_the_same_key_is_the_same_deed(street: Street) -> None:
    """With another figure, another member or another cause it is no repetition."""
    await give(street, street.amina, 60)
    for whom, minutes, cause in (
        (street.amina, 90, Cause.GRANT), (street.ben, 60, Cause.GRANT), (street.amina, 60, Cause.WRITE_OFF),
    ):  # fmt: skip
        with pytest.raises(DeedMismatch):
            await give(street, whom, minutes, cause=cause)
    assert len(await rows(street, Grant)) == 1


async def test_what_will_not_do_is_refused(street: Street) -> None:
    """By a member, for oneself, without a reason, out of range, or for somebody who has left."""
    with pytest.raises(NotFound):
        await give(street, street.amina, 60, by=street.ben)
    with pytest.raises(OwnCase):
        await give(street, street.olga, 60)
    with pytest.raises(ReasonMissing):
        await give(street, street.amina, 60, reason=" \n ")
    for minutes in (0, -60, 6_001):
        with pytest.raises(GrantOutOfRange):
            await give(street, street.amina, minutes)
    await street.do(leaving.leave, street.ben, street.now)
    with pytest.raises(NotFound):
        await give(street, street.ben, 60)
    assert await rows(street, Grant) == []


async def test_a_grant_reaches_past_a_ceiling_and_can_be_corrected(street: Street) -> None:
    """It is not earned, so it ends nowhere; and what was wrong about it is put right like any other line."""
    await street.do(limits_of_ten_hours, street.amina)
    granted = await give(street, street.amina, 900)
    assert await stands(street, street.amina) == 1_020
    await street.do(
        correction.correct, street.olga, transfer_id=granted.transfer_id, minutes=0, reason="A slip.",
        deed_key="right", now=street.now,
    )  # fmt: skip
    assert await stands(street, street.amina) == 120
    assert not (await street.see(audit.audit, street.bank.id)).wrong


def limits_of_ten_hours(session: Session, whom: Member) -> None:
    """Lets somebody's account end at ten hours."""
    account = ledger.account_of(session, whom.timebank_id, whom.id)
    account.ceiling_minutes = 600
    session.add(account)


async def test_who_needs_hours_says_so_once(street: Street) -> None:
    """Each organiser is told once, and finds it in the queue until hours are given or they were in touch."""
    for _ in range(2):
        wanted = await street.do(hours_wanted.ask, street.amina, street.now)
    assert [row.recipient_id for row in await street.notices(Notice.TASK_HOURS_WANTED)] == [street.olga.id]
    tasks = await street.see(task.waiting, street.olga, street.now)
    assert [(one.kind, one.subject_id) for one in tasks] == [(TaskKind.HOURS_WANTED, wanted.id)]
    await give(street, street.amina, 60)
    assert await street.see(task.waiting, street.olga, street.now) == []
    again = await street.do(hours_wanted.ask, street.amina, street.now)
    assert again.id != wanted.id
    for _ in range(2):
        await street.do(hours_wanted.settle, again.id, street.olga, street.now)
    assert await street.see(task.waiting, street.olga, street.now) == []
    acts = [row.act for row in await rows(street, JournalEntry) if row.act.startswith("hours")]
    assert acts == ["hours.grant", "hours_wanted.settle"]


async def test_whose_hours_run_low_is_proposed_and_nobody_is_refused(street: Street) -> None:
    """A request that takes Amina below the soft floor is sent all the same, and noted once in thirty days."""
    await moves(street, street.amina, street.ben, 240)
    await street.ask(minutes=30, key="one")
    [wanted] = await rows(street, HoursWanted)
    assert (wanted.member_id, wanted.asked) == (street.amina.id, False)
    assert await street.notices(Notice.TASK_HOURS_WANTED) == []
    await street.do(hours_wanted.settle, wanted.id, street.olga, street.now)
    await street.ask(minutes=30, key="two")
    assert len(await rows(street, HoursWanted)) == 1
    await street.do(hours_wanted.propose, street.amina, street.now + timedelta(days=31))
    assert len(await rows(street, HoursWanted)) == 2


async def test_nobody_sees_to_their_own_wish(street: Street) -> None:
    """An organiser who needs hours is seen to by another; members see to none."""
    wanted = await street.do(hours_wanted.ask, street.olga, street.now)
    assert await street.see(task.waiting, street.olga, street.now) == []
    for by in (street.olga, street.ben):
        with pytest.raises(NotFound):
            await street.do(hours_wanted.settle, wanted.id, by, street.now)
    await street.do(member.make_organiser, street.ben, street.now)
    tasks = await street.see(task.waiting, street.ben, street.now)
    assert [one.subject_id for one in tasks] == [wanted.id]


async def test_who_is_forgotten_leaves_no_reason_behind(street: Street) -> None:
    """The reason goes, the minutes stay; and the one who gave takes nobody's reasons along."""
    granted = await give(street, street.amina, 60)
    await street.do(hours_wanted.ask, street.amina, street.now)
    taken = await street.see(own_data.collect, street.olga, street.now)
    assert WHY not in str(taken)
    taken = await street.see(own_data.collect, street.amina, street.now)
    assert WHY in str(taken)
    await street.do(erasure.forget, street.amina, street.now)
    kept = await street.again(granted)
    assert (kept.reason, kept.minutes) == ("", 60)
    assert await rows(street, HoursWanted) == []


async def test_no_more_are_proposed_at_once_than_one_evening_holds(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the hours of many run low, the next follows on the day after one is seen to, and who asked comes
    first and on the same day.
    """
    monkeypatch.setattr(hours_wanted, "PROPOSED_AT_ONCE", 1)
    for who in (street.amina, street.ben):
        await street.do(hours_wanted.propose, who, street.now)

    async def queue(days: int = 0) -> list[int]:
        at = street.now + timedelta(days=days)
        return [one.member_id for one in await street.see(hours_wanted.waiting, street.olga, at)]

    assert await queue() == [street.amina.id]
    [first, _] = await rows(street, HoursWanted)
    await street.do(hours_wanted.settle, first.id, street.olga, street.now)
    assert (await queue(), await queue(days=1)) == ([], [street.ben.id])
    await street.do(hours_wanted.ask, street.amina, street.now)
    assert (await queue(), await queue(days=1)) == ([street.amina.id], [street.amina.id, street.ben.id])
