"""The stand-in as a whole: what tests, stories and the demo take hold of."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from messenger.cast import DEFAULT_CAST, NEWCOMERS
from messenger.clock import Clock
from messenger.desk import Desk
from messenger.faults import Fault
from messenger.notebook import Notebook
from messenger.page import Page
from messenger.people import Person
from messenger.profile import Profile
from messenger.server import REAL_TOKEN, BotApi, Call
from messenger.street import Street
from messenger.weather import Weather

FIRST_PERSON_ID = 700_000_001
SHUTDOWN_LIMIT_S = 2
NextDue = Callable[[], Awaitable[datetime | None]]


class Messenger:
    """A Telegram of one's own, with one bot and any number of people.

    Args:
        token: the bot's; the number before the colon is its id. One that could be real is refused.
        bot_username: without the @.
        bot_name: as people see it.
        clock: for everyone; None for one that follows the machine's.
        state_path: an SQLite file that remembers the street over restarts; None forgets.
        next_due: says when the bot will next speak of its own accord, for the page's clock; None hides that.

    Raises:
        ValueError: if the token looks like a real one.
    """

    def __init__(  # nosec B107
        self,
        token: str = "1000000001:stand-in",  # noqa: S107 - made up, and no secret
        bot_username: str = "goodturn_bot",
        bot_name: str = "Goodturn",
        clock: Clock | None = None,
        state_path: Path | None = None,
        next_due: NextDue | None = None,
    ) -> None:
        if REAL_TOKEN.fullmatch(token):
            raise ValueError("that looks like a real bot's token: the stand-in takes only made-up ones")
        self.token = token
        self.clock = clock or Clock()
        bot = {
            "id": int(token.partition(":")[0]), "is_bot": True,
            "first_name": bot_name, "username": bot_username,
        }  # fmt: skip
        self._notebook = Notebook(state_path)
        self.street = Street(bot, self.clock, self._notebook)
        for row in self._notebook.read("person").values():
            person = Person.from_row(self.street, row)
            self.street.people[person.id] = person
        self._desk = Desk(self.street)
        self._api = BotApi(self._desk, token, lambda call: self.street.tell("call", call))
        self._page = Page(self, next_due)
        self.app = Starlette(routes=[*self._api.routes, *self._page.routes], middleware=self._page.middleware)
        self.port = 0

    # ---- people -------------------------------------------------------------------------------------

    @property
    def people(self) -> list[Person]:
        """Everyone, in the order they came."""
        return list(self.street.people.values())

    def person(self, name: str) -> Person:
        """Return the person of a name.

        Raises:
            KeyError: if nobody has it.
        """
        for person in self.street.people.values():
            if person.name == name:
                return person
        raise KeyError(name)

    def add_person(
        self,
        name: str,
        id: int | None = None,
        language: str = "en",
        role: str = "",
        started: bool = False,
        username: str | None = None,
        zone: str = "Europe/London",
        place: tuple[float, float] = (51.5446, -0.0553),
        on_page: bool = True,
    ) -> Person:
        """Add someone, or return the one who is already there under that name or id.

        Args:
            name: their first name.
            id: theirs and their chat's; None for the next free one.
            language: of their app, as an IETF tag.
            role: what they are in the story.
            started: whether they have written to the bot before.
            username: without the @.
            zone: their time zone, as an IANA name.
            place: where they live, as (latitude, longitude) in degrees.
            on_page: whether the page shows their phone; somebody without one can be written to all the same.
        """
        for person in self.street.people.values():
            if person.id == id or (id is None and person.name == name):
                return person
        with self.street.changing():
            number = id if id is not None else self.street.next_id("person", FIRST_PERSON_ID)
            while id is None and number in self.street.people:
                number = self.street.next_id("person", FIRST_PERSON_ID)
            profile = Profile(number, name, role, language, username or "", zone, place, on_page)
            person = Person(self.street, profile, started)
            self.street.people[number] = person
            self.street.touch_person(person)
        return person

    def add_cast(self) -> list[Person]:
        """Add Amina, George and Priya, and return them."""
        return [self.add_person(**part) for part in DEFAULT_CAST]

    def add_newcomer(self) -> Person:
        """Add another person, under a name that is still free."""
        taken = {person.name for person in self.street.people.values()}
        for part in NEWCOMERS:
            if part["name"] not in taken:
                return self.add_person(**part)
        number = len(taken) + 1
        return self.add_person(f"Neighbour {number}", role="neighbour")

    # ---- the Bot API seen from outside ----------------------------------------------------------------

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls `base_url`: over sockets while serving, else for in-process use."""
        return f"http://127.0.0.1:{self.port}/bot" if self.port else "http://messenger/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot calls `base_file_url`."""
        return self.base_url.removesuffix("/bot") + "/file/bot"

    @property
    def calls(self) -> list[Call]:
        """The calls to the Bot API, oldest first."""
        return list(self._api.calls)

    @property
    def pending_updates(self) -> list[dict[str, Any]]:
        """The updates that the bot has not confirmed, oldest first."""
        return list(self.street.updates)

    def push_update(self, update: dict[str, Any]) -> None:
        """Hold an update for the bot exactly as given: broken, repeated, or from a Telegram not yet made.

        Args:
            update: with an `update_id`, or one is added.
        """
        self.street.queue_raw({"update_id": self.street.next_id("update", 100_000_001), **update})

    def restart_numbers(self, first: int) -> None:
        """Begin the numbers of updates anywhere, also lower, as Telegram does after a quiet week.

        Args:
            first: the number of the next update.

        Raises:
            ValueError: if an update still waits, because Telegram does so only in the quiet.
        """
        if self.street.updates:
            raise ValueError("updates wait: numbers begin again only after a quiet week")
        self.street.begin_ids("update", first)

    # ---- faults --------------------------------------------------------------------------------------

    @property
    def next_answers(self) -> list[Fault]:
        """The scripted answers that no call has met yet."""
        return self._api.faults

    def fail_next(
        self,
        method: str = "*",
        *,
        status: int = 500,
        description: str = "",
        retry_after: int | None = None,
        chat_id: int | None = None,
        bad_json: bool = False,
        ok_false: bool = False,
        body: str | None = None,
        parameters: dict[str, Any] | None = None,
        drop_after_delivery: bool = False,
        times: int = 1,
    ) -> Fault:
        """Script the next answer to a method; the call is not carried out, unless it is to be dropped.

        Args:
            method: which, or "*" for any.
            status: the HTTP status; 500 and above answer with a web server's HTML.
            description: Telegram's words.
            retry_after: seconds to wait, for a 429.
            chat_id: only for this chat.
            bad_json: answer 200 with JSON that breaks off.
            ok_false: answer 200 with `"ok": false`.
            body: answer exactly this.
            parameters: further parameters, such as `migrate_to_chat_id`.
            drop_after_delivery: carry the call out, then hang up without an answer.
            times: how many calls meet it.

        Returns:
            The script, whose `times` counts down.
        """
        if bad_json:
            status, body = 200, '{"ok": true, "result": {"message_id": 1'
        if ok_false:
            status, description = 200, description or "Bad Request: the stand-in says no"
        if retry_after is not None:
            status, parameters = 429, {**(parameters or {}), "retry_after": retry_after}
            description = description or f"Too Many Requests: retry after {retry_after}"
        fault = Fault(method, status, description, parameters, body, chat_id, drop_after_delivery, times)
        self._api.faults.append(fault)
        return fault

    @property
    def down(self) -> bool:
        """Whether every call is answered with a 502."""
        return self._api.down

    @down.setter
    def down(self, down: bool) -> None:
        self._api.down = down

    @property
    def weather(self) -> Weather | None:
        """What goes wrong at random with calls that meet no script; None for nothing."""
        return self._api.weather

    @weather.setter
    def weather(self, weather: Weather | None) -> None:
        self._api.weather = weather

    @property
    def enforce_limits(self) -> bool:
        """Whether a bot that speaks too fast is told to wait."""
        return self._api.enforce_limits

    @enforce_limits.setter
    def enforce_limits(self, enforce: bool) -> None:
        self._api.enforce_limits = enforce

    @property
    def repeat_updates(self) -> bool:
        """Whether each batch of updates comes twice."""
        return self._desk.repeat_updates

    @repeat_updates.setter
    def repeat_updates(self, repeat: bool) -> None:
        self._desk.repeat_updates = repeat
        self._desk.last_batch_repeated = True

    # ---- serving -------------------------------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 8790) -> AsyncIterator[str]:
        """Serve the Bot API and the page on this machine while the block runs.

        Args:
            host: a loopback address or "localhost"; nothing else is opened.
            port: 0 for any that is free; `self.port` then says which.

        Yields:
            The address of the page.

        Raises:
            ValueError: if the host is not this machine itself.
            OSError: if the port is taken.
        """
        address = "127.0.0.1" if host == "localhost" else host
        if not ipaddress.ip_address(address).is_loopback:
            raise ValueError("the stand-in is served on this machine only")
        if not self.street.people:
            self.add_cast()
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        # Asyncio turns Nagle's delay off only for sockets that say they are TCP: 40 ms on every answer.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, port))
        except OSError:
            listener.close()
            raise
        self.port = int(listener.getsockname()[1])
        config = uvicorn.Config(
            self.app, log_level="warning", access_log=False, lifespan="off", server_header=False,
            timeout_graceful_shutdown=SHUTDOWN_LIMIT_S, timeout_keep_alive=75,
        )  # fmt: skip
        server = _Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            await server.ready.wait()
            yield f"http://{host if ':' not in host else f'[{host}]'}:{self.port}/"
        finally:
            self._desk.closing = True
            self._page.close()
            for wake in list(self.street.wakers):
                wake()
            server.should_exit = True
            await serving
            self._desk.closing = False
            self.port = 0

    def close(self) -> None:
        """Close the file that remembers the street."""
        self._notebook.close()


class _Server(uvicorn.Server):
    """Serves inside a loop that someone else runs and whose signals someone else hears."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()
