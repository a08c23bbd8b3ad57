"""Searches: open requests from rows into the engine's arrays, with whom each may ask and how many.

At first as many are asked as it takes to be as sure of a yes as with three strangers (the bank's setting). A
no is made up for at once, and each time a whole wave has said no or nothing, the next is surer. Who chooses
among those who say yes asks nobody else while somebody has said yes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

import numpy as np
from sqlalchemy import true
from sqlmodel import Session, col, select

from jobs import days
from jobs.matching import Bar, Links, Requests, chance_wanted
from jobs.matching.shapes import Float64, Int64
from jobs.matching.waves import PRIOR_ASKED, PRIOR_YES, WIDER_BY
from jobs.neighbours import AT_ONCE, GENDER_BITS, Languages
from models import acting, apart, exchange, invitation, kind, member, request, timebank
from models.exchange import Exchange
from models.invitation import Invitation
from models.member import Member
from models.named_helper import NamedHelper
from models.request import Choosing, Request
from models.timebank import TimeBank

# At night only what cannot wait for the morning is asked.
CANNOT_WAIT = timedelta(hours=12)
# Where hardly anybody says yes, more are asked at once than of strangers, and no more than so many times.
AT_MOST_TIMES = 2
MOST_AHEAD = 200
# A chance is a sum of products of thirds, and is not exactly what it should be.
ALMOST = 1e-9
# How likely somebody says yes of whom nothing is known.
STRANGER = PRIOR_YES / PRIOR_ASKED


@dataclass(frozen=True)
class Search:
    """The search for somebody for one open request.

    Attributes:
        wanted: the request.
        languages, gender: of the asker, as bits.
        asked: who was asked in the present round, and what became of it.
        barred: whom it must not ask, with why as bits of `Bar`.
        met: who has helped this asker before, whom they were glad of, with how often.
        named: whom the asker would like to be asked first.
    """

    wanted: Request
    languages: int
    gender: int
    asked: Mapping[int, invitation.State]
    barred: Mapping[int, int]
    met: Mapping[int, int]
    named: frozenset[int]

    def wave_in(self, first: int) -> int:
        """Returns which wave it is in, from 1: whoever said no or nothing counts towards the next.

        Args:
            first: how many strangers the first wave is as good as.
        """
        spent = sum(state in (invitation.State.NO, invitation.State.SILENT) for state in self.asked.values())
        return 1 + spent // first

    def count(self, state: invitation.State) -> int:
        """Returns of how many who were asked that became."""
        return sum(one is state for one in self.asked.values())

    @property
    def may_still_come(self) -> int:
        """How many who were asked have not answered, or have said yes."""
        return self.count(invitation.State.ASKED) + self.count(invitation.State.YES)

    def can_wait(self, now: datetime) -> bool:
        """Says whether it is early enough to let everybody sleep."""
        return self.wanted.latest_at - now > CANNOT_WAIT

    def has_named(self) -> bool:
        """Says whether somebody was named and none of those has been asked so far."""
        return bool(self.named) and not self.named & self.asked.keys()


def read(
    session: Session, bank: TimeBank, languages: Languages, now: datetime, only: Collection[int] | None = None
) -> dict[int, Search]:
    """Reads the open requests of a bank by their numbers, or those of some that are open.

    Who has left, or is not let in so far, gets nobody sent to their door: such requests are left out, as are
    those whose time has passed.
    """
    found: dict[int, Search] = {}
    for some in _some_at_once(only):
        rows = session.exec(
            select(Request, Member.languages, Member.gender)
            .join(Member, col(Member.id) == Request.asker_id)
            .where(
                Request.timebank_id == bank.id,
                Member.timebank_id == bank.id,
                Request.state == request.State.OPEN,
                col(Request.latest_at) > now,
                true() if some is None else col(Request.id).in_(some),
                col(Member.state).in_([member.State.ACTIVE, member.State.PAUSED]),
                col(Member.adult_at).is_not(None),
            )
            .order_by(col(Request.id))
        ).all()
        found |= _with_ties(session, bank, languages, rows)
    return found


def _some_at_once(only: Collection[int] | None) -> Iterable[list[int] | None]:
    if only is None:
        return [None]
    numbers = sorted(only)
    return [numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE)]


def _with_ties(
    session: Session, bank: TimeBank, languages: Languages, rows: Sequence[Any]
) -> dict[int, Search]:
    """Adds to requests what ties them to particular members."""
    askers = {wanted.id: (spoken, gender) for wanted, spoken, gender in rows}
    requests = [wanted for wanted, _, _ in rows]
    asked: dict[int, dict[int, invitation.State]] = {one.id: {} for one in requests}
    barred: dict[int, dict[int, int]] = {one.id: {one.asker_id: int(Bar.SELF)} for one in requests}
    met: dict[int, dict[int, int]] = {one.id: {} for one in requests}
    named: dict[int, set[int]] = {one.id: set() for one in requests}
    rounds = {one.id: one.round for one in requests}
    unchanged_since = {one.id: one.unchanged_since_round for one in requests}
    of_asker: dict[int, list[int]] = {}
    for one in requests:
        of_asker.setdefault(one.asker_id, []).append(one.id)
    numbers, asker_ids = list(rounds), list(of_asker)
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        for request_id, member_id, became, in_round in session.exec(
            select(Invitation.request_id, Invitation.member_id, Invitation.state, Invitation.round).where(
                Invitation.timebank_id == bank.id, col(Invitation.request_id).in_(some)
            )
        ):
            why, state = barred[request_id].get(member_id, 0), invitation.State(became)
            if in_round == rounds[request_id]:
                asked[request_id][member_id] = state
                why |= int(Bar.ASKED_BEFORE)
            # A no to another time, or to coming where a call would do now, was a no to something else.
            if (
                state in (invitation.State.NO, invitation.State.DROPPED)
                and in_round >= unchanged_since[request_id]
            ):
                why |= int(Bar.SAID_NO)
            if why:
                barred[request_id][member_id] = why
        for request_id, member_id in session.exec(
            select(NamedHelper.request_id, NamedHelper.member_id).where(
                NamedHelper.timebank_id == bank.id, col(NamedHelper.request_id).in_(some)
            )
        ):
            named[request_id].add(member_id)
        for request_id, organiser_id in acting.who_asked(session, bank.id, some):
            # Whoever has asked for somebody does not come as the helper.
            barred[request_id][organiser_id] = barred[request_id].get(organiser_id, 0) | int(Bar.SELF)
    for start in range(0, len(asker_ids), AT_ONCE):
        some = asker_ids[start : start + AT_ONCE]
        for asker_id, others in apart.from_whom(session, bank.id, some).items():
            for request_id in of_asker[asker_id]:
                for other in others:
                    barred[request_id][other] = barred[request_id].get(other, 0) | int(Bar.APART)
        for asker_id, helper_id, asker_glad, helper_glad in session.exec(
            select(Exchange.asker_id, Exchange.helper_id, Exchange.asker_glad, Exchange.helper_glad)
            .where(
                Exchange.timebank_id == bank.id,
                Exchange.state == exchange.State.BANKED,
                col(Exchange.asker_id).in_(some),
            )
            .order_by(col(Exchange.id))
        ):
            for request_id in of_asker[asker_id]:
                # Whoever would rather have somebody else next time is nobody whom they know and like.
                glad = asker_glad is not False and helper_glad is not False
                met[request_id][helper_id] = met[request_id].get(helper_id, 0) + 1 if glad else 0
    return {
        one.id: Search(
            one,
            languages.bits(askers[one.id][0]),
            GENDER_BITS[askers[one.id][1]],
            asked[one.id],
            barred[one.id],
            {helper: times for helper, times in met[one.id].items() if times},
            frozenset(named[one.id]),
        )
        for one in requests
    }


def wants_somebody(search: Search, bank: TimeBank, pending: float, now: datetime) -> bool:
    """Says whether a search should ask somebody now.

    Args:
        pending: how likely it is that none says yes of those who have not answered.
    """
    if search.wanted.choosing is Choosing.CHOOSE and search.count(invitation.State.YES):
        return False
    if timebank.is_quiet(bank, now) and search.can_wait(now):
        return False
    sure_enough = _chance_wanted(search.wave_in(bank.wave_size), bank.wave_size)
    return pending > 1 - sure_enough + ALMOST and most_now(search, bank) > 0


@cache
def _chance_wanted(wave: int, first: int) -> float:
    return float(chance_wanted(np.array([wave]), first)[0])


def most_now(search: Search, bank: TimeBank) -> int:
    """Returns how many a search may ask now at most."""
    size = bank.wave_size + WIDER_BY * (search.wave_in(bank.wave_size) - 1)
    return max(0, AT_MOST_TIMES * size - search.count(invitation.State.ASKED))


def pending(search: Search, place_of: Mapping[int, int], likely: Float64) -> float:
    """Returns how likely it is that none says yes of those who were asked and have not answered.

    Args:
        place_of: where in the arrays a member stands.
        likely: float64[n], how likely each says yes.
    """
    nobody = 1.0
    for member_id, state in search.asked.items():
        if state is invitation.State.ASKED:
            place = place_of.get(member_id)
            nobody *= 1 - (STRANGER if place is None else float(likely[place]))
    return nobody


def asks_ahead(search: Search, bank: TimeBank, now: datetime) -> int:
    """Returns how many can still be asked, wave after wave, before help is due."""
    size, waits_minutes = bank.wave_size, bank.invitation_minutes
    return _asks_ahead(search.wanted.latest_at, search.wave_in(size), size, waits_minutes, now)


# Help is often due when a part of the day ends, and so for many at the same moment.
@lru_cache(maxsize=1_000)
def _asks_ahead(latest_at: datetime, wave: int, size: int, waits_minutes: int, now: datetime) -> int:
    at, many = now, 0
    while many < MOST_AHEAD and latest_at - at > invitation.shortest_wait():
        many += size + WIDER_BY * (wave - 1)
        at += invitation.waits(latest_at, waits_minutes, at)
        wave += 1
    return many


def arrays(
    some: list[Search],
    bank: TimeBank,
    place_of: Mapping[int, int],
    busy: Int64,
    pendings: list[float],
    now: datetime,
    *,
    named: bool = True,
    by_phone: bool = False,
) -> Requests:
    """Returns searches as the engine's arrays.

    Args:
        place_of: where in the arrays of helpers a member stands.
        busy: int64[n], parts of the days to come that each has promised to somebody.
        pendings: for each, as `pending` returns it.
        named: whether only those are asked whom the asker has named, where there are any.
        by_phone: as if all of it were done by phone.
    """
    first = days.today(bank.zone, now)
    wanted = [one.wanted for one in some]
    slots = [_slots(one, bank, first) for one in wanted]
    m = len(some)
    waves = np.array([one.wave_in(bank.wave_size) for one in some], dtype=np.int64)

    with_somebody = [
        (row, int(place), int(Bar.BUSY))
        for row, one in enumerate(wanted)
        if (over := _run_over(one, bank, first))
        for place in np.flatnonzero(busy & over)
    ]

    def whole(value: Callable[[Request], int]) -> Any:
        return np.fromiter((value(one) for one in wanted), dtype=np.int64, count=m)

    def number(value: Callable[[Request], float]) -> Any:
        return np.fromiter((value(one) for one in wanted), dtype=np.float64, count=m)

    def links(
        of: Callable[[Search], Mapping[int, int]],
        more: Iterable[tuple[int, int, int]] = (),
        *,
        bitwise: bool = False,
    ) -> Links:
        ties = [
            (row, place_of[who], count)
            for row, search in enumerate(some)
            for who, count in of(search).items()
            if who in place_of
        ]
        ties.extend(more)
        columns = np.array(ties, dtype=np.int64).reshape(-1, 3).T
        return Links.of(m, columns[0], columns[1], columns[2], bitwise=bitwise)

    return Requests(
        latitude_deg=number(lambda one: np.nan if one.latitude is None else one.latitude),
        longitude_deg=number(lambda one: np.nan if one.longitude is None else one.longitude),
        kind=whole(lambda one: kind.bit(one.kind)),
        slots=np.array([one.ahead for one in slots], dtype=np.int64),
        slots_later=np.array([one.later for one in slots], dtype=np.int64),
        all_slots=np.array([one.at is not None for one in wanted], dtype=np.bool_),
        languages=np.array([0 if one.wanted.any_language else one.languages for one in some], dtype=np.int64),
        comes=whole(lambda one: GENDER_BITS[one.comes]),
        asker_gender=np.array([one.gender for one in some], dtype=np.int64),
        access=whole(lambda one: one.hurdles),
        minutes=whole(lambda one: one.minutes),
        urgent=np.array([not one.can_wait(now) for one in some], dtype=np.bool_),
        needs_travel=np.array([one.point is not None and not by_phone for one in wanted], dtype=np.bool_),
        wanted=np.ones(m, dtype=np.int64),
        chance=chance_wanted(waves, bank.wave_size),
        pending=np.array(pendings, dtype=np.float64),
        most=np.array([most_now(one, bank) for one in some], dtype=np.int64),
        waited_hours=number(lambda one: max(0.0, (now - one.asked_at).total_seconds() / 3600)),
        due_in_hours=number(lambda one: (one.latest_at - now).total_seconds() / 3600),
        barred=links(lambda one: one.barred, with_somebody, bitwise=True),
        met=links(lambda one: one.met),
        named=links(
            lambda one: dict.fromkeys(one.named, 1) if named and one.has_named() else {}, bitwise=True
        ),
    )


def _slots(wanted: Request, bank: TimeBank, first: date) -> days.Slots:
    """Returns the parts of days in which help may be given, or, where a time is set, which it takes."""
    if wanted.at is not None:
        return days.taken(wanted.earliest_at, _ends_at(wanted), bank.zone, first)
    return days.spanned(wanted.part, wanted.earliest_at, wanted.latest_at, bank.zone, first)


def _ends_at(wanted: Request) -> datetime:
    return wanted.earliest_at + timedelta(minutes=wanted.minutes)


def _run_over(wanted: Request, bank: TimeBank, first: date) -> int:
    """Returns the parts of the days to come that help with a set time only just runs into.

    Nobody need be free in them as a rule, and nobody may have promised them to somebody else.
    """
    if wanted.at is None:
        return 0
    ends_at = _ends_at(wanted)
    touched = days.touched(wanted.earliest_at, ends_at, bank.zone, first).ahead
    return touched & ~days.taken(wanted.earliest_at, ends_at, bank.zone, first).ahead
