"""The same person: a member without the app has come a second time, with a phone, and is one again.

    kept: known for long, no app ---.      an organiser says       one member, with history and phone;
                                     >--- and how they know it --> the emptied row has left
    other: joined lately, by phone -'

The row with the history stays: its number stands on paper, in the books and in people's memory. It gets the
phone and what the other has said by itself. Everything of the other goes along (`models.taking_over`), and so
do its hours, by a transfer; starting hours that came twice go back to the time bank. Where it cannot be done
without doing somebody wrong, it is refused, and why is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Session, col, or_, select

from models import (
    attestation,
    availability,
    claim,
    conversation,
    correction,
    exchange,
    journal,
    ledger,
    member,
    notification,
    offer,
    request,
    roll,
    taking_over,
    timebank,
)
from models.acting import Acting
from models.alarm import Alarm
from models.columns import Row, choice, moment, reference
from models.exchange import Exchange
from models.ledger import Account, Cause, Holder, Transfer
from models.member import Member, NotFound, State
from models.notification import Notice
from models.offer import Offer
from models.refusals import Refusal

HERE = (State.ACTIVE, State.PAUSED)
# These begin something that is over when it is known who they are.
ENDED_TALKS = frozenset({"joining", "claiming"})
FOUND_AT_MOST = 50
# As many letters as the codes of all languages of a member have room for.
LONGEST_LANGUAGES = 64


class OwnRecord(Refusal):
    """Nobody joins two rows of which one is their own."""

    message = "refusal-own-record"


class BothHavePhones(Refusal):
    """Whoever should be kept is reached by phone already. Facts: `name`."""

    message = "refusal-both-have-phones"


class NoPhone(Refusal):
    """The other one has no phone that could be taken over. Facts: `name`."""

    message = "refusal-no-phone"


class NotLetIn(Refusal):
    """Whoever should be kept waits to be let in. Facts: `name`."""

    message = "refusal-not-let-in"


class OneIsHeld(Refusal):
    """One of the two is paused, or was when they left, by an organiser or a lead. Facts: `name`."""

    message = "refusal-one-is-held"


class OneHasRole(Refusal):
    """One of the two looks after the bank. Facts: `name`."""

    message = "refusal-one-has-role"


class HelpedEachOther(Refusal):
    """The two agreed on help between them once, so they can hardly be one. Facts: `name` and `other`."""

    message = "refusal-helped-each-other"


class OneIsUnsafe(Refusal):
    """A call for help of one of the two is open. Facts: `name`."""

    message = "refusal-one-is-unsafe"


class How(StrEnum):
    """How an organiser knows that two rows are one person."""

    MET = "met"
    BY_PHONE = "by_phone"
    FAMILY = "family"


class SamePerson(Row, table=True):
    """That two rows turned out to be one person.

    Attributes:
        kept_id: the row that stays.
        other_id: the row that has left.
        by_id: the organiser who said so.
        how: how they know.
    """

    __tablename__ = "same_person"
    __table_args__ = (
        # A row ends in another one once, however often and however fast somebody taps.
        UniqueConstraint("timebank_id", "other_id"),
        {"sqlite_autoincrement": True},
    )

    kept_id: int = reference("member.id", index=True)
    other_id: int = reference("member.id", index=True)
    by_id: int = reference("member.id", index=True)
    how: How = choice(How)
    at: datetime = moment()


@dataclass(frozen=True)
class Side:
    """What one of the two has.

    Attributes:
        whom: the member.
        balance_minutes: their hours.
        reserved_minutes: what of them is promised for help that is agreed.
        offers: what they offer.
        visits, requests, checks: how many of each stand.
    """

    whom: Member
    balance_minutes: int
    reserved_minutes: int
    offers: Sequence[Offer]
    visits: int
    requests: int
    checks: int


@dataclass(frozen=True)
class Prospect:
    """What would come of it.

    Attributes:
        kept, other: what each of the two has now.
        back_minutes: starting hours that came twice and go back to the time bank.
        moved_minutes: what comes to the one who is kept; below zero where the other owes.
        total_minutes: what that one has then.
        left_minutes: what stays put for agreed help of the other, until that is settled.
    """

    kept: Side
    other: Side
    back_minutes: int
    moved_minutes: int
    total_minutes: int
    left_minutes: int


def find(
    session: Session, by: Member, kept_id: int, name: str, *, limit: int = FOUND_AT_MOST
) -> list[Member]:
    """Returns members with a phone who may be meant by that name and be the same person as one without.

    Raises:
        NotFound: `by` is no organiser.
    """
    found = roll.find(session, by, name, limit=FOUND_AT_MOST)
    return [one for one in found if one.id != kept_id and one.has_joined and one.telegram_user_id][:limit]


def look(session: Session, kept_id: int, other_id: int, by: Member, now: datetime) -> Prospect:
    """Returns what would come of joining two rows, to an organiser.

    Raises:
        NotFound: `by` is no organiser, or one of the two is no member of their bank.
        OwnRecord, BothHavePhones, NoPhone, NotLetIn, OneIsHeld, OneHasRole, HelpedEachOther, OneIsUnsafe: it
            cannot be done, for that reason.
    """
    kept, other = _both(session, kept_id, other_id, by)
    one, two = _side(session, kept, now), _side(session, other, now)
    back = _given_twice(session, kept, other)
    has = two.balance_minutes - sum(corrected for _, corrected in back)
    moved = has if has < 0 else max(0, has - two.reserved_minutes)
    return Prospect(
        kept=one,
        other=two,
        back_minutes=two.balance_minutes - has,
        moved_minutes=moved,
        total_minutes=one.balance_minutes + moved,
        left_minutes=has - moved,
    )


def join(
    session: Session, kept_id: int, other_id: int, by: Member, how: How, now: datetime
) -> tuple[SamePerson, Member]:
    """Makes one member of two, once however often it is said, and returns who it is; who has the phone is
    welcomed in it.

    Args:
        kept_id: the row with the history and without the app, which stays.
        other_id: the row with the phone, which is emptied and leaves.
        how: how the organiser knows.

    Raises what `look` does.
    """
    member.require_organiser(by)
    known = _known(session, by.timebank_id, other_id)
    if known is not None and known.kept_id == kept_id:
        return known, member.get(session, by.timebank_id, kept_id)
    _lock(session, by, kept_id, other_id)
    kept, other = _both(session, kept_id, other_id, by)
    back = _given_twice(session, kept, other)
    row = SamePerson(
        timebank_id=by.timebank_id, kept_id=kept.id, other_id=other.id, by_id=by.id, how=how, at=now
    )
    session.add(row)
    session.flush()
    _end_what_others_do(session, kept, other, now)
    taking_over.take_over(session, kept, other, now)
    _move_hours(session, kept, other, back, now)
    _take_profile(kept, other)
    _take_phone(session, kept, other)
    journal.note(
        session,
        by=by,
        act="member.same_person",
        subject_id=kept.id,
        now=now,
        other=other.id,
        how=how.value,
        row=row.id,
    )
    notification.resume(session, kept)
    notification.queue(session, Notice.SAME_PERSON, subject_id=row.id, recipient=kept, send_after=now)
    session.flush()
    return row, kept


def mine(session: Session, by: Member, row_id: int) -> SamePerson:
    """Returns that somebody was joined with another row of theirs; raises NotFound for anything else."""
    found = session.exec(
        select(SamePerson).where(
            SamePerson.timebank_id == by.timebank_id, SamePerson.id == row_id, SamePerson.kept_id == by.id
        )
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def former_of(session: Session, who: Member) -> list[Member]:
    """Returns the emptied rows that were the same person as a member, the last first."""
    found: list[Member] = []
    newest = [who.id]
    while newest:
        ids = session.exec(
            select(SamePerson.other_id)
            .where(SamePerson.timebank_id == who.timebank_id, col(SamePerson.kept_id).in_(newest))
            .order_by(col(SamePerson.id).desc())
        ).all()
        found += [member.get(session, who.timebank_id, one) for one in ids]
        newest = list(ids)
    return found


def _known(session: Session, timebank_id: int, other_id: int) -> SamePerson | None:
    return session.exec(
        select(SamePerson).where(SamePerson.timebank_id == timebank_id, SamePerson.other_id == other_id)
    ).one_or_none()


def _lock(session: Session, by: Member, *member_ids: int) -> None:
    """Makes whoever would join one of them with yet another wait, and reads both as they stand."""
    session.exec(
        select(Member)
        .where(Member.timebank_id == by.timebank_id, col(Member.id).in_(member_ids))
        .order_by(col(Member.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _both(session: Session, kept_id: int, other_id: int, by: Member) -> tuple[Member, Member]:
    """Returns the two, where nothing speaks against it; raises what `look` does."""
    member.require_organiser(by)
    if kept_id == other_id:
        raise NotFound()
    kept = member.get(session, by.timebank_id, kept_id)
    other = member.get(session, by.timebank_id, other_id)
    for one in (kept, other):
        if one.id == by.id:
            raise OwnRecord()
        if not one.has_joined:
            raise NotFound()
    for one in (kept, other):
        if one.state is State.HELD or one.held_since is not None:
            raise OneIsHeld(name=one.name)
        if one.is_organiser or one.is_lead or one.is_facilitator:
            raise OneHasRole(name=one.name)
    if kept.telegram_user_id is not None:
        raise BothHavePhones(name=kept.name)
    if other.telegram_user_id is None:
        raise NoPhone(name=other.name)
    if kept.state not in HERE:
        raise NotLetIn(name=kept.name)
    _require_two_lives(session, kept, other)
    return kept, other


def _require_two_lives(session: Session, kept: Member, other: Member) -> None:
    """Lets two pass who have never helped one another and of whom none is in danger just now."""
    both = (kept.id, other.id)
    between = session.exec(
        select(Exchange.id).where(
            Exchange.timebank_id == kept.timebank_id,
            col(Exchange.asker_id).in_(both),
            col(Exchange.helper_id).in_(both),
        )
    ).first()
    if between is not None:
        raise HelpedEachOther(name=kept.name, other=other.name)
    unsafe = session.exec(
        select(Alarm).where(
            Alarm.timebank_id == kept.timebank_id,
            col(Alarm.member_id).in_(both),
            col(Alarm.taken_at).is_(None),
        )
    ).first()
    if unsafe is not None:
        raise OneIsUnsafe(name=member.get(session, kept.timebank_id, unsafe.member_id).name)


def _side(session: Session, whom: Member, now: datetime) -> Side:
    account = _account(session, whom)
    stands = None if account is None else ledger.standing(session, account)
    bank = timebank.get(session, whom.timebank_id)
    checks = attestation.of(session, whom)
    return Side(
        whom=whom,
        balance_minutes=0 if stands is None else stands.balance_minutes,
        reserved_minutes=0 if stands is None else stands.reserved_minutes,
        offers=offer.of(session, whom),
        visits=len(exchange.unfinished_of(session, whom)),
        requests=len(request.open_of(session, whom)),
        checks=sum(one.holds(timebank.today(bank, now)) for one in checks),
    )


def _account(session: Session, whom: Member) -> Account | None:
    return ledger.accounts_of(session, whom.timebank_id, whom.id).get(whom.id)


def _given_twice(session: Session, kept: Member, other: Member) -> list[tuple[Transfer, int]]:
    """Returns the other's starting hours, each with its minutes after corrections, where the one who is kept
    had hours to begin with, too."""
    begun = (Cause.STARTING, Cause.OPENING)
    if not _lines(session, kept, begun):
        return []
    found = [
        (line, correction.corrected_minutes(session, line))
        for line in _lines(session, other, (Cause.STARTING,))
    ]
    return [(line, minutes) for line, minutes in found if minutes > 0]


def _lines(session: Session, whom: Member, causes: Sequence[Cause]) -> Sequence[Transfer]:
    account = _account(session, whom)
    if account is None:
        return []
    theirs = ledger.with_former(session, account)
    return session.exec(
        select(Transfer)
        .where(
            Transfer.timebank_id == whom.timebank_id,
            col(Transfer.cause).in_(causes),
            or_(col(Transfer.to_account_id).in_(theirs), col(Transfer.from_account_id).in_(theirs)),
        )
        .order_by(col(Transfer.id))
    ).all()


def _move_hours(
    session: Session, kept: Member, other: Member, back: Sequence[tuple[Transfer, int]], now: datetime
) -> None:
    """Gives back what came twice, and lets the rest be the other account's, each in a line of the ledger."""
    former, heir = _account(session, other), _account(session, kept)
    if former is None:
        return
    assert heir is not None, "whoever was let in has an account"
    for line, minutes in back:
        ledger.transfer(
            session,
            deed_key=f"same_person:{other.id}:back:{line.id}",
            cause=Cause.SAME_PERSON,
            giver=former,
            receiver=ledger.own_account(session, kept.timebank_id, Holder.BANK),
            minutes=minutes,
            now=now,
        )
    ledger.hand_over(session, former, heir=heir, deed_key=f"same_person:{other.id}", now=now)


