"""Tables that are only ever added to: the database itself refuses to change or delete their rows.

Of one of them the words may go in the end, and nothing but the words: what was said about a concern that is
closed and emptied; see `models.keeping`.

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


# What stays of a line about a concern when its words go.
_STAYS = ("id", "timebank_id", "concern_id", "at", "by_id", "what")
_IS_EMPTIED = (
    "EXISTS (SELECT 1 FROM concern WHERE concern.timebank_id = OLD.timebank_id "
    "AND concern.id = OLD.concern_id AND concern.state = 'closed' AND concern.emptied_at IS NOT NULL)"
)
_LETS_WORDS_GO = f"""
CREATE OR REPLACE FUNCTION goodturn_only_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.text = '' AND NEW.voice = '' AND {_IS_EMPTIED}
            AND {" AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in _STAYS)}
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
END $$
"""


def let_words_go(dialect: str) -> list[str]:
    """Returns the statements after which the words of an emptied concern can be taken out, and nothing else
    can be changed or deleted, in place of those of `forbid_changes`.

    Args:
        dialect: "sqlite" or "postgresql".
    """
    table = "concern_entry"
    if dialect == "postgresql":
        return [
            _LETS_WORDS_GO,
            f"DROP TRIGGER IF EXISTS {table}_only_added_to ON {table}",
            f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION goodturn_only_emptied()",
        ]
    stays = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in _STAYS)
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_update",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        f"WHEN NOT (NEW.text = '' AND NEW.voice = '' AND {stays} AND {_IS_EMPTIED}) "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END",
    ]


def allow_changes(table: str, dialect: str) -> list[str]:
    """Returns the statements that undo `forbid_changes`, whether or not it was done; arguments as there."""
    names = ("only_added_to", "never_emptied") if dialect == "postgresql" else ("no_update", "no_delete")
    on = f' ON "{table}"' if dialect == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {table}_{name}{on}" for name in names]
