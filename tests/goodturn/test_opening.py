"""Opening: what cannot be used is refused in words that say what to do, and stays as it is."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from kept_bank import LATER, NOW, backed_up, balances, rows, scramble, settle
from typer.testing import CliRunner

from goodturn import backup, opening
from goodturn.backup import Occasion
from goodturn.cli import app
from goodturn.opening import EXIT_AWAY, EXIT_UNUSABLE, CannotOpen
from models import copying, migrations

NOBODY = 65_534


@pytest.fixture
def place(tmp_path: Path, sqlite_template: Path) -> Path:
    """The database of a street, with last night's backup beside it."""
    path = tmp_path / "data" / "goodturn.db"
    path.parent.mkdir()
    shutil.copyfile(sqlite_template, path)
    settle(backup.url_of(path))
    backed_up(backup.url_of(path), backup.folder_in(path.parent))
    return path


def opened(place: Path) -> None:
    """Opens the database."""
    opening.make_ready(backup.url_of(place), backup.folder_in(place.parent), now=LATER)


def refused(place: Path) -> CannotOpen:
    """Tries to open the database, which must be refused and stay as it is to the byte."""
    before = place.read_bytes() if place.exists() else None
    with pytest.raises(CannotOpen) as refusal:
        opened(place)
    assert (place.read_bytes() if place.exists() else None) == before
    return refusal.value


def test_a_sound_database_is_opened(place: Path) -> None:
    """Nothing changes in it, and no backup is made when there is nothing to upgrade."""
    before = balances(backup.url_of(place))
    opened(place)
    assert balances(backup.url_of(place)) == before
    assert len(backup.all_in(backup.folder_in(place.parent))) == 1


@pytest.mark.parametrize("page", [0, 5, 20, 40])
def test_a_damaged_database_is_refused_with_the_way_back(place: Path, page: int) -> None:
    """Bytes flipped in the header or in the middle stop the start, and the command that helps is named."""
    scramble(place, page * 4096)
    said = refused(place)
    assert "is not a database" in str(said) or "is damaged" in str(said)
    made = backup.newest(backup.folder_in(place.parent))
    assert made is not None
    assert f"goodturn restore {made.path}" in str(said)
    assert said.code == EXIT_UNUSABLE


def test_a_file_that_is_no_database_is_refused(place: Path) -> None:
    """Somebody's letter under that name is not touched."""
    place.write_text("Dear diary, " * 1_000)
    assert "it is not a database" in str(refused(place))


@pytest.mark.parametrize("state", ["is empty", "is not there"])
def test_a_lost_database_is_not_begun_afresh(place: Path, state: str) -> None:
    """Where there are backups there were members, and a new time bank would know none of them."""
    place.unlink()
    if state == "is empty":
        place.touch()
    said = str(refused(place))
    assert state in said
    assert "goodturn restore" in said
    shutil.rmtree(backup.folder_in(place.parent))
    opened(place)
    assert rows(place, "SELECT version_num FROM alembic_version") == [(migrations.present(),)]


def test_a_newer_database_is_refused(place: Path) -> None:
    """One that a later version wrote is left to that version."""
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    said = refused(place)
    assert "A later Goodturn wrote this database (version 9999" in str(said)
    assert said.code == EXIT_UNUSABLE


def test_a_newer_postgresql_is_refused(postgresql_url: str, tmp_path: Path) -> None:
    """The same on PostgreSQL, with a word on where a backup would be."""
    engine = copying.plain_engine(postgresql_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(CannotOpen, match="A later Goodturn wrote this database"):
        opening.make_ready(postgresql_url, tmp_path, now=NOW)


def test_a_postgresql_that_is_away_may_come_back(tmp_path: Path) -> None:
    """What nobody answers at is no damage: a service may try again, and no password is said."""
    url = f"postgresql+psycopg://bank:canary@/bank?host={tmp_path}"
    with pytest.raises(CannotOpen, match="cannot be opened") as refusal:
        opening.make_ready(url, tmp_path, now=NOW)
    assert refusal.value.code == EXIT_AWAY
    assert "canary" not in str(refusal.value)


@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_may_not_be_written_is_refused(place: Path, what: str) -> None:
    """A folder or a file that may only be read gets a sentence that says who needs to write there."""
    # The superuser may write everywhere, so this is tried as nobody in particular, and in a folder of its
    # own, since that of the tests is open to nobody else.
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder)
        file = house / "data" / "goodturn.db"
        shutil.copytree(place.parent, house / "data")
        if os.geteuid() == 0:
            for path in (house, house / "data", file):
                os.chown(path, NOBODY, NOBODY)
        (file.parent if what == "folder" else file).chmod(0o500 if what == "folder" else 0o400)
        ours, theirs = get_context("fork").Pipe()

        def as_nobody() -> None:
            if os.geteuid() == 0:
                os.setuid(NOBODY)
            try:
                opened(file)
            except CannotOpen as refusal:
                theirs.send(str(refusal))
            else:
                theirs.send("opened")

        process = get_context("fork").Process(target=as_nobody)
        process.start()
        assert "account that runs Goodturn" in ours.recv()
        process.join(60)
        file.parent.chmod(0o700)


