"""Backups: one file that holds everything, made while Goodturn runs, and only called one when it was checked.

A backup is an SQLite file whichever database it was made from, so that one way of checking, putting back and
moving serves both, and a backup from PostgreSQL needs neither its tools nor its version to be read. From
SQLite it is copied page by page; from PostgreSQL row by row, in one view of the whole database. Neither
keeps anybody from writing meanwhile.

    goodturn-20261122T020000Z-v0002.db                  each night, and by `goodturn backup`
    goodturn-20261122T091500Z-v0001-before-upgrade.db   before a new version changes the tables
    goodturn-20261122T093000Z-v0002-before-restore.db   what was there before another was put back
"""

from __future__ import annotations

import fcntl
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from goodturn.lock import file_of
from models import audit, copying, migrations

KEPT = 14
SELDOM_STAYS = timedelta(days=30)

_NAME = re.compile(r"goodturn-(\d{8}T\d{6}Z)-v(\w+?)(?:-(before-upgrade|before-restore))?\.db")
_TIME = "%Y%m%dT%H%M%SZ"
_PART = "unfinished"
_FIRST_BYTES = b"SQLite format 3\x00"

# So many pages at a time, with so long a pause: the disk is for those first who wait for an answer.
_PAGES = 2_000
_PAUSE_S = 0.001


class Occasion(StrEnum):
    """Why a backup was made. The newest of each are kept, so that a busy day pushes out no quiet month."""

    USUAL = ""
    BEFORE_UPGRADE = "before-upgrade"
    BEFORE_RESTORE = "before-restore"


class BackupFailed(Exception):
    """No backup was made, and nothing was changed; in a sentence for the host."""


class Unsound(BackupFailed):
    """What is in the database is damaged, so that there is nothing to make a backup of."""


@dataclass(frozen=True)
class Backup:
    """A backup that was checked when it was made.

    Attributes:
        path: the file.
        made_at: to the second.
        version: which version its tables are at.
        occasion: why it was made.
    """

    path: Path
    made_at: datetime
    version: str
    occasion: Occasion

    @property
    def size_mb(self) -> float:
        """How large it is, in millions of bytes."""
        return self.path.stat().st_size / 1e6


def folder_in(data_dir: Path) -> Path:
    """Where the backups of a data folder are."""
    return data_dir / "backups"


