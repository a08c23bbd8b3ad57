"""A helper who should be out and has not said so: each step in its time, through restarts and outages."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session

from bot import application
from models import attendance, contact, timebank
from models.access import AccessEntry, Read
from models.exchange import Exchange
from models.journal import JournalEntry
from models.notification import Notice, Notification, State
from models.overdue import Outcome, OverdueVisit
from models.store import Store
from tests.stories.neighbours import Neighbour, Street, opened_street, wire
from tests.stories.visits import (
    DOOR,
    STARTS,
    count,
    is_agreed,
    is_there,
    look_away,
    minutes_after_end,
)

OVERDUE = "is overdue from the visit to Ada"


async def four(street: Street) -> tuple[Neighbour, Neighbour, Neighbour, Neighbour]:
    """Two organisers, Ada who asks, and Ben who has come to her and said so."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await is_there(street, ben)
    look_away(olga, pia, ada, ben)
    return olga, pia, ada, ben


async def the_alarm(street: Street) -> OverdueVisit:
    """The one alarm of a story."""
    [late] = await street.rows(OverdueVisit)
    return late


async def test_more_people_hear_of_it_each_time(street: Street) -> None:
    """A quarter of an hour after the end the helper is asked, after half an hour the asker, after three
    quarters every organiser, and then again every five minutes until one of them has it."""
    olga, pia, ada, ben = await four(street)
    await minutes_after_end(street, 14)
    assert not any(who.news for who in (olga, pia, ada, ben))
    await minutes_after_end(street, 15)
    await ben.hears("By now you should be finished", "Have you left?")
    assert not any(who.news for who in (olga, pia, ada))
    await minutes_after_end(street, 30)
    await ada.hears("ring 112 at once", "Ben should be finished by now", "Have they left?")
    await minutes_after_end(street, 44)
    assert not olga.news and not pia.news
    await minutes_after_end(street, 45)
    for who in (olga, pia):
        await who.hears(f"Ben {OVERDUE}", "Ben said that they were there", "ring 112 at once")
        assert who.buttons() == [
            "I have it", "Write to Ben", "Write to Ada", "Read the way there",
        ]  # fmt: skip
    for call in range(2, 5):
        await street.later(minutes=5)
        assert [count(who, OVERDUE) for who in (olga, pia)] == [call, call]
    await olga.taps("I have it")
    await olga.hears("You look after this")
    await pia.hears("Olga looks after this")
    for _ in range(3):
        await street.later(minutes=5)
    assert count(pia, f"Ben {OVERDUE}") == 4 + 1
    await olga.taps("Everybody is well")
    await olga.hears("everybody is well, says Olga")
    await pia.hears("everybody is well, says Olga")
    look_away(olga, pia, ada, ben)
    await street.later(hours=3)
    for who in (olga, pia):
        await who.hears_nothing_of("overdue")
    late = await the_alarm(street)
    assert (late.outcome, late.calls) == (Outcome.WELL, 4)
    acts = [one.act for one in await street.rows(JournalEntry) if one.act.startswith("overdue")]
    assert acts == ["overdue.take", "overdue.well"]


async def test_a_tap_a_minute_before_is_in_time(street: Street) -> None:
    """Whoever says at minute 44 that they have left alarms nobody at minute 45."""
    olga, pia, ada, ben = await four(street)
    await minutes_after_end(street, 44)
    await ben.taps("I have left")
    await ada.hears("Ben tells us: I have left")
    look_away(ada)
    await minutes_after_end(street, 120)
    assert not olga.news and not pia.news
    await ada.hears_nothing_of("Have they left")


@pytest.mark.parametrize("who_says", ["Ben", "Ada"])
async def test_a_tap_during_the_alarm_ends_it_and_all_are_told(street: Street, who_says: str) -> None:
    """While organisers are called, either of the two says that the helper has left: everybody who was called
    hears it within the same moment, and nothing more is said."""
    olga, pia, ada, ben = await four(street)
    await minutes_after_end(street, 47)
    await (ben.taps("I have left") if who_says == "Ben" else ada.taps("They have left"))
    for who in (olga, pia):
        await who.hears("Ben has left the visit to Ada")
        who.look_away()
    await street.later(hours=2)
    assert not olga.news and not pia.news
    await olga.taps("I have it")
    await olga.hears("Ben has left the visit to Ada")
    assert (await the_alarm(street)).outcome is Outcome.OUT


