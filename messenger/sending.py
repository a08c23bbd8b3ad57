"""The methods with which a bot says something: texts, files, places, and the dots of someone typing."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import replace
from typing import Any

from messenger import keyboards
from messenger.desk import Desk, method
from messenger.entities import Entity, clean, parse_html, settle, units
from messenger.groups import Group
from messenger.message import Attachment, Message
from messenger.params import Params, Upload
from messenger.people import Person
from messenger.refusals import CAPTION_LIMIT_UNITS, TEXT_LIMIT_UNITS, bad_request

_IMAGE_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def formatted(params: Params, name: str = "text") -> tuple[str, list[Entity]]:
    """Read a text or caption with its formatting.

    Args:
        params: of the call.
        name: "text" or "caption".

    Returns:
        Plain text and entities, trimmed and cleaned as Telegram does.

    Raises:
        Refused: 400, for broken HTML, an unknown `parse_mode`, an empty text or one too long.
    """
    source, mode = params.text(name), params.text("parse_mode").lower()
    given = params.data("entities" if name == "text" else "caption_entities")
    if mode == "html":
        text, entities = settle(*parse_html(clean(source)))
    elif mode:
        raise bad_request("unsupported parse_mode")
    elif given:
        text, entities = settle(source, given)
    else:
        text, entities = settle(clean(source), [])
    if name == "text" and not text:
        raise bad_request("message text is empty")
    if name == "text" and units(text) > TEXT_LIMIT_UNITS:
        raise bad_request("message is too long")
    if name == "caption" and units(text) > CAPTION_LIMIT_UNITS:
        raise bad_request("message caption is too long")
    return text, entities


def _deliver(desk: Desk, params: Params, person: Person | Group, message: Message) -> dict[str, Any]:
    """Put a message from the bot into a chat and return it as the Bot API tells it."""
    message.topic_id = params.whole("message_thread_id") or None
    if isinstance(person, Group):
        person.check_topic(message.topic_id)
    elif message.topic_id is not None:
        raise bad_request("message thread not found")
    message.markup = keyboards.check(params.data("reply_markup"))
    message.silent = params.flag("disable_notification")
    message.protected = params.flag("protect_content")
    reply = params.data("reply_parameters") or {}
    answered = reply.get("message_id") or params.whole("reply_to_message_id") or None
    street = desk.street
    original = street.message(person.chat_id, int(answered)) if answered else None
    anyway = reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if answered and original is None and not anyway:
        raise bad_request("message to be replied not found")
    if original:
        message.reply_to = original.id
    with street.changing():
        street.post(message)
        person.sees_keyboard(message.markup)
    answer = person.as_json(message)
    if original:
        answer["reply_to_message"] = person.as_json(original)
    return answer


def _new(desk: Desk, person: Person | Group, **content: Any) -> Message:
    return Message(0, person.chat_id, from_bot=True, at=desk.street.clock.now(), **content)


@method("sendMessage")
def send_message(desk: Desk, params: Params) -> dict[str, Any]:
    """Send a text."""
    person = desk.reader(params)
    text, entities = formatted(params)
    return _deliver(desk, params, person, _new(desk, person, text=text, entities=entities))


def _send_file(desk: Desk, params: Params, kind: str) -> dict[str, Any]:
    person = desk.reader(params)
    text, entities = formatted(params, "caption")
    given = params.upload(kind)
    if given is None:
        raise bad_request(f"there is no {kind} in the request")
    if isinstance(given, str):
        known = desk.street.attachment(given)
        if known is None or known.kind != kind:
            raise bad_request("wrong file identifier/HTTP URL specified")
        attachment = replace(known, caption=text)
    else:
        attachment = _attachment(desk, kind, given, text, params)
    message = _new(desk, person, text=text, entities=entities, attachment=attachment)
    return _deliver(desk, params, person, message)


def _attachment(desk: Desk, kind: str, upload: Upload, caption: str, params: Params) -> Attachment:
    if not upload.contents:
        raise bad_request("file must be non-empty")
    width = height = 0
    if kind == "photo":
        if not upload.contents.startswith(_IMAGE_MARKS):
            raise bad_request("IMAGE_PROCESS_FAILED")
        width, height = _pixels(upload.contents)
    # Telegram goes by the name of a file before it believes the type that came with it.
    mime_type = mimetypes.guess_type(upload.file_name)[0] or upload.mime_type
    digest = hashlib.sha256(upload.contents).hexdigest()[:16]
    file_id = f"{kind}-{desk.street.next_id('file'):06d}-{digest}"
    duration_s = params.whole("duration") if kind == "voice" else 0
    return Attachment(
        kind, file_id, upload.file_name, mime_type, upload.contents, caption, width, height, duration_s
    )


def _pixels(contents: bytes) -> tuple[int, int]:
    """Return (width, height) in pixels: read from a PNG, a plausible size for others."""
    if contents.startswith(_IMAGE_MARKS[0]) and len(contents) >= 24:
        return int.from_bytes(contents[16:20]), int.from_bytes(contents[20:24])
    return 800, 600


@method("sendDocument")
def send_document(desk: Desk, params: Params) -> dict[str, Any]:
    """Send a file."""
    return _send_file(desk, params, "document")


@method("sendPhoto")
def send_photo(desk: Desk, params: Params) -> dict[str, Any]:
    """Send a picture."""
    return _send_file(desk, params, "photo")


@method("sendVoice")
def send_voice(desk: Desk, params: Params) -> dict[str, Any]:
    """Send a voice note."""
    return _send_file(desk, params, "voice")


def _place(params: Params) -> dict[str, float]:
    place = {"latitude": params.number("latitude"), "longitude": params.number("longitude")}
    # Written so that a NaN, which compares as false with everything, is refused too.
    if not (abs(place["latitude"]) <= 90 and abs(place["longitude"]) <= 180):
        raise bad_request("wrong latitude or longitude specified")
    return place


@method("sendLocation")
def send_location(desk: Desk, params: Params) -> dict[str, Any]:
    """Send a place."""
    person = desk.reader(params)
    return _deliver(desk, params, person, _new(desk, person, extra={"location": _place(params)}))


@method("sendVenue")
def send_venue(desk: Desk, params: Params) -> dict[str, Any]:
    """Send a place with a name and an address."""
    person, place = desk.reader(params), _place(params)
    venue = {"location": place, "title": params.text("title"), "address": params.text("address")}
    if not venue["title"] or not venue["address"]:
        raise bad_request("venue title and address must be non-empty")
    return _deliver(desk, params, person, _new(desk, person, extra={"location": place, "venue": venue}))


@method("sendContact")
def send_contact(desk: Desk, params: Params) -> dict[str, Any]:
    """Send a phone number."""
    person = desk.reader(params)
    contact = {
        key: params.text(key) for key in ("phone_number", "first_name", "last_name") if params.text(key)
    }
    if not {"phone_number", "first_name"} <= contact.keys():
        raise bad_request("contact phone number and first name must be non-empty")
    return _deliver(desk, params, person, _new(desk, person, extra={"contact": contact}))


def _original(desk: Desk, params: Params, doing: str) -> Message:
    chat_id = desk.chat_id(params, "from_chat_id")
    message = desk.street.message(chat_id, params.whole("message_id"))
    if message is None:
        raise bad_request(f"message to {doing} not found")
    if message.protected:
        raise bad_request("message can't be copied" if doing == "copy" else "message can't be forwarded")
    return message


@method("copyMessage")
def copy_message(desk: Desk, params: Params) -> dict[str, Any]:
    """Send what another message said, without saying whose it was."""
    person, original = desk.reader(params), _original(desk, params, "copy")
    text, entities, attachment = original.text, original.entities, original.attachment
    if attachment and params.values.get("caption") is not None:
        text, entities = formatted(params, "caption")
    attachment = replace(attachment, caption=text) if attachment else None
    copied = _new(
        desk, person, text=text, entities=list(entities), attachment=attachment, extra=_shareable(original)
    )
    return {"message_id": _deliver(desk, params, person, copied)["message_id"]}


@method("forwardMessage")
def forward_message(desk: Desk, params: Params) -> dict[str, Any]:
    """Pass another message on, saying whose it was."""
    person, original = desk.reader(params), _original(desk, params, "forward")
    writer = desk.street.bot if original.from_bot else desk.street.people[original.chat_id].as_user()
    origin = {"type": "user", "sender_user": writer, "date": int(original.at.timestamp())}
    forwarded = _new(
        desk, person, text=original.text, entities=list(original.entities), attachment=original.attachment,
        extra={**_shareable(original), "forward_origin": origin},
    )  # fmt: skip
    return _deliver(desk, params, person, forwarded)


def _shareable(message: Message) -> dict[str, Any]:
    return {key: value for key, value in message.extra.items() if key in ("location", "venue", "contact")}


@method("sendChatAction")
def send_chat_action(desk: Desk, params: Params) -> bool:
    """Show that the bot is typing or sending something."""
    person = desk.reader(params)
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    desk.street.tell("typing", person)
    return True


@method("createForumTopic")
def create_forum_topic(desk: Desk, params: Params) -> dict[str, Any]:
    """Make a topic in a group."""
    group = desk.reader(params)
    if not isinstance(group, Group):
        raise bad_request("the chat is not a forum")
    name = clean(params.text("name")).strip()
    return {"message_thread_id": group.make_topic(name), "name": name, "icon_color": 7322096}
