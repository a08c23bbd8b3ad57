"""Why: who was considered for a request, who was not and for what reason, and which single change would help.

For both, every rule is looked at for each helper who offers this kind of help, and not only the first that is
broken. All others are no candidates for one plain reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from jobs.matching.compiled import fast, loop
from jobs.matching.places import arc_m
from jobs.matching.requests import DAYS_AHEAD, Requests
from jobs.matching.rules import Bar, Rule, broken
from jobs.matching.shapes import Float64, Int64
from jobs.matching.town import Town

PARTS_AHEAD = DAYS_AHEAD * 3
# These keep nobody from being asked about another time.
ANOTHER_QUESTION = Bar.ASKED_BEFORE | Bar.SAID_NO


@dataclass(frozen=True, eq=False)
class Explanation:
    """How the helpers who offer one kind of help stand to one request.

    Attributes:
        helper: int64[k], index into the helpers, ascending.
        broken: int64[k], bits of `Rule`; 0 for a candidate.
        bars: int64[k], bits of `Bar`.
        distance_m: float64[k], metres over ground; NaN where a place is not known or nobody travels.
        free: int64[k], as in `Helpers`.
        further_m: float64[k], how much further they would have to travel than they said; 0 where they need
            not.
    """

    helper: Int64
    broken: Int64
    bars: Int64
    distance_m: Float64
    free: Int64
    further_m: Float64

    @property
    def first(self) -> Int64:
        """int64[k], the first rule that each breaks, as a bit of `Rule`; 0 for a candidate."""
        return self.broken & -self.broken

    def count(self, rule: Rule) -> int:
        """Returns how many break that rule first."""
        return int((self.first == int(rule)).sum())

    @property
    def suitable(self) -> int:
        """How many break none."""
        return int((self.broken == 0).sum())

    def alone(self, rule: Rule) -> int:
        """Returns how many break that rule and no other: so many there would be more without it."""
        return int((self.broken == int(rule)).sum())

    def if_asked_for(self, *, all_of: int = 1) -> Int64:
        """Returns how many could come at other times, all else being the same.

        Whoever was asked before, or said no, was asked about something else, so they count.

        Args:
            all_of: how many parts of a day help takes, one after the other.

        Returns:
            int64[DAYS_AHEAD * 3], for help that begins in each part of the days to come.
        """
        lets = (self.broken & ~int(Rule.TIME | Rule.BARRED)) == 0
        could = self.free[lets & ((self.bars & ~int(ANOTHER_QUESTION)) == 0)]
        counts = np.zeros(PARTS_AHEAD, dtype=np.int64)
        for part in range(PARTS_AHEAD - all_of + 1):
            needed = ((1 << all_of) - 1) << part
            counts[part] = int(((could & needed) == needed).sum())
        return counts

    def within(self, more_m: float) -> int:
        """Returns how many more there would be if they went so much further than they said."""
        return int(((self.broken == int(Rule.REACH)) & (self.further_m <= more_m)).sum())


def explain(town: Town, requests: Requests, request: int, *, compiled: bool = False) -> Explanation:
    """Says how everybody who offers this kind of help stands to one of the requests.

    Args:
        town: n helpers.
        requests: of a round.
        request: which of them.
        compiled: whether loops run as machine code.

    Raises:
        ValueError: a link of the requests points at no helper.
    """
    requests.check_links(len(town))
    kind = int(requests.kind[request])
    helper = np.flatnonzero(town.helpers.offers >> kind & 1)
    door = requests.doors_m()[request]
    apart_squared = np.square(town.homes_m[helper] - door).sum(axis=1)
    found = np.zeros(helper.size, dtype=np.int64)
    look = fast(_all_broken) if compiled else _all_broken
    look(requests.facts(), request, town.facts, helper, apart_squared, town.reach_squared, found)
    bars = np.zeros(helper.size, dtype=np.int64)
    barred, why = requests.barred.row(request)
    at = np.flatnonzero(np.isin(helper, barred))
    bars[at] = why[np.searchsorted(barred, helper[at])]
    found[bars != 0] |= int(Rule.BARRED)
    named, _ = requests.named.row(request)
    if named.size:
        found[~np.isin(helper, named)] |= int(Rule.NOT_NAMED)
    travels = bool(requests.needs_travel[request])
    distance_m = arc_m(np.sqrt(apart_squared)) if travels else np.full(helper.size, np.nan)
    further_m = np.maximum(0.0, np.nan_to_num(distance_m - town.helpers.travel_limit_m[helper], nan=0.0))
    further_m[np.isnan(distance_m) & travels] = np.inf
    return Explanation(helper, found, bars, distance_m, town.helpers.free[helper], further_m)


@loop
def _all_broken(
    seekers: Any, request: Any, people: Any, helpers: Any, apart_squared: Any, reach_squared: Any, found: Any
) -> None:
    for position in range(helpers.size):
        helper = helpers[position]
        found[position] = broken(
            seekers, request, people, helper, apart_squared[position], reach_squared[helper], False
        )
