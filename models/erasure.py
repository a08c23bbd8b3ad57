"""Erasure: somebody is forgotten. Their entries stay, under no name, so that everybody else's hours add up.

What goes: their name, languages and place, the way to reach them, and every word of theirs that we keep. What
stays: a row without a name, and the minutes, times and kinds of help in the ledger and in what was agreed.
What was said and done about a concern stays, too, word for word: it is there to keep people safe, so whoever
it is about cannot make it vanish, and neither can it be lost with whoever raised it. See `models.concern`.

A journal of numbers alone says who was forgotten. It is only ever added to, and it is gone through once more
after a restore, because a copy of the database made earlier still knows them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, UniqueConstraint, delete, or_, type_coerce, update
from sqlmodel import Field, Session, col, select

from models import correction, grant, leaving, received, same_person, timebank, wellbeing
from models.announcement import Announcement
from models.apart import Apart
from models.attestation import Attestation
from models.buddy import Buddy
from models.changed_day import ChangedDay
from models.claim import Claim
from models.columns import BigId, Row, moment
from models.contact import Contact
from models.conversation import Conversation
from models.exchange import Exchange
from models.hours_wanted import HoursWanted
from models.impression import Impression
from models.intake import Intake
from models.invitation import Invitation
from models.ledger import Account
from models.meeting import Meeting
from models.member import Member, State
from models.muting import Muting
from models.named_helper import NamedHelper
from models.offer import Offer
from models.poll import Vote
from models.received import ReceivedUpdate
from models.relayed import RelayedMessage
from models.request import Request
from models.shown import ShownButtons
from models.spending import Spending
from models.thanks import Thanks
from models.timebank import TimeBank


class Erasure(Row, table=True):
    """That somebody was forgotten. Triggers forbid changing or deleting it.

    Attributes:
        member_id: whose row has no name any more.
        account_id: their account; None for somebody who never had one.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = Field(sa_type=BigId)
    account_id: int | None = Field(default=None, sa_type=BigId)
    at: datetime = moment()


@dataclass(frozen=True)
class Erased:
    """One entry of the journal, to be kept outside the database too: numbers and a moment, nothing else."""

    timebank_id: int
    member_id: int
    account_id: int | None
    at: datetime


def forget(session: Session, leaver: Member, now: datetime, *, answering: int | None = None) -> None:
    """Lets a member leave, and deletes the person. Doing it twice is doing it once.

    What they wrote before we said goodbye, and what still waits to be handled, goes unread.

    Args:
        answering: the number of the messenger's update in which they said so, which is being handled.

    Raises:
        LastOrganiser: nobody else looks after the time bank.
    """
    leaving.leave(session, leaver, now)
    _erase(session, leaver, now, answering)
    # A copy of the database from before it was known still has them under another number, too.
    for former in same_person.former_of(session, leaver):
        _erase(session, former, now)


def unmeet(session: Session, stranger: Member) -> None:
    """Takes back that we met somebody, within the same transaction, so that no trace of them is kept."""
    session.delete(stranger)
    session.flush()


def all_of(session: Session) -> list[Erased]:
    """Returns everybody who was forgotten, in every time bank, the first first."""
    found = [
        row
        for bank_id in session.exec(select(TimeBank.id).order_by(col(TimeBank.id)))
        for row in session.exec(
            select(Erasure).where(Erasure.timebank_id == bank_id).order_by(col(Erasure.id))
        )
    ]
    return [Erased(row.timebank_id, row.member_id, row.account_id, row.at) for row in found]


def apply(session: Session, erased: Erased, now: datetime) -> bool:
    """Forgets somebody once more, as after a restore, and says whether there was anything to forget.

    A copy may be older than their joining, and the number may then belong to somebody who came later: such a
    one is not touched.
    """
    found = session.exec(
        select(Member).where(Member.timebank_id == erased.timebank_id, Member.id == erased.member_id)
    ).one_or_none()
    if found is None or found.first_seen_at > erased.at or _known(session, found) is not None:
        return False
    if found.state is not State.LEFT:
        leaving.end_all(session, found, now)
    _erase(session, found, erased.at)
    return True


def _known(session: Session, leaver: Member) -> Erasure | None:
    return session.exec(
        select(Erasure).where(Erasure.timebank_id == leaver.timebank_id, Erasure.member_id == leaver.id)
    ).one_or_none()


def _erase(session: Session, leaver: Member, at: datetime, answering: int | None = None) -> None:
    """Deletes the person from every table, and writes into the journal that it was done."""
    name, telegram_user_id = leaver.name, leaver.telegram_user_id
    session.flush()
    _forget_words(session, leaver)
    _forget_shown(session, leaver, name)
    if telegram_user_id is not None:
        _forget_received(session, leaver.timebank_id, telegram_user_id, at, answering)
    bank = timebank.get(session, leaver.timebank_id)
    leaver.name, leaver.languages, leaver.zone = "", bank.language, bank.zone
    leaver.telegram_user_id = leaver.chat_id = None
    leaver.latitude = leaver.longitude = None
    leaver.place_name, leaver.travel_limit_m, leaver.free_slots = "", 0, 0
    leaver.gender = leaver.visits = leaver.comes = None
    leaver.cannot = leaver.hurdles = 0
    leaver.quiet_word, leaver.held_since = "", None
    leaver.acts_alone = False
    leaver.asks_per_week = leaver.minutes_per_week = leaver.paused_until = None
    leaver.adult_at = leaver.privacy_agreed_at = leaver.unreachable_since = leaver.owed_since = None
    session.add(leaver)
    if _known(session, leaver) is None:
        account_id = session.exec(
            select(Account.id).where(
                Account.timebank_id == leaver.timebank_id, Account.member_id == leaver.id
            )
        ).one_or_none()
        session.add(
            Erasure(timebank_id=leaver.timebank_id, member_id=leaver.id, account_id=account_id, at=at)
        )
    session.flush()


