"""The mind: the engine's town, and what can be asked about it.

It knows no database and no bot, because a process that does nothing but think is started from here, which
should be awake soon and take little memory.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from jobs.matching import Explanation, Helpers, Plan, Requests, Town, Weights, explain, plan, wake_up
from jobs.matching.shapes import Float64, Int64


@dataclass(frozen=True)
class News:
    """What whoever holds the engine's town has to take over.

    Attributes:
        at: int64[k], which rows; None when all of them are new.
        helpers: the rows.
    """

    at: Int64 | None
    helpers: Helpers


class Mind:
    """A town, and what can be asked about it.

    Args:
        compiled: whether loops run as machine code.
    """

    def __init__(self, *, compiled: bool) -> None:
        self._compiled = compiled
        self._town: Town | None = None

    def learn(self, news: News) -> None:
        """Takes over what has changed."""
        if news.at is None or self._town is None:
            self._town = Town(news.helpers)
        else:
            self._town.change(news.at, news.helpers)

    def plan(
        self, requests: Requests, weights: Weights, asks_ahead: Int64, hours_since_asked: Float64
    ) -> Plan:
        """Returns whom to ask; see `jobs.matching.plan`.

        Args:
            hours_since_asked: float64[n], as in `Helpers`, as it is by now.
        """
        town = self._known()
        town.helpers.hours_since_asked[:] = hours_since_asked
        return plan(town, requests, weights, asks_ahead=asks_ahead, compiled=self._compiled)

    def explain(self, requests: Requests) -> list[Explanation]:
        """Returns how everybody who offers the kind of help stands to each of the requests."""
        town = self._known()
        return [explain(town, requests, each, compiled=self._compiled) for each in range(len(requests))]

    def _known(self) -> Town:
        if self._town is None:
            raise LookupError("nobody is known so far")
        return self._town


def think(line: Connection) -> None:
    """Answers until whoever asks has gone."""
    # Ctrl+C is meant for the process that asks, which then closes the line.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    mind = Mind(compiled=True)
    wake_up()
    while True:
        try:
            what, about = line.recv()
        except (EOFError, OSError):
            return
        ask: Callable[..., Any] = getattr(mind, what)
        try:
            line.send((ask(*about), None))
        except Exception as error:
            line.send((None, error))
