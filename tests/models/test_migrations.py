"""Proves that a migrated database is the same as a fresh one, and that upgrading is safe
to repeat and to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, select, text
from sqlalchemy.exc import DBAPIError

from models import audit, change, immutable, migrations
from models.copying import continue_from, plain_engine, session_on, tables, used_ids
from models.immutable import IMMUTABLE, forbid_changes, let_words_go
from models.migrations import NewerDatabase, present, upgrade, version
from models.place import Point, snap
from models.tables import metadata

RELEASED = Path(__file__).with_name("released_0001.sql")

# What PostgreSQL knows of a schema, each as a question whose answer is compared.
CATALOGUE = {
    "columns": """
        SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision, is_nullable,
               column_default
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": """
        SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid)
        FROM pg_trigger WHERE NOT tgisinternal""",
    "functions": """
        SELECT proname::text, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace""",
}


def create_fresh(engine: Engine) -> None:
    """Makes every table from what the models say, with the triggers, and no migration."""
    with engine.begin() as connection:
        metadata.create_all(connection)
        for table in IMMUTABLE:
            for statement in forbid_changes(table, engine.dialect.name):
                connection.execute(text(statement))
        for statement in let_words_go(engine.dialect.name):
            connection.execute(text(statement))
        for statement in change.watch(engine.dialect.name):
            connection.execute(text(statement))


def sqlite_schema(path: Path) -> dict[tuple[str, str], Any]:
    """Reads the whole schema of an SQLite file; tables as the set of their columns and constraints."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        ).all()
    engine.dispose()
    return {
        (kind, name): _parts(sql) if kind == "table" else " ".join(sql.replace('"', "").split())
        for kind, name, sql in rows
        if name != "alembic_version" and not name.startswith("sqlite_")
    }


def _parts(sql: str) -> tuple[str, frozenset[str]]:
    """Takes a CREATE TABLE apart at the commas that are in no inner brackets, because their order is free."""
    normal = re.sub(r"\s+", " ", sql.replace('"', ""))
    head, body = normal.split("(", 1)
    parts, depth, part = [], 0, ""
    for letter in body.rsplit(")", 1)[0]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    return head.strip(), frozenset([*parts, part.strip()])


def postgresql_schema(connection: Connection) -> dict[str, set[tuple[Any, ...]]]:
    """Reads the whole schema of a PostgreSQL database."""
    found = {name: {tuple(row) for row in connection.execute(text(sql))} for name, sql in CATALOGUE.items()}
    return {name: {row for row in rows if row[0] != "alembic_version"} for name, rows in found.items()}


def test_a_migrated_sqlite_schema_is_a_fresh_one(sqlite_template: Path, tmp_path: Path) -> None:
    """Tables, CHECKs, keys, indexes and triggers of a migrated file are those the models describe."""
    engine = create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    create_fresh(engine)
    engine.dispose()
    fresh, migrated = sqlite_schema(tmp_path / "fresh.db"), sqlite_schema(sqlite_template)
    assert fresh.keys() == migrated.keys()
    for key, sql in fresh.items():
        assert migrated[key] == sql, key
    assert sum(kind == "trigger" for kind, _ in migrated) == 2 * len(IMMUTABLE) + len(change.watch("sqlite"))
    assert any("CHECK" in part for key, sql in fresh.items() if key[0] == "table" for part in sql[1])


@pytest.fixture
def two_databases(postgres: Any, postgresql_url: str) -> Iterator[tuple[Engine, Engine]]:
    """A migrated PostgreSQL database and an empty one."""
    name = postgres.make("template0")
    migrated, empty = create_engine(postgresql_url), create_engine(postgres.url(name))
    yield migrated, empty
    migrated.dispose()
    empty.dispose()
    postgres.drop(name)


def test_a_migrated_postgresql_schema_is_a_fresh_one(two_databases: tuple[Engine, Engine]) -> None:
    """Columns, constraints, indexes, triggers and functions of a migrated database are
    those the models describe.
    """
    migrated_engine, fresh_engine = two_databases
    create_fresh(fresh_engine)
    with migrated_engine.connect() as migrated, fresh_engine.connect() as fresh:
        found, wanted = postgresql_schema(migrated), postgresql_schema(fresh)
    for name in CATALOGUE:
        assert found[name] == wanted[name], name
    assert len(found["triggers"]) == 2 * len(IMMUTABLE) + len(change.watch("sqlite"))
    assert any(row[2] == "c" for row in found["constraints"])


