"""Proves that organisers hear once a week who has read what, and see it among the acts at any time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from street import Street, hours

from models import access, acts, concern, readings, role
from models.access import Read
from models.member import NotFound
from models.notification import Notice
from models.role import Role

WEEK = timedelta(days=7)


async def test_each_week_is_told_once_on_its_monday_or_later(street: Street) -> None:
    """Nothing is told before Monday at nine, and once it is told, by however many, not again."""
    await street.do(access.export, street.olga, street.now)
    assert not await street.do(readings.tell, street.bank.id, street.now)
    monday = street.now + WEEK
    assert not await street.do(readings.tell, street.bank.id, monday - timedelta(seconds=1))
    for moment in (monday, monday + hours(1), monday + timedelta(days=3)):
        await street.do(readings.tell, street.bank.id, moment)
    [told] = await street.notices(Notice.READINGS)
    assert (told.recipient_id, told.useless_after) == (street.olga.id, monday + WEEK - hours(9))
    assert not await street.do(readings.tell, street.bank.id, monday + WEEK)


async def test_it_counts_who_has_read_what(street: Street) -> None:
    """Concerns and files are counted by reader, of the week before this one alone."""
    await street.do(role.give, street.carla.id, Role.LEAD, street.olga, street.now)
    found = await street.do(concern.raise_, street.amina, now=street.now, text="Something is wrong")
    for _ in range(2):
        await street.do(concern.read, found.id, street.carla, street.now)
    await street.do(access.export, street.olga, street.now)
    await street.do(access.export, street.olga, street.now + WEEK)
    week = await street.see(readings.last_week, street.olga, street.now + WEEK)
    assert [(one.id, counts) for one, counts in week] == [
        (street.carla.id, {Read.CONCERN: 2}),
        (street.olga.id, {Read.EXPORT: 1}),
    ]
    with pytest.raises(NotFound):
        await street.see(readings.last_week, street.carla, street.now + WEEK)
    with pytest.raises(NotFound):
        await street.do(access.export, street.carla, street.now)


async def test_acts_are_told_page_by_page_and_never_whose_concern_it_was(street: Street) -> None:
    """The newest come first, no page repeats another, and of a concern stands its number alone."""
    found = await street.do(concern.raise_, street.amina, now=street.now, text="Something is wrong")
    for minute in range(15):
        await street.do(concern.read, found.id, street.olga, street.now + timedelta(minutes=minute))
    seen = []
    for number in range(3):
        found_acts, more = await street.see(acts.page, street.olga, number)
        assert more is (number < 2)
        seen += found_acts
    assert [act.at for act in seen] == sorted((act.at for act in seen), reverse=True)
    # One more is that Olga became an organiser.
    assert len(seen) == 16
    told = [act for act in seen if act.code == "read.concern"]
    assert {(act.member_id, act.number) for act in told} == {(None, found.id)}


async def test_a_lead_reads_the_way_to_a_door_on_record(street: Street) -> None:
    """A lead who is no organiser may, near the visit, and stands in the record like everybody."""
    standing = await street.agree(directions="Blue door", day=date(2026, 11, 24))
    with pytest.raises(NotFound):
        await street.do(access.read_door, standing.id, street.carla, standing.starts_at)
    await street.do(role.give, street.carla.id, Role.LEAD, street.olga, street.now)
    _, way = await street.do(access.read_door, standing.id, street.carla, standing.starts_at)
    assert way == "Blue door"
    [act, *_], _ = await street.see(acts.page, street.olga, 0)
    assert (act.code, act.by_id, act.member_id) == ("read.door", street.carla.id, street.amina.id)
