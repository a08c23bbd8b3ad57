"""What people do in their app, and what the bot hears of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from messenger import Clock, Messenger, NotPossible, Person


async def heard(bot: telegram.Bot) -> list[telegram.Update]:
    """Return what the bot hears now, and confirm it."""
    updates = list(await bot.get_updates(timeout=0))
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    return updates


async def test_words_and_commands_are_heard(bot: telegram.Bot, ben: Person) -> None:
    """A text arrives with who wrote it, when, in which language, and a command is marked as one."""
    ben.opens("join_abc")
    ben.says("  Someone to walk my dog  ")
    start, wish = await heard(bot)
    assert start.message is not None and wish.message is not None
    assert start.message.text == "/start join_abc"
    assert start.message.parse_entities(["bot_command"]).popitem()[1] == "/start"
    assert wish.message.text == "Someone to walk my dog"
    assert wish.effective_user is not None and wish.effective_user.language_code == "en"
    assert (wish.message.chat.id, wish.message.date.hour) == (ben.chat_id, 9)
    assert ben.started


async def test_a_reply_carries_what_it_answers(bot: telegram.Bot, ada: Person) -> None:
    """A person's reply says which message it answers."""
    question = await bot.send_message(ada.id, "Which day?")
    ada.says("Tuesday", reply_to=question.message_id)
    [update] = await heard(bot)
    assert update.message is not None and update.message.reply_to_message is not None
    assert update.message.reply_to_message.text == "Which day?"


async def test_taps_find_the_latest_button(bot: telegram.Bot, street: Messenger, ada: Person) -> None:
    """A label is looked for in the latest message that has it; an old message can be tapped on purpose."""

    def yes(data: str) -> InlineKeyboardMarkup:
        return InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data=data)]])

    old = await bot.send_message(ada.id, "Monday?", reply_markup=yes("mon"))
    await bot.send_message(ada.id, "Tuesday?", reply_markup=yes("tue"))
    ada.taps("Yes")
    ada.presses(old.message_id, "Yes")
    ada.presses(ada.messages[0], "Yes")
    taps = [update.callback_query for update in await heard(bot)]
    assert [tap.data for tap in taps if tap] == ["tue", "mon", "mon"]
    assert len({tap.id for tap in taps if tap}) == 3
    with pytest.raises(NotPossible, match=r"sees no button 'Maybe', only \['Yes', 'Yes'\]"):
        ada.taps("Maybe")
    with pytest.raises(NotPossible, match="no button"):
        ada.presses(old.message_id, "Maybe")


async def test_forged_taps_are_heard_as_sent(bot: telegram.Bot, ada: Person) -> None:
    """Any data can be sent, on messages that never were, and still parses."""
    ada.taps_data("other:77")
    ada.taps_data(b"\xff\x00" * 40, message_id=12345)
    first, second = [update.callback_query for update in await heard(bot)]
    assert first is not None and first.data == "other:77"
    assert second is not None and second.message is not None and not second.message.is_accessible


async def test_home_buttons_send_their_text_or_ask(bot: telegram.Bot, ada: Person) -> None:
    """A home button says its label; one that asks for a place waits for the person's own answer."""
    rows: list[list[str | KeyboardButton]] = [
        ["Help"],
        [KeyboardButton("Share my place", request_location=True)],
    ]
    await bot.send_message(ada.id, "Hello", reply_markup=ReplyKeyboardMarkup(rows))
    ada.taps("Help")
    with pytest.raises(NotPossible, match="asks for a location"):
        ada.taps("Share my place")
    ada.refuses_location()
    ada.shares_location(51.5, -0.1, accuracy_m=30)
    ada.shares_live_location()
    help_, place, live = [update.message for update in await heard(bot)]
    assert help_ is not None and help_.text == "Help"
    assert place is not None and place.location is not None and place.location.horizontal_accuracy == 30
    assert live is not None and live.location is not None and live.location.live_period


