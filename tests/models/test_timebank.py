"""Proves when a time bank leaves its people in peace, and whom they ring in danger."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import timebank
from models.store import Store
from models.timebank import TimeBank

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
HOURS = st.integers(0, 23)


def bank(quiet_from_hour: int, quiet_until_hour: int, zone: str = "Europe/London") -> TimeBank:
    """Returns a time bank with those quiet hours."""
    return TimeBank(
        name="Hackney",
        zone=zone,
        language="en",
        quiet_from_hour=quiet_from_hour,
        quiet_until_hour=quiet_until_hour,
        opened_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-11-23T20:59", False),
        ("2026-11-23T21:00", True),
        ("2026-11-24T07:59", True),
        ("2026-11-24T08:00", False),
        # In summer London's clocks are an hour ahead.
        ("2026-07-01T19:59", False),
        ("2026-07-01T20:00", True),
        ("2026-07-02T06:59", True),
        ("2026-07-02T07:00", False),
    ],
)
def test_the_night_is_quiet_on_the_clocks_of_the_banks_people(moment: str, quiet: bool) -> None:
    """From nine in the evening to eight in the morning it is quiet, in winter and in summer."""
    assert timebank.is_quiet(bank(21, 8), datetime.fromisoformat(moment).replace(tzinfo=UTC)) is quiet


@given(moment=MOMENTS, quiet_from=HOURS, quiet_until=HOURS)
def test_the_evening_before_is_never_later_nor_more_than_a_day_before(
    moment: datetime, quiet_from: int, quiet_until: int
) -> None:
    """By day the moment stays itself; at night it becomes the beginning of that same night."""
    street_bank = bank(quiet_from, quiet_until)
    found = timebank.evening_before(street_bank, moment)
    assert found <= moment
    if not timebank.is_quiet(street_bank, moment):
        assert found == moment
    else:
        assert (moment - found).total_seconds() <= 25 * 3600


@pytest.mark.parametrize(
    ("rules", "number"),
    [
        ({"country": "GB"}, "999"),
        ({"country": "US"}, "911"),
        ({"country": "ES"}, "112"),
        ({}, "112"),
        ({"country": "GB", "emergency_number": "112"}, "112"),
    ],
)
async def test_the_emergency_number_is_that_of_the_country(
    sqlite_url: str, rules: dict[str, str], number: str
) -> None:
    """A bank opens with the number that its people know, unless whoever opens it says another."""
    store = Store(sqlite_url)
    opened = await store.write(
        lambda session: timebank.open_bank(
            session,
            name="Hackney",
            zone="Europe/London",
            language="en",
            now=datetime(2026, 11, 23, tzinfo=UTC),
            **rules,
        )
    )
    assert opened.emergency_number == number
    await store.close()
