"""Storms: everything at once, on each kind of database."""

from __future__ import annotations

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
