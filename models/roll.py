"""The roll: everybody in a time bank, listed by how they stand, by area and by what they offer.

Areas are told without house numbers. Somebody who was forgotten stands in no list.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any
from unicodedata import combining, normalize
from zlib import crc32

from sqlmodel import Session, col, func, select

from models import kind as kinds
from models import member, offer
from models.member import Member, NotFound, State
from models.offer import Offer

HERE = (State.ACTIVE, State.PAUSED)
# Among more names than these a misspelt one is not looked for, because it would take seconds.
LIKENED_AT_MOST = 5_000
# "12", "12b", "12-14" and "12/3" at either end of a place: a house and no area.
_HOUSE = re.compile(r"^\d+\s?[a-z]?(?:\s?[-/]\s?\d+[a-z]?)?[\s,]+|[\s,]+\d+[a-z]?(?:[-/]\d+[a-z]?)?$", re.I)
_POSTCODE = re.compile(r"([a-z]{1,2}\d[a-z\d]?) ?\d[a-z]{2}\b", re.I)


class Standing(StrEnum):
    """How somebody stands, as organisers look for them."""

    WAITING = "waiting"
    ACTIVE = "active"
    PAUSED = "paused"
    UNREACHABLE = "unreachable"
    UNFINISHED = "unfinished"
    LEFT = "left"


@dataclass(frozen=True)
class Page:
    """One page of a list.

    Attributes:
        people: those on it, by name.
        count: how many there are on all pages.
    """

    people: Sequence[Member]
    count: int


@dataclass(frozen=True)
class Area:
    """Where several members live.

    Attributes:
        key: the same for every spelling of it.
        name: as most of those who live there call it; empty for those whose place has no name.
        count: how many members live there.
    """

    key: int
    name: str
    count: int


def counts(session: Session, by: Member) -> dict[Standing, int]:
    """Returns how many people stand in each way in that organiser's bank.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    return {
        standing: session.exec(
            select(func.count()).select_from(Member).where(*_which(by.timebank_id, standing))
        ).one()
        for standing in Standing
    }


def standing_so(session: Session, by: Member, standing: Standing, *, skip: int, limit: int) -> Page:
    """Returns a page of those who stand so, by name.

    Args:
        skip: how many come before the page.
        limit: how many are on it at the most.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    return _page(session, _which(by.timebank_id, standing), skip, limit)


def areas(session: Session, by: Member) -> list[Area]:
    """Returns where the members of that organiser's bank live, the area of most of them first.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    spellings: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for _, name in _places(session, by.timebank_id):
        spellings[area_key(name)][area_of(name)] += 1
    found = [
        Area(key, min(names, key=lambda name: (-names[name], name)), names.total())
        for key, names in spellings.items()
    ]
    return sorted(found, key=lambda area: (-area.count, area.name.casefold(), area.key))


def of_area(session: Session, by: Member, key: int, *, skip: int, limit: int) -> tuple[Area, Page]:
    """Returns an area, and a page of the members who live there; arguments as for `standing_so`.

    Raises:
        NotFound: `by` is no organiser, or nobody lives there.
    """
    area = next((one for one in areas(session, by) if one.key == key), None)
    if area is None:
        raise NotFound()
    ids = [member_id for member_id, name in _places(session, by.timebank_id) if area_key(name) == key]
    which = (*_here(by.timebank_id), col(Member.id).in_(ids))
    return area, _page(session, which, skip, limit)


def kinds_offered(session: Session, by: Member) -> dict[str, int]:
    """Returns by how many members each kind of help is offered, paused offers included, in the order of the
    list of kinds; kinds that nobody offers are left out.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    rows = session.execute(
        select(col(Offer.kind), func.count())
        .join(Member, col(Member.id) == Offer.member_id)
        .where(
            Offer.timebank_id == by.timebank_id, Offer.state != offer.State.DROPPED, *_here(by.timebank_id)
        )
        .group_by(col(Offer.kind))
    )
    found = {code: int(count) for code, count in rows}
    return {code: found[code] for code in kinds.CODES if code in found}


def who_offers(session: Session, by: Member, kind: str, *, skip: int, limit: int) -> Page:
    """Returns a page of the members who offer that kind of help; arguments as for `standing_so`.

    Raises:
        NotFound: `by` is no organiser.
        UnknownKind: there is no such kind of help.
    """
    member.require_organiser(by)
    kinds.named(kind)
    offering = select(Offer.member_id).where(
        Offer.timebank_id == by.timebank_id, Offer.kind == kind, Offer.state != offer.State.DROPPED
    )
    return _page(session, (*_here(by.timebank_id), col(Member.id).in_(offering)), skip, limit)


def find(session: Session, by: Member, name: str, *, limit: int) -> list[Member]:
    """Returns people of that organiser's bank whose name holds those words, whatever they stand as, but those
    who were forgotten; a whole name comes first. Accents and capitals make no difference, and where nobody is
    called like that, those are returned who are called nearly so.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    sought = folded(name)
    if not sought:
        return []
    rows = session.execute(
        select(col(Member.id), col(Member.name)).where(
            col(Member.timebank_id) == by.timebank_id, col(Member.name) != ""
        )
    )
    names = [(member_id, folded(called)) for member_id, called in rows]
    found = sorted((called != sought, len(called), called, of) for of, called in names if sought in called)
    if not found and len(names) <= LIKENED_AT_MOST:
        likely = set(get_close_matches(sought, {word for _, called in names for word in called.split()}))
        found = sorted((True, 0, called, of) for of, called in names if likely & set(called.split()))
    return [member.get(session, by.timebank_id, member_id) for *_, member_id in found[:limit]]


def area_of(place_name: str) -> str:
    """Returns what of a place may be told to organisers without a reason: the area, never the house, and of a
    British postcode, which may stand for a few houses, only its first half."""
    name = " ".join(place_name.split())
    if postcode := _POSTCODE.match(name):
        return postcode[1].upper()
    return _HOUSE.sub("", name).strip(" ,")


def area_key(place_name: str) -> int:
    """Returns a number that is the same for each spelling of an area, short enough for a button."""
    return crc32(folded(area_of(place_name)).encode())


def folded(text: str) -> str:
    """Returns words without capitals, accents and needless spaces, so that they can be compared."""
    plain = normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(letter for letter in plain if not combining(letter))


def _places(session: Session, timebank_id: int) -> Iterable[tuple[int, str]]:
    rows = session.execute(select(col(Member.id), col(Member.place_name)).where(*_here(timebank_id)))
    return [(member_id, place_name) for member_id, place_name in rows]


def _here(timebank_id: int) -> tuple[Any, ...]:
    return Member.timebank_id == timebank_id, col(Member.state).in_(HERE)


def _which(timebank_id: int, standing: Standing) -> tuple[Any, ...]:
    bank = Member.timebank_id == timebank_id
    match standing:
        case Standing.UNREACHABLE:
            return (*_here(timebank_id), col(Member.unreachable_since).is_not(None))
        case Standing.UNFINISHED:
            return bank, Member.state == State.JOINING
        case Standing.LEFT:
            # Who was forgotten has no name any more, and stands in no list.
            return bank, Member.state == State.LEFT, Member.name != ""
    return bank, Member.state == State(standing.value)


def _page(session: Session, which: tuple[Any, ...], skip: int, limit: int) -> Page:
    count = session.exec(select(func.count()).select_from(Member).where(*which)).one()
    people = session.exec(
        select(Member)
        .where(*which)
        .order_by(func.lower(Member.name), col(Member.id))
        .offset(max(0, skip))
        .limit(limit)
    )
    return Page(list(people), count)
