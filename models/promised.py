"""Promises: when a member has agreed to help, so that nobody is promised to two doors at once.

Two visits to the same neighbour may lie over each other: whoever is there for the one is there for the other.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models import exchange, member
from models.exchange import Exchange
from models.member import Member
from models.refusals import Refusal
from models.request import Request

# No help is agreed for longer than that, so that whatever began earlier is over.
LONGEST = timedelta(days=1)


class PromisedElsewhere(Refusal):
    """They help somebody else at that time. Facts: `name` and `when`, of the help that was agreed first."""

    message = "refusal-promised-elsewhere"


def ahead(session: Session, who: Member, wanted: Request, now: datetime) -> list[Exchange]:
    """Returns the help that a member has agreed to give to anybody but the asker of that request, the next
    first; what is over is left out."""
    return list(
        session.exec(
            select(Exchange)
            .where(
                Exchange.timebank_id == who.timebank_id,
                Exchange.helper_id == who.id,
                Exchange.asker_id != wanted.asker_id,
                Exchange.state == exchange.State.AGREED,
                col(Exchange.starts_at) > now - LONGEST,
            )
            .order_by(col(Exchange.starts_at), col(Exchange.id))
        )
    )


def in_the_way(standing: list[Exchange], starts_at: datetime, minutes: int) -> Exchange | None:
    """Returns the first of these that lies over some time, or None.

    Args:
        standing: as `ahead` returns it.
        starts_at, minutes: when that time begins, and how long it is.
    """
    ends_at = starts_at + timedelta(minutes=minutes)
    return next((one for one in standing if one.starts_at < ends_at and starts_at < one.ends_at), None)


def refusal(session: Session, other: Exchange) -> PromisedElsewhere:
    """Returns the no to whoever has promised that other help already."""
    asker = member.get(session, other.timebank_id, other.asker_id)
    return PromisedElsewhere(name=asker.name, when=other.starts_at)


def require_free(session: Session, who: Member, wanted: Request, starts_at: datetime, now: datetime) -> None:
    """Lets a member come at a time at which they have promised nothing to anybody else.

    Raises:
        PromisedElsewhere: they have.
    """
    other = in_the_way(ahead(session, who, wanted, now), starts_at, wanted.minutes)
    if other is not None:
        raise refusal(session, other)
