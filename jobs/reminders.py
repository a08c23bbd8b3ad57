"""What the passing of time brings: silence after an invitation, requests at risk or unmet, unsettled hours
and money, visits that come near while one of the two can no longer be reached, helpers who are overdue,
breaks that are over, alarms and concerns that nobody has taken, calls to make, and three months since
somebody was asked how they are.

What is to be said before and after a visit was written down when it was agreed; delivery says it in time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from models import (
    alarm,
    announcement,
    calls,
    concern,
    confirmation,
    intake,
    invitation,
    lapsing,
    overdue,
    poll,
    preference,
    search,
    unsettled,
    untended,
    visit,
    wellbeing,
)
from models.invitation import AT_ONCE
from models.store import Store

Sweep = Callable[[Session, int, datetime], Any]

# In the order in which one follows from the other.
SWEEPS: tuple[Sweep, ...] = (
    # Somebody may be in danger: before everything else.
    alarm.call_again,
    overdue.end_what_is_over,
    overdue.look,
    invitation.run_out,
    search.give_up,
    search.call_for_people,
    confirmation.hand_over_silent,
    visit.tell_of_unreachable,
    concern.pass_on,
    preference.come_back,
    calls.tell,
    announcement.finish,
    poll.close,
)


# What organisers are told without anybody having done anything; it can wait for some minutes.
FOR_ORGANISERS: tuple[Sweep, ...] = (
    unsettled.hand_over_silent,
    lapsing.tell,
    untended.tell_again,
    untended.tell_in_the_morning,
    wellbeing.invite,
    intake.forget,
)


@dataclass
class Reminders:
    """Looks at the time.

    Attributes:
        store: the database.
        timebank_id: whose time.
        clock: the present moment.
        sweeps: what it brings.
    """

    store: Store
    timebank_id: int
    clock: Callable[[], datetime]
    sweeps: tuple[Sweep, ...] = SWEEPS

    async def run(self) -> None:
        """Lets everything happen whose time has come; each of it happens once, however often this is run, and
        by however many processes.

        All are handed over at once, in their order, so that the store commits them together: mostly none
        finds anything. Each is a piece of work of its own all the same, and one that breaks keeps none of the
        others from theirs.

        Raises:
            ExceptionGroup: what broke, after the others have done theirs.
        """
        outcomes = await asyncio.gather(*map(self._sweep_all, self.sweeps), return_exceptions=True)
        broken = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        if broken:
            raise ExceptionGroup("sweeps broke", broken)

    async def _sweep_all(self, sweep: Sweep) -> None:
        """Sweeps a few rows at a time, so that nobody else waits long, until fewer than that are found."""
        while True:
            work = partial(_counted, sweep=sweep, timebank_id=self.timebank_id, now=self.clock())
            if await self.store.write(work) < AT_ONCE:
                return


def _counted(session: Session, sweep: Sweep, timebank_id: int, now: datetime) -> int:
    """Sweeps once and returns how many rows were found."""
    found = sweep(session, timebank_id, now)
    return found if isinstance(found, int) else len(found)
