"""The spreadsheet of an intake in words: its template, what cells mean, what is wrong, who gets a link.

Headings and answers are understood in every language that is shipped, whoever reads them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache

from bot import language, understanding
from bot.free_text import clean, fold
from bot.language import speaker
from bot.lexicon import phrases_everywhere
from bot.saying import File
from bot.spreadsheet import Cell, Rows, Unfit
from bot.table_file import Cell as Written
from bot.table_file import table_file
from bot.values import Code, Length, Several, Value, Words, words
from models import kind as kinds
from models.intake import MOST_ROWS, Why
from models.intake_entry import LONGEST_NAME, LONGEST_PHONE, Column, Entry, Problem, Trouble
from models.member import Member

LONGEST_PLACE = 128
FEWEST_FIGURES, MOST_FIGURES = 6, 15
HEADINGS_LOOKED_FOR = 10
NEEDED = (Column.NAME, Column.ADULT)
REMARK = "#"
# The same in every language.
EXAMPLES = {Column.HOURS: "3:30", Column.SINCE: "2020-03-15"}
# Words without a moment in them are the same at any.
_ANY_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)

_PARTED = re.compile(r"[,;/\n]")
_HOURS = re.compile(r"([+-]?)(\d{1,5})(?:[.,](\d{1,4}))?")
_CLOCK = re.compile(r"([+-]?)(\d{1,5})(?::|h)(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_PHONE_SIGNS = re.compile(r"[\s().\-/]")


def entries(rows: Rows) -> tuple[list[Entry], list[Problem]]:
    """Makes sense of the rows of a spreadsheet; a cell that makes none is a problem, and left out.

    Raises:
        Unfit: there are no headings above the rows, or too many rows.
    """
    start, headings, problems = _headings(rows)
    found: list[Entry] = []
    for number, cells in rows[start:]:
        given = {column: cells[index] for column, index in headings.items() if index < len(cells)}
        name = _text(given.get(Column.NAME))
        if name.startswith(REMARK) or _text(cells[0]).startswith(REMARK) or name in _examples():
            continue
        entry, wrong = _entry(number, given)
        problems += wrong
        found.append(entry)
    if len(found) > MOST_ROWS:
        raise Unfit(Why.TOO_MANY_ROWS)
    return found, problems


def _headings(rows: Rows) -> tuple[int, dict[Column, int], list[Problem]]:
    """Finds the row of headings: which row comes after it, and which column stands where."""
    for start, (number, cells) in enumerate(rows[:HEADINGS_LOOKED_FOR], start=1):
        meant = [_meaning().get(fold(_text(cell))) for cell in cells]
        if not set(NEEDED) <= set(meant):
            continue
        places: dict[Column, int] = {}
        problems: list[Problem] = []
        for index, (column, cell) in enumerate(zip(meant, cells, strict=True)):
            if column is not None and column not in places:
                places[column] = index
            elif column is not None:
                problems.append(Problem(number, column, Trouble.HEADING_TWICE, _text(cell)))
            elif _text(cell):
                problems.append(Problem(number, Column.NAME, Trouble.UNKNOWN_HEADING, _text(cell)))
        return start, places, problems
    raise Unfit(Why.NO_HEADINGS)


def _entry(number: int, given: dict[Column, Cell]) -> tuple[Entry, list[Problem]]:
    """What one row says, without what makes no sense."""
    problems: list[Problem] = []

    def wrong(column: Column, trouble: Trouble, what: str = "", limit: int = 0) -> None:
        problems.append(Problem(number, column, trouble, what, limit))

    name = clean(_text(given.get(Column.NAME)), 2 * LONGEST_NAME, one_line=True)
    if not name:
        wrong(Column.NAME, Trouble.NAME_MISSING)
    elif not any(sign.isalpha() for sign in name):
        wrong(Column.NAME, Trouble.NAME_ODD, name)
    elif len(name) > LONGEST_NAME:
        wrong(Column.NAME, Trouble.NAME_LONG, name, LONGEST_NAME)
    place = clean(_text(given.get(Column.PLACE)), 2 * LONGEST_PLACE, one_line=True)
    if len(place) > LONGEST_PLACE:
        wrong(Column.PLACE, Trouble.PLACE_LONG, place, LONGEST_PLACE)
    phone = _PHONE_SIGNS.sub("", _text(given.get(Column.PHONE)))
    if phone and not re.fullmatch(rf"\+?[0-9]{{{FEWEST_FIGURES},{MOST_FIGURES}}}", phone):
        wrong(Column.PHONE, Trouble.PHONE_ODD, _text(given.get(Column.PHONE)))
        phone = ""
    spoken = _several(given.get(Column.LANGUAGES), _language, lambda one: wrong(
        Column.LANGUAGES, Trouble.LANGUAGE_UNKNOWN, one))  # fmt: skip
    offered = _several(given.get(Column.OFFERS), _kind, lambda one: wrong(
        Column.OFFERS, Trouble.OFFER_UNKNOWN, one))  # fmt: skip
    minutes, since = None, None
    if (cell := given.get(Column.HOURS)) not in (None, ""):
        minutes = _minutes(cell)
        if minutes is None:
            wrong(Column.HOURS, Trouble.HOURS_ODD, _text(cell))
    if (cell := given.get(Column.SINCE)) not in (None, ""):
        since = _day(cell)
        if since is None:
            wrong(Column.SINCE, Trouble.SINCE_ODD, _text(cell))
    adult = _is_yes(given.get(Column.ADULT))
    if not adult:
        odd = Trouble.ADULT_ODD if adult is None else Trouble.UNDER_AGE
        wrong(Column.ADULT, odd, _text(given.get(Column.ADULT)))
    entry = Entry(
        row=number,
        name=name[:LONGEST_NAME],
        phone=phone[:LONGEST_PHONE],
        languages=spoken,
        place=place[:LONGEST_PLACE],
        kinds=tuple(sorted(offered, key=kinds.bit)),
        minutes=minutes,
        since=since,
    )
    return entry, problems


def _several(cell: Cell, known: Callable[[str], str | None], odd: Callable[[str], None]) -> tuple[str, ...]:
    """The codes of what is listed in one cell, each once; `odd` hears of what nobody knows."""
    found: dict[str, None] = {}
    for piece in _PARTED.split(_text(cell)):
        if not piece.strip():
            continue
        code = known(piece.strip())
        if code is None:
            odd(piece.strip())
        else:
            found[code] = None
    return tuple(found)


def _text(cell: Cell) -> str:
    """A cell as it is read; a whole number has no point, however the spreadsheet keeps it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _minutes(cell: Cell) -> int | None:
    """Hours as whole minutes: 3, 3.5, "3,5", "-1:30", or a length of time; None where it is none."""
    match cell:
        case timedelta():
            return round(cell.total_seconds() / 60)
        case time():
            return cell.hour * 60 + cell.minute
        case int() | float():
            try:
                return round(Decimal(str(cell)) * 60)
            except (InvalidOperation, ValueError, OverflowError):
                return None
        case str():
            said = cell.replace("−", "-").replace(" ", "")
            if clock := _CLOCK.fullmatch(said):
                minutes = int(clock[2]) * 60 + int(clock[3])
                return (-minutes if clock[1] == "-" else minutes) if int(clock[3]) < 60 else None
            if hours := _HOURS.fullmatch(said):
                minutes = round(Decimal(f"{hours[2]}.{hours[3] or 0}") * 60)
                return -minutes if hours[1] == "-" else minutes
    return None


