"""Who could be asked to what: for each request the best of those pairs that break no rule, the best first."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from jobs.matching.compiled import fast
from jobs.matching.looking import Found, Prices, look_for
from jobs.matching.places import arc_m
from jobs.matching.requests import Requests
from jobs.matching.score import gains
from jobs.matching.shapes import Float64, Int64
from jobs.matching.sides import neighbours_of, seekers_of
from jobs.matching.town import Town
from jobs.matching.weights import Weights

# So many of the best are kept for each request at first; where they do not prove the plan, more are looked
# at.
KEPT = 48
# So much room is made for what a search finds, at the least; it is gone on with where it runs out.
ROOM = 1 << 16
# A thread of its own is worth while from so many requests on.
WORTH_A_THREAD = 1_000


@dataclass(frozen=True, eq=False)
class Candidates:
    """The pairs that break no rule, by request, then by falling worth, then by helper.

    Attributes:
        indptr: int64[m + 1]; the pairs of request r are those from `indptr[r]` up to `indptr[r + 1]`.
        helper: int64[k].
        worth: int64[k], the score in millionths of the highest there could be.
        apart_m: float64[k], how far apart the two are straight through the ground, in metres; NaN where a
            place is not known.
        left_out: int64[m], what none of those exceeds who could be asked too and are not here; -1 where there
            are none.
    """

    indptr: Int64
    helper: Int64
    worth: Int64
    apart_m: Float64
    left_out: Int64

    @property
    def request(self) -> Int64:
        """int64[k], the request of each pair."""
        return np.repeat(np.arange(self.indptr.size - 1), np.diff(self.indptr))

    def with_rows(self, rows: Int64, other: Candidates) -> Candidates:
        """Returns the same pairs, but those of some requests from another search, which were searched for
        there.

        Args:
            rows: the requests whose pairs are taken from there.
            other: the other search, of the same requests.
        """
        counts, left_out = np.diff(self.indptr), self.left_out.copy()
        counts[rows], left_out[rows] = np.diff(other.indptr)[rows], other.left_out[rows]
        indptr = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))
        is_theirs = np.zeros(counts.size, dtype=np.bool_)
        is_theirs[rows] = True
        # Their pairs stand behind ours.
        came_at = np.where(is_theirs, other.indptr[:-1] + self.helper.size, self.indptr[:-1])
        at = np.repeat(came_at - indptr[:-1], counts) + np.arange(int(indptr[-1]))

        def joined(ours: Any, theirs: Any) -> Any:
            return np.concatenate((ours, theirs))[at]

        return Candidates(
            indptr,
            joined(self.helper, other.helper),
            joined(self.worth, other.worth),
            joined(self.apart_m, other.apart_m),
            left_out,
        )

    def joined(self, more: Candidates) -> Candidates:
        """Returns the same pairs and some more, of which those that are here already are left out.

        Args:
            more: pairs of the same requests.
        """
        rows = np.flatnonzero(np.diff(more.indptr))
        mine = _spans(self.indptr, rows)
        request = np.concatenate((np.repeat(rows, np.diff(self.indptr)[rows]), more.request))
        helper = np.concatenate((self.helper[mine], more.helper))
        worth = np.concatenate((self.worth[mine], more.worth))
        apart_m = np.concatenate((self.apart_m[mine], more.apart_m))
        order = np.lexsort((helper, -worth, request))
        # A pair is worth the same wherever it comes from, so the two of it stand side by side.
        same = (np.diff(request[order], prepend=-1) == 0) & (np.diff(helper[order], prepend=-1) == 0)
        order = order[~same]
        counts = np.bincount(request[order], minlength=self.indptr.size - 1)
        indptr = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))
        union = Candidates(indptr, helper[order], worth[order], apart_m[order], self.left_out)
        return self.with_rows(rows, union)

    def distance_m(self, at: Int64) -> Float64:
        """Returns how far apart the two of some pairs are, in metres over ground."""
        return arc_m(self.apart_m[at])


class Search:
    """A search that can be gone on with: for more of the best, for some of the requests.

    Args:
        town: the helpers.
        requests: m of them.
        weights: what counts for how much.
        compiled: whether loops run as machine code, and on all processors.

    Raises:
        ValueError: a link of the requests points at no helper.
    """

    def __init__(self, town: Town, requests: Requests, weights: Weights, *, compiled: bool = False) -> None:
        requests.check_links(len(town))
        self._index = town.index
        self._gain = gains(town.helpers, requests, weights)
        self._seekers = seekers_of(self._index, requests, weights)
        self._no_prices = Prices(
            np.zeros(len(town), dtype=np.int64), np.full(len(requests), -1, dtype=np.int64)
        )
        self._neighbours = neighbours_of(town, self._index, requests, self._gain)
        self._compiled = compiled
        # Those that meet the same helpers come one after the other, who then are at hand.
        self._order = np.lexsort((self._seekers.group, self._seekers.kind))

    def best(self, kept: int = KEPT, only: Int64 | None = None, prices: Prices | None = None) -> Candidates:
        """Returns the best pairs of each request that break no rule.

        Args:
            kept: how many pairs of a request are kept at most; the worth of the others is in `left_out`.
            only: which requests to search for; the others have no pairs then. All, when left out.
            prices: what helpers cost. The best are then those that bring most, and only those that bring
                enough (and `left_out` is about what they bring).
        """
        prices = prices or self._no_prices
        m = self._order.size
        order = self._order if only is None else only
        counts, left_out = np.zeros(m, dtype=np.int64), np.full(m, -1, dtype=np.int64)
        shares = [share for share in np.array_split(order, self._processors(order.size)) if share.size]
        if len(shares) > 1:
            with ThreadPoolExecutor(len(shares)) as pool:
                found = pool.map(lambda share: self._share(share, kept, prices, counts, left_out), shares)
                parts = [part for several in found for part in several]
        else:
            parts = [part for share in shares for part in self._share(share, kept, prices, counts, left_out)]
        nothing = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
        helper, gained, apart_squared = (
            np.concatenate(column) for column in zip(*parts or [nothing], strict=True)
        )
        indptr = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))
        # Back into the order of the requests.
        came_at = np.zeros(m, dtype=np.int64)
        came_at[order] = np.cumsum(counts[order]) - counts[order]
        at = np.repeat(came_at - indptr[:-1], counts) + np.arange(helper.size)
        helper = helper[at]
        worth = gained[at] + prices.of_helper[helper]
        return Candidates(indptr, helper, worth, np.sqrt(apart_squared[at]), left_out)

    def _processors(self, requests: int) -> int:
        return min(os.cpu_count() or 1, 1 + requests // WORTH_A_THREAD) if self._compiled else 1

    def _share(
        self, order: Int64, kept: int, prices: Prices, counts: Int64, left_out: Int64
    ) -> list[tuple[Int64, Int64, Float64]]:
        """Searches for some requests, and notes for these alone how many pairs each has."""
        search = fast(look_for) if self._compiled else look_for
        parts: list[tuple[Int64, Int64, Float64]] = []
        first = 0
        while first < order.size:
            room = max(ROOM, 2 * kept)
            into = np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64), np.empty(room)
            found = Found(*into, counts, left_out)
            reached = int(
                search(
                    order,
                    first,
                    kept,
                    self._index,
                    self._seekers,
                    self._neighbours,
                    self._gain,
                    prices,
                    found,
                )
            )
            filled = int(counts[order[first:reached]].sum())
            parts.append((into[0][:filled], into[1][:filled], into[2][:filled]))
            first = reached
        return parts


def candidates(
    town: Town, requests: Requests, weights: Weights, *, kept: int = KEPT, compiled: bool = False
) -> Candidates:
    """Returns the best pairs of each request that break no rule; arguments and refusals as for `Search`."""
    return Search(town, requests, weights, compiled=compiled).best(kept)


def _spans(indptr: Int64, rows: Int64) -> Int64:
    """Returns the positions of all that stands in some rows, row by row."""
    counts = np.diff(indptr)[rows]
    before = np.cumsum(counts) - counts
    return np.repeat(indptr[rows] - before, counts) + np.arange(int(counts.sum()))
