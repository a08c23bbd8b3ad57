"""What nobody does through a time bank, recognised in words that somebody types, and where to turn instead.

Each language has short lists of what people say for it. A phrase stands in the text as it is written, word
for word; "…" in it stands for up to four other words, and a "*" for any ending of a word.
"""

from __future__ import annotations

import re
from functools import cache

from bot.context import Scene
from bot.flows.kinds import kind_words
from bot.free_text import fold
from bot.language import speaker
from bot.values import Words, words
from models import demand
from models.caution import Never, NobodyMay

GAP = "…"
MOST_BETWEEN = 4


def recognised(text: str, language: str) -> Never | None:
    """Returns what somebody wrote about that nobody may do, or None where there is nothing of the kind.

    Args:
        text: what was typed.
        language: the writer's.
    """
    folded = f" {fold(text)} "
    return next((one for one in Never if any(seen.search(folded) for seen in _patterns(one, language))), None)


def refuse(scene: Scene, text: str) -> None:
    """Lets a typed text pass in which nothing is asked for that nobody may do, in the language of the one who
    asks or the first one of the bank, in which many write as well.

    Raises:
        NobodyMay: something is; it says what, why, and where to turn instead.
    """
    found = recognised(text, scene.language) or recognised(text, scene.bank.language)
    if found is not None:
        raise NobodyMay(reason=words(f"never-{found.value}"), instead=instead_words(scene))


def refuse_banned(scene: Scene, code: str) -> None:
    """Lets a kind of help pass that is arranged in this bank.

    Raises:
        NobodyMay: it is not; it says where to turn instead.
    """
    if code in demand.banned_kinds(scene.session, scene.bank.id):
        raise NobodyMay(reason=words("never-banned", kind=kind_words(code)), instead=instead_words(scene))


def instead_words(scene: Scene) -> Words:
    """Says where to turn instead: in the bank's own words, or in those that fit where it is."""
    if scene.bank.refer_to is not None:
        return words("instead-own", text=scene.bank.refer_to)
    return words(f"instead-{scene.bank.nation.value}")


@cache
def _patterns(one: Never, language: str) -> tuple[re.Pattern[str], ...]:
    """The phrases of a language for one such thing, as patterns over folded text."""
    return tuple(_pattern(phrase) for phrase in speaker().phrases(f"typed-never-{one.value}", language))


def _pattern(phrase: str) -> re.Pattern[str]:
    between = r"(?:\S+ ){0," + str(MOST_BETWEEN) + "}"
    parts = []
    for part in phrase.split():
        if part == GAP:
            parts.append(between)
            continue
        for word in fold(part).split():
            parts.append(re.escape(word) + (r"\S* " if part.endswith("*") else " "))
    return re.compile(" " + "".join(parts))
