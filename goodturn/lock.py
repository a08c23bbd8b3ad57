"""One process for each data folder: SQLite and the demo's street are not made for two."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FolderTaken(Exception):
    """Another process has the folder, in a sentence for the host."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps a data folder for this process while within. The system lets go of it even after `kill -9`.

    Raises:
        FolderTaken: another process has it.
    """
    with (folder / "goodturn.lock").open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise FolderTaken(
                f"Another Goodturn (process {holder}) is using {folder}. "
                "Stop it first, or set GOODTURN_DATA_DIR."
            ) from None
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield
