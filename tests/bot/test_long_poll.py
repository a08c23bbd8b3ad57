"""Waiting for updates: a wait that hangs is cut off and begun again, whatever hangs."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlmodel import Session

from bot import inbox as inbox_room
from bot.inbox import Inbox
from models import depth, timebank
from models.store import Store

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)


class HangingLine:
    """A connection on which the first waits never end, and on which one update comes then."""

    def __init__(self, hangs: int) -> None:
        self.hangs, self.waits, self.cut_off = hangs, 0, 0

    async def post(self, *_: Any, **__: Any) -> list[dict[str, Any]]:
        """Waits."""
        self.waits += 1
        try:
            if self.waits <= self.hangs or self.waits > self.hangs + 1:
                await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cut_off += 1
            raise
        return [json.loads('{"update_id": 7, "message": {"from": {"id": 3}, "text": "Hello"}}')]


async def test_a_wait_that_never_ends_is_cut_off(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two waits that hang for ever are given up in time, the third brings what came, and from then on
    it is known when the messenger was last heard."""
    monkeypatch.setattr(inbox_room, "LONG_POLL_S", 0)
    monkeypatch.setattr(inbox_room, "CUT_OFF_S", 0.02)
    monkeypatch.setattr(inbox_room, "FIRST_PAUSE_S", 0.01)
    store = Store(sqlite_url)

    def settle(session: Session) -> int:
        return timebank.open_bank(session, name="Mill Lane", zone="UTC", language="en", now=MORNING).id

    bank_id = await store.write(settle)
    line, came = HangingLine(2), asyncio.Event()
    now = MORNING + timedelta(hours=1)

    async def not_kept(_: object) -> None:
        raise AssertionError("all can be kept")

    bot = SimpleNamespace(base_url="http://nowhere")
    inbox = Inbox(bot, line, store, bank_id, lambda: now, came.set, not_kept)  # type: ignore[arg-type]
    listening = asyncio.create_task(inbox.listen())
    assert inbox.last_good_poll is None
    async with asyncio.timeout(10):
        await came.wait()
        while inbox.offset is None:
            await asyncio.sleep(0)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    assert line.cut_off >= 2
    assert (inbox.offset, inbox.last_good_poll) == (8, now)
    found = await store.read(lambda session: depth.of(session, bank_id))
    assert (found.inbox["waiting"], sum(found.inbox.values())) == (1, 1)
    await store.close()
