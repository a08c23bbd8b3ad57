"""Updates a second through the whole bot path: fetched, kept, handled in a talk, committed and answered.

The stand-in for Telegram runs in the same process without sockets, so its own share is in the figure; it is
about 0.4 ms a call. Each member sends one message after the other, as people do.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import httpx
from telegram.request import HTTPXRequest

from bot import application
from goodturn import demo
from goodturn.process import build_house, prepared
from goodturn.settings import Settings
from messenger import Clock, Messenger

# The first questions of the joining talk, answered by typing: each is a real step with a real commit.
SCRIPT = ("/start", "English", "No other language", "Robin", "Yes, I am 18 or over", "/help")


async def run(people: int = 100) -> dict[str, float]:
    """Lets so many newcomers begin to join at the same time.

    Args:
        people: how many.

    Returns:
        `updates`, `seconds` and `updates_per_s`.
    """
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        messenger = Messenger(clock=clock)
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        store, bank_id = await prepared(url, lambda session: demo.settle(session, clock.now()))
        sending, waiting = (
            HTTPXRequest(
                connection_pool_size=64, httpx_kwargs={"transport": httpx.ASGITransport(app=messenger.app)}
            )
            for _ in range(2)
        )
        house = build_house(
            store=store,
            timebank_id=bank_id,
            token=messenger.token,
            base_url=messenger.base_url,
            base_file_url=messenger.base_file_url,
            settings=Settings.load(env_file=None),
            clock=clock.now,
            requests=(sending, waiting),
        )
        # How fast Telegram lets a bot speak is another question than how fast this one can.
        house.bot.out.pace.unlimited()
        await application.open_up(house.bot)
        crowd = [messenger.add_person(f"Newcomer {number}") for number in range(people)]
        handled, began_s = 0, time.perf_counter()
        for text in SCRIPT:
            for person in crowd:
                person.says(text)
            while await house.bot.inbox.fetch(0):
                pass
            handled += await house.bot.turnstile.drain()
        seconds = time.perf_counter() - began_s
        await application.close_down(house.bot)
        await store.close()
        messenger.close()
    return {"updates": handled, "seconds": seconds, "updates_per_s": handled / seconds}
