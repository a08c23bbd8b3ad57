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
with seats brought in level by level. At the end nobody is over capacity, every helper with a price is full,
and every request holds its best: by linear programming duality that proves the plan optimal, and `proof`
checks it without trusting how it was found. Candidates are read in order of worth, and only as far as they
could matter, which is what makes it quick.

*Candidates that are not there.* Of a request with very many candidates only the best are given at first. By
the same duality the plan is the best of all when none of the others brings more, at these prices, than the
least of what the request holds, or than an empty seat; `to_be_beaten` says what that is. Otherwise those that
do are added, and it is chosen again: column generation (Desrosiers and Lübbecke, "A primer in column
generation", 2005).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from jobs.matching.compiled import fast, loop
from jobs.matching.shapes import Bool, Int64


@dataclass(frozen=True, eq=False)
class Assignment:
    """The best plan.

    Attributes:
        taken: int64[k], positions of the chosen pairs among those given, ascending; so by request, then by
            falling worth.
        prices: int64[n], one for each helper, at which no request would rather change; 0 for a helper who has
            asks to spare. They are optimal dual variables.
        bonuses: int64[seats], what the first, second, … seat of a request earns, falling.
    """

    taken: Int64
    prices: Int64
    bonuses: Int64


class Contest(NamedTuple):
    """Requests that compete for helpers; every array is changed as it goes on.

    Attributes:
        starts: int64[m + 1], where the pairs of each request begin and end.
        request, helper, worth: int64[k], of each pair; by request, then by falling worth.
        bonuses: int64[seats].
        held: int64[m, seats], the positions that each request holds, the first `holds` of each row.
        holds: int64[m], how many those are.
        is_held: bool[k].
        first_holder: int64[n], a position by which each helper is held, -1 for none.
        next_holder, previous_holder: int64[k], further positions by which the same helper is held.
        room: int64[n], how often each helper may still be asked; below 0 while they are held too often.
        price: int64[n].
    """

    starts: Int64
    request: Int64
    helper: Int64
    worth: Int64
    bonuses: Int64
    held: Int64
    holds: Int64
    is_held: Bool
    first_holder: Int64
    next_holder: Int64
    previous_holder: Int64
    room: Int64
    price: Int64


class Marks(NamedTuple):
    """What the search for a chain writes down; only what bears the number of the present search counts.

    Attributes:
        seen_helper, seen_request: int64[n], [m], in which search it was written.
        cost_to_helper, cost_to_request: int64[n], [m], the cheapest way there so far.
        by_request, by_position: int64[n], from which request a helper was reached, and what it takes.
        lets_go: int64[m], which position a request lets go on its cheapest way.
        reached: int64[n], the helpers that were reached, as a list.
    """

    seen_helper: Int64
    seen_request: Int64
    cost_to_helper: Int64
    cost_to_request: Int64
    by_request: Int64
    by_position: Int64
    lets_go: Int64
    reached: Int64


def assign(
    indptr: Int64, helper: Int64, worth: Int64, seats: Int64, capacity: Int64, *, compiled: bool = False
) -> Assignment:
    """Returns the plan that fills seats first, as evenly as can be, and then has the highest worth.

    Among pairs of equal worth the one that comes first is preferred; the same arrays always give the same
    plan.

    Args:
        indptr: int64[m + 1], where the pairs of each request begin and end.
        helper: int64[k], the helper of each pair, each once for a request.
        worth: int64[k], 0 or more, falling within a request.
        seats: int64[m], how many helpers each request may be given at most.
        capacity: int64[n], how many requests each helper may be given at most.
        compiled: whether loops run as machine code.
    """
    degree, most_seats = np.diff(indptr), int(seats.max(initial=0))
    seats = np.minimum(seats, degree)
    rank = np.arange(helper.size) - np.repeat(indptr[:-1], degree)
    best = np.flatnonzero(rank < np.repeat(seats, degree))
    asked = np.bincount(helper[best], minlength=capacity.size)

    possible = min(
        int(seats.sum()), int(np.minimum(capacity, np.bincount(helper, minlength=capacity.size)).sum())
    )
    step = int(worth.max(initial=0)) * max(1, possible) + 1
    if (most_seats + 1) * step * 4 >= 2**63:
        raise OverflowError("so many seats of such worth cannot be added up in 64 bits")
    bonuses = np.array([(most_seats - seat) * step for seat in range(most_seats)], dtype=np.int64)
    if (asked <= capacity).all():
        return Assignment(best, np.zeros(capacity.size, dtype=np.int64), bonuses)
    contest = _contest(indptr, helper, worth, bonuses, capacity)
    settle = fast(_settle) if compiled else _settle
    settle(contest, _marks(seats.size, capacity.size), seats)
    return Assignment(np.flatnonzero(contest.is_held), contest.price, bonuses)


def to_be_beaten(found: Assignment, indptr: Int64, helper: Int64, worth: Int64, seats: Int64) -> Int64:
    """Returns what a candidate that was not given must exceed with its worth less the price of its helper, to
    change the plan: where nobody does, the plan is the best there is of all candidates.

    Args:
        found: the plan.
        indptr, helper, worth, seats: as they were given to `assign`.

    Returns:
        int64[m], for each request the least that it gains from anything it holds, or, where it has a seat
        left, what it would lose by holding nothing there; 2^62 where it has no seats at all.
    """
    net = worth[found.taken] - found.prices[helper[found.taken]]
    request = np.searchsorted(indptr, found.taken, side="right") - 1
    least = np.full(seats.size, 1 << 62)
    np.minimum.at(least, request, net)
    holds = np.bincount(request, minlength=seats.size)
    empty = np.flatnonzero(holds < seats)
    least[empty] = np.minimum(least[empty], -found.bonuses[holds[empty]])
    return least


def _contest(indptr: Int64, helper: Int64, worth: Int64, bonuses: Int64, capacity: Int64) -> Contest:
    m, k, n = indptr.size - 1, helper.size, capacity.size
    return Contest(
        starts=indptr,
        request=np.repeat(np.arange(m), np.diff(indptr)),
        helper=helper,
        worth=worth,
        bonuses=bonuses,
        held=np.full((m, bonuses.size), -1, dtype=np.int64),
        holds=np.zeros(m, dtype=np.int64),
        is_held=np.zeros(k, dtype=np.bool_),
        first_holder=np.full(n, -1, dtype=np.int64),
        next_holder=np.full(k, -1, dtype=np.int64),
        previous_holder=np.full(k, -1, dtype=np.int64),
        room=capacity.copy(),
        price=np.zeros(n, dtype=np.int64),
    )


def _marks(m: int, n: int) -> Marks:
    def of(size: int) -> Int64:
        return np.zeros(size, dtype=np.int64)

    return Marks(of(n), of(m), of(n), of(m), of(n), of(n), of(m), of(n))


@loop
def _settle(contest: Any, marks: Any, seats: Any) -> None:
    """Fills seats level by level, so that prices are high before second seats are even tried."""
    crowded = np.zeros(contest.holds.size, dtype=np.int64)
    search = 0
    for level in range(contest.bonuses.size):
        many = 0
        for request in range(contest.holds.size):
            if level < seats[request] and contest.holds[request] == level:
                position = _best_free(contest, request)
                helper = contest.helper[position]
                if contest.worth[position] - contest.price[helper] + contest.bonuses[level] > 0:
                    _hold(contest, request, position)
                    if contest.room[helper] < 0:
                        crowded[many] = helper
                        many += 1
        for one in range(many):
            # Another chain may have relieved this helper on its way.
            if contest.room[crowded[one]] < 0:
                search += 1
                _relieve(contest, marks, crowded[one], search)


@loop
def _hold(contest: Any, request: Any, position: Any) -> None:
    helper = contest.helper[position]
    contest.is_held[position] = True
    contest.held[request, contest.holds[request]] = position
    contest.holds[request] += 1
    before = contest.first_holder[helper]
    contest.next_holder[position] = before
    contest.previous_holder[position] = -1
    if before >= 0:
        contest.previous_holder[before] = position
    contest.first_holder[helper] = position
    contest.room[helper] -= 1


@loop
def _let_go(contest: Any, request: Any, position: Any) -> None:
    helper = contest.helper[position]
    contest.is_held[position] = False
    last = contest.holds[request] - 1
    for seat in range(last):
        if contest.held[request, seat] == position:
            contest.held[request, seat] = contest.held[request, last]
            break
    contest.holds[request] = last
    before, after = contest.previous_holder[position], contest.next_holder[position]
    if before >= 0:
        contest.next_holder[before] = after
    else:
        contest.first_holder[helper] = after
    if after >= 0:
        contest.previous_holder[after] = before
    contest.room[helper] += 1


@loop
def _best_free(contest: Any, request: Any) -> Any:
    """Returns the position of the best pair that this request does not hold; there is one."""
    best, best_net = -1, 0
    for position in range(contest.starts[request], contest.starts[request + 1]):
        worth = contest.worth[position]
        if best >= 0 and worth <= best_net:
            break
        if not contest.is_held[position]:
            net = worth - contest.price[contest.helper[position]]
            if best < 0 or net > best_net:
                best, best_net = position, net
    return best


@loop
def _relieve(contest: Any, marks: Any, crowded: Any, search: Any) -> None:
    """Takes one request from a helper held too often, along the cheapest chain of changes, and raises prices.

    Args:
        search: the number of this search, which no earlier one had.
    """
    cost, request, position, reached = _cheapest_chain(contest, marks, crowded, search)
    for one in range(reached):
        helper = marks.reached[one]
        if marks.cost_to_helper[helper] < cost:
            contest.price[helper] += cost - marks.cost_to_helper[helper]
    while True:
        given_up = marks.lets_go[request]
        _let_go(contest, request, given_up)
        if position >= 0:
            _hold(contest, request, position)
        helper = contest.helper[given_up]
        if helper == crowded:
            return
        request, position = marks.by_request[helper], marks.by_position[helper]


@loop
def _cheapest_chain(contest: Any, marks: Any, crowded: Any, search: Any) -> Any:
    """Finds the cheapest chain of changes that relieves a helper, by Dijkstra's algorithm.

    Returns:
        its cost, its last request, the position that that one takes, -1 where it leaves a seat empty, and
        how many helpers were reached; the way back is in the marks.
    """
    # All arrays at hand, because this is where nearly all the time of a contested round is spent.
    starts, request_of, helper_of, worth = contest.starts, contest.request, contest.helper, contest.worth
    price, room, is_held, holds = contest.price, contest.room, contest.is_held, contest.holds
    first_holder, next_holder, bonuses = contest.first_holder, contest.next_holder, contest.bonuses
    seen_helper, cost_to_helper = marks.seen_helper, marks.cost_to_helper
    seen_request, cost_to_request, lets_go = marks.seen_request, marks.cost_to_request, marks.lets_go
    by_request, by_position, reached_helpers = marks.by_request, marks.by_position, marks.reached
    helpers = price.size
    seen_helper[crowded], cost_to_helper[crowded] = search, 0
    reached_helpers[0], reached = crowded, 1
    # There always is a cheaper end: whoever holds the crowded helper can leave that seat empty, which costs
    # at most the highest worth and the highest bonus, and a bonus is above any worth.
    cheapest, end_request, end_position = 2 * bonuses[0], -1, -1
    # Costs first, then helpers by number, then requests.
    queue = [(0 * cheapest, crowded)]
    while len(queue) > 0:
        cost, node = heapq.heappop(queue)
        if cost >= cheapest:
            break
        if node < helpers:
            if cost > cost_to_helper[node]:
                continue
            position = first_holder[node]
            while position >= 0:
                request = request_of[position]
                least = _least_net(request, contest.held, holds, helper_of, worth, price)
                way = cost + worth[position] - price[node] - least
                known = seen_request[request] == search
                if way < (cost_to_request[request] if known else cheapest):
                    seen_request[request], cost_to_request[request] = search, way
                    lets_go[request] = position
                    heapq.heappush(queue, (way, helpers + request))
                position = next_holder[position]
            continue
        request = node - helpers
        if cost > cost_to_request[request]:
            continue
        without = cost + _least_net(request, contest.held, holds, helper_of, worth, price)
        empty = without + bonuses[holds[request] - 1]
        if empty < cheapest:
            cheapest, end_request, end_position = empty, request, -1
        for position in range(starts[request], starts[request + 1]):
            spared = without - worth[position]
            # Worth only falls from here and prices only add, so the first that is too dear ends the row.
            if spared >= cheapest:
                break
            helper = helper_of[position]
            way = spared + price[helper]
            if way >= cheapest or is_held[position]:
                continue
            if room[helper] > 0:
                cheapest, end_request, end_position = way, request, position
            else:
                known = seen_helper[helper] == search
                if way < (cost_to_helper[helper] if known else cheapest):
                    if not known:
                        reached_helpers[reached] = helper
                        reached += 1
                    seen_helper[helper], cost_to_helper[helper] = search, way
                    by_request[helper], by_position[helper] = request, position
                    heapq.heappush(queue, (way, helper))
    return cheapest, end_request, end_position, reached


@loop
def _least_net(request: Any, held: Any, holds: Any, helper_of: Any, worth: Any, price: Any) -> Any:
    """Returns the least that a request gains from anything it holds."""
    first = held[request, 0]
    least = worth[first] - price[helper_of[first]]
    for seat in range(1, holds[request]):
        position = held[request, seat]
        least = min(least, worth[position] - price[helper_of[position]])
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
