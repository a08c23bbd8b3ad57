"""Upkeep: what was handled is forgotten after a while, because people write private things to us."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models import received
from models.store import Store


@dataclass
class Upkeep:
    """Keeps the house tidy.

    Attributes:
        store: the database.
        clock: the present moment.
    """

    store: Store
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Forgets updates that were handled longer ago than the window in which numbers are compared."""
        before = self.clock() - received.WINDOW
        await self.store.write(lambda session: received.forget(session, before))
