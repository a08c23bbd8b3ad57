"""The stand-in beside the Bot API's published schema: whatever it says and takes, the real one would too."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import telegram
from hypothesis import given
from hypothesis import strategies as st
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    MenuButtonCommands,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest

from bot.inbox import ALLOWED
from messenger import Messenger, Person
from messenger.desk import METHODS
from messenger.people import GREY_PIXEL
from tests.messenger.schema import bot_api
from tests.messenger.schema.watch import Watch

SOURCE = Path(bot_api.__file__).with_name("SOURCE.md")
YES = InlineKeyboardMarkup([
    [InlineKeyboardButton("Yes", callback_data="yes", style="success")],
    [InlineKeyboardButton("Map", url="https://example.org/map")],
])  # fmt: skip
HOME = ReplyKeyboardMarkup(
    [["Help"], [KeyboardButton("Place", request_location=True), KeyboardButton("Me", request_contact=True)]],
    resize_keyboard=True, is_persistent=True, input_field_placeholder="Tap or write",
)  # fmt: skip


@pytest.fixture
def watch(street: Messenger) -> Iterator[Watch]:
    """Return who looks on; whatever is seen to be wrong fails the test at its end."""
    watch = Watch(street)
    yield watch
    assert not [*watch.wrong_requests, *watch.wrong_answers, *watch.wrong_updates]


async def fetch(bot: telegram.Bot) -> list[telegram.Update]:
    """Return what has come, and confirm it."""
    updates = list(await bot.get_updates(timeout=0, allowed_updates=list(bot_api.UPDATES)))
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0, limit=1)
    return updates


async def test_all_that_people_do_is_told_as_the_schema_says(
    bot: telegram.Bot, ada: Person, ben: Person, watch: Watch
) -> None:
    """Words of every kind, files, places, taps, edits and blocking: each field is known and of its kind."""
    sent = await bot.send_message(ada.id, "<b>Which</b> day?", parse_mode="HTML", reply_markup=YES)
    document = await bot.send_document(ada.id, b"1", filename="day.ics", caption="Save", reply_markup=YES)
    ada.opens("join_abc")
    ben.says("@ada #lift https://example.org ada@example.org +44 7700 900123 /help")
    ada.says("Tuesday", reply_to=sent.message_id)
    ada.says("that one", reply_to=document.message_id)
    ada.taps("Yes")
    ada.presses(sent.message_id, "Yes")
    ada.taps_data("forged:1", message_id=12345)
    ada.taps_data(b"\xff\x00", message_id=0)
    ada.shares_location(51.5, -0.1, accuracy_m=30)
    ada.shares_location()
    ada.shares_live_location()
    ada.sends_contact()
    ada.sends_sticker()
    ada.sends_voice()
    ada.sends_photo(caption="My dog")
    ada.sends_document("members.csv", b"name\n", "text/csv")
    ada.edits(ada.says("Wednesday"), "Thursday")
    ada.blocks_bot()
    ada.unblocks_bot()
    assert len(await fetch(bot)) == 20


async def speak(bot: telegram.Bot, ada: Person) -> None:
    """Calls every method the stand-in knows, with all that the bot may put in."""
    first = await bot.send_message(ada.id, "Hello", reply_markup=HOME, disable_notification=True)
    await bot.send_message(ada.id, "Hello again", reply_markup=ReplyKeyboardRemove())
    await bot.send_message(
        ada.id, "And?", reply_markup=ForceReply(input_field_placeholder="Write"), protect_content=True,
        reply_parameters=ReplyParameters(first.message_id, allow_sending_without_reply=True),
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
    )  # fmt: skip
    asked = await bot.send_message(ada.id, "<b>Day</b> &amp; time?", parse_mode="HTML", reply_markup=YES)
    await bot.edit_message_text("Tuesday", ada.id, asked.message_id, reply_markup=YES)
    await bot.edit_message_reply_markup(ada.id, asked.message_id)
    await bot.set_message_reaction(ada.id, asked.message_id, [ReactionTypeEmoji("👍")])
    await bot.copy_message(ada.id, ada.id, asked.message_id)
    await bot.forward_message(ada.id, ada.id, asked.message_id)
    picture = await bot.send_photo(ada.id, GREY_PIXEL, caption="<i>Here</i>", parse_mode="HTML")
    await bot.edit_message_caption(ada.id, picture.message_id, caption="There")
    await bot.copy_message(ada.id, ada.id, picture.message_id, caption="Copied")
    await bot.forward_message(ada.id, ada.id, picture.message_id)
    document = await bot.send_document(ada.id, InputFile(b"BEGIN:VCALENDAR", "visit.ics"))
    assert document.document is not None
    await bot.send_document(ada.id, document.document.file_id)
    await bot.get_file(document.document.file_id)
    await bot.send_voice(ada.id, b"OggS" + bytes(64), duration=4)
    place = await bot.send_location(ada.id, 51.5, -0.1)
    await bot.send_venue(ada.id, 51.5, -0.1, "The Chapel", "Mill Lane")
    await bot.send_contact(ada.id, "+44 7700 900123", "Ben", last_name="Hill")
    await bot.send_chat_action(ada.id, "typing")
    await bot.delete_message(ada.id, first.message_id)
    await bot.delete_messages(ada.id, [asked.message_id, place.message_id])
    ada.taps_data("yes")
    [tap] = [update.callback_query for update in await fetch(bot)]
    assert tap is not None
    await bot.answer_callback_query(tap.id, "Thank you", show_alert=True)


async def speak_of_itself(bot: telegram.Bot, ada: Person) -> None:
    """Calls the methods with which a bot says who it is and where it wants its updates."""
    await bot.get_me()
    await bot.get_chat(ada.id)
    commands = [BotCommand("ask", "Ask for help")]
    for scope in (None, BotCommandScopeAllPrivateChats(), BotCommandScopeChat(ada.id)):
        await bot.set_my_commands(commands, scope=scope, language_code="es")
        await bot.get_my_commands(scope=scope, language_code="es")
    await bot.delete_my_commands(BotCommandScopeAllPrivateChats())
    await bot.set_my_name("Goodturn", language_code="es")
    await bot.get_my_name("es")
    await bot.set_my_description("Neighbours help each other.")
    await bot.get_my_description()
    await bot.set_my_short_description("A time bank")
    await bot.get_my_short_description()
    await bot.set_chat_menu_button(ada.id, MenuButtonCommands())
    await bot.get_chat_menu_button(ada.id)
    await bot.set_webhook(
        "https://example.org/updates", allowed_updates=ALLOWED, secret_token="a-_9", max_connections=40
    )
    await bot.get_webhook_info()
    await bot.delete_webhook(drop_pending_updates=True)
    await bot.log_out()
    await bot.close()


async def speak_in_a_group(street: Messenger, bot: telegram.Bot, ada: Person) -> None:
    """Lets the bot into a group, where it makes a topic, speaks and changes what it said, and out again."""
    group = street.street.add_group("Organisers")
    ada.lets_bot_into(group, "secret")
    await bot.get_chat(group.id)
    topic = await bot.create_forum_topic(group.id, "New")
    said = await bot.send_message(
        group.id, "Hello", message_thread_id=topic.message_thread_id, reply_markup=YES
    )
    await bot.edit_message_text("Done", group.id, said.message_id)
    ada.says_in(group, "/queue", topic.message_thread_id)
    group.moves(ada).takes_bot_out(ada)
    await fetch(bot)


async def test_every_method_takes_and_answers_what_the_schema_says(
    street: Messenger, bot: telegram.Bot, ada: Person, watch: Watch
) -> None:
    """Each method that the stand-in knows is called, and no call or answer has a field amiss."""
    await speak(bot, ada)
    await speak_in_a_group(street, bot, ada)
    await speak_of_itself(bot, ada)
    called = {call.method.lower() for call in street.calls if call.status == 200}
    assert called == METHODS.keys() == {name.lower() for name in bot_api.METHODS}


async def test_refusals_have_the_form_that_the_schema_says(
    street: Messenger, bot: telegram.Bot, ada: Person, watch: Watch
) -> None:
    """What is refused, by rule or by script, comes as Telegram would say it."""
    with pytest.raises(BadRequest):
        await bot.send_message(4711, "Hello")
    street.fail_next("sendMessage", retry_after=3)
    with pytest.raises(telegram.error.RetryAfter):
        await bot.send_message(ada.id, "Hello")
    street.fail_next("sendMessage", status=400, parameters={"migrate_to_chat_id": -100_500})
    with pytest.raises(telegram.error.ChatMigrated):
        await bot.send_message(ada.id, "Hello")
    assert [call.status for call in street.calls[-3:]] == [400, 429, 400]


async def test_an_update_that_the_library_does_not_know_is_noted(
    street: Messenger, bot: telegram.Bot, ada: Person
) -> None:
    """What the schema has and the library has not yet is told, so that nobody builds on it unawares."""
    watch = Watch(street)
    street.push_update({"subscription": {"invented": True}})
    newer = copy.deepcopy(said_by(ada))
    newer["message"]["has_protected_content"] = True
    newer["message"]["chat"]["is_direct_messages"] = True
    newer["message"]["community_chat_removed"] = {}
    street.push_update(newer)
    await fetch(bot)
    assert any("subscription" in line for line in watch.wrong_updates)
    assert any("library" in line and "community_chat_removed" in line for line in watch.wrong_updates)


def said_by(person: Person) -> dict[str, Any]:
    """Return a text of theirs as an update, taken out of the stand-in's hands."""
    person.says("/ask for help")
    update = person._street.updates.pop()
    return copy.deepcopy(update)


