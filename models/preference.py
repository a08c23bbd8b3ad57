"""Preferences: how much a member wants to be asked, whom they visit, who comes to them, and what they manage.

All of it is theirs to say and to leave unsaid, and nobody else is shown it: it only decides who is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from models import hurdle, member
from models.availability import local_moment
from models.member import Gender, Member
from models.refusals import Refusal

FEWEST_MINUTES, MOST_MINUTES = 30, 40 * 60
MOST_ASKS = 21
LONGEST_TRAVEL_M = 100_000
LONGEST_PAUSE = timedelta(days=365)


class LimitOutOfRange(Refusal):
    """A limit that makes no sense. Facts: `least` and `most`."""

    message = "refusal-limit-out-of-range"


class PauseOutOfRange(Refusal):
    """A pause ends on a day that is still to come, within a year. Facts: `days`."""

    message = "refusal-pause-out-of-range"


class Side(StrEnum):
    """Which preference it is about: whom one visits, or who comes."""

    VISITS = "visits"
    COMES = "comes"


def say_gender(session: Session, who: Member, gender: Gender | None) -> None:
    """Notes what somebody says of themself, or that they would rather not say."""
    who.gender = gender
    session.add(who)


def prefer(session: Session, who: Member, side: Side, gender: Gender | None) -> None:
    """Notes whom they would rather visit, or have come; None for anybody."""
    if side is Side.VISITS:
        who.visits = gender
    else:
        who.comes = gender
    session.add(who)


def say_hurdles(session: Session, who: Member, codes: Iterable[str]) -> None:
    """Notes what there is at their home, and nothing else; raises UnknownHurdle."""
    who.hurdles = hurdle.bits(codes)
    session.add(who)


def cannot_manage(session: Session, who: Member, codes: Iterable[str]) -> None:
    """Notes what they cannot manage when they visit, and nothing else; raises UnknownHurdle."""
    who.cannot = hurdle.bits(codes)
    session.add(who)


def travel(session: Session, who: Member, limit_m: int) -> None:
    """Notes how far they go, in metres; raises LimitOutOfRange."""
    who.travel_limit_m = _within(limit_m, 0, LONGEST_TRAVEL_M)
    session.add(who)


def be_free(session: Session, who: Member, slots: int) -> None:
    """Notes when they are usually free, as the weekly grid of `models.availability`."""
    who.free_slots = slots & ((1 << 21) - 1)
    session.add(who)


def limit_asks(session: Session, who: Member, per_week: int | None) -> None:
    """Notes how often they want to be asked in a week; None for as often as the bank allows.

    Raises:
        LimitOutOfRange: below 1 or above `MOST_ASKS`; who wants not to be asked at all pauses.
    """
    who.asks_per_week = None if per_week is None else _within(per_week, 1, MOST_ASKS)
    session.add(who)


def limit_minutes(session: Session, who: Member, per_week: int | None) -> None:
    """Notes how many minutes they give in a week at most; None for no limit; raises LimitOutOfRange."""
    who.minutes_per_week = None if per_week is None else _within(per_week, FEWEST_MINUTES, MOST_MINUTES)
    session.add(who)


def pause_until(session: Session, who: Member, day: date, now: datetime) -> None:
    """Takes a member out of the matching until the morning of that day, when they come back by themself.

    Raises:
        NotAMember, WaitingForOrganiser: they are no member.
        PauseOutOfRange: the day is over, or more than a year away.
    """
    until = local_moment(day, time(0), who.zone)
    if not now < until <= now + LONGEST_PAUSE:
        raise PauseOutOfRange(days=LONGEST_PAUSE.days)
    member.pause(session, who)
    who.paused_until = until


def come_back(session: Session, timebank_id: int, now: datetime, *, limit: int = 100) -> int:
    """Lets everybody be asked again whose pause has ended, and returns how many there were."""
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
        member.resume(session, who)
    return len(found)


def _within(value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise LimitOutOfRange(least=least, most=most)
    return value
