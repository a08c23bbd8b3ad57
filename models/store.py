"""The one place that opens sessions: a piece of work goes in, and is either wholly done or not at all.

A door (a handler, a job, a command) hands a function to `Store.write` or `Store.read`. The function gets the
session, calls verbs of this room, and returns what the door needs. It never commits. It may be run again
from the start when the database asks for that, so it must do nothing but read and change rows.

    write --> line --> writer thread: BEGIN, one piece after the other, COMMIT --> each caller has its answer

Writers stand in one line before one thread, which takes all that wait and commits them together: the disk is
waited for once, and nobody is told "done" before it is on the disk. When a piece of such a group fails, the
group is undone and each piece is run again alone, so that no one spoils it for the others.

Writing transactions never interleave, whichever process they are in: on SQLite each begins with BEGIN
IMMEDIATE, and on PostgreSQL each takes the one turn there is for writing. The rules may therefore be written
as if each were alone. (SERIALIZABLE would say the same, but what many members do at once lies side by side on
the same pages, which PostgreSQL takes for the same thing: two processes undid each other's groups all the
time, and were slower than one.)
"""

from __future__ import annotations

import asyncio
import queue
import random
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Session

T = TypeVar("T")
Work = Callable[[Session], T]

BUSY_TIMEOUT_MS = 5_000
TRIES = 10
_FIRST_PAUSE_S = 0.01
_LAST_PAUSE_S = 0.5
_CHANGED = "a reading piece of work changed rows"

READERS = 4
# A group ends when it is this large or has taken this long, so that its first piece does not wait for ever.
_GROUP = 64
_GROUP_S = 0.02
_RESTED_S = 0.5

# PostgreSQL's own names for "these could not be ordered", which others of its kind say, "these waited for
# each other", and "you were away too long in the middle of it".
_PASSING_STATES = {"40001", "40P01", "25P03"}

# The number of the turn, which means nothing; and after how long without a word the turn is taken from a
# process that was frozen, or cut off, in the middle of its transaction.
_TURN = 20_261_127
_TURN_LIMIT_S = 10

