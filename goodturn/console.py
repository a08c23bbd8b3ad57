"""What the commands share: the settings, the time bank, and a sentence for the host where one cannot go on.

Each function loads what it needs when it is called, so that `--help` answers at once.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from sqlmodel import Session

    from goodturn.settings import Settings
    from models.timebank import TimeBank

T = TypeVar("T")


def settings() -> Settings:
    """Reads the settings and starts the log; a wrong setting is said in so many words."""
    from goodturn import logs
    from goodturn.settings import BadSettings, Settings

    # Whatever is made from here on, the database and its backups above all, is for nobody else's eyes.
    os.umask(0o077)
    try:
        chosen = Settings.load()
    except BadSettings as wrong:
        give_up(str(wrong), 2)
    logs.start(chosen.log_level, secrets=chosen.secrets)
    return chosen


def with_bank(chosen: Settings, work: Callable[[Session, TimeBank], T]) -> T:
    """Runs a piece of work on the time bank of the settings, opening it where there is none so far."""
    from goodturn import demo, process
    from goodturn.backup import folder_in
    from goodturn.stopping import CannotRun
    from models import timebank

    url = process.database_url(chosen)
    real = bool(chosen.telegram_token.get_secret_value())
    make_folder(process.data_folder(chosen))

    async def go() -> T:
        now = process.clock_of(chosen)
        settle = process.opener(chosen, now) if real else (lambda session: demo.settle(session, now()))
        store, bank_id = await process.prepared(url, settle, folder_in(process.data_folder(chosen)))
        try:
            return await store.write(lambda session: work(session, timebank.get(session, bank_id)))
        finally:
            await store.close()

    try:
        return asyncio.run(go())
    except CannotRun as trouble:
        give_up(str(trouble), trouble.code)


def make_folder(folder: Path) -> None:
    """Makes the data folder where there is none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        give_up(
            f"{folder} cannot be made ({trouble.strerror}). Let the account that runs Goodturn write there, "
            "or set GOODTURN_DATA_DIR to another folder."
        )


def must_be_there(url: str) -> None:
    """Gives up where there is no database so far, and so nothing to keep a copy of."""
    from goodturn.lock import file_of

    file = file_of(url)
    if file is not None and not file.exists():
        give_up(
            f"{file} is not there; goodturn run makes it. If it should be, look at GOODTURN_DATA_DIR, and "
            "whether the disk is there."
        )


def bot_username(chosen: Settings) -> str:
    """Asks Telegram what the bot is called; the demo's is known."""
    token = chosen.telegram_token.get_secret_value()
    if not token:
        return "goodturn_bot"
    from telegram import Bot
    from telegram.error import InvalidToken, TelegramError

    async def ask() -> str:
        async with Bot(token, base_url=chosen.base_url, base_file_url=chosen.base_file_url) as bot:
            return bot.username

    try:
        return asyncio.run(ask())
    except InvalidToken:
        give_up("Telegram does not know this token. Copy it from @BotFather again.", 3)
    except TelegramError:
        typer.echo(
            "Telegram does not answer just now, so put your bot's name in place of YOUR_BOT.", err=True
        )
        return "YOUR_BOT"


def give_up_group(group: ExceptionGroup) -> None:
    """Finds what the host should read in what came out of several tasks at once, and gives up with it."""
    from goodturn.stopping import CannotRun

    known, rest = group.split(CannotRun)
    if rest is not None or known is None:
        raise group
    first = known.exceptions[0]
    while isinstance(first, ExceptionGroup):
        first = first.exceptions[0]
    assert isinstance(first, CannotRun), "the group was split by that class"
    give_up(str(first), first.code)


def give_up(sentence: str, code: int = 1) -> NoReturn:
    """Ends the command with a sentence for the host."""
    typer.echo(sentence, err=True)
    sys.exit(code)
