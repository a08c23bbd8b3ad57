"""Checks that are about to lapse are noticed beforehand, so that nobody is suddenly left out.

    30 days before --> the organisers have a task, and the member reads of it
    renewed, withdrawn, or an organiser has seen to it --> the task is gone

A check that another one outlives, of the same kind or a further one, is no matter.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from models import attestation, member, notification, timebank
from models.attestation import CHECKS, Attestation
from models.availability import local_moment
from models.invitation import AT_ONCE
from models.member import Member
from models.notification import Notice, Notification
from models.timebank import TimeBank

AHEAD = timedelta(days=30)
# So long after it has lapsed it still waits for an organiser; later the member has surely been spoken to.
AFTER = timedelta(days=30)


def soon(session: Session, timebank_id: int, now: datetime) -> list[Attestation]:
    """Returns the checks of members of a bank that lapse soon, or have lapsed lately, the first to lapse
    first; those that another check outlives are left out."""
    today = timebank.today(timebank.get(session, timebank_id), now)
    rows = session.exec(
        select(Attestation)
        .join(Member, col(Member.id) == Attestation.member_id)
        .where(
            Attestation.timebank_id == timebank_id,
            Member.timebank_id == timebank_id,
            col(Member.state).in_((member.State.ACTIVE, member.State.PAUSED)),
            col(Attestation.what).in_(CHECKS),
            col(Attestation.withdrawn_at).is_(None),
            col(Attestation.lapses_on) >= today - AFTER,
            col(Attestation.lapses_on) <= today + AHEAD,
        )
        .order_by(col(Attestation.lapses_on), col(Attestation.id))
    ).all()
    return [row for row in rows if not _is_outlived(session, row)]


def one(session: Session, timebank_id: int, attestation_id: int, now: datetime) -> Attestation | None:
    """Returns that check while it is one of those, and None where it is no matter any more."""
    return next((row for row in soon(session, timebank_id, now) if row.id == attestation_id), None)


def noticed_at(bank: TimeBank, seen: Attestation) -> datetime:
    """Returns the morning from which on it waits for an organiser."""
    day: date = (seen.lapses_on or bank.opened_at.date()) - AHEAD
    return max(local_moment(day, time(bank.quiet_until_hour), bank.zone), seen.seen_at)


def tell(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Tells the member and every other organiser of each check that lapses soon, once, and returns of how
    many checks they were told now.

    Args:
        limit: how many at the most.
    """
    bank = timebank.get(session, timebank_id)
    told_before = set(
        session.exec(
            select(Notification.subject_id).where(
                Notification.timebank_id == timebank_id, Notification.kind == Notice.CHECK_LAPSES
            )
        )
    )
    found = [
        row
        for row in soon(session, timebank_id, now)
        if noticed_at(bank, row) <= now and row.id not in told_before
    ][:limit]
    people = member.organisers(session, timebank_id) if found else []
    for row in found:
        assert row.lapses_on is not None, "what does not lapse is not found"
        whose = member.get(session, timebank_id, row.member_id)
        told = [(Notice.CHECK_LAPSES, whose)]
        told += [(Notice.TASK_LAPSING, one) for one in people if one.id != whose.id]
        for notice, recipient in told:
            notification.queue(
                session,
                notice,
                subject_id=row.id,
                recipient=recipient,
                send_after=now,
                useless_after=local_moment(row.lapses_on + AFTER, time(12), bank.zone),
            )
    return len(found)


def _is_outlived(session: Session, seen: Attestation) -> bool:
    further = CHECKS[CHECKS.index(seen.what) :]
    return any(
        other.id != seen.id
        and other.what in further
        and other.withdrawn_at is None
        and seen.lapses_on is not None
        and (other.lapses_on is None or (other.lapses_on, other.id) > (seen.lapses_on, seen.id))
        for other in attestation.of(session, member.get(session, seen.timebank_id, seen.member_id))
    )
