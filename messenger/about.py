"""The methods with which a bot says who it is (names, the / menu), and asks about a chat or a file."""

from __future__ import annotations

import json
import re
from typing import Any

from messenger.desk import Desk, method
from messenger.params import Params
from messenger.people import Person
from messenger.refusals import COMMANDS_LIMIT, bad_request
from messenger.street import Street

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
    "chat_administrators", "chat_member",
}  # fmt: skip
_TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


@method("getMe")
def get_me(desk: Desk, params: Params) -> dict[str, Any]:
    """Say who the bot is."""
    return {
        **desk.street.bot, "can_join_groups": True, "can_read_all_group_messages": False,
        "supports_inline_queries": False, "can_connect_to_business": False, "has_main_web_app": False,
        "has_topics_enabled": False, "allows_users_to_create_topics": False,
    }  # fmt: skip


def _scope_key(desk: Desk, params: Params) -> str:
    scope = params.data("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if "chat_id" in scope:
        desk.chat_id(Params({"chat_id": scope["chat_id"]}))
    return json.dumps([scope["type"], scope.get("chat_id"), params.text("language_code")])


@method("setMyCommands")
def set_my_commands(desk: Desk, params: Params) -> bool:
    """Set the / menu for some chats in some language."""
    commands = params.data("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object")
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        name = str(command.get("command", "")).lstrip("/") if isinstance(command, dict) else ""
        if not _COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", "")).strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    kept = [
        {"command": command["command"].lstrip("/"), "description": command["description"].strip()}
        for command in commands
    ]
    desk.street.settings.commands[_scope_key(desk, params)] = kept
    desk.street.touch_settings()
    return True


@method("getMyCommands")
def get_my_commands(desk: Desk, params: Params) -> list[dict[str, str]]:
    """Say what the / menu is for exactly that scope and language."""
    return desk.street.settings.commands.get(_scope_key(desk, params), [])


@method("deleteMyCommands")
def delete_my_commands(desk: Desk, params: Params) -> bool:
    """Take a / menu away, so that a wider scope's is seen."""
    desk.street.settings.commands.pop(_scope_key(desk, params), None)
    desk.street.touch_settings()
    return True


def menu_of(street: Street, person: Person) -> list[dict[str, str]]:
    """Return the / menu as one person sees it: the narrowest scope first, in their language or in none."""
    scopes: list[tuple[str, int | None]] = [
        ("chat", person.id),
        ("all_private_chats", None),
        ("default", None),
    ]
    for scope, chat_id in scopes:
        for language in (person.profile.language.partition("-")[0], ""):
            commands = street.settings.commands.get(json.dumps([scope, chat_id, language]))
            if commands:
                return commands
    return []


def _set_text(desk: Desk, params: Params, name: str) -> bool:
    text = params.text(name)
    if len(text) > _TEXT_LIMITS[name]:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    desk.street.settings.texts[f"{name} {params.text('language_code')}".strip()] = text
    desk.street.touch_settings()
    return True


def text_of(street: Street, name: str, language: str) -> str:
    """Return the bot's name, description or short description in a language, or else in none."""
    texts = street.settings.texts
    fallback = street.bot["first_name"] if name == "name" else ""
    return texts.get(f"{name} {language}".strip()) or texts.get(name) or fallback


@method("setMyName")
def set_my_name(desk: Desk, params: Params) -> bool:
    """Set the bot's name, for one language or all."""
    return _set_text(desk, params, "name")


@method("getMyName")
def get_my_name(desk: Desk, params: Params) -> dict[str, str]:
    """Say the bot's name."""
    return {"name": text_of(desk.street, "name", params.text("language_code"))}


@method("setMyDescription")
def set_my_description(desk: Desk, params: Params) -> bool:
    """Set what stands in an empty chat, for one language or all."""
    return _set_text(desk, params, "description")


@method("getMyDescription")
def get_my_description(desk: Desk, params: Params) -> dict[str, str]:
    """Say what stands in an empty chat."""
    return {"description": text_of(desk.street, "description", params.text("language_code"))}


@method("setMyShortDescription")
def set_my_short_description(desk: Desk, params: Params) -> bool:
    """Set what stands on the bot's profile, for one language or all."""
    return _set_text(desk, params, "short_description")


@method("getMyShortDescription")
def get_my_short_description(desk: Desk, params: Params) -> dict[str, str]:
    """Say what stands on the bot's profile."""
    return {"short_description": text_of(desk.street, "short_description", params.text("language_code"))}


@method("setChatMenuButton")
def set_chat_menu_button(desk: Desk, params: Params) -> bool:
    """Choose the button beside the input, for one chat or all."""
    button = params.data("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    chat = str(desk.chat_id(params)) if params.text("chat_id") else ""
    desk.street.settings.menu_buttons[chat] = button
    desk.street.touch_settings()
    return True


@method("getChatMenuButton")
def get_chat_menu_button(desk: Desk, params: Params) -> dict[str, Any]:
    """Say which button is beside the input."""
    buttons = desk.street.settings.menu_buttons
    return buttons.get(params.text("chat_id")) or buttons.get("") or {"type": "default"}


@method("getChat")
def get_chat(desk: Desk, params: Params) -> dict[str, Any]:
    """Say what is known of a chat."""
    number = desk.chat_id(params)
    if number in desk.street.groups:
        group = desk.street.groups[number]
        group.check_bot()
        rights = dict.fromkeys(("can_send_messages", "can_manage_topics"), True)
        return {
            **group.as_chat(), "accent_color_id": 0, "max_reaction_count": 11, "permissions": rights,
            "accepted_gift_types": _gifts(),
        }  # fmt: skip
    person = desk.street.people[number]
    if not person.started:
        raise bad_request("chat not found")
    user = person.as_user()
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    if "username" in user:
        chat |= {"username": user["username"], "active_usernames": [user["username"]]}
    return {
        **chat,
        "accent_color_id": person.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": _gifts(),
    }


def _gifts() -> dict[str, bool]:
    kinds = (
        "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels",
    )  # fmt: skip
    return dict.fromkeys(kinds, True)


@method("getFile")
def get_file(desk: Desk, params: Params) -> dict[str, Any]:
    """Say where a file can be fetched."""
    attachment = desk.street.attachment(params.text("file_id"))
    if attachment is None:
        raise bad_request("invalid file_id")
    ending = attachment.file_name.rpartition(".")[2] if "." in attachment.file_name else ""
    path = f"{attachment.kind}s/{attachment.file_id}" + (f".{ending}" if ending.isalnum() else "")
    return {
        "file_id": attachment.file_id, "file_unique_id": attachment.file_id[-12:],
        "file_size": len(attachment.bytes), "file_path": path,
    }  # fmt: skip
