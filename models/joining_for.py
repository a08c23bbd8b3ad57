"""Joining for somebody who has no app: an organiser writes down what they were told, and that it is agreed.

The member is one like any other, save that nothing can be sent to them: what would be said becomes a call to
make (`models.calls`), and an organiser acts for them (`models.acting`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models import admission, availability, contact, journal, meeting, member, notification, timebank
from models.contact import Consent
from models.member import Member, Profile
from models.notification import Notice
from models.place import Point

TRAVEL_LIMIT_M = 2_000


@dataclass(frozen=True)
class Told:
    """What an organiser was told.

    Attributes:
        language: the code of the language they speak.
        point: where they live, as exactly as it was said; it is made coarse before it is kept.
        phone: the number to ring; empty where they have none.
        consent: how they agreed that it is kept, and that organisers act for them.
    """

    name: str
    language: str
    point: Point
    place_name: str
    phone: str
    consent: Consent


def add(session: Session, by: Member, told: Told, now: datetime) -> Member:
    """Makes somebody without the app a member, and returns them. Where newcomers wait for an organiser, this
    one has said yes; where they have to be met first, they wait until somebody has.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    bank = timebank.get(session, by.timebank_id)
    newcomer = Member(
        timebank_id=bank.id,
        telegram_user_id=None,
        chat_id=None,
        languages=told.language,
        zone=bank.zone,
        first_seen_at=now,
    )
    session.add(newcomer)
    session.flush()
    member.say_adult(session, newcomer, now)
    member.agree_to_privacy(session, newcomer, now)
    profile = Profile(told.name, told.point, told.place_name, TRAVEL_LIMIT_M, availability.ALWAYS)
    member.join(session, newcomer, profile, now)
    kept = contact.note(session, newcomer, told.phone, by, now)
    kept.consent, kept.consented_at = told.consent, now
    session.add(kept)
    journal.note(
        session, by=by, act="member.add", subject_id=newcomer.id, now=now, consent=told.consent.value
    )
    if told.consent is Consent.IN_PERSON:
        meeting.meet_in_person(session, newcomer.id, by, now)
    if newcomer.state is member.State.WAITING and not meeting.is_missing(session, newcomer):
        admission.approve(session, newcomer.id, by, now)
        # Whoever sits beside the organiser need not be rung up to hear it.
        notification.lapse(
            session,
            timebank_id=bank.id,
            subject_id=newcomer.id,
            kinds=[Notice.APPROVED, Notice.TASK_APPROVAL],
            now=now,
        )
    return newcomer
