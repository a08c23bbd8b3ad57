"""Telegram's formatted text: its subset of HTML to plain text with entities, and back again.

Offsets and lengths count UTF-16 units, as Telegram's do. The parser follows TDLib's, refusal by refusal,
because a lenient one would let a broken message through that the real service drops.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from messenger.refusals import bad_request

Entity = dict[str, Any]

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
_CLOSERS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre",
    "text_link": "a", "spoiler": "tg-spoiler", "blockquote": "blockquote", "custom_emoji": "tg-emoji",
    "expandable_blockquote": "blockquote", "date_time": "tg-time",
}  # fmt: skip
_CHARACTER_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?""")
# Line separators and the bidi embeddings and overrides are dropped by the real service without a word.
_DROPPED = re.compile("[\r\u2028-\u202e]")
_BLANKED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_FOUND = [
    ("url", re.compile(r"(?<![\w@/.])(?:https?://[^\s<>\"]+|t\.me/[^\s<>\"]+)", re.ASCII)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@/.])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w{1,256}")),
]


def units(text: str) -> int:
    """Return how many UTF-16 units a text takes."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def _slice_units(text: str, offset: int, length: int) -> str:
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[offset * 2 : (offset + length) * 2].decode("utf-16-le", "surrogatepass")


def clean(text: str) -> str:
    """Return a text as the real service stores it: control characters blanked, bidi overrides dropped."""
    return _BLANKED.sub(" ", _DROPPED.sub("", text))


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    byte_offset: int


@dataclass
class _Parsing:
    source: str
    position: int = 0
    out: list[str] = field(default_factory=list)
    length: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def byte_offset(self, position: int) -> int:
        return len(self.source[:position].encode())

    def write(self, text: str) -> None:
        self.out.append(text)
        self.length += units(text)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Parse Telegram's HTML.

    Args:
        source: the text as a bot sends it with `parse_mode=HTML`.

    Returns:
        The plain text and its entities, before trimming.

    Raises:
        Refused: 400, in Telegram's words, for a tag unknown, unclosed or crossed.
    """
    parsing = _Parsing(source)
    while parsing.position < len(source):
        character = source[parsing.position]
        if character == "<":
            _tag(parsing)
        elif character == "&" and (match := _CHARACTER_REFERENCE.match(source, parsing.position)):
            parsing.write(_character(match))
            parsing.position = match.end()
        else:
            parsing.write(character)
            parsing.position += 1
    if parsing.stack:
        raise _broken(f'Can\'t find end tag corresponding to start tag "{parsing.stack[-1].tag}"')
    return "".join(parsing.out), parsing.entities


def _broken(words: str) -> Exception:
    return bad_request(f"can't parse entities: {words}")


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    valid = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if valid else match.group()


def _tag(parsing: _Parsing) -> None:
    source, begin = parsing.source, parsing.position
    closing = source.startswith("</", begin)
    match = re.compile(r"[^\s>]*").match(source, begin + 1 + closing)
    assert match is not None
    tag, end = match.group().lower(), match.end()
    where = parsing.byte_offset(begin)
    if closing:
        end_match = re.compile(r"\s*>").match(source, end)
        if end_match is None:
            raise _broken(f"Unclosed end tag at byte offset {where}")
        parsing.position = end_match.end()
        _close(parsing, tag, where)
        return
    if end == len(source):
        raise _broken(f"Unclosed start tag at byte offset {where}")
    if tag not in _TAGS:
        raise _broken(f'Unsupported start tag "{tag}" at byte offset {where}')
    attributes: dict[str, str] = {}
    while True:
        if (end_match := re.compile(r"\s*/?>").match(source, end)) is not None:
            break
        attribute = _ATTRIBUTE.match(source, end)
        if attribute is None or attribute.end() == end:
            raise _broken(f"Unclosed start tag at byte offset {where}")
        value = next((value for value in attribute.groups()[1:] if value is not None), "")
        attributes[attribute.group(1).lower()] = _CHARACTER_REFERENCE.sub(_character, value)
        end = attribute.end()
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
    parsing.stack.append(_Open(tag, attributes, parsing.length, where))
    parsing.position = end_match.end()


