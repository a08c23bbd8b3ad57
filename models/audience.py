"""An audience: the members whom an organiser writes to at once, chosen by one thing that is true of them.

Only active members are ever written to, who can be reached and have not muted announcements. It is worked out
anew each time, so that nobody is counted who has left meanwhile.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from models.exchange import Exchange
from models.invitation import Invitation
from models.member import Member, State
from models.muting import Muting
from models.offer import Offer
from models.offer import State as OfferState
from models.request import Request

ACTIVE_WITHIN = timedelta(days=90)


class By(StrEnum):
    """By what the members of an audience are chosen; what the value means stands behind it."""

    ALL = "all"  # nothing
    LANGUAGE = "language"  # the code of the language we write to them in
    PLACE = "place"  # the name of the place they live in
    OFFERS = "offers"  # the kind of help that they offer
    ACTIVE = "active"  # nothing
    ORGANISERS = "organisers"  # nothing


# These need to be told which.
WITH_VALUE = (By.LANGUAGE, By.PLACE, By.OFFERS)


@dataclass(frozen=True)
class Audience:
    """Whom an announcement is for.

    Attributes:
        by: by what they are chosen.
        value: which of these; empty where `by` says it all.
    """

    by: By
    value: str = ""


@dataclass(frozen=True)
class Reach:
    """Who of an audience is written to.

    Attributes:
        member_ids: those who are, in the order of their joining.
        unreachable: how many would be, but the messenger no longer lets us write to them, or they have none.
        muted: how many would be, but have muted announcements.
    """

    member_ids: tuple[int, ...]
    unreachable: int
    muted: int


def reach(session: Session, timebank_id: int, audience: Audience, now: datetime) -> Reach:
    """Looks who of an audience can be written to now; members on a break are in no audience."""
    rows = session.exec(
        select(Member.id, Member.chat_id, Member.unreachable_since, Muting.id)
        .outerjoin(Muting, (col(Muting.timebank_id) == timebank_id) & (col(Muting.member_id) == Member.id))
        .where(
            Member.timebank_id == timebank_id,
            Member.state == State.ACTIVE,
            *_chosen(timebank_id, audience, now),
        )
        .order_by(col(Member.id))
    ).all()
    wanting = [row for row in rows if row[3] is None]
    reached = tuple(row[0] for row in wanting if row[1] is not None and row[2] is None)
    return Reach(reached, len(wanting) - len(reached), len(rows) - len(wanting))


def languages(session: Session, timebank_id: int) -> list[str]:
    """Returns the languages that active members are written to in, that of most of them first."""
    spoken = session.exec(
        select(Member.languages).where(Member.timebank_id == timebank_id, Member.state == State.ACTIVE)
    )
    counted = Counter(codes.split(",")[0] for codes in spoken)
    return sorted(counted, key=lambda code: (-counted[code], code))


def places(session: Session, timebank_id: int) -> list[str]:
    """Returns the names of the places that active members live in, that of most of them first."""
    rows = session.exec(
        select(Member.place_name)
        .where(Member.timebank_id == timebank_id, Member.state == State.ACTIVE, Member.place_name != "")
        .group_by(Member.place_name)
        .order_by(func.count().desc(), col(Member.place_name))
    )
    return list(rows)


def _chosen(timebank_id: int, audience: Audience, now: datetime) -> list[Any]:
    """What must hold of a member beside being active."""
    match audience.by:
        case By.ALL:
            return []
        case By.ORGANISERS:
            return [col(Member.is_organiser).is_(True)]
        case By.LANGUAGE:
            code = audience.value
            return [or_(col(Member.languages) == code, col(Member.languages).startswith(f"{code},"))]
        case By.PLACE:
            return [col(Member.place_name) == audience.value]
        case By.OFFERS:
            offering = select(Offer.member_id).where(
                Offer.timebank_id == timebank_id,
                Offer.kind == audience.value,
                Offer.state == OfferState.ACTIVE,
            )
            return [col(Member.id).in_(offering)]
        case By.ACTIVE:
            return [_took_part(timebank_id, now - ACTIVE_WITHIN)]


def _took_part(timebank_id: int, since: datetime) -> Any:
    """Who joined, asked for help, answered an invitation, or gave or got help since then."""
    asked = select(Request.asker_id).where(Request.timebank_id == timebank_id, Request.asked_at >= since)
    answered = select(Invitation.member_id).where(
        Invitation.timebank_id == timebank_id, col(Invitation.answered_at) >= since
    )
    met = [
        select(who).where(Exchange.timebank_id == timebank_id, Exchange.starts_at >= since)
        for who in (Exchange.asker_id, Exchange.helper_id)
    ]
    return or_(
        col(Member.joined_at) >= since, *(col(Member.id).in_(found) for found in (asked, answered, *met))
    )
