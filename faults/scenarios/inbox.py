"""What comes from Telegram: broken, repeated, renumbered, far too much of it, or all of it from one."""

from __future__ import annotations

import asyncio
import statistics
import time
from random import Random

from faults import favours, verdict
from faults.book import Order, Report, entry
from faults.processes import patiently
from faults.storm import count_updates
from faults.town import Town, built
from messenger import Person
from models.notification import Notice

BACKLOG = 10_000
FLOOD_S, FLOOD_A_SECOND = 12.0, 200 / 60
STORED_LIMIT_S = 60.0


@entry("poison")
async def poison(order: Order) -> Report:
    """Row 14: one update that cannot be read is set aside, and everybody else is answered."""
    async with built(Random(order.seed), members=6) as town:
        count_updates(town)
        await town.begins()
        ada, *others = town.people
        broken = {
            "message": {"message_id": 1, "date": "x", "chat": {}, "from": {"id": ada.id}, "text": "hello"}
        }
        town.messenger.push_update(broken)
        for person in others:
            person.says("/hours")
        for person in others:
            await _answered(town, person)
        ada.says("/hours")
        await _answered(town, ada)
        await town.settle()
        return Report.of(town, verdict.reached(town, dead_allowed=1))


@entry("repeated-and-renumbered")
async def repeated_and_renumbered(order: Order) -> Report:
    """Rows 12, 13, 17: each batch comes twice, taps come again out of order, numbers begin anew, lower."""
    random = Random(order.seed)
    async with built(random, members=8) as town:
        count_updates(town)
        await town.begins()
        town.messenger.repeat_updates = True
        await favours.agree(town, town.people[:2])
        for first in (900_000_000, 400_000_000):
            await town.settle()
            town.messenger.restart_numbers(first)
            for person in town.people:
                person.says("/hours")
            await town.settle()
        agreed = favours.exchanges(town)
        # The yes of every helper comes once more under a new number, in another order.
        taps = [(person, *found) for person in town.people for found in favours.taps_with(person, "yes:")]
        for person, message, label in random.sample(taps, len(taps)):
            person.presses(message, label)
        town.messenger.repeat_updates = False
        await town.settle()
        found = verdict.reached(town)
        found.note(
            "a yes that comes again agrees nothing more",
            [] if favours.exchanges(town) == agreed else ["an old yes was taken twice"],
        )
        return Report.of(town, found)


@entry("backlog")
async def backlog(order: Order) -> Report:
    """Row 16: 10,000 updates wait at the start; all are stored at once, what is due is said meanwhile."""
    async with built(Random(order.seed), members=50) as town:
        one = await town.begins()
        await favours.agree(town, town.people[:1])
        await one.kill()
        count_updates(town)
        # Nobody looks at the stand-in's page here, so what it would write down can wait.
        with town.messenger.street.changing():
            for number in range(BACKLOG):
                town.people[2 + number % 48].says("/hours")
        one.start()
        await patiently("the first fetch", 300, until=lambda: len(town.messenger.street.updates) < BACKLOG)
        began_s = time.monotonic()
        await patiently("everything stored", STORED_LIMIT_S, until=lambda: not town.messenger.street.updates)
        town.figures["10,000 updates stored in"] = f"{time.monotonic() - began_s:.1f} s"
        asked_at_s = time.monotonic()
        town.clockwork.jump(favours.until_evening(town))
        await patiently(
            "the question after the visit", 300, until=lambda: favours.said(town, Notice.HOW_LONG) > 0
        )
        town.figures["a question was late by"] = f"{time.monotonic() - asked_at_s:.1f} s"
        town.figures["memory then"] = f"{one.resident_mb():.0f} MB"
        received = town.unhandled()
        # The rest would take as long as Telegram's limits let it; killed again, the next life has it all.
        await one.kill()
        one.start()
        await one.listens()
        found = verdict.Verdict()
        found.note(
            f"everything is stored: {received} wait to be handled",
            [] if 0 < received <= BACKLOG else [f"{received} updates wait"],
        )
        return Report.of(town, found)


@entry("flood")
async def flood(order: Order) -> Report:
    """Row 24: one member writes 200 messages a minute, and everybody else is answered as ever."""
    random = Random(order.seed)
    async with built(random, members=10) as town:
        count_updates(town)
        await town.begins()
        flooder, *others = town.people
        over = asyncio.Event()
        waits_s: list[float] = []

        async def floods() -> None:
            for _ in range(int(FLOOD_S * FLOOD_A_SECOND)):
                flooder.says("/help")
                await asyncio.sleep(1 / FLOOD_A_SECOND)
            over.set()

        async def asks(person: Person) -> None:
            await asyncio.sleep(random.uniform(0, 3))
            while not over.is_set():
                waits_s.append(await _answered(town, person, says="/hours"))
                await asyncio.sleep(random.uniform(2, 4))

        await asyncio.gather(floods(), *(asks(person) for person in others))
        ordered = sorted(waits_s)
        town.figures["others waited"] = (
            f"{1000 * statistics.median(ordered):.0f} ms, 95 % at most "
            f"{1000 * ordered[int(0.95 * (len(ordered) - 1))]:.0f} ms, {len(ordered)} questions"
        )
        await town.settle()
        return Report.of(town, verdict.reached(town))


async def _answered(town: Town, person: Person, says: str = "") -> float:
    """Waits for the next answer to somebody and returns how long it took, in seconds."""
    after, began_s = person.heard[-1].id if person.heard and says else 0, time.monotonic()
    if says:
        person.says(says)
    await town.heard_by(person, "", after=after, limit_s=300)
    return time.monotonic() - began_s
