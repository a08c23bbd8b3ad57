"""The bot as a whole: who handles what, in order, and the wiring of one process that listens and answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from telegram import Bot, ChatMember, Update
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest

from bot import failures
from bot.commands import MENU
from bot.door import Door
from bot.geocoding import Geocoder
from bot.heard import hear
from bot.inbox import FIRST_PAUSE_S, LAST_PAUSE_S, Inbox
from bot.outgoing import Outgoing, Reader
from bot.pace import Pace
from bot.saying import say
from bot.turnstile import Turnstile, Unreadable
from bot.values import words
from models import timebank
from models.store import Store

log = structlog.get_logger(__name__)

Context = ContextTypes.DEFAULT_TYPE
GROUPS = filters.ChatType.GROUPS
PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
FORMER = (ChatMember.BANNED, ChatMember.LEFT)


@dataclass
class Goodbot:
    """One process's bot: it listens, lets members through one by one, and answers."""

    application: Application[Any, Any, Any, Any, Any, Any]
    door: Door
    inbox: Inbox
    turnstile: Turnstile

    @property
    def out(self) -> Outgoing:
        """The way out, which the jobs use too."""
        return self.door.out


def build(
    *,
    token: str,
    base_url: str,
    base_file_url: str,
    request: BaseRequest,
    updates_request: BaseRequest,
    store: Store,
    geocoder: Geocoder,
    clock: Callable[[], datetime],
    timebank_id: int,
    changed: Callable[[], None] = lambda: None,
    pace: Pace | None = None,
) -> Goodbot:
    """Puts the bot together; nothing is sent before `open_up`.

    Args:
        token: the bot's secret.
        base_url, base_file_url: where the Bot API is, up to and including "bot".
        request, updates_request: the connections for sending and for waiting.
        store: the database.
        geocoder: whoever knows where places are.
        clock: the present moment.
        timebank_id: the time bank that this bot serves.
        changed: called after somebody was answered.
        pace: how fast it may speak; None for the pace Telegram allows.
    """
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(base_url)
        .base_file_url(base_file_url)
        .request(request)
        .get_updates_request(updates_request)
        .updater(None)
        .job_queue(None)
        .build()
    )
    out = Outgoing(application.bot, pace)
    door = Door(store, out, geocoder, clock, timebank_id, "", changed)
    receive(application, door)

    async def handle(raw: dict[str, Any], *, last: bool = False) -> str | None:
        """Handles one update and returns the reference of what broke, if anything did."""
        update = read(raw, application.bot)
        broken = application.bot_data.setdefault("broken", {})
        if last:
            application.bot_data.setdefault("last", set()).add(update.update_id)
        await application.process_update(update)
        application.bot_data.get("last", set()).discard(update.update_id)
        trouble = broken.pop(update.update_id, None)
        if isinstance(trouble, Exception):
            raise trouble
        return trouble  # type: ignore[no-any-return]

    turnstile = Turnstile(store, timebank_id, handle, clock)
    inbox = Inbox(application.bot, updates_request, store, timebank_id, clock, turnstile.arrived)
    return Goodbot(application, door, inbox, turnstile)


async def open_up(bot: Goodbot) -> None:
    """Says hello to the messenger, learns our own name there, and fills the menu.

    Raises:
        InvalidToken: the messenger does not know our token.
    """
    pause_s = FIRST_PAUSE_S
    while True:
        try:
            await bot.application.initialize()
            break
        except NetworkError as trouble:
            # A machine often starts before its network does. BadRequest is one of these in name only.
            if isinstance(trouble, BadRequest):
                raise
            log.warning("the messenger does not answer; trying again", pause_s=pause_s)
            await asyncio.sleep(pause_s)
            pause_s = min(LAST_PAUSE_S, pause_s * 2)
    bot.door.bot_username = bot.application.bot.username
    bank = await bot.door.store.read(lambda session: timebank.get(session, bot.door.timebank_id))
    try:
        await bot.out.introduce(MENU, bot.door.clock(), ZoneInfo(bank.zone))
    except TelegramError as trouble:
        # Without its menu the bot works all the same.
        log.warning("the menu could not be set", kind=type(trouble).__name__)


async def close_down(bot: Goodbot) -> None:
    """Closes the connections."""
    await bot.application.shutdown()


def receive(application: Application[Any, Any, Any, Any, Any, Any], door: Door) -> None:
    """Says who handles what. Order matters: the first that fits takes the update."""

    async def on_group(update: Update, context: Context) -> None:
        """In a group nothing private is said, not even that somebody is a member."""
        message = update.message
        addressed = message is not None and message.text is not None and message.text.startswith("/")
        if addressed and update.effective_chat is not None:
            await _ask_to_write_privately(door, update.effective_chat.id)

    async def on_membership(update: Update, context: Context) -> None:
        """Somebody blocked us, or lets us write to them again."""
        change = update.my_chat_member
        if change is not None and change.chat.type == change.chat.PRIVATE:
            await door.mark_blocked(change.from_user.id, change.new_chat_member.status in FORMER)

    async def on_private(update: Update, context: Context) -> None:
        """Words, a tap, a place, a sticker: whatever a person says to us alone."""
        heard = hear(update)
        if heard is not None:
            await door.answer(heard)

    async def on_error(update: object, context: Context) -> None:
        """Apologises with a reference; what will pass by itself is tried again instead."""
        error = context.error
        assert error is not None, "the library calls this with what was raised"
        update_id = update.update_id if isinstance(update, Update) else None
        broken = context.application.bot_data.setdefault("broken", {})
        if failures.is_passing(error) and update_id not in context.application.bot_data.get("last", ()):
            broken[update_id] = error
            return
        if isinstance(error, TelegramError):
            # The deed is done and committed; only the telling failed, as when somebody has just blocked us.
            log.warning("an answer did not arrive", kind=type(error).__name__, update_id=update_id)
            return
        code = broken[update_id] = failures.note(error, update_id=update_id, what="answering")
        if isinstance(update, Update):
            await _apologise(door, update, code)

    application.add_handler(MessageHandler(GROUPS & filters.UpdateType.MESSAGE, on_group))
    application.add_handler(ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(CallbackQueryHandler(on_private))
    application.add_handler(MessageHandler(PRIVATE, on_private))
    application.add_error_handler(on_error)


def read(raw: dict[str, Any], bot: Bot) -> Update:
    """Reads one update; raises Unreadable for one that the library cannot make sense of."""
    try:
        update = Update.de_json(raw, bot)
    except Exception as error:
        raise Unreadable(f"update {raw.get('update_id')} cannot be read: {type(error).__name__}") from error
    if update is None:
        raise Unreadable("an empty update")
    return update


async def _apologise(door: Door, update: Update, code: str) -> None:
    try:
        heard = hear(update)
        if heard is not None:
            await door.apologise(heard, code)
    except Exception as error:
        # There is nobody left to tell but the log.
        log.warning("an apology did not arrive", kind=type(error).__name__)


async def _ask_to_write_privately(door: Door, chat_id: int) -> None:
    bank = await door.store.read(lambda session: timebank.get(session, door.timebank_id))
    reader = Reader(chat_id, bank.language, ZoneInfo(bank.zone), door.clock())
    await door.out.send(reader, say(words("write-privately")))
