"""Charts, drawn with matplotlib, which is loaded here and never by whoever talks to people.

A chart is read on a phone: the letters are large, every bar that matters carries its figure, and colour is
never alone: what may not be told is hatched, and of two series one is an outline.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bot.pictures.order import Map, Rows, Weekly

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH_PX, HEIGHT_PX, DPI = 1_200, 800, 100
# In points; at 100 dots an inch a point is 1.4 dots.
TITLE, TEXT, SMALL = 25, 19, 16.5
INK, FAINT, GRID = "#1b1f24", "#57606a", "#d0d7de"
# Blue and orange are told apart with any kind of eyes; beside each other they also differ in brightness.
BLUE, ORANGE, PALE = "#1f5a96", "#e08a1e", "#eef1f4"
HATCH = "///"
AVERAGE = (0, (5, 2.5))
# More rows than these would be too small to read.
ROWS_AT_MOST = 12


def blank(order: Weekly | Rows | Map) -> Figure:
    """Returns a sheet with what it shows on top, and what is counted at the foot."""
    from matplotlib import rcParams
    from matplotlib.figure import Figure

    rcParams["hatch.linewidth"] = 1.6
    figure = Figure(figsize=(WIDTH_PX / DPI, HEIGHT_PX / DPI), dpi=DPI, facecolor="white")
    figure.text(0.035, 0.965, shortened(order.title, 58), size=TITLE, weight="bold", color=INK, va="top")
    figure.text(0.035, 0.895, shortened(order.subtitle, 84), size=TEXT, color=FAINT, va="top")
    figure.text(
        0.035, 0.03, wrapped(order.meaning, 94), size=SMALL, color=FAINT, va="bottom", linespacing=1.3
    )
    return figure


def weekly(order: Weekly) -> bytes:
    """Draws bars over weeks, and returns a PNG."""
    from matplotlib.ticker import MaxNLocator

    figure = blank(order)
    axes = figure.add_axes((0.085, 0.225, 0.885, 0.555))
    first, *second = order.series
    places = list(range(len(order.weeks)))
    top = max((value for series in order.series for value in series.values if value is not None), default=0)
    top = max(top, 1)
    if second:
        axes.bar(places, _heights(first.values), 0.8, color="white", edgecolor=INK, linewidth=2)
        axes.bar(places, _heights(second[0].values), 0.8, color=BLUE, edgecolor=INK, linewidth=2)
    else:
        axes.bar(places, _heights(first.values), 0.8, color=BLUE)
    hidden = [place for place in places if first.values[place] is None]
    if hidden:
        axes.bar(hidden, top * 0.07, 0.8, color=PALE, edgecolor=FAINT, hatch=HATCH, linewidth=0)
    for place in _worth_saying(first.values):
        label = first.labels[place]
        if second and second[0].values[place] is not None:
            label = f"{second[0].labels[place]} / {label}"
        axes.annotate(
            label, (place, first.values[place] or 0), (0, 7), textcoords="offset points", size=TEXT,
            weight="bold", color=INK, ha="center", va="bottom",
        )  # fmt: skip
    if order.average is not None:
        axes.axhline(order.average[0], color=ORANGE, linewidth=3.5, linestyle=AVERAGE, zorder=3)
    _bare(axes)
    axes.set_ylim(0, top * 1.16)
    axes.set_xlim(-0.6, len(places) - 0.4)
    axes.set_ylabel(order.unit, size=TEXT, color=INK)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.grid(axis="y", color=GRID, linewidth=1)
    named = [(place, name) for place, name in enumerate(order.weeks) if name]
    axes.set_xticks([place - 0.4 for place, _ in named], [name for _, name in named], ha="left")
    axes.tick_params(axis="x", length=10, width=1.5, color=FAINT, labelsize=TEXT, labelcolor=INK)
    axes.tick_params(axis="y", length=0, labelsize=TEXT, labelcolor=INK)
    _legend(axes, order, hidden=bool(hidden))
    return png(figure)


def rows(order: Rows) -> bytes:
    """Draws bars below each other, and returns a PNG."""
    figure = blank(order)
    shown = order.bars[:ROWS_AT_MOST]
    longest = max(len(line) for bar in shown for line in wrapped(bar.name, 26).split("\n"))
    left = min(0.42, 0.05 + 0.0125 * longest)
    axes = figure.add_axes((left, 0.155, 0.955 - left, 0.67))
    places = list(range(len(shown)))[::-1]
    top = max(bar.value for bar in shown) or 1
    for place, bar in zip(places, shown, strict=True):
        axes.barh(
            place, bar.value, 0.66, color="white" if bar.is_hatched else BLUE, edgecolor=BLUE,
            hatch=HATCH if bar.is_hatched else None, linewidth=2,
        )  # fmt: skip
        axes.annotate(
            bar.label, (bar.value, place), (9, 0), textcoords="offset points", size=TEXT, weight="bold",
            color=INK, ha="left", va="center",
        )  # fmt: skip
    _bare(axes)
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(True)
    axes.set_xlim(0, top * (1.06 + 0.017 * max(len(bar.label) for bar in shown)))
    axes.set_ylim(-0.6, len(shown) - 0.4)
    axes.set_xticks([])
    axes.set_yticks(places, [wrapped(bar.name, 26) for bar in shown])
    axes.tick_params(axis="y", length=0, pad=10, labelsize=TEXT, labelcolor=INK)
    for name in axes.get_yticklabels():
        name.set_verticalalignment("center")
    return png(figure)


def png(figure: Figure) -> bytes:
    """Returns a sheet as PNG, without the name of what has drawn it."""
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None})
    return drawn.getvalue()


def wrapped(text: str, letters: int) -> str:
    """Breaks a text into lines of about so many letters."""
    import textwrap

    return "\n".join(textwrap.wrap(text, letters, break_long_words=False)) or text


def shortened(text: str, letters: int) -> str:
    """Cuts a text that would leave the sheet."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _heights(values: Iterable[float | None]) -> list[float]:
    return [value or 0 for value in values]


def _worth_saying(values: tuple[float | None, ...]) -> list[int]:
    """Returns which bars get their figure: all where these are few, else the highest and the last one."""
    told = [place for place, value in enumerate(values) if value]
    if not told or len(values) <= 13:
        return told
    highest = max(told, key=lambda place: (values[place] or 0, place))
    last = told[-1]
    # Two figures side by side would run into each other.
    return [highest] if abs(highest - last) < 3 else [highest, last]


def _bare(axes: Axes) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.spines["left"].set_color(FAINT)
    axes.set_axisbelow(True)


def _legend(axes: Axes, order: Weekly, *, hidden: bool) -> None:
    """Says what is outlined, filled and hatched, above the bars; nothing where there is one kind only."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    first, *second = order.series
    marks: list[Any] = []
    if second:
        marks = [
            Patch(facecolor="white", edgecolor=INK, linewidth=2, label=first.name),
            Patch(facecolor=BLUE, edgecolor=INK, linewidth=2, label=second[0].name),
        ]
    if order.average is not None:
        marks.append(Line2D([], [], color=ORANGE, linewidth=3.5, linestyle=AVERAGE, label=order.average[1]))
    if hidden:
        marks.append(Patch(facecolor=PALE, edgecolor=FAINT, hatch=HATCH, linewidth=0, label=order.hidden))
    if marks:
        axes.legend(
            handles=marks, loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=3, frameon=False,
            fontsize=SMALL, labelcolor=INK, handlelength=2.1, columnspacing=1.6, borderaxespad=0.2,
        )  # fmt: skip
