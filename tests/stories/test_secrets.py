"""What must never be in the log: the token, somebody's words, the way to somebody's door."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from goodturn import logs
from messenger import Clock, Messenger
from tests.stories.favours import asks_for_shopping, say_how_long
from tests.stories.neighbours import Street

DIRECTIONS = "Blue door behind the chapel"
NOTE = "My purse is in the drawer"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log as a host would have it at its most talkative; afterwards all is as it was."""
    root = logging.getLogger()
    handlers, level, kept = root.handlers[:], root.level, structlog.get_config()
    stream = io.StringIO()
    logs.start("DEBUG", secrets=["1000000001:stand-in"], stream=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**kept)
    logging.captureWarnings(False)


async def test_neither_the_token_nor_private_words_are_logged(street: Street, log: io.StringIO) -> None:
    """Through a favour with trouble on the way, the log at DEBUG has no token and no private word."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    street.refusals_allowed = True
    street.messenger.fail_next("sendMessage", status=500, chat_id=ben.person.chat_id)
    street.messenger.fail_next("editMessageText", status=400, description="Bad Request: something else")
    await asks_for_shopping(ada, directions=DIRECTIONS, note=NOTE)
    await street.later(minutes=20)
    street.messenger.push_update({"message": {"message_id": 1, "text": NOTE, "date": "x"}})
    if "Yes, Tuesday 2pm" in ben.buttons():
        await ben.taps("Yes, Tuesday 2pm")
    else:
        await ben.says("/things")
        await ben.taps_each("Answer: Shopping", "Yes, Tuesday 2pm")
    street.messenger.fail_next("sendMessage", ok_false=True, times=2)
    await say_how_long(street)
    for who in (ada, ben):
        await who.taps("1 hour")
    assert (await ben.balance()).balance_minutes == 180
    written = log.getvalue()
    assert "sending is in trouble" in written and "cannot be read" in written
    for secret in (street.messenger.token, "stand-in", DIRECTIONS, NOTE, "51.54"):
        assert secret not in written
    street.dead_allowed = True


def test_the_canary_would_be_found(log: io.StringIO) -> None:
    """The log that these stories read is the one that everything writes to."""
    messenger = Messenger(clock=Clock())
    structlog.get_logger("bot").warning("a canary", song=messenger.base_url)
    logging.getLogger("anybody").info("another %s", DIRECTIONS)
    assert "a canary" in log.getvalue() and DIRECTIONS in log.getvalue()
    messenger.close()
