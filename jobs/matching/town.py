"""A town: the helpers, and an index of who offers what where, so that a request meets only those near it.

Space is cut into cubes, and for each kind of help there is a list of those who offer it, cube by cube.
Cubes in space have no seam at the date line and no point where all meridians meet. A town is made once and
then kept warm: `change` takes rows that have changed, and who has changed is looked at beside the index until
there are enough of them to make it anew. What that costs goes with what has changed, and not with the size of
the town.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from jobs.matching.helpers import Helpers
from jobs.matching.shapes import Bool, Float64, Int64

KINDS = 63
# Below this a town has more cubes than are worth walking through; above, they grow until they are few enough.
SMALLEST_CUBE_M = 1_000.0
MOST_CUBES = 4_096
# So many rows may lie beside the index, or this share of the town, before it is made anew.
LOOSE_AT_MOST, LOOSE_SHARE = 64, 0.005


class Index(NamedTuple):
    """Who offers what where. Helpers whose place is not known are in no cube, but in `offering`.

    Attributes:
        cube_m: how long the edges of the cubes are, in metres.
        corner: float64[c, 3], the low corner of each cube that somebody lives in, in metres.
        starts: int64[KINDS, c + 1], where in `helpers` those begin who offer a kind and live in a cube; the
            last is where they end.
        helpers: int64[e], by kind, then by cube, then those first who go furthest.
        facts, homes_m, reach_squared: the rows of these, in their order: whoever is looked at one after the
            other lies side by side in memory, without which nearly all the time would be spent on waiting
            for it.
        furthest_m: how far the one goes who goes furthest, straight through the ground.
        offering_starts: int64[KINDS + 1], the same without cubes.
        offering: int64[o], by kind, then by number.
    """

    cube_m: float
    corner: Float64
    starts: Int64
    helpers: Int64
    facts: Int64
    homes_m: Float64
    reach_squared: Float64
    furthest_m: float
    offering_starts: Int64
    offering: Int64


class Town:
    """Helpers who can be searched.

    Args:
        helpers: all of them. Their arrays become the town's own and change with it.
    """

    def __init__(self, helpers: Helpers) -> None:
        self.helpers = helpers
        self._index: Index | None = None
        self._loose: Bool = np.zeros(len(helpers), dtype=np.bool_)
        self._read()

    def __len__(self) -> int:
        return len(self.helpers)

    @property
    def index(self) -> Index:
        """Who offers what where, but for those who are loose."""
        if self._index is None:
            self._index = index_of(self.helpers, self.facts, self.homes_m, self.reach_squared)
            self._loose = np.zeros(len(self), dtype=np.bool_)
        return self._index

    @property
    def is_loose(self) -> Bool:
        """bool[n], who is not to be believed in the index, and is looked at beside it."""
        return self._loose

    def change(self, at: Int64, rows: Helpers) -> None:
        """Exchanges some rows; those that lie beyond the end are added.

        Args:
            at: int64[k], which rows, each once; whatever is added follows the last without a gap.
            rows: the k helpers who take their places.
        """
        if not at.size:
            return
        added = int(at.max()) + 1 - len(self)
        if added > 0:
            self.helpers = self.helpers.with_rows(at, rows)
            self._loose = np.concatenate((self._loose, np.zeros(added, dtype=np.bool_)))
            self._read()
        else:
            self.helpers.put(at, rows)
            self.facts[at] = rows.facts()
            self.homes_m[at] = rows.homes_m()
            self.reach_squared[at] = rows.reach_squared()
        self._loose[at] = True
        if int(self._loose.sum()) > max(LOOSE_AT_MOST, LOOSE_SHARE * len(self)):
            self._index = None

    def _read(self) -> None:
        self.facts, self.homes_m = self.helpers.facts(), self.helpers.homes_m()
        self.reach_squared = self.helpers.reach_squared()


def index_of(helpers: Helpers, facts: Int64, homes_m: Float64, reach_squared: Float64) -> Index:
    """Makes the index of those helpers.

    Args:
        helpers: n of them.
        facts, homes_m, reach_squared: as the verbs of `Helpers` return them.
    """
    known = np.flatnonzero(~np.isnan(homes_m[:, 0]))
    cube_m, cubes, cube_of = _cubes(homes_m[known])
    cube = np.full(len(helpers), -1, dtype=np.int64)
    cube[known] = cube_of
    c = cubes.shape[0]
    starts = np.zeros((KINDS, c + 1), dtype=np.int64)
    offering_starts = np.zeros(KINDS + 1, dtype=np.int64)
    parts: list[Int64] = []
    offering: list[Int64] = []
    so_far = 0
    for kind in range(KINDS):
        of_kind = np.flatnonzero(helpers.offers >> kind & 1)
        offering.append(of_kind)
        offering_starts[kind + 1] = offering_starts[kind] + of_kind.size
        at_home = of_kind[cube[of_kind] >= 0]
        at_home = at_home[np.lexsort((-reach_squared[at_home], cube[at_home]))]
        counts = np.bincount(cube[at_home], minlength=c)
        starts[kind, 0] = so_far
        starts[kind, 1:] = so_far + np.cumsum(counts)
        parts.append(at_home)
        so_far += at_home.size
    by_cube = np.concatenate(parts)
    return Index(
        cube_m=cube_m,
        corner=cubes * cube_m,
        starts=starts,
        helpers=by_cube,
        facts=facts[by_cube],
        homes_m=homes_m[by_cube],
        reach_squared=reach_squared[by_cube],
        furthest_m=float(np.sqrt(reach_squared[by_cube].max(initial=0.0))),
        offering_starts=offering_starts,
        offering=np.concatenate(offering),
    )


def cubes_near(index: Index, doors_m: Float64, within_m: float) -> tuple[Int64, Int64, Int64]:
    """Returns for each door which cubes anybody near it might live in.

    Args:
        index: of a town.
        doors_m: float64[m, 3], places in space, none of them unknown.
        within_m: how far that is, straight through the ground.

    Returns:
        int64[m], the group of each door, doors of one cube being one group; and the cubes near each group,
        the nearest first, as int64[groups + 1] where those of each begin and end, and int64[near].
    """
    own = np.floor(doors_m / index.cube_m)
    _, first, group = np.unique(_keys(own), return_index=True, return_inverse=True)
    low = own[first] * index.cube_m
    counts = np.zeros(first.size, dtype=np.int64)
    near: list[Int64] = []
    # A few groups at a time, so that every group beside every cube fits into the processor's own memory.
    for start in range(0, first.size, step := max(1, (1 << 18) // max(1, index.corner.shape[0]))):
        some = low[start : start + step]
        squared = np.zeros((some.shape[0], index.corner.shape[0]))
        for axis in range(3):
            # How far the two cubes are apart along this axis; 0 where they overlap.
            gap = np.abs(some[:, axis, None] - index.corner[:, axis]) - index.cube_m
            squared += np.square(np.maximum(gap, 0.0))
        at, cube = np.nonzero(squared <= within_m**2)
        counts[start : start + step] = np.bincount(at, minlength=some.shape[0])
        near.append(cube[np.lexsort((squared[at, cube], at))])
    indptr = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))
    return group.astype(np.int64), indptr, np.concatenate(near) if near else np.zeros(0, dtype=np.int64)


def _cubes(homes_m: Float64) -> tuple[float, Float64, Int64]:
    """Cuts space into cubes as large as they must be, and says which are lived in, and who lives where."""
    cube_m = SMALLEST_CUBE_M
    while True:
        own = np.floor(homes_m / cube_m)
        _, first, cube_of = np.unique(_keys(own), return_index=True, return_inverse=True)
        if first.size <= MOST_CUBES:
            return cube_m, own[first], cube_of
        cube_m *= 2


def _keys(cubes: Float64) -> Int64:
    """One whole number for each cube: the earth is less than 2^14 of the smallest across."""
    counted = cubes.astype(np.int64) + (1 << 13)
    keys: Int64 = (counted[:, 0] << 28) | (counted[:, 1] << 14) | counted[:, 2]
    return keys