def _close(parsing: _Parsing, tag: str, where: int) -> None:
    if not parsing.stack:
        raise _broken(f"Unexpected end tag at byte offset {where}")
    opened = parsing.stack.pop()
    if tag and tag != opened.tag:
        raise _broken(
            f'Unmatched end tag at byte offset {where}, expected "</{opened.tag}>", found "</{tag}>"'
        )
    length = parsing.length - opened.offset
    if length == 0:
        return
    entity: Entity = {"type": _TAGS[opened.tag], "offset": opened.offset, "length": length}
    if opened.tag == "a":
        address = opened.attributes.get("href") or _slice_units("".join(parsing.out), opened.offset, length)
        if not re.match(r"(?:https?|tg|mailto|tel|ton)://?|(?:mailto|tel):|[\w-]+(?:\.[\w-]+)+", address):
            return
        entity["url"] = address
    elif opened.tag == "tg-emoji":
        entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
    elif opened.tag == "tg-time":
        entity["unix_time"] = int(opened.attributes.get("unix", "0"))
        entity["date_time_format"] = opened.attributes.get("format", "")
    elif opened.tag == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    elif opened.tag == "code" and parsing.stack and parsing.stack[-1].tag == "pre":
        language = opened.attributes.get("class", "")
        if language.startswith("language-"):
            parsing.stack[-1].attributes["language"] = language.removeprefix("language-")
        return
    elif opened.tag == "pre" and opened.attributes.get("language"):
        entity["language"] = opened.attributes["language"]
    parsing.entities.append(entity)


def find(text: str, known: list[Entity]) -> list[Entity]:
    """Return the links, addresses, commands and mentions that the service marks by itself.

    Args:
        text: plain text.
        known: entities already there; nothing is found inside code, a link or another find.
    """
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in known
        if entity["type"] in ("code", "pre", "text_link", "url", "email", "mention", "bot_command")
    ]
    found: list[Entity] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            value = match.group().rstrip(".,;:!?)'") if kind == "url" else match.group()
            begin = units(text[: match.start()])
            end = begin + units(value)
            if all(end <= other_begin or begin >= other_end for other_begin, other_end in taken):
                found.append({"type": kind, "offset": begin, "length": end - begin})
                taken.append((begin, end))
    return found


def settle(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Clean and trim a text as the service does, and move its entities along.

    Returns:
        The text without blank edges, and its entities (given and found) sorted as Telegram sorts them.
    """
    stripped_end = text.rstrip()
    stripped = stripped_end.lstrip()
    lead, total = units(stripped_end) - units(stripped), units(stripped)
    kept: list[Entity] = []
    for entity in entities:
        begin = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, total)
        if end > begin:
            kept.append({**entity, "offset": begin, "length": end - begin})
    kept += find(stripped, kept)
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return stripped, kept


def render_html(text: str, entities: list[Entity]) -> str:
    """Return formatted text as Telegram's HTML, everything escaped.

    Args:
        text: plain text.
        entities: sorted by offset, the longer first; those that the service found are left as text.
    """
    shown = [entity for entity in entities if entity["type"] in _CLOSERS]
    marks: dict[int, list[str]] = {}
    open_until: list[tuple[int, str]] = []
    edges = [(entity["offset"], entity["offset"] + entity["length"]) for entity in shown]
    boundaries = sorted({0, units(text), *(edge for pair in edges for edge in pair)})
    for boundary in boundaries:
        while open_until and open_until[-1][0] <= boundary:
            marks.setdefault(boundary, []).append(f"</{open_until.pop()[1]}>")
        for entity in shown:
            if entity["offset"] == boundary:
                end = entity["offset"] + entity["length"]
                limit = open_until[-1][0] if open_until else end
                open_until.append((min(end, limit), _CLOSERS[entity["type"]]))
                marks.setdefault(boundary, []).append(_opening(entity))
    pieces: list[str] = []
    for begin, end in zip(boundaries, [*boundaries[1:], boundaries[-1]], strict=True):
        pieces += marks.get(begin, [])
        pieces.append(html.escape(_slice_units(text, begin, end - begin), quote=False))
    return "".join(pieces)


def _opening(entity: Entity) -> str:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{html.escape(entity["url"])}">'
    if kind == "expandable_blockquote":
        return "<blockquote expandable>"
    if kind == "custom_emoji":
        return f'<tg-emoji emoji-id="{html.escape(entity["custom_emoji_id"])}">'
    if kind == "date_time":
        return f'<tg-time unix="{entity["unix_time"]}" format="{html.escape(entity["date_time_format"])}">'
    return f"<{_CLOSERS[kind]}>"
