"""The doctor: what is wrong is found, each thing by itself, and comes with what to do about it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from pydantic import SecretStr

from bot import application
from bot.commands import MENU
from bot.locales import lint
from goodturn import backup, doctor, process
from goodturn.settings import Settings
from messenger import Messenger

TOKEN = "1000000001:stand-in"


@pytest.fixture
async def settings(telegram: Messenger, tmp_path: Path) -> Settings:
    """The settings of a bank that was started once, with a backup."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    found = Settings(
        _env_file=None,  # type: ignore[call-arg]
        data_dir=folder,
        telegram_token=SecretStr(TOKEN),
        telegram_api=telegram.base_url.removesuffix("/bot"),
        timezone="Europe/London",
    )
    settle = process.opener(found, process.system_clock)
    store, bank_id = await process.prepared(found.database_url, settle)
    house = process.build_house(
        store=store,
        timebank_id=bank_id,
        token=TOKEN,
        base_url=found.base_url,
        base_file_url=found.base_file_url,
        settings=found,
        clock=process.system_clock,
    )
    await application.open_up(house.bot)
    await application.close_down(house.bot)
    await store.close()
    backup.make(found.database_url, backup.folder_in(folder), now=datetime.now(UTC))
    return found


async def wrong(settings: Settings, **changed: Any) -> dict[str, str]:
    """What the doctor finds wrong, as its line by its name, with some settings changed."""
    findings = await doctor.examine(settings.model_copy(update=changed))
    said = "\n".join(str(finding) for finding in findings)
    assert TOKEN not in said
    assert all(str(finding).startswith("OK" if finding.good else "WRONG") for finding in findings)
    return {finding.name: str(finding) for finding in findings if not finding.good}


def damage(path: Path) -> None:
    """Writes nonsense into the middle of a file."""
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 4)


async def test_when_all_is_well_there_is_a_line_for_each_thing(settings: Settings) -> None:
    """A bank that was started and backed up has nothing wrong, and everything was looked at."""
    findings = await doctor.examine(settings)
    assert [finding.name for finding in findings] == [
        "data folder", "disk", "database", "tables", "writing", "hours", "zone", "languages", "backups",
        "token", "clock", "commands", "way in",
    ]  # fmt: skip
    assert [str(finding) for finding in findings if not finding.good] == []


async def test_before_the_first_start_nothing_is_wrong(tmp_path: Path) -> None:
    """Without a token, a folder or a database there is nothing to mend, and the doctor makes nothing."""
    fresh = Settings(_env_file=None, data_dir=tmp_path / "data")  # type: ignore[call-arg]
    assert await wrong(fresh) == {}
    assert not (tmp_path / "data").exists()


async def test_this_machine(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder into which strangers can look, too little room and another zone are named with a fix."""
    settings.data_dir.chmod(0o755)
    monkeypatch.setattr(doctor, "ROOM_LIMIT_MB", 10**9)
    found = await wrong(settings, timezone="Europe/Madrid")
    assert set(found) == {"data folder", "disk", "zone"}
    assert f"chmod -R o= {settings.data_dir}" in found["data folder"]
    assert "GOODTURN_TIMEZONE=Europe/London" in found["zone"]


async def test_the_database(settings: Settings) -> None:
    """A damaged file, tables of another version, hours that do not add up and a bad backup are each found."""
    file = settings.data_dir / "goodturn.db"
    with sqlite3.connect(file) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "Install the newer Goodturn again" in (await wrong(settings))["tables"]
    with sqlite3.connect(file) as database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
    assert "goodturn run" in (await wrong(settings))["tables"]
    damage(file)
    newest = backup.newest(backup.folder_in(settings.data_dir))
    assert newest is not None
    damage(newest.path)
    found = await wrong(settings)
    assert set(found) == {"database", "backups"}
    assert "goodturn restore" in found["database"]
    newest.path.unlink()
    assert "goodturn backup" in (await wrong(settings))["backups"]


async def test_an_old_backup(settings: Settings) -> None:
    """When the newest backup is of days ago, its age is said."""
    with time_machine.travel(datetime.now(UTC) + timedelta(days=4), tick=True):
        found = await wrong(settings)
    assert "96 hours old" in found["backups"]


async def test_telegram(settings: Settings, telegram: Messenger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that goes wrong, a menu that was not set, and updates that are brought elsewhere are named."""
    monkeypatch.setattr(doctor, "MENU", (*MENU, "new"))
    monkeypatch.setattr(doctor, "SKEW_LIMIT_S", -1.0)
    found = await wrong(settings, webhook_url="https://timebank.example/hook")
    assert set(found) == {"clock", "commands", "way in"}
    assert "set-ntp true" in found["clock"]
    assert "goodturn run" in found["commands"]


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({"status": 401, "description": "Unauthorized"}, "BotFather"),
        ({"status": 404, "description": "Not Found"}, "BotFather"),
        ({"status": 502}, "does not answer"),
        ({"bad_json": True}, "does not answer"),
    ],
)
async def test_a_token_that_telegram_does_not_take(
    settings: Settings, telegram: Messenger, fault: dict[str, Any], says: str
) -> None:
    """A token that is not known, and a Telegram that does not answer, are told apart."""
    telegram.fail_next("getMe", **fault)
    found = await wrong(settings)
    assert set(found) == {"token"}
    assert says in found["token"]


async def test_a_webhook_that_fails(settings: Settings, telegram: Messenger) -> None:
    """Telegram's own words for why it could not bring an update are passed on."""
    url, now_s = "https://timebank.example/hook", int(datetime.now(UTC).timestamp())

    def answers(**info: Any) -> None:
        body = json.dumps({"ok": True, "result": {"pending_update_count": 7, **info}})
        telegram.fail_next("getWebhookInfo", status=200, body=body)

    answers(url=url, last_error_date=now_s, last_error_message="Connection refused")
    assert "Connection refused" in (await wrong(settings, webhook_url=url))["way in"]
    answers(url=url, last_error_date=now_s - 7_200, last_error_message="Connection refused")
    assert await wrong(settings, webhook_url=url) == {}
    answers(pending_update_count=900)
    assert "900 updates wait" in (await wrong(settings))["way in"]


async def test_a_language_that_was_cut_short(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that one language lacks are counted, and the first is named."""
    whole = lint.catalogue

    def short(folder: Path) -> lint.Catalogue:
        found = whole(folder)
        kept = dict(list(found.entries.items())[5:])
        return replace(found, entries=kept) if folder.name == "es" else found

    monkeypatch.setattr(lint, "catalogue", short)
    assert "is missing in es" in (await wrong(settings))["languages"]
