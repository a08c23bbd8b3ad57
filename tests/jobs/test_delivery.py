"""What Telegram answers, and what becomes of a notification then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session
from telegram.error import InvalidToken

from goodturn.process import CannotRun, live
from models import member, notification
from models.notification import Notice, Notification, State
from tests.stories.favours import agree, asks_for_shopping
from tests.stories.neighbours import Neighbour, Street, wire

BLOCKED = "Forbidden: bot was blocked by the user"
NOT_FOUND = "Bad Request: chat not found"


async def states(street: Street, kind: Notice, who: Neighbour | None = None) -> list[State]:
    """What became of the notifications of a kind, to one member where one is named."""
    recipient = None if who is None else (await street.store.read(who.row)).id
    rows = await street.rows(Notification)
    return [row.state for row in rows if row.kind is kind and recipient in (None, row.recipient_id)]


async def test_one_chat_that_must_wait_holds_up_no_other(street: Street) -> None:
    """After a 429 for one chat the others get theirs at once, and that chat its own, in order, later."""
    ada = await street.neighbour("Ada")
    ben, cara = [await street.neighbour(name, "shopping") for name in ("Ben", "Cara")]
    street.messenger.fail_next("sendMessage", retry_after=1, chat_id=ben.person.chat_id)
    await asks_for_shopping(ada)
    await cara.hears("Ada would like")
    assert await states(street, Notice.INVITATION, ben) == [State.PENDING]
    await asks_for_shopping(ada, day="Wednesday 25 November")
    await cara.hears("Wednesday 25 November")
    await street.later(minutes=1)
    heard = [message.text for message in ben.person.heard if "Ada would like" in message.text]
    assert ["Tuesday" in text for text in heard] == [True, False]
    assert await states(street, Notice.INVITATION) == [State.SENT] * 4


@pytest.mark.parametrize("description", [BLOCKED, "Forbidden: user is deactivated"])
async def test_who_has_blocked_us_is_left_alone_and_an_organiser_told(
    street: Street, description: str
) -> None:
    """A 403 marks a member unreachable and silences us, and an organiser hears of a near visit once."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    street.messenger.fail_next("sendMessage", status=403, description=description, chat_id=ben.person.chat_id)
    await street.later(hours=6)
    assert (await street.store.read(ben.row)).unreachable_since is not None
    assert await states(street, Notice.REMINDER_DAY, ben) == [State.PENDING]
    await street.later(minutes=10)
    told = await olga.hears("no longer reach Ben", "Ada")
    assert "Tuesday 24 November" in told.text
    calls = len([call for call in street.messenger.calls if call.chat_id == ben.person.chat_id])
    await street.later(days=2)
    assert len([call for call in street.messenger.calls if call.chat_id == ben.person.chat_id]) == calls
    assert await states(street, Notice.REMINDER_DAY, ben) == [State.LAPSED]
    assert sum("no longer reach Ben" in message.text for message in olga.person.heard) == 1


async def test_a_block_that_telegram_tells_us_of_is_passed_on_too(street: Street) -> None:
    """An organiser hears of a visit of the next two days as soon as one of the two has blocked us."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Thursday 26 November")
    await ben.taps("Yes, Thursday 2pm")
    await ben.does("blocks_bot")
    await street.later(hours=3)
    await olga.hears_nothing_of("no longer reach")
    await street.later(days=2)
    await olga.hears("no longer reach Ben")


async def test_unblocking_resumes(street: Street) -> None:
    """Who lets us write again is asked again and reminded again."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await ben.does("blocks_bot")
    await asks_for_shopping(ada)
    assert await states(street, Notice.INVITATION) == []
    await ben.does("unblocks_bot")
    await street.later(minutes=15)
    await ben.hears("Ada would like")


