"""A changed day: a day on which a member is free at other times than usual, or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, delete, select

from models.columns import Row, reference
from models.member import Member
from models.refusals import Refusal

FURTHEST_DAYS = 180
AT_MOST = 60
ALL_DAY = 0b111


class DayOutOfRange(Refusal):
    """The day is over, or too far away. Facts: `days`, the furthest we go."""

    message = "refusal-too-far-ahead"


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


def say(session: Session, who: Member, first: date, last: date, parts: int, now: datetime) -> int:
    """Notes when somebody is free on each day from the first to the last, whatever they said before.

    Args:
        parts: as in `ChangedDay`.

    Returns:
        how many days that are.

    Raises:
        DayOutOfRange: the last day is before the first, over, or further away than half a year.
        TooManyDays: together with the days known so far there would be more than `AT_MOST`.
    """
    today = _today(who, now)
    if last < first or last < today or last > today + timedelta(days=FURTHEST_DAYS):
        raise DayOutOfRange(days=FURTHEST_DAYS)
    days = [max(first, today) + timedelta(days=ahead) for ahead in range((last - max(first, today)).days + 1)]
    known = {row.day: row for row in of(session, who, now)}
    if len(known.keys() | set(days)) > AT_MOST:
        raise TooManyDays(limit=AT_MOST)
    for day in days:
        row = known.get(day) or ChangedDay(timebank_id=who.timebank_id, member_id=who.id, day=day)
        row.parts = parts & ALL_DAY
        session.add(row)
    session.flush()
    return len(days)


def as_usual(session: Session, who: Member, day: date) -> None:
    """Lets a day be as usual again."""
    session.execute(
        delete(ChangedDay).where(
            col(ChangedDay.timebank_id) == who.timebank_id,
            col(ChangedDay.member_id) == who.id,
            col(ChangedDay.day) == day,
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
