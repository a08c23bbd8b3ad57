"""`goodturn made-up` as it is typed: a made-up bank for the demo, lived through up to now."""

from __future__ import annotations

import asyncio
from contextlib import closing
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from goodturn import console

if TYPE_CHECKING:
    from goodturn.settings import Settings
    from goodturn.simulation.half_year import Lived

FEWEST, MOST = 60, 1_000


def made_up(
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same people and past.")] = 1,
    members: Annotated[int, typer.Option(min=FEWEST, max=MOST, help="How many members it has.")] = 300,
    weeks: Annotated[int, typer.Option(min=4, max=52, help="How many weeks are lived through.")] = 26,
) -> None:
    """Fill the demo with a made-up bank that has a past.

    Half a year is lived through by the real rules, up to now, which takes a minute or two. Afterwards write:
    goodturn run. It is refused where there are members already.
    """
    from goodturn import process
    from goodturn.lock import FolderTaken, locked
    from goodturn.simulation import half_year
    from goodturn.simulation.today import NoSuchFavour

    settings = console.settings()
    if settings.telegram_token.get_secret_value():
        console.give_up(
            "Here is a token, so this time bank is for real people, and the made-up ones would be written to "
            "under numbers that belong to somebody. Take GOODTURN_TELEGRAM_TOKEN away, or use another folder."
        )
    folder = process.demo_folder(settings)
    console.make_folder(folder)
    try:
        with locked(folder):
            asyncio.run(_must_be_empty(settings))
            now = half_year.by_day(process.clock_of(settings)())
            process.settle_memory()
            began = monotonic()
            lived = _live(members=members, weeks=weeks, seed=seed, ends_at=now)
            try:
                _move_in(lived, folder)
            finally:
                asyncio.run(lived.store.close())
    except FolderTaken as taken:
        console.give_up(str(taken))
    except NoSuchFavour:
        console.give_up("So few members hardly know each other after so few weeks. Ask for more of either.")
    except OSError as trouble:
        console.give_up(f"It cannot be written into {folder} ({trouble.strerror}).")
    typer.echo(
        f"{members} members have {weeks} weeks behind them; it took {monotonic() - began:.0f} seconds. "
        "Start it with: goodturn run"
    )


def _live(*, members: int, weeks: int, seed: int, ends_at: datetime) -> Lived:
    """Lives through it, with a bar that says how far it is."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from goodturn.simulation import half_year

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task(f"{weeks} weeks in the life of {members} members", total=1.0)
        lived = half_year.live_through(
            members=members,
            weeks=weeks,
            seed=seed,
            ends_at=ends_at,
            passed=lambda share: bar.update(task, completed=min(share, 1.0)),
        )
        bar.update(task, completed=1.0)
    return lived


async def _must_be_empty(settings: Settings) -> None:
    """Gives up where the demo has members already; a database without any is replaced."""
    from sqlalchemy.exc import SQLAlchemyError
    from sqlmodel import Session, col, func, select

    from goodturn import process
    from goodturn.lock import file_of
    from models.member import Member
    from models.store import Store

    url = process.demo_url(settings)
    file = file_of(url)
    if file is None or not file.exists():
        return
    store = Store(url)

    def count(session: Session) -> int:
        return session.exec(select(func.count(col(Member.id)))).one()

    try:
        members = await store.read(count)
    except SQLAlchemyError:
        # It is of another version, or no database; either way it is not ours to replace.
        members = -1
    finally:
        await store.close()
    if members:
        console.give_up(
            f"There is a time bank with members in {file} already, and it stays as it is. To begin afresh, "
            f"delete the folder {file.parent}, or set GOODTURN_DATA_DIR to another one."
        )


def _move_in(lived: Lived, folder: Path) -> None:
    """Puts the database where the demo looks for it, and lets its stand-in for Telegram know the people.

    The file takes its place at once or not at all, whenever the power goes.
    """
    from messenger import Clock, Messenger

    messenger = Messenger(clock=Clock(), state_path=folder / "messenger.db")
    with closing(messenger):
        if lived.ended_at > messenger.clock.now():
            messenger.clock.move_to(lived.ended_at)
        with messenger.street.changing():
            for phone in lived.people:
                messenger.add_person(
                    phone.name,
                    id=phone.number,
                    language=phone.language,
                    role=phone.on_page or "",
                    started=True,
                    place=phone.place,
                    on_page=phone.on_page is not None,
                )
    fresh = folder / "goodturn.db.new"
    fresh.unlink(missing_ok=True)
    lived.save(fresh)
    fresh.replace(folder / "goodturn.db")
