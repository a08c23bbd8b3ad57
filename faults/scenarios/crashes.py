"""Processes that die in the middle of things, or are told to stop in it."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from datetime import timedelta
from random import Random

from faults import favours, verdict
from faults.book import Order, Report, entry
from faults.processes import patiently
from faults.storm import count_updates
from faults.town import Town, built
from messenger import Message, Person
from models import notification
from models.notification import Notice

PAIRS = 8
KILLS = 25
# How many messages may be under way when a process dies: each may come once more.
UNDER_WAY = 16


@entry("kill-mid-transfer")
async def kill_mid_transfer(order: Order) -> Report:
    """Row 7: killed again and again while hours change hands, each favour is banked exactly once."""
    random = Random(order.seed)
    kills = order.kills or KILLS
    pairs = min(PAIRS, kills)
    async with built(random, members=2 * pairs) as town:
        count_updates(town)
        one = await town.begins()
        await favours.agree(town, town.people[:pairs])
        town.clockwork.jump(favours.until_evening(town))
        wanted = 2 * pairs
        await patiently("how long it took", 300, until=lambda: len(_questions(town)) >= wanted)
        left = _questions(town)
        random.shuffle(left)
        for number in range(kills):
            if not one.alive:
                one.start()
                await one.listens()
            for _ in range(max(1, len(left) // (kills - number))):
                if left:
                    person, message, label = left.pop()
                    person.presses(message, label)
            await asyncio.sleep(random.uniform(0.0, 0.6))
            await one.kill()
            town.did["kills"] += 1
        await town.everybody_up()
        await town.settle()
        banked = Counter(favours.posted(town))
        town.figures["banked"] = f"{len(banked)} of {pairs} favours"
        found = verdict.reached(town, answers_lost=kills * UNDER_WAY)
        found.note(
            "each favour is banked exactly once",
            [f"exchange {which} was banked {times} times" for which, times in banked.items() if times != 1]
            + ([] if len(banked) == pairs else [f"only {len(banked)} of {pairs} favours were banked"]),
        )
        return Report.of(town, found)


@entry("kill-full-queue")
async def kill_full_queue(order: Order) -> Report:
    """Row 15: killed with a full queue, no update is lost, and nobody's line is skipped."""
    random = Random(order.seed)
    async with built(random, members=20) as town:
        count_updates(town)
        for _ in range(10):
            for person in town.people:
                person.says("/hours")
        asked = town.did["updates"]
        one = town.process()
        for _ in range(4):
            one.start()
            await one.listens()
            await asyncio.sleep(random.uniform(0.1, 1.2))
            await one.kill()
            town.did["kills"] += 1
        await town.everybody_up()
        await town.settle()
        answers = sum(1 for person in town.people for message in person.heard if message.id)
        town.figures["answers"] = f"{answers} to {asked} questions"
        found = verdict.reached(town, answers_lost=town.did["kills"] * UNDER_WAY)
        # An answer that was under way when the process died is not known to have gone; the deed is.
        found.note(
            "everybody was answered, at most once more where a process died",
            []
            if asked - 4 * UNDER_WAY <= answers <= asked + 4 * UNDER_WAY
            else [f"{answers} answers to {asked}"],
        )
        return Report.of(town, found)


@entry("kill-between-send-and-mark")
async def kill_between_send_and_mark(order: Order) -> Report:
    """Row 34: killed while Telegram holds its answer, a notice comes at most twice, an invitation once."""
    random = Random(order.seed)
    async with built(random, members=6) as town:
        count_updates(town)
        one = await town.begins()
        await favours.agree(town, town.people[:1])
        held = town.messenger.fail_next("sendMessage", drop_after_delivery=True, times=100)
        town.clockwork.jump(favours.until_evening(town))
        await patiently("a held message", 300, until=lambda: held.times < 100)
        await one.kill()
        town.did["kills"] += 1
        town.messenger.next_answers.clear()
        one.start()
        await one.listens()
        # Another takes over only when the lease of the one that died has ended.
        await asyncio.sleep(1)
        town.clockwork.jump(timedelta(minutes=5))
        await town.settle()
        rows = favours.notices(town, Notice.HOW_LONG)
        copies = [len(_asked_how_long(person)) for person in town.people]
        town.figures["how long it took was asked"] = f"{[count for count in copies if count]} times"
        found = verdict.reached(town, answers_lost=UNDER_WAY)
        found.note(
            "what was under way came once or twice, and is marked",
            [f"somebody was asked {count} times" for count in copies if count > 2]
            + [f"a question is {row.state.value}" for row in rows if row.state is not notification.State.SENT]
            + ([] if sum(1 for count in copies if count) == 2 else ["not both were asked"]),
        )
        return Report.of(town, found)


def _questions(town: Town) -> list[tuple[Person, Message, str]]:
    """Returns the answers that are offered to how long it took, "1 hour" for each question alone."""
    return [
        (person, message, label)
        for person in town.people
        for message, label in favours.taps_with(person, "took:")
        if label == "1 hour"
    ]


def _asked_how_long(person: Person) -> set[int]:
    return {message.id for message, _ in favours.taps_with(person, "took:")}


@entry("stopped-in-a-handler")
async def stopped_in_a_handler(order: Order) -> Report:
    """Row 53: told to stop in the middle of work, it ends within ten seconds and loses nothing."""
    random = Random(order.seed)
    async with built(random, members=12) as town:
        count_updates(town)
        one = town.process()
        wrong: list[str] = []
        for _ in range(3):
            one.start()
            await one.listens()
            for person in town.people * 3:
                person.says("/hours")
            await asyncio.sleep(random.uniform(0.2, 1.0))
            one.send(signal.SIGTERM)
            began_s = asyncio.get_running_loop().time()
            code = await one.ended()
            took_s = asyncio.get_running_loop().time() - began_s
            town.did["stops"] += 1
            town.figures["the longest stop"] = f"{took_s:.1f} s"
            wrong += [] if code == 0 else [f"it ended with code {code}"]
        await town.everybody_up()
        await town.settle()
        found = verdict.reached(town, answers_lost=3 * UNDER_WAY)
        found.note("it stopped with code 0 each time", wrong)
        return Report.of(town, found)
