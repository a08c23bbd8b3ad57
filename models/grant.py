"""A grant: hours that an organiser gives to somebody in need, or with which a debt is written off.

They come out of the community chest, and what the chest lacks out of the time bank's own account, in
everybody's sight. Each is a line of the ledger with a reason, which the member reads; the reason is kept
here, where it can be forgotten. Nobody grants anything to themself.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Session, col, select

from models import hours_wanted, journal, ledger, member, notification
from models import transfer as rows
from models.account import Account
from models.columns import Row, choice, moment, reference
from models.confirmation import OwnCase
from models.correction import REASON_LENGTH, ReasonMissing
from models.ledger import Cause
from models.member import Member, NotFound, State
from models.notification import Notice
from models.refusals import Refusal

LONGEST_MINUTES = 6_000
CAUSES = (Cause.GRANT, Cause.WRITE_OFF)


class GrantOutOfRange(Refusal):
    """No such number of minutes can be granted. Facts: `longest_minutes`."""

    message = "refusal-grant-out-of-range"


class NothingOwed(Refusal):
    """The member does not owe so much, so that there is nothing, or less, to write off. Facts:
    `owed_minutes`."""

    message = "refusal-nothing-owed"


class Grant(Row, table=True):
    """What was granted, and why.

    Attributes:
        transfer_id: the first row that moved the hours; the second, where there is one, follows it.
        member_id: who got them.
        by_id: the organiser.
        cause: whether hours were given or a debt was written off.
        minutes: how many, in one row or two.
        reason: the organiser's words; emptied when the member is forgotten.
    """

    __tablename__ = "hours_grant"
    __table_args__ = ({"sqlite_autoincrement": True},)

    transfer_id: int = reference("transfer.id", unique=True)
    member_id: int = reference("member.id", index=True)
    by_id: int = reference("member.id")
    cause: Cause = choice(Cause)
    minutes: int
    reason: str = Field(max_length=REASON_LENGTH)
    at: datetime = moment()


def give(
    session: Session,
    whom: Member,
    by: Member,
    *,
    cause: Cause,
    minutes: int,
    reason: str,
    deed_key: str,
    now: datetime,
) -> Grant:
    """Gives a member hours, or writes off what they owe, and returns what was granted. Twice is once.

    It reaches past a ceiling, as nothing of it is earned.

    Args:
        cause: GRANT, or WRITE_OFF for a debt.
        minutes: how many, above zero; no more than is owed where it is written off.
        reason: why, in the organiser's words; the member reads it.
        deed_key: names the deed within the time bank.

    Raises:
        NotFound: `by` is no organiser, or the member is none of this bank who has an account that is open.
        OwnCase: it is about the organiser's own hours.
        GrantOutOfRange, NothingOwed, ReasonMissing: something in what was asked will not do.
        DeedMismatch: another deed has that key.
    """
    member.require_organiser(by)
    whom = member.get(session, by.timebank_id, whom.id)
    if whom.id == by.id:
        raise OwnCase()
    if whom.state not in (State.ACTIVE, State.PAUSED):
        raise NotFound()
    done = rows.by_key(session, by.timebank_id, deed_key) or rows.by_key(
        session, by.timebank_id, f"{deed_key}:rest"
    )
    if done is not None:
        return _repeated(session, done.id, whom, cause, minutes, deed_key)
    account = _held(session, whom)
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise GrantOutOfRange(longest_minutes=LONGEST_MINUTES)
    if cause is Cause.WRITE_OFF and minutes > (owed := owed_minutes(session, whom)):
        raise NothingOwed(owed_minutes=owed)
    words = " ".join(reason.split())[:REASON_LENGTH]
    if not words:
        raise ReasonMissing()
    moved = ledger.help_out(session, account, cause=cause, minutes=minutes, deed_key=deed_key, now=now)
    granted = Grant(
        timebank_id=by.timebank_id,
        transfer_id=moved[0].id,
        member_id=whom.id,
        by_id=by.id,
        cause=cause,
        minutes=minutes,
        reason=words,
        at=now,
    )
    session.add(granted)
    session.flush()
    hours_wanted.settle_for(session, whom, by, now)
    journal.note(
        session,
        by=by,
        act=f"hours.{cause.value}",
        subject_id=whom.id,
        now=now,
        row=moved[0].id,
        minutes=minutes,
    )
    notification.queue(session, Notice.GRANTED, subject_id=granted.id, recipient=whom, send_after=now)
    return granted


def owed_minutes(session: Session, whom: Member) -> int:
    """Returns how far below zero a member's hours are, 0 where they are not."""
    account = ledger.account_of(session, whom.timebank_id, whom.id)
    return max(0, -ledger.standing(session, account).balance_minutes)


def mine(session: Session, by: Member, grant_id: int) -> Grant:
    """Returns what was granted to that member; raises NotFound for anything else."""
    found = session.exec(
        select(Grant).where(
            Grant.timebank_id == by.timebank_id, Grant.id == grant_id, Grant.member_id == by.id
        )
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def forget_reasons(session: Session, timebank_id: int, member_id: int) -> None:
    """Empties the reasons of all that was granted to that member; the rows and their minutes stay."""
    for row in session.exec(
        select(Grant).where(Grant.timebank_id == timebank_id, Grant.member_id == member_id)
    ):
        row.reason = ""
        session.add(row)


def _held(session: Session, whom: Member) -> Account:
    """Returns a member's account, and makes whoever would write off the same debt wait for its turn."""
    return session.exec(
        select(Account)
        .where(Account.timebank_id == whom.timebank_id, col(Account.member_id) == whom.id)
        .with_for_update()
    ).one()


def _repeated(
    session: Session, row_id: int, whom: Member, cause: Cause, minutes: int, deed_key: str
) -> Grant:
    """Returns what was granted before under that key, if it is the same."""
    known = session.exec(
        select(Grant).where(Grant.timebank_id == whom.timebank_id, Grant.transfer_id == row_id)
    ).one_or_none()
    if known is None or (known.member_id, known.cause, known.minutes) != (whom.id, cause, minutes):
        raise rows.mismatch(whom.timebank_id, deed_key)
    return known
