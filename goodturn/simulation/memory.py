"""The database of a town that never was: real tables, triggers and rules, in memory and gone afterwards.

It is one connection, so that a piece of work costs no thread and no disk. Everything else is as in a real
one: the tables come from the migrations, each piece of work is a transaction, and the rules are those of
`models`.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from goodturn.simulation.town import Person, Town
from models import attestation, demand, hurdle, member, migrations, offer, preference, timebank
from models.member import Member, Profile
from models.preference import Side
from models.store import Store, Work

T = TypeVar("T")

ORGANISER = 0


class TownStore(Store):
    """A store whose database is in memory, and which does each piece of work at once."""

    def __init__(self) -> None:
        super().__init__("sqlite://")
        self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._memory.execute("PRAGMA foreign_keys=ON")
        self.engine = create_engine("sqlite://", creator=lambda: self._memory, poolclass=StaticPool)
        event.listen(self.engine, "begin", _begin)
        with tempfile.TemporaryDirectory(prefix="goodturn-town-") as folder:
            file = Path(folder) / "empty.db"
            migrations.upgrade(f"sqlite:///{file}")
            with closing(sqlite3.connect(file)) as empty:
                # A log beside the file means nothing to a database in memory.
                empty.execute("PRAGMA journal_mode=DELETE")
                self._empty = sqlite3.connect(":memory:", check_same_thread=False)
                empty.backup(self._empty)

    def do(self, work: Work[T]) -> T:
        """Runs a piece of work in one transaction, or leaves everything as it was."""
        with Session(self.engine, expire_on_commit=False) as session:
            done = work(session)
            session.commit()
            session.expunge_all()
            return done

    async def write(self, work: Work[T]) -> T:
        """As `Store.write`."""
        return self.do(work)

    async def read(self, work: Work[T]) -> T:
        """As `Store.read`."""
        return self.do(work)

    async def tidy(self) -> None:
        """Does nothing: there is no file."""

    async def close(self) -> None:
        """Lets go of the database."""
        self.engine.dispose()
        self._memory.close()
        self._empty.close()

    def empty(self) -> None:
        """Makes it a database in which nobody has ever been."""
        self._empty.backup(self._memory)

    def copy(self) -> sqlite3.Connection:
        """Returns a copy of everything in it."""
        copied = sqlite3.connect(":memory:", check_same_thread=False)
        self._memory.backup(copied)
        return copied

    def save(self, file: Path) -> None:
        """Writes everything in it into an SQLite file, in place of whatever that held."""
        with closing(sqlite3.connect(file)) as into:
            self._memory.backup(into)

    def go_back_to(self, copied: sqlite3.Connection) -> None:
        """Makes it again what it was when the copy was taken."""
        copied.backup(self._memory)


def settle(store: TownStore, town: Town) -> tuple[int, dict[int, int]]:
    """Opens a time bank and lets everybody join who is there from the start, by the verbs of real members.

    Returns:
        the number of the bank, and by the place of each of them in the town the number of their row. The
        organiser is beside them, helps nobody, and has the place -1.
    """

    def work(session: Session) -> tuple[int, dict[int, int]]:
        now = town.starts_at
        bank = timebank.open_bank(
            session, name="A town that never was", zone=town.zone, language="en", now=now,
            kinds_confirmed_at=now, **town.rules,
        )  # fmt: skip
        organiser = _arrive(session, bank.id, ORGANISER, "en", town.starts_at)
        member.make_organiser(session, organiser, now)
        middle = town.people[0].point
        member.join(session, organiser, Profile("Organiser", middle, "", 0, 0), now)
        for code, least in sorted(town.demands.items()):
            demand.set_for(
                session, code, organiser, now, least_check=least, reference_count=0, accompanied=False
            )
        rows = {-1: organiser.id}
        for place, one in enumerate(town.people):
            if one.joins_at is None:
                rows[place] = join(session, town, bank.id, place, organiser).id
        return bank.id, rows

    return store.do(work)


def join(session: Session, town: Town, timebank_id: int, place: int, organiser: Member) -> Member:
    """Lets one of the town join its time bank and say everything of themself, and returns their row."""
    one = town.people[place]
    now = one.joins_at or town.starts_at
    newcomer = _arrive(session, timebank_id, place + 1, one.languages[0], now)
    member.know_languages(session, newcomer, one.languages)
    profile = Profile(f"Member {place + 1}", one.point, one.area, one.travel_limit_m, one.free_slots)
    joined = member.join(session, newcomer, profile, now)
    if joined.state is member.State.WAITING:
        member.welcome(session, joined, now)
    _say(session, joined, one)
    for code in one.offers:
        offer.make(session, joined, code, now)
    for what in one.checks:
        attestation.record(session, joined, what, organiser, now)
    return joined


def _arrive(session: Session, timebank_id: int, number: int, language: str, now: datetime) -> Member:
    newcomer = member.meet(
        session,
        timebank_id=timebank_id,
        telegram_user_id=7_000_000_000 + number,
        chat_id=7_000_000_000 + number,
        language=language,
        now=now,
    )
    member.say_adult(session, newcomer, now)
    member.agree_to_privacy(session, newcomer, now)
    return newcomer


def _say(session: Session, who: Member, one: Person) -> None:
    preference.say_gender(session, who, one.gender)
    preference.prefer(session, who, Side.VISITS, one.visits)
    preference.prefer(session, who, Side.COMES, one.comes)
    preference.say_hurdles(session, who, hurdle.codes(one.hurdles))
    preference.cannot_manage(session, who, hurdle.codes(one.cannot))
    preference.limit_asks(session, who, one.asks_per_week)
    preference.limit_minutes(session, who, one.minutes_per_week)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
