"""How the running Goodturn is, asked from another process on the same machine.

A container asks every half minute, so what is heavy is loaded only where no process answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import httpx

from goodturn.settings import Settings

if TYPE_CHECKING:
    from goodturn.health import Findings

ANSWER_LIMIT_S = 10.0


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what it was.
        good: whether it is as it should be.
        says: how it is, in a few words.
    """

    name: str
    good: bool
    says: str

    def __str__(self) -> str:
        return f"{'ok  ' if self.good else 'BAD '} {self.name}: {self.says}"


async def health(settings: Settings) -> list[Check]:
    """Returns how Goodturn is: as the process says itself or, where it does not, as the database shows it."""
    real = bool(settings.telegram_token.get_secret_value())
    if real and settings.health_port:
        told = await _told(settings.health_port)
        if told is not None:
            return told
    return await _seen(settings, real=real)


async def _told(port: int) -> list[Check] | None:
    """Asks the process, and returns None where none answers as ours does."""
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=ANSWER_LIMIT_S) as client:
            answer = (await client.get(f"http://127.0.0.1:{port}/healthz")).json()
        checks = [Check(str(one["name"]), bool(one["good"]), str(one["says"])) for one in answer["checks"]]
        return [Check("process", True, f"{answer['process']} answers, in the role {answer['role']}"), *checks]
    except (httpx.HTTPError, ValueError, TypeError, KeyError):
        return None


async def _seen(settings: Settings, *, real: bool) -> list[Check]:
    from goodturn import process
    from goodturn.health import judged
    from goodturn.lock import file_of, is_locked

    url = process.database_url(settings)
    file = file_of(url)
    if file is not None and not file.exists():
        return [Check("database", False, f"{file} is not there; goodturn run makes it")]
    now = process.clock_of(settings)()
    found = await looked_into(url, settings, now)
    if found is None:
        return [
            Check("database", False, "does not answer, or is of another version; goodturn doctor says more")
        ]
    if real:
        alive = found.processes > 0
        says = f"{found.processes} alive a few seconds ago" if alive else "none is alive"
    else:
        alive = is_locked(process.demo_folder(settings))
        says = "the demo is running" if alive else "the demo is not running"
    return [Check("process", alive, says), *judged(found, now)]


async def looked_into(url: str, settings: Settings, now: datetime) -> Findings | None:
    """Looks into a database that exists, without bringing it up to date; None where that cannot be done.

    Args:
        url: as for `Store`.
        settings: where the backups are.
        now: the present moment.
    """
    from sqlalchemy.exc import DBAPIError

    from goodturn import backup, process
    from goodturn.health import look
    from goodturn.presence import process_name
    from models import timebank
    from models.store import Store

    store = Store(url)
    try:
        bank = await store.read(timebank.home)
        if bank is None:
            return None
        backups = backup.folder_in(process.data_folder(settings))
        return await look(store, bank.id, backups, process_name(), now)
    except DBAPIError:
        return None
    finally:
        await store.close()
