"""When help is wanted: what the asker said, and the span of moments at which it may begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models import availability
from models.availability import Part
from models.refusals import Refusal

FURTHEST_DAYS = 180
ANY_DAY_DAYS = 14
STEP_MINUTES = 30
SHORTEST_NOTICE_MINUTES = 15


class TimePassed(Refusal):
    """The time asked for lies in the past, or too few minutes from now."""

    message = "refusal-time-passed"


class TooFarAhead(Refusal):
    """Nobody can plan that far. Facts: `days`, the furthest we go."""

    message = "refusal-too-far-ahead"


@dataclass(frozen=True)
class When:
    """When help is wanted, as the asker said it.

    Attributes:
        day: the day, or None for any day soon.
        part: the part of the day; the part that `at` falls in where a time is set.
        at: a set time on the wall clock, or None.
    """

    day: date | None
    part: Part
    at: time | None = None

    @property
    def slots(self) -> int:
        """The bits of the weekly grid that it touches."""
        part = self.part if self.at is None else availability.part_of(self.at)
        return availability.slots(range(7) if self.day is None else (self.day.weekday(),), part)


@dataclass(frozen=True)
class Window:
    """The first and the last moment at which help may begin; the same one where a time is set."""

    earliest_at: datetime
    latest_at: datetime


def window(when: When, zone: str, now: datetime) -> Window:
    """Works out when help may begin.

    Args:
        when: what the asker said.
        zone: the zone whose wall clock they mean.
        now: the present moment; nothing earlier, and nothing within a quarter of an hour, is offered.

    Raises:
        TimePassed: nothing of it lies ahead.
        TooFarAhead: it is more than half a year off.
    """
    soonest = _next_step(now + timedelta(minutes=SHORTEST_NOTICE_MINUTES))
    today = now.astimezone(ZoneInfo(zone)).date()
    if when.day is None:
        last = today + timedelta(days=ANY_DAY_DAYS)
        closing = availability.local_moment(last, time(availability.HOURS[when.part][1]), zone)
        return Window(soonest, closing - timedelta(minutes=STEP_MINUTES))
    if when.day > today + timedelta(days=FURTHEST_DAYS):
        raise TooFarAhead(days=FURTHEST_DAYS)
    if when.at is not None:
        moment = availability.local_moment(when.day, when.at, zone)
        if moment < now + timedelta(minutes=SHORTEST_NOTICE_MINUTES):
            raise TimePassed()
        return Window(moment, moment)
    first_hour, last_hour = availability.HOURS[when.part]
    earliest = max(soonest, availability.local_moment(when.day, time(first_hour), zone))
    latest = availability.local_moment(when.day, time(last_hour), zone) - timedelta(minutes=STEP_MINUTES)
    if latest < earliest:
        raise TimePassed()
    return Window(earliest, latest)


def starts_on(day: date, part: Part, within: Window, zone: str, now: datetime) -> list[datetime]:
    """Returns the moments on that day at which help may begin, half an hour apart.

    Args:
        day: a day on the wall clock of `zone`.
        part: the part of the day that was asked for.
        within: the window of the request.
        now: moments that have passed are left out.
    """
    if within.earliest_at == within.latest_at:
        set_day = within.earliest_at.astimezone(ZoneInfo(zone)).date()
        return [within.earliest_at] if day == set_day and within.earliest_at > now else []
    first_hour, last_hour = availability.HOURS[part]
    steps = (last_hour - first_hour) * 60 // STEP_MINUTES
    moments = (
        availability.local_moment(
            day, time(first_hour + step * STEP_MINUTES // 60, step * STEP_MINUTES % 60), zone
        )
        for step in range(steps)
    )
    return [at for at in moments if within.earliest_at <= at <= within.latest_at and at > now]


def days_of(within: Window, part: Part, zone: str, now: datetime) -> list[date]:
    """Returns the days on which help may begin."""
    there = ZoneInfo(zone)
    day, last = (
        max(within.earliest_at, now).astimezone(there).date(),
        within.latest_at.astimezone(there).date(),
    )
    found = []
    while day <= last:
        if starts_on(day, part, within, zone, now):
            found.append(day)
        day += timedelta(days=1)
    return found


def _next_step(moment: datetime) -> datetime:
    """Returns the next full or half hour."""
    past_the_step = timedelta(
        minutes=moment.minute % STEP_MINUTES, seconds=moment.second, microseconds=moment.microsecond
    )
    return moment if not past_the_step else moment - past_the_step + timedelta(minutes=STEP_MINUTES)
