"""The books and the fairness report for whoever hosts the time bank: on the terminal, or as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlmodel import Session

from bot.books_table import books_file, lines, table
from models import books, fairness, period
from models.books import Books
from models.fairness import Report
from models.period import Period
from models.timebank import TimeBank


class NoSuchPeriod(Exception):
    """The first day comes after the last one."""


@dataclass(frozen=True)
class Drawn:
    """All figures of a period, and for whom they are worded.

    Attributes:
        language, zone: the bank's own.
        now: when they were drawn up.
    """

    stands: Books
    report: Report
    language: str
    zone: ZoneInfo
    now: datetime


def draw_up(session: Session, bank: TimeBank, first: date | None, final: date | None, now: datetime) -> Drawn:
    """Draws the figures up, with small numbers hidden as they are from everybody.

    Args:
        first, final: the days, on the clock of the bank; both count. Without the last it is today, without
            the first 90 days are told of, and without either the 90 days up to now.

    Raises:
        NoSuchPeriod: the first day comes after the last one.
    """
    zone = ZoneInfo(bank.zone)
    span = _span(bank, first, final, now, now.astimezone(zone).date())
    return Drawn(
        books.books(session, bank.id, span),
        fairness.report(session, bank.id, span),
        bank.language,
        zone,
        now,
    )


def _span(bank: TimeBank, first: date | None, final: date | None, now: datetime, today: date) -> Period:
    if first is None and final is None:
        return period.last(now)
    final = final or today
    first = first or final - timedelta(days=period.USUAL_DAYS - 1)
    if first > final:
        raise NoSuchPeriod()
    return period.whole_days(first, final, bank.zone)


def show(drawn: Drawn) -> None:
    """Prints the figures as a table, each with its meaning beside it."""
    headings, rows = table(
        lines(drawn.stands, drawn.report, drawn.zone),
        language=drawn.language,
        zone=drawn.zone,
        now=drawn.now,
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


def write(drawn: Drawn, path: Path) -> None:
    """Writes the figures into a file that any spreadsheet opens; raises OSError where that cannot be."""
    file = books_file(drawn.stands, drawn.report, language=drawn.language, zone=drawn.zone, now=drawn.now)
    path.write_bytes(file.content)
