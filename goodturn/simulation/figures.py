"""What came of a life, in figures, and how sure one can be of them over several towns.

Each figure has one definition, which is the text that is printed beside it. Intervals are those of Student's
t over the towns: were the towns drawn again, 95 of 100 such intervals would hold the true mean. Where
policies are compared, it is town by town, because each of them has lived through the same ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import inf
from statistics import NormalDist, fmean, median, stdev

import numpy as np

from goodturn.simulation.chance import generator
from goodturn.simulation.life import Case, Life
from jobs.matching import Rule

WEEK = timedelta(days=7)
# What a group says of fewer wishes than this may tell of somebody in particular, and is mostly luck.
FEWEST_WISHES = 30
RESAMPLED = 2_000


@dataclass(frozen=True)
class Figure:
    """One thing that is counted.

    Attributes:
        title: what it is, in a few words.
        meaning: how it is counted.
        unit: "share", "hours" or "number".
    """

    title: str
    meaning: str
    unit: str = "share"


FIGURES: dict[str, Figure] = {
    "filled": Figure("wishes filled", "help was given, of all wishes"),
    "filled_of_possible": Figure(
        "of those that somebody could fill", "the same, of wishes that at least one member suits"
    ),
    "wait_median": Figure(
        "median wait", "from asking until the yes of the helper who came, of wishes with one", "hours"
    ),
    "wait_p90": Figure("nine in ten waited less than", "the same, the 90th percentile", "hours"),
    "messages_per_filled": Figure("messages a filled wish", "all messages, by wishes filled", "number"),
    "never_asked": Figure(
        "offer help and are never asked", "of members who offer something and were there from the start"
    ),
    "most_asked_tenth": Figure("messages to the most asked tenth", "of members who offer something"),
    "gini_asked": Figure("Gini of messages", "0: all alike, 1: one gets all; same members", "number"),
    "gini_given": Figure("Gini of hours given", "the same of hours", "number"),
    "asked_too_often": Figure(
        "asked more than they said", "in any seven days, of members who said a number a week"
    ),
    "newcomers": Figure("hours given by newcomers", "who joined meanwhile, of all hours"),
    "again": Figure("help by somebody known", "who had helped this asker before, of all help"),
    "against": Figure("help against what somebody said", "a hard rule stood between the two, of all help"),
    "changed": Figure(
        "help after a change by the asker",
        "at another time, by phone, or in any language, as they were shown would help, of all help",
    ),
    "called": Figure("handed to organisers", "because nobody came in time, of all wishes"),
    "no_hours": Figure("refused for want of hours", "the asker's were used up, of all wishes"),
    "too_late": Figure("yes in vain", "somebody else had said yes, by wishes filled", "number"),
    "impossible": Figure("nobody could ever fill", "no member suits by the hard rules, of all wishes"),
}


@dataclass(frozen=True)
class Group:
    """How a group of askers fared: how many wishes, how many of them were possible and filled, and the waits
    in hours."""

    wishes: int
    possible: int
    filled: int
    waits: tuple[float, ...]


@dataclass(frozen=True)
class Measured:
    """What came of one life.

    Attributes:
        figures: by their names in `FIGURES`; None where it means nothing.
        groups: by what people are grouped by and the group's name.
    """

    figures: dict[str, float | None]
    groups: dict[str, dict[str, Group]]


@dataclass(frozen=True)
class Interval:
    """A mean with its 95 % interval over `count` towns; the bounds are None where there was only one."""

    mean: float
    low: float | None
    high: float | None
    count: int


def measure(life: Life, *, sends: bool) -> Measured:
    """Counts what came of a life.

    Args:
        sends: whether the policy tells anybody of anything.
    """
    cases, town = life.cases, life.town
    helped = [case for case in cases if case.banked_minutes is not None]
    waits = [_wait_h(case) for case in cases if case.yes_at is not None]
    offering = [who for who, one in enumerate(town.people) if one.offers]
    messages = [float(len(life.told[who])) for who in offering]
    settled = [len(life.told[who]) for who in offering if town.people[who].joins_at is None]
    given: Counter[int] = Counter()
    for case in helped:
        if case.helper is not None:
            given[case.helper] += case.banked_minutes or 0
    minutes = sum(given.values())
    said = [who for who, one in enumerate(town.people) if one.asks_per_week is not None]
    newcomers = sum(added for who, added in given.items() if town.people[who].newcomer)
    sent = sends and sum(messages) > 0
    figures: dict[str, float | None] = {
        "filled": _share(len(helped), len(cases)),
        "filled_of_possible": _share(
            sum(case.need.number in town.possible for case in helped), len(town.possible)
        ),
        "wait_median": median(waits) if waits else None,
        "wait_p90": float(np.percentile(waits, 90)) if waits else None,
        "messages_per_filled": _share(sum(case.messages for case in cases), len(helped)),
        "never_asked": _share(settled.count(0), len(settled)) if sent else None,
        "most_asked_tenth": most_tenth(messages) if sent else None,
        "gini_asked": gini(messages) if sent else None,
        "gini_given": gini([float(given[who]) for who in offering]) if minutes else None,
        "asked_too_often": _share(sum(_too_often(life, who) for who in said), len(said)),
        "newcomers": _share(newcomers, minutes),
        "again": _share(sum(case.met for case in helped), len(helped)),
        "against": _share(sum(case.broken != Rule(0) for case in helped), len(helped)),
        "changed": _share(sum(case.need.turn > 0 for case in helped), len(helped)),
        "called": _share(sum(case.called for case in cases), len(cases)),
        "no_hours": _share(sum(case.refused == "NotEnoughHours" for case in cases), len(cases)),
        "too_late": _share(life.too_late, len(helped)),
        "impossible": 1 - (_share(len(town.possible), len(cases)) or 0.0) if cases else None,
    }
    return Measured(figures, _groups(life))


def _groups(life: Life) -> dict[str, dict[str, Group]]:
    found: dict[str, dict[str, list[Case]]] = defaultdict(lambda: defaultdict(list))
    for case in life.cases:
        one = life.town.people[case.need.asker]
        found["language"][one.languages[0]].append(case)
        found["area"][one.area].append(case)
        found["at home"]["stairs, animals, smoke, lifting" if one.hurdles else "nothing of that"].append(case)
    return {
        by: {
            name: Group(
                len(cases),
                sum(case.need.number in life.town.possible for case in cases),
                sum(case.banked_minutes is not None for case in cases),
                tuple(round(_wait_h(case), 3) for case in cases if case.yes_at is not None),
            )
            for name, cases in sorted(groups.items())
        }
        for by, groups in found.items()
    }


def interval(
    values: Iterable[float | None], *, lowest: float = -inf, highest: float = inf
) -> Interval | None:
    """Returns the mean of values and its 95 % interval; None where there is none.

    Args:
        lowest, highest: what such a figure can be at all, beyond which no interval goes.
    """
    known = [value for value in values if value is not None]
    if not known:
        return None
    mean = fmean(known)
    if len(known) == 1:
        return Interval(mean, None, None, 1)
    half = student_95(len(known) - 1) * stdev(known) / len(known) ** 0.5
    return Interval(mean, max(lowest, mean - half), min(highest, mean + half), len(known))


def student_95(freedom: int) -> float:
    """Returns the 97.5 % point of Student's t with that many degrees of freedom, to three digits."""
    exact = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776}
    if freedom in exact:
        return exact[freedom]
    # Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.7.5.
    z = NormalDist().inv_cdf(0.975)
    first, second = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92_160
    return z + first / freedom + second / freedom**2 + third / freedom**3 + fourth / freedom**4


