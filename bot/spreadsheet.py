"""Reading a spreadsheet that somebody has sent: its first sheet as plain values, whatever program made it.

Nothing in the file is run. Formulas are read as the values that were saved with them, and a file with macros
is not opened at all. How much it may unpack to is looked at before, so that a small file cannot fill the
machine. Nothing here knows what the columns mean.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from models.intake import LARGEST_BYTES, MOST_ROWS, Why

Cell = str | int | float | date | time | timedelta | None
Rows = list[tuple[int, list[Cell]]]

# What is packed into a spreadsheet shrinks to about a tenth; nothing honest of five thousand rows is larger.
LARGEST_UNPACKED_BYTES = 30_000_000
MOST_PARTS = 500
MOST_COLUMNS = 50
LONGEST_CELL = 500
# Empty rows below the last one are often formatted, and count for nothing.
MOST_ROWS_LOOKED_AT = 4 * MOST_ROWS

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Unfit(Exception):
    """The file cannot be read as a spreadsheet. Attribute: `why`."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def read(content: bytes) -> Rows:
    """Returns the rows that hold anything, each with its number in the spreadsheet.

    Args:
        content: of an XLSX or CSV file; what it is, its bytes say, and not its name.

    Raises:
        Unfit: it is neither, or too large, or has macros, or is broken.
    """
    if len(content) > LARGEST_BYTES:
        raise Unfit(Why.TOO_LARGE)
    if not content.strip():
        raise Unfit(Why.EMPTY)
    if content.startswith(_OLD_OFFICE):
        raise Unfit(Why.OLD_TYPE)
    rows = _of_workbook(content) if content.startswith(b"PK") else _of_text(content)
    found: Rows = []
    for number, cells in islice(enumerate(rows, start=1), MOST_ROWS_LOOKED_AT):
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if cells:
            found.append((number, cells))
        # One of them is the headings, and one may be the example.
        if len(found) > MOST_ROWS + 2:
            raise Unfit(Why.TOO_MANY_ROWS)
    if not found:
        raise Unfit(Why.EMPTY)
    return found


def _of_workbook(content: bytes) -> Iterator[list[Cell]]:
    """The first sheet of an XLSX file."""
    _require_harmless(content)
    # It is large, and most processes never read a spreadsheet.
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            # What a sheet says of its own size may be wrong, or made up.
            sheet.reset_dimensions()
            for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
                yield [_cell(value) for value in row]
        finally:
            book.close()
    except Unfit:
        raise
    except Exception as broken:
        # Whatever is wrong with a file from outside, its reader stumbles in a way of its own.
        raise Unfit(Why.UNREADABLE) from broken


def _require_harmless(content: bytes) -> None:
    """Looks into the package without unpacking it.

    Raises:
        Unfit: it is no workbook, has macros, or would unpack to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as broken:
        raise Unfit(Why.UNREADABLE) from broken
    names = {part.filename.casefold() for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED_BYTES:
        raise Unfit(Why.PACKED)
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise Unfit(Why.MACROS)
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unfit(Why.OLD_TYPE)
    if "xl/workbook.xml" not in names:
        raise Unfit(Why.WRONG_TYPE)


def _cell(value: object) -> Cell:
    match value:
        case None:
            return None
        case bool():
            return "x" if value else ""
        case str():
            return value[:LONGEST_CELL].strip()
        case datetime():
            return value.date()
        case int() | float() | date() | time() | timedelta():
            return value
    return str(value)[:LONGEST_CELL].strip()


def _of_text(content: bytes) -> Iterator[list[Cell]]:
    """The lines of a CSV file, by whatever sign its cells are parted."""
    text = _decoded(content)
    head = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield [_plain(cell) for cell in row[:MOST_COLUMNS]]
    except csv.Error as broken:
        raise Unfit(Why.UNREADABLE) from broken


def _plain(cell: str) -> str:
    """A cell of text without the apostrophe that keeps spreadsheets from running it."""
    cell = cell[:LONGEST_CELL].strip()
    return cell[1:] if re.match(r"'[=+\-@]", cell) else cell


def _decoded(content: bytes) -> str:
    """The letters of a text file, in the ways in which spreadsheets save them.

    Raises:
        Unfit: it is no text.
    """
    if content.startswith(_UTF16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as broken:
            raise Unfit(Why.WRONG_TYPE) from broken
    if b"\x00" in content or content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"{\\rtf", b"<")):
        raise Unfit(Why.WRONG_TYPE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What older programs in western Europe save; the five bytes that it does not know are no letters.
        return content.decode("cp1252", "replace")
