"""The wiring of one process: what listens, what works by the clock, and how it starts and stops."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlmodel import Session
from telegram.error import Conflict, InvalidToken
from telegram.request import BaseRequest

from bot import application
from bot.application import Goodbot
from bot.geocoding import build_geocoder
from bot.wire import Wire
from goodturn import backup, erasures, nightly, opening
from goodturn.backup import folder_in
from goodturn.health import Vitals
from goodturn.listening import Listening
from goodturn.lock import file_of, locked, locked_database
from goodturn.presence import Presence, SecondListener, process_name
from goodturn.role import Role
from goodturn.settings import Settings
from goodturn.stopping import EXIT_SECOND_LISTENER, EXIT_WRONG_TOKEN, CannotRun, until_told_to_stop
from jobs.delivery import Delivery
from jobs.drawing import DrawingRound
from jobs.group_round import GroupRound
from jobs.intake_round import IntakeRound
from jobs.matching_round import MatchingRound
from jobs.reminders import FOR_ORGANISERS, Reminders
from jobs.safekeeping import Safekeeping
from jobs.timetable import Job, Timetable
from jobs.upkeep import Upkeep
from jobs.withdrawing import Withdrawing
from models import migrations, received, timebank
from models.erasure import Erased
from models.store import Store
from models.timebank import TimeBank

log = structlog.get_logger(__name__)

# Seconds between two beats. Delivery is also woken by every change, so this is for what comes due by time.
BEATS_S = {
    "reminders": 5.0,
    "organising": 600.0,
    "matching": 5.0,
    "delivery": 1.0,
    "group": 30.0,
    "withdrawing": 60.0,
    "intakes": 5.0,
    "drawing": 5.0,
    "upkeep": 3600.0,
    "safekeeping": 600.0,
}
CONNECTIONS = 32
# The thread that writes and the one that answers hand the interpreter to each other after every statement
# otherwise, which costs a fifth of the pace and brings nobody an answer earlier.
SWITCH_S = 0.02
# So many more objects made than let go of before garbage is looked for.
GARBAGE_AFTER = 20_000


@dataclass
class House:
    """A process that is ready to run: its bot and its jobs, on one database."""

    store: Store
    bot: Goodbot
    timetable: Timetable
    changed: asyncio.Event
    matching: MatchingRound

    def share(self, share: float) -> None:
        """Takes that part of the pace at which Telegram lets all processes speak together."""
        self.bot.out.pace.share = share


def system_clock() -> datetime:
    """The machine's own clock, in UTC."""
    return datetime.now(UTC)


async def prepared(
    url: str, settle: Callable[[Session], TimeBank], backups: Path | None = None
) -> tuple[Store, int]:
    """Brings the database up to this version and returns it with the number of its time bank.

    Args:
        url: as for `Store`.
        settle: returns the bank, and opens it where there is none.
        backups: where the backups of this database are; None for one that nobody will miss.

    Raises:
        CannotRun: the database cannot be used as it is.
    """
    if backups is None:
        await asyncio.to_thread(migrations.upgrade, url)
    else:
        await asyncio.to_thread(opening.make_ready, url, backups, now=system_clock())
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
    kept_safe: bool = False,
    name: str = "this process",
) -> House:
    """Wires a bot and its jobs together on a database.

    Args:
        requests: the connections for sending and for waiting; None for real ones.
        kept_safe: whether backups are made of it.
        name: of this process, under which it claims what it does; no other on the database may have it.
    """
    changed = asyncio.Event()
    sending, waiting = requests or (Wire(CONNECTIONS), Wire(4))
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
        holder=name,
    )
    delivery = Delivery(store, timebank_id, bot.out, clock, lambda: bot.door.bot_username)
    matching = MatchingRound(store, timebank_id, clock, name)
    # In the order in which a change runs through them: time, who is asked, who is told; a picture can wait.
    work: dict[str, Job] = {
        "reminders": Reminders(store, timebank_id, clock).run,
        "organising": Reminders(store, timebank_id, clock, FOR_ORGANISERS).run,
        "matching": matching.run,
        "intakes": IntakeRound(store, timebank_id, bot.out, clock).run,
        "delivery": delivery.run,
        "group": GroupRound(store, timebank_id, bot.out, clock, lambda: bot.door.bot_username).run,
        "withdrawing": Withdrawing(store, timebank_id, bot.out, clock).run,
        "drawing": DrawingRound(store, timebank_id, clock, changed.set).run,
        "upkeep": Upkeep(store, timebank_id, clock).run,
    }
    if kept_safe:
        work["safekeeping"] = _safekeeping(store, timebank_id, settings).run
    jobs = {job: (run, BEATS_S[job]) for job, run in work.items()}
    return House(store, bot, Timetable(jobs, changed, on_jump=delivery.clock_was_set), changed, matching)


