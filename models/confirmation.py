"""Confirmation: both sides say how long help took, and the hours go into the ledger once.

one figure -----> wait for the other; silence never counts as agreement
two figures ----> close: they meet in the middle
            \\---> apart, or more than the asker's hours reach: an organiser decides
nobody speaks --> after three days an organiser hears of it
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models import acting, attendance, exchange, journal, ledger, member, notification, request
from models.exchange import Exchange, OverAlready, State
from models.invitation import AT_ONCE
from models.ledger import NotEnoughHours
from models.member import Member
from models.notification import Notice
from models.refusals import Refusal
from models.request import LengthOutOfRange

CLOSE_MINUTES = 15
HAND_OVER_AFTER = timedelta(days=3)
DID_NOT_HAPPEN = 0


class NotYet(Refusal):
    """It has not begun, so nobody can know how long it took. Facts: `starts_at`."""

    message = "refusal-not-yet"


class OwnCase(Refusal):
    """Nobody decides about hours of their own."""

    message = "refusal-own-case"


def confirm(session: Session, exchange_id: int, by: Member, minutes: int, now: datetime) -> Exchange:
    """One of the two says how long it took; when both have, the hours are banked or an organiser looks.

    Figures within a quarter of an hour meet in the middle. A figure may be changed until the other one has
    given theirs. Saying the same twice, or saying it after all is settled, changes nothing.

    Args:
        minutes: how long it took; 0 says that it did not happen.

    Raises:
        NotFound: they are not one of the two.
        NotYet: it has not begun.
        OverAlready: it was called off.
        LengthOutOfRange: it cannot have taken that long.
    """
    standing = exchange.mine(session, by, exchange_id)
    if standing.state in (State.CANCELLED, State.DROPPED):
        raise OverAlready()
    if standing.state is not State.AGREED:
        return standing
    if now < standing.starts_at:
        raise NotYet(starts_at=standing.starts_at)
    if minutes != DID_NOT_HAPPEN and not request.SHORTEST_MINUTES <= minutes <= request.LONGEST_MINUTES:
        raise LengthOutOfRange(
            shortest_minutes=request.SHORTEST_MINUTES, longest_minutes=request.LONGEST_MINUTES
        )
    if by.id == standing.asker_id:
        standing.asker_minutes = minutes
    else:
        standing.helper_minutes = minutes
    session.add(standing)
    attendance.figure_given(session, standing, by, minutes, now)
    asker_says, helper_says = standing.asker_minutes, standing.helper_minutes
    if asker_says is None or helper_says is None:
        return standing
    if asker_says == helper_says == DID_NOT_HAPPEN:
        _miss(session, standing, now)
    elif DID_NOT_HAPPEN in (asker_says, helper_says) or abs(asker_says - helper_says) > CLOSE_MINUTES:
        hand_over(session, standing, now)
    else:
        try:
            _bank(session, standing, middle(asker_says, helper_says), now)
        except NotEnoughHours:
            # The help was given, so it is no question of refusing: a person decides who bears it.
            hand_over(session, standing, now)
    return standing


def middle(one_minutes: int, other_minutes: int) -> int:
    """Returns the whole minute in the middle of two figures; a half counts for the helper."""
    return (one_minutes + other_minutes + 1) // 2


def settle(session: Session, exchange_id: int, by: Member, minutes: int, now: datetime) -> Exchange:
    """An organiser decides how long it took. Help that was given is always banked: where the asker's hours
    do not reach, the chest covers the rest, or else the time bank's own account, for everybody to see.

    Args:
        minutes: how long it took; 0 decides that it did not happen.

    Raises:
        NotFound: `by` is no organiser, or there is no such exchange.
        OwnCase: the organiser is one of the two, or has spoken for one of them and there is another one.
        OverAlready: it is settled, or was called off.
        NotYet, LengthOutOfRange: as for `confirm`.
    """
    standing = to_settle(session, exchange_id, by, now)
    if minutes != DID_NOT_HAPPEN and not request.SHORTEST_MINUTES <= minutes <= request.LONGEST_MINUTES:
        raise LengthOutOfRange(
            shortest_minutes=request.SHORTEST_MINUTES, longest_minutes=request.LONGEST_MINUTES
        )
    if minutes == DID_NOT_HAPPEN:
        _miss(session, standing, now)
    else:
        _cover(session, standing, minutes, now)
        _bank(session, standing, minutes, now)
    journal.note(session, by=by, act="exchange.settle", subject_id=standing.id, now=now, minutes=minutes)
    return standing


def to_settle(session: Session, exchange_id: int, by: Member, now: datetime) -> Exchange:
    """Returns an exchange about which that organiser may decide now.

    Raises:
        NotFound, OwnCase, OverAlready, NotYet: as `settle` does.
    """
    member.require_organiser(by)
    standing = exchange.get(session, by.timebank_id, exchange_id)
    if by.id in (standing.asker_id, standing.helper_id) or _spoke_for_one(session, standing, by):
        raise OwnCase()
    if standing.state not in (State.AGREED, State.DIFFERING):
        raise OverAlready()
    if now < standing.starts_at:
        raise NotYet(starts_at=standing.starts_at)
    return standing


def _spoke_for_one(session: Session, standing: Exchange, by: Member) -> bool:
    """Says whether that organiser told the figure of one of the two, and another one can decide instead."""
    spoke = acting.who_did(session, by.timebank_id, acting.CONFIRMED, standing.id)
    if spoke is None or spoke.id != by.id:
        return False
    return any(
        other.id not in (by.id, standing.asker_id, standing.helper_id)
        for other in member.organisers(session, by.timebank_id)
    )


def hand_over_silent(
    session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE
) -> list[Exchange]:
    """Tells that bank's organisers of exchanges whose hours nobody has settled for days.

    Returns those of which they were told now; each is told of once. Silence never counts as agreement.

    Args:
        limit: how many at the most.
    """
    # Between beginning and end lie at most half a day, so what the index finds is hardly ever too much.
    found = session.exec(
        select(Exchange)
        .where(
            Exchange.timebank_id == timebank_id,
            Exchange.state == State.AGREED,
            col(Exchange.handed_over_at).is_(None),
            col(Exchange.starts_at) <= now - HAND_OVER_AFTER,
        )
        .order_by(col(Exchange.starts_at), col(Exchange.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    late = [standing for standing in found if standing.ends_at <= now - HAND_OVER_AFTER]
    for standing in late:
        _tell_organisers(session, standing, now)
        standing.handed_over_at = now
        session.add(standing)
    return late


def _bank(session: Session, standing: Exchange, minutes: int, now: datetime) -> None:
    """Posts the hours once and tells both."""
    ledger.post(
        session,
        deed_key=f"exchange:{standing.id}:post",
        reserved=ledger.reservation_for(session, standing.timebank_id, standing.id),
        minutes=minutes,
        now=now,
    )
    standing.banked_minutes = minutes
    exchange.end(session, standing, State.BANKED, now)
    wanted = request.get(session, standing.timebank_id, standing.request_id)
    request.end(session, wanted, request.State.HELPED, "helped", now)
    _tell_both(session, standing, Notice.HOURS_BANKED, now)


def _miss(session: Session, standing: Exchange, now: datetime) -> None:
    """Frees the hours of help that did not happen and tells both."""
    exchange.release_hours(session, standing, now)
    exchange.end(session, standing, State.MISSED, now)
    wanted = request.get(session, standing.timebank_id, standing.request_id)
    request.end(session, wanted, request.State.UNMET, "did_not_happen", now)
    _tell_both(session, standing, Notice.DID_NOT_HAPPEN, now)


def _cover(session: Session, standing: Exchange, minutes: int, now: datetime) -> None:
    """Gives the asker, out of the chest as far as it reaches, the minutes that their floor would refuse."""
    asker = ledger.account_of(session, standing.timebank_id, standing.asker_id)
    try:
        ledger.require(session, asker, minutes - standing.minutes)
    except NotEnoughHours as shortage:
        ledger.cover(
            session,
            asker,
            deed_key=f"exchange:{standing.id}:cover",
            minutes=shortage.facts["needed_minutes"] - shortage.facts["available_minutes"],
            now=now,
            exchange_id=standing.id,
        )


def hand_over(session: Session, standing: Exchange, now: datetime) -> None:
    """Leaves it to an organiser, and says so to both."""
    standing.state = State.DIFFERING
    session.add(standing)
    _tell_both(session, standing, Notice.DIFFERING, now)
    _tell_organisers(session, standing, now)


def _tell_both(session: Session, standing: Exchange, notice: Notice, now: datetime) -> None:
    """Tells both, except one who has left the time bank and hears from it no more."""
    for member_id in (standing.asker_id, standing.helper_id):
        one = member.get(session, standing.timebank_id, member_id)
        if one.state is not member.State.LEFT:
            notification.queue(session, notice, subject_id=standing.id, recipient=one, send_after=now)


def _tell_organisers(session: Session, standing: Exchange, now: datetime) -> None:
    for organiser in member.organisers(session, standing.timebank_id):
        notification.queue(
            session, Notice.TASK_HOURS, subject_id=standing.id, recipient=organiser, send_after=now
        )
