"""Small numbers: figures about groups of people, told so that nobody in a small group can be made out.

A group of fewer than five people is left out. What is left out could still be worked out by taking the groups
that are shown away from everybody. So at least two groups are left out together, or none, and together they
have at least five people; where they would not, the next smallest group goes with them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

FEWEST = 5

# A group is known by a code or a name; those of whom it is not known any more are None.
Key = str | None
F = TypeVar("F")


@dataclass(frozen=True)
class Told(Generic[F]):
    """What may be told of groups.

    Attributes:
        rows: the groups that are shown with their figures, the largest first.
        hidden_people: how many people are in the groups that are left out, all together; 0 where none is,
            and None where these are fewer than five people, because everybody together is.
    """

    rows: tuple[tuple[Key, F], ...]
    hidden_people: int | None


def tell(groups: Mapping[Key, Collection[int]], figures: Callable[[Key], F]) -> Told[F]:
    """Leaves out what would tell of too few people, and returns the rest.

    Args:
        groups: who is in each group, as numbers of members; nobody twice in one, though perhaps in several.
        figures: makes what is told of a group; it is only asked for those that are shown.
    """
    rising = sorted(groups, key=lambda key: (len(groups[key]), key is not None, key or ""))
    hidden: list[Key] = []
    people: set[int] = set()
    for key in rising:
        # A small group alone never makes five, so that another one always goes with it.
        if len(groups[key]) >= FEWEST and (not people or len(people) >= FEWEST):
            break
        hidden.append(key)
        people.update(groups[key])
    shown = [key for key in reversed(rising) if key not in hidden]
    is_told = not people or len(people) >= FEWEST
    return Told(tuple((key, figures(key)) for key in shown), len(people) if is_told else None)


def tell_together(
    sides: Sequence[Mapping[Key, Collection[int]]],
) -> tuple[frozenset[Key], list[int | None]]:
    """Says what to leave out of several lists about the same groups, where one list tells of another.

    How often help of one kind was given is nearly how many requests for it found help. So a group is left out
    of all lists or of none, and what is left out of each list together is of at least two groups and of five
    people.

    Args:
        sides: for each list, who is in each group, as for `tell`; groups with nobody tell of nobody.

    Returns:
        the groups to leave out, and for each list what `Told.hidden_people` says.
    """
    hidden = {key for side in sides for key, people in side.items() if 0 < len(people) < FEWEST}
    found_more = True
    while found_more:
        found_more = False
        for side in sides:
            left_out = [key for key in hidden if side.get(key)]
            if not left_out or (len(left_out) > 1 and len(_union(side, left_out)) >= FEWEST):
                continue
            rest = [key for key in side if side[key] and key not in hidden]
            if rest:
                hidden.add(min(rest, key=lambda key: (len(side[key]), key is not None, key or "")))
                found_more = True
    counts = [len(_union(side, hidden)) for side in sides]
    return frozenset(hidden), [None if 0 < count < FEWEST else count for count in counts]


def _union(side: Mapping[Key, Collection[int]], keys: Collection[Key]) -> set[int]:
    return {who for key in keys for who in side.get(key, ())}


def part_of(whole: int, part: int) -> int | None:
    """Returns how many of some people something is true of, where that may be told.

    It may not where it is true of fewer than five of them, or of all but fewer than five.

    Args:
        whole: how many people there are.
        part: of how many of them it is true.
    """
    sides = (part, whole - part)
    return None if whole < FEWEST or any(0 < side < FEWEST for side in sides) else part
