"""Safety rules: what a time bank demands of visits, and whom its people ring when somebody is in danger."""

from __future__ import annotations

import re
from datetime import datetime

from sqlmodel import Session

from models import journal, member, timebank
from models.member import Member
from models.refusals import Refusal
from models.timebank import TimeBank

# The longest number that a network knows without a country code.
NUMBER = re.compile(r"[0-9]{2,12}")


class NotANumber(Refusal):
    """That is no telephone number of two to twelve figures."""

    message = "refusal-not-a-number"


def require_checkins(session: Session, by: Member, required: bool, now: datetime) -> TimeBank:
    """An organiser decides whether every visit is watched, or those at which the helper says something.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    bank = timebank.get(session, by.timebank_id)
    if bank.checkins_required != required:
        bank.checkins_required = required
        session.add(bank)
        journal.note(session, by=by, act="timebank.checkins", subject_id=None, now=now, required=required)
    return bank


def ring(session: Session, by: Member, number: str, now: datetime) -> TimeBank:
    """An organiser says which number is rung in an emergency.

    Args:
        number: two to twelve figures; spaces between them do not count.

    Raises:
        NotFound: `by` is no organiser.
        NotANumber: it has other signs, or too few or too many figures.
    """
    member.require_organiser(by)
    figures = "".join(number.split())
    if NUMBER.fullmatch(figures) is None:
        raise NotANumber()
    bank = timebank.get(session, by.timebank_id)
    if bank.emergency_number != figures:
        bank.emergency_number = figures
        session.add(bank)
        journal.note(
            session, by=by, act="timebank.emergency_number", subject_id=None, now=now, number=figures
        )
    return bank
