"""The command line. Each command loads what it needs when it runs, so that `--help` answers at once."""

from __future__ import annotations

import asyncio
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from goodturn import __version__, console, making_up, simulating, weighing
from goodturn.role import Role

if TYPE_CHECKING:
    from sqlmodel import Session

    from models.timebank import TimeBank

T = TypeVar("T")

app = typer.Typer(
    name="goodturn",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
organiser_app = typer.Typer(help="Those who look after the time bank.", no_args_is_help=True)
place_app = typer.Typer(help="Places that everybody knows by name.", no_args_is_help=True)
app.add_typer(organiser_app, name="organiser")
app.add_typer(place_app, name="place")
app.add_typer(weighing.app, name="weight")

INVITE_LASTS = timedelta(days=3)
_NO_SUCH_PERIOD = "The first day comes after the last one. Write the earlier day after --from."


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"goodturn {__version__}")
        raise typer.Exit


def _role(written: str) -> Role:
    try:
        return Role(written.strip().lower())
    except ValueError:
        raise typer.BadParameter(f"{written} is no role. Write bot, jobs or all.") from None


def _degrees(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        raise typer.BadParameter(f"{written} is no number. Write degrees such as 51.5476.") from None


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(f"{written} is no day. Write it as 2026-11-24.") from None


@app.callback()
def goodturn(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Say which one this is.")
    ] = False,
) -> None:
    """A time bank that lives in a messaging app."""


@app.command()
def run(
    role: Annotated[
        Role,
        typer.Option(
            parser=_role,
            metavar="bot|jobs|all",
            help="What this process does. Several beside each other need PostgreSQL.",
        ),
    ] = Role.ALL,
) -> None:
    """Start Goodturn.

    With a token it speaks on Telegram; without one it shows the demo page on this machine. Ctrl+C and SIGTERM
    end it cleanly.
    """
    from goodturn import demo, process
    from goodturn.lock import FolderTaken
    from goodturn.stopping import CannotRun

    settings = console.settings()
    real = bool(settings.telegram_token.get_secret_value())
    console.make_folder(process.data_folder(settings))
    try:
        asyncio.run(process.run(settings, role) if real else demo.run(settings))
    except FolderTaken as taken:
        console.give_up(str(taken))
    except ExceptionGroup as group:
        console.give_up_group(group)
    except CannotRun as trouble:
        console.give_up(str(trouble), trouble.code)
    except KeyboardInterrupt:
        pass
    else:
        typer.echo("Goodturn has stopped. Nothing is lost.")


