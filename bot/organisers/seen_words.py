"""What was seen of a member, in words, for every screen that speaks of checks."""

from __future__ import annotations

from bot.values import Words, words
from models.attestation import What


def what_words(what: What) -> Words:
    """What was seen, inside a sentence."""
    return words(f"seen-{what.value}")