def _end_what_others_do(session: Session, kept: Member, other: Member, now: datetime) -> None:
    """Ends a personal link to either, and that somebody acts for a row that is about to be empty."""
    claim.end_for(session, kept, other, now)
    for acting in session.exec(
        select(Acting).where(
            Acting.timebank_id == other.timebank_id,
            Acting.member_id == other.id,
            col(Acting.ended_at).is_(None),
        )
    ):
        acting.ended_at = now
        session.add(acting)
    # What organisers were to do about the newcomer is about nobody any more.
    notification.lapse(
        session,
        timebank_id=other.timebank_id,
        subject_id=other.id,
        kinds=[Notice.TASK_APPROVAL, Notice.TASK_CALL],
        now=now,
    )
    talk = conversation.current(session, other)
    if talk is not None and talk.flow in ENDED_TALKS:
        conversation.end(session, other)
    session.flush()


def _take_profile(kept: Member, other: Member) -> None:
    """Takes over what the other has said by themself; of what was known before, what they have not said."""
    also = [code for code in kept.languages.split(",") if code not in other.languages.split(",")]
    # Where there are more than fit, those that were known before go first, the last one of them foremost.
    while also and len(",".join([other.languages, *also])) > LONGEST_LANGUAGES:
        also.pop()
    kept.languages, kept.zone = ",".join([other.languages, *also]), other.zone
    kept.adult_at = other.adult_at or kept.adult_at
    kept.privacy_agreed_at = other.privacy_agreed_at or kept.privacy_agreed_at
    if other.free_slots != availability.NEVER:
        kept.travel_limit_m, kept.free_slots = other.travel_limit_m, other.free_slots
    if kept.point is None:
        kept.latitude, kept.longitude, kept.place_name = other.latitude, other.longitude, other.place_name
    kept.gender, kept.visits = other.gender or kept.gender, other.visits or kept.visits
    kept.comes = other.comes or kept.comes
    kept.cannot, kept.hurdles = kept.cannot | other.cannot, kept.hurdles | other.hurdles
    for name in ("asks_per_week", "minutes_per_week"):
        said = getattr(other, name)
        setattr(kept, name, getattr(kept, name) if said is None else said)
    kept.quiet_word = other.quiet_word or kept.quiet_word
    kept.acts_alone = kept.acts_alone or other.acts_alone
    if other.state is State.PAUSED:
        kept.state, kept.paused_until = State.PAUSED, other.paused_until


def _take_phone(session: Session, kept: Member, other: Member) -> None:
    """Lets the phone be that of the one who is kept, and ends the other row, which has no name any more."""
    user_id, chat_id = other.telegram_user_id, other.chat_id
    unreachable_since, owed_since = other.unreachable_since, other.owed_since
    other.telegram_user_id = other.chat_id = None
    other.name, other.state, other.place_name, other.quiet_word = "", State.LEFT, "", ""
    other.latitude = other.longitude = other.gender = other.visits = other.comes = None
    other.adult_at = other.privacy_agreed_at = other.unreachable_since = other.owed_since = None
    other.paused_until = other.asks_per_week = other.minutes_per_week = None
    other.free_slots = other.travel_limit_m = other.cannot = other.hurdles = 0
    session.add(other)
    # Nobody has the same account as somebody else, not even for a moment.
    session.flush()
    kept.telegram_user_id, kept.chat_id = user_id, chat_id
    kept.unreachable_since, kept.owed_since = unreachable_since, owed_since
    session.add(kept)
    session.flush()
