"""What the process writes about itself: one line an event to stderr, and never a secret in it.

Members' words and places must not get into the logs at any level. Libraries that write them at DEBUG or INFO
(the address of every call, which has the bot's token in it; the text of every message; every value written to
the database) are therefore held at a level where they do not, whatever the host has chosen.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# The libraries that tell too much below the level beside them.
HELD = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "geopy": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "telegram": logging.INFO,
    "asyncio": logging.INFO,
}

TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}")
HIDDEN = "[hidden]"

# A line of the log stays one line, whatever somebody has sent; and no terminal obeys what it is shown.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Redaction(logging.Filter):
    """Takes secrets out of a record before any formatter sees it: message, arguments and traceback."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """
        Args:
            secrets: what must never be written, besides everything that looks like a bot's token.
        """
        super().__init__()
        # The longest goes first, so that a secret within another does not leave the rest of it behind.
        self._secrets = sorted({secret for secret in secrets if secret}, key=len, reverse=True)

    def redact(self, text: str) -> str:
        """Returns `text` with each secret replaced by `HIDDEN`."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return TOKEN.sub(HIDDEN, text)

    def filter(self, record: logging.LogRecord) -> bool:
        """Redacts the record in place and lets it pass."""
        if isinstance(record.msg, Mapping):
            record.msg = self.redact_event(record.msg)
        else:
            try:
                message = record.getMessage()
            except Exception as error:
                # A message that does not fit its arguments must not end in logging's own report on stderr,
                # which would print them.
                message = f"{record.msg} (its arguments do not fit: {type(error).__name__})"
            record.msg, record.args = self.redact(message), None
        if record.exc_info and not record.exc_text:
            # What a formatter finds here it uses instead of the traceback.
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.redact(record.exc_text)
        if record.stack_info:
            record.stack_info = self.redact(record.stack_info)
        return True

    def redact_event(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Returns the event of structlog with each secret replaced, its exception left to be written out."""
        return {
            self.redact(str(key)): value if key == "exc_info" else self._value(value)
            for key, value in event.items()
        }

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.redact(value)
        if isinstance(value, Mapping):
            return {self._value(key): self._value(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._value(inner) for inner in value]
        if value is None or isinstance(value, bool | int | float):
            return value
        # Whatever else it is would be written out later, where nobody looks any more.
        return self.redact(str(value))


def _one_line(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Shows control characters as codes, except in tracebacks, which have their own lines."""
    return {
        key: CONTROL.sub(lambda sign: f"\\u{ord(sign.group()):04x}", value)
        if isinstance(value, str) and key not in ("exception", "stack")
        else value
        for key, value in event.items()
    }


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_FOR_PEOPLE: list[Processor] = [
    _one_line,
    structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
]
_FOR_MACHINES: list[Processor] = [structlog.processors.JSONRenderer(ensure_ascii=False)]


class _Lines(structlog.stdlib.ProcessorFormatter):
    """Formats a record as one event, and looks through the finished text once more."""

    def __init__(self, redaction: Redaction, *, terminal: bool) -> None:
        def redacted(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
            return redaction.redact_event(event)

        super().__init__(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *SHARED],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                # A traceback is only written out here, after the filter has seen the record; and secrets are
                # taken out once more before JSON disguises them with backslashes. The plain traceback it is,
                # because the pretty one breaks lines, and so secrets, in the middle.
                structlog.processors.format_exc_info,
                redacted,
                *(_FOR_PEOPLE if terminal else _FOR_MACHINES),
            ],
        )
        self._redaction = redaction

    def format(self, record: logging.LogRecord) -> str:
        return self._redaction.redact(super().format(record))


def start(level: str = "INFO", *, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Makes structlog and the standard library's logging write to one place; may be called again.

    Args:
        level: DEBUG, INFO, WARNING, ERROR or CRITICAL.
        secrets: what must never be written, such as `Settings.secrets`.
        stream: where to write; stderr if it is None. A terminal gets lines for people, anything else JSON.
    """
    for name, least in HELD.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelNamesMapping()[level]))

    stream = stream or sys.stderr
    redaction = Redaction(secrets)
    handler = logging.StreamHandler(stream)
    handler.addFilter(redaction)
    handler.setFormatter(_Lines(redaction, terminal=stream.isatty()))

    root = logging.getLogger()
    for other in root.handlers[:]:
        if isinstance(other.formatter, _Lines):
            root.removeHandler(other)
        else:
            for earlier in [kept for kept in other.filters if isinstance(kept, Redaction)]:
                other.removeFilter(earlier)
            # Whoever else listens, such as a test or a host's own handler, is to hear no secret either.
            other.addFilter(redaction)
    root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(True)

    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    # Python prints what nobody has caught by itself, past every filter, and some errors have the token in
    # their words.
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("goodturn").critical("stopped by an error nobody caught", exc_info=(kind, error, trace))


def _uncaught_in_thread(caught: threading.ExceptHookArgs) -> None:
    if caught.exc_value is not None and not issubclass(caught.exc_type, SystemExit):
        _uncaught(caught.exc_type, caught.exc_value, caught.exc_traceback)
