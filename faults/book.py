"""The book of what can be tried: each entry has a name, a sentence on what it proves, and what runs it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from faults import scenarios
from faults.town import Town
from faults.verdict import Verdict


@dataclass(frozen=True)
class Order:
    """What was asked for on the command line.

    Attributes:
        seed: decides everything.
        minutes: how long a storm may last; None for the usual.
        kills: how many kills end a storm; None for the usual.
    """

    seed: int
    minutes: float | None = None
    kills: int | None = None


@dataclass
class Report:
    """What came out.

    Attributes:
        lines: what was done and found.
        wrong: what does not hold; empty when all is well.
    """

    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, town: Town, verdict: Verdict) -> Report:
        """Tells what was done to a town, what was measured there, and the verdict."""
        done = ", ".join(f"{what} {number}" for what, number in sorted(town.did.items()))
        figures = [f"{what}: {figure}" for what, figure in town.figures.items()]
        return cls([f"done: {done}", *figures, *town.notes, *verdict.lines], list(verdict.wrong))


# What decides about a change: one entry for each way of breaking, and everything at once on each kind of
# database, short enough for every time. Long storms are run by hand, with another seed each time.
BOUNDED = (
    "kill-mid-transfer", "kill-between-send-and-mark", "poison",
    "token-revoked",
    "clock-jumps", "database-locked", "disk-full", "postmaster-killed",
    "storm-sqlite", "storm-webhooks",
)  # fmt: skip
BOUNDED_KILLS, BOUNDED_MINUTES, BOUNDED_SIDE_BY_SIDE = 6, 0.5, 3
# What takes an hour is run when somebody asks for it by its name.
ONLY_WHEN_NAMED = ("storm-long",)

Run = Callable[[Order], Coroutine[Any, Any, Report]]


@dataclass(frozen=True)
class Entry:
    """One thing that can be tried."""

    name: str
    what: str
    run: Run


_ENTRIES: dict[str, Entry] = {}


def entry(name: str) -> Callable[[Run], Run]:
    """Puts a function into the book under a name; the first line of its docstring says what it proves."""

    def put(run: Run) -> Run:
        assert name not in _ENTRIES, f"{name} is in the book already"
        _ENTRIES[name] = Entry(name, (run.__doc__ or "").strip().partition("\n")[0], run)
        return run

    return put


def all_of() -> list[Entry]:
    """Returns everything that can be tried, in the order of the book."""
    for module in sorted(found.name for found in pkgutil.iter_modules(scenarios.__path__)):
        importlib.import_module(f"{scenarios.__name__}.{module}")
    return list(_ENTRIES.values())
