"""Visits ahead, as time and the world change: their wall time is kept, and somebody hears of trouble in time.

What two people agreed on is a time on the clock on a wall. The moment in UTC beside it is worked out from the
rules of the zone, and where a country changes those, it is the moment that moves.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, or_, select

from models import availability, exchange, member, notification, request
from models.exchange import Exchange, State
from models.invitation import AT_ONCE
from models.member import Member
from models.notification import Notice
from models.request import Request
from models.window import When, window

# Visits nearer than this are worth an organiser's time when one of the two can no longer be reached.
VISITS_WITHIN = timedelta(hours=48)


def tell_of_unreachable(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Tells that bank's organisers, once, of each visit in the next two days with somebody out of reach.

    Returns of how many visits they were told.

    Args:
        limit: how many at the most.
    """
    silent = select(Member.id).where(
        Member.timebank_id == timebank_id, col(Member.unreachable_since).is_not(None)
    )
    near = session.exec(
        select(Exchange)
        .where(
            Exchange.timebank_id == timebank_id,
            Exchange.state == State.AGREED,
            col(Exchange.unreachable_told_at).is_(None),
            col(Exchange.starts_at) > now,
            col(Exchange.starts_at) <= now + VISITS_WITHIN,
            or_(col(Exchange.asker_id).in_(silent), col(Exchange.helper_id).in_(silent)),
        )
        .order_by(col(Exchange.starts_at), col(Exchange.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    people = member.organisers(session, timebank_id) if near else []
    for standing in near:
        unreachable = {who.id for who in _both(session, standing) if who.unreachable_since is not None}
        for organiser in people:
            if organiser.id not in unreachable:
                notification.queue(
                    session,
                    Notice.TASK_UNREACHABLE,
                    subject_id=standing.id,
                    recipient=organiser,
                    send_after=now,
                    useless_after=standing.starts_at,
                )
        standing.unreachable_told_at = now
        session.add(standing)
    return len(near)


def with_silent_people(session: Session, timebank_id: int, now: datetime) -> list[tuple[Exchange, datetime]]:
    """Returns that bank's visits in the next two days with somebody out of reach, the soonest first, each
    with since when they have been."""
    rows = session.exec(
        select(Exchange, func.min(Member.unreachable_since))
        .join(Member, or_(col(Member.id) == Exchange.asker_id, col(Member.id) == Exchange.helper_id))
        .where(
            Exchange.timebank_id == timebank_id,
            Member.timebank_id == timebank_id,
            col(Member.unreachable_since).is_not(None),
            Exchange.state == State.AGREED,
            col(Exchange.starts_at) > now,
            col(Exchange.starts_at) <= now + VISITS_WITHIN,
        )
        .group_by(col(Exchange.id))
        .order_by(col(Exchange.starts_at), col(Exchange.id))
    )
    return [(standing, since) for standing, since in rows if since is not None]


def follow_zone_rules(session: Session, timebank_id: int, now: datetime) -> list[Exchange]:
    """Keeps what was promised where the rules of a zone have changed since: requests and visits ahead move to
    the moment at which the wall clock shows their time; returns the visits that moved.

    Both people of a visit are told that its time stays, and get a new file, because calendars know the moment
    alone.
    """
    for wanted in session.exec(
        select(Request).where(
            Request.timebank_id == timebank_id,
            Request.state == request.State.OPEN,
            col(Request.latest_at) > now,
        )
    ):
        _follow(session, wanted)
    moved = []
    for standing in session.exec(
        select(Exchange)
        .where(
            Exchange.timebank_id == timebank_id,
            Exchange.state == State.AGREED,
            col(Exchange.starts_at) > now,
            col(Exchange.starts_wall).is_not(None),
        )
        .order_by(col(Exchange.id))
    ).all():
        promised = standing.starts_wall
        if promised is None or availability.wall_clock(standing.starts_at, standing.zone) == promised:
            continue
        starts_at = availability.local_moment(promised.date(), promised.time(), standing.zone)
        if starts_at != standing.starts_at:
            standing.starts_at, standing.sequence = starts_at, standing.sequence + 1
            session.add(standing)
            for one in _both(session, standing):
                exchange.remind(session, standing, one, now)
                notification.queue(
                    session,
                    Notice.TIME_STAYS,
                    subject_id=standing.id,
                    recipient=one,
                    send_after=now,
                    useless_after=starts_at,
                    round=standing.sequence,
                )
            moved.append(standing)
    return moved


def _follow(session: Session, wanted: Request) -> None:
    """Works the span of a request out again from what the asker said."""
    if wanted.at is None and wanted.earliest_at == wanted.latest_at:
        # Asked before the time that was said was kept.
        return
    span = window(When(wanted.day, wanted.part, wanted.at), wanted.zone, wanted.asked_at)
    if span != wanted.window:
        wanted.at_risk_at += span.latest_at - wanted.latest_at
        wanted.earliest_at, wanted.latest_at = span.earliest_at, span.latest_at
        session.add(wanted)


def _both(session: Session, standing: Exchange) -> list[Member]:
    return [member.get(session, standing.timebank_id, who) for who in (standing.asker_id, standing.helper_id)]
