"""Holdings: how the hours that members hold are spread among them, in sum."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from sqlmodel import Session

from models import books, steps
from models.ledger import Holder
from models.small_numbers import FEWEST
from models.steps import Step

# Where a step may end, in minutes: wider towards both ends, where there are few.
EDGES_MINUTES = tuple(60 * hours for hours in (-10, -5, -2, 0, 2, 5, 10, 20, 40))


@dataclass(frozen=True)
class Holdings:
    """What members hold now.

    Attributes:
        members: how many members there are.
        middle_minutes: half of them hold so much or less.
        below_zero: how many are below zero; None where that may not be told.
        chest_minutes: what the community chest holds.
        spread: how many hold how much.
    """

    members: int
    middle_minutes: int
    below_zero: int | None
    chest_minutes: int
    spread: tuple[Step, ...]


def holdings(session: Session, timebank_id: int) -> Holdings | None:
    """Returns how hours are spread; None where there are fewer than five members. The caller checks who
    asks."""
    members, chest_minutes = books.belonging(session, timebank_id), 0
    held: list[tuple[int, int]] = []
    for holder, member_id, minutes in books.each_balance(session, timebank_id):
        if holder is Holder.CHEST:
            chest_minutes += minutes
        elif member_id is not None and member_id in members:
            held.append((member_id, minutes))
    if len(held) < FEWEST:
        return None
    spread = steps.steps(held, EDGES_MINUTES)
    return Holdings(
        members=len(held),
        middle_minutes=int(median(minutes for _, minutes in held)),
        below_zero=steps.below(spread, 0),
        chest_minutes=chest_minutes,
        spread=spread,
    )
