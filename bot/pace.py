"""The pace at which we may speak: 30 messages a second in all, one to a chat, 20 a minute to a group.

Telegram publishes no hard numbers; these are the ones of its FAQ, "My bot is hitting limits" and "How can I
message all of my bot's subscribers at once?" (https://core.telegram.org/bots/faq).

So many turns may be under way, and each is there again a second after its call was *answered*. Messages take
longer to arrive at one time than at another, so what leaves at an even pace may arrive in a heap; but a
message arrives before its answer does, and the one that has its turn next arrives after it was sent. So no
second in which the messenger counts can hold more than it allows, however the network behaves.

Somebody who waits for an answer goes before what is said unasked, and that goes before a wave to many; but
only for a while, so that ten thousand who speak at once do not keep a reminder from its time.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import IntEnum

OVERALL_PER_S = 30
CHAT_PER_S = 1
GROUP_PER_MINUTE = 20
CHATS_REMEMBERED = 10_000
# Two clocks do not run quite alike, and a timer may be a moment early.
MARGIN_S = 0.002
# The first calls take longer than others, because they open connections; nothing is to be learnt from few.
ANSWERS_TO_GO_BY = 100


class Rank(IntEnum):
    """Who goes first. The number says for how many seconds others may still come and go before them."""

    ANSWER = 0  # Somebody has spoken and waits.
    NEWS = 2  # It is due, and for one person.
    WAVE = 60  # It goes to many.


class Allowance:
    """So many turns in a span of time; whoever waits is let through in order, with a head start by rank.

    Args:
        turns: how many.
        span_s: in how many seconds.
        evenly: whether what is unasked for is spread over the span, so that whoever speaks in the middle of a
            wave finds a turn at once instead of at the end of the second.
    """

    def __init__(self, turns: int, span_s: float, *, evenly: bool = False) -> None:
        self.turns = turns
        self.span_s = span_s
        self.evenly = evenly
        self._free_at_s = [float("-inf")] * turns
        self._too_many = 0
        self._even_at_s = float("-inf")
        self._not_before_s = float("-inf")
        self._waiting: list[tuple[float, int, Rank, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self._alarm: asyncio.TimerHandle | None = None

    async def take(self, rank: Rank) -> None:
        """Waits for a turn."""
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        # However many speak to us, what is due has its turn in the end.
        heapq.heappush(self._waiting, (loop.time() + rank, next(self._numbers), rank, turn))
        self._let_through()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give_back(asyncio.get_running_loop().time())
            raise

    def give_back(self, free_at_s: float) -> None:
        """Gives a turn back, which may be taken again from that moment of the loop's clock on."""
        if self._too_many:
            self._too_many -= 1
        else:
            heapq.heappush(self._free_at_s, free_at_s)
        self._let_through()

    def resize(self, turns: int, span_s: float) -> None:
        """Changes how many turns there are; those that are new begin with a pause, as if just taken."""
        more, self.turns, self.span_s = turns - self.turns, turns, span_s
        while more < 0 and self._free_at_s:
            self._free_at_s.remove(max(self._free_at_s))
            heapq.heapify(self._free_at_s)
            more += 1
        self._too_many += max(0, -more)
        for _ in range(more):
            self.give_back(asyncio.get_running_loop().time() + span_s)

    def hold(self, until_s: float) -> None:
        """Lets nobody through before that moment of the loop's clock."""
        self._not_before_s = max(self._not_before_s, until_s)

    def held_s(self, now_s: float) -> float:
        """Returns how many seconds nobody is let through."""
        return max(0.0, self._not_before_s - now_s)

    def idle(self, now_s: float) -> bool:
        """Says whether nothing would be lost by forgetting it."""
        turns_back = len(self._free_at_s) == self.turns and max(self._free_at_s) <= now_s
        return turns_back and not self._waiting and self._not_before_s <= now_s

    def _let_through(self) -> None:
        now_s = asyncio.get_running_loop().time()
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        while self._waiting and self._free_at_s:
            _, _, rank, turn = self._waiting[0]
            if turn.done():
                heapq.heappop(self._waiting)
                continue
            spread = self.evenly and rank > Rank.ANSWER
            at_s = max(self._free_at_s[0], self._not_before_s)
            at_s = max(at_s, self._even_at_s) if spread else at_s
            if at_s > now_s:
                self._alarm = asyncio.get_running_loop().call_at(at_s, self._let_through)
                return
            heapq.heappop(self._waiting)
            heapq.heappop(self._free_at_s)
            if spread:
                # A timer that is late makes the next turn come no later: only one gap is ever made up for.
                gap_s = self.span_s / self.turns
                self._even_at_s = max(self._even_at_s, now_s - gap_s) + gap_s
            turn.set_result(None)


