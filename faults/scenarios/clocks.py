"""Clocks that jump, processes that sleep, and two that look at the same clock."""

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
from models.notification import Notice

VISIT = (Notice.REMINDER_DAY, Notice.REMINDER_SOON, Notice.HOW_LONG)
HEARTBEAT_LIMIT_S = 120


@entry("clock-jumps")
async def clock_jumps(order: Order) -> Report:
    """Row 35: the clock jumps ahead and back; what is due is said at once, and nothing is said twice."""
    async with built(Random(order.seed), members=6) as town:
        count_updates(town)
        await town.begins()
        await favours.agree(town, town.people[:1])
        for _ in range(18):
            town.clockwork.jump(timedelta(hours=4))
            await patiently("what is due being said", HEARTBEAT_LIMIT_S, until=lambda: town.unsaid() == 0)
            town.clockwork.jump(timedelta(hours=-2))
            await asyncio.sleep(0.5)
        await town.settle()
        return Report.of(town, _each_once(town, verdict.reached(town)))


@entry("laptop-asleep")
async def laptop_asleep(order: Order) -> Report:
    """Row 37: asleep for nine hours and more, it says what is still useful, and lets the rest go."""
    async with built(Random(order.seed), members=6) as town:
        count_updates(town)
        one = await town.begins()
        await favours.agree(town, town.people[:1])
        for _ in range(4):
            one.send(signal.SIGSTOP)
            await asyncio.sleep(0.5)
            town.clockwork.jump(timedelta(hours=9))
            one.send(signal.SIGCONT)
            town.did["sleeps"] += 1
            await patiently("what is due being said", HEARTBEAT_LIMIT_S, until=lambda: town.unsaid() == 0)
        await town.settle()
        return Report.of(town, _each_once(town, verdict.reached(town)))


@entry("two-schedulers")
async def two_schedulers(order: Order) -> Report:
    """Row 38: three processes work by one clock on one PostgreSQL; each thing is asked and said once."""
    async with built(Random(order.seed), database="postgresql", members=8) as town:
        count_updates(town)
        town.process("run")
        for _ in range(2):
            town.process("run", "--role", "jobs")
        await town.everybody_up()
        await favours.agree(town, town.people[:2])
        for _ in range(6):
            town.clockwork.jump(timedelta(hours=7))
            await patiently("what is due being said", HEARTBEAT_LIMIT_S, until=lambda: town.unsaid() == 0)
        await town.settle()
        return Report.of(town, _each_once(town, verdict.reached(town)))


def _each_once(town: Town, found: verdict.Verdict) -> verdict.Verdict:
    rows = favours.notices(town, *VISIT)
    times = Counter((row.kind, row.subject_id, row.recipient_id, row.round) for row in rows)
    late = [f"{row.kind.value} was said when it was useless" for row in rows if favours.said_too_late(row)]
    states = Counter(row.state.value for row in rows)
    town.figures["what there was to say around the visit"] = str(dict(states))
    found.note(
        "each reminder and question once, none when it was useless",
        late + [f"{key} stands {number} times" for key, number in times.items() if number > 1]
        + ([] if rows else ["there was nothing to say"]),
    )  # fmt: skip
    return found
