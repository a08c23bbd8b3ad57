"""Storms: everything at once, on each kind of database."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace

from faults import storm
from faults.book import Order, Report, entry
from faults.storm import Plan


async def _weathered(order: Order, plan: Plan) -> Report:
    plan = replace(
        plan,
        minutes=plan.minutes if order.minutes is None else order.minutes,
        kills=plan.kills if order.kills is None else order.kills,
    )
    return Report.of(*await storm.run(order.seed, plan))


# The long form: with the lives of an ordinary storm it would take hours. So much of it is one process each.
LONG_MINUTES, LONG_KILLS, LONG_LIFE_S, LONG_SHARE = 60.0, 1_000, (0.1, 0.9), 0.4


@entry("storm-sqlite")
async def storm_sqlite(order: Order) -> Report:
    """One process on SQLite under everything at once: nothing is lost, nothing comes twice."""
    return await _weathered(order, Plan())


@entry("storm-kills")
async def storm_kills(order: Order) -> Report:
    """One process on SQLite, and nothing but kills: whatever comes twice comes from a crash alone."""
    return await _weathered(order, Plan(weather=False, clocks=False, kills=15))


@entry("storm-postgresql")
async def storm_postgresql(order: Order) -> Report:
    """One that listens and two that work by the clock, on one PostgreSQL that is killed, too."""
    fleet = (("run",), ("run", "--role", "jobs"), ("run", "--role", "jobs"))
    return await _weathered(order, Plan(database="postgresql", fleet=fleet))


@entry("storm-webhooks")
async def storm_webhooks(order: Order) -> Report:
    """Two bots behind webhooks and one for the jobs, on one PostgreSQL: talks go on with any of them."""
    fleet = (("run", "--role", "bot"), ("run", "--role", "bot"), ("run", "--role", "jobs"))
    return await _weathered(order, Plan(database="postgresql", fleet=fleet, webhooks=True))


@entry("storm-long")
async def storm_long(order: Order) -> Report:
    """A thousand kills on SQLite and on PostgreSQL, side by side: nothing is lost, nothing comes twice."""
    kills = LONG_KILLS if order.kills is None else order.kills
    plan = Plan(
        members=20, life_s=LONG_LIFE_S, actions_a_second=6.0,
        minutes=LONG_MINUTES if order.minutes is None else order.minutes,
    )  # fmt: skip
    one = replace(plan, kills=round(kills * LONG_SHARE))
    fleet = (("run", "--role", "bot"), ("run", "--role", "bot"), ("run", "--role", "jobs"), ("run",))
    several = replace(
        plan, kills=kills - 2 * one.kills, database="postgresql", fleet=fleet, webhooks=True,
        at_once=len(fleet),
    )  # fmt: skip
    storms = {"one on SQLite": one, "another on SQLite": one, "four on PostgreSQL": several}
    ended = await asyncio.gather(
        *(storm.run(order.seed + number, each) for number, each in enumerate(storms.values()))
    )
    report, total = Report(), Counter[str]()
    for name, (town, verdict) in zip(storms, ended, strict=True):
        part = Report.of(town, verdict)
        total.update(town.did)
        report.lines += [f"{name}:", *part.lines]
        report.wrong += [f"{name}: {line}" for line in part.wrong]
    report.lines.insert(0, "all together: " + ", ".join(f"{what} {total[what]}" for what in sorted(total)))
    return report
