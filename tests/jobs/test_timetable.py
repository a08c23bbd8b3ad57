"""The timetable: it goes on after trouble, wakes on a change, and ends when going on makes no sense."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from apscheduler.schedulers.base import BaseScheduler
from telegram.error import InvalidToken

from jobs import timetable as timetables
from jobs.timetable import Beat, Timetable

PATIENCE_S = 20


@asynccontextmanager
async def running(timetable: Timetable) -> AsyncIterator[Timetable]:
    """A timetable at work, which is told to stop in the end."""
    task = asyncio.create_task(timetable.run())
    try:
        yield timetable
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def until(enough: Callable[[], bool]) -> None:
    """Waits until something is so; a test that waits for ever fails."""
    async with asyncio.timeout(PATIENCE_S):
        while not enough():
            await asyncio.sleep(0.01)


def counting(beats: dict[str, int], name: str) -> Callable[[], Awaitable[Any]]:
    """A job that counts how often it was run."""
    beats[name] = 0

    async def job() -> None:
        beats[name] += 1

    return job


async def test_an_exception_in_a_job_stops_neither_it_nor_the_others() -> None:
    """A job that raises is run again at its next beat, and so are all others."""
    beats: dict[str, int] = {}
    count_bad = counting(beats, "bad")

    async def bad() -> None:
        await count_bad()
        raise RuntimeError("not today")

    jobs = {"good": (counting(beats, "good"), 0.02), "bad": (bad, 0.02)}
    async with running(Timetable(jobs, asyncio.Event())) as timetable:
        await until(lambda: min(beats.values()) >= 3)
    bad_beat, good_beat = timetable.beats["bad"], timetable.beats["good"]
    assert bad_beat.failures == bad_beat.failing == bad_beat.runs >= 3
    assert bad_beat.last_good_at is None
    assert good_beat.failures == 0
    assert good_beat.last_good_at is not None


async def test_a_good_run_ends_a_row_of_bad_ones() -> None:
    """What health reads of a job is how it does now: after a good run it fails no longer."""
    outcomes = iter([RuntimeError("one"), RuntimeError("two"), None, RuntimeError("three")])

    async def changing() -> None:
        if (trouble := next(outcomes)) is not None:
            raise trouble

    timetable = Timetable({"changing": (changing, 60)}, asyncio.Event())
    failing = []
    for _ in range(4):
        await timetable.run_all()
        failing.append(timetable.beats["changing"].failing)
    assert failing == [1, 2, 0, 1]
    assert timetable.beats["changing"].failures == 3


async def test_a_group_of_exceptions_is_noted_too() -> None:
    """Several failures at once, as from a delivery to many, do not end the timetable either."""

    async def several() -> None:
        raise ExceptionGroup("two", [RuntimeError("one"), ValueError("two")])

    timetable = Timetable({"several": (several, 60)}, asyncio.Event())
    await timetable.run_all()
    assert timetable.stopped_by is None
    assert timetable.beats["several"].failing == 1


async def test_an_exception_in_the_schedulers_own_tick_does_not_silence_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When the scheduler itself breaks in its tick, which would end it for good, the next tick still comes,
    and health can see that it happened."""
    monkeypatch.setattr(timetables, "WATCH_S", 0.05)
    real, troubles = BaseScheduler._process_jobs, iter(range(2))

    def broken(self: BaseScheduler) -> Any:
        if next(troubles, None) is not None:
            raise RuntimeError("inside the tick")
        return real(self)

    beats: dict[str, int] = {}
    jobs = {"one": (counting(beats, "one"), 0.05)}
    async with running(Timetable(jobs, asyncio.Event())) as timetable:
        await until(lambda: beats["one"] >= 3)
        monkeypatch.setattr(BaseScheduler, "_process_jobs", broken)
        await until(lambda: timetable.broken_ticks == 2)
        so_far = beats["one"]
        await until(lambda: beats["one"] >= so_far + 3)


async def test_a_scheduler_that_is_dead_for_good_is_replaced_by_the_watch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Even when no tick ever comes again, and nothing raises, the jobs run on, because a watch beside the
    scheduler looks at a clock that nobody can move."""
    monkeypatch.setattr(timetables, "WATCH_S", 0.02)
    monkeypatch.setattr(timetables, "LATE_S", 0.05)
    monkeypatch.setattr(BaseScheduler, "_process_jobs", lambda self: None)
    beats: dict[str, int] = {}
    jobs = {"one": (counting(beats, "one"), 0.05), "two": (counting(beats, "two"), 0.05)}
    async with running(Timetable(jobs, asyncio.Event())):
        await until(lambda: min(beats.values()) >= 4)


async def test_the_watch_outlives_its_own_troubles(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception in the watch is noted, and it looks again a moment later."""
    monkeypatch.setattr(timetables, "WATCH_S", 0.02)
    monkeypatch.setattr(timetables, "LATE_S", 0.05)
    monkeypatch.setattr(BaseScheduler, "_process_jobs", lambda self: None)
    monkeypatch.setattr(BaseScheduler, "reschedule_job", lambda *_, **__: 1 / 0)
    beats: dict[str, int] = {}
    async with running(Timetable({"one": (counting(beats, "one"), 0.05)}, asyncio.Event())):
        await until(lambda: beats["one"] >= 4)


