"""A made-up town, the same for a seed.

It is not any real place. What it takes from real time banks is only the shape, and every number of it is an
assumption: people live in clumps, most go no further than a walk, the kinds of help that are scarce are asked
for more often than they are offered, and some speak little of the common language and ask less.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from goodturn.simulation.chance import generator
from goodturn.simulation.town import STARTS_AT, Need, Person, Town
from jobs.matching.shapes import Float64
from models import hurdle, kind
from models.attestation import What
from models.availability import HOURS, PARTS, Part, local_moment, slot
from models.member import Gender
from models.place import Point, snap
from models.window import When

ZONE = "Europe/London"
MIDDLE = Point(51.545, -0.055)
METRES_A_DEGREE = 111_195.0

# So wide a town for 300 members, and wider with more of them, so that they live equally far apart.
WIDE_M, WIDE_FOR = 5_000.0, 300
AREAS, SCATTER_M = 4, 450.0
LIMITS_M = ((800, 0.25), (1_500, 0.35), (3_000, 0.28), (5_000, 0.09), (10_000, 0.03))
# Of a hundred offers, and of a hundred wishes, so many are of this kind.
OFFERED = {
    "shopping": 12, "errand": 11, "lift": 6, "company": 14, "call": 11, "dog": 9, "letters": 5,
    "computer": 5, "garden": 7, "repair": 4, "cooking": 7, "translation": 3, "sewing": 3, "other": 3,
}  # fmt: skip
WISHED = {
    "shopping": 12, "errand": 8, "lift": 14, "company": 11, "call": 4, "dog": 5, "letters": 6,
    "computer": 10, "garden": 10, "repair": 9, "cooking": 4, "translation": 3, "sewing": 2, "other": 2,
}  # fmt: skip
GARDEN_MONTHS = (0.2, 0.4, 0.9, 1.4, 1.6, 1.5, 1.3, 1.2, 1.0, 0.8, 0.4, 0.2)
COMMON, COMMUNITIES = "en", (("es", 0.10), ("ur", 0.06), ("so", 0.04))
# How likely each part of the day is free, on working days and at weekends, for three ways to live.
WEEKS = (
    (0.40, ((0.45, 0.45, 0.20), (0.25, 0.30, 0.15))),
    (0.40, ((0.04, 0.05, 0.35), (0.40, 0.45, 0.25))),
    (0.20, ((0.25, 0.20, 0.15), (0.20, 0.25, 0.15))),
)
AT_HOME = (0.10, 0.08, 0.06, 0.05, 0.06)
CANNOT = (0.08, 0.08, 0.05, 0.12, 0.15)
DEMANDS = {"lift": What.BASIC, "company": What.BASIC}
WISHES_PER_WEEK = 0.09
HOUR_WEIGHTS = (4, 8, 12, 12, 9, 7, 8, 8, 7, 6, 6, 5, 3, 2)
DAYS_AHEAD = (0.10, 0.24, 0.18, 0.13, 0.10, 0.07, 0.06, 0.05, 0.03, 0.02, 0.02)
ANY_DAY = 0.2
WHEN = ((Part.MORNING, 0.40), (Part.AFTERNOON, 0.38), (Part.EVENING, 0.10), (Part.ANY, 0.12))


def made_up(*, members: int, weeks: int, seed: int, starts_at: datetime = STARTS_AT) -> Town:
    """Returns a made-up town; the same for the same arguments."""
    chance, ends_at = generator(seed, 1), starts_at + timedelta(weeks=weeks)
    wide_m = WIDE_M * (members / WIDE_FOR) ** 0.5
    middles = chance.uniform(-wide_m / 2, wide_m / 2, size=(AREAS, 2))
    crowds = np.sort(chance.dirichlet(np.full(AREAS, 4.0)))[::-1]
    people = tuple(_person(chance, middles, crowds, weeks, starts_at) for _ in range(members))
    needs = wishes(generator(seed, 2), people, zone=ZONE, weeks=weeks, starts_at=starts_at)
    return Town(seed, ZONE, people, needs, DEMANDS, ends_at, starts_at)


def wishes(
    chance: np.random.Generator,
    people: tuple[Person, ...],
    *,
    zone: str,
    weeks: int,
    per_week: float = WISHES_PER_WEEK,
    starts_at: datetime = STARTS_AT,
) -> tuple[Need, ...]:
    """Returns what they wish for, the earliest first.

    Args:
        per_week: how many wishes a member has in a week, in the mean.
        starts_at: on which day the first of the weeks begins.
    """
    drawn: list[tuple[datetime, int]] = []
    for number, one in enumerate(people):
        for _ in range(chance.poisson(per_week * weeks * one.wishes * chance.gamma(0.6, 1 / 0.6))):
            at = spoken_at(chance, zone, weeks, starts_at)
            if one.joins_at is None or at > one.joins_at:
                drawn.append((at, number))
    drawn.sort()
    return tuple(_need(chance, number, at, asker, zone) for number, (at, asker) in enumerate(drawn))


def spoken_at(
    chance: np.random.Generator, zone: str, weeks: int, starts_at: datetime = STARTS_AT
) -> datetime:
    """Returns when a wish is spoken: on any day, between seven in the morning and nine in the evening."""
    day = starts_at.astimezone(ZoneInfo(zone)).date() + timedelta(days=int(chance.integers(7 * weeks)))
    hour = 7 + int(chance.choice(len(HOUR_WEIGHTS), p=np.array(HOUR_WEIGHTS) / sum(HOUR_WEIGHTS)))
    return local_moment(day, time(hour, int(chance.integers(60))), zone)


def ahead(when: When, zone: str, at: datetime) -> When:
    """Returns that time, or the same one on the first later day on which it still lies ahead."""
    while when.day is not None:
        last = HOURS[when.part][1]
        until = local_moment(when.day, when.at or time(last - 1), zone)
        if until >= at + timedelta(minutes=45):
            break
        when = When(when.day + timedelta(days=1), when.part, when.at)
    return when


def _person(
    chance: np.random.Generator, middles: Float64, crowds: Float64, weeks: int, starts_at: datetime
) -> Person:
    area = int(chance.choice(AREAS, p=crowds))
    east_m, north_m = middles[area] + chance.laplace(0, SCATTER_M, size=2)
    a_degree_east = METRES_A_DEGREE * np.cos(np.radians(MIDDLE.latitude))
    point = Point(MIDDLE.latitude + north_m / METRES_A_DEGREE, MIDDLE.longitude + east_m / a_degree_east)
    offers = 0 if chance.random() < 0.1 else 1 + int(chance.poisson(1.6))
    likely = np.array([OFFERED[code] for code in kind.CODES], dtype=np.float64)
    offered = chance.choice(kind.CODES, size=min(offers, len(kind.CODES)), replace=False, p=likely / 100)
    gender = _one_of(chance, ((Gender.WOMAN, 0.5), (Gender.MAN, 0.35), (None, 0.15)))
    languages, quiet = _languages(chance)
    hurdles = _bits(chance, AT_HOME)
    joins_at = None
    if chance.random() < 0.2:
        joins_at = starts_at + timedelta(hours=float(chance.uniform(0, weeks * 168 * 0.75)))
    return Person(
        point=snap(point),
        area=f"area {area + 1}",
        languages=languages,
        travel_limit_m=_one_of(chance, LIMITS_M),
        offers=tuple(str(code) for code in offered),
        free_slots=_free_slots(chance),
        gender=gender,
        visits=gender if gender is not None and chance.random() < 0.04 else None,
        comes=Gender.WOMAN if gender is Gender.WOMAN and chance.random() < 0.12 else None,
        cannot=_bits(chance, CANNOT),
        hurdles=hurdles,
        asks_per_week=int(chance.integers(1, 4)) if chance.random() < 0.35 else None,
        minutes_per_week=int(chance.choice([60, 120, 180])) if chance.random() < 0.2 else None,
        checks=(What.BASIC,) if chance.random() < 0.7 else (),
        newcomer=joins_at is not None,
        joins_at=joins_at,
        wishes=(0.6 if quiet else 1.0) * (1.5 if hurdles else 1.0),
    )


def _languages(chance: np.random.Generator) -> tuple[tuple[str, ...], bool]:
    """Returns what somebody speaks, their own first, and whether they would rather ask less for it."""
    own = _one_of(chance, (*COMMUNITIES, (COMMON, 1 - sum(share for _, share in COMMUNITIES))))
    if own != COMMON:
        return ((own, COMMON), False) if chance.random() < 0.6 else ((own,), True)
    learnt = chance.random() < 0.08
    return ((COMMON, COMMUNITIES[int(chance.integers(len(COMMUNITIES)))][0]) if learnt else (COMMON,)), False


def _free_slots(chance: np.random.Generator) -> int:
    life = _one_of(chance, tuple((days, share) for share, days in WEEKS))
    return sum(
        slot(weekday, part)
        for weekday in range(7)
        for place, part in enumerate(PARTS)
        if chance.random() < life[weekday >= 5][place]
    )


def _bits(chance: np.random.Generator, likely: tuple[float, ...]) -> int:
    return hurdle.bits(
        [code for code, share in zip(hurdle.CODES, likely, strict=True) if chance.random() < share]
    )


def _one_of(chance: np.random.Generator, choices: tuple[tuple[Any, float], ...]) -> Any:
    shares = np.array([share for _, share in choices])
    return choices[int(chance.choice(len(choices), p=shares / shares.sum()))][0]


def _need(chance: np.random.Generator, number: int, at: datetime, asker: int, zone: str) -> Need:
    today = at.astimezone(ZoneInfo(zone)).date()
    likely = np.array([float(WISHED[code]) for code in kind.CODES])
    likely[kind.bit("garden")] *= GARDEN_MONTHS[today.month - 1]
    wanted = kind.KINDS[int(chance.choice(len(kind.CODES), p=likely / likely.sum()))]
    minutes = int(wanted.usual_minutes * float(chance.choice([0.5, 1, 1, 1, 1.5, 2])))
    when = ahead(_when(chance, today), zone, at)
    return Need(number, at, asker, wanted.code, when, max(15, minutes // 15 * 15))


def _when(chance: np.random.Generator, today: date) -> When:
    part = _one_of(
        chance, ((Part.MORNING, 0.4), (Part.AFTERNOON, 0.38), (Part.EVENING, 0.1), (Part.ANY, 0.12))
    )
    if chance.random() < ANY_DAY:
        return When(None, part)
    day = today + timedelta(days=int(chance.choice(len(DAYS_AHEAD), p=DAYS_AHEAD)))
    if chance.random() < 0.7:
        return When(day, part)
    first, last = HOURS[part]
    return When(day, part, time(int(chance.integers(first, last)), int(chance.choice([0, 30]))))
