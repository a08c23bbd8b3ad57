"""Proves that a visit keeps its time on the wall, and that somebody hears in time when it is in danger."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

import pytest
from sqlmodel import Session
from street import Street, hours

from models import availability, confirmation, exchange, invitation, member, search, visit
from models.exchange import Exchange
from models.member import Member
from models.notification import Notice, State
from models.request import Request
from models.store import Store

SUMMER_FOR_GOOD = timezone(timedelta(hours=1))
# Summer time ends in London on 25 October 2026 and begins on 28 March 2027.
AUTUMN, SPRING = date(2026, 10, 25), date(2027, 3, 28)


def stay_on_summer_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the clocks of every zone are an hour ahead of Greenwich, as a parliament may decide."""

    def zone_of(key: str) -> tzinfo:
        return SUMMER_FOR_GOOD

    monkeypatch.setattr(availability, "ZoneInfo", zone_of)


async def test_a_visit_is_kept_as_wall_time_with_zone_and_moment(street: Street) -> None:
    """What was promised stands in the row as the clock on the wall shows it, beside the moment."""
    agreed = await street.agree()
    assert (agreed.starts_wall, agreed.zone) == (datetime(2026, 11, 24, 15), "Europe/London")
    assert agreed.starts_at == datetime(2026, 11, 24, 15, tzinfo=UTC)
    wanted = await street.see(lambda session: session.get_one(Request, agreed.request_id))
    assert (wanted.day, wanted.at) == (date(2026, 11, 24), time(15))


