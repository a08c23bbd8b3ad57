"""One town lived through under one policy: moment after moment, on the real rules and the town's own clock.

What members do goes through the verbs of `models`, as if they had tapped a button: a wish is a request that
is posted, a yes is an agreement with its hours reserved, a visit is confirmed by both. What the policy does
is to tell people of wishes; see `goodturn.simulation.policies`. Everything else is the same for every policy.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from sqlmodel import Session

from goodturn.simulation import memory
from goodturn.simulation.memory import TownStore
from goodturn.simulation.people import Answer, Asked, People
from goodturn.simulation.town import Need, Town
from goodturn.simulation.visits import Visits
from jobs.matching import Rule
from models import (
    agreement,
    invitation,
    member,
    request,
    search,
    volunteering,
)
from models.exchange import Exchange
from models.refusals import Refusal
from models.request import Request, Wish

if TYPE_CHECKING:
    from goodturn.simulation.policies import Policy

# The last wishes may be fulfilled within a fortnight, and an organiser settles hours some days later.
GOES_ON = timedelta(days=22)
SWEPT_EVERY = timedelta(minutes=15)
WEEK, DAY = timedelta(days=7), timedelta(days=1)

NOTHING = Rule(0)

Happens = Callable[[], Awaitable[None] | None]


@dataclass
class Case:
    """What becomes of one wish.

    Attributes:
        request_id: its row; None while it is not asked, or where the rules refused it.
        refused: why they did, as the name of the refusal.
        round: which search for a helper it is in.
        is_open: whether it still looks for somebody.
        yes_at: when somebody said yes who stood by it.
        helper: who that is.
        messages: how many people were told of it, each time they were.
        called: whether organisers were told that nobody comes.
        banked_minutes: what went into the ledger; None unless help was given.
        broken: which hard rules stood between the two.
        met: whether the helper had helped this asker before.
        turns: how many of the searches began because the asker changed something.
        gone: who said no to it or dropped out, and is not asked again.
    """

    need: Need
    request_id: int | None = None
    refused: str = ""
    round: int = 1
    is_open: bool = False
    yes_at: datetime | None = None
    helper: int | None = None
    messages: int = 0
    called: bool = False
    banked_minutes: int | None = None
    broken: Rule = NOTHING
    met: bool = False
    turns: int = 0
    gone: set[int] = field(default_factory=set)


@dataclass
class Life:
    """A town under a policy.

    Attributes:
        store: where it has been settled; see `memory.settle`.
        timebank_id: the number of its bank.
        rows: the number of each member's row, by their place in the town.
        now: the clock of the town.
        cases: what becomes of each wish.
        told: when each member was told of which wish, as it was then.
        too_late: how many said yes when somebody else already had.
        stopped_reading: how often somebody had enough and read no more for a while.
    """

    store: TownStore
    town: Town
    people: People
    timebank_id: int
    rows: dict[int, int]
    now: datetime = field(init=False)
    cases: list[Case] = field(init=False)
    told: dict[int, list[tuple[datetime, Need]]] = field(default_factory=lambda: defaultdict(list))
    too_late: int = 0
    stopped_reading: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    _policy: Policy = field(init=False)
    _events: list[tuple[datetime, int, Happens]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)
    _sweeps: set[datetime] = field(default_factory=set)
    _rounds: set[datetime] = field(default_factory=set)
    _away_until: dict[int, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = self.town.starts_at
        self.cases = [Case(need) for need in self.town.needs]
        self.by_request: dict[int, Case] = {}
        self.visits = Visits(self)
        self.place_of = {row: place for place, row in self.rows.items()}

    async def live(
        self,
        policy: Callable[[Life], Policy],
        passed: Callable[[float], None],
        until: datetime | None = None,
    ) -> None:
        """Lives through all of it.

        Args:
            policy: makes the policy for this life.
            passed: told now and then which share of the time has passed.
            until: where it ends, in the middle of whatever goes on then; None for when all has ended.
        """
        starts_at = self.town.starts_at
        until = until or self.town.ends_at + GOES_ON
        self._policy = policy(self)
        for place, one in enumerate(self.town.people):
            if one.joins_at is not None:
                self.at(one.joins_at, partial(self._join, place))
        for case in self.cases:
            self.at(case.need.at, partial(self._wish, case))
        self._policy.begin()
        steps = 0
        try:
            while self._events and self._events[0][0] <= until:
                self.now, _, happens = heapq.heappop(self._events)
                done = happens()
                if done is not None:
                    await done
                steps += 1
                if steps % 200 == 0:
                    passed((self.now - starts_at) / (until - starts_at))
        finally:
            self._policy.end()

    def at(self, moment: datetime, happens: Happens) -> None:
        """Lets something happen then, after whatever was said to happen at the same moment before."""
        heapq.heappush(self._events, (moment, next(self._order), happens))

    def round_at(self, moment: datetime) -> None:
        """Lets the policy think about all open wishes then, once however often it is said."""
        if moment not in self._rounds:
            self._rounds.add(moment)
            self.at(moment, self._round)

    def sweep_at(self, moment: datetime) -> None:
        """Lets what the passing of time brings be looked at soon after that moment."""
        past = (moment - self.town.starts_at) % SWEPT_EVERY
        on_the_beat = moment - past + SWEPT_EVERY
        if on_the_beat not in self._sweeps:
            self._sweeps.add(on_the_beat)
            self.at(on_the_beat, self._sweep)

    def open_cases(self) -> list[Case]:
        """Returns the wishes that look for somebody, the oldest first."""
        return [case for case in self.by_request.values() if case.is_open]

    def is_there(self, who: int) -> bool:
        """Says whether somebody has joined by now."""
        return who in self.rows

    def messages_since(self, who: int, since: datetime) -> int:
        """Returns how many messages somebody has got after that moment."""
        told = self.told[who]
        return len(told) - bisect_right(told, since, key=lambda message: message[0])

    def tell(self, who: int, case: Case, *, invitation_id: int | None = None, to_many: bool = False) -> None:
        """Tells a member of a wish; they read it when they next look, and answer in their own time.

        Args:
            invitation_id: the row of their invitation, where the policy makes one.
            to_many: whether it plainly goes to many at once.
        """
        self.told[who].append((self.now, case.need))
        case.messages += 1
        if self.messages_since(who, self.now - WEEK) > self.people.patience(who):
            away = self.people.turns_away(who, case.need)
            if away is not None:
                self.stopped_reading += 1
                self._away_until[who] = max(self.now + away, self._away_until.get(who, self.now))
        look_at = self.people.next_look(who, max(self.now, self._away_until.get(who, self.now)))
        search = case.round
        if look_at is not None:
            self.at(look_at, lambda: self._read(who, case, search, invitation_id, to_many))

    def sees(self, who: int, case: Case, *, to_many: bool = False) -> Answer:
        """Returns what a member makes of a wish that is before their eyes now."""
        messages = self.messages_since(who, self.now - DAY)
        mine = any(need.number == case.need.number for at, need in self.told[who] if at > self.now - DAY)
        met, search = self.visits.have_met(case.need.asker, who), case.round - case.turns
        asked = Asked(search, max(0, messages - mine), met, to_many)
        return self.people.answer(who, case.need, self.town.broken(who, case.need), asked)

    def says_yes(self, who: int, case: Case, invitation_id: int | None = None) -> None:
        """Lets a member say yes; without an invitation they come forward by themself."""
        if not case.is_open:
            self.too_late += 1
            return
        broken = self.town.broken(who, case.need)

        def work(session: Session) -> Exchange | None:
            by = member.get(session, self.timebank_id, self.rows[who])
            assert case.request_id is not None
            wanted = request.get(session, self.timebank_id, case.request_id)
            starts_at = self.visits.start(wanted, who, broken)
            if starts_at is None:
                return None
            asked = invitation_id or volunteering.come_forward(session, wanted.id, by, self.now).id
            agreed = agreement.accept(session, asked, by, starts_at, self.now)
            return agreed if isinstance(agreed, Exchange) else None

        try:
            agreed = self.store.do(work)
        except Refusal as refusal:
            self.refused[type(refusal).__name__] += 1
            return
        if agreed is None:
            self._say_no(who, case, invitation_id)
            return
        case.is_open, case.helper, case.yes_at = False, who, self.now
        case.broken, case.met = broken, self.visits.have_met(case.need.asker, who)
        self.visits.agree(case, who, agreed)

    def banked(self, case: Case, who: int, ended: Exchange) -> None:
        """Help was given, and its hours are banked. A life of which more is to be told goes on from here."""

    def search_again(self, case: Case, wanted: Request) -> None:
        """Lets the policy look for somebody anew, after a drop-out or a change."""
        self.sweep_at(wanted.latest_at)
        self.sweep_at(wanted.at_risk_at)
        self._policy.wished(case)

    def _join(self, place: int) -> None:
        def work(session: Session) -> int:
            organiser = member.get(session, self.timebank_id, self.rows[-1])
            return memory.join(session, self.town, self.timebank_id, place, organiser).id

        self.rows[place] = self.store.do(work)
        self.place_of[self.rows[place]] = place
        self._policy.joined()

    def _wish(self, case: Case) -> None:
        need = case.need
        wish = Wish(kind=need.kind, when=need.when, minutes=need.minutes)

        def work(session: Session) -> Request:
            asker = member.get(session, self.timebank_id, self.rows[need.asker])
            return request.post(session, asker, wish, deed_key=f"need:{need.number}", now=self.now)

        try:
            posted = self.store.do(work)
        except Refusal as refusal:
            case.refused = type(refusal).__name__
            return
        case.request_id, case.is_open = posted.id, True
        self.by_request[posted.id] = case
        self.sweep_at(posted.latest_at)
        self.sweep_at(posted.at_risk_at)
        self._policy.wished(case)

    def _read(self, who: int, case: Case, case_round: int, invitation_id: int | None, to_many: bool) -> None:
        """A member sees what was sent to them; what has been settled meanwhile needs no answer."""
        if not case.is_open or case.round != case_round:
            return
        answer = self.sees(who, case, to_many=to_many)
        later = self.now + self.people.thinks(who, case.need)
        if answer is Answer.YES:
            self.at(later, lambda: self.says_yes(who, case, invitation_id))
        elif answer is Answer.NO:
            self.at(later, lambda: self._say_no(who, case, invitation_id))

    def _say_no(self, who: int, case: Case, invitation_id: int | None) -> None:
        if invitation_id is None or not case.is_open:
            return

        def work(session: Session) -> None:
            by = member.get(session, self.timebank_id, self.rows[who])
            invitation.decline(session, invitation_id, by, self.now)

        self.store.do(work)
        case.gone.add(who)
        self._policy.answered(case)

    async def _round(self) -> None:
        await self._policy.round()

    def _sweep(self) -> None:
        """Lets silence be silence, ends what nobody could help with, and calls organisers, as the jobs do."""

        def work(session: Session) -> tuple[list[int], list[int]]:
            while invitation.run_out(session, self.timebank_id, self.now) >= invitation.AT_ONCE:
                pass
            ended = search.give_up(session, self.timebank_id, self.now)
            called = search.call_for_people(session, self.timebank_id, self.now)
            return [one.id for one in ended], [one.id for one in called]

        ended, called = self.store.do(work)
        for number in ended:
            self.by_request[number].is_open = False
        for number in called:
            self.by_request[number].called = True
        self._policy.time_passed()
