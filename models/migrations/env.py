"""Alembic's way in: it is handed an open connection and runs what is missing in one transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlmodel.sql.sqltypes import AutoString

from models.columns import BigId, Choice, Document, UtcMoment, WallClock
from models.tables import metadata


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Writes our own column types as the plain ones beneath, so that an old migration never changes."""
    if kind != "type":
        return False
    if isinstance(item, UtcMoment):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, WallClock):
        return "sa.DateTime(timezone=False)"
    if isinstance(item, Choice):
        return "sa.String(32)"
    if isinstance(item, Document):
        return "sa.Text()"
    if isinstance(item, AutoString):
        return f"sa.String({item.length})"
    if item is BigId:
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
