"""Processes as their host meets them: how they end, what they leave, and how several share one time bank."""

from __future__ import annotations

import asyncio
import hmac
import signal
import sqlite3
import time
from pathlib import Path

import httpx

from messenger import Messenger
from tests.goodturn.bank_process import DATABASE, Starting, until
from tests.page.demo_process import free_port


def leases(folder: Path) -> list[str]:
    """What processes have for themselves, by the database."""
    with sqlite3.connect(folder / DATABASE) as database:
        return [name for (name,) in database.execute("SELECT name FROM lease ORDER BY name")]


async def test_told_to_stop_it_ends_and_lets_go(telegram: Messenger, bank: Starting) -> None:
    """SIGTERM, also sent three times, ends a process with exit code 0; its leases are gone, and what it had
    taken in was answered."""
    one = await bank().start()
    ada = telegram.add_person("Ada")
    ada.says("/start")
    await until(lambda: bool(ada.heard))
    assert leases(one.folder) and leases(one.folder)[0] == "listening"
    for _ in range(3):
        one.tell(signal.SIGTERM)
        await asyncio.sleep(0.05)
    assert await one.end() == 0
    assert leases(one.folder) == []
    assert "Traceback" not in "\n".join(one.said)


async def test_told_to_stop_while_telegram_hangs_it_ends_in_time(telegram: Messenger, bank: Starting) -> None:
    """An answer that never gets through keeps no process from ending within ten seconds with exit code 0, and
    what was written stays to be answered after the next start."""
    one = await bank().start()
    telegram.fail_next("sendMessage", drop_after_delivery=True, times=5)
    ada = telegram.add_person("Ada")
    ada.says("/start")
    await until(lambda: any(call.method == "sendMessage" for call in telegram.calls))
    began_s = time.monotonic()
    assert await one.end() == 0
    assert time.monotonic() - began_s < 10
    assert leases(one.folder) == []


async def test_sqlite_is_for_one_process(telegram: Messenger, bank: Starting, tmp_path: Path) -> None:
    """A second process is refused in so many words, in the same data folder and in one that points at the
    same file by another way."""
    one = await bank().start()
    (tmp_path / "beside").symlink_to(one.folder)
    same = await one.runs("run")
    other = await bank(
        folder="other", GOODTURN_DATABASE_URL=f"sqlite:///{tmp_path / 'beside' / DATABASE}"
    ).begin()
    assert same[0] == 1
    assert f"Another Goodturn (process {one.process.pid}) is using" in same[1]
    assert await other.end(None, 60) == 1
    said = "\n".join(other.said)
    assert f"(process {one.process.pid}) is using the database" in said
    assert "need PostgreSQL" in said
    assert "Traceback" not in same[1] + said
    assert await one.end() == 0


async def test_a_token_that_is_revoked_ends_it(telegram: Messenger, bank: Starting) -> None:
    """When Telegram knows the token no longer, the process ends with exit code 3 and a sentence, asks hardly
    again, and the token is nowhere in what it said."""
    one = await bank(GOODTURN_LOG_LEVEL="DEBUG").start()
    telegram.fail_next("*", status=401, description="Unauthorized", times=1_000)
    before = len(telegram.calls)
    telegram.add_person("Ada").says("/start")
    assert await one.end(None, 60) == 3
    said = "\n".join(one.said)
    assert "Telegram does not know this token" in said
    assert telegram.token not in said
    assert "Traceback" not in said
    assert len(telegram.calls) - before < 10


async def test_the_next_one_takes_over_from_the_dead_and_gives_way_to_a_stranger(
    telegram: Messenger, bank: Starting
) -> None:
    """After `kill -9` the next start takes over at once, because nobody else can have the file; and when
    somebody fetches updates with our token whom no lease of ours knows, the process ends with 4."""
    one = await bank().start()
    await one.end(signal.SIGKILL)
    assert "listening" in leases(one.folder)
    await one.start()
    assert "waiting to see whether it is alive" not in "\n".join(one.said)
    telegram.fail_next("getUpdates", status=409, description="Conflict: terminated by another")
    telegram.add_person("Ada").says("/start")
    assert await one.end(None, 60) == 4
    assert "only one may listen" in "\n".join(one.said)


