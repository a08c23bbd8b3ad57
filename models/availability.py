"""When somebody is usually free: a weekly grid of mornings, afternoons and evenings, kept as one number.

Bit `weekday * 3 + part` is set when the member is usually free then; Monday is weekday 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo


class Part(StrEnum):
    """A part of the day; `ANY` stands for all three."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    ANY = "any"


PARTS = (Part.MORNING, Part.AFTERNOON, Part.EVENING)
HOURS: dict[Part, tuple[int, int]] = {
    Part.MORNING: (8, 12),
    Part.AFTERNOON: (12, 17),
    Part.EVENING: (17, 21),
    Part.ANY: (8, 21),
}
WEEKDAYS = range(5)
WEEKEND = (5, 6)
ALWAYS = (1 << 21) - 1
# Nobody says this: it stands for whoever offers nothing so far, and was not asked when they are free.
NEVER = 0


def slot(weekday: int, part: Part) -> int:
    """Returns the bit, or for `ANY` the three bits, of that part of that weekday (Monday is 0)."""
    if part is Part.ANY:
        return 0b111 << weekday * 3
    return 1 << weekday * 3 + PARTS.index(part)


def slots(weekdays: Iterable[int], part: Part) -> int:
    """Returns the bits of that part of the day on each of those weekdays."""
    return sum(slot(weekday, part) for weekday in weekdays)


def part_of(at: time) -> Part:
    """Returns the part of the day a clock time counts as; before noon is morning, from five evening."""
    if at.hour < HOURS[Part.AFTERNOON][0]:
        return Part.MORNING
    return Part.AFTERNOON if at.hour < HOURS[Part.EVENING][0] else Part.EVENING


def local_moment(day: date, at: time, zone: str) -> datetime:
    """Returns the moment a wall clock in `zone` shows that day and time, in UTC.

    A time that summer time skips is moved on by the hour that was skipped; of a time that comes twice the
    first is meant.
    """
    # In UTC, because Python adds hours to a moment in a zone by its wall clock, which is wrong on the day the
    # clocks change.
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def wall_clock(moment: datetime, zone: str) -> datetime:
    """Returns what a wall clock in `zone` shows at that moment, as a date and time without a zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
