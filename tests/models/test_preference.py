"""Proves that members say how they like to be asked, within reason, and that a pause ends by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session
from street import Street, hours

from models import hurdle, member, preference
from models.availability import ALWAYS
from models.hurdle import UnknownHurdle
from models.member import Gender, NotAMember, State
from models.notification import Notice
from models.preference import (
    LONGEST_TRAVEL_M,
    MOST_ASKS,
    MOST_MINUTES,
    LimitOutOfRange,
    MinutesOutOfRange,
    PauseOutOfRange,
    Side,
)
from models.request import Request

TODAY = date(2026, 11, 23)


async def test_what_somebody_says_of_themself_is_kept_and_can_be_taken_back(street: Street) -> None:
    """A woman, a man or nothing; whom one visits and who comes are two wishes, each with a way back."""
    await street.do(preference.say_gender, street.ben, Gender.MAN)
    await street.do(preference.prefer, street.ben, Side.VISITS, Gender.WOMAN)
    await street.do(preference.prefer, street.ben, Side.COMES, Gender.MAN)
    said = await street.again(street.ben)
    assert (said.gender, said.visits, said.comes) == (Gender.MAN, Gender.WOMAN, Gender.MAN)
    await street.do(preference.say_gender, street.ben, None)
    for side in Side:
        await street.do(preference.prefer, street.ben, side, None)
    said = await street.again(street.ben)
    assert (said.gender, said.visits, said.comes) == (None, None, None)


async def test_what_is_there_and_what_is_too_much_are_two_things(street: Street) -> None:
    """What there is at home and what one cannot manage are kept apart, each anew, and only known ones."""
    await street.do(preference.say_hurdles, street.ben, ["dog", "stairs", "dog"])
    await street.do(preference.cannot_manage, street.ben, ["smoke"])
    await street.do(preference.say_hurdles, street.ben, ["cat"])
    said = await street.again(street.ben)
    assert (hurdle.codes(said.hurdles), hurdle.codes(said.cannot)) == (["cat"], ["smoke"])
    for verb in (preference.say_hurdles, preference.cannot_manage):
        with pytest.raises(UnknownHurdle):
            await street.do(verb, street.ben, ["dragon"])
    await street.do(preference.say_hurdles, street.ben, [])
    assert (await street.again(street.ben)).hurdles == 0


async def test_a_wish_about_visits_also_counts_for_open_requests(street: Street) -> None:
    """Who should come and what is there change what still looks for somebody, unless nobody has to come."""
    visit = await street.ask()
    call = await street.ask(kind="call", key="by phone")
    agreed = await street.agree(day=date(2026, 11, 26), key="agreed")
    await street.do(preference.prefer, street.amina, Side.COMES, Gender.WOMAN)
    await street.do(preference.say_hurdles, street.amina, ["stairs"])
    changed = await street.again(visit)
    assert (changed.comes, changed.hurdles) == (Gender.WOMAN, hurdle.bits(["stairs"]))
    for other in (await street.again(call), await street.see(_request_of, agreed.request_id)):
        assert (other.comes, other.hurdles) == (None, 0)
    await street.do(preference.prefer, street.amina, Side.COMES, None)
    assert (await street.again(visit)).comes is None


def _request_of(session: Session, request_id: int) -> Request:
    return session.get_one(Request, request_id)


@pytest.mark.parametrize(
    ("verb", "good", "bad", "refusal"),
    [
        (preference.limit_asks, (1, MOST_ASKS, None), (0, -1, MOST_ASKS + 1, 10**18), LimitOutOfRange),
        (
            preference.limit_minutes,
            (30, MOST_MINUTES, None),
            (0, 29, -60, MOST_MINUTES + 1, 10**18),
            MinutesOutOfRange,
        ),
        (preference.travel, (0, LONGEST_TRAVEL_M), (-1, LONGEST_TRAVEL_M + 1), LimitOutOfRange),
    ],
    ids=["asks", "minutes", "travel"],
)
async def test_limits_are_within_reason(
    street: Street,
    verb: Callable[..., None],
    good: tuple[int | None, ...],
    bad: tuple[int, ...],
    refusal: type[Exception],
) -> None:
    """Limits that somebody may mean are kept, no limit too, and what only a slip writes is refused."""
    columns = {
        preference.limit_asks: "asks_per_week",
        preference.limit_minutes: "minutes_per_week",
        preference.travel: "travel_limit_m",
    }
    for value in good:
        await street.do(verb, street.ben, value)
        assert getattr(await street.again(street.ben), columns[verb]) == value
    for value in bad:
        with pytest.raises(refusal):
            await street.do(verb, street.ben, value)
    assert getattr(await street.again(street.ben), columns[verb]) == good[-1]


async def test_a_weekly_grid_has_no_more_than_a_week(street: Street) -> None:
    """Bits that stand for no part of a week are dropped."""
    await street.do(preference.be_free, street.ben, ALWAYS + (1 << 30))
    assert (await street.again(street.ben)).free_slots == ALWAYS
    await street.do(preference.be_free, street.ben, 0)
    assert (await street.again(street.ben)).free_slots == 0


async def test_only_members_say_how_they_like_to_be_asked(street: Street) -> None:
    """Somebody who has not joined is refused by every verb."""
    newcomer = await street.do(
        member.note_newcomer,
        timebank_id=street.bank.id,
        telegram_user_id=1,
        chat_id=1,
        language="en",
        now=street.now,
    )
    acts: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (preference.say_gender, (Gender.WOMAN,)),
        (preference.prefer, (Side.COMES, None)),
        (preference.say_hurdles, ([],)),
        (preference.cannot_manage, ([],)),
        (preference.travel, (900,)),
        (preference.be_free, (ALWAYS,)),
        (preference.limit_asks, (2,)),
        (preference.limit_minutes, (60,)),
        (preference.pause_until, (TODAY + timedelta(days=1), street.now)),
    ]
    for verb, facts in acts:
        with pytest.raises(NotAMember):
            await street.do(verb, newcomer, *facts)


async def test_a_pause_until_a_day_ends_on_its_morning(street: Street) -> None:
    """Nobody comes back early, everybody on the morning of their own day, and each is told once, at nine."""
    await street.do(preference.pause_until, street.ben, TODAY + timedelta(days=2), street.now)
    await street.do(preference.pause_until, street.carla, TODAY + timedelta(days=9), street.now)
    await street.do(member.pause, street.amina)
    ben = await street.again(street.ben)
    assert (ben.state, preference.back_on(ben)) == (State.PAUSED, date(2026, 11, 25))
    midnight = datetime.fromisoformat("2026-11-25T00:00:00+00:00")
    assert await street.do(preference.come_back, street.bank.id, midnight - timedelta(seconds=1)) == 0
    assert await street.do(preference.come_back, street.bank.id, midnight) == 1
    assert await street.do(preference.come_back, street.bank.id, midnight + hours(1)) == 0
    states = [(await street.again(who)).state for who in (street.ben, street.carla, street.amina)]
    assert states == [State.ACTIVE, State.PAUSED, State.PAUSED]
    [told] = await street.notices(Notice.BREAK_OVER)
    assert (told.recipient_id, told.send_after) == (street.ben.id, midnight + hours(9))


async def test_the_end_of_each_pause_is_told(street: Street) -> None:
    """A second pause with another end is told of again, and one that was noticed late is told of at once."""
    for days, late in ((1, 0), (4, 30)):
        day = TODAY + timedelta(days=days)
        await street.do(preference.pause_until, street.ben, day, street.now)
        noticed = datetime.fromisoformat(f"{day}T00:00:00+00:00") + hours(late)
        assert await street.do(preference.come_back, street.bank.id, noticed) == 1
    first, second = await street.notices(Notice.BREAK_OVER)
    assert first.send_after == datetime.fromisoformat("2026-11-24T09:00:00+00:00")
    assert second.send_after == datetime.fromisoformat("2026-11-28T06:00:00+00:00")


async def test_a_few_come_back_at_a_time_and_all_in_the_end(street: Street) -> None:
    """However many breaks end on one morning, and whoever sweeps at the same time, each ends once."""
    people = (street.olga, street.amina, street.ben, street.carla)
    for who in people:
        await street.do(preference.pause_until, who, TODAY + timedelta(days=1), street.now)
    later = street.now + timedelta(days=2)
    assert await street.do(preference.come_back, street.bank.id, later, limit=1) == 1
    await asyncio.gather(*(street.do(preference.come_back, street.bank.id, later) for _ in range(4)))
    assert {(await street.again(who)).state for who in people} == {State.ACTIVE}
    assert len(await street.notices(Notice.BREAK_OVER)) == len(people)


@pytest.mark.parametrize("days", [-400, -1, 0, 366, 4_000])
async def test_a_pause_ends_on_a_day_to_come_within_a_year(street: Street, days: int) -> None:
    """Today, the past and what is further than a year away are refused, and nobody is paused by them."""
    with pytest.raises(PauseOutOfRange) as refused:
        await street.do(preference.pause_until, street.ben, TODAY + timedelta(days=days), street.now)
    assert refused.value.facts == {"days": 365}
    assert (await street.again(street.ben)).state is State.ACTIVE


async def test_a_pause_that_is_ended_or_changed_is_over_when_it_says(street: Street) -> None:
    """Coming back drops the day; a longer pause replaces it; one without end has none."""
    await street.do(preference.pause_until, street.ben, TODAY + timedelta(days=1), street.now)
    await street.do(preference.pause_until, street.ben, TODAY + timedelta(days=5), street.now)
    assert await street.do(preference.come_back, street.bank.id, street.now + timedelta(days=2)) == 0
    await street.do(member.resume, street.ben)
    assert preference.back_on(await street.again(street.ben)) is None
    await street.do(preference.pause_until, street.ben, TODAY + timedelta(days=5), street.now)
    await street.do(member.pause, street.ben)
    assert await street.do(preference.come_back, street.bank.id, street.now + timedelta(days=9)) == 0
    assert (await street.again(street.ben)).state is State.PAUSED


async def test_a_pause_ends_at_midnight_on_the_clock_of_the_member(street: Street) -> None:
    """In summer the morning begins an hour earlier by the world's clock."""
    summer = datetime.fromisoformat("2026-07-01T09:00:00+00:00")
    await street.do(preference.pause_until, street.ben, date(2026, 7, 4), summer)
    ben = await street.again(street.ben)
    assert ben.paused_until == datetime.fromisoformat("2026-07-03T23:00:00+00:00")
    assert preference.back_on(ben) == date(2026, 7, 4)


async def test_another_time_bank_ends_its_own_breaks(street: Street) -> None:
    """A sweep of one bank lets nobody of another come back."""
    await street.do(preference.pause_until, street.ben, TODAY + timedelta(days=1), street.now)
    assert await street.do(preference.come_back, street.bank.id + 1, street.now + timedelta(days=3)) == 0
    assert (await street.again(street.ben)).state is State.PAUSED
