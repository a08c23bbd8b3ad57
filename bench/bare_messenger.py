"""A Bot API that costs next to nothing, for measuring what asks it: people who type, each with a clock.

Each person types the next line of the script once the one before was answered, so at most one update of each
is on its way. `GET /figures` tells what happened.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from collections import deque
from http import HTTPStatus
from typing import Any

from aiohttp import ClientSession, TCPConnector, web

from bot.webhook import CONNECTIONS, SECRET_HEADER

ME = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
FIRST_ID = 700_000_000


class BareMessenger:
    """The people and what they are told.

    Args:
        people: how many type.
        script: what each of them types, one line after the other.
        per_s: how many updates come in a second; 0 for as many as are answered.
        answered: whether an update counts when it is answered, rather than when it is confirmed.
        at_once: whether everybody types everything before anything is fetched.
        hooks: addresses to which updates are brought, in turns, as a proxy does; none where they are fetched.
        secret: what is shown there.
    """

    def __init__(
        self,
        people: int,
        script: list[str],
        per_s: float,
        answered: bool,
        at_once: bool = False,
        hooks: tuple[str, ...] = (),
        secret: str = "",
    ) -> None:
        self.hooks, self.secret = itertools.cycle(hooks) if hooks else None, secret
        self.script, self.per_s, self.answered, self.at_once = script, per_s, answered, at_once
        self.confirmed = 0
        self.unasked_at_s: dict[int, float] = {}
        self.numbers = itertools.count(1)
        self.waiting: deque[dict[str, Any]] = deque()
        self.unconfirmed: list[dict[str, Any]] = []
        self.news = asyncio.Event()
        self.people = people
        self.next_line = dict.fromkeys(range(FIRST_ID, FIRST_ID + people), 0)
        self.sent_at_s: dict[int, float] = {}
        self.took_s: list[float] = []
        self.began_s = self.ended_s = 0.0
        self.handled = 0

    def type_next(self, person: int) -> None:
        """Lets somebody type their next line, if there is one."""
        line = self.next_line[person]
        if line >= len(self.script):
            return
        self.next_line[person] = line + 1
        who = {"id": person, "is_bot": False, "first_name": f"N{person % 1000}", "language_code": "en"}
        number = next(self.numbers)
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": person, "type": "private", "first_name": "N"},
            "from": who,
            "text": self.script[line],
        }
        if self.script[line].startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(self.script[line])}]
        self.waiting.append({"update_id": number, "message": message})
        self.sent_at_s[person] = time.perf_counter()
        self.news.set()

    async def begin(self) -> None:
        """Lets everybody type their first line, all at once or at the pace."""
        self.began_s = time.perf_counter()
        if self.hooks is not None:
            self.bringing = asyncio.create_task(self.bring())
        lines = len(self.script)
        for number in range(self.people * (lines if self.per_s or self.at_once else 1)):
            if self.per_s:
                await asyncio.sleep(max(0.0, self.began_s + number / self.per_s - time.perf_counter()))
            self.type_next(FIRST_ID + number % self.people)

    def heard(self, person: int) -> None:
        """Somebody was answered."""
        if person not in self.next_line:
            self.unasked_at_s[person] = time.time()
            return
        at_s = self.sent_at_s.get(person) if self.at_once else self.sent_at_s.pop(person, None)
        if at_s is None or not self.answered:
            return
        now_s = time.perf_counter()
        self.took_s.append(now_s - at_s)
        self.handled, self.ended_s = self.handled + 1, now_s
        if not self.per_s and not self.at_once:
            self.type_next(person)

    async def call(self, request: web.Request) -> web.Response:
        """Answers a call of the Bot API."""
        method = request.match_info["method"]
        said = dict(await request.post()) if request.can_read_body else {}
        if method == "getUpdates":
            return _ok(await self.updates(said))
        if method == "getMe":
            return _ok(ME)
        if method in {"sendMessage", "editMessageText"}:
            chat = int(str(said["chat_id"]))
            result = {
                "message_id": next(self.numbers) if method == "sendMessage" else int(str(said["message_id"])),
                "date": 1_700_000_000,
                "chat": {"id": chat, "type": "private", "first_name": "N"},
                "from": ME,
                "text": "said",
            }
            if method == "sendMessage":
                self.heard(chat)
            return _ok(result)
        return _ok(True)

    async def updates(self, said: dict[str, Any]) -> list[dict[str, Any]]:
        """Gives out what was typed, as Telegram does: again and again until it is confirmed."""
        offset, limit = int(said.get("offset", 0)), int(said.get("limit", 100))
        confirmed = [one for one in self.unconfirmed if one["update_id"] < offset]
        self.unconfirmed = [one for one in self.unconfirmed if one["update_id"] >= offset]
        self.confirmed += len(confirmed)
        if not self.answered:
            for update in confirmed:
                self.handled, self.ended_s = self.handled + 1, time.perf_counter()
                self.type_next(update["message"]["chat"]["id"])
        if not self.unconfirmed and not self.waiting:
            self.news.clear()
            try:
                await asyncio.wait_for(self.news.wait(), float(said.get("timeout", 0)) or 0.001)
            except TimeoutError:
                return []
        while self.waiting and len(self.unconfirmed) < limit:
            self.unconfirmed.append(self.waiting.popleft())
        return self.unconfirmed[:limit]

    async def bring(self) -> None:
        """Brings what was typed, over as many connections as Telegram would open, and again where it must."""
        async with ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as session:
            await asyncio.gather(*(self.bring_one_by_one(session) for _ in range(CONNECTIONS)))

    async def bring_one_by_one(self, session: ClientSession) -> None:
        """What one connection does."""
        assert self.hooks is not None, "there is somewhere to bring it"
        while True:
            while not self.waiting:
                self.news.clear()
                await self.news.wait()
            update = self.waiting.popleft()
            async with session.post(
                next(self.hooks), json=update, headers={SECRET_HEADER: self.secret}
            ) as answer:
                if answer.status == HTTPStatus.OK:
                    self.confirmed += 1
                else:
                    self.waiting.append(update)

    async def figures(self, request: web.Request) -> web.Response:
        """Tells how many updates were handled, in how many seconds, and how long each answer took."""
        if "begin" in request.query:
            self.beginning = asyncio.create_task(self.begin())
        return web.json_response(
            {
                "handled": self.handled,
                "confirmed": self.confirmed,
                "unasked_at_s": self.unasked_at_s,
                "seconds": max(0.0, self.ended_s - self.began_s),
                "took_s": sorted(self.took_s),
            }
        )


def _ok(result: Any) -> web.Response:
    return web.Response(
        body=json.dumps({"ok": True, "result": result}).encode(), content_type="application/json"
    )


def main() -> None:
    """Serves until it is stopped; the port is the first argument, the figures of the run are the second."""
    port, chosen = int(sys.argv[1]), json.loads(sys.argv[2])
    messenger = BareMessenger(**chosen)
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", messenger.call)
    app.router.add_get("/figures", messenger.figures)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main()
