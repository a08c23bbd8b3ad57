"""How much is waiting in one time bank, for whoever looks after the machine: numbers only, about nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from models import notification, received
from models.notification import Notification
from models.received import ReceivedUpdate

# What has come to its end well is not counted: there is more of it every day, and nothing to do about it.
_INBOX = (*received.UNFINISHED, received.State.DEAD)
_OUTBOX = tuple(
    state for state in notification.State if state not in (notification.State.SENT, notification.State.LAPSED)
)


@dataclass(frozen=True)
class Depth:
    """What is waiting, and what was set aside.

    Attributes:
        inbox: updates by state; those that were handled are left out.
        outbox: notifications by state; those that were sent or are no longer worth saying are left out.
        waiting_since: when the oldest update came that waits; None when none does.
    """

    inbox: dict[str, int]
    outbox: dict[str, int]
    waiting_since: datetime | None


def of(session: Session, timebank_id: int) -> Depth:
    """Counts what is waiting in a time bank."""
    updates = session.exec(
        select(ReceivedUpdate.state, func.count())
        .where(ReceivedUpdate.timebank_id == timebank_id, col(ReceivedUpdate.state).in_(_INBOX))
        .group_by(col(ReceivedUpdate.state))
    )
    notices = session.exec(
        select(Notification.state, func.count())
        .where(Notification.timebank_id == timebank_id, col(Notification.state).in_(_OUTBOX))
        .group_by(col(Notification.state))
    )
    since = session.exec(
        select(func.min(ReceivedUpdate.received_at)).where(
            ReceivedUpdate.timebank_id == timebank_id,
            col(ReceivedUpdate.state).in_(received.UNFINISHED),
        )
    ).one()
    return Depth(
        {state.value: 0 for state in _INBOX} | {str(state): count for state, count in updates},
        {state.value: 0 for state in _OUTBOX} | {str(state): count for state, count in notices},
        since,
    )
