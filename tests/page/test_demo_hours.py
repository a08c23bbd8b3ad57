"""The demo's hours: whoever tries it at night finds the street awake."""

from __future__ import annotations

from datetime import datetime

import pytest

from goodturn.demo import ZONE, daytime
from models.timebank import TimeBank


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-23T13:30+00:00", "2026-11-23T13:30+00:00"),
        ("2026-11-23T20:59+00:00", "2026-11-23T20:59+00:00"),
        ("2026-11-23T21:00+00:00", "2026-11-24T09:00+00:00"),
        ("2026-11-24T00:10+00:00", "2026-11-24T09:00+00:00"),
        ("2026-07-01T06:59+00:00", "2026-07-01T08:00+00:00"),
        ("2026-12-31T23:00+00:00", "2027-01-01T09:00+00:00"),
    ],
)
def test_the_street_is_awake(now: str, expected: str) -> None:
    """By day the demo keeps the real time, and at night it begins on the next morning at nine."""
    bank = TimeBank(name="Maple Street", zone=ZONE, language="en")
    assert daytime(bank, datetime.fromisoformat(now)) == datetime.fromisoformat(expected)
