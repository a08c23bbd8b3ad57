"""Acting for somebody: an organiser asks, offers and confirms hours for a member who cannot, or has no app.

    begun --> in use --> ended: by the organiser, or after half an hour without use
                 '-- each act is kept, with who did it and for whom; see `OnBehalf`

To the rules it is the member who asks; the journal names the organiser, and so does what others read. Whoever
helps somebody never acts for that same person (otherwise they could confirm their own hours), and whoever has
asked for somebody never comes as the helper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, Session, col, or_, select

from models import exchange, journal, member, notification, offer, request
from models.columns import BigId, Row, moment, reference
from models.exchange import Exchange
from models.member import Member, NotFound, State
from models.notification import Notice
from models.offer import Offer
from models.refusals import Refusal
from models.request import Request
from models.spending import Spending

UNUSED_FOR = timedelta(minutes=30)
ASKED, CONFIRMED, SPENDING = "request.post", "exchange.confirm", "spending.say"


class ForOrganisers(Refusal):
    """Organisers act for members, not for one another, and not for themselves."""

    message = "refusal-acting-for-organiser"


class ActsAlone(Refusal):
    """The member has said that nobody acts for them. Facts: `name`."""

    message = "refusal-acts-alone"


class HelpsThem(Refusal):
    """The two have something to settle between them, so somebody else acts. Facts: `name`."""

    message = "refusal-helps-them"


class AskedForThem(Refusal):
    """Whoever asked for somebody, or acts for them just now, does not come as the helper."""

    message = "refusal-asked-for-them"


class Acting(Row, table=True):
    """That an organiser acts for a member.

    Attributes:
        used_at: when they last did anything.
        ended_at: when it ended; None while it goes on.
    """

    __tablename__ = "acting"
    __table_args__ = (
        Index(
            "uq_acting_open",
            "timebank_id",
            "organiser_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    organiser_id: int = reference("member.id", index=True)
    member_id: int = reference("member.id", index=True)
    began_at: datetime = moment()
    used_at: datetime = moment()
    ended_at: datetime | None = moment(default=None, nullable=True)


class OnBehalf(Row, table=True):
    """One act that an organiser did for a member.

    Attributes:
        by_id, for_id: who did it, and for whom.
        act: what was done, as in the journal.
        subject_id: the request, exchange or offer it was done to.
    """

    __tablename__ = "on_behalf"
    __table_args__ = (
        Index("ix_on_behalf_subject", "timebank_id", "act", "subject_id"),
        {"sqlite_autoincrement": True},
    )

    at: datetime = moment()
    by_id: int = reference("member.id", index=True)
    for_id: int = reference("member.id", index=True)
    act: str = Field(max_length=64)
    subject_id: int = Field(sa_type=BigId)


def begin(session: Session, member_id: int, by: Member, now: datetime) -> Acting:
    """Begins to act for a member; whomever the organiser acted for until now, that ends.

    Raises:
        NotFound: `by` is no organiser, or nobody of that number is a member of their bank.
        ForOrganisers: the other one is an organiser.
        ActsAlone: the other one wants nobody to act for them.
        HelpsThem: the two have agreed on help that is not settled.
    """
    member.require_organiser(by)
    whom = member.get(session, by.timebank_id, member_id)
    if not member.may_be_helped(whom):
        raise NotFound()
    if whom.is_organiser:
        raise ForOrganisers()
    if whom.acts_alone:
        raise ActsAlone(name=whom.name)
    if any(standing.other(whom) == by.id for standing in exchange.unfinished_of(session, whom)):
        raise HelpsThem(name=whom.name)
    end(session, by, now)
    begun = Acting(
        timebank_id=by.timebank_id, organiser_id=by.id, member_id=whom.id, began_at=now, used_at=now
    )
    session.add(begun)
    session.flush()
    journal.note(session, by=by, act="acting.begin", subject_id=whom.id, now=now)
    return begun


def open_of(session: Session, by: Member) -> Acting | None:
    """Returns that organiser's acting which has not been ended, also where it was not used for long."""
    return session.exec(
        select(Acting).where(
            Acting.timebank_id == by.timebank_id,
            Acting.organiser_id == by.id,
            col(Acting.ended_at).is_(None),
        )
    ).one_or_none()


