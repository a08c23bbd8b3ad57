"""Proves that what a helper noticed reaches the organisers, on record, and never the one it is about."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import Session, select
from street import Street, hours
from test_glad_or_not import helped

from models import erasure, impression, member, own_data, task
from models.impression import Impression, Seemed
from models.journal import JournalEntry
from models.member import NotFound
from models.notification import Notice
from models.task import TaskKind


async def acts(street: Street) -> list[str]:
    """What the journal says was done with impressions."""

    def look(session: Session) -> list[str]:
        rows = session.exec(select(JournalEntry).where(JournalEntry.timebank_id == street.bank.id))
        return [row.act for row in rows if row.act.startswith("impression.")]

    return await street.store.read(look)


async def kinds(street: Street, who: member.Member) -> list[TaskKind]:
    """What waits in an organiser's queue."""
    return [one.kind for one in await street.see(task.waiting, who, street.now)]


async def test_only_a_worry_is_a_task_and_it_leaves_when_it_is_seen_to(street: Street) -> None:
    """Well and a little down wait for nobody; a worry is in the queue until Olga has seen to it, once."""
    standing = await helped(street)
    for seemed in (Seemed.WELL, Seemed.DOWN):
        await street.do(impression.say, standing.id, street.ben, seemed, street.now)
        assert await kinds(street, street.olga) == []
    row = await street.do(impression.say, standing.id, street.ben, Seemed.WORRIED, street.now)
    again = await street.do(impression.say, standing.id, street.ben, Seemed.WORRIED, street.now)
    assert again.id == row.id
    assert await kinds(street, street.olga) == [TaskKind.WORRIED]
    assert await street.told(Notice.TASK_WORRIED) == [street.olga.id]
    assert await street.do(impression.see_to, row.id, street.olga, street.now)
    assert not await street.do(impression.see_to, row.id, street.olga, street.now)
    assert await kinds(street, street.olga) == []
    assert await street.told(Notice.TASK_WORRIED) == []
    assert await acts(street) == ["impression.see_to"]


async def test_who_worries_once_more_is_heard_once_more(street: Street) -> None:
    """After it was seen to Ben takes it back and worries again: organisers are told a second time."""
    standing = await helped(street)
    row = await street.do(impression.say, standing.id, street.ben, Seemed.WORRIED, street.now)
    await street.do(impression.add_words, standing.id, street.ben, "No food in the house")
    await street.do(impression.see_to, row.id, street.olga, street.now)
    await street.do(impression.say, standing.id, street.ben, Seemed.WELL, street.now)
    assert (await street.again(row)).text == ""
    await street.do(impression.say, standing.id, street.ben, Seemed.WORRIED, street.now)
    assert await kinds(street, street.olga) == [TaskKind.WORRIED]
    assert await street.told(Notice.TASK_WORRIED) == [street.olga.id]


async def test_only_the_helper_says_it_and_only_organisers_read_it_on_record(street: Street) -> None:
    """Amina, whom it is about, and Carla find nothing; each reading by Olga is in the journal."""
    standing = await helped(street)
    for who in (street.amina, street.carla, street.olga):
        with pytest.raises(NotFound):
            await street.do(impression.say, standing.id, who, Seemed.WELL, street.now)
    with pytest.raises(NotFound):
        await street.do(impression.add_words, standing.id, street.ben, "Nothing was said so far")
    row = await street.do(impression.say, standing.id, street.ben, Seemed.DOWN, street.now)
    await street.do(impression.add_words, standing.id, street.ben, "Very quiet today")
    for who in (street.amina, street.ben, street.carla):
        for verb in (impression.read, impression.see_to):
            with pytest.raises(NotFound):
                await street.do(verb, row.id, who, street.now)
        with pytest.raises(NotFound):
            await street.see(impression.counts, who, street.now)
    assert await acts(street) == []
    for _ in range(2):
        assert (await street.do(impression.read, row.id, street.olga, street.now)).text == "Very quiet today"
    assert await acts(street) == ["impression.read"] * 2


