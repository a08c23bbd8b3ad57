"""Proves that somebody who feels unsafe is heard of at once, again and again, until one person has it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from street import Street, hours

from models import acts, alarm, leaving, member, own_data, quiet_word, role, task
from models.member import NotFound
from models.notification import Notice
from models.quiet_word import WordOutOfRange
from models.role import Role
from models.task import TaskKind

FIVE = timedelta(minutes=5)


async def test_everybody_is_called_every_five_minutes_until_one_has_it(street: Street) -> None:
    """Leads and organisers are called; each next call is a row before it is due; taking it ends them all."""
    await street.do(role.give, street.carla.id, Role.LEAD, street.olga, street.now)
    found = await street.do(alarm.raise_, street.amina, street.now)
    assert (await street.do(alarm.raise_, street.amina, street.now)).id == found.id
    calls = await street.notices(Notice.ALARM)
    assert sorted((row.recipient_id, row.send_after) for row in calls) == [
        (one.id, street.now + after) for one in (street.olga, street.carla) for after in (0 * FIVE, FIVE)
    ]
    assert await street.do(alarm.call_again, street.bank.id, street.now) == 0
    assert await street.do(alarm.call_again, street.bank.id, street.now + FIVE) == 1
    assert await street.do(alarm.call_again, street.bank.id, street.now + FIVE) == 0
    assert (await street.notices(Notice.ALARM))[-1].send_after == street.now + 2 * FIVE
    # However long nobody was there, one call follows, and not all those that were missed.
    assert await street.do(alarm.call_again, street.bank.id, street.now + hours(9)) == 1
    await street.do(alarm.take, found.id, street.olga, street.now + hours(9))
    assert await street.told(Notice.ALARM) == []
    assert await street.told(Notice.ALARM_TAKEN) == [street.carla.id]
    assert await street.told(Notice.ALARM_HEARD) == [street.amina.id]
    assert await street.do(alarm.call_again, street.bank.id, street.now + hours(10)) == 0
    assert (await street.do(alarm.raise_, street.amina, street.now + hours(10))).id != found.id


async def test_of_two_who_take_it_at_once_one_has_it(street: Street) -> None:
    """Both taps go well, and both name the same person."""
    await street.do(member.make_organiser, street.carla, street.now)
    found = await street.do(alarm.raise_, street.amina, street.now)
    taken = await asyncio.gather(
        *(street.do(alarm.take, found.id, who, street.now) for who in (street.olga, street.carla))
    )
    assert len({one.taken_by_id for one in taken}) == 1
    assert len(await street.told(Notice.ALARM_TAKEN)) == 1


async def test_whoever_has_it_writes_to_the_member_and_nobody_else_does(street: Street) -> None:
    """Only the organiser who has an open alarm does; nobody else is called, and the journal names nobody."""
    await street.do(member.make_organiser, street.carla, street.now)
    found = await street.do(alarm.raise_, street.amina, street.now)
    with pytest.raises(NotFound):
        await street.do(alarm.hand_of, found.id, street.olga, street.now)
    await street.do(alarm.take, found.id, street.olga, street.now)
    hand = await street.do(alarm.hand_of, found.id, street.olga, street.now)
    assert hand.member_id == street.amina.id and await street.notices(Notice.TASK_PERSON_WANTED) == []
    with pytest.raises(NotFound):
        await street.do(alarm.hand_of, found.id, street.carla, street.now)
    [act, *_], _ = await street.see(acts.page, street.carla, 0)
    assert (act.code, act.member_id, act.number) == ("alarm.take", None, found.id)


async def test_whoever_is_on_the_visit_is_not_called(street: Street) -> None:
    """Where the only organiser is the one at the door, nobody is called, and they cannot take it."""
    standing = await street.agree(street.olga)
    early = await street.do(alarm.raise_, street.carla, standing.starts_at)
    assert early.exchange_id is None
    found = await street.do(alarm.raise_, street.amina, standing.starts_at - timedelta(minutes=30))
    assert found.exchange_id == standing.id
    assert await street.see(alarm.called, found) == []
    with pytest.raises(NotFound):
        await street.do(alarm.take, found.id, street.olga, standing.starts_at)
    for moment in (standing.starts_at - timedelta(minutes=31), standing.ends_at + hours(2.1)):
        assert await street.see(alarm.visit_of, street.amina, moment) is None


async def test_nobody_else_takes_or_sees_it(street: Street) -> None:
    """Members, the one who called, and whoever has left are not called; strangers cannot call."""
    found = await street.do(alarm.raise_, street.amina, street.now)
    for who in (street.amina, street.ben):
        with pytest.raises(NotFound):
            await street.do(alarm.take, found.id, who, street.now)
    [waits] = await street.see(task.waiting, street.olga, street.now)
    assert (waits.kind, waits.subject_id) == (TaskKind.ALARM, found.id)
    await street.do(leaving.leave, street.ben, street.now)
    with pytest.raises(NotFound):
        await street.do(alarm.raise_, street.ben, street.now)


async def test_a_quiet_alarm_leaves_no_trace_on_their_phone(street: Street) -> None:
    """They are told nothing, even when somebody has it; their own data knows neither it nor the word."""
    await street.do(quiet_word.keep, street.amina, quiet_word.digest_of("umbrella stand"))
    amina = await street.again(street.amina)
    assert "umbrella" not in amina.quiet_word
    assert quiet_word.is_it(amina, "umbrella stand") and not quiet_word.is_it(amina, "umbrella")
    assert not quiet_word.is_it(street.ben, "")
    found = await street.do(alarm.raise_, amina, street.now, quiet=True)
    await street.do(alarm.take, found.id, street.olga, street.now)
    assert street.amina.id not in {row.recipient_id for row in await street.notices()}
    mine = (await street.see(own_data.collect, street.amina, street.now))["tables"]
    assert "alarm" not in mine and "quiet_word" not in mine["member"][0]


async def test_the_last_way_of_calling_counts(street: Street) -> None:
    """Who first calls openly and then quietly is not written to, and everybody is called anew at once."""
    await street.do(alarm.raise_, street.amina, street.now)
    found = await street.do(alarm.raise_, street.amina, street.now + FIVE / 2, quiet=True)
    assert found.quiet
    assert (await street.notices(Notice.ALARM))[-1].send_after == street.now + FIVE / 2


@pytest.mark.parametrize("word", ["abc", "x" * 41])
def test_a_word_that_is_typed_by_chance_or_never_is_none(word: str) -> None:
    """Three letters are too few and 41 too many."""
    with pytest.raises(WordOutOfRange):
        quiet_word.digest_of(word)