def may_go_on(session: Session, acting: Acting, by: Member, now: datetime) -> bool:
    """Says whether an organiser may still act for that member: it was used lately, and `begin` would not say
    no for what has come about since."""
    whom = member.get(session, acting.timebank_id, acting.member_id)
    return (
        by.is_organiser
        and now - acting.used_at < UNUSED_FOR
        and member.may_be_helped(whom)
        and not (whom.is_organiser or whom.acts_alone)
        and all(standing.other(whom) != by.id for standing in exchange.unfinished_of(session, whom))
    )


def use(session: Session, acting: Acting, now: datetime) -> None:
    """Notes that it is in use."""
    acting.used_at = now
    session.add(acting)


def end(session: Session, by: Member, now: datetime) -> Acting | None:
    """Ends that organiser's acting, and returns it; None where they act for nobody."""
    acting = open_of(session, by)
    if acting is not None:
        acting.ended_at = now
        session.add(acting)
        session.flush()
        journal.note(session, by=by, act="acting.end", subject_id=acting.member_id, now=now)
    return acting


def last_for(session: Session, whom: Member) -> Member | None:
    """Returns the organiser who acted for that member last, and still is one; else None."""
    last = session.exec(
        select(Acting)
        .where(Acting.timebank_id == whom.timebank_id, Acting.member_id == whom.id)
        .order_by(col(Acting.id).desc())
        .limit(1)
    ).first()
    if last is None:
        return None
    organiser = member.get(session, whom.timebank_id, last.organiser_id)
    return organiser if organiser.is_organiser else None


def act_alone(session: Session, who: Member, *, alone: bool) -> None:
    """A member says that nobody may act for them any more, or that somebody may again.

    Raises:
        NotAMember, WaitingForOrganiser: they are no member so far.
    """
    member.require_active(who)
    who.acts_alone = alone
    session.add(who)


def require_not_helper(session: Session, wanted: Request, helper_id: int, now: datetime) -> None:
    """Lets a helper pass who has not asked for the asker, and does not act for them just now.

    Raises:
        AskedForThem: they have, or do.
    """
    asked = session.exec(
        select(OnBehalf.id).where(
            OnBehalf.timebank_id == wanted.timebank_id,
            OnBehalf.act == ASKED,
            OnBehalf.subject_id == wanted.id,
            OnBehalf.by_id == helper_id,
        )
    ).first()
    acts = session.exec(
        select(Acting.id).where(
            Acting.timebank_id == wanted.timebank_id,
            Acting.organiser_id == helper_id,
            Acting.member_id == wanted.asker_id,
            col(Acting.ended_at).is_(None),
            col(Acting.used_at) > now - UNUSED_FOR,
        )
    ).first()
    if asked is not None or acts is not None:
        raise AskedForThem()


def who_did(session: Session, timebank_id: int, act: str, subject_id: int) -> Member | None:
    """Returns the organiser who did that last on behalf of somebody; None where the member did it."""
    found = session.exec(
        select(OnBehalf)
        .where(OnBehalf.timebank_id == timebank_id, OnBehalf.act == act, OnBehalf.subject_id == subject_id)
        .order_by(col(OnBehalf.id).desc())
        .limit(1)
    ).first()
    return None if found is None else member.get(session, timebank_id, found.by_id)


