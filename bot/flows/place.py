"""The question where: a shared place, or a postcode or words that a map is asked for beforehand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.dialogue import AskMore, Option, Outcome, Question, Step, Taken, Talking, Unclear
from bot.heard import Heard, Manner
from bot.values import Words, refused, words
from models.place import NotAPlace, Point, snap

NONE_OF_THESE = "none"
SHOWN_AT_MOST = 5
# A place that may be further off than this would put somebody into another part of town.
ROUGHEST_M = 1_000.0


def place_step(name: str, question: Words, needed: Callable[[Talking], bool] = lambda talking: True) -> Step:
    """Makes the step that asks for a place; what it keeps is read with `point_of` and `name_of`."""

    def ask(talking: Talking) -> Question:
        found = talking.answers.get(_found(name))
        if not found:
            return Question(question, wants_place=True)
        if len(found) == 1:
            # A yes or a no may be typed here, so the buttons begin with these words.
            return Question(
                words("place-is-it", place=found[0]["name"]),
                [Option("pick0", words("button-place-right"))],
                alone=True,
                more=[Option(NONE_OF_THESE, words("button-place-wrong"))],
            )
        choices = [
            Option(f"pick{index}", words("button-place", place=place["name"]))
            for index, place in enumerate(found)
        ]
        none = Option(NONE_OF_THESE, words("button-none-of-these"))
        return Question(words("place-which"), choices, alone=True, more=[none])

    def take(talking: Talking, value: str | None, heard: Heard) -> Outcome:
        found = talking.answers.get(_found(name)) or []
        if value == NONE_OF_THESE:
            return AskMore({_found(name): None})
        picked = next((place for index, place in enumerate(found) if value == f"pick{index}"), None)
        if picked is not None:
            return Taken(picked, place_words(picked), also={_found(name): None})
        if heard.manner is Manner.PLACE and not heard.accuracy_m <= ROUGHEST_M:
            return Unclear(words("unclear-place-rough"))
        if heard.manner is Manner.PLACE and heard.latitude is not None and heard.longitude is not None:
            try:
                shared = _kept(Point(heard.latitude, heard.longitude), "")
            except NotAPlace as no:
                return Unclear(refused(no))
            return Taken(shared, place_words(shared), also={_found(name): None})
        if heard.map_trouble is not None:
            return Unclear(refused(heard.map_trouble))
        if heard.manner is not Manner.WORDS or not heard.found:
            return Unclear()
        if len(heard.found) == 1 and heard.found[0].exact:
            only = _kept(heard.found[0].point, heard.found[0].name)
            return Taken(only, place_words(only), also={_found(name): None})
        candidates = [
            _kept(one.point, ", ".join(part for part in (one.name, one.detail) if part))
            for one in heard.found[:SHOWN_AT_MOST]
        ]
        return AskMore({_found(name): candidates})

    return Step(name, ask, take, unclear="place", needed=needed, looks_up=True)


def point_of(kept: dict[str, Any]) -> Point:
    """Returns where the place is that such a step kept."""
    return Point(kept["latitude"], kept["longitude"])


def name_of(kept: dict[str, Any]) -> str:
    """Returns how the place was called; empty when it was shared on the map."""
    return str(kept["name"])


def place_words(kept: dict[str, Any]) -> Words:
    """Returns the place in words, to read it back."""
    return words("place-named", place=kept["name"]) if kept["name"] else words("place-shared")


def _found(name: str) -> str:
    return f"{name}_found"


def _kept(point: Point, name: str) -> dict[str, Any]:
    """What is kept of a place: already coarse, so that the exact one is never stored, not even for a talk."""
    coarse = snap(point)
    return {"latitude": coarse.latitude, "longitude": coarse.longitude, "name": name[:128]}
