"""Roles: who looks after a time bank, and with what. A member may have several, and each is a flag of theirs.

    organiser    looks after the time bank
    lead         reads concerns, and sees to them
    facilitator  looks after a circle that they are linked to

Organisers give and take them, each time on record. A role is only good while its holder is a member and not
held. Where no lead is there, the organisers stand in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, func, select

from models import concern, journal, leaving, member, notification
from models.journal import JournalEntry
from models.member import Member, NotFound, State
from models.notification import Notice
from models.refusals import Refusal
from models.safeguarding import HERE, leads

LISTED_AT_MOST = 50


class LastOfRole(Refusal):
    """Nobody else has that role, and somebody must. Facts: `role`, as a code."""

    message = "refusal-last-of-role"


class Role(StrEnum):
    """What somebody looks after."""

    ORGANISER = "organiser"
    LEAD = "lead"
    FACILITATOR = "facilitator"


# Without these a time bank is not left; facilitators there may be none of.
_NEVER_EMPTY = (Role.ORGANISER, Role.LEAD)


@dataclass(frozen=True)
class Roles:
    """Who has which role.

    Attributes:
        holders: of each role, the longest-standing member first.
        organisers_stand_in: whether no lead is there, so that the organisers see to concerns.
    """

    holders: dict[Role, list[Member]]
    organisers_stand_in: bool


def has(who: Member, role: Role) -> bool:
    """Says whether a member has a role."""
    return {
        Role.ORGANISER: who.is_organiser,
        Role.LEAD: who.is_lead,
        Role.FACILITATOR: who.is_facilitator,
    }[role]


def of(who: Member) -> list[Role]:
    """Returns the roles of a member."""
    return [role for role in Role if has(who, role)]


def listed(session: Session, by: Member) -> Roles:
    """Returns who has which role in that organiser's bank; raises NotFound to all others."""
    member.require_organiser(by)
    return Roles(
        {role: holders(session, by.timebank_id, role) for role in Role},
        organisers_stand_in=not leads(session, by.timebank_id),
    )


def holders(session: Session, timebank_id: int, role: Role) -> list[Member]:
    """Returns who has that role and is here to fill it."""
    flag = {
        Role.ORGANISER: col(Member.is_organiser),
        Role.LEAD: col(Member.is_lead),
        Role.FACILITATOR: col(Member.is_facilitator),
    }[role]
    return list(
        session.exec(
            select(Member)
            .where(Member.timebank_id == timebank_id, flag.is_(True), col(Member.state).in_(HERE))
            .order_by(col(Member.id))
        )
    )


def give(session: Session, member_id: int, role: Role, by: Member, now: datetime) -> Member:
    """An organiser gives a role, once however often it is said, and the member is told.

    Raises:
        NotFound: `by` is no organiser, or the other is no member, or is held.
    """
    member.require_organiser(by)
    whom = member.get(session, by.timebank_id, member_id)
    if whom.state not in HERE:
        raise NotFound()
    if not has(whom, role):
        _set(whom, role, True)
        _note(session, whom, role, by, "role.give", now)
    return whom


def require_takeable(session: Session, member_id: int, role: Role, by: Member) -> Member:
    """Returns of whom an organiser may take a role away.

    Raises:
        NotFound: `by` is no organiser, or there is no such member.
        LastOfRole: nobody else is an organiser, or a lead.
    """
    member.require_organiser(by)
    whom = member.get(session, by.timebank_id, member_id)
    if has(whom, role) and role in _NEVER_EMPTY:
        others = [one for one in holders(session, by.timebank_id, role) if one.id != whom.id]
        if not others:
            raise LastOfRole(role=role)
    return whom


def take_away(session: Session, member_id: int, role: Role, by: Member, now: datetime) -> Member:
    """An organiser takes a role away, once however often it is said; raises as `require_takeable` does.

    What its holder saw to goes back to the others.
    """
    whom = require_takeable(session, member_id, role, by)
    if has(whom, role):
        lay_down(session, whom, [role], now)
        _note(session, whom, role, by, "role.take_away", now)
    return whom


def lay_down(session: Session, whom: Member, roles: list[Role], now: datetime) -> None:
    """Ends roles of a member, and gives what they saw to back to the others. The caller checks who asks."""
    for role in roles:
        _set(whom, role, False)
    session.add(whom)
    session.flush()
    if not whom.is_organiser:
        leaving.hand_back(session, whom)
    concern.hand_back(session, whom, now)


def _set(whom: Member, role: Role, holds: bool) -> None:
    match role:
        case Role.ORGANISER:
            whom.is_organiser = holds
        case Role.LEAD:
            whom.is_lead = holds
        case Role.FACILITATOR:
            whom.is_facilitator = holds


def _note(session: Session, whom: Member, role: Role, by: Member, act: str, now: datetime) -> None:
    """Writes the act down, and tells the member how it stands now."""
    session.add(whom)
    journal.note(session, by=by, act=act, subject_id=whom.id, now=now, role=role.value)
    session.flush()
    acts = session.exec(
        select(func.count()).where(
            JournalEntry.timebank_id == whom.timebank_id,
            col(JournalEntry.act).in_(("role.give", "role.take_away")),
            JournalEntry.subject_id == whom.id,
        )
    ).one()
    notification.queue(session, Notice.ROLES, subject_id=whom.id, recipient=whom, send_after=now, round=acts)


def find(session: Session, by: Member, name: str, *, limit: int = LISTED_AT_MOST) -> list[Member]:
    """Returns the members of that organiser's bank who may have a role and whose name holds those words.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    return [one for one in members_named(session, by.timebank_id, name, limit) if one.state is not State.HELD]


def members_named(session: Session, timebank_id: int, name: str, limit: int) -> list[Member]:
    """Returns the members of a bank, also those who are held, whose name holds those words."""
    sought = " ".join(name.split())
    if not sought:
        return []
    return list(
        session.exec(
            select(Member)
            .where(
                Member.timebank_id == timebank_id,
                col(Member.state).in_([*HERE, State.HELD]),
                Member.name != "",
                col(Member.name).icontains(sought, autoescape=True),
            )
            .order_by(func.length(Member.name), col(Member.name), col(Member.id))
            .limit(limit)
        )
    )
