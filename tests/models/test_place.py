"""Proves that places are validated, blurred to the promised grid, and told apart only as bands."""

from __future__ import annotations

import math

import pytest
from geopy.distance import geodesic
from hypothesis import assume, given
from hypothesis import strategies as st

from models.place import GRID_M, NotAPlace, Point, band, band_between, distance_m, snap
from models.refusals import Refusal

LATITUDES = st.floats(-85, 85)
LONGITUDES = st.floats(-180, 180)
GRIDS_M = st.sampled_from([20, 100, 500, 1000, 10_000])


@st.composite
def points(draw: st.DrawFn) -> Point:
    """Draws any point that is served, the poles and the date line more often than chance would."""
    latitude = draw(LATITUDES | st.sampled_from([-85.0, 0.0, 51.5, 84.9999, 85.0]))
    longitude = draw(LONGITUDES | st.sampled_from([-180.0, -179.9999, 0.0, 179.9999, 180.0]))
    assume(abs(latitude) > 1e-4 or abs(longitude) > 1e-4)
    return Point(latitude, longitude)


def moved(point: Point, east_m: float, north_m: float) -> Point:
    """Returns the point that lies so many metres east and north."""
    there = geodesic(meters=abs(north_m)).destination(
        (point.latitude, point.longitude), 0 if north_m >= 0 else 180
    )
    there = geodesic(meters=abs(east_m)).destination(there, 90 if east_m >= 0 else 270)
    return Point(there.latitude, there.longitude)


@pytest.mark.parametrize(
    ("latitude", "longitude", "reason"),
    [
        (math.nan, 0, "not_a_number"),
        (51, math.inf, "not_a_number"),
        ("north", 0, "not_a_number"),
        (None, 0, "not_a_number"),
        (10**400, 0, "not_a_number"),
        (91, 0, "out_of_range"),
        (51, -180.01, "out_of_range"),
        (0, 0, "null_island"),
        (-0.0, 0.00001, "null_island"),
        (85.01, 10, "not_served"),
        (-90, 0, "not_served"),
    ],
)
def test_what_is_no_place_is_refused_with_its_reason(latitude: float, longitude: float, reason: str) -> None:
    """Each kind of wrong coordinates is refused with the reason that the person can be told."""
    with pytest.raises(NotAPlace) as refused:
        Point(latitude, longitude)
    assert refused.value.reason == reason
    assert refused.value.facts == {"reason": reason}
    assert isinstance(refused.value, Refusal)


def test_a_place_in_a_log_is_not_a_home() -> None:
    """Written out, a point tells at most a tenth of a degree."""
    assert repr(Point(51.507351, -0.127758)) == "Point(about 51.5, -0.1)"


@given(points(), GRIDS_M)
def test_snapping_moves_a_place_by_half_a_diagonal_at_most(point: Point, grid_m: int) -> None:
    """At every latitude up to 85 and over the date line, the blurred place is within 0.71 of the grid."""
    assert distance_m(point, snap(point, grid_m)) <= grid_m * 0.71 + 0.01


@given(points(), GRIDS_M)
def test_snapping_twice_changes_nothing(point: Point, grid_m: int) -> None:
    """A place that was blurred before comes out the same, to the last bit."""
    once = snap(point, grid_m)
    assert snap(once, grid_m) == once


@given(points(), GRIDS_M, st.floats(-0.485, 0.485), st.floats(-0.485, 0.485))
def test_all_points_of_a_cell_look_the_same(point: Point, grid_m: int, east: float, north: float) -> None:
    """Anywhere within a cell, which is at least 97 % of the grid in both directions, gives one answer."""
    middle = snap(point, grid_m)
    # Close to 85 degrees a parallel is so short that a large grid divides it into visibly smaller cells.
    assume(abs(middle.latitude) < 80 or grid_m <= 500)
    assume(abs(middle.latitude) + 0.1 < 85)
    assert snap(moved(middle, east * grid_m * 0.98, north * grid_m), grid_m) == middle