def _safekeeping(store: Store, timebank_id: int, settings: Settings) -> Safekeeping:
    """The job that makes backups. It goes by the machine's own clock, as the names of backups do."""
    folder = folder_in(settings.data_dir)

    def newest_at(by: datetime) -> datetime | None:
        found = backup.newest(folder, by)
        return None if found is None else found.made_at

    async def make(now: datetime, due: datetime) -> Path:
        return await nightly.make(settings.database_url, folder, now=now, kept=settings.backups_kept, due=due)

    def note_erasures(erased: Iterable[Erased]) -> int:
        return erasures.note(settings.data_dir, erased)

    return Safekeeping(store, timebank_id, system_clock, newest_at, make, note_erasures)


def settle_memory() -> None:
    """Lets the search for garbage leave alone what stays for as long as the process does, and come round less
    often: it looked at every class of every library again and again, for a twentieth of the pace."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, 20, 50)


async def live(
    house: House,
    *,
    role: Role = Role.ALL,
    presence: Presence | None = None,
    listening: Listening | None = None,
    started: Callable[[], None] = lambda: None,
) -> None:
    """Listens, answers and works by the clock until it is cancelled.

    Args:
        role: which of these it does.
        presence: of this process among others; None for one that has the database to itself.
        listening: how updates come in; None to fetch them, whoever else does.
        started: called when it is ready.

    Raises:
        CannotRun: the token is wrong, or somebody else listens with it.
    """
    sys.setswitchinterval(SWITCH_S)
    settle_memory()
    try:
        async with asyncio.TaskGroup() as group:
            if presence is not None:
                group.create_task(presence.keep())
            if listening is not None and role.listens:
                await listening.claim()
            await application.open_up(house.bot)
            if role.listens:
                if listening is not None:
                    await listening.begin()
                group.create_task(house.bot.inbox.listen() if listening is None else listening.run())
                group.create_task(house.bot.turnstile.serve())
            if role.has_jobs:
                group.create_task(house.timetable.run())
            started()
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
    except* SecondListener as taken:
        raise _listened_by(taken) from None
    finally:
        if presence is not None:
            await presence.leave()
        await application.close_down(house.bot)
        await asyncio.to_thread(house.matching.close)
        await house.store.close()


def _listened_by(group: BaseExceptionGroup[SecondListener]) -> CannotRun:
    first: BaseException = group
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return CannotRun(
        f"Another Goodturn is listening: {first}. Only one may fetch updates, so stop that one first, "
        "start this one with --role jobs, or set GOODTURN_WEBHOOK_URL, with which any number may listen.",
        EXIT_SECOND_LISTENER,
    )


async def run(settings: Settings, role: Role = Role.ALL) -> None:
    """Runs Goodturn with Telegram until it is told to stop (SIGINT or SIGTERM).

    Raises:
        CannotRun: see `live`; also when a port is taken that it cannot do without.
        FolderTaken: another process has this data folder or this SQLite file.
    """
    async with until_told_to_stop(), AsyncExitStack() as stack:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        file = file_of(settings.database_url)
        if file is not None:
            stack.enter_context(locked(settings.data_dir))
            stack.enter_context(locked_database(settings.database_url))
        store, bank_id = await prepared(
            settings.database_url, opener(settings, system_clock), folder_in(settings.data_dir)
        )
        stack.push_async_callback(store.close)
        name = process_name()
        house = build_house(
            store=store,
            timebank_id=bank_id,
            token=settings.telegram_token.get_secret_value(),
            base_url=settings.base_url,
            base_file_url=settings.base_file_url,
            settings=settings,
            clock=system_clock,
            kept_safe=True,
            name=name,
        )
        presence = Presence(store, bank_id, system_clock, house.share, name)
        listening = Listening(house.bot, presence, settings)
        await stack.enter_async_context(Vitals(house, presence, settings, role).served())
        if role.listens:
            await stack.enter_async_context(listening.open())
        # Nobody else can be alive on a file that we have locked, whatever an earlier process left behind.
        await presence.arrive(alone=file is not None)
        if file is not None:
            await store.write(lambda session: received.let_go(session, bank_id))

        def started() -> None:
            bot = f"@{house.bot.application.bot.username}"
            log.info("ready", bot=bot, role=role.value, process=presence.name)

        await live(house, role=role, presence=presence, listening=listening, started=started)


def demo_folder(settings: Settings) -> Path:
    """Where the demo keeps its made-up street, apart from everything real."""
    return settings.data_dir / "demo"


def demo_url(settings: Settings) -> str:
    """The database of the demo."""
    return f"sqlite:///{demo_folder(settings) / 'goodturn.db'}"


def data_folder(settings: Settings) -> Path:
    """Where commands find the database's backups: beside the real one, or beside the demo's."""
    return settings.data_dir if settings.telegram_token.get_secret_value() else demo_folder(settings)


def clock_of(settings: Settings) -> Callable[[], datetime]:
    """The clock that commands go by: the machine's own, or the one of the demo, which people move."""
    if settings.telegram_token.get_secret_value():
        return system_clock
    from messenger import Clock

    return Clock.remembered(demo_folder(settings) / "messenger.db").now


def database_url(settings: Settings) -> str:
    """The database that commands work on: the real one where there is a token, and otherwise the demo's."""
    return settings.database_url if settings.telegram_token.get_secret_value() else demo_url(settings)
