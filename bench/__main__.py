"""`goodturn bench`: what the house can carry here, each figure as the median of some runs with its spread.

A machine that others use too gives other figures each time, so the lowest and the highest run are printed,
and what is compared is measured in the same run. Names choose some of the figures: `python -m bench updates`.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from collections.abc import Callable, Sequence

RUNS = 3


def measure(names: Sequence[str]) -> None:
    """Measures what is asked for, or everything, and prints it.

    Args:
        names: of the figures; none of them for all.
    """
    measures: dict[str, Callable[[], None]] = {
        "updates": _updates,
        "webhooks": _webhooks,
        "transfers": _transfers,
        "backlog": _backlog,
        "wave": _wave,
        "matching": _matching,
        "rounds": _rounds,
    }
    # Minutes long, and so only for those who ask for it.
    by_name: dict[str, Callable[[], None]] = {
        "matching-large": _matching_large,
        "matching-scarce": _matching_scarce,
    }
    all_names = [*measures, *by_name]
    strangers = sorted(set(names) - set(all_names))
    if strangers:
        print(
            f"There is no measure called {', '.join(strangers)}, only {', '.join(all_names)}.",
            file=sys.stderr,
        )
        sys.exit(2)
    for name in names or measures:
        (measures | by_name)[name]()


def _updates() -> None:
    from bench import updates

    bare = [updates.run(bot="bare")["updates_per_s"] for _ in range(RUNS)]
    ours = [updates.run()["updates_per_s"] for _ in range(RUNS)]
    _print("updates a second, bare library, unanswered", bare)
    _print("updates a second, whole path, answered", ours)
    _print("  in percent of the bare library", [100 * one / statistics.median(bare) for one in ours])
    paced = [updates.run(people=200, per_s=100) for _ in range(RUNS)]
    _print("at 100 updates a second: median, ms", [one["median_ms"] for one in paced])
    _print("at 100 updates a second: 99 % within, ms", [one["p99_ms"] for one in paced])


def _webhooks() -> None:
    from bench import webhooks

    bare = [webhooks.taken_in(kept=False) for _ in range(RUNS)]
    kept = [webhooks.taken_in(kept=True) for _ in range(RUNS)]
    _print("brought and taken in, a second, not kept", bare)
    _print("brought and taken in, a second, committed", kept)
    _print("  in percent of those not kept", [100 * one / statistics.median(bare) for one in kept])
    for database, bots in (("sqlite", 1), ("postgresql", 1), ("postgresql", 2)):
        answered = [webhooks.answered(database, bots)["updates_per_s"] for _ in range(RUNS)]
        _print(f"brought and answered, a second, {database}, {bots}", answered)


def _transfers() -> None:
    from bench import transfers
    from goodturn.process import settle_memory

    settle_memory()
    sqlite = [asyncio.run(transfers.on_sqlite()) for _ in range(RUNS)]
    _print("transfers a second, SQLite, plain sqlite3", [one["plain"] for one in sqlite])
    _print("transfers a second, SQLite, one caller", [one["one"] for one in sqlite])
    _print("  in percent of plain sqlite3", [100 * one["one_ratio"] for one in sqlite])
    _print("transfers a second, SQLite, 32 callers", [one["many"] for one in sqlite])
    _print("  in percent of plain sqlite3", [100 * one["many_ratio"] for one in sqlite])
    postgresql = [asyncio.run(transfers.on_postgresql()) for _ in range(RUNS)]
    for clients in transfers.CLIENTS:
        _print(f"transfers a second, pgbench, {clients}", [one[f"pgbench_{clients}"] for one in postgresql])
        _print(f"transfers a second, PostgreSQL, {clients}", [one[f"ours_{clients}"] for one in postgresql])
        _print("  in percent of pgbench", [100 * one[f"ratio_{clients}"] for one in postgresql])


def _backlog() -> None:
    from bench import backlog

    runs = [backlog.run() for _ in range(RUNS)]
    _print("10,000 updates at start: stored after, s", [one["stored_s"] for one in runs], digits=1)
    _print("  all answered after, s", [one["answered_s"] for one in runs], digits=1)
    _print("  most memory, MB", [one["memory_mb"] for one in runs])
    _print("  latest reminder meanwhile, s late", [one["late_s"] for one in runs], digits=1)


def _wave() -> None:
    from bench import wave

    once = asyncio.run(wave.run())
    _print("a wave to 2,000: messages a second", [once["per_s"]], digits=1)
    _print("  in percent of the allowed pace", [100 * once["share"]])
    _print("  refused with 429", [once["refused"]])
    _print("  answers meanwhile: 99 % within, ms", [once["p99_ms"]])


def _matching() -> None:
    from bench import matching

    for size in matching.SIZES:
        matching.table(size)
    matching.standing()
    matching.by_itself()


def _matching_large() -> None:
    from bench import matching

    for size in matching.LARGE:
        matching.table(size)


def _matching_scarce() -> None:
    from bench import matching

    for size in matching.SCARCE:
        matching.table(size)


def _rounds() -> None:
    from bench import rounds

    took_ms = [1000 * asyncio.run(rounds.run())["seconds"] for _ in range(RUNS)]
    _print("matching 10,000 x 1,000, rows to rows, ms", took_ms)


def _print(what: str, figures: Sequence[float], digits: int = 0) -> None:
    measured = sorted(figures)
    spread = f"({measured[0]:,.{digits}f} to {measured[-1]:,.{digits}f})" if len(measured) > 1 else ""
    print(f"{what:<44} {statistics.median(measured):>9,.{digits}f}   {spread}", flush=True)


if __name__ == "__main__":
    measure(sys.argv[1:])
