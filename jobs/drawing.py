"""Drawing: what organisers have asked to see is counted, drawn in a process of its own, and kept to be sent.

claim one --> count, in one reading --> draw, outside of any transaction --> keep it, and let it be sent
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot import failures
from bot.language import SOURCE
from bot.pictures import report, wording
from bot.pictures.order import Made, Order
from bot.pictures.told import Reader
from jobs.easel import make_apart
from models import drawing, member, timebank
from models.drawing import PICTURES, Days, Drawing, State
from models.store import Store

# Draws an order, or the other one where its letters are not at hand; gives up when told to.
Draws = Callable[[Order, Order | None, Event], Made]


def _apart(order: Order, instead: Order | None, given_up: Event) -> Made:
    return make_apart(order, instead, given_up=given_up)


@dataclass(frozen=True)
class Prepared:
    """What is to be drawn: the order, the same in a language that can always be written, and figures."""

    order: Order
    instead: Order | None
    facts: dict[str, Any]


@dataclass
class DrawingRound:
    """Draws what waits.

    Attributes:
        store: the database.
        timebank_id: whose figures.
        clock: the present moment.
        changed: called when something is there to be sent.
        draws: makes a file of an order, in its own time; called in a thread.
    """

    store: Store
    timebank_id: int
    clock: Callable[[], datetime]
    changed: Callable[[], None] = lambda: None
    draws: Draws = field(default=_apart)

    async def run(self) -> int:
        """Draws everything that waits, one after the other, and returns how many came to an end."""
        ended = 0
        while await self.store.read(lambda session: drawing.is_any_waiting(session, self.timebank_id)):
            claimed = await self.store.write(
                lambda session: drawing.claim(session, self.timebank_id, self.clock())
            )
            if claimed is None:
                break
            await self._draw(claimed)
            ended += 1
            self.changed()
        return ended

    async def _draw(self, claimed: Drawing) -> None:
        given_up = Event()
        try:
            prepared = await self.store.read(lambda session: self._prepare(session, claimed))
            made, facts = Made(None), {}
            if prepared is not None:
                facts = prepared.facts
                made = await asyncio.to_thread(self.draws, prepared.order, prepared.instead, given_up)
        except asyncio.CancelledError:
            # The thread ends its process and then itself; another run draws it anew.
            given_up.set()
            raise
        except Exception as error:
            if failures.is_passing(error):
                raise
            failures.note(error, what=f"drawing {claimed.what.value}")
            await self._finish(claimed, State.FAILED, None, {})
            return
        state = State.EMPTY if made.content is None else State.DRAWN
        await self._finish(claimed, state, made.content, {**facts, **made.facts})

    def _prepare(self, session: Session, claimed: Drawing) -> Prepared | None:
        """Counts, and puts it into words for whoever asked; None where there is nothing to draw."""
        bank = timebank.get(session, self.timebank_id)
        language = member.get(session, self.timebank_id, claimed.asked_by_id).language
        reader = Reader(language, ZoneInfo(bank.zone), self.clock())
        days = Days(claimed.first, claimed.final)
        if claimed.what not in PICTURES:
            found = report.figures(session, bank, days)
            if found.is_empty:
                return None
            return Prepared(report.order(claimed.what, found, reader), None, dict(found.facts))
        drawable = wording.counted(session, bank, claimed.what, days)
        if drawable.order is None:
            return None
        source = Reader(SOURCE, reader.zone, reader.now)
        instead = drawable.order(source) if language != SOURCE else None
        return Prepared(drawable.order(reader), instead, dict(drawable.facts))

    async def _finish(
        self, claimed: Drawing, state: State, content: bytes | None, facts: dict[str, Any]
    ) -> None:
        await self.store.write(
            lambda session: drawing.finish(
                session, self.timebank_id, claimed.id, state, self.clock(), content=content, facts=facts
            )
        )
