"""Proves that arrays which make no sense are refused in words that name them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from jobs.matching import Links, Town, Weights, plan
from tests.matching.neighbours import some_helpers, some_requests


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"latitude_deg": [90.1, 0.0]}, "latitude_deg must be from -90 to 90"),
        ({"longitude_deg": [0.0, -180.1]}, "longitude_deg must be from -180 to 180"),
        ({"latitude_deg": [np.nan, 0.0]}, "must be NaN together"),
        ({"latitude_deg": [np.inf, 0.0]}, "latitude_deg must be from -90 to 90"),
        ({"latitude_deg": ["north", "south"]}, "latitude_deg must hold numbers"),
        ({"latitude_deg": [[51.0, 51.0]]}, "latitude_deg must have one dimension, not 2"),
        ({"longitude_deg": [0.0]}, "longitude_deg must have 2 entries, not 1"),
        ({"travel_limit_m": [-1.0, 0.0]}, r"travel_limit_m\[0\] must be 0 or more"),
        ({"travel_limit_m": [1.0, np.nan]}, r"travel_limit_m\[1\] must be 0 or more"),
        ({"offers": [1, -1]}, "offers must be from 0"),
        ({"offers": [1.0, 2.0]}, "offers must hold integers"),
        ({"languages": [-5, 1]}, "languages must be from 0"),
        ({"free": np.array([2**63, 1], dtype=np.uint64)}, "free must be from 0 to 9223372036854775807"),
        ({"asks_left": [-1, 1]}, "asks_left must be from 0"),
        ({"asks_left": [True, False]}, "asks_left must hold integers"),
        ({"hours_since_asked": [np.nan, 1.0]}, r"hours_since_asked\[0\]"),
        ({"yes_count": [5, 1]}, "yes_count must be at most"),
        ({"asked_count": [3]}, "asked_count must have 2 entries"),
        ({"received_share": [1.5, 0.0]}, "received_share must be at most 1"),
        ({"asleep": [1, 0]}, "asleep must hold booleans"),
        ({"skill": np.zeros(2, dtype=np.uint8)}, "skill must have 2 rows"),
        ({"skill": np.full((2, 63), 256)}, "skill must be from 0 to 255"),
    ],
)
def test_helpers_that_make_no_sense_are_refused(changes: dict[str, Any], words: str) -> None:
    """Each wrong array of helpers is named, with what it must be."""
    with pytest.raises(ValueError, match=words):
        some_helpers(2, **changes)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"latitude_deg": [-91.0, 0.0]}, "requests: latitude_deg must be from -90 to 90"),
        (
            {"latitude_deg": [np.nan, 0.0], "longitude_deg": [np.nan, 0.0]},
            "must be known where requests.needs_travel",
        ),
        ({"kind": [63, 0]}, "kind must be from 0 to 62, but holds 63"),
        ({"kind": [-1, 0]}, "kind must be from 0 to 62, but holds -1"),
        ({"slots": [-1, 0]}, "slots must be from 0"),
        ({"needs_travel": [1, 0]}, "needs_travel must hold booleans"),
        ({"most": [-3, 0]}, "most must be from 0"),
        ({"wanted": [0, 1]}, "wanted must be 1 or more"),
        ({"chance": [1.0, 0.5]}, "chance must be below 1"),
        ({"pending": [0.0, 0.5]}, "pending above 0"),
        ({"waited_hours": [-1.0, 0.0]}, r"waited_hours\[0\] must be a finite number"),
        ({"waited_hours": [0.0, np.inf]}, r"waited_hours\[1\] must be a finite number"),
        ({"due_in_hours": [np.nan, 0.0]}, "due_in_hours must not be NaN"),
        ({"barred": Links.none(3)}, "must each have a row for each of 2 requests"),
        ({"named": Links.none(0)}, "must each have a row for each of 2 requests"),
        ({"met": Links.none(1)}, "must each have a row for each of 2 requests"),
    ],
)
def test_requests_that_make_no_sense_are_refused(changes: dict[str, Any], words: str) -> None:
    """Each wrong array of requests is named, with what it must be."""
    with pytest.raises(ValueError, match=words):
        some_requests(2, **changes)


@pytest.mark.parametrize(
    ("indptr", "indices", "counts"),
    [
        ([], [], []),
        ([1, 1], [], []),
        ([0, 2, 1], [0], [1]),
        ([0, 1], [0, 1], [1, 1]),
        ([0, 1], [-1], [1]),
        ([0, 1], [0], []),
    ],
)
def test_links_that_do_not_fit_are_refused(indptr: list[int], indices: list[int], counts: list[int]) -> None:
    """Rows that do not cover the links, and negative helpers, are refused."""
    arrays = (np.array(values, dtype=np.int64) for values in (indptr, indices, counts))
    with pytest.raises(ValueError, match=r"links\."):
        Links(*arrays)


def test_a_link_to_nobody_is_refused() -> None:
    """A link beyond the last helper, or from beyond the last request, is refused."""
    with pytest.raises(ValueError, match=r"requests\.barred must point at one of 2 helpers, not at 2"):
        plan(Town(some_helpers(2)), some_requests(1, barred=Links.of(1, [0], [2])))
    with pytest.raises(ValueError, match=r"requests\.met must point at one of 2 helpers, not at 7"):
        plan(Town(some_helpers(2)), some_requests(1, met=Links.of(1, [0], [7])))
    with pytest.raises(ValueError, match="request must be below 1"):
        Links.of(1, [1], [0])


def test_links_come_in_any_order() -> None:
    """Pairs as a query returns them become rows, and keep their counts."""
    links = Links.of(3, [2, 0, 2, 2], [1, 5, 0, 1], [7, 8, 9, 2])
    assert links.indptr.tolist() == [0, 1, 1, 3]
    assert links.indices.tolist() == [5, 0, 1]
    assert links.counts.tolist() == [8, 9, 9]
    assert [part.tolist() for part in links.row(2)] == [[0, 1], [9, 9]]
    assert Links.of(1, [0, 0], [3, 3], [5, 6], bitwise=True).counts.tolist() == [7]


@pytest.mark.parametrize(
    "settings", [{"near": -1.0}, {"met": np.nan}, {"due": np.inf}, {"near_half_m": 0.0}, {"by_phone": 1.5}]
)
def test_weights_that_make_no_sense_are_refused(settings: dict[str, float]) -> None:
    """A weight below zero, not a number or infinite, and a half at zero, are refused by name."""
    with pytest.raises(ValueError, match=next(iter(settings))):
        Weights(**settings)


def test_any_width_of_integer_is_taken() -> None:
    """Lists and narrow arrays are taken, and stored in the types that are promised."""
    helpers = some_helpers(1, offers=[3], asks_left=np.array([2], dtype=np.int8), travel_limit_m=[100])
    assert helpers.offers.dtype == np.int64
    assert helpers.asks_left.dtype == np.int64
    assert helpers.travel_limit_m.dtype == np.float64
