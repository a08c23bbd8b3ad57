"""Opening the database: looked at first, backed up before its tables change, and refused in words."""

from __future__ import annotations

import os
import shlex
import sqlite3
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from goodturn import backup, restoring
from goodturn.backup import BackupFailed, Occasion
from goodturn.lock import file_of
from goodturn.stopping import CannotRun
from models import copying, migrations

EXIT_UNUSABLE = 5
EXIT_AWAY = 1


class CannotOpen(CannotRun):
    """The database cannot be used as it is; the exit code says whether trying again may help."""

    def __init__(self, sentence: str, code: int = EXIT_UNUSABLE) -> None:
        super().__init__(sentence, code)


def make_ready(url: str, folder: Path, *, now: datetime, kept: int = backup.KEPT) -> None:
    """Makes the database ready for a store: sound, and of this version. Blocks for as long as that takes.

    Args:
        url: as for `models.store.Store`.
        folder: where its backups are.
        now: the present moment.
        kept: how many backups of one occasion stay.

    Raises:
        CannotOpen: it is damaged, out of reach, or of a later version. It was not changed.
    """
    file = file_of(url)
    try:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            restoring.finish(file)
            _look_at(file, folder)
        _bring_up_to_date(url, folder, now=now, kept=kept)
    except migrations.NewerDatabase as newer:
        raise CannotOpen(
            f"A later Goodturn wrote this database (version {newer.found}; this one knows "
            f"{migrations.present()}). Use that Goodturn again. {_way_back(folder)}"
        ) from None
    except BackupFailed as failed:
        raise CannotOpen(f"{failed} Without one the tables are not changed, so it did not start.") from None
    except (OSError, sqlite3.Error, SQLAlchemyError) as trouble:
        where = file or "that GOODTURN_DATABASE_URL names"
        raise CannotOpen(
            f"The database {where} cannot be opened: {backup.plainly(trouble)}.", EXIT_AWAY
        ) from None


def _look_at(file: Path, folder: Path) -> None:
    """Refuses a file that no store should touch."""
    if not os.access(file.parent, os.W_OK | os.X_OK):
        raise CannotOpen(
            f"The folder {file.parent} cannot be written to, and the database is in it. "
            "Let the account that runs Goodturn write there."
        )
    if not file.exists() or file.stat().st_size == 0:
        # Without any backup this is a new time bank; with one, somebody would lose theirs without noticing.
        if backup.all_in(folder):
            state = "is empty" if file.exists() else "is not there"
            raise CannotOpen(
                f"The database {file} {state}, but there are backups of it. {_way_back(folder)} "
                f"To begin a new time bank instead, move {folder} somewhere else."
            )
        return
    if not os.access(file, os.R_OK | os.W_OK):
        raise CannotOpen(
            f"The database {file} cannot be read and written. Let the account that runs Goodturn do both."
        )
    if wrong := backup.shallow_damage(file):
        raise CannotOpen(
            f"The database {file} is damaged: {wrong[0].rstrip('.')}. Goodturn does not start on it, so that "
            f"nothing gets worse. {_way_back(folder)}"
        )


def _bring_up_to_date(url: str, folder: Path, *, now: datetime, kept: int) -> None:
    engine = copying.plain_engine(url)
    try:
        with engine.connect() as connection:
            found = migrations.version(connection)
    finally:
        engine.dispose()
    if found == migrations.present():
        return
    if found in migrations.known():
        backup.make(url, folder, now=now, kept=kept, occasion=Occasion.BEFORE_UPGRADE)
    migrations.upgrade(url)


def _way_back(folder: Path) -> str:
    """Returns the sentence with the command that puts back the newest backup."""
    found = backup.newest(folder) or next(iter(backup.all_in(folder)), None)
    if found is None:
        return f"There is no backup in {folder}. If you have one elsewhere: goodturn restore FILE"
    made = f"{found.made_at:%d %B %Y, %H:%M} UTC"
    return f"To go back to the backup of {made}: goodturn restore {shlex.quote(str(found.path))}"