class Pace:
    """Who speaks when. One chat that must wait never holds up another.

    It keeps the limits of one process. Several processes each take their share of the overall limit, see
    `share`; that two of them write to the same chat in the same second is rare, and then one is told to wait.
    """

    def __init__(self) -> None:
        self._overall = Allowance(OVERALL_PER_S, 1.0, evenly=True)
        self._chats: OrderedDict[int, tuple[Allowance, ...]] = OrderedDict()
        self._share = 1.0
        self._shortest_s, self._answered = float("inf"), 0
        self._counts = True

    @property
    def share(self) -> float:
        """This process's part of the overall limit: one divided by the number of processes that send.

        Parts are rounded down to whole messages a second, so that together they are never too many.
        """
        return self._share

    @share.setter
    def share(self, share: float) -> None:
        if share == self._share:
            return
        if not 0 < share <= 1:
            raise ValueError("a share is above 0 and at most 1")
        self._share = share
        # A third of thirty is ten, and not a little less.
        per_s = OVERALL_PER_S * share + 1e-9
        self._overall.resize(max(1, int(per_s)), max(1.0, 1 / per_s))

    @property
    def per_s(self) -> float:
        """How many messages a second this process may send in all."""
        return self._overall.turns / self._overall.span_s

    def unlimited(self) -> None:
        """Lets everybody pass at once, for measurements and stories, in which no Telegram counts."""
        self._counts = False

    @asynccontextmanager
    async def turn(self, chat_id: int, rank: Rank = Rank.ANSWER, *, says: bool = True) -> AsyncIterator[None]:
        """Waits until a call about that chat may be made, and counts it from its answer on.

        Args:
            chat_id: where to; a group's number is below zero.
            rank: who goes first.
            says: whether it is a new message; what is only changed counts overall, but not for the chat.
        """
        if not self._counts:
            yield
            return
        loop = asyncio.get_running_loop()
        taken: list[Allowance] = []
        began_s = None
        try:
            for allowance in (*(self._of(chat_id) if says else ()), self._overall):
                await allowance.take(rank)
                taken.append(allowance)
            began_s = loop.time()
            yield
            self._answered += 1
            self._shortest_s = min(self._shortest_s, loop.time() - began_s)
        finally:
            now_s = loop.time()
            for allowance in taken:
                span_s = 0.0 if began_s is None else allowance.span_s - self._on_the_way_s() + MARGIN_S
                allowance.give_back(now_s + span_s)

    def hold(self, chat_id: int, seconds: float) -> None:
        """Notes that Telegram wants that chat left alone for so many seconds."""
        if self._counts:
            self._of(chat_id)[0].hold(asyncio.get_running_loop().time() + seconds)

    def held_s(self, chat_id: int) -> float:
        """Returns for how many more seconds Telegram wants that chat left alone."""
        return self._of(chat_id)[0].held_s(asyncio.get_running_loop().time()) if self._counts else 0.0

    def _on_the_way_s(self) -> float:
        """Half of the shortest way there and back so far, once there were many: an answer is on its way at
        least for so long, or else the next message is, and meanwhile the messenger's second has begun."""
        return self._shortest_s / 2 if self._answered >= ANSWERS_TO_GO_BY else 0.0

    def _of(self, chat_id: int) -> tuple[Allowance, ...]:
        """The allowances of one chat, made where it has none; who was silent for long is forgotten."""
        known = self._chats.get(chat_id)
        if known is None:
            known = (Allowance(CHAT_PER_S, 1.0),)
            if chat_id < 0:
                known = (*known, Allowance(GROUP_PER_MINUTE, 60.0))
            self._chats[chat_id] = known
            self._forget()
        self._chats.move_to_end(chat_id)
        return known

    def _forget(self) -> None:
        now_s = asyncio.get_running_loop().time()
        while len(self._chats) > CHATS_REMEMBERED:
            chat_id, oldest = next(iter(self._chats.items()))
            if not all(allowance.idle(now_s) for allowance in oldest):
                return
            del self._chats[chat_id]
