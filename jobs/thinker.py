"""The thinker: holds the engine's town, and thinks about requests, in this process or in one of its own.

A small bank is thought about right here, by the loops as they stand: no compiler, no wait, no memory for it.
A large one gets a process of its own, if numba is installed, because machine code is a few hundred times
faster there, loading it takes a second and much memory, and a bot that answers meanwhile must feel nothing of
it.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from jobs.matching import Explanation, Plan, Requests, Weights
from jobs.matching.compiled import can_be_fast
from jobs.matching.shapes import Float64, Int64
from jobs.mind import Mind, News, think

# From so many members on a process of its own is worth while.
LARGE = 3_000
# Whoever does not answer for so long is stuck.
LONGEST_S = 300


class Thinker:
    """A mind, wherever it is. It is asked by one thread at a time."""

    def __init__(self) -> None:
        self._here: Mind | None = None
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def expect(self, members: int) -> None:
        """Gets ready for a town of that size: a process of its own takes seconds to wake up."""
        if members >= LARGE and can_be_fast():
            self._start()

    def learn(self, news: News) -> None:
        """Takes over what has changed; a large town goes into a process of its own."""
        if news.at is None:
            if len(news.helpers) >= LARGE and can_be_fast():
                self._here = None
                self._start()
            else:
                self.close()
                self._here = Mind(compiled=False)
        self._ask("learn", news)

    def plan(
        self, requests: Requests, weights: Weights, asks_ahead: Int64, hours_since_asked: Float64
    ) -> Plan:
        """Returns whom to ask; arguments as for `Mind.plan`."""
        found: Plan = self._ask("plan", requests, weights, asks_ahead, hours_since_asked)
        return found

    def explain(self, requests: Requests) -> list[Explanation]:
        """Returns how everybody who offers the kind of help stands to each of the requests."""
        found: list[Explanation] = self._ask("explain", requests)
        return found

    def close(self) -> None:
        """Ends the process, if there is one."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.join(1)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
        self._line = self._process = None

    def _start(self) -> None:
        if self._process is not None and self._process.is_alive():
            return
        self.close()
        # Forking would copy threads and a database that is open.
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=think, args=(theirs,), daemon=True, name="goodturn thinker")
        self._process.start()
        theirs.close()

    def _ask(self, what: str, *about: Any) -> Any:
        if self._here is not None:
            return getattr(self._here, what)(*about)
        if self._line is None:
            raise LookupError("nobody is known so far")
        self._line.send((what, about))
        if not self._line.poll(LONGEST_S):
            raise TimeoutError("the thinker does not answer")
        answer, broken = self._line.recv()
        if broken is not None:
            raise broken
        return answer
