"""Days to come as bits: when somebody is free, and the span of a request, counted from today.

Bit `day * 3 + part` stands for a part of one of the days to come, today being day 0, as the matching engine
reads them (`jobs.matching.Helpers.free`); what lies further ahead is a weekly grid again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from jobs.matching import DAYS_AHEAD
from jobs.matching.shapes import Int64
from models import availability
from models.availability import HOURS, PARTS, Part

Bits = TypeVar("Bits", int, Int64)

WEEK = (1 << 21) - 1
# Of a part of a day in which something ends, so much is taken before somebody must be free in it.
TAKEN_FROM = timedelta(hours=1)


class Slots(NamedTuple):
    """Parts of days.

    Attributes:
        ahead: of the days to come.
        later: of the weeks after that, as a weekly grid, Monday first.
    """

    ahead: int
    later: int


def today(zone: str, now: datetime) -> date:
    """Returns the day it is on the clocks of a zone."""
    return now.astimezone(ZoneInfo(zone)).date()


def from_today(week: Bits, first: date) -> Bits:
    """Returns a weekly grid as bits of the days to come.

    Args:
        week: as in `models.availability`, Monday first; or many of them, int64[n].
        first: today.
    """
    turn = first.weekday() * 3
    turned = (week >> turn | week << (21 - turn)) & WEEK
    return turned | turned << 21 | turned << 42


def day_bits(parts: int, day: date, first: date) -> int:
    """Returns three parts of one day as bits of the days to come; 0 where it is not among them."""
    ahead = (day - first).days
    return (parts & 0b111) << ahead * 3 if 0 <= ahead < DAYS_AHEAD else 0


def touched(starts_at: datetime, ends_at: datetime, zone: str, first: date) -> Slots:
    """Returns the parts of days that something touches which lasts from then to then."""
    return _joined(_stretches(starts_at, ends_at, zone), first)


def taken(starts_at: datetime, ends_at: datetime, zone: str, first: date) -> Slots:
    """Returns the parts of days in which somebody must be free to do something from then to then: the one in
    which it begins, and those of which it takes an hour or more. Whoever is usually free in the afternoon can
    well stay half an hour longer."""
    stretches = _stretches(starts_at, ends_at, zone)
    return _joined([one for one in stretches if one is stretches[0] or one[2] >= TAKEN_FROM], first)


def _stretches(starts_at: datetime, ends_at: datetime, zone: str) -> list[tuple[date, int, timedelta]]:
    """Returns how long something lasts in each part of a day, on the clocks of a zone."""
    there = ZoneInfo(zone)
    found, at = [], starts_at
    while at < ends_at:
        local = at.astimezone(there)
        part = PARTS.index(availability.part_of(local.time()))
        day = local.date() if part < len(PARTS) - 1 else local.date() + timedelta(days=1)
        # A part ends where the next begins; the evening at midnight.
        next_hour = HOURS[PARTS[part + 1]][0] if part < len(PARTS) - 1 else 0
        over = min(ends_at, availability.local_moment(day, time(next_hour), zone))
        found.append((local.date(), part, over - at))
        at = over
    return found


def _joined(stretches: Iterable[tuple[date, int, timedelta]], first: date) -> Slots:
    ahead = later = 0
    for day, part, _ in stretches:
        ahead, later = _with(ahead, later, day, part, first)
    return Slots(ahead, later)


def spanned(part: Part, earliest_at: datetime, latest_at: datetime, zone: str, first: date) -> Slots:
    """Returns the parts of days in which something may begin, between two moments.

    Args:
        part: which part of each day, or any.
    """
    there = ZoneInfo(zone)
    ahead = later = 0
    day, last_day = earliest_at.astimezone(there).date(), latest_at.astimezone(there).date()
    wanted = range(len(PARTS)) if part is Part.ANY else (PARTS.index(part),)
    while day <= last_day:
        for one in wanted:
            begins, ends = (availability.local_moment(day, time(hour), zone) for hour in HOURS[PARTS[one]])
            if ends > earliest_at and begins <= latest_at:
                ahead, later = _with(ahead, later, day, one, first)
        day += timedelta(days=1)
    return Slots(ahead, later)


def part_at(position: int, first: date) -> tuple[date, Part]:
    """Returns which part of which day a bit of the days to come stands for."""
    return first + timedelta(days=position // 3), PARTS[position % 3]


def _with(ahead: int, later: int, day: date, part: int, first: date) -> tuple[int, int]:
    bit = day_bits(1 << part, day, first)
    if bit:
        return ahead | bit, later
    return (ahead, later | 1 << day.weekday() * 3 + part) if day >= first else (ahead, later)


def is_ahead(day: date, part: Part, zone: str, now: datetime) -> bool:
    """Says whether a part of a day begins after now."""
    return availability.local_moment(day, time(HOURS[part][0]), zone) > now
