"""The timetable: which job runs how often. It holds nothing else; what is due stands in the database.

A restart therefore forgets nothing, a second clock does no harm, and a clock that jumps is noticed at the
next beat. An exception in a job is noted and the next beat comes all the same: APScheduler 3.11 would stop
for good after one in its own tick (agronholm/apscheduler#1132), so no job may raise into it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import InvalidToken

from bot import failures

log = structlog.get_logger(__name__)

Job = Callable[[], Awaitable[Any]]


@dataclass
class Timetable:
    """Runs jobs.

    Attributes:
        jobs: what to run, by name, with the seconds between two runs, in the order of a wake-up.
        changed: set when something was written, upon which all jobs run at once.
        stopped_by: what ended the timetable, where going on would make no sense.
    """

    jobs: Mapping[str, tuple[Job, float]]
    changed: asyncio.Event
    stopped_by: BaseException | None = None
    _running: dict[str, asyncio.Lock] = field(default_factory=dict)
    _ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Runs the jobs until it is cancelled.

        Raises:
            InvalidToken: the messenger does not know our token any more.
        """
        scheduler = AsyncIOScheduler(timezone=UTC)
        for name, (_, seconds) in self.jobs.items():
            scheduler.add_job(
                self._once,
                "interval",
                args=[name],
                seconds=seconds,
                id=name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
        scheduler.start()
        waking = asyncio.create_task(self._wake_on_change())
        try:
            await self._ended.wait()
        finally:
            waking.cancel()
            scheduler.shutdown(wait=False)
            await asyncio.gather(waking, return_exceptions=True)
            for lock in self._running.values():
                async with lock:
                    pass
        if self.stopped_by is not None:
            raise self.stopped_by

    async def run_all(self) -> None:
        """Runs every job once, in order."""
        for name in self.jobs:
            await self._once(name)

    async def _wake_on_change(self) -> None:
        """Lets nobody wait for the next beat when something has just been written."""
        while True:
            await self.changed.wait()
            self.changed.clear()
            await self.run_all()

    async def _once(self, name: str) -> None:
        lock = self._running.setdefault(name, asyncio.Lock())
        if lock.locked():
            return
        async with lock:
            try:
                await self.jobs[name][0]()
            except* InvalidToken as fatal:
                self.stopped_by = fatal.exceptions[0]
                self._ended.set()
            except* Exception as group:
                for error in group.exceptions:
                    failures.note(error, what=f"the job {name}")
