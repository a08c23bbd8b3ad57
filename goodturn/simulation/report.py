"""What came of it, told: as tables for a screen, and as a document for machines.

Groups of whom too little is known are left out of both, and nobody can be found in either.
"""

from __future__ import annotations

from dataclasses import asdict
from math import inf
from typing import Any

from rich import box
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from goodturn.simulation.figures import FIGURES, Interval, interval, pooled, worst_to_best
from goodturn.simulation.policies import BY_NAME, Ours
from goodturn.simulation.run import Outcome

# What the table shows; the document has all of them.
SHOWN = tuple(name for name in FIGURES if name != "gini_given")
GROUPED_BY = ("language", "area", "at home")


def tables(outcome: Outcome, title: str) -> RenderableType:
    """Returns the figures, and how groups fared, with what an interval is below them."""
    seeds = len(outcome.finished)
    parts: list[RenderableType] = [_figures(outcome, title)]
    if seeds > 1 and Ours.name in outcome.policies and len(outcome.policies) > 1:
        parts.append(_differences(outcome))
    groups = _groups(outcome)
    if groups.row_count:
        parts.append(groups)
    if not outcome.is_whole:
        parts.append(Text(f"Stopped: {seeds} of {len(outcome.seeds)} towns were lived through to the end."))
    parts.append(
        Text(
            "Below each mean stands its 95 % interval over the towns (Student's t). "
            "The people are made up, and how they behave is mostly assumed: see docs/simulation.md."
        )
    )
    return Lines(*parts)


def document(outcome: Outcome, *, about: dict[str, Any]) -> dict[str, Any]:
    """Returns everything as plain values.

    Args:
        about: what the towns were made from.
    """
    return {
        "about": about,
        "habits": asdict(outcome.habits),
        "seeds_asked": list(outcome.seeds),
        "seeds_finished": outcome.finished,
        "meanings": {
            name: {"title": one.title, "meaning": one.meaning, "unit": one.unit}
            for name, one in FIGURES.items()
        },
        "policies": {
            policy: {
                "title": BY_NAME[policy].title,
                "figures": {name: _plain(one) for name, one in figures_of(outcome, policy).items()},
                "groups": _plain_groups(outcome, policy),
                "worst_to_best_group": {by: _plain(one) for by, one in ratios_of(outcome, policy).items()},
                "towns": [one.figures for one in outcome.of(policy)],
            }
            for policy in outcome.policies
        },
        "ours_minus": {
            policy: {name: _plain(one) for name, one in differences_from(outcome, policy).items()}
            for policy in outcome.policies
            if policy != Ours.name and Ours.name in outcome.policies
        },
    }


def figures_of(outcome: Outcome, policy: str) -> dict[str, Interval | None]:
    """Returns each figure of a policy over all towns."""
    towns = outcome.of(policy)
    return {
        name: interval(
            (one.figures[name] for one in towns), lowest=0.0, highest=1.0 if figure.unit == "share" else inf
        )
        for name, figure in FIGURES.items()
    }


def ratios_of(outcome: Outcome, policy: str) -> dict[str, Interval | None]:
    """Returns, for what people are grouped by, the worst group's fill rate as a share of the best one's."""
    towns = outcome.of(policy)
    return {
        by: worst_to_best([one.groups.get(by, {}) for one in towns]) if towns else None for by in GROUPED_BY
    }


def differences_from(outcome: Outcome, policy: str) -> dict[str, Interval | None]:
    """Returns each figure of ours less that of another policy, town by town."""
    found: dict[str, Interval | None] = {}
    for name in FIGURES:
        pairs = [
            (
                outcome.measured[(seed, Ours.name)].figures[name],
                outcome.measured[(seed, policy)].figures[name],
            )
            for seed in outcome.finished
        ]
        found[name] = interval(
            None if ours is None or other is None else ours - other for ours, other in pairs
        )
    return found


