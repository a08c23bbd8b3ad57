"""Proves that the plan is the best there is: against every possible plan, a solver, and its own prices."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.town import town
from jobs.matching import Weights
from jobs.matching.assignment import assign, proof
from jobs.matching.candidates import candidates
from jobs.matching.score import scores
from jobs.matching.shapes import Int64

Case = tuple[Int64, Int64, Int64, Int64, Int64]


@st.composite
def cases(draw: st.DrawFn, most_requests: int, most_helpers: int, most_worth: int) -> Case:
    """Draws pairs with worths, and seats and capacities that run short, as `assign` takes them."""
    m, n = draw(st.integers(0, most_requests)), draw(st.integers(0, most_helpers))
    rows = [sorted(draw(st.sets(st.integers(0, n - 1)))) if n else [] for _ in range(m)]
    helper = np.array([h for row in rows for h in row], dtype=np.int64)
    indptr = np.cumsum([0, *(len(row) for row in rows)]).astype(np.int64)
    worth = draw(st.lists(st.integers(0, most_worth), min_size=helper.size, max_size=helper.size))
    seats = draw(st.lists(st.integers(0, 4), min_size=m, max_size=m))
    capacity = draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    worths, wanted, left = (np.array(x, dtype=np.int64) for x in (worth, seats, capacity))
    return indptr, helper, worths, wanted, left


def best_of_all(case: Case) -> tuple[tuple[int, ...], int]:
    """Returns the best levels of seats and then the best sum of worth, by trying every plan there is."""
    indptr, helper, worth, seats, capacity = case
    best: tuple[tuple[int, ...], int] = ((0,) * 4, 0)

    def widen(request: int, left: list[int], filled: list[int], total: int) -> None:
        nonlocal best
        if request == seats.size:
            best = max(best, (tuple(sum(x > level for x in filled) for level in range(4)), total))
            return
        row = [p for p in range(indptr[request], indptr[request + 1]) if left[helper[p]] > 0]
        for size in range(min(int(seats[request]), len(row)) + 1):
            for chosen in combinations(row, size):
                after = left.copy()
                for p in chosen:
                    after[helper[p]] -= 1
                widen(request + 1, after, [*filled, size], total + sum(int(worth[p]) for p in chosen))

    widen(0, capacity.tolist(), [], 0)
    return best


def reached(case: Case, taken: Int64) -> tuple[tuple[int, ...], int]:
    """Returns the levels of seats and the sum of worth of a plan."""
    indptr, _, worth, seats, _ = case
    filled = np.bincount(np.searchsorted(indptr, taken, side="right") - 1, minlength=seats.size)
    return tuple(int((filled > level).sum()) for level in range(4)), int(worth[taken].sum())


@settings(max_examples=400, deadline=None)
@given(cases(4, 4, 5) | cases(3, 5, 1_000_000))
def test_no_plan_is_better(case: Case) -> None:
    """Of all possible plans none fills more first seats, then second seats and so on, then has more worth."""
    indptr, helper, _, seats, capacity = case
    taken = assign(*case).taken
    request = np.searchsorted(indptr, taken, side="right") - 1
    assert len(set(taken.tolist())) == taken.size
    assert (np.bincount(request, minlength=seats.size) <= seats).all()
    assert (np.bincount(helper[taken], minlength=capacity.size) <= capacity).all()
    assert reached(case, taken) == best_of_all(case)


@settings(max_examples=60, deadline=None)
@given(cases(12, 12, 30))
def test_a_solver_finds_nothing_better(case: Case) -> None:
    """HiGHS, which knows nothing of chains and prices, reaches the same sum of worth and bonuses."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    indptr, helper, worth, seats, capacity = case
    found = assign(*case)
    if not helper.size or not found.bonuses:
        return
    request = np.repeat(np.arange(seats.size), np.diff(indptr))
    levels = len(found.bonuses)
    # Filled seats are variables of their own, so that a later seat earns less: sum of pairs = sum of seats.
    seat = np.repeat(np.arange(seats.size), levels)
    k = helper.size
    links = coo_array(
        (
            np.concatenate((np.ones(k), -np.ones(seat.size))),
            (np.concatenate((request, seat)), np.arange(k + seat.size)),
        )
    )
    limits = coo_array((np.ones(k), (helper, np.arange(k))), shape=(capacity.size, k + seat.size))
    room = (np.tile(np.arange(levels), seats.size) < np.repeat(seats, levels)).astype(float)
    answer = linprog(
        -np.concatenate((worth, np.tile(found.bonuses, seats.size))).astype(float),
        A_ub=limits,
        b_ub=capacity,
        A_eq=links,
        b_eq=np.zeros(seats.size),
        bounds=np.column_stack((np.zeros(k + seat.size), np.concatenate((np.ones(k), room)))),
        method="highs",
    )
    assert round(-answer.fun) == proof(found, *case)[0]


@settings(max_examples=200, deadline=None)
@given(cases(10, 8, 20) | cases(10, 8, 1_000_000))
def test_prices_prove_the_plan(case: Case) -> None:
    """No plan can exceed what the prices allow, and ours reaches exactly that."""
    worth, bound = proof(assign(*case), *case)
    assert worth == bound


@pytest.mark.parametrize(("asks", "wave_size"), [(1, 3), (2, 4), (3, 6)])
def test_a_whole_town_is_proved_best(asks: int, wave_size: int) -> None:
    """In a town of two thousand with real scores and scarce helpers the prices prove the plan as well."""
    helpers, requests = town(2_000, 300, asks=asks, wave_size=wave_size)
    pairs = candidates(helpers, requests)
    worth = scores(pairs, helpers, requests, Weights())
    case = pairs.indptr, pairs.helper, worth, requests.wave_size, helpers.asks_left
    found = assign(*case)
    assert max(found.prices) > 0
    assert len(set(proof(found, *case))) == 1


def test_one_seat_for_each_before_two_for_anyone() -> None:
    """A dearly loved second helper for one request gives way to a first helper for another."""
    indptr, helper = np.array([0, 2, 3]), np.array([0, 1, 1])
    found = assign(indptr, helper, np.array([900, 900, 0]), np.array([2, 2]), np.array([1, 1]))
    assert found.taken.tolist() == [0, 2]


def test_the_one_whom_few_can_help_is_served() -> None:
    """Whoever has a single candidate gets them, although the other request would score higher there."""
    indptr, helper = np.array([0, 2, 3]), np.array([0, 1, 0])
    found = assign(indptr, helper, np.array([800, 10, 20]), np.array([1, 1]), np.array([1, 1]))
    assert found.taken.tolist() == [1, 2]


def test_among_equals_the_lower_index_goes_first() -> None:
    """Where nothing else decides, on the fast path the helpers that come first are asked."""
    indptr, helper = np.array([0, 4]), np.arange(4)
    found = assign(indptr, helper, np.full(4, 7), np.array([2]), np.ones(4, dtype=np.int64))
    assert found.taken.tolist() == [0, 1]
    assert found.prices == [0, 0, 0, 0]
