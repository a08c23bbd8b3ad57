"""Telegram on a bad day: scripted failures, and the limits on how fast a bot may speak."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from messenger.clock import Clock
from messenger.params import Params
from messenger.refusals import too_many_requests

OVERALL_A_SECOND = 30
CHAT_A_SECOND = 1
GROUP_A_MINUTE = 20
MOST_COUNTED = max(OVERALL_A_SECOND, CHAT_A_SECOND, GROUP_A_MINUTE)
_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)
_ERROR_PAGE = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body><center><h1>{0}</h1></center></body>\r\n</html>\r\n"
)
_PHRASES = {
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict",
    429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
    504: "Gateway Timeout",
}  # fmt: skip


@dataclass
class Fault:
    """One scripted answer.

    Attributes:
        method: to which method, or "*" for any.
        status: the HTTP status.
        description: Telegram's words; "" for those that go with the status.
        parameters: such as `retry_after` in seconds or `migrate_to_chat_id`.
        body: exactly what to answer, in place of all that; None for the usual form.
        chat_id: only for this chat; None for any.
        drop_after_delivery: carry the call out, and then never answer.
        times: how many calls still meet it.
    """

    method: str
    status: int
    description: str = ""
    parameters: dict[str, Any] | None = None
    body: str | None = None
    chat_id: int | None = None
    drop_after_delivery: bool = False
    times: int = 1

    def meets(self, method: str, params: Params) -> bool:
        """Return whether this answer is for that call."""
        if self.method != "*" and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or params.text("chat_id") == str(self.chat_id)

    def answer(self) -> tuple[int, str | dict[str, Any]]:
        """Return the HTTP status, and the body as text or as JSON values."""
        phrase = _PHRASES.get(self.status, "Error")
        if self.body is not None:
            return self.status, self.body
        if self.status >= 500:
            return self.status, _ERROR_PAGE.format(f"{self.status} {phrase}")
        body: dict[str, Any] = {
            "ok": False, "error_code": self.status if self.status >= 400 else 400,
            "description": self.description or phrase,
        }  # fmt: skip
        if self.parameters:
            body["parameters"] = self.parameters
        return self.status, body


class Limits:
    """How many messages Telegram takes: in any second 30 and one to a chat, in any minute 20 to a group.

    Telegram publishes no hard numbers and lets short bursts pass; these are the ones that its FAQ names, kept
    to the letter, so that a bot which this refuses nothing has kept them too.

    Args:
        clock: by which seconds are counted.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._taken: dict[int | None, deque[datetime]] = defaultdict(deque)

    def spend(self, chat_id: int) -> None:
        """Count one message to a chat; one that is refused counts for nothing.

        Args:
            chat_id: whose; a group's is below zero.

        Raises:
            Refused: 429, with the whole seconds to wait.
        """
        now = self._clock.now()
        rules = [(None, OVERALL_A_SECOND, _SECOND), (chat_id, CHAT_A_SECOND, _SECOND)]
        if chat_id < 0:
            rules.append((chat_id, GROUP_A_MINUTE, _MINUTE))
        wait = max(self._wait(key, limit, span, now) for key, limit, span in rules)
        if wait > timedelta():
            raise too_many_requests(math.ceil(wait.total_seconds()))
        for key in (None, chat_id):
            taken = self._taken[key]
            taken.append(now)
            if len(taken) > MOST_COUNTED:
                taken.popleft()

    def _wait(self, key: int | None, limit: int, span: timedelta, now: datetime) -> timedelta:
        """How long it is until one more fits into the span that ends with it."""
        taken = self._taken[key]
        return taken[-limit] + span - now if len(taken) >= limit else timedelta()
