"""Reports: an organiser says which time and in which form, and gets a file whose figures are those of the
ledger, with nothing in it about fewer than five people."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
from sqlmodel import Session, select

from models import drawing
from models.drawing import Drawing, State
from models.exchange import Exchange
from models.journal import JournalEntry
from models.ledger import MOVING, Cause, Transfer
from models.request import Request
from tests.security.test_table_file import opened
from tests.stories.neighbours import Neighbour, Street
from tests.stories.test_pictures import busy_weeks

SHEETS = ["Summary", "By week", "By kind", "Fairness", "Unmet", "Definitions"]
UNTOLD = "too few to tell"


async def a_report(olga: Neighbour, *answers: str) -> None:
    """Asks for a report with these answers, and waits until it is there."""
    await olga.says_each("/report", *answers)
    await olga.hears("We are drawing it up")
    await olga.street.later(minutes=1)


def sheets_of(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each sheet, without the headings."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.values)[1:] for sheet in book}


async def ledger_of(street: Street, since: str) -> tuple[int, int, int]:
    """From the rows: the minutes that moved for exchanges, how often, and how many requests there were."""

    def look(session: Session) -> tuple[int, int, int]:
        moved = [
            row.minutes
            for row in session.exec(select(Transfer))
            if row.cause is Cause.EXCHANGE and row.phase in MOVING
        ]
        banked = [row for row in session.exec(select(Exchange)) if row.banked_minutes]
        asked = [row for row in session.exec(select(Request)) if row.asked_at.isoformat() >= since]
        assert sum(row.banked_minutes or 0 for row in banked) == sum(moved)
        return sum(moved), len(moved), len(asked)

    return await street.store.read(look)


async def test_a_workbook_agrees_with_the_ledger(street: Street) -> None:
    """A report of days that hold everything: its hours, exchanges and requests are those of the rows, the
    weeks and kinds add up where nothing is left out, each figure has a definition, and there is a chart."""
    await busy_weeks(street)
    olga = await street.neighbour("Olga", organiser=True)
    await a_report(olga, "Other days", "1 October", "today", "For a spreadsheet (XLSX)")
    message = await olga.hears("Report, from Thursday 1 October to Monday 23 November")
    assert message.document is not None
    assert message.document.file_name == "report-2026-10-01-2026-11-23.xlsx"
    minutes, times, asked = await ledger_of(street, "2026-10-01")
    assert f"Requests: {asked}." in message.text
    sheets = sheets_of(message.document.bytes)
    assert list(sheets) == SHEETS
    summary = {row[0]: row[1] for row in sheets["Summary"]}
    assert summary["Hours given"] == pytest.approx(minutes / 60, abs=0.05)
    assert summary["Times help was given"] == times
    assert summary["Requests"] == asked
    assert all(row[2] for row in sheets["Summary"]), "each figure has its definition beside it"
    weeks = [row[1] for row in sheets["By week"]]
    if UNTOLD not in weeks:
        assert sum(weeks) == pytest.approx(minutes / 60, abs=0.05 * len(weeks))
    assert sum(row[1] for row in sheets["Unmet"] if row[1] != UNTOLD) <= summary["Without help"]
    book = openpyxl.load_workbook(io.BytesIO(message.document.bytes))
    assert len(book["By week"]._charts) == 1
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


async def test_small_numbers_are_in_no_sheet(street: Street) -> None:
    """No sheet tells of a group of fewer than five people, and no two kinds of figures of one kind of help
    are told where one of them is not; where a group is left out, so is another."""
    await busy_weeks(street)
    olga = await street.neighbour("Olga", organiser=True)
    await a_report(olga, "Other days", "1 October", "today", "For a spreadsheet (XLSX)")
    message = await olga.hears("Report, from")
    assert message.document is not None
    sheets = sheets_of(message.document.bytes)
    for row in sheets["Fairness"]:
        assert row[2] in (None, UNTOLD) or row[2] >= 5, row
        assert row[8] in (None, UNTOLD) or row[8] >= 5, row
    hidden = [row for row in sheets["By kind"] if UNTOLD in row]
    for row in hidden:
        assert {cell for cell in row[1:] if cell not in (0, None)} == {UNTOLD}, row
    assert len(hidden) != 1
    for column in (1, 3):
        assert len([row for row in sheets["By week"] if row[column] == UNTOLD]) != 1
    requests = {row.kind: set() for row in await street.requests()}
    for row in await street.requests():
        requests[row.kind].add(row.asker_id)
    few = {kind for kind, askers in requests.items() if len(askers) < 5}
    assert len([row for row in sheets["By kind"] if row[3] not in (0, UNTOLD)]) <= len(requests) - len(few)


async def test_a_table_says_the_same(street: Street) -> None:
    """As CSV it opens in any spreadsheet, with the same hours, and by week and kind."""
    await busy_weeks(street)
    olga = await street.neighbour("Olga", organiser=True)
    await a_report(olga, "Other days", "1 October", "today", "As a table (CSV)")
    message = await olga.hears("Report, from")
    assert message.document is not None
    assert message.document.file_name.endswith(".csv")
    rows = opened(message.document.bytes)
    minutes, _, _ = await ledger_of(street, "2026-10-01")
    [hours] = [row[3] for row in rows if row[0] == "Summary" and row[2] == "Hours given"]
    assert hours == pytest.approx(minutes / 60, abs=0.05)
    assert {"By week", "By kind"} <= {row[0] for row in rows}
    assert all(len(row) == 5 and row[4] for row in rows)


async def test_a_page_needs_nothing_else(street: Street) -> None:
    """The page to print has its chart and style in itself, fetches and runs nothing, and says in words what
    the chart shows."""
    await busy_weeks(street)
    olga = await street.neighbour("Olga", organiser=True, language="es")
    await olga.says_each("/report", "Otros días", "1 de octubre", "hoy", "Una página para imprimir")
    await street.later(minutes=1)
    message = await olga.hears("Informe del")
    assert message.document is not None
    page = message.document.bytes.decode()
    assert page.startswith("<!doctype html>") and '<html lang="es" dir="ltr">' in page
    assert "<svg viewBox" in page and 'role="img" aria-label="Horas de ayuda por semana. De media' in page
    assert not re.search(r"<script|<link|<img|https?://|url\((?!#)|@import", page)
    assert "prefers-color-scheme: dark" in page and "size: A4" in page
    assert page.count("<caption>") == 3 and 'scope="row"' in page


@pytest.mark.parametrize(
    ("label", "first", "final"),
    [
        ("Last month", "2026-10-01", "2026-10-31"),
        ("Last quarter", "2026-07-01", "2026-09-30"),
        ("Last year", "2025-01-01", "2025-12-31"),
    ],
)
async def test_whole_times_need_one_tap(street: Street, label: str, first: str, final: str) -> None:
    """On 23 November last month is October, and so on; a time without anything gets kind words, no file."""
    olga = await street.neighbour("Olga", organiser=True)
    await a_report(olga, label, "One page to print")
    message = await olga.hears(
        "fewer than 5 people gave, got or asked for help", "A longer time may have more"
    )
    assert message.document is None
    assert message.labels == ["Another report"]
    [row] = await street.rows(Drawing)
    assert (row.first.isoformat(), row.final.isoformat(), row.state) == (first, final, State.EMPTY)
    [entry] = [row for row in await street.rows(JournalEntry) if row.act == "report.export"]
    assert entry.detail == {"what": "page", "first": first, "final": final}


async def test_days_that_make_no_sense_are_asked_again(street: Street) -> None:
    """Words that are no day, days to come, days the wrong way round and far too many: each is said kindly,
    and the question stays open."""
    olga = await street.neighbour("Olga", organiser=True)
    await olga.says("/report")
    await olga.says("the olden days")
    await olga.hears("Which time should it tell of?")
    await olga.taps("Other days")
    await olga.says("24 November 2026")
    await olga.hears("Those days are not over")
    await olga.says("a blue one")
    await olga.hears("We need a day that was, with month and year")
    await olga.says("3 March 2026")
    await olga.hears("Which is the last day?")
    await olga.says("2 March 2026")
    await olga.hears("The last day comes before the first one")
    await olga.says("1 January 2030")
    await olga.hears("We need a day that was")
    await olga.says("a green one")
    await olga.hears("A person can help")
    await olga.taps("Back")
    await olga.hears("Which is the first day?")
    await olga.says_each("1 January 2010", "1 January 2026")
    await olga.hears("10 years at most")
    assert await street.rows(Drawing) == []


async def test_a_late_tap_draws_nothing_twice(street: Street) -> None:
    """The last button of a report, tapped again when it was drawn up long ago, says so and draws nothing."""
    olga = await street.neighbour("Olga", organiser=True)
    await olga.says_each("/report", "Last month")
    last = olga.data_of("As a table (CSV)")
    await olga.taps("As a table (CSV)")
    await street.later(minutes=1)
    await olga.taps_data(last)
    assert len(await street.rows(Drawing)) == 1


async def test_what_was_drawn_is_deleted_after_two_days(street: Street) -> None:
    """Files are kept until they are sent and no longer; that they were asked for stays in the journal."""
    olga = await street.neighbour("Olga", organiser=True)
    await a_report(olga, "Last month", "As a table (CSV)")
    assert len(await street.rows(Drawing)) == 1
    await street.later(days=2, hours=3)
    assert await street.rows(Drawing) == []
    assert [row.act for row in await street.rows(JournalEntry)][-1] == "report.export"
    assert drawing.KEPT.days == 2
