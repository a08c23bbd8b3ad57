"""How well a helper suits a request: one number for each pair, in millionths of the highest there could
be."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from jobs.matching.compiled import loop
from jobs.matching.helpers import Helpers
from jobs.matching.places import MEAN_RADIUS_M, chord_m
from jobs.matching.requests import Requests
from jobs.matching.shapes import Float64
from jobs.matching.waves import yes_chance
from jobs.matching.weights import Weights

# Scores are whole millionths, so that sums are exact, ties are ties, and the last bit of a machine's sine or
# exponential function does not decide who is asked.
SCORE_UNITS = 1_000_000
# Beyond so many times it makes no difference that could be told apart.
TIMES_TOLD_APART = 24

_BENDING = 24 * MEAN_RADIUS_M**2


class Gains(NamedTuple):
    """What the parts of a score come to, before pairs are looked at; `Weights` says what they mean.

    Attributes:
        near, near_half_m: as in `Weights`.
        by_phone: what counts for nearness where a place is not known.
        call_squared: up to which distance those who help by phone count as neighbours, straight through the
            ground, in square metres.
        far_call: as in `Weights`.
        of_helper: float64[n], what speaks for each helper, whatever the request is.
        of_skill: float64[256], what it counts to have helped with that kind so often.
        of_met: float64[TIMES_TOLD_APART], what it counts to have helped this asker so often.
        urgency: float64[m], by what each request's fit is multiplied.
        unit: what makes millionths of the highest score out of it.
    """

    near: float
    near_half_m: float
    by_phone: float
    call_squared: float
    far_call: float
    of_helper: Float64
    of_skill: Float64
    of_met: Float64
    urgency: Float64
    unit: float


def gains(helpers: Helpers, requests: Requests, weights: Weights) -> Gains:
    """Works out what the parts of a score come to.

    No part falls when a helper moves closer, has rested longer, or has helped or been helped more often, or
    when a request has waited longer or is due sooner.
    """
    of_helper = (
        weights.rested * (1 - np.exp2(-helpers.hours_since_asked / weights.rested_half_hours))
        + weights.newcomer / (1 + helpers.asked_count)
        + weights.willing * yes_chance(helpers.asked_count, helpers.yes_count)
        + weights.gives_back * helpers.received_share
    )
    ahead_hours = np.maximum(requests.due_in_hours, 0)
    urgency = (
        1
        + weights.waited * (1 - np.exp2(-requests.waited_hours / weights.waited_half_hours))
        + weights.due * np.exp2(-ahead_hours / weights.due_half_hours)
    )
    return Gains(
        weights.near,
        weights.near_half_m,
        weights.near * weights.by_phone,
        float(chord_m(np.array([weights.call_m]))[0]) ** 2,
        weights.far_call,
        of_helper,
        weights.skilled * (1 - np.exp2(-np.arange(256) / weights.skilled_half_times)),
        weights.met * (1 - np.exp2(-np.arange(TIMES_TOLD_APART, dtype=np.float64))),
        urgency,
        SCORE_UNITS / weights.highest if weights.highest else 0.0,
    )


@loop
def nearness(apart_squared: Any, near: Any, near_half_m: Any, by_phone: Any) -> Any:
    """Returns what it counts to live so far apart, given straight through the ground, in square metres; NaN
    where a place is not known."""
    if math.isnan(apart_squared):
        return by_phone
    # Bent back up to an arc by the first term of its series, which is a millimetre off at 100 km.
    distance_m = math.sqrt(apart_squared) * (1.0 + apart_squared / _BENDING)
    return near * near_half_m / (near_half_m + distance_m)


@loop
def share(fit: Any, urgency: Any, unit: Any) -> Any:
    """Returns a score in whole millionths, from 0 to 1,000,000."""
    return math.floor(fit * urgency * unit + 0.5)
