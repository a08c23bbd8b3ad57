"""Proves what organisers are told again, when, and what nobody is told twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session
from street import Street

from models import (
    attestation,
    care,
    conversation,
    lapsing,
    meeting,
    member,
    raised_hand,
    task,
    timebank,
    unfinished,
    untended,
)
from models.attestation import What
from models.care import TaskCare
from models.meeting import NotMet, OwnMeeting
from models.member import Member, NotFound, State
from models.notification import Notice
from models.task import Task, TaskKind

DAY = timedelta(days=1)


async def care_of(street: Street, by: Member, kind: TaskKind, subject_id: int, now: datetime) -> TaskCare:
    """What was done about a task."""
    return await street.do(task.care_of, by, kind, subject_id, now)


async def sees(street: Street, what: What, lapses_on: date | None, whom: Member | None = None) -> Any:
    """Olga has seen something of Ben, or of another."""
    return await street.do(
        attestation.record, whom or street.ben, what, street.olga, street.now, lapses_on=lapses_on
    )


async def lapsing_now(street: Street, now: datetime) -> list[int]:
    """Which checks lapse soon."""
    return [row.id for row in await street.see(lapsing.soon, street.bank.id, now)]


async def test_who_takes_a_task_first_keeps_it_and_another_moment_is_another_task(street: Street) -> None:
    """Two who take it are one; only whoever has it puts it back; where it waits once more, it is nobody's."""
    await street.do(member.make_organiser, street.ben, street.now)
    hand = await street.do(raised_hand.put_up, street.carla, "menu", street.now)
    row = await care_of(street, street.olga, TaskKind.PERSON_WANTED, hand.id, street.now)
    await street.do(care.take, row, street.olga, street.now)
    await street.do(care.take, row, street.ben, street.now)
    await street.do(care.let_go, row, street.ben, street.now)
    assert (await street.again(row)).taken_by_id == street.olga.id
    again = await street.do(care.of, street.bank.id, TaskKind.PERSON_WANTED.value, hand.id, street.now + DAY)
    assert (again.id, again.taken_by_id) == (row.id, None)
    with pytest.raises(NotFound):
        await street.do(care.take, row, street.amina, street.now)
    with pytest.raises(NotFound):
        await care_of(street, street.olga, TaskKind.PERSON_WANTED, 999, street.now)


async def test_each_limit_brings_one_word_and_a_taken_task_has_as_long_again(street: Street) -> None:
    """A task is told again when its limit is over and at no other moment, whoever looks how often."""
    hand = await street.do(raised_hand.put_up, street.carla, "menu", street.now)
    just_before = street.now + DAY - timedelta(seconds=1)
    assert await street.do(untended.tell_again, street.bank.id, just_before) == 0
    assert await street.do(untended.tell_again, street.bank.id, street.now + DAY) == 1
    assert await street.do(untended.tell_again, street.bank.id, street.now + DAY) == 0
    assert await street.told(Notice.TASK_WAITS) == [street.olga.id]
    at = street.now + DAY + timedelta(hours=1)
    row = await care_of(street, street.olga, TaskKind.PERSON_WANTED, hand.id, at)
    assert care.waits_too_long(row)
    await street.do(care.take, row, street.olga, at)
    assert not care.waits_too_long(await street.again(row))
    assert await street.do(untended.tell_again, street.bank.id, street.now + 2 * DAY) == 0
    assert await street.do(untended.tell_again, street.bank.id, at + DAY) == 1
    await street.do(raised_hand.lower, hand.id, street.olga, at)
    assert await street.do(untended.tell_again, street.bank.id, at + 9 * DAY) == 0


async def test_limits_are_the_banks_own(street: Street) -> None:
    """What is urgent has its own limit, checks have seven times as long, and a broken-off joining none."""
    await street.decide(task_minutes=60, urgent_task_minutes=10)
    limits = {kind: untended.limit_of(street.bank, kind) for kind in TaskKind}
    assert limits[TaskKind.AT_RISK] == limits[TaskKind.UNREACHABLE] == timedelta(minutes=10)
    assert limits[TaskKind.CALL] == limits[TaskKind.APPROVAL] == timedelta(minutes=60)
    assert limits[TaskKind.LAPSING] == timedelta(hours=7)
    assert limits[TaskKind.UNFINISHED] is None


async def test_a_check_is_soon_from_thirty_days_ahead_and_not_where_another_outlives_it(
    street: Street,
) -> None:
    """Further checks outlive lesser ones and not the other way, and what was withdrawn is no matter."""
    today = timebank.today(street.bank, street.now)
    await sees(street, What.BASIC, today + timedelta(days=31))
    await sees(street, What.BASIC, None, street.amina)
    await sees(street, What.REFERENCE, None)
    assert await lapsing_now(street, street.now) == []
    soon = await sees(street, What.ENHANCED, today + timedelta(days=30), street.carla)
    assert await lapsing_now(street, street.now) == [soon.id]
    assert await street.do(lapsing.tell, street.bank.id, street.now) == 1
    assert await street.do(lapsing.tell, street.bank.id, street.now) == 0
    assert await street.told(Notice.TASK_LAPSING) == [street.olga.id]
    assert await street.told(Notice.CHECK_LAPSES) == [street.carla.id]
    lesser = await sees(street, What.BASIC, None, street.carla)
    assert await lapsing_now(street, street.now) == [soon.id]
    further = await sees(street, What.ENHANCED_BARRED, today + timedelta(days=300), street.carla)
    assert await lapsing_now(street, street.now) == []
    for seen in (lesser, further):
        await street.do(attestation.withdraw, seen.id, street.olga, street.now)
    # It still waits when it has lapsed, for a while.
    assert soon.id in await lapsing_now(street, street.now + 40 * DAY)
    assert soon.id not in await lapsing_now(street, street.now + 70 * DAY)
    await street.do(attestation.withdraw, soon.id, street.olga, street.now)
    assert soon.id not in await lapsing_now(street, street.now)


