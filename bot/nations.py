"""What a check is called where the time bank is, since each nation has a service and levels of its own."""

from __future__ import annotations

from bot.context import Scene
from bot.values import Words, words
from models.attestation import CHECKS, What
from models.timebank import Nation


def seen_words(scene: Scene, what: What) -> Words:
    """Something that was seen of a member, inside a sentence or a list."""
    if what in CHECKS and scene.bank.nation is not Nation.OTHER:
        return words(f"check-{scene.bank.nation.value}-{what.value}")
    return words(f"seen-{what.value}")


def demanded_check(nation: Nation, check: What) -> Words:
    """A check that is demanded, in a list of what is."""
    if nation is Nation.OTHER:
        return words(f"demanded-{check.value}")
    return words(f"check-{nation.value}-{check.value}")


def check_button(scene: Scene, what: What) -> Words:
    """The same on a button of its own."""
    if what in CHECKS and scene.bank.nation is not Nation.OTHER:
        return words(f"button-check-{scene.bank.nation.value}-{what.value}")
    return words(f"button-seen-{what.value}")
