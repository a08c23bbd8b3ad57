"""Who could be asked to what: the pairs that break no hard rule, and a count of why the others fell out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from jobs.matching.helpers import Helpers
from jobs.matching.places import HALFWAY_ROUND_M, arc_m, chord_m, points_m
from jobs.matching.requests import Links, Requests
from jobs.matching.shapes import Float64, Int64

# A block of this many pairs fits, with its intermediate results, into the second-level cache of small
# machines.
PAIRS_AT_ONCE = 1 << 16

# Below this a grid has more cells than are worth walking through.
SMALLEST_CELL_M = 1000.0


@dataclass(frozen=True, eq=False)
class FellOut:
    """How many helpers each request lost to each rule; all are int64[m].

    Every helper is counted once, under the first rule that stops them, in the order below; with `suitable`
    the counts of a request add up to n.

    Attributes:
        wrong_kind: do not offer this kind of help.
        too_far: would have to travel further than they said, or their place is not known.
        not_free: not free at any time that would do.
        no_language: share no language that would do.
        barred: never to be invited to it, such as those asked before.
        no_asks_left: have been asked as often as they said.
        suitable: those who are left, the candidates.
    """

    wrong_kind: Int64
    too_far: Int64
    not_free: Int64
    no_language: Int64
    barred: Int64
    no_asks_left: Int64
    suitable: Int64


@dataclass(frozen=True, eq=False)
class Candidates:
    """All k pairs that break no rule, by request, then by helper.

    Attributes:
        indptr: int64[m + 1]; the pairs of request r are those from `indptr[r]` up to `indptr[r + 1]`.
        request: int64[k].
        helper: int64[k].
        distance_m: float64[k], metres over ground; NaN for a helper or asker whose place is not known.
        met: int64[k], how often this helper has helped this asker before.
        fell_out: why the other pairs are not here.
    """

    indptr: Int64
    request: Int64
    helper: Int64
    distance_m: Float64
    met: Int64
    fell_out: FellOut


def candidates(helpers: Helpers, requests: Requests) -> Candidates:
    """Returns every pair of a request and a helper who could be invited to it.

    Requests are taken together by kind of help and cell of a grid, so that each group is compared only with
    helpers who offer that kind and live within reach of the cell, and as whole blocks of pairs.

    Raises:
        ValueError: a link of the requests points at no helper.
    """
    n, m = len(helpers), len(requests)
    requests.barred.check("requests.barred", n)
    requests.met.check("requests.met", n)
    offering, too_far, not_free, no_language = (np.zeros(m, dtype=np.int64) for _ in range(4))
    homes = points_m(helpers.latitude_deg, helpers.longitude_deg)
    doors = points_m(requests.latitude_deg, requests.longitude_deg)
    reach_squared = chord_m(helpers.travel_limit_m) ** 2
    slots = np.where(requests.slots == 0, np.uint32(2**21 - 1), requests.slots)
    found: list[tuple[Int64, Int64, Float64]] = []
    for rows, of_kind, reachable in _groups(helpers, requests, homes, doors):
        offering[rows] = of_kind
        travel = bool(requests.needs_travel[rows[0]])
        for start in range(0, rows.size, step := max(1, PAIRS_AT_ONCE // max(1, reachable.size))):
            block = rows[start : start + step]
            squares = np.zeros((block.size, reachable.size))
            for axis in range(3):
                apart = doors[axis, block][:, None] - homes[axis, reachable]
                squares += np.square(apart, out=apart)
            if travel:
                row, column = np.nonzero(squares <= reach_squared[reachable])
                too_far[block] = of_kind - np.bincount(row, minlength=block.size)
            else:
                row = np.repeat(np.arange(block.size), reachable.size)
                column = np.tile(np.arange(reachable.size), block.size)
            request, helper = block[row], reachable[column]
            free = slots[request] & helpers.free_slots[helper] != 0
            not_free[block] = np.bincount(row[~free], minlength=block.size)
            wanted = requests.languages[request]
            heard = (wanted & helpers.languages[helper] != 0) | (wanted == 0)
            no_language[block] = np.bincount(row[free & ~heard], minlength=block.size)
            keep = free & heard
            found.append((request[keep], helper[keep], squares[row[keep], column[keep]]))

    request, helper, chord_squared = _joined(found)
    # The blocks come kind by kind; a stable sort puts whole runs in place and leaves helpers ascending.
    order = np.argsort(request, kind="stable")
    request, helper, chord_squared = request[order], helper[order], chord_squared[order]

    open_to = np.ones(request.size, dtype=np.bool_)
    open_to[_positions(requests.barred, request, helper, n)[0]] = False
    barred = np.bincount(request[~open_to], minlength=m)
    tired = open_to & (helpers.asks_left[helper] == 0)
    no_asks_left = np.bincount(request[tired], minlength=m)
    keep = open_to & ~tired
    request, helper, chord_squared = request[keep], helper[keep], chord_squared[keep]

    met = np.zeros(request.size, dtype=np.int64)
    at, link = _positions(requests.met, request, helper, n)
    np.add.at(met, at, requests.met.counts[link])
    suitable = np.bincount(request, minlength=m)
    indptr = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(suitable)))
    fell_out = FellOut(n - offering, too_far, not_free, no_language, barred, no_asks_left, suitable)
    return Candidates(indptr, request, helper, arc_m(np.sqrt(chord_squared)), met, fell_out)


def _groups(
    helpers: Helpers, requests: Requests, homes: Float64, doors: Float64
) -> Iterator[tuple[Int64, int, Int64]]:
    """Yields requests of one kind in one cell, how many offer that kind, and which of them are in reach."""
    for kind in np.unique(requests.kind):
        offering = np.flatnonzero(helpers.kinds >> np.uint64(kind) & np.uint64(1))
        of_kind = requests.kind == kind
        by_phone = np.flatnonzero(of_kind & ~requests.needs_travel)
        if by_phone.size:
            yield by_phone, offering.size, offering
        visits = np.flatnonzero(of_kind & requests.needs_travel)
        if not visits.size:
            continue
        reach_m = float(helpers.travel_limit_m[offering].max(initial=0.0))
        if reach_m >= HALFWAY_ROUND_M:
            yield visits, offering.size, offering
            continue
        # Cubes in space rather than squares of degrees, so that the poles and the date line are places like
        # others.
        cube = np.floor(doors[:, visits] / max(reach_m, SMALLEST_CELL_M))
        order = np.lexsort(cube)
        seams = np.flatnonzero((np.diff(cube[:, order], axis=1) != 0).any(axis=0)) + 1
        for cell in np.split(visits[order], seams):
            low = doors[:, cell].min(axis=1) - reach_m
            high = doors[:, cell].max(axis=1) + reach_m
            place = homes[:, offering]
            inside = ((place >= low[:, None]) & (place <= high[:, None])).all(axis=0)
            yield np.sort(cell), offering.size, offering[inside]


def _joined(found: list[tuple[Int64, Int64, Float64]]) -> tuple[Int64, Int64, Float64]:
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
    request, helper, chord_squared = zip(*found, strict=True)
    return np.concatenate(request), np.concatenate(helper), np.concatenate(chord_squared)


def _positions(links: Links, request: Int64, helper: Int64, helpers: int) -> tuple[Int64, Int64]:
    """Returns where links stand among pairs sorted by request and helper, and which links those are."""
    pairs = request * helpers + helper
    wanted = links.rows * helpers + links.indices
    at = np.searchsorted(pairs, wanted)
    link = np.flatnonzero(at < pairs.size)
    link = link[pairs[at[link]] == wanted[link]]
    return at[link], link
