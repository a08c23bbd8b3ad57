"""A contact: how a member is reached who has no app, as an organiser was told: the phone, and the way there.

Nobody reads it but organisers, one at a time, on purpose and on record; see `models.access`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, select

from models import access, member, request
from models.access import Read
from models.columns import Row, choice, moment, reference
from models.member import Member, NotFound
from models.request import NOTE_LENGTH

LONGEST_PHONE = 32


class Consent(StrEnum):
    """How somebody without the app said that organisers may keep what they told, and act for them."""

    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"
    IN_WRITING = "in_writing"


class Contact(Row, table=True):
    """How one member is reached.

    Attributes:
        phone: the number, as it was said.
        consent, consented_at: how and when they agreed to that; None where it was not asked for here.
        noted_at, noted_by_id: when, and by which organiser.
    """

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id")
    phone: str = Field(default="", max_length=LONGEST_PHONE)
    consent: Consent | None = choice(Consent, default=None, nullable=True)
    consented_at: datetime | None = moment(default=None, nullable=True)
    noted_at: datetime = moment()
    noted_by_id: int = reference("member.id", index=True)


def of(session: Session, whom: Member) -> Contact | None:
    """Returns how that member is reached, or None; only for rules, which tell nobody what stands in it."""
    return session.exec(
        select(Contact).where(Contact.timebank_id == whom.timebank_id, Contact.member_id == whom.id)
    ).one_or_none()


def note(session: Session, whom: Member, phone: str, by: Member, now: datetime) -> Contact:
    """Keeps a phone number, in place of one that was noted before.

    Raises:
        NotFound: `by` is no organiser, or the other belongs to another bank.
    """
    member.require_organiser(by)
    if whom.timebank_id != by.timebank_id:
        raise NotFound()
    kept = of(session, whom) or Contact(
        timebank_id=whom.timebank_id, member_id=whom.id, noted_at=now, noted_by_id=by.id
    )
    kept.phone, kept.noted_at, kept.noted_by_id = phone[:LONGEST_PHONE], now, by.id
    session.add(kept)
    session.flush()
    return kept


def read_phone(session: Session, member_id: int, by: Member, now: datetime) -> tuple[Member, str]:
    """Lets an organiser read a member's phone number, and writes down that they did.

    Returns:
        the member, and the number; empty where none is kept.

    Raises:
        NotFound: `by` is no organiser, or there is no such member.
    """
    whom = _whom(session, member_id, by)
    kept = of(session, whom)
    access.note(session, by=by, member_id=whom.id, what=Read.PHONE, subject_id=whom.id, now=now)
    return whom, "" if kept is None else kept.phone


def read_place(session: Session, member_id: int, by: Member, now: datetime) -> tuple[Member, str, str]:
    """Lets an organiser read where a member lives, and writes down that they did.

    Returns:
        the member; the place as they named it; and how their door was found the last time they said, empty
        where they never did.

    Raises:
        NotFound: `by` is no organiser, or there is no such member.
    """
    whom = _whom(session, member_id, by)
    access.note(session, by=by, member_id=whom.id, what=Read.PLACE, subject_id=whom.id, now=now)
    return whom, whom.place_name, request.last_directions(session, whom)[:NOTE_LENGTH]


def _whom(session: Session, member_id: int, by: Member) -> Member:
    member.require_organiser(by)
    whom = member.get(session, by.timebank_id, member_id)
    if not whom.name:
        raise NotFound()
    return whom
