"""Joinings that were begun and never finished: after three days organisers see them, and may write once.

One kind word, once. Whoever does not go on after that has changed their mind, and is left alone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models import journal, member, notification
from models.conversation import Conversation
from models.member import Member, NotFound, State
from models.notification import Notice, Notification

WAITS = timedelta(days=3)
# Whoever began so long ago is not looked for any more.
LOOKED_FOR = timedelta(days=30)
FLOW = "joining"


def waiting(session: Session, timebank_id: int, now: datetime) -> list[tuple[Member, datetime]]:
    """Returns who stopped in the middle of joining, and since when they have been silent, the longest silence
    first; those who were written to before, or cannot be, are left out."""
    nudged = select(Notification.recipient_id).where(
        Notification.timebank_id == timebank_id, Notification.kind == Notice.NUDGE
    )
    rows = session.exec(
        select(Member, Conversation.touched_at)
        .join(Conversation, col(Conversation.member_id) == Member.id)
        .where(
            Member.timebank_id == timebank_id,
            Conversation.timebank_id == timebank_id,
            Conversation.flow == FLOW,
            col(Conversation.touched_at) <= now - WAITS,
            col(Conversation.touched_at) > now - LOOKED_FOR,
            Member.state == State.JOINING,
            col(Member.chat_id).is_not(None),
            col(Member.unreachable_since).is_(None),
            col(Member.id).not_in(nudged),
        )
        .order_by(col(Conversation.touched_at), col(Member.id))
    )
    return [(who, touched_at) for who, touched_at in rows]


def told_name(session: Session, newcomer: Member) -> str:
    """Returns what a newcomer would like to be called, where they have agreed that we keep it, or nothing."""
    if newcomer.name or newcomer.privacy_agreed_at is None:
        return newcomer.name
    answers = session.exec(
        select(Conversation.answers).where(
            Conversation.timebank_id == newcomer.timebank_id,
            Conversation.member_id == newcomer.id,
            Conversation.flow == FLOW,
        )
    ).first()
    return str((answers or {}).get("name") or "")


def nudge(session: Session, member_id: int, by: Member, now: datetime) -> bool:
    """Writes a kind word to somebody who stopped in the middle of joining, once however often it is sent.

    Returns:
        whether it was sent now; not where it had been before, or they have gone on meanwhile.

    Raises:
        NotFound: `by` is no organiser, or there is no such person in their bank.
    """
    member.require_organiser(by)
    newcomer = member.get(session, by.timebank_id, member_id)
    if newcomer.id not in {who.id for who, _ in waiting(session, by.timebank_id, now)}:
        if newcomer.state is not State.JOINING and not newcomer.has_joined:
            raise NotFound()
        return False
    notification.queue(session, Notice.NUDGE, subject_id=newcomer.id, recipient=newcomer, send_after=now)
    journal.note(session, by=by, act="member.nudge", subject_id=newcomer.id, now=now)
    return True
