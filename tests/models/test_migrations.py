"""Proves that a migrated database is the same as a fresh one, and that upgrading is safe
to repeat and to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

from models.immutable import IMMUTABLE, forbid_changes
from models.migrations import NewerDatabase, upgrade
from models.tables import metadata

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
    assert sum(kind == "trigger" for kind, _ in migrated) == 2 * len(IMMUTABLE)
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
    assert len(found["triggers"]) == 2 * len(IMMUTABLE)
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
