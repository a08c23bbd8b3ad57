"""Stories on a bad line: what was to be said while Telegram, a chat or one of our processes was away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bot.outgoing import Halfway, Reader
from bot.saying import say
from bot.values import words
from jobs.delivery import Delivery
from models import notification
from models.notification import Notice, Notification, State
from models.store import Store
from tests.stories.favours import agree, asks_for_shopping
from tests.stories.neighbours import Neighbour, Street, opened_street


@pytest.fixture
async def street(sqlite_url: str) -> AsyncIterator[Street]:
    """A street on which the messenger refuses things."""
    store = Store(sqlite_url)
    async with opened_street(store) as opened:
        opened.refusals_allowed = True
        yield opened
    await store.close()


@pytest.fixture
async def any_street(store: Store) -> AsyncIterator[Street]:
    """The same, once on each kind of database."""
    async with opened_street(store) as opened:
        opened.refusals_allowed = True
        yield opened


def delivery_of(street: Street) -> Delivery:
    """A further delivery on the same database, as another process would have it."""
    out = street.house.bot.out
    return Delivery(street.store, street.timebank_id, out, street.clock.now, lambda: "goodturn_bot")


async def rows_of(street: Street, kind: Notice) -> list[Notification]:
    """The notifications of that kind, oldest first."""
    return [row for row in await street.rows(Notification) if row.kind is kind]


async def states(street: Street, kind: Notice) -> list[State]:
    """What became of the notifications of that kind."""
    return [row.state for row in await rows_of(street, kind)]


def heard(who: Neighbour, text: str) -> int:
    """How many messages of theirs say that."""
    return sum(text in message.text for message in who.person.heard)


async def visit_tomorrow(street: Street, *, hour: int = 14) -> tuple[Neighbour, Neighbour]:
    """Ada and Ben, who have agreed on Tuesday at two; the reminder of the day before is due at that hour."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await street.until(street.now().replace(hour=hour - 1, minute=59))
    return ada, ben


async def test_what_could_not_be_said_is_said_on_return(street: Street) -> None:
    """Who blocked the bot and comes back hears what is still so, and nothing that has passed."""
    ada, ben = await visit_tomorrow(street)
    await ben.does("blocks_bot")
    await street.later(hours=3)
    await asks_for_shopping(ada, day="Thursday 26 November")
    assert State.PENDING in await states(street, Notice.REMINDER_DAY)
    await ben.does("unblocks_bot")
    assert heard(ben, "A reminder") == 1
    await ben.does("blocks_bot")
    await street.later(days=1)
    await ben.does("unblocks_bot")
    assert heard(ben, "A reminder") == 1
    assert await states(street, Notice.REMINDER_SOON) == [State.SENT, State.LAPSED]


async def test_what_is_for_somebody_who_never_returns_lapses(street: Street) -> None:
    """After a month away even what never goes stale is let go, so that nothing waits for ever."""
    ada, ben = await visit_tomorrow(street)
    await ben.does("blocks_bot")
    await ada.taps_each("I need to cancel", "Yes, cancel this")
    assert await states(street, Notice.CALLED_OFF) == [State.PENDING]
    await street.later(days=31)
    assert await states(street, Notice.CALLED_OFF) == [State.LAPSED]


async def test_an_uncertain_invitation_is_shown_again_at_the_next_word(street: Street) -> None:
    """What may have arrived is not repeated unasked, and said once more when its reader writes."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    street.messenger.fail_next("sendMessage", status=502, chat_id=ben.person.chat_id)
    await asks_for_shopping(ada)
    assert await states(street, Notice.INVITATION) == [State.UNCERTAIN]
    await street.later(minutes=10)
    assert heard(ben, "Ada would like") == 0
    await ben.says("/hours")
    await ben.hears("Perhaps you have read this already", "Ada would like")
    await ben.taps("Yes, Tuesday 2pm")
    await ada.hears("It is agreed")
    await ben.says("/hours")
    await ben.hears_nothing_of("Perhaps you have read this")


async def test_what_is_no_longer_so_is_not_shown_again(street: Street) -> None:
    """An uncertain invitation that was withdrawn meanwhile is not mentioned at the next word."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    street.messenger.fail_next("sendMessage", drop_after_delivery=True, chat_id=ben.person.chat_id)
    await asks_for_shopping(ada)
    await ben.taps("Yes, Tuesday 2pm")
    await ben.hears_nothing_of("Perhaps you have read this")
    assert await states(street, Notice.INVITATION) == [State.LAPSED]


