"""Health: whether a process does what it should, for containers, for whoever watches, and for the host.

    GET /healthz    200 or 503, and what was looked at as JSON
    GET /metrics    the same in numbers, as Prometheus reads them
    goodturn health the same in words; asks the process, or looks into the database where none answers

Only this machine can ask. Nothing about a member is in any of it.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.serving import served
from goodturn import backup
from goodturn.asking import Check
from goodturn.presence import SENDERS, Presence
from goodturn.role import Role
from goodturn.settings import Settings
from models import depth, lease, timebank
from models.depth import Depth
from models.store import Store

if TYPE_CHECKING:
    from goodturn.process import House

log = structlog.get_logger(__name__)

# Telegram may let us wait half a minute for an answer, and after trouble we wait a little, too.
POLL_LIMIT_S = 150.0
WAIT_LIMIT = timedelta(minutes=5)
LAG_LIMIT_S = 120.0
WRITE_LIMIT_S = 5.0
BACKUP_LIMIT = timedelta(hours=50)


@dataclass(frozen=True)
class Findings:
    """What was found in the database.

    Attributes:
        depth: what is waiting; None when the database did not answer.
        processes: how many are alive.
        write_s: how long a write took that was committed; None when it failed.
        backup_age: of the newest backup; None without one.
        bank_age: since the time bank was opened.
    """

    depth: Depth | None = None
    processes: int = 0
    write_s: float | None = None
    backup_age: timedelta | None = None
    bank_age: timedelta = timedelta()


async def look(store: Store, timebank_id: int, backups: Path, name: str, now: datetime) -> Findings:
    """Looks into the database, and writes to it.

    Args:
        store: the database.
        timebank_id: of the time bank.
        backups: the folder they are in.
        name: of the process that asks.
        now: the present moment.
    """

    def write(session: Session) -> None:
        lease.take(
            session,
            timebank_id=timebank_id,
            name=f"health:{name}",
            holder=name,
            now=now,
            length=timedelta(minutes=1),
        )

    def read(session: Session) -> tuple[Depth, int, timedelta]:
        alive = lease.holders(session, timebank_id=timebank_id, prefix=SENDERS, now=now)
        bank = timebank.get(session, timebank_id)
        return depth.of(session, timebank_id), len(alive), now - bank.opened_at

    newest = backup.newest(backups)
    backup_age = None if newest is None else now - newest.made_at
    try:
        found, processes, bank_age = await store.read(read)
    except DBAPIError:
        return Findings(backup_age=backup_age)
    began_s = time.monotonic()
    try:
        await store.write(write)
        write_s: float | None = time.monotonic() - began_s
    except DBAPIError:
        write_s = None
    return Findings(found, processes, write_s, backup_age, bank_age)


def judged(found: Findings, now: datetime) -> list[Check]:
    """Judges what was found in the database."""
    checks = [
        Check(
            "database",
            found.write_s is not None and found.write_s < WRITE_LIMIT_S,
            "cannot be written to"
            if found.write_s is None
            else f"written to in {found.write_s * 1000:.0f} ms",
        )
    ]
    if found.depth is not None:
        since = found.depth.waiting_since
        waits = timedelta() if since is None else now - since
        inbox = found.depth.inbox
        words = f"{inbox['waiting']} waiting, {inbox['dead']} set aside"
        if waits > WAIT_LIMIT:
            words += f", the oldest waits for {_span(waits)}"
        checks.append(Check("inbox", waits <= WAIT_LIMIT, words))
        checks.append(
            Check(
                "outbox", True, ", ".join(f"{count} {state}" for state, count in found.depth.outbox.items())
            )
        )
    age = found.backup_age
    # A time bank of yesterday has had no night for its first one.
    late = (found.bank_age if age is None else age) > BACKUP_LIMIT
    checks.append(Check("backup", not late, "none yet" if age is None else f"the newest is {_span(age)} old"))
    return checks


@dataclass
class Vitals:
    """How one running process is.

    Attributes:
        house: its bot and its jobs.
        presence: of the process.
        settings: where to serve this.
        role: what the process does.
    """

    house: House
    presence: Presence
    settings: Settings
    role: Role
    _began_s: float = field(default_factory=time.monotonic)

    @asynccontextmanager
    async def served(self) -> AsyncIterator[int | None]:
        """Serves /healthz and /metrics while within; yields the port, or None where there is none."""
        port = self.settings.health_port
        async with AsyncExitStack() as stack:
            found: int | None = None
            if port:
                try:
                    found = await stack.enter_async_context(served(self.app, port))
                except OSError as trouble:
                    # A bank that nobody can watch is better than none.
                    log.warning("health cannot be asked for", port=port, reason=trouble.strerror)
            yield found

    @property
    def app(self) -> Starlette:
        """What answers."""

        async def healthz(_: Request) -> Response:
            checks = self.judged(await self.look())
            good = all(check.good for check in checks)
            told: dict[str, Any] = {
                "good": good,
                "process": self.presence.name,
                "role": self.role.value,
                "checks": [{"name": one.name, "good": one.good, "says": one.says} for one in checks],
            }
            return JSONResponse(told, 200 if good else 503)

        async def metrics(_: Request) -> Response:
            from goodturn import metrics as numbers

            return Response(numbers.written(self, await self.look()), media_type=numbers.MEDIA_TYPE)

        return Starlette(routes=[Route("/healthz", healthz), Route("/metrics", metrics)])

    async def look(self) -> Findings:
        """Looks into the database."""
        presence = self.presence
        backups = backup.folder_in(self.settings.data_dir)
        return await look(presence.store, presence.timebank_id, backups, presence.name, presence.clock())

    def judged(self, found: Findings) -> list[Check]:
        """Judges what was found, and how the process itself is."""
        checks = judged(found, self.presence.clock())
        if self.role.listens:
            age_s = self.poll_age_s
            ever = self.house.bot.inbox.last_good_poll is not None
            words = (
                f"last heard {age_s:.0f} s ago" if ever else f"not heard since the start {age_s:.0f} s ago"
            )
            checks.append(Check("telegram", age_s <= POLL_LIMIT_S, words))
        if self.role.has_jobs:
            checks.append(self._clock())
        return checks

    @property
    def poll_age_s(self) -> float:
        """How many seconds ago Telegram last answered a question for updates; since the start, if never."""
        last = self.house.bot.inbox.last_good_poll
        if last is None:
            return time.monotonic() - self._began_s
        return max(0.0, (self.presence.clock() - last).total_seconds())

    def _clock(self) -> Check:
        late = {
            name: beat.lag_s for name, beat in self.house.timetable.beats.items() if beat.lag_s > LAG_LIMIT_S
        }
        words = ", ".join(f"{name} is {seconds:.0f} s late" for name, seconds in late.items())
        return Check("clock", not late, words or "every job is on time")


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
