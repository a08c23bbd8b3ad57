"""A street with Ada and Ben, and an unmodified python-telegram-bot that reaches it without a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import httpx
import pytest
import telegram
from telegram.request import HTTPXRequest

from messenger import Clock, Messenger, Person


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands still on a Tuesday morning."""
    return Clock(frozen_at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC))


@pytest.fixture
def street(clock: Clock) -> Messenger:
    """Return a stand-in that remembers nothing."""
    return Messenger(clock=clock)


@pytest.fixture
def ada(street: Messenger) -> Person:
    """Return someone who has written to the bot before."""
    return street.add_person("Ada", started=True)


@pytest.fixture
def ben(street: Messenger) -> Person:
    """Return someone who never wrote to the bot."""
    return street.add_person("Ben", username="ben_of_mill_lane")


BotMaker = Callable[[Messenger], telegram.Bot]


@pytest.fixture
def make_bot() -> BotMaker:
    """Return a maker of bots that call a stand-in in this process."""

    def make(messenger: Messenger) -> telegram.Bot:
        def request() -> HTTPXRequest:
            return HTTPXRequest(httpx_kwargs={"transport": httpx.ASGITransport(app=messenger.app)})

        return telegram.Bot(
            messenger.token,
            base_url=messenger.base_url,
            base_file_url=messenger.base_file_url,
            request=request(),
            get_updates_request=request(),
        )

    return make


@pytest.fixture
async def bot(street: Messenger, make_bot: BotMaker) -> AsyncIterator[telegram.Bot]:
    """Return a bot that has said who it is."""
    async with make_bot(street) as bot:
        yield bot
