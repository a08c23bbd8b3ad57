"""Restoring: the backup is the database afterwards, or the old one still is, and nothing is said twice."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from kept_bank import (
    LATER,
    NOW,
    backed_up,
    balances,
    bank_an_hour,
    keep_update,
    killed_at,
    people,
    queue,
    rows,
    scramble,
    settle,
    within,
)
from sqlalchemy import Connection, create_engine, text
from sqlmodel import Session

from goodturn import backup, erasures, opening, restoring
from goodturn.backup import Occasion
from goodturn.restoring import CannotRestore
from models import copying, erasure, member, migrations, notification
from models.store import Store

STEPS = 200


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def place(data_dir: Path, sqlite_template: Path) -> Path:
    """The database in it: the street, with an hour banked."""
    path = data_dir / "goodturn.db"
    shutil.copyfile(sqlite_template, path)
    settle(backup.url_of(path))
    return path


def put_back(place: Path, file: Path) -> restoring.Restored:
    """Restores that file, a day later."""
    return restoring.restore(backup.url_of(place), file, data_dir=place.parent, now=LATER)


def states(url: str) -> dict[int, str]:
    """The state of each notification about nothing in particular, by its subject."""
    asked = text("SELECT subject_id, state FROM notification WHERE kind = 'reminder_day'")
    return within(url, lambda session: dict(session.execute(asked).all()))


def waiting(url: str) -> list[tuple[str, str]]:
    """The state and the reference of each update that was received."""
    asked = text("SELECT state, reference FROM received_update ORDER BY update_id")
    return within(url, lambda session: [tuple(row) for row in session.execute(asked)])


def forget_george(url: str) -> None:
    """George asks to be forgotten."""
    within(url, lambda session: erasure.forget(session, people(session)[1], NOW + timedelta(hours=1)))


def names(url: str) -> list[str]:
    """Everybody's name."""
    return within(url, lambda session: [one.name for one in people(session)])


def test_yesterday_is_back_and_today_is_kept(database_url: str, data_dir: Path) -> None:
    """On either database the balances are those of the backup, and what was there before is kept."""
    settle(database_url)
    yesterday = balances(database_url)
    made = backed_up(database_url, backup.folder_in(data_dir))
    bank_an_hour(database_url, "the second hour")
    today = balances(database_url)
    done = restoring.restore(database_url, made.path, data_dir=data_dir, now=LATER)
    assert balances(database_url) == yesterday != today
    assert done.kept is not None
    assert done.kept.name.endswith(f"{Occasion.BEFORE_RESTORE}.db")
    assert balances(backup.url_of(done.kept)) == today


def test_a_restore_can_be_taken_back(place: Path) -> None:
    """What was there before is a backup like any other, and doing it twice is doing it once."""
    url = backup.url_of(place)
    made = backed_up(url, backup.folder_in(place.parent))
    bank_an_hour(url, "the second hour")
    today = balances(url)
    done = [put_back(place, made.path) for _ in range(2)]
    assert done[0].settled == done[1].settled
    assert done[0].kept is not None
    put_back(place, done[0].kept)
    assert balances(url) == today


def test_nothing_is_said_or_done_twice(database_url: str, data_dir: Path) -> None:
    """What was due by now is uncertain or too late, what lies ahead stays, and waiting updates rest."""
    settle(database_url)
    queue(database_url, 1, send_after=NOW + timedelta(hours=1))
    queue(database_url, 2, send_after=NOW, useless_after=NOW + timedelta(hours=2))
    queue(database_url, 3, send_after=LATER + timedelta(hours=1))
    queue(database_url, 4, send_after=NOW)
    within(
        database_url,
        lambda session: session.execute(
            text("UPDATE notification SET state = 'sending' WHERE kind = 'reminder_day' AND subject_id = 4")
        ),
    )
    keep_update(database_url, 900)
    keep_update(database_url, 901)
    answered = text("UPDATE received_update SET state = 'answered' WHERE update_id = 901")
    within(database_url, lambda session: session.execute(answered))
    made = backed_up(database_url, backup.folder_in(data_dir))
    done = restoring.restore(database_url, made.path, data_dir=data_dir, now=LATER)
    assert states(database_url) == {1: "uncertain", 2: "lapsed", 3: "pending", 4: "uncertain"}
    # The street's own three welcomes were due as well.
    assert (done.settled.uncertain, done.settled.lapsed, done.settled.ahead) == (5, 1, 1)
    assert done.settled.set_aside == 1
    assert waiting(database_url) == [("dead", "restored"), ("handled", None)]


