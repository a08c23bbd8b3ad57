"""Goodturn as people start it: a process of its own, with a folder and a port that nobody else uses."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from dataclasses import dataclass, field
from pathlib import Path

READY = "Goodturn is ready"
# A busy build server may need far longer than a person would wait.
START_LIMIT_S = 60
STOP_LIMIT_S = 10


def free_port() -> int:
    """Returns a port of this machine that nobody has just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, port: int, **settings: str) -> dict[str, str]:
    """Returns our own environment, without the settings of whoever runs the tests and with these."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GOODTURN_")}
    return ours | {"GOODTURN_DATA_DIR": str(folder), "GOODTURN_PORT": str(port)} | settings


async def said_by(folder: Path, port: int, *words: str, **settings: str) -> tuple[int, str]:
    """Runs a command to its end.

    Args:
        folder: the data folder.
        port: for the page.
        words: what stands behind `goodturn`.
        settings: further ones, by their full names.

    Returns:
        The exit code, and all that it said.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "goodturn", *words,
        stdout=PIPE, stderr=STDOUT, cwd=folder, env=environment(folder, port, **settings),
    )  # fmt: skip
    try:
        async with asyncio.timeout(START_LIMIT_S):
            said, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    assert process.returncode is not None, "it has ended"
    return process.returncode, said.decode()


@dataclass
class Demo:
    """The demo in a process of its own, which may be ended and started again on the same folder.

    Attributes:
        folder: the data folder; it exists.
        port: where the page is.
        said: the lines it has said, over all its lives.
    """

    folder: Path
    port: int = field(default_factory=free_port)
    said: list[str] = field(default_factory=list)
    _process: Process | None = None
    _listening: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def process_id(self) -> int:
        """The number of the process as it lives now."""
        assert self._process is not None, "it was started"
        return self._process.pid

    async def start(self) -> None:
        """Starts it, and waits until it says that it is ready."""
        # Nothing of ours is looked for in the folder one happens to be in, such as a .env file.
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "goodturn", "run",
            stdout=PIPE, stderr=STDOUT, cwd=self.folder, env=environment(self.folder, self.port),
        )  # fmt: skip
        ready = asyncio.Event()
        self._listening = asyncio.create_task(self._listen(self._process, ready))
        try:
            async with asyncio.timeout(START_LIMIT_S):
                await ready.wait()
        except TimeoutError:
            await self.end(signal.SIGKILL)
            raise
        assert self._process.returncode is None, "\n".join(self.said)

    async def _listen(self, process: Process, ready: asyncio.Event) -> None:
        assert process.stdout is not None, "it was started with a pipe"
        async for line in process.stdout:
            self.said.append(line.decode().rstrip())
            if READY in self.said[-1]:
                ready.set()
        await process.wait()
        # Whoever waits for a process that has ended should not wait for long.
        ready.set()

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Sends a signal, waits for the end and returns the exit code; an ended one is left alone.

        Raises:
            TimeoutError: it did not end within `STOP_LIMIT_S` seconds; it is killed then.
        """
        assert self._process is not None, "it was started"
        assert self._listening is not None, "it was started"
        if self._process.returncode is None:
            self._process.send_signal(how)
        try:
            async with asyncio.timeout(STOP_LIMIT_S):
                code = await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
            raise
        finally:
            await self._listening
        return code

    async def runs(self, *words: str, **settings: str) -> tuple[int, str]:
        """Runs another command on the same folder; see `said_by`."""
        return await said_by(self.folder, self.port, *words, **settings)