@app.command()
def health() -> None:
    """Say how the running Goodturn is.

    A line for each thing; exit code 1 when something is wrong, so that a container can ask.
    """
    from goodturn import asking

    settings = console.settings()
    checks = asyncio.run(asking.health(settings))
    for check in checks:
        typer.echo(str(check))
    if not all(check.good for check in checks):
        raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Look at everything that it needs.

    What is wrong comes with how to mend it, and with exit code 1. It also works while Goodturn is stopped.
    """
    from goodturn import doctor as doctors

    findings = asyncio.run(doctors.examine(console.settings()))
    for finding in findings:
        typer.echo(str(finding))
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)


@organiser_app.command("invite")
def organiser_invite() -> None:
    """Print a link that makes an organiser.

    It is for whoever opens it first, works once, and lasts three days.
    """
    from goodturn.process import clock_of
    from models import deeplink, journal
    from models.deeplink import Purpose

    settings = console.settings()

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

    token = console.with_bank(settings, make)
    typer.echo("Open this link on the organiser's phone. It works once, within three days:")
    typer.echo(f"https://t.me/{console.bot_username(settings)}?start={token}")
    if not settings.telegram_token.get_secret_value():
        typer.echo("In the demo, write this on that phone instead:")
        typer.echo(f"/start {token}")


@app.command()
def audit() -> None:
    """Work every balance out again.

    It reads all entries from the first, checks that all accounts together hold zero, and looks whether the
    record of who read the way to a door is whole. Exit code 1 when something is wrong.
    """
    from models import access
    from models import audit as audits
    from models.ledger import Holder

    def check(
        session: Session, bank: TimeBank
    ) -> tuple[str, audits.Books, dict[int, Holder], tuple[int, str]]:
        books = audits.audit(session, bank.id)
        books.wrong += [f"the record of doors: {line}" for line in access.broken(session, bank.id)]
        return bank.name, books, audits.holders(session, bank.id), access.head(session, bank.id)

    name, books, holders, (readings, digest) = console.with_bank(console.settings(), check)
    members = sum(minutes for account, minutes in books.balances.items() if holders[account] is Holder.MEMBER)
    own = sum(minutes for account, minutes in books.balances.items() if holders[account] is Holder.BANK)
    chest = sum(minutes for account, minutes in books.balances.items() if holders[account] is Holder.CHEST)
    typer.echo(f"{name}: {books.transfers} entries in {len(holders)} accounts, in minutes")
    typer.echo(f"  members together  {members:>8}")
    typer.echo(f"  the chest         {chest:>8}")
    typer.echo(f"  the bank's own    {own:>8}")
    typer.echo(f"  all together      {members + chest + own:>8}")
    typer.echo(f"  promised          {sum(books.reserved.values()):>8}")
    if readings:
        # Whoever notes this line down elsewhere sees later whether readings were cut off at the end.
        typer.echo(f"Ways to a door read by organisers: {readings}, the last with the digest {digest[:16]}")
    if books.wrong:
        for line in books.wrong:
            typer.echo(f"WRONG: {line}")
        raise typer.Exit(1)
    typer.echo("Everything adds up.")


@app.command()
def report(
    first: Annotated[
        date | None, typer.Option("--from", parser=_day, metavar="YYYY-MM-DD", help="The first day.")
    ] = None,
    final: Annotated[
        date | None, typer.Option("--to", parser=_day, metavar="YYYY-MM-DD", help="The last day.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it there instead of showing it.")
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="csv|xlsx|html",
            help="As what: for spreadsheets, or a page to print. By the ending of FILE otherwise.",
        ),
    ] = None,
) -> None:
    """Say how the time bank stands, and how fairly.

    It tells of the last 90 days, or of the days you name. Groups of fewer than five people are left out.
    """
    from goodturn import process, reporting

    if first is not None and final is not None and first > final:
        console.give_up(_NO_SUCH_PERIOD, 2)
    if form is not None and form.lower() not in list(reporting.Form):
        console.give_up(f"{form} is no format of a report. Write csv, xlsx or html.", 2)
    if form is not None and out is None:
        console.give_up("Say where to write it, as in: --format xlsx --out report.xlsx", 2)
    settings = console.settings()
    now = process.clock_of(settings)()
    try:
        drawn = console.with_bank(
            settings, lambda session, bank: reporting.draw_up(session, bank, first, final, now)
        )
    except reporting.NoSuchPeriod:
        console.give_up(_NO_SUCH_PERIOD, 2)
    if out is None:
        reporting.show(drawn)
        return
    try:
        reporting.write(drawn, out, reporting.form_of(out) if form is None else reporting.Form(form.lower()))
    except OSError as trouble:
        console.give_up(f"{out} cannot be written ({trouble.strerror}). Name another file.")
    typer.echo(f"{out} is written.")


@app.command("backup")
def make_backup() -> None:
    """Make a backup, and check it.

    Also while Goodturn runs. GOODTURN_BACKUPS_KEPT says how many stay.
    """
    from goodturn import backup, erasures, process

    settings = console.settings()
    data_dir, url = process.data_folder(settings), process.database_url(settings)
    console.must_be_there(url)
    try:
        made = backup.make(
            url, backup.folder_in(data_dir), now=process.system_clock(), kept=settings.backups_kept
        )
        erasures.note_from(url, data_dir)
    except backup.BackupFailed as failed:
        console.give_up(str(failed))
    typer.echo(f"{made.path} ({made.size_mb:.1f} MB) was made and checked: every page, and all the books.")
    typer.echo(f"To go back to it: goodturn restore {made.path}")


def _has_a_terminal() -> bool:
    return sys.stdin.isatty()


@app.command()
def restore(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A backup, as `goodturn backup` and every night make them.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Put a backup back.

    It takes the place of the database, and what is there now is kept. Stop Goodturn first.
    """
    from goodturn import process, restoring
    from goodturn.lock import FolderTaken, locked, locked_database

    # A script has nobody who could answer, and means what it says.
    if not yes and _has_a_terminal():
        typer.confirm("What came after this backup goes, and is kept beside it. Go on?", abort=True)
    settings = console.settings()
    data_dir, url = process.data_folder(settings), process.database_url(settings)
    console.make_folder(data_dir)
    try:
        with locked(data_dir), locked_database(url):
            done = restoring.restore(
                url, file, data_dir=data_dir, now=process.system_clock(), kept=settings.backups_kept
            )
    except (FolderTaken, restoring.CannotRestore) as refused:
        console.give_up(str(refused))
    for line in restoring.told(file, done):
        typer.echo(line)


