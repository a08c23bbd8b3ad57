"""`python -m bench.page`: how long people wait at the page, and what the demo takes of this machine.

The real process runs by itself and a real browser looks at it, so a machine that is busy with other things
shows in every figure. Memory is read from /proc, as Linux has it.
"""

from __future__ import annotations

import asyncio
import json
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from goodturn.demo import FIRST_ID
from tests.page.demo_process import Demo
from tests.page.favour import told
from tests.page.phones import Table, opened

STARTS = 3
HELPS = 7
ROUNDS = 4
# George asks for help and stops before it is sent: a press and ten taps, each answered by a new message.
TAPS = ("Ask for help", "Shopping", "Any day soon", "In the morning", "1 hour", "At my home",
        "I will tell them later", "Nothing more", "Whoever fits best", "First to say yes",
        "Stop")  # fmt: skip
ANSWER_LIMIT_S = 30
GEORGE = FIRST_ID + 1

# From the click until the next message of the bot is part of the page, in milliseconds.
CLICK = """([name, label]) => new Promise((done, fail) => {
  const phone = document.querySelector(`[data-phone="${name}"]`);
  const log = phone.querySelector('[data-testid="log"]');
  const newest = () => Math.max(0, ...[...log.querySelectorAll('[data-from="bot"]')]
    .map((message) => Number(message.dataset.messageId)));
  const button = [...phone.querySelectorAll('[data-testid="button"], [data-testid="home-button"]')]
    .findLast((one) => one.textContent === label);
  if (!button) return fail(new Error(`no button ${label}`));
  const before = newest();
  const watcher = new MutationObserver(() => {
    if (newest() === before) return;
    watcher.disconnect();
    done(performance.now() - began);
  });
  watcher.observe(log, { childList: true });
  const began = performance.now();
  button.click();
})"""


@dataclass
class Measured:
    """What was measured.

    Attributes:
        help_s: `--help`, from start to end, in seconds.
        start_s: from the start of the process to its first answer, in seconds.
        tap_ms: from a click to the answer on the page, in milliseconds.
        idle_mb: the memory of the process soon after its start, in megabytes.
        used_mb: the same after a whole favour.
    """

    help_s: list[float] = field(default_factory=list)
    start_s: list[float] = field(default_factory=list)
    tap_ms: list[float] = field(default_factory=list)
    idle_mb: list[float] = field(default_factory=list)
    used_mb: list[float] = field(default_factory=list)


async def run() -> Measured:
    """Measures everything, each thing several times."""
    measured = Measured(help_s=[await asyncio.to_thread(_help) for _ in range(HELPS)])
    for number in range(STARTS):
        with tempfile.TemporaryDirectory() as folder:
            demo = Demo(Path(folder))
            began_s = time.perf_counter()
            await demo.start()
            try:
                await first_answer(demo)
                measured.start_s.append(time.perf_counter() - began_s)
                measured.idle_mb.append(memory_mb(demo.process_id))
                if number == STARTS - 1:
                    await _with_browser(demo, measured)
            finally:
                await demo.end(signal.SIGTERM)
    return measured


def _help() -> float:
    began_s = time.perf_counter()
    subprocess.run([sys.executable, "-m", "goodturn", "--help"], check=True, capture_output=True)
    return time.perf_counter() - began_s


async def _with_browser(demo: Demo, measured: Measured) -> None:
    async with opened(demo.address) as table:
        await told(table)
        measured.used_mb.append(memory_mb(demo.process_id))
        for _ in range(ROUNDS):
            measured.tap_ms.extend(await taps(table))


async def taps(table: Table) -> list[float]:
    """Lets George ask for help and stop in the end; returns how long each answer took, in milliseconds."""
    return [float(await table.page.evaluate(CLICK, ["George", label])) for label in TAPS]


async def first_answer(demo: Demo) -> None:
    """Lets George say something, and waits until the page would show the answer."""
    async with (
        httpx.AsyncClient(base_url=demo.address, timeout=ANSWER_LIMIT_S) as client,
        client.stream("GET", "/events") as stream,
    ):
        said = await client.post("/act", json={"person": GEORGE, "verb": "say", "text": "/hours"})
        said.raise_for_status()
        async for line in stream.aiter_lines():
            event = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
            if event.get("chat") == GEORGE and event.get("bot") and "starting hours" in event["text"]:
                return
    raise RuntimeError("the page ended before the bot had answered")


def memory_mb(process_id: int) -> float:
    """Returns the memory that a process holds, in megabytes."""
    status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def main() -> None:
    """Prints what was measured: medians, with the lowest and the highest."""
    measured = asyncio.run(run())
    _print("--help, s", measured.help_s)
    _print("start to first answer, s", measured.start_s)
    _print("tap to answer, ms", measured.tap_ms)
    print(f"{'  of which 95 % within, ms':<34} {statistics.quantiles(measured.tap_ms, n=20)[-1]:>9,.1f}")
    _print("memory at rest, MB", measured.idle_mb)
    _print("memory after a favour, MB", measured.used_mb)


def _print(what: str, figures: Sequence[float]) -> None:
    print(f"{what:<34} {statistics.median(figures):>9,.2f}   ({min(figures):,.2f} to {max(figures):,.2f})")


if __name__ == "__main__":
    main()
