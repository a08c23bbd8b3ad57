"""Restoring: a backup becomes the database again, wholly or not at all.

Everything is made ready in a file beside the database. One renaming then decides: before it the old database
stands, after it the new one, and whoever opens it next finishes what a loss of power cut off.

    the backup --> goodturn.db.staged        brought up to date, erasures applied again, settled, checked
               --> goodturn.db.restored      decided
               --> goodturn.db               in its place

On PostgreSQL the tables are replaced in one transaction instead.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from goodturn import backup, erasures
from goodturn.backup import BackupFailed, Occasion, Unsound
from goodturn.lock import file_of
from models import audit, copying, journal, migrations, restored
from models.restored import Settled
from models.tables import metadata

STAGED = ".staged"
DECIDED = ".restored"
# SQLite keeps these beside a database, and would play an old one into a new database.
BESIDE = ("-wal", "-shm", "-journal")

# When nobody can tell which ids were given out since the backup: more than any time bank gives out in years.
UNKNOWN_IDS = 1_000_000


class CannotRestore(Exception):
    """The backup was not put back and the database is as it was, in sentences for the host."""


@dataclass
class Restored:
    """What was done.

    Attributes:
        version: of the tables in the backup.
        kept: where what was there before is kept; None where nothing was there.
        was_sound: whether that was a sound database.
        erased: how many members were forgotten again.
        settled: what was settled, over all time banks.
    """

    version: str
    kept: Path | None = None
    was_sound: bool = True
    erased: int = 0
    settled: Settled = field(default_factory=Settled)


@dataclass
class _Before:
    """What is known of the database that is being replaced.

    Attributes:
        kept: see `Restored`.
        was_sound: see `Restored`.
        used_ids: the highest id of each table; None where nobody can tell.
    """

    kept: Path | None
    was_sound: bool
    used_ids: dict[str, int] | None


def restore(url: str, file: Path, *, data_dir: Path, now: datetime, kept: int = backup.KEPT) -> Restored:
    """Puts a backup in the place of the database. The caller sees to it that no Goodturn uses it.

    Args:
        url: of the database, as for `models.store.Store`.
        file: the backup.
        data_dir: where the backups and the list of erasures are.
        now: the present moment.
        kept: how many backups of one occasion stay.

    Raises:
        CannotRestore: the backup cannot be used, or what is there now could not be kept. Nothing was changed.
    """
    place = file_of(url)
    try:
        version = _checked(file, place)
        before = _kept(url, place, data_dir, now=now, kept=kept)
        if place is None:
            return _onto_postgresql(url, file, version, before, data_dir, now)
        staged = place.with_name(place.name + STAGED)
        with staged_copy(file, staged):
            done = _made_ready(staged, version, before, data_dir, now)
            backup.own_like(staged, place if place.exists() else place.parent)
            backup.sync(staged)
            _alone(place)
            staged.replace(place.with_name(place.name + DECIDED))
        backup.sync(place.parent)
        finish(place)
        return done
    except BackupFailed as failed:
        raise CannotRestore(
            f"What is there now could not be kept, so it was not replaced. {failed}"
        ) from None
    except (OSError, sqlite3.Error, SQLAlchemyError) as trouble:
        raise CannotRestore(
            f"The backup was not put back, and the database is as it was: {backup.plainly(trouble)}."
        ) from trouble


def told(file: Path, done: Restored) -> list[str]:
    """Returns what the host should read afterwards, a line each."""
    settled = done.settled
    lines = [f"{file} is the database now, and it is sound."]
    if done.version != migrations.present():
        lines.append(f"It was made by an earlier Goodturn, and was brought up to date ({done.version}).")
    if done.kept is not None:
        state = "What was there before is kept" if done.was_sound else "The damaged database is kept"
        lines.append(f"{state}: {done.kept}")
    lines.append(f"Members forgotten again, because they had asked to be: {done.erased}")
    lines.append(f"Messages still to come: {settled.ahead}")
    lines.append(f"Messages not sent again, since they may have been sent already: {settled.uncertain}")
    lines.append(f"Messages that are too late now: {settled.lapsed}")
    lines.append(f"Updates not handled again: {settled.set_aside}")
    lines.append(
        "What people wrote after the backup was made is not in it, and Telegram does not say it again. "
        "Tell your members which hours to look at."
    )
    return lines


def finish(place: Path) -> None:
    """Finishes a restore that was decided; does nothing where there is none. Doing it again is harmless.

    Args:
        place: the database file; nobody has it open.
    """
    decided = place.with_name(place.name + DECIDED)
    if not decided.exists():
        return
    with _alone_in(place.parent):
        # Another process may have finished it while this one waited for its turn.
        if not decided.exists():
            return
        for ending in BESIDE:
            place.with_name(place.name + ending).unlink(missing_ok=True)
        backup.sync(place.parent)
        decided.replace(place)
        backup.sync(place.parent)


def _checked(file: Path, place: Path | None) -> str:
    """Returns the version of a backup that can be used."""
    if not file.is_file():
        raise CannotRestore(f"There is no file {file}.")
    if place is not None and place.exists() and file.samefile(place):
        raise CannotRestore(f"{file} is the database itself. Name a backup.")
    # The books are gone through later, when the tables are those of this version.
    if wrong := backup.shallow_damage(file, "integrity_check"):
        raise CannotRestore(f"{file} is not sound, so it was not put back: {wrong[0]}.")
    engine = copying.reading_engine(file)
    try:
        with engine.connect() as connection:
            version = migrations.version(connection)
    finally:
        engine.dispose()
    if version is None:
        raise CannotRestore(f"{file} is not sound, so it was not put back: there is no time bank in it.")
    if version not in migrations.known():
        raise CannotRestore(
            f"A later Goodturn made {file} (version {version}; this one knows {migrations.present()}). "
            "Use that Goodturn to put it back."
        )
    return version


def _kept(url: str, place: Path | None, data_dir: Path, *, now: datetime, kept: int) -> _Before:
    """Keeps what is there now, sound or not, and notes the erasures and ids in it."""
    folder = backup.folder_in(data_dir)
    if place is None:
        return _kept_from_postgresql(url, folder, data_dir, now=now, kept=kept)
    finish(place)
    if not place.exists() or place.stat().st_size == 0:
        return _Before(None, True, None)
    if not backup.shallow_damage(place):
        with suppress(Unsound):
            return _kept_sound(url, folder, data_dir, now=now, kept=kept)
    return _Before(_set_aside(place, folder, now), False, None)


def _kept_from_postgresql(url: str, folder: Path, data_dir: Path, *, now: datetime, kept: int) -> _Before:
    engine = copying.plain_engine(url)
    try:
        with engine.connect() as connection:
            if migrations.version(connection) is None:
                if copying.tables(connection):
                    raise CannotRestore("This database has tables that are not Goodturn's. Name another.")
                return _Before(None, True, None)
    finally:
        engine.dispose()
    return _kept_sound(url, folder, data_dir, now=now, kept=kept)


def _kept_sound(url: str, folder: Path, data_dir: Path, *, now: datetime, kept: int) -> _Before:
    """Makes a restore point, and notes the erasures in the list beside the database."""
    made = backup.make(url, folder, now=now, kept=kept, occasion=Occasion.BEFORE_RESTORE)
    erasures.note_from(url, data_dir)
    engine = copying.plain_engine(url)
    try:
        with engine.connect() as connection:
            return _Before(made.path, True, copying.used_ids(connection))
    finally:
        engine.dispose()


def _set_aside(place: Path, folder: Path, now: datetime) -> Path:
    """Copies a damaged database, with what is beside it, to where somebody may still save something."""
    aside = folder / f"damaged-{now:%Y%m%dT%H%M%SZ}"
    backup.make_folder(folder)
    aside.mkdir(exist_ok=True, mode=0o700)
    for ending in ("", *BESIDE):
        broken = place.with_name(place.name + ending)
        if broken.exists():
            shutil.copy2(broken, aside / broken.name)
            backup.sync(aside / broken.name)
    return aside


@contextmanager
def staged_copy(file: Path, staged: Path) -> Iterator[None]:
    """Copies a backup to where it is made ready, and leaves nothing of it behind when that fails.

    Args:
        file: the backup.
        staged: where to; whoever is content with it renames it.
    """
    _clear(staged)
    try:
        os.close(os.open(staged, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        shutil.copyfile(file, staged)
        yield
    finally:
        _clear(staged)


def _clear(staged: Path) -> None:
    for ending in ("", *BESIDE):
        staged.with_name(staged.name + ending).unlink(missing_ok=True)


def _made_ready(staged: Path, version: str, before: _Before, data_dir: Path, now: datetime) -> Restored:
    """Brings the copy up to date and settles what was under way in it, in one transaction."""
    done = Restored(version, before.kept, before.was_sound)
    url = backup.url_of(staged)
    migrations.upgrade(url)
    engine = copying.plain_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("PRAGMA defer_foreign_keys=ON"))
            _settle(connection, done, before, data_dir, now)
    finally:
        engine.dispose()
    if wrong := backup.damage(staged):
        raise CannotRestore(f"The backup is not sound after it was brought up to date: {wrong[0]}.")
    return done


def _settle(connection: Connection, done: Restored, before: _Before, data_dir: Path, now: datetime) -> None:
    used = before.used_ids
    if used is None:
        used = {name: highest + UNKNOWN_IDS for name, highest in copying.used_ids(connection).items()}
    # The buttons in people's chats point at rows that are gone now, and must never point at other ones.
    copying.continue_from(connection, used)
    with copying.session_on(connection) as session:
        done.erased = erasures.apply_again(session, data_dir, now)
        for bank_id in copying.timebank_ids(session):
            settled = restored.settle(session, bank_id, now)
            done.settled.uncertain += settled.uncertain
            done.settled.lapsed += settled.lapsed
            done.settled.ahead += settled.ahead
            done.settled.set_aside += settled.set_aside
            journal.note_host(session, timebank_id=bank_id, act="host.restore", now=now)
        session.commit()


def _alone(place: Path) -> None:
    """Makes sure that nobody has the database open, and that all of it is in its one file.

    A program that still had it open would, when it ends, take away what SQLite keeps beside the new one.
    """
    if not place.exists() or place.stat().st_size == 0:
        return
    try:
        with closing(sqlite3.connect(place, timeout=copying.BUSY_TIMEOUT_S)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.DatabaseError as trouble:
        if trouble.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            # It is too damaged to be opened, and was set aside as it is.
            return
        raise CannotRestore(
            f"Another program has {place} open, perhaps a shell or a second Goodturn. Close it first."
        ) from None


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    number = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def _onto_postgresql(
    url: str, file: Path, version: str, before: _Before, data_dir: Path, now: datetime
) -> Restored:
    """Replaces every table in one transaction, which is either committed or never was."""
    folder = backup.folder_in(data_dir)
    backup.make_folder(folder)
    staged = folder / f"goodturn.db{STAGED}"
    with staged_copy(file, staged):
        done = _made_ready(staged, version, before, data_dir, now)
        source, target = copying.reading_engine(staged), copying.plain_engine(url)
        try:
            with source.connect() as rows, target.begin() as connection:
                _refuse_company(connection)
                # What others keep in the same database is left to them.
                ours = {*copying.tables(rows), *metadata.tables, copying.VERSION_TABLE}
                for name in sorted(ours):
                    connection.execute(text(f'DROP TABLE IF EXISTS "{name}" CASCADE'))
                refill(rows, connection)
        finally:
            source.dispose()
            target.dispose()
    return done


def refill(rows: Connection, connection: Connection) -> copying.Copied:
    """Makes our tables in an empty database and copies every row into them, and compares all of it.

    Args:
        rows: a database of this version.
        connection: the empty one, in a transaction that the caller commits.

    Raises:
        CannotRestore: what arrived is not the same.
    """
    migrations.upgrade_within(connection)
    copied = copying.copy_all(rows, connection)
    wrong = copying.differences(rows, connection)
    with copying.session_on(rows) as old, copying.session_on(connection) as new:
        for bank_id in copying.timebank_ids(old):
            was, now_is = audit.audit(old, bank_id), audit.audit(new, bank_id)
            wrong.extend(now_is.wrong)
            if (was.balances, was.reserved) != (now_is.balances, now_is.reserved):
                wrong.append(f"the balances of time bank {bank_id} are not as they were")
    if wrong:
        raise CannotRestore(f"What arrived is not the same, so nothing was changed: {wrong[0]}.")
    return copied


def _refuse_company(connection: Connection) -> None:
    others = connection.execute(
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    ).scalar_one()
    if others:
        raise CannotRestore(f"{others} other connections use this database. Stop every Goodturn on it first.")
