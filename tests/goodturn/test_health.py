"""Health: what a process says of itself, and what another process can see of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from sqlmodel import Session

from bot.serving import served
from goodturn.asking import Check
from goodturn.health import BACKUP_LIMIT, Findings, Vitals, judged
from goodturn.presence import Presence
from goodturn.process import House, build_house
from goodturn.role import Role
from goodturn.settings import Settings
from messenger import Messenger
from models import received, timebank
from models.depth import Depth
from models.store import Store
from tests.goodturn.bank_process import Starting, until
from tests.page.demo_process import free_port

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CANARY = "Canary Lane 17"


@pytest.fixture
async def house(store: Store, tmp_path: Path) -> AsyncIterator[tuple[House, Settings, int]]:
    """A house that is not running, on either database."""

    def settle(session: Session) -> int:
        return timebank.open_bank(session, name=CANARY, zone="UTC", language="en", now=NOON).id

    bank_id = await store.write(settle)
    settings = Settings(_env_file=None, data_dir=tmp_path)  # type: ignore[call-arg]
    yield (
        build_house(
            store=store,
            timebank_id=bank_id,
            token="1000000001:stand-in",
            base_url="http://127.0.0.1:1/bot",
            base_file_url="http://127.0.0.1:1/file/bot",
            settings=settings,
            clock=lambda: NOON,
        ),
        settings,
        bank_id,
    )


async def test_a_process_says_how_it_is(house: tuple[House, Settings, int]) -> None:
    """/healthz is 200 while all is well, and 503 when Telegram has not been heard for long or nothing can be
    written; /metrics has the same in numbers, and neither names anything of the time bank."""
    built, settings, bank_id = house
    presence = Presence(built.store, bank_id, lambda: NOON, built.share)
    await presence.arrive(alone=True)
    vitals = Vitals(built, presence, settings, Role.ALL)
    update = (1, 4_000_000_017, f'{{"text": "{CANARY}"}}')
    await built.store.write(lambda session: received.keep(session, bank_id, [update], NOON))
    async with served(vitals.app, 0) as port, httpx.AsyncClient(trust_env=False) as client:

        async def asked(path: str) -> httpx.Response:
            answer = await client.get(f"http://127.0.0.1:{port}{path}")
            assert CANARY not in answer.text
            assert "4000000017" not in answer.text
            return answer

        well = await asked("/healthz")
        assert well.status_code == 200, well.text
        assert [one["name"] for one in well.json()["checks"]] == [
            "database", "inbox", "outbox", "backup", "telegram", "clock",
        ]  # fmt: skip
        numbers = {
            (sample.name, *sample.labels.values()): sample.value
            for family in text_string_to_metric_families((await asked("/metrics")).text)
            for sample in family.samples
        }
        assert numbers["goodturn_inbox_updates", "waiting"] == 1
        assert numbers["goodturn_inbox_updates", "dead"] == 0
        assert numbers["goodturn_outbox_notifications", "pending"] == 0
        assert numbers["goodturn_database_up",] == 1
        assert numbers["goodturn_processes",] == 1
        assert numbers["goodturn_pace_share",] == 1
        assert numbers["goodturn_job_lag_seconds", "delivery"] < 60
        assert numbers["goodturn_last_good_poll_age_seconds",] < 60

        built.bot.inbox.last_good_poll = NOON - timedelta(hours=1)
        silent = await asked("/healthz")
        assert silent.status_code == 503
        assert [one["name"] for one in silent.json()["checks"] if not one["good"]] == ["telegram"]

        built.bot.inbox.last_good_poll = NOON
        await built.store.write(lambda s: s.connection().execute(text("ALTER TABLE lease RENAME TO away")))
        broken = await asked("/healthz")
        assert broken.status_code == 503
        assert [one["name"] for one in broken.json()["checks"] if not one["good"]] == ["database"]
        assert (await asked("/elsewhere")).status_code == 404


def judge(**facts: object) -> dict[str, bool]:
    """What is said of findings that differ in this from good ones."""
    well = {"depth": Depth({"waiting": 0, "dead": 2}, {"pending": 1}, None), "processes": 1, "write_s": 0.01}
    found = Findings(**{**well, "backup_age": timedelta(hours=3), **facts})  # type: ignore[arg-type]
    return {check.name: check.good for check in judged(found, NOON)}


def test_each_thing_is_judged_by_itself() -> None:
    """What waits too long, a write that takes too long or fails, and a backup that is too old are each found
    out; that a time bank of today has no backup yet is as it should be."""
    assert all(judge().values())
    late = Depth({"waiting": 1, "dead": 0}, {}, NOON - timedelta(minutes=6))
    assert [name for name, good in judge(depth=late).items() if not good] == ["inbox"]
    assert not judge(write_s=6.0)["database"]
    assert judge(depth=None, write_s=None) == {"database": False, "backup": True}
    assert not judge(backup_age=BACKUP_LIMIT * 2)["backup"]
    assert judge(backup_age=None, bank_age=timedelta(hours=1))["backup"]
    assert not judge(backup_age=None, bank_age=BACKUP_LIMIT * 2)["backup"]
    assert str(Check("inbox", False, "late")) == "BAD  inbox: late"


def test_asking_is_light() -> None:
    """What a container runs every half minute loads neither the bot nor the database."""
    heavy = ("telegram", "sqlmodel", "numpy", "starlette", "uvicorn", "alembic", "apscheduler")
    code = f"import sys, goodturn.asking; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_the_host_asks_another_process(telegram: Messenger, bank: Starting) -> None:
    """`goodturn health` asks the process where it answers, looks into the database where it does not, and
    ends with 1 when none is alive."""
    port = free_port()
    one = await bank(GOODTURN_HEALTH_PORT=str(port)).start()
    await until(lambda: any(call.method == "deleteWebhook" for call in telegram.calls))
    code, said = await one.runs("health")
    assert code == 0, said
    assert f"/{one.process.pid}/" in said
    assert "telegram: last heard" in said or "not heard since the start" in said
    code, said = await one.runs("health", GOODTURN_HEALTH_PORT="0")
    assert code == 0, said
    assert "process: 1 alive" in said
    assert await one.end() == 0
    code, said = await one.runs("health")
    assert code == 1
    assert "BAD  process: none is alive" in said
