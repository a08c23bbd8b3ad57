"""The street is remembered over restarts and crashes, and numbers are never used twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from messenger import Messenger
from messenger.street import MESSAGES_KEPT_A_CHAT

BotMaker = Callable[[Messenger], telegram.Bot]


async def test_a_restart_shows_the_same_chats(tmp_path: Path, make_bot: BotMaker) -> None:
    """People, messages, files, keyboards, settings, taps, updates and the clock are all still there."""
    before = Messenger(state_path=tmp_path / "street.db")
    ada = before.add_person("Ada", role="volunteer", place=(51.0, -0.2))
    ada.says("/start")
    before.clock.move(timedelta(days=3))
    async with make_bot(before) as bot:
        await bot.set_my_commands([("ask", "Ask for help")])
        yes = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
        await bot.send_message(ada.id, "<b>Hello</b>", parse_mode="HTML", reply_markup=yes)
        await bot.send_document(ada.id, b"\0\xff", filename="x.bin")
        await bot.send_message(ada.id, "Home", reply_markup=ReplyKeyboardMarkup([["Help"]]))
        ada.taps("Yes")
    seen = [(message.id, message.html, message.at) for message in ada.messages]
    before.close()

    after = Messenger(state_path=tmp_path / "street.db")
    again = after.add_person("Ada")
    assert [(message.id, message.html, message.at) for message in again.messages] == seen
    assert (again.id, again.profile, again.started, again.keyboard) == (
        ada.id,
        ada.profile,
        True,
        ada.keyboard,
    )
    document = again.messages[2].document
    assert document is not None and document.bytes == b"\0\xff"
    assert after.clock.offset == timedelta(days=3)
    assert after.pending_updates == before.pending_updates
    async with make_bot(after) as bot:
        assert [command.command for command in await bot.get_my_commands()] == ["ask"]
        start, tap = await bot.get_updates(timeout=0)
        assert start.message is not None and tap.callback_query is not None
        assert await tap.callback_query.answer("Thank you")
        assert again.toasts[-1].text == "Thank you"
        newest = await bot.send_message(again.id, "later")
        assert newest.message_id > max(number for number, _, _ in seen)
        await bot.get_updates(offset=tap.update_id + 1, timeout=0)
        again.says("more")
        assert after.pending_updates[0]["update_id"] == tap.update_id + 1
    after.close()


CRASHING = """
import sys
from pathlib import Path
from messenger import Messenger
ada = Messenger(state_path=Path(sys.argv[1])).add_person("Ada")
while True:
    print(ada.says("word").id, flush=True)
"""


def test_nothing_that_was_said_is_lost_in_a_crash(tmp_path: Path) -> None:
    """Killed without warning while someone writes, the street keeps each message with its update."""
    path, last = tmp_path / "street.db", 0
    for _ in range(3):
        talker = subprocess.Popen(
            [sys.executable, "-c", CRASHING, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert talker.stdout is not None
        for _ in range(25):
            line = talker.stdout.readline()
            assert int(line) > last
            last = int(line)
        os.kill(talker.pid, signal.SIGKILL)
        unread = talker.stdout.read().split("\n")
        talker.wait()
        last = max(last, *(int(number) for number in unread[:-1]), 0)
        street = Messenger(state_path=path)
        numbers = [message.id for message in street.person("Ada").messages]
        assert len(numbers) == len(set(numbers)) == len(street.pending_updates)
        assert last in numbers
        last = numbers[-1]
        street.close()


def test_a_long_chat_lets_its_oldest_go(tmp_path: Path) -> None:
    """Only the latest messages of a chat are kept, in memory and in the file."""
    street = Messenger(state_path=tmp_path / "street.db")
    ada = street.add_person("Ada")
    first = ada.sends_photo()
    for number in range(MESSAGES_KEPT_A_CHAT):
        ada.says(f"word {number}")
    assert len(ada.messages) == MESSAGES_KEPT_A_CHAT and ada.messages[0].text == "word 0"
    assert first.attachment is not None
    street.close()
    after = Messenger(state_path=tmp_path / "street.db")
    assert len(after.person("Ada").messages) == MESSAGES_KEPT_A_CHAT
    assert after.street.notebook.contents(first.attachment.file_id) == b""
    after.close()
