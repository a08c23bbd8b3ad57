"""Explaining: what the engine finds about one request, as the document that is kept and put into words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np

from jobs import days
from jobs.matching import DAYS_AHEAD, Bar, Explanation, Requests, Rule
from jobs.matching.shapes import Int64
from jobs.searches import Search
from jobs.standing import Standing
from models.explanation import NAMED_AT_MOST, Obstacle

ALL = tuple(Obstacle)
# What is a little further, and in which steps it is said.
A_LITTLE_FURTHER_M, STEP_M = 5_000, 500
TIMES_AT_MOST = 3
# Nobody plans further when all they want is somebody.
SOON_DAYS = 14

OBSTACLES = {
    Rule.CHECK: Obstacle.CHECK,
    Rule.REACH: Obstacle.REACH,
    Rule.TIME: Obstacle.TIME,
    Rule.LANGUAGE: Obstacle.LANGUAGE,
    Rule.PREFERENCE: Obstacle.PREFERENCE,
    Rule.ACCESS: Obstacle.HURDLE,
    Rule.HOURS: Obstacle.HOURS,
    Rule.ASLEEP: Obstacle.ASLEEP,
    Rule.ASKED: Obstacle.ASKED_OFTEN,
    Rule.NOT_NAMED: Obstacle.NOT_NAMED,
}
# Links come first, and of several the first: whoever has said no is not told about as too far away.
BARS = {
    Bar.SELF: Obstacle.OWN,
    Bar.SAID_NO: Obstacle.SAID_NO,
    Bar.ASKED_BEFORE: Obstacle.ASKED_BEFORE,
    Bar.APART: Obstacle.APART,
    Bar.BUSY: Obstacle.BUSY,
}
# Why a request ended unmet, where all were kept from it by something of that kind.
HINDRANCES = {
    Obstacle.CHECK: "no_check",
    Obstacle.REACH: "nobody_near",
    Obstacle.TIME: "no_time",
    Obstacle.BUSY: "no_time",
    Obstacle.LANGUAGE: "no_language",
    Obstacle.PREFERENCE: "no_preference",
    Obstacle.HURDLE: "no_hurdle",
    Obstacle.HOURS: "no_hours",
    Obstacle.ASKED_OFTEN: "no_hours",
    Obstacle.ASLEEP: "no_hours",
    Obstacle.APART: "no_preference",
}


def found(
    standing: Standing,
    search: Search,
    requests: Requests,
    row: int,
    seen: Explanation,
    by_phone: Explanation | None,
    now: datetime,
) -> dict[str, Any]:
    """Returns the document that `models.explanation.Explanation.found` describes.

    Args:
        standing: the bank.
        search: what is explained.
        requests, row: the same for the engine.
        seen: what the engine says of it.
        by_phone: the same if it were done by phone; None where it is anyway.
        now: the moment; only times to come are named.
    """
    slots = int(requests.slots[row])
    nearest_first = np.argsort(np.nan_to_num(seen.distance_m, nan=np.inf), kind="stable")
    why = _obstacles(standing, seen, slots)
    obstacles = {
        one: nearest_first[why[nearest_first] == place]
        for place, one in enumerate(ALL)
        if one is not Obstacle.OWN and (why == place).any()
    }
    suitable = nearest_first[seen.broken[nearest_first] == 0]
    alone = seen.alone
    return {
        "offering": int((seen.bars & int(Bar.SELF) == 0).sum()),
        "suitable": suitable.size,
        "suitable_ids": standing.names(seen.helper[suitable[:NAMED_AT_MOST]]),
        "obstacles": {one.value: who.size for one, who in obstacles.items()},
        "obstacle_ids": {
            one.value: standing.names(seen.helper[who[:NAMED_AT_MOST]]) for one, who in obstacles.items()
        },
        "times": _times(standing, search, seen, slots, suitable.size, now),
        "further": _further(seen),
        "any_language": alone(Rule.LANGUAGE),
        "by_phone": 0 if by_phone is None else max(0, by_phone.suitable - suitable.size),
        "check": alone(Rule.CHECK),
    }


def hindrance(document: dict[str, Any]) -> str | None:
    """Returns why nobody can be asked, as a code; None where somebody can, or all have been."""
    if document["suitable"]:
        return None
    if not document["offering"]:
        return "nobody_offers"
    counts = [(count, code) for code, count in document["obstacles"].items() if Obstacle(code) in HINDRANCES]
    return HINDRANCES[Obstacle(max(counts)[1])] if counts else None


def _obstacles(standing: Standing, seen: Explanation, slots: int) -> Int64:
    """Returns for each helper what keeps them from it, as a place in `ALL`; -1 where nothing does."""
    why = np.full(seen.helper.size, -1, dtype=np.int64)
    first = seen.first
    for rule, obstacle in OBSTACLES.items():
        why[first == int(rule)] = ALL.index(obstacle)
    busy = (first == int(Rule.TIME)) & standing.are_busy(seen.helper, slots)
    why[busy] = ALL.index(Obstacle.BUSY)
    for bar, obstacle in reversed(BARS.items()):
        why[seen.bars & int(bar) != 0] = ALL.index(obstacle)
    return why


def _times(
    standing: Standing, search: Search, seen: Explanation, slots: int, suitable: int, now: datetime
) -> list[list[Any]]:
    """Returns other times at which more could come: the most first, then the soonest."""
    wanted, zone = search.wanted, standing.bank.zone
    first = days.today(zone, now)
    # Help that takes two parts of a day needs somebody who is free in both.
    takes = max(1, slots.bit_count()) if wanted.at is not None else 1
    counts = seen.if_asked_for(all_of=takes)
    better = []
    for position in range(min(SOON_DAYS, DAYS_AHEAD) * 3):
        day, part = days.part_at(position, first)
        if slots >> position & 1 or counts[position] <= suitable or not days.is_ahead(day, part, zone, now):
            continue
        better.append((-int(counts[position]), position, day, part))
    return [[day.isoformat(), part.value, -count] for count, _, day, part in sorted(better)[:TIMES_AT_MOST]]


def _further(seen: Explanation) -> list[int] | None:
    """Returns how many more there would be if they went a little further, and how much further that is."""
    near = seen.further_m[seen.broken == int(Rule.REACH)]
    near = near[near <= A_LITTLE_FURTHER_M]
    if not near.size:
        return None
    step = int(np.ceil(near.min() / STEP_M)) * STEP_M
    return [step, seen.within(step)]
