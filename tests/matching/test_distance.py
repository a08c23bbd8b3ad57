"""Proves that distances are true everywhere on earth."""

from __future__ import annotations

import numpy as np
import pytest
from geopy.distance import geodesic
from geopy.point import Point
from hypothesis import example, given
from hypothesis import strategies as st

from jobs.matching.places import HALFWAY_ROUND_M, arc_m, chord_m, distance_m


def ours_m(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Returns the distance in metres between two places, each degrees north and east."""
    columns = (np.array([value]) for value in (*here, *there))
    return float(distance_m(*columns)[0])


@given(
    latitude=st.floats(-90, 90) | st.sampled_from([-90.0, -89.95, 0.0, 51.5, 89.9, 89.9999, 90.0]),
    longitude=st.floats(-180, 180) | st.sampled_from([-180.0, -179.9999, 0.0, 179.95, 180.0]),
    bearing_deg=st.floats(0, 360),
    away_m=st.floats(0, 20_000),
)
@example(latitude=90.0, longitude=0.0, bearing_deg=180.0, away_m=20_000.0)
@example(latitude=89.95, longitude=10.0, bearing_deg=0.0, away_m=20_000.0)
@example(latitude=-17.0, longitude=179.99, bearing_deg=90.0, away_m=20_000.0)
def test_within_twenty_km_the_error_is_under_a_centimetre(
    latitude: float, longitude: float, bearing_deg: float, away_m: float
) -> None:
    """Anywhere on earth, poles and date line included, up to 20 km we agree with the geodesic to 1 cm."""
    there = geodesic(meters=away_m).destination(Point(latitude, longitude), bearing_deg)
    truth_m = geodesic((latitude, longitude), (there.latitude, there.longitude)).m
    assert ours_m((latitude, longitude), (there.latitude, there.longitude)) == pytest.approx(
        truth_m, abs=0.01
    )


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
@example(90.0, 0.0, -90.0, 0.0)
def test_across_the_world_no_distance_is_absurd(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> None:
    """Within 2,000 km the error is under 0.005 percent, and even to the other side of the earth under 5."""
    here, there = (latitude, longitude), (other_latitude, other_longitude)
    truth_m = geodesic(here, there).m
    within = 0.00005 if truth_m < 2_000_000 else 0.05
    assert ours_m(here, there) == pytest.approx(truth_m, rel=within, abs=0.01)


@given(st.floats(0, 1_000_000))
def test_a_chord_bends_back_to_its_arc(metres: float) -> None:
    """Turning a limit into a straight line and back gives the same limit."""
    assert arc_m(chord_m(np.array([metres])))[0] == pytest.approx(metres, rel=1e-9, abs=1e-6)


def test_no_limit_is_no_limit() -> None:
    """A limit of half way round the earth or more lets everybody through."""
    assert np.isinf(chord_m(np.array([np.inf, HALFWAY_ROUND_M]))).all()


def test_an_unknown_place_is_at_no_distance() -> None:
    """Where a place is not known the distance is not a number, rather than one from nowhere."""
    assert np.isnan(ours_m((np.nan, np.nan), (51.5, -3.2)))
