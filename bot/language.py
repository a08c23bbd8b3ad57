"""The only place where words are chosen: values in, the reader's own language out.

Messages live in `bot/locales/<language>/*.ftl` (Fluent). Everything else hands over a `Words` (a message id
and what it speaks of) and is given a text. English is the source and the last resort. Fluent does not
escape HTML, so this room does: the letters of a message are escaped except for `<b>`, and every value is
escaped on its own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache
from pathlib import Path
from typing import ClassVar

import structlog
from babel import Locale
from babel.dates import get_day_names, get_month_names
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern
from fluent.runtime.types import FluentType
from fluent.syntax.ast import Junk

from bot.free_text import clean, length_utf16, shorten, without_accents
from bot.sums import sum_text
from bot.values import (
    Code,
    Day,
    Distance,
    Hour,
    Length,
    Moment,
    Raw,
    Several,
    Span,
    Sum,
    Value,
    Weekday,
    Words,
    refused,
    words,
)

__all__ = [
    "SOURCE", "Code", "Day", "Distance", "Hour", "Length", "Moment", "Raw", "Several", "Span", "Speaker",
    "Sum", "Value", "Weekday", "Words", "WordsMissing", "best_language", "clean", "languages", "length_utf16",
    "refused", "shorten", "speaker", "words",
]  # fmt: skip

SOURCE = "en"
LOCALES = Path(__file__).parent / "locales"
# A value longer than any Telegram message could not be shown whole anyway.
LONGEST_VALUE_UTF16 = 4096
# Within this many days ahead a date without its year is not taken for another year's.
DAYS_AHEAD_WITHOUT_YEAR = 300

log = structlog.get_logger(__name__)


class WordsMissing(LookupError):
    """A message, or a value that it speaks of, is missing in the source language: a bug, no one's fault."""


class _Shown(FluentType):
    """A value already in the reader's words; in the pattern stands only a mark, replaced when all is escaped.

    Marks keep a person's letters apart from ours, so that a name can never be read as markup, and they are
    short, because Fluent gives up on any value over 2,500 characters.
    """

    def __init__(self, mark: str, key: str) -> None:
        self.mark = mark
        self.key = key

    def format(self, locale: Locale) -> str:
        return self.mark

    # Fluent asks this when a message chooses between variants.
    def __eq__(self, other: object) -> bool:
        return self.key == other

    __hash__ = None  # type: ignore[assignment]  # It equals plain strings, so it must never be a dictionary's key.


class _Beginning(FluentType):
    """How the next item of a list begins, for Spanish to say "Juan e Inés": a variant matches as a prefix."""

    def __init__(self, text: str) -> None:
        self.text = without_accents(text)

    def format(self, locale: Locale) -> str:
        return ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and self.text.startswith(other)

    __hash__ = None  # type: ignore[assignment]  # As for _Shown.


@dataclass(frozen=True)
class _Said:
    """A text that has been worded and escaped already."""

    text: str


# A mark, with the full stop behind it where the sentence ends there.
_MARK = re.compile("\ue000(c?)([0-9]+)\ue001(?:((?:</b>)?)(\\.)(?!\\.))?")
_ENDS_IN_STOP = re.compile("\\.(?:</b>|\u2069)*\\Z")
_TAGS = re.compile("</?b>")
_ESCAPED_TAGS = re.compile("&lt;(/?b)&gt;")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def _capital(value: FluentType) -> FluentType:
    """The Fluent function CAPITAL: the value with a capital first, for a sentence that begins with it."""
    if isinstance(value, _Shown):
        return _Shown(value.mark.replace("\ue000", "\ue000c", 1), value.key)
    return value


@dataclass(frozen=True)
class _Ear:
    """Who listens, and how: everything a value needs in order to be worded."""

    language: str
    zone: tzinfo
    now: datetime
    as_html: bool
    isolate: bool


