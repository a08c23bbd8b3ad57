"""Who is invited to what, best for everybody at once: an exact maximum-weight b-matching.

Every request r has `seats[r]` seats, every helper i may be asked `capacity[i]` times, every pair at most
once. What is maximised comes in this order:

1. as many requests as possible have one seat filled, then as many as possible a second, and so on;
2. among all such plans, the sum of worth is the highest.

So a first seat always outweighs a second one, whatever the scores, and those whom few can help are served.
This is one number: seat s of any request earns a bonus of (L - s + 1) G, with L the most seats of any request
and G greater than the worth of any whole plan. Why that is enough for any number of seats: the vectors of
seats that can be filled are those of a polymatroid, and on its bases whatever maximises one separable,
strictly concave, symmetric function maximises them all, and is the most even, level by level (Frank and
Murota, "Decreasing minimization on M-convex sets: background and structures", Mathematical Programming 195,
2022). The steps of the bonus are G and worth sums to less than G, so worth never outvotes a seat. Sums are
Python's integers, which are exact and do not overflow.

*Fast path.* Leave the capacities of helpers out: requests then no longer compete, and each does best with its
k best candidates. If those happen to respect every capacity, the optimum of the easier problem is a
permitted plan of ours, and hence our optimum too. In a quiet round nothing else runs.

*Otherwise*, prices: each helper has one, 0 at first, and each request holds what is best for it at these
prices (its net gain: worth + bonus - price). While some helper is held more often than they may be asked, the
cheapest chain of changes is found (Dijkstra's algorithm over losses of net gain): one request lets go and
takes another helper, whose request lets go in turn, until a helper with room, or a seat left empty, ends the
chain. Each helper that is nearer than its end then costs more by the difference. This is the successive
shortest path method for minimum-cost flows (Ahuja, Magnanti and Orlin, "Network Flows", 1993, section 9.7),
with seats brought in level by level; where many compete for few, prices are haggled out before.
`jobs.matching.contest` has the steps. At the end nobody is over capacity, every helper with a price is full,
and every request holds its best: by linear programming duality that proves the plan optimal, and `proof`
checks it without trusting how it was found. Candidates are read in order of worth, and only as far as they
could matter, which is what makes it quick.

*Candidates that are not there.* Of a request with very many candidates only the best are given at first. By
the same duality the plan is the best of all when none of the others brings more, at these prices, than the
least of what the request holds, or than an empty seat; `to_be_beaten` says what that is. Otherwise those that
do are added, and choosing goes on from there: column generation (Desrosiers and Lübbecke, "A primer in column
generation", 2005).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobs.matching.compiled import fast
from jobs.matching.contest import PATIENCE, contest_of, marks_of, settle
from jobs.matching.shapes import Int64


@dataclass(frozen=True, eq=False)
class Assignment:
    """The best plan.

    Attributes:
        taken: int64[k], positions of the chosen pairs among those given, ascending; so by request, then by
            falling worth.
        request, helper: int64[k], whom they bring together.
        prices: int64[n], one for each helper, at which no request would rather change; 0 for a helper who has
            asks to spare. They are optimal dual variables.
        bonuses: int64[seats], what the first, second, … seat of a request earns, falling.
    """

    taken: Int64
    request: Int64
    helper: Int64
    prices: Int64
    bonuses: Int64


def assign(
    indptr: Int64,
    helper: Int64,
    worth: Int64,
    seats: Int64,
    capacity: Int64,
    *,
    after: Assignment | None = None,
    compiled: bool = False,
    patience: int = PATIENCE,
) -> Assignment:
    """Returns the plan that fills seats first, as evenly as can be, and then has the highest worth.

    Among plans that are equally good the same arrays always give the same one.

    Args:
        indptr: int64[m + 1], where the pairs of each request begin and end.
        helper: int64[k], the helper of each pair, each once for a request.
        worth: int64[k], 0 or more, falling within a request.
        seats: int64[m], how many helpers each request may be given at most.
        capacity: int64[n], how many requests each helper may be given at most.
        after: a plan of the same seats and capacities for some of these pairs, to go on from.
        compiled: whether loops run as machine code.
        patience: how many pairs may be looked at in chains, for each there is, before requests haggle. It
            makes no plan better or worse, only sooner or later.

    Raises:
        OverflowError: worths and seats are so many that their sum could not be told.
    """
    bonuses = _bonuses(worth, seats, capacity)
    degree = np.diff(indptr)
    seats = np.minimum(seats, degree)
    rank = np.arange(helper.size) - np.repeat(indptr[:-1], degree)
    best = np.flatnonzero(rank < np.repeat(seats, degree))
    asked = np.bincount(helper[best], minlength=capacity.size)
    if (asked <= capacity).all():
        return _assignment(best, indptr, helper, np.zeros(capacity.size, dtype=np.int64), bonuses)
    contest = contest_of(indptr, helper, worth, seats, bonuses, capacity)
    held = best[:0], best[:0]
    is_begun = after is not None and np.array_equal(after.bonuses, bonuses)
    if after is not None and is_begun:
        contest.price[:] = after.prices
        held = after.request, after.helper
    come_to_terms = fast(settle) if compiled else settle
    come_to_terms(contest, marks_of(seats.size, capacity.size), patience * helper.size, is_begun, *held)
    return _assignment(np.flatnonzero(contest.is_held), indptr, helper, contest.price, bonuses)


def _bonuses(worth: Int64, seats: Int64, capacity: Int64) -> Int64:
    """Returns what seats earn: by more than any plan is worth less from one to the next."""
    most_seats = int(seats.max(initial=0))
    possible = min(int(seats.sum()), int(np.clip(capacity, 0, seats.size).sum()))
    step = int(worth.max(initial=0)) * max(1, possible) + 1
    if (most_seats + 1) * step * 4 >= 2**63:
        raise OverflowError("so many seats of such worth cannot be added up in 64 bits")
    return np.array([(most_seats - seat) * step for seat in range(most_seats)], dtype=np.int64)


def _assignment(taken: Int64, indptr: Int64, helper: Int64, prices: Int64, bonuses: Int64) -> Assignment:
    request = np.searchsorted(indptr, taken, side="right") - 1
    return Assignment(taken, request, helper[taken], prices, bonuses)


def to_be_beaten(found: Assignment, worth: Int64, seats: Int64) -> Int64:
    """Returns what a candidate that was not given must exceed with its worth less the price of its helper, to
    change the plan: where nobody does, the plan is the best there is of all candidates.

    Args:
        found: the plan.
        worth, seats: as they were given to `assign`.

    Returns:
        int64[m], for each request the least that it gains from anything it holds, or, where it has a seat
        left, what it would lose by holding nothing there; 2^62 where it has no seats at all.
    """
    net = worth[found.taken] - found.prices[found.helper]
    least = np.full(seats.size, 1 << 62)
    np.minimum.at(least, found.request, net)
    holds = np.bincount(found.request, minlength=seats.size)
    empty = np.flatnonzero(holds < seats)
    least[empty] = np.minimum(least[empty], -found.bonuses[holds[empty]])
    return least


def proof(
    found: Assignment, indptr: Int64, helper: Int64, worth: Int64, seats: Int64, capacity: Int64
) -> tuple[int, int]:
    """Returns what a plan is worth, and what no plan can exceed, both with bonuses: equal when it is the
    best.

    The second number is the dual bound at the plan's prices: whatever helpers could sell at these prices,
    plus what every request could gain if it alone could have anyone at these prices. It bounds every plan
    for any prices from 0 up, so nothing here relies on how the plan was found.

    Args:
        found: the plan to check.
        indptr, helper, worth, seats, capacity: as they were given to `assign`.
    """
    prices, bonuses = found.prices.tolist(), found.bonuses.tolist()
    bound = sum(price * int(left) for price, left in zip(prices, capacity, strict=True))
    reached = 0
    taken = set(found.taken.tolist())
    for request in range(seats.size):
        row = range(int(indptr[request]), int(indptr[request + 1]))
        nets = sorted((int(worth[p]) - prices[int(helper[p])] for p in row), reverse=True)
        for net, bonus in zip(nets[: int(seats[request])], bonuses, strict=False):
            bound += max(0, net + bonus)
        mine = [int(worth[p]) for p in row if p in taken]
        reached += sum(mine) + sum(bonuses[: len(mine)])
    return reached, bound