def all_in(folder: Path, occasion: Occasion | None = None) -> list[Backup]:
    """Returns the backups in a folder, the newest first.

    Args:
        folder: as from `folder_in`; it need not exist.
        occasion: to leave out all others.
    """
    found = [_read_name(path) for path in folder.glob("goodturn-*.db")]
    wanted = [backup for backup in found if backup is not None and occasion in (None, backup.occasion)]
    return sorted(wanted, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def newest(folder: Path, by: datetime | None = None) -> Backup | None:
    """Returns the newest backup in a folder that was made for its own sake, or None.

    Args:
        folder: as from `folder_in`.
        by: to leave out those that a clock which was wrong has dated later.
    """
    usual = all_in(folder, Occasion.USUAL)
    return next((found for found in usual if by is None or found.made_at <= by), None)


def make(
    url: str,
    folder: Path,
    *,
    now: datetime,
    kept: int = KEPT,
    occasion: Occasion = Occasion.USUAL,
    due: datetime | None = None,
) -> Backup:
    """Makes a backup, checks it, and lets the oldest go. Blocks for as long as that takes.

    Args:
        url: of the database, as for `models.store.Store`.
        folder: where to; made where there is none.
        now: for its name.
        kept: how many of this occasion stay.
        occasion: why.
        due: one that somebody else has made since then is good enough, and is returned.

    Raises:
        BackupFailed: it could not be written, or what was written is not sound.
    """
    try:
        make_folder(folder)
        with _in_turn(folder):
            standing = newest(folder, by=now)
            if due is not None and standing is not None and due <= standing.made_at:
                return standing
            for left_behind in folder.glob(f"{_PART}*"):
                left_behind.unlink()
            part = folder / f"{_PART}.db"
            try:
                return _made(url, part, now=now, kept=kept, occasion=occasion)
            finally:
                for left_behind in folder.glob(f"{_PART}*"):
                    left_behind.unlink()
    except (OSError, sqlite3.Error, SQLAlchemyError) as trouble:
        raise BackupFailed(f"No backup was made in {folder}: {plainly(trouble)}.") from trouble


def damage(path: Path) -> list[str]:
    """Looks through a database file and returns what is wrong with it, one line each; none when it is sound.

    The books are gone through as well where the file is of this version.
    """
    if wrong := shallow_damage(path, "integrity_check"):
        return wrong
    engine = copying.reading_engine(path)
    try:
        with engine.connect() as connection:
            found = migrations.version(connection)
            if found is None:
                return ["there is no time bank in it"]
            if found != migrations.present():
                return []
            with copying.session_on(connection) as session:
                return [
                    line
                    for bank_id in copying.timebank_ids(session)
                    for line in audit.audit(session, bank_id).wrong
                ]
    finally:
        engine.dispose()


def shallow_damage(path: Path, how: str = "quick_check") -> list[str]:
    """Looks through the pages of a database file and returns what is wrong with it.

    Args:
        path: the file.
        how: "quick_check", which takes about a second for a gigabyte that is in memory, or
            "integrity_check", which compares every index with its table and takes ten times as long.
    """
    with path.open("rb") as file:
        if file.read(len(_FIRST_BYTES)) != _FIRST_BYTES:
            return ["it is not a database"]
    try:
        with closing(sqlite3.connect(path, timeout=copying.BUSY_TIMEOUT_S)) as connection:
            connection.execute("PRAGMA query_only=ON")
            found = [line for (line,) in connection.execute(f"PRAGMA {how}")]
            loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as trouble:
        if getattr(trouble, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        return [str(trouble)]
    wrong = [] if found == ["ok"] else found
    return wrong + [f"a row of {name} points at nothing" for name, *_ in loose]


def make_folder(folder: Path) -> None:
    """Makes a folder for backups where there is none, which nobody else may look into."""
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        own_like(folder, folder.parent)


def url_of(path: Path) -> str:
    """Returns the address of a database file."""
    return URL.create("sqlite", database=str(path)).render_as_string()


def sync(path: Path) -> None:
    """Makes sure that a file, or the names in a folder, survive a loss of power."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def own_like(path: Path, like: Path) -> None:
    """Gives a file to whoever has another one. A host may type commands as root and run Goodturn as somebody
    else, who could then not open what was made for them."""
    if os.geteuid() == 0:
        found = like.stat()
        os.chown(path, found.st_uid, found.st_gid)


def plainly(trouble: BaseException) -> str:
    """Returns what went wrong in a few words, without statements and values."""
    cause = getattr(trouble, "orig", None) or trouble
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return (str(cause).splitlines() or [type(cause).__name__])[0]


def _made(url: str, part: Path, *, now: datetime, kept: int, occasion: Occasion) -> Backup:
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    file = file_of(url)
    if file is None:
        _copy_rows(url, part)
    else:
        _copy_pages(file, part)
    if wrong := damage(part):
        raise Unsound(f"The copy is not sound, so it was thrown away: {wrong[0]}.")
    with closing(sqlite3.connect(part)) as connection:
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    own_like(part, part.parent)
    sync(part)
    path = _free_name(part.parent, now, version, occasion)
    part.rename(path)
    sync(path.parent)
    for old in _outlived(path.parent, occasion, now=now, kept=kept):
        old.path.unlink()
    made = _read_name(path)
    assert made is not None, "it has just been named so"
    return made


def _outlived(folder: Path, occasion: Occasion, *, now: datetime, kept: int) -> list[Backup]:
    """Returns the backups that go: too many of an occasion, and old ones of those that come seldom.

    Somebody who asked to be forgotten is still in a backup that was made before, so none stays for ever.
    """
    seldom = [old for old in all_in(folder) if old.occasion and old.made_at < now - SELDOM_STAYS]
    return list({*all_in(folder, occasion)[max(kept, 1) :], *seldom})


def _copy_pages(file: Path, part: Path) -> None:
    """Copies an SQLite file as it stands at one moment, whoever writes meanwhile."""
    if not file.exists():
        raise FileNotFoundError(2, f"{file} does not exist")

    def pause(_status: int, _left: int, _pages: int) -> None:
        time.sleep(_PAUSE_S)

    with closing(sqlite3.connect(file, timeout=copying.BUSY_TIMEOUT_S, isolation_level=None)) as source:
        # With a view of its own the copy need not begin again whenever somebody writes.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            source.backup(copy, pages=_PAGES, progress=pause)
            # From now on it is one file, with no other that would have to be kept beside it.
            copy.execute("PRAGMA journal_mode=DELETE").fetchone()


def _copy_rows(url: str, part: Path) -> None:
    """Copies every row of another database as it stands at one moment, and compares them."""
    source, target = copying.plain_engine(url), copying.plain_engine(url_of(part))
    try:
        one_view = source.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with one_view.connect() as from_there:
            version = migrations.version(from_there)
            if version is None:
                raise BackupFailed("There is no time bank in this database.")
            if version not in migrations.known():
                raise BackupFailed(f"A later Goodturn ({version}) wrote this database. Use that one.")
            with target.begin() as connection:
                migrations.upgrade_within(connection, version)
                copying.copy_all(from_there, connection)
                wrong = copying.differences(from_there, connection)
                if wrong:
                    raise BackupFailed(f"The copy is not the same as the database: {wrong[0]}.")
    finally:
        source.dispose()
        target.dispose()


def _free_name(folder: Path, now: datetime, version: str, occasion: Occasion) -> Path:
    """Returns a name that is not taken yet; the seconds of two backups differ."""
    moment = now.astimezone(UTC)
    why = f"-{occasion}" if occasion else ""
    while (path := folder / f"goodturn-{moment.strftime(_TIME)}-v{version}{why}.db").exists():
        moment += timedelta(seconds=1)
    return path


def _read_name(path: Path) -> Backup | None:
    parts = _NAME.fullmatch(path.name)
    if parts is None:
        return None
    made_at = datetime.strptime(parts[1], _TIME).replace(tzinfo=UTC)
    return Backup(path, made_at, parts[2], Occasion(parts[3] or ""))


@contextmanager
def _in_turn(folder: Path) -> Iterator[None]:
    """Lets one backup be made in a folder at a time; the next one waits."""
    with (folder / "making.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
