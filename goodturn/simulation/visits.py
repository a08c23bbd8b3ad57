"""Visits: what becomes of help that was agreed, until its hours are banked, or somebody drops out."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import Session

from jobs.matching import Rule
from models import confirmation, exchange, member, request, window
from models.availability import part_of, slot, wall_clock
from models.exchange import Exchange
from models.refusals import Refusal
from models.request import Request

if TYPE_CHECKING:
    from goodturn.simulation.life import Case, Life

CONFIRMED_AFTER, SETTLED_AFTER = timedelta(hours=1), timedelta(days=4)
WEEK, MINUTE = timedelta(days=7), timedelta(minutes=1)


class Visits:
    """The visits of one life."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._of: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
        self._met: Counter[tuple[int, int]] = Counter()

    def have_met(self, asker: int, who: int) -> bool:
        """Says whether somebody has helped this asker before."""
        return self._met[(asker, who)] > 0

    def minutes_given(self, who: int) -> int:
        """Returns how many minutes a member gives in this week or the next, whichever is more."""
        there, now = ZoneInfo(self._life.town.zone), self._life.now
        weeks: Counter[tuple[int, int]] = Counter()
        for starts_at, ends_at in self._of[who]:
            weeks[starts_at.astimezone(there).isocalendar()[:2]] += (ends_at - starts_at) // MINUTE
        this, following = (at.astimezone(there).isocalendar()[:2] for at in (now, now + WEEK))
        return max(weeks[this], weeks[following])

    def start(self, wanted: Request, who: int, broken: Rule) -> datetime | None:
        """Returns when a member would come: when they are usually free, unless they make an exception; None
        where they have promised all of that to others."""
        life = self._life
        one, length = life.town.people[who], timedelta(minutes=wanted.minutes)
        possible = [
            at
            for day in window.days_of(wanted.window, wanted.part, wanted.zone, life.now)
            for at in window.starts_on(day, wanted.part, wanted.window, wanted.zone, life.now)
            if not any(at < ends and starts < at + length for starts, ends in self._of[who])
        ]
        if not broken & Rule.TIME:
            walls = ((at, wall_clock(at, wanted.zone)) for at in possible)
            possible = [
                at for at, wall in walls if slot(wall.weekday(), part_of(wall.time())) & one.free_slots
            ]
        if not possible:
            return None
        share = life.people.share("start", life.by_request[wanted.id].need, 0)
        return possible[int(share * len(possible))]

    def agree(self, case: Case, who: int, agreed: Exchange) -> None:
        """Lets a visit take its course: somebody drops out, nothing comes of it, or hours are banked."""
        life, need = self._life, case.need
        habits = life.people.habits
        self._of[who].append((agreed.starts_at, agreed.ends_at))
        if life.people.happens("drops out", habits.drops_out, need, case.round):
            share = life.people.share("drops out when", need, case.round)
            before = life.now + share * (agreed.starts_at - life.now)
            life.at(before, lambda: self._drop_out(case, who, agreed))
            return
        life.at(agreed.ends_at + CONFIRMED_AFTER, lambda: self._confirm(case, who, agreed.id))

    def _drop_out(self, case: Case, who: int, agreed: Exchange) -> None:
        life = self._life

        def work(session: Session) -> Request:
            by = member.get(session, life.timebank_id, life.rows[who])
            dropped = exchange.cancel(session, agreed.id, by, life.now)
            return request.get(session, life.timebank_id, dropped.request_id)

        try:
            wanted = life.store.do(work)
        except Refusal:
            # At the very last moment it is too late to say so, and the visit takes place.
            life.at(agreed.ends_at + CONFIRMED_AFTER, lambda: self._confirm(case, who, agreed.id))
            return
        self._of[who].remove((agreed.starts_at, agreed.ends_at))
        case.gone.add(who)
        case.helper = case.yes_at = None
        case.round, case.is_open = wanted.round, wanted.state is request.State.OPEN
        if case.is_open:
            life.search_again(case, wanted)

    def _confirm(self, case: Case, who: int, exchange_id: int) -> None:
        """Both say how long it took; where one forgets, an organiser settles it some days later."""
        life, need = self._life, case.need
        habits = life.people.habits
        happened = not life.people.happens("nothing", habits.does_not_happen, need, case.round)
        minutes = need.minutes if happened else confirmation.DID_NOT_HAPPEN
        both = not life.people.happens("forgets", habits.forgets, need, case.round)

        def work(session: Session) -> None:
            for place in (who, need.asker) if both else (who,):
                by = member.get(session, life.timebank_id, life.rows[place])
                confirmation.confirm(session, exchange_id, by, minutes, life.now)

        life.store.do(work)
        if both:
            self._note(case, who, exchange_id)
        else:
            life.at(life.now + SETTLED_AFTER, lambda: self._settle(case, who, exchange_id, minutes))

    def _settle(self, case: Case, who: int, exchange_id: int, minutes: int) -> None:
        life = self._life

        def work(session: Session) -> None:
            organiser = member.get(session, life.timebank_id, life.rows[-1])
            confirmation.settle(session, exchange_id, organiser, minutes, life.now)

        life.store.do(work)
        self._note(case, who, exchange_id)

    def _note(self, case: Case, who: int, exchange_id: int) -> None:
        life = self._life
        ended = life.store.do(lambda session: exchange.get(session, life.timebank_id, exchange_id))
        if ended.state is exchange.State.BANKED:
            case.banked_minutes = ended.banked_minutes
            self._met[(case.need.asker, who)] += 1
            life.banked(case, who, ended)
