"""An agreement: a yes becomes an exchange, with its hours reserved, its reminders set, the others thanked.

Where the first yes counts, it is agreed at once. Where the asker wants to choose, each yes is told to them,
and the one they choose is agreed.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from models import (
    acting,
    apart,
    attendance,
    availability,
    demand,
    exchange,
    invitation,
    ledger,
    member,
    notification,
    promised,
    request,
    volunteering,
    window,
)
from models.exchange import Exchange
from models.invitation import AlreadyFilled, AnsweredAlready, Invitation
from models.ledger import NotEnoughHours
from models.member import Member, NotFound
from models.notification import Notice
from models.refusals import Refusal
from models.request import Choosing, OwnRequest, Request


class NotThatTime(Refusal):
    """The asker did not ask for that time."""

    message = "refusal-not-that-time"


class Rearranged(AlreadyFilled):
    """The search has begun anew since they were asked: it is another time now, or another way."""

    message = "refusal-rearranged"


class CannotComeNow(Refusal):
    """The one whom the asker would choose may not come any more; the asker is not told why."""

    message = "refusal-cannot-come-now"


class AskerShort(Refusal):
    """The asker has promised their hours elsewhere meanwhile; the helper is not told how many they have."""

    message = "refusal-asker-short"


def accept(
    session: Session, invitation_id: int, by: Member, starts_at: datetime, now: datetime
) -> Invitation | Exchange:
    """Takes a yes. Where the first yes counts it is an exchange at once; else the asker is told and chooses.

    A yes after silence counts while help is still wanted. The same yes twice is one yes.

    Args:
        starts_at: when the helper will come, within the time that was asked for.

    Raises:
        NotFound, NotAMember: it is not this member's to answer.
        AlreadyFilled: somebody else comes, or help is no longer needed; or since they were asked, the two are
            kept apart, or that door has come to be none for them, which neither of them is told.
        Rearranged: the search has begun anew since they were asked.
        AnsweredAlready: the member said no, or dropped out of it before.
        NotAllowed: since they were asked, something has come to be missing that this kind of help demands.
        NotThatTime, TimePassed: help is not wanted then.
        PromisedElsewhere: the member helps somebody else at that time.
        AskerShort: the asker has promised their hours elsewhere meanwhile.
        AskedForThem: the member has asked for the asker, or acts for them.
    """
    member.require_active(by)
    asked = invitation.mine(session, by, invitation_id)
    wanted = request.get(session, by.timebank_id, asked.request_id)
    request.hold(session, wanted)
    if asked.state is invitation.State.CHOSEN:
        return exchange.live(session, wanted) or asked
    if asked.state in (invitation.State.NO, invitation.State.DROPPED):
        raise AnsweredAlready()
    if wanted.state is not request.State.OPEN or _may_not_meet(session, wanted, by):
        raise AlreadyFilled()
    if asked.round != wanted.round:
        raise Rearranged()
    demand.require_cleared(session, by, wanted.kind, now)
    acting.require_not_helper(session, wanted, by.id, now)
    if starts_at <= now:
        raise window.TimePassed()
    if not _suits(wanted, starts_at, now):
        raise NotThatTime()
    promised.require_free(session, by, wanted, starts_at, now)
    again = asked.state is invitation.State.YES and asked.starts_at == starts_at
    asked.state, asked.starts_at = invitation.State.YES, starts_at
    asked.answered_at = asked.answered_at or now
    session.add(asked)
    invitation.unsay(session, asked, [Notice.INVITATION], now)
    if wanted.choosing is Choosing.FIRST:
        try:
            return _agree(session, wanted, asked, starts_at, now)
        except NotEnoughHours as shortage:
            raise AskerShort() from shortage
    if not again:
        asker = member.get(session, wanted.timebank_id, wanted.asker_id)
        notification.queue(
            session,
            Notice.CANDIDATE,
            subject_id=asked.id,
            recipient=asker,
            send_after=now,
            useless_after=wanted.latest_at,
            again=True,
        )
    return asked


def choose(session: Session, invitation_id: int, by: Member, now: datetime) -> Exchange:
    """The asker chooses one of those who said yes. Choosing the same one twice is choosing once.

    Raises:
        NotFound: it is not this asker's request, or that member has not said yes.
        AlreadyFilled: another one was chosen, or the request has ended.
        CannotComeNow: since they said yes, something has come to be missing that this kind of help demands,
            or that door has come to be none for them, or they have promised that time to somebody else.
        NotEnoughHours: the asker has promised their hours elsewhere meanwhile.
        AskedForThem: that member has asked for the asker, or acts for them.
    """
    picked = invitation.get(session, by.timebank_id, invitation_id)
    wanted = request.mine(session, by, picked.request_id)
    request.hold(session, wanted)
    standing = exchange.live(session, wanted)
    if standing is not None and standing.helper_id == picked.member_id:
        return standing
    if wanted.state is not request.State.OPEN or picked.round != wanted.round:
        raise AlreadyFilled()
    if picked.state is not invitation.State.YES or picked.starts_at is None:
        raise NotFound()
    if picked.starts_at <= now:
        raise window.TimePassed()
    helper = _helper(session, picked)
    if wanted.kind in demand.missing_of(session, helper, now) or _may_not_meet(session, wanted, helper):
        raise CannotComeNow()
    acting.require_not_helper(session, wanted, helper.id, now)
    standing_elsewhere = promised.ahead(session, helper, wanted, now)
    if promised.in_the_way(standing_elsewhere, picked.starts_at, wanted.minutes) is not None:
        raise CannotComeNow()
    return _agree(session, wanted, picked, picked.starts_at, now)


def _may_not_meet(session: Session, wanted: Request, helper: Member) -> bool:
    """Says whether that helper may not stand at that door, whatever was so when they were asked."""
    return apart.are(session, helper, wanted.asker_id) or not volunteering.suits_door(wanted, helper)


def _helper(session: Session, picked: Invitation) -> Member:
    return member.get(session, picked.timebank_id, picked.member_id)


def _suits(wanted: Request, starts_at: datetime, now: datetime) -> bool:
    """Says whether the asker asked for a time like that."""
    if wanted.earliest_at == wanted.latest_at:
        return starts_at == wanted.earliest_at
    possible = {
        at
        for day in window.days_of(wanted.window, wanted.part, wanted.zone, now)
        for at in window.starts_on(day, wanted.part, wanted.window, wanted.zone, now)
    }
    return starts_at in possible


def _agree(
    session: Session, wanted: Request, picked: Invitation, starts_at: datetime, now: datetime
) -> Exchange:
    """Makes the exchange, reserves the hours, sets the reminders and thanks the others."""
    if picked.member_id == wanted.asker_id:
        raise OwnRequest()
    asker, helper = member.get(session, wanted.timebank_id, wanted.asker_id), _helper(session, picked)
    standing = Exchange(
        timebank_id=wanted.timebank_id,
        request_id=wanted.id,
        asker_id=asker.id,
        helper_id=helper.id,
        kind=wanted.kind,
        starts_at=starts_at,
        minutes=wanted.minutes,
        zone=wanted.zone,
        starts_wall=availability.wall_clock(starts_at, wanted.zone),
        agreed_at=now,
    )
    session.add(standing)
    session.flush()
    ledger.reserve(
        session,
        deed_key=f"exchange:{standing.id}:reserve",
        giver=ledger.account_of(session, wanted.timebank_id, asker.id),
        receiver=ledger.account_of(session, wanted.timebank_id, helper.id),
        minutes=wanted.minutes,
        now=now,
        exchange_id=standing.id,
    )
    picked.state = invitation.State.CHOSEN
    session.add(picked)
    session.flush()
    request.agree(session, wanted, now)
    attendance.expect(session, standing, wanted, asker)
    for one in (asker, helper):
        notification.queue(session, Notice.AGREED, subject_id=standing.id, recipient=one, send_after=now)
        exchange.remind(session, standing, one, now)
    return standing
