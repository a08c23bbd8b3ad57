"""The street for the tests of the rules, on both databases.

The street is opened once in a database of its own, from which each test gets a copy.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlmodel import Session
from street import Street, open_street

from models.member import Member
from models.store import Store
from models.timebank import TimeBank

Opened = tuple[TimeBank, list[Member]]


@pytest.fixture(scope="session")
def sqlite_street(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, now: datetime
) -> tuple[Path, Opened]:
    """An SQLite file with the street in it, and its people."""
    path = tmp_path_factory.mktemp("street") / "street.db"
    shutil.copyfile(sqlite_template, path)
    return path, _open(f"sqlite:///{path}", now)


@pytest.fixture(scope="session")
def postgresql_street(postgres: Any, now: datetime) -> Iterator[tuple[str, Opened]]:
    """The name of a PostgreSQL database with the street in it, and its people."""
    name = postgres.make()
    yield name, _open(postgres.url(name), now)
    postgres.drop(name)


@pytest.fixture
def copied_sqlite(sqlite_street: tuple[Path, Opened], quick_folder: Path) -> tuple[str, Opened]:
    """The address of this test's copy of the street on SQLite, and its people."""
    template, opened = sqlite_street
    path = quick_folder / "street.db"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}", opened


@pytest.fixture
def copied_postgresql(postgres: Any, postgresql_street: tuple[str, Opened]) -> Iterator[tuple[str, Opened]]:
    """The address of this test's copy of the street on PostgreSQL, and its people."""
    template, opened = postgresql_street
    name = postgres.make(template)
    yield postgres.url(name), opened
    postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
async def street(request: pytest.FixtureRequest, now: datetime) -> AsyncIterator[Street]:
    """A street with four people, each with two hours to begin with, and a floor of minus five hours."""
    url, (bank, people) = request.getfixturevalue(f"copied_{request.param}")
    store = Store(url)
    yield Street(store, now, bank, *people)
    await store.close()


def _open(url: str, now: datetime) -> Opened:
    engine = create_engine(url)
    with Session(engine, expire_on_commit=False) as session:
        opened = open_street(session, now)
        session.commit()
    engine.dispose()
    return opened
