"""The members who may be asked to help, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from jobs.matching import rules
from jobs.matching.places import check_places, chord_m, points_m
from jobs.matching.shapes import (
    Bool,
    Float64,
    Int64,
    UInt8,
    at_least_zero,
    bits,
    counts_by_kind,
    flags,
    numbers,
    whole,
)

# Whoever has set no limit of their own.
NO_LIMIT = 2**40


@dataclass(frozen=True, eq=False)
class Helpers:
    """The n members who may be asked at all: approved, grown up, not paused. Integers of any width are taken.

    Bit sets are whole numbers from 0 to 2^63 - 1.

    Attributes:
        latitude_deg: float64[n], degrees north, -90 to 90. NaN, in both, for a member whose place is not
            known: they are only asked for what can be done by phone.
        longitude_deg: float64[n], degrees east, -180 to 180.
        travel_limit_m: float64[n], how far this member travels at most, metres over ground; infinity for
            anywhere.
        offers: int64[n], bit k set when the member does the kind of help k.
        cleared: int64[n], bit k set when nothing is missing that the kind of help k demands.
        languages: int64[n], bit per language spoken.
        free: int64[n], the days to come: bit day * 3 + part, today being day 0 (morning 0, afternoon 1,
            evening 2), for `DAYS_AHEAD` days; 0 is never free.
        free_later: int64[n], the weeks after that: bit weekday * 3 + part, Monday 0.
        gender: int64[n], one bit, or 0 where it was not said.
        visits: int64[n], the genders they would rather visit, as bits; 0 for anybody.
        cannot: int64[n], bit per thing that they cannot manage, such as stairs or a dog.
        minutes_left: int64[n], how many more minutes they will give this week.
        asleep: bool[n], whether it is night where they are.
        asks_left: int64[n], how many more invitations this member may get now.
        hours_since_asked: float64[n], hours; infinity when never asked.
        asked_count: int64[n], how often this member has been asked and the invitation has ended.
        yes_count: int64[n], how often they said yes; at most `asked_count`.
        received_share: float64[n], how much of all the hours they gave and got they have got, 0 to 1.
        skill: uint8[n, kinds], how often they have helped with each kind of help, up to 255.

    Raises:
        ValueError: an array has another length than the first, another type, or a value that makes no sense.
    """

    latitude_deg: Float64
    longitude_deg: Float64
    travel_limit_m: Float64
    offers: Int64
    cleared: Int64
    languages: Int64
    free: Int64
    free_later: Int64
    gender: Int64
    visits: Int64
    cannot: Int64
    minutes_left: Int64
    asleep: Bool
    asks_left: Int64
    hours_since_asked: Float64
    asked_count: Int64
    yes_count: Int64
    received_share: Float64
    skill: UInt8

    def __post_init__(self) -> None:
        latitude_deg = numbers("helpers.latitude_deg", self.latitude_deg)
        n = latitude_deg.size
        longitude_deg = numbers("helpers.longitude_deg", self.longitude_deg, n)
        check_places("helpers", latitude_deg, longitude_deg)
        checked: dict[str, Any] = {
            "latitude_deg": latitude_deg,
            "longitude_deg": longitude_deg,
            "asleep": flags("helpers.asleep", self.asleep, n),
            "skill": counts_by_kind("helpers.skill", self.skill, n),
        }
        for name in ("travel_limit_m", "hours_since_asked", "received_share"):
            checked[name] = numbers(f"helpers.{name}", getattr(self, name), n)
            at_least_zero(f"helpers.{name}", checked[name])
        if (checked["received_share"] > 1).any():
            raise ValueError("helpers.received_share must be at most 1")
        for name in ("offers", "cleared", "languages", "free", "free_later", "gender", "visits", "cannot"):
            checked[name] = bits(f"helpers.{name}", getattr(self, name), n)
        for name in ("minutes_left", "asks_left", "asked_count", "yes_count"):
            checked[name] = whole(f"helpers.{name}", getattr(self, name), n)
        if (checked["yes_count"] > checked["asked_count"]).any():
            raise ValueError("helpers.yes_count must be at most helpers.asked_count")
        # A frozen dataclass is written to once, here, so that everything after may rely on the exact types.
        for name, array in checked.items():
            object.__setattr__(self, name, array)

    def __len__(self) -> int:
        return self.latitude_deg.size

    def facts(self) -> Int64:
        """Returns what the rules look at, a row of whole numbers for each helper: see `rules`."""
        columns = {
            rules.OFFERS: self.offers,
            rules.CLEARED: self.cleared,
            rules.SPEAKS: self.languages,
            rules.FREE: self.free,
            rules.FREE_LATER: self.free_later,
            rules.GENDER: self.gender,
            rules.VISITS: self.visits,
            rules.CANNOT: self.cannot,
            rules.MINUTES_LEFT: self.minutes_left,
            rules.ASLEEP: self.asleep,
            rules.ASKS_LEFT: self.asks_left,
        }
        table = np.empty((len(self), rules.HELPER_FACTS), dtype=np.int64)
        for column, values in columns.items():
            table[:, column] = values
        return table

    def homes_m(self) -> Float64:
        """Returns where they live, as float64[n, 3]: metres from the middle of the earth."""
        return np.ascontiguousarray(points_m(self.latitude_deg, self.longitude_deg).T)

    def reach_squared(self) -> Float64:
        """Returns how far they go, straight through the ground and squared, float64[n] in square metres."""
        return chord_m(self.travel_limit_m) ** 2

    def put(self, at: Int64, rows: Helpers) -> None:
        """Exchanges some rows in place.

        Args:
            at: int64[k], which rows, each once.
            rows: the k helpers who take their places.
        """
        for field in fields(self):
            getattr(self, field.name)[at] = getattr(rows, field.name)

    def rows(self, at: Int64) -> Helpers:
        """Returns some of them.

        Args:
            at: int64[k], which rows.
        """
        return Helpers(**{field.name: getattr(self, field.name)[at] for field in fields(self)})

    def with_rows(self, at: Int64, rows: Helpers) -> Helpers:
        """Returns the same helpers with some rows exchanged; those that lie beyond the end are added.

        Args:
            at: int64[k], which rows, each once; whatever is added follows the last without a gap.
            rows: the k helpers who take their places.
        """
        longer = max(len(self), int(at.max(initial=-1)) + 1)
        changed = {}
        for field in fields(self):
            before, after = getattr(self, field.name), getattr(rows, field.name)
            whole_column = np.empty((longer, *before.shape[1:]), dtype=before.dtype)
            whole_column[: len(self)] = before
            whole_column[at] = after
            changed[field.name] = whole_column
        return Helpers(**changed)
