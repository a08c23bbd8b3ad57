"""Cells: how many people of a map may be told of, cell by cell. It knows neither a database nor a grid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from models import small_numbers
from models.small_numbers import FEWEST, Key, Told

# How much of a map must be shown before coarser cells, which show more, are not wanted.
ENOUGH_PERCENT = 60


@dataclass(frozen=True)
class Spot:
    """Somebody's place on a map, as coarse as it is kept: of whom it is, and where, in degrees."""

    member_id: int
    latitude: float
    longitude: float


def cells(spots: Iterable[Spot], cell_of: Callable[[float, float], str]) -> Told[int]:
    """Counts spots by cell; cells with fewer than five people are left out, see `models.small_numbers`.

    Args:
        cell_of: names the cell of a latitude and a longitude.
    """
    counts: defaultdict[Key, int] = defaultdict(int)
    people: defaultdict[Key, set[int]] = defaultdict(set)
    for spot in spots:
        cell = cell_of(spot.latitude, spot.longitude)
        counts[cell] += 1
        people[cell].add(spot.member_id)
    return small_numbers.tell(people, lambda cell: counts[cell])


def finest(
    layers: Sequence[Sequence[Spot]], grids: Sequence[Callable[[float, float], str]]
) -> list[Told[int]]:
    """Returns the cells of some layers of one map, on the finest grid that shows most people of each layer.

    Args:
        layers: the spots of each layer.
        grids: what names a cell, from the finest grid to the coarsest.

    Returns:
        the cells of each layer, all on the same grid. Where no grid shows most, the coarsest.
    """
    told = [Told[int]((), None) for _ in layers]
    for cell_of in grids:
        told = [cells(layer, cell_of) for layer in layers]
        if all(_shows_most(layer, one) for layer, one in zip(layers, told, strict=True)):
            break
    return told


def _shows_most(spots: Sequence[Spot], told: Told[int]) -> bool:
    if len({spot.member_id for spot in spots}) < FEWEST:
        # No grid would show any of it.
        return True
    return 100 * sum(count for _, count in told.rows) >= ENOUGH_PERCENT * len(spots)
