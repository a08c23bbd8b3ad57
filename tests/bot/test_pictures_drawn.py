"""Proves that pictures and files are drawn as ordered, run and leak nothing, and cost the bot nothing."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from bot.organisers.reporting import day_that_was
from bot.pictures import made
from bot.pictures import map as maps
from bot.pictures.order import (
    Bar,
    Chart,
    Key,
    Layer,
    Listing,
    Map,
    Order,
    Page,
    Rows,
    Series,
    Sheet,
    Weekly,
    Workbook,
)
from bot.pictures.told import Reader
from models.cells import Spot

ATTACK = '=HYPERLINK("http://evil.example","<b>x</b>")'


def weekly(title: str = "Hours") -> Weekly:
    """Three weeks, of which the second may not be told."""
    return Weekly(
        title,
        "Mill Lane",
        "What was booked.",
        "hours",
        ("1 June", "", "15 June"),
        (Series("", (4.0, None, 7.5), ("4", "", "7.5")),),
        "too few",
        (5.0, "on average 5"),
    )


def a_map(
    need: list[Spot], help_: list[Spot], *, landmarks: tuple[tuple[str, float, float], ...] = ()
) -> Map:
    """A map of these."""
    return Map(
        "Map",
        "Mill Lane",
        "What is shown.",
        Layer("Need", tuple(need), "no need"),
        Layer("Help", tuple(help_), "no help"),
        landmarks,
        None,
        "{count} km",
        "GeoNames",
    )


def spots(count: int, latitude: float = 51.5446, longitude: float = -0.0553) -> list[Spot]:
    """So many people at one spot."""
    return [Spot(number, latitude, longitude) for number in range(count)]


def test_the_bot_loads_nothing_that_draws() -> None:
    """A process that runs the bot, its jobs and its commands has loaded neither matplotlib nor h3 nor
    xlsxwriter, and preparing a picture does not load them either."""
    code = (
        "import sys, bot.application, goodturn.cli, goodturn.process, goodturn.demo, goodturn.reporting, "
        "jobs.drawing, bot.pictures.made, bot.pictures.charts, bot.pictures.map, bot.pictures.workbook\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded & {'matplotlib', 'h3', 'xlsxwriter', 'openpyxl', 'PIL'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "order",
    [
        weekly(),
        weekly("An uncommonly long title that would otherwise leave the sheet on its right side"),
        Weekly("T", "S", "M", "u", ("",) * 26, (Series("", (0.0,) * 26, ("0",) * 26),), "h"),
        Rows("Waits", "Mill Lane", "Meaning.", (Bar("less than 1 hour", 0, "0"), Bar("more", 3, "3", True))),
        Rows("Waits", "Mill Lane", "Meaning.", tuple(Bar(f"from {n}", n, str(n)) for n in range(30))),
    ],
)
def test_a_chart_is_a_png(order: Order) -> None:
    """Charts of ordinary and of odd figures come out as PNG, the same each time."""
    content = made.make(order).content
    assert content is not None and content.startswith(b"\x89PNG")
    assert made.make(order).content == content


def test_a_map_shows_only_cells_of_five() -> None:
    """Six who ask at one spot are shown, three helpers are not; the figures say how many on each side."""
    found = made.make(a_map(spots(6), spots(3), landmarks=(("Mill Lane", 51.5446, -0.0553),)))
    assert found.content is not None and found.content.startswith(b"\x89PNG")
    assert found.facts == {"need": 6, "help": 0, "hidden": 0}


def test_a_map_of_too_few_is_not_drawn() -> None:
    """Where no cell has five people there is nothing to draw, whoever lives there."""
    assert made.make(a_map(spots(4), spots(4))).content is None


def test_a_map_on_the_date_line_stays_together() -> None:
    """Places on both sides of 180 degrees lie beside each other, a few kilometres apart."""
    flat = maps._flattened([(-17.0, 179.98), (-17.0, -179.98)])
    (west, _), (east, _) = flat(-17.0, 179.98), flat(-17.0, -179.98)
    assert 3 < east - west < 5
    assert made.make(a_map(spots(6, -17.0, 179.99), spots(6, -17.0, -179.99))).content is not None


def test_letters_that_are_not_at_hand_are_not_drawn_as_boxes() -> None:
    """Greek, Cyrillic and Arabic can be written; for Japanese the same is drawn in English instead, and the
    name of a place that cannot be written is left away."""
    for text in ("Ώρες", "Часы", "ساعات", "Horas", "5 – “6”"):
        assert maps.can_be_written(text), text
    assert not maps.can_be_written("時間")
    assert made.make(weekly("時間"), weekly()) == made.make(weekly())
    assert made.make(weekly("Часы"), weekly()) != made.make(weekly())
    japanese = a_map(spots(6), spots(6), landmarks=(("水車小路", 51.5446, -0.0553),))
    assert made.make(japanese) == made.make(a_map(spots(6), spots(6)))


def test_a_workbook_runs_nothing() -> None:
    """Formulas, links and numbers that somebody wrote as the name of a place are texts in the workbook, and
    numbers and days of ours are numbers and days."""
    texts = (ATTACK, "+44 7700", "@x", "http://evil.example", "123", "-1", "=1+1")
    sheet = Sheet(
        "By/week: [all]?",
        ("Who", "Count", "Hours", "Day", "None"),
        tuple((text, -3, Decimal("1.5"), date(2026, 3, 1), None) for text in texts),
        (20, 10, 10, 12, 8),
        Chart("Hours", 0, (1, 2)),
    )
    content = made.make(Workbook("Report", "Mill Lane", (sheet,))).content
    assert content is not None
    book = openpyxl.load_workbook(io.BytesIO(content))
    [page] = book.worksheets
    assert page.title == "By week all"
    assert [row[0].value for row in page.iter_rows(min_row=2)] == list(texts)
    assert {cell.data_type for cell in page["A"]} == {"s"}
    assert not page._hyperlinks
    assert [cell.value for cell in page[2]][1:] == [-3, 1.5, datetime(2026, 3, 1), None]
    assert len(page._charts) == 1


def test_a_page_escapes_what_people_wrote() -> None:
    """The name of a bank or place with markup in it is text on the page."""
    evil = '<script>alert(1)</script>"><img src=x>'
    page = Page(
        "en", "ltr", evil, evil, (Key(evil, evil, evil),), weekly(evil), evil,
        (Listing(evil, (evil, evil), ((evil, evil),), evil), Listing("None", ("a",), ())), (evil,),
    )  # fmt: skip
    content = made.make(page).content
    assert content is not None
    text = content.decode()
    assert "<script" not in text and "<img" not in text
    assert "&lt;script&gt;" in text and "&quot;&gt;&lt;img" in text
    assert text.count("<table>") == 1


@pytest.mark.parametrize(
    ("language", "first", "labels"),
    [
        ("en", date(2026, 6, 1), ("June", "July")),
        ("es", date(2026, 12, 28), ("enero 2027", "febrero")),
    ],
)
def test_weeks_are_called_by_their_months(language: str, first: date, labels: tuple[str, str]) -> None:
    """Of many weeks each that has the first day of a month in it is called by that month, with the year in
    January; of a few every other one by its day."""
    reader = Reader(language, ZoneInfo("Europe/London"), datetime(2027, 6, 1, tzinfo=UTC))
    weeks = tuple(date.fromordinal(first.toordinal() + 7 * number) for number in range(10))
    named = [name for name in reader.weeks(weeks) if name]
    assert tuple(named[:2]) == labels
    assert reader.weeks(weeks[:3]) == tuple(reader.day(week) for week in weeks[:3])
    assert [bool(name) for name in reader.weeks(weeks[:6])] == [True, False] * 3


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 March", date(2026, 3, 1)),
        ("28 November", date(2026, 11, 28)),
        ("29 November", date(2025, 11, 29)),
        ("yesterday", date(2026, 11, 27)),
        ("today", date(2026, 11, 28)),
        ("1 March 2024", date(2024, 3, 1)),
        ("1 March 2030", date(2030, 3, 1)),
        ("a blue one", None),
    ],
)
def test_days_of_a_report_are_days_that_were(text: str, day: date | None) -> None:
    """Without a year the last one is meant; with a year that year, whenever it is."""
    assert day_that_was(text, "en", date(2026, 11, 28)) == day


def test_orders_of_unknown_kinds_are_refused() -> None:
    """What is no order is an error of ours, told apart from nothing to draw."""
    make: Callable[[object], object] = made.make  # type: ignore[assignment]
    with pytest.raises(TypeError):
        make("a picture")
