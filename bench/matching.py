"""How fast and how good matching is, beside what one would write or pick instead: `python -m bench matching`.

Each way runs in a process of its own on the same made-up round. Those that find candidates and then choose
are timed for both; their plan is scored with our weights, and compared with the best there is. That this is
the best is proved without our search and our choice: with the prices of the plan, numpy adds up over every
pair that breaks no rule what no plan can exceed.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from bench import alternatives, cases, engine
from bench.alternatives import Pairs, Plainly
from bench.cases import Graph
from jobs.matching import Plan
from jobs.matching.assignment import assign, proof
from jobs.matching.compiled import can_be_fast
from jobs.matching.score import SCORE_UNITS
from jobs.matching.shapes import Int64

SEED = 20_241_124
# Loops with geopy are timed on so many requests, and numpy on so many of a very large round, and multiplied
# up.
GEOPY_REQUESTS, NUMPY_REQUESTS = 30, 2_000
ALL_PAIRS_UP_TO = 20_000
# A round of no more requests is laid out without compiling.
SMALL = 1_000


@dataclass(frozen=True)
class Size:
    """How large a round is.

    Attributes:
        members, requests: how many.
        asks: how many invitations a member may get at most.
    """

    members: int
    requests: int
    asks: int = 2


SIZES = (Size(1_000, 100), Size(10_000, 1_000), Size(100_000, 10_000), Size(5_000, 10_000, asks=1))
LARGE = (Size(1_000_000, 100_000),)
SCARCE = (Size(50_000, 100_000, asks=1),)
STANDING = Size(100_000, 10_000)

Figures = dict[str, Any]


def ours(plan_s: list[float], found: Plan, graph: Graph) -> Figures:
    """What a plan of ours comes to."""
    worth = np.round(found.score * SCORE_UNITS).astype(np.int64)
    return _figures(plan_s, Pairs(found.request, found.helper, worth, found.distance_m), graph)


def plain(folder: Path) -> Figures:
    """Ours as the text stands."""
    return ours(*engine.new_town(folder, compiled=False), cases.read_graph(folder))


def new(folder: Path) -> Figures:
    """Ours, compiled, from arrays."""
    return ours(*engine.new_town(folder, compiled=True), cases.read_graph(folder))


def warm(folder: Path) -> Figures:
    """Ours, compiled, in a town that is kept."""
    return ours(*engine.warm_town(folder), cases.read_graph(folder))


def geopy(folder: Path) -> Figures:
    """Loops over geopy, on some of the requests; whom they would ask, the tree with the same rule tells."""
    helpers, requests = cases.read_round(folder)
    graph, m = cases.read_graph(folder), len(requests)
    some = np.unique(np.linspace(0, m - 1, GEOPY_REQUESTS).astype(np.int64))
    took_s, _ = engine.timed(lambda: alternatives.nearest_with_geopy(helpers, requests, graph.seats, some))
    return {"seconds": [one * m / some.size for one in took_s], "memory_mb": cases.most_memory_mb()}


def numpy(folder: Path) -> Figures:
    """Everybody who offers the help is compared, then the best pair is taken again and again."""
    helpers, requests = cases.read_round(folder)
    graph, m = cases.read_graph(folder), len(requests)
    some = np.arange(m) if m <= ALL_PAIRS_UP_TO else np.arange(0, m, m // NUMPY_REQUESTS)

    def work() -> tuple[Pairs, Int64]:
        pairs = alternatives.everyone(Plainly(helpers, requests), some)
        return pairs, alternatives.best_pair_first(pairs, graph.seats, graph.capacity)

    took_s, (pairs, taken) = engine.timed(work)
    seconds = [one * m / some.size for one in took_s]
    if some.size < m:
        return {"seconds": seconds, "memory_mb": cases.most_memory_mb()}
    return _figures(seconds, pairs.those(taken), graph)


def tree(
    folder: Path, choose: Callable[..., Int64], *, nearest: bool = False, priced: bool = False
) -> Figures:
    """Candidates from a k-d tree, and one way to choose from them.

    Args:
        folder: of the round.
        choose: takes pairs, seats, capacities and, where `priced`, bonuses.
        nearest: whether those near are the best.
        priced: see there.
    """
    import scipy.spatial  # noqa: F401 - so that loading it is not timed

    helpers, requests = cases.read_round(folder)
    graph = cases.read_graph(folder)
    more = (graph.bonuses,) if priced else ()

    def work() -> tuple[Pairs, Int64]:
        pairs = alternatives.by_tree(Plainly(helpers, requests), nearest=nearest)
        return pairs, choose(pairs, graph.seats, graph.capacity, *more)

    took_s, (pairs, taken) = engine.timed(work)
    return _figures(took_s, pairs.those(taken), graph)


def choose_ours(folder: Path) -> Figures:
    """The choice alone, from the candidates of the best plan: ours."""
    graph = cases.read_graph(folder)
    engine.load_loops()
    took_s, best = engine.timed(lambda: assign(*graph.case, compiled=True))
    return _figures(took_s, _pairs(graph).those(best.taken), graph)


def choose_by_flow(folder: Path) -> Figures:
    """The choice alone: OR-tools."""
    graph = cases.read_graph(folder)
    pairs = _pairs(graph)
    took_s, taken = engine.timed(
        lambda: alternatives.by_flow(pairs, graph.seats, graph.capacity, graph.bonuses)
    )
    return _figures(took_s, pairs.those(taken), graph)


def choose_one_ours(folder: Path) -> Figures:
    """The choice alone, one helper for each request: ours."""
    graph = cases.read_graph(folder)
    engine.load_loops()
    seats = np.minimum(graph.seats, 1)
    took_s, best = engine.timed(
        lambda: assign(graph.indptr, graph.helper, graph.worth, seats, graph.capacity, compiled=True)
    )
    total = int(graph.worth[best.taken].sum())
    return {
        "seconds": took_s, "memory_mb": cases.most_memory_mb(), "total": total, "first": best.taken.size,
    }  # fmt: skip


def choose_one_by_scipy(folder: Path) -> Figures:
    """The choice alone, one helper for each request: scipy's sparse matching."""
    import scipy.sparse.csgraph  # noqa: F401 - so that loading it is not timed

    graph = cases.read_graph(folder)
    took_s, (first, total) = engine.timed(lambda: alternatives.by_sparse_matching(graph))
    return {"seconds": took_s, "memory_mb": cases.most_memory_mb(), "total": total, "first": first}


