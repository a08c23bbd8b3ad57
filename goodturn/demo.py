"""The demo: a small street of made-up neighbours, so that one person can play a whole favour in a browser.

Amina, George and Priya have phones on the page. The others are members who never look at theirs, so that a
search has somebody to ask, to wait for, and to go past.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from goodturn.backup import folder_in
from goodturn.lock import locked
from goodturn.process import House, build_house, demo_folder, demo_url, live, prepared
from goodturn.settings import Settings
from goodturn.stopping import CannotRun, until_told_to_stop
from models import availability, landmark, member, notification, offer, received, search, timebank
from models.availability import Part
from models.member import Member, Profile
from models.notification import Notice
from models.place import Point
from models.store import Store
from models.timebank import TimeBank

if TYPE_CHECKING:
    from messenger import Messenger

NAME = "Maple Street"
ZONE = "Europe/London"

# When the street gets up, on its own clocks.
MORNING = time(9)

# The numbers below are the stand-in's own; Telegram gives such numbers to real people too, which is why the
# stand-in is never started on a database that knows anybody else.
FIRST_ID = 700_000_001


@dataclass(frozen=True)
class Neighbour:
    """One made-up person.

    Attributes:
        on_page: what their phone on the page says below the name; None for those without one.
        place: latitude and longitude, in degrees; nobody lives just there.
        offers: kinds of help.
    """

    name: str
    on_page: str | None
    place: tuple[float, float]
    offers: tuple[str, ...]
    travel_limit_m: int = 3_000
    free_slots: int = availability.ALWAYS
    language: str = "en"
    is_organiser: bool = False


_MORNINGS = availability.slots(range(7), Part.MORNING)
_EVENINGS = availability.slots(range(7), Part.EVENING)

NEIGHBOURS: tuple[Neighbour, ...] = (
    Neighbour("Amina", "volunteer", (51.5446, -0.0553), ("shopping", "dog", "garden", "company")),
    Neighbour("George", "81, asks for help", (51.5471, -0.0518), ("call", "letters")),
    Neighbour("Priya", "organiser", (51.5430, -0.0601), ("computer",), is_organiser=True),
    Neighbour("Tomasz", None, (51.5438, -0.0489), ("repair", "garden", "lift"), free_slots=_EVENINGS),
    Neighbour("Mei", None, (51.5482, -0.0562), ("cooking", "shopping", "translation"), free_slots=_MORNINGS),
    Neighbour("Lucía", None, (51.5463, -0.0610), ("company", "translation", "shopping"), language="es"),
    Neighbour("Owen", None, (51.5402, -0.0572), ("dog", "errand"), travel_limit_m=900),
)

LANDMARKS: dict[str, tuple[float, float]] = {
    "Maple Street": (51.5451, -0.0549),
    "Mill Lane": (51.5476, -0.0524),
    "The library": (51.5439, -0.0587),
    "St Mark's hall": (51.5460, -0.0501),
    "E8 3QN": (51.5451, -0.0549),
}


async def run(settings: Settings) -> None:
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
            return await house.store.read(lambda session: search.next_turn_at(session, bank_id, clock.now()))

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
            await store.write(lambda session: received.let_go(session, bank_id))
            # The stand-in does not count how fast we speak, and whoever tries things out taps fast.
            house.bot.out.pace.unlimited()
            clock.on_move(house.changed.set)

            def started() -> None:
                print(f"Goodturn is ready: open {page} in a browser. Ctrl+C stops it.", flush=True)  # noqa: T201

            await live(house, started=started)


def settle(session: Session, now: datetime) -> TimeBank:
    """Builds the street where there is none so far, and returns its time bank."""
    standing = timebank.home(session)
    if standing is not None:
        return standing
    bank = timebank.open_bank(
        session, name=NAME, zone=ZONE, language="en", country="GB", now=now, starting_minutes=120,
        nation=timebank.Nation.ENGLAND_WALES, kinds_confirmed_at=now,
    )  # fmt: skip
    for name, place in LANDMARKS.items():
        landmark.name(session, bank.id, name, Point(*place))
    for number, neighbour in enumerate(NEIGHBOURS):
        _move_in(session, bank, FIRST_ID + number, neighbour, now)
    return bank


def daytime(bank: TimeBank, now: datetime) -> datetime:
    """Returns that moment by day, and at night the next morning.

    At night neighbours are left in peace, so that whoever tries the demo then would ask for help and see
    nothing happen.
    """
    if not timebank.is_quiet(bank, now):
        return now
    today = now.astimezone(ZoneInfo(bank.zone)).date()
    mornings = (
        availability.local_moment(today + timedelta(days=ahead), MORNING, bank.zone) for ahead in (0, 1)
    )
    return next(morning for morning in mornings if morning > now)


def strangers(session: Session, known_ids: set[int]) -> int:
    """Counts members whom the stand-in does not know: on a real bank's database it must not be started."""
    met = session.exec(select(Member.telegram_user_id)).all()
    ours = known_ids | {FIRST_ID + number for number in range(len(NEIGHBOURS))}
    return sum(1 for user_id in met if user_id is not None and user_id not in ours)


def _move_in(session: Session, bank: TimeBank, user_id: int, neighbour: Neighbour, now: datetime) -> None:
    newcomer = member.meet(
        session,
        timebank_id=bank.id,
        telegram_user_id=user_id,
        chat_id=user_id,
        language=neighbour.language,
        now=now,
    )
    member.say_adult(session, newcomer, now)
    member.agree_to_privacy(session, newcomer, now)
    if neighbour.is_organiser:
        member.make_organiser(session, newcomer, now)
    profile = Profile(
        neighbour.name,
        Point(*neighbour.place),
        NAME,
        neighbour.travel_limit_m,
        neighbour.free_slots,
    )
    member.join(session, newcomer, profile, now)
    for kind in neighbour.offers:
        offer.make(session, newcomer, kind, now)
    if neighbour.on_page is not None:
        # Whoever opens the page sees a welcome and the home keyboard on each phone, and so where to begin.
        notification.queue(
            session, Notice.APPROVED, subject_id=newcomer.id, recipient=newcomer, send_after=now
        )


async def _furnished(settings: Settings, messenger: Messenger) -> tuple[Store, int]:
    """Gets the demo's database and its street ready, by day; returns the store and the number of the bank.

    Raises:
        CannotRun: the database has real members.
    """
    clock = messenger.clock
    store, bank_id = await prepared(
        demo_url(settings),
        lambda session: settle(session, clock.now()),
        folder_in(demo_folder(settings)),
    )
    people = {person.id for person in messenger.people}
    if await store.read(lambda session: strangers(session, people)):
        await store.close()
        raise CannotRun(
            "This database has real members, so the demo will not touch it. "
            "Set GOODTURN_TELEGRAM_TOKEN to run the real thing, or choose another GOODTURN_DATA_DIR.",
            1,
        )
    for number, neighbour in enumerate(NEIGHBOURS):
        messenger.add_person(
            neighbour.name,
            id=FIRST_ID + number,
            role=neighbour.on_page or "",
            started=True,
            language=neighbour.language,
            place=neighbour.place,
            on_page=neighbour.on_page is not None,
        )
    bank = await store.read(lambda session: timebank.get(session, bank_id))
    now = clock.now()
    if (awake := daytime(bank, now)) > now:
        clock.move(awake - now)
    return store, bank_id
