"""The postman: brings updates to webhooks as Telegram does, through a proxy that spreads them over processes.

What is not answered with 200 is brought again, and with it whatever came after, so that much comes twice.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from dataclasses import dataclass, field

import httpx

from messenger import Messenger

AT_ONCE = 20
PAUSE_S = 0.1
ANSWER_LIMIT_S = 10.0


@dataclass
class Postman:
    """Brings what the stand-in holds to the processes that listen.

    Attributes:
        messenger: which holds it.
        ports: where processes listen, on this machine; those that are down are tried all the same.
        path: of the webhook.
        secret: what is shown with each update.
        met: how often each answer came, by its status, or "nobody".
    """

    messenger: Messenger
    ports: list[int]
    path: str
    secret: str
    met: Counter[str] = field(default_factory=Counter)

    async def work(self) -> None:
        """Brings what there is until it is cancelled."""
        rounds = itertools.count()
        async with httpx.AsyncClient(timeout=ANSWER_LIMIT_S) as client:
            while True:
                street = self.messenger.street
                held = list(itertools.islice(street.updates, AT_ONCE)) if street.settings.webhook_url else []
                # Each round begins with another process, or one that is down would get the same ones again.
                first = next(rounds)
                taken = await asyncio.gather(
                    *(
                        self._bring(client, self.ports[(first + turn) % len(self.ports)], update)
                        for turn, update in enumerate(held)
                    )
                )
                kept = list(itertools.takewhile(lambda pair: pair[1], zip(held, taken, strict=True)))
                if kept:
                    street.confirm(kept[-1][0]["update_id"] + 1)
                if len(kept) < AT_ONCE:
                    await asyncio.sleep(PAUSE_S)

    async def _bring(self, client: httpx.AsyncClient, port: int, update: dict[str, object]) -> bool:
        try:
            answer = await client.post(
                f"http://127.0.0.1:{port}{self.path}", json=update,
                headers={"X-Telegram-Bot-Api-Secret-Token": self.secret},
            )  # fmt: skip
        except httpx.HTTPError:
            self.met["nobody"] += 1
            return False
        self.met[str(answer.status_code)] += 1
        return answer.status_code == 200
