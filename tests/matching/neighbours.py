"""Small made-up rounds of matching, where everybody suits everybody until a test says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from geopy.distance import geodesic
from hypothesis import strategies as st

from jobs.matching import Helpers, Links, Plan, Requests

ALWAYS = 2**21 - 1


def some_helpers(n: int, **changes: Any) -> Helpers:
    """Returns n helpers at one spot who do kind 0, speak language 0, are always free, with one ask left."""
    given: dict[str, Any] = {
        "latitude_deg": np.full(n, 51.5),
        "longitude_deg": np.full(n, -3.2),
        "travel_limit_m": np.full(n, 5_000.0),
        "kinds": np.ones(n, dtype=np.uint64),
        "languages": np.ones(n, dtype=np.uint64),
        "free_slots": np.full(n, ALWAYS, dtype=np.uint32),
        "asks_left": np.ones(n, dtype=np.int64),
        "hours_since_asked": np.full(n, 100.0),
        "asked_count": np.full(n, 4),
        "yes_count": np.full(n, 2),
    }
    return Helpers(**{**given, **changes})


def some_requests(m: int, **changes: Any) -> Requests:
    """Returns m requests at one spot, near those helpers, that one helper each is wanted for."""
    given: dict[str, Any] = {
        "latitude_deg": np.full(m, 51.5),
        "longitude_deg": np.full(m, -3.2),
        "kind": np.zeros(m, dtype=np.int64),
        "languages": np.ones(m, dtype=np.uint64),
        "slots": np.ones(m, dtype=np.uint32),
        "needs_travel": np.ones(m, dtype=np.bool_),
        "wave_size": np.ones(m, dtype=np.int64),
        "waited_hours": np.zeros(m),
        "due_in_hours": np.full(m, np.inf),
        "barred": Links.none(m),
        "met": Links.none(m),
    }
    return Requests(**{**given, **changes})


@st.composite
def rounds(draw: st.DrawFn, most_helpers: int = 6, most_requests: int = 4) -> tuple[Helpers, Requests]:
    """Draws a small round in which rules bite, capacities run out and many scores are equal."""
    n, m = draw(st.integers(0, most_helpers)), draw(st.integers(0, most_requests))

    def each(count: int, values: st.SearchStrategy[Any]) -> Any:
        return draw(st.lists(values, min_size=count, max_size=count))

    def links() -> Links:
        if not n or not m:
            return Links.none(m)
        pairs = draw(
            st.lists(st.tuples(st.integers(0, m - 1), st.integers(0, n - 1), st.integers(1, 3)), max_size=4)
        )
        columns = np.array(pairs, dtype=np.int64).reshape(-1, 3).T
        return Links.of(m, columns[0], columns[1], columns[2])

    nearby = st.sampled_from([0.0, 0.004, 0.01, 0.03])
    asked = np.array(each(n, st.integers(0, 4)), dtype=np.int64)
    helpers = some_helpers(
        n,
        latitude_deg=51.5 + np.array(each(n, nearby), dtype=np.float64),
        longitude_deg=-3.2 + np.array(each(n, nearby), dtype=np.float64),
        travel_limit_m=np.array(
            each(n, st.sampled_from([0.0, 500.0, 2_000.0, 9_000.0, np.inf])), dtype=np.float64
        ),
        kinds=np.array(each(n, st.sampled_from([1, 2, 3, 2**63 + 1])), dtype=np.uint64),
        languages=np.array(each(n, st.sampled_from([1, 2, 3])), dtype=np.uint64),
        free_slots=np.array(each(n, st.sampled_from([0, 1, 6, ALWAYS])), dtype=np.uint32),
        asks_left=np.array(each(n, st.integers(0, 2)), dtype=np.int64),
        hours_since_asked=np.where(
            asked == 0, np.inf, np.array(each(n, st.sampled_from([1.0, 50.0, 900.0])))
        ),
        asked_count=asked,
        yes_count=asked // 2,
    )
    requests = some_requests(
        m,
        latitude_deg=51.5 + np.array(each(m, nearby), dtype=np.float64),
        kind=np.array(each(m, st.sampled_from([0, 0, 1, 63])), dtype=np.int64),
        languages=np.array(each(m, st.sampled_from([0, 1, 2, 3])), dtype=np.uint64),
        slots=np.array(each(m, st.sampled_from([0, 1, 3, 4])), dtype=np.uint32),
        needs_travel=np.array(each(m, st.booleans()), dtype=np.bool_),
        wave_size=np.array(each(m, st.integers(0, 3)), dtype=np.int64),
        waited_hours=np.array(each(m, st.sampled_from([0.0, 30.0])), dtype=np.float64),
        due_in_hours=np.array(each(m, st.sampled_from([-1.0, 10.0, np.inf])), dtype=np.float64),
        barred=links(),
        met=links(),
    )
    return helpers, requests


@dataclass(frozen=True)
class Rules:
    """The hard rules again, in plain words and with geopy, for one pair at a time."""

    helpers: Helpers
    requests: Requests

    def first_broken(self, r: int, h: int) -> str:
        """Returns the name of the first rule that this pair breaks, or "suitable"."""
        helpers, requests = self.helpers, self.requests
        slots, languages = int(requests.slots[r]), int(requests.languages[r])
        if not int(helpers.kinds[h]) >> int(requests.kind[r]) & 1:
            return "wrong_kind"
        if requests.needs_travel[r] and self.metres(r, h) > helpers.travel_limit_m[h]:
            return "too_far"
        if not int(helpers.free_slots[h]) & (slots or ALWAYS):
            return "not_free"
        if languages and not int(helpers.languages[h]) & languages:
            return "no_language"
        if h in row(requests.barred, r):
            return "barred"
        return "suitable" if helpers.asks_left[h] else "no_asks_left"

    def metres(self, r: int, h: int) -> float:
        """Returns the distance between the two in metres, as geopy knows it."""
        home = self.helpers.latitude_deg[h], self.helpers.longitude_deg[h]
        door = self.requests.latitude_deg[r], self.requests.longitude_deg[r]
        return float(geodesic(home, door).m)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yields every pair of a request and a helper."""
        for r in range(len(self.requests)):
            for h in range(len(self.helpers)):
                yield r, h


def row(links: Links, request: int) -> list[int]:
    """Returns the helpers that a request is tied to."""
    indices: list[int] = links.indices[links.indptr[request] : links.indptr[request + 1]].tolist()
    return indices


def invitations(plan: Plan) -> dict[tuple[int, int], float]:
    """Returns the score of each invitation under its request and helper."""
    return dict(
        zip(zip(plan.request.tolist(), plan.helper.tolist(), strict=True), plan.score.tolist(), strict=True)
    )


def seats_filled(plan: Plan, levels: int = 8) -> tuple[int, ...]:
    """Returns how many requests have a first, a second, a third … seat filled."""
    return tuple(int((plan.invited > level).sum()) for level in range(levels))
