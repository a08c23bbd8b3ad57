"""What a typed answer means: lengths, days, times, yes and no, a wish, and which button was meant.

No Telegram, no clock (`today` is passed in), and never a guess between two meanings: what is not clear is
None, and the caller asks again in other words. Whatever was understood is read back in full before anything
is done with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.free_text import fold, is_below_zero
from bot.language import best_language
from bot.lexicon import lexicon, phrases, phrases_everywhere
from bot.typed_lengths import length_minutes
from bot.typed_times import PartOfDay, day, part_of_day, time_of_day

__all__ = [
    "INTENTS", "PartOfDay", "choose", "day", "intent", "length_minutes", "part_of_day", "time_of_day",
    "yes_or_no",
]  # fmt: skip

INTENTS = (
    "unsafe", "stop", "help", "menu", "ask", "offer", "hours", "things", "browse", "language", "admin",
    "back", "skip", "person", "give", "profile", "buddy", "pause", "resume", "mydata", "leave", "concern",
    "story",
)  # fmt: skip
INTENTS_EVERYWHERE = ("unsafe", "stop", "help")
_LISTS = {name: f"typed-{name}" for name in INTENTS}

SIMILARITY_NEEDED = 85.0
LEAD_NEEDED = 10.0
# A last word of this many letters may be left unfinished ("shop" for "Shopping"); "can" is too near to
# "can't".
LETTERS_OF_PART_WORD = 4
# "Yes please, that would be nice" is a yes; a longer answer says more than that, and it should be read.
MOST_WORDS_AFTER = 5

_SIGNS = re.compile(r"[,.;:!?\n]+")
_THUMBS = {"👍": True, "👌": True, "✅": True, "👎": False, "❌": False}


def yes_or_no(text: str, language: str) -> bool | None:
    """Understand a yes or a no: "yes please", "👍", "no, thank you", "vale".

    Args:
        text: the answer.
        language: the writer's.

    Returns:
        True, False, or None when it is neither, both, doubtful ("not sure") or says much more.
    """
    language = best_language(language)
    signs = {answer for sign, answer in _THUMBS.items() if sign in text}
    said = fold(text)
    if not said:
        return signs.pop() if len(signs) == 1 else None
    yes, no = (_opening(text, f"typed-{word}", language) for word in ("yes", "no"))
    answer = yes > no
    if yes == no or (signs and signs != {answer}):
        return None
    # "Yes, but not today", "no, yes" and "no sé" begin clearly and mean something else.
    rest = said.split()[max(yes, no) :]
    if rest and (len(rest) > MOST_WORDS_AFTER or _has(said.split(), "typed-unsure", language)):
        return None
    against = ("typed-not", "typed-no") if answer else ("typed-yes",)
    return None if any(_has(rest, list_id, language) for list_id in against) else answer


def _opening(text: str, list_id: str, language: str) -> int:
    """Return how many words at the start say a clear yes or no; 0 for none.

    All that was said, or all before the first sign ("no, thank you"), must be on the list: "no" alone is
    clear and "no me importa" is not. A few words are clear however the sentence goes on.
    """
    said = fold(text)
    for part in (said, fold(_SIGNS.split(text, maxsplit=1)[0])):
        for one in (part, _without_courtesy(part)):
            if _is(one, list_id, language):
                return len(part.split())
    return _begins(said.split(), f"{list_id}-opening", language)


def _is(said: str, list_id: str, language: str) -> bool:
    return said in phrases(list_id, language)


def _has(tokens: Sequence[str], list_id: str, language: str) -> bool:
    """Return whether any phrase of a list stands among the words."""
    around = f" {' '.join(tokens)} "
    return any(f" {phrase} " in around for phrase in phrases(list_id, language))


def _begins(tokens: Sequence[str], list_id: str, language: str) -> int:
    """Return how many words at the start are a phrase of a list; 0 for none."""
    listed = phrases(list_id, language)
    return next((n for n in range(len(tokens), 0, -1) if " ".join(tokens[:n]) in listed), 0)


def _without_courtesy(said: str) -> str:
    """Take "please" and "thank you" off both ends, unless nothing else was said."""
    for phrase in sorted(phrases_everywhere("typed-courtesy"), key=len, reverse=True):
        said = said.removeprefix(phrase + " ").removesuffix(" " + phrase)
    return said


def intent(text: str, language: str) -> str | None:
    """Understand one of the words that work anywhere.

    Args:
        text: the whole message; a courtesy and a leading slash do no harm.
        language: the writer's. "stop" and "help" are understood in every shipped language.

    Returns:
        one of `INTENTS`, or None. Only a whole message counts: "stop" is one, "the bus stop" is not.
    """
    language = best_language(language)
    said = fold(text)
    for one in (said, _without_courtesy(said)):
        for name in INTENTS:
            if one in phrases(_LISTS[name], language):
                return name
        for name in INTENTS_EVERYWHERE:
            if one in phrases_everywhere(_LISTS[name]):
                return name
    return None


def choose(text: str, labels: Sequence[str], language: str) -> int | None:
    """Find which of the buttons shown was typed instead of tapped.

    In this order: the same after folding; the number of the button, when no label has figures of its own; the
    beginning of one label only; a plain yes or no, when one label only begins so; a near miss in spelling.
    Figures and negations must agree, so that "Tuesday 2pm" is never "Tuesday 3pm", nor "I can" "I can't".

    Args:
        text: as it was typed.
        labels: the buttons' labels, in the order shown.
        language: the writer's.

    Returns:
        the index into `labels`, or None when it is none of them or could be two.
    """
    language = best_language(language)
    same = [index for index, label in enumerate(labels) if text.strip() == label.strip()]
    said = fold(text)
    folded = [fold(label) for label in labels]
    if not same and is_below_zero(text):
        # "-1 hour" is not "1 hour", and whoever typed it is asked what they mean.
        return None
    same = same or [index for index, label in enumerate(folded) if said and label == said]
    if same or not said:
        return _only(same)
    number = lexicon(language).number(text)
    if number is not None and not any(_figures(label) for label in folded):
        return number - 1 if 1 <= number <= len(labels) else None
    alike = [
        index
        for index, label in enumerate(folded)
        if label and _negative(said, language) == _negative(label, language)
    ]
    begun = [index for index in alike if _is_beginning(said, folded[index])]
    if begun:
        return _only(begun)
    # Only a bare yes: "yes, Tuesday" is no answer to a button that says "Yes, Wednesday".
    bare = said if _is(said, "typed-yes", language) else _without_courtesy(said)
    for list_id, begins in (("typed-yes", ("typed-yes",)), ("typed-no", ("typed-no", "typed-not"))):
        if _is(bare, list_id, language):
            return _only(
                [
                    i
                    for i, label in enumerate(folded)
                    if any(_begins(label.split(), one, language) for one in begins)
                ]
            )
    return _nearest(said, {i: folded[i] for i in alike if _figures(folded[i]) == _figures(said)})


def _only(found: Sequence[int]) -> int | None:
    return found[0] if len(found) == 1 else None


def _figures(folded: str) -> list[str]:
    """Return the words with digits, in order: what must never be mistaken for one another."""
    return [word for word in folded.split() if any(letter.isdecimal() for letter in word)]


def _negative(folded: str, language: str) -> bool:
    return _has(folded.split(), "typed-not", language)


def _is_beginning(said: str, label: str) -> bool:
    if not label.startswith(said):
        return False
    last = said.rsplit(maxsplit=1)[-1]
    return label[len(said)] == " " or (len(last) >= LETTERS_OF_PART_WORD and last.isalpha())


def _nearest(said: str, labels: dict[int, str]) -> int | None:
    """Return the label that is nearly what was typed, if the next best is clearly further away."""
    scores = sorted(((fuzz.ratio(said, label), -index) for index, label in labels.items()), reverse=True)
    if not scores or scores[0][0] < SIMILARITY_NEEDED:
        return None
    if len(scores) > 1 and scores[0][0] - scores[1][0] < LEAD_NEEDED:
        return None
    return -scores[0][1]
