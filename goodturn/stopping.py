"""How a process ends: with a reason that the host can read, or when told to, in good time whatever hangs."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import FrameType

import structlog

log = structlog.get_logger(__name__)

# A host gives a process ten seconds from SIGTERM to SIGKILL; what hangs is cut off a little earlier.
CUT_OFF_S = 6.0
LAST_S = 9.5
SIGNALS = (signal.SIGINT, signal.SIGTERM)

EXIT_WRONG_TOKEN = 3
EXIT_SECOND_LISTENER = 4


class CannotRun(Exception):
    """What keeps the process from running, in a sentence for the host, with the exit code that tells it.

    Attributes:
        code: the exit code.
    """

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.code = code


@asynccontextmanager
async def until_told_to_stop() -> AsyncIterator[None]:
    """Ends what is within, cleanly, when the process is told to stop by SIGINT or SIGTERM.

    What has begun is finished. What takes longer than a few seconds is cut off; a transaction is then rolled
    back by the database, as it would be if the machine lost its power. Being told twice changes nothing, to
    the very end of the process.
    """
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None, "this is always used inside a task"
    told = threading.Event()

    def stop() -> None:
        task.cancel()
        loop.call_later(CUT_OFF_S, _cut_off, task)

    def heard(_number: int, _frame: FrameType | None) -> None:
        if told.is_set():
            return
        told.set()
        last = threading.Timer(LAST_S, _end_now)
        last.daemon = True
        last.start()
        loop.call_soon_threadsafe(stop)

    before = {number: signal.signal(number, heard) for number in SIGNALS}
    try:
        yield
    except asyncio.CancelledError:
        if not told.is_set():
            raise
        task.uncancel()
    finally:
        for number, handler in before.items():
            # Whoever was told ends now, and Python would give a signal its old meaning on the way out.
            signal.signal(number, signal.SIG_IGN if told.is_set() else handler)


def _cut_off(ending: asyncio.Task[None]) -> None:
    """Cancels whatever has not ended by itself, except the task that waits for all the others."""
    late = [task for task in asyncio.all_tasks() if task is not ending]
    log.warning("ending takes too long; what is left is cut off", tasks=len(late))
    for task in late:
        task.cancel()


def _end_now() -> None:
    """Ends the process from a thread of its own, when not even cutting off has helped."""
    log.error("ended without waiting any longer; nothing that was committed is lost")
    os._exit(0)