def test_upgrading_twice_is_harmless(database_url: str) -> None:
    """A second upgrade changes neither the schema nor the rows."""
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO timebank (name, zone, language, joining, starting_minutes, floor_minutes,"
                " wave_size, invitation_minutes, asks_per_day, at_risk_minutes, quiet_from_hour,"
                " quiet_until_hour, opened_at)"
                " VALUES ('Hackney', 'UTC', 'en', 'open', 0, 0, 1, 1, 1, 1, 1, 1, '2026-11-23')"
            )
        )
    upgrade(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM timebank")).scalars().all() == ["Hackney"]
    engine.dispose()


def test_a_database_of_a_newer_version_is_refused(database_url: str) -> None:
    """A revision we do not know stops the upgrade before anything is touched."""
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="9999"):
        upgrade(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    engine.dispose()


def test_an_empty_place_becomes_a_database(tmp_path: Path) -> None:
    """Upgrading where there is nothing makes everything."""
    path = tmp_path / "new.db"
    upgrade(f"sqlite:///{path}")
    assert len(sqlite_schema(path)) > len(metadata.tables)


@pytest.fixture(params=["sqlite", "postgresql"])
def released(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database as the first release left it, with rows in every table, once of each kind."""
    url = f"sqlite:///{tmp_path / 'released.db'}"
    if request.param == "postgresql":
        url = str(request.getfixturevalue("empty_postgresql"))
    upgrade(url, "0001")
    engine = plain_engine(url)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
        for statement in RELEASED.read_text("utf-8").split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
        # A row that is gone has used its number up.
        continue_from(connection, dict.fromkeys(tables(connection), 50))
    engine.dispose()
    return url


def all_rows(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Reads every row of every table."""
    return {
        name: [dict(row) for row in connection.execute(select(found).order_by(found.c.id)).mappings()]
        for name, found in tables(connection).items()
    }


def coarse(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the first release with its place as coarse as it is kept today."""
    if table not in {"member", "request"} or row["latitude"] is None:
        return row
    snapped = snap(Point(row["latitude"], row["longitude"]))
    return {**row, "latitude": snapped.latitude, "longitude": snapped.longitude}


def test_the_first_release_is_brought_up_to_date(released: str, two_databases: Any, tmp_path: Path) -> None:
    """From the first release comes the very schema of today; every row is as it was, but for places that
    were kept more closely than today, and the books add up.
    """
    engine = plain_engine(released)
    with engine.connect() as connection:
        before = all_rows(connection)
    assert all(before.values()), "every table of the first release has a row"
    upgrade(released)
    with engine.connect() as connection:
        after = all_rows(connection)
        for name, old_rows in before.items():
            kept = [{key: row[key] for key in old} for row, old in zip(after[name], old_rows, strict=True)]
            assert kept == [coarse(name, old) for old in old_rows], name
        assert used_ids(connection).items() >= dict.fromkeys(before, 50).items()
        with session_on(connection) as session:
            books = audit.audit(session, 1)
        assert books.wrong == []
        assert books.balances == {1: -360, 3: 120, 4: 32, 5: 208}
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    for table in ("transfer", "journal_entry"):
        with pytest.raises(DBAPIError, match="never changed or deleted"), engine.begin() as connection:
            connection.execute(text(f'DELETE FROM "{table}"'))
    _, fresh_engine = two_databases
    if engine.dialect.name == "sqlite":
        fresh_engine = create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    create_fresh(fresh_engine)
    if engine.dialect.name == "sqlite":
        assert sqlite_schema(tmp_path / "released.db") == sqlite_schema(tmp_path / "fresh.db")
        fresh_engine.dispose()
    else:
        with engine.connect() as migrated, fresh_engine.connect() as fresh:
            assert postgresql_schema(migrated) == postgresql_schema(fresh)
    engine.dispose()


def test_visits_agreed_before_get_their_words(released: str) -> None:
    """A visit that stood when this version came gets its two words, and the messages that told its helper the
    way to the door before are noted, to be edited away in their time.
    """
    upgrade(released, "0003")
    engine = plain_engine(released)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE request SET directions = 'Blue door', latitude = 51.5, longitude = 0")
        )
        connection.execute(text("UPDATE exchange SET state = 'agreed' WHERE id = 1"))
        helper = connection.execute(text("SELECT helper_id FROM exchange WHERE id = 1")).scalar_one()
        connection.execute(
            text(
                "UPDATE notification SET kind = 'agreed', subject_id = 1, recipient_id = :helper,"
                " state = 'sent', message_id = 77, finished_at = '2026-11-23 10:00:00' WHERE id = 1"
            ),
            {"helper": helper},
        )
    upgrade(released)
    with engine.connect() as connection:
        [row] = connection.execute(text("SELECT * FROM attendance WHERE exchange_id = 1")).mappings()
        assert row["first_word"] != row["second_word"] and row["closed_at"] is None
        starts_at = connection.execute(text("SELECT starts_at FROM exchange WHERE id = 1")).scalar_one()
        assert row["look_at"] == starts_at
        [told] = connection.execute(text("SELECT * FROM told_door")).mappings()
        assert (told["exchange_id"], told["member_id"], told["message_id"]) == (1, helper, 77)
        bank = connection.execute(text("SELECT * FROM timebank")).mappings().first()
        assert bank is not None and bank["emergency_number"] == "999" and not bank["checkins_required"]
    engine.dispose()


def test_an_upgrade_that_breaks_off_never_happened(released: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step of an upgrade fails, tables and rows are those of the version before."""

    def breaks_off(*_: str) -> list[str]:
        raise RuntimeError("no power")

    engine = plain_engine(released)
    with engine.connect() as connection:
        before = all_rows(connection)
    monkeypatch.setattr(immutable, "allow_changes", breaks_off)
    with pytest.raises(RuntimeError, match="no power"):
        upgrade(released)
    with engine.connect() as connection:
        assert version(connection) == "0001"
        assert all_rows(connection) == before
    monkeypatch.undo()
    upgrade(released)
    with engine.connect() as connection:
        assert version(connection) == present()
    engine.dispose()


def test_an_earlier_release_leaves_a_later_database_alone(
    released: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once brought up to date, a database is refused by the release it came from."""
    upgrade(released)
    monkeypatch.setattr(migrations, "known", lambda: ["0001"])
    with pytest.raises(NewerDatabase):
        upgrade(released)
