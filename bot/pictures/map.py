"""A map of need and of help, side by side: hexagons with their numbers, names of places, and a scale.

There are no tiles below it, so nobody is asked for any. The grid is H3's; the towns are those of the
gazetteer. North is up.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from bot.pictures import charts
from bot.pictures.order import Layer, Made, Map
from models import cells
from models.small_numbers import Told

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# From about a kilometre across to about twenty.
RESOLUTIONS = (8, 7, 6, 5)
DEGREE_KM = 111.32
SCALES_KM = (1, 2, 5, 10, 20, 50, 100, 200)
NAMES_AT_MOST, NAMES_LOOKED_AT = 7, 60
# In points.
NAME_SIZE = 14
PANEL = (0.453, 0.595)
# A number in a cell smaller than this on paper could not be read.
SMALLEST_NUMBER_PX = 17

Outline = list[tuple[float, float]]
Flat = Callable[[float, float], tuple[float, float]]


def draw(order: Map) -> Made:
    """Draws it; where no cell may be told of there is nothing to draw."""
    import h3

    need, help_ = cells.finest(
        [order.need.spots, order.help.spots],
        [partial(_cell, h3.latlng_to_cell, resolution) for resolution in RESOLUTIONS],
    )
    told = [str(cell) for side in (need, help_) for cell, _ in side.rows]
    if not told:
        return Made(None)
    outlines = {cell: list(h3.cell_to_boundary(cell)) for cell in told}
    flat = _flattened([point for outline in outlines.values() for point in outline])
    frame = _frame([flat(*point) for outline in outlines.values() for point in outline])
    figure = charts.blank(order)
    names = _names(order, flat, frame)
    sides = (
        (0.035, order.need, need, charts.ORANGE, "\\\\"),
        (0.512, order.help, help_, charts.BLUE, ""),
    )
    for left, layer, side, colour, hatch in sides:
        axes = figure.add_axes((left, 0.18, *PANEL))
        shapes = {cell: [flat(*point) for point in outline] for cell, outline in outlines.items()}
        _panel(axes, layer, side, shapes, frame, colour, hatch)
        numbers = [(_middle(shapes[str(cell)]), len(str(count))) for cell, count in side.rows]
        _label(axes, names, frame, numbers)
        axes.set_title(layer.title, size=charts.TEXT, weight="bold", color=charts.INK, loc="left", pad=8)
    _scale(figure.axes[0], frame, order.scale)
    figure.text(0.965, 0.152, order.credit, size=12, color=charts.FAINT, ha="right", va="center")
    facts = {
        "need": sum(count for _, count in need.rows),
        "help": sum(count for _, count in help_.rows),
        "hidden": (need.hidden_people or 0) + (help_.hidden_people or 0),
    }
    return Made(charts.png(figure), facts)


def _cell(
    find: Callable[[float, float, int], str], resolution: int, latitude: float, longitude: float
) -> str:
    return find(latitude, longitude, resolution)


def _flattened(points: list[tuple[float, float]]) -> Flat:
    """Returns what lays a latitude and a longitude flat, as kilometres east and north of the middle.

    Longitudes are taken the short way round, so that a town on the date line stays in one piece.
    """
    latitude = (min(point[0] for point in points) + max(point[0] for point in points)) / 2
    start = points[0][1]
    turned = [_short_way(point[1] - start) for point in points]
    longitude = start + (min(turned) + max(turned)) / 2
    shrink = math.cos(math.radians(latitude))

    def flat(north: float, east: float) -> tuple[float, float]:
        return _short_way(east - longitude) * DEGREE_KM * shrink, (north - latitude) * DEGREE_KM

    return flat


def _middle(shape: Outline) -> tuple[float, float]:
    return sum(x for x, _ in shape) / len(shape), sum(y for _, y in shape) / len(shape)


def _short_way(degrees: float) -> float:
    return (degrees + 180) % 360 - 180


def _frame(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Returns how far the map goes from its middle, east and north, in kilometres; as a panel is shaped."""
    wide = max(abs(x) for x, _ in points) * 1.08
    high = max(abs(y) for _, y in points) * 1.08
    shape = PANEL[0] * charts.WIDTH_PX / (PANEL[1] * charts.HEIGHT_PX)
    return max(wide, high * shape), max(high, wide / shape)


