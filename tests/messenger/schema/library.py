"""Whether the library that the bot is built on understands all that the stand-in says, with nothing left."""

from __future__ import annotations

from typing import Any

import telegram
from telegram import TelegramObject

from tests.messenger.schema.bot_api import METHODS

_LIST_OF = "Array of "
# What the Bot API has had since the library was made, and demands; the library carries it along unread.
_NEWER = {("ChatMemberAdministrator", "can_send_welcome_messages")}
# What tells one kind of a thing from another, so that it belongs to the shape.
_TELLING = ("type", "status", "source")


def unread_update(update: dict[str, Any]) -> list[str]:
    """Returns what of an update the library has no name for; raises what it raises, if it cannot read it."""
    return _left_over(telegram.Update.de_json(update, None), "update")


def unread_answer(method: str, answer: dict[str, Any]) -> list[str]:
    """Returns what the library has no name for in the answer to a call that was carried out."""
    result = answer["result"]
    if result is True:
        return []
    returns = METHODS[method]["returns"].removesuffix(" or True")
    kind = getattr(telegram, returns.removeprefix(_LIST_OF))
    return [
        line
        for one in (result if returns.startswith(_LIST_OF) else [result])
        for line in _left_over(kind.de_json(one, None), method)
    ]


def _left_over(value: Any, where: str) -> list[str]:
    """Returns where, in what the library made of something, there are fields that it only carries along."""
    if isinstance(value, tuple | list):
        return [line for one in value for line in _left_over(one, where)]
    if not isinstance(value, TelegramObject):
        return []
    kind = type(value).__name__
    left = [
        f"{where}: the library's {kind} has no {name}"
        for name in value.api_kwargs
        if (kind, name) not in _NEWER
    ]
    for name, held in value.to_dict(recursive=False).items():
        left += _left_over(held, f"{where}.{name}")
    return left


def shape(value: Any) -> Any:
    """Returns how something is built, whatever stands in it; what is built alike, the library reads alike."""
    if isinstance(value, dict):
        return tuple(
            (name, held if name in _TELLING else shape(held)) for name, held in sorted(value.items())
        )
    if isinstance(value, list):
        return frozenset(map(shape, value))
    return type(value)
