"""Visits keep the time on the wall: where clocks change, over midnight and new year, and between zones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from models.exchange import Exchange
from models.member import Member
from models.notification import Notice, Notification
from tests.stories.favours import asks_for_shopping
from tests.stories.neighbours import Neighbour, Street

# What a zone of this hour of day means is in the names; summer time ends in Chatham at 3:45 in the morning.
LONDON, CHATHAM = "Europe/London", "Pacific/Chatham"


async def lives_in(street: Street, who: Neighbour, zone: str) -> None:
    """The clock on somebody's wall is that of another zone."""

    def move(session: Session) -> None:
        row = session.get_one(Member, who.row(session).id)
        row.zone = zone

    await street.store.write(move)


async def reminded_at(street: Street) -> list[datetime]:
    """When the reminders were set to be said."""
    rows = await street.rows(Notification)
    kinds = (Notice.REMINDER_DAY, Notice.REMINDER_SOON)
    return sorted({row.send_after for row in rows if row.kind in kinds})


@pytest.mark.parametrize(
    ("zone", "begins", "day", "typed", "button", "told", "reminders"),
    [
        # Summer time begins in London on Sunday 28 March 2027 and ends on Sunday 31 October.
        (
            LONDON, datetime(2027, 3, 26, 10, tzinfo=UTC), "Sunday 28 March", "2pm", "Yes, Sunday 2pm",
            "Sunday 28 March, 2pm",
            [datetime(2027, 3, 27, 14, tzinfo=UTC), datetime(2027, 3, 28, 11, tzinfo=UTC)],
        ),
        (
            LONDON, datetime(2027, 3, 26, 10, tzinfo=UTC), "Sunday 28 March", "1:30am", "Yes, Sunday 2:30am",
            "Sunday 28 March, 2:30am",
            [datetime(2027, 3, 27, 2, 30, tzinfo=UTC), datetime(2027, 3, 27, 23, 30, tzinfo=UTC)],
        ),
        (
            LONDON, datetime(2027, 10, 29, 10, tzinfo=UTC), "Sunday 31 October", "2pm", "Yes, Sunday 2pm",
            "Sunday 31 October, 2pm",
            [datetime(2027, 10, 30, 13, tzinfo=UTC), datetime(2027, 10, 31, 12, tzinfo=UTC)],
        ),
        (
            LONDON, datetime(2027, 10, 29, 10, tzinfo=UTC), "Sunday 31 October", "1:30am",
            "Yes, Sunday 1:30am", "Sunday 31 October, 1:30am",
            [datetime(2027, 10, 30, 0, 30, tzinfo=UTC), datetime(2027, 10, 30, 22, 30, tzinfo=UTC)],
        ),
        # In the Chatham Islands, 12:45 or 13:45 ahead, it ends on Sunday 4 April 2027 and begins on Sunday 26
        # September.
        (
            CHATHAM, datetime(2027, 4, 1, 10, tzinfo=UTC), "Sunday 4 April", "2pm", "Yes, Sunday 2pm",
            "Sunday 4 April, 2pm",
            [datetime(2027, 4, 3, 0, 15, tzinfo=UTC), datetime(2027, 4, 3, 23, 15, tzinfo=UTC)],
        ),
        (
            CHATHAM, datetime(2027, 9, 23, 10, tzinfo=UTC), "Sunday 26 September", "2pm", "Yes, Sunday 2pm",
            "Sunday 26 September, 2pm",
            [datetime(2027, 9, 25, 1, 15, tzinfo=UTC), datetime(2027, 9, 25, 22, 15, tzinfo=UTC)],
        ),
        # A leap day, and the first morning of a year.
        (
            LONDON, datetime(2028, 2, 27, 10, tzinfo=UTC), "Tuesday 29 February", "9am", "Yes, Tuesday 9am",
            "Tuesday 29 February, 9am",
            [datetime(2028, 2, 28, 9, tzinfo=UTC), datetime(2028, 2, 29, 7, tzinfo=UTC)],
        ),
        (
            LONDON, datetime(2026, 12, 30, 10, tzinfo=UTC), "Friday 1 January", "9am", "Yes, Friday 9am",
            "Friday 1 January, 9am",
            [datetime(2026, 12, 31, 9, tzinfo=UTC), datetime(2027, 1, 1, 7, tzinfo=UTC)],
        ),
    ],
)  # fmt: skip
async def test_one_reminder_each_at_the_right_wall_time(
    street: Street, zone: str, begins: datetime, day: str, typed: str, button: str, told: str,
    reminders: list[datetime],
) -> None:  # fmt: skip
    """Over both changes of the clocks, a leap day and new year, a visit is told at the time on the wall that
    was asked for (or the next that there is), and each of the two is reminded at that time of the day before
    and two hours before, once each."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    street.clock.move_to(begins)
    for who in (ada, ben):
        await lives_in(street, who, zone)
    await asks_for_shopping(ada, day=day, at=typed)
    await ben.taps(button)
    for who in (ada, ben):
        await who.hears("It is agreed", told)
    assert await reminded_at(street) == reminders
    heard = []
    for moment in reminders:
        for who in (ada, ben):
            who.look_away()
        await street.until(moment)
        heard.append([sum("A reminder" in message.text for message in who.news) for who in (ada, ben)])
        for who in (ada, ben):
            await who.hears("A reminder", told)
    assert heard == [[1, 1], [1, 1]]
    await street.later(days=1)
    for who in (ada, ben):
        assert sum("A reminder" in message.text for message in who.person.heard) == 2


async def test_a_visit_that_crosses_midnight(street: Street) -> None:
    """A visit from half past eleven into the next day is told by its beginning, and both are asked after its
    end how long it took."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Thursday 26 November", at="11:30pm", length="2 hours")
    await ben.taps("Yes, Thursday 11:30pm")
    await ada.hears("It is agreed", "Thursday 26 November, 11:30pm", "2 hours")
    ada.look_away()
    await street.until(datetime(2026, 11, 27, 1, 44, tzinfo=UTC))
    await ada.hears_nothing_of("How long")
    await street.later(minutes=1)
    for who in (ada, ben):
        await who.hears("How long", "Thursday 26 November, 11:30pm")


