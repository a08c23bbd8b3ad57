"""Every method that the stand-in serves, driven by an unmodified python-telegram-bot."""

from __future__ import annotations

import io
import random

import segno
import telegram
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from messenger import Messenger, Person

YES_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Yes", callback_data="y"), InlineKeyboardButton("No", callback_data="n")]]
)


def png() -> bytes:
    """Return a small QR code as a PNG."""
    out = io.BytesIO()
    segno.make("https://t.me/goodturn_bot?start=join").save(out, kind="png")
    return out.getvalue()


async def test_the_bot_learns_who_it_is(bot: telegram.Bot) -> None:
    """getMe parses, and gives the name and username that the stand-in was made with."""
    me = await bot.get_me()
    assert (me.id, me.first_name, me.username, me.is_bot) == (1000000001, "Goodturn", "goodturn_bot", True)


async def test_a_text_arrives_with_formatting_and_buttons(bot: telegram.Bot, ada: Person) -> None:
    """sendMessage shows the person plain text, its HTML and its buttons, and returns the same to the bot."""
    sent = await bot.send_message(
        ada.id, "<b>Tuesday</b> &amp; more", parse_mode="HTML", reply_markup=YES_NO, disable_notification=True
    )
    [message] = ada.messages
    assert (message.id, message.text, message.html) == (
        sent.message_id,
        "Tuesday & more",
        "<b>Tuesday</b> &amp; more",
    )
    assert (message.from_bot, message.silent, message.labels) == (True, True, ["Yes", "No"])
    assert message.buttons[0][0].data == "y"
    assert (sent.text_html, sent.reply_markup) == ("<b>Tuesday</b> &amp; more", YES_NO)


async def test_a_reply_points_at_its_original(bot: telegram.Bot, ada: Person) -> None:
    """A message sent as a reply says so to the person and to the bot."""
    question = ada.says("Can you hear me?")
    sent = await bot.send_message(ada.id, "Yes", reply_parameters=ReplyParameters(question.id))
    assert sent.reply_to_message is not None and sent.reply_to_message.text == "Can you hear me?"
    assert ada.messages[-1].reply_to == question.id


async def test_a_message_is_edited_in_place(bot: telegram.Bot, ada: Person) -> None:
    """editMessageText changes text and buttons and marks the message as edited."""
    sent = await bot.send_message(ada.id, "Shopping?", reply_markup=YES_NO)
    edited = await bot.edit_message_text("Shopping <i>done</i>", ada.id, sent.message_id, parse_mode="HTML")
    assert isinstance(edited, telegram.Message) and edited.edit_date is not None
    [message] = ada.messages
    assert (message.text, message.html, message.edited, message.buttons) == (
        "Shopping done",
        "Shopping <i>done</i>",
        True,
        [],
    )


async def test_buttons_are_taken_away(bot: telegram.Bot, ada: Person) -> None:
    """editMessageReplyMarkup changes the buttons alone and leaves no mark of an edit."""
    sent = await bot.send_message(ada.id, "Shopping?", reply_markup=YES_NO)
    answer = await bot.edit_message_reply_markup(ada.id, sent.message_id)
    assert isinstance(answer, telegram.Message) and answer.reply_markup is None
    assert ada.messages[0].buttons == [] and not ada.messages[0].edited


async def test_messages_are_deleted(bot: telegram.Bot, ada: Person) -> None:
    """deleteMessage and deleteMessages take messages out of the chat; gone ones are passed over."""
    first, second, third = [await bot.send_message(ada.id, word) for word in ("one", "two", "three")]
    assert await bot.delete_message(ada.id, first.message_id)
    assert await bot.delete_messages(ada.id, [first.message_id, second.message_id, 999])
    assert [message.deleted for message in ada.messages] == [True, True, False]
    assert [message.id for message in ada.heard] == [third.message_id]


async def test_a_tap_is_answered_with_a_toast_or_an_alert(bot: telegram.Bot, ada: Person) -> None:
    """answerCallbackQuery reaches the person who tapped, as a toast or as a box."""
    await bot.send_message(ada.id, "Shopping?", reply_markup=YES_NO)
    ada.taps("Yes")
    ada.taps("No")
    first, second = await bot.get_updates(timeout=0)
    assert first.callback_query is not None and second.callback_query is not None
    assert (first.callback_query.data, second.callback_query.data) == ("y", "n")
    assert await first.callback_query.answer("Thank you")
    assert await second.callback_query.answer("Not possible", show_alert=True)
    assert [(toast.text, toast.alert) for toast in ada.toasts] == [
        ("Thank you", False),
        ("Not possible", True),
    ]


