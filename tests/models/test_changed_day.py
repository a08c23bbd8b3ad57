"""Proves that days can differ from what is usual, that the last word counts, and that they are forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from street import Street

from models import changed_day, member
from models.availability import PARTS, Part
from models.changed_day import AT_MOST, DaysBackwards, Span, TooManyDays
from models.member import Member, NotAMember
from models.window import FURTHEST_DAYS, TimePassed, TooFarAhead

TODAY = date(2026, 11, 23)
AWAY, MORNING, ALL_DAY = 0, 0b001, 0b111


def ahead(days: int) -> date:
    """Returns the day so many days from today."""
    return TODAY + timedelta(days=days)


async def say(street: Street, first: int, last: int, parts: int, who: Member | None = None) -> int:
    """Lets Ben, or another, say when they are free from one day to another, counted from today."""
    return await street.do(changed_day.say, who or street.ben, ahead(first), ahead(last), parts, street.now)


async def known(street: Street, who: Member | None = None) -> dict[int, int]:
    """Returns what is known of Ben's days, counted from today."""
    rows = await street.see(changed_day.of, who or street.ben, street.now)
    return {(row.day - TODAY).days: row.parts for row in rows}


async def test_days_are_noted_one_by_one_and_the_last_word_counts(street: Street) -> None:
    """Away for some days, free on one of them after all: each day holds what was said of it last."""
    assert await say(street, 2, 4, AWAY) == 3
    assert await say(street, 3, 3, MORNING) == 1
    assert await say(street, 2, 4, AWAY, street.carla) == 3
    assert await known(street) == {2: AWAY, 3: MORNING, 4: AWAY}
    assert await known(street, street.carla) == {2: AWAY, 3: AWAY, 4: AWAY}
    assert await say(street, 3, 3, MORNING) == 1
    assert await known(street) == {2: AWAY, 3: MORNING, 4: AWAY}


async def test_days_on_end_that_are_alike_are_one_span(street: Street) -> None:
    """Spans part where a day is as usual, and where another part of the day is meant."""
    await say(street, 1, 3, AWAY)
    await say(street, 4, 4, ALL_DAY)
    await say(street, 6, 7, AWAY)
    assert await street.see(changed_day.spans, street.ben, street.now) == [
        Span(ahead(1), ahead(3), AWAY),
        Span(ahead(4), ahead(4), ALL_DAY),
        Span(ahead(6), ahead(7), AWAY),
    ]
    assert await street.see(changed_day.spans, street.carla, street.now) == []


async def test_of_days_that_have_begun_to_pass_the_rest_is_noted(street: Street) -> None:
    """Who says on Monday that they have been away since Friday is away from Monday on."""
    assert await say(street, -3, 1, AWAY) == 2
    assert await known(street) == {0: AWAY, 1: AWAY}


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (5, 4, DaysBackwards),
        (-5, -1, TimePassed),
        (-1, -1, TimePassed),
        (FURTHEST_DAYS + 1, FURTHEST_DAYS + 1, TooFarAhead),
        (1, FURTHEST_DAYS + 1, TooFarAhead),
        (0, AT_MOST, TooManyDays),
    ],
)
async def test_days_that_make_no_sense_are_refused(
    street: Street, first: int, last: int, refusal: type[Exception]
) -> None:
    """Backwards, over, too far ahead or too many: nothing is noted, and the reason is told."""
    with pytest.raises(refusal):
        await say(street, first, last, AWAY)
    assert await known(street) == {}


async def test_so_many_days_and_no_more_can_differ(street: Street) -> None:
    """The limit counts what is known already; changing days that are known is no new day."""
    assert await say(street, 0, AT_MOST - 1, AWAY) == AT_MOST
    with pytest.raises(TooManyDays) as refused:
        await say(street, AT_MOST, AT_MOST, AWAY)
    assert refused.value.facts == {"limit": AT_MOST}
    assert await say(street, 0, AT_MOST - 1, ALL_DAY) == AT_MOST
    await street.do(changed_day.as_usual, street.ben, ahead(0), ahead(0))
    assert await say(street, AT_MOST, AT_MOST, AWAY) == 1


async def test_days_can_be_as_usual_again(street: Street) -> None:
    """One day, several or none that differ: taking back is harmless, and touches nobody else's days."""
    await say(street, 1, 5, AWAY)
    await say(street, 1, 5, AWAY, street.carla)
    await street.do(changed_day.as_usual, street.ben, ahead(2), ahead(3))
    await street.do(changed_day.as_usual, street.ben, ahead(20), ahead(30))
    assert sorted(await known(street)) == [1, 4, 5]
    assert len(await known(street, street.carla)) == 5


async def test_days_that_are_over_are_forgotten(street: Street) -> None:
    """Two days later nothing of them is left, and what is to come stays."""
    await say(street, 0, 6, AWAY)
    later = street.now + timedelta(days=4)
    await street.do(changed_day.forget, street.bank.id + 1, later)
    assert len(await street.see(changed_day.of, street.ben, street.now)) == 7
    await street.do(changed_day.forget, street.bank.id, later)
    assert sorted(await known(street)) == [2, 3, 4, 5, 6]


async def test_only_members_have_days(street: Street) -> None:
    """Somebody who has not joined can say nothing of their days."""
    newcomer = await street.do(
        member.note_newcomer,
        timebank_id=street.bank.id,
        telegram_user_id=1,
        chat_id=1,
        language="en",
        now=street.now,
    )
    with pytest.raises(NotAMember):
        await say(street, 1, 1, AWAY, newcomer)
    with pytest.raises(NotAMember):
        await street.do(changed_day.as_usual, newcomer, TODAY, TODAY)


async def test_today_is_the_day_on_the_clock_of_the_member(street: Street) -> None:
    """Just before midnight in London it is still today there, whatever day it is elsewhere."""
    summer_night = street.now.replace(month=7, day=1, hour=23, minute=30)
    with pytest.raises(TimePassed):
        await street.do(changed_day.say, street.ben, date(2026, 7, 1), date(2026, 7, 1), AWAY, summer_night)
    assert (
        await street.do(changed_day.say, street.ben, date(2026, 7, 2), date(2026, 7, 2), AWAY, summer_night)
        == 1
    )


def test_parts_of_the_day_turn_into_bits_and_back() -> None:
    """Every combination of parts comes back as it was said, in the order of the day."""
    assert changed_day.part_bits([Part.EVENING, Part.MORNING, Part.EVENING]) == 0b101
    for bits in range(8):
        parts = changed_day.parts_of(bits)
        assert changed_day.part_bits(parts) == bits
        assert parts == [part for part in PARTS if part in parts]
