"""The street of the stories, for those who mean no good, and the log at its most talkative."""

from __future__ import annotations

import io
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
import structlog

from goodturn import logs
from tests.stories.conftest import plain_log, street

# Fixtures of the stories are used here as they are.
__all__ = ["plain_log", "street"]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log as a host would have it at its most talkative; afterwards all is as it was."""
    root = logging.getLogger()
    handlers, level, kept = root.handlers[:], root.level, structlog.get_config()
    levels = {name: logging.getLogger(name).level for name in logs.HELD}
    hooks = sys.excepthook, threading.excepthook
    stream = io.StringIO()
    logs.start("DEBUG", secrets=["1000000001:stand-in"], stream=stream)
    yield stream
    root.handlers[:] = handlers
    for handler in handlers:
        handler.filters[:] = [one for one in handler.filters if not isinstance(one, logs.Redaction)]
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    sys.excepthook, threading.excepthook = hooks
    structlog.configure(**kept)
    logging.captureWarnings(False)
