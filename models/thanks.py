"""Thanks: after help was given each of the two may thank the other once, with a word if they like; no stars.

It is passed on without anybody's number, as everything between the two is. Where they are kept apart it is
kept and not told: who never wants to meet somebody again wants no word of theirs, and neither reads why.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint, func
from sqlmodel import Field, Session, col, select

from models import apart, exchange, member, notification
from models.columns import Row, moment, reference
from models.exchange import Exchange
from models.member import Member, NotFound
from models.notification import Notice
from models.refusals import Refusal

LONGEST = 500


class ThankedAlready(Refusal):
    """They have thanked for that help before."""

    message = "refusal-thanked-already"


class Thanks(Row, table=True):
    """Thanks of one of the two to the other, for one exchange.

    Attributes:
        text: a word of theirs; empty for thanks alone, and when one of the two was forgotten.
    """

    __tablename__ = "thanks"
    __table_args__ = (
        UniqueConstraint("timebank_id", "exchange_id", "sender_id"),
        {"sqlite_autoincrement": True},
    )

    exchange_id: int = reference("exchange.id", index=True)
    sender_id: int = reference("member.id", index=True)
    recipient_id: int = reference("member.id", index=True)
    text: str = Field(default="", max_length=LONGEST)
    sent_at: datetime = moment()


def require(session: Session, exchange_id: int, by: Member) -> Exchange:
    """Returns help for which that member may still thank the other one.

    Raises:
        NotFound: they are not one of the two, or no help was given.
        OverAlready: the other one has left the time bank.
        ThankedAlready: they have thanked for it.
    """
    standing = exchange.mine(session, by, exchange_id)
    if standing.state is not exchange.State.BANKED:
        raise NotFound()
    if member.get(session, by.timebank_id, standing.other(by)).state is member.State.LEFT:
        raise exchange.OverAlready()
    if sent(session, standing, by) is not None:
        raise ThankedAlready()
    return standing


def send(session: Session, exchange_id: int, by: Member, text: str, now: datetime) -> Thanks:
    """Thanks the other one of the two.

    Args:
        text: a word that goes along, of at most `LONGEST` letters; empty for thanks alone.

    Raises:
        NotFound, OverAlready, ThankedAlready: as `require`.
    """
    standing = require(session, exchange_id, by)
    recipient = member.get(session, by.timebank_id, standing.other(by))
    row = Thanks(
        timebank_id=by.timebank_id,
        exchange_id=standing.id,
        sender_id=by.id,
        recipient_id=recipient.id,
        text=text[:LONGEST],
        sent_at=now,
    )
    session.add(row)
    session.flush()
    notification.queue(session, Notice.THANKED, subject_id=row.id, recipient=recipient, send_after=now)
    return row


def sent(session: Session, standing: Exchange, by: Member) -> Thanks | None:
    """Returns the thanks of that one of the two for that help, if there are any."""
    return session.exec(
        select(Thanks).where(
            Thanks.timebank_id == by.timebank_id,
            Thanks.exchange_id == standing.id,
            Thanks.sender_id == by.id,
        )
    ).one_or_none()


def to_tell(session: Session, by: Member, thanks_id: int) -> tuple[Thanks, Exchange, Member] | None:
    """Returns thanks for that member, the help they are for and who sends them; None where they are not to be
    told any more: the sender has gone, or the two are kept apart.

    Raises:
        NotFound: there are none, or they are for somebody else.
    """
    row = session.exec(
        select(Thanks).where(
            Thanks.timebank_id == by.timebank_id, Thanks.id == thanks_id, Thanks.recipient_id == by.id
        )
    ).one_or_none()
    if row is None:
        raise NotFound()
    sender = member.get(session, by.timebank_id, row.sender_id)
    if sender.state is member.State.LEFT or apart.are(session, by, sender.id):
        return None
    return row, exchange.get(session, by.timebank_id, row.exchange_id), sender


def count_received(session: Session, by: Member) -> int:
    """Returns how often that member was thanked and has been told."""
    strangers = apart.from_whom(session, by.timebank_id, [by.id]).get(by.id, ())
    return session.exec(
        select(func.count()).where(
            Thanks.timebank_id == by.timebank_id,
            Thanks.recipient_id == by.id,
            col(Thanks.sender_id).not_in(strangers),
        )
    ).one()
