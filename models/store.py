"""The one place that opens sessions: a piece of work goes in, and is either wholly done or not at all.

A door (a handler, a job, a command) hands a function to `Store.write` or `Store.read`. The function gets the
session, calls verbs of this room, and returns what the door needs. It never commits. It may be run again
from the start when the database asks for that, so it must do nothing but read and change rows.

On SQLite every writing transaction begins with BEGIN IMMEDIATE, so that two of them never interleave. On
PostgreSQL every one is SERIALIZABLE and is tried again when the database says that two could not be put in
an order. The rules may therefore be written as if each were alone.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Session
from sqlmodel.ext.asyncio.session import AsyncSession

T = TypeVar("T")
Work = Callable[[Session], T]

BUSY_TIMEOUT_MS = 5_000
TRIES = 10
_FIRST_PAUSE_S = 0.01
_LAST_PAUSE_S = 0.5
_CHANGED = "a reading piece of work changed rows"

# PostgreSQL's own names for "these could not be ordered" and "these waited for each other".
_PASSING_STATES = {"40001", "40P01"}

# Two who wrote the same key at once: PostgreSQL sees this before it sees that they could not be ordered. On
# the next try the rule finds the other's row; a key that is then still taken was taken from the beginning.
_SAME_KEY_STATE = "23505"
_SAME_KEY_TRIES = 3


class Store:
    """The database behind one process.

    Args:
        url: an SQLAlchemy URL with an async driver, `sqlite+aiosqlite:///…` or `postgresql+psycopg://…`.
        pool_size: how many connections are kept open.
    """

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self.url = url
        self.on_sqlite = make_url(url).get_backend_name() == "sqlite"
        # An error quotes no values, because they may be somebody's address or words.
        arguments: dict[str, Any] = {"hide_parameters": True, "pool_size": pool_size, "max_overflow": 8}
        if self.on_sqlite:
            # The driver must not begin transactions by itself: it would begin them too late.
            arguments["connect_args"] = {"isolation_level": None, "timeout": BUSY_TIMEOUT_MS / 1000}
        else:
            arguments["isolation_level"] = "SERIALIZABLE"
            arguments["pool_pre_ping"] = True
        self.engine = create_async_engine(url, **arguments)
        # Writers of one process wait here in a fair line instead of asking SQLite again and again.
        self._writing = asyncio.Lock()
        self._under_way: set[asyncio.Task[Any]] = set()
        if self.on_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    async def write(self, work: Work[T]) -> T:
        """Runs `work` in one transaction and commits it, or leaves everything as it was.

        Args:
            work: called with the session, perhaps more than once; what it returns is returned.

        Raises:
            Whatever `work` raises, refusals included, after the rollback.
        """
        return await self._to_its_end(self._written(work))

    async def read(self, work: Work[T]) -> T:
        """Runs `work` on one consistent view of the database and changes nothing.

        Args:
            work: called with the session; what it returns is returned, its rows detached and loaded.

        Raises:
            RuntimeError: when `work` changed a row, which belongs into `write`.
        """
        return await self._to_its_end(self._read(work))

    async def close(self) -> None:
        """Waits for what is under way and closes every connection."""
        while self._under_way:
            await asyncio.gather(*self._under_way, return_exceptions=True)
        await self.engine.dispose()

    async def _to_its_end(self, transaction: Coroutine[Any, Any, T]) -> T:
        """Lets a transaction end by itself even if whoever waits for it is cancelled: cutting it off in the
        middle of a commit would leave nobody knowing whether it was done."""
        task = asyncio.create_task(transaction)
        self._under_way.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            # Looked at, so that nobody is warned of an error that nobody waits for any more.
            task.exception()

    async def _written(self, work: Work[T]) -> T:
        for attempt in range(TRIES):
            try:
                if self.on_sqlite:
                    async with self._writing:
                        done = await self._once(work)
                else:
                    done = await self._once(work)
            except DBAPIError as error:
                if attempt + 1 >= _tries(error):
                    raise
                pause_s = min(_LAST_PAUSE_S, _FIRST_PAUSE_S * 2**attempt)
                await asyncio.sleep(pause_s * random.uniform(0.5, 1.5))  # noqa: S311 - no secret
            else:
                return done
        raise AssertionError("the last try returns or raises")

    async def _read(self, work: Work[T]) -> T:
        options = {"begin": "BEGIN"} if self.on_sqlite else {"isolation_level": "REPEATABLE READ"}
        async with AsyncSession(
            self.engine.execution_options(**options),
            sync_session_class=_ReadingSession,
            expire_on_commit=False,
            autoflush=False,
        ) as session:
            found = await session.run_sync(_only_reading, work)
            await session.rollback()
            return found

    async def _once(self, work: Work[T]) -> T:
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            # SQLModel types its session as its own class, and SQLAlchemy asks for the plain one.
            done = await session.run_sync(work)  # type: ignore[arg-type]
            await session.commit()
            return done


class _ReadingSession(Session):
    """A session that refuses to change anything."""


def _only_reading(session: Any, work: Work[T]) -> T:
    found = work(session)
    if session.new or session.dirty or session.deleted:
        raise RuntimeError(_CHANGED)
    session.expunge_all()
    return found


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
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"))


def _tries(error: DBAPIError) -> int:
    """Says how often the same work may be tried, because a moment later it may succeed."""
    cause = error.orig
    if isinstance(cause, sqlite3.OperationalError):
        return TRIES if "locked" in str(cause) or "busy" in str(cause) else 1
    state = getattr(cause, "sqlstate", None)
    if state == _SAME_KEY_STATE:
        return _SAME_KEY_TRIES
    return TRIES if state in _PASSING_STATES else 1
