"""Disks that are full or broken, databases that are locked or gone."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from faults import favours, verdict
from faults.book import Order, Report, entry
from faults.databases import Postgres
from faults.processes import Goodturn, patiently
from faults.storm import count_updates
from faults.town import Town, built
from messenger import Person

SMALL_MB = 6
FIU = (Path("/usr/lib/fiu/fiu_run_preload.so"), Path("/usr/lib/fiu/fiu_posix_preload.so"))
# What SQLite does to its files and Python does not do to anything else.
BROKEN = tuple(
    f"enable_random name={point},probability=0.03"
    for point in (
        "posix/io/rw/pread64",
        "posix/io/rw/pwrite64",
        "posix/io/sync/fsync",
        "posix/io/sync/fdatasync",
    )
)
UNDER_WAY = 16


@contextlib.contextmanager
def small_disk(size_mb: int) -> Iterator[Path | None]:
    """Makes a disk of that size in memory, or yields None where this machine lets us make none."""
    folder = Path(tempfile.mkdtemp(prefix="goodturn-faults-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "tmpfs", str(folder)]
    made = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield folder if made else None
    finally:
        if made:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


@entry("disk-full")
async def disk_full(order: Order) -> Report:
    """Row 45: the disk is full: it says so, lives on, loses nothing, and with room goes on by itself."""
    with small_disk(SMALL_MB) as folder:
        if folder is None:
            return Report(["not tried: a small disk cannot be mounted here (it needs root)"])
        async with built(Random(order.seed), members=6, folder=folder) as town:
            count_updates(town)
            one = await town.begins()
            ballast = folder / "ballast"
            with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
                while True:
                    file.write(bytes(4_096))
            # What Telegram holds is not confirmed while it cannot be kept.
            for person in town.people * 4:
                person.says("/hours")
                await asyncio.sleep(0.05)
            began_s = time.monotonic()
            untold = await _untold(town, organiser=town.people[0])
            town.figures["all had heard of it after"] = f"{time.monotonic() - began_s:.0f} s"
            alive = one.alive
            ballast.unlink()
            await town.settle()
            for person in town.people:
                person.says("/hours")
            await town.settle()
            found = verdict.reached(town, dead_allowed=town.did["updates"])
            found.note(
                "it lived through it", [] if alive and one.alive else [f"it ended with code {one.code}"]
            )
            found.note("members were told that nothing is lost, and the organiser why", untold)
            found.note("the file is whole", _integrity(town))
            return Report.of(town, found)


async def _untold(town: Town, *, organiser: Person) -> list[str]:
    """Waits until everybody has heard that nothing can be written down; returns who has not."""

    def waiting() -> list[str]:
        return [
            f"{person.name} was not told"
            for person in town.people
            if not any(
                ("Goodturn cannot write" if person is organiser else "We cannot write") in message.text
                for message in person.heard
            )
        ]

    with contextlib.suppress(TimeoutError):
        await patiently("the news that nothing can be written down", 300, until=lambda: not waiting())
    return waiting()


@entry("broken-disk")
async def broken_disk(order: Order) -> Report:
    """Row 46: reading and writing fail at random; every failure is clean, and the file is whole."""
    if not all(library.exists() for library in FIU) or shutil.which("fiu-ctrl") is None:
        return Report(["not tried: libfiu is not here (Debian: apt-get install fiu-utils)"])
    random = Random(order.seed)
    async with built(random, members=8) as town:
        count_updates(town)
        fifo = town.folder / "fiu"
        one = town.process(preload=[str(library) for library in FIU], FIU_CTRL_FIFO=str(fifo), FIU_ENABLE="")
        one.start()
        await one.listens()
        for _ in range(3):
            await _control(fifo, one, *BROKEN)
            for _ in range(30):
                random.choice(town.people).says(random.choice(("/ask", "/hours", "/things")))
                await asyncio.sleep(0.05)
            await asyncio.sleep(2)
            if not one.alive:
                town.notes.append(f"it ended with code {one.code}: {one.said()[-1_500:]}")
                one.start()
                await one.listens()
            await _control(
                fifo,
                one,
                "disable name=posix/*",
                *(f"disable name={c.split('=')[1].split(',')[0]}" for c in BROKEN),
            )
            town.did["times the disk broke"] += 1
        await town.settle()
        found = verdict.reached(town, dead_allowed=town.did["updates"], answers_lost=3 * UNDER_WAY)
        found.note("the file is whole", _integrity(town))
        return Report.of(town, found)


async def _control(fifo: Path, one: Goodturn, *commands: str) -> None:
    words = [word for command in commands for word in ("-c", command)]
    done = await asyncio.create_subprocess_exec(
        "fiu-ctrl", "-f", str(fifo), *words, str(one.pid), stdout=subprocess.DEVNULL
    )
    await done.wait()


@entry("database-locked")
async def database_locked(order: Order) -> Report:
    """Row 48: somebody holds the database for eight seconds, as a shell may; nothing is lost."""
    async with built(Random(order.seed), members=6) as town:
        count_updates(town)
        await town.begins()
        holder = sqlite3.connect(str(town.folder / "goodturn.db"), isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        for person in town.people:
            person.says("/ask")
        await asyncio.sleep(8)
        holder.execute("ROLLBACK")
        holder.close()
        for person in town.people:
            await town.heard_by(person, "", limit_s=300)
        await town.settle()
        return Report.of(town, verdict.reached(town, answers_lost=UNDER_WAY))


@entry("postmaster-killed")
async def postmaster_killed(order: Order) -> Report:
    """Row 47: PostgreSQL is killed and comes back; Telegram is told of nothing meanwhile, and all goes on."""
    random = Random(order.seed)
    async with built(random, database="postgresql", members=8) as town:
        count_updates(town)
        one = town.process()
        one.start()
        await one.listens()
        assert isinstance(town.database, Postgres), "it was asked for"
        for _ in range(3):
            for person in town.people:
                person.says(random.choice(("/ask", "/hours")))
            await asyncio.sleep(random.uniform(0.0, 0.5))
            await asyncio.to_thread(town.database.kill)
            for person in town.people:
                person.says("/hours")
            await asyncio.sleep(random.uniform(0.5, 2.0))
            await asyncio.to_thread(town.database.start)
            town.did["database kills"] += 1
        await patiently("everything handled", 300, until=lambda: town.unhandled() == 0)
        await favours.agree(town, town.people[:1])
        await town.settle()
        found = verdict.reached(town, answers_lost=3 * UNDER_WAY)
        found.note(
            "it lived through it", [] if one.lives == 1 and one.alive else ["it had to be started again"]
        )
        return Report.of(town, found)


def _integrity(town: Town) -> list[str]:
    file = town.database.url.removeprefix("sqlite:///")
    with contextlib.closing(sqlite3.connect(file)) as connection:
        answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
    return [] if answer == "ok" else [f"integrity_check says {answer}"]
