"""A listener to every statement that the house sends to its database: each names the time bank it is about.

With several banks in one deployment none may see another's people, and a database that is spread over many
machines finds its rows by that key. So every SELECT, UPDATE and DELETE compares the `timebank_id` of every
table that has one. What a test looks up for itself is its own affair.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from models.tables import metadata

HOME = Path(__file__).parents[2]
ROOMS = ("models", "bot", "jobs", "goodturn")
WITH_BANK = frozenset(name for name, table in metadata.tables.items() if "timebank_id" in table.c)

_WORDS = "WHERE|JOIN|LEFT|INNER|ON|SET|ORDER|GROUP|LIMIT|FOR|USING|VALUES|AND|OR|UNION|HAVING|RETURNING"
_SOURCE = rf'"?(\w+)"?(?:\s+(?:AS\s+)?"?(?!(?:{_WORDS})\b)(\w+)"?)?'
_LISTED = re.compile(rf"\b(?:FROM|JOIN|UPDATE)\s+({_SOURCE}(?:\s*,\s*{_SOURCE})*)", re.IGNORECASE)
_ONE = re.compile(_SOURCE, re.IGNORECASE)

# A migration brings all the banks of a database up to date at once.
MIGRATIONS = "models/migrations/versions/"
# Who may do without, by the function that sends the statement, each with its reason.
ALLOWED = {
    "models/ledger.py:_answer": "the two accounts of a reservation, which was itself found in its bank",
    "models/correction.py:correct": "the two accounts of a line, which was itself found in its bank",
}


@cache
def unnamed(statement: str) -> tuple[str, ...]:
    """Returns the tables in a statement that have a time bank which the statement does not compare."""
    # What a row is set to tells nothing about which row it is.
    text = re.sub(r"\bSET\b.*?(?=\bWHERE\b|$)", "", " ".join(statement.split()))
    if text.upper().startswith(("INSERT", "PRAGMA", "BEGIN", "CREATE", "DROP", "ALTER")):
        return ()
    sources = [
        (match[1], match[2] or match[1])
        for listed in _LISTED.finditer(text)
        for match in _ONE.finditer(listed[1])
        if match[1] in WITH_BANK
    ]
    alone = len({alias for _, alias in sources}) == 1
    return tuple(sorted({table for table, alias in sources if not _is_compared(text, alias, alone=alone)}))


def _is_compared(text: str, alias: str, *, alone: bool) -> bool:
    column = rf'"?{alias}"?\."?timebank_id"?'
    if re.search(rf"{column}\s*(?:=|IN\b)|=\s*{column}", text, re.IGNORECASE):
        return True
    return alone and re.search(r'(?<!\.)\btimebank_id"?\s*=', text, re.IGNORECASE) is not None


def sender() -> tuple[str, str]:
    """Returns the file of ours, of the house or its tests, and the function that sent what is being sent."""
    frame = sys._getframe(1)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(HOME) and ".venv" not in path.parts and path != Path(__file__):
            return str(path.relative_to(HOME)), frame.f_code.co_name
        frame = frame.f_back  # type: ignore[assignment]
    return "", ""


@contextmanager
def every_query_names_its_bank() -> Iterator[list[str]]:
    """Listens while something happens, and fails if the house asked for rows without naming a bank."""
    wrong: list[str] = []

    def listen(_c: Any, _cursor: Any, statement: str, _p: Any, _context: Any, _many: bool) -> None:
        tables = unnamed(statement)
        if tables:
            file, function = sender()
            exempt = file.startswith(MIGRATIONS) or f"{file}:{function}" in ALLOWED
            if file.split("/")[0] in ROOMS and not exempt:
                wrong.append(f"{file}:{function} {tables}: {' '.join(statement.split())[:400]}")

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield wrong
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
    assert not wrong, "\n".join(dict.fromkeys(wrong))
