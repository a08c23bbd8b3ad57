"""The standing picture of a time bank: who may be asked and who looks for somebody, kept in memory.

It is read once and then follows what changes (`models.change`), so that a round costs what has changed and
not what there is. At the turn of a day, because days to come are counted from today, and whenever it cannot
tell what has changed, it is read anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np
from sqlmodel import Session

from jobs import days, neighbours, searches
from jobs.matching import yes_chance
from jobs.matching.shapes import Bool, Float64, Int64
from jobs.mind import News
from jobs.neighbours import Languages
from jobs.searches import Search
from models import change, timebank
from models.timebank import TimeBank

# What found nobody is thought about again when something has changed that could matter, and anyhow after this
# long. Where very many wait, what changes for a few members lets only the searches be tried that changed.
AGAIN_AFTER = timedelta(minutes=10)
TRIED_AT_ONCE = 1_000


@dataclass
class Standing:
    """What is known of one time bank.

    Attributes:
        timebank_id: which.
        bank: its settings.
        ids: int64[n], the numbers of the members who stand in the engine's town, by their rows there.
        place_of: the rows, by the numbers.
        searches: the open requests, by their numbers.
        busy: int64[n], parts of the days to come that the member in each row has promised to somebody.
    """

    timebank_id: int
    bank: TimeBank = field(init=False)
    ids: Int64 = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    place_of: dict[int, int] = field(default_factory=dict)
    searches: dict[int, Search] = field(default_factory=dict)
    _languages: Languages = field(default_factory=Languages)
    _day: date | None = None
    _last_id: int = -1
    _likely: Float64 = field(default_factory=lambda: np.zeros(0))
    busy: Int64 = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _last_asked_s: Float64 = field(default_factory=lambda: np.zeros(0))
    _stale_at_s: Float64 = field(default_factory=lambda: np.zeros(0))
    # Requests that are to be thought about, and those that have been, with when, the first first.
    _untried: set[int] = field(default_factory=set)
    _tried: dict[int, datetime] = field(default_factory=dict)

    def has_news(self, session: Session, now: datetime) -> bool:
        """Says, cheaply, whether there may be anything to think about."""
        if self._last_id != change.last_id(session, self.timebank_id):
            return True
        if self._day != days.today(self.bank.zone, now):
            return True
        self._try_again(now)
        return bool(self._untried)

    def refresh(self, session: Session, now: datetime) -> News | None:
        """Takes over what has changed, and returns what is new of the members, if anything is."""
        self.bank = timebank.get(session, self.timebank_id)
        changed = None if self._last_id < 0 else change.since(session, self.timebank_id, self._last_id)
        if changed is None or self._day != days.today(self.bank.zone, now):
            return self._read_all(session, now)
        self._last_id = changed.last_id
        stale = self.ids[self._stale_at_s <= now.timestamp()].tolist()
        members = changed.members | set(stale)
        if changed.requests:
            self._read_again(session, changed.requests, now)
        # What a member says of themself may stand in their requests too.
        askers = {one.wanted.id for one in self.searches.values() if one.wanted.asker_id in changed.members}
        if askers := askers - changed.requests:
            self._read_again(session, askers, now)
        for request_id in [number for number, one in self.searches.items() if one.wanted.latest_at <= now]:
            self._forget([request_id])
        if not members:
            return None
        read = neighbours.read(session, self.bank, self._languages, now, members)
        if len(self._tried) <= TRIED_AT_ONCE:
            self._untried |= self._tried.keys()
            self._tried.clear()
        return self._take_over(read)

    def has_wanting(self, now: datetime) -> bool:
        """Says whether any search should ask somebody now."""
        return next(self._wanting(now), None) is not None

    def wanting(self, now: datetime) -> list[tuple[Search, float]]:
        """Returns the searches that should ask somebody now, each with how likely it is that none says yes of
        those who have not answered; by their numbers."""
        return list(self._wanting(now))

    def _wanting(self, now: datetime) -> Iterator[tuple[Search, float]]:
        self._try_again(now)
        for request_id in sorted(self._untried):
            search = self.searches[request_id]
            pending = searches.pending(search, self.place_of, self._likely)
            if searches.wants_somebody(search, self.bank, pending, now):
                yield search, pending
            else:
                self.note_tried([request_id], now)

    def note_tried(self, request_ids: list[int], now: datetime) -> None:
        """Notes that those searches were thought about."""
        for request_id in request_ids:
            self._untried.discard(request_id)
            self._tried.pop(request_id, None)
            if request_id in self.searches:
                self._tried[request_id] = now

    def hours_since_asked(self, now: datetime) -> Float64:
        """Returns for each row how long ago that member was asked, in hours; infinity for never."""
        return np.maximum(0.0, (now.timestamp() - self._last_asked_s) / 3600)

    def are_busy(self, places: Int64, slots: int) -> Bool:
        """Says whether those who stand in some rows have promised one of those parts of days to somebody."""
        found: Bool = self.busy[places] & slots != 0
        return found

    def _forget(self, request_ids: Iterable[int]) -> None:
        for request_id in request_ids:
            self.searches.pop(request_id, None)
            self._tried.pop(request_id, None)
            self._untried.discard(request_id)

    def _read_again(self, session: Session, request_ids: Collection[int], now: datetime) -> None:
        self._forget(request_ids)
        read = searches.read(session, self.bank, self._languages, now, request_ids)
        self.searches |= read
        self._untried |= read.keys()

    def _try_again(self, now: datetime) -> None:
        """Lets be thought about once more what was thought about long enough ago, or by a clock since set
        back."""
        while self._tried:
            request_id, at = next(iter(self._tried.items()))
            if timedelta() <= now - at < AGAIN_AFTER:
                return
            del self._tried[request_id]
            self._untried.add(request_id)

    def _read_all(self, session: Session, now: datetime) -> News:
        self._last_id = change.last_id(session, self.timebank_id)
        self._day = days.today(self.bank.zone, now)
        self._languages = Languages()
        self._tried.clear()
        read = neighbours.read(session, self.bank, self._languages, now)
        self.ids, self.place_of = read.ids, {int(one): row for row, one in enumerate(read.ids)}
        self._likely = yes_chance(read.helpers.asked_count, read.helpers.yes_count)
        self.busy, self._last_asked_s, self._stale_at_s = read.busy, read.last_asked_s, read.stale_at_s
        self.searches = searches.read(session, self.bank, self._languages, now)
        self._untried = set(self.searches)
        return News(None, read.helpers)

    def _take_over(self, read: neighbours.Neighbours) -> News | None:
        """Puts changed members into their rows, and those who are new behind the others."""
        known = np.array([int(one) in self.place_of for one in read.ids], dtype=np.bool_)
        # Who may not be asked and never could is of no use to the town.
        taken = np.flatnonzero(known | (read.helpers.offers != 0))
        if not taken.size:
            return None
        at = np.zeros(taken.size, dtype=np.int64)
        for position, number in enumerate(read.ids[taken].tolist()):
            at[position] = self.place_of.setdefault(number, len(self.place_of))
        longer = len(self.place_of)
        rows = read.helpers.rows(taken)
        for name, values in (
            ("ids", read.ids),
            ("_likely", yes_chance(read.helpers.asked_count, read.helpers.yes_count)),
            ("busy", read.busy),
            ("_last_asked_s", read.last_asked_s),
            ("_stale_at_s", read.stale_at_s),
        ):
            before = getattr(self, name)
            # A town that holds the same arrays must not see them change under its index.
            column = np.empty(longer, dtype=before.dtype)
            column[: before.size] = before
            column[at] = values[taken]
            setattr(self, name, column)
        return News(at, rows)

    def names(self, places: Int64) -> list[int]:
        """Returns the numbers of the members who stand in some rows."""
        return [int(number) for number in self.ids[places]]
