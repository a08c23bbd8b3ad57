"""The course of things: what help was given and asked for, week by week and kind by kind, and how many of the
members took part.

Everything is counted as in `models.books` and `models.fairness`: help by when it was banked, requests by when
they were asked. A week is told of where at least five people took part in it, and a kind likewise, as
`models.small_numbers` has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models import books, fairness, small_numbers
from models.books import Banked
from models.exchange import Exchange
from models.fairness import OneWish, Wishes
from models.kind import CODES
from models.period import Period
from models.small_numbers import FEWEST, Key, Told
from models.timebank import TimeBank

A = TypeVar("A")

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Given:
    """Help that was given: how often, and how long in all, in minutes after corrections."""

    exchanges: int
    minutes: int


@dataclass(frozen=True)
class TookPart:
    """How many of the members gave or got help in the period; None where that may not be told.

    Attributes:
        members: how many belong to the bank now.
        any: how many of them gave or got some.
        gave, got: how many gave some, and how many got some.
        both: how many did both. Where it is told, so are the two others.
    """

    members: int | None
    any: int | None
    gave: int | None
    got: int | None
    both: int | None


@dataclass(frozen=True)
class Split:
    """Figures of weeks, by the Monday of each as an ISO date, or of kinds of help, by their codes.

    Attributes:
        given, asked: of those that may be told of.
        nothing_given, nothing_asked: those in which there was nothing at all, which tells of nobody.
    """

    given: Told[Given]
    asked: Told[Wishes]
    nothing_given: frozenset[str]
    nothing_asked: frozenset[str]


@dataclass(frozen=True)
class Course:
    """All of it for a period.

    Attributes:
        weeks: the Monday of every week that the period touches, in order.
        given: all help; None where fewer than five people took part.
        asked: all requests; None where fewer than five people asked.
    """

    period: Period
    weeks: tuple[date, ...]
    given: Given | None
    asked: Wishes | None
    by_week: Split
    by_kind: Split
    took_part: TookPart


def course(session: Session, bank: TimeBank, period: Period) -> Course:
    """Returns the figures; the caller checks who asks."""
    zone = ZoneInfo(bank.zone)
    given = list(books.banked(session, bank.id, period.holds(Exchange.ended_at)))
    wishes = fairness.each_wish(session, bank.id, period)
    weeks = _weeks(period, zone)
    people = {who for one in given for who in (one.asker_id, one.helper_id)}
    askers = {one.asker_id for one in wishes}

    return Course(
        period=period,
        weeks=weeks,
        given=_sum(given) if len(people) >= FEWEST else None,
        asked=fairness.counted(wishes) if len(askers) >= FEWEST else None,
        by_week=_by_week(weeks, zone, given, wishes),
        by_kind=_by_kind(given, wishes),
        took_part=_took_part(books.belonging(session, bank.id), given),
    )


def monday(moment: datetime, zone: ZoneInfo) -> date:
    """Returns the Monday of the week of a moment, on the wall clock of a zone."""
    day = moment.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def _weeks(period: Period, zone: ZoneInfo) -> tuple[date, ...]:
    first, last = monday(period.from_at, zone), monday(period.until_at, zone)
    return tuple(first + WEEK * number for number in range((last - first).days // 7 + 1))


def _by_week(weeks: Iterable[date], zone: ZoneInfo, given: list[Banked], wishes: list[OneWish]) -> Split:
    """Puts help and requests into weeks. Help is banked in another week than it was asked for, as often as
    not, so that neither list tells of the other."""

    def ended(one: Banked) -> str:
        assert one.ended_at is not None, "it was found by that moment"
        return monday(one.ended_at, zone).isoformat()

    helped = _grouped(given, ended)
    asked = _grouped(wishes, lambda one: monday(one.asked_at, zone).isoformat())
    every = {week.isoformat() for week in weeks}
    return Split(
        given=small_numbers.tell(_people(helped, _both), lambda key: _sum(helped[key])),
        asked=small_numbers.tell(_people(asked, _asker), lambda key: fairness.counted(asked[key])),
        nothing_given=frozenset(week for week in every if week not in helped),
        nothing_asked=frozenset(week for week in every if week not in asked),
    )


def _by_kind(given: list[Banked], wishes: list[OneWish]) -> Split:
    """Puts help and requests into kinds. How much was given tells how much was asked for, so that a kind is
    told of in both lists or in neither."""
    helped, asked = _grouped(given, lambda one: one.kind), _grouped(wishes, lambda one: one.kind)
    hidden, (helped_people, askers) = small_numbers.tell_together(
        [_people(helped, _both), _people(asked, _asker)]
    )
    return Split(
        given=Told(
            tuple((key, _sum(some)) for key, some in helped.items() if key not in hidden), helped_people
        ),
        asked=Told(
            tuple((key, fairness.counted(some)) for key, some in asked.items() if key not in hidden), askers
        ),
        nothing_given=frozenset(code for code in CODES if code not in helped),
        nothing_asked=frozenset(code for code in CODES if code not in asked),
    )


def _grouped(all_of_it: Iterable[A], group_of: Callable[[A], str]) -> dict[Key, list[A]]:
    groups: defaultdict[Key, list[A]] = defaultdict(list)
    for one in all_of_it:
        groups[group_of(one)].append(one)
    return dict(groups)


def _people(groups: Mapping[Key, list[A]], people_of: Callable[[A], Iterable[int]]) -> dict[Key, set[int]]:
    return {key: {who for one in some for who in people_of(one)} for key, some in groups.items()}


def _both(one: Banked) -> tuple[int, int]:
    return one.asker_id, one.helper_id


def _asker(one: OneWish) -> tuple[int]:
    return (one.asker_id,)


def _sum(given: list[Banked]) -> Given:
    return Given(len(given), sum(one.minutes for one in given))


def _took_part(members: set[int], given: list[Banked]) -> TookPart:
    """Counts who gave and who got, so that no part that is too small can be worked out from the others.

    Who took part falls into three parts: only gave, only got, both. Where each has nobody or at least five,
    all is told. Elsewhere at most one of the two sides is told beside the whole, where what is left of the
    whole is large enough.
    """
    gave = {one.helper_id for one in given} & members
    got = {one.asker_id for one in given} & members
    whole = gave | got
    told = small_numbers.part_of(len(members), len(whole))
    parts = (gave - got, got - gave, gave & got)
    if len(members) < FEWEST:
        return TookPart(None, None, None, None, None)
    if told is not None and all(not part or len(part) >= FEWEST for part in parts):
        return TookPart(len(members), told, len(gave), len(got), len(gave & got))
    within = members if told is None else whole
    gave_told = small_numbers.part_of(len(within), len(gave))
    got_told = None if gave_told is not None else small_numbers.part_of(len(within), len(got))
    return TookPart(len(members), told, gave_told, got_told, None)
