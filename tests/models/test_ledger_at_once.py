"""Proves that whatever many do to the ledger at the same time might as well have been done one by one."""

from __future__ import annotations

import asyncio
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session
from street import Street

from models import correction, gift, ledger
from models.exchange import Exchange, State
from models.ledger import AlreadyAnswered, NotEnoughHours, Transfer
from models.member import Member
from models.refusals import Refusal
from models.store import Store
from models.timebank import TimeBank

Opened = tuple[TimeBank, list[Member]]

# Who gives whom, how much, and through which of two stores, which stand for two processes.
GIFTS = st.tuples(st.just("gift"), st.integers(0, 3), st.integers(0, 3), st.sampled_from([30, 60, 120]))
ANSWERS = st.tuples(st.sampled_from(["post", "release"]), st.integers(0, 1), st.just(0), st.integers(30, 90))
CORRECTIONS = st.tuples(st.just("correct"), st.just(0), st.just(0), st.sampled_from([0, 30, 45]))
DEEDS = st.lists(st.one_of(GIFTS, ANSWERS, CORRECTIONS), min_size=4, max_size=16)
QUICKLY = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


class Neighbourhood:
    """A street on which two promises and one gift have been made, and two stores through which to act."""

    def __init__(self, url: str, opened: Opened, now: datetime) -> None:
        self.bank, self.people = opened
        self.street = Street(Store(url), now, self.bank, *self.people)
        self.stores = (self.street.store, Store(url))
        self.promises: list[Exchange] = []

    async def begin(self) -> None:
        """Lets Amina ask twice and give once."""
        self.promises = [await self.street.agree(key=f"promise:{number}", minutes=60) for number in range(2)]
        self.given = await self.street.do(
            gift.give,
            self.people[3],
            receiver=self.people[2],
            minutes=60,
            deed_key="first",
            now=self.street.now,
        )

    def deed(self, session: Session, number: int, what: tuple[str, int, int, int]) -> Transfer:
        """Does one thing."""
        kind, one, other, minutes = what
        key, now = f"deed:{number}", self.street.now
        if kind == "gift":
            giver = session.get_one(Member, self.people[one].id)
            receiver = None if one == other else session.get_one(Member, self.people[other].id)
            return gift.give(session, giver, receiver=receiver, minutes=minutes, deed_key=key, now=now)
        if kind == "correct":
            olga = session.get_one(Member, self.people[0].id)
            return correction.correct(
                session,
                olga,
                transfer_id=self.given.id,
                minutes=minutes,
                reason="So they said.",
                deed_key=key,
                now=now,
            )
        agreed = session.get_one(Exchange, self.promises[one].id)
        reserved = ledger.reservation_for(session, self.bank.id, agreed.id)
        if kind == "release":
            agreed.state = State.CANCELLED
            return ledger.release(session, deed_key=key, reserved=reserved, now=now)
        agreed.state, agreed.banked_minutes = State.BANKED, minutes
        return ledger.post(session, deed_key=key, reserved=reserved, minutes=minutes, now=now)

    async def all_at_once(self, deeds: list[tuple[str, int, int, int]]) -> list[Any]:
        """Does all of that at the same time and returns what became of each."""
        return await asyncio.gather(
            *[
                self.stores[number % 2].write(
                    lambda session, number=number, what=what: self.deed(session, number, what)
                )
                for number, what in enumerate(deeds)
            ],
            return_exceptions=True,
        )

    async def close(self) -> None:
        """Closes both stores."""
        for store in self.stores:
            await store.close()


async def play(url: str, opened: Opened, now: datetime, deeds: list[tuple[str, int, int, int]]) -> None:
    """Does those deeds at once, and looks whether everything that can be said of them holds."""
    place = Neighbourhood(url, opened, now)
    try:
        await place.begin()
        results = await place.all_at_once(deeds)
        for number, result in enumerate(results):
            if isinstance(result, Transfer):
                # Whoever was told that it is done finds it done, and asking again does nothing more.
                again = await place.stores[0].write(
                    lambda session, number=number: place.deed(session, number, deeds[number])
                )
                assert again.id == result.id
            else:
                assert isinstance(result, Refusal | AlreadyAnswered), result
        for number in range(2):
            answers = [
                result
                for what, result in zip(deeds, results, strict=True)
                if what[0] in ("post", "release") and what[1] == number
            ]
            # More than was reserved may be refused; what is answered is answered once.
            assert sum(isinstance(one, Transfer) for one in answers) <= 1
            if answers and not any(isinstance(one, Transfer) for one in answers):
                assert all(isinstance(one, NotEnoughHours) for one in answers)
        assert await place.street.wrongs() == []
    finally:
        await place.close()


def test_on_sqlite_all_at_once_is_one_by_one(
    sqlite_street: tuple[Path, Opened], tmp_path: Path, now: datetime
) -> None:
    """Gifts, corrections, posts and releases through two stores at once leave books that are right."""
    template, opened = sqlite_street

    @settings(max_examples=10, **QUICKLY)
    @given(DEEDS)
    def try_it(deeds: list[tuple[str, int, int, int]]) -> None:
        path = tmp_path / "street.db"
        for old in tmp_path.glob("street.db*"):
            old.unlink()
        shutil.copyfile(template, path)
        asyncio.run(play(f"sqlite:///{path}", opened, now, deeds))

    try_it()


def test_on_postgresql_all_at_once_is_one_by_one(
    postgres: Any, postgresql_street: tuple[str, Opened], now: datetime
) -> None:
    """The same on PostgreSQL, where two stores really do write at the same time."""
    template, opened = postgresql_street

    @settings(max_examples=6, **QUICKLY)
    @given(DEEDS)
    def try_it(deeds: list[tuple[str, int, int, int]]) -> None:
        name = postgres.make(template)
        try:
            asyncio.run(play(postgres.url(name), opened, now, deeds))
        finally:
            postgres.drop(name)

    try_it()
