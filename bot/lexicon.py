"""The words that people type, in each language: lists from Fluent, names of days and months from Babel.

A `Lexicon` reads a typed text into tokens, each tagged with what it can mean; `bot.understanding` decides
what the tokens say together. A word may mean several things ("mañana" is a morning and tomorrow), so the
reader names the meanings it is after, the most wanted first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel.dates import get_day_names, get_month_names

from bot.free_text import digits_to_ascii, fold, is_below_zero, without_accents
from bot.language import languages, speaker

# What one token can be. Each is one letter, so that a whole text has a shape which a regular expression can
# read.
HOUR_UNIT, MINUTE_UNIT, DAY_UNIT, WEEK_UNIT = "h", "m", "d", "w"
NUMBER, CLOCK, DECIMAL, FRACTION, RATIO, DATE = "N", "C", "F", "V", "/", "D"
HALF, QUARTER, ARTICLE, AND = "H", "Q", "a", "&"
PAST, TO, MINUS, AT, O_CLOCK = "P", "T", "-", "@", "O"
AM, PM, NOON, MIDNIGHT = "A", "B", "X", "Z"
MORNING, AFTERNOON, EVENING, NIGHT, SMALL_HOURS, ANY_TIME = "1", "3", "4", "5", "6", "7"
TODAY, TOMORROW, AFTER_TOMORROW, YESTERDAY = "t", "u", "v", "y"
WEEKDAY, WEEKDAY_SHORT, MONTH = "W", "s", "M"
COMING, NEXT, LAST, IN, FROM_NOW, THE, ORDINAL, NOT, BOUND = "c", "n", "l", "i", "f", "e", "o", "!", "b"
FILLER, UNKNOWN = "_", "?"

Kind = str

LISTS: dict[Kind, str] = {
    HOUR_UNIT: "typed-hour-unit",
    MINUTE_UNIT: "typed-minute-unit",
    DAY_UNIT: "typed-day-unit",
    WEEK_UNIT: "typed-week-unit",
    HALF: "typed-half",
    QUARTER: "typed-quarter",
    ARTICLE: "typed-article",
    AND: "typed-and",
    PAST: "typed-past",
    TO: "typed-to",
    MINUS: "typed-minus",
    AT: "typed-at",
    O_CLOCK: "typed-o-clock",
    AM: "typed-am",
    PM: "typed-pm",
    NOON: "typed-noon",
    MIDNIGHT: "typed-midnight",
    MORNING: "typed-morning",
    AFTERNOON: "typed-afternoon",
    EVENING: "typed-evening",
    NIGHT: "typed-night",
    SMALL_HOURS: "typed-small-hours",
    ANY_TIME: "typed-any-time",
    TODAY: "typed-today",
    TOMORROW: "typed-tomorrow",
    AFTER_TOMORROW: "typed-day-after-tomorrow",
    YESTERDAY: "typed-yesterday",
    COMING: "typed-coming",
    NEXT: "typed-next",
    LAST: "typed-last",
    IN: "typed-in",
    FROM_NOW: "typed-from-now",
    THE: "typed-the",
    ORDINAL: "typed-ordinal",
    NOT: "typed-not",
    BOUND: "typed-bound",
}

FillerList = Literal["typed-about-length", "typed-about-time", "typed-about-day"]

_VULGAR = "¼-¾⅐-⅞"
_NUMERIC_SIGNS = frozenset("ºª²³¹¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")
_TOKEN = re.compile(
    rf"""
    (?P<iso>(?<![\d])\d{{4}}-\d{{1,2}}-\d{{1,2}}(?!\d))
  | (?P<date>(?<![\d/.:-])\d{{1,2}}(?P<sep>[/.-])\d{{1,2}}(?P=sep)(?:\d{{4}}|\d{{2}})(?![\d/.-]*\d))
  | (?P<slash>(?<![\d/.:-])\d{{1,2}}[/-]\d{{1,2}}(?![\d/.:-]*\d))
  | (?P<clock>(?<![\d:])\d{{1,2}}\s?[:h]\s?\d{{2}}(?![\d:]))
  | (?P<decimal>\d+[.,]\d+(?![.,:]?\d))
  | (?P<number>\d+)
  | (?P<ordinal>[ºª])
  | (?P<vulgar>[{_VULGAR}])
  | (?P<word>[^\W\d_]+)
  | (?P<nothing>[\s,.;!?¿¡()"'~_]+)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_APOSTROPHES = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")
_DEGREE_FOR_ORDINAL = re.compile(r"(?<=\d)°")
_HYPHEN_IN_WORDS = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])|(?<=\d)-(?=[^\W\d_])")
# No length, date or time has more digits than this; more are not worth turning into a number.
_MOST_DIGITS = 4
# Longer than any answer to one question; it also bounds the work that a flood of text can cause.
LONGEST_TEXT = 300