@app.command()
def move(
    to: Annotated[
        str,
        typer.Argument(metavar="ADDRESS", help="postgresql://name:password@host/database, which is empty."),
    ],
) -> None:
    """Move to another database.

    It copies everything into an empty one and compares it. What is here stays as it is. Stop Goodturn first.
    """
    from goodturn import moving, process
    from goodturn.backup import folder_in
    from goodturn.lock import FolderTaken, locked, locked_database
    from goodturn.settings import database_address

    settings = console.settings()
    data_dir, url = process.data_folder(settings), process.database_url(settings)
    try:
        new_url = database_address(to)
    except ValueError as wrong:
        console.give_up(f"What you wrote {wrong}", 2)
    console.must_be_there(url)
    console.make_folder(data_dir)
    try:
        with locked(data_dir), locked_database(url):
            done = moving.move(url, new_url, folder=folder_in(data_dir), now=process.system_clock())
    except (FolderTaken, moving.CannotMove) as refused:
        console.give_up(str(refused))
    for line in moving.told(new_url, done):
        typer.echo(line)


@app.command()
def bench(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAMES", help="Which figures; all of them without any.")
    ] = None,
) -> None:
    """Measure what this machine can carry.

    It takes some minutes on made-up data, apart from yours, and needs a clone of the project.
    """
    try:
        from bench.__main__ import measure
    except ImportError:
        console.give_up("The measurements come with a clone of the project only. There, write: make bench")
    try:
        measure(names or [])
    except ModuleNotFoundError as missing:
        console.give_up(
            f"This needs {missing.name}, which is not installed here. In the clone, write: make bench"
        )


app.command()(simulating.simulate)
app.command("made-up")(making_up.made_up)


# A negative number is a number here, and no option.
@place_app.command("add", context_settings={"ignore_unknown_options": True})
def place_add(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="What people call it: a street, a hall, a postcode.")
    ],
    latitude: Annotated[
        float, typer.Argument(parser=_degrees, metavar="LATITUDE", help="Degrees north; negative for south.")
    ],
    longitude: Annotated[
        float, typer.Argument(parser=_degrees, metavar="LONGITUDE", help="Degrees east; negative for west.")
    ],
) -> None:
    """Give a place a name that members can type. Adding it again moves it."""
    from models import landmark
    from models.place import NotAPlace, Point

    try:
        point = Point(latitude, longitude)
    except NotAPlace:
        console.give_up("That is no place on the map. Write latitude first, then longitude.", 2)
    called = " ".join(name.split())
    if not 1 <= len(called) <= 64:
        console.give_up("A name has 1 to 64 letters.", 2)
    console.with_bank(
        console.settings(), lambda session, bank: landmark.name(session, bank.id, called, point).id
    )
    typer.echo(f"{called} is known now.")


@place_app.command("list")
def place_list() -> None:
    """List the places that are known by name."""
    from models import landmark

    places = console.with_bank(console.settings(), lambda session, bank: landmark.all_of(session, bank.id))
    for place in places:
        typer.echo(f"{place.name}: {place.latitude:.5f}, {place.longitude:.5f}")
    if not places:
        typer.echo("None so far. Add one with: goodturn place add NAME LATITUDE LONGITUDE")
