"""What Telegram refuses, the stand-in refuses, in the same words and codes."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
import telegram
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, Conflict, EndPointNotFound, Forbidden, InvalidToken, RetryAfter

from messenger import Clock, Messenger, Person
from messenger.faults import Limits
from messenger.refusals import Refused

Calling = Callable[[telegram.Bot, Person], Awaitable[object]]


def keys(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """Return buttons in a message."""
    return InlineKeyboardMarkup(list(rows))


def key(data: str = "x") -> InlineKeyboardButton:
    """Return a button that says `data` to the bot."""
    return InlineKeyboardButton("Tap", callback_data=data)


REFUSED: list[tuple[str, Calling]] = [
    ("Chat not found", lambda bot, ada: bot.send_message(12345, "hello")),
    ("Chat_id is empty", lambda bot, ada: bot.send_message("", "hello")),
    ("Message text is empty", lambda bot, ada: bot.send_message(ada.id, "  \n ")),
    ("Message text is empty", lambda bot, ada: bot.send_message(ada.id, "<b> </b>", parse_mode="HTML")),
    ("Message is too long", lambda bot, ada: bot.send_message(ada.id, "x" * 4097)),
    ("Message is too long", lambda bot, ada: bot.send_message(ada.id, "👍" * 2049)),
    ("Message caption is too long", lambda bot, ada: bot.send_document(ada.id, b"x", caption="x" * 1025)),
    ("Unsupported parse_mode", lambda bot, ada: bot.send_message(ada.id, "*hi*", parse_mode="MarkdownV2")),
    (
        "Button_data_invalid",
        lambda bot, ada: bot.send_message(ada.id, "hi", reply_markup=keys([key("é" * 33)])),
    ),
    (
        "Reply markup is too long",
        lambda bot, ada: bot.send_message(ada.id, "hi", reply_markup=keys([key()] * 9)),
    ),
    (
        "Reply markup is too long",
        lambda bot, ada: bot.send_message(ada.id, "hi", reply_markup=keys(*[[key()]] * 101)),
    ),
    (
        "Text buttons are unallowed in the inline keyboard",
        lambda bot, ada: bot.send_message(ada.id, "hi", reply_markup=keys([InlineKeyboardButton("Tap")])),
    ),
    (
        "is invalid: Wrong HTTP URL",
        lambda bot, ada: bot.send_message(
            ada.id, "hi", reply_markup=keys([InlineKeyboardButton("Tap", url="javascript:alert(1)")])
        ),
    ),
    (
        "Message to be replied not found",
        lambda bot, ada: bot.send_message(ada.id, "hi", reply_parameters=ReplyParameters(99)),
    ),
    ("Message to edit not found", lambda bot, ada: bot.edit_message_text("hi", ada.id, 99)),
    ("Message to delete not found", lambda bot, ada: bot.delete_message(ada.id, 99)),
    ("Message to copy not found", lambda bot, ada: bot.copy_message(ada.id, ada.id, 99)),
    ("Message to react not found", lambda bot, ada: bot.set_message_reaction(ada.id, 99, "👍")),
    ("Query is too old and response timeout expired", lambda bot, ada: bot.answer_callback_query("7", "hi")),
    ("Message_too_long", lambda bot, ada: bot.answer_callback_query("7", "x" * 201)),
    ("Image_process_failed", lambda bot, ada: bot.send_photo(ada.id, b"no picture")),
    ("File must be non-empty", lambda bot, ada: bot.send_document(ada.id, b"", filename="empty.txt")),
    ("Wrong file identifier/HTTP URL specified", lambda bot, ada: bot.send_document(ada.id, "nothing")),
    ("Invalid file_id", lambda bot, ada: bot.get_file("nothing")),
    ("Wrong latitude or longitude specified", lambda bot, ada: bot.send_location(ada.id, 91, 0)),
    ("Wrong latitude or longitude specified", lambda bot, ada: bot.send_location(ada.id, float("nan"), 0)),
    ("Wrong parameter action in request", lambda bot, ada: bot.send_chat_action(ada.id, "dancing")),
    ("Bot_command_invalid", lambda bot, ada: bot.set_my_commands([BotCommand("Ask", "Ask")])),
    ("Bot_command_invalid", lambda bot, ada: bot.set_my_commands([BotCommand("a" * 33, "Ask")])),
    ("Bot_command_description_invalid", lambda bot, ada: bot.set_my_commands([BotCommand("ask", " ")])),
    ("Bot_commands_too_much", lambda bot, ada: bot.set_my_commands([BotCommand("ask", "Ask")] * 101)),
    ("Bad webhook: An HTTPS URL must be provided", lambda bot, ada: bot.set_webhook("http://example.org")),
]


@pytest.mark.parametrize(
    ("words", "calling"), REFUSED, ids=[f"{n}-{w[:28]}" for n, (w, _) in enumerate(REFUSED)]
)
async def test_a_bad_request_is_refused_and_nothing_said(
    words: str, calling: Calling, bot: telegram.Bot, ada: Person
) -> None:
    """Each call raises BadRequest with Telegram's words, and puts nothing into the chat."""
    with pytest.raises(BadRequest, match=f"(?i){re.escape(words)}"):
        await calling(bot, ada)
    assert ada.messages == []


