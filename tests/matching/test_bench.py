"""Proves that the measurements of matching run, and measure the same town each time."""

from __future__ import annotations

import numpy as np

from bench.matching import run
from bench.town import town
from jobs.matching import plan


def test_a_seed_is_a_town() -> None:
    """The same seed gives the same town and thus the same plan, another seed another."""
    first, again, other = (plan(*town(400, 40, seed)) for seed in (5, 5, 6))
    np.testing.assert_array_equal(first.helper, again.helper)
    np.testing.assert_array_equal(first.score, again.score)
    assert first.helper.tolist() != other.helper.tolist()


def test_a_measured_round_is_proved_and_beats_taking_turns() -> None:
    """The bench says that the plan is the best there is, and that greedy and nearest first serve no more."""
    figures = run(600, 120, asks=1)
    assert figures["proved"] == 1
    assert figures["greedy_served"] <= figures["served"]
    assert figures["naive_served"] <= figures["served"]
    assert figures["naive_s"] > 0
