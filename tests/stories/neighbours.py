"""People in stories: what they say, tap and hear, through the real bot and the real stand-in for Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
from sqlmodel import Session, col, select
from telegram.request import HTTPXRequest

from bot import application
from goodturn.process import House, build_house
from goodturn.settings import Settings
from messenger import Clock, Message, Messenger, Person
from models import audit, availability, ledger, member, notification, offer, received, request, timebank
from models.exchange import Exchange
from models.member import Member, Profile
from models.notification import Notification
from models.place import Point
from models.store import Store

# A morning in winter on which a story begins, and the street it plays in.
MONDAY = datetime.fromisoformat("2026-11-23T09:00:00+00:00")
HOME = (51.5446, -0.0553)


@dataclass
class Neighbour:
    """One person of a story, with a phone.

    What they hear is looked for among the messages that came, or changed, since they last did something.
    """

    street: Street
    person: Person
    _read: int = 0

    @property
    def name(self) -> str:
        """What they are called."""
        return self.person.name

    @property
    def news(self) -> list[Message]:
        """The bot's messages since they last acted."""
        return [message for message in self.person.heard if message.id > self._read]

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
        """Finds one message of the news, the newest first, that says all of these words."""
        await self.street.settle()
        for message in reversed(self.news):
            if all(word in message.text for word in words):
                return message
        heard = "\n  · ".join(message.text.replace("\n", " / ") for message in self.news) or "nothing"
        raise AssertionError(f"{self.name} did not hear {words}, but:\n  · {heard}")

    async def hears_nothing_of(self, words: str) -> None:
        """Makes sure that no message of the news says that."""
        await self.street.settle()
        heard = [message.text for message in self.news if words in message.text]
        assert not heard, f"{self.name} heard {heard}"

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
        self._read = max((message.id for message in self.person.messages), default=0)

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
    people: dict[str, Neighbour] = field(default_factory=dict)

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
        for _ in range(20):
            fetched = await self.house.bot.inbox.fetch(0)
            handled = await self.house.bot.turnstile.drain()
            await self.house.timetable.run_all()
            if not fetched and not handled:
                return
        raise AssertionError("the street does not come to rest")

    async def later(self, **span: int) -> None:
        """Lets time pass, for everybody, in steps small enough that nothing is missed."""
        ahead = self.now() + timedelta(**span)
        while self.now() < ahead:
            self.clock.move(min(ahead - self.now(), timedelta(minutes=30)))
            await self.settle()

    async def until(self, moment: datetime) -> None:
        """Lets time pass until that moment."""
        minutes = int((moment - self.now()).total_seconds() // 60)
        await self.later(minutes=minutes)

    async def exchanges(self) -> list[Exchange]:
        """All exchanges, oldest first."""
        return await self.store.read(
            lambda session: list(session.exec(select(Exchange).order_by(col(Exchange.id))))
        )

    async def requests(self) -> list[request.Request]:
        """All requests, oldest first."""
        return await self.store.read(
            lambda session: list(session.exec(select(request.Request).order_by(col(request.Request.id))))
        )

    async def check(self) -> None:
        """Checks what must hold at the end of every story."""
        await self.settle()
        books = await self.store.read(lambda session: audit.audit(session, self.timebank_id))
        assert books.wrong == [], books.wrong
        unread = await self.store.read(received.depth)
        assert not unread.get("waiting"), f"updates were left unhandled: {unread}"
        overdue = await self.store.read(self._overdue)
        assert not overdue, f"notifications were left unsaid: {overdue}"

    def _overdue(self, session: Session) -> list[str]:
        rows = session.exec(
            select(Notification).where(
                col(Notification.state).in_(notification.UNFINISHED), Notification.send_after <= self.now()
            )
        )
        return [f"{row.kind.value} {row.subject_id}" for row in rows]


def connection(messenger: Messenger) -> HTTPXRequest:
    """A connection to the stand-in that needs no socket."""
    return HTTPXRequest(httpx_kwargs={"transport": httpx.ASGITransport(app=messenger.app)})


def wire(store: Store, messenger: Messenger, clock: Clock, timebank_id: int) -> House:
    """Builds a process of the real bot and its jobs, as `goodturn run` does, on the stand-in."""
    return build_house(
        store=store,
        timebank_id=timebank_id,
        token=messenger.token,
        base_url=messenger.base_url,
        base_file_url=messenger.base_file_url,
        settings=Settings.load(env_file=None),
        clock=clock.now,
        requests=(connection(messenger), connection(messenger)),
    )


@asynccontextmanager
async def opened_street(store: Store, **rules: Any) -> AsyncIterator[Street]:
    """Opens a street on a database, and checks what must hold when the story is over."""
    clock = Clock(frozen_at=MONDAY)
    messenger = Messenger(clock=clock)
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
    street = Street(store, messenger, clock, house, timebank_id)
    yield street
    await street.check()
    await application.close_down(street.house.bot)
    messenger.close()
