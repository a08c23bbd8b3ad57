"""The wiring of one process: what listens, what works by the clock, and how it starts and stops."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from sqlmodel import Session
from telegram.error import Conflict, InvalidToken
from telegram.request import BaseRequest, HTTPXRequest

from bot import application
from bot.application import Goodbot
from bot.geocoding import build_geocoder
from goodturn.lock import locked
from goodturn.settings import Settings
from jobs.delivery import Delivery
from jobs.matching_round import MatchingRound
from jobs.reminders import Reminders
from jobs.timetable import Job, Timetable
from jobs.upkeep import Upkeep
from models import migrations, search, timebank
from models.store import Store
from models.timebank import TimeBank

if TYPE_CHECKING:
    from messenger import Messenger

log = structlog.get_logger(__name__)

# Seconds between two beats. Delivery is also woken by every change, so this is for what comes due by time.
BEATS_S = {"reminders": 5.0, "matching": 5.0, "delivery": 1.0, "upkeep": 3600.0}
CONNECTIONS = 32

EXIT_WRONG_TOKEN = 3
EXIT_SECOND_LISTENER = 4


class CannotRun(Exception):
    """What keeps the process from running, in a sentence for the host, with the exit code that tells it.

    Attributes:
        code: the exit code.
    """

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass
class House:
    """A process that is ready to run: its bot and its jobs, on one database."""

    store: Store
    bot: Goodbot
    timetable: Timetable
    changed: asyncio.Event


def system_clock() -> datetime:
    """The machine's own clock, in UTC."""
    return datetime.now(UTC)


async def prepared(url: str, settle: Callable[[Session], TimeBank]) -> tuple[Store, int]:
    """Brings the database up to this version and returns it with the number of its time bank.

    Args:
        url: as for `Store`.
        settle: returns the bank, and opens it where there is none.
    """
    await asyncio.to_thread(migrations.upgrade, url)
    store = Store(url)
    bank_id = await store.write(lambda session: settle(session).id)
    return store, bank_id


def opener(settings: Settings, now: Callable[[], datetime]) -> Callable[[Session], TimeBank]:
    """Returns what opens the time bank of the settings, where there is none so far."""

    def settle(session: Session) -> TimeBank:
        return timebank.home(session) or timebank.open_bank(
            session,
            name=settings.timebank_name,
            zone=settings.timezone,
            language=settings.language,
            country=settings.country,
            now=now(),
        )

    return settle


def build_house(
    *,
    store: Store,
    timebank_id: int,
    token: str,
    base_url: str,
    base_file_url: str,
    settings: Settings,
    clock: Callable[[], datetime],
    requests: tuple[BaseRequest, BaseRequest] | None = None,
) -> House:
    """Wires a bot and its jobs together on a database.

    Args:
        requests: the connections for sending and for waiting; None for real ones.
    """
    changed = asyncio.Event()
    sending, waiting = requests or (
        HTTPXRequest(connection_pool_size=CONNECTIONS),
        HTTPXRequest(connection_pool_size=4),
    )
    bot = application.build(
        token=token,
        base_url=base_url,
        base_file_url=base_file_url,
        request=sending,
        updates_request=waiting,
        store=store,
        geocoder=build_geocoder(settings.geocoder, country=settings.country),
        clock=clock,
        timebank_id=timebank_id,
        changed=changed.set,
    )
    return House(store, bot, Timetable(_jobs(store, timebank_id, bot, clock), changed), changed)


def _jobs(
    store: Store, timebank_id: int, bot: Goodbot, clock: Callable[[], datetime]
) -> Mapping[str, tuple[Job, float]]:
    """The jobs in the order in which a change runs through them: time, who is asked, who is told."""
    work: dict[str, Job] = {
        "reminders": Reminders(store, clock).run,
        "matching": MatchingRound(store, timebank_id, clock).run,
        "delivery": Delivery(store, bot.out, clock, lambda: bot.door.bot_username).run,
        "upkeep": Upkeep(store, clock).run,
    }
    return {name: (job, BEATS_S[name]) for name, job in work.items()}


async def live(house: House, *, started: Callable[[], None] = lambda: None) -> None:
    """Listens, answers and works by the clock until it is cancelled.

    Args:
        started: called when the bot listens.

    Raises:
        CannotRun: the token is wrong, or somebody else listens with it.
    """
    try:
        await application.open_up(house.bot)
        started()
        async with asyncio.TaskGroup() as group:
            group.create_task(house.bot.inbox.listen())
            group.create_task(house.bot.turnstile.serve())
            group.create_task(house.timetable.run())
    except* InvalidToken:
        raise CannotRun(
            "Telegram does not know this token. Copy it from @BotFather again into GOODTURN_TELEGRAM_TOKEN.",
            EXIT_WRONG_TOKEN,
        ) from None
    except* Conflict:
        raise CannotRun(
            "Somebody else is listening with this token. Stop the other Goodturn first; only one may listen.",
            EXIT_SECOND_LISTENER,
        ) from None
    finally:
        await application.close_down(house.bot)
        await house.store.close()


