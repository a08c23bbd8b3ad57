"""Proves that a piece of work is wholly done or not at all, also when the database is busy
or says to try again.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import event, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, col, select
from street import Street

from models import store as store_room
from models.member import Member, NotFound
from models.notification import Notice, queue
from models.store import TRIES, Store


def rename(session: Session, who: Member, name: str) -> None:
    """Gives a member another name."""
    session.get_one(Member, who.id).name = name


async def test_what_was_written_can_be_read(street: Street) -> None:
    """A committed change is seen by the next reader."""
    await street.do(rename, street.ben, "Benedict")
    assert (await street.again(street.ben)).name == "Benedict"


async def test_a_refusal_leaves_everything_as_it_was(street: Street) -> None:
    """Whatever a piece of work changed before it refused is not there afterwards."""

    def change_and_refuse(session: Session) -> None:
        rename(session, street.ben, "Benedict")
        queue(session, Notice.RELAYED, subject_id=1, recipient=street.ben, send_after=street.now)
        session.flush()
        raise NotFound()

    with pytest.raises(NotFound):
        await street.store.write(change_and_refuse)
    assert (await street.again(street.ben)).name == "Ben"
    assert await street.notices() == []


async def test_work_under_way_ends_by_itself_though_nobody_waits_for_it(street: Street) -> None:
    """A task cancelled while its work is under way leaves it wholly done, and the next one can write."""
    gate = asyncio.Event()

    async def cancelled() -> None:
        gate.set()
        await street.do(rename, street.ben, "Benedict")

    task = asyncio.create_task(cancelled())
    await gate.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await street.do(rename, street.carla, "Carlotta")
    assert (await street.again(street.carla)).name == "Carlotta"
    async with asyncio.timeout(10):
        while (await street.again(street.ben)).name != "Benedict":
            await asyncio.sleep(0.01)


def flush_a_change(session: Session, who: Member) -> None:
    """Changes a row and flushes the change, so that the session has forgotten it."""
    rename(session, who, "Benedict")
    session.flush()


def add_a_row(session: Session, who: Member) -> None:
    """Adds a row without flushing it."""
    session.add(
        Member(timebank_id=who.timebank_id, languages="en", zone="UTC", first_seen_at=who.first_seen_at)
    )


def delete_a_row(session: Session, who: Member) -> None:
    """Marks a row to be deleted."""
    session.delete(session.get_one(Member, who.id))


def change_by_statement(session: Session, who: Member) -> None:
    """Changes a row by a statement, which the session never knows of."""
    session.execute(update(Member).where(col(Member.id) == who.id).values(name="Benedict"))


@pytest.mark.parametrize("work", [flush_a_change, add_a_row, delete_a_row, change_by_statement])
async def test_a_reader_that_changes_something_is_an_error(street: Street, work: object) -> None:
    """Reading work that adds, changes or deletes, flushed or not, raises, and nothing is kept."""
    with pytest.raises(RuntimeError, match="changed rows"):
        await street.see(work, street.ben)  # type: ignore[arg-type]
    assert (await street.again(street.ben)).name == "Ben"


async def test_what_is_read_stays_readable_after_the_transaction(street: Street) -> None:
    """Rows that were read, or written, can be looked at afterwards without the database."""
    read = await street.again(street.ben)
    written = await street.do(lambda session, who: who, street.carla)
    await street.store.close()
    assert (read.name, written.name, read.language) == ("Ben", "Carla", "en")


async def test_a_store_that_was_closed_opens_again(street: Street) -> None:
    """Whoever writes a moment after everything was closed is served all the same."""
    await street.do(rename, street.ben, "Benedict")
    await street.store.close()
    await street.do(rename, street.ben, "Benjamin")
    assert (await street.again(street.ben)).name == "Benjamin"


async def test_ten_at_once_lose_no_change(street: Street) -> None:
    """Ten pieces of work that each add one to what they read end at ten, on both databases."""

    def add_one(session: Session) -> None:
        who = session.get_one(Member, street.ben.id)
        who.travel_limit_m += 1

    await asyncio.gather(*[street.store.write(add_one) for _ in range(10)])
    assert (await street.again(street.ben)).travel_limit_m == 2_010


async def test_those_who_wait_together_are_committed_together(street: Street) -> None:
    """Fifty pieces of work handed in at once wait for the disk a few times, not fifty."""
    commits: list[object] = []
    event.listen(street.store.engine, "commit", commits.append)

    def add_one(session: Session) -> None:
        session.get_one(Member, street.ben.id).travel_limit_m += 1

    await asyncio.gather(*[street.store.write(add_one) for _ in range(50)])
    assert (await street.again(street.ben)).travel_limit_m == 2_050
    assert len(commits) < 50


async def test_a_refusal_in_a_group_spoils_it_for_nobody(street: Street) -> None:
    """Of thirty handed in at once every third refuses: the others are written once each, and they are not."""

    def add_one(session: Session) -> None:
        session.get_one(Member, street.ben.id).travel_limit_m += 1

    def add_and_refuse(session: Session) -> None:
        add_one(session)
        session.flush()
        raise NotFound()

    ended = await asyncio.gather(
        *[street.store.write(add_and_refuse if number % 3 == 0 else add_one) for number in range(30)],
        return_exceptions=True,
    )
    assert [isinstance(one, NotFound) for one in ended] == [number % 3 == 0 for number in range(30)]
    assert (await street.again(street.ben)).travel_limit_m == 2_020


async def test_a_mishap_in_the_writer_stops_nobody_for_ever(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong around a piece of work, whoever waits is told, and the next one is served."""

    def broken(_self: Store, _piece: object) -> None:
        raise OSError("out of nowhere")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_write_alone", broken)
        with pytest.raises(OSError, match="out of nowhere"):
            await street.do(rename, street.ben, "Benedict")
    await street.do(rename, street.ben, "Benedict")
    assert (await street.again(street.ben)).name == "Benedict"


