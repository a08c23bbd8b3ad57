"""Words out: messages are rendered in the reader's language and sent within Telegram's limits.

This is the only file that knows how Telegram wants its HTML, its keyboards and its files.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from html import unescape
from typing import Any, TypeVar

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot import language
from bot.free_text import length_utf16, shorten
from bot.home import HOME, HOME_LABELS
from bot.language import speaker
from bot.pace import Pace
from bot.saying import File, Keyboard, Say
from bot.values import Words, words

log = structlog.get_logger(__name__)

T = TypeVar("T")

TAG = re.compile(r"<[^>]*>")

LONGEST_TEXT_UTF16 = 4_096
LONGEST_CAPTION_UTF16 = 1_024
LONGEST_TOAST = 200
# An answer is waited for; whoever is told to wait longer than this is better answered by the next message.
LONGEST_WAIT_S = 30
# Every letter of these refusals of Telegram's means that all is as it should be.
AS_IT_SHOULD_BE = (
    "message is not modified",
    "query is too old",
    "message to edit not found",
    "message can't be edited",
)


@dataclass(frozen=True)
class Reader:
    """Who reads it: in which chat, in which language, with which clock on the wall."""

    chat_id: int
    language: str
    zone: tzinfo
    now: datetime

    def html(self, what: Words) -> str:
        """Words as Telegram's HTML."""
        return speaker().say(what, language=self.language, zone=self.zone, now=self.now)

    def plain(self, what: Words) -> str:
        """Words as they stand on buttons."""
        return speaker().plain(what, language=self.language, zone=self.zone, now=self.now)


@dataclass(frozen=True)
class Sent:
    """What was sent: its number, and the buttons under it as label and data."""

    message_id: int
    options: list[tuple[str, str]]
    talk_id: int | None


class Outgoing:
    """The way out.

    Args:
        bot: the messenger's bot.
        pace: keeps within its limits.
    """

    def __init__(self, bot: Bot, pace: Pace | None = None) -> None:
        self.bot = bot
        self.pace = pace or Pace()

    async def send(self, reader: Reader, what: Say, *, silent: bool = False, patient: bool = True) -> Sent:
        """Sends one message; its file comes by itself afterwards where a caption has no room for the words.

        Args:
            patient: whether a short wait that the messenger asks for is waited out here.

        Raises:
            TelegramError: as the messenger answers.
        """
        html, markup = _html(reader, what), _markup(reader, what)
        fits = what.file is None or length_utf16(visible(html)) <= LONGEST_CAPTION_UTF16
        first = _sending(self.bot, reader.chat_id, html, what.file if fits else None, markup, silent)
        message = await self._in_turn(reader.chat_id, first, patient)
        if not fits:
            await self._in_turn(
                reader.chat_id, _sending(self.bot, reader.chat_id, "", what.file, None, silent), patient
            )
        return Sent(message.message_id, _options(reader, what), what.talk_id)

    async def edit(self, reader: Reader, message_id: int, what: Say) -> Sent:
        """Changes a message in place; that it already reads so is as good."""
        markup = _markup(reader, what)

        async def change() -> Message | bool:
            return await self.bot.edit_message_text(
                _html(reader, what),
                chat_id=reader.chat_id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=markup if isinstance(markup, InlineKeyboardMarkup) else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )

        try:
            await self._patiently(reader.chat_id, change)
        except BadRequest as refusal:
            if "no text in the message" in str(refusal):
                # It is a file with a caption, which cannot become a list: the list comes as a new message.
                return await self.send(reader, what)
            if not any(reason in str(refusal).lower() for reason in AS_IT_SHOULD_BE):
                raise
        return Sent(message_id, _options(reader, what), what.talk_id)

    async def collapse(self, reader: Reader, message_id: int, line: Words) -> None:
        """Lets an answered question become one line without buttons. Failing at it does no harm."""
        text = reader.html(line)

        async def change() -> object:
            try:
                return await self.bot.edit_message_text(
                    text, chat_id=reader.chat_id, message_id=message_id, parse_mode=ParseMode.HTML
                )
            except BadRequest as refusal:
                if "no text in the message" not in str(refusal):
                    raise
                # A message with a file keeps its words and loses its buttons.
                return await self.bot.edit_message_reply_markup(chat_id=reader.chat_id, message_id=message_id)

        try:
            await self._patiently(reader.chat_id, change)
        except TelegramError as refusal:
            log.debug("a question could not be collapsed", reason=type(refusal).__name__)

    async def toast(self, reader: Reader, callback_id: str, what: Words | None) -> None:
        """Answers a tap, always. Failing at it does no harm: the tap may be old."""
        try:
            await self.bot.answer_callback_query(
                callback_id, text=None if what is None else shorten(reader.plain(what), LONGEST_TOAST)
            )
        except TelegramError as refusal:
            log.debug("a tap could not be answered", reason=type(refusal).__name__)

    async def introduce(self, names: tuple[str, ...], now: datetime, zone: tzinfo) -> None:
        """Tells the messenger what its menu lists, in every language; English for all others."""
        for code in language.languages():
            reader = Reader(0, code, zone, now)
            menu = [BotCommand(name, reader.plain(words(f"command-{name}"))) for name in names]
            await self.bot.set_my_commands(
                menu,
                scope=BotCommandScopeAllPrivateChats(),
                language_code=None if code == language.SOURCE else code,
            )

    async def _patiently(self, chat_id: int, act: Callable[[], Awaitable[T]]) -> T:
        return await self._in_turn(chat_id, act, patient=True)

    async def _in_turn(self, chat_id: int, act: Callable[[], Awaitable[T]], patient: bool) -> T:
        """Does it at our pace; where the messenger says how long to wait, once more then, or not at all."""
        await self.pace.turn(chat_id)
        try:
            return await act()
        except RetryAfter as told:
            wait_s = _seconds(told)
            self.pace.hold(chat_id, wait_s)
            if not patient or wait_s > LONGEST_WAIT_S:
                raise
            await asyncio.sleep(wait_s)
            return await act()


