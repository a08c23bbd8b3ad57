"""What came with a call to the Bot API: values as text or JSON, and files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from email import policy
from email.parser import BytesParser
from typing import Any
from urllib.parse import parse_qsl

from messenger.refusals import bad_request


@dataclass(frozen=True)
class Upload:
    """A file sent along.

    Attributes:
        file_name: as the bot calls it.
        mime_type: its media type.
        contents: its bytes.
    """

    file_name: str
    mime_type: str
    contents: bytes


@dataclass
class Params:
    """The parameters of one call.

    Attributes:
        values: by name; text from a form or a query, any plain value from a JSON body.
        files: by the name of their part.
    """

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Return a value as text."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def whole(self, name: str, default: int = 0) -> int:
        """Return a value as a whole number.

        Raises:
            Refused: 400, if it is not one.
        """
        value = self.values.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f"invalid {name} specified") from None

    def number(self, name: str) -> float:
        """Return a value as a number.

        Raises:
            Refused: 400, if it is missing or not one.
        """
        try:
            return float(self.values[name])
        except (KeyError, TypeError, ValueError):
            raise bad_request(f"{name} is empty") from None

    def flag(self, name: str) -> bool:
        """Return a value as yes or no."""
        return self.text(name).lower() in ("true", "1", "yes")

    def data(self, name: str) -> Any:
        """Return a structured value, or None.

        Raises:
            Refused: 400, if it is not JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def upload(self, name: str) -> Upload | str | None:
        """Return the file sent under a name, or the file_id given in its place, or None."""
        if name in self.files:
            return self.files[name]
        value = self.text(name)
        if value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return value or None


def read(query: str, content_type: str, body: bytes) -> Params:
    """Read the parameters of a call, from the address and from the body.

    Args:
        query: what follows the question mark.
        content_type: of the body.
        body: as sent: JSON, a form, or a form in parts with files.

    Raises:
        Refused: 400, if a JSON body is not an object.
    """
    params = Params(dict(parse_qsl(query, keep_blank_values=True)))
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json" and body:
        try:
            values = json.loads(body)
        except ValueError:
            values = None
        if not isinstance(values, dict):
            raise bad_request("can't parse JSON object")
        params.values |= values
    elif kind == "multipart/form-data":
        _read_parts(params, content_type, body)
    elif body:
        params.values |= dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    return params


def _read_parts(params: Params, content_type: str, body: bytes) -> None:
    # The standard library's mail parser reads the same format, so that no further dependency is needed.
    head = f"Content-Type: {content_type}\r\nMIME-Version: 1.0\r\n\r\n".encode()
    message = BytesParser(policy=policy.HTTP).parsebytes(head + body)
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if not isinstance(name, str):
            continue
        contents = part.get_payload(decode=True)
        payload = contents if isinstance(contents, bytes) else b""
        file_name = part.get_filename()
        if file_name is None:
            params.values[name] = payload.decode(errors="replace")
        else:
            params.files[name] = Upload(file_name, part.get_content_type(), payload)
