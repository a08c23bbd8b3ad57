"""What the process writes about itself: one line an event to stderr, and never a secret in it.

Members' words and places must not get into the logs at any level. Libraries that write them at DEBUG or INFO
(the address of every call, which has the bot's token in it; the text of every message; every value written to
the database) are therefore held at a level where they do not, whatever the host has chosen. What they still
say is written without the values in it, and an error without its words, unless these are known to quote
nobody: where it happened, and what kind of error it was, is what finds a fault.
"""

from __future__ import annotations

import logging
import re
import sqlite3
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from models.refusals import Refusal

# The libraries that tell too much below the level beside them.
HELD = {
    "aiohttp": logging.WARNING,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "geopy": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    # It reports lost connections with the words of the server.
    "psycopg": logging.ERROR,
    "telegram": logging.INFO,
    # It reports an answer that it cannot read by quoting all of it.
    "telegram.request": logging.CRITICAL,
    "uvicorn.access": logging.WARNING,
    "asyncio": logging.INFO,
}

# These fill what they say with whatever they had in their hands: an update, an address, an object.
LOOSE_TONGUED = frozenset({"aiohttp", "geopy", "httpcore", "httpx", "psycopg", "sqlalchemy", "telegram"})
# The sentence before the first of these signs is asyncio's own; behind it stand objects, and what they hold.
ASYNCIO_OBJECT = re.compile(r"[<(\n]")

# The words of these errors are about the program and never quote a value. Of KeyError, ValueError and the
# errors of PostgreSQL, for example, that cannot be said.
DISCREET = frozenset(
    {
        ArithmeticError, AssertionError, AttributeError, ImportError, IndexError, MemoryError,
        ModuleNotFoundError, NameError, NotImplementedError, RecursionError, TypeError,
        UnboundLocalError, ZeroDivisionError,
    }
)  # fmt: skip
OUR_ROOMS = frozenset({"bot", "goodturn", "jobs", "models"})

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
            record.msg, record.args = self.redact(_message(record)), None
        if record.exc_info and record.exc_info[1] is not None:
            # What a formatter finds here it uses instead of the traceback, and whoever has formatted the
            # record before us may have left the whole of it.
            record.exc_text = written_out(record.exc_info[1])
        if record.exc_text:
            record.exc_text = self.redact(record.exc_text)
        if record.stack_info:
            record.stack_info = self.redact(record.stack_info)
        return True

    def redact_event(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Returns the event of structlog with each secret replaced, and its exception written out."""
        kept = {
            self.redact(str(key)): self._value(value) for key, value in event.items() if key != "exc_info"
        }
        if (error := _error_of(event.get("exc_info"))) is not None:
            kept["exception"] = self.redact(written_out(error))
        return kept

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.redact(value)
        if isinstance(value, Mapping):
            return {self._value(key): self._value(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._value(inner) for inner in value]
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, BaseException):
            return self.redact(summary(value))
        # Whatever else it is would be written out later, where nobody looks any more.
        return self.redact(str(value))


def _message(record: logging.LogRecord) -> str:
    """Returns what a record says, with what its library should not have put into it left out."""
    library = record.name.partition(".")[0]
    if library == "asyncio":
        return ASYNCIO_OBJECT.split(record.getMessage(), maxsplit=1)[0].rstrip()
    args: Any = record.args
    discreet = _nameless if library in LOOSE_TONGUED else _wordless
    if isinstance(args, Mapping):
        args = {key: discreet(value) for key, value in args.items()}
    elif isinstance(args, tuple):
        args = tuple(discreet(value) for value in args)
    try:
        return str(record.msg) % args if args else str(record.msg)
    except Exception as error:
        # A message that does not fit its arguments must not end in logging's own report on stderr, which
        # would print them.
        return f"{record.msg} (its arguments do not fit: {type(error).__name__})"


def _wordless(value: Any) -> Any:
    """Returns an error as what it may say of itself, and anything else as it is."""
    return summary(value) if isinstance(value, BaseException) else value


def _nameless(value: Any) -> Any:
    """Returns a number as it is, and of anything else only what it is."""
    if value is None or isinstance(value, bool | int | float):
        return value
    return summary(value) if isinstance(value, BaseException) else f"[{type(value).__name__}]"


def summary(error: BaseException) -> str:
    """Returns what kind of error it is, with as much of its words as cannot quote anybody."""
    kind = type(error).__name__
    said = "; ".join(_discreet_words(error))
    return f"{kind}: {said}" if said else kind


def _discreet_words(error: BaseException) -> Iterator[str]:
    room = type(error).__module__.partition(".")[0]
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        # PostgreSQL's own words quote the row that it refused.
        yield f"sqlstate {state}"
        names = getattr(error, "diag", None)
        yield from (
            name for part in ("table_name", "constraint_name") if (name := getattr(names, part, None))
        )
    elif isinstance(orig := getattr(error, "orig", None), BaseException):
        # SQLAlchemy wraps what the database said, and repeats it.
        yield summary(orig)
    elif room == "telegram":
        # Telegram quotes what it could not read, always within quotation marks.
        yield str(error).partition('"')[0]
    elif (
        type(error) in DISCREET
        or isinstance(error, sqlite3.Error)
        or (isinstance(error, OSError) and room in ("builtins", "socket", "ssl"))
        or (room in OUR_ROOMS and not isinstance(error, Refusal))
    ):
        yield str(error)


def written_out(error: BaseException) -> str:
    """Returns the traceback of an error and of those behind it, each with its `summary` for its words."""
    return "\n".join(_lines(error, set())).rstrip()


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    behind, because = error.__cause__, "The above exception was the direct cause of the following exception:"
    if behind is None and not error.__suppress_context__:
        behind, because = error.__context__, "During handling of the above exception, another one occurred:"
    if behind is not None and id(behind) not in seen:
        yield from _lines(behind, seen)
        yield f"\n{because}\n"
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip() + "\n" + summary(error)
    if isinstance(error, BaseExceptionGroup):
        for number, one in enumerate(error.exceptions, start=1):
            yield f"\nPart {number} of {type(error).__name__}:"
            yield from _lines(one, seen)


def _error_of(exc_info: Any) -> BaseException | None:
    """Returns the error that is meant by whatever may be handed over as `exc_info`."""
    if isinstance(exc_info, BaseException):
        return exc_info
    return exc_info[1] if isinstance(exc_info, tuple) else sys.exc_info()[1] if exc_info else None


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
                # What other libraries have added is redacted here, before JSON disguises it with backslashes;
                # and their tracebacks are written out, never the pretty way, which breaks lines, and so
                # secrets, in the middle.
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
