"""A quiet word: chosen once, never shown again, and from then on it calls for help wherever it is typed."""

from __future__ import annotations

from bot import understanding
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talking, Unclear
from bot.flows.changing import changing
from bot.free_text import fold
from bot.heard import Heard, Manner
from bot.home import home_command
from bot.values import Words, refused, words
from models import quiet_word
from models.quiet_word import WordOutOfRange

NONE = "none"


def ask_word(talking: Talking) -> Question:
    """Which word; it sounds the same whether or not they have one."""
    return Question(
        words("quiet-word-ask"),
        more=[Option(NONE, words("button-no-quiet-word"))],
        parts=[words("quiet-word-what")],
    )


def take_word(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A word that means nothing else here. What is kept of the talk is no word but its digest."""
    if value == NONE:
        return Taken("", words("button-no-quiet-word"))
    if heard.manner is not Manner.WORDS:
        return Unclear()
    language, said = talking.scene.language, fold(heard.text)
    means_something = (
        understanding.intent(heard.text, language) is not None
        or home_command(talking.scene, heard.text) is not None
        or understanding.yes_or_no(heard.text, language) is not None
        or understanding.length_minutes(heard.text, language) is not None
    )
    if means_something:
        return Unclear(words("unclear-quiet-word-taken"))
    try:
        return Taken(quiet_word.digest_of(said), words("quiet-word-line"))
    except WordOutOfRange as no:
        return Unclear(refused(no))


def keep_word(talking: Talking) -> list[Words]:
    """It counts from now on."""
    scene, digest = talking.scene, talking.answers["quietword"]
    if not digest:
        quiet_word.drop(scene.session, scene.member)
        return [words("kept-no-quiet-word")]
    quiet_word.keep(scene.session, scene.member, digest)
    return [words("kept-quiet-word"), words("kept-quiet-word-chat")]


QUIET_WORD = changing(
    "quietword", Step("quietword", ask_word, take_word, unclear="quiet-word"), keep=keep_word
)
