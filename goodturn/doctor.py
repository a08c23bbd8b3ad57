"""The doctor: everything that Goodturn needs is looked at, and what is wrong comes with how to mend it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
from sqlalchemy.exc import SQLAlchemyError

from bot import language
from bot.commands import MENU
from goodturn import asking, backup, process
from goodturn.health import BACKUP_LIMIT
from goodturn.lock import file_of
from goodturn.settings import Settings
from models import audit, copying, migrations, timebank
from models.store import Store

ANSWER_LIMIT_S = 10.0
SKEW_LIMIT_S = 30.0
ROOM_LIMIT_MB = 200
WRITE_LIMIT_S = 1.0
# Telegram calls it an error for a while after one failed, also when all has been well since.
ERROR_LIMIT = timedelta(hours=1)
PENDING_LIMIT = 100


@dataclass(frozen=True)
class Finding:
    """One thing the doctor looked at.

    Attributes:
        name: what it was.
        says: how it is.
        fix: what to do; empty when all is well.
    """

    name: str
    says: str
    fix: str = ""

    @property
    def good(self) -> bool:
        """Whether it is as it should be."""
        return not self.fix

    def __str__(self) -> str:
        return (
            f"OK     {self.name}: {self.says}" if self.good else f"WRONG  {self.name}: {self.says} {self.fix}"
        )


async def examine(settings: Settings) -> list[Finding]:
    """Looks at everything, and returns what was found in the order in which to mend it."""
    now = datetime.now(UTC)
    found = [*_folder(settings), _room(settings)]
    found += [finding async for finding in _database(settings, now)]
    found += [_languages(), await asyncio.to_thread(_backups, settings, now)]
    found += [finding async for finding in _telegram(settings, now)]
    return found


# ---- this machine ----------------------------------------------------------------------------------------


def _folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir
    if not folder.exists():
        yield Finding("data folder", f"{folder} is not there yet; goodturn run makes it.")
        return
    probe = folder / ".doctor"
    try:
        probe.write_bytes(b"well")
        probe.unlink()
    except OSError as trouble:
        yield Finding(
            "data folder",
            f"{folder} cannot be written to ({trouble.strerror}).",
            "Let the account that runs Goodturn write there.",
        )
        return
    if folder.stat().st_mode & 0o007:
        yield Finding(
            "data folder",
            f"Everybody on this machine can look into {folder}, and people's homes are in there.",
            f"Run: chmod -R o= {folder}",
        )
        return
    yield Finding("data folder", f"{folder} can be written to, and strangers cannot look into it.")


def _room(settings: Settings) -> Finding:
    folder = next(one for one in (settings.data_dir, *settings.data_dir.parents) if one.exists())
    free_mb = shutil.disk_usage(folder).free / 1e6
    file = file_of(process.database_url(settings))
    size_mb = file.stat().st_size / 1e6 if file is not None and file.exists() else 0.0
    # A backup is as large as the database, and is made beside the one before.
    needed_mb = ROOM_LIMIT_MB + 2 * size_mb
    if free_mb < needed_mb:
        return Finding(
            "disk",
            f"{free_mb:.0f} MB are free, and {needed_mb:.0f} MB should be.",
            "Make room, or set GOODTURN_DATA_DIR to a larger disk.",
        )
    return Finding("disk", f"{free_mb:.0f} MB are free.")


def _languages() -> Finding:
    """Compares the words of each language with the English ones; a release that was cut short lacks some."""
    from bot.locales import lint

    read = [lint.catalogue(lint.HERE / code) for code in language.languages()]
    needed = {name for one in read if one.language == language.SOURCE for name in one.entries}
    wrong = [str(finding) for one in read for finding in one.findings]
    for one in read:
        lacking = {name for name in needed - one.entries.keys() if not name.startswith("-")}
        wrong += [f"{name} is missing in {one.language}" for name in sorted(lacking)]
    if wrong:
        return Finding("languages", f"{len(wrong)} faults, first: {wrong[0]}.", "Install Goodturn again.")
    return Finding("languages", f"{', '.join(language.languages().values())} are complete.")


# ---- the database ----------------------------------------------------------------------------------------


async def _database(settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    url = process.database_url(settings)
    file = file_of(url)
    if file is not None:
        if not file.exists():
            yield Finding("database", f"{file} is not there yet; goodturn run makes it.")
            return
        wrong = await asyncio.to_thread(backup.shallow_damage, file)
        if wrong:
            yield Finding(
                "database", f"{file} is damaged: {wrong[0]}.", "Stop Goodturn, and run: goodturn restore"
            )
            return
    try:
        version = await asyncio.to_thread(_version, url)
    except SQLAlchemyError as trouble:
        yield Finding(
            "database",
            f"It cannot be opened ({backup.plainly(trouble)}).",
            "Look whether it runs, and at GOODTURN_DATABASE_URL.",
        )
        return
    yield Finding("database", f"{file or 'PostgreSQL'} answers, and is sound.")
    if version != migrations.present():
        known = version in (None, *migrations.known())
        yield Finding(
            "tables",
            f"They are of version {version or 'none'}, and this Goodturn is of {migrations.present()}.",
            "Run: goodturn run" if known else "Install the newer Goodturn again.",
        )
        return
    yield Finding("tables", f"They are of this version, {version}.")
    async for finding in _inside(url, settings, now):
        yield finding


def _version(url: str) -> str | None:
    engine = copying.plain_engine(url)
    try:
        with engine.connect() as connection:
            return migrations.version(connection)
    finally:
        engine.dispose()


async def _inside(url: str, settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    found = await asking.looked_into(url, settings, now)
    if found is None:
        yield Finding("writing", "There is no time bank in the database.", "Run: goodturn run")
        return
    if found.write_s is None:
        yield Finding(
            "writing", "Nothing can be written to the database.", "Look at the disk, and who may write."
        )
    elif found.write_s > WRITE_LIMIT_S:
        yield Finding(
            "writing", f"A write took {found.write_s:.1f} s.", "Look for another program that uses the disk."
        )
    else:
        yield Finding("writing", f"A write took {found.write_s * 1000:.0f} ms.")
    store = Store(url)
    try:
        bank = await store.read(timebank.home)
        assert bank is not None, "it was just looked into"
        books = await store.read(lambda session: audit.audit(session, bank.id))
    finally:
        await store.close()
    if books.wrong:
        yield Finding("hours", f"They do not add up: {books.wrong[0]}.", "Run: goodturn audit")
    else:
        yield Finding("hours", f"All {books.transfers} entries add up.")
    if bank.zone != settings.timezone:
        yield Finding(
            "zone",
            f"The time bank was opened in {bank.zone} and stays there, not in {settings.timezone}.",
            f"Set GOODTURN_TIMEZONE={bank.zone}, so that both say the same.",
        )
    else:
        local = now.astimezone(settings.zone)
        yield Finding("zone", f"It is {local:%H:%M} in {bank.zone}.")


def _backups(settings: Settings, now: datetime) -> Finding:
    folder = backup.folder_in(process.data_folder(settings))
    newest = backup.newest(folder)
    if newest is None:
        if not settings.telegram_token.get_secret_value():
            return Finding("backups", "None are made of the made-up street, only of a real bank.")
        file = file_of(process.database_url(settings))
        if file is not None and not file.exists():
            return Finding("backups", "There is nothing to keep a copy of yet.")
        return Finding("backups", f"There is none in {folder}.", "Run: goodturn backup")
    if wrong := backup.shallow_damage(newest.path):
        return Finding("backups", f"{newest.path} cannot be read: {wrong[0]}.", "Run: goodturn backup")
    age_h = (now - newest.made_at).total_seconds() / 3600
    if now - newest.made_at > BACKUP_LIMIT:
        return Finding(
            "backups",
            f"The newest is {age_h:.0f} hours old.",
            "Run: goodturn backup. If Goodturn runs at night, its log says why none was made.",
        )
    return Finding("backups", f"The newest is {age_h:.0f} hours old, and can be read: {newest.path}")


# ---- Telegram --------------------------------------------------------------------------------------------


class _NoAnswer(Exception):
    """Telegram did not answer, or not as it does."""


@dataclass(frozen=True)
class _Line:
    """The line to Telegram.

    Attributes:
        client: the connection.
        base: the address before a method; the token is in it, so it is never shown.
    """

    client: httpx.AsyncClient
    base: str

    async def ask(self, method: str, **asked: Any) -> tuple[Any, httpx.Response]:
        """Calls a method and returns its result, None for a refusal, with the whole answer.

        Raises:
            _NoAnswer: there was none.
        """
        try:
            answer = await self.client.post(f"{self.base}/{method}", json=asked)
            body = answer.json()
        except (httpx.HTTPError, ValueError):
            raise _NoAnswer from None
        return (body.get("result") if isinstance(body, dict) and body.get("ok") else None), answer


async def _telegram(settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    token = settings.telegram_token.get_secret_value()
    if not token:
        yield Finding("token", "There is none, so goodturn run shows the demo on this machine.")
        return
    try:
        async with httpx.AsyncClient(timeout=ANSWER_LIMIT_S) as client:
            line = _Line(client, f"{settings.base_url}{token}")
            me, answer = await line.ask("getMe")
            if me is None:
                yield Finding(
                    "token",
                    f"Telegram does not take it (it answers {answer.status_code}).",
                    "Copy it from @BotFather again into GOODTURN_TELEGRAM_TOKEN.",
                )
                return
            yield Finding("token", f"It is the one of @{me.get('username')}.")
            yield _clock(answer, now)
            yield await _commands(line)
            yield await _way_in(line, settings, now)
    except _NoAnswer:
        yield Finding(
            "token",
            f"{settings.telegram_api} does not answer.",
            "Look at this machine's connection, and at GOODTURN_TELEGRAM_API.",
        )


def _clock(answer: httpx.Response, now: datetime) -> Finding:
    try:
        theirs = parsedate_to_datetime(answer.headers.get("date", ""))
    except (TypeError, ValueError):
        return Finding("clock", "Telegram did not say what time it is.")
    skew_s = (now - theirs.astimezone(UTC)).total_seconds()
    if abs(skew_s) > SKEW_LIMIT_S:
        way = "ahead of" if skew_s > 0 else "behind"
        return Finding(
            "clock",
            f"This machine is {abs(skew_s):.0f} s {way} Telegram, so reminders come at the wrong time.",
            "Let it set its clock by the network, with systemd: timedatectl set-ntp true",
        )
    return Finding("clock", "It goes with Telegram's.")


async def _commands(line: _Line) -> Finding:
    missing = []
    for code in language.languages():
        asked: dict[str, Any] = {"scope": {"type": "all_private_chats"}}
        if code != language.SOURCE:
            asked["language_code"] = code
        listed, _ = await line.ask("getMyCommands", **asked)
        if [one.get("command") for one in listed or []] != list(MENU):
            missing.append(code)
    if missing:
        return Finding(
            "commands",
            f"Telegram's menu is not ours in: {', '.join(missing)}.",
            "Start goodturn run, which sets it.",
        )
    return Finding("commands", f"Telegram lists {len(MENU)} commands in every language.")


async def _way_in(line: _Line, settings: Settings, now: datetime) -> Finding:
    info, _ = await line.ask("getWebhookInfo")
    info = info or {}
    url, waiting = str(info.get("url", "")), int(info.get("pending_update_count", 0))
    if url != settings.webhook_url:
        theirs = "brings updates to another address" if url else "waits for updates to be fetched"
        return Finding(
            "way in",
            f"Telegram {theirs}.",
            "Start goodturn run. If that does not help, another bot uses this token.",
        )
    failed_at = datetime.fromtimestamp(int(info.get("last_error_date", 0)), UTC)
    if url and now - failed_at < ERROR_LIMIT:
        return Finding(
            "way in",
            f"At {failed_at:%H:%M} UTC an update could not be brought: {info.get('last_error_message', '')}.",
            "Look at the proxy, its certificate, and whether goodturn run is up.",
        )
    if waiting > PENDING_LIMIT:
        return Finding("way in", f"{waiting} updates wait at Telegram.", "Look whether goodturn run is up.")
    how = "are brought" if url else "are fetched"
    return Finding("way in", f"Updates {how}; {waiting} wait at Telegram.")
