"""What would be heard: a message as a screen reader speaks it, and a chat as a transcript."""

from __future__ import annotations

import html
import unicodedata
from zoneinfo import ZoneInfo

from messenger.message import Message
from messenger.people import Person

_UNSPOKEN = {0x200D, 0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)}
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}"
    "article{margin:1rem 0;padding:.6rem 1rem;border-radius:1rem;background:#eef2ee;white-space:pre-wrap}"
    ".bot{background:#e6eefb}time{color:#555;font-size:.85rem}"
)


def spoken_text(text: str) -> str:
    """Return a text with each emoji replaced by its name, as most screen readers say it."""
    pieces: list[str] = []
    for character in text:
        if ord(character) in _UNSPOKEN:
            continue
        if unicodedata.category(character) == "So":
            pieces.append(f" {unicodedata.name(character, 'symbol').lower()} ")
        else:
            pieces.append(character)
    return " ".join("".join(pieces).split(" ")).strip()


def carried(message: Message) -> str:
    """Return what a message carries beside its text, in words; "" for nothing."""
    if message.attachment:
        names = {"voice": "Voice note", "photo": "Photo", "sticker": "Sticker", "document": "File"}
        return f"{names[message.attachment.kind]} {message.attachment.file_name}".strip()
    if "venue" in message.extra:
        return f"Place: {message.extra['venue']['title']}, {message.extra['venue']['address']}"
    if message.location:
        return f"Place: {message.location[0]:.4f}, {message.location[1]:.4f}"
    return f"Contact: {message.extra['contact']['phone_number']}" if "contact" in message.extra else ""


def spoken(message: Message) -> str:
    """Return a whole message as it would be spoken: what it carries, its words, its buttons."""
    parts = [carried(message), spoken_text(message.text)]
    for label in message.labels:
        parts.append(f"Button: {spoken_text(label)}")
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def transcript_text(person: Person, bot_name: str) -> str:
    """Return a person's chat as plain text, moments in their own zone."""
    zone = ZoneInfo(person.profile.zone)
    lines = [f"{person.name} and {bot_name}", ""]
    for message in person.messages:
        if message.deleted:
            continue
        who = bot_name if message.from_bot else person.name
        edited = " (edited)" if message.edited else ""
        lines.append(f"{who}, {message.at.astimezone(zone):%A %d %B %Y, %H:%M}{edited}")
        lines += [f"  {line}" for line in f"{carried(message)}\n{message.text}".splitlines() if line]
        lines += ["  " + "  ".join(f"[{button.label}]" for button in row) for row in message.buttons]
        lines.append("")
    return "\n".join(lines)


def transcript_html(person: Person, bot_name: str) -> str:
    """Return a person's chat as one plain HTML page, everything from the chat escaped."""
    zone = ZoneInfo(person.profile.zone)
    title = html.escape(f"{person.name} and {bot_name}")
    parts = []
    for message in person.messages:
        if message.deleted:
            continue
        who = html.escape(bot_name if message.from_bot else person.name)
        buttons = "".join(f"<li>{html.escape(label)}</li>" for label in message.labels)
        parts.append(
            f'<article class="{"bot" if message.from_bot else "person"}"><b>{who}</b> '
            f"<time>{message.at.astimezone(zone):%A %d %B %Y, %H:%M}</time>\n"
            f"{html.escape(carried(message))} {message.html}{buttons and f'<ul>{buttons}</ul>'}</article>"
        )
    language = html.escape(person.profile.language)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="{language}">{head}<h1>{title}</h1>{"".join(parts)}</html>'