async def test_any_bytes_survive_the_way_out_and_back(bot: telegram.Bot, ada: Person) -> None:
    """sendDocument, getFile and the download keep every byte, names and captions beyond ASCII too."""
    contents = random.Random(7).randbytes(50_000) + b"\r\n--\r\n\n\r" + bytes(range(256))
    sent = await bot.send_document(
        ada.id, contents, filename="rota für Zoë.bin", caption="<b>é</b>", parse_mode="HTML"
    )
    document = ada.messages[0].document
    assert document is not None and sent.document is not None
    assert (document.bytes, document.file_name, document.caption) == (contents, "rota für Zoë.bin", "é")
    assert ada.messages[0].text == "é" and sent.caption_html == "<b>é</b>"
    fetched = await (await bot.get_file(sent.document.file_id)).download_as_bytearray()
    assert bytes(fetched) == contents


async def test_a_calendar_file_keeps_its_lines_and_type(bot: telegram.Bot, ada: Person) -> None:
    """A text file with CRLF lines arrives unchanged, with the type that its name says."""
    contents = "BEGIN:VCALENDAR\r\nSUMMARY:Zoë\r\nEND:VCALENDAR\r\n".encode()
    await bot.send_document(ada.id, contents, filename="visit.ics")
    document = ada.messages[0].document
    assert document is not None and (document.bytes, document.mime_type) == (contents, "text/calendar")


async def test_a_file_is_sent_again_by_its_id(bot: telegram.Bot, ada: Person) -> None:
    """A document sent by file_id carries the bytes that were uploaded once."""
    first = await bot.send_document(ada.id, b"once", filename="once.txt")
    assert first.document is not None
    await bot.send_document(ada.id, first.document.file_id, caption="again")
    document = ada.messages[1].document
    assert document is not None and (document.bytes, document.caption) == (b"once", "again")


async def test_a_picture_has_its_size(bot: telegram.Bot, ada: Person) -> None:
    """sendPhoto reads width and height from a PNG, and editMessageCaption changes the words under it."""
    sent = await bot.send_photo(ada.id, png(), caption="Scan me")
    assert sent.photo[0].width == sent.photo[0].height > 20
    edited = await bot.edit_message_caption(ada.id, sent.message_id, caption="Scan me, please")
    assert isinstance(edited, telegram.Message) and edited.caption == "Scan me, please"
    photo = ada.messages[0].photo
    assert photo is not None and photo.caption == "Scan me, please" and photo.bytes == png()


async def test_voice_places_and_contacts_arrive(bot: telegram.Bot, ada: Person) -> None:
    """sendVoice, sendLocation, sendVenue and sendContact parse and are seen."""
    voice = await bot.send_voice(ada.id, b"OggS" + bytes(20), duration=3)
    place = await bot.send_location(ada.id, 51.5, -0.25)
    venue = await bot.send_venue(ada.id, 51.5, -0.25, "The hall", "Mill Lane")
    contact = await bot.send_contact(ada.id, "+44 7700 900123", "Priya")
    assert voice.voice is not None and voice.voice.duration == 3
    assert place.location is not None and ada.messages[1].location == (51.5, -0.25)
    assert venue.venue is not None and venue.venue.title == "The hall"
    assert contact.contact is not None and contact.contact.first_name == "Priya"


async def test_messages_are_copied_and_forwarded(bot: telegram.Bot, street: Messenger, ada: Person) -> None:
    """copyMessage hides whose words they were, forwardMessage says it."""
    eve = street.add_person("Eve", started=True)
    said = ada.says("I will be late")
    copied = await bot.copy_message(eve.id, ada.id, said.id)
    forwarded = await bot.forward_message(eve.id, ada.id, said.id)
    assert [message.text for message in eve.messages] == ["I will be late"] * 2
    assert copied.message_id == eve.messages[0].id
    assert isinstance(forwarded.forward_origin, telegram.MessageOriginUser)
    assert forwarded.forward_origin.sender_user.first_name == "Ada"


