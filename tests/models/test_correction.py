"""Proves that a wrong line is put right by another line, with a reason, and never edited."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlmodel import Session, select
from street import Street

from models import confirmation, correction, ledger, member
from models.confirmation import OwnCase
from models.correction import (
    Correction,
    CorrectionOutOfRange,
    NotCorrectable,
    NothingToCorrect,
    ReasonMissing,
)
from models.journal import JournalEntry
from models.ledger import Cause, DeedMismatch, Holder, Transfer
from models.member import Member, NotFound


async def correct(
    street: Street,
    line: Transfer,
    minutes: int,
    *,
    by: Member | None = None,
    reason: str = "They took a walk as well.",
    key: str = "correct",
) -> Transfer:
    """Lets Olga, or another, say what a line should have said."""
    return await street.do(
        correction.correct,
        by or street.olga,
        transfer_id=line.id,
        minutes=minutes,
        reason=reason,
        deed_key=key,
        now=street.now,
    )


async def helped(street: Street, minutes: int = 60, **wish: Any) -> Transfer:
    """Lets Ben help Amina for that long, and returns the line that says so."""
    agreed = await street.agree(minutes=minutes, **wish)
    later = agreed.ends_at
    for one in (street.amina, street.ben):
        await street.do(confirmation.confirm, agreed.id, one, minutes, later)
    return await last(street, street.ben)


async def last(street: Street, who: Member) -> Transfer:
    """Returns the newest line of somebody's statement."""
    account = await street.see(ledger.account_of, street.bank.id, who.id)
    return (await street.see(ledger.entries, account, limit=1))[0]


@pytest.mark.parametrize("minutes", [0, 1, 59, 61, 6000])
async def test_a_correction_moves_the_difference_and_points_at_the_line(street: Street, minutes: int) -> None:
    """More or less, past floor and ceiling: the line itself stays, and both balances are right."""
    line = await helped(street)
    row = await correct(street, line, minutes)
    assert await street.standing(street.amina) == (120 - minutes, 0)
    assert await street.standing(street.ben) == (120 + minutes, 0)
    assert (row.corrects_id, row.cause, row.minutes) == (line.id, Cause.CORRECTION, abs(minutes - 60))
    assert (await street.again(line)).minutes == 60
    assert await street.wrongs() == []


async def test_the_same_correction_twice_is_one(street: Street) -> None:
    """A repeat gives the first row; the same key for another line or figure is an error."""
    line = await helped(street)
    other = await helped(street, key="another")
    row = await correct(street, line, 90)
    assert (await correct(street, line, 90)).id == row.id
    for wrong_line, minutes in ((line, 91), (other, 90)):
        with pytest.raises(DeedMismatch):
            await correct(street, wrong_line, minutes)
    assert await street.standing(street.ben) == (120 + 90 + 60, 0)


async def test_corrections_of_corrections_start_from_what_the_line_says_now(street: Street) -> None:
    """Whatever was corrected before, in the end the line counts for what was said last."""
    line = await helped(street)
    for number, minutes in enumerate((90, 0, 45, 60, 30)):
        await correct(street, line, minutes, key=f"correct:{number}")
        assert await street.standing(street.ben) == (120 + minutes, 0)
        assert await street.see(correction.corrected_minutes, line) == minutes
    with pytest.raises(NothingToCorrect) as refused:
        await correct(street, line, 30, key="once more")
    assert refused.value.facts == {"minutes": 30}
    assert await street.wrongs() == []


async def test_eight_corrections_at_once_leave_what_one_of_them_said(street: Street) -> None:
    """Whoever comes last, the line counts for one of the figures and the books are right."""
    line = await helped(street)
    figures = [15 * number for number in range(8)]
    await asyncio.gather(
        *[correct(street, line, minutes, key=f"to:{minutes}") for minutes in figures], return_exceptions=True
    )
    assert await street.see(correction.corrected_minutes, line) in figures
    assert await street.wrongs() == []


async def test_only_an_organiser_corrects_and_never_their_own(street: Street) -> None:
    """To anybody else there is no such thing, and an organiser's own hours are another one's to decide."""
    line = await helped(street)
    with pytest.raises(NotFound):
        await correct(street, line, 30, by=street.carla)
    await street.do(member.make_organiser, street.ben, street.now)
    with pytest.raises(OwnCase):
        await correct(street, line, 30, by=street.ben)
    assert await street.standing(street.ben) == (180, 0)


