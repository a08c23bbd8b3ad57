"""The webhook, over real sockets: who is let in, how much is read, and that 200 means kept."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select
from structlog.testing import capture_logs
from telegram.error import Conflict, InvalidToken, TimedOut

from bot import serving, webhook
from bot.inbox import ALLOWED, Inbox
from bot.serving import served
from bot.webhook import SECRET_HEADER, webhook_app
from models import timebank
from models.received import ReceivedUpdate
from models.store import Store

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)
URL = "https://timebank.example/hook/here"
SECRET = "canary_secret-0123456789"
RIGHT = {SECRET_HEADER: SECRET}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.just("update_id") | st.text(), inner),
)


@dataclass
class Door:
    """A webhook that is being served.

    Attributes:
        port: where.
        inbox: what it hands them to.
        store: what it keeps updates in.
        wakes: how often it said that something new came.
        turned_away: the numbers of updates of which it said that they could not be kept.
    """

    port: int
    inbox: Inbox
    store: Store
    timebank_id: int
    wakes: list[int]
    turned_away: list[int]

    async def post(self, content: Any, headers: dict[str, str] = RIGHT, path: str = "/hook/here") -> int:
        """Brings something, and returns the status of the answer."""
        async with httpx.AsyncClient(trust_env=False) as client:
            address = f"http://127.0.0.1:{self.port}{path}"
            return (await client.post(address, content=content, headers=headers)).status_code

    async def says(self, letters: bytes) -> str:
        """Sends letters as they are and nothing more, and returns the first line of what comes back."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(letters)
            async with asyncio.timeout(10):
                return (await reader.readline()).decode().strip()
        finally:
            writer.close()

    async def kept(self) -> list[int]:
        """The numbers of the updates that were kept."""
        return await self.store.read(
            lambda session: sorted(
                session.exec(
                    select(ReceivedUpdate.update_id).where(ReceivedUpdate.timebank_id == self.timebank_id)
                )
            )
        )


@pytest.fixture
async def door(sqlite_url: str) -> AsyncIterator[Door]:
    """A webhook on a fresh database."""
    store = Store(sqlite_url)

    def settle(session: Session) -> int:
        return timebank.open_bank(session, name="Mill Lane", zone="UTC", language="en", now=MORNING).id

    bank_id = await store.write(settle)
    wakes: list[int] = []
    turned_away: list[int] = []

    async def cannot_keep(updates: Sequence[dict[str, Any]]) -> None:
        turned_away.extend(one["update_id"] for one in updates)

    arrived = partial(wakes.append, 1)
    inbox = Inbox(None, None, store, bank_id, lambda: MORNING, arrived, cannot_keep)  # type: ignore[arg-type]
    async with served(webhook_app(inbox, URL, SECRET), 0) as port:
        yield Door(port, inbox, store, bank_id, wakes, turned_away)
    await store.close()


def update(number: int, **more: Any) -> bytes:
    """An update as Telegram brings it."""
    return json.dumps({"update_id": number, "message": {"from": {"id": 7}, "text": "Hello"}, **more}).encode()


def head(length: int, secret: str = SECRET) -> bytes:
    """The head of a request whose body has so many letters."""
    lines = ("POST /hook/here HTTP/1.1", "Host: x", f"Content-Length: {length}", f"{SECRET_HEADER}: {secret}")
    return "\r\n".join([*lines, "", ""]).encode()


async def test_what_is_answered_with_200_is_kept_once(door: Door) -> None:
    """An update is kept before it is answered, a replay is answered alike and kept no second time."""
    assert [await door.post(update(5)) for _ in range(3)] == [200, 200, 200]
    assert await door.kept() == [5]
    assert len(door.wakes) == 1


async def test_many_at_once_are_all_kept(door: Door) -> None:
    """Forty updates that come at the same time, some of them twice, are each kept once."""
    answers = await asyncio.gather(*[door.post(update(number % 30)) for number in range(40)])
    assert set(answers) == {200}
    assert await door.kept() == list(range(30))


