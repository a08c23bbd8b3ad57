"""The easel: a process of its own in which one picture or file is made, and which ends with it.

What draws takes half a second to load and a hundred megabytes of memory. The bot goes on answering meanwhile,
and all of that memory is given back. Whatever a drawing library keeps for itself goes into a folder that is
deleted afterwards.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
from multiprocessing.connection import Connection
from threading import Event
from time import monotonic

from bot.pictures.order import Made, Order

# A Raspberry Pi with much else to do needs half a minute.
LONGEST_S = 120.0
# So soon it is noticed that nobody wants it any more.
GLANCE_S = 0.2


class NotDrawn(Exception):
    """It took too long, it was given up, or the process ended without anything to show."""


def make_apart(
    order: Order, instead: Order | None = None, *, longest_s: float = LONGEST_S, given_up: Event | None = None
) -> Made:
    """Has it made in a process of its own, and waits for it; to be called in a thread.

    Args:
        instead: as for `bot.pictures.made.make`.
        longest_s: after so many seconds it is given up.
        given_up: set where nobody wants it any more.

    Raises:
        NotDrawn: it took longer than that, was given up, or did not come about.
    """
    given_up = given_up or Event()
    # Forking would copy threads and a database that is open.
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="goodturn-easel-") as folder:
        line, theirs = context.Pipe(duplex=False)
        process = context.Process(
            target=_work, args=(theirs, order, instead, folder), daemon=True, name="goodturn easel"
        )
        process.start()
        theirs.close()
        try:
            until = monotonic() + longest_s
            while not line.poll(GLANCE_S):
                if given_up.is_set() or monotonic() > until:
                    raise NotDrawn("it took too long, or was given up")
            made, trouble = line.recv()
        except EOFError:
            raise NotDrawn("the process ended early") from None
        finally:
            line.close()
            process.join(0 if given_up.is_set() else GLANCE_S)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()
    if not isinstance(made, Made):
        raise NotDrawn(trouble)
    return made


def _work(line: Connection, order: Order, instead: Order | None, folder: str) -> None:
    """Makes one thing, sends it back, and ends."""
    # Ctrl+C is meant for the process that asks, which then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["MPLCONFIGDIR"] = folder
    from bot.pictures.made import make

    try:
        line.send((make(order, instead), ""))
    except Exception as error:
        # Not everything that can be raised can be sent, and a message may have a place in it.
        line.send((None, type(error).__name__))
