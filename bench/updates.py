"""Updates a second through the whole bot path, beside bare python-telegram-bot on the same server.

The Bot API, the bot and this script are processes of their own, and speak HTTP over loopback. Each member
sends one message after the other, as people do; every one is fetched, kept, handled in a talk, committed to
the disk and answered. The bare bot fetches the same updates, does nothing and says nothing.
"""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodturn.process import House

# The first questions of the joining talk, answered by typing: each is a real step with a real commit.
SCRIPT = ["/start", "English", "No other language", "Robin", "Yes, I am 18 or over", "/help"]
TOKEN = "123456:bench-bench-bench-bench-bench-bench"
LONGEST_S = 120


def run(people: int = 300, per_s: float = 0.0, bot: str = "goodturn") -> dict[str, float]:
    """Lets newcomers begin to join, all at the same time or at a pace.

    Args:
        people: how many.
        per_s: how many updates come in a second; 0 for as many as are answered.
        bot: "goodturn", or "bare" for the library with an empty handler.

    Returns:
        `updates_per_s`, and of the time from typing to the answer `median_ms` and `p99_ms`.
    """
    chosen = {"people": people, "script": SCRIPT, "per_s": per_s, "answered": bot == "goodturn"}
    port = free_port()
    with (
        tempfile.TemporaryDirectory() as folder,
        messenger(port, chosen),
        process("bench.updates", bot, str(port), folder),
    ):
        wait_until((Path(folder) / "ready").exists)
        return measured(port, people)


def measured(port: int, people: int) -> dict[str, float]:
    """Lets those people begin to write to whoever serves them, and returns what `run` does."""
    expected = people * len(SCRIPT)
    figures(port, "?begin")
    wait_until(lambda: figures(port)["handled"] >= expected)
    found = figures(port)
    took_s = found["took_s"] or [0.0]
    return {
        "updates_per_s": found["handled"] / found["seconds"],
        "median_ms": 1000 * took_s[len(took_s) // 2],
        "p99_ms": 1000 * took_s[int(len(took_s) * 0.99)],
    }


async def serve(kind: str, port: int, folder: Path) -> None:
    """Runs a bot until it is stopped."""
    if kind == "bare":
        await _serve_bare(port, folder)
    else:
        await _serve_goodturn(port, folder, with_backlog=kind == "backlog")


async def _serve_goodturn(port: int, folder: Path, with_backlog: bool) -> None:
    from goodturn.process import live, system_clock

    house = await opened(f"sqlite:///{folder / 'bench.db'}", port)
    if with_backlog:
        from bench import backlog

        now, bank_id = system_clock(), house.bot.door.timebank_id
        await house.store.write(lambda session: backlog.furnish(session, bank_id, now))
        (folder / "due_from_s").write_text(str(now.timestamp()))
    await live(house, started=(folder / "ready").touch)


async def opened(url: str, port: int, name: str = "this process") -> House:
    """Returns a house on that database which speaks to the messenger on that port as fast as it can: how fast
    Telegram lets a bot speak is another question."""
    from goodturn import demo
    from goodturn.process import build_house, prepared, system_clock
    from goodturn.settings import Settings

    store, bank_id = await prepared(url, lambda session: demo.settle(session, system_clock()))
    house = build_house(
        store=store,
        timebank_id=bank_id,
        token=TOKEN,
        base_url=f"http://127.0.0.1:{port}/bot",
        base_file_url=f"http://127.0.0.1:{port}/file/bot",
        settings=Settings.load(env_file=None),
        clock=system_clock,
        name=name,
    )
    house.bot.out.pace.unlimited()
    return house


async def _serve_bare(port: int, folder: Path) -> None:
    from telegram import Update
    from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

    async def nothing(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Handles nothing."""

    application = ApplicationBuilder().token(TOKEN).base_url(f"http://127.0.0.1:{port}/bot").build()
    application.add_handler(MessageHandler(filters.ALL, nothing))
    async with application:
        await application.start()
        assert application.updater is not None, "the builder makes one"
        await application.updater.start_polling()
        (folder / "ready").touch()
        await asyncio.Event().wait()


@contextmanager
def messenger(port: int, chosen: dict[str, Any]) -> Iterator[None]:
    """Runs the bare messenger while within, which answers from the beginning: a bot may come up before it."""
    with process("bench.bare_messenger", str(port), json.dumps(chosen)):
        wait_until(lambda: figures(port)["handled"] >= 0)
        yield


@contextmanager
def process(module: str, *arguments: str) -> Iterator[int]:
    """Runs a module as a process while within, and yields its number."""
    running = subprocess.Popen([sys.executable, "-m", module, *arguments])
    try:
        yield running.pid
    finally:
        running.kill()
        running.wait()


def figures(port: int, query: str = "") -> dict[str, Any]:
    """What the messenger has seen so far."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/figures{query}") as answer:
            return dict(json.load(answer))
    except OSError:
        return {"handled": -1, "confirmed": -1, "unasked_at_s": {}}


def wait_until(condition: Callable[[], bool]) -> None:
    """Looks again and again until it is so."""
    ends_s = time.monotonic() + LONGEST_S
    while not condition():
        if time.monotonic() > ends_s:
            raise TimeoutError("the measurement does not come to an end")
        time.sleep(0.1)


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))
