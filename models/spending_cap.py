"""The cap of a spending: the most that the asker says may be paid for them, and the helper's yes to it.

the asker says a sum --> the helper says yes: it holds
        |                      \\--> no: nothing is to be bought, and the asker is told
        \\--> less than holds, or nothing: it holds at once
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from models import exchange, member, notification, spending, timebank
from models.exchange import Exchange, OverAlready
from models.member import Member, NotFound
from models.notification import Notice
from models.refusals import Refusal
from models.spending import BEFORE, HAND_OVER_AFTER, NoMoneyHere, Spending, State, TooMuch

# The helper is asked so long after the end, when they have said how long it took, and once more a day later.
ASK_AFTER, ASK_AGAIN_AFTER = timedelta(hours=1), timedelta(days=1)
# Who is still out when the visit should be over hears of it, too, while it is of use.
NEWS_FOR = timedelta(hours=3)


class NotedAlready(Refusal):
    """The sum is noted, so that there is nothing to agree on any more."""

    message = "refusal-noted-already"


class AgreedAlready(Refusal):
    """The helper may be in the shop by now, so that what was agreed is not lowered."""

    message = "refusal-most-agreed"


def say_most(
    session: Session, exchange_id: int, by: Member, most_minor: int, now: datetime, *, currency: str
) -> Spending:
    """The asker says the most that may be spent for them; the helper is asked whether that is all right.

    Less than was agreed needs no further yes, and the helper reads it. The same said twice is said once.

    Args:
        most_minor: in minor units; 0 says that nothing is to be bought.
        currency: of the bank's country, as ISO 4217 has it; empty where that is not known.

    Raises:
        NotFound: they are not the asker.
        NoMoneyHere: nothing is paid for in that kind of help, or here.
        TooMuch: it is more than the time bank allows.
        OverAlready: the help is over, or was called off.
        NotedAlready: the sum is noted.
        AgreedAlready: the visit has begun, and it is less than was agreed.
    """
    standing = exchange.mine(session, by, exchange_id)
    if by.id != standing.asker_id:
        raise NotFound()
    if not spending.may_involve(session, standing):
        raise NoMoneyHere()
    if not 0 <= most_minor <= timebank.get(session, by.timebank_id).spending_cap_minor:
        raise TooMuch()
    if standing.state is not exchange.State.AGREED:
        raise OverAlready()
    row = spending.held_or_begun(session, standing, now, currency)
    if row.state not in BEFORE:
        raise NotedAlready()
    before = row.most_minor
    if before == most_minor:
        return row
    if is_lowered_late(row, standing, most_minor, now):
        raise AgreedAlready()
    row.most_minor, row.state, row.round = most_minor, State.WISHED, row.round + 1
    if most_minor == 0 or most_minor <= row.limit_minor:
        _agree(row, standing, most_minor, now)
    session.add(row)
    session.flush()
    if before is not None or most_minor > 0:
        useless_after = max(standing.ends_at, now + NEWS_FOR)
        spending.tell(session, row, Notice.MOST_WISHED, row.helper_id, now, useless_after)
    return row


def answer_most(
    session: Session, exchange_id: int, by: Member, most_minor: int, *, agrees: bool, now: datetime
) -> Spending:
    """The helper says whether they will pay up to so much; the asker is told. Twice is once, and the other
    answer takes the first one back.

    Where the asker has said another sum meanwhile, or the sum is noted, nothing changes.

    Args:
        most_minor: what the helper has read.

    Raises:
        NotFound: they are not the helper, or nobody has asked them.
        OverAlready: the help is over, or was called off.
    """
    standing = exchange.mine(session, by, exchange_id)
    row = spending.held(session, standing)
    if row is None or by.id != standing.helper_id or row.most_minor is None:
        raise NotFound()
    if standing.state is not exchange.State.AGREED:
        raise OverAlready()
    answered = State.AGREED if agrees else State.DECLINED
    if row.most_minor != most_minor or row.state not in BEFORE or row.state is answered:
        return row
    row.round += 1
    if agrees:
        _agree(row, standing, most_minor, now)
        _ask_later(session, row, standing)
    else:
        row.state, row.agreed_minor, row.agreed_at, row.due_at = answered, None, None, None
    session.add(row)
    useless_after = max(standing.ends_at, now + NEWS_FOR)
    spending.tell(session, row, Notice.MOST_ANSWERED, row.asker_id, now, useless_after)
    return row


def is_lowered_late(row: Spending, standing: Exchange, most_minor: int, now: datetime) -> bool:
    """Says whether a sum is less than the two have agreed to, said when the helper may be in the shop."""
    return now >= standing.starts_at and most_minor < row.limit_minor


def _agree(row: Spending, standing: Exchange, most_minor: int, now: datetime) -> None:
    row.state, row.agreed_minor, row.agreed_at = State.AGREED, most_minor, now
    row.due_at = max(now, standing.ends_at) + HAND_OVER_AFTER if most_minor else None


def _ask_later(session: Session, row: Spending, standing: Exchange) -> None:
    """Sets the question what was spent, and the same once more for whoever is silent."""
    helper = member.get(session, row.timebank_id, row.helper_id)
    asked_at = standing.ends_at + ASK_AFTER
    again_at = asked_at + ASK_AGAIN_AFTER
    for notice, at, stale_at in (
        (Notice.HOW_MUCH, asked_at, again_at),
        (Notice.HOW_MUCH_AGAIN, again_at, None),
    ):
        notification.queue(
            session,
            notice,
            subject_id=standing.id,
            recipient=helper,
            send_after=at,
            useless_after=stale_at,
            again=True,
        )
