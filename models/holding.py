"""Holding: an organiser or a safeguarding lead pauses a member, who cannot end that by themself.

    requests that look for help -> withdrawn; everybody who was asked is thanked
    invitations to help ---------> a no, so that others are asked
    visits ahead ----------------> called off, in neutral words to both; where the one who is held was to
                                   help, somebody else is looked for
    a visit that has begun ------> an organiser looks at its hours
    roles -----------------------> ended, and what they saw to goes back to the others

Nobody is told why. Only an organiser ends it, and roles are given anew then. Whoever is held may still raise
a concern, call for help, talk to an organiser, take their data along, and leave; who leaves and comes back is
held as before.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from models import (
    confirmation,
    conversation,
    exchange,
    invitation,
    journal,
    leaving,
    member,
    notification,
    request,
    role,
    safeguarding,
)
from models.journal import JournalEntry
from models.member import Member, NotFound, State
from models.notification import Notice
from models.refusals import Refusal
from models.role import LastOfRole, Role

FOUND_AT_MOST = 50


class OwnHold(Refusal):
    """Nobody pauses themself like that, or ends their own."""

    message = "refusal-own-hold"


def about(session: Session, member_id: int, by: Member) -> Member:
    """Returns the member whom a lead or an organiser would hold, or let go on.

    Raises:
        NotFound: `by` is neither, or there is no such member.
        OwnHold: it is themself.
    """
    safeguarding.require_keeper(by)
    whom = member.get(session, by.timebank_id, member_id)
    if whom.id == by.id:
        raise OwnHold()
    if whom.state not in (*safeguarding.HERE, State.HELD):
        raise NotFound()
    return whom


def find(session: Session, by: Member, name: str, *, limit: int = FOUND_AT_MOST) -> list[Member]:
    """Returns whom a lead or an organiser may mean by that name; raises NotFound to all others."""
    safeguarding.require_keeper(by)
    return [one for one in role.members_named(session, by.timebank_id, name, limit) if one.id != by.id]


def held(session: Session, by: Member) -> list[Member]:
    """Returns the members who are held, to a lead or an organiser; raises NotFound to all others."""
    safeguarding.require_keeper(by)
    return list(
        session.exec(
            select(Member)
            .where(Member.timebank_id == by.timebank_id, Member.state == State.HELD)
            .order_by(col(Member.held_since), col(Member.id))
        )
    )


def held_by(session: Session, whom: Member) -> Member | None:
    """Returns who holds a member; None where nobody does."""
    if whom.held_since is None:
        return None
    by_id = session.exec(
        select(JournalEntry.by_id)
        .where(
            JournalEntry.timebank_id == whom.timebank_id,
            JournalEntry.act == "member.hold",
            JournalEntry.subject_id == whom.id,
        )
        .order_by(col(JournalEntry.id).desc())
    ).first()
    return None if by_id is None else member.get(session, whom.timebank_id, by_id)


def require_holdable(session: Session, member_id: int, by: Member) -> Member:
    """Returns the member whom somebody would hold; raises what `about` does.

    Raises:
        LastOfRole: nobody else is an organiser.
    """
    whom = about(session, member_id, by)
    if whom.is_organiser:
        others = role.holders(session, whom.timebank_id, Role.ORGANISER)
        if not any(one.id != whom.id for one in others):
            raise LastOfRole(role=Role.ORGANISER)
    return whom


def hold(session: Session, member_id: int, by: Member, now: datetime) -> Member:
    """Holds a member, once however often it is said; raises what `require_holdable` does."""
    whom = require_holdable(session, member_id, by)
    if whom.state is State.HELD:
        return whom
    _end_visits(session, whom, now)
    for wanted in request.open_of(session, whom):
        request.withdraw(session, wanted.id, whom, now)
    for asked in leaving.unanswered(session, whom):
        invitation.decline(session, asked.id, whom, now)
    conversation.end(session, whom)
    whom.state, whom.held_since = State.HELD, now
    session.add(whom)
    role.lay_down(session, whom, role.of(whom), now)
    journal.note(session, by=by, act="member.hold", subject_id=whom.id, now=now)
    _tell(session, whom, now)
    return whom


def require_releasable(session: Session, member_id: int, by: Member) -> Member:
    """Returns the member whom an organiser would let go on.

    Raises:
        NotFound: `by` is no organiser, or there is no such member.
        OwnHold: it is themself.
    """
    member.require_organiser(by)
    return about(session, member_id, by)


def release(session: Session, member_id: int, by: Member, now: datetime) -> Member:
    """An organiser lets somebody go on, once however often it is said; a break of their own goes on, too.

    Raises what `require_releasable` does.
    """
    whom = require_releasable(session, member_id, by)
    if whom.state is State.HELD:
        on_a_break = whom.paused_until is not None and whom.paused_until > now
        whom.state, whom.held_since = State.PAUSED if on_a_break else State.ACTIVE, None
        session.add(whom)
        journal.note(session, by=by, act="member.release", subject_id=whom.id, now=now)
        _tell(session, whom, now)
    return whom


def _end_visits(session: Session, whom: Member, now: datetime) -> None:
    """Ends what was agreed, and tells both in words that put it down to neither of them."""
    for standing in exchange.unfinished_of(session, whom):
        if standing.state is not exchange.State.AGREED:
            continue
        if standing.starts_at <= now:
            confirmation.hand_over(session, standing, now)
            continue
        exchange.cancel(session, standing.id, whom, now)
        notification.lapse(
            session,
            timebank_id=whom.timebank_id,
            subject_id=standing.id,
            kinds=[Notice.CALLED_OFF, Notice.DROPPED_OUT],
            now=now,
        )
        for one_id in (standing.asker_id, standing.helper_id):
            one = member.get(session, whom.timebank_id, one_id)
            notification.queue(
                session, Notice.VISIT_OFF, subject_id=standing.id, recipient=one, send_after=now
            )


def _tell(session: Session, whom: Member, now: datetime) -> None:
    """Tells the member how it stands, each time anew."""
    session.flush()
    acts = session.exec(
        select(JournalEntry.id).where(
            JournalEntry.timebank_id == whom.timebank_id,
            col(JournalEntry.act).in_(("member.hold", "member.release")),
            JournalEntry.subject_id == whom.id,
        )
    ).all()
    notification.queue(
        session, Notice.HOLD, subject_id=whom.id, recipient=whom, send_after=now, round=len(acts)
    )
