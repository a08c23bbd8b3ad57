"""The passage of one update through the turnstile: what is known of it meanwhile, wherever one looks."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

from models.received import Claimed


@dataclass
class Passage:
    """One update that this process is handling.

    Attributes:
        update: what was claimed.
        is_last_try: what may pass by itself counts as broken like anything else, and is apologised for.
        is_finished: whether it was written down that it is handled.
        reference: what the person was told to quote, where something broke.
        trouble: what may pass by itself, for which it is worth trying again.
    """

    update: Claimed
    is_last_try: bool = False
    is_finished: bool = False
    reference: str | None = None
    trouble: Exception | None = None


_present: ContextVar[Passage] = ContextVar("passage")


def enter(passage: Passage) -> None:
    """Makes it the one that this task is about."""
    _present.set(passage)


def present() -> Passage:
    """Returns the one that this task is about."""
    return _present.get()
