"""The street on which stories play, fresh for each one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import structlog

from models.store import Store
from tests.stories.neighbours import Street, opened_street


@pytest.fixture
async def street(sqlite_url: str) -> AsyncIterator[Street]:
    """A street with nobody on it so far; what must hold is checked when the story is over."""
    store = Store(sqlite_url)
    async with opened_street(store) as opened:
        yield opened
    await store.close()


@pytest.fixture(autouse=True, scope="session")
def plain_log() -> None:
    """Tracebacks in the log are written plainly: drawing them costs seconds, and stories have many."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
        ]
    )
