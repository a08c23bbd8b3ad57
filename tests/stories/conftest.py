"""The street on which stories play, fresh for each one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from models.store import Store
from tests.stories.neighbours import Street, opened_street


@pytest.fixture
async def street(sqlite_url: str) -> AsyncIterator[Street]:
    """A street with nobody on it so far; what must hold is checked when the story is over."""
    store = Store(sqlite_url)
    async with opened_street(store) as opened:
        yield opened
    await store.close()
