"""Proves that settings are read, made usable, and refused in words that help and never tell a secret."""

from __future__ import annotations

import logging
import os
import re
import traceback
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from goodturn.settings import BadSettings, Settings

TOKEN = "1234567890:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty directory and an environment without any of our names."""
    for name in list(os.environ):
        if name.upper().startswith("GOODTURN_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problem_with(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> str:
    """Returns what is said about one wrong setting, having made sure that nothing else is."""
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as refused:
        Settings.load()
    (problem,) = refused.value.problems
    assert str(refused.value) == problem
    assert problem.startswith(f"{name} ")
    return problem


def test_with_nothing_set_everything_has_a_value(nowhere: Path) -> None:
    """A first start needs no settings: no token, an SQLite file, London, English, no map."""
    settings = Settings.load()
    assert settings.telegram_token.get_secret_value() == ""
    assert settings.telegram_api == "https://api.telegram.org"
    assert settings.data_dir == nowhere / "data"
    assert make_url(settings.database_url).database == str(nowhere / "data" / "goodturn.db")
    assert settings.database_url.startswith("sqlite:///")
    assert (settings.timezone, settings.zone.key) == ("Europe/London", "Europe/London")
    assert (settings.geocoder, settings.country, settings.language) == ("none", None, "en")
    assert (settings.timebank_name, settings.port, settings.log_level) == ("Goodturn", 8790, "INFO")
    assert settings.secrets == ()
    assert not settings.data_dir.exists(), "reading settings writes nothing"


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every setting can be given, and is tidied: blanks, slashes and capitals."""
    for name, value in {
        "GOODTURN_TELEGRAM_TOKEN": f" {TOKEN}\n",
        "GOODTURN_TELEGRAM_API": "http://127.0.0.1:8081/",
        "GOODTURN_DATABASE_URL": "postgresql://ada:pa%40ss@db.example.org:5433/bank",
        "GOODTURN_DATA_DIR": str(tmp_path / "elsewhere"),
        "GOODTURN_TIMEZONE": "Asia/Tokyo",
        "GOODTURN_GEOCODER": "nominatim:https://maps.example.org/",
        "GOODTURN_COUNTRY": "jp",
        "GOODTURN_LANGUAGE": "pt_BR",
        "GOODTURN_TIMEBANK_NAME": "  Hebden\n Hours\u202e ",
        "GOODTURN_PORT": "9000",
        "GOODTURN_LOG_LEVEL": "debug",
    }.items():
        monkeypatch.setenv(name, value)
    settings = Settings.load()
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert settings.base_url + TOKEN + "/getMe" == f"http://127.0.0.1:8081/bot{TOKEN}/getMe"
    assert settings.base_file_url + TOKEN + "/x" == f"http://127.0.0.1:8081/file/bot{TOKEN}/x"
    assert settings.database_url == "postgresql+psycopg://ada:pa%40ss@db.example.org:5433/bank"
    assert settings.data_dir == tmp_path / "elsewhere"
    assert settings.zone.key == "Asia/Tokyo"
    assert settings.geocoder == "nominatim:https://maps.example.org"
    assert (settings.country, settings.language) == ("JP", "pt-BR")
    assert settings.timebank_name == "Hebden Hours"
    assert (settings.port, settings.log_level) == (9000, "DEBUG")
    assert settings.secrets == (TOKEN, "pa@ss", settings.secret_of_webhook)


def test_the_secret_of_a_webhook_is_the_same_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one of the host's own it is made from the token, so that processes agree on it and nobody can
    guess it; the host's own goes before."""
    monkeypatch.setenv("GOODTURN_TELEGRAM_TOKEN", TOKEN)
    made = Settings.load().secret_of_webhook
    assert made == Settings.load().secret_of_webhook
    assert re.fullmatch(r"[A-Za-z0-9_-]{43,256}", made)
    assert TOKEN not in made
    monkeypatch.setenv("GOODTURN_TELEGRAM_TOKEN", f"{TOKEN}x")
    assert Settings.load().secret_of_webhook != made
    monkeypatch.setenv("GOODTURN_WEBHOOK_SECRET", "our-own_SECRET")
    settings = Settings.load()
    assert settings.secret_of_webhook == "our-own_SECRET"
    assert "our-own_SECRET" in settings.secrets
    assert "our-own_SECRET" not in repr(settings)


def test_a_file_is_read_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch, nowhere: Path
) -> None:
    """What .env says holds unless the environment says otherwise; an empty line in it means the default."""
    (nowhere / ".env").write_text(
        "GOODTURN_TIMEBANK_NAME='Dôl Hours'\nGOODTURN_PORT=9001\nGOODTURN_COUNTRY=\n", encoding="utf-8"
    )
    monkeypatch.setenv("GOODTURN_PORT", "9002")
    settings = Settings.load()
    assert (settings.timebank_name, settings.port, settings.country) == ("Dôl Hours", 9002, None)
    assert Settings.load(env_file=None).timebank_name == "Goodturn"


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("sqlite:///bank.db", "sqlite:///bank.db"),
        ("sqlite:////var/lib/bank.db", "sqlite:////var/lib/bank.db"),
        ("sqlite+aiosqlite:///bank.db", "sqlite:///bank.db"),
        ("sqlite://", "sqlite://"),
        ("postgresql://a:b@h/d", "postgresql+psycopg://a:b@h/d"),
        ("postgres://a:b@h/d", "postgresql+psycopg://a:b@h/d"),
        ("postgresql:///d?host=/run/postgresql", "postgresql+psycopg:///d?host=%2Frun%2Fpostgresql"),
    ],
)
def test_databases_get_the_driver_that_does_not_block(
    monkeypatch: pytest.MonkeyPatch, written: str, used: str
) -> None:
    """However a database is written, the address used is for the driver that the store speaks to."""
    monkeypatch.setenv("GOODTURN_DATABASE_URL", written)
    assert make_url(Settings.load().database_url) == make_url(used)


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("GOODTURN_TELEGRAM_TOKEN", "not a token", "BotFather"),
        ("GOODTURN_TELEGRAM_TOKEN", f"bot{TOKEN}", "BotFather"),
        ("GOODTURN_TELEGRAM_TOKEN", f"{TOKEN} # mine", "BotFather"),
        ("GOODTURN_TELEGRAM_API", "api.telegram.org", "https://"),
        ("GOODTURN_TELEGRAM_API", "http://api.telegram.org", "https://"),
        ("GOODTURN_TELEGRAM_API", "https://api.telegram.org/bot", "Leave that out"),
        ("GOODTURN_DATABASE_URL", "mysql://ada:lovelace@h/d", "postgresql://"),
        ("GOODTURN_DATABASE_URL", "bank.db", "sqlite:///"),
        ("GOODTURN_DATABASE_URL", "postgresql://ada:lovelace@h", "/database"),
        ("GOODTURN_DATABASE_URL", "postgresql://ada:lovelace@h:port/d", "postgresql://"),
        ("GOODTURN_TIMEZONE", "Europe/Londn", "Europe/London"),
        ("GOODTURN_TIMEZONE", "../../etc/passwd", "Europe/London"),
        ("GOODTURN_GEOCODER", "google", "nominatim:https://host"),
        ("GOODTURN_GEOCODER", "photon:http://maps.example.org", "https://"),
        ("GOODTURN_COUNTRY", "UK", "GB"),
        ("GOODTURN_COUNTRY", "Wales", "ISO 3166"),
        ("GOODTURN_LANGUAGE", "English please", "such as en"),
        ("GOODTURN_TIMEBANK_NAME", "x" * 65, "64 letters"),
        ("GOODTURN_TIMEBANK_NAME", "\u202e", "64 letters"),
        ("GOODTURN_PORT", "eighty", "1 to 65535"),
        ("GOODTURN_PORT", "0", "1 to 65535"),
        ("GOODTURN_PORT", "65536", "1 to 65535"),
        ("GOODTURN_HEALTH_PORT", "-1", "1 to 65535"),
        ("GOODTURN_WEBHOOK_PORT", "0", "1 to 65535"),
        ("GOODTURN_WEBHOOK_URL", "http://timebank.example/hook", "https://example.org/telegram"),
        ("GOODTURN_WEBHOOK_URL", "timebank.example/hook", "https://example.org/telegram"),
        ("GOODTURN_WEBHOOK_URL", "https://timebank.example/hook?a=b", "https://example.org/telegram"),
        ("GOODTURN_WEBHOOK_SECRET", "lovelace lovelace", "letters, digits, _ and -"),
        ("GOODTURN_WEBHOOK_SECRET", "x" * 257, "256 at most"),
        ("GOODTURN_LOG_LEVEL", "chatty", "DEBUG"),
    ],
)
def test_a_wrong_value_is_explained(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, advice: str
) -> None:
    """One line says which setting, what is wrong with it and what to do, as sentences."""
    problem = problem_with(monkeypatch, name, value)
    assert advice in problem
    assert problem.endswith((".", "?"))
    assert "\n" not in problem
    assert "lovelace" not in problem
    assert TOKEN not in problem


