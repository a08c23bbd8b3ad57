"""A wave: one request of which 2,000 members hear, while others write and wait for their answers.

The stand-in for Telegram is a process of its own, reached over HTTP on this machine, and keeps Telegram's
limits to the letter: whatever goes beyond them is answered with 429. It notes when each message arrives.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import statistics
import tempfile
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, func, select

from bot import application
from goodturn.process import House, build_house, prepared, system_clock
from goodturn.settings import Settings
from messenger import Messenger, Person
from messenger.server import Call
from models import availability, member, notification, timebank
from models.availability import Part
from models.invitation import Invitation
from models.member import Member
from models.notification import Notice, Notification
from models.request import Request
from models.timebank import TimeBank

ALLOWED_PER_S = 30
WRITERS, WRITES_EVERY_S = 20, 5.0
FIRST = 1_000
CENTRE = (51.545, -0.055)


@dataclass
class Watch:
    """What the stand-in sees.

    Attributes:
        arrived_s: when each message arrived.
        refused: how many were answered with 429.
        waited_s: how long those who wrote waited for their answers.
        asked_s: when each of those spoke who still wait.
    """

    arrived_s: list[float] = field(default_factory=list)
    refused: int = 0
    waited_s: list[float] = field(default_factory=list)
    asked_s: dict[int, float] = field(default_factory=dict)

    def hear(self, kind: str, value: Any) -> None:
        """Takes note of a call."""
        if kind != "call" or not isinstance(value, Call) or not value.method.lower().startswith("send"):
            return
        now_s = time.monotonic()
        if value.status == 429:
            self.refused += 1
        elif value.status == 200 and value.chat_id is not None:
            self.arrived_s.append(now_s)
            if value.chat_id in self.asked_s:
                self.waited_s.append(now_s - self.asked_s.pop(value.chat_id))


async def run(members: int = 2_000) -> dict[str, float]:
    """Sends one wave; takes a little more than a minute for 2,000 members.

    Args:
        members: how many hear of it.

    Returns:
        `messages` that arrived while the wave went out, `per_s`, its `share` of the allowed pace, the
        `busiest_second`, `refused` with 429, and of those who wrote meanwhile `answers`, `median_ms` and
        `p99_ms` from speaking to the answer's arrival.
    """
    ours, theirs = multiprocessing.Pipe()
    spawned = multiprocessing.get_context("spawn")
    child = spawned.Process(target=_telegram, args=(theirs, members), daemon=True)
    child.start()
    # Only the child holds that end now, so that its death is noticed.
    theirs.close()
    token, base_url, base_file_url = await asyncio.to_thread(ours.recv)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        store, bank_id = await prepared(url, _opened)
        await store.write(lambda session: _people(session, bank_id, members))
        house = build_house(
            store=store,
            timebank_id=bank_id,
            token=token,
            base_url=base_url,
            base_file_url=base_file_url,
            settings=Settings.load(env_file=None),
            clock=system_clock,
        )
        await application.open_up(house.bot)
        try:
            await _go_out(house, ours, bank_id)
        finally:
            await application.close_down(house.bot)
            await store.close()
    ours.send("how was it?")
    watch: Watch = await asyncio.to_thread(ours.recv)
    await asyncio.to_thread(child.join)
    return _figures(watch)


async def _go_out(house: House, telegram: Connection, bank_id: int) -> None:
    """Delivers the wave to its end, and answers whoever writes meanwhile."""
    listening = [
        asyncio.create_task(house.bot.inbox.listen()),
        asyncio.create_task(house.bot.turnstile.serve()),
    ]
    telegram.send("begin")
    unsaid = 1
    while unsaid:
        await house.timetable.jobs["delivery"][0]()
        unsaid = await house.store.read(lambda session: _unsaid(session, bank_id))
    telegram.send("the wave is over")
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)


def _unsaid(session: Session, bank_id: int) -> int:
    return session.exec(
        select(func.count()).where(
            Notification.timebank_id == bank_id, col(Notification.state).in_(notification.UNFINISHED)
        )
    ).one()


def _figures(watch: Watch) -> dict[str, float]:
    """Works the figures out of what the stand-in saw."""
    moments = sorted(watch.arrived_s)
    window: deque[float] = deque()
    busiest = 0
    for at_s in moments:
        window.append(at_s)
        while window[0] <= at_s - 1.0:
            window.popleft()
        busiest = max(busiest, len(window))
    per_s = (len(moments) - 1) / (moments[-1] - moments[0])
    waited_ms = sorted(1_000 * waited_s for waited_s in watch.waited_s)
    return {
        "messages": len(moments),
        "per_s": per_s,
        "share": per_s / ALLOWED_PER_S,
        "busiest_second": busiest,
        "refused": watch.refused,
        "answers": len(waited_ms),
        "median_ms": statistics.median(waited_ms),
        "p99_ms": waited_ms[min(len(waited_ms) - 1, int(0.99 * len(waited_ms)))],
    }


def _opened(session: Session) -> TimeBank:
    now = system_clock()
    return timebank.open_bank(
        session, name="Mill Lane", zone="Europe/London", language="en", now=now, kinds_confirmed_at=now
    )


def _people(session: Session, bank_id: int, members: int) -> None:
    """A town of members, of whom all but the first and those who write are asked about one request."""
    now = system_clock()
    session.execute(
        insert(Member),
        [
            {
                "id": number, "timebank_id": bank_id, "telegram_user_id": number, "chat_id": number,
                "state": member.State.ACTIVE, "name": f"Member {number}", "languages": "en",
                "zone": "Europe/London", "travel_limit_m": 3_000, "free_slots": availability.ALWAYS,
                "first_seen_at": now, "is_organiser": False, "place_name": "",
                "latitude": CENTRE[0], "longitude": CENTRE[1],
            }
            for number in range(FIRST, FIRST + 1 + members + WRITERS)
        ],
    )  # fmt: skip
    at = now + timedelta(days=2)
    wanted = Request(
        timebank_id=bank_id, deed_key="bench", asker_id=FIRST, kind="shopping", part=Part.ANY, slots=1,
        day=at.date(), zone="Europe/London", earliest_at=at, latest_at=at, minutes=60, asked_at=now,
        at_risk_at=at, latitude=CENTRE[0], longitude=CENTRE[1],
    )  # fmt: skip
    session.add(wanted)
    session.flush()
    for number in range(FIRST + 1, FIRST + 1 + members):
        asked = Invitation(
            timebank_id=bank_id, request_id=wanted.id, member_id=number, asked_at=now, expires_at=at
        )
        session.add(asked)
        session.flush()
        session.add(
            Notification(
                timebank_id=bank_id, kind=Notice.INVITATION, subject_id=asked.id, recipient_id=number,
                send_after=now, useless_after=at,
            )
        )  # fmt: skip


def _telegram(ours: Connection, members: int) -> None:
    """The stand-in's process."""
    asyncio.run(_street(ours, members))


