"""Questions with several answers: a list that is ticked in place, and a button for when it is done.

Each button says what its tap brings about, a tick or its taking away, and not that it turns one into the
other: the messenger may tell us of one tap twice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot import understanding
from bot.context import Scene
from bot.dialogue import KeptOpen, Option, Talking
from bot.lexicon import phrases
from bot.values import Words, words

DONE = "done"
TICK, TAKE_AWAY = "+", "-"


def options(labels: Mapping[str, Words], ticked: Collection[str]) -> list[Option]:
    """Makes an option of each label, with a tick behind those that are ticked.

    Args:
        labels: the words for each answer.
        ticked: the answers that are ticked so far.
    """
    return [
        Option(TAKE_AWAY + code, words("button-ticked", what=label))
        if code in ticked
        else Option(TICK + code, label)
        for code, label in labels.items()
    ]


def ticked(talking: Talking, name: str) -> list[str]:
    """Returns what is ticked so far."""
    return list(talking.answers.get(_key(name), ()))


def begin_with(talking: Talking, name: str, known: Iterable[str]) -> None:
    """Lets what is known so far be ticked, until the member ticks anything by themself."""
    talking.answers.setdefault(_key(name), list(known))


def changed(talking: Talking, name: str, value: str | None, possible: Sequence[str]) -> KeptOpen | None:
    """Ticks one answer, or takes its tick away; None where the value is no such option."""
    sign, code = (value or "")[:1], (value or "")[1:]
    if sign not in (TICK, TAKE_AWAY) or code not in possible:
        return None
    others = [one for one in ticked(talking, name) if one != code]
    return KeptOpen({_key(name): [*others, code] if sign == TICK else others})


def added(talking: Talking, name: str, values: Iterable[str]) -> KeptOpen:
    """Ticks several, as when they are typed."""
    now = ticked(talking, name)
    return KeptOpen({_key(name): [*now, *(value for value in values if value not in now)]})


def typed(scene: Scene, text: str, labels: Mapping[str, Words]) -> list[str]:
    """Returns the answers that somebody typed, one or several, or none when any part is unclear.

    Args:
        labels: the words for each answer.
    """
    codes, said = list(labels), [scene.plain(label) for label in labels.values()]
    joints = "|".join(re.escape(word) for word in phrases("typed-and", scene.language))
    pieces = [text, *([] if understanding.choose(text, said, scene.language) is not None else
                      re.split(rf"[,;\n]|\s(?:{joints})\s", text))]  # fmt: skip
    for chosen in (pieces[:1], pieces[1:]):
        found = [understanding.choose(piece, said, scene.language) for piece in chosen if piece.strip()]
        if found and None not in found:
            return [codes[index] for index in found if index is not None]
    return []


def _key(name: str) -> str:
    return f"{name}_ticked"
