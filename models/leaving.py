"""Leaving: a member goes, also in debt and in the middle of things, and nobody is left waiting for them.

    requests that look for help -> withdrawn; everybody who was asked is thanked
    invitations to help ---------> a no, so that others are asked
    help agreed for later -------> called off; where they were to help, somebody else is looked for
    help that has begun ---------> an organiser looks at its hours, which are not lost
    offers, talks, raised hands -> ended
    hours -----------------------> closed by a transfer to the chest; a debt is taken over in the same way

Whoever has left may join again. Their account is the same one, so that no starting hours come a second time,
and it begins at zero: old hours stay closed.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from models import (
    buddy,
    concern,
    confirmation,
    conversation,
    exchange,
    invitation,
    ledger,
    member,
    notification,
    offer,
    request,
)
from models.invitation import Invitation
from models.member import Member, State
from models.notification import Notice, Notification
from models.raised_hand import RaisedHand
from models.refusals import Refusal
from models.request import Request


class LastOrganiser(Refusal):
    """A time bank is never left without anybody to look after it."""

    message = "refusal-last-organiser"


def leave(session: Session, leaver: Member, now: datetime) -> Member:
    """Lets a member go, and ends everything that others could wait for. Leaving twice is leaving once.

    Raises:
        LastOrganiser: nobody else looks after the time bank.
    """
    if leaver.state is not State.LEFT:
        require_another_organiser(session, leaver)
        end_all(session, leaver, now)
    return leaver


def require_another_organiser(session: Session, leaver: Member) -> None:
    """Lets everybody pass but the last one who looks after the time bank.

    Raises:
        LastOrganiser: that is who it is.
    """
    if not (leaver.is_organiser and leaver.has_joined):
        return
    people = member.organisers(session, leaver.timebank_id)
    if not any(other.id != leaver.id and other.has_joined for other in people):
        raise LastOrganiser()


def end_all(session: Session, leaver: Member, now: datetime) -> None:
    """Does what leaving does, whoever it is; `leave` asks first whether they may."""
    for standing in exchange.unfinished_of(session, leaver):
        if standing.state is exchange.State.AGREED and standing.starts_at > now:
            exchange.cancel(session, standing.id, leaver, now)
        elif standing.state is exchange.State.AGREED:
            confirmation.hand_over(session, standing, now)
    for wanted in request.open_of(session, leaver):
        request.withdraw(session, wanted.id, leaver, now)
    for asked in unanswered(session, leaver):
        invitation.decline(session, asked.id, leaver, now)
    offer.set_all(session, leaver, (), now)
    conversation.end(session, leaver)
    hand_back(session, leaver)
    _lower_hands(session, leaver, now)
    buddy.end_all(session, leaver, now)
    leaver.state, leaver.is_organiser = State.LEFT, False
    leaver.is_lead = leaver.is_facilitator = False
    session.add(leaver)
    concern.hand_back(session, leaver, now)
    _say_nothing_more(session, leaver, now)
    session.flush()
    account = ledger.accounts_of(session, leaver.timebank_id, leaver.id).get(leaver.id)
    if account is not None:
        # The last entry names the leaving, because who comes back may leave again.
        last = ledger.entries(session, account, limit=1)
        deed_key = f"leaving:{leaver.id}:{last[0].id if last else 0}"
        ledger.close(session, account, deed_key=deed_key, now=now)


def unanswered(session: Session, leaver: Member) -> list[Invitation]:
    """Returns the invitations on which others still count: not answered so far, or answered with a yes."""
    return list(
        session.exec(
            select(Invitation)
            .where(
                Invitation.timebank_id == leaver.timebank_id,
                Invitation.member_id == leaver.id,
                col(Invitation.state).in_([invitation.State.ASKED, invitation.State.YES]),
            )
            .order_by(col(Invitation.id))
        )
    )


def hand_back(session: Session, leaver: Member) -> None:
    """Puts the requests that they saw to as an organiser back into everybody's sight."""
    for wanted in session.exec(
        select(Request).where(
            Request.timebank_id == leaver.timebank_id,
            Request.looked_after_by_id == leaver.id,
            Request.state == request.State.OPEN,
        )
    ):
        wanted.looked_after_by_id = None
        session.add(wanted)


def _lower_hands(session: Session, leaver: Member, now: datetime) -> None:
    """Lowers their raised hands: there is nobody left to get in touch with."""
    for hand in session.exec(
        select(RaisedHand).where(
            RaisedHand.timebank_id == leaver.timebank_id,
            RaisedHand.member_id == leaver.id,
            col(RaisedHand.lowered_at).is_(None),
        )
    ):
        hand.lowered_at = now
        session.add(hand)
        notification.lapse(
            session,
            timebank_id=leaver.timebank_id,
            subject_id=hand.id,
            kinds=[Notice.TASK_PERSON_WANTED],
            now=now,
        )


def _say_nothing_more(session: Session, leaver: Member, now: datetime) -> None:
    """Lets everything go unsaid that they would still hear, and what organisers would of their joining."""
    notification.lapse(
        session,
        timebank_id=leaver.timebank_id,
        subject_id=leaver.id,
        kinds=[Notice.TASK_APPROVAL],
        now=now,
    )
    for row in session.exec(
        select(Notification).where(
            Notification.timebank_id == leaver.timebank_id,
            Notification.recipient_id == leaver.id,
            col(Notification.state).in_([notification.State.PENDING, notification.State.UNCERTAIN]),
        )
    ):
        notification.finish(session, row, notification.State.LAPSED, now)
