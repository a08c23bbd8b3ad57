"""Proves links: each opens what it is for, for whom, for how long and how often, and tells nobody why not."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import Session
from street import Street, hours, settle_in

from models import deeplink, timebank
from models.deeplink import DeepLink, LinkBusy, LinkNotValid, Purpose
from models.member import Member


async def link(street: Street, uses: int | None = 1, purpose: Purpose = Purpose.ORGANISER) -> DeepLink:
    """Makes a link, for organisers unless told otherwise, that is good for an hour."""
    return await street.do(
        deeplink.make,
        timebank_id=street.bank.id,
        purpose=purpose,
        now=street.now,
        expires_at=street.now + hours(1),
        uses=uses,
    )


async def refused(street: Street, *args: Any, **facts: Any) -> str:
    """Uses a link that does not open, makes sure that the words do not tell why, and returns why."""
    with pytest.raises(LinkNotValid) as no:
        await street.do(deeplink.use, *args, **facts)
    assert no.value.message == "refusal-link-not-valid"
    return str(no.value.facts["why"])


async def test_a_link_for_one_opens_once(street: Street) -> None:
    """A one-time link works for the first and for nobody after, and its secret fits into a start link."""
    made = await link(street)
    assert 21 <= len(made.token) <= 64
    assert made.token.replace("-", "").replace("_", "").isalnum()
    used = await street.do(deeplink.use, street.ben, made.token, street.now)
    assert (used.id, used.purpose, used.uses_left) == (made.id, Purpose.ORGANISER, 0)
    assert await refused(street, street.carla, made.token, street.now) == "used"
    assert await refused(street, street.ben, made.token, street.now) == "used"


async def test_the_same_message_handled_twice_opens_a_link_once(street: Street) -> None:
    """After a crash the message that used a link finds its work done; another message does not."""
    made = await link(street)
    for _ in range(2):
        used = await street.do(deeplink.use, street.ben, made.token, street.now, update_id=7)
        assert used.uses_left == 0
    assert await refused(street, street.ben, made.token, street.now, update_id=8) == "used"


async def test_a_link_for_one_opens_once_even_at_once(street: Street) -> None:
    """Of four who use a one-time link at the same moment one gets in."""
    made = await link(street)
    results = await asyncio.gather(
        *[
            street.do(deeplink.use, who, made.token, street.now)
            for who in (street.olga, street.amina, street.ben, street.carla)
        ],
        return_exceptions=True,
    )
    assert Counter(type(result) for result in results) == {DeepLink: 1, LinkNotValid: 3}


async def test_an_expired_an_unknown_and_another_banks_link_sound_the_same(street: Street) -> None:
    """A link that does not open says nothing about why; that is for the log alone."""
    made = await link(street, uses=None)
    elsewhere = await street.do(settled_elsewhere, street.now)
    for who, token, at, why in (
        (street.ben, made.token, made.expires_at, "expired"),
        (street.ben, "guessed", street.now, "unknown"),
        (street.ben, "", street.now, "unknown"),
        (street.ben, "x" * 65, street.now, "unknown"),
        (street.ben, "é\x00\ud800", street.now, "unknown"),
        (street.ben, f"{made.token}\n", street.now, "unknown"),
        (elsewhere, made.token, street.now, "unknown"),
    ):
        assert await refused(street, who, token, at) == why
    for who in (street.ben, street.carla):
        assert (await street.do(deeplink.use, who, made.token, street.now)).uses_left is None


def settled_elsewhere(session: Session, now: datetime) -> Member:
    """A member of another time bank in the same database."""
    other = timebank.open_bank(session, name="Newport", zone="Europe/London", language="en", now=now)
    return settle_in(session, other, "Olga", 90, now)


async def test_an_organisers_link_ends_with_the_organiser(street: Street) -> None:
    """Nobody comes in any more by the link of somebody who no longer looks after the bank."""
    week = street.now + hours(7 * 24)
    theirs = await street.do(deeplink.standing_join_link, street.olga, street.now, week)

    def resign(session: Session) -> None:
        session.get_one(Member, street.olga.id).is_organiser = False

    await street.store.write(resign)
    assert await refused(street, street.ben, theirs.token, street.now) == "orphaned"


async def test_a_link_lets_in_only_so_many_a_day(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a day's number newcomers are asked to come tomorrow; who came before goes on joining."""
    monkeypatch.setattr(deeplink, "JOINS_PER_DAY", 2)
    made = await link(street, uses=None, purpose=Purpose.JOIN)
    for who in (street.amina, street.ben, street.ben):
        await street.do(deeplink.use, who, made.token, street.now)
    with pytest.raises(LinkBusy):
        await street.do(deeplink.use, street.carla, made.token, street.now)
    monkeypatch.setattr(deeplink, "DAY", hours(0.5))
    await street.do(deeplink.use, street.carla, made.token, street.now + hours(0.6))


async def test_the_standing_link_is_kept_while_it_is_good(street: Street) -> None:
    """An organiser gets the same link for newcomers until it expires, and then another."""
    week = street.now + hours(7 * 24)
    first = await street.do(deeplink.standing_join_link, street.olga, street.now, week)
    assert (first.purpose, first.uses_left, first.made_by_id) == (Purpose.JOIN, None, street.olga.id)
    again = await street.do(deeplink.standing_join_link, street.olga, street.now + hours(1), week)
    assert again.id == first.id
    later = await street.do(deeplink.standing_join_link, street.olga, week, week + hours(1))
    assert later.token != first.token


async def test_each_organiser_has_a_link_of_their_own(street: Street) -> None:
    """Nobody is shown the link that another organiser made."""
    week = street.now + hours(7 * 24)
    first = await street.do(deeplink.standing_join_link, street.olga, street.now, week)
    second = await street.do(deeplink.standing_join_link, street.ben, street.now, week)
    assert (second.made_by_id, first.made_by_id) == (street.ben.id, street.olga.id)
    assert second.token != first.token
