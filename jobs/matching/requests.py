"""The open requests of a round, as arrays, and what ties requests to particular helpers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobs.matching.places import check_places
from jobs.matching.shapes import (
    Bool,
    Float64,
    Int64,
    UInt32,
    UInt64,
    at_least_zero,
    bitmaps,
    flags,
    numbers,
    weekly_slots,
    whole,
)


@dataclass(frozen=True, eq=False)
class Links:
    """Pairs of a request and a helper, each with a count, in compressed rows: one row per request.

    Attributes:
        indptr: int64[m + 1]; the links of request r are those from `indptr[r]` up to, not including,
            `indptr[r + 1]`.
        indices: int64[links], the helper of each link.
        counts: int64[links], how often; 1 where only the link itself matters.

    Raises:
        ValueError: the rows do not fit the links, or a number is negative.
    """

    indptr: Int64
    indices: Int64
    counts: Int64

    def __post_init__(self) -> None:
        indptr = whole("links.indptr", self.indptr)
        indices = whole("links.indices", self.indices)
        counts = whole("links.counts", self.counts, indices.size)
        if not indptr.size or indptr[0] != 0 or indptr[-1] != indices.size or (np.diff(indptr) < 0).any():
            raise ValueError(f"links.indptr must rise from 0 to the {indices.size} links, and never fall")
        for name, array in {"indptr": indptr, "indices": indices, "counts": counts}.items():
            object.__setattr__(self, name, array)

    @classmethod
    def none(cls, requests: int) -> Links:
        """Returns no links at all, for so many requests."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(np.zeros(requests + 1, dtype=np.int64), nothing, nothing)

    @classmethod
    def of(cls, requests: int, request: object, helper: object, count: object = None) -> Links:
        """Returns links from pairs in any order, such as rows of a query.

        Args:
            requests: m, how many requests the round has.
            request: int64[links], which request, 0 to m - 1.
            helper: int64[links], which helper.
            count: int64[links], how often; 1 each when left out. Counts of the same pair add up.

        Raises:
            ValueError: the arrays differ in length, or a request is not in the round.
        """
        rows = whole("request", request)
        columns = whole("helper", helper, rows.size)
        times = np.ones_like(rows) if count is None else whole("count", count, rows.size)
        if rows.size and rows.max() >= requests:
            raise ValueError(f"request must be below {requests}, but holds {rows.max()}")
        order = np.lexsort((columns, rows))
        indptr = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=requests))))
        return cls(indptr.astype(np.int64), columns[order], times[order])

    @property
    def rows(self) -> Int64:
        """int64[links], the request of each link."""
        return np.repeat(np.arange(self.indptr.size - 1), np.diff(self.indptr))

    def check(self, name: str, helpers: int) -> None:
        """Lets links pass that point at one of so many helpers.

        Raises:
            ValueError: a link points at no helper.
        """
        if self.indices.size and self.indices.max() >= helpers:
            raise ValueError(f"{name} must point at one of {helpers} helpers, not at {self.indices.max()}")


@dataclass(frozen=True, eq=False)
class Requests:
    """The m requests that need somebody asked. Integers of any width are taken.

    Attributes:
        latitude_deg: float64[m], degrees north, -90 to 90. NaN, in both, only where no travel is needed.
        longitude_deg: float64[m], degrees east, -180 to 180.
        kind: int64[m], the kind of help, 0 to 63.
        languages: uint64[m], bit per language that will do; 0 when any will.
        slots: uint32[m], parts of the week that will do, as in `Helpers.free_slots`: one in common is enough;
            0 when any will.
        needs_travel: bool[m]; False when it is done by phone, and distance is no limit.
        wave_size: int64[m], how many members to invite now at most.
        waited_hours: float64[m], hours since it was asked.
        due_in_hours: float64[m], hours until help is due; below 0 when that has passed, infinity when no time
            is set.
        barred: links to helpers never to be invited to it: the asker, who was asked before, who is blocked.
        met: links to helpers who have helped this asker before, with how often.

    Raises:
        ValueError: an array has another length than the first, another type, or a value that makes no sense.
    """

    latitude_deg: Float64
    longitude_deg: Float64
    kind: Int64
    languages: UInt64
    slots: UInt32
    needs_travel: Bool
    wave_size: Int64
    waited_hours: Float64
    due_in_hours: Float64
    barred: Links
    met: Links

    def __post_init__(self) -> None:
        latitude_deg = numbers("requests.latitude_deg", self.latitude_deg)
        m = latitude_deg.size
        longitude_deg = numbers("requests.longitude_deg", self.longitude_deg, m)
        check_places("requests", latitude_deg, longitude_deg)
        needs_travel = flags("requests.needs_travel", self.needs_travel, m)
        if (needs_travel & np.isnan(latitude_deg)).any():
            raise ValueError("requests.latitude_deg must be known where requests.needs_travel")
        waited_hours = numbers("requests.waited_hours", self.waited_hours, m)
        at_least_zero("requests.waited_hours", waited_hours, finite=True)
        due_in_hours = numbers("requests.due_in_hours", self.due_in_hours, m)
        if np.isnan(due_in_hours).any():
            raise ValueError("requests.due_in_hours must not be NaN; infinity means that no time is set")
        # A frozen dataclass is written to once, here, so that everything after may rely on the exact types.
        for name, array in {
            "latitude_deg": latitude_deg,
            "longitude_deg": longitude_deg,
            "kind": whole("requests.kind", self.kind, m, most=63),
            "languages": bitmaps("requests.languages", self.languages, m),
            "slots": weekly_slots("requests.slots", self.slots, m),
            "needs_travel": needs_travel,
            "wave_size": whole("requests.wave_size", self.wave_size, m),
            "waited_hours": waited_hours,
            "due_in_hours": due_in_hours,
        }.items():
            object.__setattr__(self, name, array)
        if self.barred.indptr.size != m + 1 or self.met.indptr.size != m + 1:
            raise ValueError(
                f"requests.barred and requests.met must each have a row for each of {m} requests"
            )

    def __len__(self) -> int:
        return self.latitude_deg.size
