"""Proves that the log is one line an event, and that no token, password or question gets into it."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import psycopg
import pytest
import structlog
from sqlalchemy.exc import DBAPIError, IntegrityError
from telegram.error import BadRequest, TelegramError
from telegram.request import BaseRequest

from goodturn import logs
from goodturn.settings import BadSettings, Settings
from models.deeplink import LinkNotValid
from models.request import TooManyOpen

# A canary: nothing but a leak can put it into a log.
TOKEN = "9876543210:AAcanaryCANARYcanaryCANARYcanaryCAN"
PASSWORD = 'canary"pass\\word'


class Terminal(io.StringIO):
    """A stream that says that a person is watching."""

    def isatty(self) -> bool:
        """Returns that it is a terminal."""
        return True


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Puts back what starting the log has changed for the whole process."""
    root = logging.getLogger()
    handlers, level, hook, thread_hook = root.handlers[:], root.level, sys.excepthook, threading.excepthook
    levels = {name: logging.getLogger(name).level for name in logs.HELD}
    yield
    root.handlers[:] = handlers
    for handler in handlers:
        handler.filters[:] = [kept for kept in handler.filters if not isinstance(kept, logs.Redaction)]
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    sys.excepthook, threading.excepthook = hook, thread_hook
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture(params=[io.StringIO, Terminal], ids=["json", "terminal"])
def stream(request: pytest.FixtureRequest) -> io.StringIO:
    """Where the log is written, as a machine and as a person reads it."""
    written: io.StringIO = request.param()
    logs.start("DEBUG", secrets=[TOKEN, PASSWORD, ""], stream=written)
    return written


def events(stream: io.StringIO) -> list[dict[str, Any]]:
    """Returns the events of a log that machines read."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def nothing_told(stream: io.StringIO) -> bool:
    """Tells whether the log has something in it, and no secret."""
    written = stream.getvalue()
    return bool(written) and not any(
        secret in written for secret in (TOKEN, TOKEN.partition(":")[2], PASSWORD, json.dumps(PASSWORD)[1:-1])
    )


def test_a_machine_gets_one_line_of_json_for_each_event() -> None:
    """Ours and other people's events have the same keys, a time in UTC, and their facts beside them."""
    stream = io.StringIO()
    logs.start("INFO", stream=stream)
    structlog.get_logger("goodturn.test").info("visit\nreminded", exchange_id=7, name="Zoë")
    logging.getLogger("other").warning("slow by %d ms", 12, extra={"step": "send"})
    logging.getLogger("other").debug("not at this level")
    ours, theirs = events(stream)
    assert (ours["event"], ours["exchange_id"], ours["name"]) == ("visit\nreminded", 7, "Zoë")
    assert (ours["level"], ours["logger"]) == ("info", "goodturn.test")
    assert ours["timestamp"].endswith("Z")
    assert (theirs["event"], theirs["step"], theirs["level"]) == ("slow by 12 ms", "send", "warning")


def test_a_person_gets_one_line_for_each_event() -> None:
    """On a terminal an event is a line without braces, and what somebody sent cannot steer the terminal."""
    stream = Terminal()
    logs.start("INFO", stream=stream)
    structlog.get_logger("goodturn.test").info("said", words="one\ntwo\x1b[2J\u202ethree")
    (line,) = stream.getvalue().splitlines()
    assert "said" in line
    assert "one\\u000atwo\\u001b[2J\\u202ethree" in line
    assert "\x1b[2J" not in line


def test_what_is_known_of_the_moment_is_in_every_event() -> None:
    """Facts bound for a while, such as the update's number, stand in all events of that while."""
    stream = io.StringIO()
    logs.start("INFO", stream=stream)
    with structlog.contextvars.bound_contextvars(update_id=5):
        logging.getLogger("other").info("within")
    logging.getLogger("other").info("after")
    assert [event.get("update_id") for event in events(stream)] == [5, None]


def test_secrets_are_taken_out_of_messages_and_arguments(stream: io.StringIO) -> None:
    """Whichever way a secret comes, in words, facts, objects or a message that does not fit, it is hidden."""
    log, other = structlog.get_logger("goodturn.test"), logging.getLogger("other")
    url = httpx.URL(f"https://api.telegram.org/bot{TOKEN}/getMe")
    other.info("calling %s", url)
    other.info(f"calling {TOKEN}")
    other.info("calling %(url)s", {"url": url})
    other.info("%d hours", TOKEN)
    other.info({"url": url})
    other.info("facts", extra={"url": url, "nested": {"deep": [TOKEN, (PASSWORD,)]}})
    log.info("calling", url=url, nested={TOKEN: [PASSWORD, {"deep": (TOKEN,)}]}, error=ValueError(TOKEN))
    log.info("calling %s", TOKEN)
    log.info("bytes", sent=f"{TOKEN}".encode())
    other.info("unknown to us: 123456:%s", "x" * 20)
    assert nothing_told(stream)
    assert "x" * 20 not in stream.getvalue()
    assert stream.getvalue().count(logs.HIDDEN) >= 10


