"""Organising: what the passing of time brings to organisers: checks that lapse soon, tasks that nobody sees
to, and in the morning what is at risk today.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from models import lapsing, untended
from models.store import Store

Sweep = Callable[[Session, int, datetime], Any]

SWEEPS: tuple[Sweep, ...] = (lapsing.tell, untended.tell_again, untended.tell_in_the_morning)


@dataclass
class Organising:
    """Tells organisers what waits for them.

    Attributes:
        store: the database.
        timebank_id: whose organisers.
        clock: the present moment.
    """

    store: Store
    timebank_id: int
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Tells what there is to tell; each of it is told once, however often this is run.

        Raises:
            ExceptionGroup: what broke, after the others have done theirs.
        """
        broken: list[Exception] = []
        for sweep in SWEEPS:
            try:
                await self._sweep(sweep)
            except Exception as error:
                broken.append(error)
        if broken:
            raise ExceptionGroup("sweeps broke", broken)

    async def _sweep(self, sweep: Sweep) -> None:
        now = self.clock()
        await self.store.write(lambda session: sweep(session, self.timebank_id, now))
