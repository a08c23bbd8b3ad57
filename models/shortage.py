"""A shortage: what the bank lacked most, so that organisers know which offer would unlock most.

It is read from requests that found nobody, or find nobody so far, and from what the matching has found out
about them: each is counted once, under what kept everybody from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from models import availability, demand, member, period, request
from models.availability import Part
from models.explanation import Explanation
from models.member import Member
from models.request import Request


class Lack(StrEnum):
    """What kept everybody from coming, in the codes with which searches end."""

    NOBODY_OFFERS = "nobody_offers"
    NOBODY_NEAR = "nobody_near"
    NO_TIME = "no_time"
    NO_LANGUAGE = "no_language"
    NO_CHECK = "no_check"
    NO_PREFERENCE = "no_preference"
    NO_HURDLE = "no_hurdle"
    NO_HOURS = "no_hours"
    ALL_SAID_NO = "all_said_no"
    SILENCE = "silence"


CODES = frozenset(lack.value for lack in Lack)


@dataclass(frozen=True)
class Shortage:
    """One thing that was lacking.

    Attributes:
        kind: of help.
        lack: what kept everybody from it.
        count: of how many requests.
        part: the part of the day that was asked for, where nobody was free; None where it says none.
        language: the code of the asker's first language, where nobody shared it.
        members: how many members could have come for one of them at most, if that one thing were otherwise:
            at another time, a little further, in another language; for a check, how many members offer that
            kind of help and lack what it demands. 0 where that is not known.
    """

    kind: str
    lack: Lack
    count: int
    part: Part | None
    language: str | None
    members: int


def most_needed(session: Session, by: Member, now: datetime, *, limit: int) -> list[Shortage]:
    """Returns what would have unlocked most requests of the last 90 days, the most first.

    Args:
        limit: how many at the most.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    rows = session.exec(
        select(Request, Member.languages)
        .join(Member, col(Member.id) == Request.asker_id)
        .where(
            Request.timebank_id == by.timebank_id,
            Member.timebank_id == by.timebank_id,
            period.last(now).holds(Request.asked_at),
            col(Request.state).in_([request.State.OPEN, request.State.UNMET]),
        )
        .order_by(col(Request.id))
    ).all()
    # What the bank does not arrange is no shortage, though nobody may be asked for it.
    banned = demand.banned_kinds(session, by.timebank_id)
    lacking = {
        wanted.id: _key(wanted, languages)
        for wanted, languages in rows
        if _code(wanted) in CODES and wanted.kind not in banned
    }
    found = _documents(session, by.timebank_id, lacking, now)
    counts: dict[tuple[str, Lack, Part | None, str | None], list[int]] = defaultdict(list)
    for number, key in lacking.items():
        counts[key].append(_members(key[1], found.get(number, {})))
    shortages = []
    for (kind, lack, part, language), members in counts.items():
        most = max(members)
        if lack is Lack.NO_CHECK:
            most = demand.count_offered(session, by, kind, now).lacking
        shortages.append(Shortage(kind, lack, len(members), part, language, most))
    return sorted(shortages, key=lambda one: (-one.count, -one.members, one.kind, one.lack))[:limit]


def _code(wanted: Request) -> str | None:
    """What keeps everybody from a request that is open, or kept them from one that has ended."""
    return wanted.hindrance if wanted.state is request.State.OPEN else wanted.ended_because


def _key(wanted: Request, languages: str) -> tuple[str, Lack, Part | None, str | None]:
    """What is counted together."""
    lack = Lack(_code(wanted) or "")
    part = language = None
    if lack is Lack.NO_TIME:
        part = wanted.part if wanted.at is None else availability.part_of(wanted.at)
    if lack is Lack.NO_LANGUAGE:
        language = languages.split(",", maxsplit=1)[0] or None
    return wanted.kind, lack, None if part is Part.ANY else part, language


def _documents(
    session: Session, timebank_id: int, numbers: Iterable[int], now: datetime
) -> dict[int, dict[str, Any]]:
    """Returns what was found out about requests, by their numbers; of several findings the last."""
    wanted = set(numbers)
    return {
        row.request_id: row.found
        for row in session.exec(
            select(Explanation)
            .where(
                Explanation.timebank_id == timebank_id,
                period.last(now).holds(Explanation.answered_at),
            )
            .order_by(col(Explanation.id))
        )
        if row.request_id in wanted
    }


def _members(lack: Lack, found: dict[str, Any]) -> int:
    """Returns how many more could come if nothing but that were otherwise."""
    match lack:
        case Lack.NO_LANGUAGE:
            return int(found.get("any_language") or 0)
        case Lack.NOBODY_NEAR:
            further = found.get("further")
            return int(further[1]) if further else 0
        case Lack.NO_TIME:
            return max((int(count) for _, _, count in found.get("times", ())), default=0)
    return 0