def test_who_asked_to_be_forgotten_stays_forgotten(database_url: str, data_dir: Path) -> None:
    """A backup knows George, who has been forgotten since; after the restore nobody does."""
    settle(database_url)
    made = backed_up(database_url, backup.folder_in(data_dir))
    forget_george(database_url)
    done = restoring.restore(database_url, made.path, data_dir=data_dir, now=LATER)
    assert done.erased == 1
    assert "George" not in names(database_url)
    assert sum(balances(database_url).values()) == 0


def test_the_list_outlives_the_database(place: Path) -> None:
    """Even when the database is lost, the list beside it says who must not come back."""
    url = backup.url_of(place)
    made = backed_up(url, backup.folder_in(place.parent))
    forget_george(url)
    assert erasures.note_from(url, place.parent) == 1
    scramble(place, 0)
    done = put_back(place, made.path)
    assert done.erased == 1
    assert not done.was_sound
    assert "George" not in names(url)


def test_who_came_later_is_nobody_who_was_forgotten(place: Path) -> None:
    """Somebody who joins after a restore is never taken for one who had that number before."""
    url = backup.url_of(place)
    made = backed_up(url, backup.folder_in(place.parent))

    def meet(session: Session, number: int) -> int:
        return member.meet(
            session, timebank_id=1, telegram_user_id=number, chat_id=number, language="en", now=NOW
        ).id

    gone = within(url, lambda session: meet(session, 71))
    within(url, lambda session: erasure.forget(session, session.get_one(member.Member, gone), NOW))
    put_back(place, made.path)
    newcomer = within(url, lambda session: meet(session, 72))
    assert newcomer > gone
    assert put_back(place, backed_up(url, backup.folder_in(place.parent), LATER).path).erased == 0


def test_old_buttons_never_point_at_new_rows(place: Path) -> None:
    """Ids given out after the backup are not given out again, even when nobody can tell which they were."""
    url = backup.url_of(place)
    made = backed_up(url, backup.folder_in(place.parent))
    bank_an_hour(url, "the second hour")
    engine = copying.plain_engine(url)
    with engine.connect() as connection:
        used = copying.used_ids(connection)
    put_back(place, made.path)
    with engine.connect() as connection:
        assert copying.used_ids(connection)["transfer"] == used["transfer"]
    engine.dispose()
    scramble(place, 0)
    put_back(place, made.path)
    with engine.connect() as connection:
        assert copying.used_ids(connection)["transfer"] > restoring.UNKNOWN_IDS
    engine.dispose()


def test_a_damaged_database_is_kept_aside(place: Path) -> None:
    """What is broken is put where somebody may still save something, with what SQLite kept beside it."""
    made = backed_up(backup.url_of(place), backup.folder_in(place.parent))
    scramble(place, 0)
    place.with_name("goodturn.db-wal").write_bytes(b"old pages")
    broken = place.read_bytes()
    done = put_back(place, made.path)
    assert done.kept is not None
    assert (done.kept / "goodturn.db").read_bytes() == broken
    assert (done.kept / "goodturn.db-wal").read_bytes() == b"old pages"
    assert not place.with_name("goodturn.db-wal").exists()
    assert balances(backup.url_of(place))


