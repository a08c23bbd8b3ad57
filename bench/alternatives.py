"""What one would write or pick instead of the matching engine: loops with geopy, numpy, a k-d tree, solvers.

All of them keep the same rules, know the same scores and are told how many to ask to each request. They are
written as somebody would who knows numpy and scipy well, and takes no more pains. Nobody is named in the
bench's towns, so that is left out.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from geopy.distance import geodesic

from bench.cases import Graph
from jobs.matching import Helpers, Requests, Weights
from jobs.matching.places import arc_m, chord_m
from jobs.matching.score import TIMES_TOLD_APART, gains
from jobs.matching.shapes import Bool, Float64, Int64

# As many as ours keeps at first. Without a limit, calls that anybody could make would fill the memory.
KEPT = 48


class Pairs(NamedTuple):
    """Pairs that break no rule, in any order.

    Attributes:
        request, helper, worth: int64[k].
        apart_m: float64[k], straight through the ground.
    """

    request: Int64
    helper: Int64
    worth: Int64
    apart_m: Float64

    def those(self, at: Int64) -> Pairs:
        """Returns some of them."""
        return Pairs(self.request[at], self.helper[at], self.worth[at], self.apart_m[at])


class Plainly:
    """The rules and the score in numpy, for many pairs at once.

    Args:
        helpers, requests: of a round.
    """

    def __init__(self, helpers: Helpers, requests: Requests) -> None:
        self.helpers, self.requests = helpers, requests
        self.homes_m, self.doors_m = helpers.homes_m(), requests.doors_m()
        self.reach_m = chord_m(helpers.travel_limit_m)
        self.gain = gains(helpers, requests, Weights())
        self._barred = _keys(requests, "barred", len(helpers))
        self._met = _keys(requests, "met", len(helpers))
        can = np.where(helpers.asks_left > 0, helpers.offers & helpers.cleared, 0)
        self.offering = [np.flatnonzero(can >> kind & 1) for kind in range(63)]
        self._free = [(helpers.free[h], helpers.free_later[h]) for h in self.offering]

    def apart_m(self, r: Any, h: Any) -> Float64:
        """How far apart they are, straight through the ground."""
        between = self.homes_m[h] - self.doors_m[r]
        apart: Float64 = np.sqrt(np.einsum("...k,...k->...", between, between))
        return apart

    def fits(self, r: Any, free: Int64, free_later: Int64) -> Bool:
        """Which of those who are free then have time; `r` may be one request or one for each helper."""
        slots, later = self.requests.slots[r], self.requests.slots_later[r]
        some = (free & slots != 0) | (free_later & later != 0)
        all_of = (free & slots == slots) & (free_later & later == later)
        any_time = (slots | later == 0) & ((free | free_later) != 0)
        takes_all = self.requests.all_slots[r] & (slots | later != 0)
        fits: Bool = np.where(takes_all, all_of, some) | any_time
        return fits

    def suits(self, r: Any, h: Any, apart_m: Float64) -> Bool:
        """Which pairs break no rule, of those who offer that help, may be asked and have time."""
        people, wishes = self.helpers, self.requests
        comes, visits, spoken = wishes.comes[r], people.visits[h], wishes.languages[r]
        stays = ~wishes.needs_travel[r]
        liked = (comes == 0) | (people.gender[h] & comes != 0)
        liked &= (visits == 0) | (visits & wishes.asker_gender[r] != 0)
        suits: Bool = (
            (stays | (apart_m <= self.reach_m[h]))
            & ((spoken == 0) | (people.languages[h] & spoken != 0))
            & (stays | (liked & (people.cannot[h] & wishes.access[r] == 0)))
            & (wishes.minutes[r] <= people.minutes_left[h])
            & (~people.asleep[h] | wishes.urgent[r])
            & (_count(self._barred, r * len(people) + h) == 0)
        )
        return suits

    def worth(self, r: Any, h: Any, apart_m: Float64) -> Int64:
        """What they are worth."""
        gain = self.gain
        times = _count(self._met, r * len(self.helpers) + h)
        near = gain.near * gain.near_half_m / (gain.near_half_m + arc_m(apart_m))
        skill = gain.of_skill[self.helpers.skill[h, self.requests.kind[r]]]
        fit = gain.of_helper[h] + skill + np.where(np.isnan(near), gain.by_phone, near)
        fit = fit + gain.of_met[np.minimum(times, TIMES_TOLD_APART - 1)]
        far = ~self.requests.needs_travel[r] & (times == 0) & (apart_m**2 > gain.call_squared)
        fit = np.where(far, fit * gain.far_call, fit)
        worth: Int64 = np.floor(fit * gain.urgency[r] * gain.unit + 0.5).astype(np.int64)
        return worth

    def of(self, r: int) -> Pairs:
        """All pairs of one request, out of everybody who offers this kind of help."""
        kind = int(self.requests.kind[r])
        h = self.offering[kind][self.fits(r, *self._free[kind])]
        apart_m = self.apart_m(r, h)
        kept = self.suits(r, h, apart_m)
        h, apart_m = h[kept], apart_m[kept]
        if not self.requests.needs_travel[r]:
            met = _count(self._met, r * len(self.helpers) + h) > 0
            near = apart_m**2 <= self.gain.call_squared
            if (near & ~met).sum() >= self.requests.most[r]:
                # Those far away are asked only where too few live near.
                h, apart_m = h[near | met], apart_m[near | met]
        return Pairs(np.full(h.size, r), h, self.worth(r, h, apart_m), apart_m)


def everyone(plainly: Plainly, some: Int64, *, nearest: bool = False) -> Pairs:
    """Compares some requests with everybody who offers the help, and keeps the best of each.

    Args:
        plainly: the round.
        some: which requests.
        nearest: whether the nearest are the best.
    """
    parts = []
    for r in some.tolist():
        pairs = plainly.of(r)
        if pairs.helper.size > KEPT:
            ranked = pairs.apart_m if nearest else -pairs.worth
            pairs = pairs.those(np.argpartition(ranked, KEPT)[:KEPT])
        parts.append(pairs)
    return _joined(parts)


def by_tree(plainly: Plainly, *, nearest: bool = False) -> Pairs:
    """Puts the doors of each kind of help into a k-d tree, looks from each home as far as that member goes,
    and sifts what was found. Calls are compared with everybody.

    Args:
        plainly: the round.
        nearest: whether the nearest are the best, of those who could call.
    """
    from scipy.spatial import cKDTree

    requests = plainly.requests
    calls = np.flatnonzero(~requests.needs_travel)
    parts = [everyone(plainly, calls, nearest=nearest)]
    for kind in np.unique(requests.kind).tolist():
        doors = np.flatnonzero(requests.needs_travel & (requests.kind == kind))
        homes = plainly.offering[kind]
        homes = homes[~np.isnan(plainly.homes_m[homes, 0])]
        if not doors.size or not homes.size:
            continue
        reach_m = np.minimum(plainly.reach_m[homes], 2e7)
        tree = cKDTree(plainly.doors_m[doors])
        found = tree.query_ball_point(plainly.homes_m[homes], reach_m, workers=-1, return_sorted=False)
        counts = np.fromiter(map(len, found), dtype=np.int64, count=homes.size)
        if not counts.any():
            continue
        r = doors[np.concatenate([np.array(one, dtype=np.int64) for one in found if one])]
        h = np.repeat(homes, counts)
        fits = plainly.fits(r, plainly.helpers.free[h], plainly.helpers.free_later[h])
        r, h = r[fits], h[fits]
        apart_m = plainly.apart_m(r, h)
        kept = plainly.suits(r, h, apart_m)
        r, h, apart_m = r[kept], h[kept], apart_m[kept]
        parts.append(Pairs(r, h, plainly.worth(r, h, apart_m), apart_m))
    return _joined(parts)


def nearest_with_geopy(helpers: Helpers, requests: Requests, seats: Int64, some: Int64) -> None:
    """Takes some requests in turn and asks the nearest who suit: loops, filters first, then geopy.

    Args:
        helpers, requests: of a round.
        seats: how many to ask to each request.
        some: which requests.
    """
    homes = list(zip(helpers.latitude_deg.tolist(), helpers.longitude_deg.tolist(), strict=True))
    offers = (helpers.offers & helpers.cleared).tolist()
    languages, free, free_later = (
        values.tolist() for values in (helpers.languages, helpers.free, helpers.free_later)
    )
    gender, visits, cannot = (values.tolist() for values in (helpers.gender, helpers.visits, helpers.cannot))
    minutes_left, limits, left = (
        values.tolist() for values in (helpers.minutes_left, helpers.travel_limit_m, helpers.asks_left)
    )
    for r in some.tolist():
        door = float(requests.latitude_deg[r]), float(requests.longitude_deg[r])
        kind, spoken, slots = 1 << int(requests.kind[r]), int(requests.languages[r]), int(requests.slots[r])
        comes, asker, access = int(requests.comes[r]), int(requests.asker_gender[r]), int(requests.access[r])
        minutes, travels, all_of = (
            int(requests.minutes[r]),
            bool(requests.needs_travel[r]),
            bool(requests.all_slots[r]),
        )
        barred = set(requests.barred.row(r)[0].tolist())
        near: list[tuple[float, int]] = []
        for h, home in enumerate(homes):
            if not offers[h] & kind or not left[h] or h in barred or minutes > minutes_left[h]:
                continue
            if spoken and not languages[h] & spoken:
                continue
            common = free[h] & slots
            if slots and (common != slots if all_of else not common):
                continue
            if not slots and not free[h] and not free_later[h]:
                continue
            if travels and ((comes and not gender[h] & comes) or (visits[h] and not visits[h] & asker)):
                continue
            if travels and cannot[h] & access:
                continue
            away_m = geodesic(home, door).m
            if away_m <= limits[h] or not travels:
                near.append((away_m, h))
        for _, h in sorted(near)[: int(seats[r])]:
            left[h] -= 1


def in_turn(pairs: Pairs, order: Int64, seats: Int64, capacity: Int64) -> Int64:
    """Returns the pairs taken by whoever goes through them in this order and takes what still has room."""
    free, left = seats.tolist(), capacity.tolist()
    taken = []
    ordered = zip(order.tolist(), pairs.request[order].tolist(), pairs.helper[order].tolist(), strict=True)
    for pair, r, h in ordered:
        if free[r] and left[h]:
            free[r] -= 1
            left[h] -= 1
            taken.append(pair)
    return np.array(taken, dtype=np.int64)


def nearest_in_turn(pairs: Pairs, seats: Int64, capacity: Int64) -> Int64:
    """Takes the requests in turn and asks the nearest who are left."""
    return in_turn(pairs, np.lexsort((pairs.helper, pairs.apart_m, pairs.request)), seats, capacity)


def best_pair_first(pairs: Pairs, seats: Int64, capacity: Int64) -> Int64:
    """Takes the pair with the highest score again and again."""
    return in_turn(pairs, np.lexsort((pairs.helper, pairs.request, -pairs.worth)), seats, capacity)


def first_seats_first(pairs: Pairs, seats: Int64, capacity: Int64) -> Int64:
    """Takes the best pair again and again, but gives nobody a second before everybody had a first."""
    order = np.lexsort((pairs.helper, pairs.request, -pairs.worth))
    ordered = list(
        zip(order.tolist(), pairs.request[order].tolist(), pairs.helper[order].tolist(), strict=True)
    )
    most, left = seats.tolist(), capacity.tolist()
    has = [0] * len(most)
    taken: list[int] = []
    for level in range(max(most, default=0)):
        rest = []
        for pair, r, h in ordered:
            if has[r] == level < most[r] and left[h]:
                has[r] += 1
                left[h] -= 1
                taken.append(pair)
            elif left[h]:
                rest.append((pair, r, h))
        ordered = rest
    return np.array(taken, dtype=np.int64)


def by_flow(pairs: Pairs, seats: Int64, capacity: Int64, bonuses: Int64) -> Int64:
    """Lets OR-tools find a flow of the least cost, seats with the same bonuses as ours.

    Raises:
        OverflowError: the bonuses are too large for it.
    """
    from ortools.graph.python import min_cost_flow

    m, n, k = seats.size, capacity.size, pairs.helper.size
    seats = np.minimum(seats, np.bincount(pairs.request, minlength=m))
    source, sink = m + n, m + n + 1
    seat_of = np.repeat(np.arange(m), seats)
    level = np.arange(seat_of.size) - np.repeat(np.cumsum(seats) - seats, seats)
    helpers = np.arange(n)
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(pairs.request, m + pairs.helper, np.ones(k), -pairs.worth)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full(seat_of.size, source), seat_of, np.ones(seat_of.size), -bonuses[level]
    )
    flow.add_arcs_with_capacity_and_unit_cost(m + helpers, np.full(n, sink), capacity, np.zeros(n))
    flow.add_arcs_with_capacity_and_unit_cost([source], [sink], [seat_of.size], [0])
    flow.set_nodes_supplies([source, sink], [seat_of.size, -seat_of.size])
    status = flow.solve()
    if status == flow.BAD_COST_RANGE:
        raise OverflowError("the bonuses are too large for OR-tools")
    assert status == flow.OPTIMAL, status
    return np.flatnonzero(flow.flows(np.arange(k)))


def by_sparse_matching(graph: Graph) -> tuple[int, int]:
    """Lets scipy match one helper to each request, as many requests as can be, then for the highest worth.

    Each helper stands there as often as they may be asked, and beside everybody a nobody for each request.

    Returns:
        how many requests have a helper, and the sum of worth.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    m = graph.seats.size
    times = graph.capacity[graph.helper]
    first_copy = np.cumsum(graph.capacity) - graph.capacity
    copies = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    column = np.repeat(first_copy[graph.helper], times) + copies
    row, worth = np.repeat(graph.request, times), np.repeat(graph.worth, times)
    nobody = float(graph.worth.max()) * m + 1
    highest, everybody = float(graph.worth.max()) + 1, np.arange(m)
    weights = csr_array(
        (
            np.concatenate((highest - worth, np.full(m, highest + nobody))),
            (np.concatenate((row, everybody)), np.concatenate((column, graph.capacity.sum() + everybody))),
        ),
        shape=(m, int(graph.capacity.sum()) + m),
    )
    rows, columns = min_weight_full_bipartite_matching(weights)
    helped = columns < graph.capacity.sum()
    chosen = weights[rows[helped], columns[helped]]
    return int(helped.sum()), round(float((highest - chosen).sum()))


