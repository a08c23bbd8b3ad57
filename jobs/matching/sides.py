"""What a search for candidates knows of both sides: the requests and the helpers as arrays side by side."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from jobs.matching.places import chord_m
from jobs.matching.requests import Requests
from jobs.matching.score import Gains
from jobs.matching.shapes import Bool, Float64, Int64
from jobs.matching.town import Index, Town, cubes_near
from jobs.matching.weights import Weights


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


def seekers_of(index: Index, requests: Requests, weights: Weights) -> Seekers:
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


def neighbours_of(town: Town, index: Index, requests: Requests, gain: Gains) -> Neighbours:
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
