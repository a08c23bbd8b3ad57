"""A suggestion: what an asker could change about a request so that more neighbours can help.

It is read from what an explanation has found, and from how the request stands now: a time that has passed
meanwhile is no suggestion any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models import kind as kinds
from models.availability import Part
from models.refusals import Refusal
from models.request import Request, State
from models.window import When, window


@dataclass(frozen=True)
class BetterTime:
    """Another time: the day, the part of it, and how many could help then."""

    day: date
    part: Part
    count: int


@dataclass(frozen=True)
class Suggestion:
    """What would bring more.

    Attributes:
        times: other times, the best first.
        by_phone: how many more there would be by phone; 0 where that kind of help cannot be given so.
        any_language: how many more there would be without a language in common.
    """

    times: tuple[BetterTime, ...] = ()
    by_phone: int = 0
    any_language: int = 0

    def __bool__(self) -> bool:
        return bool(self.times or self.by_phone or self.any_language)


def of(wanted: Request, found: dict[str, Any], now: datetime) -> Suggestion:
    """Returns what would bring more to a request.

    Args:
        found: the document of an explanation; see `models.explanation`.
        now: the moment; what has passed by then is left out, and so is what the request says already.
    """
    if wanted.state is not State.OPEN:
        return Suggestion()
    times = (
        BetterTime(date.fromisoformat(day), Part(part), count) for day, part, count in found.get("times", ())
    )
    by_phone = kinds.named(wanted.kind).can_be_by_phone and wanted.point is not None
    return Suggestion(
        times=tuple(one for one in times if _is_another_time(wanted, one, now)),
        by_phone=found.get("by_phone", 0) if by_phone else 0,
        any_language=0 if wanted.any_language else found.get("any_language", 0),
    )


def _is_another_time(wanted: Request, better: BetterTime, now: datetime) -> bool:
    if (wanted.day, wanted.part, wanted.at) == (better.day, better.part, None):
        return False
    try:
        window(When(better.day, better.part), wanted.zone, now)
    except Refusal:
        return False
    return better.count > 0
