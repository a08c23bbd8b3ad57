"""Proves that weeks, kinds, waits and holdings are counted as the rows say, and that too few are not told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from crowd import agreed, person, wish
from sqlmodel import Session
from street import Street

from models import course, exchange, holdings, landscape, offer, period, timebank, waits
from models.course import Course
from models.member import Member
from models.period import Period
from models.request import State

NOW = datetime.fromisoformat("2026-11-23T09:00:00+00:00")
# A Sunday in summer, late in the evening, which in London is half past eleven.
SUNDAY = datetime.fromisoformat("2026-07-12T22:30:00+00:00")
SUMMER = period.whole_days(date(2026, 7, 1), date(2026, 7, 31), "Europe/London")


def helps(
    session: Session, helper: Member, asker: Member, at: datetime, *, kind: str = "company", minutes: int = 60
) -> None:
    """Puts help there that was asked for an hour before it was agreed, and banked at that moment."""
    wanted = wish(session, asker, at - timedelta(hours=5), State.HELPED)
    wanted.kind, wanted.minutes = kind, minutes
    done = agreed(session, wanted, helper, timedelta(hours=1), exchange.State.BANKED)
    done.kind, done.ended_at, done.banked_minutes = kind, at, minutes
    session.add_all([wanted, done])
    session.flush()


async def seen(street: Street, span: Period) -> Course:
    """The course of things in that time."""
    return await street.see(lambda session: course.course(session, _bank(session, street), span))


def _bank(session: Session, street: Street) -> timebank.TimeBank:
    return timebank.get(session, street.bank.id)


async def test_a_week_begins_on_monday_where_the_bank_is(street: Street) -> None:
    """Help that is banked on Sunday at half past eleven at night belongs to that week, an hour later to the
    next; each week has its hours and how often, and one of two people is hidden with the next smallest."""

    def fill(session: Session) -> None:
        people = [person(session, street.bank.id, "Ely", NOW) for _ in range(12)]
        for number in range(6):
            helps(session, people[number], people[number + 6], SUNDAY)
        for number in range(5):
            helps(session, people[number], people[number + 6], SUNDAY + timedelta(hours=1), minutes=30)
        for number in range(4):
            helps(session, people[number], people[number + 6], SUNDAY + timedelta(days=7))
        helps(session, people[0], people[6], SUNDAY - timedelta(days=8))

    await street.store.write(fill)
    found = await seen(street, SUMMER)
    assert [week.isoformat() for week in found.weeks] == [
        "2026-06-29",
        "2026-07-06",
        "2026-07-13",
        "2026-07-20",
        "2026-07-27",
    ]
    told = dict(found.by_week.given.rows)
    assert told == {"2026-07-06": course.Given(6, 360)}
    assert found.by_week.given.hidden_people == 10
    assert found.by_week.nothing_given == {"2026-07-20", "2026-07-27"}
    assert found.given == course.Given(16, 6 * 60 + 5 * 30 + 5 * 60)


async def test_a_kind_is_told_on_both_sides_or_on_neither(street: Street) -> None:
    """Five ask for lifts and four for gardening: neither the requests nor the hours of gardening are told,
    and since one kind alone could be worked out, lifts neither; shopping is."""

    def fill(session: Session) -> None:
        people = [person(session, street.bank.id, "Ely", NOW) for _ in range(16)]
        for kind, count in (("garden", 4), ("lift", 5), ("shopping", 7)):
            for number in range(count):
                helps(session, people[number], people[number + 8], SUNDAY, kind=kind)

    await street.store.write(fill)
    found = (await seen(street, SUMMER)).by_kind
    assert [key for key, _ in found.given.rows] == ["shopping"]
    assert [key for key, _ in found.asked.rows] == ["shopping"]
    assert dict(found.asked.rows)["shopping"].asked == 7
    assert "garden" not in found.nothing_given and "dog" in found.nothing_given


@pytest.mark.parametrize(
    ("both", "only_gave", "only_got", "told"),
    [
        (6, 5, 5, (16, 11, 11, 6)),
        (6, 0, 5, (11, 6, 11, 6)),
        # Four who only got: who gave is not told, and so neither are the parts.
        (6, 5, 4, (15, None, 10, None)),
        (6, 4, 4, (14, None, None, None)),
        # Both sides are large, but the three who did both could be worked out from the two.
        (3, 6, 6, (15, 9, None, None)),
    ],
)
async def test_who_took_part_leaves_no_small_part(
    street: Street, both: int, only_gave: int, only_got: int, told: tuple[int | None, ...]
) -> None:
    """Whatever is told of those who gave and who got, no part of fewer than five can be worked out of it."""

    def fill(session: Session) -> None:
        people = [person(session, street.bank.id, "Ely", NOW) for _ in range(both + only_gave + only_got)]
        givers, getters = people[: both + only_gave], [*people[:both], *people[both + only_gave :]]
        for giver in givers:
            helps(session, giver, next(one for one in getters if one.id != giver.id), SUNDAY)
        for getter in getters:
            helps(session, next(one for one in givers if one.id != getter.id), getter, SUNDAY)
        for _ in range(5):
            person(session, street.bank.id, "Ely", NOW)

    await street.store.write(fill)
    part = (await seen(street, SUMMER)).took_part
    # Nine more belong to the bank: the four of the street, and five who do nothing.
    assert part.members == both + only_gave + only_got + 9
    assert (part.any, part.gave, part.got, part.both) == told


async def test_too_few_are_told_nothing_of(street: Street) -> None:
    """In a bank of four people, nothing of weeks, kinds, waits or hours is told."""

    def fill(session: Session) -> None:
        helps(
            session, session.get_one(Member, street.ben.id), session.get_one(Member, street.amina.id), SUNDAY
        )

    await street.store.write(fill)
    found = await seen(street, SUMMER)
    assert (found.given, found.asked, found.took_part.any, found.took_part.members) == (None,) * 4
    assert found.by_week.given.rows == found.by_kind.asked.rows == ()
    assert await street.see(waits.waits, street.bank.id, SUMMER) is None
    assert await street.see(holdings.holdings, street.bank.id) is None


async def test_waits_and_holdings_are_those_of_the_rows(street: Street) -> None:
    """Eight waited an hour each: half of them an hour or less, all less than a day. Members without any hours
    hold nothing, and with the starting hours of the others that is what is told."""

    def fill(session: Session) -> None:
        people = [person(session, street.bank.id, "Ely", NOW) for _ in range(9)]
        for one in people[1:]:
            helps(session, people[0], one, SUNDAY)

    await street.store.write(fill)
    found = await street.see(waits.waits, street.bank.id, SUMMER)
    assert found is not None
    assert (found.found, found.usual_minutes, found.within_day_percent) == (8, 60, 100)
    assert sum(step.count for step in found.spread) == 8


async def test_the_landscape_has_who_asks_and_who_can_be_asked(street: Street) -> None:
    """Of requests the place where help is wanted counts, or the asker's own; of helpers those who offer
    something and may be asked now."""

    def fill(session: Session) -> None:
        amina, ben = (session.get_one(Member, who.id) for who in (street.amina, street.ben))
        carla = session.get_one(Member, street.carla.id)
        wish(session, amina, SUNDAY)
        elsewhere = wish(session, ben, SUNDAY)
        elsewhere.latitude, elsewhere.longitude = 52.0, 1.0
        offer.make(session, ben, "shopping", NOW)
        offer.make(session, carla, "shopping", NOW)
        carla.unreachable_since = NOW
        session.add_all([elsewhere, carla])

    await street.store.write(fill)
    found = await street.see(lambda session: landscape.landscape(session, _bank(session, street), SUMMER))
    assert [(spot.member_id, spot.latitude) for spot in found.need] == [
        (street.amina.id, street.amina.latitude),
        (street.ben.id, 52.0),
    ]
    assert [spot.member_id for spot in found.help] == [street.ben.id]
