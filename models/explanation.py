"""An explanation: why those are asked to a request who are, why others are not, and what would bring more.

An organiser asks for it, or the matching gives it by itself where few can help. It is worked out away from
the talk, because it may mean looking at everybody, and then said.

    asked for --> answered
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from models import apart, journal, member, notification, request, suggestion
from models.columns import Row, document, moment, reference
from models.invitation import AlreadyFilled
from models.member import Member, NotFound
from models.notification import Notice
from models.refusals import Refusal
from models.request import Request, State


class OwnRequestAsked(Refusal):
    """Whoever asks for help does not read who said no to them, nor why."""

    message = "refusal-own-request-asked"


class Obstacle(StrEnum):
    """What keeps somebody who offers this kind of help from being asked, in the order in which it is looked
    at: of several only the first counts."""

    CHECK = "check"
    REACH = "reach"
    TIME = "time"
    LANGUAGE = "language"
    PREFERENCE = "preference"
    HURDLE = "hurdle"
    HOURS = "hours"
    ASLEEP = "asleep"
    ASKED_OFTEN = "asked_often"
    OWN = "own"
    ASKED_BEFORE = "asked_before"
    SAID_NO = "said_no"
    APART = "apart"
    BUSY = "busy"
    NOT_NAMED = "not_named"


class Explanation(Row, table=True):
    """One explanation of one request.

    Attributes:
        asked_by_id: the organiser who wants to read it; None where the asker of the request is shown what
            would help.
        round: which search for a helper it is about.
        found: once it is answered, a document of numbers and codes:
            `offering`, how many members offer this kind of help and may be asked at all;
            `suitable`, how many of them nothing keeps from it;
            `suitable_ids`, the members, at most `NAMED_AT_MOST`, the nearest first;
            `obstacles`, by the code of an `Obstacle`, how many it keeps from it;
            `obstacle_ids`, by the same codes, who, at most `NAMED_AT_MOST` each;
            `times`, other times at which more could come, the best first, as lists of a day (ISO), a part of
            the day, and how many;
            `further`, a list of metres and of how many more could come who said they go less far than that,
            or null;
            `any_language`, `by_phone`, `check`, how many more there would be without a language in common, by
            phone, or if a check were made.
    """

    __tablename__ = "explanation"

    request_id: int = reference("request.id", index=True)
    asked_by_id: int | None = reference("member.id", default=None, nullable=True)
    round: int
    asked_at: datetime = moment()
    answered_at: datetime | None = moment(default=None, nullable=True)
    found: dict[str, Any] = document(default={})


NAMED_AT_MOST = 12


def ask(session: Session, request_id: int, by: Member, now: datetime) -> Explanation:
    """An organiser asks why; while one of theirs waits to be answered, asking again is the same.

    It is written down, because the answer tells who said yes, no or nothing.

    Raises:
        NotFound: `by` is no organiser, or there is no such request.
        OwnRequestAsked: they have asked for this help themself.
        AlreadyFilled: it looks for nobody any more.
    """
    member.require_organiser(by)
    wanted = request.get(session, by.timebank_id, request_id)
    if wanted.asker_id == by.id:
        raise OwnRequestAsked()
    if wanted.state is not State.OPEN or wanted.latest_at <= now:
        raise AlreadyFilled()
    waiting = session.exec(
        select(Explanation).where(
            Explanation.timebank_id == by.timebank_id,
            Explanation.request_id == request_id,
            Explanation.asked_by_id == by.id,
            col(Explanation.answered_at).is_(None),
        )
    ).first()
    if waiting is not None:
        return waiting
    asked = Explanation(
        timebank_id=by.timebank_id,
        request_id=wanted.id,
        asked_by_id=by.id,
        round=wanted.round,
        asked_at=now,
    )
    session.add(asked)
    session.flush()
    journal.note(session, by=by, act="explanation.ask", subject_id=asked.id, now=now, request_id=wanted.id)
    return asked


def answer(session: Session, asked: Explanation, found: dict[str, Any], now: datetime) -> None:
    """Keeps what was found, and tells whoever asked for it: the organiser, or the asker what would help.

    The asker is told only where something would, and once in each round of the search.

    Args:
        found: the document; empty where the request looks for nobody any more.
    """
    asked.found, asked.answered_at = found, now
    session.add(asked)
    wanted = request.get(session, asked.timebank_id, asked.request_id)
    if asked.asked_by_id is None and not _is_news_to_asker(session, wanted, asked, now):
        return
    reader_id = wanted.asker_id if asked.asked_by_id is None else asked.asked_by_id
    notification.queue(
        session,
        Notice.SUGGESTED if asked.asked_by_id is None else Notice.EXPLAINED,
        subject_id=asked.id,
        recipient=member.get(session, asked.timebank_id, reader_id),
        send_after=now,
        useless_after=wanted.latest_at,
    )


def _is_news_to_asker(session: Session, wanted: Request, told: Explanation, now: datetime) -> bool:
    if told.round != wanted.round or not suggestion.of(wanted, told.found, now):
        return False
    earlier = session.exec(
        select(Explanation).where(
            Explanation.timebank_id == wanted.timebank_id,
            Explanation.request_id == wanted.id,
            Explanation.round == wanted.round,
            col(Explanation.asked_by_id).is_(None),
            col(Explanation.answered_at).is_not(None),
            Explanation.id != told.id,
        )
    )
    return not any(suggestion.of(wanted, one.found, now) for one in earlier)


def get(session: Session, timebank_id: int, explanation_id: int) -> Explanation:
    """Returns that explanation; raises NotFound where there is none."""
    found = session.exec(
        select(Explanation).where(Explanation.timebank_id == timebank_id, Explanation.id == explanation_id)
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def to_organiser(session: Session, explanation_id: int, by: Member) -> Explanation:
    """Returns an explanation to the organiser who asked for it; raises NotFound to everybody else."""
    member.require_organiser(by)
    told = get(session, by.timebank_id, explanation_id)
    if told.asked_by_id != by.id or told.answered_at is None:
        raise NotFound()
    return told


def obstacles(session: Session, told: Explanation, by: Member) -> dict[Obstacle, int]:
    """Returns how many each obstacle keeps from it, the most first.

    Who would rather not meet the asker is a number and never a name, and to an organiser who is one of the
    two not even that. The asker's own offer is no obstacle worth telling.
    """
    hidden = {Obstacle.OWN}
    asker_id = request.get(session, told.timebank_id, told.request_id).asker_id
    if apart.are(session, by, asker_id):
        hidden.add(Obstacle.APART)
    counts = {Obstacle(code): count for code, count in told.found.get("obstacles", {}).items() if count}
    return {one: counts[one] for one in sorted(counts, key=lambda one: -counts[one]) if one not in hidden}


def read_names(
    session: Session, explanation_id: int, by: Member, now: datetime
) -> dict[Obstacle, list[Member]]:
    """Returns who is kept from it, at most `NAMED_AT_MOST` for each obstacle, and writes down who reads it.

    Nobody who would rather not meet the asker is named. The reader is not named either: whoever is missing
    from every list could tell why.

    Raises:
        NotFound: to everybody but the organiser who asked for it.
    """
    told = to_organiser(session, explanation_id, by)
    journal.note(
        session,
        by=by,
        act="explanation.read_names",
        subject_id=told.id,
        now=now,
        request_id=told.request_id,
    )
    named = told.found.get("obstacle_ids", {})
    ids = {
        one: [member_id for member_id in named.get(one.value, ()) if member_id != by.id]
        for one in obstacles(session, told, by)
        if one is not Obstacle.APART
    }
    wanted = {member_id for some in ids.values() for member_id in some}
    people = {
        who.id: who
        for who in session.exec(
            select(Member).where(Member.timebank_id == by.timebank_id, col(Member.id).in_(wanted))
        )
    }
    return {
        one: [people[member_id] for member_id in some if member_id in people] for one, some in ids.items()
    }


def latest(session: Session, timebank_id: int, request_id: int) -> Explanation | None:
    """Returns the last explanation of a request that was answered, if any."""
    return session.exec(
        select(Explanation)
        .where(
            Explanation.timebank_id == timebank_id,
            Explanation.request_id == request_id,
            col(Explanation.answered_at).is_not(None),
        )
        .order_by(col(Explanation.id).desc())
        .limit(1)
    ).first()


def waiting(session: Session, timebank_id: int, *, limit: int = 100) -> list[Explanation]:
    """Returns what has been asked for and not answered so far, the oldest first."""
    return list(
        session.exec(
            select(Explanation)
            .where(Explanation.timebank_id == timebank_id, col(Explanation.answered_at).is_(None))
            .order_by(col(Explanation.id))
            .limit(limit)
        )
    )
