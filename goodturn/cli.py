"""The command line. Each command loads what it needs when it runs, so that `--help` answers at once."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from goodturn.role import Role

if TYPE_CHECKING:
    from sqlmodel import Session

    from goodturn.settings import Settings
    from models.timebank import TimeBank

T = TypeVar("T")

app = typer.Typer(
    name="goodturn",
    help="A time bank that lives in a messaging app.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
organiser_app = typer.Typer(help="Those who look after the time bank.", no_args_is_help=True)
place_app = typer.Typer(help="Places that everybody knows by name.", no_args_is_help=True)
app.add_typer(organiser_app, name="organiser")
app.add_typer(place_app, name="place")

INVITE_LASTS = timedelta(days=3)


@app.command()
def run(
    role: Annotated[
        Role, typer.Option(help="What this process does: bot, jobs, or all of it. Several need PostgreSQL.")
    ] = Role.ALL,
) -> None:
    """Start Goodturn: with Telegram where a token is set, otherwise with the demo page on this machine."""
    from goodturn import process
    from goodturn.lock import FolderTaken
    from goodturn.stopping import CannotRun

    settings = _settings()
    real = bool(settings.telegram_token.get_secret_value())
    try:
        asyncio.run(process.run(settings, role) if real else process.run_demo(settings))
    except FolderTaken as taken:
        _give_up(str(taken))
    except ExceptionGroup as group:
        _give_up_group(group)
    except CannotRun as trouble:
        _give_up(str(trouble), trouble.code)
    except KeyboardInterrupt:
        pass
    else:
        typer.echo("Goodturn has stopped. Nothing is lost.")


@app.command()
def health() -> None:
    """Say how the running Goodturn is, a line for each thing; exit code 1 when something is wrong."""
    from goodturn import asking

    settings = _settings()
    checks = asyncio.run(asking.health(settings))
    for check in checks:
        typer.echo(str(check))
    if not all(check.good for check in checks):
        raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Look at everything that Goodturn needs, and say how to mend what is wrong; exit code 1 then."""
    from goodturn import doctor as doctors

    findings = asyncio.run(doctors.examine(_settings()))
    for finding in findings:
        typer.echo(str(finding))
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)


@organiser_app.command("invite")
def organiser_invite() -> None:
    """Print a link that makes whoever opens it first an organiser. It works once, for three days."""
    from goodturn.process import clock_of
    from models import deeplink, journal
    from models.deeplink import Purpose

    settings = _settings()

    def make(session: Session, bank: TimeBank) -> str:
        now = clock_of(settings)()
        link = deeplink.make(
            session,
            timebank_id=bank.id,
            purpose=Purpose.ORGANISER,
            now=now,
            expires_at=now + INVITE_LASTS,
            uses=1,
        )
        journal.note_host(session, timebank_id=bank.id, act="organiser.invite", now=now)
        return link.token

    token = _with_bank(settings, make)
    typer.echo("Open this link on the organiser's phone. It works once, within three days:")
    typer.echo(f"https://t.me/{_bot_username(settings)}?start={token}")
    if not settings.telegram_token.get_secret_value():
        typer.echo("In the demo, write this on that phone instead:")
        typer.echo(f"/start {token}")


@app.command()
def audit() -> None:
    """Work every balance out again from the entries, and check that all of them together hold zero."""
    from models import audit as audits
    from models.ledger import Holder

    def check(session: Session, bank: TimeBank) -> tuple[str, audits.Books, dict[int, Holder]]:
        return bank.name, audits.audit(session, bank.id), audits.holders(session, bank.id)

    name, books, holders = _with_bank(_settings(), check)
    members = sum(minutes for account, minutes in books.balances.items() if holders[account] is Holder.MEMBER)
    own = sum(minutes for account, minutes in books.balances.items() if holders[account] is Holder.BANK)
    chest = sum(minutes for account, minutes in books.balances.items() if holders[account] is Holder.CHEST)
    typer.echo(f"{name}: {books.transfers} entries in {len(holders)} accounts, in minutes")
    typer.echo(f"  members together  {members:>8}")
    typer.echo(f"  the chest         {chest:>8}")
    typer.echo(f"  the bank's own    {own:>8}")
    typer.echo(f"  all together      {members + chest + own:>8}")
    typer.echo(f"  promised          {sum(books.reserved.values()):>8}")
    if books.wrong:
        for line in books.wrong:
            typer.echo(f"WRONG: {line}")
        raise typer.Exit(1)
    typer.echo("Everything adds up.")


@app.command("backup")
def make_backup() -> None:
    """Make a backup, also while Goodturn runs, and check it. The newest 14 are kept."""
    from goodturn import backup, erasures, process

    settings = _settings()
    data_dir, url = process.data_folder(settings), process.database_url(settings)
    try:
        made = backup.make(
            url, backup.folder_in(data_dir), now=process.system_clock(), kept=settings.backups_kept
        )
        erasures.note_from(url, data_dir)
    except backup.BackupFailed as failed:
        _give_up(str(failed))
    typer.echo(f"{made.path} ({made.size_mb:.1f} MB) was made and checked: every page, and all the books.")
    typer.echo(f"To go back to it: goodturn restore {made.path}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup, as `goodturn backup` and every night make them.")],
) -> None:
    """Put a backup in the place of the database. What is there now is kept. Stop Goodturn first."""
    from goodturn import process, restoring
    from goodturn.lock import FolderTaken, locked, locked_database

    settings = _settings()
    data_dir, url = process.data_folder(settings), process.database_url(settings)
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with locked(data_dir), locked_database(url):
            done = restoring.restore(
                url, file, data_dir=data_dir, now=process.system_clock(), kept=settings.backups_kept
            )
    except (FolderTaken, restoring.CannotRestore) as refused:
        _give_up(str(refused))
    for line in restoring.told(file, done):
        typer.echo(line)


