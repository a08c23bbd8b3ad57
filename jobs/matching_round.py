"""A matching round: open requests and members go into arrays, a plan comes out, invitations are written.

Everything is read in one transaction, thought about outside of any, and written in another, in which each
request and each member is looked at again: what has changed meanwhile is left for the next round. Of several
processes one at a time runs a round, because two would ask twice as many neighbours as were wanted.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import func
from sqlmodel import Session, select

from jobs.gathering import Round, asked_in_open_searches, gather, wanting_somebody
from jobs.matching import Plan, plan
from models import invitation, lease, member, notification, offer, request, timebank
from models.invitation import Invitation
from models.member import Member
from models.notification import Notice
from models.offer import Offer
from models.request import Request
from models.store import Store

# When nothing has changed that could matter, the same question is thought about again only after this long.
AGAIN_AFTER = timedelta(minutes=10)
WRITTEN_AT_ONCE = 60
# A round of a large town takes some seconds. One that a process died in is taken over after this long.
LEASE_NAME, LEASE_LENGTH = "matching", timedelta(minutes=1)


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
    _thought_about: tuple[object, datetime] | None = field(default=None)

    async def run(self) -> int:
        """Runs one round, unless another process is running one; returns how many invitations it wrote."""
        now = self.clock()
        question = await self.store.read(lambda session: self._question(session, now))
        if question is None or self._is_old_news(question, now):
            return 0
        if not await self.store.write(self._take_turn):
            return 0
        # Read now, after whatever another process wrote before it was our turn.
        gathered = await self.store.read(lambda session: gather(session, self.timebank_id, now))
        written = 0
        if gathered is not None:
            # Away from the loop, so that nobody waits for an answer while a large town is thought about.
            thought = await asyncio.to_thread(plan, *gathered.arrays)
            # A few at a time, so that a large round keeps nobody else from writing.
            for start in range(0, len(thought), WRITTEN_AT_ONCE):
                some = range(start, min(start + WRITTEN_AT_ONCE, len(thought)))
                now_written = await self.store.write(
                    partial(self._write_some, gathered=gathered, thought=thought, now=now, positions=some)
                )
                if now_written is None:
                    return written
                written += now_written
        await self.store.write(lambda session: self._end_turn(session, now))
        self._thought_about = (question, now)
        return written

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

    def _write_some(
        self, session: Session, gathered: Round, thought: Plan, now: datetime, positions: Iterable[int]
    ) -> int | None:
        """Writes some invitations; None when we were held up for so long that another has taken over."""
        if self.clock() - now >= LEASE_LENGTH or not self._take_turn(session):
            return None
        return write(session, gathered, thought, now, positions)

    def _end_turn(self, session: Session, now: datetime) -> None:
        """Tells whoever has nobody, and lets the next one have its turn."""
        tell_who_has_nobody(session, self.timebank_id, now)
        lease.let_go(session, timebank_id=self.timebank_id, name=LEASE_NAME, holder=self.holder)

    def _question(self, session: Session, now: datetime) -> object | None:
        """Tells one question from another, cheaply; None when there is nothing to think about."""
        bank = timebank.get(session, self.timebank_id)
        wanting = wanting_somebody(session, bank, now)
        if not wanting:
            return None
        offers = session.exec(
            select(func.count(), func.max(Offer.id)).where(
                Offer.timebank_id == bank.id, Offer.state == offer.State.ACTIVE
            )
        ).one()
        members = session.exec(
            select(func.count()).where(Member.timebank_id == bank.id, Member.state == member.State.ACTIVE)
        ).one()
        return (tuple((one.id, one.round, seats) for one, seats in wanting), tuple(offers), members)

    def _is_old_news(self, question: object, now: datetime) -> bool:
        if self._thought_about is None:
            return False
        before, when = self._thought_about
        return before == question and timedelta() <= now - when < AGAIN_AFTER


def write(session: Session, gathered: Round, thought: Plan, now: datetime, positions: Iterable[int]) -> int:
    """Writes invitations of a plan, and returns how many; what has changed meanwhile is passed over.

    Args:
        positions: which entries of the plan.
    """
    bank, written = gathered.bank, 0
    searches = asked_in_open_searches(session, bank.id)
    for position in positions:
        wanted = request.get(session, bank.id, gathered.requests[int(thought.request[position])].id)
        helper = member.get(session, bank.id, gathered.helpers[int(thought.helper[position])].id)
        before = searches[wanted.id]
        asked_before = helper.id in {one.member_id for one in before}
        if wanted.state is not request.State.OPEN or not helper.may_be_asked or asked_before:
            continue
        asked = invitation.ask(
            session,
            wanted,
            helper,
            wave=_wave(before, now),
            reasons=int(thought.reasons[position]),
            distance_m=float(thought.distance_m[position]) if wanted.point is not None else None,
            waits_minutes=bank.invitation_minutes,
            now=now,
        )
        before.append(asked)
        written += 1
        if asked.wave > 1:
            _tell_asker(session, wanted, now)
    return written


def tell_who_has_nobody(session: Session, timebank_id: int, now: datetime) -> None:
    """Tells askers for whom there was nobody to ask, so that they do not wait in vain for a yes."""
    searches = asked_in_open_searches(session, timebank_id)
    for wanted, _ in wanting_somebody(session, timebank.get(session, timebank_id), now):
        if not searches[wanted.id]:
            _tell_asker(session, wanted, now)


def _wave(before: list[Invitation], now: datetime) -> int:
    """Which wave this is: one written in the same round is the same wave, any other is the next."""
    waves = [one for one in before if one.wave > 0]
    if not waves:
        return 1
    latest = max(waves, key=lambda one: one.wave)
    return latest.wave if latest.asked_at == now else latest.wave + 1


def _tell_asker(session: Session, wanted: Request, now: datetime) -> None:
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
