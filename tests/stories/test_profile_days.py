"""Days that differ and breaks: away for a while, free after all, as usual again, and back by oneself."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.availability import WEEKDAYS, Part, slots
from models.changed_day import ChangedDay
from models.member import State
from models.notification import Notice, Notification
from tests.stories.neighbours import Street
from tests.stories.profiles import opens, row_of


async def changed_days(street: Street) -> dict[date, int]:
    """Every day that is not as usual, with when somebody is free on it."""
    return {row.day: row.parts for row in await street.rows(ChangedDay)}


async def test_away_for_some_days(street: Street) -> None:
    """Ben is away from Wednesday to Friday: it is said back in full, and stands in his profile."""
    ben = await street.neighbour("Ben")
    await opens(ben, "Change: my time", "Days that differ")
    await ben.taps("I am away")
    await ben.says("Wednesday")
    await ben.hears("Which is the last day that you are away?")
    await ben.says("yesterday")
    await ben.hears("Please choose that day or a later one")
    await ben.says("Friday")
    await ben.hears("Away from Wednesday 25 November to Friday 27 November.")
    assert await changed_days(street) == {date(2026, 11, day): 0 for day in (25, 26, 27)}
    await ben.taps("My profile")
    await ben.hears("Away from Wednesday 25 November to Friday 27 November.")


async def test_away_on_one_day_or_too_far_ahead(street: Street) -> None:
    """One day alone is one tap; days that have passed, too far ahead or too many are answered kindly."""
    ben = await street.neighbour("Ben")
    await opens(ben, "Change: my time", "Days that differ")
    await ben.taps_each("I am away", "Another day")
    await ben.says("1 November")
    await ben.hears("That time has passed")
    await ben.says("1 November 2027")
    await ben.hears("Which day shall it be?")
    await ben.says("tomorrow")
    await ben.says("30 March")
    await ben.hears("60 days that differ", "take a break instead")
    assert await changed_days(street) == {}
    await ben.taps("Only this day")
    await ben.hears("Away on Tuesday 24 November.")
    assert await changed_days(street) == {date(2026, 11, 24): 0}


async def test_free_on_a_day_that_usually_is_not(street: Street) -> None:
    """Ben is free on Saturday morning and evening, though he is usually only free on weekdays."""
    ben = await street.neighbour("Ben", free_slots=slots(WEEKDAYS, Part.ANY))
    await opens(ben, "Change: my time", "Days that differ")
    await ben.taps_each("I am free another day", "Saturday 28 November", "In the morning", "In the evening")
    await ben.taps("Done")
    await ben.hears("Free on Saturday 28 November: in the morning and in the evening.")
    assert await changed_days(street) == {date(2026, 11, 28): 0b101}
    await opens(ben, "Change: my time", "Days that differ")
    await ben.taps_each("I am free another day", "Saturday 28 November")
    await ben.says("all day")
    await ben.hears("Free on Saturday 28 November: all day.")
    assert await changed_days(street) == {date(2026, 11, 28): 0b111}


async def test_as_usual_again(street: Street) -> None:
    """Days that differ can be taken back together, one by one by typing, and all of them."""
    ben = await street.neighbour("Ben")
    for first, last in (("Wednesday", "Friday"), ("2 December", "2 December")):
        await opens(ben, "Change: my time", "Days that differ")
        await ben.taps("I am away")
        await ben.says_each(first, last)
    await opens(ben, "Change: my time", "Days that differ")
    await ben.hears("Away from Wednesday 25 November to Friday 27 November.", "Away on Wednesday 2 December.")
    await ben.taps("As usual again")
    await ben.says("5 December")
    await ben.hears("Saturday 5 December is as usual already")
    await ben.says("26 November")
    await ben.hears("as usual again")
    assert sorted(await changed_days(street)) == [
        date(2026, 11, 25), date(2026, 11, 27), date(2026, 12, 2),
    ]  # fmt: skip
    await opens(ben, "Change: my time", "Days that differ")
    await ben.taps_each("As usual again", "All of these days")
    assert await changed_days(street) == {}
    await opens(ben, "Change: my time", "Days that differ")
    assert "As usual again" not in ben.buttons()


async def test_a_break_until_a_day_ends_by_itself(street: Street) -> None:
    """Ben has a break until Saturday; that morning it is over, he hears so once, and not at night."""
    ben = await street.neighbour("Ben", "shopping")
    await ben.says("/pause")
    await ben.says("until Saturday")
    await ben.hears("We ask you again from Saturday 28 November")
    row = await row_of(ben)
    assert row.state is State.PAUSED
    assert row.paused_until == datetime.fromisoformat("2026-11-28T00:00:00+00:00")
    await street.until(datetime.fromisoformat("2026-11-27T23:50:00+00:00"))
    assert (await row_of(ben)).state is State.PAUSED
    await street.later(minutes=15)
    assert (await row_of(ben)).state is State.ACTIVE
    await ben.hears_nothing_of("Your break is over")
    await street.later(hours=9)
    await ben.hears("Your break is over")
    await street.later(days=2)
    assert sum("Your break is over" in message.text for message in ben.person.heard) == 1


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("For 1 week", "2026-11-30"), ("For 1 month", "2026-12-23"), ("a month", "2026-12-23"),
        ("2 weeks", "2026-12-07"), ("for two weeks", "2026-12-07"), ("until 3 December", "2026-12-03"),
        ("tomorrow", "2026-11-24"), ("Until I come back", None),
    ],
)  # fmt: skip
async def test_ways_to_say_until_when(street: Street, said: str, ends: str | None) -> None:
    """Until when can be tapped or typed in the usual ways."""
    ben = await street.neighbour("Ben")
    await ben.says("I am on holiday")
    await ben.hears("Until when would you like a break?")
    await ben.says(said)
    await ben.hears("You have a break now")
    row = await row_of(ben)
    assert row.state is State.PAUSED
    assert (row.paused_until and row.paused_until.date().isoformat()) == ends


async def test_until_when_answered_with_nonsense(street: Street) -> None:
    """No day, one that has passed, today and far-off years are answered kindly; Stop means no break."""
    ben = await street.neighbour("Ben")
    await ben.says("/pause")
    await ben.taps("Until a set day")
    await ben.hears("From which day may we ask you again?")
    for nonsense in ("when the cows come home", "yesterday", "today", "3 December 2029"):
        await ben.says(nonsense)
        await ben.hears("From which day may we ask you again?")
    await ben.says("stop")
    assert (await row_of(ben)).state is State.ACTIVE


async def test_a_break_is_changed_and_ended(street: Street) -> None:
    """Who has a break reads until when, may change it, and comes back by button, by words or by command."""
    ben = await street.neighbour("Ben")
    for way in ("taps End my break", "I am back", "/resume"):
        await ben.says("/pause")
        await ben.taps("For 1 week")
        await ben.says("/profile")
        await ben.hears("We ask you again from Monday 30 November.")
        await ben.taps("Change my break")
        await ben.hears("You have a break", "Monday 30 November", "Until when")
        await (ben.taps("End my break") if way.startswith("taps") else ben.says(way))
        await ben.hears("Welcome back!")
        row = await row_of(ben)
        assert (row.state, row.paused_until) == (State.ACTIVE, None)
    await street.later(days=10)
    await ben.hears_nothing_of("Your break is over")


async def test_a_break_that_goes_on_is_not_called_over(street: Street) -> None:
    """Who takes another break in the night in which one ends hears nothing of its end that morning."""
    ben = await street.neighbour("Ben")
    await ben.says("/pause")
    await ben.says("tomorrow")
    await street.until(datetime.fromisoformat("2026-11-24T07:00:00+00:00"))
    await ben.says("/pause")
    await ben.taps("For 1 week")
    await street.later(hours=5)
    await ben.hears_nothing_of("Your break is over")
    [told] = [row for row in await street.rows(Notification) if row.kind is Notice.BREAK_OVER]
    assert told.state.value == "lapsed"
