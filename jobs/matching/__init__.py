"""Who suits whom, best for all: arrays in, plan out. No database, no Telegram, no clock, no chance.

    town = Town(Helpers(latitude_deg=…, …))     # n members who may be asked, kept warm with town.change(…)
    requests = Requests(latitude_deg=…, …)      # m open requests
    invitations = plan(town, requests)          # Plan: request[k], helper[k], score[k], reasons[k], …

`Helpers` and `Requests` check their arrays and raise ValueError in words that name the array. `plan` finds
the pairs that break no rule (`rules`, `candidates`), scores them (`score`, by `Weights`), works out how
many to ask (`waves`) and chooses (`assignment`). Angles are in degrees, distances in metres over ground,
times in hours; bit sets are whole numbers below 2^63.
"""

from __future__ import annotations

from jobs.matching.explanation import Explanation, explain
from jobs.matching.helpers import NO_LIMIT, Helpers
from jobs.matching.planning import Plan, Reason, plan
from jobs.matching.requests import DAYS_AHEAD, Links, Requests
from jobs.matching.rules import Bar, Rule
from jobs.matching.town import Town
from jobs.matching.waking import wake_up
from jobs.matching.waves import chance_wanted, yes_chance
from jobs.matching.weights import Weights

__all__ = [
    "DAYS_AHEAD",
    "NO_LIMIT",
    "Bar",
    "Explanation",
    "Helpers",
    "Links",
    "Plan",
    "Reason",
    "Requests",
    "Rule",
    "Town",
    "Weights",
    "chance_wanted",
    "explain",
    "plan",
    "wake_up",
    "yes_chance",
]