async def test_a_line_of_another_time_bank_does_not_exist(street: Street) -> None:
    """An organiser reaches no further than their own time bank, and a line that never was is no line."""
    from street import open_street

    line = await helped(street)
    _, others = await street.do(open_street, street.now)
    with pytest.raises(NotFound):
        await correct(street, line, 30, by=others[0])
    with pytest.raises(NotFound):
        await street.do(
            correction.correct,
            street.olga,
            transfer_id=10**9,
            minutes=1,
            reason="x",
            deed_key="nothing",
            now=street.now,
        )


async def test_what_follows_from_a_line_is_not_corrected_itself(street: Street) -> None:
    """A promise, a correction, and what went on to the chest follow from another line."""
    line = await helped(street)
    row = await correct(street, line, 30)

    def promise(session: Session) -> Transfer:
        return session.get_one(Transfer, line.reserved_id)

    def lower(session: Session) -> None:
        ledger.account_of(session, street.bank.id, street.ben.id).ceiling_minutes = 150

    await street.do(lower)
    await helped(street, key="above")
    above = await last(street, street.ben)
    assert above.cause is Cause.CEILING
    for follower in (row, await street.see(promise), above):
        with pytest.raises(NotCorrectable):
            await correct(street, follower, 10, key="follower")


@pytest.mark.parametrize("minutes", [-1, correction.LONGEST_MINUTES + 1, 10**18])
async def test_a_line_can_only_have_said_what_lines_say(street: Street, minutes: int) -> None:
    """Less than nothing and more than anybody can mean are refused."""
    line = await helped(street)
    with pytest.raises(CorrectionOutOfRange):
        await correct(street, line, minutes)


async def test_a_correction_says_why_and_the_reason_can_be_forgotten(street: Street) -> None:
    """Without a reason nothing is corrected; the reason stands outside the ledger and the journal, and goes
    when somebody it may speak of is forgotten, while the figures stay.
    """
    line = await helped(street)
    for reason in ("", "  \n "):
        with pytest.raises(ReasonMissing):
            await correct(street, line, 30, reason=reason)
    row = await correct(street, line, 30, reason="  Ben  left early. ")

    def written(session: Session) -> tuple[list[Correction], list[JournalEntry]]:
        entries = session.exec(select(JournalEntry).where(JournalEntry.act == "transfer.correct"))
        return list(session.exec(select(Correction))), list(entries)

    (why,), (entry,) = await street.see(written)
    assert (why.transfer_id, why.minutes, why.reason, why.by_id) == (
        row.id,
        30,
        "Ben left early.",
        street.olga.id,
    )
    assert entry.by_id == street.olga.id
    assert entry.detail == {"row": row.id, "said_minutes": 60, "minutes": 30}
    await street.do(correction.forget_reasons, street.bank.id, street.carla.id)
    assert (await street.see(written))[0][0].reason == "Ben left early."
    await street.do(correction.forget_reasons, street.bank.id, street.ben.id)
    assert (await street.see(written))[0][0].reason == ""
    assert (await correct(street, line, 30)).id == row.id
    assert await street.wrongs() == []


async def test_a_line_of_somebody_who_has_left_is_put_right_through_the_chest(street: Street) -> None:
    """The account of somebody who has left stays empty: the chest gets or bears what the correction moves."""
    line = await helped(street)

    def close(session: Session) -> list[Transfer]:
        account = ledger.account_of(session, street.bank.id, street.ben.id)
        return ledger.close(session, account, deed_key="leaving", now=street.now)

    assert [row.minutes for row in await street.do(close)] == [180]
    chest = await street.see(ledger.own_account, street.bank.id, Holder.CHEST)
    for number, (minutes, held) in enumerate(((30, 150), (90, 210), (0, 120))):
        await correct(street, line, minutes, key=f"correct:{number}")
        assert await street.standing(street.amina) == (120 - minutes, 0)
        assert await street.standing(street.ben) == (0, 0)
        assert (await street.see(ledger.standing, chest)).balance_minutes == held
    assert await street.wrongs() == []