async def test_nobody_is_given_their_own_check_to_see_to(street: Street) -> None:
    """An organiser's own check is another organiser's task."""
    await street.do(member.make_organiser, street.ben, street.now)
    today = timebank.today(street.bank, street.now)
    seen = await sees(street, What.BASIC, today + timedelta(days=3))
    since = lapsing.noticed_at(street.bank, seen)
    assert await street.see(task.waiting, street.olga, street.now) == [Task(TaskKind.LAPSING, seen.id, since)]
    assert await street.see(task.waiting, await street.again(street.ben), street.now) == []


async def test_whoever_stopped_half_way_is_written_to_once(street: Street) -> None:
    """Three days of silence make a task; one kind word is sent, and who has gone on gets none."""
    newcomer = await street.do(
        member.meet, timebank_id=street.bank.id, telegram_user_id=9, chat_id=9, language="en", now=street.now
    )
    await street.do(
        conversation.start, newcomer, flow=unfinished.FLOW, step="place", now=street.now,
        answers={"name": "Nora"},
    )  # fmt: skip
    at = street.now + unfinished.WAITS
    assert await street.see(unfinished.waiting, street.bank.id, at - timedelta(seconds=1)) == []
    [(who, since)] = await street.see(unfinished.waiting, street.bank.id, at)
    assert (who.id, since) == (newcomer.id, street.now)
    # Their name is nobody's before they have agreed that we keep it.
    assert await street.see(unfinished.told_name, newcomer) == ""
    await street.do(member.agree_to_privacy, newcomer, street.now)
    assert await street.see(unfinished.told_name, await street.again(newcomer)) == "Nora"
    with pytest.raises(NotFound):
        await street.do(unfinished.nudge, newcomer.id, street.ben, at)
    assert await street.do(unfinished.nudge, newcomer.id, street.olga, at)
    assert not await street.do(unfinished.nudge, newcomer.id, street.olga, at)
    assert not await street.do(unfinished.nudge, street.ben.id, street.olga, at)
    assert await street.told(Notice.NUDGE) == [newcomer.id]
    assert await street.see(unfinished.waiting, street.bank.id, at) == []


async def test_the_morning_list_comes_once_and_only_in_the_morning(street: Street) -> None:
    """It is told between eight and ten on the bank's clocks, where something is at risk within a day."""
    wanted = await street.ask()
    morning = wanted.latest_at.replace(hour=8, minute=0)
    assert await street.do(untended.tell_in_the_morning, street.bank.id, morning) == 1
    assert await street.do(untended.tell_in_the_morning, street.bank.id, morning + timedelta(hours=1)) == 1
    assert await street.told(Notice.TASK_TODAY) == [street.olga.id]
    for at in (morning - timedelta(hours=1), morning + timedelta(hours=2)):
        assert await street.do(untended.tell_in_the_morning, street.bank.id, at) == 0
    await street.decide(morning_hour=6)
    assert await street.do(untended.tell_in_the_morning, street.bank.id, morning) == 0


async def test_a_meeting_is_kept_with_who_met_whom(street: Street) -> None:
    """The first who says so keeps it, nobody meets themself, and members note nothing."""
    await street.do(member.make_organiser, street.ben, street.now)
    first = await street.do(meeting.meet_in_person, street.amina.id, street.olga, street.now)
    again = await street.do(meeting.meet_in_person, street.amina.id, street.ben, street.now + DAY)
    assert (again.id, again.met_by_id, again.met_at) == (first.id, street.olga.id, street.now)
    with pytest.raises(OwnMeeting):
        await street.do(meeting.meet_in_person, street.olga.id, street.olga, street.now)
    with pytest.raises(NotFound):
        await street.do(meeting.meet_in_person, street.olga.id, street.amina, street.now)
    with pytest.raises(NotFound):
        await street.do(meeting.demand, street.amina, wanted=True, now=street.now)

    def wait(session: Session, who: Member) -> None:
        who.state = State.WAITING

    await street.do(wait, street.carla)
    await street.do(meeting.require, street.carla)
    await street.do(meeting.demand, street.olga, wanted=True, now=street.now)
    with pytest.raises(NotMet):
        await street.do(meeting.require, street.carla)
    await street.do(meeting.meet_in_person, street.carla.id, street.olga, street.now)
    await street.do(meeting.require, street.carla)
