"""Alarms: somebody feels unsafe. Leads and organisers are called at once, and again until one has it.

    called --> called again, every five minutes --> taken

Nothing is asked before they are called. A quiet alarm is one that nobody beside the member may notice: the
member is told nothing of it, and whoever is called is told not to write to them. Whoever takes part in the
same visit is never called about it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Index, text
from sqlmodel import Field, Session, col, or_, select

from models import exchange, journal, member, notification, raised_hand, safeguarding
from models.columns import Row, moment, reference
from models.exchange import Exchange
from models.invitation import AT_ONCE
from models.member import Member, NotFound
from models.notification import Notice
from models.raised_hand import RaisedHand

CALLED_AGAIN_AFTER = timedelta(minutes=5)
# Somebody is on a visit from so long before it begins until so long after it should have ended.
ON_BEFORE, ON_AFTER = timedelta(minutes=30), timedelta(hours=2)


class Alarm(Row, table=True):
    """One call for help.

    Attributes:
        member_id: who feels unsafe.
        exchange_id: the visit they were on, if any.
        quiet: whether nobody beside them may notice.
        calls: how many times everybody was called, or soon will be.
        next_call_at: the moment of the last of these calls, upon which the next is set; None once taken.
        taken_at, taken_by_id: who has it.
    """

    __tablename__ = "alarm"
    __table_args__ = (
        # One call for help of somebody is open at a time, however often and however fast they tap.
        Index(
            "uq_alarm_open",
            "timebank_id",
            "member_id",
            unique=True,
            sqlite_where=text("taken_at IS NULL"),
            postgresql_where=text("taken_at IS NULL"),
        ),
        Index(
            "ix_alarm_next_call",
            "timebank_id",
            "next_call_at",
            sqlite_where=text("next_call_at IS NOT NULL"),
            postgresql_where=text("next_call_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id", index=True)
    exchange_id: int | None = reference("exchange.id", default=None, nullable=True)
    quiet: bool = Field(default=False)
    raised_at: datetime = moment()
    calls: int = 0
    next_call_at: datetime | None = moment(default=None, nullable=True)
    taken_at: datetime | None = moment(default=None, nullable=True)
    taken_by_id: int | None = reference("member.id", default=None, nullable=True)


def raise_(session: Session, by: Member, now: datetime, *, quiet: bool = False) -> Alarm:
    """Calls everybody who can see to it, once however often somebody taps, and returns the alarm.

    Whoever is unsafe openly and then quietly, or the other way round, is called for anew as they last said.

    Raises:
        NotFound: they are no member here, not even one who waits or is held.
    """
    if not by.has_joined:
        raise NotFound()
    standing = visit_of(session, by, now)
    known = session.exec(
        select(Alarm)
        .where(Alarm.timebank_id == by.timebank_id, Alarm.member_id == by.id, col(Alarm.taken_at).is_(None))
        .with_for_update()
    ).one_or_none()
    if known is not None:
        if known.quiet is not quiet:
            known.quiet = quiet
            known.exchange_id = known.exchange_id or (None if standing is None else standing.id)
            _call(session, known, now)
        return known
    raised = Alarm(
        timebank_id=by.timebank_id,
        member_id=by.id,
        exchange_id=None if standing is None else standing.id,
        quiet=quiet,
        raised_at=now,
    )
    session.add(raised)
    session.flush()
    _call(session, raised, now)
    _call(session, raised, now + CALLED_AGAIN_AFTER)
    return raised


def visit_of(session: Session, who: Member, now: datetime) -> Exchange | None:
    """Returns the visit that a member is on, as far as we know: the one that began last."""
    found = session.exec(
        select(Exchange)
        .where(
            Exchange.timebank_id == who.timebank_id,
            or_(col(Exchange.asker_id) == who.id, col(Exchange.helper_id) == who.id),
            Exchange.state == exchange.State.AGREED,
            col(Exchange.starts_at) <= now + ON_BEFORE,
        )
        .order_by(col(Exchange.starts_at).desc(), col(Exchange.id).desc())
    )
    return next((standing for standing in found if now <= standing.ends_at + ON_AFTER), None)


def called(session: Session, found: Alarm) -> list[Member]:
    """Returns who is called: all leads and organisers but the member and the other one of that visit."""
    besides = {found.member_id}
    if found.exchange_id is not None:
        standing = exchange.get(session, found.timebank_id, found.exchange_id)
        besides |= {standing.asker_id, standing.helper_id}
    return safeguarding.keepers(session, found.timebank_id, besides)


def get(session: Session, by: Member, alarm_id: int) -> Alarm:
    """Returns an alarm to somebody who is called for it; raises NotFound to all others."""
    found = session.exec(
        select(Alarm).where(Alarm.timebank_id == by.timebank_id, Alarm.id == alarm_id)
    ).one_or_none()
    if found is None or by.id not in {one.id for one in called(session, found)}:
        raise NotFound()
    return found


def mine(session: Session, by: Member, alarm_id: int) -> Alarm:
    """Returns an alarm to the member who raised it; raises NotFound to all others."""
    found = session.exec(
        select(Alarm).where(
            Alarm.timebank_id == by.timebank_id, Alarm.id == alarm_id, Alarm.member_id == by.id
        )
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def unheard(session: Session, by: Member) -> Alarm | None:
    """Returns the open call for help of a member that nobody has taken so far; never a quiet one, of which
    nothing is said to them."""
    return session.exec(
        select(Alarm).where(
            Alarm.timebank_id == by.timebank_id,
            Alarm.member_id == by.id,
            col(Alarm.taken_at).is_(None),
            col(Alarm.quiet).is_(False),
        )
    ).one_or_none()


def taker(session: Session, found: Alarm) -> Member | None:
    """Returns who has an alarm; None while nobody does."""
    return None if found.taken_by_id is None else member.get(session, found.timebank_id, found.taken_by_id)


def open_for(session: Session, by: Member) -> list[Alarm]:
    """Returns the alarms that nobody has taken and for which that member is called, the oldest first."""
    found = session.exec(
        select(Alarm)
        .where(Alarm.timebank_id == by.timebank_id, col(Alarm.taken_at).is_(None))
        .order_by(col(Alarm.id))
    )
    return [one for one in found if by.id in {who.id for who in called(session, one)}]


def take(session: Session, alarm_id: int, by: Member, now: datetime) -> Alarm:
    """Somebody says that they have it, and nobody is called any more. The first one keeps it.

    The others are told who has it, and so is the member, unless it is a quiet alarm.

    Raises:
        NotFound: there is none for which they are called.
    """
    get(session, by, alarm_id)
    found = session.exec(
        select(Alarm)
        .where(Alarm.timebank_id == by.timebank_id, Alarm.id == alarm_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if found.taken_at is not None:
        return found
    found.taken_at, found.taken_by_id, found.next_call_at = now, by.id, None
    session.add(found)
    # Every organiser reads the journal, also one who was not called: so it does not say whose alarm it was.
    journal.note(session, by=by, act="alarm.take", subject_id=found.id, now=now)
    notification.lapse(
        session, timebank_id=found.timebank_id, subject_id=found.id, kinds=[Notice.ALARM], now=now
    )
    for one in called(session, found):
        if one.id != by.id:
            notification.queue(
                session, Notice.ALARM_TAKEN, subject_id=found.id, recipient=one, send_after=now
            )
    unsafe = member.get(session, found.timebank_id, found.member_id)
    if not found.quiet and unsafe.has_joined:
        notification.queue(session, Notice.ALARM_HEARD, subject_id=found.id, recipient=unsafe, send_after=now)
    return found


def hand_of(session: Session, alarm_id: int, by: Member, now: datetime) -> RaisedHand:
    """Returns the hand through which the organiser who has an alarm writes to the member.

    Raises:
        NotFound: `by` is no organiser or does not have it, it is a quiet one, or the member has left.
    """
    member.require_organiser(by)
    found = get(session, by, alarm_id)
    unsafe = member.get(session, found.timebank_id, found.member_id)
    if found.taken_by_id != by.id or found.quiet or not unsafe.has_joined:
        raise NotFound()
    return raised_hand.put_up(session, unsafe, "unsafe", now, tell=False)


def call_again(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Sets the next call of that bank's alarms that nobody has taken, and returns how many they were.

    The call itself is a row before its time comes, so that it is made though this is late.

    Args:
        limit: how many at the most.
    """
    found = session.exec(
        select(Alarm)
        .where(Alarm.timebank_id == timebank_id, col(Alarm.next_call_at) <= now)
        .order_by(col(Alarm.next_call_at), col(Alarm.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for one in found:
        _call(session, one, now + CALLED_AGAIN_AFTER)
    return len(found)


def _call(session: Session, found: Alarm, at: datetime) -> None:
    found.calls += 1
    found.next_call_at = at
    session.add(found)
    for one in called(session, found):
        notification.queue(
            session, Notice.ALARM, subject_id=found.id, recipient=one, send_after=at, round=found.calls
        )
