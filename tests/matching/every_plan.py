"""The best there is, found by trying everything: pairs, their worth and plans, again and plainly.

Nothing here knows of cubes, prices or chains. Distances are geopy's, scores are added up pair by pair, and of
all plans that keep the capacities none is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from jobs.matching import Helpers, Requests, Weights
from tests.matching.neighbours import Rules, row

LEVELS = 4


def best_of_all(
    rows: Sequence[Sequence[tuple[int, float]]], seats: Sequence[int], capacity: Sequence[int]
) -> tuple[tuple[int, ...], float]:
    """Returns the best levels of seats and then the best sum of worth of any plan there is.

    What is left of everybody's asks after some requests is remembered with the best way to get there, so that
    the same is not tried twice; levels and worths only add up, so a worse way there never ends up better.

    Args:
        rows: for each request the helpers and what each is worth.
        seats: of each request, at most `LEVELS`.
        capacity: of each helper.
    """
    ways: dict[tuple[int, ...], tuple[tuple[int, ...], float]] = {tuple(capacity): ((0,) * LEVELS, 0)}
    for pairs, most in zip(rows, seats, strict=True):
        after: dict[tuple[int, ...], tuple[tuple[int, ...], float]] = {}
        for left, (levels, total) in ways.items():
            free = [pair for pair in pairs if left[pair[0]] > 0]
            for size in range(min(most, len(free)) + 1):
                filled = tuple(many + (level < size) for level, many in enumerate(levels))
                for chosen in combinations(free, size):
                    taken = {helper for helper, _ in chosen}
                    then = tuple(many - (helper in taken) for helper, many in enumerate(left))
                    reached = filled, total + sum(worth for _, worth in chosen)
                    after[then] = max(after.get(then, reached), reached)
        ways = after
    return max(ways.values())


@dataclass(frozen=True)
class Scores:
    """What pairs are worth, and which of them are candidates, one pair at a time.

    Attributes:
        helpers, requests: of a round.
        weights: what counts for how much.
    """

    helpers: Helpers
    requests: Requests
    weights: Weights = field(default_factory=Weights)

    @property
    def rules(self) -> Rules:
        """The hard rules of the same round."""
        return Rules(self.helpers, self.requests)

    def candidates(self, r: int) -> list[int]:
        """Returns who could be asked: by phone those far away, or of no known place, only where fewer
        strangers live near than may be asked."""
        rules, met = self.rules, row(self.requests.met, r)
        suitable = [h for h in range(len(self.helpers)) if not rules.broken(r, h)]
        if self.requests.needs_travel[r] or row(self.requests.named, r):
            return suitable
        near = [h for h in suitable if rules.metres(r, h) <= self.weights.call_m]
        if len(set(near) - set(met)) < self.requests.most[r]:
            return suitable
        return [h for h in suitable if h in near or h in met]

    def worth(self, r: int, h: int) -> float:
        """Returns what a pair is worth in millionths, before it is rounded."""
        helpers, requests, weights = self.helpers, self.requests, self.weights
        metres, travels = self.rules.metres(r, h), bool(requests.needs_travel[r])
        tied, counts = (part.tolist() for part in requests.met.row(r))
        met = dict(zip(tied, counts, strict=True)).get(h, 0)
        near = weights.by_phone
        if not np.isnan(metres):
            near = weights.near_half_m / (weights.near_half_m + metres)
        fit = weights.near * near + weights.met * (1 - 0.5**met)
        fit += weights.skilled * (
            1 - 0.5 ** (int(helpers.skill[h, requests.kind[r]]) / weights.skilled_half_times)
        )
        fit += weights.rested * (1 - 0.5 ** (float(helpers.hours_since_asked[h]) / weights.rested_half_hours))
        asked, yes = int(helpers.asked_count[h]), int(helpers.yes_count[h])
        fit += weights.newcomer / (1 + asked) + weights.willing * min(0.98, (1 + yes) / (3 + asked))
        fit += weights.gives_back * float(helpers.received_share[h])
        if not travels and not met and metres > weights.call_m:
            fit *= weights.far_call
        urgency = 1 + weights.waited * (
            1 - 0.5 ** (float(requests.waited_hours[r]) / weights.waited_half_hours)
        )
        urgency += weights.due * 0.5 ** (max(0.0, float(requests.due_in_hours[r])) / weights.due_half_hours)
        return 1e6 * fit * urgency / weights.highest

    def best(self) -> tuple[tuple[int, ...], float]:
        """Returns the best levels of seats and sum of worth there are, if as many are asked as may be."""
        rows = [[(h, self.worth(r, h)) for h in self.candidates(r)] for r in range(len(self.requests))]
        return best_of_all(rows, self.requests.most.tolist(), self.helpers.asks_left.tolist())