def _day(cell: Cell) -> date | None:
    """A day: of a calendar cell, or written like 2020-03-15 or 15/03/2020."""
    if isinstance(cell, date):
        return cell
    said = _text(cell)
    try:
        if parts := _DAY_FIRST.fullmatch(said):
            return date(int(parts[3]), int(parts[2]), int(parts[1]))
        return date.fromisoformat(said)
    except ValueError:
        return None


def _is_yes(cell: Cell) -> bool | None:
    """Yes or no in any language; None for anything else, also for an empty cell."""
    said = fold(_text(cell))
    if said in ("x", "1", "true") or said in phrases_everywhere("typed-yes"):
        return True
    return False if said in ("0", "false") or said in phrases_everywhere("typed-no") else None


@lru_cache(maxsize=4_096)
def _language(text: str) -> str | None:
    names = language.languages()
    if text.casefold() in names:
        return text.casefold()
    return _language_names().get(fold(text))


@cache
def _labels(spoken: str) -> list[str]:
    return [_said(words(f"kind-{code}"), spoken) for code in kinds.CODES]


@lru_cache(maxsize=4_096)
def _kind(text: str) -> str | None:
    if text.casefold() in kinds.CODES:
        return text.casefold()
    for spoken in language.languages():
        chosen = understanding.choose(text, _labels(spoken), spoken)
        if chosen is not None:
            return kinds.CODES[chosen]
    return None


def _said(what: Words, spoken: str) -> str:
    return speaker().plain(what, language=spoken, zone=UTC, now=_ANY_MOMENT, isolate=False)


def column_words(column: Column) -> Words:
    """What stands above a column."""
    return words(f"document-import-column-{column.value}")


@cache
def _meaning() -> dict[str, Column]:
    """What a heading means, folded, in every language."""
    found = {column.value: column for column in Column}
    for spoken in language.languages():
        found |= {fold(_said(column_words(column), spoken)): column for column in Column}
    return found


