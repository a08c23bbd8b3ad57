"""Backups: whole, checked, made beside those who write, and kept in number."""

from __future__ import annotations

import asyncio
import os
import resource
import sqlite3
import stat
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept_bank import LATER, NOW, backed_up, balances, bank_an_hour, queue, rows, scramble, settle
from sqlmodel import Session, select

from goodturn import backup, erasures, nightly, process
from goodturn.backup import BackupFailed, Occasion
from goodturn.lock import file_of
from goodturn.settings import Settings
from jobs import safekeeping
from jobs.safekeeping import Safekeeping
from models import erasure, member, migrations
from models.member import Member
from models.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go; nobody has made it yet."""
    return tmp_path / "data" / "backups"


def test_a_backup_holds_everything_on_either_database(database_url: str, folder: Path) -> None:
    """From SQLite and from PostgreSQL comes one sound file with the same balances, for the host alone."""
    settle(database_url)
    queue(database_url, 1, send_after=LATER)
    made = backed_up(database_url, folder)
    assert balances(backup.url_of(made.path)) == balances(database_url)
    assert rows(made.path, "SELECT count(*) FROM notification")[0][0] >= 1
    assert made.path.name == f"goodturn-20261123T090000Z-v{migrations.present()}.db"
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert [path.name for path in folder.glob("*.db*")] == [made.path.name]
    assert backup.newest(folder) == made


async def test_a_backup_is_made_while_people_write(sqlite_url: str, folder: Path) -> None:
    """Everybody's entry is written while the copy is made, and the copy's books are of one moment."""
    await asyncio.to_thread(settle, sqlite_url)
    store = Store(sqlite_url)
    done = asyncio.Event()
    written = 0

    async def write() -> None:
        nonlocal written
        while not done.is_set():
            await store.write(partial(_meet, number=written))
            written += 1

    writer = asyncio.create_task(write())
    while written < 3:
        await asyncio.sleep(0)
    made = [
        await asyncio.to_thread(backed_up, sqlite_url, folder, NOW + timedelta(minutes=minute))
        for minute in range(3)
    ]
    done.set()
    await writer
    await store.close()
    counts = [rows(one.path, "SELECT count(*) FROM member")[0][0] for one in made]
    file = file_of(sqlite_url)
    assert file is not None
    everybody = rows(file, "SELECT count(*) FROM member")[0][0]
    assert 7 < counts[0] <= counts[1] <= counts[2] <= everybody
    assert everybody == written + 7


def _meet(session: Session, number: int) -> None:
    member.meet(
        session,
        timebank_id=1,
        telegram_user_id=10_000 + number,
        chat_id=10_000 + number,
        language="en",
        now=NOW,
    )


def test_the_newest_of_each_occasion_are_kept(sqlite_url: str, folder: Path) -> None:
    """The oldest nightly backup goes when there are too many, and one before an upgrade is not counted in."""
    settle(sqlite_url)
    before = backup.make(sqlite_url, folder, now=NOW, kept=2, occasion=Occasion.BEFORE_UPGRADE)
    for day in range(1, 5):
        backup.make(sqlite_url, folder, now=NOW + timedelta(days=day), kept=2)
    assert [one.made_at.day for one in backup.all_in(folder)] == [27, 26, 23]
    assert backup.all_in(folder)[-1] == before


def test_no_backup_is_kept_for_ever(sqlite_url: str, folder: Path) -> None:
    """One from before an upgrade goes after a month, since it may know somebody who asked to be forgotten."""
    settle(sqlite_url)
    backup.make(sqlite_url, folder, now=NOW, occasion=Occasion.BEFORE_UPGRADE)
    backed_up(sqlite_url, folder, NOW + timedelta(days=29))
    assert len(backup.all_in(folder)) == 2
    last = backed_up(sqlite_url, folder, NOW + timedelta(days=31))
    assert [one.occasion for one in backup.all_in(folder)] == [last.occasion] * 2


def test_two_backups_in_one_second_are_two(sqlite_url: str, folder: Path) -> None:
    """The second takes the next free name instead of the first one's place."""
    settle(sqlite_url)
    first, second = backed_up(sqlite_url, folder), backed_up(sqlite_url, folder)
    assert first.path.exists()
    assert second.made_at - first.made_at == timedelta(seconds=1)