def test_a_file_where_the_directory_should_be_is_explained(
    monkeypatch: pytest.MonkeyPatch, nowhere: Path
) -> None:
    """The data directory may not exist yet, but it may not be something else."""
    (nowhere / "taken").write_text("")
    assert "Name a directory" in problem_with(monkeypatch, "GOODTURN_DATA_DIR", "taken")


def test_all_that_is_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three wrong values and a misspelt name are four lines, so that one repair is enough."""
    for name, value in {
        "GOODTURN_PORT": "x",
        "GOODTURN_COUNTRY": "UK",
        "GOODTURN_TIMEZONE": "London",
        "GOODTURN_LOGLEVEL": "INFO",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as refused:
        Settings.load()
    assert sorted(line.split()[0] for line in str(refused.value).splitlines()) == [
        "GOODTURN_COUNTRY",
        "GOODTURN_LOGLEVEL",
        "GOODTURN_PORT",
        "GOODTURN_TIMEZONE",
    ]


@pytest.mark.parametrize(
    "name", ["GOODTURN_TELEGRAM_TOKEN", "GOODTURN_LANGUAGE", "GOODTURN_PORT", "GOODTURN_DATABASE_URL"]
)
def test_a_secret_is_in_no_message_and_no_traceback(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A token with a slip in it, or pasted into the wrong setting, is nowhere to be read."""
    monkeypatch.setenv(name, f"{TOKEN}!")
    with pytest.raises(BadSettings) as refused:
        Settings.load()
    told = "".join(traceback.format_exception(refused.value)) + repr(refused.value)
    assert TOKEN not in told
    assert TOKEN.partition(":")[2] not in told