# How a transaction begins, for whoever writes and for whoever reads.
_BEGIN = {
    "sqlite": ("BEGIN IMMEDIATE", "BEGIN"),
    "postgresql": (
        f"BEGIN; SET LOCAL idle_in_transaction_session_timeout = '{_TURN_LIMIT_S}s'; "
        f"SELECT pg_advisory_xact_lock({_TURN})",
        "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    ),
}


@dataclass
class _Piece(Generic[T]):
    """A piece of work in the line, and who waits for it."""

    work: Work[T]
    waiting: asyncio.Future[T]
    loop: asyncio.AbstractEventLoop
    done: T | None = None
    error: BaseException | None = None


class Store:
    """The database behind one process.

    Args:
        url: an SQLAlchemy URL, `sqlite:///…` or `postgresql+psycopg://…`.
        readers: how many pieces of work may read at the same time.
    """

    def __init__(self, url: str, *, readers: int = READERS) -> None:
        self.url = url
        parsed = plain(url)
        self.on_sqlite = parsed.get_backend_name() == "sqlite"
        # An error quotes no values, because they may be somebody's address or words.
        arguments: dict[str, Any] = {"hide_parameters": True}
        # The driver must not begin transactions by itself: it would begin them too late, or in two steps.
        if self.on_sqlite:
            # A connection may pass from one thread to the next, but is never used by two at a time.
            arguments["connect_args"] = {
                "isolation_level": None,
                "timeout": BUSY_TIMEOUT_MS / 1000,
                "check_same_thread": False,
                "cached_statements": 512,
            }
        else:
            arguments["isolation_level"] = "AUTOCOMMIT"
            arguments["pool_pre_ping"] = True
        if parsed.database not in {None, "", ":memory:"}:
            arguments |= {"pool_size": readers + 2, "max_overflow": 0}
        self.engine = create_engine(parsed, **arguments)
        self._reading = self.engine.execution_options(reads=True)
        self._reader_count = readers
        self._readers: ThreadPoolExecutor | None = None
        self._line: queue.SimpleQueue[_Piece[Any] | None] = queue.SimpleQueue()
        self._writer: threading.Thread | None = None
        self._connection: Connection | None = None
        self._used_at_s = 0.0
        if self.on_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
        event.listen(self.engine, "begin", _begin)

    async def write(self, work: Work[T]) -> T:
        """Runs `work` in a transaction and commits it, or leaves everything as it was.

        Args:
            work: called with the session, perhaps more than once; what it returns is returned.

        Raises:
            Whatever `work` raises, refusals included, after the rollback.
        """
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[T] = loop.create_future()
        if self._writer is None or not self._writer.is_alive():
            self._writer = threading.Thread(target=self._write_all, name="writer", daemon=True)
            self._writer.start()
        self._line.put(_Piece(work, waiting, loop))
        # Whoever is cancelled here stops waiting, and the transaction ends by itself: cutting it off in the
        # middle of a commit would leave nobody knowing whether it was done.
        return await waiting

    async def read(self, work: Work[T]) -> T:
        """Runs `work` on one consistent view of the database and changes nothing.

        Args:
            work: called with the session; what it returns is returned, its rows detached and loaded.

        Raises:
            RuntimeError: when `work` changed a row, which belongs into `write`.
        """
        if self._readers is None:
            self._readers = ThreadPoolExecutor(self._reader_count, thread_name_prefix="reader")
        found: T = await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)
        return found

    async def tidy(self) -> None:
        """Lets the database let go of what it keeps of earlier states, so that what was deleted is gone.

        Where somebody is reading or writing all the while it is left for the next time.
        """
        if self.on_sqlite:
            await asyncio.to_thread(self._fold_in)

    async def close(self) -> None:
        """Waits for what is under way and closes every connection. Whoever asks again opens them again."""
        if self._writer is not None:
            self._line.put(None)
            await asyncio.to_thread(self._writer.join)
            self._writer = None
        if self._readers is not None:
            await asyncio.to_thread(self._readers.shutdown)
            self._readers = None
        self.engine.dispose()

    def _fold_in(self) -> None:
        """Brings everything from the log beside an SQLite file into the file, and empties the log."""
        with closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _read(self, work: Work[T]) -> T:
        with (
            self._reading.connect() as connection,
            _ReadingSession(connection, expire_on_commit=False, autoflush=False) as session,
        ):
            found = work(session)
            if session.new or session.dirty or session.deleted:
                raise RuntimeError(_CHANGED)
            session.expunge_all()
            return found

    def _write_all(self) -> None:
        """Works through the line for as long as the process lives. Runs in the writer's own thread."""
        waiting: deque[_Piece[Any]] = deque()
        while True:
            if not waiting:
                piece = self._line.get()
                if piece is None:
                    break
                waiting.append(piece)
            while len(waiting) < _GROUP and not self._line.empty():
                piece = self._line.get_nowait()
                if piece is None:
                    self._line.put(None)
                    break
                waiting.append(piece)
            taken: list[_Piece[Any]] = []
            try:
                self._write_some(waiting, taken)
            except BaseException as error:
                # Whatever it is, nobody waits for ever, and those who come next are served.
                for piece in taken:
                    piece.error = piece.error or error
            _answer(taken)
        self._give_back()

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        """A session in a transaction on the writer's own connection, which it keeps while it has much to do.

        One that rested goes back to the pool, which looks whether the database is still at its other end.
        """
        if time.monotonic() - self._used_at_s > _RESTED_S:
            self._give_back()
        if self._connection is None:
            self._connection = self.engine.connect()
        try:
            # The transaction is the connection's; the session only gives it up, when a piece of work fails.
            with (
                self._connection.begin(),
                Session(
                    self._connection, expire_on_commit=False, join_transaction_mode="rollback_only"
                ) as session,
            ):
                yield session
        except BaseException:
            self._give_back()
            raise
        self._used_at_s = time.monotonic()

    def _give_back(self) -> None:
        """Lets go of the writer's own connection, if it has one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _write_some(self, waiting: deque[_Piece[Any]], taken: list[_Piece[Any]]) -> None:
        """Takes pieces from the head of the line and writes them; each notes what became of it."""
        if len(waiting) == 1:
            taken.append(waiting.popleft())
            self._write_alone(taken[0])
            return
        try:
            with self._transaction() as session:
                ends_at_s = time.monotonic() + _GROUP_S
                while waiting and (not taken or time.monotonic() < ends_at_s):
                    taken.append(waiting.popleft())
                    taken[-1].done = _run(session, taken[-1].work)
        except BaseException:
            # Whoever it was, the whole transaction is undone, and each gets one of its own.
            if not taken:
                taken.append(waiting.popleft())
            for piece in taken:
                self._write_alone(piece)

    def _write_alone(self, piece: _Piece[Any]) -> None:
        """Runs one piece of work in a transaction of its own, as often as the database asks for it."""
        for attempt in range(TRIES):
            try:
                with self._transaction() as session:
                    piece.done = _run(session, piece.work)
            except DBAPIError as error:
                if attempt + 1 < TRIES and _passes(error):
                    pause_s = min(_LAST_PAUSE_S, _FIRST_PAUSE_S * 2**attempt)
                    time.sleep(pause_s * random.uniform(0.5, 1.5))  # noqa: S311 - no secret  # nosec B311
                    continue
                piece.error = error
            except BaseException as error:
                piece.error = error
            return


class _ReadingSession(Session):
    """A session that refuses to change anything."""


def plain(url: str) -> URL:
    """Returns the address with the driver that the store speaks to, whatever driver it names.

    Args:
        url: an SQLAlchemy URL of SQLite or PostgreSQL.
    """
    parsed = make_url(url)
    return parsed.set(drivername="sqlite") if parsed.get_backend_name() == "sqlite" else parsed


def _run(session: Session, work: Work[T]) -> T:
    """Runs a piece of work and leaves its rows detached and loaded, and the session as if it were new."""
    done = work(session)
    session.flush()
    session.expunge_all()
    return done


def _answer(pieces: Iterable[_Piece[Any]]) -> None:
    """Tells everybody who waits what became of their work, each in their own loop."""
    loops: dict[asyncio.AbstractEventLoop, list[_Piece[Any]]] = {}
    for piece in pieces:
        loops.setdefault(piece.loop, []).append(piece)
    for loop, theirs in loops.items():
        # Where the loop has ended, nobody waits any more.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_hand_over, theirs)


def _hand_over(pieces: Iterable[_Piece[Any]]) -> None:
    for piece in pieces:
        if piece.waiting.done():
            continue
        if piece.error is not None:
            piece.waiting.set_exception(piece.error)
        else:
            piece.waiting.set_result(piece.done)


def _refuse_flush(_session: Session, _context: Any, _instances: Any) -> None:
    raise RuntimeError(_CHANGED)


def _refuse_change(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError(_CHANGED)


# A change may be flushed, or be a statement of its own; the session no longer knows of either afterwards.
event.listen(_ReadingSession, "before_flush", _refuse_flush)
event.listen(_ReadingSession, "do_orm_execute", _refuse_change)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        # What is deleted is overwritten, because somebody may have asked to be forgotten.
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing, reading = _BEGIN[connection.dialect.name]
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql(reading if reads else writing)


def _passes(error: DBAPIError) -> bool:
    """Says whether the same work may succeed a moment later."""
    cause = error.orig
    if isinstance(cause, sqlite3.OperationalError):
        return "locked" in str(cause) or "busy" in str(cause)
    return getattr(cause, "sqlstate", None) in _PASSING_STATES
