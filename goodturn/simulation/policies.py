"""The ways of finding a helper that are held against each other: each only decides whom to tell of a wish.

board      everybody looks at a list of wishes now and then, as in TimeOverflow or Community Weaver
broadcast  a wish goes to everybody who offers that kind of help
nearest    the three who live nearest and offer it are asked, then the next ones, as GoodSAM rings the
           nearest responders
first      the same among those whom the hard rules let through, wish after wish as they came
ours       the real matching round: all wishes at once, with everything that Goodturn knows
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from functools import partial
from typing import ClassVar
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from goodturn.simulation.changing import Askers
from goodturn.simulation.life import DAY, WEEK, Case, Life
from goodturn.simulation.people import Answer
from jobs.matching_round import MatchingRound
from models import asking, invitation, kind, timebank
from models.asking import Wish
from models.invitation import Invitation
from models.timebank import TimeBank

# So long before a wish's time it is asked at night, too; and so many may wait for one member's answer.
CANNOT_WAIT = timedelta(hours=12)
UNANSWERED_AT_MOST = 2


class Policy:
    """A way of finding a helper; by itself it tells nobody of anything."""

    name: ClassVar[str]
    title: ClassVar[str]
    sends: ClassVar[bool] = True

    def __init__(self, life: Life) -> None:
        self.life = life
        self._last_id = 0

    def begin(self) -> None:
        """Sets what it does by the clock."""

    def joined(self) -> None:
        """Somebody has joined."""

    def wished(self, case: Case) -> None:
        """A wish looks for somebody, for the first time or after a drop-out."""

    def answered(self, case: Case) -> None:
        """Somebody has said no."""

    def time_passed(self) -> None:
        """Invitations may have run out, and wishes ended."""

    async def round(self) -> None:
        """Thinks about all open wishes; see `Life.round_at`."""

    def end(self) -> None:
        """Lets go of whatever it holds."""

    def tell_invited(self) -> None:
        """Tells everybody for whom an invitation has been written since the last time."""
        life, last_id = self.life, self._last_id

        def work(session: Session) -> list[Invitation]:
            return list(
                session.exec(
                    select(Invitation)
                    .where(
                        Invitation.timebank_id == life.timebank_id,
                        col(Invitation.id) > last_id,
                        col(Invitation.wave) > 0,
                    )
                    .order_by(col(Invitation.id))
                )
            )

        for asked in life.store.do(work):
            self._last_id = asked.id
            who = life.place_of[asked.member_id]
            life.tell(who, life.by_request[asked.request_id], invitation_id=asked.id)
            life.sweep_at(asked.expires_at)


class Board(Policy):
    """A noticeboard. Nobody is told of anything; who looks reads the newest wishes first."""

    name, title, sends = "board", "noticeboard", False

    def begin(self) -> None:
        """As the policy's."""
        self._seen: set[tuple[int, int, int]] = set()
        for who in range(len(self.life.town.people)):
            for at in self.life.people.board_looks(who):
                self.life.at(at, partial(self._look, who))

    def _look(self, who: int) -> None:
        life = self.life
        if not life.is_there(who):
            return
        for case in reversed(life.open_cases()[-life.people.habits.board_rows :]):
            key = (who, case.need.number, case.round)
            if case.need.asker != who and key not in self._seen:
                self._seen.add(key)
                if life.sees(who, case) is Answer.YES:
                    life.says_yes(who, case)


class Broadcast(Policy):
    """Everybody who offers that kind of help is told at once; the first yes is taken."""

    name, title = "broadcast", "broadcast"

    def wished(self, case: Case) -> None:
        """As the policy's."""
        for who, one in enumerate(self.life.town.people):
            if case.need.kind in one.offers and who != case.need.asker and self.life.is_there(who):
                self.life.tell(who, case, to_many=True)


class Nearest(Policy):
    """Three at a time are asked, the nearest first; who says no or nothing makes room for the next."""

    name, title = "nearest", "nearest"

    def begin(self) -> None:
        """As the policy's."""
        self._asked: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._unanswered: list[tuple[datetime, int, Case, int]] = []
        self._turns: dict[int, list[int]] = {}
        # The settings of a bank do not change while it is lived through.
        self._bank = self.life.store.do(lambda session: timebank.get(session, self.life.timebank_id))

    def wished(self, case: Case) -> None:
        """As the policy's."""
        self._fill([case])

    def answered(self, case: Case) -> None:
        """As the policy's."""
        self._fill([case])

    def time_passed(self) -> None:
        """As the policy's."""
        self._fill(self.life.open_cases())

    def may_ask(self, bank: TimeBank, who: int, case: Case, waiting: int, just_asked: int) -> bool:
        """Says whether somebody who offers the kind may be asked now.

        Args:
            waiting: how many invitations wait for their answer.
            just_asked: how many they get at this very moment.
        """
        return True

    def _fill(self, cases: list[Case]) -> None:
        """Asks as many as there is room for, and tells them."""
        life, bank = self.life, self._bank
        self._unanswered = [
            (until, who, case, search)
            for until, who, case, search in self._unanswered
            if until > life.now and case.is_open and case.round == search and who not in case.gone
        ]
        pending = Counter(case.need.number for _, _, case, _ in self._unanswered)
        waiting = Counter(who for _, who, _, _ in self._unanswered)
        wishes: list[Wish] = []
        just_asked: Counter[int] = Counter()
        for case in cases:
            room = bank.wave_size - pending[case.need.number] if case.is_open else 0
            asked = self._asked[(case.need.number, case.round)]
            for who in self._in_turn(case) if room > 0 else ():
                if room <= 0:
                    break
                if who in asked or who in case.gone or not life.is_there(who):
                    continue
                if self.may_ask(bank, who, case, waiting[who], just_asked[who]):
                    asked.add(who)
                    wishes.append(self._wish(case, who))
                    latest_at = life.town.window(case.need).latest_at
                    until = life.now + invitation.waits(latest_at, bank.invitation_minutes, life.now)
                    self._unanswered.append((until, who, case, case.round))
                    waiting[who] += 1
                    just_asked[who] += 1
                    room -= 1
        if wishes:
            life.store.do(lambda session: asking.ask_all(session, bank, wishes, life.now))
            self.tell_invited()

    def _wish(self, case: Case, who: int) -> Wish:
        life, need = self.life, case.need
        assert case.request_id is not None
        away_m = None if kind.named(need.kind).from_chair else float(life.town.away_m(need.asker)[who])
        return Wish(case.request_id, case.round, life.rows[who], 1, 0, away_m)

    def _in_turn(self, case: Case) -> list[int]:
        """Returns who offers that kind of help, the nearest first."""
        need, town = case.need, self.life.town
        if need.number not in self._turns:
            away_m = town.away_m(need.asker)
            offering = [who for who, one in enumerate(town.people) if need.kind in one.offers]
            self._turns[need.number] = sorted(
                (who for who in offering if who != need.asker), key=lambda who: (float(away_m[who]), who)
            )
        return self._turns[need.number]


class First(Nearest):
    """The same among those whom the hard rules let through, and no oftener than they said."""

    name, title = "first", "first come"

    def begin(self) -> None:
        """As the policy's."""
        super().begin()
        for morning in mornings(self.life):
            self.life.sweep_at(morning)

    def may_ask(self, bank: TimeBank, who: int, case: Case, waiting: int, just_asked: int) -> bool:
        """As the policy's."""
        life = self.life
        one = life.town.people[who]
        limit, minutes = one.asks_per_week, one.minutes_per_week
        asleep = timebank.is_quiet(bank, life.now)
        return (
            not life.town.broken(who, case.need)
            and not (asleep and life.town.window(case.need).latest_at - life.now > CANNOT_WAIT)
            and (minutes is None or life.visits.minutes_given(who) + case.need.minutes <= minutes)
            and waiting < UNANSWERED_AT_MOST
            and life.messages_since(who, life.now - DAY) + just_asked < bank.asks_per_day
            and (limit is None or life.messages_since(who, life.now - WEEK) + just_asked < limit)
        )


class Ours(Policy):
    """Goodturn's own round, run on the same rows: at once for a new wish, and else every half hour."""

    name, title = "ours", "Goodturn"
    every: ClassVar[timedelta] = timedelta(minutes=30)

    def begin(self) -> None:
        """As the policy's."""
        life = self.life
        self._askers = Askers(life)
        self._matching = MatchingRound(store=life.store, timebank_id=life.timebank_id, clock=lambda: life.now)
        for morning in mornings(life):
            life.round_at(morning)

    def joined(self) -> None:
        """As the policy's."""
        self._soon()

    def wished(self, case: Case) -> None:
        """As the policy's."""
        self.life.round_at(self.life.now)

    def answered(self, case: Case) -> None:
        """As the policy's."""
        self._soon()

    def time_passed(self) -> None:
        """As the policy's."""
        self._soon()

    async def round(self) -> None:
        """Runs the round, tells those whom it has invited, and askers what would bring more."""
        life = self.life
        if not life.open_cases():
            return
        await self._matching.run()
        self.tell_invited()
        self._askers.look()

    def end(self) -> None:
        """As the policy's."""
        self._matching.close()

    def _soon(self) -> None:
        if self.life.open_cases():
            past = (self.life.now - self.life.town.starts_at) % self.every
            self.life.round_at(self.life.now - past + self.every)


POLICIES: tuple[type[Policy], ...] = (Board, Broadcast, Nearest, First, Ours)
BY_NAME: dict[str, type[Policy]] = {policy.name: policy for policy in POLICIES}


def mornings(life: Life) -> list[datetime]:
    """Returns the moments at which a night ends, and what has waited for the morning may be asked."""
    bank = life.store.do(lambda session: timebank.get(session, life.timebank_id))
    there = ZoneInfo(life.town.zone)
    first = life.town.starts_at.astimezone(there).replace(
        hour=bank.quiet_until_hour, minute=0, second=0, microsecond=0
    )
    days = (life.town.ends_at - life.town.starts_at).days + 15
    return [
        (first + timedelta(days=day)).astimezone(life.town.starts_at.tzinfo)
        for day in range(days)
        if (first + timedelta(days=day)) > life.town.starts_at
    ]
