"""What people type, made safe to keep, to measure and to compare: the one gate for all free text.

Nothing here knows a language or Telegram. `clean` is for what will be stored or shown, `shorten` for what
must fit, `fold` for what is only to be compared.
"""

from __future__ import annotations

import unicodedata

import regex

# Direction marks and overrides can turn a name around and make "Ben" read as somebody else; the zero-width
# space and the byte order mark only serve to make two equal names look different.
_INVISIBLE = regex.compile(
    r"[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB\U000E0001]"
)
# Control characters, lone surrogates and noncharacters: PostgreSQL refuses NUL, UTF-8 refuses surrogates.
_UNPRINTABLE = regex.compile(r"(?![\n])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]")
_LINE_ENDS = regex.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_JOINER_RUNS = regex.compile(r"[\u200C\u200D]{2,}")
# Four marks on one letter is more than Hebrew, Arabic, Thai or Vietnamese writing ever needs.
_MARK_STORMS = regex.compile(r"([\p{Mn}\p{Me}]{4})[\p{Mn}\p{Me}]+")
# A name that begins with a mark or a joiner would change the letter before it in our own sentence.
_LEANING_START = regex.compile(r"^[\s\p{M}\u200C\u200D]+")
# Blank letters (Hangul fillers, the empty Braille cell) are no name.
_READABLE = regex.compile(r"(?V1)[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800]]")
_SPACES = regex.compile(r"[^\S\n]+")
_SPACES_AT_LINE_ENDS = regex.compile(r" ?\n ?")
_MANY_BLANK_LINES = regex.compile(r"\n{3,}")
_APOSTROPHES = regex.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")
# A minus as it is typed: the hyphen, and what keyboards and word processors make of it.
MINUS_SIGNS = "-−–—‐‑‒﹣－"
_BELOW_ZERO = regex.compile(rf"\s*[{MINUS_SIGNS}]\s*\p{{N}}")
_NOT_WORDS = regex.compile(r"[^\w\s]|_")
_ASCII_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}


def length_utf16(text: str) -> int:
    """Return the length of a text in UTF-16 units, the measure in which Telegram counts.

    Args:
        text: any text; a lone surrogate counts as one unit.

    Returns:
        the number of units: 1 for most characters, 2 for most emoji.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str, limit: int) -> str:
    """Keep as many whole graphemes from the start as fit in `limit` UTF-16 units."""
    if length_utf16(text) <= limit:
        return text
    end, used = 0, 0
    for grapheme in regex.finditer(r"\X", text):
        used += length_utf16(grapheme.group())
        if used > limit:
            break
        end = grapheme.end()
    return text[:end]


def clean(text: str, limit: int, *, one_line: bool = False) -> str:
    """Make a typed text safe to store and to show, without changing what it says.

    Control characters, NUL, lone surrogates and direction overrides go, combining marks are capped at four on
    a letter, the rest is put into NFC, spaces are collapsed and trimmed. Cleaning twice changes nothing more.

    Args:
        text: as it was received.
        limit: the most UTF-16 units to keep; the cut never falls inside an emoji or an accented letter.
        one_line: True for names and the like, where a line break becomes a space.

    Returns:
        the cleaned text, empty when nothing readable was in it.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        # Nearly all that is typed is of this kind, and there is nothing in it to look for.
        return text.strip()[:limit].rstrip()
    text = _LINE_ENDS.sub("\n", text)
    text = text.replace("\t", " ").replace("\n", " ") if one_line else text.replace("\t", " ")
    text = _UNPRINTABLE.sub("", text)
    text = _INVISIBLE.sub("", text)
    text = _JOINER_RUNS.sub("\u200d", text)
    text = unicodedata.normalize("NFC", text)
    text = _MARK_STORMS.sub(r"\1", text)
    text = _SPACES.sub(" ", text)
    text = _SPACES_AT_LINE_ENDS.sub("\n", text)
    text = _MANY_BLANK_LINES.sub("\n\n", text)
    text = _cut(_LEANING_START.sub("", text).rstrip(), limit).rstrip()
    return text if _READABLE.search(text) else ""


def shorten(text: str, limit: int) -> str:
    """Fit a text into a limit for display, ending in "…" at a word boundary when something is left out.

    Args:
        text: cleaned, plain text (never HTML: a tag or an entity could be cut in two).
        limit: the most UTF-16 units the result may have; at least 1.

    Returns:
        the text itself when it fits, else its beginning and "…".
    """
    if length_utf16(text) <= limit:
        return text
    kept = _cut(text, limit - 1)
    at_word = kept.rsplit(maxsplit=1)[0] if " " in kept.strip() else kept
    # A very long last word is cut rather than losing most of the room.
    if not text[len(kept)].isspace() and length_utf16(at_word) * 2 >= limit:
        kept = at_word
    return kept.rstrip() + "…"


def pieces(text: str, limit: int) -> list[str]:
    """Cut a text into pieces that fit, at the end of a word where there is one, and never inside a character.

    Args:
        text: plain text (never HTML).
        limit: the most UTF-16 units that each piece may have; room for a grapheme at least.

    Returns:
        the pieces, in order and without the spaces between them; none of an empty text.
    """
    found: list[str] = []
    rest = text.strip()
    while rest:
        kept = _cut(rest, limit)
        if len(kept) < len(rest) and not rest[len(kept)].isspace():
            # A very long last word is cut rather than leaving most of the room empty.
            at_word = max(kept.rfind(" "), kept.rfind("\n"))
            kept = kept[:at_word] if at_word * 2 >= len(kept) else kept
        found.append(kept.rstrip())
        rest = rest[len(kept) :].strip()
    return found


def digits_to_ascii(text: str) -> str:
    """Write every decimal digit, whatever its script, as 0 to 9, and the Arabic decimal sign as a point."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else "." if letter == "\u066b" else letter
        for letter in text
    )


def without_accents(text: str) -> str:
    """Casefold a text and take off the marks that people leave out when they type in a hurry."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    # Vowel signs of Indian scripts have combining class 0 and stay: without them words would collide.
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def is_below_zero(text: str) -> bool:
    """Return whether a text begins with a number below zero; `fold` would let its sign disappear."""
    return _BELOW_ZERO.match(_INVISIBLE.sub("", text)) is not None


def fold(text: str) -> str:
    """Reduce a text to what matters when two are compared: no case, accents, emoji or punctuation.

    Args:
        text: anything typed or shown.

    Returns:
        lower-case words parted by single spaces; digits of any script become 0 to 9, and an apostrophe
        inside a word closes up ("can't" is "cant"). Empty when nothing but signs was in it.
    """
    if text.isascii() and "'" not in text and "`" not in text:
        return " ".join(text.lower().translate(_ASCII_SIGNS).split())
    text = _APOSTROPHES.sub("", _INVISIBLE.sub("", text))
    text = digits_to_ascii(without_accents(text))
    # A keycap or a variation selector belongs to the emoji that has just been taken away.
    text = regex.sub(r"[\p{Me}\p{Cf}\uFE00-\uFE0F]", "", text)
    return " ".join(_NOT_WORDS.sub(" ", text).split())