def test_what_was_never_committed_to_the_file_is_not_played_into_the_new_one(place: Path) -> None:
    """What SQLite kept beside the old database is gone when the new one is there."""
    url = backup.url_of(place)
    made = backed_up(url, backup.folder_in(place.parent))
    yesterday = balances(url)
    # A killed process leaves its newest entries in the file beside the database.
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("UPDATE timebank SET name = 'Other'")
        connection.commit()
        for ending in ("", "-wal", "-shm"):
            beside = place.with_name(place.name + ending)
            shutil.copyfile(beside, place.with_name(f"copy.db{ending}"))
    for ending in ("", "-wal", "-shm"):
        place.with_name(f"copy.db{ending}").replace(place.with_name(place.name + ending))
    put_back(place, made.path)
    assert balances(url) == yesterday
    assert rows(place, "SELECT name FROM timebank") == [("Maple Street",)]


def test_an_older_backup_is_brought_up_to_date(place: Path, tmp_path: Path) -> None:
    """A backup of the first version becomes a database of this one."""
    old = tmp_path / "old.db"
    migrations.upgrade(backup.url_of(old), "0001")
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute(
            "INSERT INTO timebank (name, zone, language, joining, starting_minutes, floor_minutes, wave_size,"
            " invitation_minutes, asks_per_day, at_risk_minutes, quiet_from_hour, quiet_until_hour,"
            " opened_at)"
            " VALUES ('Long ago', 'UTC', 'en', 'open', 0, 0, 1, 1, 1, 1, 1, 1, '2025-01-01')"
        )
    done = put_back(place, old)
    assert done.version == "0001"
    assert rows(place, "SELECT name FROM timebank") == [("Long ago",)]
    assert rows(place, "SELECT version_num FROM alembic_version") == [(migrations.present(),)]
    assert rows(old, "SELECT version_num FROM alembic_version") == [("0001",)]


@pytest.mark.parametrize("wrong", ["missing", "text", "empty", "scrambled", "newer", "strange", "itself"])
def test_a_file_that_is_no_backup_is_refused(place: Path, tmp_path: Path, wrong: str) -> None:
    """Each gets a sentence of its own, and the database stays as it is to the byte."""
    file = tmp_path / "file.db"
    shutil.copyfile(place, file)
    said = {
        "missing": "There is no file",
        "text": "it is not a database",
        "empty": "it is not a database",
        "scrambled": "is not sound",
        "newer": "A later Goodturn made",
        "strange": "there is no time bank in it",
        "itself": "is the database itself",
    }
    if wrong == "missing":
        file.unlink()
    elif wrong in ("text", "empty"):
        file.write_text("Dear diary" if wrong == "text" else "")
    elif wrong == "scrambled":
        scramble(file, 8 * 4096, 40 * 4096)
    elif wrong == "itself":
        file = place
    else:
        if wrong == "strange":
            file.unlink()
        with closing(sqlite3.connect(file)) as connection, connection:
            if wrong == "newer":
                connection.execute("UPDATE alembic_version SET version_num = '9999'")
            else:
                connection.execute("CREATE TABLE poem (line TEXT)")
    before = place.read_bytes()
    with pytest.raises(CannotRestore, match=said[wrong]):
        put_back(place, file)
    assert place.read_bytes() == before


