"""Drawing by the clock: once, elsewhere, given up in time, and told when it does not come about."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import tempfile
import threading
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from sqlmodel import Session

from bot.pictures.made import make
from bot.pictures.order import Made, Order, Rows
from jobs import easel
from jobs.drawing import DrawingRound
from jobs.easel import NotDrawn, make_apart
from models import drawing, timebank
from models.drawing import Drawing, State, What
from tests.bot.test_pictures_drawn import weekly
from tests.stories.busy import people_move_in, weeks_pass
from tests.stories.neighbours import Neighbour, Street


async def waits_for(olga: Neighbour, what: What) -> None:
    """Lets Olga ask for something without anybody drawing it so far."""
    street = olga.street

    def ask(session: Session) -> None:
        today = timebank.today(timebank.get(session, street.timebank_id), street.now())
        drawing.ask(session, olga.row(session), what, drawing.of_picture(today), street.now())

    await street.store.write(ask)


async def busy(street: Street) -> None:
    """Lets enough happen for something to be drawn."""

    def fill(session: Session) -> None:
        bank = timebank.get(session, street.timebank_id)
        weeks_pass(session, people_move_in(session, bank, 16, street.now()), street.now(), weeks=2)

    await street.store.write(fill)
    street.dead_allowed = True


def test_it_is_made_elsewhere_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The picture comes back, its process is gone, and so is the folder that the library wrote into."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = dict(os.environ)
    made = make_apart(weekly())
    assert made.content is not None and made.content.startswith(b"\x89PNG")
    assert list(tmp_path.iterdir()) == []
    assert multiprocessing.active_children() == []
    assert dict(os.environ) == before


def test_one_that_takes_too_long_is_ended() -> None:
    """After the time it has the process is ended, and the caller told."""
    with pytest.raises(NotDrawn):
        make_apart(weekly(), longest_s=0.0)
    assert multiprocessing.active_children() == []


def test_one_that_nobody_wants_any_more_is_ended() -> None:
    """When it is given up, the process is ended at once."""
    given_up = Event()
    given_up.set()
    with pytest.raises(NotDrawn):
        make_apart(weekly(), given_up=given_up)
    assert multiprocessing.active_children() == []


def test_one_that_cannot_be_drawn_says_only_what_kind_of_trouble_it_was() -> None:
    """What goes wrong in there comes back as a name, without anything that it was drawn from."""
    with pytest.raises(NotDrawn, match=r"^ValueError$"):
        make_apart(Rows("Secret place", "", "", ()))


async def test_the_bot_answers_while_it_is_drawn(street: Street) -> None:
    """While a picture takes its time, members are answered."""
    await busy(street)
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await waits_for(olga, What.BALANCES)
    begun, go_on = threading.Event(), threading.Event()

    def slowly(order: Order, instead: Order | None, given_up: Event) -> Made:
        begun.set()
        assert go_on.wait(30)
        return make(weekly())

    round_ = DrawingRound(street.store, street.timebank_id, street.now, draws=slowly)
    running = asyncio.create_task(round_.run())
    await asyncio.to_thread(begun.wait, 30)
    ada.person.says("/hours")
    await street.house.bot.inbox.fetch(0)
    await street.house.bot.turnstile.drain()
    await ada.hears("2 hours")
    assert not running.done()
    go_on.set()
    assert await running == 1
    await street.later(minutes=1)
    await olga.hears("How many hours members hold")


async def test_one_that_fails_is_said_and_can_be_tried_again(street: Street) -> None:
    """What could not be drawn is said kindly with a way to try again; the next one is drawn."""
    await busy(street)
    olga = await street.neighbour("Olga", organiser=True)
    await waits_for(olga, What.BALANCES)

    def breaks(order: Order, instead: Order | None, given_up: Event) -> Made:
        raise NotDrawn("it took too long")

    changes: list[None] = []
    broken = DrawingRound(
        street.store, street.timebank_id, street.now, lambda: changes.append(None), draws=breaks
    )
    assert await broken.run() == 1 and len(changes) == 1
    await street.later(minutes=1)
    await olga.hears("Sorry, we could not draw that")
    await olga.taps("Try again")
    await olga.hears("We are drawing it")
    await street.later(minutes=1)
    await olga.hears("How many hours members hold")
    assert [row.state for row in await street.rows(Drawing)] == [State.FAILED, State.DRAWN]


async def test_a_process_that_is_told_to_stop_ends_its_drawing(street: Street) -> None:
    """When the job is cancelled, the one who draws is told to give up, and another process draws it later."""
    await busy(street)
    olga = await street.neighbour("Olga", organiser=True)
    await waits_for(olga, What.BALANCES)
    begun, told = threading.Event(), threading.Event()

    def until_told(order: Order, instead: Order | None, given_up: Event) -> Made:
        begun.set()
        if given_up.wait(30):
            told.set()
        return Made(None)

    round_ = DrawingRound(street.store, street.timebank_id, street.now, draws=until_told)
    running = asyncio.create_task(round_.run())
    await asyncio.to_thread(begun.wait, 30)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await asyncio.to_thread(told.wait, 30)
    assert [row.state for row in await street.rows(Drawing)] == [State.ASKED]
    await street.later(minutes=10)
    await street.later(minutes=1)
    await olga.hears("How many hours members hold")


async def test_two_processes_draw_it_once(street: Street) -> None:
    """Of two processes that look at the same time one draws it."""
    await busy(street)
    olga = await street.neighbour("Olga", organiser=True)
    await waits_for(olga, What.BALANCES)
    drawn: list[Order] = []

    def counts(order: Order, instead: Order | None, given_up: Event) -> Made:
        drawn.append(order)
        return make(weekly())

    rounds = [DrawingRound(street.store, street.timebank_id, street.now, draws=counts) for _ in range(2)]
    assert sum(await asyncio.gather(*(one.run() for one in rounds))) == 1
    assert len(drawn) == 1
    assert drawing.LEASE.total_seconds() > easel.LONGEST_S
    assert date(2026, 11, 23) == (await street.rows(Drawing))[0].final