@pytest.mark.parametrize("hours", [2, -2])
async def test_a_clock_that_jumps_by_two_hours_brings_everything_at_once(
    hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set forwards or back by two hours, the jobs run at once, also one with a long beat, and go on at their
    beats afterwards; a scheduler alone would be silent for two hours after it was set back."""
    monkeypatch.setattr(timetables, "WATCH_S", 0.05)
    beats: dict[str, int] = {}
    jobs = {"quick": (counting(beats, "quick"), 0.1), "slow": (counting(beats, "slow"), 200)}
    told: list[float] = []
    table = Timetable(jobs, asyncio.Event(), on_jump=lambda by: told.append(by.total_seconds() / 3_600))
    async with running(table) as timetable:
        await until(lambda: beats["slow"] == 1 and beats["quick"] >= 2)
        with time_machine.travel(datetime.now(UTC) + timedelta(hours=hours), tick=True):
            await until(lambda: timetable.jumps == 1)
            so_far = dict(beats)
            await until(lambda: beats["slow"] == 2 and beats["quick"] >= so_far["quick"] + 3)
            assert timetable.jumps == 1
        await until(lambda: timetable.jumps == 2)
        assert [round(by, 2) for by in told] == [hours, -hours]


async def test_a_clock_that_is_set_right_by_a_second_has_not_jumped(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a time server does all day is no jump."""
    monkeypatch.setattr(timetables, "WATCH_S", 0.02)
    beats: dict[str, int] = {}
    async with running(Timetable({"one": (counting(beats, "one"), 0.05)}, asyncio.Event())) as timetable:
        with time_machine.travel(datetime.now(UTC) + timedelta(seconds=1.5), tick=True):
            so_far = beats["one"]
            await until(lambda: beats["one"] >= so_far + 3)
        assert timetable.jumps == 0


async def test_a_blocked_loop_loses_no_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    """When something holds the whole process up for longer than the scheduler's usual patience of a second,
    what was due in the meantime runs as soon as it lets go."""
    beats: dict[str, int] = {}
    jobs = {"rare": (counting(beats, "rare"), 1.0), "often": (counting(beats, "often"), 0.1)}
    async with running(Timetable(jobs, asyncio.Event())) as timetable:
        await until(lambda: beats["rare"] == 1 and beats["often"] >= 1)
        so_far = dict(beats)
        time.sleep(2.2)  # noqa: ASYNC251 - the loop is to be blocked
        await until(lambda: beats["rare"] == so_far["rare"] + 1 and beats["often"] > so_far["often"])
        assert timetable.beats["rare"].lag_s == 0
        await until(lambda: beats["often"] >= so_far["often"] + 3)


async def test_a_job_that_never_ends_silences_nobody() -> None:
    """While one job hangs, the others keep their beats and hear of changes; it is cut off in the end, which
    counts as a failure, and begins again."""
    beats: dict[str, int] = {}
    count_hanging = counting(beats, "hanging")

    async def hanging() -> None:
        await count_hanging()
        await asyncio.Event().wait()

    jobs = {"hanging": (hanging, 0.05), "quick": (counting(beats, "quick"), 0.05)}
    jobs["woken"] = (counting(beats, "woken"), 200)
    changed = asyncio.Event()
    async with running(Timetable(jobs, changed, longest_s=0.3, patience_s=0.05)) as timetable:
        await until(lambda: beats["quick"] >= 3 and beats["woken"] == 1)
        changed.set()
        await until(lambda: beats["woken"] == 2)
        await until(lambda: beats["hanging"] >= 2)
        assert timetable.beats["hanging"].failures >= 1
        assert timetable.beats["quick"].failures == 0


async def test_lag_grows_while_no_run_ends_well() -> None:
    """What health calls lag is how long ago a good run should have ended, however busily it fails."""
    beat = Beat(every_s=0.01)
    await asyncio.sleep(0.03)
    beat.begin()
    beat.end(good=False)
    assert beat.lag_s > 0.01
    beat.begin()
    beat.end(good=True)
    assert beat.lag_s < 0.01


async def test_a_change_wakes_all_jobs_in_order() -> None:
    """All jobs run at the start, for what came due while nobody was there. Nobody waits for the next beat
    when something was written: the jobs run at once, in their order, save those that tidy up now and then."""
    ran: list[str] = []

    def job(name: str) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            ran.append(name)

        return run

    changed = asyncio.Event()
    jobs = {"first": (job("first"), 200.0), "tidy": (job("tidy"), 3600.0), "second": (job("second"), 200.0)}
    async with running(Timetable(jobs, changed)):
        await until(lambda: ran == ["first", "tidy", "second"])
        ran.clear()
        changed.set()
        await until(lambda: ran == ["first", "second"])


async def test_a_wrong_token_ends_it() -> None:
    """When Telegram does not know the token, the timetable raises that instead of going on."""

    async def refused() -> None:
        raise InvalidToken

    timetable = Timetable({"refused": (refused, 3600)}, asyncio.Event())
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(timetable.run(), PATIENCE_S)


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


async def test_what_has_begun_ends_before_the_process_does() -> None:
    """Told to stop in the middle of a job, the timetable waits for its end."""
    done = asyncio.Event()
    begun = asyncio.Event()

    async def slow() -> None:
        begun.set()
        await asyncio.sleep(0.1)
        done.set()

    async with running(Timetable({"slow": (slow, 3600)}, asyncio.Event())):
        await asyncio.wait_for(begun.wait(), PATIENCE_S)
    assert done.is_set()


async def test_what_hangs_does_not_keep_the_process_from_stopping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Told to stop while a job hangs, the timetable waits for it a little and then cuts it off."""
    monkeypatch.setattr(timetables, "PEACE_S", 0.05)
    begun = asyncio.Event()

    async def hanging() -> None:
        begun.set()
        await asyncio.Event().wait()

    async with asyncio.timeout(PATIENCE_S), running(Timetable({"hanging": (hanging, 60)}, asyncio.Event())):
        await begun.wait()
