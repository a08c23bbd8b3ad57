"""The keyboards a bot may send: buttons inside a message, and the keyboard under the input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from messenger.refusals import (
    BUTTONS_A_ROW_LIMIT,
    BUTTONS_LIMIT,
    CALLBACK_DATA_LIMIT_BYTES,
    bad_request,
)

Markup = dict[str, Any]


@dataclass(frozen=True)
class Button:
    """One button.

    Attributes:
        label: what is written on it.
        data: what a tap sends to the bot; None for others.
        url: where it leads; None for others.
        asks: "location" or "contact" for a home button that asks for one; None for others.
        style: "danger", "success", "primary", or None.
    """

    label: str
    data: str | None = None
    url: str | None = None
    asks: str | None = None
    style: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the button for the page."""
        return {
            "label": self.label,
            "data": self.data,
            "url": self.url,
            "asks": self.asks,
            "style": self.style,
        }


@dataclass
class Keyboard:
    """A home keyboard, under the input of one chat.

    Attributes:
        rows: its buttons.
        placeholder: what the empty input says; "" for the app's own words.
        one_time: whether it folds away after a tap.
        folded: whether it has.
    """

    rows: list[list[Button]]
    placeholder: str = ""
    one_time: bool = False
    folded: bool = False


def inline_rows(markup: Markup | None) -> list[list[Button]]:
    """Return the rows of buttons in a message's markup; none for other markups."""
    rows = (markup or {}).get("inline_keyboard") or []
    return [
        [
            Button(
                label=str(button.get("text", "")),
                data=button.get("callback_data"),
                url=button.get("url") or (button.get("login_url") or {}).get("url"),
                style=button.get("style"),
            )
            for button in row
        ]
        for row in rows
    ]


def home_keyboard(markup: Markup | None) -> Keyboard | None:
    """Return the home keyboard that a markup brings; None for other markups."""
    if not markup or not markup.get("keyboard"):
        return None
    rows = []
    for row in markup["keyboard"]:
        buttons = []
        for button in row:
            if isinstance(button, str):
                buttons.append(Button(button))
                continue
            asks = next((kind for kind in ("location", "contact") if button.get(f"request_{kind}")), None)
            buttons.append(Button(str(button["text"]), asks=asks, style=button.get("style")))
        rows.append(buttons)
    return Keyboard(
        rows,
        placeholder=str(markup.get("input_field_placeholder") or ""),
        one_time=bool(markup.get("one_time_keyboard")),
    )


def check(markup: Any) -> Markup | None:
    """Check a `reply_markup` as Telegram does.

    Returns:
        The markup, without empty rows; None when there is none.

    Raises:
        Refused: 400 for a malformed button, too much data in one, or too many of them.
    """
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    kind = next((name for name in ("inline_keyboard", "keyboard") if name in markup), None)
    if kind is None:
        return markup
    rows = markup[kind]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{kind}" of the reply markup must be an Array of Arrays')
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > BUTTONS_LIMIT or any(len(row) > BUTTONS_A_ROW_LIMIT for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            (_check_inline if kind == "inline_keyboard" else _check_home)(button)
    return {**markup, kind: rows}


def _check_inline(button: Any) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    data, url = button.get("callback_data"), button.get("url")
    if data is not None:
        if not 0 < len(str(data).encode()) <= CALLBACK_DATA_LIMIT_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif url is not None:
        if not str(url).lower().startswith(("http://", "https://", "tg://", "t.me/")) or " " in str(url):
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    elif not any(key for key in button if key not in ("text", "style", "icon_custom_emoji_id")):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )


def _check_home(button: Any) -> None:
    label = button if isinstance(button, str) else button.get("text") if isinstance(button, dict) else None
    if not isinstance(label, str) or not label.strip():
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
