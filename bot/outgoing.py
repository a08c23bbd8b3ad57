"""Words out: messages are rendered in the reader's language and sent within Telegram's limits.

This is the only file that knows how Telegram wants its HTML, its keyboards and its files.
"""

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from html import escape, unescape
from typing import Any, TypeVar

import httpx
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
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot import language
from bot.free_text import length_utf16, pieces, shorten
from bot.home import HOME, HOME_LABELS
from bot.language import speaker
from bot.pace import Pace, Rank
from bot.saying import File, Keyboard, Say
from bot.values import Words, words
from bot.wire import NeverSent

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


class NotSent(Exception):
    """What was to be said was not said, because something came up right before."""


# Whoever answers with one of these has not passed the message on.
REFUSALS = (BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter, NotSent)


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

    async def send(
        self,
        reader: Reader,
        what: Say,
        *,
        silent: bool = False,
        patient: bool = True,
        rank: Rank = Rank.ANSWER,
        before: Callable[[], None] = lambda: None,
    ) -> Sent:
        """Sends it, as several messages where it is too long for one, with the buttons under the last words.

        Its file comes along, or by itself afterwards where a caption has no room for the words. Once one of
        several may have arrived, the others follow, whatever has become of it.

        Args:
            silent: it makes no sound.
            patient: whether a short wait that the messenger asks for is waited out here.
            rank: who goes first where many are to be written to.
            before: called right before the first is sent, when its turn has come. It may raise `NotSent`, and
                then nothing is sent.

        Raises:
            NotSent: `before` said so.
            Halfway: only some of it may have arrived.
            TelegramError: as the messenger answers.
        """
        texts = _texts(reader, what)
        first, *others = self._messages(reader, what, texts, silent)
        sent: list[Message | None] = []
        try:
            sent.append(await self._in_turn(reader.chat_id, first, patient, rank, before))
        except Exception as error:
            if not others or not may_have_arrived(error):
                raise
            sent.append(None)
        for message in others:
            try:
                sent.append(await self._in_turn(reader.chat_id, message, True, rank))
            except InvalidToken:
                raise
            except Exception as error:
                log.warning("one of several messages is in trouble", kind=type(error).__name__)
                sent.append(None)
        with_buttons = sent[len(texts) - 1]
        if None in sent or with_buttons is None:
            raise Halfway()
        return Sent(with_buttons.message_id, _options(reader, what), what.talk_id)

    def _messages(
        self, reader: Reader, what: Say, texts: list[str], silent: bool
    ) -> list[Callable[[], Awaitable[Message]]]:
        """The messages that it takes to say it, in order."""
        markup = _markup(reader, what)
        alone = what.file is not None and (
            len(texts) > 1 or length_utf16(visible(texts[-1])) > LONGEST_CAPTION_UTF16
        )
        messages = [
            _sending(
                self.bot,
                reader.chat_id,
                text,
                what.file if not alone and number == len(texts) else None,
                markup if number == len(texts) else None,
                silent,
            )
            for number, text in enumerate(texts, start=1)
        ]
        if alone:
            messages.append(_sending(self.bot, reader.chat_id, "", what.file, None, silent))
        return messages

    async def edit(self, reader: Reader, message_id: int, what: Say) -> Sent:
        """Changes a message in place; that it already reads so is as good."""
        markup, text = _markup(reader, what), _texts(reader, what)[0]

        async def change(words: str, mode: str | None) -> Message | bool:
            return await self.bot.edit_message_text(
                words,
                chat_id=reader.chat_id,
                message_id=message_id,
                parse_mode=mode,
                reply_markup=markup if isinstance(markup, InlineKeyboardMarkup) else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )

        try:
            await self._in_turn(reader.chat_id, lambda: _plainly(text, change), True, says=False)
        except BadRequest as refusal:
            if "no text in the message" in str(refusal):
                # It is a file with a caption, which cannot become a list: the list comes as a new message.
                return await self.send(reader, what)
            if not is_as_it_should_be(refusal):
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
            await self._in_turn(reader.chat_id, change, True, says=False)
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

    async def _in_turn(
        self,
        chat_id: int,
        act: Callable[[], Awaitable[T]],
        patient: bool,
        rank: Rank = Rank.ANSWER,
        before: Callable[[], None] = lambda: None,
        *,
        says: bool = True,
    ) -> T:
        """Does it at our pace; where the messenger says how long to wait, once more then, or not at all."""
        held_s = self.pace.held_s(chat_id)
        if held_s > (LONGEST_WAIT_S if patient else 0):
            raise RetryAfter(math.ceil(held_s))
        try:
            async with self.pace.turn(chat_id, rank, says=says):
                before()
                return await act()
        except RetryAfter as told:
            wait_s = _seconds(told)
            self.pace.hold(chat_id, wait_s)
            if not patient or wait_s > LONGEST_WAIT_S:
                raise
        await asyncio.sleep(wait_s)
        async with self.pace.turn(chat_id, rank, says=says):
            return await act()


