"""Proves when a helper is overdue, who is told in which order, and who may say that it is over."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select
from street import Street, hours, settle_in

from models import access, attendance, leaving, member, overdue, raised_hand, safety_rules, told_door
from models.exchange import Exchange
from models.member import Member, NotFound
from models.notification import ALERTS, Notice, State
from models.overdue import NotYours, Outcome, OverdueVisit, TakenByAnother
from models.safety_rules import NotANumber
from models.store import Store
from models.told_door import ToldDoor


def minutes(count: int) -> timedelta:
    """Returns that many minutes."""
    return timedelta(minutes=count)


async def begun(street: Street, **wish: object) -> Exchange:
    """Ben is with Amina, and has said so."""
    agreed = await street.agree(**wish)
    await street.do(attendance.arrive, agreed.id, street.ben, agreed.starts_at)
    return agreed


async def looks(street: Street, at: datetime) -> int:
    """The clock looks once."""
    return await street.do(overdue.look, street.bank.id, at)


async def the_alarm(street: Street) -> OverdueVisit:
    """The one there is."""
    [late] = await street.see(lambda session: list(session.exec(select(OverdueVisit))))
    return late


async def becomes_organiser(street: Street, who: Member) -> None:
    """A second organiser."""
    await street.do(member.make_organiser, who, street.now)


async def climbs(street: Street, agreed: Exchange) -> OverdueVisit:
    """All the steps are taken, and organisers are called."""
    for after in (0, 15, 30, 45):
        await looks(street, agreed.ends_at + minutes(after))
    return await the_alarm(street)


async def test_each_step_is_taken_in_its_time_and_once(street: Street) -> None:
    """Nothing before a quarter of an hour; then the helper, the asker, the organisers; and each only once,
    however often the clock looks."""
    agreed = await begun(street)
    steps = [
        (14, []),
        (15, [Notice.STILL_THERE]),
        (29, [Notice.STILL_THERE]),
        (30, [Notice.STILL_THERE, Notice.HAVE_THEY_LEFT]),
        (44, [Notice.STILL_THERE, Notice.HAVE_THEY_LEFT]),
        (45, [Notice.STILL_THERE, Notice.HAVE_THEY_LEFT, Notice.TASK_OVERDUE]),
        (49, [Notice.STILL_THERE, Notice.HAVE_THEY_LEFT, Notice.TASK_OVERDUE]),
    ]
    for after, told in steps:
        for _ in range(3):
            await looks(street, agreed.ends_at + minutes(after))
        kinds = (Notice.STILL_THERE, Notice.HAVE_THEY_LEFT, Notice.TASK_OVERDUE)
        assert [row.kind for row in await street.notices(*kinds)] == told
    await looks(street, agreed.ends_at + minutes(50))
    calls = await street.notices(Notice.TASK_OVERDUE)
    assert [(row.round, row.recipient_id) for row in calls] == [(1, street.olga.id), (2, street.olga.id)]
    assert [row.useless_after for row in calls] == [row.send_after + overdue.CALL_EVERY for row in calls]


async def test_late_all_steps_are_taken_at_once(street: Street) -> None:
    """Where nobody looked for hours, everybody who may know something is asked at once."""
    agreed = await begun(street)
    await looks(street, agreed.ends_at + hours(3))
    for kind in (Notice.STILL_THERE, Notice.HAVE_THEY_LEFT, Notice.TASK_OVERDUE):
        assert len(await street.notices(kind)) == 1
        assert kind in ALERTS


async def test_whose_visit_nobody_watches_is_closed_in_the_end(street: Street) -> None:
    """Without a tap of the helper's the asker is asked once whether they came, nobody is called, and three
    hours later the clock looks no more."""
    agreed = await street.agree()
    for after in range(-60, 60 + 3 * 60 + 1, 15):
        await looks(street, agreed.starts_at + minutes(after))
    assert await street.told(Notice.TASK_OVERDUE) == []
    assert len(await street.notices(Notice.HAVE_THEY_COME)) == 1
    row = await street.see(attendance.of, agreed)
    assert row is not None and row.closed_at == agreed.ends_at + attendance.QUIET_AFTER
    assert await looks(street, agreed.ends_at + hours(24)) == 0


async def test_a_bank_that_demands_it_misses_everybody(street: Street) -> None:
    """Where check-ins are demanded, a visit at which nobody tapped anything is told of as well; only an
    organiser can demand it."""
    for who in (street.amina, street.ben):
        with pytest.raises(NotFound):
            await street.do(safety_rules.require_checkins, who, True, street.now)
    await street.do(safety_rules.require_checkins, street.olga, True, street.now)
    agreed = await street.agree()
    await climbs(street, agreed)
    assert await street.told(Notice.TASK_OVERDUE) == [street.olga.id]


@pytest.mark.parametrize(
    ("typed", "kept"), [("999", "999"), (" 1 1 2 ", "112"), ("0800 555 111", "0800555111")]
)
async def test_the_number_to_ring(street: Street, typed: str, kept: str) -> None:
    """An organiser says which number is rung; spaces do not count."""
    assert street.bank.emergency_number == "112"
    bank = await street.do(safety_rules.ring, street.olga, typed, street.now)
    assert bank.emergency_number == kept


@pytest.mark.parametrize("typed", ["", "1", "the police", "+44", "1" * 13, "٩٩٩"])
async def test_what_is_no_number_is_refused(street: Street, typed: str) -> None:
    """Too short, too long, or with other signs than figures, nothing changes; nor for a mere member."""
    with pytest.raises(NotANumber):
        await street.do(safety_rules.ring, street.olga, typed, street.now)
    with pytest.raises(NotFound):
        await street.do(safety_rules.ring, street.ben, "999", street.now)


async def test_one_organiser_has_it_and_says_how_it_ended(street: Street) -> None:
    """Members find nothing; of two organisers one has it; only that one says that all is well, which closes
    everything and tells the others once."""
    await becomes_organiser(street, street.carla)
    late = await climbs(street, await begun(street))
    at = late.called_at
    assert at is not None
    for verb in (overdue.take, overdue.say_all_is_well, overdue.call_for_help):
        with pytest.raises(NotFound):
            await street.do(verb, late.id, street.amina, at)
        with pytest.raises(NotFound):
            await street.do(verb, late.id + 1, street.olga, at)
    for verb in (overdue.say_all_is_well, overdue.call_for_help):
        with pytest.raises(NotYours):
            await street.do(verb, late.id, street.olga, at)
    for _ in range(2):
        await street.do(overdue.take, late.id, street.olga, at)
    with pytest.raises(TakenByAnother) as no:
        await street.do(overdue.take, late.id, street.carla, at)
    assert no.value.facts == {"name": "Olga"}
    assert [one.id for one in await street.see(overdue.waiting, street.olga)] == [late.id]
    assert await street.see(overdue.waiting, street.carla) == []
    for _ in range(2):
        ended = await street.do(overdue.say_all_is_well, late.id, street.olga, at + minutes(3))
    assert (ended.outcome, ended.ended_by_id) == (Outcome.WELL, street.olga.id)
    assert await street.told(Notice.TASK_OVERDUE_OVER) == [street.carla.id]
    assert await street.told(Notice.TASK_OVERDUE) == []
    assert await street.see(overdue.waiting, street.olga) == []
    assert await looks(street, at + hours(1)) == 0


async def test_two_take_it_at_once(street: Street) -> None:
    """From two processes at the same moment one organiser gets it and the other is refused."""
    await becomes_organiser(street, street.carla)
    late = await climbs(street, await begun(street))
    stores = [Store(street.store.url) for _ in range(2)]

    def taking(who: Member):  # type: ignore[no-untyped-def]
        def work(session: Session) -> OverdueVisit:
            return overdue.take(session, late.id, session.get_one(Member, who.id), street.now)

        return work

    outcomes = await asyncio.gather(
        *(store.write(taking(who)) for store, who in zip(stores, (street.olga, street.carla), strict=True)),
        return_exceptions=True,
    )
    for store in stores:
        await store.close()
    assert sorted(type(one).__name__ for one in outcomes) == ["OverdueVisit", "TakenByAnother"]


async def test_several_processes_take_each_step_once(street: Street) -> None:
    """However many look at the same moment, each is told of each step once, and a tap in between stops it."""
    agreed = await begun(street)
    stores = [Store(street.store.url) for _ in range(3)]
    for after in (15, 30, 45):
        at = agreed.ends_at + minutes(after)
        await asyncio.gather(
            *(
                store.write(lambda session, at=at: overdue.look(session, street.bank.id, at))
                for store in stores
            ),
            *([street.do(attendance.leave, agreed.id, street.ben, at)] if after == 45 else []),
        )
    for store in stores:
        await store.close()
    for kind in (Notice.STILL_THERE, Notice.HAVE_THEY_LEFT):
        assert len(await street.notices(kind)) == 1
    assert len(await street.notices(Notice.TASK_OVERDUE)) <= 1
    await street.do(overdue.end_what_is_over, street.bank.id, agreed.ends_at + minutes(46))
    assert (await the_alarm(street)).outcome is Outcome.OUT
    assert await street.notices(Notice.TASK_OVERDUE, state=State.PENDING) == []


async def test_whoever_has_it_and_says_nothing_is_asked_and_relieved(street: Street) -> None:
    """After 20 minutes the one who has it is asked; after 40 everybody is called once more."""
    await becomes_organiser(street, street.carla)
    late = await climbs(street, await begun(street))
    at = late.called_at
    assert at is not None
    await street.do(overdue.take, late.id, street.olga, at)
    for after in range(0, 40, 5):
        await looks(street, at + minutes(after))
    assert await street.told(Notice.TASK_OVERDUE_YOURS) == [street.olga.id]
    assert await street.told(Notice.TASK_OVERDUE) == []
    await looks(street, at + minutes(40))
    assert await street.told(Notice.TASK_OVERDUE) == sorted([street.olga.id, street.carla.id])
    await street.do(overdue.take, late.id, street.carla, at + minutes(41))


async def test_an_organiser_reaches_the_two_and_nobody_else(street: Street) -> None:
    """Through a raised hand an organiser writes to one of the two; never to others, and members to nobody."""
    late = await climbs(street, await begun(street))
    hand = await street.do(overdue.hand_to_write_to, late.id, street.olga, street.ben.id, street.now)
    assert (hand.member_id, hand.lowered_by_id, hand.about) == (street.ben.id, street.olga.id, "overdue")
    assert await street.see(raised_hand.up, street.bank.id) == []
    with pytest.raises(NotFound):
        await street.do(overdue.hand_to_write_to, late.id, street.olga, street.carla.id, street.now)
    with pytest.raises(NotFound):
        await street.do(overdue.hand_to_write_to, late.id, street.carla, street.ben.id, street.now)


async def test_the_door_is_open_to_organisers_while_somebody_is_missed(street: Street) -> None:
    """Long after a visit its door is nobody's business, unless its helper is still missed."""
    agreed = await begun(street, directions="Blue door")
    at = agreed.ends_at + hours(5)
    with pytest.raises(access.DoorNotNow):
        await street.do(access.read_door, agreed.id, street.olga, at)
    late = await climbs(street, agreed)
    _, way = await street.do(access.read_door, agreed.id, street.olga, at)
    assert way == "Blue door"
    await street.do(overdue.take, late.id, street.olga, at)
    await street.do(overdue.say_all_is_well, late.id, street.olga, at)
    with pytest.raises(access.DoorNotNow):
        await street.do(access.read_door, agreed.id, street.olga, at)


