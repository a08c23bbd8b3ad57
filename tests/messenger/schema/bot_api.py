"""The Bot API's published schema, and what in a request, an answer or an update does not keep to it.

Everything here returns sentences, one for each thing that is wrong, and none when all is well.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

Check = Callable[[Any, str], list[str]]

SCHEMA: dict[str, Any] = json.loads(Path(__file__).with_name("bot_api.json").read_text(encoding="utf-8"))
METHODS: dict[str, Any] = SCHEMA["methods"]
TYPES: dict[str, Any] = SCHEMA["types"]
UPDATES = tuple(name for name in TYPES["Update"]["fields"] if name != "update_id")
_TAG = re.compile(r"<[^>]*>")
_WHOLE, _NUMBER = re.compile(r"-?\d+"), re.compile(r"-?\d+(\.\d+)?")
# A rich text may be a text, a list, or one of its types; none of ours is rich.
_RICH = ("RichText",)


def wrong_request(method: str, params: Mapping[str, Any]) -> list[str]:
    """Checks a call field by field.

    Args:
        method: as the bot wrote it.
        params: as they came: text from a form, plain values from JSON; a file is any text.
    """
    if method not in METHODS:
        return [f"there is no method {method}"]
    fields = METHODS[method]["fields"]
    attached = {text.removeprefix("attach://") for text in map(str, params.values()) if "attach://" in text}
    wrong = [f"{method} has no {name}" for name in params if name not in fields and name not in attached]
    wrong += [
        f"{method} needs {name}"
        for name, told in fields.items()
        if told.get("required") and name not in params
    ]
    formatted = bool(params.get("parse_mode"))
    for name, value in params.items():
        if name in fields:
            wrong += _field(
                _plain(fields[name], formatted), from_form(fields[name]["kind"], value), f"{method}.{name}"
            )
            if formatted and fields[name].get("formatted"):
                wrong += _length(fields[name], html.unescape(_TAG.sub("", str(value))), f"{method}.{name}")
    return wrong


def wrong_answer(method: str, answer: Any) -> list[str]:
    """Checks what was answered to a call, whether it was carried out or refused."""
    if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
        return [f"{method}: {answer!r} is no answer"]
    if answer["ok"]:
        wrong = [
            f"{method}: {name} in an answer" for name in answer if name not in ("ok", "result", "description")
        ]
        return wrong + check_of(METHODS[method]["returns"])(answer.get("result"), method)
    told = {"error_code": "Integer", "description": "String", "parameters": "ResponseParameters"}
    wrong = [f"{method}: {name} in a refusal" for name in answer if name not in ("ok", *told)]
    wrong += [
        f"{method}: a refusal without {name}" for name in ("error_code", "description") if name not in answer
    ]
    return wrong + [
        line for name, kind in told.items() if name in answer for line in check_of(kind)(answer[name], name)
    ]


def wrong_update(update: Any) -> list[str]:
    """Checks an update: what it holds, and that it holds one thing only."""
    wrong = check_of("Update")(update, "update")
    if not wrong and len(update) != 2:
        wrong.append(f"update: one thing only, not {sorted(update)}")
    return wrong


def from_form(kind: str, value: Any) -> Any:
    """Returns the value that a form's text stands for; the text itself where it stands for none."""
    if not isinstance(value, str) or kind in ("String", "InputFile", "InputFile or String"):
        return value
    if kind in ("Integer", "Integer or String"):
        return int(value) if _WHOLE.fullmatch(value) else value
    if kind == "Float":
        return float(value) if _NUMBER.fullmatch(value) else value
    try:
        return json.loads(value)
    except ValueError:
        return value


@cache
def check_of(kind: str) -> Check:
    """Returns what checks values of a kind, written as the schema writes it."""
    if kind.startswith("Array of "):
        return _array(check_of(kind.removeprefix("Array of ")))
    choices = re.split(r", | or | and ", kind)
    if len(choices) > 1:
        return _any_of(choices)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind in _RICH:
        return lambda value, where: []
    if one_of := TYPES[kind].get("one_of"):
        return _any_of(one_of)
    return _thing(kind, TYPES[kind]["fields"])


def _is(name: str, kinds: tuple[type, ...]) -> Check:
    def check(value: Any, where: str) -> list[str]:
        # A bool is an int to Python, and none to Telegram.
        right = type(value) in kinds
        return [] if right else [f"{where}: {value!r} is no {name}"]

    return check


_PLAIN: dict[str, Check] = {
    "Integer": _is("Integer", (int,)),
    "Float": _is("Float", (int, float)),
    "String": _is("String", (str,)),
    "Boolean": _is("Boolean", (bool,)),
    "InputFile": _is("InputFile", (str,)),
    "True": lambda value, where: [] if value is True else [f"{where}: {value!r} is not True"],
}


def _array(check: Check) -> Check:
    def check_each(value: Any, where: str) -> list[str]:
        if not isinstance(value, list):
            return [f"{where}: {value!r} is no Array"]
        return [line for index, one in enumerate(value) for line in check(one, f"{where}[{index}]")]

    return check_each


def _any_of(kinds: Iterable[str]) -> Check:
    def check(value: Any, where: str) -> list[str]:
        # What is wrong is told by the kind that it comes closest to.
        found = []
        for kind in kinds:
            wrong = check_of(kind)(value, where)
            if not wrong:
                return []
            found.append(wrong)
        return min(found, key=len)

    return check


def _thing(kind: str, fields: dict[str, Any]) -> Check:
    needed = [name for name, told in fields.items() if told.get("required")]

    def check(value: Any, where: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{where}: {value!r} is no {kind}"]
        wrong = [f"{where}: a {kind} needs {name}" for name in needed if name not in value]
        for name, held in value.items():
            if name in fields:
                wrong += _field(fields[name], held, f"{where}.{name}")
            else:
                wrong.append(f"{where}: a {kind} has no {name}")
        return wrong

    return check


def _field(told: dict[str, Any], value: Any, where: str) -> list[str]:
    """Checks one field: its kind, and what else must be true of it."""
    wrong = check_of(told["kind"])(value, where)
    if wrong or len(told) == 1:
        return wrong
    if "words" in told and value not in told["words"]:
        wrong.append(f"{where}: {value!r} is none of {told['words']}")
    if "between" in told and not told["between"][0] <= value <= told["between"][1]:
        wrong.append(f"{where}: {value} is not between {told['between']}")
    return wrong + _length(told, value, where)


def _length(told: dict[str, Any], text: str, where: str) -> list[str]:
    """Checks how long a text is, in bytes or, as Telegram counts characters, in UTF-16 units."""
    for unit, encoding, size in (("characters", "utf-16-le", 2), ("bytes", "utf-8", 1)):
        if unit in told:
            length = len(text.encode(encoding, "surrogatepass")) // size
            if not told[unit][0] <= length <= told[unit][1]:
                return [f"{where}: {length} {unit} are not between {told[unit]}"]
    return []


def _plain(told: dict[str, Any], formatted: bool) -> dict[str, Any]:
    """Returns a field without its length where that counts only once the marks of its format are gone."""
    return {"kind": told["kind"]} if formatted and told.get("formatted") else told
