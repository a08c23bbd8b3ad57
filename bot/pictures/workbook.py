"""Workbooks, written with xlsxwriter, which is loaded here and never by whoever talks to people.

Whatever somebody wrote is a text in it and nothing else: no formula, no link, no number.
"""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.pictures.order import Chart, Sheet, Workbook

if TYPE_CHECKING:
    from bot.table_file import Cell

# Nobody's words are run, opened or counted when the file is.
AS_TEXTS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Excel takes no more letters in the name of a sheet, and none of these.
LONGEST_NAME = 31
NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write(order: Workbook) -> bytes:
    """Writes all its sheets, and returns the file."""
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, AS_TEXTS) as book:
        book.set_properties({"title": order.title, "author": order.by})
        plain = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
        formats = {
            "heading": book.add_format(
                {**plain, "bold": True, "bottom": 2, "text_wrap": True, "bg_color": "#EAF1F8"}
            ),
            "text": book.add_format({**plain, "text_wrap": True}),
            "whole": book.add_format({**plain, "num_format": "#,##0", "align": "right"}),
            "decimal": book.add_format({**plain, "num_format": "#,##0.0", "align": "right"}),
            "day": book.add_format({**plain, "num_format": "yyyy-mm-dd", "align": "left"}),
        }
        for number, sheet in enumerate(order.sheets, start=1):
            _sheet(book, number, sheet, formats)
    return written.getvalue()


def _sheet(book: Any, number: int, sheet: Sheet, formats: dict[str, Any]) -> None:
    name = " ".join(sheet.name.translate(NO_NAME).split())[:LONGEST_NAME] or str(number)
    page = book.add_worksheet(name)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, formats["heading"])
    for row, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells):
            _cell(page, row, column, cell, formats)
    page.freeze_panes(1, 0)
    # On paper: as wide as the page, the headings on each, and told which sheet it is.
    page.set_paper(9)
    if sum(sheet.widths) > 90:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&L&A&R&P / &N")
    if sheet.chart is not None and sheet.rows:
        page.insert_chart(1, len(sheet.headings) + 1, _chart(book, name, sheet, sheet.chart))


def _cell(page: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    match cell:
        case None:
            page.write_blank(row, column, None, formats["text"])
        case str():
            page.write_string(row, column, cell, formats["text"])
        case Decimal():
            page.write_number(row, column, float(cell), formats["decimal"])
        case date():
            page.write_datetime(row, column, cell, formats["day"])
        case _:
            page.write_number(row, column, cell, formats["whole"])


def _chart(book: Any, name: str, sheet: Sheet, chart: Chart) -> Any:
    """Makes columns over the rows; cells that are no numbers leave a gap."""
    drawn = book.add_chart({"type": "column"})
    last = len(sheet.rows)
    looks = (
        {"fill": {"color": "#1F5A96"}},
        {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#E08A1E", "bg_color": "#FFFFFF"}},
    )
    for number, column in enumerate(chart.values):
        drawn.add_series(
            {
                "name": [name, 0, column],
                "categories": [name, 1, chart.names, last, chart.names],
                "values": [name, 1, column, last, column],
                "gap": 60,
                **looks[number % len(looks)],
            }
        )
    drawn.set_title({"name": chart.title, "name_font": {"size": 14}})
    drawn.set_x_axis({"num_font": {"rotation": -45}, "date_axis": False, "text_axis": True})
    drawn.set_y_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#D0D7DE"}}})
    drawn.set_legend({"position": "bottom"} if len(chart.values) > 1 else {"none": True})
    drawn.set_size({"width": 860, "height": 420})
    return drawn
