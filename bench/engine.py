"""The matching engine by itself: new and warm, one request more, the first compile, and true distances."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from geopy.distance import geodesic

from bench.cases import read_round
from bench.town import town
from jobs.matching import Links, Plan, Requests, Town, Weights, plan
from jobs.matching.candidates import Search, candidates
from jobs.matching.places import arc_m, distance_m, points_m

T = TypeVar("T")

# What is quick is run again until so many seconds have passed, and so often at most.
ENOUGH_S, RUNS = 3.0, 5
NEW_REQUESTS = 200
AWAY_M = 20_000.0

_FIRST_PLAN = """
import time
began_s = time.perf_counter()
from bench.town import town
from jobs.matching import Town, plan
from bench.cases import most_memory_mb
helpers, requests = town(300, 60, asks=1)
arrays_s = time.perf_counter()
plan(Town(helpers), requests, compiled={compiled})
print(time.perf_counter() - arrays_s, most_memory_mb())
"""


def timed(work: Callable[[], T]) -> tuple[list[float], T]:
    """Does something, again where it is quick, and returns the seconds that each run took, and the result."""
    took_s: list[float] = []
    while True:
        began_s = time.perf_counter()
        result = work()
        took_s.append(time.perf_counter() - began_s)
        if len(took_s) == RUNS or sum(took_s) > ENOUGH_S:
            return took_s, result


def load_loops() -> None:
    """Loads the machine code of all loops, or makes it, by planning a small round in which many compete."""
    plan(Town(town(300, 60, asks=1)[0]), town(300, 60, asks=1)[1], compiled=True)


def new_town(folder: Path, *, compiled: bool) -> tuple[list[float], Plan]:
    """Plans the round of a town that has never been searched."""
    helpers, requests = read_round(folder)
    if compiled:
        load_loops()
    return timed(lambda: plan(Town(helpers), requests, compiled=compiled))


def warm_town(folder: Path) -> tuple[list[float], Plan]:
    """Plans the round of a town that was searched before and of which nothing has changed."""
    helpers, requests = read_round(folder)
    load_loops()
    kept_warm = Town(helpers)
    plan(kept_warm, requests, compiled=True)
    return timed(lambda: plan(kept_warm, requests, compiled=True))


def one_more(folder: Path) -> dict[str, float]:
    """Lets new requests come one at a time into a standing town.

    Returns:
        microseconds, medians: `search_us` for the search alone, in arrays that stand ready; `candidates_us`
        with making these; `plan_us` for a whole plan; `changed_us` for a whole plan after one member changed.
    """
    helpers, requests = read_round(folder)
    load_loops()
    standing, weights = Town(helpers), Weights()
    plan(standing, requests, compiled=True)
    search = Search(standing, requests, weights, compiled=True)
    took_us: dict[str, list[float]] = {
        name: [] for name in ("search_us", "candidates_us", "plan_us", "changed_us")
    }

    def note(name: str, work: Callable[[], object]) -> None:
        began_ns = time.perf_counter_ns()
        work()
        took_us[name].append((time.perf_counter_ns() - began_ns) / 1000)

    def change_and_plan(one: Requests, member: int) -> None:
        at = np.array([member])
        standing.change(at, helpers.rows(at))
        plan(standing, one, compiled=True)

    some = range(min(NEW_REQUESTS, len(requests)))
    for r in some:
        one = _one_of(requests, r)
        note("search_us", partial(search.best, only=np.array([r])))
        note("candidates_us", partial(candidates, standing, one, weights, compiled=True))
        note("plan_us", partial(plan, standing, one, compiled=True))
    for r in some:
        note("changed_us", partial(change_and_plan, _one_of(requests, r), r))
    return {name: statistics.median(several) for name, several in took_us.items()}


def first_plans() -> dict[str, list[float]]:
    """Plans a small round in new processes.

    Returns:
        seconds and megabytes: `plain` as the text stands; `first` with numba and nothing compiled before;
        `cached` with machine code from the cache.
    """
    with tempfile.TemporaryDirectory() as cache:
        return {
            "plain": _told(_FIRST_PLAN.format(compiled=False), cache),
            "first": _told(_FIRST_PLAN.format(compiled=True), cache),
            "cached": _told(_FIRST_PLAN.format(compiled=True), cache),
        }


def distances(bearings: int = 8) -> dict[str, float]:
    """Compares our distances with geodesics on the ellipsoid, 20 km away, at every degree of latitude.

    Args:
        bearings: in how many directions.

    Returns:
        `worst_m`, how far off we are at the most; `geopy_us`, `ours_us` and `points_us`: microseconds for a
        pair, with geopy, with our distance from four angles, and from points in space, as the search has it.
    """
    measure = geodesic(meters=AWAY_M)
    here, there = [], []
    for latitude in range(-90, 91):
        for turn in range(bearings):
            end = measure.destination((latitude, 10.0), 360.0 * turn / bearings)
            here.append((float(latitude), 10.0))
            there.append((end.latitude, end.longitude))
    began_s = time.perf_counter()
    truth_m = np.array([geodesic(one, other).m for one, other in zip(here, there, strict=True)])
    geopy_us = 1e6 * (time.perf_counter() - began_s) / len(here)
    columns = np.tile(np.column_stack((here, there)).T, 200)
    began_s = time.perf_counter()
    ours_m = distance_m(*columns)[: truth_m.size]
    ours_us = 1e6 * (time.perf_counter() - began_s) / columns.shape[1]
    homes, doors = points_m(columns[0], columns[1]), points_m(columns[2], columns[3])
    began_s = time.perf_counter()
    between = homes - doors
    arc_m(np.sqrt(np.einsum("kn,kn->n", between, between)))
    points_us = 1e6 * (time.perf_counter() - began_s) / columns.shape[1]
    worst_m = float(np.abs(ours_m - truth_m).max())
    return {"worst_m": worst_m, "geopy_us": geopy_us, "ours_us": ours_us, "points_us": points_us}


def _told(program: str, cache: str) -> list[float]:
    told = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"NUMBA_CACHE_DIR": cache},
    )
    return [float(figure) for figure in told.stdout.split()]


def _one_of(requests: Requests, r: int) -> Requests:
    """One request as a round of its own."""
    row: dict[str, Any] = {}
    for field in fields(Requests):
        of_all = getattr(requests, field.name)
        if isinstance(of_all, Links):
            indices, counts = of_all.row(r)
            row[field.name] = Links(np.array([0, indices.size]), indices, counts)
        else:
            row[field.name] = of_all[r : r + 1]
    return Requests(**row)