class Speaker:
    """All the messages of all the languages, read once from their files.

    Args:
        locales: the folder with one folder for each language.
    """

    def __init__(self, locales: Path = LOCALES) -> None:
        self._bundles: dict[str, FluentBundle] = {}
        self._logged: set[tuple[str, str]] = set()
        for folder in sorted(path.parent for path in locales.glob("*/grammar.ftl")):
            # Isolation is ours: Fluent would also isolate links and codes, and values that need none.
            bundle = FluentBundle([folder.name], functions={"CAPITAL": _capital}, use_isolating=False)
            for path in sorted(folder.glob("*.ftl")):
                resource = FluentResource(path.read_text(encoding="utf-8"))
                if any(isinstance(entry, Junk) for entry in resource.body):
                    log.error("words unreadable", file=f"{folder.name}/{path.name}")
                bundle.add_resource(resource)
            self._bundles[folder.name] = bundle

    def say(self, words: Words, *, language: str, zone: tzinfo, now: datetime) -> str:
        """Word a message as HTML that Telegram accepts: everything escaped but our own `<b>`.

        Args:
            words: the message and its values.
            language: the reader's language, as any tag ("es", "es-MX"); an unknown one is read as English.
            zone: the reader's time zone.
            now: the present moment, aware; it decides whether a year is told.

        Returns:
            the text. A message or value missing in another language is said in English, and logged.

        Raises:
            WordsMissing: the message, or a value it speaks of, is missing in English.
        """
        return self._word(
            words.id, words.args, _Ear(best_language(language, self._bundles), zone, now, True, True)
        )

    def plain(self, words: Words, *, language: str, zone: tzinfo, now: datetime, isolate: bool = True) -> str:
        """Word a message as plain text: for button labels, toasts and files. Otherwise as `say`.

        Args:
            isolate: False in files that machines read again (CSV), where invisible marks do harm.
        """
        return self._word(
            words.id, words.args, _Ear(best_language(language, self._bundles), zone, now, False, isolate)
        )

    def knows(self, id: str, language: str = SOURCE) -> bool:
        """Return whether a message (or "id.attribute") is written in that very language."""
        return language in self._bundles and self._pattern(language, id) is not None

    def phrases(self, id: str, language: str) -> tuple[str, ...]:
        """Return a comma-separated list of words typed, from the language's own file or else from English.

        Raises:
            WordsMissing: English has no such list.
        """
        text = self.plain(Words(id), language=language, zone=UTC, now=datetime.max.replace(tzinfo=UTC))
        return tuple(phrase.strip() for phrase in text.split(",") if phrase.strip())

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the languages that have a file."""
        return tuple(self._bundles)

    def languages(self) -> dict[str, str]:
        """Return the shipped languages, English first, each with its own name for itself."""
        order = sorted(self._bundles, key=lambda language: (language != SOURCE, language))
        return {language: self.phrases("language-name", language)[0] for language in order}

    def _pattern(self, language: str, id: str) -> Pattern | None:
        name, _, attribute = id.partition(".")
        bundle = self._bundles[language]
        if not bundle.has_message(name):
            return None
        message = bundle.get_message(name)
        return message.attributes.get(attribute) if attribute else message.value

    def _word(self, id: str, args: Mapping[str, _Inner], ear: _Ear) -> str:
        pattern = self._pattern(ear.language, id) if ear.language in self._bundles else None
        trouble: object = "no such message"
        if pattern is not None:
            shown: list[str] = []
            given = {name: self._argument(value, ear, shown) for name, value in args.items()}
            text, errors = self._bundles[ear.language].format_pattern(pattern, given)
            if not errors:
                return self._finish(str(text), shown, ear)
            trouble = errors[0]
        if ear.language == SOURCE:
            raise WordsMissing(f"{id}: {trouble}")
        if (ear.language, id) not in self._logged:
            self._logged.add((ear.language, id))
            log.warning("words missing", id=id, language=ear.language, trouble=str(trouble))
        # The values turn English too: one language a message.
        return self._word(id, args, replace(ear, language=SOURCE))

    def _finish(self, text: str, shown: Sequence[str], ear: _Ear) -> str:
        if ear.as_html:
            text = _ESCAPED_TAGS.sub(r"<\1>", html.escape(text, quote=False))
        else:
            text = _TAGS.sub("", text)

        def put(mark: re.Match[str]) -> str:
            value = shown[int(mark[2])]
            value = value[:1].upper() + value[1:] if mark[1] else value
            if not mark[4]:
                return value
            # "Amy C." ends the sentence by itself.
            return value + mark[3] + ("" if _ENDS_IN_STOP.search(value) else ".")

        return _MARK.sub(put, text)

    def _argument(self, value: _Inner, ear: _Ear, shown: list[str]) -> object:
        """Turn a value into what Fluent takes, keeping its text aside in `shown`."""
        if isinstance(value, _Beginning) or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        key = value.id if isinstance(value, Words) else value if isinstance(value, str) else ""
        if isinstance(value, bool):
            key = "yes" if value else "no"
        shown.append(self._value(value, ear))
        return _Shown(f"\ue000{len(shown) - 1}\ue001", key)

    def _value(self, value: Value | _Said, ear: _Ear) -> str:
        """Word one value for this reader. Raises TypeError for a kind that has no words."""
        match value:
            case bool():
                return "yes" if value else "no"
            case int():
                return self._word("number", {"number": value}, ear)
            case str():
                return self._isolated(self._letters(value, ear), ear)
            case _Said():
                return value.text
            case Code():
                return self._letters(value.text, ear)
            case Words():
                return self._word(value.id, value.args, ear)
            case Length():
                return self._length(value.minutes, ear)
            case Moment():
                local = value.at.astimezone(ear.zone)
                return self._word("date-moment", {"day": Day(local.date()), "hour": Hour(local.time())}, ear)
            case Day():
                return self._day(value.date, ear)
            case Weekday():
                return str(get_day_names("wide", locale=ear.language.replace("-", "_"))[value.date.weekday()])
            case Hour():
                return self._hour(value.time, ear)
            case Span():
                return self._span(value, ear)
            case Distance():
                return self._distance(value.metres, ear)
            case Sum():
                return sum_text(value, ear.language)
            case Several():
                return self._several(value.values, ear)
        raise TypeError(f"a value of type {type(value).__name__} cannot be worded")

    def _letters(self, text: str, ear: _Ear) -> str:
        text = clean(text, LONGEST_VALUE_UTF16)
        return html.escape(text, quote=False) if ear.as_html else text

    def _isolated(self, text: str, ear: _Ear) -> str:
        # Marks are put only where the directions can differ, so that a name can be copied clean elsewhere.
        mixed = Locale.parse(ear.language, sep="-").text_direction == "rtl" or _RIGHT_TO_LEFT.search(text)
        return f"\u2068{text}\u2069" if mixed and ear.isolate and text else text

    def _length(self, minutes: int, ear: _Ear) -> str:
        if minutes < 0:
            return self._word("length-minus", {"length": Length(-minutes)}, ear)
        hours, rest = divmod(minutes, 60)
        if not rest:
            return self._word("length-hours", {"hours": hours}, ear)
        if not hours:
            return self._word("length-minutes", {"minutes": rest}, ear)
        return self._word("length-hours-and-minutes", {"hours": hours, "minutes": rest}, ear)

    def _day(self, day: date, ear: _Ear) -> str:
        today = ear.now.astimezone(ear.zone).date()
        plain = day.year == today.year or timedelta(0) <= day - today <= timedelta(
            days=DAYS_AHEAD_WITHOUT_YEAR
        )
        parts: dict[str, Value] = {
            "weekday": Code(get_day_names("wide", locale=ear.language.replace("-", "_"))[day.weekday()]),
            "day": day.day,
            "month": Code(get_month_names("wide", locale=ear.language.replace("-", "_"))[day.month]),
        }
        if plain:
            return self._word("date-day", parts, ear)
        return self._word("date-day-of-year", {**parts, "year": Code(str(day.year))}, ear)

    def _hour(self, at: time, ear: _Ear) -> str:
        parts: dict[str, Value] = {
            "hour12": at.hour % 12 or 12,
            "hour24": at.hour,
            "minute": Code(f"{at.minute:02}"),
            "half": "am" if at.hour < 12 else "pm",
        }
        if at.minute:
            return self._word("date-hour-and-minute", parts, ear)
        if at.hour % 12 == 0:
            return self._word("date-midday" if at.hour else "date-midnight", parts, ear)
        return self._word("date-hour", parts, ear)

    def _span(self, span: Span, ear: _Ear) -> str:
        start, end = span.start.astimezone(ear.zone), span.end.astimezone(ear.zone)
        if start.date() != end.date():
            return self._word("date-span-of-days", {"start": Moment(start), "end": Moment(end)}, ear)
        ends: dict[str, Value] = {"start": Hour(start.time()), "end": Hour(end.time())}
        return self._word("date-span", {"day": Day(start.date()), **ends}, ear)

    _BANDS: ClassVar = (
        (1_000, "distance-less-than-1"),
        (3_000, "distance-1-to-3"),
        (5_000, "distance-3-to-5"),
    )

    def _distance(self, metres: float, ear: _Ear) -> str:
        # "Distance unknown" never comes here: a NaN would silently be "more than 5 km".
        if not metres >= 0:
            raise ValueError("a distance is 0 or more metres")
        band = next((name for limit, name in self._BANDS if metres < limit), "distance-more-than-5")
        return self._word(band, {}, ear)

    def _several(self, values: Sequence[Value], ear: _Ear) -> str:
        text, *items = (self._value(value, ear) for value in values)
        for position, item in enumerate(items, start=1):
            beginning = _Beginning(_TAGS.sub("", item).lstrip("\u2068"))
            parts: dict[str, _Inner] = {"before": _Said(text), "after": _Said(item), "beginning": beginning}
            text = self._word("list-last" if position == len(items) else "list-next", parts, ear)
        return text


_Inner = Value | _Said | _Beginning


def best_language(tag: str | None, shipped: Iterable[str] | None = None) -> str:
    """Return the shipped language that serves a language tag best.

    Args:
        tag: what the app reports ("es", "es-MX", "pt_BR"), or None.
        shipped: the languages to choose from; by default those that Goodturn ships.

    Returns:
        the longest match ("es-MX" is served by "es"), else English.
    """
    if shipped is None:
        return _best_shipped(tag)
    return _best(tag, tuple(shipped))


@lru_cache(maxsize=1_000)
def _best_shipped(tag: str | None) -> str:
    return _best(tag, speaker().tags)


def _best(tag: str | None, shipped: tuple[str, ...]) -> str:
    known = {language.casefold(): language for language in shipped}
    parts = (tag or "").replace("_", "-").casefold().split("-")
    for length in range(len(parts), 0, -1):
        if match := known.get("-".join(parts[:length])):
            return match
    return SOURCE


@cache
def speaker() -> Speaker:
    """Return the one speaker of this process, its files read at the first call."""
    return Speaker()


def languages() -> dict[str, str]:
    """Return the shipped languages with their own names: {"en": "English", "es": "Español"}."""
    return speaker().languages()
