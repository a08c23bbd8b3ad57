"""The pace at which we may speak: Telegram allows about 30 messages a second in all, and few to one chat.

Source: Telegram's own FAQ, "How can I message all of my bot's subscribers at once?" and "My bot is hitting
limits" (https://core.telegram.org/bots/faq), which name 30 a second overall and one a second to one chat,
with short bursts allowed.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass

OVERALL_PER_S = 28.0
CHAT_PER_S = 1.0
# An answer is a few messages at once (the question collapsed, the next one asked), which Telegram lets pass.
CHAT_BURST = 20.0
CHATS_REMEMBERED = 10_000


@dataclass
class Bucket:
    """So many turns may be saved up; each one taken is there again after a while."""

    rate_per_s: float
    size: float
    left: float
    at_s: float

    def wait_s(self, now_s: float) -> float:
        """Takes a turn and returns how long it must wait for it."""
        if now_s > self.at_s:
            self.left = min(self.size, self.left + (now_s - self.at_s) * self.rate_per_s)
            self.at_s = now_s
        self.left -= 1.0
        return max(0.0, -self.left / self.rate_per_s)


class Pace:
    """Who speaks when. One chat that must wait never holds up another."""

    def __init__(self) -> None:
        now_s = time.monotonic()
        self._overall = Bucket(OVERALL_PER_S, OVERALL_PER_S, OVERALL_PER_S, now_s)
        self._chat_rate = (CHAT_PER_S, CHAT_BURST)
        self._chats: OrderedDict[int, Bucket] = OrderedDict()
        self._held: dict[int, float] = {}

    def unlimited(self) -> None:
        """Lets everybody pass at once, for measurements and stories, in which no Telegram counts."""
        self._overall = Bucket(1e9, 1e9, 1e9, time.monotonic())
        self._chat_rate = (1e9, 1e9)

    async def turn(self, chat_id: int) -> None:
        """Waits until the next message to that chat may be sent."""
        now_s = time.monotonic()
        wait_s = max(self._chat(chat_id, now_s).wait_s(now_s), self._held.get(chat_id, 0.0) - now_s)
        if wait_s > 0:
            await asyncio.sleep(wait_s)
        self._held.pop(chat_id, None)
        overall_s = self._overall.wait_s(time.monotonic())
        if overall_s > 0:
            await asyncio.sleep(overall_s)

    def hold(self, chat_id: int, seconds: float) -> None:
        """Notes that Telegram wants that chat left alone for a while."""
        self._held[chat_id] = time.monotonic() + seconds

    def _chat(self, chat_id: int, now_s: float) -> Bucket:
        bucket = self._chats.get(chat_id)
        if bucket is None:
            rate_per_s, size = self._chat_rate
            bucket = self._chats[chat_id] = Bucket(rate_per_s, size, size, now_s)
            if len(self._chats) > CHATS_REMEMBERED:
                self._chats.popitem(last=False)
        else:
            self._chats.move_to_end(chat_id)
        return bucket
