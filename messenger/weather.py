"""Telegram's weather: random misbehaviour of the Bot API, decided from a seed.

Scripted faults (`messenger.faults`) come first; the weather decides about every call that met none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from messenger.faults import Fault
from messenger.params import Params

RETRY_AFTER_S = (1, 3)
_BROKEN_JSON = '{"ok": true, "result": {"message_id": 1'
_PLAIN_HTML = "<html><body><h1>Telegram is being looked after</h1></body></html>"

# One call in some dozens goes wrong: far worse than the real service on its worst day.
STORM: Mapping[str, float] = {
    "too_many": 0.01, "server_error": 0.01, "bad_gateway": 0.01, "html": 0.004, "bad_json": 0.004,
    "ok_false": 0.002, "no_answer": 0.002,
}  # fmt: skip


@dataclass
class Weather:
    """Decides which calls go wrong, and how.

    Attributes:
        random: decides.
        chances: how likely each kind is for one call.
        met: how often each came.
    """

    random: Random
    chances: Mapping[str, float] = field(default_factory=lambda: dict(STORM))
    met: Counter[str] = field(default_factory=Counter)

    def fault(self, method: str, params: Params) -> Fault | None:
        """Return what goes wrong with a call, or None."""
        roll = self.random.random()
        for kind, chance in self.chances.items():
            roll -= chance
            # A poll that is never answered would keep everybody waiting for half a minute: scripts do that.
            if roll < 0 and (kind, method) != ("no_answer", "getUpdates"):
                self.met[kind] += 1
                return self._fault(kind, method)
            if roll < 0:
                break
        return None

    def _fault(self, kind: str, method: str) -> Fault:
        match kind:
            case "too_many":
                wait_s = self.random.randint(*RETRY_AFTER_S)
                return Fault(method, 429, f"Too Many Requests: retry after {wait_s}", {"retry_after": wait_s})
            case "server_error":
                return Fault(method, 500)
            case "bad_gateway":
                return Fault(method, 502)
            case "html":
                return Fault(method, 200, body=_PLAIN_HTML)
            case "bad_json":
                return Fault(method, 200, body=_BROKEN_JSON)
            case "ok_false":
                return Fault(method, 200, "Internal Server Error: the stand-in says no")
            case "no_answer":
                return Fault(method, 200, drop_after_delivery=True)
        raise ValueError(f"no such weather: {kind}")