@given(LATITUDES, GRIDS_M)
def test_the_date_line_is_no_edge_of_the_world(latitude: float, grid_m: int) -> None:
    """The line of 180 degrees belongs to one cell, whether it is written as east or as west."""
    assert snap(Point(latitude, 180), grid_m) == snap(Point(latitude, -180), grid_m)


@pytest.mark.parametrize("grid_m", [0, 19, 10_001, -100])
def test_a_grid_that_hides_nothing_is_a_mistake(grid_m: int) -> None:
    """A grid too fine to hide a home or too coarse to match by is refused as a mistake of ours."""
    with pytest.raises(ValueError, match="grid_m"):
        snap(Point(51.5, -0.1), grid_m)


def test_distance_follows_the_shape_of_the_earth() -> None:
    """London to Paris is the known 343.9 km, and a step over the date line is a short one."""
    assert distance_m(Point(51.5074, -0.1278), Point(48.8566, 2.3522)) == pytest.approx(343_923, abs=100)
    assert distance_m(Point(-17.0, 179.999), Point(-17.0, -179.999)) < 220


@pytest.mark.parametrize(
    ("metres", "expected"),
    [
        (0, "under_1_km"),
        (999.9, "under_1_km"),
        (1000, "1_to_3_km"),
        (2999.9, "1_to_3_km"),
        (3000, "3_to_5_km"),
        (4999.9, "3_to_5_km"),
        (5000, "over_5_km"),
        (20_000_000, "over_5_km"),
    ],
)
def test_distances_fall_into_four_bands(metres: float, expected: str) -> None:
    """Each band starts where the one before it ends."""
    assert band(metres) == expected


@given(
    st.floats(-60, 70),
    st.floats(-179, 179),
    st.floats(-0.485, 0.485),
    st.floats(-0.485, 0.485),
    st.lists(st.tuples(st.floats(-6000, 6000), st.floats(-6000, 6000)), min_size=1, max_size=30),
)
def test_no_number_of_questions_finds_a_home(
    latitude: float, longitude: float, east: float, north: float, probes: list[tuple[float, float]]
) -> None:
    """However many bands are asked for from anywhere, every point of the home's cell answers alike."""
    assume(abs(latitude) > 0.1 or abs(longitude) > 0.1)
    home = Point(latitude, longitude)
    neighbour = moved(snap(home), east * 0.98 * GRID_M, north * GRID_M)
    for east_m, north_m in probes:
        asker = moved(home, east_m, north_m)
        assert band_between(asker, home) == band_between(asker, neighbour)


def test_a_patient_snoop_cannot_tell_a_cell_from_a_point() -> None:
    """Walking along two lines in steps of two metres, a snoop hears the same of both ends of a cell."""
    middle = snap(Point(53.8, -1.55))
    ends = (moved(middle, -240, -245), moved(middle, 240, 245))
    assert distance_m(*ends) > 680
    for step_m in range(-3_000, 3_000, 2):
        for asker in (moved(middle, step_m, 0), moved(middle, 0, step_m)):
            assert band_between(asker, ends[0]) == band_between(asker, ends[1])


@given(
    st.floats(-60, 70),
    st.floats(-179, 179),
    st.lists(st.tuples(st.floats(-9_000, 9_000), st.floats(-9_000, 9_000)), min_size=3, max_size=40),
)
def test_a_search_by_distances_errs_by_the_grid(
    latitude: float, longitude: float, probes: list[tuple[float, float]]
) -> None:
    """Even who is told each snapped distance to the metre finds the middle of a cell of 500 m, wherever in it
    the home lies; and in the worst corner the home is a third of a kilometre away from there.
    """
    assume(abs(latitude) > 0.1 or abs(longitude) > 0.1)
    middle = snap(Point(latitude, longitude))
    corners = [
        moved(middle, east * 0.48 * GRID_M, north * 0.48 * GRID_M) for east in (-1, 1) for north in (-1, 1)
    ]
    for east_m, north_m in probes:
        asker = snap(moved(middle, east_m, north_m))
        assert len({distance_m(asker, snap(home)) for home in (middle, *corners)}) == 1
    assert GRID_M == 500
    assert min(distance_m(middle, corner) for corner in corners) > 330
