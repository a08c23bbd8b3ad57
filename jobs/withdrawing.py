"""Withdrawing: messages that told somebody the way to a door are edited away once nobody goes there any more.

    claim a few --> edit each, outside any transaction --> write down what became of them

What cannot be edited just now is tried again later; see `models.told_door`. Two processes never edit the same
message at once, and editing it twice would do no harm.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from sqlmodel import Session
from telegram.error import InvalidToken

from bot.attending import withdrawn_words
from bot.outgoing import Outgoing, Reader
from models import member, shown, told_door
from models.store import Store
from models.told_door import Due

log = structlog.get_logger(__name__)

AT_ONCE = 20


@dataclass
class Withdrawing:
    """Edits away what is due.

    Attributes:
        store: the database.
        timebank_id: the time bank whose members' messages they are.
        out: the way out.
        clock: the present moment.
    """

    store: Store
    timebank_id: int
    out: Outgoing
    clock: Callable[[], datetime]

    async def run(self) -> int:
        """Edits all that is due, and returns how many messages no longer tell the way.

        Raises:
            InvalidToken: the messenger does not know our token any more.
        """
        done = 0
        while await self.store.read(
            lambda session: told_door.any_due(session, self.timebank_id, self.clock())
        ):
            due = await self.store.write(
                lambda session: told_door.claim(session, self.timebank_id, self.clock(), AT_ONCE)
            )
            if not due:
                # Another process has them.
                return done
            for one in due:
                done += await self._withdraw(one)
        return done

    async def _withdraw(self, one: Due) -> int:
        """Edits one message, and returns 1 where that worked."""
        if one.reader.chat_id is None:
            # Whoever was forgotten cannot be found in the messenger any more.
            await self.store.write(partial(self._note, one=one, edited=False))
            return 0
        reader = Reader(one.reader.chat_id, one.reader.language, ZoneInfo(one.reader.zone), self.clock())
        line = await self.store.read(lambda session: withdrawn_words(session, one.standing, one.reader))
        try:
            await self.out.withdraw(reader, one.message_id, line)
        except InvalidToken:
            raise
        except Exception as trouble:
            log.warning("the way to a door could not be withdrawn", kind=type(trouble).__name__)
            await self.store.write(partial(self._note, one=one, edited=False))
            return 0
        await self.store.write(partial(self._note, one=one, edited=True))
        return 1

    def _note(self, session: Session, one: Due, *, edited: bool) -> None:
        """Writes down what became of one."""
        now = self.clock()
        if not edited:
            if not told_door.try_later(session, self.timebank_id, one.told_id, now):
                log.error("the way to a door stays in somebody's chat", told_door_id=one.told_id)
            return
        told_door.withdrawn(session, self.timebank_id, one.told_id, now)
        reader = member.get(session, self.timebank_id, one.reader.id)
        shown.forget(session, reader, one.message_id)
