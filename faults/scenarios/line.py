"""The line to Telegram, and who may use it."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from random import Random

from faults import favours, verdict
from faults.book import Order, Report, entry
from faults.processes import patiently
from faults.storm import count_updates
from faults.town import built
from goodturn import stopping
from models import notification
from models.notification import Notice

BEFORE = (Notice.REMINDER_DAY, Notice.REMINDER_SOON)
UNDER_WAY = 16


@entry("telegram-down")
async def telegram_down(order: Order) -> Report:
    """Row 31: Telegram is away for an hour; afterwards all that is still useful is said, in its order."""
    async with built(Random(order.seed), members=6) as town:
        count_updates(town)
        await town.begins()
        town.wire.dead = True
        town.wire.cut_all()
        for person in town.people:
            person.says("/hours")
        for _ in range(6):
            town.clockwork.jump(timedelta(minutes=10))
            await asyncio.sleep(0.5)
        town.wire.dead = False
        for person in town.people:
            await town.heard_by(person, "", limit_s=300)
        await favours.agree(town, town.people[:1])
        town.wire.dead = True
        town.wire.cut_all()
        town.clockwork.jump(favours.until_evening(town))
        # Reminders of a visit that is over are worth nothing; the question after it is.
        await asyncio.sleep(3)
        town.wire.dead = False
        await patiently("both questions", 300, until=lambda: len(favours.notices(town, Notice.HOW_LONG)) == 2)
        await town.settle()
        late = [row for row in favours.notices(town, *BEFORE) if row.state is notification.State.SENT]
        wrong = [f"{row.kind.value} came after the visit" for row in late if favours.said_too_late(row)]
        found = verdict.reached(town, answers_lost=UNDER_WAY)
        found.note("what had passed was let go, and the question after the visit came", wrong)
        asked = [row.state for row in favours.notices(town, Notice.HOW_LONG)]
        found.note(
            "both were asked how long it took",
            [] if asked == [notification.State.SENT] * 2 else [f"the two questions are {asked}"],
        )
        return Report.of(town, found)


@entry("token-revoked")
async def token_revoked(order: Order) -> Report:
    """Row 32: with a token that is no longer known it ends with code 3, says so, and asks no more."""
    async with built(Random(order.seed), members=3) as town:
        count_updates(town)
        one = await town.begins()
        before = len(town.messenger.calls)
        town.messenger.fail_next("*", status=401, times=10_000)
        town.people[0].says("/hours")
        code = await one.ended(90)
        calls = len(town.messenger.calls) - before
        town.messenger.next_answers.clear()
        town.figures["calls after the refusal"] = str(calls)
        await town.everybody_up()
        await town.settle()
        found = verdict.reached(town)
        found.note(
            "it ended with code 3 and did not storm",
            ([] if code == stopping.EXIT_WRONG_TOKEN else [f"it ended with code {code}"])
            + ([] if calls < 40 else [f"it asked {calls} times"]),
        )
        return Report.of(town, found)


@entry("second-listener")
async def second_listener(order: Order) -> Report:
    """Row 33: a second process on the same file is refused in words, and the first goes on."""
    async with built(Random(order.seed), members=3) as town:
        count_updates(town)
        await town.begins()
        second = town.process()
        second.start()
        began_s = time.monotonic()
        code = await second.ended(90)
        said = second.said()
        town.figures["the newcomer left after"] = f"{time.monotonic() - began_s:.1f} s"
        town.processes.remove(second)
        town.people[0].says("/hours")
        await patiently("an answer", 300, until=lambda: bool(town.people[0].heard))
        await town.settle()
        found = verdict.reached(town)
        found.note(
            "the newcomer left, saying who was there before",
            [] if code not in (0, None) and "nother" in said else [f"code {code}: {said[-300:]}"],
        )
        return Report.of(town, found)