HTML = [
    ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a <c>", 'Unsupported start tag "c" at byte offset 2'),
    ("é <c>", 'Unsupported start tag "c" at byte offset 3'),
    ("</b>", "Unexpected end tag at byte offset 0"),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("1 <b", "Unclosed start tag at byte offset 2"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler"'),
    ("2 < 3", 'Unsupported start tag "" at byte offset 2'),
]


@pytest.mark.parametrize(("source", "words"), HTML, ids=[source for source, _ in HTML])
async def test_broken_html_is_lost(source: str, words: str, bot: telegram.Bot, ada: Person) -> None:
    """A message with broken HTML is refused with the place of the fault in bytes."""
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(ada.id, source, parse_mode="HTML")
    assert f"Can't parse entities: {words}".lower() in refused.value.message.lower()


async def test_strangers_and_blockers_cannot_be_written_to(
    bot: telegram.Bot, ada: Person, ben: Person
) -> None:
    """A person who never wrote, or who blocked the bot, is out of reach until that changes."""
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(ben.id, "hello")
    ben.starts()
    await bot.send_message("@ben_of_mill_lane", "hello")
    ada.blocks_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ada.id, "hello")
    ada.unblocks_bot()
    await bot.send_message(ada.id, "hello")
    assert [message.text for message in ada.heard] == ["hello"]


async def test_an_edit_must_change_something(bot: telegram.Bot, ada: Person) -> None:
    """The same text with the same buttons is refused; a change of either is taken."""
    sent = await bot.send_message(ada.id, "hi", reply_markup=keys([key("a")]))
    with pytest.raises(
        BadRequest, match="Message is not modified: specified new message content and reply markup"
    ):
        await bot.edit_message_text("hi", ada.id, sent.message_id, reply_markup=keys([key("a")]))
    await bot.edit_message_text("hi", ada.id, sent.message_id, reply_markup=keys([key("b")]))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(ada.id, sent.message_id, reply_markup=keys([key("b")]))


async def test_some_messages_cannot_be_edited(bot: telegram.Bot, ada: Person) -> None:
    """Neither a person's message, nor one that brought a home keyboard, nor text where there is none."""
    said = ada.says("mine")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("yours", ada.id, said.id)
    home = await bot.send_message(ada.id, "home", reply_markup=ReplyKeyboardMarkup([["Ask"]]))
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("other", ada.id, home.message_id)
    document = await bot.send_document(ada.id, b"x", filename="x.txt")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("other", ada.id, document.message_id)
    plain = await bot.send_message(ada.id, "plain")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(ada.id, plain.message_id, caption="other")
    with pytest.raises(BadRequest, match="Inline keyboard expected"):
        await bot.edit_message_text("x", ada.id, plain.message_id, reply_markup=ReplyKeyboardMarkup([["A"]]))  # type: ignore[arg-type]


