"""The street in memory, for tests that try thousands of steps: emptied in a moment, and
gone with the process.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import TypeVar

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import StaticPool
from sqlmodel import Session
from street import open_street, settle_in

from models.immutable import IMMUTABLE, forbid_changes, let_words_go
from models.member import Member
from models.tables import metadata
from models.timebank import TimeBank

T = TypeVar("T")

OPENED_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class StreetInMemory:
    """A street with five people, Olga, Amina, Ben, Carla and Dana, as it was on the first morning.

    All streets share one connection, because statements are worked out once for each engine: only the one
    that was made last may be used.
    """

    def __init__(self) -> None:
        self._engine, opened, self.bank, self.people = _opened()
        connection = self._engine.raw_connection()
        opened.backup(connection.driver_connection)  # type: ignore[arg-type]
        connection.close()

    def write(self, work: Callable[[Session], T]) -> T:
        """Runs that work in one transaction and commits it, or leaves everything as it was."""
        with Session(self._engine, expire_on_commit=False) as session:
            done = work(session)
            session.commit()
            return done


@cache
def _opened() -> tuple[Engine, sqlite3.Connection, TimeBank, list[Member]]:
    """Opens the street once, and keeps a copy of how it was."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with engine.begin() as tables:
        tables.execute(text("PRAGMA foreign_keys=ON"))
        metadata.create_all(tables)
        for table in IMMUTABLE:
            for statement in forbid_changes(table, "sqlite"):
                tables.execute(text(statement))
        for statement in let_words_go("sqlite"):
            tables.execute(text(statement))
    with Session(engine, expire_on_commit=False) as session:
        bank, people = open_street(session, OPENED_AT)
        people.append(settle_in(session, bank, "Dana", 99, OPENED_AT))
        session.commit()
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connection.backup(copy)
    return engine, copy, bank, people
