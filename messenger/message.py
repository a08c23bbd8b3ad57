"""One message in a chat, as the person sees it and as the Bot API tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from messenger.entities import Entity, render_html
from messenger.keyboards import Button, Markup, inline_rows


@dataclass
class Attachment:
    """A document, photo, voice note or sticker.

    Attributes:
        kind: "document", "photo", "voice" or "sticker".
        file_id: how the Bot API names it.
        file_name: the name to save it under; "" where there is none.
        mime_type: its media type.
        bytes: its contents.
        caption: the words under it.
        width, height: in pixels, of a photo or sticker; 0 for others.
        duration_s: of a voice note, in seconds.
    """

    kind: str
    file_id: str
    file_name: str
    mime_type: str
    bytes: bytes
    caption: str = ""
    width: int = 0
    height: int = 0
    duration_s: int = 0

    def as_json(self) -> Any:
        """Return the attachment as the Bot API tells it."""
        base: dict[str, Any] = {
            "file_id": self.file_id, "file_unique_id": self.file_id[-12:], "file_size": len(self.bytes),
        }  # fmt: skip
        if self.kind == "photo":
            return [{**base, "width": self.width, "height": self.height}]
        if self.kind == "voice":
            return {**base, "duration": self.duration_s, "mime_type": self.mime_type}
        if self.kind == "sticker":
            shape = {"width": self.width, "height": self.height, "is_animated": False, "is_video": False}
            return {**base, **shape, "type": "regular", "emoji": self.caption or "👍"}
        return {**base, "file_name": self.file_name, "mime_type": self.mime_type}


@dataclass
class Message:
    """A message, with everything that happened to it since.

    Attributes:
        id: unique among all messages of this bot, never used twice.
        chat_id: the person's id, or the group's.
        from_bot: whether the bot wrote it.
        at: when, aware, UTC.
        text: its plain text, or the caption of what it carries.
        entities: the formatting of the text, offsets in UTF-16 units.
        markup: the keyboard sent with it, as sent.
        attachment: a file it carries.
        extra: a location, venue or contact, under its Bot API name.
        edited_at: when it was last changed; None if never.
        deleted: whether it is gone from the chat; kept here so that tests and transcripts can tell.
        silent: whether it made no sound.
        protected: whether it may not be forwarded or saved.
        reply_to: the id of the message it answers.
        reaction: the emoji that the bot put on it.
        sender_id: who wrote it, in a group; None for the bot, and in a private chat.
        topic_id: the topic of the group that it stands in, if any.
    """

    id: int
    chat_id: int
    from_bot: bool
    at: datetime
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    markup: Markup | None = None
    attachment: Attachment | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    edited_at: datetime | None = None
    deleted: bool = False
    silent: bool = False
    protected: bool = False
    reply_to: int | None = None
    reaction: str = ""
    sender_id: int | None = None
    topic_id: int | None = None

    @property
    def edited(self) -> bool:
        """Whether it was changed after it was sent."""
        return self.edited_at is not None

    @property
    def html(self) -> str:
        """The text as Telegram's HTML, everything escaped."""
        return render_html(self.text, self.entities)

    @property
    def buttons(self) -> list[list[Button]]:
        """The rows of buttons inside the message; empty if there are none."""
        return inline_rows(self.markup)

    @property
    def labels(self) -> list[str]:
        """The labels of those buttons, in reading order."""
        return [button.label for row in self.buttons for button in row]

    @property
    def document(self) -> Attachment | None:
        """The document it carries, if any."""
        return self.attachment if self.attachment and self.attachment.kind == "document" else None

    @property
    def photo(self) -> Attachment | None:
        """The photo it carries, if any."""
        return self.attachment if self.attachment and self.attachment.kind == "photo" else None

    @property
    def location(self) -> tuple[float, float] | None:
        """The place it carries, as (latitude, longitude) in degrees, if any."""
        place = self.extra.get("location")
        return (place["latitude"], place["longitude"]) if place else None

    def as_json(self, chat: dict[str, Any], writer: dict[str, Any]) -> dict[str, Any]:
        """Return the message as the Bot API tells it.

        Args:
            chat: the `Chat` that it stands in.
            writer: the `User` who wrote it.
        """
        answer: dict[str, Any] = {
            "message_id": self.id,
            "from": writer,
            "chat": chat,
            "date": int(self.at.timestamp()),
        }
        if self.topic_id is not None:
            answer |= {"message_thread_id": self.topic_id, "is_topic_message": True}
        if self.edited_at:
            answer["edit_date"] = int(self.edited_at.timestamp())
        if self.attachment:
            answer[self.attachment.kind] = self.attachment.as_json()
        if self.text:
            answer["caption" if self.attachment else "text"] = self.text
        if self.entities:
            answer["caption_entities" if self.attachment else "entities"] = self.entities
        answer |= self.extra
        if self.markup and "inline_keyboard" in self.markup:
            answer["reply_markup"] = self.markup
        if self.protected:
            answer["has_protected_content"] = True
        return answer

    def as_row(self) -> dict[str, Any]:
        """Return the message as plain values for the notebook; the file's contents are kept elsewhere."""
        attachment = None
        if self.attachment:
            attachment = {key: value for key, value in vars(self.attachment).items() if key != "bytes"}
        moments = {
            "at": self.at.isoformat(),
            "edited_at": self.edited_at.isoformat() if self.edited_at else None,
        }
        return {**vars(self), **moments, "attachment": attachment}

    @classmethod
    def from_row(cls, row: dict[str, Any], contents: bytes) -> Message:
        """Return the message that `as_row` wrote down.

        Args:
            row: what it wrote.
            contents: the bytes of the file it carries; empty if it carries none.
        """
        edited_at = datetime.fromisoformat(row["edited_at"]).astimezone(UTC) if row["edited_at"] else None
        attachment = Attachment(**row["attachment"], bytes=contents) if row["attachment"] else None
        at = datetime.fromisoformat(row["at"]).astimezone(UTC)
        return cls(**{**row, "at": at, "edited_at": edited_at, "attachment": attachment})
