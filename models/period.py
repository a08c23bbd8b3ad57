"""A period: the span of time that figures are about, with both of its ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlmodel import col

from models.availability import local_moment

USUAL_DAYS = 90


@dataclass(frozen=True)
class Period:
    """From one moment to another; both belong to it."""

    from_at: datetime
    until_at: datetime

    def holds(self, moment: Any) -> ColumnElement[bool]:
        """Returns the condition that a column of moments lies within it."""
        return and_(col(moment) >= self.from_at, col(moment) <= self.until_at)


def last(now: datetime, days: int = USUAL_DAYS) -> Period:
    """Returns the last so many days, up to now."""
    return Period(now - timedelta(days=days), now)


def whole_days(first: date, final: date, zone: str) -> Period:
    """Returns all of some days, from the beginning of the first to the end of the last.

    Args:
        first, final: days on the wall clock of `zone`; both belong to it.
        zone: the IANA zone in which these days begin and end.
    """
    next_midnight = local_moment(final + timedelta(days=1), time(0), zone)
    return Period(local_moment(first, time(0), zone), next_midnight - timedelta(microseconds=1))