def who_asked(session: Session, timebank_id: int, request_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Returns which of some requests were asked on behalf of their askers, each with the organiser."""
    rows = session.exec(
        select(OnBehalf.subject_id, OnBehalf.by_id).where(
            OnBehalf.timebank_id == timebank_id,
            OnBehalf.act == ASKED,
            col(OnBehalf.subject_id).in_(request_ids),
        )
    )
    return [(request_id, organiser_id) for request_id, organiser_id in rows]


def deed(session: Session, whose: Member, deed_id: int) -> OnBehalf:
    """Returns something that was done for that member; raises NotFound for anything else."""
    found = session.exec(
        select(OnBehalf).where(
            OnBehalf.timebank_id == whose.timebank_id, OnBehalf.id == deed_id, OnBehalf.for_id == whose.id
        )
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True)
class Picture:
    """How the things of a member stand, to be compared with how they stand later."""

    asked: dict[int, tuple[Any, ...]]
    exchanges: dict[int, tuple[Any, ...]]
    offers: dict[int, Any]
    spendings: dict[int, tuple[Any, ...]]


def picture(session: Session, whom: Member) -> Picture:
    """Returns how that member's requests, exchanges, offers and money stand."""
    bank_id, mine = whom.timebank_id, whom.id
    asked = session.exec(select(Request).where(Request.timebank_id == bank_id, Request.asker_id == mine))
    exchanges = session.exec(
        select(Exchange).where(
            Exchange.timebank_id == bank_id,
            or_(col(Exchange.asker_id) == mine, col(Exchange.helper_id) == mine),
        )
    )
    offers = session.exec(select(Offer).where(Offer.timebank_id == bank_id, Offer.member_id == mine))
    spendings = session.exec(
        select(Spending).where(
            Spending.timebank_id == bank_id,
            or_(col(Spending.asker_id) == mine, col(Spending.helper_id) == mine),
        )
    )
    return Picture(
        {row.id: (row.state, row.window, row.point, row.any_language) for row in asked},
        {row.id: (row.state, row.figure_of(whom)) for row in exchanges},
        {row.id: row.state for row in offers},
        {
            row.exchange_id: (row.state, row.most_minor, row.spent_minor, row.theirs_minor, row.paid_later_at)
            for row in spendings
        },
    )


def note_done(session: Session, acting: Acting, by: Member, before: Picture, now: datetime) -> list[OnBehalf]:
    """Keeps what an organiser has done for a member since a picture was taken, in the journal too; a member
    with the app is told.

    Args:
        before: how things stood; in the same transaction.
    """
    session.flush()
    whom = member.get(session, acting.timebank_id, acting.member_id)
    after = picture(session, whom)
    done = _differences(before, after)
    if whom.state is State.LEFT:
        done.append(("member.leave", whom.id))
    kept = []
    for act, subject_id in done:
        row = OnBehalf(
            timebank_id=by.timebank_id, at=now, by_id=by.id, for_id=whom.id, act=act, subject_id=subject_id
        )
        session.add(row)
        session.flush()
        journal.note(session, by=by, act=act, subject_id=subject_id, now=now, on_behalf_of=whom.id, id=row.id)
        if whom.chat_id is not None:
            notification.queue(
                session, Notice.DONE_FOR_YOU, subject_id=row.id, recipient=whom, send_after=now
            )
        kept.append(row)
    return kept


def _differences(before: Picture, after: Picture) -> list[tuple[str, int]]:
    """Returns what was done between two pictures, and to which row."""
    done: list[tuple[str, int]] = []
    for row_id, stands in after.asked.items():
        stood = before.asked.get(row_id)
        if stood is None:
            done.append((ASKED, row_id))
        elif stood != stands and stands[0] is request.State.WITHDRAWN:
            done.append(("request.withdraw", row_id))
        elif stood[1:] != stands[1:]:
            done.append(("request.rearrange", row_id))
    for row_id, stands in after.exchanges.items():
        stood = before.exchanges.get(row_id)
        if stood is None:
            done.append(("exchange.agree", row_id))
        elif stood[1] != stands[1]:
            done.append((CONFIRMED, row_id))
        elif stood[0] is not stands[0] and stands[0] in (exchange.State.CANCELLED, exchange.State.DROPPED):
            done.append(("exchange.cancel", row_id))
    for row_id, state in after.offers.items():
        if before.offers.get(row_id, offer.State.DROPPED) is not state:
            done.append(("offer.change", row_id))
    for exchange_id, stands in after.spendings.items():
        if before.spendings.get(exchange_id) != stands:
            done.append((SPENDING, exchange_id))
    return done
