"""Finding a member by a typed name: those who are meant stand on buttons, told apart where they share one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.values import Words, words
from models.member import Member


def named(one: Member, people: Sequence[Member]) -> Words:
    """A member's name on a button; where two have the same, their number here tells them apart."""
    if sum(other.name.casefold() == one.name.casefold() for other in people) == 1:
        return words("button-neighbour", name=one.name)
    return words("button-neighbour-number", name=one.name, number=one.id)


def meant(text: str, found: Sequence[Member]) -> list[Member]:
    """Returns those of the members found who may be meant: those of just that name, or else all of them."""
    return [one for one in found if one.name.casefold() == text.strip().casefold()] or list(found)
