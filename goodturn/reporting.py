"""The books and the report for whoever hosts the time bank: on the terminal, or as a file of any form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlmodel import Session

from bot.books_table import lines, table
from bot.pictures import made, report
from bot.pictures.report import Figures
from bot.pictures.told import Reader
from models import books, course, drawing, fairness, journal, period
from models.drawing import Days, What
from models.period import Period
from models.timebank import TimeBank


class NoSuchPeriod(Exception):
    """The first day comes after the last one."""


class Form(StrEnum):
    """As what a report is written."""

    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


# What there is in the chat, by the ending of the file.
_WHAT = {Form.CSV: What.TABLE, Form.XLSX: What.WORKBOOK, Form.HTML: What.PAGE}


@dataclass(frozen=True)
class Drawn:
    """All figures of a period, and for whom they are worded: in the bank's own language and zone."""

    figures: Figures
    reader: Reader


def draw_up(session: Session, bank: TimeBank, first: date | None, final: date | None, now: datetime) -> Drawn:
    """Draws the figures up, with small numbers hidden as they are from everybody; that it was done stands in
    the journal.

    Args:
        first, final: the days, on the clock of the bank; both count. Without the last it is today, without
            the first 90 days are told of, and without either the 90 days up to now.

    Raises:
        NoSuchPeriod: the first day comes after the last one.
    """
    zone = ZoneInfo(bank.zone)
    today = now.astimezone(zone).date()
    span = _span(bank, first, final, now, today)
    days = Days(span.from_at.astimezone(zone).date(), span.until_at.astimezone(zone).date())
    journal.note_host(
        session,
        timebank_id=bank.id,
        act="report.export",
        now=now,
        first=days.first.isoformat(),
        final=days.final.isoformat(),
    )
    found = Figures(
        bank.name,
        days,
        books.books(session, bank.id, span),
        fairness.report(session, bank.id, span),
        course.course(session, bank, span),
    )
    return Drawn(found, Reader(bank.language, zone, now))


def _span(bank: TimeBank, first: date | None, final: date | None, now: datetime, today: date) -> Period:
    if first is None and final is None:
        return period.last(now)
    final = final or today
    first = first or final - timedelta(days=period.USUAL_DAYS - 1)
    if first > final:
        raise NoSuchPeriod()
    return drawing.period_of(Days(first, final), bank)


def show(drawn: Drawn) -> None:
    """Prints the figures of the books as a table, each with its meaning beside it."""
    found, reader = drawn.figures, drawn.reader
    headings, rows = table(
        lines(found.stands, found.fairness, reader.zone),
        language=reader.language,
        zone=reader.zone,
        now=reader.now,
    )
    console = Console(highlight=False)
    for part, of_part in groupby(rows, key=lambda row: str(row[0])):
        # As texts, so that the name of a place is never taken for a colour.
        printed = Table(title=Text(part), title_justify="left", expand=True)
        for heading, ratio in zip(headings[1:], (3, 4, 2, 6), strict=True):
            printed.add_column(Text(heading), overflow="fold", ratio=ratio)
        for row in of_part:
            printed.add_row(*(Text(str(cell)) for cell in row[1:]))
        console.print(printed)


def form_of(path: Path) -> Form:
    """Returns the form that the ending of a file means; CSV for any other ending."""
    ending = path.suffix.lower().removeprefix(".")
    return Form(ending) if ending in list(Form) else Form.CSV


def write(drawn: Drawn, path: Path, form: Form) -> None:
    """Writes the report into a file of that form; raises OSError where that cannot be."""
    file = made.make(report.order(_WHAT[form], drawn.figures, drawn.reader))
    assert file.content is not None, "a report is never empty, however little it tells"
    path.write_bytes(file.content)
