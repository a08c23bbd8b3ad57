"""Telegram on a bad day: scripted failures, and the limits on how fast a bot may speak."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from messenger.clock import Clock
from messenger.params import Params
from messenger.refusals import too_many_requests

OVERALL_A_SECOND = 30
CHAT_A_SECOND = 1
CHAT_BURST = 5
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
    """How many messages Telegram takes: some a second overall, one a second to a chat after a few at once.

    Telegram publishes no hard numbers; these are the ones that bots live by.

    Args:
        clock: by which seconds are counted.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._full_at: dict[int | None, datetime] = defaultdict(clock.now)

    def spend(self, chat_id: int) -> None:
        """Count one message to a chat.

        Raises:
            Refused: 429, with the whole seconds to wait.
        """
        self._spend(None, OVERALL_A_SECOND, OVERALL_A_SECOND)
        self._spend(chat_id, CHAT_A_SECOND, CHAT_BURST)

    def _spend(self, key: int | None, rate_a_second: float, burst: int) -> None:
        now = self._clock.now()
        # How long until the allowance were whole again; each message makes that one step later.
        owed_s = max((self._full_at[key] - now).total_seconds(), 0.0)
        step_s = 1 / rate_a_second
        if owed_s + step_s > burst * step_s + 1e-9:
            raise too_many_requests(max(1, math.ceil(owed_s + step_s - burst * step_s)))
        self._full_at[key] = datetime.fromtimestamp(now.timestamp() + owed_s + step_s, now.tzinfo)
