"""A portrait: what an organiser sees of one member at a glance, and never where exactly they live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from models import books, contact, exchange, ledger, meeting, member, offer, request, roll
from models.exchange import Exchange
from models.invitation import Invitation
from models.ledger import Standing
from models.meeting import Meeting
from models.member import Member, NotFound, State
from models.offer import Offer
from models.request import Request


@dataclass(frozen=True)
class Portrait:
    """One member at a glance.

    Attributes:
        whom: the member.
        area: where they live, without the house; empty where the place has no name.
        offers: what they offer, paused offers included.
        met: when they were met in person, and by whom; None where nobody has said so.
        hours: how their account stands; None while they have none.
        given_minutes, received_minutes: help they gave and got, after all corrections.
        last_active_at: when they last asked, offered, answered or agreed; None where they never did.
        visits: help that is agreed and not settled, the soonest first.
        requests: what they ask for and nobody has taken.
        has_phone: whether a phone number is kept for organisers to read.
    """

    whom: Member
    area: str
    offers: Sequence[Offer]
    met: Meeting | None
    hours: Standing | None
    given_minutes: int
    received_minutes: int
    last_active_at: datetime | None
    visits: Sequence[Exchange]
    requests: Sequence[Request]
    has_phone: bool


def of(session: Session, member_id: int, by: Member) -> Portrait:
    """Returns what an organiser sees of a member.

    Raises:
        NotFound: `by` is no organiser, or nobody of that number has told us a name in their bank.
    """
    member.require_organiser(by)
    whom = member.get(session, by.timebank_id, member_id)
    if not whom.name and whom.state is not State.JOINING:
        raise NotFound()
    account = ledger.accounts_of(session, whom.timebank_id, whom.id).get(whom.id)
    helped = list(
        books.banked(
            session,
            whom.timebank_id,
            or_(col(Exchange.asker_id) == whom.id, col(Exchange.helper_id) == whom.id),
        )
    )
    kept = contact.of(session, whom)
    return Portrait(
        whom=whom,
        area=roll.area_of(whom.place_name),
        offers=offer.of(session, whom),
        met=meeting.of(session, whom),
        hours=None if account is None else ledger.standing(session, account),
        given_minutes=sum(one.minutes for one in helped if one.helper_id == whom.id),
        received_minutes=sum(one.minutes for one in helped if one.asker_id == whom.id),
        last_active_at=_last_active_at(session, whom),
        visits=exchange.unfinished_of(session, whom),
        requests=request.open_of(session, whom),
        has_phone=kept is not None and bool(kept.phone),
    )


def _last_active_at(session: Session, whom: Member) -> datetime | None:
    """Looks through all that they do by themselves; what is only done to them does not count."""
    bank_id, mine = whom.timebank_id, whom.id
    moments = [
        session.exec(
            select(func.max(Request.asked_at)).where(Request.timebank_id == bank_id, Request.asker_id == mine)
        ).one(),
        session.exec(
            select(func.max(Invitation.answered_at)).where(
                Invitation.timebank_id == bank_id, Invitation.member_id == mine
            )
        ).one(),
        session.exec(
            select(func.max(Offer.made_at)).where(Offer.timebank_id == bank_id, Offer.member_id == mine)
        ).one(),
        session.exec(
            select(func.max(Exchange.agreed_at)).where(
                Exchange.timebank_id == bank_id,
                or_(col(Exchange.asker_id) == mine, col(Exchange.helper_id) == mine),
            )
        ).one(),
        whom.joined_at,
    ]
    return max((moment for moment in moments if moment is not None), default=None)
