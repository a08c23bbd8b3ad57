"""Hours wanted: somebody needs hours, so that nobody in need is refused for want of them.

    open ---> settled      an organiser has given hours, or has been in touch

A member says so with one tap, and need not say why. Where what somebody asks for takes them below the soft
floor of the bank, it is noted by itself: a word from an organiser, never a block.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlmodel import Field, Session, col, func, select

from models import journal, member, notification, timebank
from models.availability import local_moment
from models.columns import Row, moment, reference
from models.member import Member, NotFound, State
from models.notification import Notice

# An organiser who has just spoken with somebody need not be told the same again.
QUIET_FOR = timedelta(days=30)
# So many are told of in a day who did not ask themselves.
PROPOSED_AT_ONCE = 5


class HoursWanted(Row, table=True):
    """One member who needs hours.

    Attributes:
        asked: whether they said so themselves; otherwise their hours ran low.
        settled_at, settled_by_id: when and by whom it was seen to.
    """

    __tablename__ = "hours_wanted"
    __table_args__ = ({"sqlite_autoincrement": True},)

    member_id: int = reference("member.id", index=True)
    asked: bool = Field(default=False)
    wanted_at: datetime = moment()
    settled_at: datetime | None = moment(default=None, nullable=True)
    settled_by_id: int | None = reference("member.id", default=None, nullable=True)


def ask(session: Session, by: Member, now: datetime) -> HoursWanted:
    """Notes that a member needs hours, once however often they say so, and tells the organisers.

    Raises:
        NotAMember, WaitingForOrganiser: they have no hours so far.
    """
    member.require_active(by)
    wanted = _open_of(session, by) or HoursWanted(timebank_id=by.timebank_id, member_id=by.id, wanted_at=now)
    if wanted.asked:
        return wanted
    wanted.asked = True
    session.add(wanted)
    session.flush()
    for organiser in member.organisers(session, by.timebank_id):
        if organiser.id != by.id:
            notification.queue(
                session, Notice.TASK_HOURS_WANTED, subject_id=wanted.id, recipient=organiser, send_after=now
            )
    return wanted


def propose(session: Session, whom: Member, now: datetime) -> None:
    """Notes that somebody's hours run low, unless that was noted, or seen to, not long ago."""
    known = session.exec(
        select(HoursWanted)
        .where(HoursWanted.timebank_id == whom.timebank_id, HoursWanted.member_id == whom.id)
        .order_by(col(HoursWanted.id).desc())
        .limit(1)
    ).first()
    if known is not None and (known.settled_at is None or known.settled_at > now - QUIET_FOR):
        return
    session.add(HoursWanted(timebank_id=whom.timebank_id, member_id=whom.id, wanted_at=now))
    session.flush()


def settle(session: Session, wanted_id: int, by: Member, now: datetime) -> HoursWanted:
    """Notes that an organiser has been in touch with somebody who needs hours. Twice is once.

    Raises:
        NotFound: `by` is no organiser, or nobody else needs such hours.
    """
    member.require_organiser(by)
    wanted = get(session, by.timebank_id, wanted_id)
    if wanted.member_id == by.id:
        raise NotFound()
    if wanted.settled_at is None:
        _close(session, wanted, by, now)
        journal.note(session, by=by, act="hours_wanted.settle", subject_id=wanted.id, now=now)
    return wanted


def settle_for(session: Session, whom: Member, by: Member, now: datetime) -> None:
    """Settles what a member needs, because they were given hours; that stands in the journal by itself."""
    wanted = _open_of(session, whom)
    if wanted is not None:
        _close(session, wanted, by, now)


def get(session: Session, timebank_id: int, wanted_id: int) -> HoursWanted:
    """Returns that row; raises NotFound where there is none."""
    found = session.exec(
        select(HoursWanted).where(HoursWanted.timebank_id == timebank_id, HoursWanted.id == wanted_id)
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def waiting(session: Session, by: Member, now: datetime) -> list[HoursWanted]:
    """Returns who needs hours and is there to get some, those who said so first; never the organiser's own.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    return [wish for wish in open_in(session, by.timebank_id, now) if wish.member_id != by.id]


def open_in(session: Session, timebank_id: int, now: datetime) -> list[HoursWanted]:
    """Returns who needs hours in that bank and is there to get some, those who said so first.

    Of those who did not say so, and whose hours only run low, no more are told of than an organiser can have
    a word with in an evening. When one is seen to, the next follows tomorrow: who works through them should
    come to an end.
    """
    everybody = session.exec(
        select(HoursWanted)
        .join(Member, col(Member.id) == HoursWanted.member_id)
        .where(
            HoursWanted.timebank_id == timebank_id,
            col(HoursWanted.settled_at).is_(None),
            Member.timebank_id == timebank_id,
            col(Member.state).in_((State.ACTIVE, State.PAUSED)),
        )
        .order_by(col(HoursWanted.asked).desc(), col(HoursWanted.id))
    ).all()
    asked = [wish for wish in everybody if wish.asked]
    left = max(0, PROPOSED_AT_ONCE - _seen_to_today(session, timebank_id, now))
    return asked + [wish for wish in everybody if not wish.asked][:left]


def _seen_to_today(session: Session, timebank_id: int, now: datetime) -> int:
    """Returns how many who did not ask were seen to since the day began where the bank is."""
    bank = timebank.get(session, timebank_id)
    began = local_moment(timebank.today(bank, now), time(0), bank.zone)
    return session.exec(
        select(func.count()).where(
            HoursWanted.timebank_id == timebank_id,
            col(HoursWanted.asked).is_(False),
            col(HoursWanted.settled_at) >= began,
        )
    ).one()


def _open_of(session: Session, whom: Member) -> HoursWanted | None:
    return session.exec(
        select(HoursWanted).where(
            HoursWanted.timebank_id == whom.timebank_id,
            HoursWanted.member_id == whom.id,
            col(HoursWanted.settled_at).is_(None),
        )
    ).first()


def _close(session: Session, wanted: HoursWanted, by: Member, now: datetime) -> None:
    wanted.settled_at, wanted.settled_by_id = now, by.id
    session.add(wanted)
    notification.lapse(
        session,
        timebank_id=by.timebank_id,
        subject_id=wanted.id,
        kinds=[Notice.TASK_HOURS_WANTED],
        now=now,
    )
