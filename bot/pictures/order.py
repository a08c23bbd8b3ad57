"""Orders: everything that a picture or a file needs, in words already, to be drawn in another process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.table_file import Cell
from models.cells import Spot


@dataclass(frozen=True)
class Series:
    """One figure over some weeks.

    Attributes:
        name: what it is.
        values: one a week; None where it may not be told.
        labels: how each is written.
    """

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Weekly:
    """Bars over the weeks. Of two series the second lies within the first.

    Attributes:
        title: what it shows, in a line.
        subtitle: of whom and when.
        meaning: what is counted, in a line or two.
        unit: what the heights are.
        weeks: how the beginning of each week is called; empty where nothing is to be written.
        hidden: what is said of weeks that may not be told of.
        average: the usual height and how it is called; None for none.
    """

    title: str
    subtitle: str
    meaning: str
    unit: str
    weeks: tuple[str, ...]
    series: tuple[Series, ...]
    hidden: str
    average: tuple[float, str] | None = None


@dataclass(frozen=True)
class Bar:
    """One row: its name, how long its bar is, what is written beside that, and whether it is hatched."""

    name: str
    value: float
    label: str
    is_hatched: bool = False


@dataclass(frozen=True)
class Rows:
    """Bars below each other, each with its name and its figure."""

    title: str
    subtitle: str
    meaning: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Layer:
    """One side of a map: what it shows, of whom and where, and what is said where it would be empty."""

    title: str
    spots: tuple[Spot, ...]
    empty: str


@dataclass(frozen=True)
class Map:
    """A map of need and of help, side by side.

    Attributes:
        landmarks: names of places, and where they are, in degrees.
        country: whose towns are named too; None for the larger ones of the world.
        scale: how a kilometre and several are written, `{count}` in place of the number.
    """

    title: str
    subtitle: str
    meaning: str
    need: Layer
    help: Layer
    landmarks: tuple[tuple[str, float, float], ...]
    country: str | None
    scale: str
    credit: str


@dataclass(frozen=True)
class Chart:
    """A chart in a workbook: columns over the rows of its own sheet.

    Attributes:
        names: the column with what stands below each bar, counted from 0.
        values: the columns with their heights.
    """

    title: str
    names: int
    values: tuple[int, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name, what stands above the columns, and its rows."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    chart: Chart | None = None


@dataclass(frozen=True)
class Workbook:
    """A report as a file for spreadsheets. `by` is who made it, `title` what it is called."""

    title: str
    by: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Table:
    """A report as one long table, CSV."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    language: str


@dataclass(frozen=True)
class Key:
    """A key figure of the page: how much, of what, and what that means."""

    value: str
    name: str
    meaning: str


@dataclass(frozen=True)
class Listing:
    """A small table of the page."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Page:
    """A report as one page to print."""

    language: str
    direction: str
    title: str
    subtitle: str
    keys: tuple[Key, ...]
    weekly: Weekly | None
    chart_summary: str
    listings: tuple[Listing, ...]
    notes: tuple[str, ...]


Order = Weekly | Rows | Map | Workbook | Table | Page


@dataclass(frozen=True)
class Made:
    """What came of an order: the file, or None where there is nothing to draw; and figures that only the
    drawing brought to light, by their names."""

    content: bytes | None
    facts: Mapping[str, int] = field(default_factory=dict)
