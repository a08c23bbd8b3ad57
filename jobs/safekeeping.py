"""Safekeeping: what must be there when the database is not, made in the background while people are served.

Whether a backup is due is read from the newest one, not from a timer: after a night in which the machine
slept, the backup of that night is made in the morning. The list of who was forgotten is kept up to date at
every beat, since a backup still knows them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot import failures
from models import erasure, timebank
from models.availability import local_moment
from models.erasure import Erased
from models.store import Store

log = structlog.get_logger(__name__)

# On the clocks of the bank's people, who sleep then.
AT = time(3)
AGAIN_AFTER_FAILURE = timedelta(hours=1)


@dataclass
class Safekeeping:
    """Makes backups and keeps the list of erasures.

    Attributes:
        store: the database.
        timebank_id: whose night it is.
        clock: the present moment.
        newest_at: returns when the newest backup up to a moment was made, or None when there is none.
        make: makes a backup now, unless another process has made one since it was due.
        note_erasures: adds to the list what is not in it yet; it may block.
        failed_at: when a backup failed last, if none has been made since.
    """

    store: Store
    timebank_id: int
    clock: Callable[[], datetime]
    newest_at: Callable[[datetime], datetime | None]
    make: Callable[[datetime, datetime], Awaitable[object]]
    note_erasures: Callable[[Iterable[Erased]], object]
    failed_at: datetime | None = None
    _noted: int = 0
    _making: asyncio.Task[None] | None = field(default=None, repr=False)

    async def run(self) -> None:
        """Notes new erasures, and begins a backup when one is due.

        The backup goes on by itself, so that nobody takes it for a job that hangs, however large it is.
        """
        await self._note_erasures()
        if self._making is not None and not self._making.done():
            return
        now = self.clock()
        if self.failed_at is not None and self.failed_at <= now < self.failed_at + AGAIN_AFTER_FAILURE:
            return
        bank = await self.store.read(lambda session: timebank.get(session, self.timebank_id))
        newest_at = await asyncio.to_thread(self.newest_at, now)
        due = last_night(bank.zone, now)
        if newest_at is None or newest_at < due:
            self._making = asyncio.create_task(self._back_up(now, due))

    async def settled(self) -> None:
        """Waits for the backup that is being made, if any."""
        if self._making is not None:
            await self._making

    async def _note_erasures(self) -> None:
        erased = await self.store.read(erasure.all_of)
        if len(erased) != self._noted:
            await asyncio.to_thread(self.note_erasures, erased)
            self._noted = len(erased)

    async def _back_up(self, now: datetime, due: datetime) -> None:
        try:
            await self.make(now, due)
        except Exception as trouble:
            # Nobody waits for this task, so what went wrong would otherwise never be read.
            self.failed_at = now
            failures.note(trouble, what="the backup")
        else:
            self.failed_at = None
            log.info("a backup was made and checked")


def last_night(zone: str, now: datetime) -> datetime:
    """Returns the last moment at which a backup was due, on clocks in that zone."""
    today = now.astimezone(ZoneInfo(zone)).date()
    tonight = local_moment(today, AT, zone)
    return tonight if tonight <= now else local_moment(today - timedelta(days=1), AT, zone)
