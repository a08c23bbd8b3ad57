"""What Telegram refuses, in its own words and codes."""

from __future__ import annotations

from typing import Any

TEXT_LIMIT_UNITS = 4096
CAPTION_LIMIT_UNITS = 1024
TOAST_LIMIT_CHARACTERS = 200
CALLBACK_DATA_LIMIT_BYTES = 64
BUTTONS_LIMIT = 100
BUTTONS_A_ROW_LIMIT = 8
COMMANDS_LIMIT = 100
DELETION_LIMIT_HOURS = 48
QUERY_LIMIT_MINUTES = 15


class Refused(Exception):
    """A call that Telegram would not carry out.

    Args:
        code: the HTTP status and `error_code`.
        description: Telegram's words.
        parameters: what goes in `parameters`, such as `retry_after` in seconds.
    """

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """Return the JSON body with which Telegram would answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(words: str) -> Refused:
    """Return a 400 in Telegram's form."""
    return Refused(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refused:
    """Return a 403 in Telegram's form."""
    return Refused(403, f"Forbidden: {words}")


def conflict(words: str) -> Refused:
    """Return a 409 in Telegram's form."""
    return Refused(409, f"Conflict: {words}")


def not_found() -> Refused:
    """Return the 404 for a method that does not exist or a token without the shape of one."""
    return Refused(404, "Not Found")


def unauthorized() -> Refused:
    """Return the 401 for a token that belongs to no bot."""
    return Refused(401, "Unauthorized")


def too_many_requests(retry_after_s: int) -> Refused:
    """Return the 429 that asks to wait a number of whole seconds."""
    return Refused(429, f"Too Many Requests: retry after {retry_after_s}", {"retry_after": retry_after_s})


class NotPossible(Exception):
    """A thing that a person could not do in their app, such as tapping a button that is not there."""
