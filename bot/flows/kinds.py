"""Questions about kinds of help: a few at a time on the buttons, all of them by typing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import understanding
from bot.context import Scene
from bot.dialogue import Option
from bot.lexicon import phrases
from bot.values import Words, words
from models import kind as kinds

ON_A_PAGE = 6
MORE = "more"


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


def options(number: int, ticked: Sequence[str] | None = None) -> list[Option]:
    """Makes the options of a page, with a tick behind those that are ticked."""
    return [
        Option(
            code,
            words("button-ticked", what=kind_words(code)) if code in (ticked or ()) else kind_words(code),
        )
        for code in page(number)
    ]


def typed(scene: Scene, text: str) -> list[str]:
    """Returns the kinds of help that somebody typed, one or several, or none when any part is unclear."""
    labels = [scene.plain(kind_words(code)) for code in kinds.CODES]
    joints = "|".join(re.escape(word) for word in phrases("typed-and", scene.language))
    pieces = [text, *([] if understanding.choose(text, labels, scene.language) is not None else
                      re.split(rf"[,;\n]|\s(?:{joints})\s", text))]  # fmt: skip
    for chosen in (pieces[:1], pieces[1:]):
        found = [understanding.choose(piece, labels, scene.language) for piece in chosen if piece.strip()]
        if found and None not in found:
            return [kinds.CODES[index] for index in found if index is not None]
    return []