def test_secrets_are_taken_out_of_tracebacks(stream: io.StringIO) -> None:
    """An error with a secret in its words, its cause or its notes is written without it."""

    def fail() -> None:
        error = RuntimeError(PASSWORD)
        error.add_note(TOKEN)
        raise error from OSError(f"cannot reach /bot{TOKEN}/getMe")

    try:
        fail()
    except RuntimeError as error:
        caught = error
        structlog.get_logger("goodturn.test").exception("failed", error=error)
        logging.getLogger("other").exception("failed")
    structlog.get_logger("goodturn.test").error("failed", exc_info=caught)
    logging.getLogger("other").error("failed", exc_info=caught, stack_info=True)
    assert nothing_told(stream)
    assert stream.getvalue().count("Traceback") >= 4
    assert stream.getvalue().count("cannot reach") >= 4


class Telltale(Exception):
    """An error of a library that quotes whatever it was given."""


def wrapped(quoted: str) -> DBAPIError:
    """What SQLAlchemy makes of a refusal of the database."""
    return IntegrityError("INSERT INTO member (name) VALUES (?)", {"name": quoted}, Telltale(quoted))


@pytest.mark.parametrize(
    "make",
    [
        ValueError,
        KeyError,
        RuntimeError,
        Telltale,
        wrapped,
        lambda quoted: TooManyOpen(limit=quoted),
        lambda quoted: LinkNotValid(name=quoted),
        lambda quoted: BadRequest(f'Can\'t parse entities: unsupported start tag "{quoted}" at byte 5'),
        lambda quoted: json.JSONDecodeError("nonsense", quoted, 0),
        lambda quoted: ExceptionGroup(quoted, [ValueError(quoted), Telltale(quoted)]),
    ],
)
def test_what_an_error_quotes_is_not_written(stream: io.StringIO, make: Callable[[str], Exception]) -> None:
    """An error is told by its kind and its place; words that may be somebody's are left out, wherever it
    stands: as the error, as a fact, as an argument, behind another error, or beside it as a note.
    """
    words = "".join(["my purse ", "is in the drawer"])

    def fail() -> None:
        first = make(words)
        first.add_note(words)
        raise OSError("the second") from first

    log, other = structlog.get_logger("goodturn.test"), logging.getLogger("other")
    try:
        fail()
    except OSError as second:
        log.exception("failed", error=second.__cause__)
        other.exception("failed with %s", second.__cause__)
        other.exception("failed with %(error)r", {"error": second.__cause__}, exc_info=second.__cause__)
    written = stream.getvalue()
    assert words not in written and "purse" not in written
    assert type(make("x")).__name__ in written and "the second" in written
    assert "in test_what_an_error_quotes_is_not_written" in written


async def test_what_postgresql_quotes_is_not_written(postgresql_url: str, stream: io.StringIO) -> None:
    """A refusal of PostgreSQL's, which quotes the row, is written as its code and the names in the schema."""
    words = "".join(["blue door ", "behind the chapel"])
    with psycopg.connect(psycopg_address(postgresql_url), autocommit=True) as connection:
        connection.execute("CREATE TABLE door (words text CONSTRAINT one_door UNIQUE)")
        connection.execute("INSERT INTO door VALUES (%s)", [words])
        for statement in ("INSERT INTO door VALUES (%s)", "SELECT %s::integer"):
            try:
                connection.execute(statement, [words])
            except psycopg.Error as error:
                assert words in str(error), "it does quote them"
                logging.getLogger("other").exception("failed with %s", error)  # noqa: TRY401 - as a library would
                structlog.get_logger("goodturn.test").exception("failed")
    written = stream.getvalue()
    assert words not in written and "chapel" not in written
    assert "sqlstate 23505" in written and "one_door" in written


def psycopg_address(url: str) -> str:
    """The address of a test's database as the driver itself wants it."""
    return url.replace("postgresql+psycopg://", "postgresql://")


