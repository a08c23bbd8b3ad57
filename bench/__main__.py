"""`python -m bench`: what the house can carry here, each figure as the median of some runs with its spread.

A machine that others use too gives other figures each time, so the lowest and the highest run are printed.
"""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Callable

from bench import matching, rounds, transfers, updates

RUNS = 3


def main() -> None:
    """Measures everything and prints it."""
    _print("updates a second, whole path", lambda: asyncio.run(updates.run())["updates_per_s"])
    _print("transfers a second, one caller", lambda: asyncio.run(transfers.run())["transfers_per_s"])
    _print(
        "transfers a second, 32 callers", lambda: asyncio.run(transfers.run(at_once=32))["transfers_per_s"]
    )
    _print("matching 10,000 x 1,000, engine, ms", lambda: 1000 * _round_s())
    _print("the same from rows to rows, ms", lambda: 1000 * asyncio.run(rounds.run())["seconds"])


def _round_s() -> float:
    return float(matching.run(members=10_000, requests=1_000)["plan_s"])


def _print(what: str, measure: Callable[[], float]) -> None:
    measured = sorted(measure() for _ in range(RUNS))
    print(f"{what:<36} {statistics.median(measured):>9,.0f}   ({measured[0]:,.0f} to {measured[-1]:,.0f})")


if __name__ == "__main__":
    main()
