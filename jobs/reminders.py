"""What the passing of time brings: silence after an invitation, requests at risk or unmet, unsettled hours,
visits that come near while one of the two can no longer be reached.

What is to be said before and after a visit was written down when it was agreed; delivery says it in time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models import confirmation, exchange, invitation, search
from models.store import Store


@dataclass
class Reminders:
    """Looks at the time.

    Attributes:
        store: the database.
        clock: the present moment.
    """

    store: Store
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Lets everything happen whose time has come; each of it happens once, however often this is run."""
        await self.store.write(self._pass_time)

    def _pass_time(self, session: Session) -> None:
        now = self.clock()
        invitation.run_out(session, now)
        search.give_up(session, now)
        search.call_for_people(session, now)
        confirmation.hand_over_silent(session, now)
        exchange.tell_of_unreachable(session, now)