async def test_a_visit_keeps_its_wall_time_when_the_rules_of_its_zone_change(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a country stays on summer time, a visit at three stays at three: the moment and all that is to be
    said about it move, and both get a new file, once."""
    agreed = await street.agree()
    assert await street.do(visit.follow_zone_rules, street.bank.id, street.now) == []
    stay_on_summer_time(monkeypatch)
    moved = await street.do(visit.follow_zone_rules, street.bank.id, street.now)
    assert [row.id for row in moved] == [agreed.id]
    now_stands = await street.again(agreed)
    assert now_stands.starts_wall == agreed.starts_wall
    assert now_stands.starts_at == agreed.starts_at - hours(1)
    assert now_stands.sequence == agreed.sequence + 1
    for kind, before in ((Notice.REMINDER_DAY, 24), (Notice.REMINDER_SOON, 2)):
        for row in await street.notices(kind, state=State.PENDING):
            assert row.send_after == now_stands.starts_at - hours(before)
    assert await street.told(Notice.TIME_STAYS) == [street.amina.id, street.ben.id]
    assert await street.do(visit.follow_zone_rules, street.bank.id, street.now) == []
    assert len(await street.notices(Notice.TIME_STAYS)) == 2


@pytest.mark.parametrize("set_time", [True, False])
async def test_a_request_keeps_its_wall_time_too(
    street: Street, monkeypatch: pytest.MonkeyPatch, set_time: bool
) -> None:
    """A wish for three, or for the afternoon, is still for three, or for the afternoon, under other rules."""
    wanted = await street.ask(at=time(15) if set_time else None, part=availability.Part.AFTERNOON)
    stay_on_summer_time(monkeypatch)
    await street.do(visit.follow_zone_rules, street.bank.id, street.now)
    now_stands = await street.again(wanted)
    assert now_stands.earliest_at == wanted.earliest_at - hours(1)
    assert now_stands.latest_at == wanted.latest_at - hours(1)
    assert now_stands.at_risk_at == wanted.at_risk_at - hours(1)


async def test_what_has_begun_or_is_over_stays_where_it_was(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New rules move nothing that has begun, and nothing that was called off."""
    begun = await street.agree()
    off = await street.agree(key="off", at=time(11))
    await street.do(exchange.cancel, off.id, street.amina, street.now)
    stay_on_summer_time(monkeypatch)
    assert await street.do(visit.follow_zone_rules, street.bank.id, begun.starts_at) == []
    assert await street.do(visit.follow_zone_rules, street.bank.id + 1, street.now) == []
    assert (await street.again(off)).starts_at == off.starts_at
    assert (await street.again(begun)).starts_at == begun.starts_at


@pytest.mark.parametrize(
    ("day", "at", "day_before", "soon"),
    [
        # An ordinary day; then both nights on which the clocks change, and the days after them.
        (date(2026, 11, 24), time(15), "2026-11-23T15:00", "2026-11-24T13:00"),
        (AUTUMN, time(15), "2026-10-24T15:00", "2026-10-25T13:00"),
        (AUTUMN, time(1, 30), "2026-10-24T01:30", "2026-10-24T23:30"),
        (AUTUMN, time(2, 30), "2026-10-24T02:30", "2026-10-25T01:30"),
        (SPRING, time(15), "2027-03-27T15:00", "2027-03-28T13:00"),
        (SPRING, time(1, 30), "2027-03-27T02:30", "2027-03-27T23:30"),
        (SPRING, time(3), "2027-03-27T03:00", "2027-03-28T00:00"),
        # The last day of February in a leap year, new year, and a visit that crosses midnight.
        (date(2028, 3, 1), time(9), "2028-02-29T09:00", "2028-03-01T07:00"),
        (date(2028, 2, 29), time(9), "2028-02-28T09:00", "2028-02-29T07:00"),
        (date(2027, 1, 1), time(0, 30), "2026-12-31T00:30", "2026-12-31T22:30"),
        (date(2026, 12, 31), time(23, 30), "2026-12-30T23:30", "2026-12-31T21:30"),
    ],
)
async def test_a_reminder_comes_at_the_right_wall_time(
    day: date, at: time, day_before: str, soon: str
) -> None:
    """The day before means the same time of day on the wall, however long the night was, and two hours before
    means two hours."""
    starts_at = availability.local_moment(day, at, "Europe/London")
    standing = Exchange(starts_at=starts_at, zone="Europe/London", minutes=60)
    walls = [
        availability.wall_clock(exchange.remind_at(standing, notice), "Europe/London").strftime(
            "%Y-%m-%dT%H:%M"
        )
        for notice in (Notice.REMINDER_DAY, Notice.REMINDER_SOON)
    ]
    assert walls == [day_before, soon]
    assert starts_at - exchange.remind_at(standing, Notice.REMINDER_SOON) == hours(2)


async def test_organisers_hear_once_of_a_visit_with_somebody_out_of_reach(street: Street) -> None:
    """Within two days of a visit, that one of the two cannot be reached is told to every organiser once, and
    never of another bank's visits."""
    agreed = await street.agree()

    def block(session: Session, who: Member) -> None:
        member.mark_unreachable(session, who, street.now)

    assert await street.do(visit.tell_of_unreachable, street.bank.id, street.now) == 0
    await street.do(block, street.ben)
    assert await street.do(visit.tell_of_unreachable, street.bank.id + 1, street.now) == 0
    for expected in (1, 0):
        assert await street.do(visit.tell_of_unreachable, street.bank.id, street.now) == expected
    told = await street.notices(Notice.TASK_UNREACHABLE)
    assert [(row.subject_id, row.recipient_id) for row in told] == [(agreed.id, street.olga.id)]


async def test_two_processes_that_look_at_the_time_together_do_each_thing_once(street: Street) -> None:
    """However many processes sweep at the same moment, each silence, call, hand-over and end is noted once,
    and none of them waits for another so long that it fails."""
    late = await street.agree(key="late", at=time(10))
    wanted = await street.ask(key="wanted")
    asked = await street.invite(wanted, street.carla)
    after = late.ends_at + confirmation.HAND_OVER_AFTER
    stores = [Store(street.store.url) for _ in range(3)]
    moments = (asked.expires_at, wanted.at_risk_at, wanted.latest_at, after)
    counts = dict.fromkeys(("silent", "called", "ended", "handed over"), 0)
    verbs = {
        "silent": invitation.run_out,
        "called": search.call_for_people,
        "ended": search.give_up,
        "handed over": confirmation.hand_over_silent,
    }
    for moment in moments:
        for name, verb in verbs.items():
            found = await asyncio.gather(
                *(
                    store.write(
                        lambda session, verb=verb, moment=moment: verb(session, street.bank.id, moment)
                    )
                    for store in stores
                )
            )
            counts[name] += sum(one if isinstance(one, int) else len(one) for one in found)
    for store in stores:
        await store.close()
    assert counts == {"silent": 1, "called": 1, "ended": 1, "handed over": 1}
    for kind in (Notice.UNMET, Notice.TASK_HOURS, Notice.TASK_AT_RISK):
        assert len(await street.notices(kind)) == 1
