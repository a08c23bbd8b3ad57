"""Moving to another database: every row and every id, compared afterwards, or nothing at all."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from goodturn import backup
from goodturn.backup import BackupFailed
from goodturn.lock import file_of
from goodturn.restoring import CannotRestore, refill, staged_copy
from models import copying, migrations


class CannotMove(Exception):
    """Nothing was moved, and both databases are as they were; in sentences for the host."""


@dataclass(frozen=True)
class Moved:
    """What arrived.

    Attributes:
        rows: how many, over all tables.
        mended: how many texts had letters, or a length, that the new database cannot hold.
        backup: what was made of the old database before.
    """

    rows: int
    mended: int
    backup: Path


def move(url: str, to: str, *, folder: Path, now: datetime, kept: int = backup.KEPT) -> Moved:
    """Copies the whole time bank into an empty database. The caller sees to it that no Goodturn writes.

    What is read is a backup that is made first, brought up to this version in a copy; the old database itself
    is not touched.

    Args:
        url: the database there is, as for `models.store.Store`.
        to: the one to move to, which must be empty.
        folder: where the backups are.
        now: the present moment.
        kept: how many backups stay.

    Raises:
        CannotMove: see there.
    """
    new_file = file_of(to)
    try:
        if new_file is not None:
            if new_file.exists() and new_file.stat().st_size > 0:
                raise CannotMove(f"{new_file} is there already. Name a file that is not there yet.")
        else:
            _refuse_occupied(to)
        made = backup.make(url, folder, now=now, kept=kept)
        staged = (new_file or folder / "goodturn.db").with_name(f"{(new_file or made.path).name}.moving")
        with staged_copy(made.path, staged):
            migrations.upgrade(backup.url_of(staged))
            if new_file is not None:
                return _into_file(made.path, staged, new_file)
            return _into_postgresql(made.path, staged, to)
    except (BackupFailed, CannotRestore) as failed:
        raise CannotMove(str(failed)) from None
    except migrations.NewerDatabase as newer:
        raise CannotMove(f"A later Goodturn ({newer.found}) wrote this database. Use that one.") from None
    except (OSError, sqlite3.Error, SQLAlchemyError) as trouble:
        raise CannotMove(f"Nothing was moved: {backup.plainly(trouble)}.") from trouble


def told(to: str, moved: Moved) -> list[str]:
    """Returns what the host should read afterwards, a line each."""
    address = make_url(to)
    shown = address.set(drivername=address.get_backend_name())
    lines = [
        f"{moved.rows} rows were copied and compared, and every balance is as it was.",
        f"A backup of the old database is kept: {moved.backup}",
    ]
    if moved.mended:
        lines.append(
            f"{moved.mended} texts had letters, or a length, that the new database cannot hold. "
            "Those letters were replaced, or the end was left out."
        )
    lines += [
        "Put this into .env and start Goodturn again:",
        f"GOODTURN_DATABASE_URL={shown.render_as_string(hide_password=True)}",
    ]
    if address.password is not None:
        lines.append("Write the password in place of the ***.")
    lines.append("The old database is untouched. Put it away, so that nobody starts Goodturn on it again.")
    return lines


def _into_postgresql(made: Path, staged: Path, to: str) -> Moved:
    source, target = copying.reading_engine(staged), copying.plain_engine(to)
    try:
        with source.connect() as rows, target.begin() as connection:
            copied = refill(rows, connection)
    finally:
        source.dispose()
        target.dispose()
    return Moved(sum(copied.rows.values()), copied.mended, made)


def _into_file(made: Path, staged: Path, new_file: Path) -> Moved:
    if wrong := backup.damage(staged):
        raise CannotMove(f"Nothing was moved: {wrong[0]}.")
    engine = copying.reading_engine(staged)
    try:
        with engine.connect() as connection:
            count = copying.count_rows(connection)
    finally:
        engine.dispose()
    backup.sync(staged)
    staged.replace(new_file)
    backup.sync(new_file.parent)
    return Moved(count, 0, made)


def _refuse_occupied(to: str) -> None:
    engine = copying.plain_engine(to)
    try:
        with engine.connect() as connection:
            if copying.tables(connection) or migrations.version(connection) is not None:
                raise CannotMove("There is something in that database already. Name an empty one.")
    finally:
        engine.dispose()