def _seconds(told: RetryAfter) -> float:
    after = told.retry_after
    return float(after if isinstance(after, int | float) else after.total_seconds())


def _sending(
    bot: Bot, chat_id: int, text: str, file: File | None, markup: object, silent: bool
) -> Callable[[], Awaitable[Message]]:
    common: dict[str, Any] = {
        "parse_mode": ParseMode.HTML,
        "reply_markup": markup,
        "disable_notification": silent,
    }

    async def send() -> Message:
        if file is None:
            return await bot.send_message(
                chat_id, text, link_preview_options=LinkPreviewOptions(is_disabled=True), **common
            )
        content = InputFile(file.content, filename=file.name)
        if file.is_picture:
            return await bot.send_photo(chat_id, content, caption=text, **common)
        return await bot.send_document(chat_id, content, caption=text, **common)

    return send


def _html(reader: Reader, what: Say) -> str:
    """All paragraphs, or as many whole ones as Telegram takes; only lists of ours can run on."""
    kept: list[str] = []
    for paragraph in (reader.html(part) for part in what.parts):
        if kept and length_utf16(visible("\n\n".join([*kept, paragraph]))) > LONGEST_TEXT_UTF16:
            break
        kept.append(paragraph)
    return "\n\n".join(kept)


def visible(html: str) -> str:
    """Returns what a reader sees of our HTML, which is what Telegram counts."""
    return unescape(TAG.sub("", html))


def _markup(reader: Reader, what: Say) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    if what.buttons:
        return InlineKeyboardMarkup(
            [
                [InlineKeyboardButton(reader.plain(one.words), callback_data=one.data) for one in row]
                for row in what.buttons
            ]
        )
    if what.keyboard is Keyboard.HOME:
        rows = [[KeyboardButton(reader.plain(HOME_LABELS[name])) for name in row] for row in HOME]
        return ReplyKeyboardMarkup(rows, resize_keyboard=True, is_persistent=True)
    if what.keyboard is Keyboard.PLACE:
        share = KeyboardButton(reader.plain(words("button-share-place")), request_location=True)
        way_out = [
            KeyboardButton(reader.plain(words("button-back"))),
            KeyboardButton(reader.plain(words("button-stop"))),
        ]
        return ReplyKeyboardMarkup(
            [[share], way_out],
            resize_keyboard=True,
            one_time_keyboard=True,
            input_field_placeholder=reader.plain(words("placeholder-place")),
        )
    return None


def _options(reader: Reader, what: Say) -> list[tuple[str, str]]:
    return [(reader.plain(one.words), one.data) for row in what.buttons for one in row]
