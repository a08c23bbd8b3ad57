"""The report of the command line: the same figures as in the chat, with the same groups left out."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import Session, select
from typer.testing import CliRunner, Result

from goodturn.cli import app
from models import timebank
from models.journal import JournalEntry
from models.request import State
from models.store import Store
from tests.models.crowd import agreed, person, wish

ASKED_AT = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the demo's time bank, in which six people of Ely and two of Rye have asked in March."""
    for name in ("TELEGRAM_TOKEN", "DATABASE_URL", "TIMEZONE"):
        monkeypatch.delenv(f"GOODTURN_{name}", raising=False)
    monkeypatch.setenv("GOODTURN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    assert typed("audit").exit_code == 0
    asyncio.run(_write(tmp_path / "data" / "demo" / "goodturn.db", _ask))
    return tmp_path


async def _write(file: Path, work: Callable[[Session], None]) -> None:
    store = Store(f"sqlite:///{file}")
    try:
        await store.write(work)
    finally:
        await store.close()


def _ask(session: Session) -> None:
    bank = timebank.home(session)
    assert bank is not None
    helper = person(session, bank.id, "Ely", ASKED_AT)
    for place, count in (("Ely [red]", 6), ("Rye", 2), ("Wells", 3), ("Deal", 6)):
        for turn in range(count):
            asker = person(session, bank.id, place, ASKED_AT, language="es" if place == "Deal" else "en")
            wanted = wish(session, asker, ASKED_AT, State.AGREED if turn % 2 else State.UNMET, "silence")
            if turn % 2:
                agreed(session, wanted, helper, timedelta(minutes=20))


def typed(*words: str) -> Result:
    """What comes of typing that after `goodturn`."""
    return CliRunner(env={"COLUMNS": "160"}).invoke(app, list(words))


def _cells(content: bytes) -> dict[tuple[str, ...], str]:
    _, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    return {tuple(row[:3]): row[3] for row in rows}


def test_the_report_is_printed_with_small_groups_left_out(folder: Path) -> None:
    """`goodturn report` prints each figure with its meaning; two small places are told of only together, and
    the name of a place is no colour."""
    printed = typed("report", *MARCH)
    assert printed.exit_code == 0, printed.output
    assert "Place: Ely [red]" in printed.output and "Place: Deal" in printed.output
    assert "Rye" not in printed.output and "Wells" not in printed.output
    lines = [line for line in printed.output.splitlines() if "Place: small groups" in line]
    assert any("People who are not shown" in line and " 5 " in line for line in lines)
    assert "Usual wait: from asking until" in printed.output
    assert "no answer" in printed.output


def test_the_report_is_written_for_a_spreadsheet(folder: Path) -> None:
    """With --out the same figures are in a file: 17 asked, of whom 8 found somebody after 20 minutes."""
    done = typed("report", *MARCH, "--out", "march.csv")
    assert done.exit_code == 0, done.output
    assert "march.csv is written" in done.output
    cells = _cells((folder / "march.csv").read_bytes())
    assert cells["Period", "everybody", "From"] == "2026-03-01"
    assert cells["Period", "everybody", "Until"] == "2026-03-31"
    assert cells["Requests", "everybody", "Requests"] == "17"
    assert cells["Requests", "everybody", "Found help"] == "8"
    assert cells["Requests", "everybody", "Found help, of every 100"] == "47"
    assert cells["Requests", "everybody", "Usual wait, in minutes"] == "20"
    assert cells["Requests", "Language: Español", "People who asked"] == "6"
    assert ("Requests", "Place: Rye", "People who asked") not in cells


def test_days_outside_of_the_period_do_not_count(folder: Path) -> None:
    """A period that ends the day before has no requests, and one day alone has all of them."""
    for first, last, told in (("2026-03-01", "2026-03-09", "too few to tell"), (*["2026-03-10"] * 2, "17")):
        assert typed("report", "--from", first, "--to", last, "--out", "days.csv").exit_code == 0
        cells = _cells((folder / "days.csv").read_bytes())
        assert cells["Requests", "everybody", "Requests"] == told


def test_without_a_first_day_it_is_ninety_days(folder: Path) -> None:
    """With the last day alone, the 90 days up to it are told of."""
    assert typed("report", "--to", "2026-03-31", "--out", "quarter.csv").exit_code == 0
    cells = _cells((folder / "quarter.csv").read_bytes())
    assert cells["Period", "everybody", "From"] == "2026-01-01"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--from", "24/11/2026"], "24/11/2026 is no day. Write it as 2026-11-24."),
        (["--from", "2026-03-02", "--to", "2026-03-01"], "The first day comes after the last one."),
        (["--from", "9000-01-01"], "The first day comes after the last one."),
    ],
)
def test_days_that_make_no_sense_are_refused(folder: Path, words: list[str], told: str) -> None:
    """Something mistyped gets exit code 2 and a sentence that says how to write it, and no file is made."""
    refused = typed("report", *words, "--out", "no.csv")
    assert refused.exit_code == 2
    assert told in " ".join(refused.output.split())
    assert not (folder / "no.csv").exists()


def test_a_file_that_cannot_be_written_is_said(folder: Path) -> None:
    """Where the folder of the file is not there, the host reads that, and the exit code is 1."""
    refused = typed("report", "--out", "nowhere/march.csv")
    assert refused.exit_code == 1
    assert "cannot be written" in refused.output


def test_the_report_is_written_as_a_workbook_or_a_page(folder: Path) -> None:
    """By the ending of the file or by --format it is a workbook or a page; both say 17 asked, small places
    are in neither, and that it was drawn up is in the journal."""
    for words in (("--out", "march.xlsx"), ("--format", "xlsx", "--out", "march")):
        assert typed("report", *MARCH, *words).exit_code == 0
    for name in ("march.xlsx", "march"):
        book = openpyxl.load_workbook(io.BytesIO((folder / name).read_bytes()))
        summary = {row[0]: row[1] for row in book["Summary"].values}
        assert summary["Requests"] == 17
        assert summary["Hours given"] == "too few to tell"
        texts = {str(cell) for sheet in book for row in sheet.values for cell in row}
        assert "Ely [red]" in texts and "Rye" not in texts
    assert typed("report", *MARCH, "--out", "march.html").exit_code == 0
    page = (folder / "march.html").read_text(encoding="utf-8")
    assert "1 March 2026 to 31 March 2026" in page and "Ely [red]" in page and "Wells" not in page
    acts = asyncio.run(_acts(folder / "data" / "demo" / "goodturn.db"))
    assert acts == [{"first": "2026-03-01", "final": "2026-03-31"}] * 3


async def _acts(file: Path) -> list[dict[str, str]]:
    store = Store(f"sqlite:///{file}")
    try:
        rows = await store.read(lambda session: list(session.exec(select(JournalEntry))))
    finally:
        await store.close()
    return [row.detail for row in rows if row.act == "report.export"]


def test_a_format_that_there_is_not_is_said(folder: Path) -> None:
    """A format nobody knows, or one without a file to write into, gets exit code 2 and what to write."""
    refused = typed("report", "--format", "pdf", "--out", "x.pdf")
    assert refused.exit_code == 2 and "Write csv, xlsx or html" in refused.output
    refused = typed("report", "--format", "xlsx")
    assert refused.exit_code == 2 and "--out report.xlsx" in refused.output
    assert not (folder / "x.pdf").exists()