def least_bound(plainly: Plainly, graph: Graph) -> int:
    """Returns what no plan over all pairs can exceed, at the prices of the plan: `proof` without candidates.

    Args:
        plainly: the round.
        graph: the plan and its prices; its candidates are not looked at.
    """
    sold = zip(graph.prices.tolist(), graph.capacity.tolist(), strict=True)
    bound: int = sum(price * left for price, left in sold)
    for r in range(graph.seats.size):
        pairs = plainly.of(r)
        nets = pairs.worth - graph.prices[pairs.helper]
        best = np.sort(nets)[::-1][: graph.seats[r]]
        bound += int(np.maximum(0, best + graph.bonuses[: best.size]).sum())
    return bound


def _keys(requests: Requests, name: str, n: int) -> tuple[Int64, Int64]:
    links = getattr(requests, name)
    row = np.repeat(np.arange(len(requests)), np.diff(links.indptr))
    # One that is above all, so that whatever is looked for has a place.
    return np.append(row * n + links.indices, 2**62), np.append(links.counts, 0)


def _count(links: tuple[Int64, Int64], wanted: Int64) -> Int64:
    keys, counts = links
    at = np.searchsorted(keys, wanted)
    return np.where(keys[at] == wanted, counts[at], 0)


def _joined(parts: list[Pairs]) -> Pairs:
    if not parts:
        nothing = np.zeros(0, dtype=np.int64)
        return Pairs(nothing, nothing, nothing, np.zeros(0))
    return Pairs(*(np.concatenate(column) for column in zip(*parts, strict=True)))
