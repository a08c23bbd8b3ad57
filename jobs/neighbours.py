"""Neighbours: members from rows into the engine's arrays, all of them or only those that have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Select, case, func, or_, true
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from jobs import days
from jobs.matching import NO_LIMIT, Helpers
from jobs.matching.shapes import Float64, Int64
from models import demand, exchange, invitation, kind, member, offer
from models.attestation import Attestation
from models.availability import local_moment
from models.changed_day import ChangedDay
from models.exchange import Exchange
from models.invitation import Invitation
from models.member import Gender, Member
from models.offer import Offer
from models.timebank import TimeBank

# So many invitations may wait for one member's answer at the same time.
UNANSWERED_AT_MOST = 2
DAY, WEEK = timedelta(days=1), timedelta(days=7)
# So many numbers go into one question to the database.
AT_ONCE = 1_000
KINDS = 63
EVERYTHING = 2**63 - 1

COLUMNS = (
    "id", "languages", "latitude", "longitude", "travel_limit_m", "free_slots", "gender", "visits", "cannot",
    "asks_per_week", "minutes_per_week",
)  # fmt: skip

GENDER_BITS = {None: 0, Gender.WOMAN: 1, Gender.MAN: 2}
SAID_YES = (invitation.State.YES, invitation.State.CHOSEN, invitation.State.DROPPED)
NOT_ENDED = (invitation.State.ASKED, invitation.State.THANKED)


class Languages:
    """Gives each language that anybody speaks a bit. The engine has 63 of them; whoever speaks none but rarer
    ones is only asked where any language will do."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def bits(self, codes: str) -> int:
        """Returns languages as bits, given as codes with commas between them."""
        found = 0
        for code in codes.split(","):
            if code and (place := self._places.setdefault(code, len(self._places))) < KINDS:
                found |= 1 << place
        return found


@dataclass(frozen=True)
class Neighbours:
    """Some members.

    Attributes:
        ids: int64[n], their numbers, ascending.
        helpers: the same for the engine. Who may not be asked offers nothing.
        busy: int64[n], parts of days to come that they would be free in and have promised to somebody.
        last_asked_s: float64[n], when they were last asked, in seconds since 1970; -infinity for never.
        stale_at_s: float64[n], when they may be asked more often again by the mere passing of time.
    """

    ids: Int64
    helpers: Helpers
    busy: Int64
    last_asked_s: Float64
    stale_at_s: Float64


def read(
    session: Session, bank: TimeBank, languages: Languages, now: datetime, only: Collection[int] | None = None
) -> Neighbours:
    """Reads members.

    Args:
        bank: whose.
        languages: which bit stands for which language.
        now: the moment; days to come are counted from it.
        only: the numbers of those who are read; all who may be asked, when left out.
    """
    session.flush()
    if only is None:
        return _read(session, bank, languages, now, None)
    parts = [_read(session, bank, languages, now, some) for some in _some_at_once(sorted(only))] or [
        _read(session, bank, languages, now, [])
    ]
    return _joined(parts)


def _some_at_once(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]


def _joined(parts: list[Neighbours]) -> Neighbours:
    helpers = parts[0].helpers
    for part in parts[1:]:
        helpers = helpers.with_rows(np.arange(len(part.helpers)) + len(helpers), part.helpers)
    columns = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("busy", "last_asked_s", "stale_at_s")
    )
    return Neighbours(np.concatenate([part.ids for part in parts]), helpers, *columns)


def _read(
    session: Session, bank: TimeBank, languages: Languages, now: datetime, only: list[int] | None
) -> Neighbours:
    first = days.today(bank.zone, now)
    offers = _offers(session, bank, only)
    may_be_asked = member.that_may_be_asked()
    people = _rows(
        session,
        _columns(*(getattr(Member, name) for name in COLUMNS), case((may_be_asked, 1), else_=0))
        .where(
            col(Member.timebank_id) == bank.id,
            _among(Member.id, only),
            may_be_asked if only is None else true(),
        )
        .order_by(col(Member.id)),
    ).all()
    if only is None:
        people = [one for one in people if one.id in offers]
    # Column by column, because going through all rows once more for each of them takes as long as reading.
    names = (*COLUMNS, "may_be_asked")
    of = dict(zip(names, zip(*people, strict=True), strict=True)) if people else dict.fromkeys(names, ())
    n = len(people)
    place_of = {number: position for position, number in enumerate(of["id"])}
    asked = _asked(session, bank, place_of, only, now)
    given = _given(session, bank, place_of, only)
    busy, minutes_this_week = _promised(session, bank, place_of, only, first, now)
    free_later = _whole(of["free_slots"])
    free = days.from_today(free_later, first)
    _change_days(session, bank, place_of, only, first, free)
    per_week, limit = _whole_or_no_limit(of["asks_per_week"]), _whole_or_no_limit(of["minutes_per_week"])
    asks_left = np.minimum(
        np.minimum(bank.asks_per_day - asked.today, UNANSWERED_AT_MOST - asked.unanswered),
        per_week - asked.this_week,
    )
    helpers = Helpers(
        # Where nothing is known, a number becomes "not a number".
        latitude_deg=np.array(of["latitude"], dtype=np.float64),
        longitude_deg=np.array(of["longitude"], dtype=np.float64),
        travel_limit_m=np.array(of["travel_limit_m"], dtype=np.float64),
        offers=_whole([offers.get(number, 0) for number in of["id"]]) * _whole(of["may_be_asked"]),
        cleared=_cleared(session, bank, place_of, only, first),
        languages=_whole([languages.bits(codes) for codes in of["languages"]]),
        free=free & ~busy,
        free_later=free_later,
        gender=_whole([GENDER_BITS[gender] for gender in of["gender"]]),
        visits=_whole([GENDER_BITS[gender] for gender in of["visits"]]),
        cannot=_whole(of["cannot"]),
        minutes_left=np.maximum(0, limit - minutes_this_week),
        asleep=np.zeros(n, dtype=np.bool_),
        asks_left=np.maximum(0, asks_left),
        hours_since_asked=np.full(n, np.inf),
        asked_count=asked.ended,
        yes_count=asked.said_yes,
        received_share=given.received_share,
        skill=given.skill,
    )
    # Who has no limit of their own for a week is asked again as soon as a day has passed.
    stale_at_s = np.where(
        per_week < NO_LIMIT, np.minimum(asked.day_over_s, asked.week_over_s), asked.day_over_s
    )
    return Neighbours(_whole(of["id"]), helpers, free & busy, asked.last_s, stale_at_s)


