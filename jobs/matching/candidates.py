"""Who could be asked to what: for each request the best of those pairs that break no rule, the best first.

Requests meet only helpers who offer their kind of help and live in cubes from which anybody could come; by
phone, in cubes that count as near. What is done by phone can be done from anywhere, so where fewer live near
than may be asked those beyond are looked at too, in the order of what speaks for them whatever the request
is, and no further than could matter.
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from jobs.matching.compiled import fast, loop
from jobs.matching.places import arc_m, chord_m
from jobs.matching.requests import Requests
from jobs.matching.rules import SLOTS as _SLOTS
from jobs.matching.rules import SLOTS_LATER as _SLOTS_LATER
from jobs.matching.rules import TRAVELS as _TRAVELS
from jobs.matching.rules import broken
from jobs.matching.score import Gains, gains, nearness, share
from jobs.matching.shapes import Bool, Float64, Int64
from jobs.matching.town import Index, Town, cubes_near
from jobs.matching.weights import Weights

# So many of the best are kept for each request at first; where they do not prove the plan, more are looked
# at.
KEPT = 48
# So much room is made for what a search finds, at the least; it is gone on with where it runs out.
ROOM = 1 << 16
# A thread of its own is worth while from so many requests on.
WORTH_A_THREAD = 1_000


@dataclass(frozen=True, eq=False)
class Candidates:
    """The pairs that break no rule, by request, then by falling worth, then by helper.

    Attributes:
        indptr: int64[m + 1]; the pairs of request r are those from `indptr[r]` up to `indptr[r + 1]`.
        helper: int64[k].
        worth: int64[k], the score in millionths of the highest there could be.
        apart_m: float64[k], how far apart the two are straight through the ground, in metres; NaN where a
            place is not known.
        left_out: int64[m], what none of those exceeds who could be asked too and are not here; -1 where there
            are none.
    """

    indptr: Int64
    helper: Int64
    worth: Int64
    apart_m: Float64
    left_out: Int64

    @property
    def request(self) -> Int64:
        """int64[k], the request of each pair."""
        return np.repeat(np.arange(self.indptr.size - 1), np.diff(self.indptr))

    def with_rows(self, rows: Int64, other: Candidates) -> Candidates:
        """Returns the same pairs, but those of some requests from another search, which were searched for
        there.

        Args:
            rows: the requests whose pairs are taken from there.
            other: the other search, of the same requests.
        """
        counts, left_out = np.diff(self.indptr), self.left_out.copy()
        counts[rows], left_out[rows] = np.diff(other.indptr)[rows], other.left_out[rows]
        indptr = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))
        is_theirs = np.zeros(counts.size, dtype=np.bool_)
        is_theirs[rows] = True
        # Their pairs stand behind ours.
        came_at = np.where(is_theirs, other.indptr[:-1] + self.helper.size, self.indptr[:-1])
        at = np.repeat(came_at - indptr[:-1], counts) + np.arange(int(indptr[-1]))

        def joined(ours: Any, theirs: Any) -> Any:
            return np.concatenate((ours, theirs))[at]

        return Candidates(
            indptr,
            joined(self.helper, other.helper),
            joined(self.worth, other.worth),
            joined(self.apart_m, other.apart_m),
            left_out,
        )

    def joined(self, more: Candidates) -> Candidates:
        """Returns the same pairs and some more, of which those that are here already are left out.

        Args:
            more: pairs of the same requests.
        """
        rows = np.flatnonzero(np.diff(more.indptr))
        mine = _spans(self.indptr, rows)
        request = np.concatenate((np.repeat(rows, np.diff(self.indptr)[rows]), more.request))
        helper = np.concatenate((self.helper[mine], more.helper))
        worth = np.concatenate((self.worth[mine], more.worth))
        apart_m = np.concatenate((self.apart_m[mine], more.apart_m))
        order = np.lexsort((helper, -worth, request))
        # A pair is worth the same wherever it comes from, so the two of it stand side by side.
        same = (np.diff(request[order], prepend=-1) == 0) & (np.diff(helper[order], prepend=-1) == 0)
        order = order[~same]
        counts = np.bincount(request[order], minlength=self.indptr.size - 1)
        indptr = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))
        union = Candidates(indptr, helper[order], worth[order], apart_m[order], self.left_out)
        return self.with_rows(rows, union)

    def distance_m(self, at: Int64) -> Float64:
        """Returns how far apart the two of some pairs are, in metres over ground."""
        return arc_m(self.apart_m[at])


class Seekers(NamedTuple):
    """What a search knows of the requests; see `Requests`.

    Attributes:
        facts: int64[m, REQUEST_FACTS].
        kind, most: int64[m].
        doors_m: float64[m, 3].
        group, near_indptr, near: which cubes anybody might come from, or count as near by phone; see
            `cubes_near`.
        barred_indptr, barred, met_indptr, met, met_counts, named_indptr, named: the links.
    """

    facts: Int64
    kind: Int64
    most: Int64
    doors_m: Float64
    group: Int64
    near_indptr: Int64
    near: Int64
    barred_indptr: Int64
    barred: Int64
    met_indptr: Int64
    met: Int64
    met_counts: Int64
    named_indptr: Int64
    named: Int64


class Neighbours(NamedTuple):
    """What a search knows of the helpers; see `Helpers`.

    Attributes:
        facts: int64[n, HELPER_FACTS].
        homes_m: float64[n, 3].
        reach_squared: float64[n].
        skill: uint8[n, kinds].
        is_loose: bool[n], whom to pass over in the index, and to look at beside it.
        loose: int64[l], the same as numbers.
        merit_at_home: float64[e], what speaks for those in the index, whatever the request is; in its order.
        most_in_cube: float64[KINDS, c], the most of that among those who offer a kind and live in a cube.
        has_placeless: bool[KINDS], whether the place of anybody who offers a kind is not known.
        by_merit_starts: int64[KINDS + 1], where in `by_merit` those begin who offer a kind and may be asked.
        by_merit: int64[o], by kind, then by what speaks for them for that kind whatever the request is, the
            best first; only for kinds that somebody wants done by phone.
        merit: float64[o], what that comes to.
        merit_free: int64[o], when they are free in the days to come, which is looked at first.
        merit_facts: int64[o, HELPER_FACTS], their rows of `facts`, side by side in memory.
    """

    facts: Int64
    homes_m: Float64
    reach_squared: Float64
    skill: Any
    is_loose: Bool
    loose: Int64
    merit_at_home: Float64
    most_in_cube: Float64
    has_placeless: Bool
    by_merit_starts: Int64
    by_merit: Int64
    merit: Float64
    merit_free: Int64
    merit_facts: Int64


class Prices(NamedTuple):
    """What a pair must bring to be found: only what is worth more than it costs, and more than what is there.

    Attributes:
        of_helper: int64[n], what each helper costs.
        to_beat: int64[m], what a pair must bring each request beyond that.
    """

    of_helper: Int64
    to_beat: Int64


class Found(NamedTuple):
    """Where a search puts what it finds.

    Attributes:
        helper, gained, apart_squared: room for pairs; what a pair brings is its worth less the price.
        counts: int64[m], how many pairs each request has.
        left_out: int64[m], what none of those brings who could be asked too and are not here.
    """

    helper: Int64
    gained: Int64
    apart_squared: Float64
    counts: Int64
    left_out: Int64


class Search:
    """A search that can be gone on with: for more of the best, for some of the requests.

    Args:
        town: the helpers.
        requests: m of them.
        weights: what counts for how much.
        compiled: whether loops run as machine code, and on all processors.

    Raises:
        ValueError: a link of the requests points at no helper.
    """

    def __init__(self, town: Town, requests: Requests, weights: Weights, *, compiled: bool = False) -> None:
        requests.check_links(len(town))
        self._index = town.index
        self._gain = gains(town.helpers, requests, weights)
        self._seekers = _seekers(self._index, requests, weights)
        self._no_prices = Prices(
            np.zeros(len(town), dtype=np.int64), np.full(len(requests), -1, dtype=np.int64)
        )
        self._neighbours = _neighbours(town, self._index, requests, self._gain)
        self._compiled = compiled
        # Those that meet the same helpers come one after the other, who then are at hand.
        self._order = np.lexsort((self._seekers.group, self._seekers.kind))

    def best(self, kept: int = KEPT, only: Int64 | None = None, prices: Prices | None = None) -> Candidates:
        """Returns the best pairs of each request that break no rule.

        Args:
            kept: how many pairs of a request are kept at most; the worth of the others is in `left_out`.
            only: which requests to search for; the others have no pairs then. All, when left out.
            prices: what helpers cost. The best are then those that bring most, and only those that bring
                enough (and `left_out` is about what they bring).
        """
        prices = prices or self._no_prices
        m = self._order.size
        order = self._order if only is None else only
        counts, left_out = np.zeros(m, dtype=np.int64), np.full(m, -1, dtype=np.int64)
        shares = [share for share in np.array_split(order, self._processors(order.size)) if share.size]
        if len(shares) > 1:
            with ThreadPoolExecutor(len(shares)) as pool:
                found = pool.map(lambda share: self._share(share, kept, prices, counts, left_out), shares)
                parts = [part for several in found for part in several]
        else:
            parts = [part for share in shares for part in self._share(share, kept, prices, counts, left_out)]
        nothing = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
        helper, gained, apart_squared = (
            np.concatenate(column) for column in zip(*parts or [nothing], strict=True)
        )
        indptr = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))
        # Back into the order of the requests.
        came_at = np.zeros(m, dtype=np.int64)
        came_at[order] = np.cumsum(counts[order]) - counts[order]
        at = np.repeat(came_at - indptr[:-1], counts) + np.arange(helper.size)
        helper = helper[at]
        worth = gained[at] + prices.of_helper[helper]
        return Candidates(indptr, helper, worth, np.sqrt(apart_squared[at]), left_out)

    def _processors(self, requests: int) -> int:
        return min(os.cpu_count() or 1, 1 + requests // WORTH_A_THREAD) if self._compiled else 1

    def _share(
        self, order: Int64, kept: int, prices: Prices, counts: Int64, left_out: Int64
    ) -> list[tuple[Int64, Int64, Float64]]:
        """Searches for some requests, and notes for these alone how many pairs each has."""
        search = fast(_search) if self._compiled else _search
        parts: list[tuple[Int64, Int64, Float64]] = []
        first = 0
        while first < order.size:
            room = max(ROOM, 2 * kept)
            into = np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64), np.empty(room)
            found = Found(*into, counts, left_out)
            reached = int(
                search(
                    order,
                    first,
                    kept,
                    self._index,
                    self._seekers,
                    self._neighbours,
                    self._gain,
                    prices,
                    found,
                )
            )
            filled = int(counts[order[first:reached]].sum())
            parts.append((into[0][:filled], into[1][:filled], into[2][:filled]))
            first = reached
        return parts


def candidates(
    town: Town, requests: Requests, weights: Weights, *, kept: int = KEPT, compiled: bool = False
) -> Candidates:
    """Returns the best pairs of each request that break no rule; arguments and refusals as for `Search`."""
    return Search(town, requests, weights, compiled=compiled).best(kept)


def _spans(indptr: Int64, rows: Int64) -> Int64:
    """Returns the positions of all that stands in some rows, row by row."""
    counts = np.diff(indptr)[rows]
    before = np.cumsum(counts) - counts
    return np.repeat(indptr[rows] - before, counts) + np.arange(int(counts.sum()))


def _seekers(index: Index, requests: Requests, weights: Weights) -> Seekers:
    doors_m = requests.doors_m()
    group = np.zeros(len(requests), dtype=np.int64)
    near_indptr, near = np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64)
    call_m = float(chord_m(np.array([weights.call_m]))[0])
    by_phone = ~requests.needs_travel & ~np.isnan(doors_m[:, 0])
    for some, within_m in ((requests.needs_travel, index.furthest_m), (by_phone, call_m)):
        at = np.flatnonzero(some)
        own, indptr, cubes = cubes_near(index, doors_m[at], within_m)
        group[at] = own + near_indptr.size - 1
        near_indptr = np.concatenate((near_indptr, near_indptr[-1] + indptr[1:]))
        near = np.concatenate((near, cubes))
    return Seekers(
        requests.facts(),
        requests.kind,
        requests.most,
        doors_m,
        group,
        near_indptr,
        near,
        requests.barred.indptr,
        requests.barred.indices,
        requests.met.indptr,
        requests.met.indices,
        requests.met.counts,
        requests.named.indptr,
        requests.named.indices,
    )


def _neighbours(town: Town, index: Index, requests: Requests, gain: Gains) -> Neighbours:
    by_merit_starts = np.zeros(index.offering_starts.size, dtype=np.int64)
    has_placeless = np.zeros(by_merit_starts.size - 1, dtype=np.bool_)
    by_phone = set(np.unique(requests.kind[~requests.needs_travel]).tolist())
    parts: list[Int64] = []
    merits: list[Float64] = []
    for kind in range(by_merit_starts.size - 1):
        by_merit_starts[kind + 1] = by_merit_starts[kind]
        if kind not in by_phone:
            continue
        offering = index.offering[index.offering_starts[kind] : index.offering_starts[kind + 1]]
        can_be_asked = (town.helpers.cleared[offering] >> kind & 1 != 0) & (
            town.helpers.asks_left[offering] > 0
        )
        offering = offering[~town.is_loose[offering] & can_be_asked]
        has_placeless[kind] = np.isnan(town.homes_m[offering, 0]).any()
        merit = gain.of_helper[offering] + gain.of_skill[town.helpers.skill[offering, kind]]
        best_first = np.argsort(-merit, kind="stable")
        parts.append(offering[best_first])
        merits.append(merit[best_first])
        by_merit_starts[kind + 1] += offering.size
    by_merit = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    return Neighbours(
        town.facts,
        town.homes_m,
        town.reach_squared,
        town.helpers.skill,
        town.is_loose,
        np.flatnonzero(town.is_loose),
        *_merit_at_home(town, index, gain),
        has_placeless,
        by_merit_starts,
        by_merit,
        np.concatenate(merits) if merits else np.zeros(0),
        town.helpers.free[by_merit],
        town.facts[by_merit],
    )


def _merit_at_home(town: Town, index: Index, gain: Gains) -> tuple[Float64, Float64]:
    """Returns what speaks for those in the index, one by one and at the most in each cube."""
    starts, cubes = index.starts, index.corner.shape[0]
    kind = np.repeat(np.arange(starts.shape[0]), starts[:, -1] - starts[:, 0])
    merit = gain.of_helper[index.helpers] + gain.of_skill[town.helpers.skill[index.helpers, kind]]
    most = np.zeros((starts.shape[0], cubes))
    lived_in = np.diff(starts, axis=1) > 0
    if merit.size:
        most[lived_in] = np.maximum.reduceat(merit, starts[:, :-1][lived_in])
    return merit, most


@loop
def _search(
    order: Any,
    first: Any,
    kept: Any,
    index: Any,
    seekers: Any,
    neighbours: Any,
    gain: Any,
    prices: Any,
    found: Any,
) -> Any:
    """Finds the best pairs of requests one after the other, and returns how far it came: until there was no
    room.

    Args:
        order: int64[m], the requests.
        first: from which place in this order on.
        kept: how many pairs of a request are kept at most.
        index, seekers, neighbours, gain, prices, found: see their classes.
    """
    at = 0
    for place in range(first, order.size):
        if at + kept > found.helper.size:
            return place
        request = order[place]
        begins, lost = at, -1
        named_first, named_last = seekers.named_indptr[request], seekers.named_indptr[request + 1]
        met_first, met_last = seekers.met_indptr[request], seekers.met_indptr[request + 1]
        travels = seekers.facts[request, _TRAVELS] != 0
        if named_first < named_last:
            for position in range(named_first, named_last):
                one = seekers.named[position]
                at, lost = _look_at(
                    one, request, begins, at, kept, lost, seekers, neighbours, gain, prices, found
                )
        else:
            near = 0
            for one in neighbours.loose:
                if not travels and _is_far(one, request, seekers, neighbours, gain):
                    continue
                at, lost = _look_at(
                    one, request, begins, at, kept, lost, seekers, neighbours, gain, prices, found
                )
                if not travels and _is_near(one, request, seekers, neighbours, gain):
                    near += 1
            if not travels:
                for position in range(met_first, met_last):
                    one = seekers.met[position]
                    if not neighbours.is_loose[one]:
                        at, lost = _look_at(
                            one, request, begins, at, kept, lost, seekers, neighbours, gain, prices, found
                        )
            if travels or not math.isnan(seekers.doors_m[request, 0]):
                at, lost, near = _look_around(
                    request, begins, at, kept, lost, near, index, seekers, neighbours, gain, prices, found
                )
            if not travels and near < seekers.most[request]:
                for one in neighbours.loose:
                    if _is_far(one, request, seekers, neighbours, gain):
                        at, lost = _look_at(
                            one, request, begins, at, kept, lost, seekers, neighbours, gain, prices, found
                        )
                at, lost = _look_down(
                    request, begins, at, kept, lost, seekers, neighbours, gain, prices, found
                )
        found.counts[request] = at - begins
        found.left_out[request] = lost
    return order.size


@loop
def _look_at(
    helper: Any,
    request: Any,
    begins: Any,
    at: Any,
    kept: Any,
    lost: Any,
    seekers: Any,
    neighbours: Any,
    gain: Any,
    prices: Any,
    found: Any,
) -> Any:
    """Looks at one helper.

    Args:
        begins, at: where the pairs of the request begin, and end so far.
        lost: the most that anybody would bring who had no room.
        others: as for `_search`.

    Returns:
        where they end now, and the most that anybody would bring who had no room.
    """
    facts, reach_squared = neighbours.facts, neighbours.reach_squared
    apart_squared = _apart_squared(helper, request, neighbours.homes_m, seekers.doors_m)
    if broken(seekers.facts, request, facts, helper, apart_squared, reach_squared[helper], True) != 0:
        return at, lost
    if _has(seekers.barred, seekers.barred_indptr[request], seekers.barred_indptr[request + 1], helper):
        return at, lost
    kind = seekers.kind[request]
    met = _met(helper, request, seekers.met_indptr, seekers.met, seekers.met_counts, gain.of_met)
    fit = gain.of_helper[helper] + gain.of_skill[neighbours.skill[helper, kind]]
    fit = fit + nearness(apart_squared, gain.near, gain.near_half_m, gain.by_phone) + met
    if met == 0.0 and seekers.facts[request, _TRAVELS] == 0 and apart_squared > gain.call_squared:
        fit *= gain.far_call
    gained = share(fit, gain.urgency[request], gain.unit) - prices.of_helper[helper]
    if gained <= prices.to_beat[request]:
        return at, lost
    return _put(
        helper, gained, apart_squared, begins, at, kept, lost, found.helper, found.gained, found.apart_squared
    )


@loop
def _is_far(helper: Any, request: Any, seekers: Any, neighbours: Any, gain: Any) -> Any:
    """Says whether somebody is asked by phone only where too few live near: they have not helped this asker
    before, and live further away, or it is not known where."""
    met_first, met_last = seekers.met_indptr[request], seekers.met_indptr[request + 1]
    if _has(seekers.met, met_first, met_last, helper):
        return False
    return not _apart_squared(helper, request, neighbours.homes_m, seekers.doors_m) <= gain.call_squared


@loop
def _is_near(helper: Any, request: Any, seekers: Any, neighbours: Any, gain: Any) -> Any:
    """Says whether somebody lives near, could call and has not helped this asker before."""
    apart_squared = _apart_squared(helper, request, neighbours.homes_m, seekers.doors_m)
    if not apart_squared <= gain.call_squared:
        return False
    if broken(seekers.facts, request, neighbours.facts, helper, apart_squared, 0.0, True) != 0:
        return False
    if _has(seekers.barred, seekers.barred_indptr[request], seekers.barred_indptr[request + 1], helper):
        return False
    met_first, met_last = seekers.met_indptr[request], seekers.met_indptr[request + 1]
    return not _has(seekers.met, met_first, met_last, helper)


@loop
def _apart_squared(helper: Any, request: Any, homes_m: Any, doors_m: Any) -> Any:
    """Returns how far apart two are, straight through the ground and squared; NaN where a place is not
    known."""
    apart_squared = 0.0
    for axis in range(3):
        apart = homes_m[helper, axis] - doors_m[request, axis]
        apart_squared += apart * apart
    return apart_squared


@loop
def _look_around(
    request: Any,
    begins: Any,
    at: Any,
    kept: Any,
    lost: Any,
    suit: Any,
    index: Any,
    seekers: Any,
    neighbours: Any,
    gain: Any,
    prices: Any,
    found: Any,
) -> Any:
    """Looks at those who live in cubes from which anybody could come, or, by phone, at those who count as
    near and have not helped this asker before.

    Args:
        suit: how many such neighbours were found before.
        others: as for `_look_at`.

    Returns:
        as `_look_at` does, and how many suit now, exactly so where fewer do than may be asked.
    """
    # All arrays at hand, because this is where nearly all the time is spent.
    kind, group, wishes, near = seekers.kind[request], seekers.group[request], seekers.facts, seekers.near
    starts, corner, cube_m, helpers = index.starts, index.corner, index.cube_m, index.helpers
    people, homes_m, reach_squared = index.facts, index.homes_m, index.reach_squared
    is_loose, merit, most_in_cube = neighbours.is_loose, neighbours.merit_at_home, neighbours.most_in_cube
    barred, barred_first = seekers.barred, seekers.barred_indptr[request]
    barred_last = seekers.barred_indptr[request + 1]
    met_indptr, met, met_counts, of_met = seekers.met_indptr, seekers.met, seekers.met_counts, gain.of_met
    met_first, met_last = met_indptr[request], met_indptr[request + 1]
    near_weight, near_half_m, by_phone = gain.near, gain.near_half_m, gain.by_phone
    urgency, unit, call_squared = gain.urgency[request], gain.unit, gain.call_squared
    price, to_beat = prices.of_helper, prices.to_beat[request]
    into_helper, into_gained, into_apart = found.helper, found.gained, found.apart_squared
    travels, most_asked = wishes[request, _TRAVELS] != 0, seekers.most[request]
    x, y, z = seekers.doors_m[request, 0], seekers.doors_m[request, 1], seekers.doors_m[request, 2]
    for place in range(seekers.near_indptr[group], seekers.near_indptr[group + 1]):
        cube = near[place]
        first, last = starts[kind, cube], starts[kind, cube + 1]
        if first == last:
            continue
        beside_x, beside_y, beside_z = x - corner[cube, 0], y - corner[cube, 1], z - corner[cube, 2]
        gap_x = max(-beside_x, beside_x - cube_m, 0.0)
        gap_y = max(-beside_y, beside_y - cube_m, 0.0)
        gap_z = max(-beside_z, beside_z - cube_m, 0.0)
        squared = gap_x * gap_x + gap_y * gap_y + gap_z * gap_z
        if not travels and at - begins == kept and suit >= most_asked:
            fit = nearness(squared, near_weight, near_half_m, by_phone) + most_in_cube[kind, cube]
            most = share(fit, urgency, unit)
            if most < into_gained[at - 1]:
                # Nobody in there brings as much as the least of those who are kept.
                lost = max(lost, most)
                continue
        for row in range(first, last):
            if travels and reach_squared[row] < squared:
                # Neither this one nor any that follow reach out of their cube so far.
                break
            dx, dy, dz = homes_m[row, 0] - x, homes_m[row, 1] - y, homes_m[row, 2] - z
            apart_squared = dx * dx + dy * dy + dz * dz
            if not travels:
                if apart_squared > call_squared:
                    continue
                if at - begins == kept and suit >= most_asked:
                    fit = merit[row] + nearness(apart_squared, near_weight, near_half_m, by_phone)
                    most = share(fit, urgency, unit)
                    if most < into_gained[at - 1]:
                        lost = max(lost, most)
                        continue
            if broken(wishes, request, people, row, apart_squared, reach_squared[row], True) != 0:
                continue
            helper = helpers[row]
            if is_loose[helper] or _has(barred, barred_first, barred_last, helper):
                continue
            if not travels and _has(met, met_first, met_last, helper):
                continue
            fit = merit[row] + nearness(apart_squared, near_weight, near_half_m, by_phone)
            fit += _met(helper, request, met_indptr, met, met_counts, of_met)
            suit += 1
            gained = share(fit, urgency, unit) - price[helper]
            if gained > to_beat:
                at, lost = _put(
                    helper,
                    gained,
                    apart_squared,
                    begins,
                    at,
                    kept,
                    lost,
                    into_helper,
                    into_gained,
                    into_apart,
                )
    return at, lost, suit


@loop
def _look_down(
    request: Any,
    begins: Any,
    at: Any,
    kept: Any,
    lost: Any,
    seekers: Any,
    neighbours: Any,
    gain: Any,
    prices: Any,
    found: Any,
) -> Any:
    """Looks at those who could do it by phone and are not near, in the order of what speaks for them, and no
    further than could matter; arguments and answer as for `_look_at`."""
    kind, homes_m, doors_m = seekers.kind[request], neighbours.homes_m, seekers.doors_m
    met_first, met_last = seekers.met_indptr[request], seekers.met_indptr[request + 1]
    anywhere = math.isnan(doors_m[request, 0]) or neighbours.has_placeless[kind]
    merit_free, must_be_free = neighbours.merit_free, seekers.facts[request, _SLOTS]
    if seekers.facts[request, _SLOTS_LATER] != 0:
        must_be_free = 0
    far = nearness(gain.call_squared, gain.near, gain.near_half_m, gain.by_phone)
    for row in range(neighbours.by_merit_starts[kind], neighbours.by_merit_starts[kind + 1]):
        # Whoever comes from here on brings no more than this, whatever their place, rules and price.
        merit = neighbours.merit[row]
        fit = gain.far_call * (far + merit)
        if anywhere:
            fit = max(fit, gain.by_phone + merit)
        most = share(fit, gain.urgency[request], gain.unit)
        if most <= prices.to_beat[request]:
            return at, lost
        if at - begins == kept and most <= found.gained[at - 1]:
            return at, max(lost, most)
        if must_be_free != 0 and merit_free[row] & must_be_free == 0:
            continue
        if broken(seekers.facts, request, neighbours.merit_facts, row, math.nan, 0.0, True) != 0:
            continue
        helper = neighbours.by_merit[row]
        is_near = _apart_squared(helper, request, homes_m, doors_m) <= gain.call_squared
        # Who is near was looked at before, and whoever has met the asker as well.
        if not is_near and not _has(seekers.met, met_first, met_last, helper):
            at, lost = _look_at(
                helper, request, begins, at, kept, lost, seekers, neighbours, gain, prices, found
            )
    return at, lost


@loop
def _has(links: Any, first: Any, last: Any, helper: Any) -> Any:
    """Says whether a helper is among some links, which are few."""
    for position in range(first, last):  # noqa: SIM110 - numba knows no `any`
        if links[position] == helper:
            return True
    return False


@loop
def _met(helper: Any, request: Any, indptr: Any, met: Any, counts: Any, of_met: Any) -> Any:
    """Returns what it counts that a helper has helped this asker before, and how often."""
    for position in range(indptr[request], indptr[request + 1]):
        if met[position] == helper:
            return of_met[min(counts[position], of_met.size - 1)]
    return 0.0


@loop
def _put(
    helper: Any,
    gained: Any,
    apart_squared: Any,
    begins: Any,
    at: Any,
    kept: Any,
    lost: Any,
    into_helper: Any,
    into_gained: Any,
    into_apart: Any,
) -> Any:
    """Puts a pair into its place among the best of a request; arguments and answer as for `_look_at`."""
    place = at
    if at - begins == kept:
        place = at - 1
        if gained < into_gained[place] or (gained == into_gained[place] and helper > into_helper[place]):
            return at, max(lost, gained)
        lost = max(lost, into_gained[place])
    else:
        at += 1
    while place > begins:
        before = place - 1
        if into_gained[before] > gained or (into_gained[before] == gained and into_helper[before] < helper):
            break
        into_helper[place], into_gained[place] = into_helper[before], into_gained[before]
        into_apart[place] = into_apart[before]
        place = before
    into_helper[place], into_gained[place], into_apart[place] = helper, gained, apart_squared
    return at, lost