async def test_words_that_may_have_arrived_are_shown_again_once(street: Street) -> None:
    """A relayed message whose answer got lost is passed on once more, with a word that it may be known."""
    ada, ben = await visit_tomorrow(street)
    street.messenger.fail_next("sendMessage", drop_after_delivery=True, chat_id=ben.person.chat_id)
    await ada.taps("Write to Ben")
    await ada.says("The bell is broken")
    assert await states(street, Notice.RELAYED) == [State.UNCERTAIN]
    await ben.says("/things")
    await ben.hears("Perhaps you have read this already", "The bell is broken")
    await ben.says("/things")
    assert heard(ben, "The bell is broken") == 2


@pytest.mark.parametrize("description", ["message is not modified", "query is too old"])
async def test_a_refusal_that_means_it_is_done(street: Street, description: str) -> None:
    """Where nothing is left to do the notification counts as sent."""
    _, ben = await visit_tomorrow(street)
    street.messenger.fail_next(
        "sendMessage", status=400, description=f"Bad Request: {description}", chat_id=ben.person.chat_id
    )
    await street.later(minutes=2)
    assert await states(street, Notice.REMINDER_DAY) == [State.SENT, State.SENT]


async def test_html_that_cannot_be_read_is_sent_as_plain_text(street: Street) -> None:
    """A message that looks plain is better than none, and it is sent once."""
    _, ben = await visit_tomorrow(street)
    street.messenger.fail_next(
        "sendMessage",
        status=400,
        description="Bad Request: can't parse entities: Unsupported start tag",
        chat_id=ben.person.chat_id,
    )
    await street.later(minutes=2)
    reminder = await ben.hears("A reminder")
    assert "<b>" not in reminder.text and not reminder.entities
    assert heard(ben, "A reminder") == 1


