"""`python -m faults`: breaks things, and says whether what must hold still holds."""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
import time
import traceback

from faults import book

TRACE_LINES = 25


def main() -> int:
    """Reads the command line, runs what was asked for, and returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("--list", action="store_true", help="say what there is")
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="only those with this in their name"
    )
    parser.add_argument("--seed", type=int, default=None, help="repeat what was decided then")
    parser.add_argument("--minutes", type=float, default=None, help="how long each storm lasts at the most")
    parser.add_argument("--kills", type=int, default=None, help="how many kills end each storm")
    parser.add_argument("--side-by-side", type=int, default=None, help="how many are run at the same time")
    parser.add_argument("--bounded", action="store_true", help="a choice that takes about five minutes")
    asked = parser.parse_args()
    # Told to stop, it takes its processes, databases and folders along.
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    wanted = [one for one in book.all_of() if not asked.only or any(name in one.name for name in asked.only)]
    if not asked.only and not asked.list:
        wanted = [one for one in wanted if one.name not in book.ONLY_WHEN_NAMED]
    if asked.bounded:
        wanted = [one for one in wanted if one.name in book.BOUNDED]
        asked.kills, asked.minutes = asked.kills or book.BOUNDED_KILLS, asked.minutes or book.BOUNDED_MINUTES
        asked.side_by_side = asked.side_by_side or book.BOUNDED_SIDE_BY_SIDE
    if asked.list:
        for one in wanted:
            print(f"{one.name:<28} {one.what}")
        return 0
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(1_000_000)
    failed = asyncio.run(_all(wanted, book.Order(seed, asked.minutes, asked.kills), asked.side_by_side or 1))
    print(f"\n{len(wanted) - failed} of {len(wanted)} hold. Seed {seed}.")
    return 1 if failed else 0


async def _all(wanted: list[book.Entry], order: book.Order, side_by_side: int) -> int:
    """Runs them, so many at the same time, and returns how many do not hold."""
    turns = asyncio.Semaphore(side_by_side)

    async def run(one: book.Entry) -> bool:
        async with turns:
            return await _one(one, order)

    return (await asyncio.gather(*map(run, wanted))).count(False)


async def _one(one: book.Entry, order: book.Order) -> bool:
    """Runs one, prints what came out, and returns whether it holds."""
    began_s = time.monotonic()
    try:
        report = await one.run(order)
    except Exception:
        report = book.Report(wrong=[_end_of(traceback.format_exc())])
    print(f"\n{one.name}: {one.what}")
    for line in report.lines:
        print(f"  {line}")
    verdict = "holds" if not report.wrong else "BROKEN"
    print(f"  {verdict} (seed {order.seed}, {time.monotonic() - began_s:.0f} s)")
    for line in report.wrong:
        print(f"  WRONG: {line}")
    if report.wrong:
        print(f"  Again: python -m faults --only {one.name} --seed {order.seed}{_how(order)}")
    sys.stdout.flush()
    return not report.wrong


def _end_of(trace: str) -> str:
    """Returns the last lines of a trace: what was waited for, and by whom."""
    return "\n".join(trace.splitlines()[-TRACE_LINES:])


def _how(order: book.Order) -> str:
    """Returns what else was said on the command line, for whoever repeats it."""
    minutes = "" if order.minutes is None else f" --minutes {order.minutes:g}"
    return minutes + ("" if order.kills is None else f" --kills {order.kills}")


if __name__ == "__main__":
    sys.exit(main())
