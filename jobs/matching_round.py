"""A matching round: a plan comes out of how things stand, and invitations are written.

Everything is read in one transaction, thought about outside of any, and written in others, in which each
request and each member is looked at again: what has changed meanwhile is left for the next round. Of several
processes one at a time runs a round, because two would ask twice as many neighbours as were wanted.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import numpy as np
from sqlmodel import Session, col, select

from jobs import explaining, searches
from jobs.matching import Plan, Weights
from jobs.searches import Search
from jobs.standing import Standing
from jobs.thinker import Thinker
from models import asking, explanation, invitation, lease, member, notification, request, suggestion
from models.asking import Wish
from models.explanation import Explanation
from models.notification import Notice
from models.request import Request
from models.store import Store
from models.timebank import TimeBank

WRITTEN_AT_ONCE = 400
# A round of a large town takes some seconds. One that a process died in is taken over after this long.
LEASE_NAME, LEASE_LENGTH = "matching", timedelta(minutes=1)
# With so few who may still say yes, whoever asks is shown what would bring more.
FEW = 2
# So many requests are explained in one round: each means looking at everybody who offers that kind of help.
EXPLAINED_AT_ONCE = 50
EXPLAINED_AGAIN_AFTER = timedelta(hours=1)
# Neighbours get a few minutes to answer, and somebody new to come, before an organiser is called.
SHORTEST_HOPE = timedelta(minutes=request.SHORTEST_SEARCH_MINUTES)
# A change of less than this is not worth a row.
HOPE_STEP_PERCENT = 5
# As long as it is at least so likely that somebody comes, nothing is said about it.
GOOD_HOPE_PERCENT = 60


@dataclass
class MatchingRound:
    """Runs rounds.

    Attributes:
        store: the database.
        timebank_id: whose requests.
        clock: the present moment.
        holder: who runs them, among other processes.
    """

    store: Store
    timebank_id: int
    clock: Callable[[], datetime]
    holder: str = field(default_factory=lambda: secrets.token_hex(8))
    _standing: Standing | None = field(default=None)
    _thinker: Thinker = field(default_factory=Thinker)
    # Which searches were explained, in which round and when; of those that look for somebody.
    _explained: dict[int, tuple[int, datetime]] = field(default_factory=dict)

    async def run(self) -> int:
        """Runs one round, unless another process is running one; returns how many invitations it wrote."""
        now = self.clock()
        try:
            if not await self._look(now):
                return 0
            if not await self.store.write(self._take_turn):
                return 0
            # Once more, for what another process wrote before it was our turn.
            await self._look(now)
            written = await self._ask(now)
            await self._explain(now)
            await self.store.write(self._end_turn)
        except Exception:
            # Whatever is half known is not relied on: the next round reads everything anew.
            self._standing = None
            raise
        return written

    def close(self) -> None:
        """Lets go of what is remembered, and of the process that thinks, if there is one."""
        self._standing = None
        self._thinker.close()

    async def _look(self, now: datetime) -> bool:
        """Takes over what has changed, and says whether there is anything to think about."""
        standing = self._standing or Standing(self.timebank_id)
        if self._standing is None:
            if not await self.store.read(lambda session: _has_any(session, self.timebank_id)):
                return False
        elif not await self.store.read(lambda session: _has_news(session, standing, now)):
            return False
        if self._standing is None:
            many = await self.store.read(lambda session: member.count_active(session, self.timebank_id))
            # Whoever thinks wakes up while everybody is read.
            self._thinker.expect(many)
        news = await self.store.read(lambda session: standing.refresh(session, now))
        self._standing = standing
        if news is not None:
            await asyncio.to_thread(self._thinker.learn, news)
        if await asyncio.to_thread(standing.has_wanting, now):
            return True
        waiting = await self.store.read(
            lambda session: explanation.waiting(session, self.timebank_id, limit=1)
        )
        return bool(waiting)

    async def _ask(self, now: datetime) -> int:
        """Thinks about everybody who wants somebody, and writes whom to ask."""
        standing = self._known()
        wanting = await asyncio.to_thread(standing.wanting, now)
        if not wanting:
            return 0
        some, pendings = [one for one, _ in wanting], [pending for _, pending in wanting]
        thought = await self._plan(some, pendings, now, named=True)
        wishes = wishes_of(some, thought, standing, standing.bank)
        # Where none of those who were named can come, it is anybody's turn.
        alone = [row for row, one in enumerate(some) if one.has_named() and not thought.suitable[row]]
        sure, suitable = thought.sure.copy(), thought.suitable.copy()
        if alone:
            others = [some[row] for row in alone]
            more = await self._plan(others, [pendings[row] for row in alone], now, named=False)
            wishes += wishes_of(others, more, standing, standing.bank)
            sure[alone], suitable[alone] = more.sure, more.suitable
        written = 0
        # A few at a time, so that a large round keeps nobody else from writing.
        for start in range(0, len(wishes), WRITTEN_AT_ONCE):
            now_written = await self.store.write(
                partial(self._write_some, wishes=wishes[start : start + WRITTEN_AT_ONCE], now=now)
            )
            if now_written is None:
                return written
            written += now_written
        standing.note_tried([one.wanted.id for one in some], now)
        self._explained = {
            number: known for number, known in self._explained.items() if number in standing.searches
        }
        hopes = {one.wanted.id: round(100 * float(each)) for one, each in zip(some, sure, strict=True)}
        found = {one.wanted.id: int(each) for one, each in zip(some, suitable, strict=True)}
        await self._note_hope(some, hopes, found, now)
        return written

    async def _plan(self, some: list[Search], pendings: list[float], now: datetime, *, named: bool) -> Plan:
        standing = self._known()

        def think() -> Plan:
            requests = searches.arrays(
                some, standing.bank, standing.place_of, standing.busy, pendings, now, named=named
            )
            ahead = np.array([searches.asks_ahead(one, standing.bank, now) for one in some], dtype=np.int64)
            return self._thinker.plan(
                requests, weights_of(standing.bank), ahead, standing.hours_since_asked(now)
            )

        # Away from the loop, so that nobody waits for an answer while a large town is thought about.
        return await asyncio.to_thread(think)

    async def _note_hope(
        self, some: list[Search], hopes: dict[int, int], suitable: dict[int, int], now: datetime
    ) -> None:
        """Keeps how likely it is that somebody comes, and why not, and shows askers what would bring more."""
        few = [
            one
            for one in some
            if suitable[one.wanted.id] + one.may_still_come < FEW and self._may_explain(one.wanted, now)
        ]
        documents = await self._documents(few[:EXPLAINED_AT_ONCE], now)
        self._explained |= {one.wanted.id: (one.wanted.round, now) for one in few[:EXPLAINED_AT_ONCE]}
        noted = [
            one
            for one in some
            if one.wanted.id in documents or _differs(one.wanted, hopes[one.wanted.id], self._known().bank)
        ]
        for start in range(0, len(noted), WRITTEN_AT_ONCE):
            part = noted[start : start + WRITTEN_AT_ONCE]
            await self.store.write(partial(self._note_some, part, hopes, documents, now))

    def _may_explain(self, wanted: Request, now: datetime) -> bool:
        """Says whether a search was not explained a while ago already: each takes a look at very many."""
        in_round, at = self._explained.get(wanted.id, (0, now))
        return in_round != wanted.round or not timedelta() <= now - at < EXPLAINED_AGAIN_AFTER

    def _note_some(
        self,
        some: list[Search],
        hopes: dict[int, int],
        documents: dict[int, dict[str, Any]],
        now: datetime,
        session: Session,
    ) -> None:
        bank = self._known().bank
        numbers = [one.wanted.id for one in some]
        rows = session.exec(
            select(Request).where(
                Request.timebank_id == bank.id,
                col(Request.id).in_(numbers),
                Request.state == request.State.OPEN,
            )
        )
        for row in rows:
            note_hope(row, bank, hopes[row.id], now)
            if (document := documents.get(row.id)) is not None:
                row.hindrance = explaining.hindrance(document)
                _show_what_would_help(session, row, document, now)
            session.add(row)

    async def _explain(self, now: datetime) -> None:
        """Answers organisers who have asked why."""
        waiting = await self.store.read(
            lambda session: explanation.waiting(session, self.timebank_id, limit=EXPLAINED_AT_ONCE)
        )
        standing = self._known()
        known = {one.request_id: standing.searches.get(one.request_id) for one in waiting}
        documents = await self._documents([one for one in known.values() if one is not None], now)
        if waiting:
            await self.store.write(partial(self._answer, [one.id for one in waiting], documents, now))

    def _answer(
        self, numbers: list[int], documents: dict[int, dict[str, Any]], now: datetime, session: Session
    ) -> None:
        for number in numbers:
            asked = explanation.get(session, self.timebank_id, number)
            if asked.answered_at is None:
                explanation.answer(session, asked, documents.get(asked.request_id, {}), now)

    async def _documents(self, some: list[Search], now: datetime) -> dict[int, dict[str, Any]]:
        """Returns what the engine finds about requests, by their numbers."""
        if not some:
            return {}
        standing = self._known()
        pendings = [1.0] * len(some)
        requests = searches.arrays(some, standing.bank, standing.place_of, standing.busy, pendings, now)
        by_phone = searches.arrays(
            some, standing.bank, standing.place_of, standing.busy, pendings, now, by_phone=True
        )
        seen = await asyncio.to_thread(self._thinker.explain, requests)
        seen_by_phone = await asyncio.to_thread(self._thinker.explain, by_phone)

        def put_together() -> dict[int, dict[str, Any]]:
            return {
                one.wanted.id: explaining.found(
                    standing,
                    one,
                    requests,
                    row,
                    seen[row],
                    seen_by_phone[row] if requests.needs_travel[row] else None,
                    now,
                )
                for row, one in enumerate(some)
            }

        return await asyncio.to_thread(put_together)

    def _take_turn(self, session: Session) -> bool:
        """Takes the turn, or holds on to it for longer; says whether it is ours."""
        return lease.take(
            session,
            timebank_id=self.timebank_id,
            name=LEASE_NAME,
            holder=self.holder,
            now=self.clock(),
            length=LEASE_LENGTH,
        )

    def _write_some(self, session: Session, wishes: list[Wish], now: datetime) -> int | None:
        """Writes some invitations; None when we were held up for so long that another has taken over."""
        if self.clock() - now >= LEASE_LENGTH or not self._take_turn(session):
            return None
        written = asking.ask_all(session, self._known().bank, wishes, now)
        known = self._known().searches
        for request_id in sorted({wish.request_id for wish in written if known[wish.request_id].asked}):
            tell_asker(session, request.get(session, self.timebank_id, request_id), now)
        return len(written)

    def _end_turn(self, session: Session) -> None:
        lease.let_go(session, timebank_id=self.timebank_id, name=LEASE_NAME, holder=self.holder)

    def _known(self) -> Standing:
        if self._standing is None:
            raise LookupError("the bank is not known so far")
        return self._standing


def weights_of(bank: TimeBank) -> Weights:
    """Returns what counts for how much in a bank; a name that means nothing any more is passed over."""
    known = {one.name for one in fields(Weights)}
    return Weights(**{name: value for name, value in bank.weights.items() if name in known})


def note_hope(wanted: Request, bank: TimeBank, hope_percent: int, now: datetime) -> None:
    """Keeps how likely it is that somebody comes; where it is not likely enough, an organiser is called soon.

    Args:
        hope_percent: from 0 to 100.
    """
    # Where nothing was known so far, the search has only begun.
    soon = now + SHORTEST_HOPE if wanted.hope_percent is None else now
    wanted.hope_percent = hope_percent
    if hope_percent < bank.least_hope_percent and wanted.called_at is None:
        wanted.at_risk_at = min(wanted.at_risk_at, soon)


def tell_asker(session: Session, wanted: Request, now: datetime) -> None:
    """Tells the asker, once for each search, how it goes."""
    asker = member.get(session, wanted.timebank_id, wanted.asker_id)
    notification.queue(
        session,
        Notice.STILL_LOOKING,
        subject_id=wanted.id,
        recipient=asker,
        send_after=now,
        useless_after=wanted.at_risk_at,
        round=wanted.round,
    )


def _has_any(session: Session, timebank_id: int) -> bool:
    """Says whether anybody looks for somebody at all: a bank where nobody does is not even read."""
    looks = session.exec(
        select(Request.id)
        .where(Request.timebank_id == timebank_id, Request.state == request.State.OPEN)
        .limit(1)
    ).first()
    return looks is not None or bool(explanation.waiting(session, timebank_id, limit=1))


def _has_news(session: Session, standing: Standing, now: datetime) -> bool:
    return standing.has_news(session, now) or bool(
        explanation.waiting(session, standing.timebank_id, limit=1)
    )


def wishes_of(some: list[Search], thought: Plan, standing: Standing, bank: TimeBank) -> list[Wish]:
    """Returns a plan as invitations to write.

    Args:
        some: the searches it is about, in the order of the plan's requests.
    """
    return [
        Wish(
            some[row].wanted.id,
            some[row].wanted.round,
            int(standing.ids[helper]),
            some[row].wave_in(bank.wave_size),
            int(reasons),
            None if np.isnan(distance_m) else float(distance_m),
        )
        for row, helper, reasons, distance_m in zip(
            thought.request.tolist(), thought.helper, thought.reasons, thought.distance_m, strict=True
        )
    ]


def _differs(wanted: Request, hope_percent: int, bank: TimeBank) -> bool:
    """Says whether a hope is worth keeping beside what is known of it."""
    before = wanted.hope_percent
    if before is None:
        return hope_percent < GOOD_HOPE_PERCENT
    if abs(before - hope_percent) >= HOPE_STEP_PERCENT:
        return True
    return (before < bank.least_hope_percent) != (hope_percent < bank.least_hope_percent)


def _show_what_would_help(session: Session, wanted: Request, document: dict[str, Any], now: datetime) -> None:
    """Shows the asker what would bring more, once for each search; where nothing would, how it goes."""
    if not suggestion.of(wanted, document, now):
        if not document["suitable"] and not invitation.of(session, wanted, list(invitation.State)):
            tell_asker(session, wanted, now)
        return
    shown = explanation.latest(session, wanted.timebank_id, wanted.id)
    if shown is not None and shown.round == wanted.round:
        return
    told = Explanation(
        timebank_id=wanted.timebank_id,
        request_id=wanted.id,
        asked_by_id=None,
        round=wanted.round,
        asked_at=now,
    )
    session.add(told)
    session.flush()
    explanation.answer(session, told, document, now)
