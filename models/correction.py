"""A correction: what an organiser does about a line of the ledger that is wrong.

Nothing is edited. A new row moves the difference and points at the line it corrects, so that both stay in
sight. The ledger holds no free text, so the reason is kept here, where it can be forgotten.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Session, col, select

from models import journal, ledger, member, notification
from models import transfer as rows
from models.columns import Row, moment, reference
from models.confirmation import OwnCase
from models.ledger import Account, Cause, Transfer
from models.member import Member, NotFound
from models.notification import Notice
from models.refusals import Refusal

LONGEST_MINUTES = 6_000
REASON_LENGTH = 300

# What a time bank does with hours by itself follows from other lines; those are corrected instead.
CORRECTABLE = (
    Cause.STARTING, Cause.OPENING, Cause.EXCHANGE, Cause.COVER, Cause.GRANT, Cause.WRITE_OFF, Cause.GIFT,
)  # fmt: skip


class NotCorrectable(Refusal):
    """Such a line follows from another one, and that one can be corrected."""

    message = "refusal-not-correctable"


class NothingToCorrect(Refusal):
    """The line says so already. Facts: `minutes`."""

    message = "refusal-nothing-to-correct"


class CorrectionOutOfRange(Refusal):
    """No line can have said that. Facts: `longest_minutes`."""

    message = "refusal-correction-out-of-range"


class ReasonMissing(Refusal):
    """A correction says why."""

    message = "refusal-reason-missing"


class Correction(Row, table=True):
    """Why a line was corrected, and what it should have said.

    Attributes:
        transfer_id: the row that moved the difference; `corrects_id` there is the line that was wrong.
        by_id: the organiser.
        minutes: what the line should have said; 0 for a line that should not be there.
        reason: the organiser's words; emptied when somebody it may speak of is forgotten.
    """

    __tablename__ = "correction"
    __table_args__ = ({"sqlite_autoincrement": True},)

    transfer_id: int = reference("transfer.id", unique=True)
    by_id: int = reference("member.id")
    minutes: int
    reason: str = Field(max_length=REASON_LENGTH)
    at: datetime = moment()


def correct(
    session: Session,
    organiser: Member,
    *,
    transfer_id: int,
    minutes: int,
    reason: str,
    deed_key: str,
    now: datetime,
) -> Transfer:
    """Puts right what a line of the ledger should have said, and returns the row that moves the difference.

    It reaches past the floor and the ceiling. A second correction starts from what the first one left. The
    same correction twice is one correction.

    Args:
        transfer_id: the line that is wrong.
        minutes: what it should have said; 0 for a line that should not be there.
        reason: why, in the organiser's words.
        deed_key: names the correction within the time bank.

    Raises:
        NotFound: `organiser` is none, or there is no such line.
        OwnCase: the line is about the organiser's own hours.
        NotCorrectable: the line follows from another one.
        CorrectionOutOfRange, ReasonMissing: something in what was asked will not do.
        NothingToCorrect: the line says so already.
        DeedMismatch: another deed has that key.
    """
    member.require_organiser(organiser)
    line = _line(session, organiser, transfer_id)
    done = rows.by_key(session, organiser.timebank_id, deed_key)
    if done is not None:
        return _repeated(session, done, line, minutes)
    if line.cause not in CORRECTABLE or line.phase not in ledger.MOVING:
        raise NotCorrectable()
    if not 0 <= minutes <= LONGEST_MINUTES:
        raise CorrectionOutOfRange(longest_minutes=LONGEST_MINUTES)
    words = " ".join(reason.split())[:REASON_LENGTH]
    if not words:
        raise ReasonMissing()
    giver = session.get_one(Account, line.from_account_id)
    receiver = session.get_one(Account, line.to_account_id)
    said_minutes = corrected_minutes(session, line)
    if said_minutes == minutes:
        raise NothingToCorrect(minutes=minutes)
    if minutes < said_minutes:
        giver, receiver = receiver, giver
    row = ledger.transfer(
        session,
        deed_key=deed_key,
        cause=Cause.CORRECTION,
        giver=giver,
        receiver=receiver,
        minutes=abs(minutes - said_minutes),
        now=now,
        exchange_id=line.exchange_id,
        corrects_id=line.id,
    )
    session.add(
        Correction(
            timebank_id=line.timebank_id,
            transfer_id=row.id,
            by_id=organiser.id,
            minutes=minutes,
            reason=words,
            at=now,
        )
    )
    journal.note(
        session,
        by=organiser,
        act="transfer.correct",
        subject_id=line.id,
        now=now,
        row=row.id,
        said_minutes=said_minutes,
        minutes=minutes,
    )
    for account in (ledger.last_heir(session, giver), ledger.last_heir(session, receiver)):
        if account.member_id is not None:
            one = member.get(session, line.timebank_id, account.member_id)
            notification.queue(session, Notice.CORRECTED, subject_id=row.id, recipient=one, send_after=now)
    return row


def about(session: Session, by: Member, transfer_id: int) -> tuple[Transfer, Correction]:
    """Returns a line that was corrected, and why, by the row that corrected it, to one whose hours it moved.

    Raises:
        NotFound: there is none, or it is about the hours of others.
    """
    own = ledger.accounts_of(session, by.timebank_id, by.id).get(by.id)
    found = session.exec(
        select(Transfer, Correction)
        .join(Correction, col(Correction.transfer_id) == Transfer.id)
        .where(
            Transfer.timebank_id == by.timebank_id,
            Correction.timebank_id == by.timebank_id,
            Transfer.id == transfer_id,
        )
    ).one_or_none()
    if found is None or own is None:
        raise NotFound()
    if not ledger.with_former(session, own) & {found[0].from_account_id, found[0].to_account_id}:
        raise NotFound()
    line = session.exec(
        select(Transfer).where(Transfer.timebank_id == by.timebank_id, Transfer.id == found[0].corrects_id)
    ).one()
    return line, found[1]


def corrected_minutes(session: Session, line: Transfer) -> int:
    """Returns what a line says after all its corrections, in minutes."""
    rows = session.exec(
        select(Transfer).where(Transfer.timebank_id == line.timebank_id, Transfer.corrects_id == line.id)
    )
    return line.minutes + sum(
        row.minutes if row.from_account_id == line.from_account_id else -row.minutes for row in rows
    )


def forget_reasons(session: Session, timebank_id: int, member_id: int) -> None:
    """Empties the reasons of all corrections of that member's lines; the rows and their minutes stay."""
    account = ledger.accounts_of(session, timebank_id, member_id).get(member_id)
    if account is None:
        return
    theirs = ledger.with_former(session, account)
    rows = session.exec(
        select(Correction)
        .join(Transfer, col(Transfer.id) == Correction.transfer_id)
        .where(
            Correction.timebank_id == timebank_id,
            Transfer.timebank_id == timebank_id,
            col(Transfer.from_account_id).in_(theirs) | col(Transfer.to_account_id).in_(theirs),
        )
    )
    for row in rows:
        row.reason = ""
        session.add(row)


def _line(session: Session, organiser: Member, transfer_id: int) -> Transfer:
    """Finds a line that is the organiser's to correct."""
    line = session.exec(
        select(Transfer).where(Transfer.timebank_id == organiser.timebank_id, Transfer.id == transfer_id)
    ).one_or_none()
    if line is None:
        raise NotFound()
    own = ledger.accounts_of(session, organiser.timebank_id, organiser.id).get(organiser.id)
    if own is not None and ledger.with_former(session, own) & {line.from_account_id, line.to_account_id}:
        raise OwnCase()
    return line


def _repeated(session: Session, done: Transfer, line: Transfer, minutes: int) -> Transfer:
    """Returns the row of a correction that was made before, if it is the same one."""
    known = session.exec(
        select(Correction.minutes).where(
            Correction.timebank_id == done.timebank_id, Correction.transfer_id == done.id
        )
    ).one_or_none()
    if done.corrects_id != line.id or known != minutes:
        raise rows.mismatch(done.timebank_id, done.deed_key)
    return done
