"""What could not be delivered: organisers hear of it at most once a day, however many messages it were."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from models import member, notification
from models.member import Member
from models.notification import Notice

LOOKED_BACK = timedelta(days=1)


def tell_organisers(session: Session, timebank_id: int, now: datetime) -> None:
    """Tells every organiser that messages were given up, unless they have been told so today."""
    for organiser in member.organisers(session, timebank_id):
        notification.queue(
            session,
            Notice.TASK_UNDELIVERED,
            subject_id=timebank_id,
            recipient=organiser,
            send_after=now,
            useless_after=now + LOOKED_BACK,
            round=now.toordinal(),
        )


def recipients(session: Session, timebank_id: int, now: datetime) -> tuple[int, list[Member]]:
    """Returns how many messages were given up in the last day, and for whom they were."""
    rows = [
        row
        for row in notification.given_up(session, timebank_id, now - LOOKED_BACK)
        if row.kind is not Notice.TASK_UNDELIVERED
    ]
    ids = dict.fromkeys(row.recipient_id for row in rows)
    return len(rows), [member.get(session, timebank_id, member_id) for member_id in ids]
