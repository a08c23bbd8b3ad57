"""How often somebody likes to be asked in a week, and how many hours they give in it at the most."""

from __future__ import annotations

import re

from bot import understanding
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talking, Unclear
from bot.flows.changing import changing
from bot.free_text import fold
from bot.heard import Heard, Manner
from bot.language import speaker
from bot.lexicon import lexicon, phrases
from bot.values import Length, Words, refused, words
from models import preference
from models.preference import (
    FEWEST_ASKS,
    FEWEST_MINUTES,
    MOST_ASKS,
    MOST_MINUTES,
    MinutesOutOfRange,
)

NO_LIMIT = "nolimit"
SUGGESTED_ASKS = (1, 2, 3, 5)
SUGGESTED_MINUTES = (60, 120, 180, 300)
MINUTES_IN_WEEK = 7 * 24 * 60


def ask_asks(talking: Talking) -> Question:
    """How often they may be asked."""
    return Question(
        words("asks-ask"),
        [Option(str(count), words("button-asks", count=count)) for count in SUGGESTED_ASKS],
        more=[Option(NO_LIMIT, words("button-no-limit"))],
    )


def take_asks(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A number, as often as the time bank allows, or a kind word where it is no number that makes sense."""
    if value == NO_LIMIT:
        return Taken(None, words("button-no-limit"))
    count = _number(value, heard, talking.scene.language)
    if count is None:
        return Unclear()
    if not FEWEST_ASKS <= count <= MOST_ASKS:
        return Unclear(words("unclear-asks-range", least=FEWEST_ASKS, most=MOST_ASKS))
    return Taken(count, words("button-asks", count=count))


def keep_asks(talking: Talking) -> list[Words]:
    """It counts from now on."""
    preference.limit_asks(talking.scene.session, talking.scene.member, talking.answers["asks"])
    return [words("kept-asks") if talking.answers["asks"] is not None else words("kept-asks-no-limit")]


def ask_hours(talking: Talking) -> Question:
    """How much of a week they give at the most."""
    return Question(
        words("hours-ask"),
        [Option(str(count), words("button-length", length=Length(count))) for count in SUGGESTED_MINUTES],
        more=[Option(NO_LIMIT, words("button-no-limit"))],
    )


def take_hours(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A length of time; a bare number is of hours, because nobody gives ten minutes in a week."""
    if value == NO_LIMIT:
        return Taken(None, words("button-no-limit"))
    minutes = _minutes(value, heard, talking.scene.language)
    if minutes is None:
        return Unclear()
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        return Unclear(refused(MinutesOutOfRange(least_minutes=FEWEST_MINUTES, most_minutes=MOST_MINUTES)))
    return Taken(minutes, words("button-length", length=Length(minutes)))


def keep_hours(talking: Talking) -> list[Words]:
    """It counts from now on."""
    preference.limit_minutes(talking.scene.session, talking.scene.member, talking.answers["hours"])
    return [words("kept-hours") if talking.answers["hours"] is not None else words("kept-hours-no-limit")]


def _number(value: str | None, heard: Heard, language: str) -> int | None:
    """Returns the number that was tapped or typed ("4", "four times a week", "twice"), or None."""
    if heard.manner is Manner.WORDS:
        said = _without_the_week(heard.text, language)
        often = _often(language).get(fold(said))
        return lexicon(language).number(said) if often is None else often
    return int(value) if value is not None and value.isdecimal() else None


def _minutes(value: str | None, heard: Heard, language: str) -> int | None:
    if heard.manner is Manner.WORDS:
        said = _without_the_week(heard.text, language)
        hours = lexicon(language).number(said)
        if hours is not None:
            return hours * 60
        return understanding.length_minutes(said, language, MINUTES_IN_WEEK)
    return int(value) if value is not None and value.isdecimal() else None


def _without_the_week(text: str, language: str) -> str:
    """Takes "a week" and the like off the end, since the question is about a week."""
    endings = sorted(phrases("typed-a-week", language), key=len, reverse=True)
    return re.sub(rf"\s+(?:{'|'.join(map(re.escape, endings))})\W*$", "", text.strip(), flags=re.IGNORECASE)


def _often(language: str) -> dict[str, int]:
    """Returns the words that say how often without a number: "twice"."""
    pairs = (pair.rpartition("=") for pair in speaker().phrases("typed-often", language))
    return {fold(phrase): int(number) for phrase, _, number in pairs}


ASKS = changing("asks", Step("asks", ask_asks, take_asks, unclear="asks"), keep=keep_asks)
HOURS = changing("hours", Step("hours", ask_hours, take_hours, unclear="hours"), keep=keep_hours)
