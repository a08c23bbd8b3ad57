"""What the page sees of the street, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from messenger.about import menu_of, text_of
from messenger.groups import Group
from messenger.message import Message
from messenger.people import Person
from messenger.server import Call
from messenger.speech import spoken

if TYPE_CHECKING:
    from messenger.messenger import Messenger

CALLS_SHOWN = 200
NOT_DONE = (
    "Channels; and of groups only what the bot says there, commands, topics, and that it is let in or out.",
    "MarkdownV2 and Markdown: only HTML or ready-made entities.",
    "Polls, albums, video, audio, stickers from the bot, games, payments, inline mode, mini apps.",
    "Webhooks are noted and never called: a bot must poll.",
    "Flood limits are off unless switched on; their numbers are what bots found, not what Telegram says.",
    "A file given by its address (https://…) is refused: send its bytes or a file_id.",
    "A tap may be answered for 15 minutes; a second answer is taken and not shown.",
    "A draft, read receipts, presence, custom emoji pictures and link previews are not shown.",
    "Text is measured in UTF-16 units, the strictest reading of Telegram's 4,096.",
    "Updates are held until they are fetched; Telegram lets them go after 24 hours.",
)


def message_view(message: Message) -> dict[str, Any]:
    """Return a message for the page."""
    attachment = message.attachment
    return {
        "id": message.id,
        "chat": message.chat_id,
        "bot": message.from_bot,
        "at": message.at.isoformat(),
        "text": message.text,
        "entities": message.entities,
        "rows": [[button.as_json() for button in row] for row in message.buttons],
        "file": attachment
        and {
            "kind": attachment.kind, "url": f"/kept/{attachment.file_id}", "name": attachment.file_name,
            "size_bytes": len(attachment.bytes), "width": attachment.width, "height": attachment.height,
            "duration_s": attachment.duration_s,
        },
        "extra": {
            key: message.extra[key] for key in ("location", "venue", "contact") if key in message.extra
        },
        "forwarded": "forward_origin" in message.extra,
        "edited": message.edited,
        "deleted": message.deleted,
        "silent": message.silent,
        "reply_to": message.reply_to,
        "reaction": message.reaction,
        "spoken": spoken(message),
        "topic": message.topic_id,
        "writer": message.sender_id,
    }  # fmt: skip


def person_view(messenger: Messenger, person: Person) -> dict[str, Any]:
    """Return a person and the furniture of their chat for the page."""
    street = messenger.street
    language = person.profile.language.partition("-")[0]
    home = person.home
    return {
        "id": person.id,
        "name": person.name,
        "role": person.profile.role,
        "language": person.profile.language,
        "zone": person.profile.zone,
        "place": person.profile.place,
        "started": person.started,
        "blocked": person.blocked,
        "home": home
        and {
            "rows": [[button.as_json() for button in row] for row in home.rows],
            "placeholder": home.placeholder, "folded": home.folded,
        },
        "reply_wanted": person.reply_wanted,
        "menu": menu_of(street, person),
        "bot_name": text_of(street, "name", language),
        "description": text_of(street, "description", language),
        "waiting": [
            [query.message_id, query.data]
            for query in street.queries.values()
            if query.chat_id == person.id and not query.answered
        ],
    }  # fmt: skip


def group_view(group: Group) -> dict[str, Any]:
    """Return a group for the page."""
    return {
        "id": group.id,
        "title": group.title,
        "has_topics": group.has_topics,
        "topics": [{"id": number, "name": name} for number, name in group.topics.items()],
        "bot_is_in": group.bot_is_in,
    }


def call_view(call: Call) -> dict[str, Any]:
    """Return a call to the Bot API for the log on the page."""
    answer = call.answer
    if isinstance(answer, dict):
        words = "ok" if answer.get("ok") else f"{answer.get('error_code')} {answer.get('description')}"
    else:
        words = f"{call.status} {str(answer)[:60]}" if call.status else "no answer: the line went dead"
    return {"method": call.method, "chat": call.chat_id, "ms": round(call.ms, 2), "answer": words}


def clock_view(messenger: Messenger) -> dict[str, Any]:
    """Return the clock for the page."""
    clock = messenger.clock
    return {"now": clock.now().isoformat(), "frozen": clock.frozen, "moved_s": clock.offset.total_seconds()}


def _worth_showing(call: Call) -> bool:
    # A poll that brings nothing is heard every few seconds and would drown the rest.
    empty = isinstance(call.answer, dict) and call.answer.get("result") == []
    return not (call.method.lower() == "getupdates" and empty)


def state(messenger: Messenger, knows_next_due: bool) -> dict[str, Any]:
    """Return everything the page shows."""
    street = messenger.street
    calls = [call for call in messenger.calls if _worth_showing(call)][-CALLS_SHOWN:]
    people = [person for person in messenger.people if person.profile.on_page]
    groups = [group for group in street.groups.values() if group.moved_to is None]
    return {
        "bot": street.bot,
        "clock": clock_view(messenger),
        "knows_next_due": knows_next_due,
        "people": [person_view(messenger, person) for person in people],
        "groups": [group_view(group) for group in groups],
        "messages": [
            *(message_view(message) for person in people for message in person.messages),
            *(message_view(message) for group in groups for message in group.messages),
        ],
        "calls": [call_view(call) for call in calls],
        "not_done": NOT_DONE,
    }


def news(messenger: Messenger, kind: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Return what a change on the street looks like on the page.

    Args:
        messenger: whose street.
        kind: what the street tells of.
        value: what changed.

    Yields:
        (event, view) pairs.
    """
    if kind == "message":
        yield kind, message_view(value)
    elif kind == "person" and value.profile.on_page:
        yield kind, person_view(messenger, value)
    elif kind == "group" and value.moved_to is None:
        yield kind, group_view(value)
    elif kind == "query":
        person = messenger.street.person(value.chat_id)
        if person.profile.on_page:
            yield "person", person_view(messenger, person)
    elif kind == "settings":
        for person in messenger.people:
            if person.profile.on_page:
                yield "person", person_view(messenger, person)
    elif kind == "toast":
        person, toast = value
        yield kind, {"chat": person.id, "text": toast.text, "alert": toast.alert}
    elif kind == "typing":
        yield kind, {"chat": value.id}
    elif kind == "clock":
        yield kind, clock_view(messenger)
    elif kind == "call" and _worth_showing(value):
        yield kind, call_view(value)
