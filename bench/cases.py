"""A round on disk: a made-up town, its best plan and what there was to choose from.

Each way of matching is measured in a process of its own, which reads the round from here: making a town takes
more memory than matching it.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from bench.town import town
from jobs.matching import Helpers, Links, Requests, Town, plan, planning
from jobs.matching.assignment import Assignment, assign
from jobs.matching.shapes import Float64, Int64

LINKS = ("barred", "met", "named")


@dataclass(frozen=True, eq=False)
class Graph:
    """What a plan was chosen from at last, and that plan; see `jobs.matching.assignment.assign`."""

    indptr: Int64
    helper: Int64
    worth: Int64
    seats: Int64
    capacity: Int64
    taken: Int64
    prices: Int64
    bonuses: Int64

    @property
    def request(self) -> Int64:
        """int64[k], the request of each pair."""
        return np.repeat(np.arange(self.seats.size), np.diff(self.indptr))

    @property
    def best(self) -> Assignment:
        """The plan."""
        return Assignment(
            self.taken, self.request[self.taken], self.helper[self.taken], self.prices, self.bonuses
        )

    @property
    def case(self) -> tuple[Int64, Int64, Int64, Int64, Int64]:
        """What `assign` takes."""
        return self.indptr, self.helper, self.worth, self.seats, self.capacity


class Watched:
    """An `assign` that remembers what it was given last, and what it said."""

    graph: Graph

    def __call__(
        self,
        indptr: Int64,
        helper: Int64,
        worth: Int64,
        seats: Int64,
        capacity: Int64,
        *,
        after: Assignment | None = None,
        compiled: bool = False,
    ) -> Assignment:
        """Assigns as ever."""
        case = indptr, helper, worth, seats, capacity
        best = assign(*case, after=after, compiled=compiled)
        self.graph = Graph(*case, best.taken, best.prices, best.bonuses)
        return best


def lay_out(folder: Path, members: int, requests: int, seed: int, asks: int, *, compiled: bool) -> None:
    """Makes a town, plans its round, and writes both down.

    Args:
        folder: where to.
        members, requests, seed, asks: of the town.
        compiled: whether loops run as machine code.
    """
    helpers, asked = town(members, requests, seed, asks=asks)
    watched = Watched()
    with patch.object(planning, "assign", watched):
        plan(Town(helpers), asked, compiled=compiled)
    np.savez(folder / "town.npz", allow_pickle=False, **dict(_arrays("helpers", helpers)), **_links(asked))
    np.savez(folder / "graph.npz", allow_pickle=False, **vars(watched.graph))


def read_round(folder: Path) -> tuple[Helpers, Requests]:
    """Returns the helpers and the requests."""
    with np.load(folder / "town.npz") as stored:
        helpers = Helpers(**{field.name: stored[f"helpers.{field.name}"] for field in fields(Helpers)})
        asked: dict[str, Any] = {
            field.name: stored[f"requests.{field.name}"]
            for field in fields(Requests)
            if field.name not in LINKS
        }
        for name in LINKS:
            asked[name] = Links(**{field.name: stored[f"{name}.{field.name}"] for field in fields(Links)})
    return helpers, Requests(**asked)


def read_graph(folder: Path) -> Graph:
    """Returns what there was to choose from, and the plan."""
    with np.load(folder / "graph.npz") as stored:
        return Graph(**{field.name: stored[field.name] for field in fields(Graph)})


def most_memory_mb() -> float:
    """Returns the most memory that this process ever had, in megabytes.

    Where Linux tells it of the program alone, that is taken: what `getrusage` tells begins with what the
    process had that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    counted = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return counted / (2**20 if sys.platform == "darwin" else 1024)


def _arrays(name: str, of: object) -> Iterator[tuple[str, Float64 | Int64]]:
    for field in fields(of):  # type: ignore[arg-type]
        yield f"{name}.{field.name}", getattr(of, field.name)


def _links(requests: Requests) -> dict[str, Any]:
    stored = {name: array for name, array in _arrays("requests", requests) if not isinstance(array, Links)}
    for name in LINKS:
        stored |= dict(_arrays(name, getattr(requests, name)))
    return stored