@dataclass(frozen=True)
class Token:
    """One thing read: the kinds it can be, each with its number (hour or day or whatever the kind counts)."""

    text: str
    kind: Kind
    value: int = 0
    # For a clock the minutes, for a decimal the digits after the point, for a date or a ratio the second
    # number.
    second: int = 0
    # For a date: the year, or 0.
    third: int = 0


@dataclass(frozen=True)
class Reading:
    """A text as the tokens that were wanted, in order."""

    tokens: tuple[Token, ...]

    @property
    def shape(self) -> str:
        """The kinds as one string, for a regular expression."""
        return "".join(token.kind for token in self.tokens)

    def of(self, *kinds: Kind) -> list[Token]:
        """The tokens of these kinds."""
        return [token for token in self.tokens if token.kind in kinds]

    def without(self, *kinds: Kind) -> Reading:
        """The same reading without the tokens of these kinds."""
        return Reading(tuple(token for token in self.tokens if token.kind not in kinds))


def _normal(text: str) -> str:
    """Bring the writing of numbers and words to one form, keeping the signs that numbers are written with."""
    text = unicodedata.normalize("NFC", text)
    text = _APOSTROPHES.sub("", text)
    text = _DEGREE_FOR_ORDINAL.sub("º", text)
    text = text.replace("\u2044", "/").replace("−", "-").replace("–", "-")
    # Accents go letter by letter: NFKD would turn "1½" into "11/2".
    text = "".join(
        letter if letter in _NUMERIC_SIGNS else without_accents(letter)
        for letter in text
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )
    text = _HYPHEN_IN_WORDS.sub(" ", digits_to_ascii(text))
    return re.sub(r"(?<=\b[a-z])\.(?=\s?[a-z]\b)", "", text)


