"""Proves that the measurements of matching run, and that what they compare is the same for all."""

from __future__ import annotations

import numpy as np

from bench import matching
from bench.alternatives import Pairs, Plainly, by_tree, everyone, nearest_with_geopy
from bench.engine import distances
from bench.matching import PLAIN, Size
from bench.town import town
from jobs.matching import Town, Weights, plan
from jobs.matching.candidates import candidates


def test_a_seed_is_a_town() -> None:
    """The same seed gives the same town and thus the same plan, another seed another."""
    towns = [town(400, 40, seed) for seed in (5, 5, 6)]
    first, again, other = (plan(Town(helpers), requests) for helpers, requests in towns)
    np.testing.assert_array_equal(first.helper, again.helper)
    np.testing.assert_array_equal(first.score, again.score)
    assert first.helper.tolist() != other.helper.tolist()


def test_all_ways_choose_from_the_same_pairs() -> None:
    """A k-d tree and comparing everybody find the pairs and scores that our search finds."""
    helpers, requests = town(3_000, 300)
    ours = candidates(Town(helpers), requests, Weights(), kept=3_000)
    plainly = Plainly(helpers, requests)

    def told(pairs: Pairs) -> set[tuple[int, int, int]]:
        return set(zip(pairs.request.tolist(), pairs.helper.tolist(), pairs.worth.tolist(), strict=True))

    found = told(Pairs(ours.request, ours.helper, ours.worth, ours.apart_m))
    assert len(found) > 1_000
    # Of calls that very many could make, both keep no more than the best.
    assert told(by_tree(plainly)) <= found
    assert told(everyone(plainly, np.arange(300))) <= told(by_tree(plainly))
    few = np.diff(ours.indptr) <= 48
    assert {pair for pair in found if few[pair[0]]} <= told(everyone(plainly, np.arange(300)))


def test_a_measured_round_is_proved_and_nothing_beats_it() -> None:
    """Over all pairs no plan can exceed ours; a solver finds one as good, and taking turns serves no more."""
    ways = [
        "prove",
        PLAIN,
        "k-d tree; the nearest in turn",
        "k-d tree; best pair first",
        "k-d tree; first seats first",
        "the choice alone, OR-tools min-cost flow",
        "one for each, the choice alone, scipy sparse",
    ]
    told = matching.run(Size(600, 150, 1), ways)
    proved, ours = told["prove"], told[PLAIN]
    assert proved["reached"] == proved["bound"] == proved["over_all"]
    assert ours["invited"] == told["make"]["invited"]
    assert ours["seconds"]
    assert ours["memory_mb"] > 10
    for way in ways[2:5]:
        assert told[way]["first"] <= ours["first"]
    if (flow := told.get(ways[5])) is not None:
        assert (flow["total"], flow["first"], flow["invited"]) == (
            ours["total"],
            ours["first"],
            ours["invited"],
        )
    # One helper for each request: as many requests are served as in the best plan.
    assert told[ways[6]]["first"] == ours["first"]


def test_loops_with_geopy_run() -> None:
    """What is timed as loops with geopy goes through a round without complaint."""
    helpers, requests = town(300, 30)
    nearest_with_geopy(helpers, requests, np.full(30, 3), np.arange(30))


def test_distances_are_as_true_as_is_said() -> None:
    """At 20 km, wherever on earth, we are less than a millimetre off the geodesic."""
    assert distances(bearings=4)["worst_m"] < 0.001
