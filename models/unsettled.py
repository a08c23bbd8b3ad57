"""Unsettled money: sums on which two neighbours do not agree, or of which one of them says nothing, and what
an organiser does about it.

It waits for an organiser where more was spent than was agreed, where the asker says that a sum is not right,
and where one of the two has been silent for days. Nobody decides about money of their own, and an organiser
settles what was spent and never what anybody owes.

The messenger's name for the photo of a receipt is kept for a month after the sum was noted, and the sums for
a year, for whoever asks later. What still waits is kept until it is settled.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col, select

from models import acting, exchange, journal, member, spending
from models.invitation import AT_ONCE
from models.member import Member, NotFound
from models.noted_sum import SAID_BEFORE
from models.refusals import Refusal
from models.spending import LARGEST_MINOR, Spending, State, TooMuch

RECEIPT_KEPT, KEPT = timedelta(days=30), timedelta(days=365)


class SpokeForOne(Refusal):
    """Whoever has said something of the money for one of the two leaves it to another organiser."""

    message = "refusal-spoke-for-one"


def hand_over_silent(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Lets what one of the two has said nothing about for days wait for an organiser, and returns how much
    was looked at. Silence never counts as agreement.

    Args:
        limit: how many at the most.
    """
    late = session.exec(
        select(Spending)
        .where(Spending.timebank_id == timebank_id, col(Spending.due_at) <= now)
        .order_by(col(Spending.due_at), col(Spending.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in late:
        row.due_at = None
        session.add(row)
        standing = exchange.get(session, timebank_id, row.exchange_id)
        # Where nothing came of the help, nothing was bought; a sum that was noted was spent all the same.
        if row.state is State.NOTED or standing.state in spending.WITH_HELP:
            spending.call(session, row, now)
    return len(late)


def open_in(session: Session, timebank_id: int) -> list[Spending]:
    """Returns what waits for organisers in that bank, the oldest first."""
    return list(
        session.exec(
            select(Spending)
            .where(
                Spending.timebank_id == timebank_id,
                col(Spending.look_since).is_not(None),
                col(Spending.closed_at).is_(None),
            )
            .order_by(col(Spending.look_since), col(Spending.id))
        )
    )


def find(session: Session, exchange_id: int, by: Member) -> Spending:
    """Returns what was spent in an exchange, for an organiser.

    Raises:
        NotFound: `by` is no organiser, nothing is said of money there, or it is money of their own, which
            sounds the same.
    """
    member.require_organiser(by)
    row = spending.of(session, exchange.get(session, by.timebank_id, exchange_id))
    if row is None or by.id in (row.asker_id, row.helper_id):
        raise NotFound()
    return row


def read_receipt(session: Session, exchange_id: int, by: Member, now: datetime) -> str:
    """Returns the messenger's name for the photo of a receipt, to an organiser who looks at it, on record.

    Raises:
        NotFound: as `find`, it does not wait for an organiser, or there is no photo, or none any more.
    """
    row = find(session, exchange_id, by)
    if not (row.waits and row.receipt):
        raise NotFound()
    journal.note(session, by=by, act="spending.receipt", subject_id=row.exchange_id, now=now)
    return row.receipt


def close(
    session: Session, exchange_id: int, by: Member, now: datetime, *, settled_minor: int | None
) -> bool:
    """An organiser has looked at it; both are told. Says whether it still waited for one.

    Args:
        settled_minor: what was spent, in minor units; None where they name no sum.

    Raises:
        NotFound: as `find`.
        SpokeForOne: the organiser has spoken for one of the two, and there is another one.
        TooMuch: nobody pays so much.
    """
    row = find(session, exchange_id, by)
    if settled_minor is not None and not 0 <= settled_minor <= LARGEST_MINOR:
        raise TooMuch()
    spoke = acting.who_did(session, by.timebank_id, acting.SPENDING, row.exchange_id)
    others = [one for one in spending.told_of(session, row) if one.id != by.id]
    if spoke is not None and spoke.id == by.id and others:
        raise SpokeForOne()
    if not row.waits:
        return False
    row.state, row.settled_minor, row.due_at, row.round = State.CLOSED, settled_minor, None, row.round + 1
    row.closed_at, row.closed_by_id = now, by.id
    session.add(row)
    spending.unsay(session, row, now, *SAID_BEFORE)
    spending.tell_both(session, row, now)
    journal.note(
        session,
        by=by,
        act="spending.close",
        subject_id=row.exchange_id,
        now=now,
        settled_minor=settled_minor,
        currency=row.currency,
    )
    return True


def forget(session: Session, timebank_id: int, now: datetime) -> None:
    """Forgets receipts after a month and sums after a year, except what still waits for an organiser."""
    waits_not = or_(col(Spending.look_since).is_(None), col(Spending.closed_at).is_not(None))
    mine: Any = col(Spending.timebank_id) == timebank_id
    session.execute(
        update(Spending)
        .where(mine, waits_not, col(Spending.receipt) != "", col(Spending.noted_at) < now - RECEIPT_KEPT)
        .values(receipt="")
        .execution_options(synchronize_session=False)
    )
    session.execute(
        delete(Spending)
        .where(mine, waits_not, col(Spending.began_at) < now - KEPT)
        .execution_options(synchronize_session=False)
    )
