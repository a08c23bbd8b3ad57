"""Acquaintances: members between whom help was given, so that one may think of the other again."""

from __future__ import annotations

from sqlmodel import Session, col, or_, select

from models import exchange
from models.exchange import Exchange
from models.member import Member


def of(session: Session, who: Member) -> list[Member]:
    """Returns those who helped that member or were helped by them, the last one first.

    Those who have left since are among them.
    """
    rows = session.exec(
        select(Exchange.asker_id, Exchange.helper_id)
        .where(
            Exchange.timebank_id == who.timebank_id,
            or_(col(Exchange.asker_id) == who.id, col(Exchange.helper_id) == who.id),
            Exchange.state == exchange.State.BANKED,
        )
        .order_by(col(Exchange.ended_at).desc(), col(Exchange.id).desc())
    )
    ids = dict.fromkeys(helper if asker == who.id else asker for asker, helper in rows)
    people = {
        one.id: one
        for one in session.exec(
            select(Member).where(Member.timebank_id == who.timebank_id, col(Member.id).in_(list(ids)))
        )
    }
    return [people[member_id] for member_id in ids]


def last_exchange(session: Session, who: Member, other: Member) -> Exchange | None:
    """Returns the last help between the two, which tells one neighbour from another of the same name."""
    return session.exec(
        select(Exchange)
        .where(
            Exchange.timebank_id == who.timebank_id,
            Exchange.state == exchange.State.BANKED,
            or_(
                (col(Exchange.asker_id) == who.id) & (col(Exchange.helper_id) == other.id),
                (col(Exchange.helper_id) == who.id) & (col(Exchange.asker_id) == other.id),
            ),
        )
        .order_by(col(Exchange.id).desc())
        .limit(1)
    ).first()
