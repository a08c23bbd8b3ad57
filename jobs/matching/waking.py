"""Waking up: loads all machine code, or makes it where it is not made yet, before anybody waits for it."""

from __future__ import annotations

import numpy as np

from jobs.matching.explanation import explain
from jobs.matching.helpers import NO_LIMIT, Helpers
from jobs.matching.planning import plan
from jobs.matching.requests import Links, Requests
from jobs.matching.town import Town


def wake_up() -> None:
    """Matches one helper to two requests, a visit and a call, who compete for them: that takes every loop."""
    one, two = np.ones(1, dtype=np.int64), np.ones(2, dtype=np.int64)
    helpers = Helpers(
        latitude_deg=np.zeros(1), longitude_deg=np.zeros(1), travel_limit_m=np.full(1, 1_000.0), offers=one,
        cleared=one, languages=one, free=one, free_later=one, gender=one, visits=0 * one, cannot=0 * one,
        minutes_left=one * NO_LIMIT, asleep=np.zeros(1, dtype=np.bool_), asks_left=one,
        hours_since_asked=np.zeros(1), asked_count=one, yes_count=one, received_share=np.zeros(1),
        skill=np.zeros((1, 1), dtype=np.uint8),
    )  # fmt: skip
    requests = Requests(
        latitude_deg=np.zeros(2), longitude_deg=np.zeros(2), kind=0 * two, slots=two, slots_later=two,
        all_slots=np.zeros(2, dtype=np.bool_), languages=two, comes=0 * two, asker_gender=two, access=0 * two,
        minutes=two, urgent=np.zeros(2, dtype=np.bool_), needs_travel=np.array([True, False]), wanted=two,
        chance=np.full(2, 0.5), pending=np.ones(2), most=two, waited_hours=np.zeros(2),
        due_in_hours=np.full(2, np.inf), barred=Links.none(2), met=Links.none(2), named=Links.none(2),
    )  # fmt: skip
    town = Town(helpers)
    plan(town, requests, compiled=True)
    explain(town, requests, 0, compiled=True)
