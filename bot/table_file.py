"""Tables as files that any spreadsheet opens, in which nothing that somebody wrote is taken for a formula.

A cell that begins with one of a few signs is run by spreadsheets when the file is opened, and can send what
stands beside it elsewhere (CWE-1236). Such text gets an apostrophe in front, which spreadsheets take for
"this is text". Numbers are numbers, also below zero, and are never touched.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import regex
from babel import Locale
from babel.numbers import get_decimal_symbol

from bot.free_text import clean
from bot.saying import File

Cell = str | int | Decimal | date | None

# The signs that begin a formula or lead up to one, in all the widths they are written in.
_RUN_BY_SPREADSHEETS = regex.compile(r"^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹢﹣﹦﹫⁺⁻₊₋−|%]|^[\t\r\n\x00]")
LONGEST_CELL = 4_096


def table_file(name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, language: str) -> File:
    """Writes a table as CSV, in UTF-8 with the mark by which spreadsheets know it.

    Args:
        name: what the file is called, without its ending.
        headings: what stands above each column.
        rows: the cells of each row: text, whole numbers, decimals, days, or None for nothing.
        language: whose spreadsheet will open it: where a comma stands within numbers, a semicolon stands
            between cells.

    Raises:
        ValueError: a row has more or fewer cells than there are headings.
    """
    written = io.StringIO()
    comma_in_numbers = get_decimal_symbol(Locale.parse(language, sep="-")) == ","
    writer = csv.writer(
        written,
        delimiter=";" if comma_in_numbers else ",",
        quoting=csv.QUOTE_NONNUMERIC,
        lineterminator="\r\n",
    )
    writer.writerow([_neutral(heading) for heading in headings])
    for row in rows:
        if len(row) != len(headings):
            raise ValueError(f"a row of {len(row)} cells in a table of {len(headings)} columns")
        writer.writerow([_written(cell) for cell in row])
    return File(f"{name}.csv", written.getvalue().encode("utf-8-sig"))


def _written(cell: Cell) -> str | int | Decimal:
    match cell:
        case None:
            return ""
        case bool():
            raise TypeError("a yes or a no is told in words")
        case date():
            return cell.isoformat()
        case str():
            return _neutral(cell)
    return cell


def _neutral(text: str) -> str:
    """Returns text of one line that no spreadsheet runs."""
    text = clean(text, LONGEST_CELL, one_line=True)
    return f"'{text}" if _RUN_BY_SPREADSHEETS.match(text) else text
