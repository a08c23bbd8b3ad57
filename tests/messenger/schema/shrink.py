"""Makes `bot_api.json` from the Bot API's schema that aiogram's source package carries.

Run by hand when Telegram publishes a new version; SOURCE.md says how. What the schema says in sentences only
(how long a text may be, which words a field may hold) is read out of them here, once, so that the tests need
no sentences.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import messenger.server  # noqa: F401 - teaches the desk its methods.
from messenger.desk import METHODS

SHRUNK = Path(__file__).with_name("bot_api.json")
PLAIN = {"Integer", "Float", "String", "Boolean", "True", "InputFile"}
_LENGTH = re.compile(r"(\d+)-(\d+) (characters|bytes)|up to (\d+) (characters)")
_BETWEEN = re.compile(r"(?:between |; |, )(\d+)(?:-| and )(\d+)(?!\d* (?:characters|bytes)|\d|, or)")
_WORDS = re.compile(r"'(\w+)'")
_ENUM = re.compile(r"\b(?:one of|can be|either|always|must be) +'")
_MUST_BE = re.compile(r"\bmust be ([a-z_]+)$")
_ACTION = re.compile(r"\b([a-z]+(?:_[a-z]+)*) (?:for|or)\b")
_RETURNS = (
    r"an (Array of \w+) objects",
    r"the (?:sent|edited) (Message) is returned",
    r"the (MessageId) of",
    r"form of a (\w+) object",
    r"(?:[Rr]eturns|On success,) (?:an? )?(\w+) (?:object )?(?:on success|is returned)",
    r"returns a (\w+) object",
    r"[Rr]eturns .+ as an? (\w+) object",
)


def field(owner: str, told: dict[str, Any]) -> dict[str, Any]:
    """Returns one field, or one parameter of a method: its kind and what else must be true of it."""
    sentences = told["description"].rstrip(".")
    kept: dict[str, Any] = {"kind": told["type"]}
    if told["required"]:
        kept["required"] = True
    if told["type"] == "String":
        if length := _LENGTH.search(sentences):
            least, most, unit, only_most, _ = length.groups()
            kept[unit or "characters"] = [int(least or 0), int(most or only_most)]
            if "after entit" in sentences:
                kept["formatted"] = True
        if (owner, told["name"]) == ("sendChatAction", "action"):
            kept["words"] = sorted(set(_ACTION.findall(sentences.partition(": ")[2])))
        elif constant := _MUST_BE.search(sentences):
            kept["words"] = [constant[1]]
        elif (listed := _ENUM.search(sentences)) and (words := _WORDS.findall(sentences, listed.start())):
            kept["words"] = list(dict.fromkeys(words))
    elif told["type"] in ("Integer", "Float"):
        spans = _BETWEEN.findall(sentences)
        # Where there are several, each is for a case of its own.
        if len(spans) == 1:
            kept["between"] = [int(end) for end in spans[0]]
    return kept


def fields(entity: dict[str, Any]) -> dict[str, Any]:
    """Returns the fields of a type or the parameters of a method, by name."""
    return {told["name"]: field(entity["name"], told) for told in entity["annotations"]}


def returned(entity: dict[str, Any]) -> str:
    """Returns what a method answers."""
    sentences = entity["description"]
    for pattern in _RETURNS:
        if found := re.search(pattern, sentences):
            return found[1] + (" or True" if "otherwise True" in sentences else "")
    raise ValueError(f"{entity['name']} does not say what it returns")


def members(entity: dict[str, Any], types: dict[str, Any]) -> list[str]:
    """Returns the types that a union is one of; none for a type that holds no information."""
    return [name for name in re.findall(r"^\s*- (\w+)", entity["description"], re.MULTILINE) if name in types]


def names(kind: str) -> list[str]:
    """Returns the types that a kind speaks of."""
    return [name for name in re.findall(r"\w+", kind) if name not in {*PLAIN, "Array", "of", "or", "and"}]


def shrink(schema: dict[str, Any]) -> dict[str, Any]:
    """Returns what the tests need of it all: our methods, and each type that they or updates reach."""
    entities = [entity for chapter in schema["items"] for entity in chapter["children"]]
    types = {entity["name"]: entity for entity in entities if entity["category"] == "types"}
    methods = {
        entity["name"]: {"returns": returned(entity), "fields": fields(entity)}
        for entity in entities
        if entity["category"] == "methods" and entity["name"].lower() in METHODS
    }
    kept: dict[str, Any] = {}
    ahead = ["Update", "ResponseParameters"]
    for method in methods.values():
        ahead += names(method["returns"])
        ahead += [name for told in method["fields"].values() for name in names(told["kind"])]
    while ahead:
        name = ahead.pop()
        if name in kept:
            continue
        entity = types[name]
        kept[name] = {"one_of": one_of} if (one_of := members(entity, types)) else {"fields": fields(entity)}
        ahead += kept[name].get("one_of", [])
        ahead += [other for told in kept[name].get("fields", {}).values() for other in names(told["kind"])]
    return {
        "version": schema["api"]["version"],
        "released": schema["api"]["release_date"],
        "methods": dict(sorted(methods.items())),
        "types": dict(sorted(kept.items())),
    }


def written(shrunk: dict[str, Any]) -> str:
    """Returns the file: each method and each type in a line, so that changes can be read."""
    lines = [f'"{key}": {json.dumps(shrunk[key])},' for key in ("version", "released")]
    for key in ("methods", "types"):
        entries = [f'  "{name}": {json.dumps(told)}' for name, told in shrunk[key].items()]
        lines.append(f'"{key}": {{\n' + ",\n".join(entries) + "\n}" + ("," if key == "methods" else ""))
    return "{\n" + "\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    SHRUNK.write_text(
        written(shrink(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))), encoding="utf-8"
    )