def told(one: Interval | None, unit: str, *, signed: bool = False) -> str:
    """Returns an interval as two short lines, the mean and its bounds."""
    if one is None:
        return "-"
    bounds = ""
    if one.low is not None and one.high is not None:
        dash = " to " if signed else "-"
        bounds = f"\n{_number(one.low, unit, signed)}{dash}{_number(one.high, unit, signed)}"
    mark = {"share": " %", "hours": " h"}.get(unit, "")
    return f"{_number(one.mean, unit, signed)}{mark}{bounds}"


def _number(value: float, unit: str, signed: bool) -> str:
    places = 0 if unit == "share" and abs(value) >= 0.0995 else 1
    shown = 100 * value if unit == "share" else value
    if unit == "number" and abs(value) < 2:
        places = 2
    return f"{shown:{'+' if signed else ''}.{places}f}"


def _figures(outcome: Outcome, title: str) -> Table:
    table = Table(title=title, box=box.SIMPLE, pad_edge=False, padding=(0, 1))
    table.add_column("", min_width=14, max_width=34)
    for policy in outcome.policies:
        table.add_column(BY_NAME[policy].title, justify="right")
    columns = {policy: figures_of(outcome, policy) for policy in outcome.policies}
    for name in SHOWN:
        cells = [told(columns[policy][name], FIGURES[name].unit) for policy in outcome.policies]
        table.add_row(FIGURES[name].title, *cells)
    ratios = {policy: ratios_of(outcome, policy) for policy in outcome.policies}
    for by in GROUPED_BY:
        cells = [told(ratios[policy][by], "share") for policy in outcome.policies]
        table.add_row(f"worst group's fill rate of the best's, by {by}", *cells)
    return table


def _differences(outcome: Outcome) -> Table:
    others = [policy for policy in outcome.policies if policy != Ours.name]
    table = Table(
        title=f"{Ours.title} less the others, town by town", box=box.SIMPLE, pad_edge=False, padding=(0, 1)
    )
    table.add_column("", min_width=14, max_width=34)
    for policy in others:
        table.add_column(BY_NAME[policy].title, justify="right")
    columns = {policy: differences_from(outcome, policy) for policy in others}
    for name in ("filled", "wait_median", "messages_per_filled", "newcomers", "against"):
        cells = [told(columns[policy][name], FIGURES[name].unit, signed=True) for policy in others]
        table.add_row(FIGURES[name].title, *cells)
    return table


def _groups(outcome: Outcome) -> Table:
    table = Table(title="Wishes filled and the median wait, by who asked", box=box.SIMPLE, pad_edge=False)
    table.add_column("")
    table.add_column("wishes", justify="right")
    table.add_column("possible", justify="right")
    for policy in outcome.policies:
        table.add_column(BY_NAME[policy].title, justify="right")
    for by in GROUPED_BY:
        groups = {
            policy: pooled([one.groups.get(by, {}) for one in outcome.of(policy)])
            for policy in outcome.policies
        }
        names = sorted({name for found in groups.values() for name in found})
        for name in names:
            some = [groups[policy][name] for policy in outcome.policies if name in groups[policy]]
            cells = []
            for policy in outcome.policies:
                one = groups[policy].get(name)
                cells.append(
                    "-" if one is None else f"{100 * one.filled / one.wishes:.0f} %{_wait(one.waits)}"
                )
            first = some[0]
            table.add_row(
                f"{by}: {name}", str(first.wishes), f"{100 * first.possible / first.wishes:.0f} %", *cells
            )
    return table


def _wait(waits: tuple[float, ...]) -> str:
    return f", {sorted(waits)[len(waits) // 2]:.0f} h" if waits else ""


def _plain(one: Interval | None) -> dict[str, Any] | None:
    return None if one is None else {"mean": one.mean, "low": one.low, "high": one.high, "towns": one.count}


def _plain_groups(outcome: Outcome, policy: str) -> dict[str, dict[str, Any]]:
    return {
        by: {
            name: {
                "wishes": one.wishes,
                "possible": one.possible,
                "filled": one.filled,
                "wait_median_hours": sorted(one.waits)[len(one.waits) // 2] if one.waits else None,
            }
            for name, one in pooled([town.groups.get(by, {}) for town in outcome.of(policy)]).items()
        }
        for by in GROUPED_BY
    }