async def run(settings: Settings) -> None:
    """Runs Goodturn with Telegram until it is told to stop (SIGINT or SIGTERM).

    Raises:
        CannotRun: see `live`; also when another process has this data folder.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with locked(settings.data_dir):
        store, bank_id = await prepared(settings.database_url, opener(settings, system_clock))
        house = build_house(
            store=store,
            timebank_id=bank_id,
            token=settings.telegram_token.get_secret_value(),
            base_url=settings.base_url,
            base_file_url=settings.base_file_url,
            settings=settings,
            clock=system_clock,
        )

        def started() -> None:
            log.info("listening", bot=f"@{house.bot.application.bot.username}")

        async with until_told_to_stop():
            await live(house, started=started)


async def run_demo(settings: Settings) -> None:
    """Runs Goodturn beside the stand-in for Telegram, with its page, on this machine alone.

    Raises:
        CannotRun: the port is taken, the database has real members, or another process has the data folder.
    """
    from messenger import Clock, Messenger

    folder = demo_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        clock = Clock()
        house: House | None = None

        async def next_due() -> datetime | None:
            # The page is there a moment before the bot is.
            if house is None:
                return None
            return await house.store.read(lambda session: search.next_turn_at(session, clock.now()))

        messenger = Messenger(clock=clock, state_path=folder / "messenger.db", next_due=next_due)
        async with AsyncExitStack() as stack:
            stack.callback(messenger.close)
            await stack.enter_async_context(until_told_to_stop())
            store, bank_id = await _furnished(settings, messenger)
            stack.push_async_callback(store.close)
            try:
                page = await stack.enter_async_context(messenger.serve("127.0.0.1", settings.port))
            except OSError as trouble:
                raise CannotRun(
                    f"Port {settings.port} on this machine cannot be used ({trouble.strerror}). "
                    "Set GOODTURN_PORT to another one.",
                    1,
                ) from None
            house = build_house(
                store=store,
                timebank_id=bank_id,
                token=messenger.token,
                base_url=messenger.base_url,
                base_file_url=messenger.base_file_url,
                settings=settings,
                clock=clock.now,
            )
            # The stand-in does not count how fast we speak, and whoever tries things out taps fast.
            house.bot.out.pace.unlimited()
            clock.on_move(house.changed.set)

            def started() -> None:
                print(f"Goodturn is ready: open {page} in a browser. Ctrl+C stops it.", flush=True)  # noqa: T201

            await live(house, started=started)


async def _furnished(settings: Settings, messenger: Messenger) -> tuple[Store, int]:
    """Gets the demo's database and its street ready, by day; returns the store and the number of the bank.

    Raises:
        CannotRun: the database has real members.
    """
    from goodturn import demo

    clock = messenger.clock
    store, bank_id = await prepared(demo_url(settings), lambda session: demo.settle(session, clock.now()))
    people = {person.id for person in messenger.people}
    if await store.read(lambda session: demo.strangers(session, people)):
        await store.close()
        raise CannotRun(
            "This database has real members, so the demo will not touch it. "
            "Set GOODTURN_TELEGRAM_TOKEN to run the real thing, or choose another GOODTURN_DATA_DIR.",
            1,
        )
    for number, neighbour in enumerate(demo.NEIGHBOURS):
        messenger.add_person(
            neighbour.name,
            id=demo.FIRST_ID + number,
            role=neighbour.on_page or "",
            started=True,
            language=neighbour.language,
            place=neighbour.place,
            on_page=neighbour.on_page is not None,
        )
    bank = await store.read(lambda session: timebank.get(session, bank_id))
    now = clock.now()
    if (awake := demo.daytime(bank, now)) > now:
        clock.move(awake - now)
    return store, bank_id


def demo_folder(settings: Settings) -> Path:
    """Where the demo keeps its made-up street, apart from everything real."""
    return settings.data_dir / "demo"


def demo_url(settings: Settings) -> str:
    """The database of the demo."""
    return f"sqlite:///{demo_folder(settings) / 'goodturn.db'}"


def clock_of(settings: Settings) -> Callable[[], datetime]:
    """The clock that commands go by: the machine's own, or the one of the demo, which people move."""
    if settings.telegram_token.get_secret_value():
        return system_clock
    from messenger import Clock

    return Clock.remembered(demo_folder(settings) / "messenger.db").now


def database_url(settings: Settings) -> str:
    """The database that commands work on: the real one where there is a token, and otherwise the demo's."""
    return settings.database_url if settings.telegram_token.get_secret_value() else demo_url(settings)


@asynccontextmanager
async def until_told_to_stop() -> AsyncIterator[None]:
    """Ends what is within, cleanly, when the process is told to stop."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None, "this is always used inside a task"
    told = False

    def stop() -> None:
        nonlocal told
        told = True
        task.cancel()

    signals = (signal.SIGINT, signal.SIGTERM)
    for number in signals:
        loop.add_signal_handler(number, stop)
    try:
        yield
    except asyncio.CancelledError:
        if not told:
            raise
        task.uncancel()
    finally:
        for number in signals:
            with contextlib.suppress(ValueError):
                loop.remove_signal_handler(number)
