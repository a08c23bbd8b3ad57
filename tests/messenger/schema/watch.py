"""Looks over the stand-in's shoulder: every request, every answer and every update, held to the schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from messenger import Call, Messenger
from tests.messenger.schema import bot_api, library

# What the library has read already in this run: reading takes it five times as long as the schema takes.
_read: set[Any] = set()


class Watch:
    """Notes what in the calls to a stand-in does not keep to the Bot API, or puzzles the library we use.

    Args:
        messenger: whose calls, from now on.

    Attributes:
        wrong_requests: what the bot got wrong.
        wrong_answers: what the stand-in did.
        wrong_updates: what is wrong in the updates that were fetched, by the stand-in or by the story.
    """

    def __init__(self, messenger: Messenger) -> None:
        self.wrong_requests: list[str] = []
        self.wrong_answers: list[str] = []
        self.wrong_updates: list[str] = []
        messenger.street.listeners.append(self._hear)

    def _hear(self, kind: str, value: Any) -> None:
        if kind == "call":
            self._look_at(value)

    def _look_at(self, call: Call) -> None:
        method, answer = call.method, call.answer
        self.wrong_requests += bot_api.wrong_request(method, call.params)
        # Where Telegram plays ill, it answers with a web page, with half of its JSON, or not at all.
        if not isinstance(answer, dict) or method not in bot_api.METHODS:
            return
        if method == "getUpdates" and answer["ok"]:
            for update in answer["result"]:
                self.wrong_updates += bot_api.wrong_update(update) or _unread(library.unread_update, update)
            return
        wrong = bot_api.wrong_answer(method, answer)
        if not wrong and answer["ok"]:
            wrong = _unread(library.unread_answer, method, answer)
        self.wrong_answers += wrong


def _unread(read: Callable[..., list[str]], *what: Any) -> list[str]:
    """Lets the library read what it has not read the like of yet, and returns what it did not understand."""
    shape = library.shape([*what])
    if shape in _read:
        return []
    try:
        left_over = read(*what)
    except Exception as error:
        return [f"the library cannot read {what}: {error!r}"]
    if not left_over:
        _read.add(shape)
    return left_over