async def test_what_comes_while_others_are_kept_is_kept_together(door: Door) -> None:
    """While a first update is being committed forty more come: they are committed at once, and each is
    answered after that.
    """
    gate, kept = asyncio.Event(), []
    keep = door.inbox.keep

    async def keep_slowly(raw: Sequence[dict[str, Any]]) -> int:
        await gate.wait()
        kept.append(sorted(one["update_id"] for one in raw))
        return await keep(raw)

    door.inbox.keep = keep_slowly  # type: ignore[method-assign]
    first = asyncio.create_task(door.inbox.bring({"update_id": 0}))
    await asyncio.sleep(0)
    others = [asyncio.create_task(door.inbox.bring({"update_id": number})) for number in range(1, 41)]
    await asyncio.sleep(0)
    assert not any(one.done() for one in (first, *others))
    gate.set()
    await asyncio.gather(first, *others)
    assert kept == [[0], list(range(1, 41))]
    assert await door.kept() == list(range(41))


async def test_what_cannot_be_kept_is_told_to_each_and_stops_nobody_after_them(door: Door) -> None:
    """When a commit fails, everybody whose update was part of it hears so, and the next update is kept."""
    keep = door.inbox.keep

    async def fail(raw: Sequence[dict[str, Any]]) -> int:
        raise OperationalError("", {}, Exception("disk full"))

    door.inbox.keep = fail  # type: ignore[method-assign]
    assert await asyncio.gather(*[door.post(update(number)) for number in range(5)]) == [503] * 5
    door.inbox.keep = keep  # type: ignore[method-assign]
    assert await door.post(update(6)) == 200
    assert await door.kept() == [6]
    assert sorted(door.turned_away) == list(range(5))


async def test_a_sender_with_an_impossible_number_holds_up_nobody(door: Door) -> None:
    """A number that no database holds is nobody's; the update is kept, and so is the one beside it."""
    strange = json.dumps({"update_id": 1, "message": {"from": {"id": 10**30}, "text": "Hello"}}).encode()
    assert await asyncio.gather(door.post(strange), door.post(update(2))) == [200, 200]
    assert await door.kept() == [1, 2]


@pytest.mark.parametrize("shown", [None, "", "canary_secret-0123456788", SECRET + "x", SECRET[:-1], "\xe9"])
async def test_without_the_secret_nobody_is_heard(door: Door, shown: str | None) -> None:
    """A missing, shorter, longer or wrong secret gets 403, and what was shown is in no log at any level."""
    headers = {} if shown is None else {SECRET_HEADER: shown.encode("latin-1")}
    with capture_logs() as lines:
        assert await door.post(update(1), headers) == 403  # type: ignore[arg-type]
    assert await door.kept() == []
    assert "canary" not in str(lines)


async def test_a_wrong_secret_is_refused_before_the_body_is_read(door: Door) -> None:
    """The 403 comes though not one letter of the body was sent, and the connection is over then."""
    assert await door.says(head(50, "no")) == "HTTP/1.1 403 Forbidden"


@pytest.mark.parametrize("length", [1_000_001, 50_000_000, 10**30])
async def test_a_large_body_is_refused_unread(door: Door, length: int) -> None:
    """A body that says it is over 1 MB is refused though nothing of it was sent."""
    status = await door.says(head(length))
    assert status.split()[1] in {"413", "400"}
    assert await door.kept() == []


async def test_fifty_megabytes_in_pieces_are_refused_after_the_first(door: Door) -> None:
    """A body of 50 MB that does not say its size is cut off soon after the first megabyte."""
    sent = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(500):
            sent += 100_000
            yield b"x" * 100_000

    try:
        status = await door.post(pieces())
    except httpx.TransportError:
        # The connection was cut while we were still talking.
        status = 413
    assert status == 413
    # What the system's own buffers take is on its way before anybody can object.
    assert sent < 20_000_000
    assert await door.kept() == []


async def test_a_body_of_just_a_megabyte_is_taken(door: Door) -> None:
    """What is within the limit is kept, whole or in pieces."""
    body = update(1, filling="")
    full = update(1, filling="x" * (webhook.LARGEST_BODY_BYTES - len(body)))
    assert len(full) == webhook.LARGEST_BODY_BYTES
    assert await door.post(full) == 200

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, 50, 10):
            yield update(2)[start : start + 10]
        yield update(2)[50:]

    assert await door.post(pieces()) == 200
    assert await door.kept() == [1, 2]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"null",
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b'{"update_id": 7.0}',
        b'{"update_id": -1}',
        b'{"update_id": 9223372036854775808}',
        b'{"update_id": ' + b"9" * 5_000 + b"}",
        b"[" * 100_000,
        b"\xff\xfe",
        update(1)[:-1],
    ],
)
async def test_what_is_no_update_gets_400(door: Door, body: bytes) -> None:
    """What is no JSON, no object or has no number that could be kept is refused, and leaves nothing."""
    assert await door.post(body) == 400
    assert await door.kept() == []