def prove(folder: Path) -> Figures:
    """What the best plan reaches, and what no plan can exceed, over its candidates and over all pairs."""
    graph = cases.read_graph(folder)
    reached, bound = proof(graph.best, *graph.case)
    over_all = alternatives.least_bound(Plainly(*cases.read_round(folder)), graph)
    return {"reached": str(reached), "bound": str(bound), "over_all": str(over_all)}


def make(folder: Path, members: str, requests: str, asks: str) -> Figures:
    """Lays the round out."""
    sizes = int(members), int(requests)
    cases.lay_out(folder, *sizes, SEED, int(asks), compiled=can_be_fast() and sizes[1] > SMALL)
    graph = cases.read_graph(folder)
    return {
        "pairs": graph.helper.size,
        "invited": graph.taken.size,
        "first": _first(graph.request[graph.taken]),
    }


def one_more(folder: Path) -> Figures:
    """One request more in a standing town."""
    return engine.one_more(folder)


WAYS: dict[str, Callable[..., Figures]] = {
    "make": make,
    "prove": prove,
    "one more": one_more,
    "ours, compiled, the town kept warm": warm,
    "ours, compiled, a new town": new,
    "ours, plain Python": plain,
    "loops with geopy, the nearest in turn": geopy,
    "numpy, everybody; best pair first": numpy,
    "k-d tree; the nearest in turn": partial(tree, choose=alternatives.nearest_in_turn, nearest=True),
    "k-d tree; best pair first": partial(tree, choose=alternatives.best_pair_first),
    "k-d tree; first seats first": partial(tree, choose=alternatives.first_seats_first),
    "k-d tree; OR-tools min-cost flow": partial(tree, choose=alternatives.by_flow, priced=True),
    "the choice alone, ours": choose_ours,
    "the choice alone, OR-tools min-cost flow": choose_by_flow,
    "one for each, the choice alone, ours": choose_one_ours,
    "one for each, the choice alone, scipy sparse": choose_one_by_scipy,
}
NEEDS = {"OR-tools": "ortools", "scipy": "scipy", "k-d tree": "scipy", "compiled": "numba", "ours": "numba"}
PLAIN = "ours, plain Python"


def run(size: Size, ways: Iterable[str] = WAYS) -> dict[str, Figures]:
    """Measures some ways on one round, each in a process of its own.

    Args:
        size: of the round.
        ways: which.

    Returns:
        by way: `seconds`, one for each run; `memory_mb`, the most the process had, numpy and the town
        included; and, where a whole plan was made, `total`, the sum of scores in millionths, `first`, how
        many requests have somebody asked, and `invited`, how many invitations there are. Under "make" how
        large the round is, and under "prove" what the best plan reaches and what no plan can exceed.
    """
    with tempfile.TemporaryDirectory() as folder:
        told = {"make": _in_a_process("make", folder, str(size.members), str(size.requests), str(size.asks))}
        for way in ways:
            if way != "make" and not _missing(way):
                told[way] = _in_a_process(way, folder)
    return told


