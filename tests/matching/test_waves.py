"""Proves that as many are asked as it takes, and that what is said of chances is so."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.matching import Town, chance_wanted, plan, waves, yes_chance
from jobs.matching.compiled import fast
from tests.matching.neighbours import some_helpers, some_requests
from tests.matching.ways import WAYS

LIKELY = st.lists(st.floats(0.01, 0.98), max_size=6)


def sizes(likely: list[float], wanted: int, chance: float, pending: float, most: int, compiled: bool) -> int:
    """How many are asked of those who say yes so likely, the best first."""
    seats = np.zeros(1, dtype=np.int64)
    count = fast(waves.wave_sizes) if compiled else waves.wave_sizes
    count(
        np.array([0, len(likely)]),
        np.arange(len(likely)),
        np.array(likely, dtype=np.float64),
        np.array([wanted]),
        np.array([chance]),
        np.array([pending]),
        np.array([most]),
        seats,
    )
    return int(seats[0])


def sure(likely: list[float], wanted: int, pending: float, ahead: int, compiled: bool) -> float:
    """How likely enough of the first so many say yes."""
    answer = np.zeros(1)
    work_out = fast(waves.chances) if compiled else waves.chances
    work_out(
        np.array([0, len(likely)]),
        np.arange(len(likely)),
        np.array(likely, dtype=np.float64),
        np.array([wanted]),
        np.array([pending]),
        np.array([ahead]),
        answer,
    )
    return float(answer[0])


def by_trying_all(likely: list[float], wanted: int, pending: float) -> float:
    """How likely enough say yes, by going through every way in which they could answer."""
    total = 0.0
    for answers in product((0, 1), repeat=len(likely)):
        weight = np.prod([p if yes else 1 - p for p, yes in zip(likely, answers, strict=True)])
        total += weight * pending * (sum(answers) >= wanted)
        total += weight * (1 - pending) * (sum(answers) + 1 >= wanted)
    return float(total)


@pytest.mark.parametrize("compiled", WAYS)
@settings(max_examples=150, deadline=None)
@given(likely=LIKELY, wanted=st.integers(1, 3), pending=st.floats(0.05, 1))
def test_a_chance_is_what_all_ways_of_answering_add_up_to(
    compiled: bool, likely: list[float], wanted: int, pending: float
) -> None:
    """That enough say yes is as likely as all the ways in which that can happen together."""
    assert sure(likely, wanted, pending, 9, compiled) == pytest.approx(by_trying_all(likely, wanted, pending))


@pytest.mark.parametrize("compiled", WAYS)
@settings(max_examples=150, deadline=None)
@given(
    likely=LIKELY,
    wanted=st.integers(1, 3),
    chance=st.floats(0, 0.99),
    pending=st.floats(0.05, 1),
    most=st.integers(0, 7),
)
def test_no_more_are_asked_than_it_takes(
    compiled: bool, likely: list[float], wanted: int, chance: float, pending: float, most: int
) -> None:
    """Those who are asked make it as sure as was wanted, or are as many as there may be; with one fewer it
    would not be as sure."""
    asked = sizes(likely, wanted, chance, pending, most, compiled)
    assert asked <= min(most, len(likely))
    if asked < min(most, len(likely)):
        assert by_trying_all(likely[:asked], wanted, pending) >= chance - 1e-9
    if asked:
        assert by_trying_all(likely[: asked - 1], wanted, pending) < chance + 1e-9


def test_three_strangers_are_asked_first_then_five_then_seven() -> None:
    """Of people about whom nothing is known the waves are three, five and seven; each bank may begin
    otherwise."""
    strangers = [float(yes_chance(np.zeros(1), np.zeros(1))[0])] * 12
    asked = [
        sizes(strangers, 1, float(chance_wanted(np.array([wave]), 3)[0]), 1.0, 12, False)
        for wave in (1, 2, 3)
    ]
    assert asked == [3, 5, 7]
    assert sizes(strangers, 1, float(chance_wanted(np.array([1]), 2)[0]), 1.0, 12, False) == 2


def test_who_mostly_says_yes_is_asked_alone_and_of_others_more() -> None:
    """One neighbour who said yes eighteen times out of twenty is enough; of those who rarely do, more are
    asked."""
    chance = float(chance_wanted(np.array([1]), 3)[0])
    [willing] = yes_chance(np.array([20]), np.array([18]))
    [rarely] = yes_chance(np.array([20]), np.array([2]))
    assert sizes([float(willing)] * 9, 1, chance, 1.0, 12, False) == 1
    assert sizes([float(rarely)] * 12, 1, chance, 1.0, 12, False) == 9


def test_those_who_have_not_answered_count() -> None:
    """While two of three may still say yes, one more is asked for the one who said no, not three."""
    chance = float(chance_wanted(np.array([1]), 3)[0])
    assert sizes([1 / 3] * 9, 1, chance, (2 / 3) ** 2, 12, False) == 1


def test_a_request_for_two_asks_more_than_for_one() -> None:
    """Whoever needs two helpers asks until two are as likely as one would have to be."""
    chance = float(chance_wanted(np.array([1]), 3)[0])
    assert sizes([1 / 3] * 12, 2, chance, 1.0, 12, False) == 7


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=5))
def test_nobody_is_ever_sure_or_hopeless(history: list[tuple[int, int]]) -> None:
    """However often somebody said yes or no, either may come next; and one more yes never makes it less
    likely."""
    asked = np.array([yes + no for yes, no in history])
    yes = np.array([yes for yes, _ in history])
    likely = yes_chance(asked, yes)
    assert ((likely > 0) & (likely < 1)).all()
    assert (yes_chance(asked + 1, yes + 1) >= likely).all()
    assert (yes_chance(asked + 1, yes) <= likely).all()


def test_a_plan_says_how_sure_it_is_that_somebody_comes() -> None:
    """With two strangers left it is five in nine; with time to ask only one of them, one in three; with
    nobody, nothing."""
    strangers = some_helpers(2, asked_count=[0, 0], yes_count=[0, 0])
    assert plan(Town(strangers), some_requests(1)).sure[0] == pytest.approx(5 / 9)
    found = plan(Town(strangers), some_requests(1), asks_ahead=np.array([1]))
    assert found.sure[0] == pytest.approx(1 / 3)
    assert plan(Town(some_helpers(0)), some_requests(1)).sure[0] == 0
    assert plan(Town(some_helpers(0)), some_requests(1, pending=[0.25])).sure[0] == 0.75
