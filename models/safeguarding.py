"""Safeguarding: who sees to concerns and to calls for help, and who must not because it is about them."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session, col, or_, select

from models.member import Member, NotFound, State

# Whoever has a role fills it while they are a member and nobody has paused them.
HERE = (State.ACTIVE, State.PAUSED)


def leads(session: Session, timebank_id: int, besides: Collection[int | None] = ()) -> list[Member]:
    """Returns the safeguarding leads who are here.

    Args:
        besides: members who are left out, because it is about them.
    """
    return [one for one in keepers(session, timebank_id, besides) if one.is_lead]


def keepers(session: Session, timebank_id: int, besides: Collection[int | None] = ()) -> list[Member]:
    """Returns the leads and the organisers who are here; arguments as for `leads`."""
    found = session.exec(
        select(Member)
        .where(
            Member.timebank_id == timebank_id,
            or_(col(Member.is_lead).is_(True), col(Member.is_organiser).is_(True)),
            col(Member.state).in_(HERE),
        )
        .order_by(col(Member.id))
    )
    return [one for one in found if one.id not in besides]


def is_keeper(who: Member) -> bool:
    """Says whether somebody is a lead or an organiser, and here."""
    return (who.is_lead or who.is_organiser) and who.state in HERE


def require_keeper(who: Member) -> None:
    """Lets leads and organisers pass; to everybody else it does not exist.

    Raises:
        NotFound: they are neither.
    """
    if not is_keeper(who):
        raise NotFound()
