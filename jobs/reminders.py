"""What the passing of time brings: silence after an invitation, requests at risk or unmet, unsettled hours,
visits that come near while one of the two can no longer be reached.

What is to be said before and after a visit was written down when it was agreed; delivery says it in time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, select

from models import confirmation, exchange, invitation, member, notification, search
from models.exchange import Exchange
from models.member import Member
from models.notification import Notice
from models.store import Store

# Visits nearer than this are worth an organiser's time when one of the two can no longer be reached.
VISITS_WITHIN = timedelta(hours=48)


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
        tell_of_unreachable(session, now)


def tell_of_unreachable(session: Session, now: datetime) -> None:
    """Tells every organiser, once, of each visit in the next two days with somebody who cannot be reached."""
    near = session.exec(
        select(Exchange, Member)
        .join(Member, or_(col(Member.id) == Exchange.asker_id, col(Member.id) == Exchange.helper_id))
        .where(
            Exchange.state == exchange.State.AGREED,
            col(Exchange.starts_at) > now,
            col(Exchange.starts_at) <= now + VISITS_WITHIN,
            col(Member.unreachable_since).is_not(None),
        )
    ).all()
    for standing, unreachable in near:
        for organiser in member.organisers(session, standing.timebank_id):
            if organiser.id != unreachable.id:
                notification.queue(
                    session,
                    Notice.TASK_UNREACHABLE,
                    subject_id=standing.id,
                    recipient=organiser,
                    send_after=now,
                    useless_after=standing.starts_at,
                )