def table(size: Size) -> None:
    """Measures every way that makes sense for that size, and prints it."""
    ways = [way for way in WAYS if way != "one more" and (way != PLAIN or size.requests <= SMALL)]
    told = run(size, ways)
    made, proved = told["make"], told["prove"]
    print(
        f"\n{size.members:,} members, {size.requests:,} requests, at most {size.asks} asks each, seed {SEED}"
    )
    print(
        f"  {made['pairs']:,} pairs to choose from, {made['invited']:,} invitations,"
        f" {made['first']:,} requests with somebody asked"
    )
    is_best = proved["reached"] == proved["bound"] == proved["over_all"]
    print(f"  {'proved to be the best over all pairs' if is_best else f'NOT PROVED: {proved}'}")
    print(
        f"  {'':<45} {'time':>9}  {'lowest to highest':<22} {'times ours':>10} {'memory':>9}"
        f" {'score':>10} {'somebody':>10}"
    )
    for way in ways:
        if missing := _missing(way):
            print(f"  {way:<45} {missing} is not installed here")
        elif way in told and way not in {"make", "prove"}:
            _print_way(way, told)


def standing() -> None:
    """Measures one request more in a standing town, and prints it."""
    told = run(STANDING, ["one more"])["one more"]
    print(f"\none request more in a standing town of {STANDING.members:,}, compiled, medians:")
    for name, what in {
        "search_us": "its candidates, in arrays that stand ready",
        "candidates_us": "its candidates, and making these arrays",
        "plan_us": "a whole plan",
        "changed_us": "a whole plan, after one member has changed",
    }.items():
        print(f"  {what:<46} {told[name]:>9,.0f} microseconds")


def by_itself() -> None:
    """Measures distances and first plans, and prints them."""
    far = engine.distances()
    print("\ndistances over 20 km, at every degree of latitude, in 8 directions:")
    print(f"  furthest from the geodesic                     {1000 * far['worst_m']:>9.2f} mm")
    print(f"  a pair, geopy's geodesic                       {far['geopy_us']:>9.2f} microseconds")
    print(f"  a pair, ours, from angles                      {far['ours_us']:>9.3f} microseconds")
    print(f"  a pair, ours, from points                      {far['points_us']:>9.3f} microseconds")
    if not can_be_fast():
        return
    print("\nthe first plan of a new process, 300 members and 60 requests:")
    names = {"plain": "plain Python", "first": "compiled for the first time", "cached": "compiled before"}
    for name, (seconds, memory_mb) in engine.first_plans().items():
        print(f"  {names[name]:<46} {seconds:>9.2f} s {memory_mb:>6.0f} MB")


def _print_way(way: str, told: dict[str, Figures]) -> None:
    found = told[way]
    seconds, (beside, rival) = found["seconds"], _beside(way, told)
    times = statistics.median(seconds) / statistics.median(beside["seconds"])
    spread = f"{_length(min(seconds))} to {_length(max(seconds))}" if len(seconds) > 1 else "one run"
    quality = "  timed on some requests, and multiplied up"
    if "total" in found:
        score, somebody = (100 * found[name] / rival[name] for name in ("total", "first"))
        quality = f"{score:>8.2f} % {somebody:>8.2f} %"
    print(
        f"  {way:<45} {_length(statistics.median(seconds)):>9}  {spread:<22} {times:>10,.1f}"
        f" {found['memory_mb']:>6,.0f} MB {quality}",
        flush=True,
    )


def _length(seconds: float) -> str:
    """A length of time in the unit that suits it."""
    for unit, of_a_second, until in (
        ("us", 1e6, 1e-3),
        ("ms", 1e3, 1.0),
        ("s", 1.0, 300.0),
        ("min", 1 / 60, 1e4),
    ):
        if seconds < until:
            return f"{seconds * of_a_second:,.3g} {unit}"
    return f"{seconds / 3600:,.1f} h"


def _beside(way: str, told: dict[str, Figures]) -> tuple[Figures, Figures]:
    """What a way is measured by: the time of ours, and what the best plan comes to."""
    if way.startswith("one for each"):
        ours_alone = told["one for each, the choice alone, ours"]
        return ours_alone, ours_alone
    name = "the choice alone, ours" if way.startswith("the choice") else "ours, compiled, a new town"
    return told[name], told["the choice alone, ours"]


def _missing(way: str) -> str:
    """The package that a way needs and that is not here, or nothing."""
    for word, package in NEEDS.items():
        if word in way and way != PLAIN and find_spec(package) is None:
            return package
    return ""


def _figures(seconds: list[float], chosen: Pairs, graph: Graph) -> Figures:
    memory_mb = cases.most_memory_mb()
    assert (np.bincount(chosen.request, minlength=graph.seats.size) <= graph.seats).all()
    assert (np.bincount(chosen.helper, minlength=graph.capacity.size) <= graph.capacity).all()
    return {
        "seconds": seconds, "memory_mb": memory_mb, "total": int(chosen.worth.sum()),
        "first": _first(chosen.request), "invited": chosen.request.size,
    }  # fmt: skip


def _pairs(graph: Graph) -> Pairs:
    return Pairs(graph.request, graph.helper, graph.worth, np.zeros(graph.helper.size))


def _first(request: Int64) -> int:
    return np.unique(request).size


def _in_a_process(way: str, folder: str, *more: str) -> Figures:
    told = subprocess.run(
        [sys.executable, "-m", "bench.matching", way, folder, *more],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    figures: Figures = json.loads(told.stdout)
    return figures


if __name__ == "__main__":
    print(json.dumps(WAYS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])))
