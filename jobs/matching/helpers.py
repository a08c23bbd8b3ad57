"""The members who may be asked to help in a round, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

from jobs.matching.places import check_places
from jobs.matching.shapes import (
    Float64,
    Int64,
    UInt32,
    UInt64,
    at_least_zero,
    bitmaps,
    numbers,
    weekly_slots,
    whole,
)


@dataclass(frozen=True, eq=False)
class Helpers:
    """The n members who may be asked at all: approved, not paused. Integers of any width are taken.

    Attributes:
        latitude_deg: float64[n], degrees north, -90 to 90. NaN, in both, for a member whose place is not
            known: they are only asked for what can be done by phone.
        longitude_deg: float64[n], degrees east, -180 to 180.
        travel_limit_m: float64[n], how far this member travels at most, metres over ground; infinity for
            anywhere.
        kinds: uint64[n], bit k set when the member does the kind of help k. Leave a bit out where a check
            that the kind demands is missing.
        languages: uint64[n], bit per language spoken.
        free_slots: uint32[n], weekly grid, bit weekday * 3 + part (Monday 0; morning 0, afternoon 1,
            evening 2); 0 is never free.
        asks_left: int64[n], how many more invitations this member may get now.
        hours_since_asked: float64[n], hours; infinity when never asked.
        asked_count: int64[n], how often this member has been asked and the invitation has ended.
        yes_count: int64[n], how often they said yes; at most `asked_count`.

    Raises:
        ValueError: an array has another length than the first, another type, or a value that makes no sense.
    """

    latitude_deg: Float64
    longitude_deg: Float64
    travel_limit_m: Float64
    kinds: UInt64
    languages: UInt64
    free_slots: UInt32
    asks_left: Int64
    hours_since_asked: Float64
    asked_count: Int64
    yes_count: Int64

    def __post_init__(self) -> None:
        latitude_deg = numbers("helpers.latitude_deg", self.latitude_deg)
        n = latitude_deg.size
        longitude_deg = numbers("helpers.longitude_deg", self.longitude_deg, n)
        check_places("helpers", latitude_deg, longitude_deg)
        travel_limit_m = numbers("helpers.travel_limit_m", self.travel_limit_m, n)
        at_least_zero("helpers.travel_limit_m", travel_limit_m)
        hours_since_asked = numbers("helpers.hours_since_asked", self.hours_since_asked, n)
        at_least_zero("helpers.hours_since_asked", hours_since_asked)
        asked_count = whole("helpers.asked_count", self.asked_count, n)
        yes_count = whole("helpers.yes_count", self.yes_count, n)
        if (yes_count > asked_count).any():
            raise ValueError("helpers.yes_count must be at most helpers.asked_count")
        # A frozen dataclass is written to once, here, so that everything after may rely on the exact types.
        for name, array in {
            "latitude_deg": latitude_deg,
            "longitude_deg": longitude_deg,
            "travel_limit_m": travel_limit_m,
            "kinds": bitmaps("helpers.kinds", self.kinds, n),
            "languages": bitmaps("helpers.languages", self.languages, n),
            "free_slots": weekly_slots("helpers.free_slots", self.free_slots, n),
            "asks_left": whole("helpers.asks_left", self.asks_left, n),
            "hours_since_asked": hours_since_asked,
            "asked_count": asked_count,
            "yes_count": yes_count,
        }.items():
            object.__setattr__(self, name, array)

    def __len__(self) -> int:
        return self.latitude_deg.size
