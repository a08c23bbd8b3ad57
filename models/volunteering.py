"""Volunteering: members look at who needs help near them, and come forward without having been asked."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from models import acting, apart, demand, invitation, member, request, timebank
from models.invitation import AlreadyFilled, AnsweredAlready, Invitation
from models.member import Member, NotFound
from models.place import distance_m
from models.request import OwnRequest, Request


def near(session: Session, by: Member, now: datetime, *, limit: int) -> list[tuple[Request, float | None]]:
    """Returns open requests of others within that member's reach, the nearest first.

    Each comes with the distance in metres between the two coarse places, or None where it plays no part.
    Left out are those for which something is missing of the member that this kind of help demands, those at
    whose door somebody else would be welcome or more is in the way than they manage, and those of somebody
    from whom they are kept apart.
    """
    member.require_active(by)
    lacking = demand.missing_of(session, by, now)
    kept_apart = apart.from_whom(session, by.timebank_id, [by.id]).get(by.id, ())
    rows = session.exec(
        select(Request).where(
            Request.timebank_id == by.timebank_id,
            Request.state == request.State.OPEN,
            Request.asker_id != by.id,
            col(Request.asker_id).not_in(kept_apart),
            col(Request.kind).not_in(lacking),
            col(Request.latest_at) > now,
        )
    )
    here = by.point
    found: list[tuple[Request, float | None]] = []
    for row in rows:
        if not suits_door(row, by):
            continue
        if row.point is None:
            found.append((row, None))
        elif here is not None and (away_m := distance_m(here, row.point)) <= by.travel_limit_m:
            found.append((row, away_m))
    found.sort(key=lambda pair: (pair[1] or 0.0, pair[0].latest_at, pair[0].id))
    return found[:limit]


def suits_door(wanted: Request, by: Member) -> bool:
    """Says whether a member may stand at that door: the asker wishes for nobody else there, and there is
    nothing that the member cannot manage. Where nobody has to come, anybody may help."""
    if wanted.point is None:
        return True
    wished_for = wanted.comes is None or wanted.comes is by.gender
    return wished_for and not wanted.hurdles & by.cannot


def look(session: Session, request_id: int, by: Member, now: datetime) -> Request:
    """Returns an open request to a member who may take it.

    Raises:
        NotFound: it is not there; or the two are kept apart, or `suits_door` says no, which sounds the same.
        AlreadyFilled: it needs nobody any more.
        NotAllowed: something is missing of the member that this kind of help demands.
    """
    member.require_active(by)
    wanted = request.get(session, by.timebank_id, request_id)
    if apart.are(session, by, wanted.asker_id):
        raise NotFound()
    if wanted.asker_id != by.id and not suits_door(wanted, by):
        raise NotFound()
    if wanted.state is not request.State.OPEN or wanted.latest_at <= now:
        raise AlreadyFilled()
    if wanted.asker_id != by.id:
        demand.require_cleared(session, by, wanted.kind, now)
    return wanted


def come_forward(session: Session, request_id: int, by: Member, now: datetime) -> Invitation:
    """Notes that a member came forward by themself, and returns their invitation to answer.

    Raises:
        NotFound, OwnRequest: it is not there or not to be seen, or is their own.
        AlreadyFilled: it needs nobody any more.
        NotAllowed: something is missing of them that this kind of help demands.
        AnsweredAlready: they dropped out of it.
        AskedForThem: they have asked for the asker, or act for them.
    """
    member.require_active(by)
    if request.get(session, by.timebank_id, request_id).asker_id == by.id:
        raise OwnRequest()
    wanted = look(session, request_id, by, now)
    acting.require_not_helper(session, wanted, by.id, now)
    asked = session.exec(
        select(Invitation)
        .where(
            Invitation.timebank_id == by.timebank_id,
            Invitation.request_id == wanted.id,
            Invitation.member_id == by.id,
        )
        .order_by(col(Invitation.round).desc())
    ).first()
    if (
        asked is not None
        and asked.state is invitation.State.DROPPED
        and asked.round >= wanted.unchanged_since_round
    ):
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
