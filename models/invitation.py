"""An invitation: one member is asked whether they would take one request.

    asked --> yes -----> chosen --> dropped     the helper who said they come, and later that they cannot
      |         \\------> thanked                somebody else comes, or help is no longer needed
      |---> no                                  said so; is not asked again for this request
      |---> silent                              time ran out; yes, no and silence are three answers
      \\---> thanked

After a drop-out the search begins anew in the next round, in which everybody may be asked again except those
who said no and the one who dropped out. When the asker moves the request to another time, or lets it be done
by phone, a no was to something else, and everybody may be asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import Index, UniqueConstraint, func
from sqlmodel import Session, col, select

from models import member, notification
from models.columns import Row, choice, moment, reference
from models.member import Member, NotFound
from models.notification import Notice
from models.refusals import Refusal

if TYPE_CHECKING:
    from models.request import Request

SHORTEST_MINUTES = 15
# What the passing of time brings is written so many rows at a time, so that nobody else waits long.
AT_ONCE = 100


class AlreadyFilled(Refusal):
    """Somebody else is coming, or help is no longer needed."""

    message = "refusal-already-filled"


class AnsweredAlready(Refusal):
    """The member said no before, or dropped out."""

    message = "refusal-answered-already"


class State(StrEnum):
    """What became of it; see the drawing at the top."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    SILENT = "silent"
    CHOSEN = "chosen"
    THANKED = "thanked"
    DROPPED = "dropped"


