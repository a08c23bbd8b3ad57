"""Preferences: how much a member wants to be asked, whom they visit, who comes to them, and what they manage.

All of it is theirs to say and to leave unsaid, and nobody else is shown it: it only decides who is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from models import availability, hurdle, kind, member, notification, request
from models.availability import local_moment, wall_clock
from models.invitation import AT_ONCE
from models.member import Gender, Member, require_active
from models.notification import Notice
from models.refusals import Refusal

FEWEST_MINUTES, MOST_MINUTES = 30, 40 * 60
FEWEST_ASKS, MOST_ASKS = 1, 21
LONGEST_TRAVEL_M = 100_000
LONGEST_PAUSE = timedelta(days=365)
# On the morning on which a pause ends this is when we say so, and for so long it is worth saying.
SAID_AT = time(9)
WORTH_SAYING_FOR = timedelta(days=2)


class LimitOutOfRange(Refusal):
    """A limit that makes no sense. Facts: `least` and `most`."""

    message = "refusal-limit-out-of-range"


class MinutesOutOfRange(Refusal):
    """A length of time in a week that makes no sense. Facts: `least_minutes` and `most_minutes`."""

    message = "refusal-minutes-out-of-range"


class PauseOutOfRange(Refusal):
    """A pause ends on a day that is still to come, within a year. Facts: `days`."""

    message = "refusal-pause-out-of-range"


class Side(StrEnum):
    """Which preference it is about: whom one visits, or who comes."""

    VISITS = "visits"
    COMES = "comes"


def say_gender(session: Session, who: Member, gender: Gender | None) -> None:
    """Notes what somebody says of themself; None for one who would rather not say.

    Raises:
        NotAMember, WaitingForOrganiser: they are no member; so do all that follow.
    """
    require_active(who)
    who.gender = gender
    session.add(who)


def prefer(session: Session, who: Member, side: Side, gender: Gender | None) -> None:
    """Notes whom they would rather visit, or have come; None for anybody.

    Who should come counts at once, also for what they have asked for already.
    """
    require_active(who)
    if side is Side.VISITS:
        who.visits = gender
    elif who.comes is not gender:
        who.comes = gender
        for wanted in _visits_wanted(session, who):
            wanted.comes = gender
    session.add(who)


def say_hurdles(session: Session, who: Member, codes: Iterable[str]) -> None:
    """Notes what there is at their home, and nothing else; raises UnknownHurdle.

    It counts at once, also for what they have asked for already.
    """
    require_active(who)
    there = hurdle.bits(codes)
    if who.hurdles != there:
        who.hurdles = there
        for wanted in _visits_wanted(session, who):
            wanted.hurdles = there
    session.add(who)


def cannot_manage(session: Session, who: Member, codes: Iterable[str]) -> None:
    """Notes what they cannot manage when they visit, and nothing else; raises UnknownHurdle."""
    require_active(who)
    who.cannot = hurdle.bits(codes)
    session.add(who)


def travel(session: Session, who: Member, limit_m: int) -> None:
    """Notes how far they go, in metres; raises LimitOutOfRange."""
    require_active(who)
    who.travel_limit_m = _within(limit_m, 0, LONGEST_TRAVEL_M)
    session.add(who)


def be_free(session: Session, who: Member, slots: int) -> None:
    """Notes when they are usually free, as the weekly grid of `models.availability`."""
    require_active(who)
    who.free_slots = slots & availability.ALWAYS
    session.add(who)


def limit_asks(session: Session, who: Member, per_week: int | None) -> None:
    """Notes how often they want to be asked in a week; None for as often as the bank allows.

    Raises:
        LimitOutOfRange: below `FEWEST_ASKS` or above `MOST_ASKS`; who wants not to be asked at all pauses.
    """
    require_active(who)
    who.asks_per_week = None if per_week is None else _within(per_week, FEWEST_ASKS, MOST_ASKS)
    session.add(who)


def limit_minutes(session: Session, who: Member, per_week: int | None) -> None:
    """Notes how many minutes they give in a week at most; None for no limit.

    Raises:
        MinutesOutOfRange: below `FEWEST_MINUTES` or above `MOST_MINUTES`.
    """
    require_active(who)
    if per_week is not None and not FEWEST_MINUTES <= per_week <= MOST_MINUTES:
        raise MinutesOutOfRange(least_minutes=FEWEST_MINUTES, most_minutes=MOST_MINUTES)
    who.minutes_per_week = per_week
    session.add(who)


def pause_until(session: Session, who: Member, day: date, now: datetime) -> None:
    """Takes a member out of the matching until the morning of that day, when they come back by themself.

    Raises:
        NotAMember, WaitingForOrganiser: they are no member.
        PauseOutOfRange: the day is over, or more than a year away.
    """
    until = require_pause(who, day, now)
    member.pause(session, who)
    who.paused_until = until


def require_pause(who: Member, day: date, now: datetime) -> datetime:
    """Returns when a pause would end that lasts until the morning of that day; raises PauseOutOfRange."""
    until = local_moment(day, time(0), who.zone)
    if not now < until <= now + LONGEST_PAUSE:
        raise PauseOutOfRange(days=LONGEST_PAUSE.days)
    return until


def back_on(who: Member) -> date | None:
    """Returns the day on whose morning a pause ends by itself, or None where they have to end it."""
    return None if who.paused_until is None else wall_clock(who.paused_until, who.zone).date()


def come_back(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Lets everybody be asked again whose pause has ended, and returns how many there were.

    They hear of it once, when the morning has come: an invitation out of the blue would surprise somebody who
    has forgotten that day.

    Args:
        limit: how many at the most.
    """
    found = session.exec(
        select(Member)
        .where(
            Member.timebank_id == timebank_id,
            Member.state == member.State.PAUSED,
            col(Member.paused_until) <= now,
        )
        .order_by(col(Member.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for who in found:
        day = back_on(who)
        assert day is not None, "only a pause that has an end is looked for"
        member.resume(session, who)
        morning = local_moment(day, SAID_AT, who.zone)
        notification.queue(
            session,
            Notice.BREAK_OVER,
            subject_id=who.id,
            recipient=who,
            send_after=max(morning, now),
            useless_after=max(morning, now) + WORTH_SAYING_FOR,
            # Each day on which a pause ends is a thing of its own to be told of.
            round=day.toordinal(),
        )
    return len(found)


def _visits_wanted(session: Session, who: Member) -> list[request.Request]:
    """Returns what they have asked for that brings somebody to them, and for which nobody is found so far."""
    return [one for one in request.open_of(session, who) if not kind.named(one.kind).from_chair]


def _within(value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise LimitOutOfRange(least=least, most=most)
    return value
