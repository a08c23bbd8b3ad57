"""While nothing can be written down, those who write to us hear once that it is not lost, and organisers too.

The messenger keeps what the database does not take, so all of it is handled when the trouble is over.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from telegram.error import TelegramError

from bot.door import Door
from bot.language import best_language
from bot.outgoing import Reader
from bot.saying import say
from bot.values import Words, words
from models import member

log = structlog.get_logger(__name__)

# Shorter trouble, as when a database is started anew, is waited out in silence.
TOLD_AFTER_S = 5.0
# Trouble that comes back after this long without any is a new one.
OVER_AFTER_S = 60.0


class Outage:
    """Tells people that nothing can be written down.

    Args:
        door: whose database it is, and the way out.
    """

    def __init__(self, door: Door) -> None:
        self.door = door
        self._began_s = self._last_s = float("-inf")
        self._told: set[int] = set()

    async def cannot_keep(self, raw: Sequence[dict[str, Any]]) -> None:
        """Tells those who sent these updates, where the trouble has lasted for a while.

        Args:
            raw: updates as plain JSON, which the database does not take.
        """
        now_s = time.monotonic()
        if now_s - self._last_s > OVER_AFTER_S:
            self._began_s = now_s
            self._told.clear()
        self._last_s = now_s
        if now_s - self._began_s < TOLD_AFTER_S:
            return
        if not self._told:
            await self._tell_organisers()
        for update in raw:
            await self._tell_sender(update)

    async def _tell_sender(self, update: dict[str, Any]) -> None:
        content = update.get("message") or update.get("callback_query") or {}
        who = content.get("from") or {}
        chat_id = who.get("id")
        chat = content.get("chat") or (content.get("message") or {}).get("chat") or {}
        if not isinstance(chat_id, int) or chat.get("id") != chat_id:
            return
        language = who.get("language_code")
        await self._tell(chat_id, best_language(str(language or "")), words("cannot-write-down"))

    async def _tell_organisers(self) -> None:
        try:
            found = await self.door.store.read(
                lambda session: [
                    (one.chat_id, one.language)
                    for one in member.organisers(session, self.door.timebank_id)
                    if one.chat_id is not None
                ]
            )
        except DBAPIError:
            # Then not even reading works, and the log and the health page are all there is.
            return
        for chat_id, language in found:
            await self._tell(chat_id, language, words("cannot-write-down-organiser"))

    async def _tell(self, chat_id: int, language: str, what: Words) -> None:
        if chat_id in self._told:
            return
        self._told.add(chat_id)
        try:
            await self.door.out.send(Reader(chat_id, language, UTC, self.door.clock()), say(what))
        except TelegramError as trouble:
            log.warning("news of the trouble did not arrive", kind=type(trouble).__name__)
