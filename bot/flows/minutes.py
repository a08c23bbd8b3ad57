"""A length of time as an answer: typed, or chosen on a button."""

from __future__ import annotations

from bot import understanding
from bot.dialogue import Talking
from bot.heard import Heard, Manner


def minutes_said(talking: Talking, value: str | None, heard: Heard) -> int | None:
    """Returns how many whole minutes somebody said, or None where it was no length.

    Args:
        value: what the button carries that was tapped, or that begins like what was typed.
    """
    # What was typed counts before the button that begins like it: "1 hour" is not "1 hour 30 minutes".
    minutes = None
    if heard.manner is Manner.WORDS:
        minutes = understanding.length_minutes(heard.text, talking.scene.language)
    if minutes is None and value is not None and value.isdigit():
        minutes = int(value)
    return minutes
