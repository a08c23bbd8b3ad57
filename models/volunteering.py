"""Volunteering: members look at who needs help near them, and come forward without having been asked."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from models import invitation, member, request, timebank
from models.invitation import AlreadyFilled, AnsweredAlready, Invitation
from models.member import Member
from models.place import distance_m
from models.request import OwnRequest, Request


def near(session: Session, by: Member, now: datetime, *, limit: int) -> list[tuple[Request, float | None]]:
    """Returns open requests of others within that member's reach, the nearest first.

    Each comes with the distance in metres between the two coarse places, or None where it plays no part.
    """
    member.require_active(by)
    rows = session.exec(
        select(Request).where(
            Request.timebank_id == by.timebank_id,
            Request.state == request.State.OPEN,
            Request.asker_id != by.id,
            col(Request.latest_at) > now,
        )
    )
    here = by.point
    found: list[tuple[Request, float | None]] = []
    for row in rows:
        if row.point is None:
            found.append((row, None))
        elif here is not None and (away_m := distance_m(here, row.point)) <= by.travel_limit_m:
            found.append((row, away_m))
    found.sort(key=lambda pair: (pair[1] or 0.0, pair[0].latest_at, pair[0].id))
    return found[:limit]


def come_forward(session: Session, request_id: int, by: Member, now: datetime) -> Invitation:
    """Notes that a member came forward by themself, and returns their invitation to answer.

    Raises:
        NotFound, OwnRequest: it is not there, or is their own.
        AlreadyFilled: it needs nobody any more.
        AnsweredAlready: they dropped out of it.
    """
    member.require_active(by)
    wanted = request.get(session, by.timebank_id, request_id)
    if wanted.asker_id == by.id:
        raise OwnRequest()
    if wanted.state is not request.State.OPEN or wanted.latest_at <= now:
        raise AlreadyFilled()
    asked = session.exec(
        select(Invitation)
        .where(
            Invitation.timebank_id == by.timebank_id,
            Invitation.request_id == wanted.id,
            Invitation.member_id == by.id,
        )
        .order_by(col(Invitation.round).desc())
    ).first()
    if asked is not None and asked.state is invitation.State.DROPPED:
        raise AnsweredAlready()
    if asked is not None and asked.round == wanted.round:
        if asked.state is invitation.State.NO:
            # Who comes forward by themself has thought better of it.
            asked.state, asked.answered_at = invitation.State.ASKED, None
            session.add(asked)
        return asked
    here = by.point
    away_m = None if here is None or wanted.point is None else distance_m(here, wanted.point)
    bank = timebank.get(session, by.timebank_id)
    return invitation.ask(
        session,
        wanted,
        by,
        wave=0,
        reasons=0,
        distance_m=away_m,
        waits_minutes=bank.invitation_minutes,
        now=now,
    )
