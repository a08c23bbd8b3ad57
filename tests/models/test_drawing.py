"""Proves who may have something drawn, on record, that it is drawn once, and which days make sense."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import col, select
from street import Street

from models import drawing, own_data
from models.drawing import (
    BeingDrawn,
    Days,
    Drawing,
    PeriodAhead,
    PeriodBackwards,
    PeriodLong,
    State,
    What,
)
from models.journal import JournalEntry
from models.member import Member, NotFound
from models.notification import Notice

OCTOBER = Days(date(2026, 10, 1), date(2026, 10, 31))


async def test_only_an_organiser_has_it_drawn_and_it_is_written_down(street: Street) -> None:
    """To a member there is no such thing; of an organiser the journal says what they asked for."""
    with pytest.raises(NotFound):
        await street.do(drawing.ask, street.ben, What.HOURS, OCTOBER, street.now)
    asked = await street.do(drawing.ask, street.olga, What.PAGE, OCTOBER, street.now)
    entries = await street.store.read(
        lambda session: list(session.exec(select(JournalEntry).order_by(col(JournalEntry.id))))
    )
    assert (entries[-1].act, entries[-1].by_id, entries[-1].subject_id) == (
        "report.export",
        street.olga.id,
        asked.id,
    )
    assert entries[-1].detail == {"what": "page", "first": "2026-10-01", "final": "2026-10-31"}


async def test_the_same_is_drawn_once_and_not_too_much_at_once(street: Street) -> None:
    """While it waits, asking again is told so; so is a seventh thing at once; afterwards it is drawn anew."""
    asked = await street.do(drawing.ask, street.olga, What.HOURS, OCTOBER, street.now)
    with pytest.raises(BeingDrawn):
        await street.do(drawing.ask, street.olga, What.HOURS, OCTOBER, street.now)
    for what in (*drawing.PICTURES[1:],):
        await street.do(drawing.ask, street.olga, what, OCTOBER, street.now)
    with pytest.raises(BeingDrawn):
        await street.do(drawing.ask, street.olga, What.TABLE, OCTOBER, street.now)
    await street.do(drawing.finish, street.bank.id, asked.id, State.DRAWN, street.now, content=b"x")
    again = await street.do(drawing.ask, street.olga, What.HOURS, OCTOBER, street.now)
    assert again.id != asked.id


@pytest.mark.parametrize(
    ("first", "final", "refusal"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), PeriodAhead),
        (date(2026, 11, 1), date(2026, 12, 31), PeriodAhead),
        (date(2026, 11, 2), date(2026, 11, 1), PeriodBackwards),
        (date(1, 1, 1), date(2026, 11, 1), PeriodLong),
        (date(2016, 10, 1), date(2026, 11, 1), PeriodLong),
    ],
)
async def test_days_that_make_no_sense_are_refused(
    street: Street, first: date, final: date, refusal: type[Exception]
) -> None:
    """On 23 November: days to come, the wrong way round, and more than ten years."""
    with pytest.raises(refusal):
        await street.do(drawing.ask, street.olga, What.TABLE, Days(first, final), street.now)


def test_whole_times_before_this_one() -> None:
    """Last month, quarter and year are whole, also across the new year; a picture is 26 weeks to today."""
    january, may = date(2027, 1, 15), date(2026, 5, 31)
    assert drawing.last_month(january) == Days(date(2026, 12, 1), date(2026, 12, 31))
    assert drawing.last_month(date(2026, 3, 31)) == Days(date(2026, 2, 1), date(2026, 2, 28))
    assert drawing.last_quarter(january) == Days(date(2026, 10, 1), date(2026, 12, 31))
    assert drawing.last_quarter(may) == Days(date(2026, 1, 1), date(2026, 3, 31))
    assert drawing.last_year(may) == Days(date(2025, 1, 1), date(2025, 12, 31))
    assert drawing.of_picture(date(2026, 11, 29)) == Days(date(2026, 6, 1), date(2026, 11, 29))


async def test_one_process_draws_it_and_another_takes_over(street: Street) -> None:
    """What one process draws no other takes until its lease is over; after two that died it has failed, and
    whoever asked is told once."""
    bank_id = street.bank.id
    asked = await street.do(drawing.ask, street.olga, What.HOURS, OCTOBER, street.now)
    first = await street.do(drawing.claim, bank_id, street.now)
    assert first is not None and first.id == asked.id
    assert await street.do(drawing.claim, bank_id, street.now) is None
    later = street.now + drawing.LEASE
    assert await street.do(drawing.claim, bank_id, later) is not None
    assert await street.do(drawing.claim, bank_id, later + drawing.LEASE) is None
    assert (await street.again(asked)).state is State.FAILED
    assert await street.told(Notice.DRAWN) == [street.olga.id]
    # The one that was thought dead comes back with it, too late.
    await street.do(drawing.finish, bank_id, asked.id, State.DRAWN, later, content=b"late")
    assert (await street.again(asked)).content is None


async def test_it_is_for_whoever_asked_while_they_are_an_organiser(street: Street) -> None:
    """Nobody else gets it, nor they once they have stepped back; and it is no part of their own data."""
    asked = await street.do(drawing.ask, street.olga, What.TABLE, OCTOBER, street.now)
    await street.do(drawing.finish, street.bank.id, asked.id, State.DRAWN, street.now, content=b"a,b")
    found = await street.see(drawing.for_organiser, street.olga, asked.id)
    assert found is not None and found.content == b"a,b"
    assert await street.see(drawing.for_organiser, street.ben, asked.id) is None
    data = await street.see(own_data.collect, street.olga, street.now)
    [row] = data["tables"]["drawing"]
    assert "content" not in row and "facts" not in row

    def step_back(session: drawing.Session) -> None:
        olga = session.get_one(Member, street.olga.id)
        olga.is_organiser = False
        session.add(olga)

    await street.store.write(step_back)
    assert await street.see(drawing.for_organiser, street.olga, asked.id) is None


async def test_it_is_deleted_after_two_days(street: Street) -> None:
    """Two days later the file is gone, and so is one that was never drawn."""
    await street.do(drawing.ask, street.olga, What.TABLE, OCTOBER, street.now)
    await street.do(drawing.forget, street.bank.id, street.now + drawing.KEPT)
    assert await street.see(drawing.is_any_waiting, street.bank.id)
    await street.do(drawing.forget, street.bank.id, street.now + drawing.KEPT + timedelta(minutes=1))
    assert not await street.store.read(lambda session: session.exec(select(Drawing)).all())