def test_a_database_that_somebody_has_open_is_not_replaced(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell that has the database open would take away what SQLite keeps beside the new one."""
    monkeypatch.setattr(copying, "BUSY_TIMEOUT_S", 0)
    made = backed_up(backup.url_of(place), backup.folder_in(place.parent))
    with closing(sqlite3.connect(place)) as shell:
        shell.execute("PRAGMA journal_mode=WAL").fetchone()
        shell.execute("SELECT count(*) FROM member").fetchone()
        with pytest.raises(CannotRestore, match="Another program"):
            put_back(place, made.path)
    put_back(place, made.path)


def test_connections_to_postgresql_keep_it_from_being_replaced(postgresql_url: str, data_dir: Path) -> None:
    """While a Goodturn is connected, on this host or another, nothing is replaced."""
    settle(postgresql_url)
    made = backed_up(postgresql_url, backup.folder_in(data_dir))
    engine = create_engine(postgresql_url)
    with engine.connect() as other:
        other.execute(text("SELECT 1"))
        other.rollback()
        with pytest.raises(CannotRestore, match="1 other connections"):
            restoring.restore(postgresql_url, made.path, data_dir=data_dir, now=LATER)
    engine.dispose()
    assert balances(postgresql_url)


def test_a_new_machine_begins_with_the_backup(place: Path, empty_postgresql: str) -> None:
    """Where there is nothing yet, a backup becomes the database, of either kind."""
    made = backed_up(backup.url_of(place), backup.folder_in(place.parent))
    yesterday = balances(backup.url_of(place))
    place.unlink()
    for url in (backup.url_of(place), empty_postgresql):
        done = restoring.restore(url, made.path, data_dir=place.parent, now=LATER)
        assert done.kept is None
        assert balances(url) == yesterday


def test_a_loss_of_power_leaves_postgresql_as_it_was(postgresql_url: str, data_dir: Path) -> None:
    """Killed when everything is written and nothing is committed, a restore never happened; nor does it touch
    what others keep in the same database.
    """
    settle(postgresql_url)
    made = backed_up(postgresql_url, backup.folder_in(data_dir))
    bank_an_hour(postgresql_url, "the second hour")
    today = balances(postgresql_url)
    within(postgresql_url, lambda session: session.execute(text("CREATE TABLE poem (line TEXT)")))

    def dies_late() -> None:
        refill = restoring.refill

        def refill_and_die(*databases: Connection) -> None:
            refill(*databases)
            os.kill(os.getpid(), signal.SIGKILL)

        restoring.refill = refill_and_die  # type: ignore[assignment]
        restoring.restore(postgresql_url, made.path, data_dir=data_dir, now=LATER)

    assert killed_at(STEPS, dies_late)
    assert balances(postgresql_url) == today
    _wait_until_alone(postgresql_url)
    restoring.restore(postgresql_url, made.path, data_dir=data_dir, now=LATER)
    assert balances(postgresql_url) != today
    assert within(postgresql_url, lambda session: session.execute(text("SELECT * FROM poem")).all()) == []


def _wait_until_alone(url: str) -> None:
    """Waits until the server has noticed that the other process is gone."""
    asked = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
    while within(url, lambda session: session.execute(asked).scalar_one()) > 1:
        time.sleep(0.01)


def test_a_loss_of_power_leaves_the_old_or_the_new(place: Path, tmp_path: Path) -> None:
    """Killed before any change of a file, a restore leaves one database or the other, never half of one."""
    url = backup.url_of(place)
    made = backed_up(url, backup.folder_in(place.parent))
    yesterday = balances(url)
    bank_an_hour(url, "the second hour")
    today = balances(url)
    _into_wal(place)
    outcomes = []
    for step in range(STEPS):
        world = tmp_path / f"world{step}"
        shutil.copytree(place.parent, world)
        there = world / place.name
        file = backup.folder_in(world) / made.path.name
        died = killed_at(step, lambda there=there, file=file: put_back(there, file))
        opening.make_ready(backup.url_of(there), backup.folder_in(world), now=LATER)
        found = balances(backup.url_of(there))
        assert found in (yesterday, today), step
        assert not there.with_name(place.name + restoring.DECIDED).exists()
        outcomes.append("new" if found == yesterday else "old")
        if not died:
            break
        shutil.rmtree(world)
    assert not died
    # Somewhere on the way it is decided, and from there on it never goes back.
    assert outcomes == sorted(outcomes, reverse=True)
    assert outcomes[0] == "old"
    assert outcomes[-2:] == ["new", "new"]


def _into_wal(place: Path) -> None:
    """Leaves the database as a killed process does, with its newest entry beside it."""
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


async def test_the_restored_database_can_be_used_at_once(place: Path) -> None:
    """A store opens it and people write."""
    made = await asyncio.to_thread(backed_up, backup.url_of(place), backup.folder_in(place.parent))
    await asyncio.to_thread(put_back, place, made.path)
    store = Store(backup.url_of(place))
    await store.write(
        lambda session: notification.queue(
            session,
            notification.Notice.APPROVED,
            subject_id=99,
            recipient=people(session)[0],
            send_after=NOW,
        )
    )
    await store.close()
    assert len(await asyncio.to_thread(rows, place, "SELECT id FROM notification WHERE subject_id = 99")) == 1
