"""What a crash leaves behind for the next start: an update that was answered, but not yet ticked off."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from models.store import Store
from tests.stories.neighbours import Street, opened_street


@pytest.fixture
async def street(sqlite_url: str) -> AsyncIterator[Street]:
    """A street with nobody on it so far."""
    store = Store(sqlite_url)
    async with opened_street(store) as opened:
        yield opened
    await store.close()


async def test_the_first_question_outlives_a_crash(street: Street) -> None:
    """The words that open a talk may come twice, and the buttons that were shown first still answer it."""
    george = await street.neighbour("George")
    george.person.says("/ask")
    opening = street.messenger.pending_updates[-1]
    await street.settle()
    question = george.news[-1]
    await street.house.bot.turnstile.handle(opening)
    george.person.presses(question, "Dog walking")
    await street.settle()
    await george.hears("Which day suits you?")
