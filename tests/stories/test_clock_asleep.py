"""What happens when nobody was there for hours, or the clock leaps: what is still of use is said, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from models import notification
from models.exchange import Exchange
from models.member import Member
from models.notification import Notice, Notification
from tests.stories.favours import agree, asks_for_shopping
from tests.stories.neighbours import Street

REMINDERS = (Notice.REMINDER_DAY, Notice.REMINDER_SOON)


async def outcomes(street: Street, *kinds: Notice) -> dict[Notice, set[str]]:
    """What became of the notifications of those kinds."""
    rows = [row for row in await street.rows(Notification) if row.kind in kinds]
    return {kind: {row.state.value for row in rows if row.kind is kind} for kind in kinds}


async def sleeps(street: Street, **span: int) -> None:
    """The whole process sleeps that long, as a laptop does, and then wakes."""
    street.clock.move(timedelta(**span))
    await street.settle()


async def test_a_reminder_that_is_late_but_of_use_is_said(street: Street) -> None:
    """After nine hours asleep the reminder of the day before is said late, as the visit still lies ahead,
    and the one of two hours before comes when it should."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await street.later(hours=4)
    for who in (ada, ben):
        who.look_away()
    await sleeps(street, hours=9)
    for who in (ada, ben):
        await who.hears("A reminder", "Tuesday 24 November, 2pm")
        who.look_away()
    await street.later(hours=15)
    for who in (ada, ben):
        await who.hears("A reminder", "Tuesday 24 November, 2pm")
    assert await outcomes(street, *REMINDERS) == {key: {"sent"} for key in REMINDERS}


async def test_of_two_reminders_that_are_late_only_the_last_is_said(street: Street) -> None:
    """Asleep until an hour before the visit, one reminder is said, and not the same twice in a row."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await street.later(hours=4)
    for who in (ada, ben):
        who.look_away()
    await sleeps(street, hours=24)
    for who in (ada, ben):
        assert sum("A reminder" in message.text for message in who.news) == 1
    assert await outcomes(street, *REMINDERS) == {
        Notice.REMINDER_DAY: {"lapsed"},
        Notice.REMINDER_SOON: {"sent"},
    }


async def test_a_reminder_of_a_visit_that_is_over_is_not_said(street: Street) -> None:
    """Asleep through the visit itself, nobody is reminded of it; both are asked how long it took."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await street.later(hours=4)
    for who in (ada, ben):
        who.look_away()
    await sleeps(street, hours=27)
    for who in (ada, ben):
        await who.hears_nothing_of("A reminder")
        await who.hears("How long")
    assert await outcomes(street, *REMINDERS) == {key: {"lapsed"} for key in REMINDERS}


async def test_after_a_long_sleep_one_question_is_asked_and_not_two(street: Street) -> None:
    """Asleep for three days over a visit, both are asked how long it took once, not twice in a row."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    for who in (ada, ben):
        who.look_away()
    await sleeps(street, days=3)
    for who in (ada, ben):
        assert sum("How long" in message.text for message in who.news) == 1


async def test_what_is_about_somebody_in_need_is_said_as_soon_as_we_wake(street: Street) -> None:
    """When the time at which an organiser should hear of a request passed in our sleep, they hear on waking;
    when its own time has passed, the asker hears that nobody could come."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await asks_for_shopping(ada)
    await sleeps(street, hours=21)
    await olga.hears("Ada")
    [row] = [row for row in await street.rows(Notification) if row.kind is Notice.TASK_AT_RISK]
    assert row.state is notification.State.SENT
    await sleeps(street, hours=9)
    await ada.hears("nobody")
    assert await outcomes(street, Notice.UNMET) == {Notice.UNMET: {"sent"}}


async def test_a_visit_with_somebody_who_left_the_messenger_is_told_of_on_waking(street: Street) -> None:
    """That one of the two cannot be reached is told to the organiser at once, also after a sleep."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)

    def leave(session: Session) -> None:
        row = session.get_one(Member, ben.row(session).id)
        row.unreachable_since = street.now()

    await street.store.write(leave)
    await sleeps(street, hours=9)
    await olga.hears("Our messages no longer reach Ben")


@pytest.mark.parametrize("hours", [2, -2])
async def test_a_clock_that_leaps_does_nothing_twice(street: Street, hours: int) -> None:
    """Set forwards or back by two hours around each step, whatever is due is done, and each of it once."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    for _ in range(12):
        await sleeps(street, hours=hours)
        await sleeps(street, hours=-hours)
        await street.later(hours=3)
    await ada.taps("1 hour")
    await ben.taps("1 hour")
    await street.later(days=4)
    for who in (ada, ben):
        # The agreement, two reminders and one question; the second question was not needed.
        assert sum("A reminder" in message.text for message in who.person.heard) == 2
    await olga.hears_nothing_of("how long")
    rows = await street.rows(Notification)
    assert len({(row.kind, row.subject_id, row.recipient_id, row.round) for row in rows}) == len(rows)
    assert [row.state.value for row in await street.rows(Exchange)] == ["banked"]