async def test_the_helper_stays_longer(street: Street) -> None:
    """A helper who says that they stay is asked again in half an hour, and the steps begin anew; organisers
    who were called hear that all is well."""
    olga, pia, ada, ben = await four(street)
    await minutes_after_end(street, 15)
    await ben.taps("I am staying longer")
    await ben.hears("noted that you are there")
    ben.look_away()
    await minutes_after_end(street, 59)
    assert not any(who.news for who in (olga, pia, ada, ben))
    await minutes_after_end(street, 60)
    await ben.hears("Have you left?")
    await minutes_after_end(street, 90)
    await olga.hears(OVERDUE)
    await ben.taps("I am staying longer")
    for who in (olga, pia):
        await who.hears("Ben is still with Ada", "all is well")
        who.look_away()
    await street.later(minutes=60)
    assert not pia.news
    await street.later(minutes=15)
    await pia.hears(OVERDUE)


async def test_two_organisers_have_it_at_once(street: Street) -> None:
    """Of two who tap at the same moment one has it; the other reads who, and can do nothing by mistake."""
    olga, pia, _, _ = await four(street)
    await minutes_after_end(street, 45)
    olga.person.taps("I have it")
    pia.person.taps("I have it")
    await street.at_once(street.taken_updates())
    late = await the_alarm(street)
    names = await street.store.read(lambda session: {who.row(session).id: who for who in (olga, pia)})
    first = names[late.taken_by_id or 0]
    second = pia if first is olga else olga
    await first.hears("You look after this")
    await second.hears(f"{first.name} was quicker and has it already")
    await second.taps_data(f"overduewell:{late.id}")
    await second.hears("Only the organiser who has it can say that")
    await second.taps_data(f"overduehelp:{late.id}")
    await second.hears("Only the organiser who has it can say that")
    assert (await the_alarm(street)).ended_at is None
    acts = [one.act for one in await street.rows(JournalEntry) if one.act == "overdue.take"]
    assert len(acts) == 1


async def test_whoever_has_it_needs_more_help_or_falls_silent(street: Street) -> None:
    """More help calls the others again; one who has it and says nothing is asked after 20 minutes, and after
    40 all are called once more."""
    olga, pia, _, _ = await four(street)
    await minutes_after_end(street, 45)
    await olga.taps_each("I have it", "I need more help")
    await olga.hears("We are calling the other organisers", "ring 112")
    await pia.hears("Olga has looked after this and needs more help")
    look_away(olga)
    await street.later(minutes=10)
    await olga.hears_nothing_of(OVERDUE)
    await pia.taps("I have it")
    await olga.hears("Pia looks after this")
    look_away(olga, pia)
    await street.later(minutes=20)
    await pia.hears("How does it stand now?")
    await olga.hears_nothing_of("overdue")
    look_away(olga, pia)
    await street.later(minutes=20)
    assert (await the_alarm(street)).taken_by_id is None
    await pia.hears(OVERDUE)
    await pia.taps("I have it")
    await pia.taps("Everybody is well")
    await olga.hears("everybody is well, says Pia")


async def test_an_organiser_writes_to_the_two_and_reads_the_way(street: Street) -> None:
    """From the alarm an organiser writes to the helper, is answered, and reads the way to the door, on
    record, as long as it is open."""
    olga, _, _, ben = await four(street)
    await minutes_after_end(street, 60)
    await olga.taps_each("I have it", "Write to Ben")
    await olga.says("Are you all right?")
    await ben.hears("Olga writes", "Are you all right?")
    await ben.taps("Write to Olga")
    await ben.says("Yes, my phone was silent")
    await olga.hears("Ben writes", "Yes, my phone was silent")
    await street.until(STARTS + timedelta(hours=4))
    await olga.says("/admin")
    await olga.taps("Overdue: Ben")
    await olga.hears(OVERDUE)
    await olga.taps("Read the way there")
    await olga.taps("Yes, show it")
    await olga.hears("The way to Ada", DOOR)