@pytest.mark.parametrize(
    ("method", "params", "wrong"),
    [
        ("sendMesage", {}, "no method"),
        ("sendMessage", {"chat_id": "5"}, "needs text"),
        ("sendMessage", {"chat_id": "5", "text": ""}, "0 characters"),
        ("sendMessage", {"chat_id": "5", "text": "🏠" * 2_049}, "4098 characters"),
        ("sendMessage", {"chat_id": "5", "text": f"<b>{'a' * 4_097}</b>", "parse_mode": "HTML"}, "4097 char"),
        ("sendMessage", {"chat_id": "5", "text": "x", "tone": "kind"}, "has no tone"),
        ("sendMessage", {"chat_id": "5", "text": "x", "protect_content": "yes"}, "no Boolean"),
        ("sendMessage", {"chat_id": "5", "text": "x", "entities": '[{"type": "loud"}]'}, "needs offset"),
        ("sendMessage", {"chat_id": "5", "text": "x", "reply_markup": "{}"}, "needs"),
        ("editMessageText", {"text": "x", "message_id": "five"}, "no Integer"),
        ("sendLocation", {"chat_id": "5", "latitude": "north", "longitude": "1"}, "no Float"),
        (
            "sendLocation",
            {"chat_id": "5", "latitude": "1", "longitude": "1", "heading": "400"},
            "not between",
        ),
        ("sendChatAction", {"chat_id": "5", "action": "dancing"}, "none of"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, "201 characters"),
        ("sendDocument", {"chat_id": "5", "document": "attach://a", "b": "x (1 bytes)"}, "has no b"),
        ("deleteMessages", {"chat_id": "5", "message_ids": '["1"]'}, "no Integer"),
        ("setMyCommands", {"commands": '[{"command": "a", "description": ""}]'}, "0 characters"),
    ],
)
def test_a_request_with_a_mistake_is_told_of(method: str, params: dict[str, Any], wrong: str) -> None:
    """An unknown method or field, one that is missing, of the wrong kind, or too long, is seen and named."""
    assert any(wrong in line for line in bot_api.wrong_request(method, params))


