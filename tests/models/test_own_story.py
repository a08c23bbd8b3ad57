"""Proves that a member's story tells what the books say of them, and nothing of anybody else."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select
from street import Street, hours
from test_glad_or_not import helped

from models import confirmation, correction, member, story, thanks
from models.ledger import Cause, Transfer
from models.member import NotAMember


async def test_it_tells_what_was_given_and_got_and_who_was_met(street: Street) -> None:
    """Ben helped Amina twice and Carla helped Ben once: three visits, two neighbours, by kind and minutes."""
    first = await helped(street, key="one")
    await helped(street, key="two")
    agreed = await street.agree(street.carla, key="three", asker=street.ben, kind="dog", minutes=30)
    for who in (street.ben, street.carla):
        await street.do(confirmation.confirm, agreed.id, who, 30, agreed.ends_at + hours(1))
    await street.do(thanks.send, first.id, street.amina, "", street.now)
    told = await street.see(story.of, street.ben)
    assert (told.given, told.given_minutes, told.given_kinds) == (2, 120, ("company",))
    assert (told.received, told.received_minutes, told.received_kinds) == (1, 30, ("dog",))
    assert (told.neighbours, told.thanked, told.since) == (2, 1, street.ben.joined_at)
    hers = await street.see(story.of, street.amina)
    assert (hers.given, hers.received, hers.neighbours, hers.thanked) == (0, 2, 1, 0)


async def test_what_was_put_right_counts_as_it_was_put_right(street: Street) -> None:
    """A line that an organiser corrected is told as the books have it now."""
    standing = await helped(street)

    def line(session: Session) -> int:
        return session.exec(
            select(Transfer.id).where(
                Transfer.timebank_id == street.bank.id,
                Transfer.exchange_id == standing.id,
                Transfer.cause == Cause.EXCHANGE,
                Transfer.phase == "post",
            )
        ).one()

    await street.do(
        correction.correct,
        street.olga,
        transfer_id=await street.store.read(line),
        minutes=90,
        reason="It was longer.",
        deed_key="right",
        now=street.now,
    )
    assert (await street.see(story.of, street.ben)).given_minutes == 90


async def test_help_that_was_not_given_is_no_part_of_it(street: Street) -> None:
    """A visit that is agreed, or did not happen, is not told; a stranger has no story."""
    await street.agree(key="agreed")
    missed = await street.agree(key="missed")
    for who in (street.amina, street.ben):
        await street.do(confirmation.confirm, missed.id, who, 0, missed.ends_at + hours(1))
    told = await street.see(story.of, street.ben)
    assert (told.given, told.received, told.neighbours) == (0, 0, 0)
    stranger = await street.do(
        member.meet, timebank_id=street.bank.id, telegram_user_id=9, chat_id=9, language="en", now=street.now
    )
    with pytest.raises(NotAMember):
        await street.see(story.of, stranger)
