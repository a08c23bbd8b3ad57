"""The inbox: what the messenger sends is kept, word for word, before the messenger is told that we have it.

    getUpdates --> commit --> the offset moves --> (turnstile) handled, one member's updates in order

A crash at any point loses nothing: what was not committed is sent again, what was committed is handled after
the restart. The offset lives in memory only and is never worked out from what is kept, because after a quiet
week the messenger's numbers start anywhere; before that week is over it is forgotten, or it might tell the
messenger that we have what we never saw.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest

from bot.calls import call
from models import received
from models.store import Store

log = structlog.get_logger(__name__)

ALLOWED = ("message", "callback_query", "my_chat_member", "edited_message")
BATCH = 100
LONG_POLL_S = 25
# So many seconds after the messenger should have answered, waiting is given up and begun again.
CUT_OFF_S = 15.0
FIRST_PAUSE_S, LAST_PAUSE_S = 0.5, 15.0
# The messenger's numbers begin again anywhere when nothing has come for a week.
QUIET = timedelta(days=6)
# No database of ours holds a larger number, and one update that it refuses would hold up all beside it.
LARGEST_ID = 2**63 - 1
SENDER_OF = ("message", "edited_message", "callback_query", "my_chat_member")


class Inbox:
    """Fetches updates and keeps them.

    Args:
        bot: whose updates.
        request: a connection of its own for waiting, so that a stuck wait never holds up what we send.
        store: where they are kept.
        timebank_id: the time bank that this bot serves.
        clock: the present moment.
        arrived: called after something new was kept.
        cannot_keep: told of updates that the database does not take now. They are not lost: the messenger
            has them until we do.
    """

    def __init__(
        self,
        bot: Bot,
        request: BaseRequest,
        store: Store,
        timebank_id: int,
        clock: Callable[[], datetime],
        arrived: Callable[[], None],
        cannot_keep: Callable[[Sequence[dict[str, Any]]], Awaitable[None]],
    ) -> None:
        self.bot = bot
        self.request = request
        self.store = store
        self.timebank_id = timebank_id
        self.clock = clock
        self.arrived = arrived
        self.cannot_keep = cannot_keep
        self.offset: int | None = None
        self.last_good_poll: datetime | None = None
        self._last_update: datetime | None = None
        self._brought: list[dict[str, Any]] = []
        self._keeping: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def listen(self) -> None:
        """Fetches and keeps, until it is cancelled.

        Trouble on the way is waited out, longer each time. A wrong token and a second listener are not.

        Raises:
            InvalidToken: the messenger does not know our token.
            Conflict: somebody else listens with our token.
        """
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                await self.fetch(LONG_POLL_S)
            except (InvalidToken, Conflict):
                raise
            except RetryAfter as told:
                after = told.retry_after
                await asyncio.sleep(float(after if isinstance(after, int | float) else after.total_seconds()))
            except (TelegramError, DBAPIError) as trouble:
                log.warning("listening is in trouble", kind=type(trouble).__name__, pause_s=pause_s)
                await asyncio.sleep(pause_s)
                pause_s = min(LAST_PAUSE_S, pause_s * 2)
            else:
                pause_s = FIRST_PAUSE_S

    async def fetch(self, timeout_s: int) -> int:
        """Fetches what has come, keeps it, and only then moves on; returns how many were new.

        Args:
            timeout_s: how long the messenger may wait for something to come.
        """
        if self._last_update is not None and self.clock() - self._last_update > QUIET:
            # All that it stands for was confirmed long ago, or the messenger has let go of it by itself.
            self.offset = self._last_update = None
        raw = await self._get_updates(timeout_s)
        self.last_good_poll = self.clock()
        if not raw:
            return 0
        self._last_update = self.last_good_poll
        try:
            fresh = await self.keep(raw)
        except DBAPIError:
            await self.cannot_keep(raw)
            raise
        self.offset = max(update["update_id"] for update in raw) + 1
        return fresh

    async def keep(self, raw: Sequence[dict[str, Any]]) -> int:
        """Keeps updates, however they came, and returns how many were new; when it returns, they are safe.

        Args:
            raw: updates as plain JSON, each with its `update_id`.
        """
        # Escaped, because half of a surrogate pair, which JSON allows, is no text that a database takes.
        kept = [(update["update_id"], sender(update), json.dumps(update)) for update in raw]
        fresh = await self.store.write(
            lambda session: received.keep(session, self.timebank_id, kept, self.clock())
        )
        if fresh:
            self.arrived()
        return fresh

    async def bring(self, update: dict[str, Any]) -> None:
        """Keeps an update that was brought by itself; when it returns, it is safe.

        What is brought while others are being kept is kept together once they are: for so many at once that
        costs hardly more than for one.

        Args:
            update: as plain JSON, with its `update_id`.
        """
        self._brought.append(update)
        if self._keeping is None:
            self._keeping = asyncio.create_task(self._keep_brought())
        await asyncio.shield(self._keeping)

    async def _keep_brought(self) -> None:
        async with self._one_at_a_time:
            brought, self._brought, self._keeping = self._brought, [], None
            await self.keep(brought)

    async def _get_updates(self, timeout_s: int) -> Sequence[dict[str, Any]]:
        """Asks for updates as plain JSON, so that one our library cannot read does not stop the others."""
        asked = {
            "timeout": timeout_s,
            "limit": BATCH,
            "allowed_updates": list(ALLOWED),
            "offset": self.offset,
        }
        try:
            # A connection can hang in ways that its own limits do not notice, and would silence us for hours.
            async with asyncio.timeout(timeout_s + CUT_OFF_S):
                answer = await call(
                    self.request, self.bot.base_url, "getUpdates", asked, read_timeout_s=timeout_s + 10.0
                )
        except TimeoutError:
            raise TimedOut("the wait for updates was cut off") from None
        updates = answer if isinstance(answer, list) else []
        # Without its number an update can be neither kept nor let go; it goes when the next one is.
        return [one for one in updates if isinstance(one, dict) and isinstance(one.get("update_id"), int)]


def sender(update: dict[str, Any]) -> int:
    """Returns whose line an update stands in: the account it came from, or its chat, or 0."""
    for kind in SENDER_OF:
        content = update.get(kind)
        if isinstance(content, dict):
            for who in (content.get("from"), content.get("chat")):
                number = who.get("id") if isinstance(who, dict) else None
                if isinstance(number, int) and abs(number) <= LARGEST_ID:
                    return number
    return 0
