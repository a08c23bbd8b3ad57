"""Writes a new migration from what the tables say: `python -m models.migrations "What it does."`.

What it writes is a beginning: read it, and make triggers again on tables that SQLite rebuilds.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from models.migrations import configuration, upgrade
from models.store import plain

with tempfile.TemporaryDirectory() as folder:
    url = f"sqlite:///{Path(folder) / 'empty.db'}"
    upgrade(url)
    config = configuration()
    number = len(list((Path(__file__).parent / "versions").glob("*.py"))) + 1
    with create_engine(plain(url)).begin() as connection:
        config.attributes["connection"] = connection
        command.revision(config, sys.argv[1], autogenerate=True, rev_id=f"{number:04}")
