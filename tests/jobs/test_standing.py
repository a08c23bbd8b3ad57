"""Proves that the picture which follows what changes is always the one that reading everything would give."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, select

from jobs import searches, thinker
from jobs.matching import Helpers, Links, Requests
from jobs.matching_round import MatchingRound
from jobs.mind import Mind
from jobs.standing import AGAIN_AFTER, Standing
from jobs.thinker import Thinker
from models import (
    change,
    changed_day,
    exchange,
    invitation,
    member,
    named_helper,
    offer,
    preference,
    request,
    timebank,
)
from models.attestation import Attestation, What
from models.availability import Part
from models.demand import KindDemand
from models.exchange import Exchange
from models.invitation import Invitation
from models.member import Gender, Member, Profile
from models.place import Point
from models.request import Request, Wish
from models.tables import metadata
from models.timebank import TimeBank
from models.window import When
from tests.stories.favours import asks_for_shopping
from tests.stories.neighbours import Street

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PEOPLE, REQUESTS = 4, 3
SHOPPING = Wish("shopping", When(None, Part.ANY), 60)

template = create_engine("sqlite://", poolclass=StaticPool)
with template.begin() as tables:
    metadata.create_all(tables)
    for statement in change.watch("sqlite"):
        tables.execute(text(statement))


@contextmanager
def street() -> Iterator[tuple[Session, TimeBank, list[Member], list[Request]]]:
    """A time bank with a few members who ask for and offer the same things, and is forgotten afterwards."""
    with template.connect() as connection, connection.begin() as transaction:
        with Session(connection, expire_on_commit=False) as session:
            bank = timebank.open_bank(
                session,
                name="Mill Lane",
                zone="Europe/London",
                language="en",
                now=NOW,
                kinds_confirmed_at=NOW,
            )
            people = [move_in(session, bank, number + 1) for number in range(PEOPLE)]
            requests = [
                request.post(
                    session, people[number], SHOPPING, deed_key=str(number), now=NOW
                )
                for number in range(REQUESTS)
            ]  # fmt: skip
            session.add(KindDemand(timebank_id=bank.id, kind="dog", least_check=What.BASIC))
            session.flush()
            yield session, bank, people, requests
        transaction.rollback()


def move_in(session: Session, bank: TimeBank, number: int) -> Member:
    """Somebody who has joined and does the shopping."""
    one = member.meet(
        session, timebank_id=bank.id, telegram_user_id=number, chat_id=number, language="en", now=NOW
    )
    member.say_adult(session, one, NOW)
    member.agree_to_privacy(session, one, NOW)
    here = Point(51.54 + number / 500, -0.05)
    member.join(session, one, Profile(f"N{number}", here, "Mill Lane", 3_000, 0b111 << 6), NOW)
    offer.make(session, one, "shopping", NOW)
    return one


class Life:
    """What may happen in a bank, a step at a time.

    Args:
        session, bank, people, requests: as `street` yields them.
    """

    def __init__(
        self, session: Session, bank: TimeBank, people: list[Member], requests: list[Request]
    ) -> None:
        self.session, self.bank, self.people, self.requests = session, bank, people, requests
        self.now = NOW

    def step(self, what: str, who: int, other: int, number: int) -> None:
        """Lets one thing happen, whatever rule would forbid it in real life."""
        one, whose = self.people[who % len(self.people)], self.people[other % len(self.people)]
        wanted = self.requests[number % REQUESTS]
        getattr(self, f"_{what}")(one, whose, wanted, number)
        self.session.flush()

    def _pause(self, one: Member, whose: Member, wanted: Request, number: int) -> None:
        one.state = member.State.ACTIVE if number % 2 else member.State.PAUSED
        self.session.add(one)

    def _offer(self, one: Member, whose: Member, wanted: Request, number: int) -> None:
        offer.set_all(self.session, one, ("shopping", "dog", "lift")[: number % 4], self.now)

    def _describe(self, one: Member, whose: Member, wanted: Request, number: int) -> None:
        preference.say_gender(self.session, one, Gender.WOMAN if number % 2 else None)
        preference.limit_asks(self.session, one, 1 if number % 3 else None)
        preference.limit_minutes(self.session, one, 60 if number % 2 else None)
        preference.cannot_manage(self.session, one, ["dog"] if number % 2 else [])
        member.know_languages(self.session, one, ("cy", "pl", "es")[: number % 4])

    def _move(self, one: Member, whose: Member, wanted: Request, number: int) -> None:
        one.latitude, one.longitude = (None, None) if number % 3 == 0 else (51.5 + number / 100, -0.05)
        self.session.add(one)

    def _away(self, one: Member, whose: Member, wanted: Request, number: int) -> None:
        day = self.now.date() + timedelta(days=number)
        changed_day.say(self.session, one, day, day, number % 8, self.now)
        if number == 3:
            changed_day.as_usual(self.session, one, day, day)

    def _ask(self, one: Member, whose: Member, wanted: Request, number: int) -> None:
        known = [asked for asked in self.invitations(wanted) if asked.member_id == one.id]
        if known:
            known[0].state = list(invitation.State)[number % 7]
            known[0].answered_at = self.now
            self.session.add(known[0])
        else:
            invitation.ask(
                self.session, wanted, one, wave=1, reasons=0, distance_m=None, waits_minutes=60, now=self.now
            )

    def _agree(self, one: Member, whose: Member, wanted: Request, number: int) -> None:
        before = exchange.live(self.session, wanted)
        if before is not None:
            before.state = exchange.State.CANCELLED
            self.session.add(before)
            self.session.flush()
        if one.id == whose.id:
            return
        standing = Exchange(
            timebank_id=self.bank.id, request_id=wanted.id, asker_id=whose.id, helper_id=one.id,
            kind="shopping", starts_at=self.now + timedelta(hours=5 * number), minutes=60,
            zone="Europe/London", agreed_at=self.now,
        )  # fmt: skip
        self.session.add(standing)

    def _bank(self, one: Member, whose: Member, wanted: Request, number: int) -> None:
        if one.id == whose.id or exchange.live(self.session, wanted) is not None:
            return
        self.session.add(
            Exchange(
                timebank_id=self.bank.id, request_id=wanted.id, asker_id=whose.id, helper_id=one.id,
                kind="shopping", starts_at=self.now, minutes=60, zone="Europe/London", agreed_at=self.now,
                state=exchange.State.BANKED, banked_minutes=30 * number, ended_at=self.now,
            )
        )  # fmt: skip

    def _see(self, one: Member, whose: Member, wanted: Request, number: int) -> None:
        self.session.add(
            Attestation(
                timebank_id=self.bank.id, member_id=one.id, what=What.BASIC, seen_at=self.now,
                seen_by_id=whose.id, lapses_on=self.now.date() + timedelta(days=number),
            )
        )  # fmt: skip

    def _change(self, one: Member, whose: Member, wanted: Request, number: int) -> None:
        wanted.any_language, wanted.round = bool(number % 2), wanted.round + number % 2
        wanted.state = request.State.WITHDRAWN if number == 5 else request.State.OPEN
        self.session.add(wanted)

    def _name(self, one: Member, whose: Member, wanted: Request, number: int) -> None:
        known = named_helper.NamedHelper(timebank_id=self.bank.id, request_id=wanted.id, member_id=one.id)
        if not any(row.member_id == one.id for row in self._named(wanted)):
            self.session.add(known)

    def _wait(self, one: Member, whose: Member, wanted: Request, number: int) -> None:
        self.now += timedelta(hours=number * number)

    def _join(self, one: Member, whose: Member, wanted: Request, number: int) -> None:
        if len(self.people) < 8:
            self.people.append(move_in(self.session, self.bank, len(self.people) + 1))

    def invitations(self, wanted: Request) -> list[Invitation]:
        """Who was asked in the present round."""
        return invitation.of(self.session, wanted, list(invitation.State))

    def _named(self, wanted: Request) -> list[Any]:
        return list(
            self.session.exec(
                select(named_helper.NamedHelper).where(named_helper.NamedHelper.request_id == wanted.id)
            )
        )


STEPS = st.tuples(
    st.sampled_from(
        ["pause", "offer", "describe", "move", "away", "ask", "agree", "bank", "see", "change", "name",
         "wait", "join"]
    ),
    st.integers(0, 7),
    st.integers(0, 7),
    st.integers(0, 6),
)  # fmt: skip


def picture(standing: Standing, mind: Mind, now: datetime) -> tuple[dict[str, Any], dict[int, Any]]:
    """What the engine would be told, whatever rows members happen to stand in."""
    town = mind._known()
    order = [row for row in np.argsort(standing.ids).tolist() if town.helpers.offers[row]]
    about = {
        one.name: np.nan_to_num(getattr(town.helpers, one.name)[order], nan=999).tolist()
        for one in fields(Helpers)
        # Bits of languages go by the order in which they were met; who understands whom is looked at below.
        if one.name not in ("hours_since_asked", "languages")
    }
    about["ids"] = standing.ids[order].tolist()
    about["hours"] = np.round(standing.hours_since_asked(now)[order], 6).tolist()
    wanting = {}
    for number, one in standing.searches.items():
        [row] = [searches.arrays([one], standing.bank, standing.place_of, standing.busy, [1.0], now)]
        spoken = {
            int(standing.ids[place]): bool(int(town.helpers.languages[place]) & one.languages)
            for place in order
        }
        told = {each.name: getattr(row, each.name) for each in fields(Requests)}
        wanting[number] = {
            name: _plain(value, standing.ids, set(about["ids"]))
            for name, value in told.items()
            if name != "languages"
        } | {"spoken": spoken, "any_language": not told["languages"][0]}
    return about, wanting


def _plain(value: Any, ids: Any, known: set[int]) -> Any:
    if isinstance(value, Links):
        ties = zip(ids[value.indices].tolist(), value.counts.tolist(), strict=True)
        # Who may not be asked may stand in a row that offers nothing, or in none at all.
        return sorted(tie for tie in ties if tie[0] in known)
    return np.nan_to_num(value, nan=999).tolist()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(STEPS, min_size=1, max_size=4), min_size=1, max_size=6))
def test_what_follows_changes_is_what_reading_everything_gives(rounds: list[list[Any]]) -> None:
    """After whatever has happened, the picture that was only told of the changes is the same as a new one."""
    with street() as (session, bank, people, requests):
        life = Life(session, bank, people, requests)
        standing, mind = Standing(bank.id), Mind(compiled=False)
        mind.learn(standing.refresh(session, life.now))  # type: ignore[arg-type]
        for steps in rounds:
            for step in steps:
                life.step(*step)
            if (news := standing.refresh(session, life.now)) is not None:
                event("all rows" if news.at is None else "some rows")
                mind.learn(news)
            fresh, other = Standing(bank.id), Mind(compiled=False)
            other.learn(fresh.refresh(session, life.now))  # type: ignore[arg-type]
            now_known, anew = picture(standing, mind, life.now), picture(fresh, other, life.now)
            assert now_known[0] == anew[0]
            assert now_known[1] == anew[1]


def test_what_a_day_took_away_comes_back_with_the_next() -> None:
    """Who has been asked as often as the bank allows may be asked again a day later, by the mere passing of
    time, and the picture knows it without anything having changed."""
    with street() as (session, bank, people, requests):
        bank.asks_per_day = 1
        standing, mind = Standing(bank.id), Mind(compiled=False)
        invitation.ask(
            session, requests[0], people[1], wave=1, reasons=0, distance_m=None, waits_minutes=15, now=NOW
        )
        session.flush()
        mind.learn(standing.refresh(session, NOW))  # type: ignore[arg-type]
        row = standing.place_of[people[1].id]
        assert mind._known().helpers.asks_left[row] == 0
        invitation.decline(session, invitation.waiting_for(session, people[1])[0].id, people[1], NOW)
        later = NOW + timedelta(hours=14)
        mind.learn(standing.refresh(session, later))  # type: ignore[arg-type]
        assert mind._known().helpers.asks_left[row] == 0
        assert standing._day == later.date()
        news = standing.refresh(session, NOW + timedelta(hours=24))
        mind.learn(news)  # type: ignore[arg-type]
        assert mind._known().helpers.asks_left[standing.place_of[people[1].id]] == 1


def test_what_nobody_can_help_with_is_not_thought_about_all_the_time() -> None:
    """A search that was tried is left alone until something changes or ten minutes have passed."""
    with street() as (session, bank, people, requests):
        for one in people:
            offer.set_all(session, one, (), NOW)
        standing = Standing(bank.id)
        standing.refresh(session, NOW)
        assert len(standing.wanting(NOW)) == REQUESTS
        standing.note_tried([one.id for one in requests], NOW)
        assert standing.wanting(NOW) == []
        assert not standing.has_news(session, NOW + timedelta(minutes=1))
        offer.make(session, people[3], "shopping", NOW)
        assert standing.has_news(session, NOW + timedelta(minutes=1))
        standing.refresh(session, NOW + timedelta(minutes=1))
        assert len(standing.wanting(NOW + timedelta(minutes=1))) == REQUESTS
        standing.note_tried([one.id for one in requests], NOW)
        assert len(standing.wanting(NOW + AGAIN_AFTER)) == REQUESTS


def test_who_has_not_looked_for_long_reads_everything_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """When so much has changed that not all of it is kept, nothing is missed: everything is read."""
    monkeypatch.setattr(change, "KEPT", 3)
    with street() as (session, bank, people, _):
        standing = Standing(bank.id)
        standing.refresh(session, NOW)
        for number in range(5):
            offer.set_all(session, people[0], ("shopping", "dog")[: number % 2], NOW)
        change.forget(session, bank.id)
        news = standing.refresh(session, NOW)
        assert news is not None
        assert news.at is None


@pytest.mark.xdist_group("compiled")
async def test_a_large_bank_is_thought_about_elsewhere(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process of its own asks the same people; when it is killed, the next round has a new one."""
    monkeypatch.setattr(thinker, "LARGE", 2)
    rounds = MatchingRound(street.store, street.timebank_id, street.clock.now)
    ada = await street.neighbour("Ada")
    for name in ("Ben", "Cara", "Dan", "Eve"):
        await street.neighbour(name, "shopping", free_slots=0)
    await asks_for_shopping(ada)
    assert await rounds.run() == 0
    one = rounds._thinker._process
    assert one is not None and one.is_alive()
    one.kill()
    await asyncio.to_thread(one.join)

    def be_free(session: Session) -> None:
        for row in [who for who in session.exec(select(Member)) if who.name in ("Ben", "Cara")]:
            preference.be_free(session, row, (1 << 21) - 1)

    await street.store.write(be_free)
    with pytest.raises((EOFError, OSError)):
        await rounds.run()
    assert await rounds.run() == 2
    assert rounds._thinker._process is not one
    rounds.close()
    assert rounds._thinker._process is None


async def test_a_bank_in_which_nobody_looks_for_anybody_is_not_read(street: Street) -> None:
    """Where there is no open request nothing is kept in memory."""
    await street.neighbour("Ben", "shopping")
    rounds = MatchingRound(street.store, street.timebank_id, street.clock.now)
    assert await rounds.run() == 0
    assert rounds._standing is None
    assert isinstance(rounds._thinker, Thinker)
