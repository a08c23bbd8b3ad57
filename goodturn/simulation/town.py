"""A town: who lives there, what they offer and say of themselves, and what they will wish for, and when.

All of it is settled before anybody is asked anything, so that every policy meets the same people and the same
wishes. What each member said of themselves is held against a wish here, too, apart from the matching.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from jobs.matching import Rule
from jobs.matching.places import distance_m
from jobs.matching.shapes import Float64
from models import kind
from models.attestation import CHECKS, What
from models.availability import PARTS, part_of, slot
from models.member import Gender
from models.place import Point
from models.window import When, Window, window

# A Monday in autumn; summer time ends within the eight weeks that follow.
STARTS_AT = datetime(2026, 9, 7, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    """One member, without a name.

    Attributes:
        area: which part of the town, as a word for the report.
        newcomer: joined lately, or joins while the town is lived through.
        joins_at: when they join; None for who is there from the start.
        wishes: how often they wish for something, against everybody's mean.
        Everything else is as in `models.member`; `checks` are what organisers have seen of them.
    """

    point: Point
    area: str
    languages: tuple[str, ...]
    travel_limit_m: int
    offers: tuple[str, ...]
    free_slots: int
    gender: Gender | None = None
    visits: Gender | None = None
    comes: Gender | None = None
    cannot: int = 0
    hurdles: int = 0
    asks_per_week: int | None = None
    minutes_per_week: int | None = None
    checks: tuple[What, ...] = ()
    newcomer: bool = False
    joins_at: datetime | None = None
    wishes: float = 1.0


@dataclass(frozen=True)
class Need:
    """One wish for help: what somebody will ask for, when, and who.

    Attributes:
        turn: how often the asker has changed it.
        by_phone: whether it has become a call.
        any_language: whether the asker no longer minds whether the two share a language.
    """

    number: int
    at: datetime
    asker: int
    kind: str
    when: When
    minutes: int
    turn: int = 0
    by_phone: bool = False
    any_language: bool = False

    @property
    def has_door(self) -> bool:
        """Whether somebody has to go there."""
        return not (self.by_phone or kind.named(self.kind).from_chair)


@dataclass(frozen=True, eq=False)
class Town:
    """A town and its wishes.

    Attributes:
        rules: settings of its time bank that differ from the defaults; see `models.timebank`.
        demands: the least check that a kind of help asks for.
        ends_at: when the last wish is spoken at the latest.
    """

    seed: int
    zone: str
    people: tuple[Person, ...]
    needs: tuple[Need, ...]
    demands: dict[str, What]
    ends_at: datetime
    starts_at: datetime = STARTS_AT
    rules: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def _places(self) -> tuple[Float64, Float64]:
        points = [one.point for one in self.people]
        return np.array([at.latitude for at in points]), np.array([at.longitude for at in points])

    @cached_property
    def _from(self) -> dict[int, Float64]:
        return {}

    def away_m(self, asker: int) -> Float64:
        """Returns how far everybody lives from one of them, in metres over ground."""
        if asker not in self._from:
            latitude, longitude = self._places
            here = np.full(latitude.size, latitude[asker]), np.full(latitude.size, longitude[asker])
            self._from[asker] = distance_m(*here, latitude, longitude)
        return self._from[asker]

    def broken(self, helper: int, need: Need) -> Rule:
        """Returns the hard rules that stand between a member and a wish, as the members themselves told them.

        It is written apart from the matching and from the rows on purpose, so that one can be held against
        the other. What changes from day to day, such as how often somebody was asked, is not looked at.
        """
        one, asker = self.people[helper], self.people[need.asker]
        found = Rule(0)
        if need.kind not in one.offers:
            found |= Rule.KIND
        demanded = self.demands.get(need.kind)
        if demanded is not None and not set(one.checks) & set(CHECKS[CHECKS.index(demanded) :]):
            found |= Rule.CHECK
        if one.minutes_per_week is not None and need.minutes > one.minutes_per_week:
            found |= Rule.HOURS
        if not self._is_free(one, need):
            found |= Rule.TIME
        if not need.any_language and not self.share_language(helper, need.asker):
            found |= Rule.LANGUAGE
        if not need.has_door:
            return found
        if self.away_m(need.asker)[helper] > one.travel_limit_m:
            found |= Rule.REACH
        if one.cannot & asker.hurdles:
            found |= Rule.ACCESS
        if asker.comes not in (None, one.gender) or one.visits not in (None, asker.gender):
            found |= Rule.PREFERENCE
        return found

    def share_language(self, one: int, other: int) -> bool:
        """Says whether two members have a language in common."""
        return bool(set(self.people[one].languages) & set(self.people[other].languages))

    def _is_free(self, one: Person, need: Need) -> bool:
        """Says whether somebody is usually free when it may begin; for a set time, for all of it."""
        bits = self._slots.get((need.number, need.turn))
        if bits is None:
            bits = self._slots[(need.number, need.turn)] = self._slots_of(need)
        free = one.free_slots & bits
        return free == bits if need.when.at is not None else free != 0

    @cached_property
    def _slots(self) -> dict[tuple[int, int], int]:
        return {}

    def _slots_of(self, need: Need) -> int:
        when = need.when
        if when.day is None:
            return when.slots
        span, there = self.window(need), ZoneInfo(self.zone)
        last_at = span.latest_at
        if when.at is not None:
            last_at += timedelta(minutes=need.minutes - 1)
        first = PARTS.index(part_of(span.earliest_at.astimezone(there).time()))
        last = PARTS.index(part_of(last_at.astimezone(there).time()))
        return sum(slot(when.day.weekday(), PARTS[place]) for place in range(first, last + 1))

    @cached_property
    def possible(self) -> frozenset[int]:
        """The wishes that at least one member could fill, going by what everybody said of themselves."""
        return frozenset(
            need.number
            for need in self.needs
            if any(
                helper != need.asker
                and (one.joins_at is None or one.joins_at < self.window(need).latest_at)
                and not self.broken(helper, need)
                for helper, one in enumerate(self.people)
                if need.kind in one.offers
            )
        )

    def window(self, need: Need) -> Window:
        """Returns when help may begin."""
        return window(need.when, self.zone, need.at)