async def test_on_postgresql_one_listens_and_others_work(
    telegram: Messenger, bank: Starting, postgresql_url: str
) -> None:
    """A second one that would listen ends with 4 and names the first; one that only has jobs runs beside it;
    and when the first is killed, the next one takes over though nobody let go."""
    shared = {"GOODTURN_DATABASE_URL": postgresql_url}
    first = await bank("--role", "bot", **shared).start()
    jobs, second = (
        bank("--role", "jobs", folder="jobs", **shared),
        bank("--role", "all", folder="b", **shared),
    )
    await asyncio.gather(jobs.start(), second.begin())
    assert await second.end(None, 60) == 4
    said = "\n".join(second.said)
    assert f"/{first.process.pid}/" in said
    assert "Traceback" not in said

    ada = telegram.add_person("Ada")
    ada.says("/start")
    await until(lambda: bool(ada.heard))
    await first.end(signal.SIGKILL)
    await bank("--role", "bot", folder="c", **shared).start()
    ben = telegram.add_person("Ben")
    ben.says("/start")
    await until(lambda: bool(ben.heard))
    assert await jobs.end() == 0


async def test_told_to_stop_before_telegram_answers_it_ends(telegram: Messenger, bank: Starting) -> None:
    """Ctrl+C ends a process that still waits for Telegram at its start as cleanly."""
    telegram.down = True
    one = await bank().begin()
    await until(lambda: bool(telegram.calls))
    assert await one.end(signal.SIGINT) == 0
    assert leases(one.folder) == []


async def test_updates_are_brought_to_two_processes_and_answered_once(
    telegram: Messenger, bank: Starting, postgresql_url: str
) -> None:
    """Two processes behind one address take turns; everybody is answered once, also what was brought to both;
    and when one is killed the other goes on with the same talks."""
    ports = [free_port(), free_port()]
    shared = {
        "GOODTURN_DATABASE_URL": postgresql_url,
        "GOODTURN_WEBHOOK_URL": "https://timebank.example/hook",
    }
    both = [
        bank("--role", "bot", folder=f"bot{port}", GOODTURN_WEBHOOK_PORT=str(port), **shared)
        for port in ports
    ]
    await both[0].start()
    await both[1].start()
    secret = hmac.new(telegram.token.encode(), b"goodturn webhook", "sha256").hexdigest()
    [first, *_] = [call for call in telegram.calls if call.method == "setWebhook"]
    assert first.params["url"] == shared["GOODTURN_WEBHOOK_URL"]
    assert first.params["secret_token"] == secret

    async def bring(port: int) -> int:
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(
                f"http://127.0.0.1:{port}/hook",
                json=telegram.pending_updates[-1],
                headers={"X-Telegram-Bot-Api-Secret-Token": secret},
            )
            return answer.status_code

    people = [telegram.add_person(f"Neighbour {number}") for number in range(6)]
    for number, person in enumerate(people):
        person.says("/start")
        where = ports if number % 3 == 0 else [ports[number % 2]]
        assert set(await asyncio.gather(*[bring(port) for port in where])) == {200}
    await until(lambda: all(person.heard for person in people))
    await both[0].end(signal.SIGKILL)
    for person in people[:2]:
        before = len(person.heard)
        person.says("Yes")
        assert await bring(ports[1]) == 200
        await until(lambda person=person, before=before: len(person.heard) > before)  # type: ignore[misc]
    # Each has heard the greeting once, and the two who went on an answer to what they said.
    assert len({len(person.heard) for person in people[2:]}) == 1
    assert len({len(person.heard) for person in people[:2]}) == 1
    assert await both[1].end() == 0
