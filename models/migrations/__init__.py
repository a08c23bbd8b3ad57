"""Bringing a database to the schema of this version, from whatever version it is at.

Alembic is loaded only when this room is entered, because a running bot has no use for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine

from models.store import plain

if TYPE_CHECKING:
    from alembic.config import Config


class NewerDatabase(Exception):
    """The database was written by a later version of Goodturn than this one."""


def upgrade(url: str) -> None:
    """Brings the database behind that URL up to this version, creating it where there is none.

    Args:
        url: as for `models.store.Store`.

    Raises:
        NewerDatabase: it is ahead of this version, and going back could lose what people said.
    """
    from alembic import command
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    engine = create_engine(plain(url))
    config = configuration()
    try:
        with engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
            known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
            if present is not None and present not in known:
                raise NewerDatabase(present)
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def configuration() -> Config:
    """Returns Alembic's configuration, which lives here and not in a file of its own."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config
