"""An offer: a kind of help that a member enjoys giving.

active <--> paused
   \\          \\--> dropped
    \\-------------> dropped      offering the same kind again makes it active again
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, select

from models import kind as kinds
from models.columns import Row, choice, moment, reference
from models.member import Member, NotFound


class State(StrEnum):
    """Whether the member is asked for it now; see the drawing at the top."""

    ACTIVE = "active"
    PAUSED = "paused"
    DROPPED = "dropped"


class Offer(Row, table=True):
    """One kind of help one member offers, with a few words about it if they like."""

    __tablename__ = "offer"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id", "kind"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id", index=True)
    kind: str = Field(max_length=32)
    note: str = Field(default="", max_length=500)
    state: State = choice(State, default=State.ACTIVE)
    made_at: datetime = moment()


def make(session: Session, member: Member, kind: str, now: datetime, note: str = "") -> Offer:
    """Offers that kind of help, and returns the offer; one that was paused or dropped is active again.

    Raises:
        UnknownKind: there is no such kind of help.
    """
    kinds.named(kind)
    known = session.exec(
        select(Offer).where(
            Offer.timebank_id == member.timebank_id, Offer.member_id == member.id, Offer.kind == kind
        )
    ).one_or_none()
    if known is None:
        known = Offer(timebank_id=member.timebank_id, member_id=member.id, kind=kind, made_at=now)
    known.state = State.ACTIVE
    known.note = note or known.note
    session.add(known)
    session.flush()
    return known


def set_all(session: Session, member: Member, wanted: Iterable[str], now: datetime) -> None:
    """Makes the active offers of that member exactly these kinds; paused ones that are wanted come back."""
    wanted = set(wanted)
    for kind in sorted(wanted, key=kinds.bit):
        make(session, member, kind, now)
    for offer in of(session, member):
        if offer.kind not in wanted:
            offer.state = State.DROPPED
            session.add(offer)


def of(session: Session, member: Member) -> list[Offer]:
    """Returns what that member offers, paused offers included, in the order of the list of kinds."""
    found = session.exec(
        select(Offer).where(
            Offer.timebank_id == member.timebank_id,
            Offer.member_id == member.id,
            Offer.state != State.DROPPED,
        )
    )
    return sorted(found, key=lambda offer: kinds.bit(offer.kind))


def mine(session: Session, member: Member, offer_id: int) -> Offer:
    """Returns that offer if it is that member's and was not dropped.

    Raises:
        NotFound: it is not.
    """
    found = session.exec(
        select(Offer).where(
            Offer.timebank_id == member.timebank_id,
            Offer.id == offer_id,
            Offer.member_id == member.id,
            col(Offer.state) != State.DROPPED,
        )
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def change(session: Session, member: Member, offer_id: int, state: State) -> Offer:
    """Pauses, resumes or drops one's own offer; raises NotFound where it is somebody else's."""
    offer = mine(session, member, offer_id)
    offer.state = state
    session.add(offer)
    return offer
