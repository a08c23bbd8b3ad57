"""A place: where somebody is, known only as closely as the bank needs, and how far apart two places are.

A member's place is snapped once, on entry, to the middle of a cell of a fixed grid, and only that is kept.
The grid is laid out in metres, because a grid in degrees shrinks towards the poles and then promises more
privacy than it gives. Nobody is ever shown a distance, only a band of distances between snapped points, so
that asking from many points can never tell more than the cell.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from geopy.distance import geodesic

from models.refusals import Refusal

Band = Literal["under_1_km", "1_to_3_km", "3_to_5_km", "over_5_km"]
Reason = Literal["not_a_number", "out_of_range", "null_island", "not_served"]

# Fine enough to find who is near, too coarse to find a house: in town such a cell has hundreds of homes.
GRID_M = 500
SERVED_LATITUDE = 85.0

# WGS84, the ellipsoid that phones, maps and geopy use.
EQUATOR_RADIUS_M = 6_378_137.0
FLATTENING = 1 / 298.257223563
ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING)

# A degree of latitude is longest at the poles, 111,694 m; with this no row is ever higher than the grid.
LONGEST_DEGREE_M = 111_700.0

# About five metres: no real home is there, and no middle of a cell can be, however the grid is set.
NULL_ISLAND_DEGREES = 5e-5


class NotAPlace(Refusal):
    """These numbers are no place we can serve. Fact: `reason`, one of `Reason`."""

    message = "refusal-not-a-place"

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason=reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True, repr=False)
class Point:
    """A place on earth.

    Attributes:
        latitude: degrees north, from -85 to 85.
        longitude: degrees east, from -180 to 180.

    Raises:
        NotAPlace: for what is no finite number, is out of range, is 0/0 (which only ever means that a device
            or a service knew nothing), or lies beyond 85 degrees north or south.
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        try:
            latitude, longitude = float(self.latitude), float(self.longitude)
        except (TypeError, ValueError, OverflowError):
            raise NotAPlace("not_a_number") from None
        if not (math.isfinite(latitude) and math.isfinite(longitude)):
            raise NotAPlace("not_a_number")
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise NotAPlace("out_of_range")
        if abs(latitude) < NULL_ISLAND_DEGREES and abs(longitude) < NULL_ISLAND_DEGREES:
            raise NotAPlace("null_island")
        if abs(latitude) > SERVED_LATITUDE:
            raise NotAPlace("not_served")
        object.__setattr__(self, "latitude", latitude)
        object.__setattr__(self, "longitude", longitude)

    def __repr__(self) -> str:
        # A point ends up in tracebacks and logs, where nobody's home may be found: ten kilometres will do.
        return f"Point(about {self.latitude:.1f}, {self.longitude:.1f})"


def snap(point: Point, grid_m: int = GRID_M) -> Point:
    """Returns the middle of the grid cell that holds `point`; the same for every point of that cell.

    Rows of cells lie along the parallels, each a little under `grid_m` high; each row is cut into a whole
    number of cells, each at most `grid_m` wide, so that the grid closes on itself at the date line. The
    result is therefore never further away than half a diagonal, 0.71 of `grid_m`.

    Args:
        point: where somebody is.
        grid_m: the size of a cell in metres, from 20 to 10,000.

    Raises:
        ValueError: if `grid_m` is out of range.
    """
    if not 20 <= grid_m <= 10_000:
        raise ValueError("grid_m must be from 20 to 10,000 metres")
    # The rows are counted for half the globe and doubled: the equator is then an edge, never a middle, and
    # the middle of no cell is at 0/0.
    rows = 2 * math.ceil(SERVED_LATITUDE * LONGEST_DEGREE_M / grid_m)
    row_degrees = 2 * SERVED_LATITUDE / rows
    row = min(int((point.latitude + SERVED_LATITUDE) / row_degrees), rows - 1)
    middle_latitude = (row + 0.5) * row_degrees - SERVED_LATITUDE

    widest_latitude = abs(middle_latitude) - row_degrees / 2
    cells = math.ceil(_parallel_m(widest_latitude) / grid_m)
    # The remainder makes 180 east and 180 west, which are one line, fall into one cell.
    cell = int((point.longitude + 180) / 360 * cells) % cells
    return Point(middle_latitude, (cell + 0.5) * 360 / cells - 180)


def distance_m(a: Point, b: Point) -> float:
    """Returns how far apart two points are in metres, along the ground as the earth is shaped."""
    return float(geodesic((a.latitude, a.longitude), (b.latitude, b.longitude)).m)


def band(distance_m: float) -> Band:
    """Returns the band that `distance_m`, a distance in metres between two snapped points, falls into."""
    if distance_m < 1_000:
        return "under_1_km"
    if distance_m < 3_000:
        return "1_to_3_km"
    return "3_to_5_km" if distance_m < 5_000 else "over_5_km"


def band_between(a: Point, b: Point, grid_m: int = GRID_M) -> Band:
    """Returns how far apart two points are as one may say it to somebody: as a band, both points snapped.

    Args:
        a: one place, snapped or not.
        b: the other.
        grid_m: the size of a grid cell in metres.
    """
    return band(distance_m(snap(a, grid_m), snap(b, grid_m)))


def _parallel_m(latitude: float) -> float:
    """Returns the length in metres of the circle of that latitude, in degrees, around the earth."""
    angle = math.radians(latitude)
    return (
        2
        * math.pi
        * EQUATOR_RADIUS_M
        * math.cos(angle)
        / math.sqrt(1 - ECCENTRICITY_SQUARED * math.sin(angle) ** 2)
    )
