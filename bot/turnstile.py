"""The turnstile: many members pass at once, but each one's updates one at a time and in order.

    claim the first in each line --> handle --> answer --> the next in that line
                                       \\----> again a little later, or set aside with a reference

Claims are leases in the database, so other processes may serve the same inbox; what a process held when it
died is claimed by another as soon as its leases have run out.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from telegram.error import TelegramError

from bot import failures, passage
from bot.passage import Passage
from models import received
from models.received import Claimed, State, TakenOver
from models.store import Store

log = structlog.get_logger(__name__)

AT_ONCE = 64
LEASE = timedelta(seconds=30)
RENEW_S = 10.0
# Other processes keep updates too, and die: so often we look though nobody told us to.
LOOK_S = 2.0
# When the database was away, an update is tried again after this long; so often and no oftener.
AGAIN_AFTER_S = 1.0
TRIES = 5
# An answer that does not get out is tried again after these pauses, by whichever process comes along.
PUT_OFF_S = (2, 5, 15, 60, 300)

Handle = Callable[[Passage, dict[str, Any]], Awaitable[None]]


class Unreadable(Exception):
    """An update that the messenger's library cannot make sense of."""


class Turnstile:
    """Lets kept updates through to be handled.

    Args:
        store: where they are kept.
        timebank_id: the time bank whose updates these are.
        handle: handles one update, and notes in its passage what became of it.
        clock: the present moment.
        holder: the name of this process.
    """

    def __init__(
        self, store: Store, timebank_id: int, handle: Handle, clock: Callable[[], datetime], holder: str
    ) -> None:
        self.store = store
        self.timebank_id = timebank_id
        self.handle = handle
        self.clock = clock
        self.holder = holder
        self._passing: dict[int, asyncio.Task[None]] = {}
        self._look = asyncio.Event()
        self._look.set()

    def arrived(self) -> None:
        """Something new was kept, or somebody has passed: look again."""
        self._look.set()

    async def serve(self) -> None:
        """Lets everybody through as they come, until it is cancelled; who is passing then gets through."""
        renewing = asyncio.create_task(self._renew())
        try:
            while True:
                try:
                    if await self._told_or_waiting():
                        await self._admit()
                except DBAPIError as trouble:
                    log.warning("the inbox cannot be read", kind=type(trouble).__name__)
                    await asyncio.sleep(AGAIN_AFTER_S)
                    self._look.set()
        finally:
            if self._passing:
                await asyncio.wait(self._passing.values(), timeout=10)
            renewing.cancel()

    async def drain(self) -> int:
        """Lets through all that waits, and returns how many passed. For stories, which move step by step."""
        passed = 0
        while True:
            await self._admit()
            if not self._passing:
                return passed
            passed += len(self._passing)
            await asyncio.wait(list(self._passing.values()))

    async def _told_or_waiting(self) -> bool:
        """Waits until there is something to do, or until it is time to look by ourselves."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._look.wait(), LOOK_S)
        if self._look.is_set():
            self._look.clear()
            return True
        return await self.store.read(
            lambda session: received.any_waiting(session, self.timebank_id, self.clock())
        )

    async def _admit(self) -> None:
        """Starts the first in each line whose turn it is."""
        room = AT_ONCE - len(self._passing)
        if room <= 0:
            return
        claimed = await self.store.write(
            lambda session: received.claim(
                session, self.timebank_id, holder=self.holder, now=self.clock(), lease=LEASE, limit=room
            )
        )
        for update in claimed:
            if update.id in self._passing:
                # A clock that leapt ended our own lease, and the claim has just renewed it.
                continue
            self._passing[update.id] = asyncio.create_task(self._pass(update))

    async def _renew(self) -> None:
        """Keeps our claims for as long as whoever is passing needs."""
        while True:
            await asyncio.sleep(RENEW_S)
            if self._passing:
                try:
                    await self._renew_once(list(self._passing))
                except DBAPIError as trouble:
                    log.warning("claims could not be renewed", kind=type(trouble).__name__)

    async def _renew_once(self, received_ids: list[int]) -> None:
        until = self.clock() + LEASE
        await self.store.write(
            lambda session: received.renew(
                session, self.timebank_id, received_ids, holder=self.holder, until=until
            )
        )

    async def _pass(self, update: Claimed) -> None:
        """Handles one update to its end: handled, put off, or set aside with a reference.

        Where the database is away all the while, setting aside fails too, and the update goes on waiting.
        """
        try:
            for attempt in range(1, TRIES + 1):
                try:
                    await self.let_through(Passage(update, is_last_try=attempt == TRIES))
                    break
                except DBAPIError as trouble:
                    log.warning("an update must wait", attempt=attempt, kind=type(trouble).__name__)
                    await asyncio.sleep(AGAIN_AFTER_S * attempt)
        finally:
            del self._passing[update.id]
            self.arrived()

    async def let_through(self, passing: Passage) -> None:
        """Handles one update that was claimed, and writes down what became of it.

        Raises:
            DBAPIError: the database is away; it may be tried again.
        """
        passage.enter(passing)
        update = passing.update
        try:
            await self.handle(passing, json.loads(update.body))
        except TakenOver:
            log.warning("an update was taken over", update_id=update.update_id)
            return
        except Unreadable as error:
            passing.reference = failures.note(error, update_id=update.update_id, what="reading an update")
        except TelegramError as trouble:
            if await self._put_off(update, trouble):
                return
        except Exception as error:
            if failures.is_passing(error) and not passing.is_last_try:
                raise
            # Nothing may stand at the head of somebody's line for ever.
            passing.reference = failures.note(error, update_id=update.update_id, what="handling an update")
        if not passing.is_finished:
            state = State.HANDLED if passing.reference is None else State.DEAD
            await self.store.write(
                lambda session: received.finish(
                    session, self.timebank_id, update.id, state, self.clock(), passing.reference
                )
            )

    async def _put_off(self, update: Claimed, trouble: TelegramError) -> bool:
        """Lets an answer that does not get out wait, and says whether it does."""
        given_up = update.attempts >= len(PUT_OFF_S)
        log.warning("an answer does not get out", kind=type(trouble).__name__, given_up=given_up)
        if not given_up:
            until = self.clock() + timedelta(seconds=PUT_OFF_S[update.attempts])
            await self.store.write(
                lambda session: received.put_off(session, self.timebank_id, update.id, until)
            )
        return not given_up
