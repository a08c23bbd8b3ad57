"""A spread: how evenly something is shared among people, in a few numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from models.small_numbers import FEWEST


@dataclass(frozen=True)
class Most:
    """What went to those who got most.

    Attributes:
        people: how many they are: a tenth of all, but at least five.
        percent: how much of everything they got.
    """

    people: int
    percent: int


def gini(shares: Sequence[int]) -> float | None:
    """Returns the Gini coefficient: 0 where all have the same, and towards 1 where one has everything.

        G = sum over i of (2 i - n - 1) x_i / (n² · mean)     for n shares x_i in rising order, i from 1

    This is the formula of Damgaard and Weiner, "Describing inequality in plant size or fecundity", Ecology 81
    (2000), pages 1139 to 1142, as https://mathworld.wolfram.com/GiniCoefficient.html quotes it. It is not
    stretched by n / (n - 1), because everybody is counted and not a sample of them.

    Args:
        shares: what each person got, none below zero.

    Returns:
        None where there are fewer than five people, or nothing to share.
    """
    count, total = len(shares), sum(shares)
    if count < FEWEST or total == 0:
        return None
    weighted = sum((2 * place - count - 1) * share for place, share in enumerate(sorted(shares), start=1))
    return weighted / (count * total)


def most(shares: Sequence[int]) -> Most | None:
    """Returns what went to the tenth who got most, or to the five who did where a tenth is fewer.

    Args:
        shares: what each person got, none below zero.

    Returns:
        None where there are fewer than ten people, so that it would tell of fewer than five others, or where
        there is nothing to share.
    """
    count, total = len(shares), sum(shares)
    if count < 2 * FEWEST or total == 0:
        return None
    people = max(FEWEST, math.ceil(count / 10))
    return Most(people, percent(sum(sorted(shares, reverse=True)[:people]), total))


def percent(part: int, whole: int) -> int:
    """Returns how many of a hundred that is, as the nearest whole number; a half counts up."""
    return (200 * part + whole) // (2 * whole)