async def test_a_chat_that_is_not_found(street: Street) -> None:
    """A chat that is gone is never tried again; a further word from the member brings it back."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    street.messenger.fail_next("sendMessage", status=400, description=NOT_FOUND, chat_id=ben.person.chat_id)
    await asks_for_shopping(ada)
    assert await states(street, Notice.INVITATION, ben) == [State.PENDING]
    assert (await street.store.read(ben.row)).unreachable_since is not None
    await ben.says("/things")
    assert (await street.store.read(ben.row)).unreachable_since is None
    await ben.hears("A neighbour asks you")
    await ben.hears("Ada would like")
    assert await states(street, Notice.INVITATION, ben) == [State.SENT]


async def test_a_chat_that_has_moved(street: Street) -> None:
    """A chat with a new number gets its message there, and everything after it as well."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    moved = street.newcomer("Ben's new phone")
    moved.person.started = True
    street.messenger.fail_next(
        "sendMessage", status=400, description="Bad Request: group chat was upgraded to a supergroup chat",
        parameters={"migrate_to_chat_id": moved.person.chat_id}, chat_id=ben.person.chat_id,
    )  # fmt: skip
    await asks_for_shopping(ada)
    await moved.hears("Ada would like")
    assert (await street.store.read(ben.row)).chat_id == moved.person.chat_id


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 500},
        {"status": 502},
        {"bad_json": True},
        {"ok_false": True},
        {"body": "<html>", "status": 200},
    ],
)
async def test_a_reminder_survives_a_bad_day(street: Street, trouble: dict[str, Any]) -> None:
    """After a 500, a page of HTML, broken JSON or nonsense, what is harmless to read twice is sent again."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Wednesday 25 November")
    await ben.taps("Yes, Wednesday 2pm")
    for who in (ada, ben):
        street.messenger.fail_next("sendMessage", chat_id=who.person.chat_id, times=2, **trouble)
    await street.later(days=1, hours=6)
    for who in (ada, ben):
        await who.hears("A reminder")
    assert await states(street, Notice.REMINDER_DAY) == [State.SENT, State.SENT]


async def test_what_may_have_arrived(street: Street) -> None:
    """After a time-out that follows delivery an invitation is not repeated, and a reminder is."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    street.messenger.fail_next("sendMessage", drop_after_delivery=True, chat_id=ben.person.chat_id)
    await asks_for_shopping(ada, day="Wednesday 25 November")
    assert await states(street, Notice.INVITATION) == [State.UNCERTAIN]
    await street.later(hours=1)
    assert sum("Ada would like" in message.text for message in ben.person.heard) == 1
    await ben.taps("Yes, Wednesday 2pm")
    street.messenger.fail_next("sendMessage", drop_after_delivery=True, chat_id=ben.person.chat_id)
    await street.later(days=1, hours=6)
    assert sum("A reminder" in message.text for message in ben.person.heard) == 2
    assert await states(street, Notice.REMINDER_DAY, ben) == [State.SENT]


async def test_nothing_comes_a_third_time(street: Street) -> None:
    """What may have arrived twice is not sent a third time, also not when its reader writes to us."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Wednesday 25 November")
    await ben.taps("Yes, Wednesday 2pm")
    street.messenger.fail_next("sendMessage", drop_after_delivery=True, chat_id=ben.person.chat_id, times=2)
    await street.later(days=1, hours=6)
    assert await states(street, Notice.REMINDER_DAY, ben) == [State.UNCERTAIN]
    await ben.says("/hours")
    await street.later(minutes=30)
    assert sum("A reminder" in message.text for message in ben.person.heard) == 2
    assert not any("read this already" in message.text for message in ben.person.heard)


async def test_telegram_is_down_for_an_hour(street: Street) -> None:
    """While Telegram is down nothing is lost; afterwards everybody hears what is still of use."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await street.until(street.now().replace(hour=13, minute=50))
    street.messenger.down = True
    for _ in range(12):
        street.clock.move(timedelta(minutes=5))
        await street.house.timetable.run_all()
    assert await states(street, Notice.REMINDER_DAY) == [State.PENDING, State.PENDING]
    street.messenger.down = False
    await street.later(minutes=15)
    for who in (ada, ben):
        await who.hears("A reminder")