async def _street(ours: Connection, members: int) -> None:
    messenger, watch = Messenger(), Watch()
    messenger.enforce_limits = True
    people = [
        messenger.add_person(f"Member {number}", id=number, started=True, on_page=False)
        for number in range(FIRST, FIRST + 1 + members + WRITERS)
    ]
    async with messenger.serve(port=0):
        ours.send((messenger.token, messenger.base_url, messenger.base_file_url))
        await asyncio.to_thread(ours.recv)
        messenger.street.listeners.append(watch.hear)
        writing = [
            asyncio.create_task(_write(person, watch, number * WRITES_EVERY_S / WRITERS))
            for number, person in enumerate(people[-WRITERS:])
        ]
        await asyncio.to_thread(ours.recv)
        for task in writing:
            task.cancel()
        messenger.street.listeners.remove(watch.hear)
        await asyncio.to_thread(ours.recv)
        ours.send(watch)
    messenger.close()


async def _write(person: Person, watch: Watch, after_s: float) -> None:
    """Asks again and again how things stand, each time once the last answer is there."""
    await asyncio.sleep(after_s)
    while True:
        if person.id not in watch.asked_s:
            watch.asked_s[person.id] = time.monotonic()
            person.says("/things")
        await asyncio.sleep(WRITES_EVERY_S)


if __name__ == "__main__":
    for name, figure in asyncio.run(run()).items():
        print(f"{name:<16} {figure:>9,.2f}")
