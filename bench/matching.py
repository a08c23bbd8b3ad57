"""How fast and how good matching is: `python -m bench.matching`, beside what one would write first.

The naive alternative takes requests in turn and, for each, the nearest helpers who suit, with a nested loop
and `geopy.distance.geodesic`. It is timed on some of the requests and multiplied up, because all would take
minutes.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
import tracemalloc

import numpy as np
from geopy.distance import geodesic

from bench.town import town
from jobs.matching import Helpers, Requests, Weights, plan
from jobs.matching.assignment import assign, proof
from jobs.matching.candidates import candidates
from jobs.matching.score import SCORE_UNITS, scores
from jobs.matching.shapes import Int64

SEED = 20_241_124
NAIVE_REQUESTS = 10


def run(
    members: int = 10_000, requests: int = 1_000, seed: int = SEED, asks: int = 2, wave_size: int = 4
) -> dict[str, float]:
    """Measures one round.

    Args:
        members: how many helpers the town has.
        requests: how many requests are open.
        seed: of the town.
        asks: how many invitations a member may still get at most.
        wave_size: how many to invite to a request at most.

    Returns:
        figures by name, with their unit as the last word of it:
        `plan_s`, `candidates_s`, `scores_s`, `assign_s`: seconds, of a whole round and of its parts;
        `peak_mib`: the most memory that the round itself had allocated at once;
        `pairs`, `invitations`, `served`: how many pairs suit, are invited, and requests have anyone invited;
        `proved`: 1 when the prices prove the plan the best there is;
        `greedy_served`, `greedy_invitations`: the same for taking the best pair that is left again and again;
        `greedy_share`: greedy's total score as a share of the best plan's; above 1 where greedy gathers
        score by leaving requests with nobody asked, which the plan puts first;
        `naive_s`: seconds, extrapolated from `NAIVE_REQUESTS` requests; `naive_served`, `naive_share`: what
        nearest first achieves over the whole round, worked out from our own distances.
    """
    helpers, asked = town(members, requests, seed, asks=asks, wave_size=wave_size)
    start = time.perf_counter()
    found = plan(helpers, asked)
    plan_s = time.perf_counter() - start

    start = time.perf_counter()
    pairs = candidates(helpers, asked)
    candidates_s = time.perf_counter() - start
    start = time.perf_counter()
    score = scores(pairs, helpers, asked, Weights())
    scores_s = time.perf_counter() - start
    case = pairs.indptr, pairs.helper, score, asked.wave_size, helpers.asks_left
    start = time.perf_counter()
    best = assign(*case)
    assign_s = time.perf_counter() - start

    tracemalloc.start()
    plan(helpers, asked)
    peak_mib = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()

    total = float(found.score.sum())
    greedy = _in_turn(
        np.lexsort((pairs.helper, pairs.request, -score)), pairs.request, pairs.helper, helpers, asked
    )
    nearest = _in_turn(
        np.lexsort((pairs.helper, pairs.distance_m, pairs.request)),
        pairs.request,
        pairs.helper,
        helpers,
        asked,
    )
    reached, bound = proof(best, *case)
    return {
        "plan_s": plan_s,
        "candidates_s": candidates_s,
        "scores_s": scores_s,
        "assign_s": assign_s,
        "peak_mib": peak_mib,
        "pairs": pairs.request.size,
        "invitations": len(found),
        "served": int((found.invited > 0).sum()),
        "proved": float(reached == bound),
        "greedy_served": np.unique(pairs.request[greedy]).size,
        "greedy_invitations": greedy.size,
        "greedy_share": score[greedy].sum() / SCORE_UNITS / total if total else 1.0,
        "naive_s": naive_s(helpers, asked),
        "naive_served": np.unique(pairs.request[nearest]).size,
        "naive_share": score[nearest].sum() / SCORE_UNITS / total if total else 1.0,
    }


def naive_s(helpers: Helpers, requests: Requests) -> float:
    """Returns how many seconds a nested loop with geopy would take for all requests, from timing some."""
    sample = range(0, len(requests), max(1, len(requests) // NAIVE_REQUESTS))
    homes = list(zip(helpers.latitude_deg.tolist(), helpers.longitude_deg.tolist(), strict=True))
    kinds, languages, free = helpers.kinds.tolist(), helpers.languages.tolist(), helpers.free_slots.tolist()
    limits, left = helpers.travel_limit_m.tolist(), helpers.asks_left.tolist()
    start = time.perf_counter()
    for r in sample:
        door = float(requests.latitude_deg[r]), float(requests.longitude_deg[r])
        kind, spoken, slots = int(requests.kind[r]), int(requests.languages[r]), int(requests.slots[r])
        barred = set(
            requests.barred.indices[requests.barred.indptr[r] : requests.barred.indptr[r + 1]].tolist()
        )
        near: list[tuple[float, int]] = []
        for h, home in enumerate(homes):
            if not kinds[h] >> kind & 1 or not left[h] or h in barred:
                continue
            if (spoken and not languages[h] & spoken) or (slots and not free[h] & slots):
                continue
            away_m = geodesic(home, door).m
            if away_m <= limits[h] or not requests.needs_travel[r]:
                near.append((away_m, h))
        for _, h in sorted(near)[: int(requests.wave_size[r])]:
            left[h] -= 1
    return (time.perf_counter() - start) * len(requests) / max(1, len(sample))


def _in_turn(order: Int64, request: Int64, helper: Int64, helpers: Helpers, requests: Requests) -> Int64:
    """Returns the pairs taken by whoever goes through them in this order and takes what still has room."""
    seats, left = requests.wave_size.tolist(), helpers.asks_left.tolist()
    taken = []
    for pair, r, h in zip(order.tolist(), request[order].tolist(), helper[order].tolist(), strict=True):
        if seats[r] and left[h]:
            seats[r] -= 1
            left[h] -= 1
            taken.append(pair)
    return np.array(taken, dtype=np.int64)


def import_s() -> float:
    """Returns how many seconds the package takes to import in a new process that has numpy already."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import numpy, time; start = time.perf_counter();"
            "import jobs.matching; print(time.perf_counter() - start)",
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(told.stdout)


def main() -> None:
    """Prints the median and the spread of several rounds, each in a town of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=1_000)
    parser.add_argument("--asks", type=int, default=2, help="invitations a member may still get at most")
    parser.add_argument("--wave-size", type=int, default=4, help="members to invite to a request at most")
    parser.add_argument("--repetitions", type=int, default=7)
    chosen = parser.parse_args()
    rounds = [
        run(chosen.members, chosen.requests, SEED + k, chosen.asks, chosen.wave_size)
        for k in range(chosen.repetitions)
    ]
    print(
        f"{chosen.members} members, {chosen.requests} requests, {chosen.repetitions} towns;"
        " median (lowest to highest)"
    )
    for name in rounds[0]:
        values = [figures[name] for figures in rounds]
        said = " (extrapolated)" if name == "naive_s" else ""
        print(
            f"{name:>20} {statistics.median(values):12.4g}   ({min(values):.4g} to {max(values):.4g}){said}"
        )
    imports = [import_s() for _ in range(chosen.repetitions)]
    print(
        f"{'import_s':>20} {statistics.median(imports):12.4g}   ({min(imports):.4g} to {max(imports):.4g})"
        " beyond numpy's own"
    )


if __name__ == "__main__":
    main()
