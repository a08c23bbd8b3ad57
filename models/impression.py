"""Impressions: how somebody who was helped seemed to the helper, said afterwards, for the organisers, kindly.

    well, down -----------------> counted, and read by an organiser who asks for it
    worried ----> in the queue ----> seen to by an organiser
       ^                                 |
       '---- worried once more ----------'

The one who was helped never reads it, nor does anybody else but the helper who said it and the organisers;
an organiser does not read what is about themself. Whoever reads one is on record. Words are kept for half a
year.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint, or_, update
from sqlmodel import Field, Session, col, select

from models import exchange, journal, member, notification
from models.columns import Row, choice, moment, reference
from models.exchange import Exchange
from models.member import Member, NotFound
from models.notification import Notice

LONGEST = 500
WORDS_KEPT = timedelta(days=180)


class Seemed(StrEnum):
    """How somebody seemed."""

    WELL = "well"
    DOWN = "down"
    WORRIED = "worried"


class Impression(Row, table=True):
    """How one who was helped seemed to the helper, after one exchange.

    Attributes:
        by_id, about_id: the helper, and the one who was helped.
        text: a word about it; empty for none, and after half a year.
        said_at: when it was said last.
        worries: how often it was said that the helper is worried, so that organisers hear of it each time.
        seen_to_at, seen_to_by_id: when and by which organiser it was seen to, since it was said last.
    """

    __tablename__ = "impression"
    __table_args__ = (
        UniqueConstraint("timebank_id", "exchange_id"),
        CheckConstraint("by_id <> about_id", name="two_people"),
        {"sqlite_autoincrement": True},
    )

    exchange_id: int = reference("exchange.id", index=True)
    by_id: int = reference("member.id", index=True)
    about_id: int = reference("member.id", index=True)
    seemed: Seemed = choice(Seemed)
    text: str = Field(default="", max_length=LONGEST)
    said_at: datetime = moment()
    worries: int = 0
    seen_to_at: datetime | None = moment(default=None, nullable=True)
    seen_to_by_id: int | None = reference("member.id", default=None, nullable=True)

    @property
    def waits(self) -> bool:
        """Whether it waits for an organiser."""
        return self.seemed is Seemed.WORRIED and self.seen_to_at is None


def helped_by(session: Session, exchange_id: int, by: Member) -> Exchange:
    """Returns help that was given by that member; raises NotFound for any other."""
    standing = exchange.mine(session, by, exchange_id)
    if standing.state is not exchange.State.BANKED or standing.helper_id != by.id:
        raise NotFound()
    return standing


def say(session: Session, exchange_id: int, by: Member, seemed: Seemed, now: datetime) -> Impression:
    """Notes how the one who was helped seemed, in place of what was said before; the same twice is once.

    Raises:
        NotFound: they did not give that help, or none was given.
    """
    standing = helped_by(session, exchange_id, by)
    row = said(session, standing)
    if row is not None and row.seemed is seemed:
        return row
    if row is None:
        row = Impression(
            timebank_id=by.timebank_id,
            exchange_id=standing.id,
            by_id=by.id,
            about_id=standing.asker_id,
            seemed=seemed,
            said_at=now,
        )
    else:
        row.seemed, row.text, row.said_at = seemed, "", now
        row.seen_to_at = row.seen_to_by_id = None
    session.add(row)
    session.flush()
    if seemed is Seemed.WORRIED:
        row.worries += 1
        for organiser in told_of(session, row):
            notification.queue(
                session,
                Notice.TASK_WORRIED,
                subject_id=row.id,
                recipient=organiser,
                send_after=now,
                round=row.worries,
            )
    return row


def told_of(session: Session, row: Impression) -> list[Member]:
    """Returns the organisers who may hear of it: all but the one whom it is about."""
    return [one for one in member.organisers(session, row.timebank_id) if one.id != row.about_id]


def add_words(session: Session, exchange_id: int, by: Member, text: str) -> Impression:
    """Adds a word to what was said, in place of the one before; raises NotFound where nothing was said."""
    row = said(session, helped_by(session, exchange_id, by))
    if row is None:
        raise NotFound()
    row.text = text[:LONGEST]
    session.add(row)
    return row


def said(session: Session, standing: Exchange) -> Impression | None:
    """Returns what was said after that help. The caller checks that the reader is the helper."""
    return session.exec(
        select(Impression).where(
            Impression.timebank_id == standing.timebank_id, Impression.exchange_id == standing.id
        )
    ).one_or_none()


def waiting(session: Session, by: Member) -> list[Impression]:
    """Returns what waits for an organiser, the oldest first; raises NotFound to all but organisers."""
    member.require_organiser(by)
    return [one for one in open_in(session, by.timebank_id) if one.about_id != by.id]


def open_in(session: Session, timebank_id: int) -> list[Impression]:
    """Returns what waits for organisers in that bank, the oldest first."""
    return list(
        session.exec(
            select(Impression)
            .where(
                Impression.timebank_id == timebank_id,
                Impression.seemed == Seemed.WORRIED,
                col(Impression.seen_to_at).is_(None),
            )
            .order_by(col(Impression.said_at), col(Impression.id))
        )
    )


def find(session: Session, impression_id: int, by: Member) -> Impression:
    """Returns an impression without its words being read; see `read`.

    Raises:
        NotFound: `by` is no organiser, there is none, or it is about themself, which sounds the same.
    """
    member.require_organiser(by)
    row = session.exec(
        select(Impression).where(
            Impression.timebank_id == by.timebank_id,
            Impression.id == impression_id,
            Impression.about_id != by.id,
        )
    ).one_or_none()
    if row is None:
        raise NotFound()
    return row


def read(session: Session, impression_id: int, by: Member, now: datetime) -> Impression:
    """Returns an impression to an organiser who reads it, on record; raises NotFound as `find`."""
    row = find(session, impression_id, by)
    journal.note(session, by=by, act="impression.read", subject_id=row.id, now=now, about=row.about_id)
    return row


def see_to(session: Session, impression_id: int, by: Member, now: datetime) -> bool:
    """Notes that an organiser has seen to it, and says whether it still waited for one.

    Raises:
        NotFound: as `find`.
    """
    row = find(session, impression_id, by)
    if not row.waits:
        return False
    row.seen_to_at, row.seen_to_by_id = now, by.id
    session.add(row)
    notification.lapse(
        session, timebank_id=row.timebank_id, subject_id=row.id, kinds=[Notice.TASK_WORRIED], now=now
    )
    journal.note(session, by=by, act="impression.see_to", subject_id=row.id, now=now, about=row.about_id)
    return True


def counts(session: Session, by: Member, since: datetime) -> Counter[Seemed]:
    """Returns how often somebody seemed how since then; raises NotFound to all but organisers."""
    return Counter(row.seemed for row in _since(session, by, since))


def not_well(session: Session, by: Member, since: datetime, *, limit: int) -> list[Impression]:
    """Returns the latest since then after which somebody seemed down or the helper was worried.

    Raises:
        NotFound: `by` is no organiser.
    """
    return [row for row in _since(session, by, since) if row.seemed is not Seemed.WELL][:limit]


def forget_words(session: Session, timebank_id: int, now: datetime) -> None:
    """Empties the words that were said half a year ago, except where they still wait for an organiser."""
    session.execute(
        update(Impression)
        .where(
            col(Impression.timebank_id) == timebank_id,
            col(Impression.said_at) < now - WORDS_KEPT,
            col(Impression.text) != "",
            or_(col(Impression.seemed) != Seemed.WORRIED, col(Impression.seen_to_at).is_not(None)),
        )
        .values(text="")
        .execution_options(synchronize_session=False)
    )


def _since(session: Session, by: Member, since: datetime) -> list[Impression]:
    member.require_organiser(by)
    return list(
        session.exec(
            select(Impression)
            .where(
                Impression.timebank_id == by.timebank_id,
                col(Impression.said_at) >= since,
                Impression.about_id != by.id,
            )
            .order_by(col(Impression.said_at).desc(), col(Impression.id).desc())
        )
    )
