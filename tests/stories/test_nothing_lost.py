"""What is sent to us while something breaks: it happens once, is answered, and nobody is left wondering."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot import flood, outage
from bot.passage import Passage
from bot.turnstile import LEASE, PUT_OFF_S, Turnstile
from models import received
from models.received import ReceivedUpdate, State
from models.store import Work
from tests.stories.favours import agree, asks_for_shopping
from tests.stories.neighbours import Neighbour, Street

CUT_OFF = "We were cut off for a moment"
PASSED = "You sent this more than 1 day ago"


async def dies_before_answering(street: Street, who: Neighbour, says: str) -> None:
    """Lets a process do what somebody asks for, and be killed before it can say so."""
    who.look_away()
    who.person.says(says)
    await street.house.bot.inbox.fetch(0)

    async def die(*_: Any) -> None:
        raise received.TakenOver("killed")

    street.house.bot.door._speak = die  # type: ignore[method-assign]
    await street.house.bot.turnstile.drain()
    await street.restart()


async def test_a_kill_between_deed_and_answer_is_told(street: Street) -> None:
    """Ada's answer is kept, the process dies before the next question, and another asks it, once."""
    ada = await street.neighbour("Ada")
    await ada.says("/ask")
    await dies_before_answering(street, ada, "Shopping")
    await street.settle()
    assert ada.news == []
    await street.later(seconds=int(LEASE.total_seconds()))
    await ada.hears(CUT_OFF, "Which day suits you?")
    assert sum(CUT_OFF in message.text for message in ada.person.heard) == 1
    await ada.taps("Tomorrow, Tuesday")
    await ada.hears("What time")


async def test_a_kill_after_the_answer_leaves_old_buttons_good(street: Street) -> None:
    """The process asks the question, and dies before it notes that: asked again, either one is answered."""
    ada = await street.neighbour("Ada")
    ada.person.says("/ask")
    await street.house.bot.inbox.fetch(0)

    async def die(*_: Any) -> None:
        raise received.TakenOver("killed")

    street.house.bot.door._note_said = die  # type: ignore[method-assign]
    await street.house.bot.turnstile.drain()
    first = ada.person.heard[-1]
    await street.restart()
    await street.later(seconds=int(LEASE.total_seconds()))
    await ada.hears(CUT_OFF, "What kind of help")
    await ada.taps_on(first, "Shopping")
    await ada.hears("Which day suits you?")


async def test_a_kill_outside_a_talk_shows_how_things_stand(street: Street) -> None:
    """Somebody whose last word ended a talk is shown their things, in which they find what came of it."""
    ada, _ = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada)
    await dies_before_answering(street, ada, "/hours")
    await street.later(seconds=int(LEASE.total_seconds()))
    await ada.hears(CUT_OFF, "Shopping")


async def test_a_stranger_who_was_cut_off_is_welcomed(street: Street) -> None:
    """A newcomer's first word is answered by another process with the first question of joining."""
    nora = street.newcomer("Nora")
    await dies_before_answering(street, nora, "/start")
    await street.later(seconds=int(LEASE.total_seconds()))
    await nora.hears(CUT_OFF, "language")


async def test_what_a_dead_process_held_is_taken_over(street: Street) -> None:
    """An update that was claimed and never touched is handled by another when the lease ends, not before."""
    ada = await street.neighbour("Ada")
    ada.person.says("/hours")
    await street.house.bot.inbox.fetch(0)
    await street.store.write(
        lambda session: received.claim(
            session, street.timebank_id, holder="dead", now=street.now(), lease=LEASE, limit=9
        )
    )
    await street.settle()
    assert ada.news == []
    await street.later(seconds=int(LEASE.total_seconds()))
    await ada.hears("hours")


async def test_a_process_that_slept_past_its_lease_does_nothing(street: Street) -> None:
    """Two processes come to handle the same update, because one had slept: the deed is done once."""
    ada = await street.neighbour("Ada")
    await ada.says("/ask")
    ada.look_away()
    ada.person.says("Shopping")
    await street.house.bot.inbox.fetch(0)
    sleeper = await street.store.write(street._claim_all)
    other = await street.another_house()
    other.bot.turnstile.holder = other.bot.door.holder = "the other"
    street.clock.move(LEASE)
    await other.bot.turnstile.drain()
    await ada.hears("Which day suits you?")
    for update in sleeper:
        await street.house.bot.turnstile.let_through(Passage(update))
    assert sum("Which day" in message.text for message in ada.news) == 1
    await street.settle()


@pytest.mark.parametrize("status", [500, 502])
async def test_an_answer_that_does_not_get_out_comes_later(street: Street, status: int) -> None:
    """Telegram takes no answer for a while: it comes as soon as Telegram does, and the deed is done once."""
    ada = await street.neighbour("Ada")
    await ada.says("/ask")
    street.refusals_allowed = True
    street.messenger.fail_next("sendMessage", status=status, times=3)
    await ada.says("Shopping")
    await ada.hears_nothing_of("Which day")
    for pause_s in PUT_OFF_S:
        await street.later(seconds=pause_s)
    await ada.hears(CUT_OFF, "Which day suits you?")
    assert sum("Which day" in message.text for message in ada.person.heard) == 1


