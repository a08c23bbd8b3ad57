"""Who suits whom, best for all: arrays in, plan out. No database, no Telegram, no clock, no chance.

    helpers = Helpers(latitude_deg=…, …)        # n members who may be asked
    requests = Requests(latitude_deg=…, …)      # m open requests
    invitations = plan(helpers, requests)       # Plan: request[k], helper[k], score[k], reasons[k], …

`Helpers` and `Requests` check their arrays and raise ValueError in words that name the array. `plan` finds
the pairs that break no rule (`candidates`), scores them (`score`, by `Weights`) and chooses (`assignment`).
Angles are in degrees, distances in metres over ground, times in hours; bit sets are unsigned integers.
"""

from __future__ import annotations

from jobs.matching.candidates import FellOut
from jobs.matching.helpers import Helpers
from jobs.matching.planning import Plan, Reason, plan
from jobs.matching.requests import Links, Requests
from jobs.matching.weights import Weights

__all__ = ["FellOut", "Helpers", "Links", "Plan", "Reason", "Requests", "Weights", "plan"]