async def test_an_organiser_finds_the_number_to_ring(street: Street) -> None:
    """Where the bank knows Ben's telephone number, it is two taps from the alarm, and reading it is on
    record."""
    olga, _, _, ben = await four(street)

    def note(session: Session) -> None:
        contact.note(session, ben.row(session), "020 7946 0018", olga.row(session), street.now())

    await street.store.write(note)
    await minutes_after_end(street, 60)
    alarm = await olga.hears(OVERDUE)
    assert "Number of Ada" not in alarm.labels
    await olga.taps_each("Number of Ben", "Yes, show it")
    await olga.hears("020 7946 0018")
    assert [row.what for row in await street.rows(AccessEntry)] == [Read.PHONE]


async def test_a_restart_in_the_middle_forgets_no_step(street: Street) -> None:
    """The process is replaced between all the steps, and each is done once, in its time."""
    olga, pia, ada, ben = await four(street)
    for minutes, who, words in (
        (15, ben, "Have you left?"),
        (30, ada, "Have they left?"),
        (45, olga, OVERDUE),
    ):
        await street.restart()
        await minutes_after_end(street, minutes - 1)
        await who.hears_nothing_of(words)
        await street.restart()
        await minutes_after_end(street, minutes)
        await who.hears(words)
    await street.restart()
    await minutes_after_end(street, 50)
    assert [count(who, OVERDUE) for who in (olga, pia)] == [2, 2]
    assert count(ben, "Have you left?") == 1 and count(ada, "Have they left?") == 1


async def test_after_an_outage_the_alarm_is_the_first_thing_said(street: Street) -> None:
    """With the messenger dead for an hour over all the steps, the alarm is said before whatever else waited,
    to each organiser once and not a dozen times."""
    street.refusals_allowed = True
    olga, pia, ada, ben = await four(street)
    await minutes_after_end(street, 10)
    # Something else that Olga should read waits meanwhile, and is older.
    await ada.says("/things")
    await ada.says("person")
    street.messenger.down = True
    await minutes_after_end(street, 75)
    look_away(olga, pia, ada, ben)
    street.messenger.down = False
    await street.later(minutes=2)
    first = [message for message in olga.news if "overdue" in message.text or "person" in message.text]
    assert "overdue" in first[0].text
    assert count(pia, OVERDUE) <= 2
    await pia.hears(OVERDUE)
    await ben.hears("Have you left?")
    await ada.hears("Have they left?")


async def test_asleep_over_all_of_it_the_alarm_is_said_on_waking(street: Street) -> None:
    """A process that slept from the visit until the evening says on waking what is due, the alarm first."""
    olga, pia, ada, ben = await four(street)
    street.clock.move(timedelta(hours=6))
    await street.settle()
    for who in (olga, pia):
        await who.hears(OVERDUE)
        assert count(who, OVERDUE) == 1
    await ben.hears("Have you left?")
    await ada.hears("Have they left?")
    sent = [row for row in await street.rows(Notification) if row.finished_at == street.now()]
    in_order = sorted((row for row in sent if row.state is State.SENT), key=lambda row: row.id)
    assert {row.kind for row in in_order} >= {Notice.TASK_OVERDUE, Notice.STILL_THERE}


