"""The turnstile: many members pass at once, but each one's updates one at a time and in order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

import structlog
from sqlalchemy.exc import DBAPIError

from bot import failures
from models import received
from models.received import ReceivedUpdate, State
from models.store import Store

log = structlog.get_logger(__name__)

AT_ONCE = 16
# When the database was away, an update is tried again after this long; so often and no oftener.
AGAIN_AFTER_S = 1.0
TRIES = 5


class Unreadable(Exception):
    """An update that the messenger's library cannot make sense of."""


class Handle(Protocol):
    """Handles one update, and returns None, or the reference of what broke.

    On the `last` try what may pass by itself counts as broken like anything else, and is apologised for.
    """

    def __call__(self, raw: dict[str, object], *, last: bool = False) -> Awaitable[str | None]: ...


class Turnstile:
    """Lets kept updates through to be handled.

    Args:
        store: where they are kept.
        timebank_id: the time bank whose updates these are.
        handle: handles one update; returns None, or the reference of what broke.
        clock: the present moment.
    """

    def __init__(self, store: Store, timebank_id: int, handle: Handle, clock: Callable[[], datetime]) -> None:
        self.store = store
        self.timebank_id = timebank_id
        self.handle = handle
        self.clock = clock
        self._passing: dict[int, asyncio.Task[None]] = {}
        self._look = asyncio.Event()
        self._look.set()

    def arrived(self) -> None:
        """Something new was kept, or somebody has passed: look again."""
        self._look.set()

    async def serve(self) -> None:
        """Lets everybody through as they come, until it is cancelled; who is passing then gets through."""
        try:
            while True:
                await self._look.wait()
                self._look.clear()
                try:
                    await self._admit()
                except DBAPIError as trouble:
                    log.warning("the inbox cannot be read", kind=type(trouble).__name__)
                    await asyncio.sleep(AGAIN_AFTER_S)
                    self._look.set()
        finally:
            if self._passing:
                await asyncio.wait(self._passing.values(), timeout=10)

    async def drain(self) -> int:
        """Lets through all that waits, and returns how many passed. For stories, which move step by step."""
        passed = 0
        while True:
            await self._admit()
            if not self._passing:
                return passed
            passed += len(self._passing)
            await asyncio.wait(list(self._passing.values()))

    async def _admit(self) -> None:
        """Starts the first in each line whose turn it is."""
        room = AT_ONCE - len(self._passing)
        if room <= 0:
            return
        busy = list(self._passing)
        waiting = await self.store.read(
            lambda session: received.first_in_each_line(session, self.timebank_id, busy=busy, limit=room)
        )
        for update in waiting:
            if update.sender_id not in self._passing:
                self._passing[update.sender_id] = asyncio.create_task(self._pass(update))

    async def _pass(self, update: ReceivedUpdate) -> None:
        """Handles one update to its end: handled, or set aside with a reference.

        Where the database is away all the while, setting aside fails too, and the update goes on waiting.
        """
        try:
            for attempt in range(1, TRIES + 1):
                try:
                    await self._once(update, last=attempt == TRIES)
                    break
                except DBAPIError as trouble:
                    log.warning("an update must wait", attempt=attempt, kind=type(trouble).__name__)
                    await asyncio.sleep(AGAIN_AFTER_S * attempt)
        finally:
            del self._passing[update.sender_id]
            self.arrived()

    async def _once(self, update: ReceivedUpdate, *, last: bool) -> None:
        try:
            reference = await self.handle(json.loads(update.body), last=last)
        except Unreadable as error:
            reference = failures.note(error, update_id=update.update_id, what="reading an update")
        except Exception as error:
            if failures.is_passing(error) and not last:
                raise
            # Nothing may stand at the head of somebody's line for ever.
            reference = failures.note(error, update_id=update.update_id, what="handling an update")
        state = State.HANDLED if reference is None else State.DEAD
        await self.store.write(
            lambda session: received.finish(session, update.id, state, self.clock(), reference)
        )
