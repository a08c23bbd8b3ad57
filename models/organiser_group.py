"""The organisers' group: one group of the messenger in which a bank's organisers hear what waits for a human.

    asked for --> linked --> ended            an organiser ends it, or we were taken out of the group
        ^            |         |
        '------------+---------'              a new link is asked for; what is linked stays until it is used

It holds nothing private: what is said there is a kind of task, never a name. A link works for the organiser
who asked for it, once and not for long, so that nobody can lead us into a group of their own.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, select

from models import deeplink, journal, member
from models.columns import Row, big_number, document, moment, reference
from models.member import Member
from models.refusals import Refusal

LINK_LASTS = timedelta(hours=1)


class Topic(StrEnum):
    """What a group with topics keeps apart."""

    NEW = "new"
    URGENT = "urgent"
    SAFEGUARDING = "safeguarding"
    REPORTS = "reports"


class GroupLinkNotValid(Refusal):
    """The link leads nowhere: it is not known, too old, or was made for somebody else."""

    message = "write-privately"


class OrganiserGroup(Row, table=True):
    """The group of one bank.

    Attributes:
        chat_id: the messenger's number of the group; None while none is linked.
        linked_at, linked_by_id: since when, and by which organiser.
        uses_topics: whether we still try to keep a topic for each thing; no longer once it was refused.
        topics: the messenger's number of each topic that was made, by `Topic`.
        token, token_for_id, token_until: the link that was asked for last, for whom, and how long it works.
    """

    __tablename__ = "organiser_group"
    __table_args__ = (
        UniqueConstraint("timebank_id"),
        {"sqlite_autoincrement": True},
    )

    chat_id: int | None = big_number(default=None, nullable=True)
    linked_at: datetime | None = moment(default=None, nullable=True)
    linked_by_id: int | None = reference("member.id", default=None, nullable=True, index=True)
    uses_topics: bool = True
    topics: dict[str, int] = document(default={})
    token: str | None = Field(default=None, max_length=64)
    token_for_id: int | None = reference("member.id", default=None, nullable=True, index=True)
    token_until: datetime | None = moment(default=None, nullable=True)


def of(session: Session, timebank_id: int) -> OrganiserGroup | None:
    """Returns the group of a bank while one is linked."""
    found = _row(session, timebank_id)
    return found if found is not None and found.chat_id is not None else None


def link_for(session: Session, by: Member, now: datetime) -> str:
    """Returns the secret that links a group, for that organiser alone; one that still works stays the same.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    row = _row(session, by.timebank_id) or OrganiserGroup(timebank_id=by.timebank_id)
    works = row.token_until is not None and row.token_until > now + LINK_LASTS / 2
    if row.token is None or row.token_for_id != by.id or not works:
        row.token = secrets.token_urlsafe(deeplink.TOKEN_BYTES)
        row.token_for_id, row.token_until = by.id, now + LINK_LASTS
    session.add(row)
    session.flush()
    return row.token


def link(session: Session, by: Member | None, token: str, chat_id: int, now: datetime) -> OrganiserGroup:
    """Links the group in which a link was used; the same group once more is as good.

    Args:
        by: who used it there.
        chat_id: the messenger's number of that group.

    Raises:
        GroupLinkNotValid: it leads nowhere, or not for them.
    """
    row = None if by is None else _row(session, by.timebank_id)
    if by is None or row is None or not by.is_organiser:
        raise GroupLinkNotValid()
    # What they said may be handled twice, and the second time the link is used up.
    again = row.chat_id == chat_id and row.linked_by_id == by.id
    if again and row.token is None:
        return row
    expired = row.token_until is None or row.token_until <= now
    if row.token is None or row.token_for_id != by.id or expired or not _same(row.token, token):
        raise GroupLinkNotValid()
    row.token = row.token_for_id = row.token_until = None
    if row.chat_id != chat_id:
        row.chat_id, row.topics, row.linked_at = chat_id, {}, now
        journal.note(session, by=by, act="group.link", subject_id=row.id, now=now)
    row.uses_topics, row.linked_by_id = True, by.id
    session.add(row)
    session.flush()
    return row


def end(session: Session, by: Member, now: datetime) -> None:
    """Says nothing more in the group; saying so twice is as good.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    row = of(session, by.timebank_id)
    if row is not None:
        _unlink(session, row)
        journal.note(session, by=by, act="group.end", subject_id=row.id, now=now)


def lost(session: Session, timebank_id: int, chat_id: int) -> None:
    """Notes that we were taken out of a group, or that it is gone."""
    row = of(session, timebank_id)
    if row is not None and row.chat_id == chat_id:
        _unlink(session, row)


def moved(session: Session, timebank_id: int, chat_id: int, new_chat_id: int) -> None:
    """Notes that a group has another number now, as when topics are switched on in it for the first time."""
    row = of(session, timebank_id)
    if row is not None and row.chat_id == chat_id:
        row.chat_id, row.topics, row.uses_topics = new_chat_id, {}, True
        session.add(row)


def try_topics(session: Session, by: Member) -> None:
    """Lets topics be tried once more, after they have been switched on in the group.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    row = of(session, by.timebank_id)
    if row is not None:
        row.uses_topics = True
        session.add(row)


def note_topic(session: Session, timebank_id: int, topic: Topic, thread_id: int | None) -> None:
    """Notes the messenger's number of a topic that was made, or None where one is gone."""
    row = of(session, timebank_id)
    if row is not None:
        rest = {name: number for name, number in row.topics.items() if name != topic.value}
        row.topics = rest if thread_id is None else {**rest, topic.value: thread_id}
        session.add(row)


def do_without_topics(session: Session, timebank_id: int) -> None:
    """Notes that the group keeps no topics, or lets us make none: everything goes into the one stream."""
    row = of(session, timebank_id)
    if row is not None:
        row.uses_topics, row.topics = False, {}
        session.add(row)


def _row(session: Session, timebank_id: int) -> OrganiserGroup | None:
    return session.exec(select(OrganiserGroup).where(OrganiserGroup.timebank_id == timebank_id)).one_or_none()


def _unlink(session: Session, row: OrganiserGroup) -> None:
    row.chat_id = row.linked_at = row.linked_by_id = None
    row.topics = {}
    session.add(row)


def _same(token: str, given: str) -> bool:
    return deeplink.TOKEN.fullmatch(given) is not None and secrets.compare_digest(token, given)
