"""Many people and what became of what they asked, as plain rows, so that figures can be counted by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, func, select

from models import exchange, invitation, request
from models.availability import ALWAYS, Part
from models.exchange import Exchange
from models.invitation import Invitation
from models.member import Member, State
from models.request import Request

ZONE = "Europe/London"


def person(
    session: Session,
    timebank_id: int,
    place_name: str,
    now: datetime,
    *,
    language: str = "en",
    hurdles: int = 0,
    has_app: bool = True,
    state: State = State.ACTIVE,
    name: str = "Somebody",
) -> Member:
    """Puts a member there who lives at that place."""
    one = Member(
        timebank_id=timebank_id,
        chat_id=9_000_000 if has_app else None,
        state=state,
        name=name,
        languages=language,
        zone=ZONE,
        place_name=place_name,
        hurdles=hurdles,
        first_seen_at=now,
        adult_at=now,
        joined_at=now,
    )
    session.add(one)
    session.flush()
    return one


def wish(
    session: Session,
    asker: Member,
    asked_at: datetime,
    state: request.State = request.State.OPEN,
    because: str | None = None,
) -> Request:
    """Puts a request there that has come to that."""
    count = session.exec(
        select(func.count()).select_from(Request).where(Request.timebank_id == asker.timebank_id)
    ).one()
    wanted = Request(
        timebank_id=asker.timebank_id,
        deed_key=f"crowd:{count}",
        asker_id=asker.id,
        kind="company",
        part=Part.ANY,
        slots=ALWAYS,
        zone=ZONE,
        earliest_at=asked_at + timedelta(days=3),
        latest_at=asked_at + timedelta(days=3),
        minutes=60,
        state=state,
        asked_at=asked_at,
        at_risk_at=asked_at + timedelta(days=2),
        ended_because=because,
    )
    session.add(wanted)
    session.flush()
    return wanted


def agreed(
    session: Session,
    wanted: Request,
    helper: Member,
    wait: timedelta,
    state: exchange.State = exchange.State.AGREED,
) -> Exchange:
    """Puts an agreement there that was made so long after the asking."""
    standing = Exchange(
        timebank_id=wanted.timebank_id,
        request_id=wanted.id,
        asker_id=wanted.asker_id,
        helper_id=helper.id,
        kind=wanted.kind,
        starts_at=wanted.latest_at,
        minutes=wanted.minutes,
        zone=ZONE,
        state=state,
        banked_minutes=wanted.minutes if state is exchange.State.BANKED else None,
        agreed_at=wanted.asked_at + wait,
    )
    session.add(standing)
    session.flush()
    return standing


def invited(
    session: Session, wanted: Request, helper: Member, asked_at: datetime, *, times: int = 1, wave: int = 1
) -> None:
    """Puts invitations there that somebody got, each in a round of its own."""
    for turn in range(times):
        session.add(
            Invitation(
                timebank_id=wanted.timebank_id,
                request_id=wanted.id,
                member_id=helper.id,
                round=turn + 1 + 100 * wave,
                wave=wave,
                state=invitation.State.SILENT,
                asked_at=asked_at,
                expires_at=asked_at + timedelta(hours=4),
            )
        )
    session.flush()
