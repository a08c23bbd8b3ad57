"""The shape of a real time bank: its members' coarse places, offers, languages and free times, and how often
they asked for what. It is only read, and no name, message or exact place is even looked at.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from goodturn.simulation.chance import generator
from goodturn.simulation.made_up import ahead, wishes
from goodturn.simulation.town import STARTS_AT, Need, Person, Town
from models import attestation, demand, kind, member, offer, timebank
from models.attestation import Attestation, What
from models.availability import Part, local_moment
from models.member import Member
from models.offer import Offer
from models.place import Point
from models.request import Request
from models.timebank import TimeBank
from models.window import When

LOOKS_BACK = timedelta(days=90)
NEWCOMERS_FOR = timedelta(days=28)
# From fewer wishes than this nothing can be learnt; those of a made-up town stand in for them.
FEWEST = 10
FEWEST_MEMBERS = 2

RULES = (
    "starting_minutes", "floor_minutes", "soft_floor_minutes", "ceiling_minutes", "wave_size",
    "invitation_minutes", "asks_per_day", "at_risk_minutes", "least_hope_percent", "weights",
    "quiet_from_hour", "quiet_until_hour",
)  # fmt: skip


class TooSmall(Exception):
    """There are too few members to live anything through."""


@dataclass(frozen=True)
class Past:
    """One wish that was really asked: by whom, what, on which weekday and at which time, for how soon."""

    asker: int | None
    kind: str
    minutes: int
    weekday: int
    spoken: time
    days_ahead: int | None
    part: Part
    at: time | None


@dataclass(frozen=True)
class Shape:
    """A bank without its people's names.

    Attributes:
        past: what was asked lately.
        per_week: how much of it in a week, in the mean.
    """

    zone: str
    people: tuple[Person, ...]
    demands: dict[str, What]
    rules: dict[str, Any]
    past: tuple[Past, ...]
    per_week: float

    def town(self, seed: int, weeks: int) -> Town:
        """Returns a town with these people, and wishes drawn from what was asked lately."""
        chance = generator(seed, 2)
        ends_at = STARTS_AT + timedelta(weeks=weeks)
        if len(self.past) < FEWEST:
            needs = wishes(chance, self.people, zone=self.zone, weeks=weeks)
        else:
            first = STARTS_AT.astimezone(ZoneInfo(self.zone)).date()
            drawn = []
            for _ in range(chance.poisson(self.per_week * weeks)):
                like = self.past[int(chance.integers(len(self.past)))]
                day = first + timedelta(days=7 * int(chance.integers(weeks)) + like.weekday)
                asker = int(chance.integers(len(self.people))) if like.asker is None else like.asker
                drawn.append((local_moment(day, like.spoken, self.zone), asker, day, like))
            drawn.sort(key=lambda one: one[:2])
            needs = tuple(
                Need(number, at, asker, like.kind, self._when(like, day, at), like.minutes)
                for number, (at, asker, day, like) in enumerate(drawn)
            )
        return Town(seed, self.zone, self.people, needs, self.demands, ends_at, rules=self.rules)

    def _when(self, like: Past, day: date, at: datetime) -> When:
        if like.days_ahead is None:
            return When(None, like.part)
        return ahead(When(day + timedelta(days=like.days_ahead), like.part, like.at), self.zone, at)


def shape(session: Session, now: datetime) -> Shape:
    """Reads the shape of the bank of this database.

    Raises:
        TooSmall: there is no bank, or hardly anybody in it.
    """
    bank = timebank.home(session)
    if bank is None:
        raise TooSmall
    rows = session.execute(
        _columns(
            Member.id, Member.latitude, Member.longitude, Member.languages, Member.travel_limit_m,
            Member.free_slots, Member.gender, Member.visits, Member.comes, Member.cannot, Member.hurdles,
            Member.asks_per_week, Member.minutes_per_week, Member.joined_at,
        )
        .where(
            col(Member.timebank_id) == bank.id,
            col(Member.state) == member.State.ACTIVE,
            col(Member.latitude).is_not(None),
        )
        .order_by(col(Member.id))
    ).all()  # fmt: skip
    if len(rows) < FEWEST_MEMBERS:
        raise TooSmall
    offers: dict[int, list[str]] = defaultdict(list)
    for member_id, code in session.exec(
        select(Offer.member_id, Offer.kind).where(
            Offer.timebank_id == bank.id, Offer.state == offer.State.ACTIVE
        )
    ):
        if code in kind.CODES:
            offers[member_id].append(code)
    checks: dict[int, list[What]] = defaultdict(list)
    today = now.astimezone(ZoneInfo(bank.zone)).date()
    for seen in session.exec(select(Attestation).where(Attestation.timebank_id == bank.id)):
        if seen.holds(today) and seen.what in attestation.CHECKS:
            checks[seen.member_id].append(seen.what)
    middle = Point(median(one.latitude for one in rows), median(one.longitude for one in rows))
    people = tuple(_person(one, offers[one.id], checks[one.id], middle, now) for one in rows)
    places = {one.id: place for place, one in enumerate(rows)}
    past, per_week = _past(session, bank, places, now)
    demands = {
        code: one.least_check
        for code, one in demand.of(session, bank.id).items()
        if one.least_check is not None
    }
    return Shape(bank.zone, people, demands, {name: getattr(bank, name) for name in RULES}, past, per_week)


def _columns(*columns: Any) -> Select[Any]:
    """Reads some columns alone: what is not needed is not even looked at."""
    return select_columns(*columns)


def _person(one: Any, offers: list[str], checks: list[What], middle: Point, now: datetime) -> Person:
    north = "north" if one.latitude >= middle.latitude else "south"
    east = "east" if one.longitude >= middle.longitude else "west"
    return Person(
        point=Point(one.latitude, one.longitude),
        area=f"{north}-{east}",
        languages=tuple(code for code in one.languages.split(",") if code),
        travel_limit_m=one.travel_limit_m,
        offers=tuple(offers),
        free_slots=one.free_slots,
        gender=one.gender,
        visits=one.visits,
        comes=one.comes,
        cannot=one.cannot,
        hurdles=one.hurdles,
        asks_per_week=one.asks_per_week,
        minutes_per_week=one.minutes_per_week,
        checks=tuple(checks),
        newcomer=one.joined_at is not None and one.joined_at > now - NEWCOMERS_FOR,
    )


def _past(
    session: Session, bank: TimeBank, places: dict[int, int], now: datetime
) -> tuple[tuple[Past, ...], float]:
    """Returns what was asked lately, and how much of it in a week."""
    since = max(now - LOOKS_BACK, bank.opened_at)
    there = ZoneInfo(bank.zone)
    found = []
    for asker_id, code, minutes, asked_at, day, part, at in session.execute(
        _columns(
            Request.asker_id, Request.kind, Request.minutes, Request.asked_at, Request.day, Request.part,
            Request.at,
        )
        .where(col(Request.timebank_id) == bank.id, col(Request.asked_at) > since)
        .order_by(col(Request.id))
    ):  # fmt: skip
        spoken = asked_at.astimezone(there)
        if code in kind.CODES:
            found.append(
                Past(
                    places.get(asker_id),
                    code,
                    minutes,
                    spoken.weekday(),
                    spoken.time().replace(microsecond=0),
                    None if day is None else max(0, (day - spoken.date()).days),
                    Part(part),
                    at,
                )
            )
    weeks = max(1.0, (now - since) / timedelta(weeks=1))
    return tuple(found), len(found) / weeks
