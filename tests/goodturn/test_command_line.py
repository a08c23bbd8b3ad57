"""The command line, as the person who hosts Goodturn types it."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodturn.cli import app
from goodturn.lock import FolderTaken, is_locked, locked, locked_database


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
