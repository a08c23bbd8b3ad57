"""The pace at which we speak, as the messenger sees it: what counts is when a message arrives there."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from virtual_time import in_virtual_time

from bot.pace import Pace, Rank

# What is counted with floats may be a hair off.
HAIR_S = 1e-9


@dataclass
class Line:
    """A way to the messenger on which each message takes its own time there, and its answer back.

    Attributes:
        arrived: to which chat each message came, and when.
        waited_s: how long each waited for its turn, with its rank.
    """

    seed: int
    there_s: tuple[float, float] = (0.02, 0.08)
    back_s: tuple[float, float] = (0.02, 0.08)
    arrived: list[tuple[float, int]] = field(default_factory=list)
    waited_s: list[tuple[Rank, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    async def say(self, pace: Pace, chat_id: int, rank: Rank = Rank.WAVE) -> None:
        """Says something, and waits for the answer."""
        loop = asyncio.get_running_loop()
        asked_s = loop.time()
        async with pace.turn(chat_id, rank):
            self.waited_s.append((rank, loop.time() - asked_s))
            await asyncio.sleep(self.chance.uniform(*self.there_s))
            self.arrived.append((loop.time(), chat_id))
            await asyncio.sleep(self.chance.uniform(*self.back_s))

    async def wave(self, pace: Pace, chats: list[int], rank: Rank = Rank.WAVE, at_once: int = 40) -> None:
        """Says something to each of them, so many at the same time."""
        gate = asyncio.Semaphore(at_once)

        async def one(chat_id: int) -> None:
            async with gate:
                await self.say(pace, chat_id, rank)

        await asyncio.gather(*(one(chat_id) for chat_id in chats))

    def most_in(self, span_s: float, chat_id: int | None = None) -> int:
        """The most messages that arrived in any span of that length, overall or in one chat."""
        moments = sorted(at_s for at_s, chat in self.arrived if chat_id in (None, chat))
        most, start = 0, 0
        for end, at_s in enumerate(moments):
            while moments[start] <= at_s - span_s + HAIR_S:
                start += 1
            most = max(most, end - start + 1)
        return most

    @property
    def per_s(self) -> float:
        """How many arrived in a second, on the average."""
        moments = [at_s for at_s, _ in self.arrived]
        return (len(moments) - 1) / (max(moments) - min(moments))


def test_a_wave_to_two_thousand() -> None:
    """A wave goes out at 95 % of the allowed pace or better, and no second holds more than 30 of it."""

    async def story() -> Line:
        line = Line(1, there_s=(0.01, 0.04), back_s=(0.01, 0.04))
        await line.wave(Pace(), list(range(1, 2_001)))
        return line

    line = in_virtual_time(story())
    assert len(line.arrived) == 2_000
    assert line.most_in(1.0) <= 30
    assert line.per_s >= 0.95 * 30


@given(
    seed=st.integers(0, 2**32),
    chats=st.lists(st.integers(-2, 12).filter(bool), max_size=90),
    slowest_s=st.floats(0.001, 1.5),
)
@settings(deadline=None)
def test_no_second_and_no_chat_ever_has_too_many(seed: int, chats: list[int], slowest_s: float) -> None:
    """However the network delays messages, any second holds 30 at the most and one for each chat, and any
    minute 20 for each group.
    """

    async def story() -> Line:
        there, back = sorted(random.Random(seed).uniform(0.001, slowest_s) for _ in range(2))
        line = Line(seed, (min(there, back) / 2, back), (min(there, back) / 2, back))
        ranks = random.Random(seed)
        pace = Pace()
        await asyncio.gather(*(line.say(pace, chat_id, ranks.choice(list(Rank))) for chat_id in chats))
        return line

    line = in_virtual_time(story())
    assert sorted(chat_id for _, chat_id in line.arrived) == sorted(chats)
    assert line.most_in(1.0) <= 30
    for chat_id in set(chats):
        assert line.most_in(1.0, chat_id) <= 1
        assert chat_id > 0 or line.most_in(60.0, chat_id) <= 20


def test_who_waits_for_an_answer_goes_before_a_wave() -> None:
    """In the middle of a wave an answer waits for the next turn and for no more."""

    async def story() -> Line:
        line, pace = Line(2), Pace()
        wave = asyncio.create_task(line.wave(pace, list(range(1, 301)), at_once=300))
        for chat_id in range(1_001, 1_041):
            await asyncio.sleep(0.2)
            await line.say(pace, chat_id, Rank.ANSWER)
        await wave
        return line

    line = in_virtual_time(story())
    waited_s = [seconds for rank, seconds in line.waited_s if rank is Rank.ANSWER]
    assert max(waited_s) < 0.15
    assert line.most_in(1.0) <= 30


def test_thousands_who_speak_do_not_keep_a_reminder_from_its_time() -> None:
    """While two thousand wait for answers, which takes more than a minute, what is due waits for seconds."""

    async def story() -> Line:
        line, pace = Line(seed=5), Pace()
        crowd = asyncio.create_task(line.wave(pace, list(range(2_000)), Rank.ANSWER, at_once=64))
        for number in range(10):
            await asyncio.sleep(3)
            await line.say(pace, 5_000 + number, Rank.NEWS)
        await crowd
        return line

    line = in_virtual_time(story())
    news_s = [waited_s for rank, waited_s in line.waited_s if rank is Rank.NEWS]
    assert max(news_s) < 2 * Rank.NEWS + 1
    assert line.most_in(1.0) <= 30


def test_one_chat_that_is_held_holds_up_nobody() -> None:
    """A chat that the messenger wants left alone waits as long as it must, and all others go on."""

    async def story() -> Line:
        line, pace = Line(3), Pace()
        pace.hold(7, 20)
        assert pace.held_s(7) == 20 and pace.held_s(8) == 0
        await asyncio.gather(*(line.say(pace, chat_id) for chat_id in (7, 7, *range(8, 68))))
        return line

    line = in_virtual_time(story())
    held = [at_s for at_s, chat_id in line.arrived if chat_id == 7]
    others = [at_s for at_s, chat_id in line.arrived if chat_id != 7]
    assert max(others) < 4 and 20 <= held[0] < 20.2 and held[1] >= 21


@pytest.mark.parametrize("processes", [2, 3, 7, 30])
def test_several_processes_share_the_limit(processes: int) -> None:
    """Processes that each keep to their share keep to the limit together, also when one more joins."""

    async def story() -> Line:
        line = Line(4)
        paces = [Pace() for _ in range(processes)]
        for pace in paces[:-1]:
            pace.share = 1 / (processes - 1)
        waves = [
            asyncio.create_task(line.wave(pace, [1_000 * number + chat for chat in range(1, 31)]))
            for number, pace in enumerate(paces[:-1], start=1)
        ]
        await asyncio.sleep(2)
        for pace in paces:
            pace.share = 1 / processes
        await asyncio.sleep(2)
        line.arrived.clear()
        waves.append(asyncio.create_task(line.wave(paces[-1], list(range(1, 31)))))
        await asyncio.gather(*waves)
        return line

    line = in_virtual_time(story())
    assert line.most_in(1.0) <= 30
    assert sum(1 for _, chat_id in line.arrived if chat_id < 1_000) == 30


def test_a_share_is_a_part() -> None:
    """A share of nothing, or of more than there is, is a mistake."""
    for share in (0.0, -1.0, 1.5):
        with pytest.raises(ValueError, match="a share"):
            Pace().share = share


def test_a_turn_that_was_given_up_is_there_for_the_next() -> None:
    """Whoever stops waiting, or fails at what they do, leaves no turn missing."""

    async def story() -> Line:
        line, pace = Line(5), Pace()
        giving_up = [asyncio.create_task(line.say(pace, chat_id)) for chat_id in range(1, 61)]
        await asyncio.sleep(0.5)
        for task in giving_up:
            task.cancel()
        await asyncio.gather(*giving_up, return_exceptions=True)
        with pytest.raises(KeyError):
            async with pace.turn(99):
                raise KeyError("result")
        line.arrived.clear()
        await line.wave(pace, list(range(101, 401)))
        return line

    line = in_virtual_time(story())
    assert len(line.arrived) == 300 and line.per_s > 25


def test_an_edit_counts_overall_but_not_for_its_chat() -> None:
    """A question that is collapsed does not make the next one wait for a second."""

    async def story() -> float:
        pace, loop = Pace(), asyncio.get_running_loop()
        async with pace.turn(1, says=False):
            pass
        async with pace.turn(1):
            pass
        return loop.time()

    assert in_virtual_time(story()) < 0.1


def test_chats_that_are_silent_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so many chats are remembered, and never one forgotten that still must wait."""
    monkeypatch.setattr("bot.pace.CHATS_REMEMBERED", 10)

    async def story() -> tuple[list[int], float]:
        pace = Pace()
        pace.hold(5, 60)
        for chat_id in (1, *range(100, 120)):
            async with pace.turn(chat_id):
                pass
            await asyncio.sleep(2)
        return sorted(pace._chats), pace.held_s(5)

    known, held_s = in_virtual_time(story())
    assert 5 in known and held_s > 0


def test_moments_of_a_wave_are_spread_over_the_second() -> None:
    """A wave comes as a stream and not as a heap at the head of every second."""

    async def story() -> Line:
        line = Line(6, there_s=(0.02, 0.021), back_s=(0.02, 0.021))
        await line.wave(Pace(), list(range(1, 121)))
        return line

    moments = sorted(at_s for at_s, _ in in_virtual_time(story()).arrived)
    assert max(later - earlier for earlier, later in pairwise(moments)) < 0.2
    assert sum(1 for at_s in moments if at_s < moments[0] + 0.1) <= 5
