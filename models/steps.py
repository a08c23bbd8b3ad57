"""Steps: how a figure is spread over people, in steps so wide that there are at least five people in each.

Groups that are left out could not be drawn in their place, so neighbouring steps become one instead. They
then hold everybody, and nobody in a small group can be made out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.small_numbers import FEWEST


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        floor: from there on, the value itself among it; None for everything below the ceiling.
        ceiling: up to there, without it; None for everything from the floor on.
        count: how many values lie within.
    """

    floor: int | None
    ceiling: int | None
    count: int


def steps(values: Sequence[tuple[int, int]], edges: Sequence[int]) -> tuple[Step, ...]:
    """Counts values in steps, each with at least five different people.

    Args:
        values: of whom each is, as the number of a member, and the value.
        edges: where steps may end, rising. Those beyond which there is nobody are left away.

    Returns:
        the steps, rising and without a gap; none where these are fewer than five people in all.
    """
    bounds: list[int | None] = [None, *edges, None]
    found: list[tuple[int | None, int | None, list[tuple[int, int]]]] = []
    for floor, ceiling in pairwise(bounds):
        within = [
            one
            for one in values
            if (floor is None or one[1] >= floor) and (ceiling is None or one[1] < ceiling)
        ]
        found.append((floor, ceiling, within))
    while found and not found[0][2]:
        found.pop(0)
    while found and not found[-1][2]:
        found.pop()
    joined: list[tuple[int | None, int | None, list[tuple[int, int]]]] = []
    for floor, ceiling, within in found:
        if joined and not _enough(joined[-1][2]):
            first, _, before = joined.pop()
            joined.append((first, ceiling, before + within))
        else:
            joined.append((floor, ceiling, within))
    if len(joined) > 1 and not _enough(joined[-1][2]):
        _, ceiling, last = joined.pop()
        floor, _, before = joined.pop()
        joined.append((floor, ceiling, before + last))
    if not joined or not _enough(joined[0][2]):
        return ()
    return tuple(Step(floor, ceiling, len(within)) for floor, ceiling, within in joined)


def below(told: Sequence[Step], value: int) -> int | None:
    """Returns how many values lie below one, where a step ends right there; None where none does."""
    if not told:
        return None
    if all(one.floor is not None and one.floor >= value for one in told):
        return 0
    if not any(one.ceiling == value for one in told):
        return None
    return sum(one.count for one in told if one.ceiling is not None and one.ceiling <= value)


def _enough(values: Sequence[tuple[int, int]]) -> bool:
    return len({who for who, _ in values}) >= FEWEST