class Halfway(TelegramError):
    """Some of what was to be said may have arrived, and the rest may not have."""

    def __init__(self) -> None:
        super().__init__("only some of it may have arrived")


def may_have_arrived(trouble: Exception) -> bool:
    """Says whether what was sent may have arrived all the same: nobody has refused it, and it has left us.

    `BadRequest` and `TimedOut` are kinds of `NetworkError` in the library, so the exact class counts.
    """
    if isinstance(trouble, NeverSent) or isinstance(
        trouble.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout
    ):
        return False
    return not isinstance(trouble, REFUSALS)


def is_as_it_should_be(refusal: BadRequest) -> bool:
    """Says whether the messenger refuses because there is nothing left to do."""
    return any(reason in str(refusal).lower() for reason in AS_IT_SHOULD_BE)


def _seconds(told: RetryAfter) -> float:
    after = told.retry_after
    return float(after if isinstance(after, int | float) else after.total_seconds())


def _sending(
    bot: Bot, chat_id: int, text: str, file: File | None, markup: object, silent: bool
) -> Callable[[], Awaitable[Message]]:
    async def send(words: str, mode: str | None) -> Message:
        common: dict[str, Any] = {
            "parse_mode": mode,
            "reply_markup": markup,
            "disable_notification": silent,
        }
        if file is None:
            return await bot.send_message(
                chat_id, words, link_preview_options=LinkPreviewOptions(is_disabled=True), **common
            )
        content = InputFile(file.content, filename=file.name)
        if file.is_picture:
            return await bot.send_photo(chat_id, content, caption=words, **common)
        return await bot.send_document(chat_id, content, caption=words, **common)

    return lambda: _plainly(text, send)


async def _plainly(html: str, act: Callable[[str, str | None], Awaitable[T]]) -> T:
    """Does it with our HTML, and once more as plain text where the messenger cannot read that: a message that
    looks plain is better than none."""
    try:
        return await act(html, ParseMode.HTML)
    except BadRequest as refusal:
        if "can't parse entities" not in str(refusal).lower():
            raise
        log.warning("our HTML could not be read; sent as plain text")
        return await act(visible(html), None)


def _texts(reader: Reader, what: Say) -> list[str]:
    """All paragraphs, in as many messages as Telegram's longest makes of them, none of them torn apart."""
    texts: list[str] = []
    for part in what.parts:
        paragraph = reader.html(part)
        joined = f"{texts[-1]}\n\n{paragraph}" if texts else paragraph
        if texts and length_utf16(visible(joined)) <= LONGEST_TEXT_UTF16:
            texts[-1] = joined
        elif length_utf16(visible(paragraph)) <= LONGEST_TEXT_UTF16:
            texts.append(paragraph)
        else:
            # No sentence of ours is as long, so it is somebody's own words, which lose nothing but our bold.
            texts += [escape(piece, quote=False) for piece in pieces(visible(paragraph), LONGEST_TEXT_UTF16)]
    return texts


def visible(html: str) -> str:
    """Returns what a reader sees of our HTML, which is what Telegram counts."""
    return unescape(TAG.sub("", html))


def _markup(
    reader: Reader, what: Say
) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
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
    if what.keyboard is Keyboard.NONE:
        return ReplyKeyboardRemove()
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
