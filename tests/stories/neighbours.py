"""People in stories: what they say, tap and hear, through the real bot and the real stand-in for Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import func
from sqlmodel import Session, col, select
from telegram.request import HTTPXRequest

from bot import application
from bot.passage import Passage
from bot.turnstile import LEASE
from goodturn.process import House, build_house
from goodturn.settings import Settings
from messenger import Clock, Message, Messenger, Person
from models import availability, invitation, ledger, member, notification, offer, request, timebank
from models.attendance import Attendance
from models.exchange import Exchange
from models.invitation import Invitation
from models.member import Member, Profile
from models.notification import Notification
from models.place import Point
from models.received import Claimed, ReceivedUpdate, State
from models.request import Request
from models.store import Store
from models.timebank import TimeBank
from tests.house.queries import every_query_names_its_bank
from tests.messenger.schema.watch import Watch
from tests.stories import invariants

# A morning in winter on which a story begins, and the street it plays in.
MONDAY = datetime.fromisoformat("2026-11-23T09:00:00+00:00")
HOME = (51.5446, -0.0553)

T = TypeVar("T")


@dataclass
class Neighbour:
    """One person of a story, with a phone.

    What they hear is looked for among the messages that came, or changed, since they last did something.
    """

    street: Street
    person: Person
    _read: dict[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What they are called."""
        return self.person.name

    @property
    def news(self) -> list[Message]:
        """The bot's messages that came or changed since they last acted."""
        return [message for message in self.person.heard if self._read.get(message.id) != message.text]

    async def says(self, text: str) -> None:
        """Types something."""
        self._look_away()
        self.person.says(text)
        await self.street.settle()

    async def taps(self, label: str) -> None:
        """Taps the button that says that, on the newest message that has one."""
        self._look_away()
        self.person.taps(label)
        await self.street.settle()

    async def taps_on(self, message: Message, label: str) -> None:
        """Taps a button of one message, however old it is."""
        self._look_away()
        self.person.presses(message, label)
        await self.street.settle()

    async def says_each(self, *texts: str) -> None:
        """Types one thing after the other, each once the one before was answered."""
        for text in texts:
            await self.says(text)

    async def taps_each(self, *labels: str) -> None:
        """Taps one button after the other, each once the one before was answered."""
        for label in labels:
            await self.taps(label)

    async def taps_data(self, data: str, message_id: int | None = None) -> None:
        """Presses a button of their own making."""
        self._look_away()
        self.person.taps_data(data, message_id)
        await self.street.settle()

    async def shares_location(self, place: tuple[float, float] = HOME) -> None:
        """Shares a place on the map."""
        self._look_away()
        self.person.shares_location(*place)
        await self.street.settle()

    async def does(self, verb: str, *arguments: Any) -> None:
        """Does anything else that a phone can do, by the stand-in's name for it."""
        self._look_away()
        getattr(self.person, verb)(*arguments)
        await self.street.settle()

    async def hears(self, *words: str) -> Message:
        """Finds one message of the news, the newest first, that says all of these words, capitals aside."""
        for message in reversed(self.news):
            if all(word.casefold() in message.text.casefold() for word in words):
                return message
        heard = "\n  · ".join(message.text.replace("\n", " / ") for message in self.news) or "nothing"
        raise AssertionError(f"{self.name} did not hear {words}, but:\n  · {heard}")

    async def hears_nothing_of(self, words: str) -> None:
        """Makes sure that no message of the news says that."""
        heard = [message.text for message in self.news if words.casefold() in message.text.casefold()]
        assert not heard, f"{self.name} heard {heard}"

    def message_with(self, label: str) -> Message:
        """The newest message with a button that says that."""
        for message in reversed(self.person.heard):
            if label in message.labels:
                return message
        raise AssertionError(f"{self.name} sees no button {label!r}")

    def data_of(self, label: str) -> str:
        """What the newest button with that label carries."""
        rows = self.message_with(label).buttons
        return next(str(button.data) for row in rows for button in row if button.label == label)

    def buttons(self) -> list[str]:
        """The labels under the newest message that has any."""
        for message in reversed(self.person.heard):
            if message.buttons:
                return [button.label for row in message.buttons for button in row]
        return []

    def look_away(self) -> None:
        """Counts all that came so far as read."""
        self._look_away()

    def _look_away(self) -> None:
        self._read = {message.id: message.text for message in self.person.heard}

    def row(self, session: Session) -> Member:
        """Their row."""
        found = member.by_telegram(session, self.street.timebank_id, self.person.id)
        assert found is not None, f"{self.name} is not known"
        return found

    async def balance(self) -> ledger.Standing:
        """Their hours, from the rows."""

        def look(session: Session) -> ledger.Standing:
            account = ledger.account_of(session, self.street.timebank_id, self.row(session).id)
            return ledger.standing(session, account)

        return await self.street.store.read(look)


