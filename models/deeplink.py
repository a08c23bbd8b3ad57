"""Deep links: secret words behind t.me/<bot>?start=…, each for one purpose and a limited time.

A link that makes an organiser works for one person, once; so does one by which somebody claims what came with
a spreadsheet, see `models.claim`. The link of an organiser for new members works for
many, but not for very many in a day, and no longer than its maker is an organiser. Whoever comes in by a link
is noted beside it. Why a link does not open is for the log alone: guessed, used up, expired and forwarded all
sound the same.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint, func
from sqlmodel import Field, Session, col, select

from models import member
from models.columns import BigId, Row, choice, moment, reference
from models.member import Member
from models.refusals import Refusal

# 128 random bits cannot be guessed; Telegram allows 64 of these characters.
TOKEN_BYTES = 16
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)

# A street fair brings this many at most; a link that found its way to robots brings more.
JOINS_PER_DAY = 60
DAY = timedelta(days=1)


class LinkNotValid(Refusal):
    """The link does not open. Facts: `why` (unknown, expired, used, orphaned), for the log and for nobody
    else."""

    message = "refusal-link-not-valid"


class LinkBusy(Refusal):
    """Very many have come in by the link within a day; tomorrow it opens again."""

    message = "refusal-link-busy"


class Purpose(StrEnum):
    """What a link opens."""

    JOIN = "join"
    ORGANISER = "organiser"
    CLAIM = "claim"


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


class LinkUse(Row, table=True):
    """One person who came in by a link.

    Attributes:
        update_id: the messenger's number of the message that did it, so that the same one, handled again
            after a crash, finds its work done.
    """

    __tablename__ = "link_use"
    __table_args__ = (
        UniqueConstraint("link_id", "member_id"),
        {"sqlite_autoincrement": True},
    )

    link_id: int = reference("deep_link.id", index=True)
    member_id: int = reference("member.id", index=True)
    update_id: int | None = Field(default=None, sa_type=BigId)
    used_at: datetime = moment()


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


def use(session: Session, by: Member, token: str, now: datetime, *, update_id: int | None = None) -> DeepLink:
    """Lets somebody in by a link, and returns it; the same message handled twice lets them in once.

    Args:
        by: who came.
        token: what stood behind `start`.
        update_id: the messenger's number of the message.

    Raises:
        LinkNotValid: it does not open anything, or does no longer, or not for them again.
        LinkBusy: very many have come in by it today.
    """
    link = _known(session, by.timebank_id, token)
    earlier = session.exec(
        select(LinkUse).where(
            LinkUse.timebank_id == by.timebank_id, LinkUse.link_id == link.id, LinkUse.member_id == by.id
        )
    ).one_or_none()
    if earlier is not None and update_id is not None and earlier.update_id == update_id:
        return link
    if link.expires_at <= now:
        raise LinkNotValid(why="expired")
    if not _has_maker(session, link):
        raise LinkNotValid(why="orphaned")
    if earlier is not None and link.purpose in (Purpose.JOIN, Purpose.CLAIM):
        # Somebody who joins may open the invitation again to go on, or the link to what is theirs.
        return link
    if earlier is not None or link.uses_left == 0:
        raise LinkNotValid(why="used")
    if link.purpose is Purpose.JOIN and _uses_since(session, link, now - DAY) >= JOINS_PER_DAY:
        raise LinkBusy()
    if link.uses_left is not None:
        link.uses_left -= 1
        session.add(link)
    session.add(
        LinkUse(
            timebank_id=by.timebank_id, link_id=link.id, member_id=by.id, update_id=update_id, used_at=now
        )
    )
    session.flush()
    return link


def _known(session: Session, timebank_id: int, token: str) -> DeepLink:
    # What cannot be a token is not even looked for: it might not be fit for the database.
    link = (
        session.exec(
            select(DeepLink).where(DeepLink.timebank_id == timebank_id, DeepLink.token == token)
        ).one_or_none()
        if TOKEN.fullmatch(token)
        else None
    )
    if link is None:
        raise LinkNotValid(why="unknown")
    return link


def _has_maker(session: Session, link: DeepLink) -> bool:
    """Whether whoever made a link still looks after the bank; the person at the command line always does."""
    return link.made_by_id is None or member.get(session, link.timebank_id, link.made_by_id).is_organiser


def _uses_since(session: Session, link: DeepLink, since: datetime) -> int:
    return session.exec(
        select(func.count()).where(
            LinkUse.timebank_id == link.timebank_id, LinkUse.link_id == link.id, LinkUse.used_at > since
        )
    ).one()


def standing_join_link(session: Session, by: Member, now: datetime, expires_at: datetime) -> DeepLink:
    """Returns that organiser's own link for new members, the one that is good for longest, or makes one.

    Nobody is shown another's link, so that it is known by whose link somebody came.

    Args:
        now: the link must be good for longer than until then.
        expires_at: how long a new one is good for.
    """
    known = session.exec(
        select(DeepLink)
        .where(
            DeepLink.timebank_id == by.timebank_id,
            DeepLink.purpose == Purpose.JOIN,
            DeepLink.made_by_id == by.id,
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
