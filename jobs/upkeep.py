"""Upkeep: what was handled is forgotten after a while, because people write private things to us; the words
of concerns go when their years are over, and leads are told beforehand; what was promised for a time on the
wall is kept where the rules of summer time change; and organisers hear once a week who has read what was not
written for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models import (
    care,
    change,
    changed_day,
    drawing,
    group_post,
    impression,
    keeping,
    notification,
    readings,
    received,
    unsettled,
    visit,
)
from models.store import Store

# More than an hour ever brings, and few enough that nobody waits for it.
FORGOTTEN_AT_ONCE = 5_000


@dataclass
class Upkeep:
    """Keeps the house tidy.

    Attributes:
        store: the database.
        timebank_id: whose.
        clock: the present moment.
    """

    store: Store
    timebank_id: int
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Forgets updates that were handled longer ago than the window in which numbers are compared, what
        was said half a year ago, receipts after a month and sums after a year, days that are over, and the
        words of concerns of years ago. Looks whether every visit still has its time, and tells of last week's
        readings."""
        now = self.clock()
        await self.store.write(
            lambda session: received.forget(session, self.timebank_id, now - received.WINDOW)
        )
        await self.store.write(lambda session: visit.follow_zone_rules(session, self.timebank_id, now))
        await self.store.write(
            lambda session: notification.forget(session, self.timebank_id, now, FORGOTTEN_AT_ONCE)
        )
        await self.store.write(lambda session: changed_day.forget(session, self.timebank_id, now))
        await self.store.write(lambda session: care.forget(session, self.timebank_id, now))
        await self.store.write(lambda session: drawing.forget(session, self.timebank_id, now))
        await self.store.write(lambda session: impression.forget_words(session, self.timebank_id, now))
        await self.store.write(lambda session: unsettled.forget(session, self.timebank_id, now))
        await self.store.write(lambda session: keeping.tell(session, self.timebank_id, now))
        await self.store.write(lambda session: keeping.empty(session, self.timebank_id, now))
        await self.store.write(lambda session: change.forget(session, self.timebank_id))
        await self.store.write(lambda session: group_post.forget(session, self.timebank_id, now))
        await self.store.write(lambda session: readings.tell(session, self.timebank_id, now))
        await self.store.tidy()