def _whole(values: Sequence[int]) -> Int64:
    return np.array(values, dtype=np.int64)


def _whole_or_no_limit(values: Sequence[int | None]) -> Int64:
    return _whole([NO_LIMIT if one is None else one for one in values])


def _rows(session: Session, statement: Select[Any]) -> Any:
    """Reads rows without making more of them than they are, which takes most of the time otherwise."""
    return session.connection().execute(statement)


def _columns(*columns: Any) -> Select[Any]:
    """Reads some columns alone, which takes a tenth of the time that whole rows take."""
    return select_columns(*columns)


def _among(column: Any, only: list[int] | None) -> ColumnElement[bool]:
    return true() if only is None else col(column).in_(only)


def _offers(session: Session, bank: TimeBank, only: list[int] | None) -> dict[int, int]:
    """Returns what members offer, as bits of kinds."""
    found: defaultdict[int, int] = defaultdict(int)
    bits = {code: 1 << kind.bit(code) for code in kind.CODES}
    for member_id, code in _rows(
        session,
        _columns(Offer.member_id, Offer.kind).where(
            col(Offer.timebank_id) == bank.id,
            col(Offer.state) == offer.State.ACTIVE,
            _among(Offer.member_id, only),
        ),
    ):
        if bit := bits.get(code):
            found[member_id] |= bit
    return found


@dataclass(frozen=True)
class _Asked:
    """How often members were asked: see `_asked`."""

    ended: Int64
    said_yes: Int64
    unanswered: Int64
    today: Int64
    this_week: Int64
    last_s: Float64
    day_over_s: Float64
    week_over_s: Float64


def _asked(
    session: Session, bank: TimeBank, place_of: dict[int, int], only: list[int] | None, now: datetime
) -> _Asked:
    """Counts how often members were asked, and what they said. Who came forward was not asked."""
    n = len(place_of)
    counts = {
        name: np.zeros(n, dtype=np.int64)
        for name in ("ended", "said_yes", "unanswered", "today", "this_week")
    }
    last_s = np.full(n, -np.inf)
    day_over_s, week_over_s = np.full(n, np.inf), np.full(n, np.inf)
    state, asked_at = col(Invitation.state), col(Invitation.asked_at)
    in_a_day, in_a_week = asked_at > now - DAY, asked_at > now - WEEK

    def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    for row in _rows(
        session,
        _columns(
            Invitation.member_id,
            func.max(asked_at),
            func.min(case((in_a_day, asked_at))),
            func.min(case((in_a_week, asked_at))),
            counted(state.not_in(NOT_ENDED)),
            counted(state.in_(SAID_YES)),
            counted(state == invitation.State.ASKED),
            counted(in_a_day),
            counted(in_a_week),
        )
        .where(
            col(Invitation.timebank_id) == bank.id,
            col(Invitation.wave) > 0,
            _among(Invitation.member_id, only),
        )
        .group_by(col(Invitation.member_id)),
    ):
        member_id, last, first_of_day, first_of_week, *numbers = row
        if (place := place_of.get(member_id)) is None:
            continue
        last_s[place] = last.timestamp()
        if first_of_day is not None:
            day_over_s[place] = (first_of_day + DAY).timestamp()
        if first_of_week is not None:
            week_over_s[place] = (first_of_week + WEEK).timestamp()
        for array, value in zip(counts.values(), numbers, strict=True):
            array[place] = value
    return _Asked(**counts, last_s=last_s, day_over_s=day_over_s, week_over_s=week_over_s)


