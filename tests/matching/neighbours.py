"""Small made-up rounds of matching, where everybody suits everybody until a test says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from geopy.distance import geodesic
from hypothesis import strategies as st

from jobs.matching import DAYS_AHEAD, NO_LIMIT, Bar, Helpers, Links, Plan, Requests, Rule

ALWAYS = (1 << DAYS_AHEAD * 3) - 1
WEEK = (1 << 21) - 1


def some_helpers(n: int, **changes: Any) -> Helpers:
    """Returns n helpers at one spot who do kind 0, speak language 0, are always free, with one ask left."""
    given: dict[str, Any] = {
        "latitude_deg": np.full(n, 51.5),
        "longitude_deg": np.full(n, -3.2),
        "travel_limit_m": np.full(n, 5_000.0),
        "offers": np.ones(n, dtype=np.int64),
        "cleared": np.full(n, 2**63 - 1),
        "languages": np.ones(n, dtype=np.int64),
        "free": np.full(n, ALWAYS),
        "free_later": np.full(n, WEEK),
        "gender": np.zeros(n, dtype=np.int64),
        "visits": np.zeros(n, dtype=np.int64),
        "cannot": np.zeros(n, dtype=np.int64),
        "minutes_left": np.full(n, NO_LIMIT),
        "asleep": np.zeros(n, dtype=np.bool_),
        "asks_left": np.ones(n, dtype=np.int64),
        "hours_since_asked": np.full(n, 100.0),
        "asked_count": np.full(n, 4),
        "yes_count": np.full(n, 2),
        "received_share": np.full(n, 0.5),
        "skill": np.zeros((n, 63), dtype=np.uint8),
    }
    return Helpers(**{**given, **changes})


def some_requests(m: int, **changes: Any) -> Requests:
    """Returns m requests at one spot, near those helpers, that one helper each is to be asked for."""
    given: dict[str, Any] = {
        "latitude_deg": np.full(m, 51.5),
        "longitude_deg": np.full(m, -3.2),
        "kind": np.zeros(m, dtype=np.int64),
        "slots": np.ones(m, dtype=np.int64),
        "slots_later": np.zeros(m, dtype=np.int64),
        "all_slots": np.zeros(m, dtype=np.bool_),
        "languages": np.ones(m, dtype=np.int64),
        "comes": np.zeros(m, dtype=np.int64),
        "asker_gender": np.zeros(m, dtype=np.int64),
        "access": np.zeros(m, dtype=np.int64),
        "minutes": np.full(m, 60),
        "urgent": np.zeros(m, dtype=np.bool_),
        "needs_travel": np.ones(m, dtype=np.bool_),
        "wanted": np.ones(m, dtype=np.int64),
        # As many as may be asked are asked, unless a test is about how many that should be.
        "chance": np.full(m, 1 - 1e-9),
        "pending": np.ones(m),
        "most": np.ones(m, dtype=np.int64),
        "waited_hours": np.zeros(m),
        "due_in_hours": np.full(m, np.inf),
        "barred": Links.none(m),
        "met": Links.none(m),
        "named": Links.none(m),
    }
    return Requests(**{**given, **changes})


@st.composite
def rounds(
    draw: st.DrawFn, most_helpers: int = 6, most_requests: int = 4, *, calls: bool = False
) -> tuple[Helpers, Requests]:
    """Draws a small round in which rules bite, capacities run out and many scores are equal.

    Args:
        draw: of Hypothesis.
        most_helpers, most_requests: how many there are at most.
        calls: whether most is done by phone, over longer ways, and places may be unknown.
    """
    n, m = draw(st.integers(0, most_helpers)), draw(st.integers(0, most_requests))

    def each(count: int, *values: Any) -> Any:
        return np.array(draw(st.lists(st.sampled_from(values), min_size=count, max_size=count)))

    def whole(count: int, *values: int) -> Any:
        return each(count, *values).astype(np.int64)

    def links(counts: st.SearchStrategy[int], most: int = 4, *, bitwise: bool = False) -> Links:
        if not n or not m:
            return Links.none(m)
        pairs = draw(st.lists(st.tuples(st.integers(0, m - 1), st.integers(0, n - 1), counts), max_size=most))
        columns = np.array(pairs, dtype=np.int64).reshape(-1, 3).T
        return Links.of(m, columns[0], columns[1], columns[2], bitwise=bitwise)

    nearby = (0.0, 0.004, 0.01, 0.06, 0.5) if calls else (0.0, 0.004, 0.01, 0.03)
    travels = each(m, *((True, False, False) if calls else (True, True, False))).astype(bool)
    # Somebody lives nowhere that is known, and so does whoever asks for a call.
    helper_is_lost = each(n, False, False, False, calls).astype(bool)
    asker_is_lost = each(m, False, False, False, calls).astype(bool) & ~travels
    asked = whole(n, 0, 1, 2, 4)
    helpers = some_helpers(
        n,
        latitude_deg=np.where(helper_is_lost, np.nan, 51.5 + each(n, *nearby).astype(float)),
        longitude_deg=np.where(helper_is_lost, np.nan, -3.2 + each(n, *nearby).astype(float)),
        travel_limit_m=each(n, 0.0, 500.0, 2_000.0, 9_000.0, np.inf).astype(float),
        offers=whole(n, 1, 1, 3, 2, 1 << 62),
        cleared=whole(n, 2**63 - 1, 2**63 - 1, 2, 0),
        languages=whole(n, 1, 2, 3),
        free=whole(n, ALWAYS, ALWAYS, 0, 1, 6),
        free_later=whole(n, 0, WEEK),
        gender=whole(n, 0, 1, 2),
        visits=whole(n, 0, 0, 0, 1, 3),
        cannot=whole(n, 0, 0, 1, 6),
        minutes_left=whole(n, NO_LIMIT, NO_LIMIT, 60, 30),
        asleep=each(n, False, False, False, True).astype(bool),
        asks_left=whole(n, 0, 1, 2),
        hours_since_asked=np.where(asked == 0, np.inf, each(n, 1.0, 50.0, 900.0).astype(float)),
        asked_count=asked,
        yes_count=asked // 2,
        received_share=each(n, 0.0, 0.5, 1.0).astype(float),
        skill=np.repeat(whole(n, 0, 0, 4), 63).reshape(n, 63).astype(np.uint8),
    )
    requests = some_requests(
        m,
        latitude_deg=np.where(asker_is_lost, np.nan, 51.5 + each(m, *nearby).astype(float)),
        longitude_deg=np.where(asker_is_lost, np.nan, -3.2),
        kind=whole(m, 0, 0, 0, 1, 62),
        slots=whole(m, 0, 1, 3, 4),
        slots_later=whole(m, 0, 0, 1),
        all_slots=each(m, False, False, True).astype(bool),
        languages=whole(m, 0, 1, 2, 3),
        comes=whole(m, 0, 0, 0, 1),
        asker_gender=whole(m, 0, 1, 2),
        access=whole(m, 0, 0, 1, 2),
        minutes=whole(m, 30, 60),
        urgent=each(m, False, True).astype(bool),
        needs_travel=travels,
        wanted=whole(m, 1, 1, 1, 2),
        chance=each(m, 0.0, 0.5, 0.7, 1 - 1e-9, 1 - 1e-9).astype(float),
        pending=each(m, 1.0, 1.0, 0.4).astype(float),
        most=whole(m, 0, 1, 2, 3),
        waited_hours=each(m, 0.0, 30.0).astype(float),
        due_in_hours=each(m, -1.0, 10.0, np.inf).astype(float),
        barred=links(st.sampled_from([int(bar) for bar in Bar]), bitwise=True),
        met=links(st.integers(1, 3)),
        named=links(st.just(1), most=1),
    )
    return helpers, requests


@dataclass(frozen=True)
class Rules:
    """The hard rules again, in plain words and with geopy, for one pair at a time."""

    helpers: Helpers
    requests: Requests

    def broken(self, r: int, h: int) -> Rule:
        """Returns every rule that this pair breaks."""
        helpers, requests = self.helpers, self.requests
        kind, travels = 1 << int(requests.kind[r]), bool(requests.needs_travel[r])
        slots, later = int(requests.slots[r]), int(requests.slots_later[r])
        free, free_later = int(helpers.free[h]), int(helpers.free_later[h])
        if not slots and not later:
            fits = bool(free or free_later)
        elif requests.all_slots[r]:
            fits = free & slots == slots and free_later & later == later
        else:
            fits = bool(free & slots or free_later & later)
        comes, visits = int(requests.comes[r]), int(helpers.visits[h])
        minded = (comes and not int(helpers.gender[h]) & comes) or (
            visits and not int(requests.asker_gender[r]) & visits
        )
        named = row(requests.named, r)
        found = Rule(0)
        for rule, breaks in {
            Rule.KIND: not int(helpers.offers[h]) & kind,
            Rule.CHECK: not int(helpers.cleared[h]) & kind,
            Rule.REACH: travels and not self.metres(r, h) <= helpers.travel_limit_m[h],
            Rule.TIME: not fits,
            Rule.LANGUAGE: requests.languages[r] and not helpers.languages[h] & requests.languages[r],
            Rule.PREFERENCE: travels and minded,
            Rule.ACCESS: travels and helpers.cannot[h] & requests.access[r],
            Rule.HOURS: requests.minutes[r] > helpers.minutes_left[h],
            Rule.ASLEEP: helpers.asleep[h] and not requests.urgent[r],
            Rule.ASKED: helpers.asks_left[h] == 0,
            Rule.BARRED: h in row(requests.barred, r),
            Rule.NOT_NAMED: named and h not in named,
        }.items():
            found |= rule if breaks else Rule(0)
        return found

    def metres(self, r: int, h: int) -> float:
        """Returns the distance between the two in metres, as geopy knows it; NaN where a place is unknown."""
        home = self.helpers.latitude_deg[h], self.helpers.longitude_deg[h]
        door = self.requests.latitude_deg[r], self.requests.longitude_deg[r]
        return _metres(tuple(map(float, home)), tuple(map(float, door)))

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yields every pair of a request and a helper."""
        for r in range(len(self.requests)):
            for h in range(len(self.helpers)):
                yield r, h

    def suitable(self) -> set[tuple[int, int]]:
        """Returns the pairs that break no rule."""
        return {pair for pair in self.pairs() if not self.broken(*pair)}


@cache
def _metres(home: tuple[float, ...], door: tuple[float, ...]) -> float:
    """The same few places come again and again, and geopy takes its time."""
    return float("nan") if np.isnan((*home, *door)).any() else float(geodesic(home, door).m)


def row(links: Links, request: int) -> list[int]:
    """Returns the helpers that a request is tied to."""
    helpers: list[int] = links.row(request)[0].tolist()
    return helpers


def invitations(plan: Plan) -> dict[tuple[int, int], float]:
    """Returns the score of each invitation under its request and helper."""
    return dict(
        zip(zip(plan.request.tolist(), plan.helper.tolist(), strict=True), plan.score.tolist(), strict=True)
    )


def seats_filled(plan: Plan, levels: int = 8) -> tuple[int, ...]:
    """Returns how many requests have a first, a second, a third … seat filled."""
    return tuple(int((plan.invited > level).sum()) for level in range(levels))