@pytest.mark.parametrize("hours", [2, -2])
async def test_a_clock_that_leaps_calls_nobody_twice(street: Street, hours: int) -> None:
    """Set forwards or back by two hours and right again before the end, nobody is called; leaping after it,
    each step is still taken once."""
    olga, _, ada, ben = await four(street)
    street.clock.move(timedelta(hours=-2))
    await street.settle()
    street.clock.move(timedelta(hours=2))
    await street.settle()
    assert not olga.news
    await minutes_after_end(street, 46)
    street.clock.move(timedelta(hours=hours))
    await street.settle()
    street.clock.move(timedelta(hours=-hours))
    await street.settle()
    assert count(ben, "Have you left?") == 1 and count(ada, "Have they left?") == 1
    assert len(await street.rows(OverdueVisit)) == 1


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_three_processes_take_each_step_once(kind: str, request: pytest.FixtureRequest) -> None:
    """However many processes look at the time at the same moments, everybody is told of each step once."""
    url = request.getfixturevalue(f"{kind}_url")
    stores = [Store(url) for _ in range(3)]
    async with opened_street(stores[0]) as street:
        others = [wire(store, street.messenger, street.clock, street.timebank_id) for store in stores[1:]]
        for house in others:
            house.bot.out.pace.unlimited()
            await application.open_up(house.bot)
        houses = [street.house, *others]
        olga, pia, ada, ben = await four(street)
        await minutes_after_end(street, 14)
        for _ in range(9):
            street.clock.move(timedelta(minutes=5))
            for _ in range(2):
                await asyncio.gather(*(house.timetable.run_all() for house in houses))
        assert count(ben, "Have you left?") == 1 and count(ada, "Have they left?") == 1
        assert [count(who, OVERDUE) for who in (olga, pia)] == [3, 3]
        assert all(row.attempts <= 1 for row in await street.rows(Notification))
        for house in others:
            await application.close_down(house.bot)
    for store in stores:
        await store.close()


async def test_a_visit_that_was_called_off_alarms_nobody(street: Street) -> None:
    """The helper was on the way already when it was called off: nothing more is said."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await street.until(STARTS - timedelta(minutes=30))
    await ben.taps("I am on my way")
    await ada.taps_each("I need to cancel", "Yes, cancel this")
    await ben.hears("no longer needs this")
    look_away(olga, ada, ben)
    await minutes_after_end(street, 120)
    assert not any(who.news for who in (olga, ada))
    await ben.hears_nothing_of("Have you left")
    assert await street.rows(OverdueVisit) == []


async def test_whoever_set_out_and_never_came_is_looked_for(street: Street) -> None:
    """A helper who was on the way and never said more is told of to organisers, with what the asker said."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await street.until(STARTS - timedelta(minutes=30))
    await ben.taps("I am on my way")
    await street.until(STARTS + timedelta(minutes=20))
    await ada.taps("They have not come")
    await minutes_after_end(street, 45)
    await olga.hears(OVERDUE, "Ben said that they were on the way", "Ada said that Ben had not come")


@pytest.mark.parametrize("minutes", [31, 47])
async def test_whoever_was_there_and_tapped_nothing_has_left(street: Street, minutes: int) -> None:
    """Ben only said that he was on the way; he came and went, and Ada can say so before or in the alarm."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await street.until(STARTS - timedelta(minutes=20))
    await ben.taps("I am on my way")
    await minutes_after_end(street, minutes)
    await ada.hears("Ben should be finished by now", "Have they been to you, and have they left?")
    assert ada.buttons()[:3] == ["They are here", "They have left", "They have not come"]
    look_away(olga, pia)
    await ada.taps("They have left")
    await ada.hears("How long did it take")
    await ben.hears("Ada tells us that you have left")
    if minutes > 45:
        await olga.hears("Ben has left the visit to Ada")
    look_away(olga, pia, ada, ben)
    await street.later(hours=2)
    assert count(olga, OVERDUE) == (1 if minutes > 45 else 0)
    assert not olga.news and not pia.news
    assert (await the_alarm(street)).outcome is Outcome.OUT


async def test_the_asker_alone_wakes_no_organiser(street: Street) -> None:
    """Where only the asker tapped that they are here, nobody is called, because the helper uses no taps."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await street.until(STARTS)
    await ada.taps("They are here")
    look_away(olga)
    await street.later(hours=6)
    assert not olga.news
    await ben.hears("How long did it take?")