class Invitation(Row, table=True):
    """One member asked about one request in one round of searching.

    Attributes:
        wave: which wave of the round it belongs to, from 1; 0 when the member came forward by themself.
        reasons: why this member, as the bits of the matching engine's reasons.
        distance_m: how far apart they live, in metres; None where distance plays no part.
        expires_at: when silence counts as silence.
        starts_at: when the member said they would come.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("timebank_id", "request_id", "member_id", "round"),
        Index("ix_invitation_open", "timebank_id", "state", "expires_at"),
        {"sqlite_autoincrement": True},
    )

    request_id: int = reference("request.id", index=True)
    member_id: int = reference("member.id", index=True)
    round: int = 1
    wave: int = 1
    state: State = choice(State, default=State.ASKED)
    reasons: int = 0
    distance_m: float | None = None
    asked_at: datetime = moment()
    expires_at: datetime = moment()
    answered_at: datetime | None = moment(default=None, nullable=True)
    starts_at: datetime | None = moment(default=None, nullable=True)


def ask(
    session: Session,
    request: Request,
    helper: Member,
    *,
    wave: int,
    reasons: int,
    distance_m: float | None,
    waits_minutes: int,
    now: datetime,
) -> Invitation:
    """Asks a member, and returns the invitation.

    Args:
        waits_minutes: how long to wait when there is no hurry; when the need is near, a quarter of the time
            that is left, and at least a quarter of an hour.
    """
    asked = Invitation(
        timebank_id=request.timebank_id,
        request_id=request.id,
        member_id=helper.id,
        round=request.round,
        wave=wave,
        reasons=reasons,
        distance_m=distance_m,
        asked_at=now,
        expires_at=now + waits(request.latest_at, waits_minutes, now),
    )
    session.add(asked)
    session.flush()
    if wave > 0:
        notification.queue(
            session,
            Notice.INVITATION,
            subject_id=asked.id,
            recipient=helper,
            send_after=now,
            useless_after=request.latest_at,
        )
    return asked


def waits(latest_at: datetime, waits_minutes: int, now: datetime) -> timedelta:
    """Returns how long an invitation waits for an answer.

    Args:
        latest_at: when help may begin at the latest.
        waits_minutes: as for `ask`.
    """
    return max(shortest_wait(), min(timedelta(minutes=waits_minutes), (latest_at - now) / 4))


def shortest_wait() -> timedelta:
    """Returns how long somebody who is asked has at the least."""
    return timedelta(minutes=SHORTEST_MINUTES)


def get(session: Session, timebank_id: int, invitation_id: int) -> Invitation:
    """Returns that invitation of that bank; raises NotFound where there is none."""
    found = session.exec(
        select(Invitation).where(Invitation.timebank_id == timebank_id, Invitation.id == invitation_id)
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def mine(session: Session, by: Member, invitation_id: int) -> Invitation:
    """Returns that invitation if it was made to that member; raises NotFound where it was not."""
    found = session.exec(
        select(Invitation).where(
            Invitation.timebank_id == by.timebank_id,
            Invitation.id == invitation_id,
            Invitation.member_id == by.id,
        )
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def decline(session: Session, invitation_id: int, by: Member, now: datetime) -> Invitation:
    """Notes a no. Saying it twice, or after time ran out, is the same no; a yes can be taken back by it.

    Raises:
        NotFound: it is not this member's invitation.
        AlreadyFilled: the member was chosen; they drop out of the exchange instead.
    """
    asked = mine(session, by, invitation_id)
    if asked.state is State.CHOSEN:
        raise AlreadyFilled()
    if asked.state in (State.ASKED, State.YES, State.SILENT):
        asked.state, asked.answered_at = State.NO, now
        session.add(asked)
        unsay(session, asked, [Notice.INVITATION, Notice.CANDIDATE], now)
    return asked


def run_out(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Notes silence where time ran out in that bank, and returns how often.

    A late yes still counts while help is wanted. Those that somebody is just answering are left for the next
    time, so that of two processes neither waits and each is noted once.

    Args:
        limit: how many at the most.
    """
    late = session.exec(
        select(Invitation)
        .where(
            Invitation.timebank_id == timebank_id,
            Invitation.state == State.ASKED,
            col(Invitation.expires_at) <= now,
        )
        .order_by(col(Invitation.expires_at), col(Invitation.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for asked in late:
        asked.state = State.SILENT
        session.add(asked)
    return len(late)


def close(session: Session, request: Request, now: datetime) -> None:
    """Thanks everybody who said yes or is still thinking, because the request no longer needs them."""
    # Whoever was silent may only be silent because the invitation waits to be delivered; and the asker who
    # has chosen need not hear of the one they chose. Neither is thanked, but nobody is asked in vain.
    for asked in of(session, request, (State.ASKED, State.YES, State.SILENT, State.CHOSEN)):
        unsay(session, asked, [Notice.INVITATION, Notice.CANDIDATE], now)
        if asked.state not in (State.ASKED, State.YES):
            continue
        recipient = member.get(session, asked.timebank_id, asked.member_id)
        asked.state = State.THANKED
        session.add(asked)
        notification.queue(session, Notice.FILLED, subject_id=asked.id, recipient=recipient, send_after=now)


def unsay(session: Session, asked: Invitation, kinds: Iterable[Notice], now: datetime) -> None:
    """Lets what would still be said about an invitation go unsaid, because it has been answered."""
    notification.lapse(session, timebank_id=asked.timebank_id, subject_id=asked.id, kinds=kinds, now=now)


def of(session: Session, request: Request, states: Iterable[State]) -> list[Invitation]:
    """Returns the invitations of the present round of a request that are in one of those states."""
    return list(
        session.exec(
            select(Invitation)
            .where(
                Invitation.timebank_id == request.timebank_id,
                Invitation.request_id == request.id,
                Invitation.round == request.round,
                col(Invitation.state).in_(list(states)),
            )
            .order_by(col(Invitation.answered_at), col(Invitation.id))
        )
    )


def everybody_asked(session: Session, request: Request) -> list[Invitation]:
    """Returns the last invitation of each member who was asked about a request, in all rounds, as asked."""
    rows = session.exec(
        select(Invitation)
        .where(Invitation.timebank_id == request.timebank_id, Invitation.request_id == request.id)
        .order_by(col(Invitation.round), col(Invitation.asked_at), col(Invitation.id))
    )
    return list({asked.member_id: asked for asked in rows}.values())


def tally(session: Session, request: Request) -> dict[State, int]:
    """Counts what became of everybody who was asked about that request, in all rounds."""
    rows = session.exec(
        select(Invitation.state, func.count())
        .where(Invitation.timebank_id == request.timebank_id, Invitation.request_id == request.id)
        .group_by(col(Invitation.state))
    )
    return {State(state): count for state, count in rows}


def waiting_for(session: Session, by: Member) -> list[Invitation]:
    """Returns the invitations that a member has not answered so far, the newest first."""
    return list(
        session.exec(
            select(Invitation)
            .where(
                Invitation.timebank_id == by.timebank_id,
                Invitation.member_id == by.id,
                col(Invitation.state) == State.ASKED,
            )
            .order_by(col(Invitation.id).desc())
        )
    )
