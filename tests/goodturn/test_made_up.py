"""The made-up bank: half a year of people who never were, in a database that is as real as any other."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select
from typer.testing import CliRunner

from goodturn import demo
from goodturn.cli import app
from goodturn.simulation import half_year
from goodturn.simulation.half_year import Lived, Phone
from messenger import Clock, Messenger
from models import audit, exchange, member, notification, task
from models.exchange import Exchange
from models.member import Member
from models.notification import Notice, Notification
from models.request import Request
from models.store import Store
from models.task import TaskKind

NOW = datetime(2026, 11, 26, 10, 20, tzinfo=UTC)


def live(seed: int = 1, now: datetime = NOW, members: int = 70) -> Lived:
    """A small bank with five weeks behind it."""
    return half_year.live_through(members=members, weeks=5, seed=seed, ends_at=now, passed=lambda share: None)


@pytest.fixture(scope="module")
def lived() -> Iterator[Lived]:
    """The bank that most of the tests look at."""
    bank = live()
    yield bank
    asyncio.run(bank.store.close())


def priya(session: Session, bank: Lived) -> Member:
    """Who looks after it on the page."""
    found = member.by_telegram(session, bank.timebank_id, demo.FIRST_ID + 2)
    assert found is not None
    return found


def test_its_books_add_up_and_every_hour_was_really_given(lived: Lived) -> None:
    """All balances follow from the entries, and help that is banked was asked for, agreed and confirmed."""

    def look(session: Session) -> tuple[list[str], list[tuple[Exchange, Request]]]:
        banked = session.exec(
            select(Exchange, Request)
            .join(Request, col(Request.id) == Exchange.request_id)
            .where(Exchange.timebank_id == lived.timebank_id, Exchange.state == exchange.State.BANKED)
        ).all()
        return audit.audit(session, lived.timebank_id).wrong, list(banked)

    wrong, banked = lived.store.do(look)
    assert wrong == []
    assert len(banked) > 10
    for given, asked in banked:
        assert asked.asked_at <= given.agreed_at < given.starts_at < (given.ended_at or NOW) <= NOW


@pytest.mark.parametrize("hour", [None, 8, 20])
def test_something_of_each_kind_needs_a_person_and_there_are_visits_today(
    lived: Lived, hour: int | None
) -> None:
    """Early, by day and late there is a task of every kind, and somebody is helped about now."""
    bank = lived if hour is None else live(now=NOW.replace(hour=hour, minute=10), members=60)
    now = bank.ended_at

    def look(session: Session) -> tuple[set[TaskKind], list[datetime]]:
        waiting = task.waiting(session, priya(session, bank), now)
        agreed = select(Exchange.starts_at).where(
            Exchange.timebank_id == bank.timebank_id, Exchange.state == exchange.State.AGREED
        )
        return {one.kind for one in waiting}, list(session.exec(agreed))

    kinds, visits = bank.store.do(look)
    # It is open, so somebody has confirmed what help demands.
    # No concern of a bank that opened some months ago is years old.
    assert kinds == set(TaskKind) - {TaskKind.KINDS, TaskKind.CONCERN_ENDING}
    assert [at for at in visits if now - timedelta(hours=1) < at < now + timedelta(hours=14)]


def test_everybody_has_a_name_of_their_own(lived: Lived) -> None:
    """Nobody is a number, no two are called the same, and the street of the demo is among them."""
    people = lived.store.do(
        lambda session: session.exec(select(Member).where(Member.timebank_id == lived.timebank_id)).all()
    )
    there = [one.name for one in people if one.has_joined]
    assert len(there) == len(set(there)) > 60
    assert {neighbour.name for neighbour in demo.NEIGHBOURS} <= set(there)
    assert not [name for name in there if any(letter.isdigit() for letter in name)]
    assert {one.language for one in people} <= {"en", "es"}


def test_the_same_seed_gives_the_same_bank() -> None:
    """People, hours and names are the same for the same seed and moment, and others for another seed."""

    def dump(seed: int) -> list[str]:
        bank = live(seed, members=60)
        rows = bank.store.do(
            lambda session: [
                repr(sorted(one.model_dump().items(), key=lambda pair: pair[0]))
                for table in (Member, Request, Exchange)
                for one in session.exec(
                    select(table).where(col(table.timebank_id) == bank.timebank_id).order_by(col(table.id))
                )
            ]
        )
        asyncio.run(bank.store.close())
        return rows

    once = dump(3)
    assert once == dump(3)
    assert once != dump(4)


def test_nothing_old_is_said_when_it_starts(lived: Lived) -> None:
    """What was to be said in the past counts as said, except since yesterday to the phones on the page, and
    to those who have no app and have to be rung up."""
    due = lived.store.do(
        lambda session: session.exec(
            select(Notification, Member)
            .join(Member, col(Member.id) == Notification.recipient_id)
            .where(
                Notification.timebank_id == lived.timebank_id,
                Notification.state == notification.State.PENDING,
                col(Notification.send_after) <= NOW,
            )
        ).all()
    )
    assert {one.name for _, one in due if one.chat_id is not None} <= {"Amina", "George", "Priya"}
    assert "Queenie" in {one.name for _, one in due}
    assert all(row.send_after > NOW - timedelta(days=1) for row, _ in due)
    assert sum(row.kind is Notice.APPROVED for row, _ in due) == 3


def test_the_command_fills_the_demo_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It leaves a database of this version whose people the stand-in knows, and never touches one that has
    members."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOODTURN_TELEGRAM_TOKEN", raising=False)
    done = CliRunner().invoke(app, ["made-up", "--members", "60", "--weeks", "4"])
    assert done.exit_code == 0, done.output
    assert "60 members have 4 weeks behind them" in done.output
    folder = tmp_path / "data" / "demo"
    messenger = Messenger(clock=Clock(), state_path=folder / "messenger.db")
    with closing(messenger):
        known = {person.id for person in messenger.people}
        shown = [person.name for person in messenger.people if person.profile.on_page]
    assert shown == ["Amina", "George", "Priya"]

    async def strangers() -> int:
        store = Store(f"sqlite:///{folder / 'goodturn.db'}")
        try:
            return await store.read(lambda session: demo.strangers(session, known))
        finally:
            await store.close()

    assert asyncio.run(strangers()) == 0
    assert CliRunner().invoke(app, ["audit"]).exit_code == 0
    before = (folder / "goodturn.db").read_bytes()
    again = CliRunner().invoke(app, ["made-up", "--members", "60", "--weeks", "4"])
    assert again.exit_code == 1
    assert "members" in again.output
    assert "stays as it is" in again.output
    assert (folder / "goodturn.db").read_bytes() == before


def test_it_is_refused_where_real_people_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a token of Telegram's nobody is made up, because their numbers would belong to somebody."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOODTURN_TELEGRAM_TOKEN", "1000000001:made-up-for-a-test")
    done = CliRunner().invoke(app, ["made-up"])
    assert done.exit_code == 1
    assert "real people" in done.output
    assert not (tmp_path / "data" / "demo").exists()


def test_a_file_that_is_no_database_of_ours_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where something else has that name, it stays, and the host reads what to do."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOODTURN_TELEGRAM_TOKEN", raising=False)
    folder = tmp_path / "data" / "demo"
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / "goodturn.db")) as other:
        other.execute("CREATE TABLE shopping (what TEXT)")
    done = CliRunner().invoke(app, ["made-up"])
    assert done.exit_code == 1
    assert "stays as it is" in done.output


def test_phones_tell_where_their_people_live(lived: Lived) -> None:
    """Each phone that the stand-in gets has a name and a place in the town, the street's first."""
    phones: tuple[Phone, ...] = lived.people
    assert [phone.name for phone in phones[:3]] == ["Amina", "George", "Priya"]
    assert all(phone.name and 51.4 < phone.place[0] < 51.7 for phone in phones)
