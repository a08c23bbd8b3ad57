"""The timetable: which job runs how often. It holds nothing else; what is due stands in the database.

A restart therefore forgets nothing, a second clock does no harm, and a clock that jumps is noticed at the
next beat. Three things keep it going:

    an exception in a job      is noted, and the next beat comes all the same
    one in the tick itself     is noted, and the tick comes again: APScheduler 3.11 would stop for good,
                               without a word (agronholm/apscheduler#1132)
    anything else              a watch beside the scheduler looks every second, on the clock that nobody can
                               move: a jump of the wall clock, forwards or back, runs everything at once, and
                               a job that has missed its beat is run by the watch

A job that never ends is cut off after a while and does not keep the others from running.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import InvalidToken

from bot import failures

log = structlog.get_logger(__name__)

Job = Callable[[], Awaitable[Any]]

WATCH_S = 1.0
# A wall clock that is set right by a second or two has not jumped.
JUMP_S = 5.0
# A beat may be this late before the watch takes it for missed: a busy machine is no dead one.
LATE_S = 5.0
# No job of ours takes as long, save a wave to a whole town, which goes on at the next beat.
LONGEST_S = 1_800.0
# A change runs the jobs one after the other, but none of them waits for another for longer than this.
PATIENCE_S = 10.0
# Jobs with longer beats than this are no answer to a change; they run by the clock alone.
BREATH_S = 0.2
PROMPT_S = 300.0
# When the process is told to stop, what has begun gets so many seconds to end.
PEACE_S = 5.0


@dataclass
class Beat:
    """How one job has been doing.

    Attributes:
        every_s: the seconds between two runs.
        last_run_at, last_good_at: when a run last began, and when one last ended well; None before the first.
        duration_s: how long the last run took that ended.
        runs: how many runs have ended.
        failures: how many of them ended badly.
        failing: how many in a row, up to the last one.
        running: whether it runs at this moment.
    """

    every_s: float
    last_run_at: datetime | None = None
    last_good_at: datetime | None = None
    duration_s: float = 0.0
    runs: int = 0
    failures: int = 0
    failing: int = 0
    running: bool = False
    _began_s: float = field(default_factory=monotonic)
    _good_s: float = field(default_factory=monotonic)

    @property
    def lag_s(self) -> float:
        """How many seconds ago a good run should have ended; 0 while all is well."""
        return max(0.0, monotonic() - self._good_s - self.every_s)

    @property
    def missed(self) -> bool:
        """Whether a run should have begun by now."""
        return not self.running and monotonic() - self._began_s > self.every_s + LATE_S

    def begin(self) -> None:
        """Notes that a run begins."""
        self.last_run_at, self.running, self._began_s = datetime.now(UTC), True, monotonic()

    def end(self, *, good: bool) -> None:
        """Notes that a run has ended, well or badly."""
        self.running, self.duration_s, self.runs = False, monotonic() - self._began_s, self.runs + 1
        if good:
            self.last_good_at, self.failing, self._good_s = datetime.now(UTC), 0, monotonic()
        else:
            self.failures, self.failing = self.failures + 1, self.failing + 1


class _Scheduler(AsyncIOScheduler):  # type: ignore[misc]  # It brings no types along.
    """A scheduler that ticks again after an exception in its own tick."""

    broken_ticks = 0

    def _process_jobs(self) -> Any:
        try:
            return super()._process_jobs()
        except Exception as error:
            self.broken_ticks += 1
            failures.note(error, what="the tick of the timetable")
            # So many seconds until the next; whatever raised may have moved some jobs on and others not.
            return WATCH_S


@dataclass
class Timetable:
    """Runs jobs.

    Attributes:
        jobs: what to run, by name, with the seconds between two runs, in the order of a wake-up.
        changed: set when something was written, upon which the jobs run at once.
        longest_s: after so many seconds a run is cut off.
        patience_s: after so many seconds the next job of a wake-up no longer waits for the one before.
        on_jump: told how far the wall clock has jumped, before the jobs run because of that.
        stopped_by: what ended the timetable, where going on would make no sense.
        beats: how each job has been doing, by name.
        jumps: how often the wall clock has jumped.
    """

    jobs: Mapping[str, tuple[Job, float]]
    changed: asyncio.Event
    longest_s: float = LONGEST_S
    patience_s: float = PATIENCE_S
    on_jump: Callable[[timedelta], None] = lambda by: None
    stopped_by: BaseException | None = None
    beats: dict[str, Beat] = field(init=False)
    jumps: int = 0
    _scheduler: _Scheduler | None = None
    _runs: set[asyncio.Task[None]] = field(default_factory=set)
    _ended: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.beats = {name: Beat(seconds) for name, (_, seconds) in self.jobs.items()}

    @property
    def broken_ticks(self) -> int:
        """How often the scheduler's own tick has raised something."""
        return 0 if self._scheduler is None else self._scheduler.broken_ticks

    async def run(self) -> None:
        """Runs all jobs at once, and then at their beats, until it is cancelled.

        Raises:
            InvalidToken: the messenger does not know our token any more.
        """
        scheduler = self._scheduler = _Scheduler(timezone=UTC)
        for name, (_, seconds) in self.jobs.items():
            scheduler.add_job(
                self._beat,
                "interval",
                args=[name],
                seconds=seconds,
                id=name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
        scheduler.start()
        beside = [asyncio.create_task(self._wake_on_change()), asyncio.create_task(self._watch())]
        try:
            await self._ended.wait()
        finally:
            for task in beside:
                task.cancel()
            scheduler.shutdown(wait=False)
            await asyncio.gather(*beside, return_exceptions=True)
            await self._end_in_peace()
        if self.stopped_by is not None:
            raise self.stopped_by

    async def run_all(self) -> None:
        """Runs every job once, in order."""
        await self._run_each(self.jobs)

    async def answer_change(self) -> None:
        """Runs once, in order, every job that answers a change; the others wait for time to pass."""
        await self._run_each(name for name, (_, seconds) in self.jobs.items() if seconds <= PROMPT_S)

    async def _run_each(self, names: Iterable[str]) -> None:
        for name in names:
            await self._once(name)

    async def _beat(self, name: str) -> None:
        """Begins a run and does not wait for it, so that a job that takes longer than its beat only leaves
        beats out."""
        self._begin(name)

    async def _end_in_peace(self) -> None:
        """Lets what has begun come to its end, within the time that a process has to stop."""
        if not self._runs:
            return
        _, unfinished = await asyncio.wait(self._runs, timeout=PEACE_S)
        for run in unfinished:
            run.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    async def _wake_on_change(self) -> None:
        """Runs all jobs at the start, because of what came due while nobody was there; and then lets nobody
        wait for the next beat when something has just been written."""
        everything = True
        while True:
            for name, (_, seconds) in self.jobs.items():
                if everything or seconds <= PROMPT_S:
                    await asyncio.wait([self._begin(name)], timeout=self.patience_s)
            everything = False
            # Many who write at once are worked for together.
            await asyncio.sleep(BREATH_S)
            await self.changed.wait()
            self.changed.clear()

    async def _watch(self) -> None:
        """Looks every second whether all is well, whatever may have gone wrong the last time."""
        offset_s = _wall_s() - monotonic()
        while True:
            await asyncio.sleep(WATCH_S)
            try:
                offset_s = self._look_after(offset_s)
            except Exception as error:
                failures.note(error, what="the watch over the timetable")

    def _look_after(self, offset_s: float) -> float:
        """Looks whether the wall clock has jumped, or anybody has missed a beat.

        Args:
            offset_s: what the wall clock was ahead of the one that nobody can move.

        Returns:
            what it is ahead now.
        """
        ahead_s = _wall_s() - monotonic()
        if abs(ahead_s - offset_s) > JUMP_S:
            self.jumps += 1
            log.warning("the clock has jumped", seconds=round(ahead_s - offset_s))
            self.on_jump(timedelta(seconds=ahead_s - offset_s))
            self.changed.set()
            self._count_beats_anew(list(self.jobs))
        missed = [name for name, beat in self.beats.items() if beat.missed]
        if missed:
            log.warning("a beat was missed", jobs=missed)
            for name in missed:
                self._begin(name)
            self._count_beats_anew(missed)
        # A clock that is set right little by little has not jumped either.
        return ahead_s

    def _count_beats_anew(self, names: list[str]) -> None:
        """Counts the next beats from now on: the scheduler counts them by the wall clock, and would wait two
        hours after it was set back by two."""
        if self._scheduler is not None:
            for name in names:
                self._scheduler.reschedule_job(name, trigger="interval", seconds=self.jobs[name][1])

    async def _once(self, name: str) -> None:
        """Runs a job, unless it runs already."""
        if not self.beats[name].running:
            await asyncio.shield(self._begin(name))

    def _begin(self, name: str) -> asyncio.Task[None]:
        """Begins a run of its own, which goes on even where nobody waits for it any more."""
        run = asyncio.create_task(self._run(name))
        self._runs.add(run)
        run.add_done_callback(self._runs.discard)
        return run

    async def _run(self, name: str) -> None:
        beat = self.beats[name]
        if beat.running:
            return
        beat.begin()
        good = False
        try:
            async with asyncio.timeout(self.longest_s):
                await self.jobs[name][0]()
            good = True
        except* InvalidToken as fatal:
            self.stopped_by = fatal.exceptions[0]
            self._ended.set()
        except* Exception as group:
            for error in group.exceptions:
                failures.note(error, what=f"the job {name}")
        finally:
            beat.end(good=good)


def _wall_s() -> float:
    return datetime.now(UTC).timestamp()