@cache
def _language_names() -> dict[str, str]:
    """The codes of the shipped languages, by their own names and by their names in each other."""
    from babel import Locale

    shipped = language.languages()
    found = {fold(name): code for code, name in shipped.items()}
    for spoken in shipped:
        names = Locale.parse(spoken, sep="-").languages
        found |= {fold(names[code]): code for code in shipped if code in names}
    return found


@cache
def _examples() -> frozenset[str]:
    """The name in the row that shows how it is done, in every language."""
    return frozenset(_said(words("document-import-example-name"), spoken) for spoken in language.languages())


def _example(spoken: str) -> list[str]:
    return [
        EXAMPLES.get(column) or _said(words(f"document-import-example-{column.value}"), spoken)
        for column in Column
    ]


def _explanations(spoken: str) -> list[str]:
    listed = Several([words(f"kind-{code}") for code in kinds.CODES])
    shipped = Several([Code(name) for name in language.languages().values()])
    values: dict[Column, dict[str, Value]] = {
        Column.OFFERS: {"kinds": listed},
        Column.LANGUAGES: {"languages": shipped},
        Column.HOURS: {"example": Code(EXAMPLES[Column.HOURS])},
        Column.SINCE: {"example": Code(EXAMPLES[Column.SINCE])},
    }
    return [
        _said(words(f"document-import-explain-{column.value}", **values.get(column, {})), spoken)
        for column in Column
    ]


def template_csv(spoken: str) -> File:
    """The template as CSV: headings, an example, and what each column is for, which is not read back."""
    headings = [_said(column_words(column), spoken) for column in Column]
    empty = [""] * (len(headings) - 1)
    remarks = [
        [f"{REMARK} {heading}: {explained}", *empty]
        for heading, explained in zip(headings, _explanations(spoken), strict=True)
    ]
    name = _said(words("document-import-file"), spoken)
    return table_file(name, headings, [_example(spoken), *remarks], language=spoken)


def template_xlsx(spoken: str) -> File:
    """The template as XLSX: the same, with the explanations on a sheet of their own."""
    # It is large, and most processes never write one.
    from xlsxwriter import Workbook

    written = io.BytesIO()
    book = Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    headings = [_said(column_words(column), spoken) for column in Column]
    sheet = book.add_worksheet(_said(words("document-import-sheet"), spoken)[:31])
    help_sheet = book.add_worksheet(_said(words("document-import-sheet-help"), spoken)[:31])
    for index, (heading, example) in enumerate(zip(headings, _example(spoken), strict=True)):
        sheet.write_string(0, index, heading, bold)
        sheet.write_string(1, index, example)
    sheet.set_column(0, len(headings) - 1, 22)
    sheet.freeze_panes(1, 0)
    for index, (heading, explained) in enumerate(zip(headings, _explanations(spoken), strict=True)):
        help_sheet.write_string(index, 0, heading, bold)
        help_sheet.write_string(index, 1, explained, wrapped)
    help_sheet.set_column(0, 0, 22)
    help_sheet.set_column(1, 1, 90)
    book.close()
    return File(_said(words("document-import-file"), spoken) + ".xlsx", written.getvalue())


def problem_words(problem: Problem) -> Words:
    """What is wrong, and what would be right."""
    in_minutes = problem.trouble in (Trouble.HOURS_BELOW, Trouble.HOURS_ABOVE)
    values: dict[str, Value] = {
        "given": problem.given,
        "number": Length(problem.number) if in_minutes else problem.number,
        "languages": Several([Code(name) for name in language.languages().values()]),
    }
    return words(f"trouble-{problem.trouble.value}", **values)


def problems_file(problems: Iterable[Problem], spoken: str) -> File:
    """Everything that is wrong, as a table."""
    headings = [
        _said(words(f"document-import-problems-{name}"), spoken)
        for name in ("row", "column", "given", "what")
    ]
    rows: list[list[Written]] = [
        [one.row, _said(column_words(one.column), spoken), one.given, _said(problem_words(one), spoken)]
        for one in problems
    ]
    return table_file(_said(words("document-import-problems-file"), spoken), headings, rows, language=spoken)


def links_file(people: Sequence[tuple[Member, str, str]], spoken: str) -> File:
    """Who has not come so far, with their personal links, as a table.

    Args:
        people: each with their telephone number, perhaps empty, and their link.
    """
    headings = [
        *(_said(column_words(column), spoken) for column in (Column.NAME, Column.PHONE, Column.PLACE)),
        _said(words("document-import-links-link"), spoken),
    ]
    rows = [[one.name, phone, one.place_name, link] for one, phone, link in people]
    return table_file(_said(words("document-import-links-file"), spoken), headings, rows, language=spoken)
