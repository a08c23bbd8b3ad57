"""The ledger: who gave whom how many minutes, as rows that are only ever added to.

A transfer takes whole minutes from one account and gives them to another, so all accounts together always
hold zero. Nothing is edited. Hours are reserved by one row, and one later row answers it:

    reserve ---+---> post       the minutes change hands (perhaps fewer, or more, than were reserved)
               |
               +---> release    the minutes are free again

    single                      the minutes change hands at once

What is earned above an account's ceiling goes on to the chest at once, as a second row of the same deed; so
does what still comes to the account of somebody who has left. Where two accounts turned out to be of one
person, what still comes to the closed one goes on to the other, which also bears what it owes.

The design follows TigerBeetle's two-phase transfers (https://docs.tigerbeetle.com/coding/two-phase-transfers/):
a deed key makes every step harmless to repeat, and at most one row may answer a reservation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import Session, col, select

from models import transfer as rows
from models.account import (
    Account,
    Holder,
    account_of,
    accounts_of,
    by_id,
    last_heir,
    open_account,
    open_bank_accounts,
    own_account,
    with_former,
)
from models.transfer import MOVING, AlreadyAnswered, Cause, DeedMismatch, NotEnoughHours, Phase, Transfer

# Accounts and transfers are spoken of through the ledger, too.
__all__ = [
    "MOVING",
    "Account",
    "AlreadyAnswered",
    "Cause",
    "DeedMismatch",
    "Holder",
    "NotEnoughHours",
    "Phase",
    "Standing",
    "Transfer",
    "account_of",
    "accounts_of",
    "close",
    "cover",
    "entries",
    "hand_over",
    "help_out",
    "last_heir",
    "open_account",
    "open_bank_accounts",
    "own_account",
    "post",
    "release",
    "require",
    "reservation_for",
    "reserve",
    "standing",
    "transfer",
    "with_former",
]

# What comes for these causes is earned, and so ends at the ceiling.
EARNED = (Cause.EXCHANGE, Cause.GIFT)
# What puts a line right, or follows from one, asks for no floor.
PAST_FLOORS = (Cause.CORRECTION, Cause.CEILING, Cause.CLOSING, Cause.SAME_PERSON)


@dataclass(frozen=True)
class Standing:
    """How an account stands, in minutes.

    Attributes:
        balance_minutes: what it holds.
        reserved_minutes: what is promised for help that was agreed and is not yet confirmed.
    """

    balance_minutes: int
    reserved_minutes: int

    @property
    def available_minutes(self) -> int:
        """What may still be promised, before the floor is looked at."""
        return self.balance_minutes - self.reserved_minutes


def standing(session: Session, account: Account) -> Standing:
    """Adds up how that account stands, from the rows alone."""
    return Standing(*rows.sums(session, account.timebank_id, account.id))


def transfer(
    session: Session,
    *,
    deed_key: str,
    cause: Cause,
    giver: Account,
    receiver: Account,
    minutes: int,
    now: datetime,
    exchange_id: int | None = None,
    corrects_id: int | None = None,
    keep_minutes: int | None = None,
) -> Transfer:
    """Moves minutes at once and returns the row, the same one however often it is called.

    Args:
        deed_key: names the deed within the time bank, in at most 64 characters.
        giver, receiver: the two accounts, of one time bank.
        minutes: above zero.
        corrects_id: the line that a correction puts right.
        keep_minutes: what the giver must keep, where that is more than the floor asks for.

    Raises:
        NotEnoughHours: the giver would fall below the floor.
        DeedMismatch: another deed has that key.
    """
    return _append(
        session,
        deed_key=deed_key,
        phase=Phase.SINGLE,
        cause=cause,
        giver=giver,
        receiver=receiver,
        minutes=minutes,
        needed_minutes=minutes,
        now=now,
        exchange_id=exchange_id,
        corrects_id=corrects_id,
        keep_minutes=keep_minutes,
    )


def reserve(
    session: Session,
    *,
    deed_key: str,
    giver: Account,
    receiver: Account,
    minutes: int,
    now: datetime,
    exchange_id: int,
) -> Transfer:
    """Promises minutes for help that was agreed; arguments and refusals as for `transfer`."""
    return _append(
        session,
        deed_key=deed_key,
        phase=Phase.RESERVE,
        cause=Cause.EXCHANGE,
        giver=giver,
        receiver=receiver,
        minutes=minutes,
        needed_minutes=minutes,
        now=now,
        exchange_id=exchange_id,
    )


def post(session: Session, *, deed_key: str, reserved: Transfer, minutes: int, now: datetime) -> Transfer:
    """Moves the minutes that help really took, and frees what was promised beyond that.

    Args:
        reserved: the reservation it answers.
        minutes: what help took, above zero; more than was reserved only if the floor allows it.

    Raises:
        NotEnoughHours: more than was reserved, and the giver would fall below the floor.
        DeedMismatch: the same key with another number of minutes.
        AlreadyAnswered: the reservation was answered by another deed.
    """
    return _answer(session, deed_key, Phase.POST, reserved, minutes, now)


def release(session: Session, *, deed_key: str, reserved: Transfer, now: datetime) -> Transfer:
    """Frees what was promised, all of it; raises as `post` does, but never for want of hours."""
    return _answer(session, deed_key, Phase.RELEASE, reserved, 0, now)


def cover(
    session: Session,
    receiver: Account,
    *,
    minutes: int,
    deed_key: str,
    now: datetime,
    exchange_id: int | None = None,
) -> list[Transfer]:
    """Gives an account hours that its member lacks: out of the chest, and what the chest lacks out of the
    time bank's own account, so that nobody in need is refused.

    Args:
        minutes: how many, above zero.
        deed_key: names the deed within the time bank.

    Returns:
        One row or two.
    """
    return _out_of_the_chest(session, receiver, minutes, Cause.COVER, deed_key, now, exchange_id)


def help_out(
    session: Session, receiver: Account, *, cause: Cause, minutes: int, deed_key: str, now: datetime
) -> list[Transfer]:
    """Gives an account hours by decision of an organiser, out of the same two accounts as `cover`, and
    returns one row or two; the caller checks who decides.

    Args:
        cause: why.
        minutes: how many, above zero.
        deed_key: names the deed within the time bank.
    """
    return _out_of_the_chest(session, receiver, minutes, cause, deed_key, now, None)


def close(session: Session, account: Account, *, deed_key: str, now: datetime) -> list[Transfer]:
    """Closes the account of somebody who leaves: from now on nothing is left in it.

    What it holds goes to the chest, and what it owes is covered as `cover` does. Only what is reserved stays,
    for the help that it was promised for; when that is settled, what is left goes the same way.

    Args:
        deed_key: names this closing within the time bank, in at most 64 characters.

    Returns:
        The rows it took, none where there was nothing to do.
    """
    if account.closed_at is None:
        account.closed_at = now
        session.add(account)
    return _empty(session, account, deed_key, now, None)


def hand_over(
    session: Session, account: Account, *, heir: Account, deed_key: str, now: datetime
) -> list[Transfer]:
    """Closes an account whose member turned out to be another one: what it holds goes to that one's account,
    which bears what it owes; and so does whatever still comes. What is reserved stays until it is settled.

    Args:
        heir: the account of the same person, of the same time bank, and not this one.
        deed_key: names the deed within the time bank, in at most 64 characters.

    Returns:
        The row it took, none where there was nothing to do.
    """
    if heir.timebank_id != account.timebank_id or heir.id == account.id:
        raise ValueError("an account is handed over to another one of its time bank")
    account.closed_at, account.heir_id = account.closed_at or now, heir.id
    session.add(account)
    return _empty(session, account, deed_key, now, None)


def reservation_for(session: Session, timebank_id: int, exchange_id: int) -> Transfer:
    """Returns the row that reserved the hours of that exchange, answered or not."""
    return session.exec(
        select(Transfer).where(
            Transfer.timebank_id == timebank_id,
            Transfer.exchange_id == exchange_id,
            Transfer.phase == Phase.RESERVE,
        )
    ).one()


def require(session: Session, account: Account, minutes: int) -> None:
    """Makes sure that the account can promise that many minutes more.

    Raises:
        NotEnoughHours: it cannot.
    """
    if account.floor_minutes is None or account.closed_at is not None or minutes <= 0:
        return
    available = standing(session, account).available_minutes - account.floor_minutes
    if minutes > available:
        raise NotEnoughHours(available_minutes=max(0, available), needed_minutes=minutes)


def entries(session: Session, account: Account, *, limit: int) -> list[Transfer]:
    """Returns the last rows that moved minutes into or out of that account, newest first."""
    found = session.exec(
        select(Transfer)
        .where(
            Transfer.timebank_id == account.timebank_id,
            or_(col(Transfer.from_account_id) == account.id, col(Transfer.to_account_id) == account.id),
            col(Transfer.phase).in_(MOVING),
        )
        .order_by(col(Transfer.id).desc())
        .limit(limit)
    )
    return list(found)


def _answer(
    session: Session, deed_key: str, phase: Phase, reserved: Transfer, minutes: int, now: datetime
) -> Transfer:
    return _append(
        session,
        deed_key=deed_key,
        phase=phase,
        cause=reserved.cause,
        giver=session.get_one(Account, reserved.from_account_id),
        receiver=session.get_one(Account, reserved.to_account_id),
        minutes=minutes,
        needed_minutes=max(0, minutes - reserved.minutes),
        now=now,
        exchange_id=reserved.exchange_id,
        reserved_id=reserved.id,
    )


def _append(
    session: Session,
    *,
    deed_key: str,
    phase: Phase,
    cause: Cause,
    giver: Account,
    receiver: Account,
    minutes: int,
    needed_minutes: int,
    now: datetime,
    exchange_id: int | None = None,
    reserved_id: int | None = None,
    corrects_id: int | None = None,
    keep_minutes: int | None = None,
) -> Transfer:
    """Adds a row and, where it moves minutes, what follows from it for the two accounts."""
    if giver.timebank_id != receiver.timebank_id:
        raise ValueError("the two accounts of a transfer belong to one time bank")
    floor_minutes = _floor(giver, cause, needed_minutes, keep_minutes)
    has_ceiling = _has_ceiling(receiver, phase, cause)
    row, is_new, held_minutes = rows.append(
        session,
        {
            "timebank_id": giver.timebank_id,
            "deed_key": deed_key,
            "phase": phase,
            "cause": cause,
            "from_account_id": giver.id,
            "to_account_id": receiver.id,
            "minutes": minutes,
            "reserved_id": reserved_id,
            "exchange_id": exchange_id,
            "corrects_id": corrects_id,
            "made_at": now,
        },
        floor_minutes=floor_minutes,
        needed_minutes=needed_minutes,
        receiver_too=has_ceiling,
    )
    if is_new and phase is not Phase.RESERVE and cause is not Cause.CLOSING:
        # First what comes in, so that the chest has it when it bears what goes out.
        for account in (receiver, giver):
            if account.closed_at is not None:
                _empty(session, account, f"{deed_key}:closing:{account.id}", now, exchange_id)
        if has_ceiling:
            _pass_on(session, receiver, row, held_minutes + minutes)
    return row


def _floor(giver: Account, cause: Cause, needed_minutes: int, keep_minutes: int | None) -> int | None:
    """Returns what must be left to the giver, or None where nothing need be."""
    if giver.floor_minutes is None or needed_minutes <= 0 or cause in PAST_FLOORS:
        return None
    if giver.closed_at is not None:
        # Somebody else bears what the one who has left still owes.
        return None
    return giver.floor_minutes if keep_minutes is None else max(giver.floor_minutes, keep_minutes)


def _has_ceiling(receiver: Account, phase: Phase, cause: Cause) -> bool:
    """Says whether what comes to an account that way ends at a ceiling."""
    is_earned = cause in EARNED and phase in MOVING
    return is_earned and receiver.ceiling_minutes is not None and receiver.closed_at is None


def _pass_on(session: Session, receiver: Account, earned: Transfer, holds_minutes: int) -> None:
    """Gives to the chest what somebody has earned above their ceiling."""
    assert receiver.ceiling_minutes is not None, "only an account with a ceiling passes anything on"
    above_minutes = holds_minutes - receiver.ceiling_minutes
    if above_minutes > 0:
        transfer(
            session,
            deed_key=f"{earned.deed_key}:ceiling",
            cause=Cause.CEILING,
            giver=receiver,
            receiver=own_account(session, receiver.timebank_id, Holder.CHEST),
            minutes=min(above_minutes, earned.minutes),
            now=earned.made_at,
            exchange_id=earned.exchange_id,
        )


def _empty(
    session: Session, account: Account, deed_key: str, now: datetime, exchange_id: int | None
) -> list[Transfer]:
    """Leaves nothing in a closed account but what is reserved."""
    stands = standing(session, account)
    if account.heir_id is not None:
        return _inherit(session, account, stands, deed_key, now, exchange_id)
    if stands.balance_minutes < 0:
        return _out_of_the_chest(
            session, account, -stands.balance_minutes, Cause.CLOSING, deed_key, now, exchange_id
        )
    if stands.available_minutes <= 0:
        return []
    given = transfer(
        session,
        deed_key=deed_key,
        cause=Cause.CLOSING,
        giver=account,
        receiver=own_account(session, account.timebank_id, Holder.CHEST),
        minutes=stands.available_minutes,
        now=now,
        exchange_id=exchange_id,
    )
    return [given]


def _inherit(
    session: Session,
    account: Account,
    stands: Standing,
    deed_key: str,
    now: datetime,
    exchange_id: int | None,
) -> list[Transfer]:
    """Passes what a closed account holds on to that of the same person, or covers from there what it owes."""
    assert account.heir_id is not None, "the caller has looked"
    heir = by_id(session, account.timebank_id, account.heir_id)
    owes = stands.balance_minutes < 0
    minutes = -stands.balance_minutes if owes else stands.available_minutes
    if minutes <= 0:
        return []
    moved = transfer(
        session,
        deed_key=deed_key,
        cause=Cause.SAME_PERSON,
        giver=heir if owes else account,
        receiver=account if owes else heir,
        minutes=minutes,
        now=now,
        exchange_id=exchange_id,
    )
    return [moved]


def _out_of_the_chest(
    session: Session,
    receiver: Account,
    minutes: int,
    cause: Cause,
    deed_key: str,
    now: datetime,
    exchange_id: int | None,
) -> list[Transfer]:
    """Takes minutes out of the chest as far as it reaches, and the rest from the time bank's own account."""
    timebank_id, rest_key = receiver.timebank_id, f"{deed_key}:rest"
    done = [
        row for key in (deed_key, rest_key) if (row := rows.by_key(session, timebank_id, key)) is not None
    ]
    if done:
        # How much of it the chest had then is history; what the receiver got is what makes it the same deed.
        got = {(row.to_account_id, row.cause, row.exchange_id) for row in done}
        if got != {(receiver.id, cause, exchange_id)} or sum(row.minutes for row in done) != minutes:
            raise rows.mismatch(timebank_id, deed_key)
        return done
    chest = own_account(session, timebank_id, Holder.CHEST)
    from_chest = min(minutes, max(0, standing(session, chest).available_minutes))
    own = own_account(session, timebank_id, Holder.BANK)
    parts = ((chest, from_chest, deed_key), (own, minutes - from_chest, rest_key))
    return [
        transfer(
            session,
            deed_key=key,
            cause=cause,
            giver=giver,
            receiver=receiver,
            minutes=part_minutes,
            now=now,
            exchange_id=exchange_id,
        )
        for giver, part_minutes, key in parts
        if part_minutes > 0
    ]
