"""What a message can speak of: moments, lengths, distances, lists, names, each worded later for its reader.

Plain values without a language, so that they can be made anywhere; `bot.language` words them.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from models.refusals import Refusal


@dataclass(frozen=True)
class Words:
    """A message to be worded later: its id, and what it speaks of.

    Attributes:
        id: a Fluent message id, or "id.attribute".
        args: the values of its variables. A message can also choose between variants by a `str`, by a nested
            `Words` (by its id), or by a `bool` (yes, no).
    """

    id: str
    args: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Length:
    """A length of time in whole minutes, which may be negative: "1 hour 30 minutes", "minus 2 hours"."""

    minutes: int


@dataclass(frozen=True)
class Moment:
    """A moment, told in the reader's zone: "Tuesday 24 November, 2pm". Raises ValueError when not aware."""

    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a moment must know its zone")


@dataclass(frozen=True)
class Day:
    """A calendar day: "Tuesday 24 November", with the year when it would be in doubt."""

    date: date

    def __post_init__(self) -> None:
        if isinstance(self.date, datetime):
            raise TypeError("a day has no time; a datetime is a Moment")


@dataclass(frozen=True)
class Weekday:
    """The weekday of a date alone, for a button that has no room for the date above it: "Tuesday"."""

    date: date


@dataclass(frozen=True)
class Hour:
    """A time of day on the reader's own clock: "2pm", "2:30pm"; in Spanish with its article, "las 14:00"."""

    time: time


@dataclass(frozen=True)
class Span:
    """From one moment to another: "Tuesday 24 November, 2pm to 4pm". Raises ValueError when not aware."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("both ends must know their zone")


@dataclass(frozen=True)
class Distance:
    """A distance in metres, only ever told as one of four bands, so that nobody can be located by asking."""

    metres: float


@dataclass(frozen=True)
class Sum:
    """A sum of money in whole minor units: "£12.40", "12,40 £", and "£12" where it is whole.

    Attributes:
        minor: pence, cents, or whatever is the smallest of the currency.
        currency: as ISO 4217 has it ("GBP"); empty where it is not known, and then no sign is told.
    """

    minor: int
    currency: str


@dataclass(frozen=True)
class Code:
    """Text that must come out letter for letter, never isolated: links, codes, phone numbers, years."""

    text: str


Raw = Code


@dataclass(frozen=True)
class Several:
    """A list in one sentence: "a, b and c". Raises ValueError when empty: that needs words of its own."""

    values: Sequence[Value]

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", tuple(self.values))
        if not self.values:
            raise ValueError("an empty list needs a message of its own")


Value = str | int | Words | Length | Moment | Day | Weekday | Hour | Span | Distance | Sum | Code | Several


def words(id: str, /, **args: Value) -> Words:
    """Return the `Words` of a message id with its values as keywords: `words("thanked", name="Ada")`."""
    return Words(id, args)


def refused(refusal: Refusal) -> Words:
    """Return the `Words` of a refusal, its plain facts turned into values that read well.

    Args:
        refusal: what a rule raised. In its facts a whole number called `minutes` or `…_minutes` is a length,
            one called `…_m` is a distance in metres, a datetime is a moment, a date a day, a time an hour, a
            list or tuple several, an enum its value; None can be chosen by a message as the variant `none`.

    Returns:
        the words; say them like any other.
    """
    return Words(refusal.message, {name: _fact(name, fact) for name, fact in refusal.facts.items()})


def _fact(name: str, fact: Any) -> Value:
    """Turn one fact of a refusal into a value. Raises TypeError for a kind that cannot be worded."""
    match fact:
        case enum.Enum():
            return _fact(name, fact.value)
        case bool():
            return fact
        case int() if name == "minutes" or name.endswith("_minutes"):
            return Length(fact)
        case int() | float() if name.endswith("_m"):
            return Distance(fact)
        case None:
            return "none"
        case datetime():
            return Moment(fact)
        case date():
            return Day(fact)
        case time():
            return Hour(fact)
        case list() | tuple():
            return Several([_fact(name, one) for one in fact])
        case str() | int() | Words() | Length() | Moment() | Day() | Weekday() | Hour() | Span() | Distance():
            return fact
        case Sum() | Code() | Several():
            return fact
    raise TypeError(f"the fact {name!r} of type {type(fact).__name__} cannot be worded")
