"""Tables that are only ever added to: the database itself refuses to change or delete their rows.

A migration that rebuilds such a table on SQLite loses the triggers without a word, so it must call
`forbid_changes` again; a test compares every migrated schema with a fresh one.
"""

from __future__ import annotations

IMMUTABLE = ("transfer", "journal_entry", "access_log", "erasure", "concern_entry")

_FUNCTION = """
CREATE OR REPLACE FUNCTION goodturn_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
END $$
"""


def forbid_changes(table: str, dialect: str) -> list[str]:
    """Returns the statements that make a table immutable.

    Args:
        table: its name.
        dialect: "sqlite" or "postgresql".
    """
    if dialect == "postgresql":
        return [
            _FUNCTION,
            f'CREATE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION goodturn_only_added_to()",
            f'CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION goodturn_only_added_to()",
        ]
    return [
        f'CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def allow_changes(table: str, dialect: str) -> list[str]:
    """Returns the statements that undo `forbid_changes`, whether or not it was done; arguments as there."""
    names = ("only_added_to", "never_emptied") if dialect == "postgresql" else ("no_update", "no_delete")
    on = f' ON "{table}"' if dialect == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {table}_{name}{on}" for name in names]