class Lexicon:
    """The typed words of one language.

    Args:
        language: a shipped language.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._phrases: dict[tuple[str, ...], dict[Kind, int]] = {}
        for kind, list_id in LISTS.items():
            for phrase in speaker().phrases(list_id, language):
                self._add(phrase, kind)
        for pair in speaker().phrases("typed-numbers", language):
            phrase, _, number = pair.rpartition("=")
            self._add(phrase, NUMBER, int(number))
        widths: tuple[tuple[Literal["wide", "abbreviated"], Kind], ...]
        widths = (("wide", WEEKDAY), ("abbreviated", WEEKDAY_SHORT))
        forms: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
        for width, kind in widths:
            for form in forms:
                locale = language.replace("-", "_")
                self._add_names(get_day_names(width, form, locale), kind, WEEKDAY_SHORT)
                self._add_names(get_month_names(width, form, locale), MONTH, MONTH)
        self._fillers: dict[str, frozenset[tuple[str, ...]]] = {}
        self._longest = max(len(phrase) for phrase in self._phrases)

    def _add(self, phrase: str, kind: Kind, value: int = 0) -> None:
        if words := _words(phrase):
            self._phrases.setdefault(words, {}).setdefault(kind, value)

    def _add_names(self, names: Mapping[int, str], kind: Kind, short: Kind) -> None:
        for value, name in names.items():
            self._add(name, kind, value)
            # "Tues", "Sept": a beginning of four letters or more, when no other name begins so.
            for end in range(4, len(name)):
                beginning = without_accents(name[:end])
                if sum(without_accents(other).startswith(beginning) for other in names.values()) == 1:
                    self._add(beginning, short, value)

    def has(self, words: Sequence[str], kind: Kind) -> bool:
        """Return whether these folded words, together, are a phrase of that kind."""
        return kind in self._phrases.get(tuple(words), {})

    def number(self, text: str) -> int | None:
        """Return the whole number that a text is, in digits or words ("2", "two"); None below zero."""
        if is_below_zero(text):
            return None
        words = tuple(fold(text).split())
        if len(words) == 1 and words[0].isdecimal() and len(words[0]) <= _MOST_DIGITS:
            return int(words[0])
        return self._phrases.get(words, {}).get(NUMBER)

    def read(self, text: str, wanted: Sequence[Kind], fillers: FillerList) -> Reading:
        """Read a text into tokens.

        Args:
            text: as it was typed; one over 300 characters is not read, and is `UNKNOWN` as a whole.
            wanted: the kinds of word that matter, the most wanted first; numbers are always read.
            fillers: the list of words that may be passed over.

        Returns:
            the reading, in which anything not wanted and no filler is `UNKNOWN`.
        """
        if len(text) > LONGEST_TEXT:
            return Reading((Token("…", UNKNOWN),))
        if fillers not in self._fillers:
            self._fillers[fillers] = frozenset(
                _words(one) for one in speaker().phrases(fillers, self.language)
            )
        plain = [token for match in _TOKEN.finditer(_normal(text)) if (token := _plain_token(match))]
        tokens: list[Token] = []
        position = 0
        while position < len(plain):
            token, taken = self._longest_at(plain, position, wanted, self._fillers[fillers])
            if token.kind != FILLER:
                tokens.append(token)
            position += taken
        return Reading(tuple(tokens))

    def _longest_at(
        self,
        plain: Sequence[Token],
        position: int,
        wanted: Sequence[Kind],
        fillers: frozenset[tuple[str, ...]],
    ) -> tuple[Token, int]:
        first = plain[position]
        for length in range(min(self._longest, len(plain) - position), 0, -1):
            words = tuple(token.text for token in plain[position : position + length])
            kinds = self._phrases.get(words, {})
            if words == (first.text,) and first.kind != UNKNOWN:
                return first, 1
            for kind in (*wanted, NUMBER):
                if kind in kinds:
                    return Token(" ".join(words), kind, kinds[kind]), length
            if words in fillers:
                return Token(" ".join(words), FILLER), length
        return first, 1


def _words(phrase: str) -> tuple[str, ...]:
    """Split a phrase of a list exactly as a typed text is split."""
    return tuple(token.text for match in _TOKEN.finditer(_normal(phrase)) if (token := _plain_token(match)))


def _plain_token(match: re.Match[str]) -> Token | None:
    """Read one match of the pattern, knowing numbers but no words. None for spaces and sentence signs."""
    text, name = match.group(), match.lastgroup
    # The separator of a date is a group of its own inside it.
    if name == "sep":
        name = "date"
    numbers = [int(digits) for digits in re.findall(r"\d+", text) if len(digits) <= _MOST_DIGITS]
    match name:
        case "nothing":
            return None
        case "iso":
            return Token(text, DATE, numbers[2], numbers[1], numbers[0])
        case "date":
            day, month, year = numbers
            return Token(text, DATE, day, month, year + 2000 if year < 100 else year)
        case "slash":
            return Token(text, RATIO, numbers[0], numbers[1])
        case "clock":
            return Token(text, CLOCK, numbers[0], numbers[1])
        case "decimal" if len(numbers) == 2:
            # The digits after the point are kept with a leading 1, so that ".05" is not taken for ".5".
            return Token(text, DECIMAL, numbers[0], int("1" + re.findall(r"\d+", text)[1]))
        case "number" if numbers:
            return Token(text, NUMBER, numbers[0])
        case "ordinal":
            return Token(text, ORDINAL)
        case "vulgar":
            return Token(text, FRACTION, round(unicodedata.numeric(text) * 840))
    return Token(text, UNKNOWN)


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a shipped language, read once."""
    return Lexicon(language)


@cache
def phrases(id: str, language: str) -> frozenset[str]:
    """Return a list of typed words of a language, folded for comparing."""
    return frozenset(fold(phrase) for phrase in speaker().phrases(id, language))


@cache
def phrases_everywhere(id: str) -> frozenset[str]:
    """Return a list of typed words of all shipped languages together, folded."""
    return frozenset().union(*(phrases(id, language) for language in languages()))
