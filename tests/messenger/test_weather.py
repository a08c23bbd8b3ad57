"""Telegram's weather: what goes wrong at random is decided by a seed, and numbers may begin anew."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
import telegram
from telegram.error import RetryAfter, TelegramError, TimedOut

from messenger import Messenger, Person
from messenger.params import Params
from messenger.weather import STORM, Weather

CALLS = 4_000


def forecast(seed: int, method: str = "sendMessage") -> tuple[list[str], Counter[str]]:
    """Returns what a storm does to many calls, one after the other, and how often it did each."""
    weather = Weather(Random(seed))
    faults = [weather.fault(method, Params({}, {})) for _ in range(CALLS)]
    return [repr(fault) for fault in faults], weather.met


def test_one_seed_is_one_storm() -> None:
    """The same seed does the same to the same calls, and another seed does something else."""
    assert forecast(1) == forecast(1)
    assert forecast(1) != forecast(2)


def test_a_storm_has_everything_and_not_too_often() -> None:
    """Every kind of trouble comes, each about as often as it is meant to."""
    _, met = forecast(3)
    assert met.keys() == STORM.keys()
    for kind, chance in STORM.items():
        assert 0.3 * chance * CALLS < met[kind] < 3 * chance * CALLS


def test_a_poll_is_always_answered() -> None:
    """A poll is refused like any other call, and never left without an answer, or all would wait for it."""
    _, met = forecast(3, "getUpdates")
    assert "no_answer" not in met
    assert met["server_error"] > 0


@pytest.mark.parametrize(
    ("kind", "error", "arrives"),
    [
        ("too_many", RetryAfter, False),
        ("server_error", TelegramError, False),
        ("bad_gateway", TelegramError, False),
        ("html", TelegramError, False),
        ("bad_json", TelegramError, False),
        ("ok_false", KeyError, False),
        ("no_answer", TimedOut, True),
    ],
)
async def test_bad_weather_at_the_bot(
    street: Messenger, bot: telegram.Bot, ada: Person, kind: str, error: type[Exception], arrives: bool
) -> None:
    """A call that meets a kind of trouble raises what that raises in life; only one is carried out."""
    street.weather = Weather(Random(1), {kind: 1.0})
    with pytest.raises(error):
        await bot.send_message(ada.id, "hello")
    street.weather = None
    assert [message.text for message in ada.heard] == (["hello"] if arrives else [])


async def test_a_script_comes_before_the_weather(street: Messenger, bot: telegram.Bot, ada: Person) -> None:
    """What a test has scripted is met first, whatever the weather."""
    street.weather = Weather(Random(1), {"too_many": 1.0})
    street.fail_next("sendMessage", status=502)
    with pytest.raises(TelegramError, match="Bad Gateway"):
        await bot.send_message(ada.id, "hello")


async def test_numbers_begin_anew_and_lower(street: Messenger, bot: telegram.Bot, ada: Person) -> None:
    """After a quiet week numbers go on from anywhere, and an offset from before lets go of nothing new."""
    street.restart_numbers(900_000_000)
    ada.says("before")
    [before] = await bot.get_updates()
    assert before.update_id == 900_000_000
    await bot.get_updates(offset=before.update_id + 1)
    street.restart_numbers(400_000_000)
    ada.says("after")
    ada.says("and again")
    updates = await bot.get_updates(offset=before.update_id + 1)
    assert [update.update_id for update in updates] == [400_000_000, 400_000_001]


async def test_numbers_begin_anew_only_in_the_quiet(street: Messenger, ada: Person) -> None:
    """While an update waits, its number is not given to another."""
    ada.says("hello")
    with pytest.raises(ValueError, match="quiet week"):
        street.restart_numbers(400_000_000)
