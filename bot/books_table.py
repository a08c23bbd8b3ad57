"""The books as a table: every figure a line, what it is about, and what it means beside it.

The same lines go into a file for organisers, and onto the terminal of whoever hosts the time bank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.language import languages, speaker
from bot.saying import File
from bot.table_file import Cell, table_file
from bot.values import Code, Value, Words, words
from models.books import Books
from models.fairness import Dimension, Report, Wishes
from models.period import Period
from models.small_numbers import Key

COLUMNS = ("part", "group", "figure", "value", "meaning")
# The reasons for which requests end without help, as the rules name them; a new one has a neutral word.
REASONS = (
    "nobody_offers",
    "nobody_near",
    "no_time",
    "no_language",
    "no_check",
    "no_preference",
    "no_hurdle",
    "no_hours",
    "all_said_no",
    "silence",
    "nobody_chosen",
    "dropped_out",
    "did_not_happen",
    "asker",
    "organiser",
)


@dataclass(frozen=True)
class Line:
    """One figure.

    Attributes:
        part: which part of the table it belongs to, as a code.
        group: of whom; None for everybody.
        figure: what it is, as a code that has a name and a meaning.
        value: how much; None where it may not be told, or there is nothing to tell.
    """

    part: str
    group: Words | None
    figure: str
    value: int | date | None


def group_words(dimension: Dimension, key: Key) -> Value:
    """Returns how a group of people is called."""
    if key is None:
        return words("books-group-forgotten")
    match dimension:
        case Dimension.AREA:
            return key or words("books-group-no-place")
        case Dimension.LANGUAGE:
            return Code(languages().get(key, key))
        case Dimension.HURDLE:
            return words("books-group-hurdle") if key == "any" else words("books-group-no-hurdle")
        case Dimension.CHANNEL:
            return words("books-group-app") if key == "app" else words("books-group-no-app")


def reason_words(code: Key) -> Words:
    """Returns why a request ended without help; for a reason nobody here knows, that there was another."""
    return words(f"books-ended-{code.replace('_', '-')}" if code in REASONS else "books-ended-other")


def reasons(report: Report) -> list[tuple[Words, int]]:
    """Returns why requests ended without help, and how many for each; reasons that are new here are one."""
    counted: dict[str, int] = {}
    for code, ended in report.ends.rows:
        called = reason_words(code).id
        counted[called] = counted.get(called, 0) + ended.requests
    return [(words(called), count) for called, count in counted.items()]


def lines(stands: Books, report: Report, zone: tzinfo) -> Iterator[Line]:
    """Yields every figure that may be told.

    Args:
        zone: on whose wall clock the days are meant.
    """
    for figure, moment in (("from", report.period.from_at), ("until", report.period.until_at)):
        yield Line("period", None, figure, moment.astimezone(zone).date())
    yield from _of_books(stands)
    yield from _of_wishes(None, report.wishes)
    for dimension, told in report.wishes_by.items():
        for key, wishes in told.rows:
            yield from _of_wishes(_compared(dimension, key), wishes)
        yield from _left_out("requests", dimension, told.hidden_people)
    yield from _of_asks(report)
    received = report.received
    most = None if received is None else received.most
    yield Line("help", None, "received", None if received is None else received.minutes)
    yield Line("help", None, "most-people", None if most is None else most.people)
    yield Line("help", None, "most-helped", None if most is None else most.percent)
    for reason, count in reasons(report):
        yield Line("ends", reason, "ended", count)


def _of_books(stands: Books) -> Iterator[Line]:
    for figure, value in (
        ("members", stands.members),
        ("active", stands.active_members),
        ("given", stands.given_minutes),
        ("chest", stands.chest_minutes),
        ("together", stands.members_minutes),
        ("own", stands.bank_minutes),
    ):
        yield Line("books", None, figure, value)
    for minutes in stands.largest_minutes:
        yield Line("books", None, "largest", minutes)


def _of_wishes(group: Words | None, wishes: Wishes | None) -> Iterator[Line]:
    for figure, value in (
        ("askers", None if wishes is None else wishes.people),
        ("asked", None if wishes is None else wishes.asked),
        ("filled", None if wishes is None else wishes.filled),
        ("unmet", None if wishes is None else wishes.unmet),
        ("unfinished", None if wishes is None else wishes.unfinished),
        ("back", None if wishes is None else wishes.taken_back),
        ("rate", None if wishes is None else wishes.filled_percent),
        ("wait", None if wishes is None else wishes.wait_minutes),
    ):
        yield Line("requests", group, figure, value)


def _of_asks(report: Report) -> Iterator[Line]:
    spread = report.asks
    most = None if spread is None else spread.most
    for figure, value in (
        ("could", None if spread is None else spread.people),
        ("invitations", None if spread is None else spread.invitations),
        ("were", None if spread is None else spread.asked),
        ("never", None if spread is None else spread.never_percent),
        ("most-people", None if most is None else most.people),
        ("most", None if most is None else most.percent),
        ("usual", None if spread is None else spread.usual),
        ("gini", None if spread is None else spread.gini_percent),
    ):
        yield Line("asks", None, figure, value)
    for dimension, told in report.asks_by.items():
        for key, load in told.rows:
            group = _compared(dimension, key)
            yield Line("asks", group, "could", load.people)
            yield Line("asks", group, "load", load.for_ten_people)
        yield from _left_out("asks", dimension, told.hidden_people)


def _left_out(part: str, dimension: Dimension, people: int | None) -> Iterator[Line]:
    if people:
        yield Line(part, words(f"books-compared-{dimension.value}"), "hidden", people)


def _compared(dimension: Dimension, key: Key) -> Words:
    return words(f"books-of-{dimension.value}", group=group_words(dimension, key))


def table(
    found: Iterator[Line], *, language: str, zone: tzinfo, now: datetime
) -> tuple[list[str], list[list[Cell]]]:
    """Words the lines for somebody who reads that language.

    Returns:
        what stands above the columns, and the cells of each line.
    """

    def plain(what: Words) -> str:
        return speaker().plain(what, language=language, zone=zone, now=now, isolate=False)

    rows: list[list[Cell]] = [
        [
            plain(words(f"document-books-part-{line.part}")),
            plain(line.group or words("document-books-everybody")),
            plain(words(f"document-books-{line.figure}")),
            plain(words("document-books-not-shown")) if line.value is None else line.value,
            plain(words(f"books-means-{line.figure}")),
        ]
        for line in found
    ]
    return [plain(words(f"document-books-column-{column}")) for column in COLUMNS], rows


def books_file(stands: Books, report: Report, *, language: str, zone: tzinfo, now: datetime) -> File:
    """Returns all of it as a file for any spreadsheet, named after the period."""
    headings, rows = table(lines(stands, report, zone), language=language, zone=zone, now=now)
    name = speaker().plain(words("document-books-file"), language=language, zone=zone, now=now, isolate=False)
    return table_file(f"{name}-{_days(report.period, zone)}", headings, rows, language=language)


def _days(period: Period, zone: tzinfo) -> str:
    first, last = (at.astimezone(zone).date() for at in (period.from_at, period.until_at))
    return f"{first.isoformat()}-{last.isoformat()}"