def test_what_a_killed_backup_left_is_no_backup(sqlite_url: str, folder: Path) -> None:
    """A file that was not finished is never taken for a backup, and is swept away by the next one."""
    settle(sqlite_url)
    folder.mkdir(parents=True)
    (folder / "unfinished.db").write_bytes(b"half")
    (folder / "unfinished.db-journal").write_bytes(b"half")
    assert backup.newest(folder) is None
    backed_up(sqlite_url, folder)
    assert list(folder.glob("unfinished*")) == []


@pytest.mark.parametrize("where", ["header", "middle"])
def test_a_damaged_database_makes_no_backup(sqlite_url: str, folder: Path, where: str) -> None:
    """When the copy is not sound it is thrown away, in words, and the sound one of yesterday stays."""
    settle(sqlite_url)
    good = backed_up(sqlite_url, folder)
    file = file_of(sqlite_url)
    assert file is not None
    scramble(file, 0 if where == "header" else file.stat().st_size // 2 // 4096 * 4096)
    with pytest.raises(BackupFailed):
        backed_up(sqlite_url, folder, LATER)
    assert backup.all_in(folder) == [good]
    assert list(folder.glob("unfinished*")) == []


def test_books_that_do_not_add_up_make_no_backup(sqlite_url: str, folder: Path) -> None:
    """A copy whose pages are sound and whose books are not is no backup either, and the reason is named."""
    settle(sqlite_url)
    file = file_of(sqlite_url)
    assert file is not None
    _smuggle(file)
    with pytest.raises(BackupFailed, match="I3 account"):
        backed_up(sqlite_url, folder)
    assert backup.all_in(folder) == []


def _smuggle(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TRIGGER transfer_no_update")
        connection.execute("UPDATE transfer SET minutes = 5000 WHERE cause = 'gift'")
    connection.close()


def test_a_full_disk_makes_no_backup(sqlite_url: str, folder: Path) -> None:
    """Where the copy does not fit, the host reads so, and nothing is left behind."""
    settle(sqlite_url)
    folder.mkdir(parents=True)

    def cramped() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            backed_up(sqlite_url, folder)
        except BackupFailed as failed:
            os._exit(7 if "No backup was made in" in str(failed) else 8)
        os._exit(9)

    process = get_context("fork").Process(target=cramped)
    process.start()
    process.join(60)
    assert process.exitcode == 7
    assert list(folder.glob("*.db")) == []
    bank_an_hour(sqlite_url, "goes on")


def test_the_list_of_erasures_says_numbers_alone(tmp_path: Path) -> None:
    """An erasure is written once, read again as it was, and a line that was cut off costs only itself."""
    one = erasure.Erased(1, 3, 4, NOW)
    other = erasure.Erased(1, 5, None, LATER)
    assert erasures.note(tmp_path, [one]) == 1
    with (tmp_path / erasures.FILE).open("a") as file:
        file.write("1 9 2026-11")
    assert erasures.note(tmp_path, [one, other]) == 1
    assert erasures.listed(tmp_path) == [one, other]
    assert set((tmp_path / erasures.FILE).read_text()) <= set("0123456789 -:+T\n")


class Host:
    """Somebody whose machine makes backups at night, in a world where that takes no time."""

    def __init__(self, store: Store) -> None:
        self.now = NOW
        self.made: list[datetime] = []
        self.broken = False
        self.erased: list[erasure.Erased] = []
        self.job = Safekeeping(store, 1, lambda: self.now, self.newest_at, self.make, self.note)

    def newest_at(self, by: datetime) -> datetime | None:
        return max((moment for moment in self.made if moment <= by), default=None)

    async def make(self, now: datetime, due: datetime) -> None:
        if self.broken:
            raise BackupFailed("The disk is full.")
        self.made.append(now)

    def note(self, erased: Iterable[erasure.Erased]) -> None:
        self.erased = list(erased)

    async def beat(self, *, after: timedelta = timedelta(0)) -> None:
        self.now += after
        await self.job.run()
        await self.job.settled()


@pytest.fixture
async def host(sqlite_url: str) -> AsyncIterator[Host]:
    """A host of the street, before the first night."""
    await asyncio.to_thread(settle, sqlite_url)
    store = Store(sqlite_url)
    yield Host(store)
    await store.close()


async def test_one_backup_each_night(host: Host) -> None:
    """Beats through three days make one backup a night, at three in the morning on the bank's clocks."""
    await host.beat()
    for _ in range(3 * 24):
        await host.beat(after=timedelta(hours=1))
    nights = [datetime(2026, 11, day, 3, tzinfo=UTC) for day in (24, 25, 26)]
    assert host.made == [NOW, *nights]


async def test_a_night_asleep_is_made_up_for(host: Host) -> None:
    """A machine that slept through the night makes its backup when it wakes, and only one."""
    await host.beat()
    await host.beat(after=timedelta(hours=23))
    await host.beat(after=timedelta(minutes=10))
    assert host.made == [NOW, NOW + timedelta(hours=23)]


async def test_a_failed_backup_is_noted_and_tried_again(host: Host, caplog: pytest.LogCaptureFixture) -> None:
    """What went wrong is in the log, the job lives on, and an hour later it tries again."""
    host.broken = True
    await host.beat()
    assert host.job.failed_at == NOW
    host.broken = False
    await host.beat(after=timedelta(minutes=30))
    assert host.made == []
    await host.beat(after=timedelta(minutes=30))
    assert host.made == [NOW + timedelta(hours=1)]
    assert host.job.failed_at is None


async def test_a_backup_from_the_future_stops_nothing(host: Host) -> None:
    """One that a wrong clock dated next year does not keep tonight's from being made, nor makes many."""
    host.made = [NOW + timedelta(days=365)]
    await host.beat()
    await host.beat(after=timedelta(minutes=10))
    assert host.made[1:] == [NOW]


async def test_who_was_forgotten_is_on_the_list(host: Host) -> None:
    """An erasure is on the list beside the database after the next beat."""
    await host.job.store.write(_forget_george)
    await host.beat()
    assert [one.member_id for one in host.erased] == [2]


async def test_a_running_goodturn_makes_its_backups(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job that the process wires up puts a sound backup into the data folder, and the list beside it."""
    monkeypatch.setenv("GOODTURN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("GOODTURN_DATABASE_URL", sqlite_url)
    await asyncio.to_thread((tmp_path / "data").mkdir)
    await asyncio.to_thread(settle, sqlite_url)
    store = Store(sqlite_url)
    await store.write(_forget_george)
    job = process._safekeeping(store, 1, Settings.load(None))
    await job.run()
    await job.settled()
    await store.close()
    made = await asyncio.to_thread(backup.newest, tmp_path / "data" / "backups")
    assert made is not None
    assert job.failed_at is None
    assert [one.member_id for one in erasures.listed(tmp_path / "data")] == [2]


async def test_a_nightly_backup_that_fails_says_why(sqlite_url: str, tmp_path: Path) -> None:
    """What goes wrong in the process that makes the backup is said in the one that asked for it."""
    await asyncio.to_thread(settle, sqlite_url)
    taken = tmp_path / "backups"
    await asyncio.to_thread(taken.write_text, "a file where the folder should be")
    with pytest.raises(BackupFailed, match="No backup was made in"):
        await nightly.make(sqlite_url, taken, now=NOW, kept=14, due=NOW)


async def test_a_backup_holds_up_nobody_who_wants_to_stop(sqlite_url: str, folder: Path) -> None:
    """Whoever stops Goodturn in the middle of a backup does not wait for it, and the next one is whole."""
    await asyncio.to_thread(settle, sqlite_url)
    making = asyncio.create_task(nightly.make(sqlite_url, folder, now=NOW, kept=14, due=NOW))
    await asyncio.sleep(0)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    made = await nightly.make(sqlite_url, folder, now=NOW, kept=14, due=NOW)
    assert await asyncio.to_thread(backup.damage, made) == []


def _forget_george(session: Session) -> None:
    erasure.forget(session, session.exec(select(Member).where(Member.name == "George")).one(), NOW)


def test_another_process_has_made_it(sqlite_url: str, folder: Path) -> None:
    """Of two processes that find a backup due, the second is content with the first one's."""
    settle(sqlite_url)
    due = NOW - timedelta(hours=6)
    first = backup.make(sqlite_url, folder, now=NOW, due=due)
    assert backup.make(sqlite_url, folder, now=NOW + timedelta(minutes=1), due=due) == first
    assert len(backup.all_in(folder)) == 1


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Europe/London", "America/New_York", "Pacific/Apia", "Asia/Kathmandu"]),
)
def test_the_last_night_is_never_far(now: datetime, zone: str) -> None:
    """The last moment at which a backup was due has passed, and not much longer than a day ago."""
    due = safekeeping.last_night(zone, now)
    assert timedelta(0) <= now - due <= timedelta(hours=25)