async def test_what_libraries_hold_in_their_hands_is_not_written(stream: io.StringIO) -> None:
    """An answer that the messenger's library cannot read, an update it trips over, and a task that asyncio
    tells about are reported without what was in them.
    """
    words = "".join(["my purse ", "is in the drawer"])
    with pytest.raises(TelegramError):
        BaseRequest.parse_json_payload(f"{{{words}".encode())
    logging.getLogger("telegram.ext.Application").critical("Error for update %s: %r", {"text": words}, words)

    async def fail(text: str) -> None:
        raise ValueError(text)

    task = asyncio.create_task(fail(words))
    await asyncio.sleep(0)
    del task
    gc.collect()
    asyncio.get_running_loop().call_soon(lambda: [][len(words)])
    await asyncio.sleep(0.01)
    written = stream.getvalue()
    assert words not in written and "purse" not in written
    assert "Error for update [dict]: '[str]'" in written
    assert "Task exception was never retrieved" in written and "Exception in callback" in written


def test_neither_the_settings_nor_their_errors_show_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Written out, and refused, the settings say neither the token nor the database's password."""
    monkeypatch.setenv("GOODTURN_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("GOODTURN_DATABASE_URL", "postgresql://ada:Sesame99@host/bank")
    settings = Settings.load(env_file=None)
    monkeypatch.setenv("GOODTURN_TELEGRAM_TOKEN", f"{TOKEN} !")
    monkeypatch.setenv("GOODTURN_DATABASE_URL", "nothing://ada:Sesame99@host")
    with pytest.raises(BadSettings) as wrong:
        Settings.load(env_file=None)
    for shown in (repr(settings), str(settings), str(wrong.value), repr(wrong.value)):
        assert TOKEN not in shown and "Sesame99" not in shown
    assert {TOKEN, "Sesame99"} <= set(settings.secrets)


def test_other_listeners_hear_no_secret_either() -> None:
    """A handler that was there before us gets redacted records, tracebacks included."""
    before = io.StringIO()
    handler = logging.StreamHandler(before)
    logging.getLogger().addHandler(handler)
    logs.start("INFO", secrets=[PASSWORD], stream=io.StringIO())
    logs.start("INFO", secrets=[PASSWORD], stream=io.StringIO())
    logging.getLogger("other").error("with %s", PASSWORD, exc_info=ValueError(TOKEN))
    assert nothing_told(before)
    assert "ValueError" in before.getvalue()
    assert len([kept for kept in handler.filters if isinstance(kept, logs.Redaction)]) == 1


def test_starting_twice_writes_once() -> None:
    """A second start replaces the first."""
    first, second = io.StringIO(), io.StringIO()
    logs.start("INFO", stream=first)
    logs.start("INFO", stream=second)
    logging.getLogger("other").info("once")
    assert first.getvalue() == ""
    assert len(events(second)) == 1


def test_errors_that_nobody_caught_go_the_same_way(stream: io.StringIO) -> None:
    """What Python would print by itself, in the main thread and in others, is written without secrets."""
    error = ValueError(f"The token `{TOKEN}` was rejected by the server.")
    sys.excepthook(ValueError, error, None)

    def fail() -> None:
        raise error

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert nothing_told(stream)
    assert stream.getvalue().count("stopped by an error nobody caught") >= 2
    assert stream.getvalue().count("ValueError") >= 2


def test_warnings_go_the_same_way(stream: io.StringIO) -> None:
    """A warning of Python's is an event without secrets."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(f"{TOKEN} is old", UserWarning, stacklevel=1)
        logging.captureWarnings(False)
    assert nothing_told(stream)
    assert "is old" in stream.getvalue()


async def test_a_real_call_at_debug_tells_no_token(stream: io.StringIO) -> None:
    """httpx really calls a server on loopback with the token in the address, and the log does not know it."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, httpx.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe")
    with pytest.raises(httpx.ConnectError):
        async with httpx.AsyncClient() as client:
            await client.get(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe")
    assert answer.status_code == 200
    assert stream.getvalue() == "", "the library that knows the address says nothing"

    # Should a host turn its voice up all the same, it says that it calls, and not where.
    logging.getLogger("httpx").setLevel(logging.DEBUG)
    logging.getLogger("httpcore").setLevel(logging.DEBUG)
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, httpx.AsyncClient() as client:
        await client.get(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe")
    assert nothing_told(stream)
    assert "getMe" not in stream.getvalue()
    assert "HTTP Request: [str] [URL]" in stream.getvalue()


@pytest.mark.parametrize("library", sorted(logs.HELD))
@pytest.mark.parametrize("level", ["DEBUG", "INFO", "ERROR"])
def test_libraries_that_tell_too_much_are_held(library: str, level: str) -> None:
    """At no chosen level does such a library write below the level at which it is discreet."""
    logs.start(level, stream=io.StringIO())
    assert logging.getLogger(library).getEffectiveLevel() >= logs.HELD[library]
    assert logging.getLogger(library).getEffectiveLevel() >= logging.getLevelNamesMapping()[level]
