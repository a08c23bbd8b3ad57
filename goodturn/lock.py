"""One process for each data folder and each SQLite file: neither is made for two.

PostgreSQL is, so a process on PostgreSQL locks nothing; see docs/scaling.md.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url


class FolderTaken(Exception):
    """Another process has the folder or the database, or we may not lock it; in a sentence for the host."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps a data folder for this process while within. The system lets go of it even after `kill -9`.

    Raises:
        FolderTaken: another process has it.
    """
    with _held(folder / "goodturn.lock", f"{folder}. Stop it first, or set GOODTURN_DATA_DIR."):
        yield


@contextmanager
def locked_database(url: str) -> Iterator[None]:
    """Keeps an SQLite file for this process while within, however many data folders point at it.

    The folder it is in is made where there is none.

    Args:
        url: as for `Store`; an address on PostgreSQL is left to everybody.

    Raises:
        FolderTaken: another process has it.
    """
    file = file_of(url)
    if file is None:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    sentence = f"the database {file}. Stop it first; several processes at once need PostgreSQL."
    with _held(file.with_name(f"{file.name}.lock"), sentence):
        yield


def file_of(url: str) -> Path | None:
    """Returns where the SQLite file of an address really is, or None for another kind of database."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database)).resolve()


def is_locked(folder: Path) -> bool:
    """Says whether another process has a data folder now."""
    try:
        with (folder / "goodturn.lock").open("r", encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


@contextmanager
def _held(path: Path, what: str) -> Iterator[None]:
    try:
        file = path.open("a+", encoding="ascii")
    except OSError as trouble:
        raise FolderTaken(
            f"{path} cannot be written ({trouble.strerror}). Let the account that runs Goodturn write there."
        ) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise FolderTaken(f"Another Goodturn (process {holder}) is using {what}") from None
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield
