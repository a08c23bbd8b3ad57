"""Proves that help is wanted when the asker's own wall clock says so, across summer time and in any zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from models import availability, window
from models.availability import ALWAYS, HOURS, Part
from models.window import TimePassed, TooFarAhead, When, Window

ZONES = (
    "Europe/London",
    "America/New_York",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/St_Johns",
    "Pacific/Kiritimati",
)
LONDON = "Europe/London"
# Summer time ends in London on 25 October 2026 and begins on 28 March 2027.
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("day", "at", "in_utc"),
    [
        (date(2026, 10, 24), time(15), "2026-10-24T14:00:00+00:00"),
        (date(2026, 10, 25), time(15), "2026-10-25T15:00:00+00:00"),
        (date(2027, 3, 27), time(15), "2027-03-27T15:00:00+00:00"),
        (date(2027, 3, 28), time(15), "2027-03-28T14:00:00+00:00"),
        # Half past one comes twice, and the first is meant; or it is skipped, and an hour later is meant.
        (date(2026, 10, 25), time(1, 30), "2026-10-25T00:30:00+00:00"),
        (date(2027, 3, 28), time(1, 30), "2027-03-28T01:30:00+00:00"),
    ],
)
def test_a_wall_clock_in_london_over_both_changes(day: date, at: time, in_utc: str) -> None:
    """A set time is the moment the clock on the wall shows it, before and after the clocks change."""
    moment = availability.local_moment(day, at, LONDON)
    assert moment.astimezone(UTC).isoformat() == in_utc
    now = datetime.combine(day, time(0), UTC) - timedelta(days=2)
    found = window.window(When(day=day, part=Part.ANY, at=at), LONDON, now)
    assert found.earliest_at == found.latest_at == moment


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_a_morning_is_eight_to_twelve_on_the_day_the_clocks_change(day: date) -> None:
    """The choices of a morning are the half hours from 8:00 to 11:30 on the wall, however
    long the night was.
    """
    now = datetime.combine(day, time(0), UTC) - timedelta(days=2)
    span = window.window(When(day=day, part=Part.MORNING), LONDON, now)
    starts = window.starts_on(day, Part.MORNING, span, LONDON, now)
    walls = [at.astimezone(ZoneInfo(LONDON)).strftime("%H:%M") for at in starts]
    assert walls == ["08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]


@settings(max_examples=150, deadline=None)
@given(
    now=MOMENTS,
    zone=st.sampled_from(ZONES),
    part=st.sampled_from(list(Part)),
    days_ahead=st.none() | st.integers(0, 180),
)
@example(datetime(2026, 10, 24, 12, tzinfo=UTC), LONDON, Part.ANY, None)
@example(datetime(2027, 3, 27, 12, tzinfo=UTC), LONDON, Part.ANY, None)
@example(datetime(2026, 4, 4, 3, tzinfo=UTC), "Pacific/Chatham", Part.MORNING, None)
def test_every_start_is_in_the_window_and_in_the_right_part_of_the_day(
    now: datetime, zone: str, part: Part, days_ahead: int | None
) -> None:
    """Whatever is asked, each choice lies ahead, within the window, on its day and part,
    on a half hour of the wall.
    """
    there = ZoneInfo(zone)
    day = None if days_ahead is None else now.astimezone(there).date() + timedelta(days=days_ahead)
    try:
        span = window.window(When(day=day, part=part), zone, now)
    except TimePassed:
        # Only today can be too late.
        assert days_ahead == 0
        return
    assert now < span.earliest_at <= span.latest_at
    days = window.days_of(span, part, zone, now)
    assert days
    assert day is None or days == [day]
    first_hour, last_hour = HOURS[part]
    for choice in days:
        starts = window.starts_on(choice, part, span, zone, now)
        assert starts == sorted(set(starts)) != []
        for at in starts:
            wall = at.astimezone(there)
            assert span.earliest_at <= at <= span.latest_at
            assert at >= now + timedelta(minutes=15)
            assert wall.date() == choice
            assert first_hour <= wall.hour < last_hour
            if span.earliest_at != span.latest_at:
                assert (wall.minute % 30, wall.second, wall.microsecond) == (0, 0, 0)


@settings(max_examples=100, deadline=None)
@given(now=MOMENTS, zone=st.sampled_from(ZONES), days_ahead=st.integers(0, 200), at=st.times())
def test_a_set_time_is_one_moment_or_refused(now: datetime, zone: str, days_ahead: int, at: time) -> None:
    """A set time is its one moment on its one day, or refused as past or as too far."""
    there = ZoneInfo(zone)
    day = now.astimezone(there).date() + timedelta(days=days_ahead)
    try:
        span = window.window(When(day=day, part=Part.ANY, at=at), zone, now)
    except TooFarAhead as refused:
        assert days_ahead > refused.facts["days"] == 180
        return
    except TimePassed:
        assert availability.local_moment(day, at, zone) < now + timedelta(minutes=15)
        return
    assert span.earliest_at == span.latest_at
    assert window.starts_on(day, Part.ANY, span, zone, now) == [span.earliest_at]
    assert window.starts_on(day + timedelta(days=1), Part.ANY, span, zone, now) == []
    assert window.starts_on(day, Part.ANY, span, zone, span.earliest_at) == []
    assert window.days_of(span, Part.ANY, zone, now) == [day]


@settings(max_examples=100, deadline=None)
@given(day=st.dates(date(2026, 1, 1), date(2027, 12, 31)), at=st.times(), zone=st.sampled_from(ZONES))
def test_a_wall_clock_that_exists_is_shown_back(day: date, at: time, zone: str) -> None:
    """A moment made from a wall clock shows that clock again, except where summer time
    skips it, by at most an hour.
    """
    moment = availability.local_moment(day, at, zone)
    shown = moment.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert timedelta(0) <= shown - datetime.combine(day, at) <= timedelta(hours=1)
    assert moment.tzinfo is not None


@pytest.mark.parametrize(
    ("now", "part", "refused"),
    [
        (datetime(2026, 11, 23, 11, 15, tzinfo=UTC), Part.MORNING, False),
        (datetime(2026, 11, 23, 11, 16, tzinfo=UTC), Part.MORNING, True),
        (datetime(2026, 11, 23, 20, 15, tzinfo=UTC), Part.ANY, False),
        (datetime(2026, 11, 23, 20, 16, tzinfo=UTC), Part.ANY, True),
    ],
)
def test_today_can_be_asked_for_until_its_last_choice(now: datetime, part: Part, refused: bool) -> None:
    """A part of today is offered while its last half hour is still a quarter of an hour away."""
    when = When(day=date(2026, 11, 23), part=part)
    if refused:
        with pytest.raises(TimePassed):
            window.window(when, LONDON, now)
    else:
        assert window.window(when, LONDON, now).earliest_at == now + timedelta(minutes=15)


def test_any_day_soon_ends_after_a_fortnight() -> None:
    """Without a day the last choice is the last half hour of the part, fourteen days on."""
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    span = window.window(When(day=None, part=Part.AFTERNOON), LONDON, now)
    assert span == Window(now + timedelta(minutes=30), datetime(2026, 12, 7, 16, 30, tzinfo=UTC))
    days = window.days_of(span, Part.AFTERNOON, LONDON, now)
    assert (days[0], days[-1], len(days)) == (date(2026, 11, 23), date(2026, 12, 7), 15)


@given(weekday=st.integers(0, 6), part=st.sampled_from(list(Part)))
def test_the_weekly_grid_has_a_bit_for_each_part_of_each_day(weekday: int, part: Part) -> None:
    """Each part has one bit of its own, and any time of a day has its three."""
    bits = availability.slot(weekday, part)
    assert bits & ALWAYS == bits
    assert bits.bit_count() == (3 if part is Part.ANY else 1)
    assert availability.slots(range(7), Part.ANY) == ALWAYS
    assert bits >> weekday * 3 in (1, 2, 4, 7)


@given(at=st.times(), day=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_a_set_time_counts_as_the_part_it_falls_in(at: time, day: date | None) -> None:
    """The grid of a set time is its own part of the day, on its weekday or on all of them."""
    part = availability.part_of(at)
    assert part is not Part.ANY
    weekdays = range(7) if day is None else [day.weekday()]
    assert When(day=day, part=Part.ANY, at=at).slots == availability.slots(weekdays, part)
    first_hour, last_hour = HOURS[part]
    assume(8 <= at.hour < 21)
    assert first_hour <= at.hour < last_hour
