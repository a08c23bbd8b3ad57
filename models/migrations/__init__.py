"""Bringing a database to the schema of this version, from whatever version it is at.

All of it is one transaction on either database, so that a process that dies in the middle leaves the version
before. Alembic is loaded only when there is something to do, because a running bot has no use for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from models.copying import continue_from, has_table, plain_engine, used_ids

if TYPE_CHECKING:
    from alembic.config import Config

# Two processes that start on one PostgreSQL at once bring it up to date one after the other. The number means
# nothing; it only has to be the same for both.
_TURN = 7_066_118


class NewerDatabase(Exception):
    """The database was written by a later version of Goodturn than this one.

    Attributes:
        found: the version it is at.
    """

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


def upgrade(url: str, to: str = "head") -> None:
    """Brings the database behind that URL up to this version, creating it where there is none.

    Args:
        url: as for `models.store.Store`.
        to: the version to stop at.

    Raises:
        NewerDatabase: it is ahead of this version, and going back could lose what people said.
    """
    engine = plain_engine(url)
    try:
        with engine.begin() as connection:
            upgrade_within(connection, to)
    finally:
        engine.dispose()


def upgrade_within(connection: Connection, to: str = "head") -> None:
    """Does what `upgrade` does in a transaction that is open; arguments and refusals as there."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
    found = version(connection)
    if found is not None and found not in known():
        raise NewerDatabase(found)
    if found == (present() if to == "head" else to):
        return

    from alembic import command

    config = configuration()
    config.attributes["connection"] = connection
    used = used_ids(connection)
    command.upgrade(config, to)
    # SQLite forgets which ids were given out when a table is rebuilt, and an id is never used again.
    continue_from(connection, used)


def version(connection: Connection) -> str | None:
    """Returns the version a database is at, or None where nothing of ours is in it."""
    if not has_table(connection, "alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def known() -> list[str]:
    """Returns every version this one knows, from the first to its own."""
    return sorted(file.stem.split("_")[0] for file in (Path(__file__).parent / "versions").glob("[0-9]*.py"))


def present() -> str:
    """Returns the version of the tables as they are described today."""
    return known()[-1]


def configuration() -> Config:
    """Returns Alembic's configuration, which lives here and not in a file of its own."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config