def _forget_words(session: Session, leaver: Member) -> None:
    """Deletes what they wrote, what was written to them, and where they wanted help."""
    bank_id, mine = leaver.timebank_id, leaver.id
    their_requests = select(Request.id).where(Request.timebank_id == bank_id, Request.asker_id == mine)
    _change(
        session,
        RelayedMessage,
        bank_id,
        or_(col(RelayedMessage.sender_id) == mine, col(RelayedMessage.recipient_id) == mine),
        text="",
    )
    _change(
        session,
        Request,
        bank_id,
        col(Request.asker_id) == mine,
        note="",
        directions="",
        place_name="",
        latitude=None,
        longitude=None,
        hurdles=0,
        comes=None,
    )
    _change(
        session,
        Thanks,
        bank_id,
        or_(col(Thanks.sender_id) == mine, col(Thanks.recipient_id) == mine),
        text="",
    )
    # What was spent stays under no name, because it is the other one's, too.
    _change(
        session,
        Spending,
        bank_id,
        or_(col(Spending.asker_id) == mine, col(Spending.helper_id) == mine),
        receipt="",
    )
    session.execute(
        delete(Impression).where(
            col(Impression.timebank_id) == bank_id,
            or_(col(Impression.by_id) == mine, col(Impression.about_id) == mine),
        )
    )
    wellbeing.forget(session, bank_id, mine)
    for who, glad in ((Exchange.asker_id, "asker_glad"), (Exchange.helper_id, "helper_glad")):
        _change(session, Exchange, bank_id, col(who) == mine, **{glad: None})
    correction.forget_reasons(session, bank_id, mine)
    grant.forget_reasons(session, bank_id, mine)
    _change(session, Intake, bank_id, col(Intake.by_id) == mine, file_name="", entries=[], problems=[])
    # What an organiser announced goes unsaid where it has not been said, and its words are kept no longer.
    _change(session, Announcement, bank_id, col(Announcement.by_id) == mine, text="", answers=[])
    # Between the homes of two people there is a distance, which tells something of both.
    theirs = or_(col(Invitation.member_id) == mine, col(Invitation.request_id).in_(their_requests))
    _change(session, Invitation, bank_id, theirs, distance_m=None)
    session.execute(
        delete(Apart).where(
            col(Apart.timebank_id) == bank_id, or_(col(Apart.member_id) == mine, col(Apart.other_id) == mine)
        )
    )
    session.execute(
        delete(Buddy).where(
            col(Buddy.timebank_id) == bank_id, or_(col(Buddy.member_id) == mine, col(Buddy.buddy_id) == mine)
        )
    )
    owned = (
        Offer, Conversation, ChangedDay, Attestation, NamedHelper, HoursWanted, Meeting, Contact, Muting,
        Vote, Claim,
    )  # fmt: skip
    for table in owned:
        session.execute(delete(table).where(col(table.timebank_id) == bank_id, col(table.member_id) == mine))


def _forget_shown(session: Session, leaver: Member, name: str) -> None:
    """Deletes the buttons that they saw, and those of others on which their name stands."""
    session.execute(
        delete(ShownButtons).where(
            col(ShownButtons.timebank_id) == leaver.timebank_id, col(ShownButtons.member_id) == leaver.id
        )
    )
    if not name:
        return
    # The options are kept as JSON, so the name is looked for as it is written there.
    written = json.dumps(name, ensure_ascii=False)[1:-1]
    for row in session.exec(
        select(ShownButtons).where(
            ShownButtons.timebank_id == leaver.timebank_id,
            type_coerce(ShownButtons.options, Text).contains(written, autoescape=True),
        )
    ):
        row.options = [option for option in row.options if name not in option[0]]
        session.add(row)


def _forget_received(
    session: Session, timebank_id: int, telegram_user_id: int, at: datetime, answering: int | None
) -> None:
    """Empties what came from them. The numbers of the updates stay, so that none of them is handled again."""
    for row in session.exec(
        select(ReceivedUpdate).where(
            ReceivedUpdate.timebank_id == timebank_id, ReceivedUpdate.sender_id == telegram_user_id
        )
    ):
        if row.update_id == answering:
            # It is in hand, and is emptied when it has been handled.
            continue
        if row.state in received.UNFINISHED:
            row.state, row.finished_at = received.State.HANDLED, at
        row.body, row.sender_id = "", 0
        session.add(row)


def _change(session: Session, table: type[Row], timebank_id: int, which: Any, **values: Any) -> None:
    session.execute(update(table).where(col(table.timebank_id) == timebank_id, which).values(**values))
