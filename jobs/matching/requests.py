"""The open requests of a round, as arrays, and what ties requests to particular helpers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from jobs.matching import rules
from jobs.matching.places import check_places, points_m
from jobs.matching.shapes import Bool, Float64, Int64, at_least_zero, bits, flags, numbers, whole

# A bit for each of the three parts of a day: three weeks fill the bits that there are.
DAYS_AHEAD = 21


@dataclass(frozen=True, eq=False)
class Links:
    """Pairs of a request and a helper, each with a count, in compressed rows: one row per request.

    Attributes:
        indptr: int64[m + 1]; the links of request r are those from `indptr[r]` up to, not including,
            `indptr[r + 1]`.
        indices: int64[links], the helper of each link, ascending within a row, each once.
        counts: int64[links], how often, or what the link says in bits; 1 where only the link itself matters.

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
    def of(
        cls, requests: int, request: object, helper: object, count: object = None, *, bitwise: bool = False
    ) -> Links:
        """Returns links from pairs in any order, such as rows of a query.

        Args:
            requests: m, how many requests the round has.
            request: int64[links], which request, 0 to m - 1.
            helper: int64[links], which helper.
            count: int64[links], how often; 1 each when left out. Counts of the same pair add up.
            bitwise: whether counts are bits, of which those of the same pair are joined instead.

        Raises:
            ValueError: the arrays differ in length, or a request is not in the round.
        """
        rows = whole("request", request)
        columns = whole("helper", helper, rows.size)
        times = np.ones_like(rows) if count is None else whole("count", count, rows.size)
        if rows.size and rows.max() >= requests:
            raise ValueError(f"request must be below {requests}, but holds {rows.max()}")
        order = np.lexsort((columns, rows))
        rows, columns, times = rows[order], columns[order], times[order]
        first = np.ones(rows.size, dtype=np.bool_)
        first[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
        starts = np.flatnonzero(first)
        if starts.size:
            joining: Any = np.bitwise_or if bitwise else np.add
            times = joining.reduceat(times, starts)
        indptr = np.concatenate(([0], np.cumsum(np.bincount(rows[starts], minlength=requests))))
        return cls(indptr.astype(np.int64), columns[starts], times)

    def row(self, request: int) -> tuple[Int64, Int64]:
        """Returns the helpers that a request is tied to, and the counts."""
        span = slice(int(self.indptr[request]), int(self.indptr[request + 1]))
        return self.indices[span], self.counts[span]

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
        kind: int64[m], the kind of help, 0 to 62.
        slots: int64[m], parts of the days to come that will do, as in `Helpers.free`.
        slots_later: int64[m], parts of the weeks after that, as in `Helpers.free_later`. Where both are 0 any
            time will do.
        all_slots: bool[m], whether a helper must be free in all of them, because help takes that long;
            otherwise one is enough.
        languages: int64[m], bit per language that will do; 0 when any will.
        comes: int64[m], the genders that the asker would rather have come, as bits; 0 for anybody.
        asker_gender: int64[m], one bit, or 0 where it was not said.
        access: int64[m], bit per thing that a helper must manage there, as in `Helpers.cannot`.
        minutes: int64[m], how long it takes.
        urgent: bool[m], whether somebody may be woken for it.
        needs_travel: bool[m]; False when it is done by phone: distance is no limit then, and who comes and
            what the place is like play no part.
        wanted: int64[m], how many helpers it still needs, 1 or more.
        chance: float64[m], below 1: how sure it should be, with those asked now, that so many say yes.
        pending: float64[m], above 0 to 1: how likely it is that none of those say yes who were asked before
            and have not answered.
        most: int64[m], how many may be invited now at most.
        waited_hours: float64[m], hours since it was asked.
        due_in_hours: float64[m], hours until help is due; below 0 when that has passed, infinity when no time
            is set.
        barred: links to helpers never to be invited to it, with why: bits of `rules.Bar`.
        met: links to helpers who have helped this asker before and whom they were glad of, with how often.
        named: links to those the asker named. Where there are any, nobody else is asked.

    Raises:
        ValueError: an array has another length than the first, another type, or a value that makes no sense.
    """

    latitude_deg: Float64
    longitude_deg: Float64
    kind: Int64
    slots: Int64
    slots_later: Int64
    all_slots: Bool
    languages: Int64
    comes: Int64
    asker_gender: Int64
    access: Int64
    minutes: Int64
    urgent: Bool
    needs_travel: Bool
    wanted: Int64
    chance: Float64
    pending: Float64
    most: Int64
    waited_hours: Float64
    due_in_hours: Float64
    barred: Links
    met: Links
    named: Links

    def __post_init__(self) -> None:
        latitude_deg = numbers("requests.latitude_deg", self.latitude_deg)
        m = latitude_deg.size
        longitude_deg = numbers("requests.longitude_deg", self.longitude_deg, m)
        check_places("requests", latitude_deg, longitude_deg)
        checked: dict[str, Any] = {"latitude_deg": latitude_deg, "longitude_deg": longitude_deg}
        for name in ("all_slots", "urgent", "needs_travel"):
            checked[name] = flags(f"requests.{name}", getattr(self, name), m)
        if (checked["needs_travel"] & np.isnan(latitude_deg)).any():
            raise ValueError("requests.latitude_deg must be known where requests.needs_travel")
        for name in ("slots", "slots_later", "languages", "comes", "asker_gender", "access"):
            checked[name] = bits(f"requests.{name}", getattr(self, name), m)
        checked["kind"] = whole("requests.kind", self.kind, m, most=62)
        for name in ("minutes", "wanted", "most"):
            checked[name] = whole(f"requests.{name}", getattr(self, name), m)
        if (checked["wanted"] < 1).any():
            raise ValueError("requests.wanted must be 1 or more")
        for name in ("chance", "pending", "waited_hours"):
            checked[name] = numbers(f"requests.{name}", getattr(self, name), m)
            at_least_zero(f"requests.{name}", checked[name], finite=True)
        if (
            (checked["chance"] >= 1).any()
            or (checked["pending"] > 1).any()
            or (checked["pending"] == 0).any()
        ):
            raise ValueError("requests.chance must be below 1, and requests.pending above 0 and at most 1")
        checked["due_in_hours"] = numbers("requests.due_in_hours", self.due_in_hours, m)
        if np.isnan(checked["due_in_hours"]).any():
            raise ValueError("requests.due_in_hours must not be NaN; infinity means that no time is set")
        # A frozen dataclass is written to once, here, so that everything after may rely on the exact types.
        for name, array in checked.items():
            object.__setattr__(self, name, array)
        if any(links.indptr.size != m + 1 for links in (self.barred, self.met, self.named)):
            raise ValueError(f"requests.barred, met and named must each have a row for each of {m} requests")

    def __len__(self) -> int:
        return self.latitude_deg.size

    def check_links(self, helpers: int) -> None:
        """Lets requests pass whose links point at one of so many helpers.

        Raises:
            ValueError: a link points at no helper.
        """
        for name in ("barred", "met", "named"):
            getattr(self, name).check(f"requests.{name}", helpers)

    def facts(self) -> Int64:
        """Returns what the rules look at, a row of whole numbers for each request: see `rules`."""
        columns: dict[int, Any] = {
            rules.KIND: np.int64(1) << self.kind,
            rules.SLOTS: self.slots,
            rules.SLOTS_LATER: self.slots_later,
            rules.ALL_SLOTS: self.all_slots,
            rules.LANGUAGES: self.languages,
            rules.COMES: self.comes,
            rules.ASKER_GENDER: self.asker_gender,
            rules.ACCESS: self.access,
            rules.MINUTES: self.minutes,
            rules.URGENT: self.urgent,
            rules.TRAVELS: self.needs_travel,
        }
        table = np.empty((len(self), rules.REQUEST_FACTS), dtype=np.int64)
        for column, values in columns.items():
            table[:, column] = values
        return table

    def doors_m(self) -> Float64:
        """Returns where help is wanted, as float64[m, 3]: metres from the middle of the earth."""
        return np.ascontiguousarray(points_m(self.latitude_deg, self.longitude_deg).T)
