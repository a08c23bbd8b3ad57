"""Hurdles: what there is at somebody's home that not everybody who would help can manage.

The order never changes and new ones go to the end, because the database and the matching engine use the place
in this list as a bit. Their names live in the Fluent files.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.refusals import Refusal

CODES: tuple[str, ...] = ("stairs", "dog", "cat", "smoke", "lifting")


class UnknownHurdle(Refusal):
    """Nobody here knows that hurdle."""

    message = "refusal-not-found"


def bits(codes: Iterable[str]) -> int:
    """Returns hurdles as bits.

    Raises:
        UnknownHurdle: a code is none of `CODES`.
    """
    found = 0
    for code in codes:
        if code not in CODES:
            raise UnknownHurdle()
        found |= 1 << CODES.index(code)
    return found


def codes(hurdles: int) -> list[str]:
    """Returns the codes of hurdles that were given as bits, in the order of the list."""
    return [code for place, code in enumerate(CODES) if hurdles >> place & 1]
