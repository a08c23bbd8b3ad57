"""What we say: messages with their buttons, before anybody has chosen the language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.values import Words

# Telegram takes 64 bytes on a button.
DATA_BYTES = 64


@dataclass(frozen=True)
class Button:
    """A button under a message: what stands on it, and the intent and ids it carries.

    Attributes:
        url: where it leads instead, within the messenger; such a button carries nothing.
    """

    words: Words
    data: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if bool(self.data) == bool(self.url):
            raise ValueError("a button carries something or leads somewhere")
        if len(self.data.encode()) > DATA_BYTES:
            raise ValueError(f"a button carries at most {DATA_BYTES} bytes")


Rows = Sequence[Sequence[Button]]


class Keyboard(StrEnum):
    """What lies under the place where one types."""

    HOME = "home"
    PLACE = "place"
    NONE = "none"


@dataclass(frozen=True)
class File:
    """A file that goes with a message, or a picture where `is_picture`."""

    name: str
    content: bytes
    is_picture: bool = False


@dataclass(frozen=True)
class Say:
    """One message.

    Attributes:
        parts: what it says, a paragraph each.
        buttons: the rows of buttons under it.
        keyboard: what it puts under the place where one types, if anything; never together with buttons.
        file: a file that goes along.
        talk_id: the talk whose open question it asks.
        door_of: the exchange whose asker's door it tells the way to, which is edited away afterwards.
        voice: the messenger's name for a voice note that somebody sent us, which is passed on.
        photo: the same for a photo.
    """

    parts: tuple[Words, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    keyboard: Keyboard | None = None
    file: File | None = None
    talk_id: int | None = None
    door_of: int | None = None
    voice: str | None = None
    photo: str | None = None


def say(
    *parts: Words,
    buttons: Rows = (),
    keyboard: Keyboard | None = None,
    file: File | None = None,
    talk_id: int | None = None,
    door_of: int | None = None,
    voice: str | None = None,
    photo: str | None = None,
) -> Say:
    """Makes a message; see `Say`."""
    rows = tuple(tuple(row) for row in buttons)
    return Say(parts, rows, keyboard, file, talk_id, door_of, voice, photo)


@dataclass
class Reply:
    """What we answer, once the transaction is committed.

    Attributes:
        toast: a word that passes over the screen of the one who tapped.
        collapse: the question that was answered, as its message's number, and the one line it becomes.
        edit: what the message that was tapped becomes; for lists and settings only.
        says: new messages, in order.
        language: the language of all of it, where it is not the one that is now kept of the member.
    """

    says: list[Say] = field(default_factory=list)
    toast: Words | None = None
    collapse: tuple[int, Words] | None = None
    edit: Say | None = None
    language: str | None = None


def reply(*says: Say, toast: Words | None = None, edit: Say | None = None) -> Reply:
    """Makes an answer; see `Reply`."""
    return Reply(says=list(says), toast=toast, edit=edit)


def pairs(buttons: Iterable[Button]) -> list[tuple[Button, ...]]:
    """Puts buttons two in a row, so that the labels of both can be read on a small screen."""
    line = list(buttons)
    return [tuple(line[start : start + 2]) for start in range(0, len(line), 2)]


def singly(buttons: Iterable[Button]) -> list[tuple[Button, ...]]:
    """Puts each button in a row of its own."""
    return [(button,) for button in buttons]
