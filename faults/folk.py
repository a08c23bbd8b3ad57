"""Members as they are: they read what they were really sent, tap, type, tap twice, change their minds.

Nobody here knows the bot's insides: a member sees messages with buttons and chooses one, mostly a likely one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from messenger import Message, Messenger, NotPossible, Person

COMMANDS = (*["/ask"] * 8, "/offer", "/things", "/hours", "/browse", "/help", "/cancel", "/start")
NONSENSE = (
    "Canary words: my neighbour is not well", "ok", "???", "yes", "tomorrow at two", "1:30", "½ hour",
    "2 hours",
    "-5", "ﷺ \u202e backwards", "<b>bold", "a" * 4_096, "👩‍👩‍👧‍👦" * 20, "Ada & Ben",
)  # fmt: skip
FORGED = ("yes:1", "no:999999", "pick:1", "t:1:yes", "nonsense", "visit:-1", "yes:", "drop:1:now", "é:1")
# What most people would tap, and what only few would, by the beginning of what stands on the button.
LIKELY = (
    "Yes", "I can do this", "Choose", "1 hour", "At my home", "I will tell", "Nothing more", "Tomorrow",
    "Carry on", "Shopping", "At any time", "First to say", "Looks right", "That is right",
    "Whoever fits", "Glad to see",
)  # fmt: skip
UNLIKELY = (
    "No", "Back", "Stop", "Drop", "Another", "At a set time", "Somewhere", "I need to cancel", "I cannot",
    "I no",
    "Take my", "Remove", "Pause", "It did not", "Add", "Let me", "Ask a person", "I will find", "Nobody can",
    "How newcomers", "Ask us", "Rather somebody", "Never together",
)  # fmt: skip


@dataclass
class Folk:
    """All members together, who act one after the other.

    Attributes:
        messenger: where their phones are.
        people: who they are.
        random: decides who does what.
        did: how often they did what.
    """

    messenger: Messenger
    people: list[Person]
    random: Random
    did: Counter[str] = field(default_factory=Counter)
    _taps: list[dict[str, Any]] = field(default_factory=list)
    _acted_on: dict[int, tuple[int, object]] = field(default_factory=dict)

    def act(self) -> None:
        """Lets somebody do something: mostly one who has heard something new since they last did."""
        ready = [one for one in self.people if self._last_heard(one) != self._acted_on.get(one.id)]
        patient = ready and self.random.random() < 0.9
        person = self.random.choice(ready if patient else self.people)
        self._acted_on[person.id] = self._last_heard(person)
        if person.blocked and self.random.random() < 0.2:
            # Most who have blocked the bot miss it soon, or nobody would be left in a long storm.
            person.unblocks_bot()
            self.did["blocked or unblocked"] += 1
        roll = self.random.random()
        try:
            if roll < 0.80:
                self._tap(person)
            elif roll < 0.85:
                self._say(person, self.random.choice(COMMANDS), "commands")
            elif roll < 0.88:
                self._say(person, self.random.choice(NONSENSE), "odd words")
            elif roll < 0.91:
                self._tap(person, old=True)
            elif roll < 0.96:
                self._twice(person)
            elif roll < 0.97:
                person.taps_data(self.random.choice(FORGED))
                self.did["forged buttons"] += 1
            elif roll < 0.975:
                # The first of them is an organiser, who now and then looks up the way to a door.
                self.people[0].taps_data(f"door:{self.random.randint(1, 20)}")
                self.did["doors looked up"] += 1
            elif roll < 0.98:
                self._again()
            elif roll < 0.985:
                (person.unblocks_bot if person.blocked else person.blocks_bot)()
                self.did["blocked or unblocked"] += 1
            elif roll < 0.99:
                person.shares_location()
                self.did["places shared"] += 1
            else:
                person.sends_sticker()
                self.did["stickers"] += 1
        except NotPossible:
            # Their app does not let them: they have blocked the bot, or the button is gone.
            self.did["could not"] += 1

    def _last_heard(self, person: Person) -> tuple[int, object]:
        """Returns what tells one state of a chat from the next: its newest message, and when that changed."""
        heard = person.heard[-1:]
        return (heard[0].id, heard[0].edited_at) if heard else (0, None)

    def _say(self, person: Person, text: str, what: str) -> None:
        person.says(text)
        self.did[what] += 1

    def _tap(self, person: Person, *, old: bool = False) -> None:
        found = self._choose(person, old=old)
        if found is None:
            self._say(person, self.random.choice(COMMANDS), "commands")
            return
        person.presses(*found)
        self.did["old buttons" if old else "taps"] += 1
        self._remember()

    def _twice(self, person: Person) -> None:
        """Two taps on one button, as shaking hands do."""
        found = self._choose(person)
        if found is not None:
            person.presses(*found)
            person.presses(*found)
            self.did["double taps"] += 1

    def _again(self) -> None:
        """Telegram tells of an earlier tap once more, under a new number."""
        if self._taps:
            self.messenger.push_update({"callback_query": self.random.choice(self._taps)["callback_query"]})
            self.did["taps told again under a new number"] += 1

    def _remember(self) -> None:
        waiting = self.messenger.street.updates
        if waiting and "callback_query" in waiting[-1]:
            self._taps = [*self._taps[-50:], dict(waiting[-1])]

    def _choose(self, person: Person, *, old: bool = False) -> tuple[Message, str] | None:
        """Chooses a message and one of its buttons."""
        heard = [message for message in person.heard if message.labels]
        if not heard:
            return None
        # Mostly it is the newest question that people answer.
        message = (
            self.random.choice(heard) if old else heard[-min(len(heard), self.random.choice((1, 1, 1, 2)))]
        )
        weights = [_weight(label) for label in message.labels]
        return message, self.random.choices(message.labels, weights)[0]


def _weight(label: str) -> float:
    if label.startswith(LIKELY):
        return 8.0
    return 0.15 if label.startswith(UNLIKELY) else 1.0
