"""Moving: everything arrives in the other database with its numbers, or nothing does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from kept_bank import LATER, NOW, balances, bank_an_hour, queue, settle, within
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from goodturn import backup, moving
from goodturn.lock import file_of
from goodturn.moving import CannotMove
from models import copying, immutable, member, migrations

# Further than PostgreSQL's ordinary whole numbers reach.
FAR = 2**31 + 5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go."""
    return tmp_path / "backups"


def meet(url: str, number: int) -> int:
    """Somebody writes for the first time; returns their number with us."""

    def work(session: Session) -> int:
        return member.meet(
            session, timebank_id=1, telegram_user_id=number, chat_id=number, language="en", now=NOW
        ).id

    return within(url, work)


def told(url: str, sql: str) -> list[Any]:
    """Asks a database something in plain SQL."""
    return within(url, lambda session: [tuple(row) for row in session.execute(text(sql))])


def change(url: str, sql: str) -> None:
    """Changes a database in plain SQL."""
    within(url, lambda session: session.execute(text(sql)))


def test_everything_arrives_and_goes_on(sqlite_url: str, empty_postgresql: str, folder: Path) -> None:
    """Balances, ids and triggers are the same on PostgreSQL, and the next id is one that was never used."""
    settle(sqlite_url)
    queue(sqlite_url, FAR, send_after=LATER)
    change(
        sqlite_url, f"UPDATE member SET id = {FAR}, telegram_user_id = {FAR} WHERE id = {meet(sqlite_url, 4)}"
    )
    gone = FAR + 10
    change(sqlite_url, f"UPDATE sqlite_sequence SET seq = {gone} WHERE name = 'member'")
    before = balances(sqlite_url)
    file = file_of(sqlite_url)
    assert file is not None
    untouched = file.read_bytes()

    done = moving.move(sqlite_url, empty_postgresql, folder=folder, now=NOW)

    assert balances(empty_postgresql) == before == balances(backup.url_of(done.backup))
    assert told(empty_postgresql, f"SELECT telegram_user_id FROM member WHERE id = {FAR}") == [(FAR,)]
    assert file.read_bytes() == untouched
    assert meet(empty_postgresql, 5) == gone + 1
    bank_an_hour(empty_postgresql, "goes on")
    for table in immutable.IMMUTABLE:
        if told(empty_postgresql, f"SELECT count(*) FROM {table}") != [(0,)]:
            with pytest.raises(DBAPIError, match="never changed or deleted"):
                change(empty_postgresql, f"DELETE FROM {table}")
    assert "every balance is as it was" in " ".join(moving.told(empty_postgresql, done))


def test_there_and_back_again(sqlite_url: str, empty_postgresql: str, folder: Path, tmp_path: Path) -> None:
    """What went to PostgreSQL and came back into a file is row by row what it was."""
    settle(sqlite_url)
    moving.move(sqlite_url, empty_postgresql, folder=folder, now=NOW)
    back = tmp_path / "back.db"
    moving.move(empty_postgresql, backup.url_of(back), folder=folder, now=LATER)
    first, last = copying.plain_engine(sqlite_url), copying.plain_engine(backup.url_of(back))
    with first.connect() as old, last.connect() as new:
        assert copying.differences(old, new) == []
        assert copying.differences(new, old) == []
        assert copying.used_ids(old) == copying.used_ids(new)
    first.dispose()
    last.dispose()


def test_what_one_database_cannot_hold_is_mended(
    sqlite_url: str, empty_postgresql: str, folder: Path
) -> None:
    """A text with NUL, with broken letters, or too long for its column arrives readable, and is counted."""
    settle(sqlite_url)
    file = file_of(sqlite_url)
    assert file is not None
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE member SET name = 'A' || char(0) || 'mina' WHERE id = 1")
        connection.execute("UPDATE member SET name = CAST(x'47656f72676520eda08021' AS TEXT) WHERE id = 2")
        connection.execute("UPDATE member SET place_name = ? WHERE id = 3", ["long " * 100])
    done = moving.move(sqlite_url, empty_postgresql, folder=folder, now=NOW)
    names = told(empty_postgresql, "SELECT name FROM member WHERE id <= 2 ORDER BY id")
    assert names[0] == ("A\ufffdmina",)
    assert names[1][0].startswith("George \ufffd")
    assert told(empty_postgresql, "SELECT length(place_name) FROM member WHERE id = 3") == [(128,)]
    assert done.mended >= 2
    assert "cannot hold" in " ".join(moving.told(empty_postgresql, done))


def test_a_database_of_an_earlier_version_arrives_as_one_of_this(
    tmp_path: Path, empty_postgresql: str, folder: Path
) -> None:
    """What is moved is of this version, and the old file is still of its own."""
    url = backup.url_of(tmp_path / "old.db")
    migrations.upgrade(url, "0001")
    moving.move(url, empty_postgresql, folder=folder, now=NOW)
    assert told(empty_postgresql, "SELECT version_num FROM alembic_version") == [(migrations.present(),)]
    assert told(url, "SELECT version_num FROM alembic_version") == [("0001",)]


def test_nothing_is_written_over(sqlite_url: str, postgresql_url: str, folder: Path, tmp_path: Path) -> None:
    """A database that has something in it is refused, and has just that in it afterwards."""
    settle(sqlite_url)
    with pytest.raises(CannotMove, match="something in that database already"):
        moving.move(sqlite_url, postgresql_url, folder=folder, now=NOW)
    assert told(postgresql_url, "SELECT count(*) FROM member") == [(0,)]
    taken = tmp_path / "taken.db"
    taken.write_text("Dear diary")
    with pytest.raises(CannotMove, match="is there already"):
        moving.move(sqlite_url, backup.url_of(taken), folder=folder, now=NOW)
    assert taken.read_text() == "Dear diary"
    assert list(tmp_path.glob("*.moving*")) == []


def test_what_does_not_fit_leaves_the_other_database_empty(
    sqlite_url: str, empty_postgresql: str, folder: Path
) -> None:
    """A number that the other database cannot hold stops the move, and not a table is there afterwards."""
    settle(sqlite_url)
    change(sqlite_url, "UPDATE member SET travel_limit_m = 99999999999 WHERE id = 1")
    with pytest.raises(CannotMove, match="Nothing was moved"):
        moving.move(sqlite_url, empty_postgresql, folder=folder, now=NOW)
    assert told(empty_postgresql, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_the_password_is_not_repeated() -> None:
    """What the host reads afterwards names the database, and leaves the password to them."""
    done = moving.Moved(1, 0, Path("backup.db"))
    said = "\n".join(moving.told("postgresql+psycopg://bank:canary@db.example/bank", done))
    assert "GOODTURN_DATABASE_URL=postgresql://bank:***@db.example/bank" in said
    assert "canary" not in said
