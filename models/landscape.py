"""The landscape: where help is wanted and where those live who offer it, for a map without anybody's home."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlmodel import Session, col

from models import landmark, member, offer
from models.cells import Spot
from models.member import Member
from models.offer import Offer
from models.period import Period
from models.request import Request
from models.timebank import TimeBank


@dataclass(frozen=True)
class Landscape:
    """What a map is made of; it is for `models.cells`, which hides small numbers, and for nobody's eyes.

    Attributes:
        need: of each request of the period its asker, and where help is wanted; where they live when it is
            done from home.
        help: everybody who offers something and may be asked now.
        landmarks: places that everybody there knows by name: the name, and where, in degrees.
    """

    need: tuple[Spot, ...]
    help: tuple[Spot, ...]
    landmarks: tuple[tuple[str, float, float], ...]
    country: str | None


def landscape(session: Session, bank: TimeBank, period: Period) -> Landscape:
    """Returns what a map is made of; the caller checks who asks."""
    need = session.execute(
        select(
            col(Request.asker_id),
            col(Request.latitude),
            col(Request.longitude),
            col(Member.latitude),
            col(Member.longitude),
        )
        .join(
            Member,
            and_(
                col(Member.timebank_id) == col(Request.timebank_id), col(Member.id) == col(Request.asker_id)
            ),
        )
        .where(col(Request.timebank_id) == bank.id, period.holds(Request.asked_at))
    )
    offering = (
        select(col(Offer.member_id))
        .where(col(Offer.timebank_id) == bank.id, col(Offer.state) == offer.State.ACTIVE)
        .distinct()
    )
    helpers = session.execute(
        select(
            col(Member.id),
            col(Member.latitude),
            col(Member.longitude),
            col(Member.state),
            col(Member.adult_at),
            col(Member.chat_id),
            col(Member.unreachable_since),
        ).where(col(Member.timebank_id) == bank.id, col(Member.id).in_(offering))
    )
    return Landscape(
        need=tuple(
            Spot(asker_id, at[0], at[1])
            for asker_id, *degrees in need
            if (at := _first_known(degrees)) is not None
        ),
        help=tuple(
            Spot(one.id, one.latitude, one.longitude)
            for one in helpers
            if member.may_be_asked(one) and one.latitude is not None and one.longitude is not None
        ),
        landmarks=tuple((one.name, one.latitude, one.longitude) for one in landmark.all_of(session, bank.id)),
        country=bank.country,
    )


def _first_known(degrees: list[float | None]) -> tuple[float, float] | None:
    """Returns the first of some pairs of latitude and longitude that is known."""
    for latitude, longitude in zip(degrees[::2], degrees[1::2], strict=True):
        if latitude is not None and longitude is not None:
            return latitude, longitude
    return None
