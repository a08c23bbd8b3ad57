"""A changed day: a day on which a member is free at other times than usual, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, delete, select

from models.availability import PARTS, Part
from models.columns import Row, reference
from models.member import Member, require_active
from models.refusals import Refusal
from models.window import FURTHEST_DAYS, TimePassed, TooFarAhead

AT_MOST = 60
ALL_DAY = 0b111


class DaysBackwards(Refusal):
    """The last day is before the first. Facts: `first`, the first day."""

    message = "refusal-days-backwards"


class TooManyDays(Refusal):
    """So many days cannot be kept; a pause is better. Facts: `limit`."""

    message = "refusal-too-many-days"


class ChangedDay(Row, table=True):
    """One day that is not as usual.

    Attributes:
        day: on the wall clock of the member's zone.
        parts: when they are free on it: bit 0 in the morning, 1 in the afternoon, 2 in the evening; 0 when
            not at all.
    """

    __tablename__ = "changed_day"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id", "day"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id", index=True)
    day: date
    parts: int = Field(default=0)


@dataclass(frozen=True)
class Span:
    """Days on end that are not as usual, all of them alike.

    Attributes:
        parts: as in `ChangedDay`.
    """

    first: date
    last: date
    parts: int


def part_bits(parts: Iterable[Part]) -> int:
    """Returns parts of the day as `ChangedDay` keeps them."""
    return sum(1 << PARTS.index(part) for part in set(parts))


def parts_of(bits: int) -> list[Part]:
    """Returns the parts of the day that such bits stand for, in the order of the day."""
    return [part for place, part in enumerate(PARTS) if bits >> place & 1]


def say(session: Session, who: Member, first: date, last: date, parts: int, now: datetime) -> int:
    """Notes when somebody is free on each day from the first to the last, whatever they said before.

    Args:
        parts: as in `ChangedDay`.

    Returns:
        how many days that are.

    Raises:
        NotAMember, WaitingForOrganiser: they are no member.
        DaysBackwards: the last day is before the first.
        TimePassed: the last day is over; of days that have begun to pass, the rest is noted.
        TooFarAhead: the last day is further away than half a year.
        TooManyDays: together with the days known so far there would be more than `AT_MOST`.
    """
    require_active(who)
    require_days(who, first, last, now)
    first = max(first, _today(who, now))
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    known = {row.day: row for row in of(session, who, now)}
    if len(known.keys() | set(days)) > AT_MOST:
        raise TooManyDays(limit=AT_MOST)
    for day in days:
        row = known.get(day) or ChangedDay(timebank_id=who.timebank_id, member_id=who.id, day=day)
        row.parts = parts & ALL_DAY
        session.add(row)
    session.flush()
    return len(days)


def require_days(who: Member, first: date, last: date, now: datetime) -> None:
    """Lets days pass that `say` would take, whatever else is known; raises what it raises for the others."""
    today = _today(who, now)
    if last < first:
        raise DaysBackwards(first=first)
    if last < today:
        raise TimePassed()
    if last > today + timedelta(days=FURTHEST_DAYS):
        raise TooFarAhead(days=FURTHEST_DAYS)


def as_usual(session: Session, who: Member, first: date, last: date) -> None:
    """Lets each day from the first to the last be as usual again; none of them need be any different.

    Raises:
        NotAMember, WaitingForOrganiser: they are no member.
    """
    require_active(who)
    session.execute(
        delete(ChangedDay).where(
            col(ChangedDay.timebank_id) == who.timebank_id,
            col(ChangedDay.member_id) == who.id,
            col(ChangedDay.day) >= first,
            col(ChangedDay.day) <= last,
        )
    )


def of(session: Session, who: Member, now: datetime) -> list[ChangedDay]:
    """Returns the days of that member that are not as usual, from today on."""
    return list(
        session.exec(
            select(ChangedDay)
            .where(
                ChangedDay.timebank_id == who.timebank_id,
                ChangedDay.member_id == who.id,
                col(ChangedDay.day) >= _today(who, now),
            )
            .order_by(col(ChangedDay.day))
        )
    )


def spans(session: Session, who: Member, now: datetime) -> list[Span]:
    """Returns the same days, those on end that are alike taken together, the soonest first."""
    found: list[Span] = []
    for row in of(session, who, now):
        before = found[-1] if found else None
        if before and before.parts == row.parts and row.day - before.last == timedelta(days=1):
            found[-1] = Span(before.first, row.day, row.parts)
        else:
            found.append(Span(row.day, row.day, row.parts))
    return found


def forget(session: Session, timebank_id: int, now: datetime) -> None:
    """Deletes days that are over everywhere."""
    session.execute(
        delete(ChangedDay).where(
            col(ChangedDay.timebank_id) == timebank_id,
            col(ChangedDay.day) < (now - timedelta(days=2)).date(),
        )
    )


def _today(who: Member, now: datetime) -> date:
    return now.astimezone(ZoneInfo(who.zone)).date()
