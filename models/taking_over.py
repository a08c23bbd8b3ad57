"""Taking over: everything that hangs on one member's row hangs on another's afterwards, because both are one
person; see `models.same_person`, which asks beforehand whether that can be.

Which column goes along, and which stays and why, is listed here for every column of every table that points
at a member; a test holds the list to the tables, so that none is forgotten. What was written down for good,
as the journal is, stays as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col, select

from models import change, invitation, notification, offer, request
from models.acting import Acting, OnBehalf
from models.alarm import Alarm
from models.apart import Apart
from models.attendance import Attendance
from models.attestation import Attestation
from models.buddy import Buddy
from models.changed_day import ChangedDay
from models.columns import Row
from models.concern import Concern
from models.contact import Contact
from models.conversation import Conversation
from models.exchange import Exchange
from models.grant import Grant
from models.hours_wanted import HoursWanted
from models.impression import Impression
from models.invitation import Invitation
from models.meeting import Meeting
from models.member import Member
from models.muting import Muting
from models.named_helper import NamedHelper
from models.notification import Notice, Notification
from models.poll import Vote
from models.raised_hand import RaisedHand
from models.relayed import RelayedMessage
from models.request import Request
from models.shown import ShownButtons
from models.spending import Spending
from models.thanks import Thanks
from models.told_door import ToldDoor
from models.wellbeing import WellbeingAnswer, WellbeingConsent

# These go along as they are.
GOES: tuple[tuple[type[Row], str], ...] = (
    (Request, "asker_id"), (Exchange, "asker_id"), (Exchange, "helper_id"), (Attendance, "asker_id"),
    (Attendance, "helper_id"), (RelayedMessage, "sender_id"), (RelayedMessage, "recipient_id"),
    (Thanks, "sender_id"), (Thanks, "recipient_id"), (Impression, "by_id"), (Impression, "about_id"),
    (Attestation, "member_id"), (Alarm, "member_id"), (Concern, "reporter_id"), (Concern, "subject_id"),
    (RaisedHand, "member_id"), (HoursWanted, "member_id"), (Grant, "member_id"), (Acting, "member_id"),
    (OnBehalf, "for_id"), (WellbeingAnswer, "member_id"), (Spending, "asker_id"), (Spending, "helper_id"),
)  # fmt: skip
# Of these there is one for each member and whatever else is named. Where both have one, that of the phone
# counts for what people say by themselves, and otherwise the one that was there first.
ONE_OF_THE_PHONE: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (Conversation, ()),
    (ShownButtons, ("message_id",)),
    (ToldDoor, ("message_id",)),
    (ChangedDay, ("day",)),
    (WellbeingConsent, ()),
    (Muting, ()),
    (Vote, ("announcement_id",)),
)
ONE_OF_BEFORE: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (Meeting, ()),
    (Contact, ()),
    (NamedHelper, ("request_id",)),
)
# Of two people each; where these would become one and the same, there is nothing left to say.
PAIRS: tuple[tuple[type[Row], str, str], ...] = (
    (Apart, "member_id", "other_id"),
    (Buddy, "member_id", "buddy_id"),
)
# What is said about the row of whoever hears it means nothing to another one.
ABOUT_THEMSELF = frozenset(
    {
        Notice.APPROVED, Notice.NOT_APPROVED, Notice.BREAK_OVER, Notice.HOLD, Notice.ROLES, Notice.NUDGE,
        Notice.WELLBEING,
    }
)  # fmt: skip
# These have rules of their own below.
OWN_RULES = frozenset({("offer", "member_id"), ("invitation", "member_id"), ("notification", "recipient_id")})
_FOR_GOOD = "It was written down for good."
_AS_ORGANISER = "What somebody did while they looked after the bank stays theirs by that number."
# These stay, by table and column, each with the reason.
STAYS: Mapping[tuple[str, str], str] = {
    ("account", "member_id"): "Its hours go by a transfer, and what comes later follows them.",
    ("claim", "member_id"): "The way into the other row is no way into this one.",
    ("claim", "opened_by_id"): "What they had opened is let go of.",
    ("link_use", "member_id"): "Who came in by which link does not change.",
    ("access_log", "by_id"): _FOR_GOOD,
    ("access_log", "member_id"): _FOR_GOOD,
    ("concern_entry", "by_id"): _FOR_GOOD,
    ("journal_entry", "by_id"): _FOR_GOOD,
    ("same_person", "kept_id"): _FOR_GOOD,
    ("same_person", "other_id"): _FOR_GOOD,
    ("same_person", "by_id"): _FOR_GOOD,
    ("acting", "organiser_id"): _AS_ORGANISER,
    ("alarm", "taken_by_id"): _AS_ORGANISER,
    ("announcement", "by_id"): _AS_ORGANISER,
    ("attestation", "seen_by_id"): _AS_ORGANISER,
    ("concern", "heard_by_id"): _AS_ORGANISER,
    ("contact", "noted_by_id"): _AS_ORGANISER,
    ("correction", "by_id"): _AS_ORGANISER,
    ("deep_link", "made_by_id"): _AS_ORGANISER,
    ("drawing", "asked_by_id"): _AS_ORGANISER,
    ("explanation", "asked_by_id"): _AS_ORGANISER,
    ("group_post", "taken_by_id"): _AS_ORGANISER,
    ("group_post", "told_taken_by_id"): _AS_ORGANISER,
    ("hours_grant", "by_id"): _AS_ORGANISER,
    ("hours_wanted", "settled_by_id"): _AS_ORGANISER,
    ("impression", "seen_to_by_id"): _AS_ORGANISER,
    ("intake", "by_id"): _AS_ORGANISER,
    ("meeting", "met_by_id"): _AS_ORGANISER,
    ("on_behalf", "by_id"): _AS_ORGANISER,
    ("organiser_group", "linked_by_id"): _AS_ORGANISER,
    ("organiser_group", "token_for_id"): _AS_ORGANISER,
    ("overdue_visit", "ended_by_id"): _AS_ORGANISER,
    ("overdue_visit", "help_wanted_by_id"): _AS_ORGANISER,
    ("overdue_visit", "taken_by_id"): _AS_ORGANISER,
    ("raised_hand", "lowered_by_id"): _AS_ORGANISER,
    ("request", "looked_after_by_id"): _AS_ORGANISER,
    ("spending", "closed_by_id"): _AS_ORGANISER,
    ("task_care", "done_by_id"): _AS_ORGANISER,
    ("task_care", "taken_by_id"): _AS_ORGANISER,
}


def take_over(session: Session, kept: Member, other: Member, now: datetime) -> None:
    """Lets all that was the other's be that of the member who is kept. Hours and profile are not looked at.

    Args:
        kept, other: of one bank; they never agreed on help between the two of them.
    """
    session.flush()
    _no_more_asking_oneself(session, kept, other, now)
    for table, column in GOES:
        _point(session, table, column, kept, other)
    for table, keys in ONE_OF_THE_PHONE:
        _drop_doubles(session, table, keys, mine=kept, twin=other)
        _point(session, table, "member_id", kept, other)
    for table, keys in ONE_OF_BEFORE:
        _drop_doubles(session, table, keys, mine=other, twin=kept)
        _point(session, table, "member_id", kept, other)
    _take_over_pairs(session, kept, other)
    _take_over_offers(session, kept, other, now)
    _take_over_invitations(session, kept, other)
    _take_over_notifications(session, kept, other, now)
    _let_matching_look(session, kept, other)
    session.flush()


def _let_matching_look(session: Session, kept: Member, other: Member) -> None:
    """Lets the matching look again at both, at whoever met them, and at what they asked for: the database
    notes by itself what becomes of a row, and not whose it has become."""
    visits = session.exec(
        select(Exchange).where(
            Exchange.timebank_id == kept.timebank_id,
            or_(col(Exchange.asker_id) == kept.id, col(Exchange.helper_id) == kept.id),
        )
    )
    met = {standing.other(kept) for standing in visits}
    change.note_members(session, kept.timebank_id, sorted({kept.id, other.id} | met))
    asked = request.open_of(session, kept)
    change.note_requests(session, kept.timebank_id, [wanted.id for wanted in asked])


def _point(session: Session, table: type[Row], column: str, kept: Member, other: Member) -> None:
    session.execute(
        update(table)
        .where(col(table.timebank_id) == kept.timebank_id, getattr(table, column) == other.id)
        .values({column: kept.id})
    )


def _drop_doubles(
    session: Session, table: type[Row], keys: tuple[str, ...], *, mine: Member, twin: Member
) -> None:
    """Deletes those rows of one of the two that the other one has, too."""
    columns: list[Any] = [getattr(table, name) for name in keys]
    own: Any = table
    theirs = session.exec(
        select(table).where(col(table.timebank_id) == mine.timebank_id, own.member_id == twin.id)
    ).all()
    for row in theirs:
        same = [column == getattr(row, name) for column, name in zip(columns, keys, strict=True)]
        session.execute(
            delete(table).where(col(table.timebank_id) == mine.timebank_id, own.member_id == mine.id, *same)
        )


def _take_over_pairs(session: Session, kept: Member, other: Member) -> None:
    """Whom the other did not want to meet, or had as a buddy, and who them."""
    for table, one, two in PAIRS:
        known: set[tuple[int, int]] = set()
        columns: tuple[Any, Any] = (getattr(table, one), getattr(table, two))
        rows = session.execute(
            select(table.id, *columns)
            .where(
                col(table.timebank_id) == kept.timebank_id,
                columns[0].in_((kept.id, other.id)) | columns[1].in_((kept.id, other.id)),
            )
            .order_by(columns[0] == other.id, columns[1] == other.id, col(table.id))
        ).all()
        for row_id, first, second in rows:
            pair = tuple(kept.id if who == other.id else who for who in (first, second))
            this = (col(table.timebank_id) == kept.timebank_id, col(table.id) == row_id)
            if pair[0] == pair[1] or pair in known:
                session.execute(delete(table).where(*this))
                continue
            known.add((pair[0], pair[1]))
            session.execute(update(table).where(*this).values({one: pair[0], two: pair[1]}))


def _take_over_offers(session: Session, kept: Member, other: Member, now: datetime) -> None:
    """What either offers is offered; what both do, once."""
    for one in offer.of(session, other):
        standing = offer.make(session, kept, one.kind, now)
        if one.state is offer.State.PAUSED:
            standing.state = offer.State.PAUSED
            session.add(standing)
    offer.set_all(session, other, (), now)


def _no_more_asking_oneself(session: Session, kept: Member, other: Member, now: datetime) -> None:
    """Whoever was asked for help that they need themself, by their other row, is asked no longer."""
    for asker, asked in ((kept, other), (other, kept)):
        theirs = select(Request.id).where(
            col(Request.timebank_id) == kept.timebank_id, col(Request.asker_id) == asker.id
        )
        found = session.exec(
            select(Invitation).where(
                Invitation.timebank_id == kept.timebank_id,
                Invitation.member_id == asked.id,
                col(Invitation.request_id).in_(theirs),
            )
        ).all()
        for one in found:
            invitation.decline(session, one.id, asked, now)
        session.execute(
            delete(NamedHelper).where(
                col(NamedHelper.timebank_id) == kept.timebank_id,
                col(NamedHelper.member_id) == asked.id,
                col(NamedHelper.request_id).in_(theirs),
            )
        )
    session.flush()


def _take_over_invitations(session: Session, kept: Member, other: Member) -> None:
    """What the other was asked; but for what both were asked about, and what they asked for by themself."""
    both = (kept.id, other.id)
    asked_about = select(Invitation.request_id).where(
        col(Invitation.timebank_id) == kept.timebank_id, col(Invitation.member_id) == kept.id
    )
    own = select(Request.id).where(
        col(Request.timebank_id) == kept.timebank_id, col(Request.asker_id).in_(both)
    )
    session.execute(
        update(Invitation)
        .where(
            col(Invitation.timebank_id) == kept.timebank_id,
            col(Invitation.member_id) == other.id,
            col(Invitation.request_id).not_in(asked_about),
            col(Invitation.request_id).not_in(own),
        )
        .values(member_id=kept.id)
    )


def _take_over_notifications(session: Session, kept: Member, other: Member, now: datetime) -> None:
    """What was and is to be said to the other: what both would hear once, and of the row itself nothing."""
    mine = {
        (row.kind, row.subject_id, row.round)
        for row in session.exec(
            select(Notification).where(
                Notification.timebank_id == kept.timebank_id, Notification.recipient_id == kept.id
            )
        )
    }
    theirs = session.exec(
        select(Notification).where(
            Notification.timebank_id == kept.timebank_id, Notification.recipient_id == other.id
        )
    ).all()
    for row in theirs:
        of_the_row = row.kind in ABOUT_THEMSELF and row.subject_id == other.id
        if of_the_row or (row.kind, row.subject_id, row.round) in mine:
            if row.state in (notification.State.PENDING, notification.State.UNCERTAIN):
                notification.finish(session, row, notification.State.LAPSED, now)
            continue
        row.recipient_id = kept.id
        session.add(row)
    session.flush()
