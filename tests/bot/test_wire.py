"""Proves that what goes wrong between us and the messenger is told apart: never sent, or perhaps arrived."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.outgoing import Outgoing, may_have_arrived
from bot.wire import Cut, NeverSent, Wire

TOKEN = "123456:canary-canary-canary-canary-canary"
SENT = b'{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"text":"hi"}}'

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def saying(status: str, body: bytes) -> Answer:
    """Answers every call with that."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()

    return answer


@contextlib.asynccontextmanager
async def messenger(answer: Answer) -> AsyncIterator[Bot]:
    """A server on this machine that answers so, and a bot that speaks to it."""

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await answer(reader, writer)
        writer.close()

    server = await asyncio.start_server(served, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    wire = Wire(4)
    await wire.initialize()
    yield Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=wire, get_updates_request=Wire(1))
    await wire.shutdown()
    server.close()


async def test_an_answer_is_read() -> None:
    """A message that is taken comes back as the messenger tells it."""
    async with messenger(saying("200 OK", SENT)) as bot:
        assert (await bot.send_message(5, "hi")).message_id == 1


async def test_a_file_goes_along() -> None:
    """A document is sent with its name, its bytes and its caption."""
    got = bytearray()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length"))
        got.extend(await reader.readexactly(length))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(SENT) + SENT)
        await writer.drain()

    async with messenger(take) as bot:
        await bot.send_document(5, InputFile(b"BEGIN:VCALENDAR", "visit.ics"), caption="Your visit")
    for part in (b'filename="visit.ics"', b"BEGIN:VCALENDAR", b"Your visit"):
        assert part in got


@pytest.mark.parametrize(("told_bytes", "fetched"), [(9, b"\x00no,json\n"), (21, None)])
async def test_a_file_that_somebody_sent_is_fetched(told_bytes: int, fetched: bytes | None) -> None:
    """Its bytes come as they are, though they are no answer of the Bot API; one that is too large is left."""
    asked: list[bytes] = []

    async def give(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        asked.append(head.split(b" HTTP")[0])
        told = (
            b'{"file_id":"a","file_unique_id":"a","file_size":%d,"file_path":"documents/a.csv"}' % told_bytes
        )
        body = b"\x00no,json\n" if head.startswith(b"GET") else b'{"ok":true,"result":%b}' % told
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()

    async with messenger(give) as bot:
        here = str(bot.base_url).partition("/bot")[0]
        ours = Bot(
            TOKEN,
            base_url=f"{here}/bot",
            base_file_url=f"{here}/file/bot",
            request=bot.request,
            get_updates_request=Wire(1),
        )
        assert await Outgoing(ours).fetch("a", 20) == fetched
    calls = [f"POST /bot{TOKEN}/getFile".encode(), f"GET /file/bot{TOKEN}/documents/a.csv".encode()]
    assert asked == calls[: 1 if fetched is None else 2]


async def test_a_proxy_of_the_environment_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the host's network has a proxy, the messenger is called through it; hosts named in `no_proxy`, as
    this machine itself, are called at once."""
    asked = bytearray()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.extend(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(SENT) + SENT)
        await writer.drain()

    async with messenger(take) as bot:
        here = str(bot.base_url).partition("/bot")[0]
        monkeypatch.setenv("http_proxy", here)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        far = Bot(TOKEN, base_url="http://far.invalid/bot", request=bot.request, get_updates_request=Wire(1))
        await far.send_message(5, "hi")
        assert asked.startswith(b"POST http://far.invalid/bot")
        asked.clear()
        await bot.send_message(5, "hi")
        assert asked.startswith(b"POST /bot")


async def test_where_nobody_listens_nothing_was_sent() -> None:
    """A refused connection is one over which nothing can have arrived."""
    async with messenger(saying("200 OK", SENT)) as bot:
        gone = Bot(TOKEN, base_url="http://127.0.0.1:9/bot", request=bot.request, get_updates_request=Wire(1))
        with pytest.raises(NeverSent):
            await gone.send_message(5, "hi")


async def test_an_answer_that_never_comes_is_a_time_out() -> None:
    """The messenger takes the message and says nothing: it may have arrived, and is no `NeverSent`."""

    async def hang(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with messenger(hang) as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(5, "hi", read_timeout=0.05)


async def test_a_connection_that_breaks_may_have_carried_it() -> None:
    """Whoever hangs up in the middle leaves us not knowing."""

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{")
        await writer.drain()

    async with messenger(hang_up) as bot:
        with pytest.raises(Cut) as error:
            await bot.send_message(5, "hi")
    assert may_have_arrived(error.value)


@pytest.mark.parametrize(
    ("status", "body", "raised"),
    [
        ("502 Bad Gateway", b"<html>nginx</html>", NetworkError),
        ("429 Too Many", b'{"ok":false,"error_code":429,"parameters":{"retry_after":3}}', RetryAfter),
        ("400 Bad Request", b'{"ok":false,"error_code":400,"description":"no"}', BadRequest),
        ("200 OK", b"no JSON", NetworkError),
        ("200 OK", b"[]", NetworkError),
        ("200 OK", b'{"ok":true}', NetworkError),
        ("200 OK", b'{"ok":false,"error_code":400,"description":"no"}', NetworkError),
        ("302 Found", b"", NetworkError),
    ],
)
async def test_refusals_are_what_the_library_makes_of_them(
    status: str, body: bytes, raised: type[Exception]
) -> None:
    """What the messenger answers becomes the error that the rest of the house knows."""
    async with messenger(saying(status, body)) as bot:
        with pytest.raises(raised) as error:
            await bot.send_message(5, "hi")
    assert TOKEN not in f"{error.value!r} {error.value.__cause__!r} {error.value.__context__!r}"
