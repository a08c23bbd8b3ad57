"""What must hold after every story and every fault, once things have settled."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from messenger import Messenger
from models import audit, exchange, invitation, notification, received, request
from models.exchange import Exchange
from models.group_post import GroupPost
from models.invitation import Invitation
from models.notification import Notice, Notification
from models.received import ReceivedUpdate
from models.request import Request

BEFORE_AND_AFTER = (
    Notice.REMINDER_DAY, Notice.REMINDER_SOON, Notice.HOW_LONG, Notice.HOW_LONG_AGAIN,
)  # fmt: skip
# Telegram answers this where all is as it should be: it reads so already, it was answered by somebody else,
# it is a question that came with a keyboard, which nobody can edit, or words under a file, which are changed
# in another way.
HARMLESS = ("not modified", "query is too old", "message can't be edited", "no text in the message")


def broken(session: Session, timebank_id: int, now: datetime) -> list[str]:
    """Returns what does not hold in the rows, a sentence each; empty when all is well.

    Args:
        timebank_id: the bank of the story.
        now: the moment in the story.
    """
    books = audit.audit(session, timebank_id)
    looks = (_waiting, _private_words, _said_after_the_end, _promises)
    return [*books.wrong, *_overdue(session, now), *(line for look in looks for line in look(session))]


def set_aside(session: Session) -> list[str]:
    """Returns the updates that nobody could handle; only stories about broken ones have any."""
    rows = session.exec(select(ReceivedUpdate).where(ReceivedUpdate.state == received.State.DEAD))
    return [f"I5 update {row.update_id} was set aside: {row.body}" for row in rows]


def unanswered_taps(messenger: Messenger) -> list[str]:
    """Returns the taps whose spinner still turns: every tap is answered, always."""
    return [
        f"nobody answered {query.data}" for query in messenger.street.queries.values() if not query.answered
    ]


def refusals(messenger: Messenger) -> list[str]:
    """Returns what the messenger refused: nothing that we say is ever turned down for how it is written."""
    return [
        f"{call.method} was refused: {call.answer}"
        for call in messenger.calls
        if call.status != 200 and not any(word in str(call.answer) for word in HARMLESS)
    ]


def _waiting(session: Session) -> list[str]:
    """I5: every update that was received is handled or set aside."""
    rows = session.exec(select(ReceivedUpdate).where(ReceivedUpdate.state == received.State.WAITING))
    return [f"I5 update {row.update_id} is still waiting" for row in rows]


def _private_words(session: Session) -> list[str]:
    """What was handled is forgotten word for word, because people write private things."""
    rows = session.exec(
        select(ReceivedUpdate).where(
            ReceivedUpdate.state == received.State.HANDLED, ReceivedUpdate.body != ""
        )
    )
    return [f"I7 what update {row.update_id} said is still kept" for row in rows]


def _overdue(session: Session, now: datetime) -> list[str]:
    """I6: whatever was due is in a last state."""
    rows = session.exec(
        select(Notification).where(
            col(Notification.state).in_(notification.UNFINISHED), Notification.send_after <= now
        )
    )
    posts = session.exec(select(GroupPost).where(col(GroupPost.try_at) <= now))
    return [
        *(f"I6 {row.kind.value} about {row.subject_id} was due and is {row.state.value}" for row in rows),
        *(f"I6 the group should have been told of {post.kind} {post.subject_id}" for post in posts),
    ]


def _said_after_the_end(session: Session) -> list[str]:
    """I6: what has ended sends nothing more."""
    rows = session.exec(
        select(Notification, Exchange)
        .join(Exchange, col(Exchange.id) == col(Notification.subject_id))
        .where(
            col(Notification.kind).in_(BEFORE_AND_AFTER),
            Notification.state == notification.State.SENT,
            col(Notification.finished_at) > col(Exchange.ended_at),
        )
    )
    return [f"I6 {row.kind.value} came after exchange {ended.id} had ended" for row, ended in rows]


def _promises(session: Session) -> list[str]:
    """Nobody is kept waiting by a request that needs nobody, and what is agreed stands exactly once."""
    left = session.exec(
        select(Invitation, Request)
        .join(Request, col(Request.id) == col(Invitation.request_id))
        .where(
            Request.state != request.State.OPEN,
            col(Invitation.state).in_([invitation.State.ASKED, invitation.State.YES]),
        )
    )
    wrong = [f"invitation {asked.id} waits, but request {wanted.id} does not" for asked, wanted in left]
    agreed = session.exec(select(Request.id).where(Request.state == request.State.AGREED)).all()
    standing = session.exec(
        select(Exchange.request_id).where(
            col(Exchange.state).in_([exchange.State.AGREED, exchange.State.DIFFERING])
        )
    ).all()
    if sorted(agreed) != sorted(standing):
        wrong.append(f"requests {agreed} are agreed, but exchanges stand for {standing}")
    return wrong
