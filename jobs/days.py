"""Days to come as bits: when somebody is free, and the span of a request, counted from today.

Bit `day * 3 + part` stands for a part of one of the days to come, today being day 0, as the matching engine
reads them (`jobs.matching.Helpers.free`); what lies further ahead is a weekly grid again.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jobs.matching import DAYS_AHEAD
from models import availability
from models.availability import HOURS, PARTS, Part

WEEK = (1 << 21) - 1


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


def from_today(week: int, first: date) -> int:
    """Returns a weekly grid as bits of the days to come.

    Args:
        week: as in `models.availability`, Monday first.
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
    """Returns the parts of days that something takes which lasts from then to then."""
    there = ZoneInfo(zone)
    begins, ends = starts_at.astimezone(there), (ends_at - timedelta(minutes=1)).astimezone(there)
    ahead = later = 0
    day, part = begins.date(), PARTS.index(availability.part_of(begins.time()))
    last_day, last_part = ends.date(), PARTS.index(availability.part_of(ends.time()))
    while (day, part) <= (last_day, last_part):
        ahead, later = _with(ahead, later, day, part, first)
        day, part = (day, part + 1) if part < len(PARTS) - 1 else (day + timedelta(days=1), 0)
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
