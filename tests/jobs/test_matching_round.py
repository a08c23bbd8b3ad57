"""The matching round on both databases: what goes into it, and the invitations that come out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlmodel import Session

from jobs.matching_round import MatchingRound
from models import apart, asking, invitation, member, offer, request, timebank
from models.invitation import Invitation
from models.member import Member
from models.notification import Notice, Notification
from models.store import Store
from tests.stories.favours import agree, asks_for_shopping
from tests.stories.neighbours import HOME, Street, opened_street

NORTH = (HOME[0] + 0.02, HOME[1])


@pytest.fixture
async def street(store: Store) -> AsyncIterator[Street]:
    """A street on SQLite, and another on PostgreSQL."""
    async with opened_street(store) as opened:
        yield opened


async def test_who_suits_is_asked_and_nobody_else(street: Street) -> None:
    """Of ten neighbours those are asked who are near, offer it, are free, active and reachable."""
    ada = await street.neighbour("Ada", "shopping")
    fit = [await street.neighbour("Ben", "shopping"), await street.neighbour("Cara", "shopping", "dog")]
    await street.neighbour("Dan", "dog")
    await street.neighbour("Eve", "shopping", place=(52.0, 0.1))
    await street.neighbour("Finn", "shopping", free_slots=0)
    paused = await street.neighbour("Gus", "shopping")
    gone = await street.neighbour("Hal", "shopping")

    def change(session: Session) -> None:
        member.pause(session, paused.row(session))
        member.mark_unreachable(session, gone.row(session), street.now())

    await street.store.write(change)
    await asks_for_shopping(ada)
    assert set(await street.states()) == {who.name for who in fit}
    rows = await street.rows(Invitation)
    assert all(row.reasons and row.distance_m is not None for row in rows)
    told = [row for row in await street.rows(Notification) if row.kind is Notice.INVITATION]
    assert len(told) == len(fit)


async def test_a_second_round_asks_nobody_twice(street: Street) -> None:
    """Rounds may run as often as they like, in two processes at once: each neighbour is asked once."""
    ada = await street.neighbour("Ada")
    for name in ("Ben", "Cara", "Dan", "Eve"):
        await street.neighbour(name, "shopping")
    await asks_for_shopping(ada, day="Saturday 28 November")
    for _ in range(3):
        for _ in range(2):
            await MatchingRound(street.store, street.timebank_id, street.clock.now).run()
        await street.later(hours=3)
    rows = await street.rows(Invitation)
    assert len({row.member_id for row in rows}) == len(rows) == 4


async def test_nobody_is_asked_more_often_than_they_should_be(street: Street) -> None:
    """At most two invitations wait for one member, however many need help."""
    await street.neighbour("Ben", "shopping")
    askers = [await street.neighbour(name) for name in ("Ada", "Bo", "Cleo", "Di")]
    for who in askers:
        await asks_for_shopping(who)
    waiting = [row for row in await street.rows(Invitation) if row.state is invitation.State.ASKED]
    assert len(waiting) == 2


async def test_somebody_busy_at_that_time_is_not_asked(street: Street) -> None:
    """Who has agreed to help somebody else at that very time is not asked, and at another time is."""
    ada, bo = await street.neighbour("Ada"), await street.neighbour("Bo")
    ben = await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await asks_for_shopping(bo, at="2:30pm")
    assert len(await street.rows(Invitation)) == 1
    await asks_for_shopping(bo, at="5pm")
    assert len(await street.rows(Invitation)) == 2


async def test_half_an_hour_into_the_evening_needs_no_free_evening(street: Street) -> None:
    """A visit from half past four for an hour is no matter of being free in the evening; but whoever has
    promised a quarter past five to somebody else is not asked."""
    ada, bo = await street.neighbour("Ada"), await street.neighbour("Bo")
    afternoons = sum(0b010 << day * 3 for day in range(7))
    await street.neighbour("Ben", "shopping", free_slots=afternoons)
    cara = await street.neighbour("Cara", "shopping")
    await asks_for_shopping(bo, at="5:15pm")
    await cara.taps("Yes, Tuesday 5:15pm")
    await asks_for_shopping(ada, at="4:30pm")
    [asked] = (await street.rows(Invitation))[1:]
    [ben] = [row for row in await street.rows(Member) if row.name == "Ben"]
    assert asked.member_id == ben.id


async def test_at_night_only_what_cannot_wait_is_asked(street: Street) -> None:
    """A request of the evening for next week waits for the morning; one for early tomorrow does not."""
    ada, bo = await street.neighbour("Ada"), await street.neighbour("Bo")
    await street.neighbour("Ben", "shopping")
    await street.until(street.now().replace(hour=22))
    await asks_for_shopping(ada, day="Saturday 28 November")
    assert await street.rows(Invitation) == []
    await asks_for_shopping(bo, at="9am")
    assert len(await street.rows(Invitation)) == 1
    await street.later(hours=11)
    assert len(await street.rows(Invitation)) == 2


async def test_what_changed_while_it_was_thought_about_is_left_out(street: Street) -> None:
    """A request that was taken back, a helper who paused, or two who would rather not meet: between thinking
    and writing each of them keeps an invitation from being written, and nothing else does."""
    ada = await street.neighbour("Ada")
    await asks_for_shopping(ada)
    helpers = {name: await street.neighbour(name, "shopping") for name in ("Ben", "Cara", "Dan")}
    [wanted] = await street.requests()
    now = street.now()

    def meanwhile(session: Session) -> list[int]:
        member.pause(session, helpers["Ben"].row(session))
        apart.keep(session, helpers["Cara"].row(session), ada.row(session), now)
        return [who.row(session).id for who in helpers.values()]

    ids = await street.store.write(meanwhile)
    wishes = [asking.Wish(wanted.id, wanted.round, one, 1, 1, 10.0) for one in ids]

    def write(session: Session) -> list[int]:
        bank = timebank.get(session, street.timebank_id)
        return [wish.member_id for wish in asking.ask_all(session, bank, [*wishes, wishes[-1]], now)]

    assert await street.store.write(write) == [ids[2]]
    assert await street.store.write(write) == []
    await street.store.write(lambda session: request.withdraw(session, wanted.id, ada.row(session), now).id)
    await street.store.write(lambda session: member.resume(session, helpers["Ben"].row(session)))
    assert await street.store.write(write) == []


async def test_the_nearer_one_comes_first(street: Street) -> None:
    """Among equals who were never asked before, those who live nearer are in the first wave."""
    ada = await street.neighbour("Ada")
    for name in ("Far", "Farther", "Farthest"):
        await street.neighbour(name, "shopping", place=NORTH)
    for name in ("Near", "Nearer", "Nearest"):
        await street.neighbour(name, "shopping")
    await asks_for_shopping(ada)
    assert set(await street.states()) == {"Near", "Nearer", "Nearest"}


async def test_a_new_offer_is_noticed_at_once(street: Street) -> None:
    """Who begins to offer what somebody waits for is asked without waiting for a later round."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben")
    await asks_for_shopping(ada)
    assert await street.rows(Invitation) == []

    def begin(session: Session) -> int:
        return offer.make(session, ben.row(session), "shopping", street.now()).id

    await street.store.write(begin)
    street.clock.move(timedelta(seconds=1))
    await street.settle()
    await ben.hears("Ada would like")
    assert len(await street.rows(Member)) == 2
