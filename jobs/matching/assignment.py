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
could matter, which is what makes it quick: a busy round of 1,000 requests and 10,000 helpers takes a tenth
of a second. Where nearly all are asked to their limit (5,000 seats for 5,000 asks) it takes some seconds.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from jobs.matching.shapes import Bool, Int64


@dataclass(frozen=True, eq=False)
class Assignment:
    """The best plan.

    Attributes:
        taken: int64[k], positions of the chosen pairs among those given; by request, then by falling worth.
        prices: Python integers, one for each of n helpers, at which no request would rather change; 0 for a
            helper who has asks to spare. They are optimal dual variables.
        bonuses: what the first, second, … seat of a request earns, falling.
    """

    taken: Int64
    prices: list[int]
    bonuses: list[int]


def assign(indptr: Int64, helper: Int64, worth: Int64, seats: Int64, capacity: Int64) -> Assignment:
    """Returns the plan that fills seats first, as evenly as can be, and then has the highest worth.

    Among pairs of equal worth the lower index goes first; the same arrays always give the same plan.

    Args:
        indptr: int64[m + 1], where the pairs of each request begin and end.
        helper: int64[k], the helper of each pair, ascending within a request.
        worth: int64[k], 0 or more.
        seats: int64[m], how many helpers each request may be given at most.
        capacity: int64[n], how many requests each helper may be given at most.
    """
    degree = np.diff(indptr)
    seats = np.minimum(seats, degree)
    request = np.repeat(np.arange(seats.size), degree)
    order = np.lexsort((helper, -worth, request))
    rank = np.arange(order.size) - np.repeat(indptr[:-1], degree)
    best = rank < np.repeat(seats, degree)
    asked = np.bincount(helper[order[best]], minlength=capacity.size)

    most_seats = int(seats.max(initial=0))
    possible = min(int(seats.sum()), int(np.minimum(capacity, asked.size).sum()))
    step = int(worth.max(initial=0)) * max(1, possible) + 1
    bonuses = [(most_seats - s) * step for s in range(most_seats)]
    if (asked <= capacity).all():
        return Assignment(order[best], [0] * capacity.size, bonuses)
    contest = _Contest(indptr, helper[order], worth[order], capacity, bonuses)
    contest.settle(seats)
    return Assignment(order[contest.taken()], contest.price, bonuses)


@dataclass(frozen=True, slots=True)
class _Chain:
    """A chain of changes: its cost, its last request and what that takes (-1: nothing), and the way back."""

    cost: int
    end: tuple[int, int]
    cost_to_helper: dict[int, int]
    came_by: dict[int, tuple[int, int]]
    lets_go: dict[int, int]


