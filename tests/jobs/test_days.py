"""Proves that days to come are the days that a clock on the wall shows, also where the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jobs import days
from jobs.matching import DAYS_AHEAD
from models import availability
from models.availability import PARTS, Part

LONDON = "Europe/London"
MONDAY = date(2026, 11, 23)
DATES = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(st.integers(0, (1 << 21) - 1), DATES)
def test_a_weekly_grid_is_the_same_whatever_day_it_is(week: int, first: date) -> None:
    """Each part of each of the days to come is free just as its weekday says."""
    bits = days.from_today(week, first)
    for ahead in range(DAYS_AHEAD):
        day = first + timedelta(days=ahead)
        for number, part in enumerate(PARTS):
            usual = bool(week & availability.slot(day.weekday(), part))
            assert bool(bits >> (ahead * 3 + number) & 1) == usual
            assert days.part_at(ahead * 3 + number, first) == (day, part)


@given(DATES, st.times(), st.integers(5, 12 * 60), DATES)
def test_what_is_taken_is_what_the_wall_clock_shows(day: date, at: time, minutes: int, first: date) -> None:
    """Something that begins and ends touches the parts in which it begins and ends, and all between."""
    starts_at = availability.local_moment(day, at.replace(second=0, microsecond=0), LONDON)
    ends_at = starts_at + timedelta(minutes=minutes)
    found = days.touched(starts_at, ends_at, LONDON, first)
    moment, expected_ahead, expected_later = starts_at, 0, 0
    while moment < ends_at:
        local = availability.wall_clock(moment, LONDON)
        part = PARTS.index(availability.part_of(local.time()))
        ahead = (local.date() - first).days
        if 0 <= ahead < DAYS_AHEAD:
            expected_ahead |= 1 << ahead * 3 + part
        elif ahead >= DAYS_AHEAD:
            expected_later |= 1 << local.weekday() * 3 + part
        moment += timedelta(minutes=1)
    assert (found.ahead, found.later) == (expected_ahead, expected_later)


@given(DATES, st.times(), st.integers(5, 12 * 60), DATES)
def test_nobody_need_be_free_in_what_is_only_just_run_into(
    day: date, at: time, minutes: int, first: date
) -> None:
    """Of all the parts that something touches one must be free in the first, and in those of which an hour or
    more is taken."""
    starts_at = availability.local_moment(day, at.replace(second=0, microsecond=0), LONDON)
    ends_at = starts_at + timedelta(minutes=minutes)
    taken: dict[int, int] = {}
    moment = starts_at
    while moment < ends_at:
        local = availability.wall_clock(moment, LONDON)
        ahead = (local.date() - first).days
        bit = ahead * 3 + PARTS.index(availability.part_of(local.time()))
        taken[bit] = taken.get(bit, 0) + 1
        moment += timedelta(minutes=1)
    begins_in = next(iter(taken))
    needed = [bit for bit, count in taken.items() if bit == begins_in or count >= 60]
    expected = sum(1 << bit for bit in needed if 0 <= bit < DAYS_AHEAD * 3)
    assert days.taken(starts_at, ends_at, LONDON, first).ahead == expected


def test_any_time_soon_leaves_out_what_is_over() -> None:
    """At noon the morning of today is over; the last evening counts as long as help may still begin in it."""
    earliest, latest = datetime(2026, 11, 23, 12, tzinfo=UTC), datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
    found = days.spanned(Part.ANY, earliest, latest, LONDON, MONDAY)
    assert found.ahead == 0b011_110
    assert days.spanned(Part.MORNING, earliest, latest, LONDON, MONDAY).ahead == 0b001_000
    assert found.later == 0


def test_what_is_far_ahead_goes_by_the_weekday() -> None:
    """Beyond three weeks only the usual week is known."""
    day = MONDAY + timedelta(days=DAYS_AHEAD + 2)
    at = availability.local_moment(day, time(14), LONDON)
    found = days.touched(at, at + timedelta(hours=1), LONDON, MONDAY)
    assert found == days.Slots(0, availability.slot(2, Part.AFTERNOON))


def test_yesterday_is_none_of_the_days_to_come() -> None:
    """Neither the bits of the days nor those of the weeks after know a day that is over."""
    at = availability.local_moment(MONDAY - timedelta(days=1), time(14), LONDON)
    assert days.touched(at, at + timedelta(hours=1), LONDON, MONDAY) == days.Slots(0, 0)
    assert days.day_bits(0b111, MONDAY - timedelta(days=1), MONDAY) == 0
