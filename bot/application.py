"""The bot as a whole: who handles what, in order, and the wiring of one process that listens and answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from telegram import Bot, ChatMember, Message, Update
from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError
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

from bot import failures, passage
from bot.commands import MENU
from bot.door import Door
from bot.flood import WARNING, Flood, Verdict
from bot.geocoding import Geocoder
from bot.heard import Heard, Manner, hear
from bot.inbox import FIRST_PAUSE_S, LAST_PAUSE_S, Inbox
from bot.outage import Outage
from bot.outgoing import Outgoing, Reader
from bot.pace import Pace
from bot.passage import Passage
from bot.saying import say
from bot.turnstile import Turnstile, Unreadable
from bot.values import words
from models import timebank
from models.received import State, TakenOver
from models.store import Store

log = structlog.get_logger(__name__)

Context = ContextTypes.DEFAULT_TYPE
GROUPS = filters.ChatType.GROUPS
PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
# What waited longer than this, while we were away, may no longer be meant.
PASSES_AFTER = timedelta(days=1)
FORMER = (ChatMember.BANNED, ChatMember.LEFT)


@dataclass
class Goodbot:
    """One process's bot: it listens, lets members through one by one, and answers."""

    application: Application[Any, Any, Any, Any, Any, Any]
    door: Door
    inbox: Inbox
    turnstile: Turnstile
    flood: Flood

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
    holder: str = "this process",
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
        holder: the name of this process, where there are others on the same database.
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
    door = Door(store, out, geocoder, clock, timebank_id, "", holder, changed)
    flood = Flood()
    receive(application, door, flood)

    async def handle(passing: Passage, raw: dict[str, Any]) -> None:
        """Handles one update; what becomes of it is noted in its passage."""
        await application.process_update(read(raw, application.bot))
        if passing.trouble is not None:
            raise passing.trouble

    turnstile = Turnstile(store, timebank_id, handle, clock, holder)
    outage = Outage(door)
    inbox = Inbox(
        application.bot, updates_request, store, timebank_id, clock, turnstile.arrived, outage.cannot_keep
    )
    return Goodbot(application, door, inbox, turnstile, flood)


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
        except (InvalidToken, BadRequest, Conflict):
            raise
        except (TelegramError, KeyError) as trouble:
            # A machine often starts before its network does, and a proxy may answer with a page of its own.
            log.warning("the messenger does not answer", kind=type(trouble).__name__, pause_s=pause_s)
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


def receive(application: Application[Any, Any, Any, Any, Any, Any], door: Door, flood: Flood) -> None:
    """Says who handles what. Order matters: the first that fits takes the update."""

    async def on_group(update: Update, context: Context) -> None:
        """In a group nothing private is said, not even that somebody is a member."""
        message, update_now = update.message, passage.present().update
        if message is None:
            return
        if message.migrate_to_chat_id is not None:
            await door.move_group(message.chat.id, message.migrate_to_chat_id)
        if not _is_command_for(door.bot_username, message):
            return
        if flood.allow(update_now.sender_id, update_now.received_at) is not Verdict.ANSWER:
            return
        topic_id = message.message_thread_id if message.is_topic_message else None
        token, who = _link_in(message), message.from_user
        if token and who and await door.link_group(who.id, message.chat.id, topic_id, token):
            return
        await _ask_to_write_privately(door, message.chat.id, topic_id)

    async def on_membership(update: Update, context: Context) -> None:
        """Somebody blocked us, or lets us write to them again; or took us out of a group."""
        change = update.my_chat_member
        if change is None:
            return
        gone = change.new_chat_member.status in FORMER
        if change.chat.type == change.chat.PRIVATE:
            await door.mark_blocked(change.from_user.id, gone)
        elif gone:
            await door.lose_group(change.chat.id)

    async def on_private(update: Update, context: Context) -> None:
        """Words, a tap, a place, a sticker: whatever a person says to us alone."""
        heard, update_now = hear(update), passage.present().update
        if heard is None:
            return
        verdict = flood.allow(update_now.sender_id, update_now.received_at)
        if update_now.state is State.ANSWERED:
            await door.resume(heard)
        elif verdict is Verdict.SILENT:
            await door.brush_off(heard, None)
        elif verdict is Verdict.WARN:
            await door.brush_off(heard, WARNING)
        elif _has_passed(update, heard, door.clock()):
            await door.brush_off(heard, words("has-passed"))
        else:
            await door.answer(heard)

    async def on_error(update: object, context: Context) -> None:
        """Apologises with a reference; what will pass by itself is tried again instead."""
        error, passing = context.error, passage.present()
        assert error is not None, "the library calls this with what was raised"
        if isinstance(error, TakenOver) or (failures.is_passing(error) and not passing.is_last_try):
            passing.trouble = error
        elif isinstance(error, TelegramError):
            # The deed is done and committed; only the telling failed.
            if failures.may_get_out_later(error):
                passing.trouble = error
            else:
                log.warning("an answer did not arrive", kind=type(error).__name__)
        else:
            passing.reference = failures.note(error, update_id=passing.update.update_id, what="answering")
            if isinstance(update, Update):
                await _apologise(door, update, passing.reference)

    application.add_handler(MessageHandler(GROUPS & filters.UpdateType.MESSAGE, on_group))
    application.add_handler(ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(CallbackQueryHandler(on_private))
    application.add_handler(MessageHandler(PRIVATE, on_private))
    application.add_error_handler(on_error)


def _is_command_for(bot_username: str, message: Message) -> bool:
    """Whether what was said in a group is a command that may be meant for us.

    Other bots are never answered, or two could talk for ever; only their namesake is, in whose name
    administrators write who do not want to be known.
    """
    command = (message.text or "").split(maxsplit=1)[:1]
    if not command or not command[0].startswith("/"):
        return False
    _, _, addressee = command[0].partition("@")
    by_bot = message.from_user is not None and message.from_user.is_bot and message.sender_chat is None
    return not by_bot and addressee.casefold() in ("", bot_username.casefold())


def _link_in(message: Message) -> str | None:
    """Returns what stands behind `/start` in a group, which is how a link for one arrives there."""
    command, _, behind = (message.text or "").strip().partition(" ")
    return behind.strip() or None if command.partition("@")[0] == "/start" else None


def _has_passed(update: Update, heard: Heard, now: datetime) -> bool:
    """Whether it was said too long ago to be done now. Commands only show things, and are never too late.

    A tap says nothing of when it was made, so it counts from when we received it.
    """
    if heard.manner is Manner.WORDS and heard.text.startswith("/"):
        return False
    written_at = update.message.date if update.message is not None else None
    said_at = min(written_at or now, passage.present().update.received_at)
    return now - said_at > PASSES_AFTER


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


async def _ask_to_write_privately(door: Door, chat_id: int, topic_id: int | None) -> None:
    bank = await door.store.read(lambda session: timebank.get(session, door.timebank_id))
    reader = Reader(chat_id, bank.language, ZoneInfo(bank.zone), door.clock(), topic_id)
    await door.out.send(reader, say(words("write-privately")))
