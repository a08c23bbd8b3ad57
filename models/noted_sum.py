"""A noted sum: what the helper has spent, with a photo of the receipt, and what the asker says to it.

noted --> right, and paid back
  | \\--> right, and paid back later: asked once more
  \\---> not right: an organiser looks at it, unless the helper corrects a slip
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from models import exchange, kind, spending
from models.attendance import EARLY, TooEarly
from models.exchange import OverAlready
from models.kind import Paying
from models.member import Member, NotFound
from models.notification import Notice
from models.refusals import Refusal
from models.spending import (
    BEFORE,
    HAND_OVER_AFTER,
    LARGEST_MINOR,
    SETTLED,
    NoMoneyHere,
    Spending,
    State,
    TooMuch,
)

# Whoever says nothing to a sum is asked once more after so long.
ASK_AGAIN_AFTER = timedelta(days=1)
# What is still to be said, and is overtaken by a sum.
SAID_BEFORE = (
    Notice.MOST_WISHED,
    Notice.MOST_ANSWERED,
    Notice.HOW_MUCH,
    Notice.HOW_MUCH_AGAIN,
    Notice.SPENT,
    Notice.SPENT_AGAIN,
    Notice.TASK_MONEY,
)
# A sum that changes more often is no slip any more, and nobody should be asked about it for ever.
MOST_NOTES = 5


class NotedOften(Refusal):
    """The sum was changed too often; an organiser looks at it."""

    message = "refusal-noted-often"


class Verdict(StrEnum):
    """What the asker says to the sum: right and paid back, right and not paid back so far, or not right."""

    RIGHT = "right"
    LATER = "later"
    WRONG = "wrong"


def note(
    session: Session,
    exchange_id: int,
    by: Member,
    spent_minor: int,
    now: datetime,
    *,
    currency: str,
    receipt: str = "",
) -> Spending:
    """The helper notes what they have spent; the asker is asked whether that is right.

    More than was agreed is noted like anything else, because it is so, and an organiser looks at it. A slip
    can be corrected until the asker has said that it is right. The same sum twice is one.

    Args:
        spent_minor: in minor units; 0 says that nothing was spent.
        currency: as for `say_most`.
        receipt: the messenger's name for a photo of the receipt; empty for none.

    Raises:
        NotFound: they are not the helper.
        NoMoneyHere: nothing is paid for in that kind of help.
        TooMuch: nobody pays so much.
        TooEarly: the visit is too far ahead.
        OverAlready: it was called off or did not happen, is long over, or the sum is settled.
        NotedOften: it was changed too often.
    """
    standing = exchange.mine(session, by, exchange_id)
    if by.id != standing.helper_id:
        raise NotFound()
    if kind.named(standing.kind).paying is Paying.NEVER:
        raise NoMoneyHere()
    if not 0 <= spent_minor <= LARGEST_MINOR:
        raise TooMuch()
    if now < standing.starts_at - EARLY:
        raise TooEarly(from_at=standing.starts_at - EARLY, starts_at=standing.starts_at)
    if not spending.may_note(standing, now):
        raise OverAlready()
    row = spending.held_or_begun(session, standing, now, currency)
    same = row.spent_minor == spent_minor and receipt in ("", row.receipt)
    if same and row.state not in BEFORE:
        return row
    if row.state in SETTLED:
        raise OverAlready()
    if row.notes >= MOST_NOTES:
        raise NotedOften()
    # A photo belongs to the sum that it was sent with.
    kept = row.receipt if row.spent_minor == spent_minor else ""
    row.state, row.spent_minor, row.noted_at, row.receipt = State.NOTED, spent_minor, now, receipt or kept
    row.notes, row.round = row.notes + 1, row.round + 1
    row.paid_later_at = row.theirs_minor = row.answered_at = row.look_since = None
    # Nobody is waited for to say that nothing was spent.
    row.due_at = now + HAND_OVER_AFTER if spent_minor else None
    session.add(row)
    session.flush()
    spending.unsay(session, row, now, *SAID_BEFORE)
    spending.tell(session, row, Notice.SPENT, row.asker_id, now, None)
    if spent_minor:
        spending.tell(session, row, Notice.SPENT_AGAIN, row.asker_id, now + ASK_AGAIN_AFTER, None)
    if row.is_over:
        spending.call(session, row, now)
    return row


def answer(
    session: Session,
    exchange_id: int,
    by: Member,
    spent_minor: int,
    verdict: Verdict,
    now: datetime,
    *,
    theirs_minor: int | None = None,
) -> Spending:
    """The asker says whether the sum is right, and paid back; twice is once.

    Where the helper has noted another sum meanwhile, or it is settled, nothing changes.

    Args:
        spent_minor: the sum that the asker has read.
        theirs_minor: what it was, as they know it, where it is not right and they say so.

    Raises:
        NotFound: they are not the asker, or nothing is noted.
        TooMuch: nobody pays so much.
    """
    standing = exchange.mine(session, by, exchange_id)
    row = spending.held(session, standing)
    if row is None or by.id != standing.asker_id or row.spent_minor is None:
        raise NotFound()
    if theirs_minor is not None and not 0 <= theirs_minor <= LARGEST_MINOR:
        raise TooMuch()
    if row.spent_minor != spent_minor or row.state in SETTLED:
        return row
    match verdict:
        case Verdict.RIGHT:
            _say_right(session, row, now)
        case Verdict.LATER if row.state is State.NOTED and row.paid_later_at is None:
            row.paid_later_at = now
            spending.tell(session, row, Notice.SPENT_AGAIN, row.asker_id, now + ASK_AGAIN_AFTER, None)
        case Verdict.WRONG:
            _say_wrong(session, row, theirs_minor, now)
    session.add(row)
    return row


def _say_right(session: Session, row: Spending, now: datetime) -> None:
    row.state, row.answered_at, row.due_at, row.round = State.RIGHT, now, None, row.round + 1
    if not row.is_over:
        row.look_since = None
        spending.unsay(session, row, now, Notice.TASK_MONEY)
    spending.unsay(session, row, now, Notice.SPENT, Notice.SPENT_AGAIN)
    spending.tell(session, row, Notice.MONEY_STANDS, row.helper_id, now, None)


def _say_wrong(session: Session, row: Spending, theirs_minor: int | None, now: datetime) -> None:
    if theirs_minor is not None:
        row.theirs_minor = theirs_minor
    if row.state is State.DIFFERS:
        return
    row.state, row.answered_at, row.due_at, row.round = State.DIFFERS, now, None, row.round + 1
    spending.unsay(session, row, now, Notice.SPENT, Notice.SPENT_AGAIN)
    spending.tell(session, row, Notice.MONEY_STANDS, row.helper_id, now, None)
    spending.call(session, row, now)
