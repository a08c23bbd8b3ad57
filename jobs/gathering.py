"""Gathering: open requests and the members who may be asked, from rows into the engine's arrays."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from sqlmodel import Session, col, select

from jobs.matching import Helpers, Links, Requests
from models import exchange, invitation, kind, member, offer, request, timebank
from models.exchange import Exchange
from models.invitation import Invitation
from models.member import Member
from models.offer import Offer
from models.request import Choosing, Request
from models.timebank import TimeBank

# At night only what cannot wait for the morning is asked.
CANNOT_WAIT = timedelta(hours=12)
WIDER_BY = 2
# So many invitations may wait for one member's answer at the same time.
UNANSWERED_AT_MOST = 2


@dataclass
class Round:
    """What one round thinks about.

    Attributes:
        bank: the time bank.
        requests: the open requests that may ask somebody now, with how many each.
        seats: for each request, how many.
        helpers: the members who may be asked.
        arrays: the same for the engine.
    """

    bank: TimeBank
    requests: list[Request]
    seats: list[int]
    helpers: list[Member]
    arrays: tuple[Helpers, Requests]


def wanting_somebody(session: Session, bank: TimeBank, now: datetime) -> list[tuple[Request, int]]:
    """Returns the open requests that should ask somebody now, each with how many.

    At first a wave of three (the bank's setting); a no is made up for at once, and each time a whole wave has
    said no or nothing, the next is larger by two. Who chooses among those who say yes asks nobody else while
    somebody has said yes.
    """
    found = []
    # Who has left, or is not let in so far, gets nobody sent to their door.
    rows = session.exec(
        select(Request)
        .join(Member, col(Member.id) == Request.asker_id)
        .where(
            Request.timebank_id == bank.id,
            Request.state == request.State.OPEN,
            col(Request.latest_at) > now,
            Member.timebank_id == bank.id,
            col(Member.state).in_([member.State.ACTIVE, member.State.PAUSED]),
            col(Member.adult_at).is_not(None),
        )
        .order_by(col(Request.id))
    ).all()
    asleep = timebank.is_quiet(bank, now)
    asked = asked_in_open_searches(session, bank.id)
    for wanted in rows:
        if asleep and wanted.latest_at - now > CANNOT_WAIT:
            continue
        states = Counter(one.state for one in asked[wanted.id])
        if wanted.choosing is Choosing.CHOOSE and states[invitation.State.YES]:
            continue
        spent = states[invitation.State.NO] + states[invitation.State.SILENT]
        seats = bank.wave_size + WIDER_BY * (spent // bank.wave_size) - states[invitation.State.ASKED]
        if seats > 0:
            found.append((wanted, seats))
    return found


def asked_in_open_searches(session: Session, timebank_id: int) -> defaultdict[int, list[Invitation]]:
    """Returns who was asked in the present round of each open request, by the request's id."""
    asked: defaultdict[int, list[Invitation]] = defaultdict(list)
    for one in session.exec(
        select(Invitation)
        .join(Request, col(Request.id) == Invitation.request_id)
        .where(
            Invitation.timebank_id == timebank_id,
            Request.timebank_id == timebank_id,
            Request.state == request.State.OPEN,
            Request.round == Invitation.round,
        )
        .order_by(col(Invitation.id))
    ):
        asked[one.request_id].append(one)
    return asked


def gather(session: Session, timebank_id: int, now: datetime) -> Round | None:
    """Reads everything that a round thinks about, or None when nobody needs or nobody offers anything."""
    bank = timebank.get(session, timebank_id)
    wanting = wanting_somebody(session, bank, now)
    kinds: dict[int, int] = {}
    for member_id, code in session.exec(
        select(Offer.member_id, Offer.kind).where(
            Offer.timebank_id == bank.id, Offer.state == offer.State.ACTIVE
        )
    ):
        if code in kind.CODES:
            kinds[member_id] = kinds.get(member_id, 0) | 1 << kind.bit(code)
    helpers = [
        one
        for one in session.exec(
            select(Member)
            .where(Member.timebank_id == bank.id, Member.state == member.State.ACTIVE)
            .order_by(col(Member.id))
        )
        if one.id in kinds and one.may_be_asked
    ]
    if not wanting or not helpers:
        return None
    requests, seats = [wanted for wanted, _ in wanting], [number for _, number in wanting]
    askers = {
        one.id: one
        for one in session.exec(
            select(Member).where(
                Member.timebank_id == bank.id, col(Member.id).in_({wanted.asker_id for wanted in requests})
            )
        )
    }
    languages = _language_bits([*helpers, *askers.values()])
    arrays = (
        _helpers(session, bank, helpers, kinds, languages, now),
        _requests(session, bank, requests, seats, askers, helpers, languages, now),
    )
    return Round(bank, requests, seats, helpers, arrays)


def _language_bits(people: list[Member]) -> dict[str, int]:
    """Gives each language that anybody speaks a bit; the engine has 64."""
    spoken = sorted({code for one in people for code in one.languages.split(",") if code})
    return {code: 1 << position for position, code in enumerate(spoken[:64])}


def _bits(one: Member, languages: dict[str, int]) -> int:
    return sum({languages.get(code, 0) for code in one.languages.split(",")})


def _helpers(
    session: Session,
    bank: TimeBank,
    helpers: list[Member],
    kinds: dict[int, int],
    languages: dict[str, int],
    now: datetime,
) -> Helpers:
    """The members as arrays, with what they were asked lately."""
    never = datetime.min.replace(tzinfo=now.tzinfo)
    last_asked: dict[int, datetime] = {}
    unanswered: Counter[int] = Counter()
    today: Counter[int] = Counter()
    ended: Counter[int] = Counter()
    said_yes: Counter[int] = Counter()
    for asked in session.exec(
        select(Invitation.member_id, Invitation.state, Invitation.asked_at).where(
            Invitation.timebank_id == bank.id, Invitation.wave > 0
        )
    ):
        member_id, state, asked_at = asked
        last_asked[member_id] = max(last_asked.get(member_id, never), asked_at)
        today[member_id] += now - asked_at < timedelta(days=1)
        unanswered[member_id] += state is invitation.State.ASKED
        if state not in (invitation.State.ASKED, invitation.State.THANKED):
            ended[member_id] += 1
            said_yes[member_id] += state in (
                invitation.State.YES,
                invitation.State.CHOSEN,
                invitation.State.DROPPED,
            )
    return Helpers(
        latitude_deg=np.array([np.nan if one.latitude is None else one.latitude for one in helpers]),
        longitude_deg=np.array([np.nan if one.longitude is None else one.longitude for one in helpers]),
        travel_limit_m=np.array([float(one.travel_limit_m) for one in helpers]),
        kinds=np.array([kinds[one.id] for one in helpers], dtype=np.uint64),
        languages=np.array([_bits(one, languages) for one in helpers], dtype=np.uint64),
        free_slots=np.array([one.free_slots for one in helpers], dtype=np.uint32),
        asks_left=np.array(
            [
                max(0, min(bank.asks_per_day - today[one.id], UNANSWERED_AT_MOST - unanswered[one.id]))
                for one in helpers
            ],
            dtype=np.int64,
        ),
        hours_since_asked=np.array(
            [max(0.0, (now - last_asked[one.id]).total_seconds() / 3600) if one.id in last_asked else np.inf
             for one in helpers]
        ),
        asked_count=np.array([ended[one.id] for one in helpers], dtype=np.int64),
        yes_count=np.array([said_yes[one.id] for one in helpers], dtype=np.int64),
    )  # fmt: skip


def _requests(
    session: Session,
    bank: TimeBank,
    requests: list[Request],
    seats: list[int],
    askers: dict[int, Member],
    helpers: list[Member],
    languages: dict[str, int],
    now: datetime,
) -> Requests:
    """The requests as arrays, with who must not and who has helped before."""
    place_of = {one.id: position for position, one in enumerate(helpers)}
    barred = _barred(session, bank, requests, place_of)
    met = _met(session, bank, requests, place_of)
    return Requests(
        latitude_deg=np.array([np.nan if one.latitude is None else one.latitude for one in requests]),
        longitude_deg=np.array([np.nan if one.longitude is None else one.longitude for one in requests]),
        kind=np.array([kind.bit(one.kind) for one in requests], dtype=np.int64),
        languages=np.array([_bits(askers[one.asker_id], languages) for one in requests], dtype=np.uint64),
        slots=np.array([one.slots for one in requests], dtype=np.uint32),
        needs_travel=np.array([one.point is not None for one in requests]),
        wave_size=np.array(seats, dtype=np.int64),
        waited_hours=np.array([max(0.0, (now - one.asked_at).total_seconds() / 3600) for one in requests]),
        due_in_hours=np.array([(one.latest_at - now).total_seconds() / 3600 for one in requests]),
        barred=_links(len(requests), [(row, helper, 1) for row, helper in sorted(barred)]),
        met=_links(len(requests), [(row, helper, count) for (row, helper), count in sorted(met.items())]),
    )


def _links(rows: int, pairs: list[tuple[int, int, int]]) -> Links:
    if not pairs:
        return Links.none(rows)
    request_at, helper_at, counts = (np.array(column, dtype=np.int64) for column in zip(*pairs, strict=True))
    return Links.of(rows, request_at, helper_at, counts)


def _barred(
    session: Session, bank: TimeBank, requests: list[Request], place_of: dict[int, int]
) -> set[tuple[int, int]]:
    """Who is never invited: the asker, whoever was asked in this search, said no or dropped out in an earlier
    one, and whoever is with somebody else at that time."""
    row_of = {one.id: row for row, one in enumerate(requests)}
    barred = {(row, place_of[one.asker_id]) for row, one in enumerate(requests) if one.asker_id in place_of}
    for asked in session.exec(
        select(Invitation).where(
            Invitation.timebank_id == bank.id, col(Invitation.request_id).in_(list(row_of))
        )
    ):
        row = row_of[asked.request_id]
        for_good = asked.state in (invitation.State.NO, invitation.State.DROPPED)
        if asked.member_id in place_of and (for_good or asked.round == requests[row].round):
            barred.add((row, place_of[asked.member_id]))
    agreed = session.exec(
        select(Exchange).where(Exchange.timebank_id == bank.id, Exchange.state == exchange.State.AGREED)
    ).all()
    for row, one in enumerate(requests):
        if one.earliest_at != one.latest_at:
            continue
        ends_at = one.earliest_at + timedelta(minutes=one.minutes)
        for standing in agreed:
            if standing.starts_at < ends_at and one.earliest_at < standing.ends_at:
                barred.update(
                    (row, place_of[who]) for who in (standing.helper_id, standing.asker_id) if who in place_of
                )
    return barred


def _met(
    session: Session, bank: TimeBank, requests: list[Request], place_of: dict[int, int]
) -> Counter[tuple[int, int]]:
    """How often each helper has helped each asker before, from the exchanges whose hours were banked."""
    rows_of: dict[int, list[int]] = {}
    for row, one in enumerate(requests):
        rows_of.setdefault(one.asker_id, []).append(row)
    met: Counter[tuple[int, int]] = Counter()
    for asker_id, helper_id in session.exec(
        select(Exchange.asker_id, Exchange.helper_id).where(
            Exchange.timebank_id == bank.id,
            Exchange.state == exchange.State.BANKED,
            col(Exchange.asker_id).in_(list(rows_of)),
        )
    ):
        if helper_id in place_of:
            for row in rows_of[asker_id]:
                met[(row, place_of[helper_id])] += 1
    return met
