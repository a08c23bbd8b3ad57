"""What becomes of unfinished business in a copy of the database that is put back into use.

A copy is older than the moment it wakes up in. What it still had to say then has most likely been said since,
and what it had just heard has most likely been answered, by the database that is being replaced. Neither is
done again: nobody should hear twice that they were paid, and no old tap should do something today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models import notification, received
from models.notification import Notification
from models.received import ReceivedUpdate

# What a set aside update quotes, so that whoever looks knows why.
REFERENCE = "restored"


@dataclass
class Settled:
    """What was settled in one time bank.

    Attributes:
        uncertain: how many messages may have been sent since the copy was made.
        lapsed: how many messages are too late to be of use.
        ahead: how many messages are still to come.
        set_aside: how many updates had been received and not handled.
    """

    uncertain: int = 0
    lapsed: int = 0
    ahead: int = 0
    set_aside: int = 0


def settle(session: Session, timebank_id: int, now: datetime) -> Settled:
    """Settles what was under way when the copy was made. Doing it again changes nothing more.

    What is to be said later stays. What was due by now, or being sent, is uncertain, unless it would be
    useless by now. Updates that were received and not handled are set aside; those that were, are done.

    Args:
        now: the moment at which the copy is put back into use.
    """
    settled = Settled()
    unfinished = session.exec(
        select(Notification).where(
            Notification.timebank_id == timebank_id,
            col(Notification.state).in_(notification.UNFINISHED),
        )
    )
    for row in unfinished:
        if row.useless_after is not None and row.useless_after <= now:
            notification.finish(session, row, notification.State.LAPSED, now)
            settled.lapsed += 1
        elif row.state is notification.State.SENDING or row.send_after <= now:
            notification.finish(session, row, notification.State.UNCERTAIN, now)
            settled.uncertain += 1
        else:
            settled.ahead += 1
    for update in session.exec(
        select(ReceivedUpdate).where(
            ReceivedUpdate.timebank_id == timebank_id, col(ReceivedUpdate.state).in_(received.UNFINISHED)
        )
    ):
        update.finished_at = now
        if update.state is received.State.WAITING:
            update.state, update.reference = received.State.DEAD, REFERENCE
            settled.set_aside += 1
        else:
            # What it asked for was done; only the answer may have been missing, and that is long past.
            update.state, update.body = received.State.HANDLED, ""
        session.add(update)
    session.flush()
    return settled