async def test_everything_else_that_can_be_sent(bot: telegram.Bot, ada: Person) -> None:
    """Stickers, voice notes, photos, files and contacts parse as what they are."""
    ada.sends_sticker()
    ada.sends_voice(9)
    ada.sends_photo(caption="My dog")
    ada.sends_document("members.csv", b"name\nRosa\n", "text/csv")
    ada.sends_contact()
    sticker, voice, photo, document, contact = [update.message for update in await heard(bot)]
    assert sticker and sticker.sticker and voice and voice.voice and contact and contact.contact
    assert photo and photo.photo and photo.caption == "My dog"
    assert document and document.document and document.document.file_name == "members.csv"
    fetched = await (await bot.get_file(document.document.file_id)).download_as_bytearray()
    assert bytes(fetched) == b"name\nRosa\n"


async def test_an_edit_is_heard_as_an_edit(bot: telegram.Bot, ada: Person, clock: Clock) -> None:
    """A person can change their own text, and nobody else's."""
    said = ada.says("Tuesday")
    clock.move(timedelta(minutes=1))
    ada.edits(said.id, "Wednesday")
    sent = await bot.send_message(ada.id, "Fine")
    edit = (await heard(bot))[1].edited_message
    assert edit is not None and (edit.text, edit.message_id) == ("Wednesday", said.id)
    assert edit.edit_date is not None and ada.messages[0].edited
    with pytest.raises(NotPossible, match="no message"):
        ada.edits(sent.message_id, "Not fine")


async def test_blocking_is_heard_and_holds(bot: telegram.Bot, ada: Person) -> None:
    """Blocking and unblocking are told to the bot; a person who blocks must unblock before writing."""
    ada.blocks_bot()
    ada.blocks_bot()
    with pytest.raises(NotPossible, match="blocked"):
        ada.says("hello")
    ada.unblocks_bot()
    blocked, unblocked = [update.my_chat_member for update in await heard(bot)]
    assert blocked is not None and blocked.new_chat_member.status == "kicked"
    assert unblocked is not None and unblocked.new_chat_member.status == "member"


async def test_a_link_to_the_bot_starts_it(bot: telegram.Bot, ada: Person) -> None:
    """A button with the bot's own link opens it; any other link tells the bot nothing."""
    markup = InlineKeyboardMarkup([[
        InlineKeyboardButton("Join", url="https://t.me/goodturn_bot?start=join_1"),
        InlineKeyboardButton("Map", url="https://example.org/map"),
    ]])  # fmt: skip
    await bot.send_message(ada.id, "Come in", reply_markup=markup)
    ada.taps("Map")
    ada.taps("Join")
    [update] = await heard(bot)
    assert update.message is not None and update.message.text == "/start join_1"


async def test_someone_waits_for_words(bot: telegram.Bot, ada: Person) -> None:
    """Waiting ends when the words come, also by an edit; an answer that never comes is told of."""
    asked = ada.says("/hours")
    waiting = asyncio.create_task(ada.hears("5 hours", after=asked))
    sent = await bot.send_message(ada.id, "One moment")
    await bot.edit_message_text("You have 5 hours", ada.id, sent.message_id)
    assert (await waiting).id == sent.message_id
    with pytest.raises(NotPossible, match=r"did not hear 'six', but \['You have 5 hours'\]"):
        await ada.hears("six", within_s=0)


def test_people_are_found_and_never_twice(street: Messenger, ada: Person) -> None:
    """Adding someone again returns who is there; newcomers get names that are free."""
    assert street.add_person("Ada") is ada and street.person("Ada") is ada
    amina, george, priya = street.add_cast()
    rosa, sam = street.add_newcomer(), street.add_newcomer()
    assert [person.name for person in (amina, george, priya, rosa, sam)] == [
        "Amina",
        "George",
        "Priya",
        "Rosa",
        "Sam",
    ]
    assert len({person.id for person in street.people}) == 6
    with pytest.raises(NotPossible, match="blank"):
        ada.says(" \n ")


def test_the_clock_moves_for_everyone(clock: Clock, ada: Person) -> None:
    """A moved clock tells who asked, and messages are dated by it."""
    told: list[str] = []
    clock.on_move(lambda: told.append(f"{clock.now():%d %H:%M}"))
    clock.move(timedelta(days=1, hours=2))
    clock.move(timedelta(hours=-1))
    assert told == ["25 11:00", "25 10:00"]
    assert ada.says("hello").at == clock.now()