async def test_an_organiser_who_helps_is_called_about_nobody_but_others(street: Street) -> None:
    """The one who is looked for is not called; with nobody else to call, the asker is told once."""
    agreed = await street.agree(helper=street.olga)
    await street.do(attendance.arrive, agreed.id, street.olga, agreed.starts_at)
    for after in (15, 30, 45, 50, 55):
        await looks(street, agreed.ends_at + minutes(after))
    assert await street.notices(Notice.TASK_OVERDUE) == []
    assert [row.recipient_id for row in await street.notices(Notice.NOBODY_REACHED)] == [street.amina.id]


async def test_banks_do_not_meet(street: Street) -> None:
    """A clock that looks at one bank sees nothing of another, and neither do its organisers."""
    agreed = await begun(street)
    at = agreed.ends_at + hours(1)
    assert await street.do(overdue.look, street.bank.id + 1, at) == 0
    late = await climbs(street, agreed)

    def other_organiser(session: Session) -> Member:
        from models import timebank

        other = timebank.open_bank(session, name="Else", zone="UTC", language="en", now=street.now)
        stranger = settle_in(session, other, "Zoe", 77, street.now)
        member.make_organiser(session, stranger, street.now)
        return stranger

    zoe = await street.do(other_organiser)
    for verb in (overdue.take, overdue.say_all_is_well):
        with pytest.raises(NotFound):
            await street.do(verb, late.id, zoe, at)


