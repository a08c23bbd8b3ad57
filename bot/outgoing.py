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
from telegram import Bot, InputFile
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
from bot.calls import call
from bot.free_text import length_utf16, pieces, shorten
from bot.home import HOME, HOME_LABELS
from bot.language import speaker
from bot.pace import Pace, Rank
from bot.saying import File, Keyboard, Say
from bot.values import Words, words
from bot.wire import NeverSent

log = structlog.get_logger(__name__)

T = TypeVar("T")
Markup = dict[str, Any]

TAG = re.compile(r"<[^>]*>")

LONGEST_TEXT_UTF16 = 4_096
LONGEST_CAPTION_UTF16 = 1_024
LONGEST_TOAST = 200
# How Telegram says that it knows a photo no more, or that its words are too many to stand below one.
NO_SUCH_PHOTO = ("wrong file", "wrong remote file", "file reference", "caption is too long")
NO_PREVIEW = {"is_disabled": True}
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
    """Who reads it: in which chat, in which language, with which clock on the wall.

    Attributes:
        topic_id: the topic of a group in which it is said; None where there are none.
    """

    chat_id: int
    language: str
    zone: tzinfo
    now: datetime
    topic_id: int | None = None

    def html(self, what: Words) -> str:
        """Words as Telegram's HTML."""
        return speaker().say(what, language=self.language, zone=self.zone, now=self.now)

    def plain(self, what: Words) -> str:
        """Words as they stand on buttons."""
        return speaker().plain(what, language=self.language, zone=self.zone, now=self.now)


@dataclass(frozen=True)
class Sent:
    """What was sent: its number, the buttons under it as label and data, the talk that it asks, and the
    exchange whose asker's door it tells the way to."""

    message_id: int
    options: list[tuple[str, str]]
    talk_id: int | None
    door_of: int | None = None


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
        texts, labelled = _texts(reader, what), _labelled(reader, what)
        first, *others = self._messages(reader, what, texts, _markup(reader, what, labelled), silent)
        sent: list[int | None] = []
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
        return Sent(with_buttons, _options(labelled), what.talk_id, what.door_of)

    def _messages(
        self, reader: Reader, what: Say, texts: list[str], markup: Markup | None, silent: bool
    ) -> list[Callable[[], Awaitable[int]]]:
        """The messages that it takes to say it, in order; each returns its number."""
        alone = what.file is not None and (
            len(texts) > 1 or length_utf16(visible(texts[-1])) > LONGEST_CAPTION_UTF16
        )
        messages = [
            self._sending(
                reader,
                text,
                what.file if not alone and number == len(texts) else None,
                what if number == len(texts) else None,
                markup if number == len(texts) else None,
                silent,
            )
            for number, text in enumerate(texts, start=1)
        ]
        if alone:
            messages.append(self._sending(reader, "", what.file, None, None, silent))
        return messages

    def _sending(
        self,
        reader: Reader,
        text: str,
        file: File | None,
        passed_on: Say | None,
        markup: Markup | None,
        silent: bool,
    ) -> Callable[[], Awaitable[int]]:
        common = {
            "chat_id": reader.chat_id,
            "message_thread_id": reader.topic_id,
            "reply_markup": markup,
            "disable_notification": silent,
        }
        voice = None if passed_on is None else passed_on.voice
        photo = None if passed_on is None else passed_on.photo

        async def write(words: str, mode: str | None) -> Any:
            return await self._call(
                "sendMessage", text=words, parse_mode=mode, link_preview_options=NO_PREVIEW, **common
            )

        async def send(words: str, mode: str | None) -> int:
            if voice is not None:
                # It is passed on by the messenger itself, so that we never hear it.
                said = await self._call("sendVoice", voice=voice, caption=words, parse_mode=mode, **common)
            elif photo is not None:
                below = {"caption": words, "parse_mode": mode}
                try:
                    said = await self._call("sendPhoto", photo=photo, **below, **common)
                except BadRequest as refusal:
                    if not any(reason in str(refusal).lower() for reason in NO_SUCH_PHOTO):
                        raise
                    # What is said below a photo is worth saying without it, too.
                    log.warning("a photo could not be passed on; its words were sent alone")
                    said = await write(words, mode)
            elif file is None:
                said = await write(words, mode)
            else:
                kind = "photo" if file.is_picture else "document"
                content = {kind: InputFile(file.content, filename=file.name)}
                said = await self._call(
                    f"send{kind.capitalize()}", caption=words, parse_mode=mode, **content, **common
                )
            return int(said["message_id"])

        return lambda: _plainly(text, send)

    async def edit(self, reader: Reader, message_id: int, what: Say) -> Sent:
        """Changes a message in place; that it already reads so is as good."""
        text, labelled = _texts(reader, what)[0], _labelled(reader, what)
        markup = _markup(reader, what, labelled) if labelled else None

        async def change(words: str, mode: str | None) -> None:
            await self._call(
                "editMessageText",
                chat_id=reader.chat_id,
                message_id=message_id,
                text=words,
                parse_mode=mode,
                reply_markup=markup,
                link_preview_options=NO_PREVIEW,
            )

        try:
            await self._in_turn(reader.chat_id, lambda: _plainly(text, change), True, says=False)
        except BadRequest as refusal:
            if "no text in the message" in str(refusal):
                # It is a file with a caption, which cannot become a list: the list comes as a new message.
                return await self.send(reader, what)
            if not is_as_it_should_be(refusal):
                raise
        return Sent(message_id, _options(labelled), what.talk_id, what.door_of)

    async def withdraw(self, reader: Reader, message_id: int, line: Words) -> None:
        """Lets a message say that line and nothing else, whatever it was, also below a file; its buttons go.

        That it reads so already, or is gone, is as good.

        Raises:
            TelegramError: as the messenger answers.
        """
        text = reader.html(line)
        which = {"chat_id": reader.chat_id, "message_id": message_id}

        async def change() -> None:
            try:
                await self._call("editMessageText", text=text, parse_mode=ParseMode.HTML, **which)
            except BadRequest as refusal:
                if "no text in the message" not in str(refusal):
                    raise
                await self._call("editMessageCaption", caption=text, parse_mode=ParseMode.HTML, **which)

        try:
            await self._in_turn(reader.chat_id, change, True, Rank.NEWS, says=False)
        except BadRequest as refusal:
            if not is_as_it_should_be(refusal):
                raise

    async def collapse(self, reader: Reader, message_id: int, line: Words) -> None:
        """Lets an answered question become one line without buttons. Failing at it does no harm."""
        text = reader.html(line)
        which = {"chat_id": reader.chat_id, "message_id": message_id}

        async def change() -> None:
            try:
                await self._call("editMessageText", text=text, parse_mode=ParseMode.HTML, **which)
            except BadRequest as refusal:
                if "no text in the message" not in str(refusal):
                    raise
                # A message with a file keeps its words and loses its buttons.
                await self._call("editMessageReplyMarkup", **which)

        try:
            await self._in_turn(reader.chat_id, change, True, says=False)
        except TelegramError as refusal:
            log.debug("a question could not be collapsed", reason=type(refusal).__name__)

    async def toast(self, reader: Reader, callback_id: str, what: Words | None) -> None:
        """Answers a tap, always. Failing at it does no harm: the tap may be old."""
        try:
            await self._call(
                "answerCallbackQuery",
                callback_query_id=callback_id,
                text=None if what is None else shorten(reader.plain(what), LONGEST_TOAST),
            )
        except TelegramError as refusal:
            log.debug("a tap could not be answered", reason=type(refusal).__name__)

    async def fetch(self, file_id: str, largest_bytes: int) -> bytes | None:
        """Fetches a file that somebody has sent; None where it is larger than that.

        Raises:
            TelegramError: as the messenger answers. The address of the file has the token in it, so it
                is kept nowhere.
        """
        told = await self._call("getFile", file_id=file_id)
        if int(told.get("file_size") or 0) > largest_bytes:
            return None
        content = await self.bot.request.retrieve(f"{self.bot.base_file_url}/{told['file_path']}")
        return content if len(content) <= largest_bytes else None

    async def make_topic(self, reader: Reader, name: Words) -> int:
        """Makes a topic in a group and returns its number.

        Raises:
            TelegramError: as the messenger answers, as where the group has no topics or lets us make none.
        """
        asked = {"chat_id": reader.chat_id, "name": reader.plain(name)}

        async def make() -> int:
            made = await self._call("createForumTopic", **asked)
            return int(made["message_thread_id"])

        return await self._in_turn(reader.chat_id, make, False, Rank.NEWS)

    async def introduce(self, names: tuple[str, ...], now: datetime, zone: tzinfo) -> None:
        """Tells the messenger what its menu lists, in every language; English for all others."""
        for code in language.languages():
            reader = Reader(0, code, zone, now)
            await self._call(
                "setMyCommands",
                commands=[
                    {"command": name, "description": reader.plain(words(f"command-{name}"))} for name in names
                ],
                scope={"type": "all_private_chats"},
                language_code=None if code == language.SOURCE else code,
            )

    async def _call(self, method: str, **parameters: Any) -> Any:
        return await call(self.bot.request, self.bot.base_url, method, parameters)

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