async def test_a_helper_in_another_zone_is_told_their_own_time(street: Street) -> None:
    """Two in the afternoon in London is a quarter to eight in the evening in Kathmandu, in every message."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await lives_in(street, ben, "Asia/Kathmandu")
    await asks_for_shopping(ada)
    await ben.hears("Ada would like", "Tuesday 24 November, 7:45pm")
    await ben.taps("Yes, Tuesday 7:45pm")
    await ben.hears("It is agreed", "Tuesday 24 November, 7:45pm")
    await ada.hears("It is agreed", "Tuesday 24 November, 2pm")
    await street.later(hours=5)
    await ben.hears("A reminder", "Tuesday 24 November, 7:45pm")
    await ada.hears("A reminder", "Tuesday 24 November, 2pm")
    [agreed] = await street.exchanges()
    assert (agreed.starts_wall, agreed.zone) == (datetime(2026, 11, 24, 14), LONDON)


async def test_a_helper_in_another_zone_chooses_on_their_own_clock(street: Street) -> None:
    """Where the time was left open, the days and hours that a helper may choose are those on their own wall,
    and what they choose is what both hear of, each on their own."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await lives_in(street, ben, "Pacific/Auckland")
    await asks_for_shopping(ada, at=None, part="In the afternoon")
    # From noon to half past four in London is from one to half past five in the morning after, in Auckland.
    await ben.taps("I can do this")
    assert ben.buttons()[0] == "At 1am"
    await ben.says("3:30am")
    await ben.hears("It is agreed", "Wednesday 25 November, 3:30am")
    await ada.hears("It is agreed", "Tuesday 24 November, 2:30pm")


async def test_a_visit_stays_where_it_was_when_a_country_changes_its_rules(street: Street) -> None:
    """When the moment of a visit was worked out by rules that hold no longer, it moves to the time on the
    wall that was promised; both hear that nothing changes for them, and get a file for their calendars."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada)
    await ben.taps("Yes, Tuesday 2pm")
    [agreed] = await street.exchanges()

    def work_out_by_other_rules(session: Session) -> None:
        row = session.get_one(Exchange, agreed.id)
        row.starts_at += timedelta(hours=1)

    await street.store.write(work_out_by_other_rules)
    for who in (ada, ben):
        who.look_away()
    # Upkeep is the last of the jobs, and what it leads to is said at the next beat.
    for _ in range(2):
        await street.later(minutes=1)
    for who in (ada, ben):
        message = await who.hears("stays at Tuesday 24 November, 2pm")
        assert message.document is not None
    [stands] = await street.exchanges()
    assert (stands.starts_at, stands.starts_wall) == (agreed.starts_at, agreed.starts_wall)
    assert stands.sequence == agreed.sequence + 1
