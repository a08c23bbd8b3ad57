"""Intakes: a spreadsheet that an organiser has sent is fetched and read, and what they confirm is brought in.

    received --> fetched --> read in a thread --> looked at --> the organiser is told
    confirmed --> brought in, a part at a time --> the organiser is told

What waits stands in rows, so that a restart goes on with it, and a second process does no harm.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

import structlog
from telegram.error import BadRequest, TelegramError

from bot import failures, intake_table, spreadsheet
from bot.geocoding import Gazetteer
from bot.outgoing import Outgoing
from bot.spreadsheet import Unfit
from models import intake, landmark, timebank
from models.intake import LARGEST_BYTES, State, Why
from models.intake_entry import Entry, Problem
from models.place import NotAPlace, Point, snap
from models.store import Store

log = structlog.get_logger(__name__)

# A messenger that is away may be back within the hour; after that the organiser had better know.
FETCHED_WITHIN = timedelta(hours=1)
LONGEST_READING_S = 120.0


@dataclass
class IntakeRound:
    """Works on the intakes of one time bank.

    Attributes:
        store: the database.
        timebank_id: whose.
        out: the way to the messenger.
        clock: the present moment.
    """

    store: Store
    timebank_id: int
    out: Outgoing
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Takes every intake that waits one step further."""
        due = await self.store.read(lambda session: intake.due(session, self.timebank_id))
        for intake_id, state in due:
            if state is State.RECEIVED:
                await self._read(intake_id)
            else:
                await self._bring_in(intake_id)

    async def _bring_in(self, intake_id: int) -> None:
        """Brings one in, a part at a time; after each, others have the database for as long as it took."""
        more, took_s = True, 0.0
        while more:
            await asyncio.sleep(took_s)
            began_s = monotonic()
            more = await self.store.write(
                partial(
                    intake.bring_in,
                    timebank_id=self.timebank_id,
                    intake_id=intake_id,
                    now=self.clock(),
                )
            )
            took_s = monotonic() - began_s

    async def _read(self, intake_id: int) -> None:
        """Fetches and reads one file; while the messenger is away it waits for the next beat."""
        taken = await self.store.read(lambda session: intake.get(session, self.timebank_id, intake_id))
        try:
            content = await self._fetch(taken.file_id)
            digest = hashlib.sha256(content).hexdigest()
            async with asyncio.timeout(LONGEST_READING_S):
                entries, problems = await asyncio.to_thread(_read, content)
        except TelegramError as trouble:
            if isinstance(trouble, BadRequest) or self.clock() - taken.received_at >= FETCHED_WITHIN:
                await self._refuse(intake_id, Why.NOT_FETCHED)
            log.warning("a spreadsheet could not be fetched", kind=type(trouble).__name__)
            return
        except Unfit as unfit:
            await self._refuse(intake_id, unfit.why)
            return
        except Exception as error:
            failures.note(error, what="reading a spreadsheet")
            await self._refuse(intake_id, Why.UNREADABLE)
            return
        entries = await self._placed(entries)
        await self.store.write(
            lambda session: intake.note_read(
                session, self.timebank_id, intake_id, digest, entries, problems, self.clock()
            )
        )

    async def _fetch(self, file_id: str) -> bytes:
        content = await self.out.fetch(file_id, LARGEST_BYTES)
        if content is None:
            raise Unfit(Why.TOO_LARGE)
        return content

    async def _refuse(self, intake_id: int, why: Why) -> None:
        await self.store.write(
            lambda session: intake.note_refused(session, self.timebank_id, intake_id, why, self.clock())
        )

    async def _placed(self, entries: list[Entry]) -> list[Entry]:
        """Finds out roughly where places are that the time bank or the list of towns knows beyond doubt.

        Nobody is asked on the network: so many addresses are more than any map wants to be asked for.
        """
        bank, known = await self.store.read(
            lambda session: (
                timebank.get(session, self.timebank_id),
                landmark.all_of(session, self.timebank_id),
            )
        )
        points: dict[str, Point] = {one.name.casefold(): one.point for one in known}
        gazetteer = Gazetteer()
        for place in sorted({entry.place for entry in entries if entry.place}):
            if place.casefold() not in points:
                found = await gazetteer.find(place, language=bank.language, country=bank.country)
                if len(found) == 1 and found[0].exact:
                    points[place.casefold()] = found[0].point
        return [_at(entry, points.get(entry.place.casefold())) for entry in entries]


def _at(entry: Entry, point: Point | None) -> Entry:
    if point is None:
        return entry
    try:
        coarse = snap(point)
    except NotAPlace:
        return entry
    return replace(entry, latitude=coarse.latitude, longitude=coarse.longitude)


def _read(content: bytes) -> tuple[list[Entry], list[Problem]]:
    """Reads a file, in a thread of its own, so that nobody waits for it."""
    return intake_table.entries(spreadsheet.read(content))
