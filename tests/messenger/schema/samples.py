"""Things made up from the Bot API's published schema: what Telegram may send now, and one day."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from tests.messenger.schema.bot_api import TYPES

# Deeper than this only what is required is made, or a message would hold messages for ever.
DEEPEST = 3
MOMENT = 1_700_000_000
_PLACES = {"latitude": 90.0, "longitude": 180.0}
_WORDS = ("/start", "/hours", "Shopping", "<b>&", "🏠", "\u202ex", "yes:1")
INVENTED = ("dream", "mood_ring", "tea_party")


class Samples:
    """Makes things up.

    Args:
        chance: decides what they hold.
        invents: whether they also hold what no schema has yet.
    """

    def __init__(self, chance: Random, invents: bool = False) -> None:
        self.chance = chance
        self.invents = invents

    def update(self, kind: str, **content: Any) -> dict[str, Any]:
        """Returns an update of a kind, such as "poll", without its number.

        Args:
            content: what it holds of all that, whatever chance says.
        """
        update = {kind: {**self.of(TYPES["Update"]["fields"][kind]["kind"]), **content}}
        return {**update, **self._invented()} if self.invents else update

    def of(self, kind: str, depth: int = 0) -> Any:
        """Returns a thing of a kind, written as the schema writes it."""
        if kind.startswith("Array of "):
            count = 0 if depth > DEEPEST else self.chance.randint(1, 2)
            return [self.of(kind.removeprefix("Array of "), depth) for _ in range(count)]
        match kind:
            case "Integer" | "Float":
                return self.chance.choice([0, 1, 7, 2**31, 2**40]) if kind == "Integer" else 0.5
            case "String" | "RichText":
                return self.chance.choice(_WORDS)
            case "True":
                return True
            case "Boolean":
                return self.chance.random() < 0.5
        choices = TYPES.get(kind, {}).get("one_of") or re.split(" or ", kind)
        if len(choices) > 1:
            # The first is the plainest, and down there anything longer might not end.
            return self.of(choices[0] if depth > DEEPEST else self.chance.choice(choices), depth)
        return self._thing(kind, depth)

    def _thing(self, kind: str, depth: int) -> dict[str, Any]:
        made = {}
        likely = 0.25 / (depth + 1) if depth <= DEEPEST else 0.0
        for name, told in TYPES[kind]["fields"].items():
            if told.get("required") or self.chance.random() < likely:
                made[name] = self._field(name, told, depth)
        return {**made, **self._invented()} if self.invents else made

    def _field(self, name: str, told: dict[str, Any], depth: int) -> Any:
        if "words" in told:
            return self.chance.choice(told["words"])
        if "between" in told:
            return self.chance.randint(*told["between"])
        if name in _PLACES:
            return round(self.chance.uniform(-_PLACES[name], _PLACES[name]), 4)
        if name in ("date", "unix_time") or name.endswith("_date"):
            return MOMENT
        return self.of(told["kind"], depth + 1)

    def _invented(self) -> dict[str, Any]:
        name = self.chance.choice(INVENTED)
        return {name: self.chance.choice([1, "x", True, None, [], {"guests": 3, "tea": ["green"]}])}
