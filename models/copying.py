"""A whole database at once: opening it without a store, and copying every row of one into another.

The rows are copied as the database holds them, not as the models of today describe them, so that a database
of any version can be copied, and a word that a later version no longer knows comes along. Every id is kept,
and so is the next one that will be given out: the buttons in people's chats point at ids for months.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnClause,
    Connection,
    Engine,
    TableClause,
    column,
    create_engine,
    event,
    func,
    inspect,
    make_url,
    select,
    table,
    text,
)
from sqlmodel import Session, col
from sqlmodel import select as select_models

BATCH = 1_000
BUSY_TIMEOUT_S = 5

# Where Alembic writes which version the tables are at; a copy gets it from its own migrations.
VERSION_TABLE = "alembic_version"
# Nor is it worth copying what only tells somebody's memory what to look at again.
LEFT_ALONE = (VERSION_TABLE, "change")

# PostgreSQL takes neither of these into a text, and SQLite takes both.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass
class Copied:
    """What came along.

    Attributes:
        rows: how many, by table.
        mended: how many texts had letters, or a length, that the other database cannot hold.
    """

    rows: dict[str, int] = field(default_factory=dict)
    mended: int = 0


def plain_engine(url: str) -> Engine:
    """Makes an engine without a store's ways around it, for whoever has the whole database to themselves.

    A transaction on it is a real one, on SQLite also for changes of the schema.

    Args:
        url: as for `models.store.Store`.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, hide_parameters=True)
    engine = create_engine(
        parsed.set(drivername="sqlite"),
        hide_parameters=True,
        # The driver would begin transactions too late, and not at all for a change of the schema.
        connect_args={"isolation_level": None, "timeout": BUSY_TIMEOUT_S},
    )
    event.listen(engine, "begin", _begin)
    return engine


def reading_engine(path: Path) -> Engine:
    """Makes an engine that can only read that SQLite file, and reads what is no text as far as it can."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S)
        connection.text_factory = lambda letters: letters.decode("utf-8", "replace")
        return connection

    return create_engine("sqlite://", creator=connect, hide_parameters=True)


def session_on(connection: Connection) -> Session:
    """Returns a session within a transaction that is open, for the rules that need one."""
    return Session(connection, expire_on_commit=False, join_transaction_mode="conditional_savepoint")


def timebank_ids(session: Session) -> list[int]:
    """Returns every time bank of a database."""
    from models.timebank import TimeBank

    return list(session.exec(select_models(TimeBank.id).order_by(col(TimeBank.id))))


def tables(connection: Connection) -> dict[str, TableClause]:
    """Returns all tables of ours in a database by name, those first that others point at."""
    inspector = inspect(connection)
    described = {name: found for (_, name), found in inspector.get_multi_columns().items()}
    return {
        name: table(name, *(column(found["name"], found["type"]) for found in described[name]))
        for name, _ in inspector.get_sorted_table_and_fkc_names()
        if name is not None and name not in LEFT_ALONE
    }


def has_table(connection: Connection, name: str) -> bool:
    """Says whether a database has a table of that name."""
    return inspect(connection).has_table(name)


def copy_all(source: Connection, target: Connection) -> Copied:
    """Copies every row of one database into the empty tables of another of the same version.

    Args:
        source: where they are. Tables that only one of the two has are somebody else's, and are left alone.
        target: in a transaction, which the caller commits when all is well.
    """
    copied = Copied()
    for name, from_table, into in _in_both(source, target):
        count = 0
        for batch in _batches(source, from_table):
            rows = []
            for row in batch:
                fitted = _fitted(row, into, target)
                copied.mended += sum(
                    1 for key, value in fitted.items() if isinstance(value, str) and value != row[key]
                )
                rows.append(fitted)
            target.execute(into.insert(), rows)
            count += len(rows)
        copied.rows[name] = count
    continue_from(target, used_ids(source))
    return copied


def differences(source: Connection, target: Connection) -> list[str]:
    """Compares two databases row by row and names the tables that are not the same, as far as they can be."""
    wrong = []
    for name, from_table, into in _in_both(source, target):
        for row, copy in zip_longest(_rows(source, from_table), _rows(target, into)):
            if row is None or copy is None:
                wrong.append(f"{name} does not have as many rows as before")
                break
            if _fitted(row, into, target) != _fitted(copy, into, target):
                wrong.append(f"{name} {row.get('id')} is not as it was")
                break
    return wrong


def count_rows(connection: Connection) -> int:
    """Counts the rows of all tables together."""
    counts = (select(func.count()).select_from(found) for found in tables(connection).values())
    return sum(connection.execute(count).scalar_one() for count in counts)


def used_ids(connection: Connection) -> dict[str, int]:
    """Returns the highest id that was ever given out in each table, also to rows that are gone."""
    if connection.dialect.name == "postgresql":
        found = connection.execute(
            text(
                "SELECT table_name, pg_sequence_last_value(CAST(pg_get_serial_sequence("
                "quote_ident(table_name), 'id') AS regclass)) FROM information_schema.columns"
                " WHERE table_schema = current_schema() AND column_name = 'id'"
            )
        )
    elif has_table(connection, "sqlite_sequence"):
        found = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
    else:
        return {}
    return {str(name): int(last or 0) for name, last in found}


def continue_from(connection: Connection, used: dict[str, int]) -> None:
    """Lets the next id in each table be above that one, and never lower than it would have been.

    Args:
        connection: a database of ours, in a transaction.
        used: the highest id by table; tables that are not there, and those without any, are left out.
    """
    before = used_ids(connection)
    for name, highest in used.items():
        last = max(highest, before.get(name, 0))
        if last == 0 or not has_table(connection, name):
            continue
        if connection.dialect.name == "postgresql":
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(quote_ident(:name), 'id'), :last)"),
                {"name": name, "last": last},
            )
        else:
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
            connection.execute(
                text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"),
                {"name": name, "last": last},
            )


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _in_both(source: Connection, target: Connection) -> list[tuple[str, TableClause, TableClause]]:
    found, wanted = tables(source), tables(target)
    return [(name, found[name], into) for name, into in wanted.items() if name in found]


def _rows(connection: Connection, from_table: TableClause) -> Iterator[dict[str, Any]]:
    for batch in _batches(connection, from_table):
        yield from batch


def _batches(connection: Connection, from_table: TableClause) -> Iterator[list[dict[str, Any]]]:
    # A row may point at an earlier one of its own table, so that the order matters.
    first: ColumnClause[Any] = from_table.c.get("id", next(iter(from_table.columns)))
    found = connection.execute(select(from_table).order_by(first), execution_options={"yield_per": BATCH})
    for batch in found.mappings().partitions():
        yield [dict(row) for row in batch]


def _fitted(row: dict[str, Any], into: TableClause, target: Connection) -> dict[str, Any]:
    """Returns a row as the other database takes it: a moment is in UTC in both, and a text is only text."""
    strict = target.dialect.name == "postgresql"
    fitted = dict(row)
    for name, value in row.items():
        wanted = into.c[name].type
        if isinstance(value, datetime):
            moment = value if value.tzinfo is None else value.astimezone(UTC)
            aware = strict and getattr(wanted, "timezone", False)
            fitted[name] = moment.replace(tzinfo=UTC if aware else None)
        elif strict and isinstance(value, str):
            fitted[name] = _UNWRITABLE.sub("\ufffd", value)[: getattr(wanted, "length", None)]
    return fitted
