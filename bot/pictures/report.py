"""The report in words: the same figures as a workbook, as one long table, and as a page to print.

What is told of groups is what `models.small_numbers` lets through, and each sheet tells of all people or of
groups of one kind, so that nothing that one leaves out is in another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from bot import books_table
from bot.books_table import group_words
from bot.flows.kinds import kind_words
from bot.pictures import wording
from bot.pictures.order import Chart, Key, Listing, Order, Page, Sheet, Table, Workbook
from bot.pictures.told import Reader, hours
from bot.table_file import Cell
from bot.values import Code, Value, Words, words
from models import books, course, drawing, fairness
from models.books import Books
from models.course import Course, Given
from models.drawing import Days, What
from models.fairness import Dimension, Load, Report, Wishes
from models.kind import CODES
from models.small_numbers import Key as GroupKey
from models.timebank import TimeBank

# What fits on one page of paper.
KINDS_ON_PAGE, REASONS_ON_PAGE, AREAS_ON_PAGE, LANGUAGES_ON_PAGE = 6, 5, 3, 2
SUFFIXES = {What.WORKBOOK: "xlsx", What.TABLE: "csv", What.PAGE: "html"}

# The definitions of figures that stand in several places, each once.
DEFINED = (
    "given", "exchanges", "gave", "got", "members", "active", "askers", "asked", "filled", "unmet",
    "unfinished", "back", "rate", "wait", "could", "invitations", "were", "never", "most", "gini", "load",
    "received", "chest", "ended", "week", "hidden",
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """All figures of a report."""

    bank: str
    days: Days
    stands: Books
    fairness: Report
    course: Course

    @property
    def is_empty(self) -> bool:
        """Whether too few people took part for anything to be told of the period."""
        return self.course.given is None and self.course.asked is None

    @property
    def facts(self) -> dict[str, int | None]:
        """The three most important figures, for the words that go with the file."""
        given, asked = self.course.given, self.course.asked
        return {
            "given": None if given is None else given.minutes,
            "asked": None if asked is None else asked.asked,
            "filled": None if asked is None else asked.filled,
        }


def figures(session: Session, bank: TimeBank, days: Days) -> Figures:
    """Counts everything; the caller checks who asks."""
    span = drawing.period_of(days, bank)
    return Figures(
        bank.name,
        days,
        books.books(session, bank.id, span),
        fairness.report(session, bank.id, span),
        course.course(session, bank, span),
    )


def order(what: What, found: Figures, reader: Reader) -> Order:
    """Returns the report in one of its forms, in words."""
    match what:
        case What.WORKBOOK:
            return _workbook(found, reader)
        case What.TABLE:
            return _table(found, reader)
        case What.PAGE:
            return _page(found, reader)
    raise ValueError(f"{what.value} is no report")


def _workbook(found: Figures, reader: Reader) -> Workbook:
    def text(name: str) -> str:
        return reader.plain(words(f"document-report-{name}"))

    return Workbook(
        title=f"{text('title')}: {reader.span(found.bank, found.days.first, found.days.final)}",
        by=found.bank,
        sheets=(
            Sheet(
                text("summary"),
                _headings(reader, "figure", "value", "meaning"),
                tuple(_summary(found, reader)),
                (34, 18, 78),
            ),
            Sheet(
                text("by-week"),
                (
                    text("week"),
                    *(text(name) for name in ("given", "exchanges")),
                    *(reader.plain(words(f"document-books-{name}")) for name in ("asked", "filled", "rate")),
                ),
                tuple(_weeks(found.course, reader)),
                (14, 14, 14, 14, 14, 16),
                Chart(reader.plain(words("document-picture-hours")), 0, (1,)),
            ),
            Sheet(
                text("by-kind"),
                (
                    text("kind"),
                    *(text(name) for name in ("given", "exchanges")),
                    *(
                        reader.plain(words(f"document-books-{name}"))
                        for name in ("asked", "filled", "unmet", "rate")
                    ),
                ),
                tuple(_kinds(found.course, reader)),
                (26, 14, 14, 14, 14, 14, 16),
            ),
            Sheet(
                text("fairness"),
                (
                    text("compared"),
                    reader.plain(words("document-books-column-group")),
                    *(
                        reader.plain(words(f"document-books-{name}"))
                        for name in ("askers", "asked", "filled", "unmet", "rate", "wait", "could", "load")
                    ),
                ),
                tuple(_fairness(found.fairness, reader)),
                (14, 26, 12, 12, 12, 12, 14, 14, 14, 14),
            ),
            Sheet(
                text("unmet"),
                (text("reason"), reader.plain(words("document-books-ended")), text("share")),
                tuple(_ended(found.fairness, reader)),
                (46, 14, 16),
            ),
            Sheet(
                text("definitions"),
                _headings(reader, "figure", "meaning"),
                tuple(_definitions(reader)),
                (30, 100),
            ),
        ),
    )


def _headings(reader: Reader, *columns: str) -> tuple[str, ...]:
    return tuple(reader.plain(words(f"document-books-column-{column}")) for column in columns)


def _named(figure: str) -> Words:
    """Returns how a figure is called: those of the books as there, and the hours of a report in hours."""
    if figure in ("exchanges", "gave", "got", "given", "week", "chest-hours"):
        return words(f"document-report-{figure}")
    return words(f"document-books-{figure}")


def _means(figure: str) -> Words:
    """Returns the one definition of a figure."""
    if figure in ("exchanges", "gave", "got", "week"):
        return words(f"report-means-{figure}")
    return words(f"books-means-{'chest' if figure == 'chest-hours' else figure}")


def _summary(found: Figures, reader: Reader) -> Iterator[tuple[Cell, ...]]:
    given, part, wishes = found.course.given, found.course.took_part, found.fairness.wishes
    spread = found.fairness.asks
    values: dict[str, Cell] = {
        "from": found.days.first,
        "until": found.days.final,
        "members": part.members,
        "active": part.any,
        "gave": part.gave,
        "got": part.got,
        "given": None if given is None else hours(given.minutes),
        "exchanges": None if given is None else given.exchanges,
        "askers": None if wishes is None else wishes.people,
        "asked": None if wishes is None else wishes.asked,
        "filled": None if wishes is None else wishes.filled,
        "unmet": None if wishes is None else wishes.unmet,
        "unfinished": None if wishes is None else wishes.unfinished,
        "back": None if wishes is None else wishes.taken_back,
        "rate": None if wishes is None else wishes.filled_percent,
        "wait": None if wishes is None else wishes.wait_minutes,
        "could": None if spread is None else spread.people,
        "invitations": None if spread is None else spread.invitations,
        "never": None if spread is None else spread.never_percent,
        "gini": None if spread is None else spread.gini_percent,
        "chest-hours": hours(found.stands.chest_minutes),
    }
    for figure, value in values.items():
        cell = reader.not_told if value is None else value
        yield reader.plain(_named(figure)), cell, reader.plain(_means(figure))


def _weeks(found: Course, reader: Reader) -> Iterator[tuple[Cell, ...]]:
    given, asked = dict(found.by_week.given.rows), dict(found.by_week.asked.rows)
    for week in found.weeks:
        key = week.isoformat()
        yield (
            week,
            *_given_cells(given.get(key), reader, nothing=key in found.by_week.nothing_given),
            *_asked_cells(
                asked.get(key),
                reader,
                ("asked", "filled", "rate"),
                nothing=key in found.by_week.nothing_asked,
            ),
        )


def _kinds(found: Course, reader: Reader) -> Iterator[tuple[Cell, ...]]:
    given, asked = dict(found.by_kind.given.rows), dict(found.by_kind.asked.rows)
    for code in CODES:
        no_help, no_wish = code in found.by_kind.nothing_given, code in found.by_kind.nothing_asked
        if no_help and no_wish:
            continue
        yield (
            reader.plain(kind_words(code)),
            *_given_cells(given.get(code), reader, nothing=no_help),
            *_asked_cells(asked.get(code), reader, ("asked", "filled", "unmet", "rate"), nothing=no_wish),
        )


def _given_cells(given: Given | None, reader: Reader, *, nothing: bool) -> tuple[Cell, Cell]:
    if nothing:
        return 0, 0
    return (reader.not_told,) * 2 if given is None else (hours(given.minutes), given.exchanges)


def _asked_cells(
    asked: Wishes | None, reader: Reader, wanted: tuple[str, ...], *, nothing: bool
) -> tuple[Cell, ...]:
    """The figures of requests; a rate is blank where none has been decided."""
    if asked is None:
        return tuple((None if name == "rate" else 0) if nothing else reader.not_told for name in wanted)
    values = {
        "asked": asked.asked,
        "filled": asked.filled,
        "unmet": asked.unmet,
        "rate": asked.filled_percent,
    }
    return tuple(values[name] for name in wanted)


def _fairness(found: Report, reader: Reader) -> Iterator[tuple[Cell, ...]]:
    for dimension in Dimension:
        compared = reader.plain(words(f"document-report-{dimension.value}"))
        wishes = dict(found.wishes_by[dimension].rows)
        helpers = found.asks_by.get(dimension)
        loads = {} if helpers is None else dict(helpers.rows)
        for key in _keys(wishes, loads):
            one, load = wishes.get(key), loads.get(key)
            yield (
                compared,
                _group(reader, dimension, key),
                *_wishes_cells(one, reader),
                *_load_cells(load, reader, is_compared=helpers is not None),
            )
        hidden = (
            found.wishes_by[dimension].hidden_people,
            None if helpers is None else helpers.hidden_people,
        )
        if any(hidden):
            yield (
                compared,
                reader.plain(words("document-report-small-groups")),
                hidden[0] or None,
                *(None,) * 5,
                hidden[1] or None,
                None,
            )


def _keys(wishes: dict[GroupKey, Wishes], loads: dict[GroupKey, Load]) -> list[GroupKey]:
    return [*wishes, *(key for key in loads if key not in wishes)]


def _wishes_cells(one: Wishes | None, reader: Reader) -> tuple[Cell, ...]:
    if one is None:
        return (reader.not_told,) * 6
    wait = reader.not_told if one.wait_minutes is None else one.wait_minutes
    return (one.people, one.asked, one.filled, one.unmet, one.filled_percent, wait)


def _load_cells(load: Load | None, reader: Reader, *, is_compared: bool) -> tuple[Cell, Cell]:
    if not is_compared:
        return None, None
    return (reader.not_told,) * 2 if load is None else (load.people, load.for_ten_people)


def _group(reader: Reader, dimension: Dimension, key: GroupKey) -> str:
    value = group_words(dimension, key)
    return reader.plain(value if isinstance(value, Words) else words("document-report-text", text=value))


def _ended(found: Report, reader: Reader) -> Iterator[tuple[Cell, ...]]:
    told = books_table.reasons(found)
    total = sum(count for _, count in told)
    for reason, count in told:
        yield reader.plain(reason), count, (200 * count + total) // (2 * total)
    if found.ends.hidden_people:
        yield reader.plain(words("document-report-other-reasons")), reader.not_told, None


def _definitions(reader: Reader) -> Iterator[tuple[Cell, ...]]:
    for figure in DEFINED:
        yield reader.plain(_named(figure)), reader.plain(_means(figure))
    for note in ("small", "periods"):
        yield reader.plain(words(f"document-report-{note}")), reader.plain(words(f"report-means-{note}"))


def _table(found: Figures, reader: Reader) -> Table:
    """The table of the books, and below it what there is by week and by kind."""
    headings, rows = books_table.table(
        books_table.lines(found.stands, found.fairness, reader.zone),
        language=reader.language,
        zone=reader.zone,
        now=reader.now,
    )
    everybody = reader.plain(words("document-books-everybody"))
    for part, who, figure, value in _course_lines(found.course, reader):
        rows.append(
            [
                reader.plain(words(f"document-report-{part}")),
                who or everybody,
                reader.plain(_named(figure)),
                reader.not_told if value is None else value,
                reader.plain(_means(figure)),
            ]
        )
    return Table(tuple(headings), tuple(tuple(row) for row in rows), reader.language)


def _course_lines(found: Course, reader: Reader) -> Iterator[tuple[str, str, str, Cell]]:
    given, part = found.given, found.took_part
    yield "summary", "", "given", None if given is None else hours(given.minutes)
    yield "summary", "", "exchanges", None if given is None else given.exchanges
    yield "summary", "", "gave", part.gave
    yield "summary", "", "got", part.got
    columns = {
        "by-week": ("given", "exchanges", "asked", "filled", "rate"),
        "by-kind": ("given", "exchanges", "asked", "filled", "unmet", "rate"),
    }
    for sheet, cells in (("by-week", _weeks(found, reader)), ("by-kind", _kinds(found, reader))):
        for name, *values in cells:
            who = name.isoformat() if isinstance(name, date) else str(name)
            for figure, value in zip(columns[sheet], values, strict=True):
                # A rate of nothing is no figure.
                if value is not None:
                    yield sheet, who, figure, value


def _page(found: Figures, reader: Reader) -> Page:
    given, part, wishes = found.course.given, found.course.took_part, found.fairness.wishes
    rate = None if wishes is None else wishes.filled_percent
    wait = None if wishes is None else wishes.wait_minutes
    keys = {
        "given": None if given is None else reader.hours(given.minutes),
        "gave": None if part.gave is None else reader.number(part.gave),
        "got": None if part.got is None else reader.number(part.got),
        "exchanges": None if given is None else reader.number(given.exchanges),
        "rate": None if rate is None else reader.number(rate),
        "wait": None
        if wait is None
        else reader.plain(words("document-report-wait-length", length=_wait(wait))),
    }
    weekly = wording.weekly_hours(found.course, found.bank, reader, found.days)
    return Page(
        language=reader.language,
        direction=reader.locale.text_direction,
        title=reader.plain(words("document-report-page-title", bank=found.bank)),
        subtitle=reader.plain(
            words(
                "document-report-page-days",
                first=Code(reader.day_of_year(found.days.first)),
                final=Code(reader.day_of_year(found.days.final)),
            )
        ),
        keys=tuple(
            Key(
                reader.not_told if value is None else value,
                reader.plain(words("document-report-wait") if figure == "wait" else _named(figure)),
                reader.plain(_means(figure)),
            )
            for figure, value in keys.items()
        ),
        weekly=weekly,
        chart_summary=_chart_summary(found.course, reader),
        listings=tuple(_listings(found, reader)),
        notes=(
            reader.plain(words("report-means-small")),
            reader.plain(
                words(
                    "document-report-made",
                    day=Code(reader.day_of_year(reader.now.astimezone(reader.zone).date())),
                )
            ),
        ),
    )


def _wait(minutes: int) -> Value:
    """Returns a wait in days, hours or minutes, as the nearest of what is large enough."""
    if minutes >= 2 * 24 * 60:
        return words("picture-days", days=(minutes + 12 * 60) // (24 * 60))
    if minutes >= 2 * 60:
        return words("length-hours", hours=(minutes + 30) // 60)
    return words("length-minutes", minutes=minutes)


def _chart_summary(found: Course, reader: Reader) -> str:
    told = dict(found.by_week.given.rows)
    if found.given is None or not told:
        return ""
    best = max(told, key=lambda key: told[key].minutes)
    assert best is not None, "weeks have names"
    return reader.plain(
        words(
            "document-report-chart",
            hours=Code(reader.hours(round(found.given.minutes / len(found.weeks)))),
            most=Code(reader.hours(told[best].minutes)),
            week=Code(reader.day_of_year(date.fromisoformat(best))),
        )
    )


def _listings(found: Figures, reader: Reader) -> Iterator[Listing]:
    def text(name: str) -> str:
        return reader.plain(words(f"document-report-{name}"))

    def cell(value: Cell) -> str:
        match value:
            case None:
                return "–"
            case str():
                return value
            case date():
                return reader.day_of_year(value)
        return reader.number(value)

    # A figure that is not told has a sign here, which is explained below; words would break the columns.
    untold = {reader.not_told: text("untold-sign")}

    def row(*cells: Cell) -> tuple[str, ...]:
        return tuple(untold.get(cell(one), cell(one)) for one in cells)

    kinds = sorted(_kinds(found.course, reader), key=lambda one: -one[3] if isinstance(one[3], int) else 1)[
        :KINDS_ON_PAGE
    ]
    yield Listing(
        text("by-kind"),
        (text("kind"), text("asked-short"), text("rate-short"), text("given-short")),
        tuple(row(name, asked, rate, given) for name, given, _, asked, _, _, rate in kinds),
    )
    groups: list[tuple[str, ...]] = []
    shown = {
        Dimension.AREA: AREAS_ON_PAGE,
        Dimension.LANGUAGE: LANGUAGES_ON_PAGE,
        Dimension.HURDLE: 2,
        Dimension.CHANNEL: 2,
    }
    for dimension, count in shown.items():
        told = found.fairness.wishes_by[dimension]
        if len(told.rows) == 1 and not told.hidden_people:
            # Where everybody is in one group there is nothing to compare.
            continue
        for key, wishes in told.rows[:count]:
            wait = (
                None if wishes.wait_minutes is None else reader.plain(_as_words(_wait(wishes.wait_minutes)))
            )
            groups.append(
                row(
                    _group(reader, dimension, key),
                    wishes.asked,
                    wishes.filled_percent,
                    wait or reader.not_told,
                )
            )
    yield Listing(
        text("fair-short"),
        (text("group"), text("asked-short"), text("rate-short"), text("wait-short")),
        tuple(groups),
    )
    yield Listing(
        text("unmet-short"),
        (text("reason"), text("count-short")),
        tuple(
            row(reason, count) for reason, count, _ in list(_ended(found.fairness, reader))[:REASONS_ON_PAGE]
        ),
    )


def _as_words(value: Value) -> Words:
    assert isinstance(value, Words), "a wait is told in words"
    return value
