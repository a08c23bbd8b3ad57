"""A gift: hours that one member gives away, to a neighbour or to the chest, and never on credit."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from models import ledger, member, notification
from models.ledger import Account, Cause, Holder, NotEnoughHours, Transfer
from models.member import Member, NotFound
from models.notification import Notice
from models.refusals import Refusal

# A gift is never refused for being large, only for not being there; this keeps a slip of the finger out.
LONGEST_MINUTES = 6_000


class OwnGift(Refusal):
    """Nobody gives hours to themselves."""

    message = "refusal-own-gift"


class NotEnoughToGive(NotEnoughHours):
    """The giver has fewer hours than that. Facts as of `NotEnoughHours`."""

    message = "refusal-not-enough-to-give"


class GiftOutOfRange(Refusal):
    """No such number of minutes can be given. Facts: `longest_minutes`."""

    message = "refusal-gift-out-of-range"


def give(
    session: Session, giver: Member, *, receiver: Member | None, minutes: int, deed_key: str, now: datetime
) -> Transfer:
    """Gives away hours that the giver has, and returns the row; the same gift twice is one gift.

    Hours that are promised for help, or that would have to be borrowed, cannot be given. Where the neighbour
    has as many hours as the time bank lets anybody have, the gift goes on to the chest, in sight.

    Args:
        receiver: a member of the same time bank, or None for its chest.
        minutes: how many, a whole number above zero.
        deed_key: names the gift within the time bank.

    Raises:
        NotAMember, WaitingForOrganiser: the giver may not give so far.
        OwnGift: to oneself.
        NotFound: the receiver is no active member of this time bank.
        GiftOutOfRange: not a number of minutes that can be given.
        NotEnoughToGive: the giver has fewer than that to give.
        DeedMismatch: another deed has that key.
    """
    member.require_active(giver)
    if receiver is not None and receiver.id == giver.id:
        raise OwnGift()
    if receiver is not None and not _takes_part(receiver, giver.timebank_id):
        raise NotFound()
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise GiftOutOfRange(longest_minutes=LONGEST_MINUTES)
    if receiver is None:
        from_account = ledger.account_of(session, giver.timebank_id, giver.id)
        to_account = ledger.own_account(session, giver.timebank_id, Holder.CHEST)
    else:
        accounts = ledger.accounts_of(session, giver.timebank_id, giver.id, receiver.id)
        from_account, to_account = accounts[giver.id], accounts[receiver.id]
    try:
        given = ledger.transfer(
            session,
            deed_key=deed_key,
            cause=Cause.GIFT,
            giver=from_account,
            receiver=to_account,
            minutes=minutes,
            now=now,
            keep_minutes=0,
        )
    except NotEnoughHours as shortage:
        raise NotEnoughToGive(
            available_minutes=shortage.facts["available_minutes"], needed_minutes=minutes
        ) from shortage
    if receiver is not None:
        notification.queue(session, Notice.GIVEN, subject_id=given.id, recipient=receiver, send_after=now)
    return given


def received(session: Session, by: Member, transfer_id: int) -> tuple[Transfer, Member]:
    """Returns a gift that a member got and who gave it; raises NotFound for any other line."""
    own = ledger.accounts_of(session, by.timebank_id, by.id).get(by.id)
    found = session.exec(
        select(Transfer, Account)
        .join(Account, col(Account.id) == Transfer.from_account_id)
        .where(
            Transfer.timebank_id == by.timebank_id,
            Account.timebank_id == by.timebank_id,
            Transfer.id == transfer_id,
            Transfer.cause == Cause.GIFT,
            Transfer.to_account_id == (None if own is None else own.id),
        )
    ).one_or_none()
    if found is None or found[1].member_id is None:
        raise NotFound()
    return found[0], member.get(session, by.timebank_id, found[1].member_id)


def _takes_part(receiver: Member, timebank_id: int) -> bool:
    return receiver.timebank_id == timebank_id and receiver.state in (
        member.State.ACTIVE,
        member.State.PAUSED,
    )
