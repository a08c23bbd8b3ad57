"""How Goodturn speaks, as rules that a message can be held to: the numbered ones of the house's voice.

Nothing here knows of files. `faults` takes a message as a person would see it, with sample values, and says
which rules it breaks, in sentences for whoever writes the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import regex

MOST_SENTENCES = 3
MOST_CHARACTERS = 300
MOST_WORDS = 20
MOST_WORDS_ON_AVERAGE = 12
# "About 20 characters" with room for a weekday of nine letters.
MOST_CHARACTERS_OF_BUTTON = 28
# What BotFather shows beside a command in the menu without cutting it on a small phone.
MOST_CHARACTERS_OF_COMMAND = 60

# Rule 3 and the words of the books: whole words, any case.
BANNED: dict[str, tuple[str, ...]] = {
    "en": (
        "submit", "submits", "submitted", "submission", "request assistance", "assistance", "notify",
        "notifies", "notified", "notification", "notifications", "terminate", "terminates", "terminated",
        "termination", "debit", "debits", "debited", "credits", "credited", "payer", "payee", "ticket",
        "tickets", "user", "users", "invalid", "utilise", "utilize", "commence", "beneficiary",
    ),
    "es": (
        "solicitar asistencia", "asistencia", "notificar", "notificado", "notificada", "notificación",
        "notificaciones", "débito", "débitos", "crédito", "créditos", "pagador", "pagadora", "tique",
        "tiques", "ticket", "tickets", "usuario", "usuaria", "usuarios", "usuarias", "inválido", "inválida",
        "tramitar", "beneficiario", "beneficiaria", "finalizar", "remitir",
    ),
}  # fmt: skip

# Rule 7: figures for lengths and distances, whole units, nothing abbreviated.
_SPELLED: dict[str, str] = {
    "en": (
        r"\b(?:half an?|an? hour and a half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
        r"(?: and a half)? (?:hours?|minutes?|days?|weeks?|months?|kilometres?|km)\b|\bhour and a half\b"
    ),
    "es": (
        r"\bmedia hora\b|\bhoras? y (?:media|cuarto)\b"
        r"|\b(?:un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)"
        r" (?:horas?|minutos?|días?|semanas?|mes|meses|kilómetros?|km)\b"
    ),
}
_UNIT_LETTERS = r"\b\d+\s?(?:h|m)\b"
_ABBREVIATED: dict[str, str] = {
    "en": (
        r"\b(?:hrs?|mins?|secs?|approx|appt|asap|etc|e\.g|i\.e|mon|tues?|weds?|thurs?|fri"
        rf"|jan|feb|aug|sept?|oct|nov|dec)\b|{_UNIT_LETTERS}"
    ),
    "es": (
        r"\b(?:hrs?|mins?|seg|aprox|etc|p\.\s?ej|núm|tel|lun|mié|jue|vie|sáb"
        rf"|ene|feb|abr|jun|jul|ago|sept?|oct|nov|dic)\b|{_UNIT_LETTERS}"
    ),
}
_DECIMAL = re.compile(r"\b\d+[.,]\d{1,2}\b(?!\s?%)|[¼½¾]")
_FIGURE_DATE = re.compile(
    r"\b\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{2,4})?\b"
    r"|\b\d{1,2}([.-])\d{1,2}\1\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
)
_TAG = re.compile(r"<[^<>\n]*>")
_EMOJI = regex.compile(
    r"(?:\p{Emoji_Presentation}|\p{Extended_Pictographic})\uFE0F?\p{Emoji_Modifier}?"
    r"(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*|\p{RI}\p{RI}|[0-9#*]\uFE0F?\u20E3"
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)»]*\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’.:-][^\W_]+)*")
_LAST_SIGNS = re.compile(r"[\s\"'”’)»]+$")


def faults(id: str, text: str, language: str) -> Iterator[str]:
    """Say which rules of the voice a message breaks.

    Messages are told apart by how their id begins. `typed-` (lists of words people type) keep no rule.
    `date-` (patterns) and `command-` (the app's own menu) keep no rule about questions, sentences and
    emoji, `document-` (privacy notice, printed statement, files) none about questions, length and
    sentences. `button-` are short and on one line. `command-` are short and without markup, and everything
    else keeps all of them.

    Args:
        id: the message's id, with ".attribute" if it is one.
        text: the message as it is said, with sample values, `<b>` and all.
        language: its language; one without lists of its own keeps the rules that need none.

    Yields:
        one sentence for each rule broken.
    """
    prefix = id.partition("-")[0]
    if prefix == "typed":
        return
    seen = _TAG.sub("", text)
    checks: list[Callable[[], Iterator[str]]] = [
        lambda: _markup(text, allowed=prefix not in ("button", "command")),
        lambda: _banned(seen, language),
        lambda: _figures(seen, language),
    ]
    if prefix not in ("date", "command", "document"):
        checks += [lambda: _questions(seen), lambda: _length(seen)]
    if prefix not in ("date", "command"):
        checks.append(lambda: _emoji(seen))
    if prefix == "button":
        checks.append(lambda: _one_line(seen, "button", MOST_CHARACTERS_OF_BUTTON, 8))
    if prefix == "command":
        checks.append(lambda: _one_line(seen, "command", MOST_CHARACTERS_OF_COMMAND, 2))
    for check in checks:
        yield from check()


def _markup(text: str, *, allowed: bool) -> Iterator[str]:
    tags = _TAG.findall(text)
    if foreign := [tag for tag in tags if tag not in ("<b>", "</b>")]:
        yield f"rule 4: only <b> is allowed, not {foreign[0]}"
        return
    if tags and not allowed:
        yield "rule 4: a button or command shows no markup, not even <b>"
    elif tags not in ([], ["<b>", "</b>"]):
        balanced = tags == ["<b>", "</b>"] * (len(tags) // 2)
        yield "rule 4: at most one bold run" if balanced else "rule 4: every <b> needs its </b>"


def _questions(text: str) -> Iterator[str]:
    count = len(re.findall(r"[?؟？]", text))
    if count > 1:
        yield f"rule 1: one question a message, not {count}"
    elif count and not _LAST_SIGNS.sub("", _EMOJI.sub("", text)).endswith(("?", "؟", "？")):
        yield "rule 1: the question comes last"


def _length(text: str) -> Iterator[str]:
    sentences = [words for part in _SENTENCE_END.split(text) if part and (words := _WORD.findall(part))]
    if len(sentences) > MOST_SENTENCES:
        yield f"rule 2: at most {MOST_SENTENCES} sentences, not {len(sentences)}"
    if len(text) > MOST_CHARACTERS:
        yield f"rule 2: at most {MOST_CHARACTERS} characters, not {len(text)}"
    longest = max(map(len, sentences), default=0)
    if longest > MOST_WORDS:
        yield f"rule 2: a sentence has at most {MOST_WORDS} words, not {longest}"
    elif sum(map(len, sentences)) > MOST_WORDS_ON_AVERAGE * len(sentences):
        average = sum(map(len, sentences)) / len(sentences)
        yield f"rule 2: sentences average at most {MOST_WORDS_ON_AVERAGE} words, not {average:.1f}"


def _banned(text: str, language: str) -> Iterator[str]:
    for banned in BANNED.get(language, ()):
        if re.search(rf"\b{re.escape(banned)}\b", text, re.IGNORECASE):
            yield f"rule 3: “{banned}” is not an everyday word"


def _figures(text: str, language: str) -> Iterator[str]:
    if date := _FIGURE_DATE.search(text):
        yield f"rule 6: write dates in full, not “{date.group()}”"
    elif decimal := _DECIMAL.search(text):
        yield f"rule 7: whole units, not “{decimal.group()}”"
    if language in _SPELLED and (spelled := re.search(_SPELLED[language], text, re.IGNORECASE)):
        yield f"rule 7: write figures, not “{spelled.group()}”"
    if language in _ABBREVIATED and (short := re.search(_ABBREVIATED[language], text, re.IGNORECASE)):
        yield f"rule 7: no abbreviations, not “{short.group()}”"


def _emoji(text: str) -> Iterator[str]:
    found = list(_EMOJI.finditer(text))
    if len(found) > 1:
        yield f"rule 9: at most one emoji, not {len(found)}"
    elif found and text[found[0].end() :].strip():
        yield "rule 9: an emoji comes at the end"
    elif found and not _WORD.search(text):
        yield "rule 9: an emoji never stands instead of a word"


def _one_line(text: str, what: str, most: int, rule: int) -> Iterator[str]:
    if "\n" in text.strip():
        yield f"rule {rule}: a {what} is one line"
    if len(text) > most:
        yield f"rule {rule}: a {what} has at most {most} characters, not {len(text)}"
