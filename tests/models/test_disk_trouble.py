"""A disk that is full, fails, or is held by somebody else: who was told "done" is on it, and nobody else."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session
from street import Street

from models import gift
from models import store as store_room
from models.member import Member
from models.store import Store
from models.timebank import TimeBank

NO_LIMIT_PAGES = 1_000_000
WRITERS = 40


class Disk:
    """The disk under a database, which can be made too small.

    Attributes:
        pages: how many the database may have.
    """

    def __init__(self, store: Store) -> None:
        self.pages = NO_LIMIT_PAGES
        event.listen(store.engine, "begin", self._limit)

    def _limit(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={self.pages}")

    @contextmanager
    def full(self) -> Iterator[None]:
        """Has no room for one more page while within."""
        # SQLite takes the number of pages there are where a smaller one is asked for.
        self.pages = 1
        yield
        self.pages = NO_LIMIT_PAGES


@contextmanager
def failing_disk() -> Iterator[None]:
    """Lets every write beyond the first bytes of a file fail, as a dying disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
async def street(
    copied_sqlite: tuple[str, tuple[TimeBank, list[Member]]], now: datetime
) -> AsyncIterator[Street]:
    """The street on SQLite, whose file grows with every gift."""
    url, (bank, people) = copied_sqlite
    store = Store(url)
    await store.write(_make_room)
    yield Street(store, now, bank, *people)
    await store.close()


def _make_room(session: Session) -> None:
    session.execute(text("CREATE TABLE filling (word TEXT)"))


def give(session: Session, street: Street, number: int) -> int:
    """Amina gives Ben a minute with a long word, and the number is returned."""
    amina, ben = (session.get_one(Member, who.id) for who in (street.amina, street.ben))
    gift.give(session, amina, receiver=ben, minutes=1, deed_key=f"gift {number}", now=street.now)
    session.execute(text("INSERT INTO filling (word) VALUES (:word)"), {"word": " " * 3_000})
    return number


async def all_give(street: Street, first: int) -> tuple[set[int], list[BaseException]]:
    """Many gifts at once; returns those that were said to be done, and what the others were told."""
    told = await asyncio.gather(
        *(
            street.store.write(partial(give, street=street, number=first + number))
            for number in range(WRITERS)
        ),
        return_exceptions=True,
    )
    done = {outcome for outcome in told if isinstance(outcome, int)}
    return done, [outcome for outcome in told if isinstance(outcome, BaseException)]


async def given(street: Street) -> set[int]:
    """The gifts that are in the books, by a reader."""
    asked = text("SELECT deed_key FROM transfer WHERE deed_key LIKE 'gift %'")
    keys = await street.store.read(lambda session: session.execute(asked).scalars().all())
    return {int(key.removeprefix("gift ")) for key in keys}


async def is_sound(street: Street) -> bool:
    """Says whether the books add up, and every page of the file is as it should be."""
    pages = await street.store.read(
        lambda session: session.execute(text("PRAGMA integrity_check")).scalars().all()
    )
    return await street.wrongs() == [] and pages == ["ok"]


async def test_a_full_disk_refuses_cleanly_and_goes_on_by_itself(street: Street) -> None:
    """Without room nothing is half done and reading goes on; with room again writing does, and nothing of
    what was told done is missing.
    """
    disk = Disk(street.store)
    before, refused = await all_give(street, 0)
    assert len(before) == WRITERS
    with disk.full():
        done, refused = await all_give(street, 100)
        assert refused
        assert all(isinstance(error, DBAPIError) and "full" in str(error.orig) for error in refused)
        assert await given(street) == before | done
        assert await is_sound(street)
    after, refused = await all_give(street, 200)
    assert refused == []
    assert await given(street) == before | done | after
    assert await is_sound(street)


async def test_a_failing_disk_refuses_cleanly_and_goes_on_by_itself(street: Street) -> None:
    """When the system refuses to write, whoever was told "done" has it, and nobody else, before and after."""
    before, _ = await all_give(street, 0)
    with failing_disk():
        done, refused = await all_give(street, 100)
        assert refused
        assert all(isinstance(error, DBAPIError) for error in refused)
        assert await given(street) == before | done
    after, refused = await all_give(street, 200)
    assert refused == []
    assert await given(street) == before | done | after
    assert await is_sound(street)


async def test_everybody_waits_while_somebody_else_holds_the_database(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gifts handed in while a backup or a shell holds the database are all done when it lets go, once each;
    meanwhile everybody can read.
    """
    monkeypatch.setattr(store_room, "BUSY_TIMEOUT_MS", 1)
    url = street.store.url
    await street.store.close()
    street.store = Store(url)
    path = Path(url.partition("///")[2])
    with closing(sqlite3.connect(path, isolation_level=None)) as shell:
        shell.execute("BEGIN EXCLUSIVE")
        writing = asyncio.create_task(all_give(street, 0))
        assert await given(street) == set()
        shell.execute("COMMIT")
    done, refused = await writing
    assert (len(done), refused) == (WRITERS, [])
    assert await given(street) == done
    assert await is_sound(street)
