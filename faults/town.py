"""A town to break things in: members, Telegram, the wire, a database, and Goodturn's processes."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, or_, select

from faults.clockwork import Clockwork
from faults.databases import Database, Looking, opened
from faults.processes import Goodturn, patiently, plain_environment
from faults.taken import Taken
from faults.wire import Wire
from messenger import Clock, Messenger, Person
from models import member, notification, offer, received, timebank
from models.member import Profile
from models.notification import Notification
from models.place import Point
from models.received import ReceivedUpdate

# Whoever finds one of these in a log has found a leak.
TOKEN = "1000000001:canary-token-canary-token"
STREET_CANARY = "Canary Flat 7, Quince Court"
KINDS = ("shopping", "dog", "garden", "company", "computer", "letters")
HOME = (51.5446, -0.0553)
# Every story begins at ten in the morning, because at night neighbours are left in peace.
ZONE, MORNING = "Europe/London", time(10)
# A busy machine may need far longer than this one; nothing is judged by how long it took.
SETTLE_LIMIT_S = 600.0
# While things settle, time leaps this far whenever nothing has moved for a while: what waits for its next try
# would otherwise keep everybody waiting.
LEAP, PATIENCE_S = timedelta(minutes=11), 4.0
# While what people said still waits, time goes on only so far, or on a slow machine it would wait for a day,
# and be answered that its time has passed.
STEP = timedelta(minutes=4)


@dataclass
class Town:
    """Everything that a scenario takes hold of.

    Attributes:
        folder: where it all lies.
        random: decides everything.
        database: which Goodturn works on.
        looking: how rows are read from outside.
        messenger: the stand-in for Telegram, in this process, which is never killed.
        wire: between the two.
        clockwork: everybody's clock.
        bank_id: the number of the time bank.
        processes: those of Goodturn.
        people: the members' phones.
        did: what was done, counted, for the report.
        figures: what was measured, for the report.
        notes: what a process said that ended by itself.
        seen: what became of each update, by its number, as far as it was looked at.
        taken: every message that arrived in a chat.
    """

    folder: Path
    random: Random
    database: Database
    looking: Looking
    messenger: Messenger
    wire: Wire
    clockwork: Clockwork
    taken: Taken
    bank_id: int
    processes: list[Goodturn] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    did: Counter[str] = field(default_factory=Counter)
    figures: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    seen: dict[int, received.State] = field(default_factory=dict)

    def now(self) -> datetime:
        """The moment on everybody's clock."""
        return self.messenger.clock.now()

    def process(
        self, *words: str, wrapper: Sequence[str] = (), preload: Sequence[str] = (), **settings: str
    ) -> Goodturn:
        """Makes another process of Goodturn, which is not started yet.

        Args:
            words: what stands behind `goodturn`; `run` if there are none.
            wrapper: what the command is put behind.
            preload: libraries that are loaded into it.
            settings: further settings, by their full names.
        """
        number = len(self.processes) + 1
        folder = self.folder / "processes"
        folder.mkdir(exist_ok=True)
        environment = self.environment(number if self.database.shared else 1, settings)
        libraries = [*preload, *environment.get("LD_PRELOAD", "").split()]
        if libraries:
            environment["LD_PRELOAD"] = " ".join(libraries)
        one = Goodturn(f"goodturn-{number}", folder, environment, words or ("run",), wrapper)
        self.processes.append(one)
        return one

    def environment(self, number: int, settings: Mapping[str, str]) -> dict[str, str]:
        """Returns what a process of that number is told."""
        ours = {
            "GOODTURN_DATA_DIR": str(self.folder / f"data-{number}"),
            "GOODTURN_TELEGRAM_TOKEN": TOKEN,
            "GOODTURN_TELEGRAM_API": f"http://127.0.0.1:{self.wire.port}",
            "GOODTURN_DATABASE_URL": self.database.url,
            "GOODTURN_TIMEBANK_NAME": "Quince Lane",
            "GOODTURN_LOG_LEVEL": "DEBUG",
            "GOODTURN_HEALTH_PORT": "0",
        }
        return plain_environment() | self.clockwork.environment() | ours | dict(settings)

    async def begins(self) -> Goodturn:
        """Makes a process, starts it, and waits until it listens."""
        one = self.process()
        one.start()
        await one.listens()
        return one

    # ---- what is so, seen from outside ----------------------------------------------------------------

    def unhandled(self) -> int:
        """Counts updates that Telegram still holds, and those that were received and not yet handled."""
        final = (received.State.HANDLED, received.State.DEAD)
        waiting = self.looking.read(
            lambda session: session.exec(
                select(func.count()).where(
                    ReceivedUpdate.timebank_id == self.bank_id, col(ReceivedUpdate.state).not_in(final)
                )
            ).one()
        )
        return len(self.messenger.street.updates) + int(waiting)

    def unsaid(self) -> int:
        """Counts what is due to be said and is not in a last state."""
        now = self.now()
        due = or_(
            col(Notification.send_after) <= now,
            # It was due and was put off for a while, because Telegram had not taken it.
            col(Notification.first_due_at) <= now,
            col(Notification.state) == notification.State.SENDING,
        )
        unreachable = select(member.Member.id).where(
            member.Member.timebank_id == self.bank_id, col(member.Member.unreachable_since).is_not(None)
        )
        return self.looking.read(
            lambda session: int(
                session.exec(
                    select(func.count())
                    .select_from(Notification)
                    .where(
                        Notification.timebank_id == self.bank_id,
                        col(Notification.state).in_(notification.UNFINISHED),
                        due,
                        # What waits for somebody who has blocked the bot waits rightly.
                        col(Notification.recipient_id).not_in(unreachable),
                    )
                ).one()
            )
        )

    def take_stock(self) -> None:
        """Notes what has become of each update so far, before upkeep forgets the oldest."""
        rows = self.looking.read(
            lambda session: session.exec(
                select(ReceivedUpdate.update_id, ReceivedUpdate.state).where(
                    ReceivedUpdate.timebank_id == self.bank_id
                )
            ).all()
        )
        self.seen.update({update_id: received.State(state) for update_id, state in rows})

    async def settle(self, limit_s: float = SETTLE_LIMIT_S) -> None:
        """Waits until nothing is left to handle or to say, and leaps ahead where only time is waited for.

        Raises:
            TimeoutError: it never came to rest; the words say what was left.
        """
        loop = asyncio.get_running_loop()
        give_up_at_s, before, moved_at_s, calm = loop.time() + limit_s, (-1, -1), loop.time(), 0
        while calm < 3:
            left = await asyncio.to_thread(lambda: (self.unhandled(), self.unsaid()))
            if left != before:
                before, moved_at_s = left, loop.time()
            calm = calm + 1 if left == (0, 0) else 0
            if loop.time() > give_up_at_s:
                held = len(self.messenger.street.updates)
                raise TimeoutError(
                    f"{left[0]} updates are not handled, {held} of them still with Telegram, "
                    f"and {left[1]} notices are not said"
                )
            if calm == 0 and loop.time() - moved_at_s > PATIENCE_S and self.clockwork.can_move:
                self.clockwork.jump(STEP if left[0] else LEAP)
                moved_at_s = loop.time()
            await asyncio.sleep(0.3)
        self.take_stock()

    async def clear_sky(self) -> None:
        """Lets every fault of the wire and of Telegram stop."""
        self.wire.chances, self.wire.dead = {}, False
        self.messenger.weather, self.messenger.down = None, False
        self.messenger.repeat_updates = False
        self.messenger.next_answers.clear()

    async def everybody_up(self) -> None:
        """Starts each process that does not run, and waits until all of them listen."""
        for one in self.processes:
            if not one.alive:
                one.start()
        for one in self.processes:
            await one.listens()

    async def heard_by(self, person: Person, words: str, after: int = 0, limit_s: float = 30.0) -> None:
        """Waits until the bot has said something to somebody after that message; raises as `patiently`."""
        await patiently(
            f"{words!r} at {person.name}'s",
            limit_s,
            until=lambda: any(words in one.text for one in person.heard if one.id > after),
        )

    def member_at(self, session: Session, person: Person) -> member.Member:
        """Returns the row of somebody with a phone."""
        found = member.by_telegram(session, self.bank_id, person.id)
        assert found is not None, f"{person.name} is a member"
        return found


