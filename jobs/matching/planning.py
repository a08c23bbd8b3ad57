"""A round of matching from arrays to a plan: who is invited to what, why, and why others are not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

import numpy as np

from jobs.matching.assignment import assign
from jobs.matching.candidates import Candidates, FellOut, candidates
from jobs.matching.helpers import Helpers
from jobs.matching.requests import Requests
from jobs.matching.score import SCORE_UNITS, scores
from jobs.matching.shapes import Float64, Int64
from jobs.matching.weights import Weights


class Reason(IntFlag):
    """Why this member is invited to this request; several hold at once."""

    KIND = 1
    """Offers this kind of help. Always so."""
    FREE = 2
    """Is usually free at a time that would do, where the request named any."""
    LANGUAGE = 4
    """Speaks a language that would do, where the request named any."""
    NEAR = 8
    """Lives within `Weights.near_half_m`, where somebody has to travel."""
    BY_PHONE = 16
    """Nobody has to travel."""
    MET = 32
    """Has helped this asker before."""
    RESTED = 64
    """Has been asked before, but not within `Weights.rested_half_hours`."""
    NEWCOMER = 128
    """Has never been asked."""
    WAITED = 256
    """The request has waited for `Weights.waited_half_hours` or longer."""
    SOON = 512
    """Help is due within `Weights.due_half_hours`."""


@dataclass(frozen=True, eq=False)
class Plan:
    """k invitations, by request, then by falling score, then by helper.

    Attributes:
        request: int64[k], index into the requests.
        helper: int64[k], index into the helpers.
        score: float64[k], 0 to 1 in whole millionths: the share of what a pair could score at most.
        distance_m: float64[k], metres over ground; NaN where a place is not known, which only happens by
            phone.
        reasons: int64[k], bits of `Reason`; `Reason(int(plan.reasons[k]))` reads them.
        invited: int64[m], how many are invited to each request.
        fell_out: per request, why the others were no candidates.
    """

    request: Int64
    helper: Int64
    score: Float64
    distance_m: Float64
    reasons: Int64
    invited: Int64
    fell_out: FellOut

    def __len__(self) -> int:
        return self.request.size


def plan(helpers: Helpers, requests: Requests, weights: Weights | None = None) -> Plan:
    """Returns the invitations to send now, best for all requests at once. Pure: the same arrays, the same
    plan.

    No request gets more than its `wave_size`, no helper more than their `asks_left`, nobody an invitation
    that breaks a rule of theirs. Within that, as many requests as possible get a first invitation, then as
    many as possible a second, and so on; and among those plans the sum of scores is the highest there is,
    exactly. `jobs.matching.assignment` says how and why.

    Args:
        helpers: n members who may be asked.
        requests: m open requests.
        weights: what counts for how much; the defaults when left out.

    Raises:
        ValueError: a link of the requests points at no helper. (Arrays are checked when they are put
            together.)
    """
    weights = weights or Weights()
    pairs = candidates(helpers, requests)
    score = scores(pairs, helpers, requests, weights)
    taken = assign(pairs.indptr, pairs.helper, score, requests.wave_size, helpers.asks_left).taken
    request = pairs.request[taken]
    return Plan(
        request=request,
        helper=pairs.helper[taken],
        score=score[taken] / SCORE_UNITS,
        distance_m=pairs.distance_m[taken],
        reasons=_reasons(pairs, taken, helpers, requests, weights),
        invited=np.bincount(request, minlength=len(requests)),
        fell_out=pairs.fell_out,
    )


def _reasons(
    pairs: Candidates, taken: Int64, helpers: Helpers, requests: Requests, weights: Weights
) -> Int64:
    request, helper = pairs.request[taken], pairs.helper[taken]
    travels = requests.needs_travel[request]
    asked_before = helpers.asked_count[helper] > 0
    reasons = np.full(taken.size, int(Reason.KIND), dtype=np.int64)
    for reason, holds in {
        Reason.FREE: requests.slots[request] != 0,
        Reason.LANGUAGE: requests.languages[request] != 0,
        Reason.NEAR: travels & (pairs.distance_m[taken] <= weights.near_half_m),
        Reason.BY_PHONE: ~travels,
        Reason.MET: pairs.met[taken] > 0,
        Reason.RESTED: asked_before & (helpers.hours_since_asked[helper] >= weights.rested_half_hours),
        Reason.NEWCOMER: ~asked_before,
        Reason.WAITED: requests.waited_hours[request] >= weights.waited_half_hours,
        Reason.SOON: requests.due_in_hours[request] <= weights.due_half_hours,
    }.items():
        reasons[holds] |= int(reason)
    return reasons