@dataclass(frozen=True)
class _Given:
    """What members gave and got: see `_given`."""

    skill: Any
    received_share: Float64


def _given(session: Session, bank: TimeBank, place_of: dict[int, int], only: list[int] | None) -> _Given:
    """Adds up how often members helped with each kind of help, and how much of all their hours they got."""
    n = len(place_of)
    skill = np.zeros((n, KINDS), dtype=np.uint8)
    gave, got = np.zeros(n), np.zeros(n)
    banked = (col(Exchange.timebank_id) == bank.id, col(Exchange.state) == exchange.State.BANKED)
    minutes = func.sum(func.coalesce(col(Exchange.banked_minutes), 0))
    for helper_id, code, times, added in _rows(
        session,
        _columns(Exchange.helper_id, Exchange.kind, func.count(), minutes)
        .where(*banked, _among(Exchange.helper_id, only))
        .group_by(col(Exchange.helper_id), col(Exchange.kind)),
    ):
        if (place := place_of.get(helper_id)) is not None:
            gave[place] += added
            if code in kind.CODES:
                skill[place, kind.bit(code)] = min(255, times)
    for asker_id, added in _rows(
        session,
        _columns(Exchange.asker_id, minutes)
        .where(*banked, _among(Exchange.asker_id, only))
        .group_by(col(Exchange.asker_id)),
    ):
        if (place := place_of.get(asker_id)) is not None:
            got[place] = added
    both = gave + got
    return _Given(skill, np.divide(got, both, out=np.full(n, 0.5), where=both > 0))


def _promised(
    session: Session,
    bank: TimeBank,
    place_of: dict[int, int],
    only: list[int] | None,
    first: date,
    now: datetime,
) -> tuple[Int64, Int64]:
    """Returns in which parts of the days to come members have promised to be with somebody, or somebody is
    with them; and how many minutes they give in this week or the next, whichever is more."""
    busy = np.zeros(len(place_of), dtype=np.int64)
    minutes = np.zeros((len(place_of), 2), dtype=np.int64)
    monday = first - timedelta(days=first.weekday())
    begins, ends = (local_moment(monday + timedelta(days=ahead), time(0), bank.zone) for ahead in (0, 14))
    standing = (exchange.State.AGREED, exchange.State.DIFFERING, exchange.State.BANKED)
    for row in _rows(
        session,
        _columns(
            Exchange.helper_id,
            Exchange.asker_id,
            Exchange.starts_at,
            Exchange.minutes,
            Exchange.state,
            Exchange.banked_minutes,
        ).where(
            col(Exchange.timebank_id) == bank.id,
            col(Exchange.state).in_(standing),
            col(Exchange.starts_at) >= begins - DAY,
            or_(_among(Exchange.helper_id, only), _among(Exchange.asker_id, only)),
        ),
    ):
        over_at = row.starts_at + timedelta(minutes=row.minutes)
        if row.state is exchange.State.AGREED and over_at > now:
            taken = days.touched(row.starts_at, over_at, bank.zone, first).ahead
            for who in (row.helper_id, row.asker_id):
                if (place := place_of.get(who)) is not None:
                    busy[place] |= taken
        if begins <= row.starts_at < ends and (place := place_of.get(row.helper_id)) is not None:
            week = (days.today(bank.zone, row.starts_at) - monday).days // 7
            minutes[place, week] += row.minutes if row.banked_minutes is None else row.banked_minutes
    return busy, minutes.max(axis=1, initial=0)


def _change_days(
    session: Session,
    bank: TimeBank,
    place_of: dict[int, int],
    only: list[int] | None,
    first: date,
    free: Int64,
) -> None:
    """Puts days that are not as usual into the days to come."""
    for member_id, day, parts in _rows(
        session,
        _columns(ChangedDay.member_id, ChangedDay.day, ChangedDay.parts).where(
            col(ChangedDay.timebank_id) == bank.id,
            col(ChangedDay.day) >= first,
            _among(ChangedDay.member_id, only),
        ),
    ):
        if (place := place_of.get(member_id)) is not None:
            free[place] &= ~days.day_bits(0b111, day, first)
            free[place] |= days.day_bits(parts, day, first)


def _cleared(
    session: Session, bank: TimeBank, place_of: dict[int, int], only: list[int] | None, first: date
) -> Int64:
    """Returns for which kinds of help nothing is missing that they demand, as bits."""
    cleared = np.full(len(place_of), EVERYTHING)
    demanded = {code: one for code, one in demand.of(session, bank.id).items() if code in kind.CODES}
    if not demanded:
        return cleared
    seen: defaultdict[int, list[Attestation]] = defaultdict(list)
    for one in session.exec(
        select(Attestation).where(
            Attestation.timebank_id == bank.id,
            col(Attestation.withdrawn_at).is_(None),
            _among(Attestation.member_id, only),
        )
    ):
        seen[one.member_id].append(one)
    for member_id, place in place_of.items():
        for code, demands in demanded.items():
            if not demands.is_met(seen.get(member_id, ()), first):
                cleared[place] &= ~(1 << kind.bit(code))
    return cleared
