"""Waves: how many to ask at once, so that few are bothered and somebody still comes in time.

How likely somebody says yes is learnt from what they said before, and from nothing else: three imagined
invitations stand before the real ones, one of them answered with yes, so that a stranger counts for a third
and one no weighs little. That is the mean of a Beta distribution with a Beta(1, 2) prior (Gelman et al.,
"Bayesian Data Analysis", 3rd edition, 2013, section 2.4). Silence counts as no, because nobody comes of it.

The first wave is as sure of a yes as three strangers would be, the next as five, then seven, and so on:

    chance of wave w = 1 - (2/3)^(first + 2 (w - 1))          with first = 3: 70 %, 87 %, 94 %, …

So one neighbour who nearly always says yes is asked alone, and of those who rarely do more are asked. With
yes and no taken as independent of each other, the number of yeses follows a Poisson-binomial distribution,
which is added up here exactly.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from jobs.matching.compiled import loop
from jobs.matching.shapes import Float64, Int64

PRIOR_YES, PRIOR_ASKED = 1.0, 3.0
WIDER_BY = 2
# Nobody is ever sure of anybody: with this the chance of no yes at all stays above 0.
SUREST = 0.98


def yes_chance(asked: Int64, yes: Int64) -> Float64:
    """Returns how likely each helper says yes.

    Args:
        asked: int64[n], how often they were asked and have answered, or not, in time.
        yes: int64[n], how often they said yes.

    Returns:
        float64[n], above 0 and below 1.
    """
    return np.minimum(SUREST, (yes + PRIOR_YES) / (asked + PRIOR_ASKED))


def chance_wanted(wave: Int64, first: int) -> Float64:
    """Returns how sure a wave should be of a yes.

    Args:
        wave: int64[m], which wave it is, from 1.
        first: as how many strangers the first wave counts.

    Returns:
        float64[m], below 1.
    """
    nobody = 1 - PRIOR_YES / PRIOR_ASKED
    return 1 - nobody ** (first + WIDER_BY * (np.maximum(wave, 1) - 1.0))


@loop
def wave_sizes(
    indptr: Any, helper: Any, likely: Any, wanted: Any, chance: Any, pending: Any, most: Any, seats: Any
) -> None:
    """Works out how many of the best of each request to ask.

    Args:
        indptr: int64[m + 1], where the pairs of each request begin and end.
        helper: int64[k], the helper of each pair, the best first within a request.
        likely: float64[n], how likely each helper says yes.
        wanted, chance, pending, most: as in `Requests`.
        seats: int64[m], room for the answer.
    """
    for request in range(indptr.size - 1):
        so_many = _so_far(wanted[request], pending[request])
        taken = 0
        for position in range(indptr[request], indptr[request + 1]):
            if taken >= most[request] or so_many.sum() <= 1.0 - chance[request] + 1e-12:
                break
            _one_more(so_many, likely[helper[position]])
            taken += 1
        seats[request] = taken


@loop
def chances(
    indptr: Any, helper: Any, likely: Any, wanted: Any, pending: Any, asks_ahead: Any, sure: Any
) -> None:
    """Works out how likely it is that enough say yes before help is due.

    Args:
        indptr, helper, likely, wanted, pending: as for `wave_sizes`.
        asks_ahead: int64[m], how many can still be asked in the time that is left.
        sure: float64[m], room for the answer.
    """
    for request in range(indptr.size - 1):
        so_many = _so_far(wanted[request], pending[request])
        last = min(indptr[request + 1], indptr[request] + asks_ahead[request])
        for position in range(indptr[request], last):
            _one_more(so_many, likely[helper[position]])
        sure[request] = 1.0 - so_many.sum()


@loop
def _so_far(needed: Any, pending: Any) -> Any:
    """Returns how likely it is that exactly so many say yes of those who were asked before, for 0, 1, … up
    to one less than are needed. More than one yes of theirs is not counted on."""
    so_many = np.zeros(needed)
    so_many[0] = pending
    if needed > 1:
        so_many[1] = 1.0 - pending
    return so_many


@loop
def _one_more(so_many: Any, yes: Any) -> None:
    """Asks one more, who says yes so likely."""
    for count in range(so_many.size - 1, 0, -1):
        so_many[count] = so_many[count] * (1.0 - yes) + so_many[count - 1] * yes
    so_many[0] *= 1.0 - yes
