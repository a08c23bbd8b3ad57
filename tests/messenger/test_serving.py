"""The stand-in over real HTTP: long polls, hanging up, who is let in, and stopping."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import httpx
import pytest
import telegram
from telegram.error import Conflict, TimedOut
from telegram.request import HTTPXRequest

from messenger import Clock, Messenger, Person

HEADERS = {"content-type": "application/json"}


@pytest.fixture
async def address(street: Messenger, ada: Person) -> AsyncIterator[str]:
    """Serve the street on a free port, and return its address."""
    async with street.serve(port=0) as address:
        yield address


@pytest.fixture
async def caller(street: Messenger, address: str) -> AsyncIterator[telegram.Bot]:
    """Return a bot that calls over a socket."""
    bot = telegram.Bot(
        street.token,
        base_url=street.base_url,
        base_file_url=street.base_file_url,
        request=HTTPXRequest(read_timeout=0.5),
    )
    async with bot:
        yield bot


async def test_a_waiting_poll_hears_at_once(street: Messenger, caller: telegram.Bot, ada: Person) -> None:
    """A long poll that found nothing ends as soon as someone speaks, well before its time is over."""
    poll = asyncio.create_task(caller.get_updates(timeout=30))
    while not street.street.wakers:
        await asyncio.sleep(0)
    ada.says("hello")
    async with asyncio.timeout(5):
        [update] = await poll
    assert update.message is not None and update.message.text == "hello"


async def test_a_second_poll_ends_the_first(street: Messenger, caller: telegram.Bot, ada: Person) -> None:
    """Of two pollers the one that waits is told of the conflict, and the newcomer hears what is said."""
    other = telegram.Bot(street.token, base_url=street.base_url, base_file_url=street.base_file_url)
    await other.initialize()
    first = asyncio.create_task(caller.get_updates(timeout=30))
    while not street.street.wakers:
        await asyncio.sleep(0)
    [waker] = street.street.wakers
    second = asyncio.create_task(other.get_updates(timeout=30))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    while street.street.wakers in ([], [waker]):
        await asyncio.sleep(0)
    ada.says("hello")
    assert len(await second) == 1
    await other.shutdown()


async def test_a_dropped_answer_times_out(street: Messenger, caller: telegram.Bot, ada: Person) -> None:
    """Over a socket too, a message can arrive though the bot waits for its answer in vain."""
    street.fail_next("sendMessage", drop_after_delivery=True)
    with pytest.raises(TimedOut):
        await caller.send_message(ada.id, "hello")
    assert [message.text for message in ada.messages] == ["hello"]


async def test_files_travel_over_sockets(caller: telegram.Bot, ada: Person) -> None:
    """A document goes up in parts and comes down whole."""
    contents = bytes(range(256)) * 1000
    sent = await caller.send_document(ada.id, contents, filename="x.bin")
    assert sent.document is not None
    file = await caller.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == contents


async def test_it_stops_while_polls_and_streams_wait(street: Messenger, ada: Person) -> None:
    """Leaving the block ends long polls and event streams, and frees the port."""
    async with httpx.AsyncClient(timeout=60) as client, contextlib.AsyncExitStack() as stack:
        async with street.serve(port=0) as address:
            poll = asyncio.create_task(client.get(f"{address}bot{street.token}/getUpdates?timeout=50"))
            while not street.street.wakers:
                await asyncio.sleep(0)
            await stack.enter_async_context(client.stream("GET", f"{address}events"))
        assert (await poll).json() == {"ok": True, "result": []}
    assert street.port == 0 and street.street.listeners == []


async def test_only_this_machine_is_served(street: Messenger) -> None:
    """An address that others could reach is refused, and a taken port is said to be taken."""
    for host in ("0.0.0.0", "192.168.1.20"):
        with pytest.raises(ValueError, match="this machine only"):
            async with street.serve(host, 0):
                pytest.fail("it served the world")
    other = Messenger()
    async with street.serve(port=0):
        with pytest.raises(OSError, match="in use"):
            async with other.serve(port=street.port):
                pytest.fail("it served twice")


async def test_an_empty_street_gets_its_cast(clock: Clock) -> None:
    """Served with nobody on it, the street has Amina, George and Priya."""
    street = Messenger(clock=clock)
    async with street.serve(port=0):
        assert [person.name for person in street.people] == ["Amina", "George", "Priya"]


async def test_foreign_names_and_origins_are_turned_away(address: str, ada: Person) -> None:
    """A site that points its own name here, or posts from elsewhere, gets nothing and does nothing."""
    act = json.dumps({"person": ada.id, "verb": "say", "text": "forged"})
    async with httpx.AsyncClient(base_url=address) as client:
        for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", ""):
            assert (await client.get("/", headers={"host": host})).status_code == 403
        foreign = [
            {**HEADERS, "origin": "http://evil.example"},
            {**HEADERS, "origin": "http://127.0.0.1:1"},
            {**HEADERS, "origin": "null"},
            {**HEADERS, "sec-fetch-site": "cross-site"},
        ]
        for headers in foreign:
            assert (await client.post("/act", content=act, headers=headers)).status_code == 403
        form = {"content-type": "text/plain"}
        assert (await client.post("/act", content=act, headers=form)).status_code == 415
        assert (await client.get("/act")).status_code == 405
        picture = f"/bot1000000001:stand-in/sendMessage?chat_id={ada.id}&text=forged"
        for site in ("cross-site", "same-site"):
            assert (await client.get(picture, headers={"sec-fetch-site": site})).status_code == 403
            assert (await client.get("/", headers={"sec-fetch-site": site})).status_code == 200
        assert ada.messages == []
        assert (await client.post("/act", content=act, headers=HEADERS)).status_code == 200
    assert [message.text for message in ada.messages] == ["forged"]


async def test_the_page_allows_nothing_from_outside(address: str) -> None:
    """Every answer carries a strict content policy, and the page names no other host."""
    async with httpx.AsyncClient(base_url=address) as client:
        for path in (
            "/",
            "/app.js",
            "/phone.js",
            "/bubble.js",
            "/group.js",
            "/panel.js",
            "/app.css",
            "/icon.svg",
        ):
            answer = await client.get(path)
            policy = answer.headers["content-security-policy"]
            assert answer.status_code == 200 and "default-src 'none'" in policy and "unsafe" not in policy
            assert answer.headers["x-content-type-options"] == "nosniff"
            named = answer.text.replace("http://www.w3.org/2000/svg", "").replace("https://${address}", "")
            assert "http://" not in named and "https://" not in named


async def test_a_file_with_a_script_is_saved_not_opened(
    caller: telegram.Bot, ada: Person, address: str
) -> None:
    """What the bot sends as a file is a download with a harmless name, whatever it says it is."""
    await caller.send_document(ada.id, b"<script>alert(1)</script>", filename='a"; x\r\n.html')
    document = ada.messages[0].document
    assert document is not None
    async with httpx.AsyncClient(base_url=address) as client:
        answer = await client.get(f"/kept/{document.file_id}")
        assert (await client.get("/kept/nothing")).status_code == 404
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")


async def test_transcripts_are_escaped(address: str, ada: Person, caller: telegram.Bot) -> None:
    """A chat can be taken away as text and as a page, in which words stay words."""
    ada.says("<script>alert(1)</script>")
    await caller.send_message(ada.id, "<b>Good</b>", parse_mode="HTML")
    async with httpx.AsyncClient(base_url=address) as client:
        page = (await client.get(f"/transcript/{ada.id}.html")).text
        text = (await client.get(f"/transcript/{ada.id}.txt")).text
        assert (await client.get("/transcript/1.txt")).status_code == 404
    assert "<script>" not in page and "&lt;script&gt;" in page and "<b>Good</b>" in page
    assert "Ada, Tuesday 24 November 2026, 09:00\n  <script>alert(1)</script>" in text


async def test_the_clock_is_moved_from_the_page(clock: Clock) -> None:
    """The page moves the clock by minutes or to what is due next, and is told when nothing is."""
    due: list[datetime | None] = [clock.now() + timedelta(hours=5), None]

    async def next_due() -> datetime | None:
        return due.pop(0)

    street, begin = Messenger(clock=clock, next_due=next_due), clock.now()
    transport = httpx.ASGITransport(app=street.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        await client.post("/clock", json={"minutes": 60})
        assert clock.now() - begin == timedelta(hours=1)
        await client.post("/clock", json={"to": "next"})
        assert clock.now() - begin == timedelta(hours=5)
        assert (await client.post("/clock", json={"to": "next"})).json() == {
            "refused": "Nothing is waiting to be sent."
        }
        assert (await client.post("/clock", json={"minutes": "soon"})).status_code == 400
    assert clock.now() - begin == timedelta(hours=5)


async def test_refusals_reach_the_page_in_words(street: Messenger, ada: Person) -> None:
    """What a person cannot do is answered with why; nonsense is answered as nonsense."""
    ada.blocks_bot()
    transport = httpx.ASGITransport(app=street.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        blocked = await client.post("/act", json={"person": ada.id, "verb": "say", "text": "hello"})
        assert blocked.status_code == 409 and "blocked the bot" in blocked.json()["refused"]
        for nonsense in ({"person": ada.id, "verb": "fly"}, {"person": "x", "verb": "say"}):
            assert (await client.post("/act", json=nonsense)).status_code == 400
        assert (await client.post("/act", json=[1])).status_code == 400
        newcomer = await client.post("/people", json={"name": "  Zoë  "})
    assert newcomer.json() == {"id": street.person("Zoë").id, "name": "Zoë"}
