"""Proves that the plan is the best there is: against every possible plan, a solver, and its own prices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.town import town
from jobs.matching import Town, Weights
from jobs.matching.assignment import Assignment, assign, proof, to_be_beaten
from jobs.matching.candidates import candidates
from jobs.matching.contest import PATIENCE
from jobs.matching.shapes import Int64
from tests.matching.every_plan import best_of_all
from tests.matching.ways import WAYS

Case = tuple[Int64, Int64, Int64, Int64, Int64]


@st.composite
def cases(draw: st.DrawFn, most_requests: int, most_helpers: int, most_worth: int) -> Case:
    """Draws pairs with worths, and seats and capacities that run short, as `assign` takes them."""
    m, n = draw(st.integers(0, most_requests)), draw(st.integers(0, most_helpers))
    rows = [sorted(draw(st.sets(st.integers(0, n - 1)))) if n else [] for _ in range(m)]
    helper = np.array([h for row in rows for h in row], dtype=np.int64)
    indptr = np.cumsum([0, *(len(row) for row in rows)]).astype(np.int64)
    worth = draw(st.lists(st.integers(0, most_worth), min_size=helper.size, max_size=helper.size))
    best_first = np.lexsort((-np.array(worth), np.repeat(np.arange(m), np.diff(indptr))))
    helper, worth = helper[best_first], [worth[position] for position in best_first]
    seats = draw(st.lists(st.integers(0, 4), min_size=m, max_size=m))
    capacity = draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    worths, wanted, left = (np.array(x, dtype=np.int64) for x in (worth, seats, capacity))
    return indptr, helper, worths, wanted, left


def best(case: Case) -> tuple[tuple[int, ...], int]:
    """Returns the best levels of seats and then the best sum of worth, by trying every plan there is."""
    indptr, helper, worth, seats, capacity = case
    pairs = list(zip(helper.tolist(), worth.tolist(), strict=True))
    rows = [pairs[indptr[request] : indptr[request + 1]] for request in range(seats.size)]
    levels, total = best_of_all(rows, seats.tolist(), capacity.tolist())
    return levels, int(total)


def reached(case: Case, taken: Int64) -> tuple[tuple[int, ...], int]:
    """Returns the levels of seats and the sum of worth of a plan."""
    indptr, _, worth, seats, _ = case
    filled = np.bincount(np.searchsorted(indptr, taken, side="right") - 1, minlength=seats.size)
    return tuple(int((filled > level).sum()) for level in range(4)), int(worth[taken].sum())


@pytest.mark.parametrize("compiled", WAYS)
@settings(max_examples=400, deadline=None)
@given(case=cases(4, 4, 5) | cases(3, 5, 1_000_000), patience=st.sampled_from((PATIENCE, 0)))
def test_no_plan_is_better(compiled: bool, case: Case, patience: int) -> None:
    """Of all possible plans none fills more first seats, then second seats and so on, then has more worth,
    whether it was found by chains alone or by haggling."""
    indptr, helper, _, seats, capacity = case
    taken = assign(*case, compiled=compiled, patience=patience).taken
    request = np.searchsorted(indptr, taken, side="right") - 1
    assert len(set(taken.tolist())) == taken.size
    assert (np.bincount(request, minlength=seats.size) <= seats).all()
    assert (np.bincount(helper[taken], minlength=capacity.size) <= capacity).all()
    assert reached(case, taken) == best(case)


@settings(max_examples=60, deadline=None)
@given(cases(12, 12, 30))
def test_a_solver_finds_nothing_better(case: Case) -> None:
    """HiGHS, which knows nothing of chains and prices, reaches the same sum of worth and bonuses."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    indptr, helper, worth, seats, capacity = case
    found = assign(*case)
    if not helper.size or not found.bonuses.size:
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


@pytest.mark.parametrize("compiled", WAYS)
@settings(max_examples=200, deadline=None)
@given(
    case=cases(10, 8, 20) | cases(10, 8, 1_000_000) | cases(12, 4, 1_000_000),
    patience=st.sampled_from((PATIENCE, 0)),
)
def test_prices_prove_the_plan(compiled: bool, case: Case, patience: int) -> None:
    """No plan can exceed what the prices allow, and ours reaches exactly that."""
    worth, bound = proof(assign(*case, compiled=compiled, patience=patience), *case)
    assert worth == bound


