"""Readings in the week: every organiser is told once a week who has looked at what is not written for them.

A week runs from Monday to Sunday on the bank's calendar, and is told of on the Monday after it, in the
morning; or later in that week, where nobody was there to tell it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, func, select

from models import access, member, notification, timebank
from models.access import AccessEntry, Read
from models.availability import local_moment
from models.member import Member
from models.notification import Notice

WEEK = timedelta(days=7)
TOLD_AT = time(9)


def tell(session: Session, timebank_id: int, now: datetime) -> bool:
    """Tells that bank's organisers of last week's readings, once, and returns whether there were any to tell.

    It is not told before Monday morning, and not at all where nobody has read anything.
    """
    bank = timebank.get(session, timebank_id)
    monday = _monday(timebank.today(bank, now))
    if now < local_moment(monday, TOLD_AT, bank.zone) or not counted(session, timebank_id, now):
        return False
    for organiser in member.organisers(session, timebank_id):
        notification.queue(
            session,
            Notice.READINGS,
            subject_id=timebank_id,
            recipient=organiser,
            send_after=now,
            useless_after=local_moment(monday + WEEK, time(0), bank.zone),
            round=monday.toordinal(),
        )
    return True


def last_week(session: Session, by: Member, now: datetime) -> list[tuple[Member, dict[Read, int]]]:
    """Returns how often who has read what in the week before this one, who read most first.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    found: dict[int, dict[Read, int]] = {}
    for by_id, what, count in counted(session, by.timebank_id, now):
        found.setdefault(by_id, {})[what] = count
    inorder = sorted(found, key=lambda one: (-sum(found[one].values()), one))
    return [(member.get(session, by.timebank_id, one), found[one]) for one in inorder]


def counted(session: Session, timebank_id: int, now: datetime) -> list[tuple[int, Read, int]]:
    """Returns the readings of the week before this one: by whom, of what, and how many."""
    bank = timebank.get(session, timebank_id)
    monday = _monday(timebank.today(bank, now))
    rows = session.exec(
        select(AccessEntry.by_id, AccessEntry.what, func.count())
        .where(
            AccessEntry.timebank_id == timebank_id,
            col(AccessEntry.at) >= local_moment(monday - WEEK, time(0), bank.zone),
            col(AccessEntry.at) < local_moment(monday, time(0), bank.zone),
        )
        .group_by(col(AccessEntry.by_id), col(AccessEntry.what))
        .order_by(col(AccessEntry.by_id), col(AccessEntry.what))
    )
    return [(by_id, access.Read(what), count) for by_id, what, count in rows]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
