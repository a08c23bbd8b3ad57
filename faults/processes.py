"""One Goodturn process: started as a host starts it, and ended, frozen and thawed as no host would."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# What the log says once the process is ready. A busy machine may need far longer for it than a person would.
READY = re.compile(r'"event": "(ready|listening)"')
START_LIMIT_S = 300.0
END_LIMIT_S = 120.0
LOOK_EVERY_S = 0.05


def free_port() -> int:
    """Returns a port of this machine that nobody has just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def patiently(what: str, limit_s: float, *, process: Goodturn | None = None, until: object) -> None:
    """Waits until a condition holds, looking often.

    Args:
        what: what is waited for, for whoever reads that it did not come.
        limit_s: how long at the most, in seconds of the monotonic clock.
        process: whose end ends the waiting, too.
        until: the condition, called without arguments.

    Raises:
        TimeoutError: it did not come to hold in time.
        ProcessLookupError: the process ended first.
    """
    assert callable(until), "a condition is asked"
    give_up_at_s = time.monotonic() + limit_s
    while not until():
        if process is not None and not process.alive:
            raise ProcessLookupError(f"{process.name} ended with code {process.code} before {what}")
        if time.monotonic() > give_up_at_s:
            raise TimeoutError(f"{what} did not come within {limit_s:.0f} s")
        await asyncio.sleep(LOOK_EVERY_S)


@dataclass
class Goodturn:
    """One process over all its lives.

    Attributes:
        name: what the report calls it.
        folder: where it is started and where its log is.
        environment: its whole environment.
        words: what stands behind `goodturn`.
        wrapper: what the command is put behind, such as a shell that sets a limit.
        lives: how often it was started.
    """

    name: str
    folder: Path
    environment: Mapping[str, str]
    words: Sequence[str] = ("run",)
    wrapper: Sequence[str] = ()
    lives: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _log_from: int = 0

    @property
    def log(self) -> Path:
        """The file that has all it ever wrote, over all its lives."""
        return self.folder / f"{self.name}.log"

    @property
    def alive(self) -> bool:
        """Whether it runs, frozen or not."""
        return self._process is not None and self._process.poll() is None

    @property
    def code(self) -> int | None:
        """The exit code of the last life, negative for a signal; None while it runs."""
        return None if self._process is None else self._process.poll()

    @property
    def pid(self) -> int:
        """The number of the process as it lives now."""
        assert self._process is not None, "it was started"
        return self._process.pid

    def start(self) -> None:
        """Starts it and does not wait."""
        assert not self.alive, f"{self.name} runs already"
        self._log_from = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self.wrapper, sys.executable, "-m", "goodturn", *self.words],
                cwd=self.folder, env=dict(self.environment), stdout=log, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )  # fmt: skip
        self.lives += 1

    @property
    def ready(self) -> bool:
        """Whether this life has said that it is ready."""
        return READY.search(self.said()) is not None

    async def listens(self, limit_s: float = START_LIMIT_S) -> None:
        """Waits until this life says that it is ready; raises as `patiently` does."""
        await patiently(
            f"{self.name} being ready",
            limit_s,
            process=self,
            until=lambda: self.ready,
        )

    def said(self) -> str:
        """What this life has written so far."""
        with self.log.open("rb") as log:
            log.seek(self._log_from)
            return log.read().decode(errors="replace")

    def send(self, number: signal.Signals) -> None:
        """Sends it a signal, if it still lives."""
        if self._process is not None and self.alive:
            self._process.send_signal(number)

    async def kill(self) -> None:
        """Ends it as a power cut does."""
        self.send(signal.SIGKILL)
        await self.ended()

    async def ended(self, limit_s: float = END_LIMIT_S) -> int:
        """Waits for its end and returns the exit code; kills it and raises TimeoutError otherwise."""
        try:
            await patiently(f"the end of {self.name}", limit_s, until=lambda: not self.alive)
        except TimeoutError:
            self.send(signal.SIGKILL)
            raise
        code = self.code
        assert code is not None, "it has ended"
        return code

    def resident_mb(self) -> float:
        """Returns how much memory it holds, in megabytes (Linux)."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0


def plain_environment() -> dict[str, str]:
    """Returns our own environment without the settings of whoever runs this."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GOODTURN_")}