async def test_after_48_hours_nothing_is_deleted_but_all_can_be_edited(
    bot: telegram.Bot, ada: Person, clock: Clock
) -> None:
    """Deletion ends with the 48th hour, so that an old address can only be edited away."""
    sent = await bot.send_message(ada.id, "12 Mill Lane")
    clock.move(timedelta(hours=48, seconds=1))
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(ada.id, sent.message_id)
    await bot.edit_message_text("The address is gone.", ada.id, sent.message_id)
    assert ada.messages[0].text == "The address is gone."


async def test_an_old_tap_cannot_be_answered(bot: telegram.Bot, ada: Person, clock: Clock) -> None:
    """A tap that waited too long for its answer is refused it."""
    await bot.send_message(ada.id, "hi", reply_markup=keys([key()]))
    ada.taps("Tap")
    [update] = await bot.get_updates(timeout=0)
    clock.move(timedelta(hours=1))
    assert update.callback_query is not None
    with pytest.raises(
        BadRequest, match="Query is too old and response timeout expired or query id is invalid"
    ):
        await update.callback_query.answer()


async def test_protected_messages_stay_where_they_are(bot: telegram.Bot, ada: Person) -> None:
    """What was sent as protected is neither copied nor forwarded."""
    sent = await bot.send_message(ada.id, "secret", protect_content=True)
    with pytest.raises(BadRequest, match="Message can't be copied"):
        await bot.copy_message(ada.id, ada.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message can't be forwarded"):
        await bot.forward_message(ada.id, ada.id, sent.message_id)


async def test_wrong_tokens_and_unknown_methods(
    street: Messenger, bot: telegram.Bot, make_bot: Callable[[Messenger], telegram.Bot]
) -> None:
    """A method that does not exist is 404; so is a token without a token's shape; a foreign one is 401."""
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("makeTea")
    foreign, shapeless = Messenger(token="1000000001:other"), Messenger(token="1000000001:x")
    foreign.app = shapeless.app = street.app
    shapeless.token = "nonsense"
    with pytest.raises(InvalidToken, match="rejected by the server"):
        await make_bot(foreign).initialize()
    with pytest.raises(InvalidToken, match="rejected by the server"):
        await make_bot(shapeless).initialize()
    assert all(call.method in ("getMe", "makeTea") for call in street.calls)


def test_a_token_that_could_be_real_is_refused() -> None:
    """The stand-in cannot be started with something that looks like a real bot's secret."""
    with pytest.raises(ValueError, match="real bot's token"):
        Messenger(token="1234567890:" + "A" * 35)


async def test_a_bot_with_a_webhook_cannot_poll(bot: telegram.Bot) -> None:
    """getUpdates is a conflict for as long as a webhook is set."""
    await bot.set_webhook("https://example.org/hook")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates(timeout=0)


async def test_who_speaks_too_fast_must_wait(street: Messenger, bot: telegram.Bot, clock: Clock) -> None:
    """With limits on, a chat takes one message in any second, and all chats together thirty."""
    street.enforce_limits = True
    ada = street.add_person("Ada", started=True)
    await bot.send_message(ada.id, "one")
    clock.move(timedelta(seconds=0.9))
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(ada.id, "one too many")
    assert "Retry in 1 seconds" in str(refused.value)
    clock.move(timedelta(seconds=0.1))
    await bot.send_message(ada.id, "now")
    crowd = [street.add_person(f"Neighbour {number}", started=True) for number in range(31)]
    clock.move(timedelta(minutes=1))
    for person in crowd[:15]:
        await bot.send_message(person.id, "news")
    clock.move(timedelta(seconds=0.5))
    for person in crowd[15:30]:
        await bot.send_message(person.id, "news")
    with pytest.raises(RetryAfter):
        await bot.send_message(crowd[30].id, "news")
    clock.move(timedelta(seconds=0.5))
    await bot.send_message(crowd[30].id, "the first fifteen count no more")


def test_a_group_takes_twenty_a_minute(clock: Clock) -> None:
    """A group has a limit of its own on top of those of any chat."""
    limits = Limits(clock)
    for _ in range(20):
        limits.spend(-100)
        clock.move(timedelta(seconds=2))
    with pytest.raises(Refused) as refused:
        limits.spend(-100)
    assert refused.value.parameters == {"retry_after": 20}
    clock.move(timedelta(seconds=20))
    limits.spend(-100)
