"""How long the words of a concern are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.immutable import let_words_go

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Goes from the version before to this one."""
    op.add_column(
        "timebank", sa.Column("concerns_kept_years", sa.Integer(), server_default="6", nullable=False)
    )
    for name in ("kept_until", "words_told_at", "emptied_at"):
        op.add_column("concern", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for statement in let_words_go(op.get_bind().dialect.name):
        op.execute(sa.text(statement))
