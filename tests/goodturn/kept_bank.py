"""A time bank to be kept safe: the street of the demo with an hour banked, and ways to look into its file."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from goodturn import backup, demo
from models import audit, copying, ledger, migrations, notification, received
from models.ledger import Cause
from models.member import Member
from models.notification import Notice
from models.timebank import TimeBank

T = TypeVar("T")

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def within(url: str, work: Callable[[Session], T]) -> T:
    """Does something in one transaction, and commits it."""
    engine = copying.plain_engine(url)
    try:
        with Session(engine, expire_on_commit=False) as session:
            done = work(session)
            session.commit()
            return done
    finally:
        engine.dispose()


def settle(url: str) -> TimeBank:
    """Opens the street there: seven members with two hours each, of which Amina has earned an hour more."""
    migrations.upgrade(url)
    bank = within(url, lambda session: demo.settle(session, NOW))
    bank_an_hour(url, "the first hour")
    return bank


def bank_an_hour(url: str, deed_key: str) -> None:
    """George gives Amina an hour."""

    def work(session: Session) -> None:
        amina, george = people(session)[:2]
        ledger.transfer(
            session,
            giver=ledger.account_of(session, george.timebank_id, george.id),
            receiver=ledger.account_of(session, amina.timebank_id, amina.id),
            minutes=60,
            cause=Cause.GIFT,
            deed_key=deed_key,
            now=NOW,
        )

    within(url, work)


def people(session: Session) -> list[Member]:
    """The members, Amina and George first."""
    return list(session.exec(select(Member).order_by(col(Member.id))))


def balances(url: str) -> dict[int, int]:
    """Every balance by account, worked out by the audit, which must find nothing wrong."""

    def work(session: Session) -> dict[int, int]:
        found = {}
        for bank_id in copying.timebank_ids(session):
            books = audit.audit(session, bank_id)
            assert books.wrong == []
            found.update(books.balances)
        return found

    return within(url, work)


def queue(url: str, subject_id: int, *, send_after: datetime, useless_after: datetime | None = None) -> None:
    """Queues a reminder for Amina about nothing in particular."""

    def work(session: Session) -> None:
        amina = people(session)[0]
        notification.queue(
            session,
            Notice.REMINDER_DAY,
            subject_id=subject_id,
            recipient=amina,
            send_after=send_after,
            useless_after=useless_after,
        )

    within(url, work)


def keep_update(url: str, update_id: int) -> None:
    """Receives an update that nobody has handled yet."""
    within(url, lambda session: received.keep(session, 1, [(update_id, 7, "{}")], NOW))


def rows(path: Path, sql: str) -> list[Any]:
    """Asks a file something in plain SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def scramble(path: Path, at: int, length: int = 4_096) -> None:
    """Overwrites a part of a file, as a failing disk does."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xa5" * length)


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Does that work in a process of its own, which dies at once when it is about to change the names or the
    safety of files for that time.

    Args:
        step: which change it dies before, counted from 0.
        work: what to do.

    Returns:
        Whether it died; otherwise it came to its end.
    """
    process = get_context("fork").Process(target=_until, args=(step, work))
    process.start()
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL), "it neither ended well nor was killed"
    return process.exitcode != 0


def _until(step: int, work: Callable[[], object]) -> None:
    """Counts what changes names and files, as Python itself reports it, and dies in time."""
    left = step

    def heard(what: str, _facts: tuple[Any, ...]) -> None:
        nonlocal left
        if what in ("os.rename", "os.remove", "shutil.copyfile"):
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    sys.addaudithook(heard)
    with suppress(SystemExit):
        work()
    os._exit(0)


def backed_up(url: str, folder: Path, now: datetime = NOW) -> backup.Backup:
    """Makes a backup."""
    return backup.make(url, folder, now=now)