async def test_a_clock_that_is_set_back_keeps_no_news_waiting(street: Street) -> None:
    """A machine's clock is two hours ahead, Telegram does not take a piece of news, and the clock is set
    right: the news comes at once, and not when the right clock shows the wrong one's time."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    street.clock.move(timedelta(hours=2))
    street.messenger.down = True
    await street.store.write(
        lambda session: notification.queue(
            session, Notice.APPROVED, subject_id=1, recipient=ben.row(session), send_after=street.now()
        )
    )
    await street.house.timetable.run_all()
    street.messenger.down = False
    street.clock.move(timedelta(hours=-2))
    street.house.timetable.on_jump(timedelta(hours=-2))
    await street.settle()
    await ben.hears("Welcome")
    await ada.hears_nothing_of("Welcome")


async def test_another_process_takes_over_what_one_left_half_done(street: Street) -> None:
    """What a process claimed that died before it sent is sent by another, once the lease has run out."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await street.until(street.now().replace(hour=13, minute=59))
    street.clock.move(timedelta(minutes=1))
    claimed = await street.store.write(
        lambda session: notification.claim(
            session, timebank_id=street.timebank_id, now=street.now(), lease=timedelta(minutes=2), limit=50
        )
    )
    assert {row.kind for row in claimed} == {Notice.REMINDER_DAY}
    street.house = await street.another_house()
    await street.settle()
    await ben.hears_nothing_of("A reminder")
    await street.later(minutes=3)
    for who in (ada, ben):
        assert sum("A reminder" in message.text for message in who.person.heard) == 1


async def test_nothing_unasked_for_makes_a_sound_at_night(street: Street) -> None:
    """In the quiet hours a reminder is silent, and the answer to what somebody waits for is not."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, at="8:30am")
    await ben.taps("Yes, Tuesday 8:30am")
    assert not (await ben.hears("It is agreed", "calendar")).silent
    await street.until(street.now().replace(hour=22))
    await street.later(hours=9)
    assert (await ben.hears("A reminder")).silent
    await ben.taps_each("I need to cancel", "Yes, cancel my help")
    assert not (await ada.hears("cannot help after all")).silent


async def test_words_are_chosen_when_they_are_delivered(street: Street) -> None:
    """A reminder comes in the language and by the clock that its reader has then, not when it was queued."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)

    def move_away(session: Session) -> None:
        row = ben.row(session)
        row.zone = "Europe/Madrid"
        session.add(row)

    await street.store.write(move_away)
    await street.later(hours=6)
    await ben.hears("A reminder", "Tuesday 24 November, 3pm")
    await ada.hears("A reminder", "Tuesday 24 November, 2pm")
    await street.store.write(lambda session: member.speak(session, ben.row(session), "es"))
    await street.later(hours=22)
    assert "A reminder" not in ben.person.heard[-1].text
    assert "15:00" in ben.person.heard[-1].text


async def test_a_wrong_token_ends_the_process(street: Street) -> None:
    """A token that Telegram does not know ends the process with a sentence and a code, and is not in it."""
    house = wire(street.store, street.messenger, street.clock, street.timebank_id)
    other = "1000000001:another-one"
    street.messenger._api._token = other
    with pytest.raises(CannotRun) as told:
        await live(house)
    street.messenger._api._token = street.messenger.token
    assert told.value.code == 3
    assert "stand-in" not in str(told.value) and "BotFather" in str(told.value)


async def test_a_token_that_is_taken_back_ends_the_timetable(street: Street) -> None:
    """When Telegram no longer knows our token in the middle of a delivery, the timetable ends with that."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Wednesday 25 November")
    await ben.taps("Yes, Wednesday 2pm")
    street.clock.move(timedelta(days=1, hours=6))
    street.messenger.fail_next("sendMessage", status=401, chat_id=ben.person.chat_id)
    await street.house.timetable.run_all()
    assert isinstance(street.house.timetable.stopped_by, InvalidToken)
    await street.later(minutes=5)
    await ben.hears("A reminder")
