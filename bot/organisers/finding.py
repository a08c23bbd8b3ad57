"""Finding a member by a typed name: those who are meant stand on buttons, told apart where they share one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.dialogue import AskMore, Unclear
from bot.free_text import clean
from bot.heard import Heard, Manner
from bot.values import Words, words
from models.member import Member

LONGEST_NAME = 64


def named(one: Member, people: Sequence[Member]) -> Words:
    """A member's name on a button; where two have the same, their number here tells them apart."""
    if sum(other.name.casefold() == one.name.casefold() for other in people) == 1:
        return words("button-neighbour", name=one.name)
    return words("button-neighbour-number", name=one.name, number=one.id)


def meant(text: str, found: Sequence[Member]) -> list[Member]:
    """Returns those of the members found who may be meant: those of just that name, or else all of them."""
    return [one for one in found if one.name.casefold() == text.strip().casefold()] or list(found)


def chosen(
    value: str | None, heard: Heard, find: Callable[[str], Sequence[Member]]
) -> int | AskMore | Unclear:
    """Returns the number of the member who is meant: of the button that was tapped, or of a typed name.

    Where several have that name, the step asks anew which of them, with the name under `who_typed`.

    Args:
        value: of the button, None for none.
        heard: what was said.
        find: looks for members by a typed name.
    """
    if heard.manner is Manner.WORDS:
        people = meant(heard.text, find(heard.text))
        if len(people) > 1:
            return AskMore({"who_typed": clean(heard.text, LONGEST_NAME, one_line=True)})
        value = str(people[0].id) if people else value
    if value is None or not value.isdigit():
        return Unclear(words("unclear-member"))
    return int(value)