def _panel(
    axes: Axes,
    layer: Layer,
    told: Told[int],
    shapes: dict[str, Outline],
    frame: tuple[float, float],
    colour: str,
    hatch: str,
) -> None:
    """Draws one side: the more, the stronger the colour, and the number within."""
    from matplotlib.patches import Polygon

    wide, high = frame
    axes.set_xlim(-wide, wide)
    axes.set_ylim(-high, high)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor("#f6f8fa")
    for spine in axes.spines.values():
        spine.set_color(charts.GRID)
    if not told.rows:
        axes.text(
            0,
            0,
            charts.wrapped(layer.empty, 30),
            size=charts.TEXT,
            color=charts.FAINT,
            ha="center",
            va="center",
        )
        return
    most = max(count for _, count in told.rows)
    for cell, count in told.rows:
        shape = shapes[str(cell)]
        strength = 0.25 + 0.6 * count / most
        axes.add_patch(
            Polygon(shape, facecolor=(colour, strength), edgecolor=colour, linewidth=2, hatch=None)
        )
        if hatch:
            axes.add_patch(
                Polygon(shape, facecolor="none", edgecolor=(colour, 0.45), linewidth=0, hatch=hatch)
            )
        across = max(x for x, _ in shape) - min(x for x, _ in shape)
        size = across / (2 * wide) * PANEL[0] * charts.WIDTH_PX * 0.36
        if size >= SMALLEST_NUMBER_PX:
            x, y = _middle(shape)
            axes.text(
                x, y, str(count), size=min(size * 0.72, charts.TITLE), weight="bold", color=charts.INK,
                ha="center", va="center", zorder=4,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.82, "boxstyle": "round,pad=0.15"},
            )  # fmt: skip


def _names(order: Map, flat: Flat, frame: tuple[float, float]) -> list[tuple[str, float, float]]:
    """Returns names of places within the frame: what people here call them first, then towns by size."""
    found = [(name, *flat(north, east)) for name, north, east in order.landmarks]
    found += [(name, *flat(north, east)) for name, north, east in _towns(order.country)]
    within = [one for one in found if abs(one[1]) < frame[0] * 0.94 and abs(one[2]) < frame[1] * 0.94]
    return [(name, x, y) for name, x, y in within[:NAMES_LOOKED_AT] if can_be_written(name)]


def _towns(country: str | None) -> Iterable[tuple[str, float, float]]:
    from bot.gazetteer import Shelf

    towns = sorted(Shelf(country).towns, key=lambda town: -town.population)
    return ((town.name, town.point.latitude, town.point.longitude) for town in towns)


def _label(
    axes: Axes,
    names: list[tuple[str, float, float]],
    frame: tuple[float, float],
    numbers: list[tuple[tuple[float, float], int]],
) -> None:
    """Writes names of places where they cover neither a number nor each other; the others are left away."""
    # A centimetre of the map is so many kilometres; letters are about 0.6 of their size wide.
    km = 2 * frame[0] / (PANEL[0] * charts.WIDTH_PX)
    high = NAME_SIZE * charts.DPI / 72 * km * 1.25
    taken = [_box(*middle, (26 + 21 * digits) * km, 46 * km) for middle, digits in numbers]
    taken.append(_box(-frame[0] * 0.6, -frame[1] * 0.85, frame[0] * 0.8, frame[1] * 0.3))
    written = 0
    for name, x, y in names:
        wide = len(name) * NAME_SIZE * charts.DPI / 72 * km * 0.62
        away = 7 * km
        places = (
            (x, y + away + high / 2, "center"),
            (x, y - away - high / 2, "center"),
            (x + away + wide / 2, y, "left"),
            (x - away - wide / 2, y, "right"),
        )
        for across, up, side in places:
            box = _box(across, up, wide, high)
            inside = abs(across) + wide / 2 < frame[0] and abs(up) + high / 2 < frame[1]
            dot = _box(x, y, 12 * km, 12 * km)
            clear = not any(_touch(one, other) for one in (box, dot) for other in taken)
            if inside and clear and written < NAMES_AT_MOST:
                taken += [box, dot]
                written += 1
                axes.plot(x, y, marker="o", markersize=6, color=charts.INK, zorder=3)
                start = {"left": x + away, "right": x - away}.get(side, x)
                axes.text(
                    start, up, name, size=NAME_SIZE, color=charts.INK, ha=side, va="center_baseline",
                    zorder=6,
                    bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.65, "pad": 1},
                )  # fmt: skip
                break


def _box(x: float, y: float, wide: float, high: float) -> tuple[float, float, float, float]:
    return x - wide / 2, x + wide / 2, y - high / 2, y + high / 2


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _scale(axes: Axes, frame: tuple[float, float], written: str) -> None:
    """Draws a scale into the lower left corner, about a fifth of the panel long."""
    wide, high = frame
    long = max((km for km in SCALES_KM if km <= wide * 0.6), default=SCALES_KM[0])
    x, y = -wide * 0.95, -high * 0.92
    axes.plot([x, x + long], [y, y], color=charts.INK, linewidth=4, solid_capstyle="butt", zorder=7)
    axes.annotate(
        written.replace("{count}", str(long)), (x, y), (0, 6), textcoords="offset points", size=charts.SMALL,
        color=charts.INK, ha="left", va="bottom", zorder=7,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1.5},
    )  # fmt: skip


def can_be_written(text: str) -> bool:
    """Says whether the letters that come with matplotlib have all of a text."""
    from matplotlib import font_manager, get_data_path

    letters = font_manager.get_font(f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf").get_charmap()
    return all(ord(sign) in letters or sign.isspace() or not sign.isprintable() for sign in text)