@settings(deadline=None)
@given(body=st.binary(max_size=200) | JSON.map(lambda found: json.dumps(found).encode()))
def test_whatever_comes_is_read_or_refused(body: bytes) -> None:
    """Reading any bytes gives an object with a number, or refuses; nothing else is ever raised."""
    try:
        found = webhook._read(body)
    except webhook._Refused as refused:
        assert refused.status == 400
    else:
        assert isinstance(found["update_id"], int)


@pytest.mark.parametrize("path", ["/", "/hook", "/hook/here/more", "/openapi.json"])
async def test_there_is_nothing_else(door: Door, path: str) -> None:
    """Every other path is unknown, and only bringing is possible on ours."""
    assert await door.post(update(1), path=path) == 404
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"http://127.0.0.1:{door.port}/hook/here", headers=RIGHT)).status_code == 405
    assert await door.kept() == []


async def test_a_body_that_never_comes_is_not_waited_for(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sends the body letter by letter is told that it takes too long."""
    monkeypatch.setattr(webhook, "BODY_LIMIT_S", 0.2)
    assert await door.says(head(50) + b'{"upd') == "HTTP/1.1 408 Request Timeout"
    assert await door.kept() == []


async def test_a_head_that_never_ends_is_not_waited_for(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a connection and sends half a head is hung up on, also on a connection used before."""
    monkeypatch.setattr(serving, "HEAD_LIMIT_S", 0.2)
    assert await door.says(b"") == ""
    assert await door.says(b"POST /hook/here HT") == ""
    body = update(3)
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    writer.write(head(len(body)) + body)
    assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
    writer.write(b"POST /ho")
    async with asyncio.timeout(5):
        await reader.read()
    writer.close()


async def test_with_the_database_away_the_messenger_is_asked_to_come_again(door: Door) -> None:
    """What cannot be kept is answered with 503, and kept when it is brought again."""

    def forbid(session: Session) -> None:
        session.connection().execute(text("ALTER TABLE received_update RENAME TO away"))

    def allow(session: Session) -> None:
        session.connection().execute(text("ALTER TABLE away RENAME TO received_update"))

    await door.store.write(forbid)
    assert await door.post(update(9)) == 503
    assert door.turned_away == [9]
    await door.store.write(allow)
    assert await door.post(update(9)) == 200
    assert await door.kept() == [9]


class TelegramOnTheLine:
    """A bot whose messenger answers as it is told to."""

    def __init__(self, *infos: Any, troubles: int = 0) -> None:
        self.infos, self.troubles, self.asked = list(infos), troubles, []

    async def set_webhook(self, url: str, **facts: Any) -> bool:
        """Takes an address, after so many troubles."""
        if self.troubles:
            self.troubles -= 1
            raise TimedOut
        self.asked.append((url, facts))
        return True

    async def get_webhook_info(self) -> Any:
        """Says the next thing, or raises it."""
        found = self.infos.pop(0)
        if isinstance(found, Exception):
            raise found
        return found


@dataclass
class Info:
    """Where updates are brought."""

    url: str


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets no time pass between two looks and tries."""
    monkeypatch.setattr(webhook, "LOOK_S", 0)
    monkeypatch.setattr(webhook, "FIRST_PAUSE_S", 0)


async def test_the_messenger_is_asked_until_it_answers(quick: None) -> None:
    """The address, the secret and the kinds of update are named, though it takes several tries."""
    bot = TelegramOnTheLine(troubles=2)
    await webhook.register(bot, URL, SECRET)  # type: ignore[arg-type]
    [(url, facts)] = bot.asked
    assert (url, facts["secret_token"], facts["allowed_updates"]) == (URL, SECRET, list(ALLOWED))


async def test_a_webhook_that_was_turned_off_is_asked_for_again(quick: None) -> None:
    """When updates no longer come here we ask for them once more; when that does not last, or the token is
    known no longer, the process is told."""
    elsewhere, here, heard = Info(""), Info(URL), []
    bot = TelegramOnTheLine(here, TimedOut(), elsewhere, here, InvalidToken())
    with pytest.raises(InvalidToken):
        await webhook.watch(bot, URL, SECRET, lambda: heard.append(1))  # type: ignore[arg-type]
    assert (len(bot.asked), len(heard)) == (1, 2)
    bot = TelegramOnTheLine(elsewhere, elsewhere)
    with pytest.raises(Conflict):
        await webhook.watch(bot, URL, SECRET)  # type: ignore[arg-type]
