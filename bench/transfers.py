"""Transfers a second: hours reserved and posted, each in a transaction of its own that waits for the disk."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from sqlmodel import Session

from goodturn import demo
from goodturn.process import prepared, system_clock
from models import ledger
from models.ledger import Cause, Holder
from models.store import Work


async def run(transfers: int = 500, at_once: int = 1) -> dict[str, float]:
    """Moves minutes from the bank's own account to the chest, one transaction each, on SQLite.

    Args:
        transfers: how many.
        at_once: how many callers.

    Returns:
        `transfers`, `seconds` and `transfers_per_s`.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        store, bank_id = await prepared(url, lambda session: demo.settle(session, system_clock()))

        def move(number: int) -> Work[None]:
            def work(session: Session) -> None:
                ledger.transfer(
                    session,
                    deed_key=f"bench:{number}",
                    cause=Cause.GIFT,
                    giver=ledger.own_account(session, bank_id, Holder.BANK),
                    receiver=ledger.own_account(session, bank_id, Holder.CHEST),
                    minutes=1,
                    now=system_clock(),
                )

            return work

        waiting = iter(range(transfers))

        async def caller() -> None:
            for number in waiting:
                await store.write(move(number))

        began_s = time.perf_counter()
        await asyncio.gather(*(caller() for _ in range(at_once)))
        seconds = time.perf_counter() - began_s
        await store.close()
    return {"transfers": transfers, "seconds": seconds, "transfers_per_s": transfers / seconds}
