"""What an organiser's evening is made of beside the usual: somebody overdue, afraid, worried, or silent.

It is added to a made-up bank by the verbs that members and the clock would have used, so that whoever looks
after the bank can practise each of it before it happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from goodturn.demo import FIRST_ID, LANDMARKS
from models import (
    alarm,
    attendance,
    attestation,
    concern,
    conversation,
    hours_wanted,
    joining_for,
    member,
    noted_sum,
    overdue,
    spending_cap,
    timebank,
)
from models.attestation import What
from models.contact import Consent
from models.exchange import Exchange
from models.joining_for import Told
from models.member import Member
from models.noted_sum import Verdict
from models.place import Point
from models.timebank import TimeBank

# Agrees on shopping at a moment, for so many minutes, asked at another, for one of those named or somebody.
Favour = Callable[[datetime, int, datetime, Iterable[Member]], Exchange]

QUEENIE = Told(
    "Queenie", "en", Point(*LANDMARKS["Mill Lane"]), "Mill Lane", "020 7946 0123", Consent.IN_PERSON
)
CURRENCY = "GBP"
WORRY = "He asked whether I could lend him my bank card. I said no, but it stayed with me."


def bring(
    session: Session, bank: TimeBank, organiser: Member, people: list[Member], favour: Favour, now: datetime
) -> None:
    """Adds one thing of each kind.

    Args:
        organiser: who looks after the bank.
        people: at least five members to whom it happens.
        favour: lets two of them agree on help.
    """
    _overdue(session, bank, favour, now)
    _alarm(session, people[0], now)
    _concern(session, people[1], people[2], now)
    _out_of_reach(session, favour, now)
    _by_phone(session, organiser, favour, now)
    _money(session, favour, now)
    hours_wanted.ask(session, people[3], now - timedelta(hours=5))
    _lapsing(session, bank, organiser, people[4], now)
    _broken_off(session, bank, now)


def _overdue(session: Session, bank: TimeBank, favour: Favour, now: datetime) -> None:
    """A helper went in, and nobody has said that they came out; the clock has called for them."""
    at = now - timedelta(minutes=125)
    visit = favour(at - timedelta(minutes=at.minute % 15), 45, now - timedelta(days=2), ())
    helper = member.get(session, bank.id, visit.helper_id)
    attendance.set_out(session, visit.id, helper, visit.starts_at - timedelta(minutes=10))
    attendance.arrive(session, visit.id, helper, visit.starts_at)
    for minutes in (16, 31, 46):
        overdue.look(session, bank.id, visit.ends_at + timedelta(minutes=minutes))


def _alarm(session: Session, who: Member, now: datetime) -> None:
    """Somebody feels unsafe, and has just said so."""
    alarm.raise_(session, who, now - timedelta(minutes=4))


def _concern(session: Session, who: Member, about: Member, now: datetime) -> None:
    """Somebody is worried about another member."""
    concern.raise_(session, who, now=now - timedelta(hours=2), text=WORRY, subject_id=about.id)


def _out_of_reach(session: Session, favour: Favour, now: datetime) -> None:
    """A helper whom no message reaches has a visit tomorrow."""
    visit = favour(now + timedelta(hours=26), 60, now - timedelta(days=3), ())
    helper = member.get(session, visit.timebank_id, visit.helper_id)
    member.mark_unreachable(session, helper, now - timedelta(hours=8))


def _money(session: Session, favour: Favour, now: datetime) -> None:
    """A helper paid in a shop for somebody who remembers another sum."""
    visit = favour(now - timedelta(hours=30), 60, now - timedelta(days=3), ())
    asker = member.get(session, visit.timebank_id, visit.asker_id)
    helper = member.get(session, visit.timebank_id, visit.helper_id)
    before, after = visit.starts_at - timedelta(hours=20), visit.ends_at + timedelta(minutes=20)
    spending_cap.say_most(session, visit.id, asker, 2_000, before, currency=CURRENCY)
    spending_cap.answer_most(session, visit.id, helper, 2_000, agrees=True, now=before + timedelta(hours=1))
    noted_sum.note(session, visit.id, helper, 1_840, after, currency=CURRENCY)
    noted_sum.answer(
        session, visit.id, asker, 1_840, Verdict.WRONG, after + timedelta(hours=2), theirs_minor=1_480
    )


def _by_phone(session: Session, organiser: Member, favour: Favour, now: datetime) -> None:
    """Queenie has no app: somebody comes to her the day after tomorrow, and she does not know so far."""
    queenie = joining_for.add(session, organiser, QUEENIE, now - timedelta(hours=3))
    favour(now + timedelta(hours=50), 60, now - timedelta(hours=1), [queenie])


def _lapsing(session: Session, bank: TimeBank, organiser: Member, whom: Member, now: datetime) -> None:
    """A check ends in three weeks."""
    until = timebank.today(bank, now) + timedelta(days=21)
    attestation.record(session, whom, What.ENHANCED_BARRED, organiser, now - timedelta(days=300), until)


def _broken_off(session: Session, bank: TimeBank, now: datetime) -> None:
    """Zubair began to join five days ago, and stopped where he was asked for his place."""
    number, began_at = FIRST_ID + 99, now - timedelta(days=5)
    newcomer = member.meet(
        session,
        timebank_id=bank.id,
        telegram_user_id=number,
        chat_id=number,
        language=bank.language,
        now=began_at,
    )
    member.say_adult(session, newcomer, began_at)
    member.agree_to_privacy(session, newcomer, began_at)
    answers = {"language": bank.language, "tongues": [bank.language], "name": "Zubair"}
    conversation.start(session, newcomer, flow="joining", step="place", now=began_at, answers=answers)
