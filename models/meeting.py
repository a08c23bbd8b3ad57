"""A meeting: an organiser has met a newcomer in person, which a time bank can ask for before letting them in.

    applied (`member.State.WAITING`) --> met --> approved (`member.State.ACTIVE`)

Most schemes let nobody near a neighbour's door before one of their organisers has met them (the rules of
Timebank South West and of Time Banks UK). Whether a bank demands it is its own setting, `must_be_met`.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Session, select

from models import journal, member, timebank
from models.columns import Row, moment, reference
from models.member import Member, NotFound
from models.refusals import Refusal


class NotMet(Refusal):
    """This bank lets nobody in whom no organiser has met in person."""

    message = "refusal-not-met"


class OwnMeeting(Refusal):
    """Nobody meets themself; another organiser does."""

    message = "refusal-own-meeting"


class Meeting(Row, table=True):
    """That an organiser has met a member in person.

    Attributes:
        met_at: when it was noted.
        met_by_id: the organiser who met them.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id")
    met_at: datetime = moment()
    met_by_id: int = reference("member.id", index=True)


def meet_in_person(session: Session, member_id: int, by: Member, now: datetime) -> Meeting:
    """Notes that an organiser has met a member; the first who says so keeps it, however often it is said.

    Raises:
        NotFound: `by` is no organiser, or nobody of that number waits or is a member in their bank.
        OwnMeeting: it is about themself.
    """
    member.require_organiser(by)
    whom = member.get(session, by.timebank_id, member_id)
    if not whom.has_joined:
        raise NotFound()
    if whom.id == by.id:
        raise OwnMeeting()
    known = of(session, whom)
    if known is not None:
        return known
    met = Meeting(timebank_id=whom.timebank_id, member_id=whom.id, met_at=now, met_by_id=by.id)
    session.add(met)
    session.flush()
    journal.note(session, by=by, act="member.meet", subject_id=whom.id, now=now)
    return met


def of(session: Session, whom: Member) -> Meeting | None:
    """Returns that somebody has met that member, or None where nobody has said so."""
    return session.exec(
        select(Meeting).where(Meeting.timebank_id == whom.timebank_id, Meeting.member_id == whom.id)
    ).one_or_none()


def is_missing(session: Session, newcomer: Member) -> bool:
    """Says whether that newcomer has to be met before they are let in."""
    bank = timebank.get(session, newcomer.timebank_id)
    return bank.must_be_met and of(session, newcomer) is None


def require(session: Session, newcomer: Member) -> None:
    """Lets a newcomer pass whom nobody has to meet, or somebody has met.

    Raises:
        NotMet: their bank asks for it, and nobody has.
    """
    if is_missing(session, newcomer):
        raise NotMet()


def demand(session: Session, by: Member, *, wanted: bool, now: datetime) -> None:
    """An organiser says whether newcomers have to be met before they are let in.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    bank = timebank.get(session, by.timebank_id)
    bank.must_be_met = wanted
    session.add(bank)
    journal.note(session, by=by, act="timebank.demand_meeting", subject_id=bank.id, now=now, to=wanted)