def pooled(groups: Sequence[dict[str, Group]]) -> dict[str, Group]:
    """Adds up the same groups of several towns, and leaves out those with few wishes."""
    names = sorted({name for town in groups for name in town})
    added = {}
    for name in names:
        some = [town[name] for town in groups if name in town]
        added[name] = Group(
            sum(one.wishes for one in some),
            sum(one.possible for one in some),
            sum(one.filled for one in some),
            tuple(wait for one in some for wait in one.waits),
        )
    return {name: one for name, one in added.items() if one.wishes >= FEWEST_WISHES}


def worst_to_best(groups: Sequence[dict[str, Group]], seed: int = 1) -> Interval | None:
    """Returns the fill rate of the worst-off group as a share of that of the best-off, over all towns.

    The interval comes from drawing the towns anew, with replacement (a percentile bootstrap).
    """
    whole = _ratio(pooled(groups))
    if whole is None:
        return None
    if len(groups) == 1:
        return Interval(whole, None, None, 1)
    chance = generator(seed, 8)
    drawn = []
    for _ in range(RESAMPLED if len(groups) > 2 else 0):
        again = _ratio(pooled([groups[at] for at in chance.integers(len(groups), size=len(groups))]))
        if again is not None:
            drawn.append(again)
    if not drawn:
        return Interval(whole, None, None, len(groups))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Interval(whole, float(low), float(high), len(groups))


def _ratio(groups: dict[str, Group]) -> float | None:
    rates = [one.filled / one.wishes for one in groups.values()]
    return min(rates) / max(rates) if len(rates) > 1 and max(rates) > 0 else None


def gini(values: Sequence[float]) -> float:
    """Returns how unequal values are, from 0 for all alike to nearly 1 for all with one."""
    ordered, total = np.sort(np.array(values)), float(sum(values))
    if not total:
        return 0.0
    ranks = np.arange(1, ordered.size + 1)
    return float(2 * (ranks * ordered).sum() / (ordered.size * total) - (ordered.size + 1) / ordered.size)


def most_tenth(values: Sequence[float]) -> float:
    """Returns which share of all is with the tenth that has most."""
    ordered = sorted(values, reverse=True)
    return sum(ordered[: max(1, round(len(ordered) / 10))]) / sum(ordered)


def _too_often(life: Life, who: int) -> bool:
    """Says whether somebody was asked more in any seven days than they said."""
    limit = life.town.people[who].asks_per_week
    moments = [at for at, _ in life.told[who]]
    assert limit is not None
    return any(later - first < WEEK for first, later in zip(moments, moments[limit:], strict=False))


def _wait_h(case: Case) -> float:
    assert case.yes_at is not None
    return (case.yes_at - case.need.at).total_seconds() / 3_600


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