@app.command()
def move(
    to: Annotated[str, typer.Argument(help="postgresql://name:password@host/database, which is empty.")],
) -> None:
    """Copy everything into another, empty database, and compare it. Stop Goodturn first."""
    from goodturn import moving, process
    from goodturn.backup import folder_in
    from goodturn.lock import FolderTaken, locked, locked_database
    from goodturn.settings import database_address

    settings = _settings()
    data_dir, url = process.data_folder(settings), process.database_url(settings)
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        new_url = database_address(to)
    except ValueError as wrong:
        _give_up(f"What you wrote {wrong}", 2)
    try:
        with locked(data_dir), locked_database(url):
            done = moving.move(url, new_url, folder=folder_in(data_dir), now=process.system_clock())
    except (FolderTaken, moving.CannotMove) as refused:
        _give_up(str(refused))
    for line in moving.told(new_url, done):
        typer.echo(line)


# A negative number is a number here, and no option.
@place_app.command("add", context_settings={"ignore_unknown_options": True})
def place_add(
    name: Annotated[str, typer.Argument(help="What people call it: a street, a hall, a postcode.")],
    latitude: Annotated[float, typer.Argument(help="Degrees north.")],
    longitude: Annotated[float, typer.Argument(help="Degrees east; negative for west.")],
) -> None:
    """Give a place a name that members can type. Adding it again moves it."""
    from models import landmark
    from models.place import NotAPlace, Point

    try:
        point = Point(latitude, longitude)
    except NotAPlace:
        _give_up("That is no place on the map. Write latitude first, then longitude.", 2)
    called = " ".join(name.split())
    if not 1 <= len(called) <= 64:
        _give_up("A name has 1 to 64 letters.", 2)
    _with_bank(_settings(), lambda session, bank: landmark.name(session, bank.id, called, point).id)
    typer.echo(f"{called} is known now.")


@place_app.command("list")
def place_list() -> None:
    """List the places that are known by name."""
    from models import landmark

    places = _with_bank(_settings(), lambda session, bank: landmark.all_of(session, bank.id))
    for place in places:
        typer.echo(f"{place.name}: {place.latitude:.5f}, {place.longitude:.5f}")
    if not places:
        typer.echo("None so far. Add one with: goodturn place add NAME LATITUDE LONGITUDE")


def _settings() -> Settings:
    """Reads the settings and starts the log; a wrong setting is said in so many words."""
    from goodturn import logs
    from goodturn.settings import BadSettings, Settings

    # Whatever is made from here on, the database and its backups above all, is for nobody else's eyes.
    os.umask(0o077)
    try:
        settings = Settings.load()
    except BadSettings as wrong:
        _give_up(str(wrong), 2)
    logs.start(settings.log_level, secrets=settings.secrets)
    return settings


def _with_bank(settings: Settings, work: Callable[[Session, TimeBank], T]) -> T:
    """Runs a piece of work on the time bank of the settings, opening it where there is none so far."""
    from goodturn import demo, process
    from goodturn.backup import folder_in
    from models import timebank

    url = process.database_url(settings)
    real = bool(settings.telegram_token.get_secret_value())
    (settings.data_dir if real else process.demo_folder(settings)).mkdir(parents=True, exist_ok=True)

    async def go() -> T:
        now = process.clock_of(settings)
        settle = process.opener(settings, now) if real else (lambda session: demo.settle(session, now()))
        store, bank_id = await process.prepared(url, settle, folder_in(process.data_folder(settings)))
        try:
            return await store.write(lambda session: work(session, timebank.get(session, bank_id)))
        finally:
            await store.close()

    from goodturn.stopping import CannotRun

    try:
        return asyncio.run(go())
    except CannotRun as trouble:
        _give_up(str(trouble), trouble.code)


def _bot_username(settings: Settings) -> str:
    """Asks Telegram what the bot is called; the demo's is known."""
    token = settings.telegram_token.get_secret_value()
    if not token:
        return "goodturn_bot"
    from telegram import Bot
    from telegram.error import InvalidToken, TelegramError

    async def ask() -> str:
        async with Bot(token, base_url=settings.base_url, base_file_url=settings.base_file_url) as bot:
            return bot.username

    try:
        return asyncio.run(ask())
    except InvalidToken:
        _give_up("Telegram does not know this token. Copy it from @BotFather again.", 3)
    except TelegramError:
        typer.echo(
            "Telegram does not answer just now, so put your bot's name in place of YOUR_BOT.", err=True
        )
        return "YOUR_BOT"


def _give_up_group(group: ExceptionGroup) -> None:
    """Finds what the host should read in what came out of several tasks at once."""
    from goodturn.stopping import CannotRun

    known, rest = group.split(CannotRun)
    if rest is not None or known is None:
        raise group
    first = known.exceptions[0]
    while isinstance(first, ExceptionGroup):
        first = first.exceptions[0]
    assert isinstance(first, CannotRun), "the group was split by that class"
    _give_up(str(first), first.code)


def _give_up(sentence: str, code: int = 1) -> NoReturn:
    typer.echo(sentence, err=True)
    sys.exit(code)