async def test_an_answer_that_never_gets_out_is_let_go(street: Street) -> None:
    """After minutes of trying the line moves on: what Ada says next is answered as ever."""
    ada = await street.neighbour("Ada")
    await ada.says("/ask")
    street.refusals_allowed = True
    street.messenger.fail_next("sendMessage", status=502, times=1 + len(PUT_OFF_S))
    await ada.says("Shopping")
    for pause_s in PUT_OFF_S:
        await street.later(seconds=pause_s)
    assert [row.state for row in await street.rows(ReceivedUpdate)][-1] is State.HANDLED
    await ada.says("Tomorrow, Tuesday")
    await ada.hears("What time")


async def test_what_waited_for_more_than_a_day_has_passed(street: Street) -> None:
    """After two days away taps and words are not done but said to have passed; commands are answered."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada)
    ben.look_away()
    ben.person.taps("Yes, Tuesday 2pm")
    ada.person.says("a word from long ago")
    ada.person.says("/hours")
    await street.house.bot.inbox.fetch(0)
    street.clock.move(timedelta(days=2))
    # After two days the messenger no longer takes an answer to a tap.
    street.dead_allowed = True
    await street.settle()
    await ben.hears(PASSED)
    await ada.hears(PASSED)
    await ada.hears("Your balance")
    assert await street.exchanges() == []


async def test_a_flood_is_told_once_and_holds_up_nobody(street: Street) -> None:
    """Of ninety messages at once the first are answered, one warning follows, and Ben is served at once."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben")
    street.house.bot.flood.burst = flood.BURST
    for _ in range(90):
        ada.person.says("/hours")
    ben.person.says("/hours")
    order: list[int] = []
    door = street.house.bot.door
    answer = door.answer

    async def noted(heard: Any) -> None:
        order.append(heard.user_id)
        await answer(heard)

    door.answer = noted  # type: ignore[method-assign]
    await street.settle()
    assert order.index(ben.person.id) <= 1
    assert len(order) == flood.BURST + 1
    assert sum("That was a lot at once" in message.text for message in ada.person.heard) == 1
    await street.later(minutes=2)
    await ada.says("/hours")
    await ada.hears("Your balance")


async def test_the_same_update_twice_is_handled_once(street: Street) -> None:
    """Telegram repeats a whole batch, and brings one of it once more by the webhook: one answer."""
    ada = await street.neighbour("Ada")
    ada.person.says("/hours")
    updates = street.taken_updates()
    assert [await street.house.bot.inbox.keep(updates) for _ in range(3)] == [1, 0, 0]
    street._settled_at = None
    await street.settle()
    assert sum("Your balance" in message.text for message in ada.person.heard) == 1


async def test_while_nothing_can_be_written_people_hear_that_nothing_is_lost(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full: Ada is told once and so is the organiser; when there is room, Ada has her answer."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    write, store = street.store.write, street.store

    async def full(work: Work[Any]) -> Any:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(outage, "TOLD_AFTER_S", 0.0)
    monkeypatch.setattr(store, "write", full)
    ada.person.says("/hours")
    for _ in range(3):
        with pytest.raises(OperationalError):
            await street.house.bot.inbox.fetch(0)
    await ada.hears("What you sent is not lost")
    await olga.hears("cannot write anything down", "the disk is full")
    assert (len(ada.news), len(olga.news)) == (1, 1)
    monkeypatch.setattr(store, "write", write)
    await street.settle()
    await ada.hears("Your balance")


async def test_a_bad_update_is_set_aside_and_the_next_one_served(street: Street) -> None:
    """One that cannot be read is kept with its text, to be looked at, and holds up not even its sender."""
    ada = await street.neighbour("Ada")
    street.dead_allowed = True
    said = {"message_id": 1, "date": "x", "from": ada.person.as_user(), "chat": {"id": ada.person.id}}
    street.messenger.push_update({"message": said})
    await ada.says("/hours")
    await ada.hears("Your balance")
    [dead] = [row for row in await street.rows(ReceivedUpdate) if row.state is State.DEAD]
    assert json.loads(dead.body)["message"]["date"] == "x"
    assert dead.reference


async def test_a_turnstile_looks_by_itself(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process kept, and died before it told anybody, is found without being told."""
    monkeypatch.setattr("bot.turnstile.LOOK_S", 0.001)
    turnstile: Turnstile = street.house.bot.turnstile
    turnstile._look.clear()
    assert not await turnstile._told_or_waiting()
    ada = await street.neighbour("Ada")
    ada.person.says("/hours")
    await street.house.bot.inbox.fetch(0)
    turnstile._look.clear()
    assert await turnstile._told_or_waiting()
    await street.settle()


async def test_hours_are_banked_once_though_the_process_dies_in_between(street: Street) -> None:
    """Ben says how long it took, the process dies before it answers, and he says it again: one transfer."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await street.later(days=1, hours=8)
    await ada.taps("1 hour")
    await dies_before_answering(street, ben, "1 hour")
    await street.later(seconds=int(LEASE.total_seconds()))
    await ben.hears(CUT_OFF)
    await ben.says("1 hour")
    assert (await ben.balance()).balance_minutes == 180