@pytest.mark.parametrize("compiled", WAYS)
@settings(max_examples=200, deadline=None)
@given(case=cases(10, 8, 20) | cases(12, 4, 1_000_000), seed=st.integers(0, 2**32))
def test_the_best_plan_is_reached_from_any_other(compiled: bool, case: Case, seed: int) -> None:
    """Whatever is held and whatever helpers cost to begin with, what comes of it is the best, and proved."""
    indptr, helper, worth, seats, capacity = case
    bonuses, chance = assign(*case).bonuses, np.random.default_rng(seed)
    some = chance.permutation(helper.size)[: chance.integers(0, helper.size + 1)]
    request = np.searchsorted(indptr, some, side="right") - 1
    # No request holds more than it has seats, but helpers may be held by any number.
    some = np.array([p for place, p in enumerate(some) if (request[:place] == request[place]).sum()
                     < seats[request[place]]], dtype=np.int64)  # fmt: skip
    request = np.searchsorted(indptr, some, side="right") - 1
    highest = int(bonuses.max(initial=0)) + int(worth.max(initial=0)) + 1
    prices = chance.integers(0, highest, size=capacity.size) * chance.integers(0, 2, size=capacity.size)
    anything = Assignment(some, request, helper[some], prices, bonuses)
    reached, bound = proof(assign(*case, after=anything, compiled=compiled), *case)
    assert reached == bound


@pytest.mark.parametrize("compiled", WAYS)
@pytest.mark.parametrize(
    ("members", "open_requests", "asks", "seats"),
    [(1_000, 400, 1, 3), (1_000, 400, 2, 4), (1_000, 400, 3, 6), (300, 600, 2, 3)],
)
def test_a_whole_town_is_proved_best(
    members: int, open_requests: int, asks: int, seats: int, compiled: bool
) -> None:
    """In a town with real scores and scarce helpers the prices prove the plan as well."""
    helpers, requests = town(members, open_requests, asks=asks)
    pairs = candidates(Town(helpers), requests, Weights(), compiled=compiled)
    wanted = np.full(len(requests), seats)
    case = pairs.indptr, pairs.helper, pairs.worth, wanted, helpers.asks_left
    found = assign(*case, compiled=compiled)
    assert found.prices.max() > 0
    assert len(set(proof(found, *case))) == 1


@settings(max_examples=200, deadline=None)
@given(case=cases(6, 6, 9), kept=st.integers(1, 3))
def test_candidates_that_are_not_there_are_asked_for_where_they_could_matter(case: Case, kept: int) -> None:
    """Of the best few of each request a plan is made; when none of the others brings more than it says must
    be beaten, it is the best of all, and with those that do it becomes so."""
    indptr, helper, worth, seats, capacity = case
    wanted = np.minimum(seats, np.diff(indptr))
    request = np.repeat(np.arange(seats.size), np.diff(indptr))
    is_there = np.arange(helper.size) - np.repeat(indptr[:-1], np.diff(indptr)) < kept
    found = None
    for _ in range(helper.size + 1):
        fewer = np.concatenate(([0], np.cumsum(np.bincount(request[is_there], minlength=seats.size))))
        found = assign(fewer, helper[is_there], worth[is_there], wanted, capacity, after=found)
        to_beat = to_be_beaten(found, worth[is_there], wanted)
        brings_more = ~is_there & (worth - found.prices[helper] > to_beat[request])
        if not brings_more.any():
            break
        is_there |= brings_more
    assert found is not None
    assert reached(case, np.flatnonzero(is_there)[found.taken]) == best(case)


def test_what_cannot_be_added_up_is_refused() -> None:
    """Sums that would not fit into 64 bits raise, and never wrap around to a wrong plan."""
    one = np.ones(1, dtype=np.int64)
    with pytest.raises(OverflowError):
        assign(np.array([0, 1]), np.zeros(1, dtype=np.int64), one << 62, one, one)


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
    assert found.prices.tolist() == [0, 0, 0, 0]