@asynccontextmanager
async def built(
    random: Random, *, database: str = "sqlite", members: int = 6, folder: Path | None = None
) -> AsyncIterator[Town]:
    """Builds a town in which nothing runs yet, and takes everything away at the end.

    Args:
        random: decides everything.
        database: "sqlite" or "postgresql".
        members: how many have joined.
        folder: where the database file lies; None for the town's own folder.
    """
    own = Path(tempfile.mkdtemp(prefix="goodturn-faults-"))
    messenger = Messenger(token=TOKEN, clock=Clock())
    try:
        with opened(database, folder or own) as base:
            async with messenger.serve(port=0):
                wire = Wire(messenger.port, random)
                await wire.open()
                looking = Looking(base)
                clockwork = Clockwork(own, messenger.clock)
                if clockwork.can_move:
                    clockwork.jump(_until_morning(messenger.clock.now()))
                taken = Taken(messenger.street)
                town = Town(own, random, base, looking, messenger, wire, clockwork, taken, 0)
                try:
                    furnish(town, members)
                    yield town
                finally:
                    for one in town.processes:
                        await one.kill()
                    await wire.close()
    finally:
        messenger.close()
        shutil.rmtree(own, ignore_errors=True)


def furnish(town: Town, members: int) -> None:
    """Opens the bank and lets that many members join, each with two kinds of help to offer."""
    now = town.now()
    bank = town.looking.write(
        lambda session: timebank.open_bank(
            session, name="Quince Lane", zone=ZONE, language="en", now=now,
            starting_minutes=600, floor_minutes=-6_000, asks_per_day=50, kinds_confirmed_at=now,
        )
    )  # fmt: skip
    town.bank_id = bank.id
    # The stand-in brings a cast of its own, who are nobody here.
    for number in range(members):
        place = (HOME[0] + number % 7 * 0.001, HOME[1] + number // 7 * 0.001)
        person = town.messenger.add_person(f"Canary{number:02d}", started=True, place=place)
        town.people.append(person)

    def join(session: Session) -> None:
        for number, person in enumerate(town.people):
            one = member.meet(
                session, timebank_id=bank.id, telegram_user_id=person.id, chat_id=person.chat_id,
                language="en", now=now,
            )  # fmt: skip
            member.say_adult(session, one, now)
            member.agree_to_privacy(session, one, now)
            if number == 0:
                member.make_organiser(session, one, now)
            profile = Profile(person.name, Point(*person.profile.place), STREET_CANARY, 5_000, _always())
            member.join(session, one, profile, now)
            for kind in dict.fromkeys(("shopping", KINDS[number % len(KINDS)])):
                offer.make(session, one, kind, now)

    town.looking.write(join)


def _until_morning(now: datetime) -> timedelta:
    local = now.astimezone(ZoneInfo(ZONE))
    return datetime.combine(local.date() + timedelta(days=1), MORNING, local.tzinfo) - local


def _always() -> int:
    from models import availability

    return availability.ALWAYS