@pytest.mark.parametrize(
    ("button", "wrong"),
    [
        ({"text": "Yes", "callback_data": "🙂" * 17}, "68 bytes"),
        ({"text": "Yes", "callback_data": ""}, "0 bytes"),
        ({"text": "Yes", "style": "loud"}, "none of"),
        ({"callback_data": "yes"}, "needs text"),
        ({"text": "Yes", "colour": "red"}, "has no colour"),
    ],
)
def test_a_button_with_a_mistake_is_told_of(button: dict[str, Any], wrong: str) -> None:
    """Buttons are looked at inside their keyboard, though it comes as text."""
    params = {"chat_id": "5", "text": "x", "reply_markup": json.dumps({"inline_keyboard": [[button]]})}
    assert any(wrong in line for line in bot_api.wrong_request("sendMessage", params))


@pytest.mark.parametrize(
    "answer",
    [
        "nothing",
        {"result": True},
        {"ok": True, "result": False},
        {"ok": True, "result": True, "colour": "red"},
        {"ok": False, "description": "no"},
        {"ok": False, "error_code": "400", "description": "no"},
        {"ok": False, "error_code": 429, "description": "no", "parameters": {"retry_after": "3"}},
        {"ok": False, "error_code": 429, "description": "no", "colour": "red"},
    ],
)
def test_an_answer_with_a_mistake_is_told_of(answer: Any) -> None:
    """An answer that is none, or has a field too few, too many or of the wrong kind, is seen."""
    assert bot_api.wrong_answer("deleteMessage", answer)


