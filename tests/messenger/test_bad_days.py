"""Telegram on a bad day: scripted faults arrive in python-telegram-bot as the real ones do."""

from __future__ import annotations

import pytest
import telegram
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from messenger import Messenger, Person


async def test_a_429_for_one_chat_leaves_the_others(
    street: Messenger, bot: telegram.Bot, ada: Person
) -> None:
    """A scripted wait is met once, by that chat alone, and nothing is delivered by the call that met it."""
    eve = street.add_person("Eve", started=True)
    street.fail_next("sendMessage", retry_after=3, chat_id=ada.id)
    await bot.send_message(eve.id, "hello")
    with pytest.raises(RetryAfter, match="Retry in 3 seconds"):
        await bot.send_message(ada.id, "hello")
    assert ada.messages == [] and street.next_answers == []
    await bot.send_message(ada.id, "hello")
    assert len(ada.messages) == len(eve.messages) == 1


async def test_each_kind_of_failure_is_told_apart(street: Messenger, bot: telegram.Bot, ada: Person) -> None:
    """HTML pages, broken JSON, ok:false and Telegram's own refusals raise what they raise in life."""

    async def say() -> None:
        await bot.send_message(ada.id, "hello")

    street.fail_next("sendMessage", status=502, times=2)
    for _ in range(2):
        with pytest.raises(NetworkError, match=r"Bad Gateway \(502\)"):
            await say()
    street.fail_next("sendMessage", status=500)
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await say()
    street.fail_next("sendMessage", bad_json=True)
    with pytest.raises(TelegramError, match="Invalid server response"):
        await say()
    street.fail_next("sendMessage", ok_false=True)
    with pytest.raises(KeyError, match="result"):
        await say()
    street.fail_next("sendMessage", status=403, description="Forbidden: user is deactivated")
    with pytest.raises(Forbidden, match="user is deactivated"):
        await say()
    street.fail_next(status=400, description="Bad Request: chat not found")
    with pytest.raises(BadRequest, match="Chat not found"):
        await say()
    street.fail_next(status=400, parameters={"migrate_to_chat_id": -100})
    with pytest.raises(ChatMigrated):
        await say()
    assert ada.messages == []


async def test_a_message_can_arrive_though_the_answer_is_lost(
    street: Messenger, bot: telegram.Bot, ada: Person
) -> None:
    """The call times out, and the person has the message all the same."""
    street.fail_next("sendMessage", drop_after_delivery=True)
    with pytest.raises(TimedOut):
        await bot.send_message(ada.id, "hello")
    assert [message.text for message in ada.messages] == ["hello"]
    assert (street.calls[-1].method, street.calls[-1].status) == ("sendMessage", 0)


async def test_telegram_goes_down_and_comes_back(street: Messenger, bot: telegram.Bot, ada: Person) -> None:
    """While it is down every call fails; what people say meanwhile is held."""
    street.down = True
    with pytest.raises(NetworkError):
        await bot.get_me()
    ada.says("hello?")
    street.down = False
    [update] = await bot.get_updates(timeout=0)
    assert update.message is not None and update.message.text == "hello?"


async def test_updates_come_twice_when_told_to(street: Messenger, bot: telegram.Bot, ada: Person) -> None:
    """Each batch is repeated once, even though it was confirmed."""
    street.repeat_updates = True
    ada.says("one")
    [first] = await bot.get_updates(timeout=0)
    [second] = await bot.get_updates(offset=first.update_id + 1, timeout=0)
    assert second.update_id == first.update_id
    assert await bot.get_updates(offset=first.update_id + 1, timeout=0) == ()


async def test_an_update_can_be_anything(street: Messenger, bot: telegram.Bot) -> None:
    """An update from a newer Telegram is passed on as it is; ids may begin again lower."""
    street.push_update({"update_id": 900_000_000, "tea_party": {"guests": 3}})
    street.push_update({"update_id": 400_000_000})
    updates = await bot.get_updates(timeout=0)
    assert [update.update_id for update in updates] == [900_000_000, 400_000_000]
    assert await bot.get_updates(offset=900_000_001, timeout=0) == ()
    street.push_update({"update_id": 400_000_001})
    [later] = await bot.get_updates(offset=900_000_001, timeout=0)
    assert later.update_id == 400_000_001
    assert await bot.get_updates(offset=400_000_002, timeout=0) == ()


async def test_calls_are_on_record(street: Messenger, bot: telegram.Bot, ada: Person) -> None:
    """The log has method, parameters, time taken and answer, and never the token."""
    await bot.send_message(ada.id, "hello")
    await bot.send_document(ada.id, b"12345", filename="x.txt")
    said, sent = street.calls[-2:]
    assert (said.method, said.chat_id, said.status, said.answer["ok"]) == ("sendMessage", ada.id, 200, True)
    assert said.ms >= 0 and "x.txt (5 bytes)" in sent.params.values()
    assert street.token not in repr(street.calls)
