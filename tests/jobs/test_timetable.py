"""The timetable: it goes on after trouble, wakes on a change, and ends when going on makes no sense."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import InvalidToken

from jobs.timetable import Timetable


async def test_an_exception_in_a_job_stops_neither_it_nor_the_others() -> None:
    """A job that raises is run again at its next beat, and so are all others."""
    beats = {"good": 0, "bad": 0}
    enough = asyncio.Event()

    async def good() -> None:
        beats["good"] += 1

    async def bad() -> None:
        beats["bad"] += 1
        if min(beats.values()) >= 3:
            enough.set()
        raise RuntimeError("not today")

    timetable = Timetable({"good": (good, 0.02), "bad": (bad, 0.02)}, asyncio.Event())
    running = asyncio.create_task(timetable.run())
    await asyncio.wait_for(enough.wait(), 20)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_group_of_exceptions_is_noted_too() -> None:
    """Several failures at once, as from a delivery to many, do not end the timetable either."""

    async def several() -> None:
        raise ExceptionGroup("two", [RuntimeError("one"), ValueError("two")])

    timetable = Timetable({"several": (several, 60)}, asyncio.Event())
    await timetable.run_all()
    assert timetable.stopped_by is None


async def test_a_change_wakes_all_jobs_in_order() -> None:
    """Nobody waits for the next beat when something was written: all jobs run at once, in their order."""
    ran: list[str] = []
    done = asyncio.Event()

    async def first() -> None:
        ran.append("first")

    async def second() -> None:
        ran.append("second")
        done.set()

    changed = asyncio.Event()
    timetable = Timetable({"first": (first, 3600), "second": (second, 3600)}, changed)
    running = asyncio.create_task(timetable.run())
    changed.set()
    await asyncio.wait_for(done.wait(), 20)
    assert ran == ["first", "second"]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_wrong_token_ends_it() -> None:
    """When Telegram does not know the token, the timetable raises that instead of going on."""

    async def refused() -> None:
        raise InvalidToken

    changed = asyncio.Event()
    timetable = Timetable({"refused": (refused, 3600)}, changed)
    changed.set()
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(timetable.run(), 20)


async def test_a_job_never_runs_beside_itself() -> None:
    """A beat that comes while the job still works is left out."""
    at_once, most = 0, 0
    go_on = asyncio.Event()

    async def slow() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await go_on.wait()
        at_once -= 1

    timetable = Timetable({"slow": (slow, 3600)}, asyncio.Event())
    both = [asyncio.create_task(timetable.run_all()) for _ in range(2)]
    await both[1]
    go_on.set()
    await both[0]
    assert most == 1
