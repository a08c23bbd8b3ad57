"""Questions with several answers: a list that is ticked in place, and a button for when it is done."""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue import KeptOpen, Talking

DONE = "done"


def ticked(talking: Talking, name: str) -> list[str]:
    """Returns what is ticked so far."""
    return list(talking.answers.get(_key(name), ()))


def toggled(talking: Talking, name: str, value: str) -> KeptOpen:
    """Ticks one, or takes its tick away."""
    now = ticked(talking, name)
    return KeptOpen({_key(name): [one for one in now if one != value] if value in now else [*now, value]})


def added(talking: Talking, name: str, values: Iterable[str]) -> KeptOpen:
    """Ticks several, as when they are typed."""
    now = ticked(talking, name)
    return KeptOpen({_key(name): [*now, *(value for value in values if value not in now)]})


def _key(name: str) -> str:
    return f"{name}_ticked"
