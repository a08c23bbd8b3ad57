"""A time bank as its host runs it: processes of their own, beside a stand-in for Telegram on this machine."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from messenger import Messenger

DATABASE = "goodturn.db"
READY = '"event": "ready"'
# A busy build server may need far longer than a person would wait.
START_LIMIT_S = 60
STOP_LIMIT_S = 12


@dataclass
class Bank:
    """One process of a time bank.

    Attributes:
        folder: its data folder.
        messenger: its Telegram, which must be served.
        settings: further settings, by their full names.
        words: what stands behind `goodturn`.
        said: the lines it has said.
    """

    folder: Path
    messenger: Messenger
    settings: dict[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ("run",)
    said: list[str] = field(default_factory=list)
    _process: Process | None = None
    _listening: asyncio.Task[None] | None = None
    _ready: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def environment(self) -> dict[str, str]:
        """Our own, without the settings of whoever runs the tests and with these."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("GOODTURN_")}
        return (
            ours
            | {
                "GOODTURN_DATA_DIR": str(self.folder),
                "GOODTURN_TELEGRAM_TOKEN": self.messenger.token,
                "GOODTURN_TELEGRAM_API": self.messenger.base_url.removesuffix("/bot"),
                "GOODTURN_HEALTH_PORT": "0",
            }
            | self.settings
        )

    async def start(self) -> Bank:
        """Starts it, and waits until it says that it is ready, or has ended."""
        await self.begin()
        async with asyncio.timeout(START_LIMIT_S):
            await self._ready.wait()
        assert self.process.returncode is None, "\n".join(self.said)
        return self

    async def begin(self) -> Bank:
        """Starts it, and waits for nothing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._ready.clear()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "goodturn", *self.words,
            stdout=PIPE, stderr=STDOUT, cwd=self.folder, env=self.environment,
        )  # fmt: skip
        self._listening = asyncio.create_task(self._listen(self._process))
        return self

    @property
    def process(self) -> Process:
        """The process as it lives now."""
        assert self._process is not None, "it was started"
        return self._process

    def tell(self, how: signal.Signals) -> None:
        """Sends it a signal, if it is still there."""
        if self.process.returncode is None:
            self.process.send_signal(how)

    async def end(self, how: signal.Signals | None = signal.SIGTERM, limit_s: float = STOP_LIMIT_S) -> int:
        """Sends a signal, or none, waits for the end and returns the exit code.

        Raises:
            TimeoutError: it did not end in time; it is killed then.
        """
        if how is not None:
            self.tell(how)
        assert self._listening is not None, "it was started"
        try:
            async with asyncio.timeout(limit_s):
                code = await self.process.wait()
        except TimeoutError:
            self.process.kill()
            await self.process.wait()
            raise
        finally:
            await self._listening
        return code

    async def runs(self, *words: str, **settings: str) -> tuple[int, str]:
        """Runs another command with the same settings, and returns its exit code and what it said."""
        other = Bank(self.folder, self.messenger, self.settings | settings, words)
        await other.begin()
        code = await other.end(None, START_LIMIT_S)
        return code, "\n".join(other.said)

    async def _listen(self, process: Process) -> None:
        assert process.stdout is not None, "it was started with a pipe"
        async for line in process.stdout:
            self.said.append(line.decode().rstrip())
            if READY in self.said[-1]:
                self._ready.set()
        await process.wait()
        # Whoever waits for a process that has ended should not wait for long.
        self._ready.set()


Starting = Callable[..., Bank]


async def until(what: Callable[[], bool], limit_s: float = START_LIMIT_S) -> None:
    """Waits until something is so.

    Raises:
        TimeoutError: it did not become so in time.
    """
    async with asyncio.timeout(limit_s):
        while not what():
            await asyncio.sleep(0.02)
