"""Updates a second that are brought to webhooks: taken in and committed, and answered by one bot or by two.

The first is measured beside the same server with nothing kept behind it. For the second the messenger brings
updates to all bots in turns, as a proxy does; they share one database, and every one of them answers.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from bench import transfers, updates
from bench.updates import SCRIPT, free_port, measured, messenger, process, wait_until

SECRET = "bench_secret-0123456789"
PATH = "/telegram"


def taken_in(kept: bool, count: int = 6_000) -> float:
    """Brings updates over as many connections as Telegram would open.

    Args:
        kept: whether each is committed before it is confirmed; otherwise nothing is done with them.
        count: how many.

    Returns:
        updates a second.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        chosen = Chosen("kept" if kept else "nothing", str(Path(folder) / "bench.db"), port)
        with process("bench.webhooks", chosen.written(), str(Path(folder) / "ready")):
            wait_until((Path(folder) / "ready").exists)
            return asyncio.run(_bring(port, count))


def answered(database: str, bots: int, people: int = 300) -> dict[str, float]:
    """Lets newcomers begin to join, all at the same time.

    Args:
        database: "sqlite" or "postgresql".
        bots: how many processes answer.
        people: how many join.

    Returns:
        as `bench.updates.run` does.
    """
    port, hooks = free_port(), [free_port() for _ in range(bots)]
    typing = {
        "people": people,
        "script": SCRIPT,
        "per_s": 0.0,
        "answered": True,
        "hooks": [f"http://127.0.0.1:{hook}{PATH}" for hook in hooks],
        "secret": SECRET,
    }
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder / 'bench.db'}"
        if database == "postgresql":
            url, _ = stack.enter_context(transfers.postgresql())
        stack.enter_context(messenger(port, typing))
        for number, hook in enumerate(hooks):
            chosen = Chosen("bot", url, hook, port, f"bot {number}")
            ready = folder / f"ready {number}"
            stack.enter_context(process("bench.webhooks", chosen.written(), str(ready)))
            wait_until(ready.exists)
        return measured(port, people)


@dataclass(frozen=True)
class Chosen:
    """What a process is told.

    Attributes:
        kind: "nothing", "kept" or "bot".
        url: the database.
        hook: the port on which updates are brought.
        messenger: the port of the messenger.
        name: of this process.
    """

    kind: str
    url: str
    hook: int
    messenger: int = 0
    name: str = ""

    def written(self) -> str:
        """As one argument of a command."""
        return json.dumps(self.__dict__)


class Nothing:
    """An inbox that keeps nothing."""

    async def bring(self, update: Any) -> None:
        """Says that it is kept."""


async def serve(chosen: Chosen, ready: Path) -> None:
    """Takes updates in, and answers them where that is chosen, until it is stopped."""
    from bot.inbox import Inbox
    from bot.serving import served
    from bot.webhook import webhook_app
    from goodturn.process import live, settle_memory

    if chosen.kind == "nothing":
        settle_memory()
        async with served(webhook_app(cast(Inbox, Nothing()), PATH, SECRET), chosen.hook):
            await asyncio.to_thread(ready.touch)
            await asyncio.Event().wait()
    url = chosen.url if chosen.kind == "bot" else f"sqlite:///{chosen.url}"
    house = await updates.opened(url, chosen.messenger, chosen.name)
    async with served(webhook_app(house.bot.inbox, PATH, SECRET), chosen.hook):
        if chosen.kind == "bot":
            await live(house, listening=cast(Any, Brought()), started=ready.touch)
        settle_memory()
        await asyncio.to_thread(ready.touch)
        await asyncio.Event().wait()


class Brought:
    """The way in where the messenger needs no telling that it is to bring updates."""

    async def claim(self) -> None:
        """Nobody else is to be kept from listening."""

    begin = claim

    async def run(self) -> None:
        """Waits while they are brought."""
        await asyncio.Event().wait()


async def _bring(port: int, count: int) -> float:
    from aiohttp import ClientSession, TCPConnector

    from bot.webhook import CONNECTIONS, SECRET_HEADER

    numbers = itertools.count(1)
    message = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "hello"}

    async def bring(session: ClientSession) -> None:
        while (number := next(numbers)) <= count:
            async with session.post(
                f"http://127.0.0.1:{port}{PATH}",
                json={"update_id": number, "message": message},
                headers={SECRET_HEADER: SECRET},
            ) as answer:
                answer.raise_for_status()

    async with ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as session:
        began_s = time.perf_counter()
        await asyncio.gather(*(bring(session) for _ in range(CONNECTIONS)))
        return count / (time.perf_counter() - began_s)


if __name__ == "__main__":
    asyncio.run(serve(Chosen(**json.loads(sys.argv[1])), Path(sys.argv[2])))
