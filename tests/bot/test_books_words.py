"""Proves that every figure, group and reason of the books has words in every language, whatever it counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot import books, books_table
from bot.books_table import REASONS, group_words, reason_words
from bot.language import languages, speaker
from bot.locales.voice import faults
from bot.values import Several, Words, words
from models import period
from models.books import Books
from models.fairness import OF_HELPERS, Asks, Dimension, Ended, Load, Received, Report, Wishes
from models.small_numbers import Key, Told
from models.spread import Most

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SPAN = period.last(NOW)
WISHES = Wishes(people=12, asked=120, filled=90, unmet=20, unfinished=6, taken_back=4, wait_minutes=2_890)
KEYS: dict[Dimension, tuple[Key, ...]] = {
    Dimension.AREA: ("Stratford-upon-Avon", "Hay-on-Wye", "", None),
    Dimension.LANGUAGE: ("en", "es", "cy", None),
    Dimension.HURDLE: ("any", "none", None),
    Dimension.CHANNEL: ("app", "no_app", None),
}
FULL = Report(
    period=SPAN,
    wishes=WISHES,
    wishes_by={by: Told(tuple((key, WISHES) for key in KEYS[by]), 9) for by in Dimension},
    asks=Asks(people=60, invitations=600, asked=50, most=Most(6, 34), usual=3, gini=0.283),
    asks_by={by: Told(tuple((key, Load(15, 70)) for key in KEYS[by]), 9) for by in OF_HELPERS},
    received=Received(60, 9_000, Most(6, 30)),
    ends=Told(tuple((code, Ended(7, 9)) for code in (*REASONS, "unsaid", "rain")), 8),
)
EMPTY = Report(
    period=SPAN,
    wishes=None,
    wishes_by={by: Told((), None) for by in Dimension},
    asks=None,
    asks_by={by: Told((), None) for by in OF_HELPERS},
    received=None,
    ends=Told((), 0),
)
STANDS = Books(SPAN, 60, 9_000, 45, 250, 4_000, -4_250, (2_000, 900, 60))
YOUNG = Books(SPAN, None, None, None, 0, None, None, ())

each_language = pytest.mark.parametrize("language", list(languages()))


def plain(what: Words, language: str) -> str:
    """Words as somebody reads them."""
    return speaker().plain(what, language=language, zone=UTC, now=NOW)


def ids_in(what: Words) -> set[str]:
    """The message and all messages within it."""
    inner = [value for value in what.args.values() if isinstance(value, Words)]
    for value in what.args.values():
        if isinstance(value, Several):
            inner += [one for one in value.values if isinstance(one, Words)]
    return {what.id}.union(*(ids_in(one) for one in inner))


@each_language
@pytest.mark.parametrize(("stands", "report"), [(STANDS, FULL), (YOUNG, EMPTY)], ids=["full", "empty"])
def test_every_line_of_the_table_has_words(stands: Books, report: Report, language: str) -> None:
    """Each figure has a name and a meaning in that very language, each line has five cells, and a figure that
    may not be told says so."""
    found = list(books_table.lines(stands, report, UTC))
    for line in found:
        ids = {f"document-books-{line.figure}", f"books-means-{line.figure}"}
        ids |= {f"document-books-part-{line.part}"} | (ids_in(line.group) if line.group else set())
        assert not [one for one in ids if not speaker().knows(one, language)]
    headings, rows = books_table.table(iter(found), language=language, zone=UTC, now=NOW)
    assert len(headings) == 5 and all(len(row) == 5 and None not in row for row in rows)
    names = {row[2] for row in rows}
    assert len(names) == len({line.figure for line in found}) - (report is FULL)  # Requests are also an end.
    untold = [row for row in rows if isinstance(row[3], str)]
    assert bool(untold) == (report is EMPTY)


@each_language
def test_every_reason_and_group_is_called_differently(language: str) -> None:
    """No two reasons and no two groups of a comparison share their words, and a reason that is new to us has
    neutral ones."""
    reasons = [plain(reason_words(code), language) for code in (*REASONS, "rain")]
    assert len(set(reasons)) == len(reasons)
    assert reason_words("rain") == reason_words("unsaid") == words("books-ended-other")
    for by, keys in KEYS.items():
        called = [plain(words("books-group", group=group_words(by, key), count=1), language) for key in keys]
        assert len(set(called)) == len(called)


@each_language
@pytest.mark.parametrize("report", [FULL, EMPTY], ids=["full", "empty"])
def test_the_screens_are_whole(report: Report, language: str) -> None:
    """With many groups and long words, or with nothing, each screen is worded in that language and fits into
    one message."""
    for screen in (books.asks(report), books.help_given(report), books.meaning()):
        assert not [one for part in screen for one in ids_in(part) if not speaker().knows(one, language)]
        assert len("\n\n".join(plain(part, language) for part in screen)) < 4_000


@each_language
def test_definitions_keep_to_the_voice(language: str) -> None:
    """Each definition on the screen is short and plain, as everything that we say."""
    for part in books.meaning():
        assert list(faults(part.id, plain(part, language), language)) == []
