"""What we heard: one update of the messenger, as the one thing it means to us."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from telegram import CallbackQuery, Location, Message, Update, User
from telegram.constants import ChatType

from bot.free_text import clean
from bot.geocoding import Found
from models.refusals import Refusal

# Longer than any answer we ask for, and shorter than what would be work to look at.
LONGEST_TEXT = 4_096
# The messenger's name for a file is a third as long.
LONGEST_VOICE = LONGEST_PHOTO = 255
LONGEST_FILE_NAME = 128


class Manner(StrEnum):
    """How somebody spoke to us."""

    WORDS = "words"
    TAP = "tap"
    PLACE = "place"
    FILE = "file"
    OTHER = "other"


@dataclass
class Heard:
    """One thing somebody did.

    Attributes:
        update_id: the messenger's number of it.
        user_id, chat_id: who, and where we answer.
        first_name: how their app names them, as a suggestion.
        app_language: the language of their app, as a tag, or None.
        manner: how they spoke.
        text: the words, cleaned of control characters, possibly of several lines.
        data: what the tapped button carries.
        message_id: the message whose button was tapped, or the message they wrote.
        callback_id: what answers the tap.
        latitude, longitude: the place they shared, unchecked.
        accuracy_m: how far off it may be, as their phone says; 0 where it says nothing.
        file_id, file_name, file_bytes: the file they sent, as the messenger tells of it; its size is 0 where
            the messenger does not say.
        found: the places that a map knows for the words, where a question asked for one; None when no map
            was asked.
        map_trouble: why the map could not be asked, where a question asked for one.
        voice, photo: the messenger's name for the voice note, or the photo in its largest size, that they
            sent; empty for none. It is never fetched.
    """

    update_id: int
    user_id: int
    chat_id: int
    first_name: str = ""
    app_language: str | None = None
    manner: Manner = Manner.OTHER
    text: str = ""
    data: str = ""
    message_id: int | None = None
    callback_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: float = 0.0
    file_id: str = ""
    file_name: str = ""
    file_bytes: int = 0
    found: list[Found] | None = field(default=None)
    map_trouble: Refusal | None = None
    voice: str = ""
    photo: str = ""


def hear(update: Update) -> Heard | None:
    """Makes sense of an update, or returns None when it is nothing a person said to us in private."""
    query, message, user = update.callback_query, update.message, update.effective_user
    if user is None or user.is_bot:
        return None
    if query is not None:
        return _tapped(update, query, user)
    if message is None or message.chat.type != ChatType.PRIVATE:
        return None
    heard = Heard(
        update_id=update.update_id,
        user_id=user.id,
        chat_id=message.chat.id,
        first_name=clean(user.first_name, 64, one_line=True),
        app_language=user.language_code,
        message_id=message.message_id,
    )
    place = _place(message)
    if message.text is not None:
        heard.manner, heard.text = Manner.WORDS, clean(message.text, LONGEST_TEXT)
    elif place is not None:
        heard.manner = Manner.PLACE
        heard.latitude, heard.longitude = place.latitude, place.longitude
        heard.accuracy_m = place.horizontal_accuracy or 0.0
    elif message.voice is not None and len(message.voice.file_id) <= LONGEST_VOICE:
        heard.voice = message.voice.file_id
    elif message.photo and len(message.photo[-1].file_id) <= LONGEST_PHOTO:
        heard.photo = message.photo[-1].file_id
    elif message.document is not None:
        heard.manner, heard.file_id = Manner.FILE, message.document.file_id
        heard.file_name = clean(message.document.file_name or "", LONGEST_FILE_NAME, one_line=True)
        heard.file_bytes = message.document.file_size or 0
    return heard


def _tapped(update: Update, query: CallbackQuery, user: User) -> Heard | None:
    chat = query.message.chat if query.message is not None else None
    if chat is not None and chat.type != ChatType.PRIVATE:
        return None
    return Heard(
        update_id=update.update_id,
        user_id=user.id,
        chat_id=user.id if chat is None else chat.id,
        first_name=clean(user.first_name, 64, one_line=True),
        app_language=user.language_code,
        manner=Manner.TAP,
        data=query.data or "",
        message_id=None if query.message is None else query.message.message_id,
        callback_id=query.id,
    )


def _place(message: Message) -> Location | None:
    """A shared place; a live one counts as where it is now, a venue as where it stands."""
    return message.location or (message.venue.location if message.venue else None)


def number(arguments: list[str], index: int = 0) -> int:
    """Returns a number that a button carries; raises ValueError or IndexError where there is none."""
    written = arguments[index]
    if not (written.isascii() and written.isdigit() and len(written) <= 18):
        raise ValueError("not a number of ours")
    return int(written)
