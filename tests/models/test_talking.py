"""Proves the rows behind a talk: the open question, the buttons shown last, relayed words,
and raised hands.
"""

from __future__ import annotations

import asyncio

import pytest
from street import Street

from models import conversation, exchange, raised_hand, relayed, shown
from models.exchange import OverAlready
from models.member import NotFound
from models.notification import Notice


async def test_a_talk_is_picked_up_where_it_stopped(street: Street) -> None:
    """Flow, question and answers survive from one transaction to the next, and each change
    counts up the version.
    """
    assert await street.see(conversation.current, street.amina) is None
    talk = await street.do(
        conversation.start,
        street.amina,
        flow="ask",
        step="kind",
        now=street.now,
        answers={"name": "Ωmega 👵"},
        subject_id=2**40,
    )
    for step, update_id in (("when", 2**40), ("place", 2**40 + 1)):
        answers = {"name": "Ωmega 👵", "step": step, "when": [1, None, True]}
        await street.do(
            conversation.move, talk, step=step, answers=answers, update_id=update_id, now=street.now
        )
    found = await street.see(conversation.current, street.amina)
    assert found is not None
    assert (found.flow, found.step, found.last_update_id, found.subject_id) == (
        "ask",
        "place",
        2**40 + 1,
        2**40,
    )
    assert found.answers == {"name": "Ωmega 👵", "step": "place", "when": [1, None, True]}
    assert await street.see(conversation.current, street.ben) is None


async def test_misses_are_counted_for_the_open_question_only(street: Street) -> None:
    """Each answer that was not understood counts, and the next question starts from zero."""
    talk = await street.do(conversation.start, street.amina, flow="ask", step="kind", now=street.now)
    for count in (1, 2):
        assert await street.do(conversation.miss, talk, update_id=count, now=street.now) == count
    for step, misses in (("kind", 2), ("when", 0)):
        await street.do(conversation.move, talk, step=step, answers={}, update_id=None, now=street.now)
        found = await street.see(conversation.current, street.amina)
        assert found is not None
        assert found.misses == misses


async def test_one_talk_is_open_at_a_time(street: Street) -> None:
    """A new talk takes the place of the old one, and ending it, twice, leaves none."""
    for flow in ("ask", "offer"):
        await street.do(conversation.start, street.amina, flow=flow, step="kind", now=street.now)
    found = await street.see(conversation.current, street.amina)
    assert found is not None
    assert (found.flow, found.answers) == ("offer", {})
    for _ in range(2):
        await street.do(conversation.end, street.amina)
        assert await street.see(conversation.current, street.amina) is None


async def test_two_talks_begun_at_once_leave_one(street: Street) -> None:
    """When two taps each begin a talk at the same moment, one of them is the open one."""
    await asyncio.gather(
        *[
            street.do(conversation.start, street.amina, flow=flow, step="kind", now=street.now)
            for flow in ("ask", "offer")
        ]
    )
    found = await street.see(conversation.current, street.amina)
    assert found is not None
    assert found.flow in ("ask", "offer")


async def test_the_buttons_of_the_last_four_messages_are_remembered(street: Street) -> None:
    """Older messages are forgotten, an edited one is replaced, and the newest comes first."""
    for message_id in range(2**40, 2**40 + 6):
        options = [(f"Yes {message_id}", f"y:{message_id}")]
        await street.do(shown.note, street.amina, message_id, options, street.now)
    edited = [("No", "n:1"), ("Oui", "y:2")]
    await street.do(shown.note, street.amina, 2**40 + 4, edited, street.now, talk_id=2**40)
    rows = await street.see(shown.latest, street.amina)
    assert [row.message_id - 2**40 for row in rows] == [5, 4, 3, 2]
    assert (rows[1].options, rows[1].talk_id) == ([["No", "n:1"], ["Oui", "y:2"]], 2**40)
    assert await street.see(shown.latest, street.ben) == []


