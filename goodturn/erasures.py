"""The list of erasures beside the database: who was forgotten, kept where the loss of the database leaves it.

A backup still knows everybody who was forgotten after it was made. Should the database be lost, this list is
all that says whom not to bring back. It holds numbers and moments alone, one erasure a line, and is only ever
added to:

    time bank, member, account or "-", moment
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from goodturn import backup
from models import copying, erasure
from models.erasure import Erased, Erasure

FILE = "erasures.txt"


def of(session: Session) -> list[Erased]:
    """Returns the erasures that the database knows of."""
    return erasure.all_of(session)


def listed(data_dir: Path) -> list[Erased]:
    """Returns the erasures in the list. A line that a loss of power cut off is no erasure."""
    try:
        lines = (data_dir / FILE).read_text("ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    return [found for line in lines if (found := _read(line)) is not None]


def note(data_dir: Path, erased: Iterable[Erased]) -> int:
    """Adds those that are not in the list yet, and returns how many that were. They are on the disk then.

    Args:
        data_dir: the folder of the list.
        erased: as from `of`.
    """
    known = set(listed(data_dir))
    fresh = [one for one in erased if one not in known]
    if not fresh:
        return 0
    path = data_dir / FILE
    # A line that was cut off must not swallow the next one, so every addition begins on a line of its own.
    text = "".join(f"\n{_written(one)}" for one in fresh) + "\n"
    number = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(number, text.encode("ascii"))
        os.fsync(number)
    finally:
        os.close(number)
    backup.sync(data_dir)
    return len(fresh)


def note_from(url: str, data_dir: Path) -> int:
    """Does what `note` does with the erasures in a database of this version; in an older one there are none.

    Args:
        url: as for `models.store.Store`.
        data_dir: the folder of the list.
    """
    engine = copying.plain_engine(url)
    try:
        with engine.connect() as connection:
            if not copying.has_table(connection, Erasure.__tablename__):
                return 0
            with copying.session_on(connection) as session:
                return note(data_dir, of(session))
    finally:
        engine.dispose()


def apply_again(session: Session, data_dir: Path, now: datetime) -> int:
    """Forgets everybody in the list once more in a database that is older, and returns how many that were."""
    return sum(erasure.apply(session, one, now) for one in listed(data_dir))


def _written(one: Erased) -> str:
    account = "-" if one.account_id is None else one.account_id
    return f"{one.timebank_id} {one.member_id} {account} {one.at.isoformat()}"


def _read(line: str) -> Erased | None:
    try:
        bank, member, account, at = line.split()
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            return None
        return Erased(int(bank), int(member), None if account == "-" else int(account), moment)
    except ValueError:
        return None