async def test_a_bank_can_demand_check_ins(street: Street) -> None:
    """Where an organiser has decided so, a visit at which nobody taps anything is told of as well; the number
    to ring is the one they chose."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await olga.says("/safety")
    await olga.taps("Watch every visit")
    await olga.hears("Every visit is watched")
    await olga.taps("Change emergency number")
    await olga.says("the police")
    await olga.hears("2 to 12 figures")
    await olga.says("9 9 9")
    await olga.hears("they should ring 999")
    bank = await street.store.read(lambda session: timebank.get(session, street.timebank_id))
    assert (bank.checkins_required, bank.emergency_number) == (True, "999")
    await is_agreed(ada, ben)
    await minutes_after_end(street, 15)
    await ben.hears("Have you left?")
    await minutes_after_end(street, 45)
    await olga.hears(OVERDUE, "Nobody has said anything about this visit", "ring 999 at once")


async def test_organisers_read_who_said_that_the_helper_was_there(street: Street) -> None:
    """Where every visit is watched, what Ada has tapped is told as hers, with the name of whom she means."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await olga.says("/safety")
    await olga.taps("Watch every visit")
    await is_agreed(ada, ben)
    await street.until(STARTS)
    await ada.taps("They are here")
    await minutes_after_end(street, 45)
    await olga.hears(OVERDUE, "Ada said that Ben was there")


async def test_saying_how_long_it_took_says_that_one_is_out(street: Street) -> None:
    """A helper who tells how long it took without having tapped anything else is not missed."""
    olga, _, ada, ben = await four(street)
    await minutes_after_end(street, 1)
    [agreed] = await street.exchanges()
    await ben.taps_data(f"took:{agreed.id}:60")
    await minutes_after_end(street, 60)
    assert not olga.news
    await ada.hears_nothing_of("Have they left")


async def test_nobody_can_be_called(street: Street) -> None:
    """Where the only organiser has blocked us, the asker reads that nobody is reached, and when to ring."""
    street.refusals_allowed = True
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await is_there(street, ben)
    await olga.does("blocks_bot")
    await minutes_after_end(street, 45)
    await ada.hears("We cannot reach an organiser just now", "ring 112 at once")
    await olga.does("unblocks_bot")
    await street.later(minutes=5)
    await olga.hears(OVERDUE)


async def test_the_only_organiser_is_the_one_who_helps(street: Street) -> None:
    """An organiser who helps is not called about themself; the asker reads that nobody can be reached."""
    olga = await street.neighbour("Olga", "shopping", organiser=True)
    ada = await street.neighbour("Ada")
    await is_agreed(ada, olga)
    await is_there(street, olga)
    await minutes_after_end(street, 45)
    await ada.hears("We cannot reach an organiser just now")
    await olga.hears_nothing_of("overdue from the visit")


async def test_whoever_leaves_the_bank_in_the_middle_leaves_nobody_unlooked_for(street: Street) -> None:
    """The asker leaves the time bank while the helper is with them: the helper is still looked for."""
    olga, _, ada, ben = await four(street)
    await ada.says("/leave")
    await ada.taps_each("Leave", "Yes, leave now")
    look_away(olga)
    await minutes_after_end(street, 45)
    await olga.hears("is overdue from the visit")
    await ben.taps("I have left")
    await ben.hears("noted that you have left")
    await olga.hears("It is over")


async def test_a_former_organiser_hears_nothing(street: Street) -> None:
    """Whoever gave the keys back before the alarm was said is told nothing, and their buttons are unknown."""
    olga, pia, _, _ = await four(street)
    await minutes_after_end(street, 45)
    late = await the_alarm(street)

    def take(session: Session) -> None:
        row = pia.row(session)
        row.is_organiser = False
        session.add(row)

    await street.store.write(take)
    look_away(olga, pia)
    await street.later(minutes=5)
    assert not pia.news
    await pia.taps("I have it")
    await pia.hears("We don't know that one")
    await pia.taps_data(f"overduewell:{late.id}")
    await pia.hears("We don't know that one")
    await olga.hears(OVERDUE)


async def test_the_clock_looks_no_more_at_what_is_over(street: Street) -> None:
    """A day later every visit is closed, so that nothing is looked at forever."""
    _, _, _, ben = await four(street)
    await minutes_after_end(street, 15)
    await ben.taps("I have left")
    await street.later(days=1)
    rows = await street.rows(attendance.Attendance)
    assert all(row.closed_at is not None for row in rows)
    assert len(await street.rows(Exchange)) == 1
