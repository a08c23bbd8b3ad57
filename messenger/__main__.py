"""`python -m messenger`: the stand-in on its own, for a bot that runs elsewhere on this machine."""

from __future__ import annotations

import argparse
import asyncio
import signal
from pathlib import Path

from messenger.messenger import Messenger


async def _run(args: argparse.Namespace) -> None:
    messenger = Messenger(args.token, args.bot_username, args.bot_name, state_path=args.state)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with messenger.serve(args.host, args.port) as address:
        print(f"The street is at {address}")  # noqa: T201 - it is what one starts this for
        print(f"A bot finds it at {messenger.base_url} with the token {args.token}", flush=True)  # noqa: T201
        await stop.wait()
    messenger.close()


def main() -> None:
    """Read the command line and serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m messenger", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--token", default="1000000001:stand-in", help="a made-up one")
    parser.add_argument("--bot-username", default="goodturn_bot")
    parser.add_argument("--bot-name", default="Goodturn")
    parser.add_argument("--state", type=Path, default=None, help="a file that remembers the street")
    try:
        asyncio.run(_run(parser.parse_args()))
    except (ValueError, OSError) as refusal:
        parser.exit(2, f"The street cannot be opened: {refusal}\n")


if __name__ == "__main__":
    main()
