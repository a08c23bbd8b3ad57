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
    parser.add_argument("--bounded", action="store_true", help="a choice that takes about five minutes")
    asked = parser.parse_args()
    # Told to stop, it takes its processes, databases and folders along.
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    wanted = [one for one in book.all_of() if not asked.only or any(name in one.name for name in asked.only)]
    if asked.bounded:
        wanted = [one for one in wanted if one.name in book.BOUNDED]
        asked.kills, asked.minutes = asked.kills or book.BOUNDED_KILLS, asked.minutes or book.BOUNDED_MINUTES
    if asked.list:
        for one in wanted:
            print(f"{one.name:<28} {one.what}")
        return 0
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(1_000_000)
    failed = []
    for one in wanted:
        print(f"\n{one.name}: {one.what}", flush=True)
        began_s = time.monotonic()
        try:
            report = asyncio.run(one.run(book.Order(seed, asked.minutes, asked.kills)))
        except Exception:
            report = book.Report(wrong=[_end_of(traceback.format_exc())])
        for line in report.lines:
            print(f"  {line}")
        verdict = "holds" if not report.wrong else "BROKEN"
        print(f"  {verdict} (seed {seed}, {time.monotonic() - began_s:.0f} s)", flush=True)
        if report.wrong:
            failed.append(one.name)
            for line in report.wrong:
                print(f"  WRONG: {line}")
            print(f"  Again: python -m faults --only {one.name} --seed {seed}" + _how(asked), flush=True)
    print(f"\n{len(wanted) - len(failed)} of {len(wanted)} hold. Seed {seed}.")
    return 1 if failed else 0


def _end_of(trace: str) -> str:
    """Returns the last lines of a trace: what was waited for, and by whom."""
    return "\n".join(trace.splitlines()[-TRACE_LINES:])


def _how(asked: argparse.Namespace) -> str:
    """Returns what else was said on the command line, for whoever repeats it."""
    minutes = "" if asked.minutes is None else f" --minutes {asked.minutes:g}"
    return minutes + ("" if asked.kills is None else f" --kills {asked.kills}")


if __name__ == "__main__":
    sys.exit(main())
