"""What Telegram took from the bot: each message as it first was, whatever became of it or of its answer."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from messenger import Message
from messenger.street import Street

# What stands above something that is said once more because nobody knows whether it arrived.
ONCE_MORE = "Perhaps you have read this already."


@dataclass(frozen=True)
class Letter:
    """What makes two messages the same one.

    Attributes:
        chat_id: to whom.
        text: without the words that say that it comes once more.
        data: what its buttons say to the bot.
    """

    chat_id: int
    text: str
    data: tuple[str, ...]


@dataclass(frozen=True)
class Arrival:
    """A message that came into a chat.

    Attributes:
        letter: what it said.
        at: when, by everybody's clock.
        monotonic_s: when, by the clock that nobody moves.
    """

    letter: Letter
    at: datetime
    monotonic_s: float


class Taken:
    """Notes every message of the bot at the moment at which it arrives in a chat.

    A message whose answer was lost on the way counts like any other, because its reader sees it.

    Args:
        street: where messages arrive.
    """

    def __init__(self, street: Street) -> None:
        self.arrivals: dict[int, Arrival] = {}
        self.times: Counter[Letter] = Counter()
        street.listeners.append(self._hear)

    def _hear(self, kind: str, value: Any) -> None:
        # A message that is changed later is told of again, and is still the same one.
        if kind != "message" or not value.from_bot or value.id in self.arrivals:
            return
        letter = _letter(value)
        self.arrivals[value.id] = Arrival(letter, value.at, time.monotonic())
        self.times[letter] += 1


def _letter(message: Message) -> Letter:
    data = tuple(button.data or "" for row in message.buttons for button in row)
    return Letter(message.chat_id, message.text.removeprefix(ONCE_MORE).lstrip(), data)