async def test_a_message_without_buttons_is_not_remembered(street: Street) -> None:
    """Buttons that were taken away are forgotten, but a question that waits for words is
    kept with its talk.
    """
    await street.do(shown.note, street.amina, 1, [("Yes", "y")], street.now)
    await street.do(shown.note, street.amina, 1, [], street.now)
    assert await street.see(shown.latest, street.amina) == []
    await street.do(shown.note, street.amina, 2, [], street.now, talk_id=7)
    await street.do(shown.note, street.amina, 3, [("Yes", "y")], street.now)
    await street.do(shown.forget, street.amina, 3)
    rows = await street.see(shown.latest, street.amina)
    assert [(row.message_id, row.talk_id) for row in rows] == [(2, 7)]


async def test_the_two_of_an_exchange_write_to_each_other_through_us(street: Street) -> None:
    """A message goes to the other one, cut where it is too long, and is found by its reader only."""
    agreed = await street.agree()
    written = await street.do(relayed.write, agreed.id, street.amina, "x" * 2_000, street.now)
    await street.do(relayed.write, agreed.id, street.ben, "👍", street.now)
    told = [(row.subject_id, row.recipient_id) for row in await street.notices(Notice.RELAYED)]
    assert told == [(written.id, street.ben.id), (written.id + 1, street.amina.id)]
    found = await street.see(relayed.get, street.ben, written.id)
    assert (len(found.text), found.sender_id) == (1_000, street.amina.id)
    for reader, message_id in ((street.amina, written.id), (street.carla, written.id), (street.ben, 2**40)):
        with pytest.raises(NotFound):
            await street.see(relayed.get, reader, message_id)


async def test_an_organiser_and_somebody_who_wants_a_person_write_to_each_other(street: Street) -> None:
    """An organiser who writes has got in touch, so the hand is lowered; the answer goes to that
    organiser, and nobody else can write in between.
    """
    hand = await street.do(raised_hand.put_up, street.amina, "help", street.now)
    with pytest.raises(NotFound):
        await street.do(relayed.answer_hand, hand.id, street.amina, "Hello?", street.now)
    with pytest.raises(NotFound):
        await street.do(relayed.answer_hand, hand.id, street.ben, "Hello", street.now)
    asked = await street.do(relayed.answer_hand, hand.id, street.olga, "How can I help?", street.now)
    answer = await street.do(relayed.answer_hand, hand.id, street.amina, "With the bins", street.now)
    assert (asked.recipient_id, answer.recipient_id) == (street.amina.id, street.olga.id)
    assert await street.see(raised_hand.up, street.bank.id) == []


async def test_strangers_and_those_who_are_done_relay_nothing(street: Street) -> None:
    """Nobody else can write into an exchange, and after its end nobody can."""
    agreed = await street.agree()
    for who in (street.carla, street.olga):
        with pytest.raises(NotFound):
            await street.do(relayed.write, agreed.id, who, "Hello", street.now)
    await street.do(exchange.cancel, agreed.id, street.ben, street.now)
    with pytest.raises(OverAlready):
        await street.do(relayed.write, agreed.id, street.amina, "Hello", street.now)


async def test_a_hand_is_up_once_until_an_organiser_sees_to_it(street: Street) -> None:
    """Asking again does not raise a second hand; an organiser lowers it once, on record;
    then it can go up anew.
    """
    hand = await street.do(raised_hand.put_up, street.amina, "ask:when" + "x" * 99, street.now)
    assert len(hand.about) == 64
    assert (await street.do(raised_hand.put_up, street.amina, "again", street.now)).id == hand.id
    assert await street.told(Notice.TASK_PERSON_WANTED) == [street.olga.id]
    other = await street.do(raised_hand.put_up, street.ben, "menu", street.now)
    assert [row.id for row in await street.see(raised_hand.up, street.bank.id)] == [hand.id, other.id]
    with pytest.raises(NotFound):
        await street.do(raised_hand.lower, hand.id, street.ben, street.now)
    for _ in range(2):
        lowered = await street.do(raised_hand.lower, hand.id, street.olga, street.now)
        assert (lowered.lowered_at, lowered.lowered_by_id) == (street.now, street.olga.id)
    assert [row.id for row in await street.see(raised_hand.up, street.bank.id)] == [other.id]
    assert (await street.do(raised_hand.put_up, street.amina, "menu", street.now)).id > other.id
    for bank_id, hand_id in ((street.bank.id + 1, hand.id), (street.bank.id, 2**40)):
        with pytest.raises(NotFound):
            await street.see(raised_hand.get, bank_id, hand_id)