async def test_the_home_keyboard_comes_and_goes(bot: telegram.Bot, ada: Person) -> None:
    """A home keyboard stays through other messages until it is removed; a one-time one folds after a tap."""
    rows: list[list[str | KeyboardButton]] = [
        ["Ask for help"],
        [KeyboardButton("Share my place", request_location=True)],
    ]
    await bot.send_message(ada.id, "Hello", reply_markup=ReplyKeyboardMarkup(rows, one_time_keyboard=True))
    await bot.send_message(ada.id, "Still here", reply_markup=YES_NO)
    assert ada.keyboard is not None
    assert [[button.label for button in row] for row in ada.keyboard] == [
        ["Ask for help"],
        ["Share my place"],
    ]
    assert ada.keyboard[1][0].asks == "location"
    ada.taps("Ask for help")
    assert ada.messages[-1].text == "Ask for help" and ada.home is not None and ada.home.folded
    await bot.send_message(ada.id, "Away", reply_markup=ReplyKeyboardRemove())
    assert ada.keyboard is None
    await bot.send_message(ada.id, "Which?", reply_markup=ForceReply(input_field_placeholder="A day"))
    assert ada.reply_wanted == "A day"


async def test_commands_are_kept_by_scope_and_language(bot: telegram.Bot, ada: Person) -> None:
    """setMyCommands, getMyCommands and deleteMyCommands know the scope and the language."""
    ask, hours = BotCommand("ask", "Ask for help"), BotCommand("hours", "Your hours")
    everywhere = BotCommandScopeAllPrivateChats()
    assert await bot.set_my_commands([ask], scope=everywhere, language_code="en")
    assert await bot.set_my_commands([hours], scope=BotCommandScopeChat(ada.id))
    assert await bot.get_my_commands(scope=everywhere, language_code="en") == (ask,)
    assert await bot.get_my_commands(scope=BotCommandScopeChat(ada.id)) == (hours,)
    assert await bot.get_my_commands() == ()
    assert await bot.delete_my_commands(scope=everywhere, language_code="en")
    assert await bot.get_my_commands(scope=everywhere, language_code="en") == ()


async def test_the_bot_describes_itself(bot: telegram.Bot, ada: Person) -> None:
    """Names and descriptions are kept by language, and the menu button by chat."""
    assert await bot.set_my_name("Good turn") and await bot.set_my_name("Tro da", language_code="cy")
    assert await bot.set_my_description("Neighbours helping") and await bot.set_my_short_description("Hours")
    assert ((await bot.get_my_name()).name, (await bot.get_my_name("cy")).name) == ("Good turn", "Tro da")
    assert (await bot.get_my_description()).description == "Neighbours helping"
    assert (await bot.get_my_short_description()).short_description == "Hours"
    assert await bot.set_chat_menu_button(ada.id, MenuButtonCommands())
    assert (await bot.get_chat_menu_button(ada.id)).type == "commands"
    assert (await bot.get_chat_menu_button()).type == "default"


async def test_chats_typing_and_reactions(bot: telegram.Bot, street: Messenger, ada: Person) -> None:
    """getChat, sendChatAction and setMessageReaction parse and do what they say."""
    chat = await bot.get_chat(ada.id)
    assert (chat.type, chat.first_name) == ("private", "Ada")
    told: list[str] = []
    street.street.listeners.append(lambda kind, value: told.append(kind))
    assert await bot.send_chat_action(ada.id, "typing") and "typing" in told
    said = ada.says("Thank you")
    assert await bot.set_message_reaction(ada.id, said.id, "👍")
    assert ada.messages[0].reaction == "👍"


async def test_a_webhook_is_noted_and_stops_polling(bot: telegram.Bot, ada: Person) -> None:
    """setWebhook, getWebhookInfo and deleteWebhook parse, and deleting can drop what is held."""
    assert await bot.set_webhook("https://example.org/hook", allowed_updates=["message"])
    ada.says("hello")
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.allowed_updates) == (
        "https://example.org/hook",
        1,
        ("message",),
    )
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert (await bot.get_webhook_info()).pending_update_count == 0
    assert await bot.log_out() and await bot.close()
