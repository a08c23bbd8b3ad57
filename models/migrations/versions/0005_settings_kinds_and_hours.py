"""Settings in the chat, what kinds of help demand, and what an organiser does with hours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Goes from the version before to this one."""
    op.add_column("timebank", sa.Column("nation", sa.String(32), server_default="other", nullable=False))
    op.add_column("timebank", sa.Column("refer_to", sa.String(200), nullable=True))
    op.add_column("timebank", sa.Column("kinds_confirmed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("timebank", sa.Column("kinds_confirmed_by_id", BIG, nullable=True))
    # A bank that is open stays open; nobody has confirmed anything there, and so nothing new is demanded.
    op.execute("UPDATE timebank SET kinds_confirmed_at = opened_at")

    op.add_column(
        "kind_demand", sa.Column("banned", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )

    op.add_column(
        "account", sa.Column("own_limits", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("account", sa.Column("limits_after_id", BIG, nullable=True))