@dataclass(frozen=True)
class Labelled:
    """A button as its reader sees it: what stands on it, and what it carries or where it leads."""

    label: str
    data: str
    url: str

    @property
    def markup(self) -> Markup:
        """The button as the messenger wants it."""
        return (
            {"text": self.label, "url": self.url}
            if self.url
            else {
                "text": self.label,
                "callback_data": self.data,
            }
        )


def _labelled(reader: Reader, what: Say) -> list[list[Labelled]]:
    """The rows of buttons as they are read."""
    return [[Labelled(reader.plain(one.words), one.data, one.url) for one in row] for row in what.buttons]


def _options(labelled: list[list[Labelled]]) -> list[tuple[str, str]]:
    """The buttons whose words can be typed instead, as label and data."""
    return [(one.label, one.data) for row in labelled for one in row if one.data]


def _markup(reader: Reader, what: Say, labelled: list[list[Labelled]]) -> Markup | None:
    """What lies under a message, or under the place where one types, as the messenger wants it."""
    if labelled:
        return {"inline_keyboard": [[one.markup for one in row] for row in labelled]}
    if what.keyboard is Keyboard.HOME:
        home = [[{"text": reader.plain(HOME_LABELS[name])} for name in row] for row in HOME]
        return {"keyboard": home, "resize_keyboard": True, "is_persistent": True}
    if what.keyboard is Keyboard.NONE:
        return {"remove_keyboard": True}
    if what.keyboard is Keyboard.PLACE:
        share = {"text": reader.plain(words("button-share-place")), "request_location": True}
        way_out = [{"text": reader.plain(words(f"button-{way}"))} for way in ("back", "stop")]
        return {
            "keyboard": [[share], way_out],
            "resize_keyboard": True,
            "one_time_keyboard": True,
            "input_field_placeholder": reader.plain(words("placeholder-place")),
        }
    return None
