"""What is left of somebody in the database: every text and number of every table, looked through."""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import Session

from models.store import Store
from models.tables import metadata


async def traces_of(store: Store, *secrets: str) -> list[str]:
    """Returns where any of those words or numbers stands, capitals aside, as "table: secret"."""

    def look(session: Session) -> list[str]:
        found = []
        for table in metadata.sorted_tables:
            rows = session.execute(text(f'SELECT * FROM "{table.name}"')).all()
            written = "\n".join(str(value) for row in rows for value in row).casefold()
            found += [f"{table.name}: {one}" for one in secrets if one.casefold() in written]
        return found

    return await store.read(look)