@dataclass
class Street:
    """A time bank in which a story plays."""

    store: Store
    messenger: Messenger
    clock: Clock
    house: House
    timebank_id: int
    watch: Watch
    people: dict[str, Neighbour] = field(default_factory=dict)
    dead_allowed: bool = False
    refusals_allowed: bool = False
    strange_updates_allowed: bool = False
    _settled_at: datetime | None = None

    def now(self) -> datetime:
        """The moment in the story."""
        return self.clock.now()

    def newcomer(self, name: str, language: str = "en") -> Neighbour:
        """Somebody with a phone who has never written to the bot."""
        person = self.messenger.add_person(name, language=language)
        self.people[name] = Neighbour(self, person)
        return self.people[name]

    async def neighbour(
        self,
        name: str,
        *offers: str,
        language: str = "en",
        place: tuple[float, float] = HOME,
        organiser: bool = False,
        travel_limit_m: int = 3_000,
        free_slots: int = availability.ALWAYS,
    ) -> Neighbour:
        """A member who has joined before the story begins."""
        person = self.messenger.add_person(name, language=language, started=True)

        def move_in(session: Session) -> None:
            now = self.now()
            one = member.meet(
                session,
                timebank_id=self.timebank_id,
                telegram_user_id=person.id,
                chat_id=person.chat_id,
                language=language,
                now=now,
            )
            member.say_adult(session, one, now)
            member.agree_to_privacy(session, one, now)
            if organiser:
                member.make_organiser(session, one, now)
            member.join(
                session, one, Profile(name, Point(*place), "Mill Lane", travel_limit_m, free_slots), now
            )
            for kind in offers:
                offer.make(session, one, kind, now)

        await self.store.write(move_in)
        self.people[name] = Neighbour(self, person)
        return self.people[name]

    async def settle(self) -> None:
        """Lets everything happen that can happen now: updates, jobs, and what follows from them."""
        moved, self._settled_at = self.now() != self._settled_at, self.now()
        for _ in range(20):
            fetched = await self.house.bot.inbox.fetch(0) if self.messenger.pending_updates else 0
            handled = await self.house.bot.turnstile.drain()
            if not fetched and not handled and not moved:
                return
            if moved:
                await self.house.timetable.run_all()
            else:
                # As in a process that runs: what only time brings waits for time to pass.
                await self.house.timetable.answer_change()
            moved = False
        raise AssertionError("the street does not come to rest")

    async def later(self, **span: int) -> None:
        """Lets time pass, for everybody, from one moment at which something is due to the next."""
        ahead = self.now() + timedelta(**span)
        while self.now() < ahead:
            due = await self.store.read(self._next_moment)
            self.clock.move_to(min([ahead, *due]))
            await self.settle()

    def _next_moment(self, session: Session) -> list[datetime]:
        """The moments ahead at which something will happen by itself."""
        waiting = session.exec(
            select(func.min(Notification.send_after)).where(
                Notification.state == notification.State.PENDING, Notification.send_after > self.now()
            )
        ).one()
        silence = session.exec(
            select(func.min(Invitation.expires_at)).where(
                Invitation.state == invitation.State.ASKED, Invitation.expires_at > self.now()
            )
        ).one()
        looked_at = session.exec(
            select(func.min(Attendance.look_at)).where(
                col(Attendance.closed_at).is_(None), Attendance.look_at > self.now()
            )
        ).one()
        # Some things come in the morning, or on a Monday, and stand in no row before.
        found = [waiting, silence, looked_at]
        found += [self._next_morning(bank) for bank in session.exec(select(TimeBank))]
        for row in session.exec(select(Request).where(Request.state == request.State.OPEN)):
            found += [moment for moment in (row.at_risk_at, row.latest_at) if moment > self.now()]
        return [moment for moment in found if moment is not None]

    def _next_morning(self, bank: TimeBank) -> datetime:
        """When the hour of the morning list next strikes."""
        here = self.now().astimezone(ZoneInfo(bank.zone))
        today = here.replace(hour=bank.morning_hour, minute=0, second=0, microsecond=0)
        return (today if today > here else today + timedelta(days=1)).astimezone(UTC)

    async def until(self, moment: datetime) -> None:
        """Lets time pass until that moment."""
        minutes = int((moment - self.now()).total_seconds() // 60)
        await self.later(minutes=minutes)

    async def exchanges(self) -> list[Exchange]:
        """All exchanges, oldest first."""
        return await self.store.read(
            lambda session: list(session.exec(select(Exchange).order_by(col(Exchange.id))))
        )

    async def requests(self) -> list[Request]:
        """All requests, oldest first."""
        return await self.store.read(
            lambda session: list(session.exec(select(Request).order_by(col(Request.id))))
        )

    async def rows(self, table: type[T]) -> list[T]:
        """All rows of a table, oldest first."""
        return await self.store.read(lambda session: list(session.exec(select(table).order_by("id"))))

    async def states(self) -> dict[str, str]:
        """What became of each invitation of the last round, by the name of who was asked."""

        def look(session: Session) -> dict[str, str]:
            rows = session.exec(select(Invitation).order_by(col(Invitation.id)))
            return {session.get_one(Member, row.member_id).name: row.state.value for row in rows}

        return await self.store.read(look)

    async def restart(self) -> None:
        """Drops the process that runs and starts another on the same database."""
        await application.close_down(self.house.bot)
        self.house = await self.another_house()

    async def another_house(self) -> House:
        """Starts a further process on the same database."""
        house = wire(self.store, self.messenger, self.clock, self.timebank_id)
        house.bot.out.pace.unlimited()
        await application.open_up(house.bot)
        return house

    async def at_once(self, updates: Sequence[dict[str, Any]], *houses: House) -> None:
        """Lets updates be handled at the very same time, past the line in which each person's wait.

        Args:
            updates: as the messenger tells them.
            houses: processes that all try to handle them; the one of the street alone where none is named.
        """
        await self.house.bot.inbox.keep(updates)
        if houses:
            await asyncio.gather(*(house.bot.turnstile.drain() for house in houses))
        else:
            claimed = await self.store.write(self._claim_all)
            turnstile = self.house.bot.turnstile
            await asyncio.gather(*(turnstile.let_through(Passage(update)) for update in claimed))
        self._settled_at = None
        await self.settle()

    def _claim_all(self, session: Session) -> list[Claimed]:
        """Claims all that waits, whoever stands before it in the line."""
        waiting = session.exec(select(ReceivedUpdate).where(ReceivedUpdate.state == State.WAITING)).all()
        for row in waiting:
            row.holder, row.lease_until = self.house.bot.turnstile.holder, self.now() + LEASE
        return [
            Claimed(**{name: getattr(row, name) for name in Claimed.__dataclass_fields__}) for row in waiting
        ]

    def taken_updates(self) -> list[dict[str, Any]]:
        """Takes what people just did out of the messenger's hands, to be handled in some other way."""
        updates = self.messenger.pending_updates
        self.messenger.street.confirm(updates[-1]["update_id"] + 1)
        return updates

    async def check(self) -> None:
        """Checks what must hold at the end of every story."""
        await self.house.timetable.run_all()
        await self.settle()
        wrong = await self.store.read(
            lambda session: invariants.broken(session, self.timebank_id, self.now())
        )
        wrong += [] if self.dead_allowed else await self.store.read(invariants.set_aside)
        wrong += [] if self.dead_allowed else invariants.unanswered_taps(self.messenger)
        wrong += [] if self.refusals_allowed else invariants.refusals(self.messenger)
        wrong += [*self.watch.wrong_requests, *self.watch.wrong_answers]
        wrong += [] if self.dead_allowed or self.strange_updates_allowed else self.watch.wrong_updates
        assert not wrong, wrong


def connection(messenger: Messenger) -> HTTPXRequest:
    """A connection to the stand-in that needs no socket."""
    return HTTPXRequest(httpx_kwargs={"transport": httpx.ASGITransport(app=messenger.app)})


def wire(store: Store, messenger: Messenger, clock: Clock, timebank_id: int) -> House:
    """Builds a process of the real bot and its jobs, as `goodturn run` does, on the stand-in."""
    house = build_house(
        store=store,
        timebank_id=timebank_id,
        token=messenger.token,
        base_url=messenger.base_url,
        base_file_url=messenger.base_file_url,
        settings=Settings.load(env_file=None),
        clock=clock.now,
        requests=(connection(messenger), connection(messenger)),
    )
    # In most stories the clock stands still, and a whole joining would be said within one moment.
    house.bot.flood.burst = 1_000_000
    return house


@asynccontextmanager
async def opened_street(store: Store, **rules: Any) -> AsyncIterator[Street]:
    """Opens a street on a database, and checks what must hold when the story is over."""
    clock = Clock(frozen_at=MONDAY)
    messenger = Messenger(clock=clock)
    watch = Watch(messenger)
    # In most stories an organiser has read what help demands, and found that nothing is.
    rules = {"kinds_confirmed_at": MONDAY, **rules}
    timebank_id = await store.write(
        lambda session: (
            timebank.open_bank(
                session, name="Mill Lane", zone="Europe/London", language="en", now=MONDAY, **rules
            ).id
        )
    )
    house = wire(store, messenger, clock, timebank_id)
    # Nobody counts how fast we speak here, and a story should not wait for it.
    house.bot.out.pace.unlimited()
    await application.open_up(house.bot)
    street = Street(store, messenger, clock, house, timebank_id, watch)
    with every_query_names_its_bank():
        yield street
        await street.check()
        await application.close_down(street.house.bot)
        messenger.close()
