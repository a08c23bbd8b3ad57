"""A demo in a process of its own and a browser that looks at it, fresh for each test."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.page.demo_process import Demo
from tests.page.phones import CHROMIUM, Table, opened


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """A demo that runs, and is gone after the test whatever happened."""
    running = Demo(tmp_path)
    await running.start()
    yield running
    await running.end(signal.SIGKILL)


@pytest.fixture
def browser_there() -> None:
    """Skips where there is no browser, and fails on a build server, which must have one."""
    if CHROMIUM.exists():
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"The page must be tried in a browser, and {CHROMIUM} is not there.")
    pytest.skip(f"The page was not tried in a browser, because {CHROMIUM} is not there.")


@pytest.fixture
async def table(browser_there: None, demo: Demo) -> AsyncIterator[Table]:
    """The page of the demo in a browser."""
    async with opened(demo.address) as table:
        yield table
