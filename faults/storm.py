"""The storm: everything at once. Members act, the wire is cut, Telegram misbehaves, processes are killed and
frozen, clocks jump, the database dies; then the sky clears, things settle, and the verdict is reached."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from faults import favours, verdict
from faults.databases import Postgres
from faults.folk import Folk
from faults.postman import Postman
from faults.processes import Goodturn, free_port
from faults.town import Town, built
from faults.verdict import Verdict
from messenger.weather import Weather
from models.notification import Notice

WIRE = {"cut_early": 0.004, "cut_late": 0.004, "slow": 0.02}
# Most lives are counted from the moment at which all processes are ready, or a slow machine would kill none
# but beginners; the others may end before they have begun.
AFTER_READY = 0.75
FREEZE_S = (0.2, 3.0)
# Time goes forward, or nothing would ever come due; now and then a wrong clock is put back.
JUMPS = (
    (timedelta(minutes=20), 4), (timedelta(hours=2), 4), (timedelta(hours=9), 2), (timedelta(hours=26), 2),
    (timedelta(hours=-2), 1),
)  # fmt: skip
JUMP_EVERY_S = (5.0, 15.0)
FAVOURS = 4
# How many messages may be under way when a process dies: each may come once more.
UNDER_WAY = 16
WEBHOOK_PATH, SECRET = "/telegram", "canary-webhook-secret"


@dataclass(frozen=True)
class Plan:
    """How bad it gets.

    Attributes:
        database: "sqlite" or "postgresql".
        members: how many act.
        kills: after how many kills the sky clears.
        minutes: or after how many minutes, whichever is first.
        fleet: what each process is started with, words behind `goodturn`.
        at_once: how many processes are killed in one blow at the most.
        life_s: how long a life lasts before it is ended, at least and at most, in seconds.
        actions_a_second: how much members do.
        webhooks: whether updates are brought to the processes instead of fetched by one.
        weather: whether Telegram and the wire misbehave.
        clocks: whether clocks jump.
    """

    database: str = "sqlite"
    members: int = 16
    kills: int = 20
    minutes: float = 2.0
    fleet: tuple[tuple[str, ...], ...] = (("run",),)
    at_once: int = 1
    life_s: tuple[float, float] = (0.2, 2.5)
    actions_a_second: float = 10.0
    webhooks: bool = False
    weather: bool = True
    clocks: bool = True


async def run(seed: int, plan: Plan) -> tuple[Town, Verdict]:
    """Runs one storm to its verdict and returns it with the town, whose processes are gone.

    Args:
        seed: decides everything that is decided here.
        plan: how bad it gets.
    """
    random = Random(seed)
    async with built(random, database=plan.database, members=plan.members) as town:
        folk = Folk(town.messenger, town.people, random)
        count_updates(town)
        postman = Postman(town.messenger, [], WEBHOOK_PATH, SECRET)
        for words in plan.fleet:
            settings = {}
            if plan.webhooks:
                port = free_port()
                # Those that work by the clock alone listen to nobody.
                postman.ports += [] if "jobs" in words else [port]
                settings = {
                    "GOODTURN_WEBHOOK_URL": f"https://bank.example{WEBHOOK_PATH}",
                    "GOODTURN_WEBHOOK_SECRET": SECRET,
                    "GOODTURN_WEBHOOK_PORT": str(port),
                }  # fmt: skip
            town.process(*words, **settings).start()
        rounds = asyncio.create_task(postman.work())
        # It begins with favours that are agreed, so that there are hours to bank when time leaps.
        await town.everybody_up()
        await favours.agree(town, town.people[:FAVOURS])
        told = favours.said(town, *Notice)
        if plan.weather:
            town.messenger.weather = Weather(random)
            town.wire.chances = dict(WIRE)
        weather = town.messenger.weather
        over = asyncio.Event()
        async with asyncio.timeout(None), asyncio.TaskGroup() as group:
            group.create_task(_members_act(folk, random, over, plan.actions_a_second))
            group.create_task(_processes_die(town, random, over, plan))
            if plan.clocks and town.clockwork.can_move:
                group.create_task(_clocks_jump(town, random, over))
            group.create_task(_end(over, plan.minutes * 60))
        await town.clear_sky()
        await town.everybody_up()
        for person in town.people:
            if person.blocked:
                person.unblocks_bot()
        if rounds.done():
            rounds.result()
        await town.settle()
        rounds.cancel()
        for one in town.processes:
            one.send(signal.SIGTERM)
        for one in town.processes:
            if await one.ended() != 0:
                town.did["processes that did not stop cleanly"] += 1
        town.did.update({f"members: {what}": number for what, number in folk.did.items()})
        town.did.update({f"wire: {what}": number for what, number in town.wire.met.items()})
        town.did.update({f"webhook: {what}": number for what, number in postman.met.items()})
        if weather is not None:
            town.did.update({f"telegram: {what}": number for what, number in weather.met.items()})
        lost = town.did["wire: cut_late"] + town.did["wire: cut_early"] + town.did["telegram: no_answer"]
        lost += town.did["telegram: bad_json"] + town.did["telegram: html"]
        lost += (town.did["kills"] + town.did["freezes"] + town.did["database kills"]) * UNDER_WAY
        found = await asyncio.to_thread(verdict.reached, town, answers_lost=lost)
        told = favours.said(town, *Notice) - told
        banked = Counter(favours.posted(town))
        # A long storm in which nothing happened proves nothing; a short one may well be spent on beginning.
        found.note(
            f"meanwhile {told} notices were said, {favours.exchanges(town)} favours agreed in all "
            f"and {len(banked)} banked, each once",
            ([] if told or plan.minutes < 1 else ["nothing was said"])
            + [f"exchange {which} was banked {times} times" for which, times in banked.items() if times > 1],
        )
        return town, found


def count_updates(town: Town) -> None:
    """Counts what Telegram ever held for the bot, each number once."""
    street, queue_raw = town.messenger.street, town.messenger.street.queue_raw

    def counted(update: dict[str, object]) -> None:
        town.did["updates"] += 1
        queue_raw(update)

    street.queue_raw = counted  # type: ignore[method-assign]


async def _end(over: asyncio.Event, after_s: float) -> None:
    """Ends the storm after that long, where nobody else has before."""
    try:
        async with asyncio.timeout(after_s):
            await over.wait()
    except TimeoutError:
        over.set()


async def _unless(over: asyncio.Event, after_s: float) -> bool:
    """Waits that long, and returns whether the storm goes on."""
    try:
        async with asyncio.timeout(after_s):
            await over.wait()
    except TimeoutError:
        return True
    return False


async def _members_act(folk: Folk, random: Random, over: asyncio.Event, a_second: float) -> None:
    while await _unless(over, random.expovariate(a_second)):
        folk.act()


async def _processes_die(town: Town, random: Random, over: asyncio.Event, plan: Plan) -> None:
    """Ends one process after the other, and starts those that are down."""
    try:
        while town.did["kills"] < plan.kills and await _unless(
            over, random.uniform(*plan.life_s) / len(plan.fleet)
        ):
            if random.random() < AFTER_READY:
                await _ready(town)
                if not await _unless(over, random.uniform(*plan.life_s)):
                    break
            several = random.choice((random.randint(1, plan.at_once), plan.at_once))
            victims = random.sample(town.processes, several)
            await _harm(town, random)(victims)
            for other in town.processes:
                if not other.alive:
                    if other.code not in (None, -signal.SIGKILL, -signal.SIGTERM, 0):
                        town.did[f"ended by itself with code {other.code}"] += 1
                        town.notes.append(
                            f"{other.name} ended with code {other.code}: {other.said()[-1_500:]}"
                        )
                    other.start()
                    town.did["starts"] += 1
    finally:
        over.set()


async def _ready(town: Town) -> None:
    """Waits until every process is ready; one that has ended by itself is started where that is looked at."""
    for one in town.processes:
        with contextlib.suppress(ProcessLookupError):
            await one.listens()


def _harm(town: Town, random: Random) -> Callable[[list[Goodturn]], Awaitable[None]]:
    """Chooses what is done to processes: mostly the worst."""

    async def kill(victims: list[Goodturn]) -> None:
        alive = [one for one in victims if one.alive]
        town.did["kills of processes that were ready"] += sum(one.ready for one in alive)
        for one in alive:
            one.send(signal.SIGKILL)
        for one in alive:
            await one.ended()
        town.did["kills"] += len(alive)

    async def freeze(victims: list[Goodturn]) -> None:
        for one in victims:
            one.send(signal.SIGSTOP)
        await asyncio.sleep(random.uniform(*FREEZE_S))
        for one in victims:
            one.send(signal.SIGCONT)
        town.did["freezes"] += len(victims)

    async def stop(victims: list[Goodturn]) -> None:
        for one in victims:
            one.send(signal.SIGTERM)
        for one in victims:
            await one.ended()
        town.did["stops"] += len(victims)

    async def database(victims: list[Goodturn]) -> None:
        if not isinstance(town.database, Postgres):
            await kill(victims)
            return
        await asyncio.to_thread(town.database.kill)
        await asyncio.sleep(random.uniform(0.0, 2.0))
        await asyncio.to_thread(town.database.start)
        town.did["database kills"] += 1

    return random.choices((kill, freeze, stop, database), (16, 2, 1, 1))[0]


async def _clocks_jump(town: Town, random: Random, over: asyncio.Event) -> None:
    while await _unless(over, random.uniform(*JUMP_EVERY_S)):
        # Upkeep forgets old updates, so it is looked at what became of them before they are old.
        await asyncio.to_thread(town.take_stock)
        town.clockwork.jump(random.choices([by for by, _ in JUMPS], [weight for _, weight in JUMPS])[0])
        town.did["clock jumps"] += 1
