"""Proves that a place that is none, or hardly one, is turned down kindly and leaves nothing behind, and that
what is kept of a real one is the middle of its cell.
"""

from __future__ import annotations

import math
from typing import Any

import pytest

from models.conversation import Conversation
from models.place import Point, snap
from tests.stories.joinings import row_of, the_rest, until_place
from tests.stories.neighbours import HOME, Street
from tests.stories.test_odd_messages import message_from

NEAR = {"latitude": HOME[0], "longitude": HOME[1]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"location": {**NEAR, "horizontal_accuracy": 5_000}}, "only knows roughly where you are"),
        ({"location": {**NEAR, "horizontal_accuracy": math.inf}}, "only knows roughly where you are"),
        ({"location": {**NEAR, "horizontal_accuracy": math.nan}}, "only knows roughly where you are"),
        ({"location": {"latitude": 91, "longitude": 0}}, "no place we can reach"),
        ({"location": {"latitude": math.nan, "longitude": 0}}, "no place we can reach"),
        ({"location": {"latitude": math.inf, "longitude": -math.inf}}, "no place we can reach"),
        ({"location": {"latitude": 0, "longitude": 0}}, "did not tell us where you are"),
        ({"location": {"latitude": 85.5, "longitude": 10}}, "no place we can reach"),
        (
            {"venue": {"location": {"latitude": 0, "longitude": 0}, "title": "x", "address": "y"}},
            "did not tell",
        ),
    ],
)
async def test_a_place_that_is_none_is_asked_for_again(
    street: Street, content: dict[str, Any], said: str
) -> None:
    """What is off the globe, nowhere, unserved or known only to kilometres is asked for again in words, and
    nothing of it is kept.
    """
    nora = street.newcomer("Nora")
    await until_place(nora)
    street.strange_updates_allowed = True
    street.messenger.push_update(message_from(nora, **content))
    await street.settle()
    await nora.hears(said)
    await nora.hears("Where do you live?")
    [talk] = await street.rows(Conversation)
    assert "place" not in talk.answers and "place_found" not in talk.answers
    assert (await row_of(nora)).point is None


@pytest.mark.parametrize(
    "content",
    [
        {"location": NEAR},
        {"location": {**NEAR, "horizontal_accuracy": 40.5}},
        {"location": {**NEAR, "live_period": 900, "heading": 10}},
        {"venue": {"location": NEAR, "title": "The Chapel", "address": "Mill Lane"}},
    ],
)
async def test_a_place_is_kept_as_the_middle_of_its_cell(street: Street, content: dict[str, Any]) -> None:
    """Shared once, live, or as a venue: what the talk and the member's row keep is coarse, and one point; to
    where a live place goes on makes no difference.
    """
    nora = street.newcomer("Nora")
    await until_place(nora)
    update = message_from(nora, **content)
    street.messenger.push_update(update)
    await street.settle()
    coarse = snap(Point(*HOME))
    [talk] = await street.rows(Conversation)
    assert (talk.answers["place"]["latitude"], talk.answers["place"]["longitude"]) == (
        coarse.latitude,
        coarse.longitude,
    )
    moved_on = {**update["message"], "edit_date": 1_700_000_100}
    if "location" in moved_on:
        moved_on["location"] = {"latitude": 52.0, "longitude": -1.0, "live_period": 900}
    street.messenger.push_update({"edited_message": moved_on})
    await street.settle()
    await the_rest(nora)
    assert (await row_of(nora)).point == coarse != Point(*HOME)