async def test_two_processes_never_write_at_the_same_time(
    copied_postgresql: tuple[str, tuple[object, list[Member]]],
) -> None:
    """Two processes that each read a figure twenty times, wait, and write one more, lose none: the second
    does not even read before the first is done, so no work is ever run again.
    """
    url, (_, people) = copied_postgresql
    stores, ben, read = [Store(url), Store(url)], people[2], []

    def add_one(session: Session) -> None:
        who = session.get_one(Member, ben.id)
        read.append(who.travel_limit_m)
        time.sleep(0.002)
        who.travel_limit_m += 1

    await asyncio.gather(*[stores[number % 2].write(add_one) for number in range(40)])
    assert sorted(read) == list(range(2_000, 2_040))
    for store in stores:
        await store.close()


async def test_a_process_that_is_frozen_in_the_middle_loses_its_turn(
    copied_postgresql: tuple[str, tuple[object, list[Member]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever says nothing to PostgreSQL for long in the middle of writing holds the others up no longer;
    what it had changed is undone, and when it wakes up it does its work again from the start.
    """
    url, (_, people) = copied_postgresql
    writing, reading = store_room._BEGIN["postgresql"]
    assert "'10s'" in writing
    monkeypatch.setitem(store_room._BEGIN, "postgresql", (writing.replace("'10s'", "'50ms'"), reading))
    frozen, other, ben = Store(url), Store(url), people[2]
    loop, has_begun, may_wake = asyncio.get_running_loop(), asyncio.Event(), threading.Event()
    tries = []

    def add_and_freeze(session: Session) -> None:
        who = session.get_one(Member, ben.id)
        who.travel_limit_m += 1
        session.flush()
        tries.append(who.travel_limit_m)
        if len(tries) == 1:
            loop.call_soon_threadsafe(has_begun.set)
            may_wake.wait(30)

    sleeper = asyncio.create_task(frozen.write(add_and_freeze))
    await has_begun.wait()
    await other.write(lambda session: rename(session, ben, "Benedict"))
    may_wake.set()
    await sleeper
    found = await other.read(lambda session: session.get_one(Member, ben.id))
    assert (found.name, found.travel_limit_m, tries) == ("Benedict", 2_001, [2_001, 2_001])
    await frozen.close()
    await other.close()


async def test_a_key_that_is_taken_is_an_error(street: Street) -> None:
    """A second member with the same account is refused at once."""
    tries = []

    def second(session: Session) -> None:
        tries.append(1)
        facts = street.ben.model_dump(exclude={"id"})
        session.add(Member(**facts))

    with pytest.raises(IntegrityError):
        await street.store.write(second)
    assert len(tries) == 1


async def test_a_short_lock_from_outside_is_waited_for(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a backup or a shell holds the file, writing is tried again until it is free;
    no change is lost.
    """
    monkeypatch.setattr(store_room, "BUSY_TIMEOUT_MS", 1)
    store = Store(sqlite_url)
    # The first connection changes the file so that readers and a writer do not block one another.
    await store.read(lambda session: session.execute(text("SELECT 1")))
    outside = sqlite3.connect(
        sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False
    )
    outside.execute("BEGIN EXCLUSIVE")
    pauses: list[float] = []

    def let_go_after_three(pause_s: float) -> None:
        pauses.append(pause_s)
        if len(pauses) == 3:
            outside.execute("COMMIT")

    monkeypatch.setattr(store_room.time, "sleep", let_go_after_three)
    await store.write(lambda session: session.execute(text("CREATE TABLE waited (id INTEGER)")))
    assert len(pauses) == 3
    # Each pause may be longer than the one before.
    assert 0 < pauses[0] <= 0.015 < pauses[2] <= 0.06
    found = await store.read(lambda session: session.execute(text("SELECT count(*) FROM waited")).scalar())
    assert found == 0
    await store.close()
    outside.close()


async def test_a_lock_that_is_never_let_go_is_an_error_in_the_end(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the last try the database's own error comes through, and readers were served all the while."""
    monkeypatch.setattr(store_room, "BUSY_TIMEOUT_MS", 1)
    pauses: list[float] = []
    monkeypatch.setattr(store_room.time, "sleep", pauses.append)
    store = Store(sqlite_url)
    # The first connection changes the file so that readers and a writer do not block one another.
    await store.read(lambda session: session.execute(text("SELECT 1")))
    outside = sqlite3.connect(
        sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False
    )
    outside.execute("BEGIN EXCLUSIVE")
    tries: list[int] = []
    with pytest.raises(DBAPIError, match="locked"):
        await store.write(lambda _session: tries.append(1))
    assert len(pauses) == TRIES - 1
    assert tries == []
    assert await store.read(lambda session: session.exec(select(Member)).all()) == []
    outside.execute("ROLLBACK")
    outside.close()
    await store.close()


async def test_a_mistake_of_ours_is_not_tried_again(sqlite_url: str) -> None:
    """A statement that can never succeed raises at once."""
    store = Store(sqlite_url)
    tries = []

    def wrong(session: Session) -> None:
        tries.append(1)
        session.execute(text("SELECT * FROM nowhere"))

    with pytest.raises(DBAPIError, match="no such table"):
        await store.write(wrong)
    assert len(tries) == 1
    await store.close()


async def test_an_error_quotes_no_words_of_anybody(street: Street) -> None:
    """The text of a database error does not repeat what somebody said, because it ends up in logs."""

    def second(session: Session) -> None:
        session.add(Member(**(street.ben.model_dump(exclude={"id"}) | {"place_name": "12 Canary Row"})))

    with pytest.raises(IntegrityError) as error:
        await street.store.write(second)
    assert "Canary" not in str(error.value)


async def test_what_was_deleted_is_nowhere_in_the_files(sqlite_url: str) -> None:
    """After a row is deleted and the store was tidied, neither the file nor its log holds its words."""
    store = Store(sqlite_url)
    words = "canary who lived at number twelve"
    await store.write(lambda session: session.execute(text("CREATE TABLE kept (said TEXT)")))
    await store.write(lambda session: session.execute(text(f"INSERT INTO kept VALUES ('{words}')")))
    await store.write(lambda session: session.execute(text("DELETE FROM kept")))
    await store.tidy()
    assert words.encode() not in bytes_on_disk(sqlite_url)
    await store.close()


def bytes_on_disk(url: str) -> bytes:
    """All that an SQLite database has on the disk: its file and the log beside it."""
    file = Path(url.removeprefix("sqlite:///"))
    return file.read_bytes() + file.with_name(f"{file.name}-wal").read_bytes()


async def test_sqlite_keeps_its_promises_on_every_connection(sqlite_url: str) -> None:
    """Foreign keys are checked, a commit is on the disk, and readers do not block the writer."""
    store = Store(sqlite_url)

    def pragmas(session: Session) -> list[object]:
        names = ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
        return [session.execute(text(f"PRAGMA {name}")).scalar() for name in names]

    assert await store.read(pragmas) == [1, "wal", 2, 5_000]
    await store.close()


def test_a_store_knows_its_database(tmp_path: Path) -> None:
    """The address tells which database it is."""
    assert Store(f"sqlite:///{tmp_path / 'bank.db'}").on_sqlite
    assert not Store("postgresql+psycopg://nobody@/nowhere").on_sqlite