def test_a_secret_is_not_in_the_settings_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing the settings shows neither the token nor the database's password."""
    monkeypatch.setenv("GOODTURN_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("GOODTURN_DATABASE_URL", "postgresql://ada:lovelace@h/d")
    settings = Settings.load()
    assert TOKEN not in f"{settings!r} {settings}"
    assert "lovelace" not in f"{settings!r} {settings}"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("GOODTURN_TELEGRAM_TOKE", "Did you mean GOODTURN_TELEGRAM_TOKEN?"),
        ("GOODTURN_TELEGRAMTOKEN", "Did you mean GOODTURN_TELEGRAM_TOKEN?"),
        ("GOODTURN_DATABASEURL", "Did you mean GOODTURN_DATABASE_URL?"),
        ("GOODTURN_TIME_ZONE", "Did you mean GOODTURN_TIMEZONE?"),
        ("GOODTURN_XYZZY", "The settings are GOODTURN_TELEGRAM_TOKEN, "),
    ],
)
def test_an_unknown_name_is_pointed_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str, meant: str
) -> None:
    """A misspelt name does not stop the start, but is named with the right one, and without its value."""
    monkeypatch.setenv(name, TOKEN)
    with caplog.at_level(logging.WARNING):
        Settings.load()
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith(f"{name} is no setting")
    assert meant in line
    assert TOKEN not in line


def test_an_unknown_name_in_the_file_is_pointed_out(nowhere: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The file is looked through as well, and names that are not ours are none of our business."""
    (nowhere / ".env").write_text("GOODTURN_PORTS=1\nOTHER_THING=1\n")
    Settings.load()
    assert [record.getMessage().split()[0] for record in caplog.records] == ["GOODTURN_PORTS"]


def test_a_file_that_is_no_text_is_explained(nowhere: Path) -> None:
    """A file saved in another encoding is named, instead of a page of traceback."""
    (nowhere / ".env").write_bytes(b"GOODTURN_TIMEBANK_NAME=\xff\xfe\n")
    with pytest.raises(BadSettings, match=r"\.env cannot be read"):
        Settings.load()


def test_settings_do_not_change_afterwards() -> None:
    """Nobody changes a setting behind the backs of the others."""
    settings = Settings.load()
    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1
