"""Doorstep words: the same two words for both, so that somebody behind a door knows who stands before it.

The visitor says them, and whoever lives there never says them first. They are kept as codes, with the
language in which both read them: that of the one who asked, who has to recognise them by ear. How each code
is said stands in the Fluent files, as `doorstep-…`.

A code never changes its meaning and is never taken out, because pairs that were given out stand in the
database. No two of them sound alike in any language, and none is unpleasant to say; a test looks.
"""

from __future__ import annotations

import secrets

CODES: tuple[str, ...] = (
    "apple", "bridge", "candle", "cloud", "coffee", "dolphin", "forest", "garden", "guitar", "kitchen",
    "ladder", "lantern", "lemon", "mirror", "olive", "orange", "paper", "parrot", "pencil", "piano", "picnic",
    "pillow", "river", "rose", "sailor", "snow", "tomato", "train", "trumpet", "turtle", "umbrella", "valley",
    "village", "violin", "zebra",
)  # fmt: skip


def pair() -> tuple[str, str]:
    """Returns two different codes that nobody can foresee."""
    first = secrets.choice(CODES)
    return first, secrets.choice([code for code in CODES if code != first])
