"""Fairness: who found help and how soon, and who was asked for it, measured alike for everybody.

Everything is counted over a period: requests by when they were asked, invitations by when they were made. A
person belongs to one group in each comparison, by what the bank knows of them now. Somebody who was forgotten
is in a group of their own kind, and all that is told of groups keeps to `models.small_numbers`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median
from typing import Any, TypeVar

from sqlalchemy import and_, func, select
from sqlmodel import Session, col

from models import books, exchange, member, request, small_numbers, spread
from models.exchange import Exchange
from models.invitation import Invitation
from models.member import Member
from models.period import Period
from models.request import Request
from models.small_numbers import FEWEST, Key, Told
from models.spread import Most

# The reason of a request that ended before reasons were kept.
UNSAID = "unsaid"

F = TypeVar("F")

# Of members only this is read, because in a large bank their objects take long to make.
_COLUMNS: tuple[Any, ...] = (
    Member.id,
    Member.state,
    Member.name,
    Member.languages,
    Member.place_name,
    Member.hurdles,
    Member.chat_id,
    Member.adult_at,
    Member.unreachable_since,
)


class Dimension(StrEnum):
    """By what people are compared. The groups of each, as codes:

    `area` is the name of the place where they live, empty where they only shared it on the map. `language` is
    the one that we write to them in. `hurdle` is `any` where they told of one at their home, and else `none`.
    `channel` is `app` where the messenger reaches them, and else `no_app`.
    """

    AREA = "area"
    LANGUAGE = "language"
    HURDLE = "hurdle"
    CHANNEL = "channel"


# What there is at somebody's home says nothing of how they help others.
OF_HELPERS = (Dimension.AREA, Dimension.LANGUAGE, Dimension.CHANNEL)


@dataclass(frozen=True)
class Wishes:
    """The requests of some people.

    Attributes:
        people: how many different people asked.
        asked: how many requests they made.
        filled: of those, for how many somebody was found: help was agreed, or given.
        unmet: how many ended without help, for whatever reason but that they were taken back.
        unfinished: how many still look for somebody; they count neither way.
        taken_back: how many the asker took back or called off; they count neither way.
        wait_minutes: of the filled ones half waited at most so long, from asking until the agreement that
            stood; None where fewer than five people have waited.
    """

    people: int
    asked: int
    filled: int
    unmet: int
    unfinished: int
    taken_back: int
    wait_minutes: int | None

    @property
    def filled_percent(self) -> int | None:
        """The fill rate: how many of every hundred filled or unmet ones were filled; None without any."""
        decided = self.filled + self.unmet
        return spread.percent(self.filled, decided) if decided else None


@dataclass(frozen=True)
class Asks:
    """How invitations are spread over those who could be asked: who may be asked now, or was in the period.

    Only what the matching has sent counts, and not that somebody came forward by themself.

    Attributes:
        people: how many could be asked.
        invitations: how many they got.
        asked: how many of the people were asked at least once; None where that would tell of fewer than five.
        most: what went to the tenth asked most; None as `spread.most` has it.
        usual: half of those who were asked got at most so many; None where fewer than five were.
        gini: the Gini coefficient over everybody who could be asked; None as `spread.gini` has it.
    """

    people: int
    invitations: int
    asked: int | None
    most: Most | None
    usual: int | None
    gini: float | None

    @property
    def never_percent(self) -> int | None:
        """How many of every hundred who could be asked never were."""
        return None if self.asked is None else spread.percent(self.people - self.asked, self.people)

    @property
    def gini_percent(self) -> int | None:
        """The Gini coefficient as it is told: from 0, where all are asked alike, towards 100."""
        return None if self.gini is None else round(100 * self.gini)


@dataclass(frozen=True)
class Load:
    """The invitations of some people: how many people could be asked, and how many invitations they got."""

    people: int
    invitations: int

    @property
    def for_ten_people(self) -> int:
        """Invitations for every ten people, as the nearest whole number."""
        return spread.percent(self.invitations, self.people * 10)


@dataclass(frozen=True)
class Received:
    """How help is spread over those who asked in the period.

    Attributes:
        people: how many different people asked.
        minutes: how much help their requests have led to, as the books say after corrections.
        most: what went to the tenth who got most; None as `spread.most` has it.
    """

    people: int
    minutes: int
    most: Most | None


@dataclass(frozen=True)
class Ended:
    """Requests that ended for one reason: of how many people, and how many."""

    people: int
    requests: int


@dataclass(frozen=True)
class Report:
    """All figures of a period; None for everybody where everybody is fewer than five people.

    Attributes:
        wishes, wishes_by: of requests, for everybody and by groups of askers.
        asks, asks_by: of invitations, for everybody and by groups of helpers.
        received: of help among askers.
        ends: why requests ended without help, by the code of the reason.
    """

    period: Period
    wishes: Wishes | None
    wishes_by: Mapping[Dimension, Told[Wishes]]
    asks: Asks | None
    asks_by: Mapping[Dimension, Told[Load]]
    received: Received | None
    ends: Told[Ended]


@dataclass(frozen=True)
class _Person:
    """What of a member decides where they are counted."""

    groups: Mapping[Dimension, Key]
    may_be_asked: bool


@dataclass(frozen=True)
class OneWish:
    """What of a request is counted.

    Attributes:
        wait_seconds: from asking until the agreement that stands; None without one.
    """

    asker_id: int
    kind: str
    asked_at: datetime
    state: request.State
    ended_because: str | None
    wait_seconds: int | None


def for_member(session: Session, by: Member, period: Period) -> Report:
    """Returns the figures, to everybody who belongs to the time bank.

    Raises:
        NotAMember, WaitingForOrganiser: they do not, so far.
    """
    member.require_active(by)
    return report(session, by.timebank_id, period)


def for_organiser(session: Session, by: Member, period: Period) -> Report:
    """Returns the figures, to be taken away as a table; raises NotFound to all but organisers."""
    member.require_organiser(by)
    return report(session, by.timebank_id, period)


def report(session: Session, timebank_id: int, period: Period) -> Report:
    """Returns the figures; the caller checks who asks."""
    people = _people(session, timebank_id)
    wishes = each_wish(session, timebank_id, period)
    askers = {one.asker_id for one in wishes}
    asked = _invitations(session, timebank_id, period)
    could = {who for who, one in people.items() if one.may_be_asked} | set(asked)
    got: Counter[int] = Counter(dict.fromkeys(askers, 0))
    for help_given in books.banked(session, timebank_id, period.holds(Request.asked_at)):
        got[help_given.asker_id] += help_given.minutes

    def of_askers(which: Iterable[int]) -> Wishes:
        return counted(_of(wishes, set(which)))

    def of_helpers(which: Iterable[int]) -> Load:
        those = set(which)
        return Load(len(those), sum(asked.get(who, 0) for who in those))

    return Report(
        period=period,
        wishes=of_askers(askers) if len(askers) >= FEWEST else None,
        wishes_by={by: _by(by, people, askers, of_askers) for by in Dimension},
        asks=_asks([asked.get(who, 0) for who in could]) if len(could) >= FEWEST else None,
        asks_by={by: _by(by, people, could, of_helpers) for by in OF_HELPERS},
        received=(
            Received(len(askers), got.total(), spread.most(list(got.values())))
            if len(askers) >= FEWEST
            else None
        ),
        ends=_ends(wishes),
    )


def _by(
    dimension: Dimension,
    people: Mapping[int, _Person],
    which: Iterable[int],
    figures: Callable[[Iterable[int]], F],
) -> Told[F]:
    """Puts some people into their groups, and returns the figures of those groups that may be told of."""
    groups: defaultdict[Key, set[int]] = defaultdict(set)
    for who in which:
        groups[people[who].groups[dimension]].add(who)
    return small_numbers.tell(groups, lambda key: figures(groups[key]))


def counted(wishes: Collection[OneWish]) -> Wishes:
    """Counts some requests; whether that may be told is for the caller to see."""
    states = Counter(one.state for one in wishes)
    waited = [(one.asker_id, one.wait_seconds) for one in wishes if one.wait_seconds is not None]
    enough = len({who for who, _ in waited}) >= FEWEST
    return Wishes(
        people=len({one.asker_id for one in wishes}),
        asked=len(wishes),
        filled=states[request.State.AGREED] + states[request.State.HELPED],
        unmet=states[request.State.UNMET],
        unfinished=states[request.State.OPEN],
        taken_back=states[request.State.WITHDRAWN],
        wait_minutes=(int(median(seconds for _, seconds in waited)) + 30) // 60 if enough else None,
    )


def _of(wishes: list[OneWish], askers: set[int]) -> list[OneWish]:
    return [one for one in wishes if one.asker_id in askers]


def _asks(counts: list[int]) -> Asks:
    asked = [count for count in counts if count]
    return Asks(
        people=len(counts),
        invitations=sum(counts),
        asked=small_numbers.part_of(len(counts), len(asked)),
        most=spread.most(counts),
        usual=int(median(asked)) if len(asked) >= FEWEST else None,
        gini=spread.gini(counts),
    )


def _ends(wishes: list[OneWish]) -> Told[Ended]:
    """Counts why requests ended without help. The same person may be behind several reasons."""
    reasons: defaultdict[Key, list[int]] = defaultdict(list)
    for one in wishes:
        if one.state in (request.State.UNMET, request.State.WITHDRAWN):
            reasons[one.ended_because or UNSAID].append(one.asker_id)
    return small_numbers.tell(
        {reason: set(askers) for reason, askers in reasons.items()},
        lambda reason: Ended(len(set(reasons[reason])), len(reasons[reason])),
    )


def each_wish(session: Session, timebank_id: int, period: Period) -> list[OneWish]:
    """Returns what was asked for in the period, with when the agreement that stands was made."""
    standing = (exchange.State.AGREED, exchange.State.DIFFERING, exchange.State.BANKED)
    rows = session.execute(
        select(
            col(Request.asker_id),
            col(Request.kind),
            col(Request.asked_at),
            col(Request.state),
            col(Request.ended_because),
            col(Exchange.agreed_at),
        )
        .outerjoin(
            Exchange,
            and_(
                col(Exchange.timebank_id) == col(Request.timebank_id),
                col(Exchange.request_id) == col(Request.id),
                col(Exchange.state).in_(standing),
            ),
        )
        .where(col(Request.timebank_id) == timebank_id, period.holds(Request.asked_at))
    )
    return [
        OneWish(asker_id, kind, asked_at, state, because, _seconds(asked_at, agreed_at))
        for asker_id, kind, asked_at, state, because, agreed_at in rows
    ]


def _seconds(asked_at: datetime, agreed_at: datetime | None) -> int | None:
    return None if agreed_at is None else int((agreed_at - asked_at).total_seconds())


def _invitations(session: Session, timebank_id: int, period: Period) -> dict[int, int]:
    """Returns how often each member was asked in the period, for those who were."""
    rows = session.execute(
        select(col(Invitation.member_id), func.count())
        .where(
            col(Invitation.timebank_id) == timebank_id,
            col(Invitation.wave) > 0,
            period.holds(Invitation.asked_at),
        )
        .group_by(col(Invitation.member_id))
    )
    return {int(member_id): int(count) for member_id, count in rows}


def _people(session: Session, timebank_id: int) -> dict[int, _Person]:
    """Returns where each member is counted. A place is the same however it is written, and is called as most
    of those who live there call it."""
    found = session.execute(select(*_COLUMNS).where(col(Member.timebank_id) == timebank_id)).all()
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        spellings[_folded(one.place_name)][" ".join(one.place_name.split())] += 1
    called = {place: min(names, key=lambda name: (-names[name], name)) for place, names in spellings.items()}
    return {one.id: _Person(_groups(one, called), member.may_be_asked(one)) for one in found}


def _groups(one: Any, called: Mapping[str, str]) -> dict[Dimension, Key]:
    if one.state is member.State.LEFT and not one.name:
        return dict.fromkeys(Dimension)
    return {
        Dimension.AREA: called[_folded(one.place_name)],
        Dimension.LANGUAGE: one.languages.split(",")[0],
        Dimension.HURDLE: "any" if one.hurdles else "none",
        Dimension.CHANNEL: "no_app" if one.chat_id is None else "app",
    }


def _folded(place_name: str) -> str:
    return " ".join(place_name.split()).casefold()
