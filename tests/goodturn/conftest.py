"""A stand-in for Telegram on this machine, and the processes of a time bank, gone after the test."""

from __future__ import annotations

import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from messenger import Messenger
from tests.goodturn.bank_process import DATABASE, Bank, Starting


@pytest.fixture
async def telegram() -> AsyncIterator[Messenger]:
    """A stand-in for Telegram, served over real sockets."""
    messenger = Messenger()
    async with messenger.serve("127.0.0.1", 0):
        yield messenger
    messenger.close()


@pytest.fixture
async def bank(telegram: Messenger, tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Starting]:
    """Makes processes, each folder with a database that needs no migrating; whatever still lives after the
    test is killed.
    """
    made: list[Bank] = []

    def make(*words: str, folder: str = "data", **settings: str) -> Bank:
        one = Bank(tmp_path / folder, telegram, settings, ("run", *words))
        if "GOODTURN_DATABASE_URL" not in settings:
            one.folder.mkdir()
            shutil.copyfile(sqlite_template, one.folder / DATABASE)
        made.append(one)
        return one

    yield make
    for one in made:
        if one._process is not None:
            await one.end(signal.SIGKILL)
