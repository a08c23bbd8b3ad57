"""Where the street is written down, so that the chats are still there after a crash."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Row = tuple[str, str, Any]


class Notebook:
    """Rows of plain values by kind and id, in one SQLite file, or nowhere at all.

    Each `write` is one transaction: after a `kill -9` the file holds all of it or nothing of it.

    Args:
        path: the file; None keeps nothing.
    """

    def __init__(self, path: Path | None) -> None:
        self._connection: sqlite3.Connection | None = None
        if path is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        # The verbs of a person may be called from a thread that is not the server's.
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.executescript(
            """
            PRAGMA journal_mode=WAL;
            PRAGMA synchronous=NORMAL;
            CREATE TABLE IF NOT EXISTS line (
                kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, id)
            ) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS file (id TEXT PRIMARY KEY, contents BLOB NOT NULL);
            """
        )

    def read(self, kind: str) -> dict[str, Any]:
        """Return all rows of one kind, by id."""
        if self._connection is None:
            return {}
        lines = self._connection.execute("SELECT id, value FROM line WHERE kind = ?", (kind,))
        return {key: json.loads(value) for key, value in lines}

    def contents(self, file_id: str) -> bytes:
        """Return the bytes of one file; empty if it is not here."""
        if self._connection is None:
            return b""
        found = self._connection.execute("SELECT contents FROM file WHERE id = ?", (file_id,)).fetchone()
        return bytes(found[0]) if found else b""

    def write(self, rows: Iterable[Row], files: dict[str, bytes | None]) -> None:
        """Write rows and files down together.

        Args:
            rows: (kind, id, value); a value of None strikes the row out.
            files: contents by file id; None throws the file away.
        """
        if self._connection is None:
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            for kind, key, value in rows:
                if value is None:
                    self._connection.execute("DELETE FROM line WHERE kind = ? AND id = ?", (kind, key))
                else:
                    self._connection.execute(
                        "INSERT OR REPLACE INTO line VALUES (?, ?, ?)", (kind, key, json.dumps(value))
                    )
            for file_id, contents in files.items():
                if contents is None:
                    self._connection.execute("DELETE FROM file WHERE id = ?", (file_id,))
                else:
                    self._connection.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (file_id, contents))
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