class _Contest:
    """Requests that compete for helpers. Positions are those of pairs sorted by request and falling worth."""

    def __init__(
        self, indptr: Int64, helper: Int64, worth: Int64, capacity: Int64, bonuses: list[int]
    ) -> None:
        self.starts: list[int] = indptr.tolist()
        self.helper: list[int] = helper.tolist()
        self.worth: list[int] = worth.tolist()
        self.bonuses = bonuses
        self.room: list[int] = capacity.tolist()
        self.price = [0] * capacity.size
        self.is_held = bytearray(helper.size)
        self.held: list[list[int]] = [[] for _ in range(indptr.size - 1)]
        self.holders: list[dict[int, int]] = [{} for _ in range(capacity.size)]

    def settle(self, seats: Int64) -> None:
        """Fills seats level by level, so that prices are high before second seats are even tried."""
        wanted: list[int] = seats.tolist()
        for level in range(len(self.bonuses)):
            crowded: list[int] = []
            for request, most in enumerate(wanted):
                if level < most and len(self.held[request]) == level:
                    position = self._best_free(request)
                    helper = self.helper[position]
                    if self.worth[position] - self.price[helper] + self.bonuses[level] > 0:
                        self._hold(request, position)
                        if self.room[helper] < 0:
                            crowded.append(helper)
            for helper in crowded:
                # Another chain may have relieved this helper on its way.
                if self.room[helper] < 0:
                    self._relieve(helper)

    def taken(self) -> Int64:
        """Returns the positions of all pairs that are held, ascending."""
        held: Bool = np.frombuffer(self.is_held, dtype=np.bool_)
        return np.flatnonzero(held)

    def _hold(self, request: int, position: int) -> None:
        helper = self.helper[position]
        self.is_held[position] = 1
        self.held[request].append(position)
        self.holders[helper][position] = request
        self.room[helper] -= 1

    def _let_go(self, request: int, position: int) -> None:
        helper = self.helper[position]
        self.is_held[position] = 0
        self.held[request].remove(position)
        del self.holders[helper][position]
        self.room[helper] += 1

    def _best_free(self, request: int) -> int:
        """Returns the position of the best pair that this request does not hold; there is one."""
        best, best_net = -1, 0
        for position in range(self.starts[request], self.starts[request + 1]):
            worth = self.worth[position]
            if best >= 0 and worth <= best_net:
                break
            if not self.is_held[position]:
                net = worth - self.price[self.helper[position]]
                if best < 0 or net > best_net:
                    best, best_net = position, net
        return best

    def _relieve(self, crowded: int) -> None:
        """Takes one request from a helper held too often, along the cheapest chain, and raises prices."""
        chain = self._cheapest_chain(crowded)
        for helper, cost in chain.cost_to_helper.items():
            if cost < chain.cost:
                self.price[helper] += chain.cost - cost
        request, position = chain.end
        while True:
            given_up = chain.lets_go[request]
            self._let_go(request, given_up)
            if position >= 0:
                self._hold(request, position)
            helper = self.helper[given_up]
            if helper == crowded:
                return
            request, position = chain.came_by[helper]

    def _cheapest_chain(self, crowded: int) -> _Chain:
        # Names at hand, because this loop is nearly all the time that a busy round takes.
        price, worth, helper_of, room = self.price, self.worth, self.helper, self.room
        starts, held, is_held, bonuses = self.starts, self.held, self.is_held, self.bonuses
        helpers = len(price)
        cost_to_helper = {crowded: 0}
        came_by: dict[int, tuple[int, int]] = {}
        cost_to_request: dict[int, int] = {}
        lets_go: dict[int, int] = {}
        least_net: dict[int, int] = {}
        # There always is a cheaper end: whoever holds the crowded helper can leave that seat empty, which
        # costs at most the highest worth and the highest bonus, and a bonus is above any worth.
        cheapest, end = 2 * bonuses[0], (-1, -1)
        queue = [(0, crowded)]
        while queue:
            cost, node = heapq.heappop(queue)
            if cost >= cheapest:
                break
            if node < helpers:
                if cost > cost_to_helper[node]:
                    continue
                for position, request in self.holders[node].items():
                    if request not in least_net:
                        least_net[request] = min([worth[p] - price[helper_of[p]] for p in held[request]])
                    reached = cost + worth[position] - price[node] - least_net[request]
                    if reached < cost_to_request.get(request, cheapest):
                        cost_to_request[request] = reached
                        lets_go[request] = position
                        heapq.heappush(queue, (reached, helpers + request))
                continue
            request = node - helpers
            if cost > cost_to_request[request]:
                continue
            without = cost + least_net[request]
            empty = without + bonuses[len(held[request]) - 1]
            if empty < cheapest:
                cheapest, end = empty, (request, -1)
            for position in range(starts[request], starts[request + 1]):
                spared = without - worth[position]
                # Worth only falls from here and prices only add, so the first that is too dear ends the row.
                if spared >= cheapest:
                    break
                helper = helper_of[position]
                reached = spared + price[helper]
                if reached >= cheapest or is_held[position]:
                    continue
                if room[helper] > 0:
                    cheapest, end = reached, (request, position)
                elif reached < cost_to_helper.get(helper, cheapest):
                    cost_to_helper[helper] = reached
                    came_by[helper] = request, position
                    heapq.heappush(queue, (reached, helper))
        return _Chain(cheapest, end, cost_to_helper, came_by, lets_go)


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
    bound = sum(price * int(left) for price, left in zip(found.prices, capacity, strict=True))
    reached = 0
    taken = set(found.taken.tolist())
    for request in range(seats.size):
        row = range(int(indptr[request]), int(indptr[request + 1]))
        nets = sorted((int(worth[p]) - found.prices[int(helper[p])] for p in row), reverse=True)
        for net, bonus in zip(nets[: int(seats[request])], found.bonuses, strict=False):
            bound += max(0, net + bonus)
        mine = [int(worth[p]) for p in row if p in taken]
        reached += sum(mine) + sum(found.bonuses[: len(mine)])
    return reached, bound