async def test_organisers_hear_once_of_what_was_given_up(street: Street) -> None:
    """What Telegram refuses for good is dead at once, and organisers hear of all of it once a day."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await visit_tomorrow(street)
    for who in (ada, ben):
        street.messenger.fail_next(
            "sendMessage", status=400, description="Bad Request: no", chat_id=who.person.chat_id
        )
    await street.later(minutes=2)
    assert await states(street, Notice.REMINDER_DAY) == [State.DEAD, State.DEAD]
    told = await olga.hears("could not be sent", "Ada", "Ben")
    assert "2 messages" in told.text
    street.messenger.fail_next(
        "sendMessage", status=400, description="Bad Request: no", chat_id=ben.person.chat_id
    )
    await street.later(hours=4)
    assert heard(olga, "could not be sent") == 1


async def test_a_burst_of_failures_is_outlasted_and_then_given_up(street: Street) -> None:
    """What meets nonsense every time is tried with longer and longer pauses, and given up after a few."""
    olga = await street.neighbour("Olga", organiser=True)
    _, ben = await visit_tomorrow(street)
    street.messenger.fail_next("sendMessage", ok_false=True, chat_id=ben.person.chat_id, times=50)
    await street.later(hours=3)
    assert await states(street, Notice.REMINDER_DAY) == [State.SENT, State.DEAD]
    [row] = [row for row in await rows_of(street, Notice.REMINDER_DAY) if row.state is State.DEAD]
    assert row.attempts == 8
    street.messenger.next_answers.clear()
    await olga.hears("1 message could not be sent", "Ben")


async def test_an_hour_without_telegram(street: Street) -> None:
    """While Telegram is down one message at a time asks whether it is back; then everybody hears at once what
    is still of use, and what has passed is left unsaid.
    """
    people = [await street.neighbour(f"Neighbour {number}") for number in range(8)]

    def due(session: Session) -> None:
        for number, who in enumerate(people):
            notification.queue(
                session,
                Notice.APPROVED,
                subject_id=number,
                recipient=who.row(session),
                send_after=street.now() + timedelta(minutes=number),
                useless_after=street.now() + timedelta(minutes=30) if number == 3 else None,
            )

    await street.store.write(due)
    await street.later(minutes=1)
    said = {who.name: heard(who, "Welcome") for who in people}
    street.messenger.down = True
    before = len(street.messenger.calls)
    for _ in range(120):
        street.clock.move(timedelta(seconds=30))
        await street.house.timetable.run_all()
    assert len(street.messenger.calls) - before < 150
    street.messenger.down = False
    await street.later(minutes=2)
    told = [
        call.chat_id
        for call in street.messenger.calls
        if call.status == 200 and call.method.lower() == "sendmessage" and "elcome" in str(call.params)
    ]
    order = [who.person.chat_id for who in people]
    assert sorted(order.index(chat_id) for chat_id in told) == [0, 1, 2, 4, 5, 6, 7]
    assert said["Neighbour 3"] == heard(people[3], "elcome") == 0
    assert (await states(street, Notice.APPROVED)).count(State.LAPSED) == 1


async def test_a_process_that_slept_sends_nothing_that_another_took_over(any_street: Street) -> None:
    """A process that was stopped with claims in its hands looks at its leases before it sends anything."""
    street = any_street
    ada, ben = await visit_tomorrow(street)
    street.clock.move(timedelta(minutes=1))
    delivery, turn = delivery_of(street), street.house.bot.out.pace.turn
    asleep = asyncio.Event()

    def sleeping(*arguments: Any, **options: Any) -> Any:
        # Between the claim and the sending this process sleeps past its lease; another takes over.
        street.clock.move(timedelta(minutes=3))
        asleep.set()
        return turn(*arguments, **options)

    street.house.bot.out.pace.turn = sleeping  # type: ignore[method-assign]
    run = asyncio.create_task(delivery.run())
    await asleep.wait()
    street.house.bot.out.pace.turn = turn  # type: ignore[method-assign]
    await asyncio.gather(run, delivery_of(street).run())
    await street.later(minutes=5)
    for who in (ada, ben):
        assert heard(who, "A reminder") == 1


async def test_two_processes_say_everything_once(any_street: Street) -> None:
    """Two deliveries at the same time on one database share the work, and nobody hears anything twice."""
    street = any_street
    people = [await street.neighbour(f"Neighbour {number}") for number in range(20)]

    def due(session: Session) -> None:
        for who in people:
            notification.queue(
                session, Notice.APPROVED, subject_id=1, recipient=who.row(session), send_after=street.now()
            )

    await street.store.write(due)
    await asyncio.gather(*(delivery_of(street).run() for _ in range(3)))
    assert await states(street, Notice.APPROVED) == [State.SENT] * 20
    assert [heard(who, "elcome") for who in people] == [1] * 20


async def test_a_process_that_is_stopped_puts_back_what_it_has_not_sent(street: Street) -> None:
    """When a delivery is cut off before it sends, everything is due at once for the next process."""
    people = [await street.neighbour(f"Neighbour {number}") for number in range(10)]

    def due(session: Session) -> None:
        for who in people:
            notification.queue(
                session, Notice.APPROVED, subject_id=1, recipient=who.row(session), send_after=street.now()
            )

    await street.store.write(due)
    pace = street.house.bot.out.pace
    pace._counts = True
    pace._overall.hold(asyncio.get_running_loop().time() + 60)
    run = asyncio.create_task(delivery_of(street).run())
    while pace._overall._waiting == []:
        await asyncio.sleep(0)
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)
    rows = await rows_of(street, Notice.APPROVED)
    assert {(row.state, row.attempts) for row in rows} == {(State.PENDING, 0)}
    pace.unlimited()
    await delivery_of(street).run()
    assert [heard(who, "elcome") for who in people] == [1] * 10


async def test_the_rest_of_a_long_message_follows_what_may_have_arrived(street: Street) -> None:
    """When the answer to the first of several messages gets lost, the others are sent all the same."""
    ada = await street.neighbour("Ada")
    reader = Reader(ada.person.chat_id, "en", UTC, street.now())
    long = say(*(words("relayed", name="Ben", text=f"{number} " + "word " * 500) for number in range(4)))
    street.messenger.fail_next("sendMessage", drop_after_delivery=True, chat_id=ada.person.chat_id)
    with pytest.raises(Halfway):
        await street.house.bot.out.send(reader, long)
    assert len(ada.person.heard) >= 3
    everything = " ".join(message.text for message in ada.person.heard)
    assert all(f"{number} word" in everything for number in range(4))
