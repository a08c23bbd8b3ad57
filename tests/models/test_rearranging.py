"""Proves that an asker can change an open request, once, and that everybody who was asked is told."""

from __future__ import annotations

from datetime import date, time

import pytest
from street import Street, hours

from models import agreement, invitation, rearranging, request, search
from models.agreement import Rearranged
from models.availability import Part
from models.member import NotFound
from models.notification import Notice
from models.rearranging import SearchOver, SomebodySaidYes
from models.request import Choosing, State
from models.window import TimePassed, TooFarAhead

FRIDAY = date(2026, 11, 27)


async def test_moving_begins_the_search_anew(street: Street) -> None:
    """The window, the round and the moment an organiser is called are new, and whoever is still thinking is
    told; nobody who looked after the old time keeps it.
    """
    wanted = await street.ask()
    asked = await street.invite(wanted, street.ben)
    await street.do(search.look_after, wanted.id, street.olga, street.now)
    at = street.now + hours(1)
    moved = await street.do(rearranging.move, wanted.id, street.amina, FRIDAY, Part.MORNING, at)
    assert (moved.day, moved.part, moved.at, moved.round, moved.state) == (
        FRIDAY,
        Part.MORNING,
        None,
        2,
        State.OPEN,
    )
    assert moved.earliest_at.isoformat() == "2026-11-27T08:00:00+00:00"
    assert moved.latest_at.isoformat() == "2026-11-27T11:30:00+00:00"
    assert moved.slots == 1 << 4 * 3
    assert moved.at_risk_at > wanted.at_risk_at
    assert (moved.called_at, moved.looked_after_by_id) == (None, None)
    assert (await street.again(asked)).state is invitation.State.THANKED
    assert await street.told(Notice.FILLED) == [street.ben.id]
    assert await street.told(Notice.INVITATION) == await street.told(Notice.LOOKED_AFTER) == []


async def test_the_same_move_twice_is_one(street: Street) -> None:
    """A tap that comes once more begins no further round and troubles nobody who was asked since."""
    wanted = await street.ask()
    moved = await street.do(rearranging.move, wanted.id, street.amina, FRIDAY, Part.MORNING, street.now)
    await street.invite(moved, street.ben)
    again = await street.do(rearranging.move, wanted.id, street.amina, FRIDAY, Part.MORNING, street.now)
    assert again.round == 2
    assert await street.told(Notice.FILLED) == []


async def test_a_late_yes_to_the_old_time_agrees_nothing(street: Street) -> None:
    """Who was asked about Tuesday and says yes after the move is told that it has changed, and may then be
    asked about Friday.
    """
    wanted = await street.ask()
    asked = await street.invite(wanted, street.ben)
    old_start = wanted.latest_at
    moved = await street.do(rearranging.move, wanted.id, street.amina, FRIDAY, Part.ANY, street.now)
    with pytest.raises(Rearranged):
        await street.do(agreement.accept, asked.id, street.ben, old_start, street.now)
    again = await street.invite(moved, street.ben)
    agreed = await street.do(agreement.accept, again.id, street.ben, moved.earliest_at, street.now)
    assert (await street.again(moved)).state is State.AGREED
    assert agreed.starts_at == moved.earliest_at


async def test_what_is_over_or_half_agreed_stays_as_it_is(street: Street) -> None:
    """A request of somebody else, one that has a helper or has ended, one with a yes that waits, and a time
    that will not do, are refused.
    """
    wanted = await street.ask(choosing=Choosing.CHOOSE)
    with pytest.raises(NotFound):
        await street.do(rearranging.move, wanted.id, street.ben, FRIDAY, Part.ANY, street.now)
    for day in (date(2026, 11, 22), date(1, 1, 1)):
        with pytest.raises(TimePassed):
            await street.do(rearranging.move, wanted.id, street.amina, day, Part.ANY, street.now)
    with pytest.raises(TooFarAhead):
        await street.do(rearranging.move, wanted.id, street.amina, date(9999, 12, 31), Part.ANY, street.now)
    asked = await street.invite(wanted, street.ben)
    await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
    with pytest.raises(SomebodySaidYes):
        await street.do(rearranging.move, wanted.id, street.amina, FRIDAY, Part.ANY, street.now)
    await street.do(agreement.choose, asked.id, street.amina, street.now)
    for verb in (rearranging.by_phone, rearranging.any_language):
        with pytest.raises(SearchOver):
            await street.do(verb, wanted.id, street.amina, street.now)
    taken_back = await street.ask(key="back")
    await street.do(request.withdraw, taken_back.id, street.amina, street.now)
    with pytest.raises(SearchOver):
        await street.do(rearranging.move, taken_back.id, street.amina, FRIDAY, Part.ANY, street.now)


async def test_a_visit_becomes_a_call(street: Street) -> None:
    """By phone nobody travels: place, way to the door and what stands in the way there are forgotten, once;
    a kind of help that needs hands cannot be given so, and a time that is over stays over.
    """
    wanted = await street.ask(directions="Blue door")
    with pytest.raises(TimePassed):
        await street.do(rearranging.by_phone, wanted.id, street.amina, wanted.latest_at)
    for _ in range(2):
        called = await street.do(rearranging.by_phone, wanted.id, street.amina, street.now)
    assert (called.point, called.directions, called.hurdles, called.comes, called.round) == (
        None,
        "",
        0,
        None,
        2,
    )
    shopping = await street.ask(kind="shopping", key="shopping")
    with pytest.raises(NotFound):
        await street.do(rearranging.by_phone, shopping.id, street.amina, street.now)


async def test_any_language_widens_the_search_and_takes_back_no_question(street: Street) -> None:
    """Those who were asked may still say yes, since nothing changes for them."""
    wanted = await street.ask(at=time(15))
    asked = await street.invite(wanted, street.ben)
    with pytest.raises(TimePassed):
        await street.do(rearranging.any_language, wanted.id, street.amina, wanted.latest_at)
    widened = await street.do(rearranging.any_language, wanted.id, street.amina, street.now)
    assert (widened.any_language, widened.round) == (True, 1)
    assert await street.told(Notice.FILLED) == []
    await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
    assert (await street.again(widened)).state is State.AGREED