def test_an_upgrade_is_preceded_by_a_backup(tmp_path: Path) -> None:
    """Before the tables of an older version change there is a backup of them, of that version."""
    place = tmp_path / "goodturn.db"
    migrations.upgrade(backup.url_of(place), "0001")
    opened(place)
    made = backup.all_in(backup.folder_in(tmp_path), Occasion.BEFORE_UPGRADE)
    assert [one.version for one in made] == ["0001"]
    assert rows(place, "SELECT version_num FROM alembic_version") == [(migrations.present(),)]


def test_without_a_backup_there_is_no_upgrade(tmp_path: Path) -> None:
    """Where none can be made the tables stay as they are, and the start is refused."""
    place = tmp_path / "goodturn.db"
    migrations.upgrade(backup.url_of(place), "0001")
    backup.folder_in(tmp_path).write_text("a file where the folder should be")
    with pytest.raises(CannotOpen, match="No backup was made"):
        opened(place)
    assert rows(place, "SELECT version_num FROM alembic_version") == [("0001",)]


def test_a_locked_database_is_not_called_damaged(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's lock is no damage, and a service may try again."""
    monkeypatch.setattr(copying, "BUSY_TIMEOUT_S", 0)
    with closing(sqlite3.connect(place, isolation_level=None)) as shell:
        shell.execute("PRAGMA journal_mode=DELETE")
        shell.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CannotOpen, match="locked") as refusal:
            opened(place)
    assert refusal.value.code == EXIT_AWAY


@pytest.fixture
def typed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to type commands in, with the demo's street; returns where its data is."""
    for name in ("TELEGRAM_TOKEN", "DATABASE_URL"):
        monkeypatch.delenv(f"GOODTURN_{name}", raising=False)
    monkeypatch.setenv("GOODTURN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data" / "demo"


def typed(*words: str) -> tuple[int, str]:
    """What comes of typing that after `goodturn`."""
    done = CliRunner().invoke(app, list(words))
    assert "Traceback" not in done.output
    return done.exit_code, done.output


def test_the_whole_way_back_as_the_host_types_it(typed_in: Path) -> None:
    """Backup, damage, a refused start that names the command, that command, and books that add up."""
    assert typed("audit")[0] == 0
    code, said = typed("backup")
    assert code == 0
    assert "was made and checked" in said
    scramble(typed_in / "goodturn.db", 0)
    for command in ("audit", "run"):
        code, said = typed(command)
        assert code == EXIT_UNUSABLE
        assert "goodturn restore" in said
    code, said = typed("restore", said.split("goodturn restore ")[1].strip())
    assert code == 0
    assert "The damaged database is kept" in said
    assert typed("audit")[0] == 0


def test_whoever_sits_before_a_terminal_is_asked_first(
    typed_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A no at the question changes nothing; a yes, or `--yes`, puts the backup back."""
    typed("audit")
    file = typed("backup")[1].split(" ")[0]
    monkeypatch.setattr("goodturn.cli._has_a_terminal", lambda: True)
    before = {path.name for path in typed_in.iterdir()}
    refused = CliRunner().invoke(app, ["restore", file], input="n\n")
    assert (refused.exit_code, "Go on?" in refused.output) == (1, True)
    assert {path.name for path in typed_in.iterdir()} == before
    agreed = CliRunner().invoke(app, ["restore", file], input="y\n")
    assert (agreed.exit_code, "is the database now" in agreed.output) == (0, True)
    assert typed("restore", "--yes", file)[0] == 0


def test_nothing_is_put_back_under_a_running_goodturn(typed_in: Path) -> None:
    """While a process has the folder, a restore and a move are refused and say which process that is."""
    from goodturn.lock import locked

    typed("audit")
    _, said = typed("backup")
    file = said.split(" ")[0]
    with locked(typed_in):
        assert typed("restore", file) == (1, typed("restore", file)[1])
        assert f"process {os.getpid()}" in typed("restore", file)[1]
        assert f"process {os.getpid()}" in typed("move", "postgresql://nobody@localhost/bank")[1]


def test_a_wrong_address_to_move_to_is_explained(typed_in: Path) -> None:
    """What is no address gets a sentence and the code of a wrong setting."""
    code, said = typed("move", "oracle://somewhere")
    assert code == 2
    assert "cannot be used here" in said
