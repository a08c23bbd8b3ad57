"""Calls: what would be said to members who have no app, as a list for organisers who tell them by phone.

    due, for somebody without the app --> a call to make --> told by an organiser: the notifications are sent
                                               '-- by then it would be wrong or useless: they lapse

Nothing is said twice: what an organiser has told is finished like anything that was delivered.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from models import acting, journal, member, notification
from models.invitation import AT_ONCE
from models.member import Member, State
from models.notification import ALERTS, Notice, Notification

HERE = (State.WAITING, State.ACTIVE, State.PAUSED)


def waiting(session: Session, timebank_id: int, now: datetime) -> list[tuple[int, datetime]]:
    """Returns whom somebody should ring up, and since when the first thing for them is due, that first."""
    since: dict[int, datetime] = {}
    for row in _due(session, timebank_id, now):
        first = row.first_due_at or row.send_after
        since[row.recipient_id] = min(first, since.get(row.recipient_id, first))
    return sorted(since.items(), key=lambda pair: (pair[1], pair[0]))


def news_for(session: Session, whom: Member, now: datetime) -> list[Notification]:
    """Returns what there is to tell that member, the oldest first; nothing for somebody with the app."""
    return [row for row in _due(session, whom.timebank_id, now) if row.recipient_id == whom.id]


def told(session: Session, member_id: int, by: Member, shown: Collection[int], now: datetime) -> int:
    """Notes that an organiser has told a member what there was to say, and returns how much it was.

    Args:
        shown: the numbers of what stood on the screen, so that nothing else counts as told.

    Raises:
        NotFound: `by` is no organiser, or there is no such member.
    """
    member.require_organiser(by)
    whom = member.get(session, by.timebank_id, member_id)
    rows = [row for row in news_for(session, whom, now) if row.id in shown]
    for row in rows:
        notification.finish(session, row, notification.State.SENT, now)
    if rows:
        journal.note(session, by=by, act="call.tell", subject_id=whom.id, now=now, count=len(rows))
    return len(rows)


def tell(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Tells organisers of everybody for whom there is something new, once, and returns how many they are.

    What is urgent goes to all organisers, and so does everything for somebody whom none has acted for.

    Args:
        limit: how many at the most.
    """
    newest: dict[int, int] = {}
    urgent: set[int] = set()
    for row in _due(session, timebank_id, now):
        newest[row.recipient_id] = row.id
        if row.kind in ALERTS:
            urgent.add(row.recipient_id)
    found = [pair for pair in newest.items() if not _is_told(session, timebank_id, *pair)][:limit]
    for member_id, last_id in found:
        whom = member.get(session, timebank_id, member_id)
        for organiser in _callers(session, whom, everybody=member_id in urgent):
            notification.queue(
                session,
                Notice.TASK_CALL,
                subject_id=member_id,
                recipient=organiser,
                send_after=now,
                round=last_id,
            )
    return len(found)


def _callers(session: Session, whom: Member, *, everybody: bool) -> list[Member]:
    """Whoever acted for that member last knows them best; where nobody did, or it is urgent, everybody."""
    acted = None if everybody else acting.last_for(session, whom)
    return member.organisers(session, whom.timebank_id) if acted is None else [acted]


def _is_told(session: Session, timebank_id: int, member_id: int, last_id: int) -> bool:
    """Says whether organisers were told of everything for a member, up to the last that has come due."""
    found = session.exec(
        select(Notification.id).where(
            Notification.timebank_id == timebank_id,
            Notification.kind == Notice.TASK_CALL,
            Notification.subject_id == member_id,
            Notification.round == last_id,
        )
    ).first()
    return found is not None


def _due(session: Session, timebank_id: int, now: datetime) -> list[Notification]:
    """Returns everything that is due and for somebody without the app, what came due first at the front."""
    # They are few, and there is an index of them; what waits for everybody else may be much.
    whom = session.exec(
        select(Member.id).where(
            Member.timebank_id == timebank_id, col(Member.chat_id).is_(None), col(Member.state).in_(HERE)
        )
    ).all()
    if not whom:
        return []
    first_due_at = func.coalesce(Notification.first_due_at, Notification.send_after)
    rows = session.exec(
        select(Notification)
        .where(
            Notification.timebank_id == timebank_id,
            col(Notification.recipient_id).in_(whom),
            # Delivery takes each in its hand when it is due, sees that nothing can be sent, and puts it back.
            col(Notification.state).in_(notification.UNFINISHED),
            col(Notification.finished_at).is_(None),
            first_due_at <= now,
            or_(col(Notification.useless_after).is_(None), col(Notification.useless_after) > now),
        )
        .order_by(first_due_at, col(Notification.id))
    )
    return list(rows)
