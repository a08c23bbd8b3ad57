"""A round of matching from a town to a plan: who is invited to what, why, and how sure it is that somebody
comes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

import numpy as np

from jobs.matching import waves
from jobs.matching.assignment import Assignment, assign, to_be_beaten
from jobs.matching.candidates import KEPT, Candidates, Search
from jobs.matching.compiled import fast
from jobs.matching.looking import Prices
from jobs.matching.requests import Links, Requests
from jobs.matching.score import SCORE_UNITS
from jobs.matching.shapes import Float64, Int64
from jobs.matching.town import Town
from jobs.matching.weights import Weights


class Reason(IntFlag):
    """Why this member is invited to this request; several hold at once."""

    KIND = 1
    """Offers this kind of help. Always so."""
    FREE = 2
    """Is free at a time that would do, where the request named any."""
    LANGUAGE = 4
    """Speaks a language that would do, where the request named any."""
    NEAR = 8
    """Lives within `Weights.near_half_m`, where somebody has to travel."""
    BY_PHONE = 16
    """Nobody has to travel."""
    MET = 32
    """Has helped this asker before, who was glad of them."""
    RESTED = 64
    """Has been asked before, but not within `Weights.rested_half_hours`."""
    NEWCOMER = 128
    """Has never been asked."""
    WAITED = 256
    """The request has waited for `Weights.waited_half_hours` or longer."""
    SOON = 512
    """Help is due within `Weights.due_half_hours`."""
    SKILLED = 1024
    """Has done this kind of help `Weights.skilled_half_times` times or more."""
    NAMED = 2048
    """Was named by the asker."""


@dataclass(frozen=True, eq=False)
class Plan:
    """k invitations, by request, then by falling score, then by helper.

    Attributes:
        request: int64[k], index into the requests.
        helper: int64[k], index into the helpers.
        score: float64[k], 0 to 1 in whole millionths: the share of what a pair could score at most.
        distance_m: float64[k], metres over ground; NaN where nobody has to travel.
        reasons: int64[k], bits of `Reason`; `Reason(int(plan.reasons[k]))` reads them.
        met: int64[k], how often this helper has helped this asker before.
        invited: int64[m], how many are invited to each request.
        suitable: int64[m], how many candidates there were; where there were more than are kept, so many were
            looked at, and there are more.
        sure: float64[m], how likely it is that enough say yes before help is due, if those who are left are
            asked too as far as there is time.
    """

    request: Int64
    helper: Int64
    score: Float64
    distance_m: Float64
    reasons: Int64
    met: Int64
    invited: Int64
    suitable: Int64
    sure: Float64

    def __len__(self) -> int:
        return self.request.size


def plan(
    town: Town,
    requests: Requests,
    weights: Weights | None = None,
    *,
    asks_ahead: Int64 | None = None,
    compiled: bool = False,
) -> Plan:
    """Returns the invitations to send now, best for all requests at once. Pure: the same arrays, the same
    plan.

    Each request asks as many as it takes to be as sure as its `chance` says, and no more than its `most`; no
    helper is asked more often than their `asks_left`, and nobody against a rule of theirs. Within that, as
    many requests as possible get a first invitation, then as many as possible a second, and so on; and
    among those plans the sum of scores is the highest there is, exactly. `jobs.matching.assignment` says
    how and why.

    Args:
        town: n members who may be asked.
        requests: m open requests.
        weights: what counts for how much; the defaults when left out.
        asks_ahead: int64[m], how many could be asked in the time that is left; all, when left out.
        compiled: whether loops run as machine code, which needs numba and pays from some thousand pairs on.

    Raises:
        ValueError: a link of the requests points at no helper. (Arrays are checked when they are put
            together.)
    """
    weights = weights or Weights()
    likely = waves.yes_chance(town.helpers.asked_count, town.helpers.yes_count)
    capacity = town.helpers.asks_left
    search = Search(town, requests, weights, compiled=compiled)
    kept = max(KEPT, int(requests.most.max(initial=0)))
    pairs = search.best(kept)
    seats = _seats(pairs, requests, likely, compiled)
    best = None
    while True:
        best = assign(pairs.indptr, pairs.helper, pairs.worth, seats, capacity, after=best, compiled=compiled)
        to_beat = to_be_beaten(best, pairs.worth, seats)
        wanting = np.flatnonzero(pairs.left_out > to_beat)
        if not wanting.size:
            break
        # Rarely: many compete for the same few, and somebody may do better with one that was not looked at.
        more = search.best(kept, wanting, Prices(best.prices, to_beat))
        found, pairs = pairs.helper.size, pairs.joined(more)
        if pairs.helper.size == found:
            break
    return _plan(town, requests, weights, pairs, best, _sure(pairs, requests, likely, asks_ahead, compiled))


def _seats(pairs: Candidates, requests: Requests, likely: Float64, compiled: bool) -> Int64:
    seats = np.zeros(len(requests), dtype=np.int64)
    wave_sizes = fast(waves.wave_sizes) if compiled else waves.wave_sizes
    wave_sizes(
        pairs.indptr,
        pairs.helper,
        likely,
        requests.wanted,
        requests.chance,
        requests.pending,
        requests.most,
        seats,
    )
    return seats


def _sure(
    pairs: Candidates, requests: Requests, likely: Float64, asks_ahead: Int64 | None, compiled: bool
) -> Float64:
    sure = np.zeros(len(requests))
    ahead = np.diff(pairs.indptr) if asks_ahead is None else asks_ahead
    chances = fast(waves.chances) if compiled else waves.chances
    chances(pairs.indptr, pairs.helper, likely, requests.wanted, requests.pending, ahead, sure)
    return sure


def _plan(
    town: Town, requests: Requests, weights: Weights, pairs: Candidates, best: Assignment, sure: Float64
) -> Plan:
    taken, helpers = best.taken, town.helpers
    request, helper = best.request, best.helper
    distance_m = np.where(requests.needs_travel[request], pairs.distance_m(taken), np.nan)
    met, named = _counts(requests.met, request, helper), _counts(requests.named, request, helper)
    travels = requests.needs_travel[request]
    asked_before = helpers.asked_count[helper] > 0
    skill = helpers.skill[helper, requests.kind[request]]
    reasons = np.full(taken.size, int(Reason.KIND), dtype=np.int64)
    for reason, holds in {
        Reason.FREE: (requests.slots[request] != 0) | (requests.slots_later[request] != 0),
        Reason.LANGUAGE: requests.languages[request] != 0,
        Reason.NEAR: travels & (distance_m <= weights.near_half_m),
        Reason.BY_PHONE: ~travels,
        Reason.MET: met > 0,
        Reason.RESTED: asked_before & (helpers.hours_since_asked[helper] >= weights.rested_half_hours),
        Reason.NEWCOMER: ~asked_before,
        Reason.WAITED: requests.waited_hours[request] >= weights.waited_half_hours,
        Reason.SOON: requests.due_in_hours[request] <= weights.due_half_hours,
        Reason.SKILLED: skill >= weights.skilled_half_times,
        Reason.NAMED: named > 0,
    }.items():
        reasons[holds] |= int(reason)
    return Plan(
        request=request,
        helper=helper,
        score=pairs.worth[taken] / SCORE_UNITS,
        distance_m=distance_m,
        reasons=reasons,
        met=met,
        invited=np.bincount(request, minlength=len(requests)),
        suitable=np.diff(pairs.indptr),
        sure=sure,
    )


def _counts(links: Links, request: Int64, helper: Int64) -> Int64:
    """Returns the counts of the links that stand between pairs, 0 where there is none."""
    if not links.indices.size:
        return np.zeros(request.size, dtype=np.int64)
    rows = np.repeat(np.arange(links.indptr.size - 1), np.diff(links.indptr))
    width = int(max(links.indices.max(), helper.max(initial=0))) + 1
    keys, wanted = rows * width + links.indices, request * width + helper
    at = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
    return np.where(keys[at] == wanted, links.counts[at], 0)
