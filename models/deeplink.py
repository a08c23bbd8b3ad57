"""Deep links: secret words behind t.me/<bot>?start=…, each for one purpose and a limited time."""

from __future__ import annotations

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, Session, col, select

from models.columns import Row, choice, moment, reference
from models.member import Member
from models.refusals import Refusal

# 128 random bits cannot be guessed; Telegram allows 64 of these characters.
TOKEN_BYTES = 16


class LinkNotValid(Refusal):
    """The link was used up, has expired, or never was; all three sound the same."""

    message = "refusal-link-not-valid"


class Purpose(StrEnum):
    """What a link opens."""

    JOIN = "join"
    ORGANISER = "organiser"


class DeepLink(Row, table=True):
    """One link.

    Attributes:
        token: the secret.
        uses_left: how many people may still come in by it; None for any number.
        made_by_id: the organiser who made it; None for the person at the command line.
    """

    __tablename__ = "deep_link"
    __table_args__ = (
        UniqueConstraint("token"),
        CheckConstraint("uses_left >= 0", name="uses_left"),
        {"sqlite_autoincrement": True},
    )

    token: str = Field(max_length=64)
    purpose: Purpose = choice(Purpose)
    uses_left: int | None = None
    made_by_id: int | None = reference("member.id", default=None, nullable=True)
    made_at: datetime = moment()
    expires_at: datetime = moment()


def make(
    session: Session,
    *,
    timebank_id: int,
    purpose: Purpose,
    now: datetime,
    expires_at: datetime,
    uses: int | None,
    made_by: Member | None = None,
) -> DeepLink:
    """Makes a link and returns it.

    Args:
        uses: how many people may come in by it; None for any number.
        made_by: the organiser who asks for it; None at the command line.
    """
    link = DeepLink(
        timebank_id=timebank_id,
        token=secrets.token_urlsafe(TOKEN_BYTES),
        purpose=purpose,
        uses_left=uses,
        made_by_id=None if made_by is None else made_by.id,
        made_at=now,
        expires_at=expires_at,
    )
    session.add(link)
    session.flush()
    return link


def use(session: Session, *, timebank_id: int, token: str, now: datetime) -> DeepLink:
    """Uses a link up by one and returns it.

    Raises:
        LinkNotValid: it does not open anything, or does no longer.
    """
    link = session.exec(
        select(DeepLink).where(DeepLink.timebank_id == timebank_id, DeepLink.token == token)
    ).one_or_none()
    if link is None or link.expires_at <= now or link.uses_left == 0:
        raise LinkNotValid()
    if link.uses_left is not None:
        link.uses_left -= 1
        session.add(link)
    return link


def standing_join_link(session: Session, by: Member, now: datetime, expires_at: datetime) -> DeepLink:
    """Returns the bank's link for new members that is good for longest, or makes one until `expires_at`."""
    known = session.exec(
        select(DeepLink)
        .where(
            DeepLink.timebank_id == by.timebank_id,
            DeepLink.purpose == Purpose.JOIN,
            col(DeepLink.uses_left).is_(None),
            col(DeepLink.expires_at) > now,
        )
        .order_by(col(DeepLink.expires_at).desc())
    ).first()
    return known or make(
        session,
        timebank_id=by.timebank_id,
        purpose=Purpose.JOIN,
        now=now,
        expires_at=expires_at,
        uses=None,
        made_by=by,
    )