async def test_told_doors_are_claimed_once_and_tried_for_a_month(street: Street) -> None:
    """A message is due two hours after the visit, claimed by one process at a time, and given up after many
    tries, later and later."""
    agreed = await street.agree(directions="Blue door")
    for _ in range(2):
        await street.do(told_door.note, street.ben, 41, agreed.id, street.now)
    due_at = agreed.ends_at + hours(2)
    assert not await street.see(told_door.any_due, street.bank.id, due_at - minutes(1))
    [one] = await street.do(told_door.claim, street.bank.id, due_at, 5)
    assert (one.message_id, one.reader.id) == (41, street.ben.id)
    assert await street.do(told_door.claim, street.bank.id, due_at, 5) == []
    at, tries = due_at, 1
    while await street.do(told_door.try_later, street.bank.id, one.told_id, at):
        at += told_door.LAST_PAUSE
        assert len(await street.do(told_door.claim, street.bank.id, at, 5)) == 1
        tries += 1
    assert tries == told_door.TRIES
    assert not await street.see(told_door.any_due, street.bank.id, at + hours(1_000))
    [row] = await street.see(lambda session: list(session.exec(select(ToldDoor))))
    assert row.given_up_at is not None and row.withdrawn_at is None


async def test_a_door_read_late_is_kept_for_a_while(street: Street) -> None:
    """An organiser who reads the way hours after the visit, because somebody is missed, has it for two."""
    agreed = await begun(street, directions="Blue door")
    late = agreed.ends_at + hours(5)
    await street.do(told_door.note, street.olga, 42, agreed.id, late)
    assert not await street.see(told_door.any_due, street.bank.id, late + hours(2) - minutes(1))
    assert await street.see(told_door.any_due, street.bank.id, late + hours(2))


async def test_the_asker_leaves_and_the_helper_is_still_looked_for(street: Street) -> None:
    """Whoever lets a helper in cannot stop the search for them by leaving the time bank: the steps go on, and
    the door can still be read."""
    agreed = await begun(street, directions="Blue door")
    await street.do(leaving.leave, street.amina, agreed.starts_at + minutes(5))
    await climbs(street, agreed)
    assert await street.told(Notice.TASK_OVERDUE) == [street.olga.id]
    assert await street.told(Notice.HAVE_THEY_LEFT) == []
    _, way = await street.do(access.read_door, agreed.id, street.olga, agreed.ends_at + hours(1))
    assert way == "Blue door"
