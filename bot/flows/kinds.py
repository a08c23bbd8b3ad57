"""Questions about kinds of help: a few at a time on the buttons, all of them by typing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.context import Scene
from bot.dialogue import Option
from bot.flows import ticks
from bot.values import Words, words
from models import kind as kinds

ON_A_PAGE = 6
MORE = "more"
PAGES = -(-len(kinds.CODES) // ON_A_PAGE)


def kind_words(code: str) -> Words:
    """Returns the words for a kind of help as it stands on a button: "Dog walking"."""
    return words(f"kind-{code}")


def for_kind(code: str) -> Words:
    """Returns the words for a kind of help inside a sentence, as in "Ada would like {a lift}"."""
    return words(f"forkind-{code}")


def page(number: int, codes: Sequence[str] = kinds.CODES) -> list[str]:
    """Returns the kinds on that page; pages go round."""
    pages = [codes[start : start + ON_A_PAGE] for start in range(0, len(codes), ON_A_PAGE)]
    return list(pages[number % len(pages)])


def more(number: int) -> Option:
    """Makes the option that turns to the next page; it says which, so that a tap told twice turns once."""
    return Option(f"{MORE}{number + 1}", words("button-more-kinds"))


def turned_to(value: str | None) -> int | None:
    """Returns the page that such an option turns to, or None for any other."""
    digits = (value or "").removeprefix(MORE)
    return int(digits) % PAGES if value != digits and digits.isascii() and digits.isdigit() else None


def options(number: int, ticked: Sequence[str] | None = None) -> list[Option]:
    """Makes the options of a page; where several may be chosen, with a tick behind those that are ticked.

    Args:
        ticked: what is ticked so far; None where only one may be chosen.
    """
    if ticked is None:
        return [Option(code, kind_words(code)) for code in page(number)]
    return ticks.options({code: kind_words(code) for code in page(number)}, ticked)


def typed(scene: Scene, text: str) -> list[str]:
    """Returns the kinds of help that somebody typed, one or several, or none when any part is unclear."""
    return ticks.typed(scene, text, {code: kind_words(code) for code in kinds.CODES})
