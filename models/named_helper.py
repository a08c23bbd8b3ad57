"""A named helper: somebody whom an asker would like to be asked before anybody else."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlmodel import Session, col, select

from models import acquaintance, apart, offer
from models.columns import Row, reference
from models.member import Member, NotFound
from models.offer import Offer
from models.request import Request


class NamedHelper(Row, table=True):
    """That one member is to be asked first for one request."""

    __tablename__ = "named_helper"
    __table_args__ = (
        UniqueConstraint("timebank_id", "request_id", "member_id"),
        {"sqlite_autoincrement": True},
    )

    request_id: int = reference("request.id", index=True)
    member_id: int = reference("member.id", index=True)


def possible(session: Session, asker: Member, kind: str) -> list[Member]:
    """Returns whom an asker may name for a kind of help: members they know who give it, the last one first.

    Left out is of whom they themself have said that they would rather not meet again. Whoever has said so of
    them stays on the list, because it would be told by being missing.
    """
    known = [one for one in acquaintance.of(session, asker) if one.may_be_asked]
    gives = set(
        session.exec(
            select(Offer.member_id).where(
                Offer.timebank_id == asker.timebank_id,
                col(Offer.member_id).in_([one.id for one in known]),
                Offer.kind == kind,
                Offer.state == offer.State.ACTIVE,
            )
        )
    )
    avoided = apart.said_by(session, asker)
    return [one for one in known if one.id in gives and one.id not in avoided]


def name(session: Session, wanted: Request, asker: Member, member_id: int) -> NamedHelper:
    """Names somebody to be asked first, once however often they are named.

    Raises:
        NotFound: it is not this member's request, or the two have never helped one another.
    """
    if wanted.asker_id != asker.id or member_id not in {one.id for one in acquaintance.of(session, asker)}:
        raise NotFound()
    known = session.exec(
        select(NamedHelper).where(
            NamedHelper.timebank_id == wanted.timebank_id,
            NamedHelper.request_id == wanted.id,
            NamedHelper.member_id == member_id,
        )
    ).one_or_none()
    if known is None:
        known = NamedHelper(timebank_id=wanted.timebank_id, request_id=wanted.id, member_id=member_id)
        session.add(known)
        session.flush()
    return known