async def test_before_a_visit_is_banked_there_is_nothing_to_say(street: Street) -> None:
    """How somebody seemed is asked after help that was given, and not before."""
    agreed = await street.agree()
    with pytest.raises(NotFound):
        await street.do(impression.say, agreed.id, street.ben, Seemed.WELL, street.now)


async def test_an_organiser_never_reads_what_is_about_themself(street: Street) -> None:
    """Amina becomes an organiser: Ben's worry about her is Olga's task, and does not exist for Amina."""
    standing = await helped(street)
    await street.do(member.make_organiser, street.amina, street.now)
    row = await street.do(impression.say, standing.id, street.ben, Seemed.WORRIED, street.now)
    assert await street.told(Notice.TASK_WORRIED) == [street.olga.id]
    assert await kinds(street, street.amina) == []
    assert await street.see(impression.counts, street.amina, street.now - hours(1)) == Counter()
    with pytest.raises(NotFound):
        await street.do(impression.read, row.id, street.amina, street.now)
    assert await kinds(street, street.olga) == [TaskKind.WORRIED]


async def test_it_is_in_the_helpers_own_data_alone(street: Street) -> None:
    """Ben finds what he said in /mydata; Amina, whom it is about, and Olga, who saw to it, do not."""
    standing = await helped(street)
    row = await street.do(impression.say, standing.id, street.ben, Seemed.WORRIED, street.now)
    await street.do(impression.see_to, row.id, street.olga, street.now)
    found = {
        who.name: "impression" in (await street.see(own_data.collect, who, street.now))["tables"]
        for who in (street.amina, street.ben, street.olga)
    }
    assert found == {"Amina": False, "Ben": True, "Olga": False}


@pytest.mark.parametrize("who", ["amina", "ben"])
async def test_it_goes_with_whoever_is_forgotten(street: Street, who: str) -> None:
    """Nothing of it is left when either of the two is forgotten, and the queue is empty."""
    standing = await helped(street)
    row = await street.do(impression.say, standing.id, street.ben, Seemed.WORRIED, street.now)
    await street.do(erasure.forget, getattr(street, who), street.now)
    assert await kinds(street, street.olga) == []
    with pytest.raises(NotFound):
        await street.do(impression.read, row.id, street.olga, street.now)


async def test_words_are_kept_for_half_a_year(street: Street) -> None:
    """What was counted stays; words go after half a year, but not before an organiser has seen to it."""
    standing = await helped(street)
    row = await street.do(impression.say, standing.id, street.ben, Seemed.WORRIED, street.now)
    await street.do(impression.add_words, standing.id, street.ben, "No food in the house")
    late = street.now + impression.WORDS_KEPT + timedelta(days=1)
    await street.do(impression.forget_words, street.bank.id, late)
    assert (await street.again(row)).text == "No food in the house"
    await street.do(impression.see_to, row.id, street.olga, late)
    await street.do(impression.forget_words, street.bank.id, late - timedelta(days=2))
    assert (await street.again(row)).text == "No food in the house"
    await street.do(impression.forget_words, street.bank.id, late)
    after: Impression = await street.again(row)
    assert (after.text, after.seemed) == ("", Seemed.WORRIED)


async def test_they_are_counted_and_the_latest_not_well_come_first(street: Street) -> None:
    """Organisers see how often, and may open the latest of those who did not seem well."""
    first = await helped(street, key="one")
    second = await helped(street, key="two")
    third = await helped(street, key="three")
    for number, (standing, seemed) in enumerate(
        [(first, Seemed.DOWN), (second, Seemed.WELL), (third, Seemed.WORRIED)]
    ):
        await street.do(impression.say, standing.id, street.ben, seemed, street.now + hours(number))
    counted = await street.see(impression.counts, street.olga, street.now)
    assert counted == {Seemed.WELL: 1, Seemed.DOWN: 1, Seemed.WORRIED: 1}
    rows = await street.see(impression.not_well, street.olga, street.now, limit=6)
    assert [row.seemed for row in rows] == [Seemed.WORRIED, Seemed.DOWN]
    assert await street.see(impression.counts, street.olga, street.now + hours(1.5)) == {Seemed.WORRIED: 1}
