"""How well a helper suits a request: one number from 0 to 1 for each pair."""

from __future__ import annotations

import numpy as np

from jobs.matching.candidates import Candidates
from jobs.matching.helpers import Helpers
from jobs.matching.requests import Requests
from jobs.matching.shapes import Int64
from jobs.matching.weights import Weights

# Scores are whole millionths, so that sums are exact, ties are ties, and the last bit of a machine's sine or
# exponential function does not decide who is asked.
SCORE_UNITS = 1_000_000

# Three imagined invitations, one of them answered with yes, stand before the real ones.
PRIOR_YES = 1.0
PRIOR_ASKED = 3.0


def scores(pairs: Candidates, helpers: Helpers, requests: Requests, weights: Weights) -> Int64:
    """Returns the score of each pair in millionths of the highest there could be.

    `Weights` says what the parts mean. No part falls when a helper moves closer, has rested longer or has
    helped more often, or when a request has waited longer or is due sooner.

    Returns:
        int64[k], 0 to 1,000,000.
    """
    if weights.highest == 0:
        return np.zeros(pairs.request.size, dtype=np.int64)
    of_helper = (
        weights.rested * (1 - np.exp2(-helpers.hours_since_asked / weights.rested_half_hours))
        + weights.newcomer / (1 + helpers.asked_count)
        + weights.willing * (helpers.yes_count + PRIOR_YES) / (helpers.asked_count + PRIOR_ASKED)
    )
    ahead_hours = np.maximum(requests.due_in_hours, 0)
    urgency = (
        1
        + weights.waited * (1 - np.exp2(-requests.waited_hours / weights.waited_half_hours))
        + weights.due * np.exp2(-ahead_hours / weights.due_half_hours)
    )
    nearness = np.where(
        requests.needs_travel[pairs.request],
        weights.near_half_m / (weights.near_half_m + pairs.distance_m),
        weights.by_phone,
    )
    fit = weights.near * nearness + of_helper[pairs.helper]
    fit += weights.met * (1 - np.exp2(-pairs.met.astype(np.float64)))
    share: Int64 = np.rint(fit * urgency[pairs.request] * (SCORE_UNITS / weights.highest)).astype(np.int64)
    return share
