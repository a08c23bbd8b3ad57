"""The methods with which a bot changes or withdraws what it said, and answers taps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from messenger import keyboards
from messenger.desk import Desk, method
from messenger.groups import Group
from messenger.message import Message
from messenger.params import Params
from messenger.people import Person
from messenger.profile import Toast
from messenger.refusals import DELETION_LIMIT_HOURS, TOAST_LIMIT_CHARACTERS, bad_request
from messenger.sending import formatted

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def _editable(desk: Desk, params: Params) -> tuple[Person | Group, Message]:
    person = desk.reader(params)
    if not params.whole("message_id"):
        raise bad_request("message identifier is not specified")
    message = desk.street.message(person.chat_id, params.whole("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    # A message that brought a home keyboard can never be edited, which surprises every bot once.
    if not message.from_bot or (message.markup and "inline_keyboard" not in message.markup):
        raise bad_request("message can't be edited")
    return person, message


def _change(
    desk: Desk, params: Params, person: Person | Group, message: Message, **content: Any
) -> dict[str, Any]:
    markup = keyboards.check(params.data("reply_markup"))
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    if markup and not markup["inline_keyboard"]:
        markup = None
    new = {**content, "markup": markup}
    if all(getattr(message, key) == value for key, value in new.items()):
        raise bad_request(_NOT_MODIFIED)
    with desk.street.changing():
        for key, value in new.items():
            setattr(message, key, value)
        if message.attachment:
            message.attachment = replace(message.attachment, caption=message.text)
        # Telegram gives no mark of an edit when only the buttons changed.
        if content:
            message.edited_at = desk.street.clock.now()
        desk.street.touch_message(message)
    return person.as_json(message)


@method("editMessageText")
def edit_message_text(desk: Desk, params: Params) -> dict[str, Any]:
    """Change a text, and its buttons with it."""
    text, entities = formatted(params)
    person, message = _editable(desk, params)
    if message.attachment or message.extra.get("location") or message.extra.get("contact"):
        raise bad_request("there is no text in the message to edit")
    return _change(desk, params, person, message, text=text, entities=entities)


@method("editMessageCaption")
def edit_message_caption(desk: Desk, params: Params) -> dict[str, Any]:
    """Change the words under a file, and its buttons with it."""
    text, entities = formatted(params, "caption")
    person, message = _editable(desk, params)
    if not message.attachment:
        raise bad_request("there is no caption in the message to edit")
    return _change(desk, params, person, message, text=text, entities=entities)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(desk: Desk, params: Params) -> dict[str, Any]:
    """Change or take away the buttons of a message."""
    person, message = _editable(desk, params)
    return _change(desk, params, person, message)


def _delete(desk: Desk, message: Message) -> None:
    if desk.street.clock.now() - message.at > timedelta(hours=DELETION_LIMIT_HOURS):
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    desk.street.touch_message(message)


@method("deleteMessage")
def delete_message(desk: Desk, params: Params) -> bool:
    """Take a message out of a chat, until 48 hours after it was sent."""
    chat_id = desk.chat_id(params)
    if not params.whole("message_id"):
        raise bad_request("message identifier is not specified")
    message = desk.street.message(chat_id, params.whole("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _delete(desk, message)
    return True


@method("deleteMessages")
def delete_messages(desk: Desk, params: Params) -> bool:
    """Take up to a hundred messages out of a chat; those that are gone are passed over."""
    chat_id, numbers = desk.chat_id(params), params.data("message_ids")
    if not isinstance(numbers, list) or not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad_request("too many message identifiers specified")
    with desk.street.changing():
        for number in numbers:
            message = desk.street.message(chat_id, int(number))
            if message is not None:
                _delete(desk, message)
    return True


@method("answerCallbackQuery")
def answer_callback_query(desk: Desk, params: Params) -> bool:
    """Stop the spinner of a tap, with or without a word."""
    text = params.text("text")
    if len(text) > TOAST_LIMIT_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    query = desk.street.queries.get(params.text("callback_query_id"))
    if query is None or desk.street.too_old(query):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if query.answered:
        return True
    with desk.street.changing():
        query.answered = True
        desk.street.touch_query(query)
        desk.street.people[query.chat_id].sees_toast(Toast(text, params.flag("show_alert")))
    return True


@method("setMessageReaction")
def set_message_reaction(desk: Desk, params: Params) -> bool:
    """Put an emoji on a message, or take it away."""
    person = desk.reader(params)
    message = desk.street.message(person.chat_id, params.whole("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    reactions = params.data("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    message.reaction = str(reactions[0].get("emoji", "")) if reactions else ""
    desk.street.touch_message(message)
    return True
