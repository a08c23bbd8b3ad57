"""Several processes that work by the clock on one database: each job's work is done once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session

from bot import application
from jobs import matching_round
from jobs.matching_round import MatchingRound
from models import invitation, lease
from models.invitation import Invitation
from models.notification import Notification
from models.store import Store
from tests.stories.favours import asks_for_shopping, say_how_long
from tests.stories.neighbours import Street, opened_street, wire

PROCESSES = 3


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_whatever_time_brings_is_done_once_by_however_many(
    kind: str, request: pytest.FixtureRequest
) -> None:
    """While three processes run all their jobs at the same moments, through a whole favour with waves of
    invitations, silence, reminders and questions, every neighbour is asked once and everything said once."""
    url = request.getfixturevalue(f"{kind}_url")
    stores = [Store(url) for _ in range(PROCESSES)]
    async with opened_street(stores[0]) as street:
        others = [wire(store, street.messenger, street.clock, street.timebank_id) for store in stores[1:]]
        houses = [street.house, *others]
        for house in others:
            house.bot.out.pace.unlimited()
            await application.open_up(house.bot)

        async def together() -> None:
            await asyncio.gather(*(house.timetable.run_all() for house in houses))

        ada = await street.neighbour("Ada")
        helpers = [await street.neighbour(f"N{number}", "shopping") for number in range(7)]
        await asks_for_shopping(ada, day="Friday 27 November")
        await together()
        assert len(await street.rows(Invitation)) == 3
        for _ in range(4):
            street.clock.move(timedelta(hours=4))
            await together()
            await street.settle()
        asked = await street.rows(Invitation)
        assert len({row.member_id for row in asked}) == len(asked)
        chosen = next(who for who in helpers if "Yes, Friday 2pm" in who.buttons())
        await chosen.taps("Yes, Friday 2pm")
        for _ in range(16):
            street.clock.move(timedelta(hours=6))
            await together()
        await street.settle()
        await say_how_long(street, (ada, "1 hour"), (chosen, "1 hour"))
        await together()
        rows = await street.rows(Notification)
        for who in (ada, chosen):
            assert sum("A reminder" in message.text for message in who.person.heard) == 2
        assert all(row.attempts <= 1 for row in rows)
        assert (await ada.balance()).balance_minutes == 60
        assert (await chosen.balance()).balance_minutes == 180
        for house in others:
            await application.close_down(house.bot)
    for store in stores:
        await store.close()


async def test_a_matching_round_waits_for_the_one_that_runs(street: Street) -> None:
    """While another process thinks about whom to ask, nobody is asked; when it dies in the middle, the next
    takes over as soon as its turn has run out."""
    ada = await street.neighbour("Ada")
    await street.neighbour("Ben", "shopping")

    def taken_by_another(session: Session) -> bool:
        return lease.take(
            session,
            timebank_id=street.timebank_id,
            name=matching_round.LEASE_NAME,
            holder="another",
            now=street.now(),
            length=matching_round.LEASE_LENGTH,
        )

    assert await street.store.write(taken_by_another)
    await asks_for_shopping(ada)
    assert await street.rows(Invitation) == []
    street.clock.move(matching_round.LEASE_LENGTH)
    await street.settle()
    assert [row.state for row in await street.rows(Invitation)] == [invitation.State.ASKED]


async def test_a_round_that_was_held_up_writes_nothing_old(street: Street) -> None:
    """A process that was asleep between thinking and writing leaves its old plan unwritten, since another may
    have asked others meanwhile."""
    ada = await street.neighbour("Ada")
    await asks_for_shopping(ada, day="Friday 27 November")
    for name in ("Ben", "Cara", "Dan"):
        await street.neighbour(name, "shopping")
    moments = iter([street.now()])

    def slow_clock() -> object:
        # The first look is at the beginning of the round; by any later one it has been asleep.
        return next(moments, street.now() + timedelta(hours=1))

    asleep = MatchingRound(street.store, street.timebank_id, slow_clock, "asleep")  # type: ignore[arg-type]
    assert await asleep.run() == 0
    assert await street.rows(Invitation) == []
    awake = MatchingRound(
        street.store, street.timebank_id, lambda: street.now() + timedelta(hours=2), "awake"
    )
    assert await awake.run() == 3
