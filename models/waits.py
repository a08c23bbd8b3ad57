"""Waits: how long people waited from asking until help was agreed, in sum."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from sqlmodel import Session

from models import fairness, spread, steps
from models.period import Period
from models.small_numbers import FEWEST
from models.steps import Step

DAY_MINUTES = 24 * 60
# Where a step may end, in minutes.
EDGES_MINUTES = (60, 4 * 60, 12 * 60, DAY_MINUTES, 2 * DAY_MINUTES, 4 * DAY_MINUTES, 7 * DAY_MINUTES)


@dataclass(frozen=True)
class Waits:
    """How long those waited who found help.

    Attributes:
        found: how many requests found help.
        usual_minutes: half of them waited so long or less.
        within_day_percent: of every hundred, how many waited less than a day; None where that may not be
            told.
        spread: how many waited how long.
    """

    found: int
    usual_minutes: int
    within_day_percent: int | None
    spread: tuple[Step, ...]


def waits(session: Session, timebank_id: int, period: Period) -> Waits | None:
    """Returns how long people waited; None where that is of fewer than five people. The caller checks who
    asks."""
    waited = [
        (one.asker_id, one.wait_seconds // 60)
        for one in fairness.each_wish(session, timebank_id, period)
        if one.wait_seconds is not None
    ]
    if len({who for who, _ in waited}) < FEWEST:
        return None
    told = steps.steps(waited, EDGES_MINUTES)
    within_day = steps.below(told, DAY_MINUTES)
    if within_day is None and told[-1].ceiling is not None and told[-1].ceiling <= DAY_MINUTES:
        within_day = len(waited)
    return Waits(
        found=len(waited),
        usual_minutes=int(median(minutes for _, minutes in waited)),
        within_day_percent=None if within_day is None else spread.percent(within_day, len(waited)),
        spread=told,
    )