def places_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Return the way to every value inside a value, as keys and indexes."""
    if path:
        yield path
    for key, held in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from places_in(held, (*path, key))


def everything_said() -> list[dict[str, Any]]:
    """Return an update of each kind that people bring about."""
    street = Messenger()
    ada = street.add_person("Ada", started=True, username="ada")
    ada.says("/ask for help")
    ada.shares_live_location()
    ada.sends_photo(caption="My dog")
    ada.taps_data("yes")
    ada.blocks_bot()
    return street.pending_updates


@given(data=st.data())
def test_no_change_to_an_update_goes_unseen(data: st.DataObject) -> None:
    """Whatever is added to an update, or replaced by a thing of another kind, wherever it is, is told of."""
    update = copy.deepcopy(data.draw(st.sampled_from(everything_said())))
    assert bot_api.wrong_update(update) == []
    *way, last = data.draw(st.sampled_from(list(places_in(update))))
    holder = update
    for key in way:
        holder = holder[key]
    if isinstance(holder, dict) and data.draw(st.booleans()):
        holder["invented"] = data.draw(st.sampled_from([1, "x", None, {}, []]))
    else:
        old = holder[last]
        others = [value for value in (1.5, "x", None, {}, [1]) if not isinstance(value, type(old))]
        # A whole number is a number too.
        holder[last] = data.draw(st.sampled_from(others if not isinstance(old, float) else others[1:]))
    assert bot_api.wrong_update(update)


def test_an_update_holds_one_thing() -> None:
    """Two things in one update are one too many."""
    said, tapped = everything_said()[0], everything_said()[3]
    assert bot_api.wrong_update({**said, **tapped}) and bot_api.wrong_update({"update_id": 1})


def test_the_schema_says_where_it_comes_from() -> None:
    """The page beside the schema names the version that it has, and the bot asks for nothing unknown."""
    source = SOURCE.read_text(encoding="utf-8")
    assert re.search(rf"Bot API {re.escape(bot_api.SCHEMA['version'])}\b", source)
    assert set(ALLOWED) <= set(bot_api.UPDATES)
    for kind in bot_api.TYPES:
        assert bot_api.check_of(kind)(object(), kind) or kind == "RichText"
