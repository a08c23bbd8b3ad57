"""Processes beside each other, on either database: who is alive, who listens, and which share is whose."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from goodturn import presence as presence_room
from goodturn.presence import LENGTH, Presence, SecondListener, process_name
from models import lease, timebank
from models.store import Store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Hour:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a lease last for a moment, and everybody look often."""
    monkeypatch.setattr(presence_room, "LENGTH", timedelta(seconds=0.4))
    monkeypatch.setattr(presence_room, "RENEW_S", 0.05)
    monkeypatch.setattr(presence_room, "LOOK_S", 0.02)


@pytest.fixture
async def newcomer(store: Store, quick: None) -> Callable[[], Presence]:
    """Makes processes of one time bank, all on one clock."""

    def settle(session: Session) -> int:
        return timebank.open_bank(session, name="Mill Lane", zone="UTC", language="en", now=NOON).id

    bank_id, hour = await store.write(settle), Hour()

    def make() -> Presence:
        return Presence(store, bank_id, hour)

    return make


@contextmanager
def alive(*processes: Presence) -> Iterator[list[asyncio.Task[None]]]:
    """Lets processes say that they are alive, while within."""
    tasks = [asyncio.create_task(one.keep()) for one in processes]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()


async def test_each_has_its_share(newcomer: Callable[[], Presence]) -> None:
    """One alone has the whole pace, of three each a third, and when one leaves or dies others have more."""
    first, second, third = newcomer(), newcomer(), newcomer()
    shares: dict[str, float] = {}
    for one in (first, second, third):
        one.on_share = lambda share, name=one.name: shares.update({name: share})  # type: ignore[misc]
    await first.arrive()
    assert shares == {first.name: 1.0}
    await second.arrive()
    await third.arrive()
    for one in (first, second, third):
        await one.renew()
    assert set(shares.values()) == {1 / 3}
    await third.leave()
    await first.renew()
    assert shares[first.name] == 1 / 2
    assert first.others == (second.name,)
    first.clock.now += LENGTH  # type: ignore[attr-defined]
    await first.renew()
    assert shares[first.name] == 1.0


async def test_a_newcomer_waits_until_the_others_have_made_room(newcomer: Callable[[], Presence]) -> None:
    """By the time a newcomer may speak, those who are there have counted it, so that together they are never
    faster than Telegram allows."""
    first, second = newcomer(), newcomer()
    shares: list[float] = []
    first.on_share = shares.append
    await first.arrive()
    with alive(first):
        await second.arrive()
        assert shares[-1] == 1 / 2


async def test_one_listens_and_the_next_is_told_who(newcomer: Callable[[], Presence]) -> None:
    """While a process that listens is alive nobody else does, and the error names it; when it has left, the
    next one listens at once."""
    first, second = newcomer(), newcomer()
    await first.arrive()
    await first.listen_alone()
    # A story's clock stands still; a real one moves, and so does the end of a lease that is renewed.
    moving = asyncio.create_task(tick(first.clock))
    with alive(first), pytest.raises(SecondListener) as told:
        await second.listen_alone()
    moving.cancel()
    assert told.value.holder == first.name
    await first.leave()
    await asyncio.wait_for(second.listen_alone(), 5)


async def tick(clock: Callable[[], datetime]) -> None:
    """Moves a clock by a little, again and again."""
    while True:
        clock.now += timedelta(milliseconds=1)  # type: ignore[attr-defined]
        await asyncio.sleep(0.01)


async def test_the_dead_are_recognised_whatever_the_clock_says(newcomer: Callable[[], Presence]) -> None:
    """A process that was killed keeps nobody waiting longer than a lease lasts, even if the clock was set
    back two hours meanwhile."""
    dead, second = newcomer(), newcomer()
    await dead.arrive()
    await dead.listen_alone()
    dead.clock.now -= timedelta(hours=2)  # type: ignore[attr-defined]
    await asyncio.wait_for(second.listen_alone(), 5)
    with alive(second) as tasks:
        await asyncio.sleep(0.15)
        assert not tasks[0].done()


async def test_who_was_asleep_too_long_gives_way(newcomer: Callable[[], Presence]) -> None:
    """A process that slept past the end of its lease, and finds that another listens by now, says so."""
    sleeper, second = newcomer(), newcomer()
    await sleeper.arrive()
    await sleeper.listen_alone()
    sleeper.clock.now += LENGTH * 10  # type: ignore[attr-defined]
    await second.listen_alone()
    with pytest.raises(SecondListener) as told:
        await asyncio.wait_for(sleeper.keep(), 5)
    assert told.value.holder == second.name


async def test_alone_on_a_file_the_past_is_swept_away(newcomer: Callable[[], Presence]) -> None:
    """Who knows that nobody else can be alive frees all leases at its start, and waits for nobody."""
    dead, next_one = newcomer(), newcomer()
    await dead.arrive()
    await dead.listen_alone()
    await next_one.arrive(alone=True)
    assert next_one.others == ()
    found = await next_one.store.read(
        lambda session: lease.find(session, timebank_id=next_one.timebank_id, name="listening")
    )
    assert found is None


def test_names_are_told_apart() -> None:
    """Two processes never have the same name, and it fits where it is written."""
    names = {process_name() for _ in range(50)}
    assert len(names) == 50
    assert all(len(name) <= 96 and " " not in name for name in names)
